"""What a language model wrote is marked wherever it is shown; what was extracted is not."""

from api.cli.printing import print_answer
from api.schemas.answers import AnswerRecord
from assistant.answers import Dropped
from tests.api.fakes import an_answer

GENERATED = an_answer(generated_by="openai:some-model", dropped=(Dropped("急会诊30分钟内到位。", "value: 30分钟内"),))


def test_a_generated_answer_is_printed_with_its_mark_and_without_what_was_dropped(capsys):
    print_answer(GENERATED)
    shown = capsys.readouterr().out
    assert shown.startswith("AI 生成 · openai:some-model\n") or "\nAI 生成 · openai:some-model\n" in shown
    assert "30分钟内" not in shown


def test_an_extracted_answer_is_printed_without_a_mark(capsys):
    print_answer(an_answer())
    assert "AI 生成" not in capsys.readouterr().out


def test_the_record_names_the_model_its_mark_and_what_was_dropped():
    record = AnswerRecord.from_answer(GENERATED)
    assert (record.generated_by, record.mark) == ("openai:some-model", "AI 生成")
    assert [(dropped.text, dropped.reason) for dropped in record.dropped] == [("急会诊30分钟内到位。", "value: 30分钟内")]


def test_the_record_of_an_extracted_answer_leaves_them_empty():
    record = AnswerRecord.from_answer(an_answer())
    assert (record.generated_by, record.mark, record.dropped) == ("", "", ())
