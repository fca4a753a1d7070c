import json
from io import StringIO
from pathlib import Path

import pytest

from corpus.errors import NotFoundError, SettingsError, StoreVersionError, YoujuError
from tests.api.fakes import CONSULTATION, MAX_CHARACTERS, RECORDS, UNANSWERABLE, URGENT, FakeYouju, an_answer


def test_ask_prints_the_answer_then_the_statement_then_the_citation(run):
    outcome = run("ask", URGENT)
    assert outcome.code == 0
    lines = outcome.out.splitlines()
    assert lines[:2] == ["10分钟内到位。", "急会诊应当在10分钟内到位。 [1]"]
    assert "[1] 《某省会诊管理办法》 第一条 已结束" in lines
    assert "    急會诊(huìzhěn)应当在10分钟内到位。" in lines
    assert "注意：该办法已结束。" in lines


def test_ask_prints_words_that_are_answer_and_statement_once(run, youju):
    youju.assistant.ask = lambda *_words, **_options: an_answer(answer="急会诊应当在10分钟内到位。")
    assert run("ask", URGENT).out.splitlines()[:2] == ["急会诊应当在10分钟内到位。 [1]", ""]


def test_ask_without_basis_leaves_with_four(run):
    outcome = run("ask", UNANSWERABLE)
    assert outcome.code == 4
    assert outcome.out.startswith("已收录的文件没有给出依据。")
    assert "相近条款（不是答案）" in outcome.out


def test_ask_json_prints_one_record(run):
    outcome = run("ask", URGENT, "--json")
    assert (outcome.code, outcome.err) == (0, "")
    assert (outcome.record["status"], outcome.record["short_answer"]) == ("answered", "10分钟内")
    assert run("ask", UNANSWERABLE, "--json").record["status"] == "no_answer"


def test_ask_hands_on_the_place(run, youju):
    run("ask", URGENT, "--place", "安徽省")
    assert youju.assistant.asked == [(URGENT, (), "安徽省")]


def test_ask_batch_answers_each_line(run, youju, tmp_path):
    questions = tmp_path / "questions.jsonl"
    questions.write_text(
        json.dumps({"id": "q1", "question": URGENT, "history": ["什么是会诊"], "place": "某省"}, ensure_ascii=False)
        + "\n\n"
        + json.dumps({"id": 2, "question": UNANSWERABLE, "kind": "ignored"}, ensure_ascii=False),
        encoding="utf-8",
    )
    outcome = run("ask", "--batch", questions, "--output", tmp_path / "answers.jsonl", "--place", "某市")
    answers = [json.loads(line) for line in (tmp_path / "answers.jsonl").read_text(encoding="utf-8").splitlines()]
    assert outcome.code == 0
    assert [(line["id"], line["answer"]["status"]) for line in answers] == [("q1", "answered"), (2, "no_answer")]
    assert youju.assistant.asked == [(URGENT, ("什么是会诊",), "某省"), (UNANSWERABLE, (), "某市")]


def test_bad_lines_of_a_batch_are_told_and_the_rest_goes_on(run, tmp_path):
    questions = tmp_path / "questions.jsonl"
    long = {"id": "long", "question": "会" * 10_000}
    questions.write_text("not json\n" + json.dumps(long) + '\n{"id": "q3"}\n{"id": "q4", "question": "多久"}\n', encoding="utf-8")
    outcome = run("ask", "--batch", questions, "--output", tmp_path / "answers.jsonl")
    assert outcome.code == 3
    assert [line.split(":")[1] for line in outcome.err.splitlines()] == [f" questions.jsonl line {number}" for number in (1, 2, 3)]
    assert [json.loads(line)["id"] for line in (tmp_path / "answers.jsonl").read_text(encoding="utf-8").splitlines()] == ["q4"]


def test_batch_of_bad_lines_only_leaves_with_one(run, tmp_path):
    (tmp_path / "questions.jsonl").write_text("nothing\n", encoding="utf-8")
    assert run("ask", "--batch", tmp_path / "questions.jsonl", "--output", tmp_path / "out.jsonl").code == 1


def test_line_separator_inside_a_question_does_not_end_its_line(run, tmp_path):
    (tmp_path / "questions.jsonl").write_text('{"id": 1, "question": "急会诊\u2028多久"}', encoding="utf-8")
    assert run("ask", "--batch", tmp_path / "questions.jsonl", "--output", tmp_path / "out.jsonl").code == 0


def test_search_lists_clauses(run):
    outcome = run("search", "会诊", "--top", 1)
    assert outcome.code == 0
    assert outcome.out.splitlines()[0] == "1. 1.000 会诊.txt 第一条"
    assert run("search", "会诊", "--json").record["hits"][1]["source_name"] == "病历.txt"


def test_search_batch_writes_hits_best_first(run, tmp_path):
    (tmp_path / "queries.jsonl").write_text('{"id": "a", "query": "会诊"}\n{"id": "b", "query": " "}\n', encoding="utf-8")
    outcome = run("search", "--batch", tmp_path / "queries.jsonl", "--output", tmp_path / "hits.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "hits.jsonl").read_text(encoding="utf-8").splitlines()]
    assert outcome.code == 3
    assert [line["id"] for line in lines] == ["a"]
    assert [hit["score"] for hit in lines[0]["hits"]] == [1.0, 0.5]


def test_show_prints_the_clause_tree(run):
    outcome = run("show", "会诊.txt")
    assert outcome.code == 0
    assert "第一条" in outcome.out
    assert CONSULTATION.document.source.document_id in outcome.out


def test_show_source_prints_the_original_to_the_character(run):
    assert run("show", "会诊.txt", "--source").out == CONSULTATION.document.source.text


def test_show_clause_prints_its_repaired_words(run):
    assert run("show", "会诊.txt", "第一条").out == "第一条 急会诊应当在10分钟内到位。\n"


def test_show_edits_prints_every_repair(run):
    lines = run("show", "会诊.txt", "--edits").out.splitlines()
    assert [line.split() for line in lines[1:]] == [["14–15", "script", "'會'", "'会'"], ["16–25", "pinyin", "'(huìzhěn)'", "''"]]


def test_show_json_prints_the_document_record(run):
    record = run("show", CONSULTATION.document.source.document_id, "--json").record
    assert record["clean"] == CONSULTATION.document.text


def test_show_tells_near_clauses_where_a_name_fits_none(run):
    outcome = run("show", "会诊.txt", "第一")
    assert outcome.code == 1
    assert "did you mean 第一条?" in outcome.err


def test_documents_lists_all(run):
    outcome = run("documents")
    assert outcome.code == 0
    assert "会诊.txt" in outcome.out
    assert [record["source_name"] for record in run("documents", "--json").record] == ["会诊.txt", "病历.txt"]


def test_remove_takes_a_document_out(run):
    assert run("remove", "病历.txt").out == f"Removed {RECORDS.document.source.document_id}.\n"
    assert len(run("documents", "--json").record) == 1


def test_verify_tells_each_problem(run):
    assert run("verify").code == 0
    outcome = run("verify", over=FakeYouju(problems=("chunk 3 is not what was written",)))
    assert (outcome.code, outcome.out) == (1, "chunk 3 is not what was written\n")


def test_verify_repairs_what_can_be_built_anew(run):
    outcome = run("verify", "--repair", over=FakeYouju(problems=("chunk 3 is not what was written",)))
    assert outcome.code == 0
    assert outcome.out.splitlines()[-1] == "Everything stored and indexed is as it was written."


def test_chat_keeps_the_earlier_questions(run, youju, monkeypatch):
    monkeypatch.setattr("sys.stdin", StringIO(f"{URGENT}\n\n" + "会" * 10_000 + "\n那普通的多久\n"))
    outcome = run("chat")
    assert outcome.code == 0
    assert outcome.err.count("\n") == 1
    assert [youju.assistant.asked[0], youju.assistant.asked[-1]] == [(URGENT, (), ""), ("那普通的多久", (URGENT,), "")]


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        pytest.param(("ask", ""), 2, "is empty", id="empty-question"),
        pytest.param(("ask", "会" * 10_000), 2, f"at most {MAX_CHARACTERS}", id="long-question"),
        pytest.param(("ask",), 2, "Give a QUESTION", id="no-question"),
        pytest.param(("ask", URGENT, "--batch", "q.jsonl"), 2, "Give a QUESTION", id="question-and-batch"),
        pytest.param(("ask", "--batch", "none.jsonl", "--output", "out.jsonl"), 1, "There is no file 'none.jsonl'", id="missing-batch"),
        pytest.param(("search", " "), 2, "empty", id="empty-query"),
        pytest.param(("search", "会诊", "--top", "0"), 2, "--top", id="top-zero"),
        pytest.param(("show", "none.txt"), 1, "no document 'none.txt'", id="unknown-document"),
        pytest.param(("show", "会诊.txt", "--edits", "--source"), 2, "exclude each other", id="two-views"),
        pytest.param(("remove", "none.txt"), 1, "no document 'none.txt'", id="remove-unknown"),
        pytest.param(("fly",), 2, "fly", id="unknown-command"),
        pytest.param(("ask", "--quickly", URGENT), 2, "--quickly", id="unknown-option"),
        pytest.param(("serve", "--host", "203.0.113.7", "--port", "1"), 2, "Cannot listen on '203.0.113.7' port 1", id="foreign-address"),
    ],
)
def test_misuse_is_told_in_one_line(run, tmp_path, monkeypatch, words, code, told):
    monkeypatch.chdir(tmp_path)
    outcome = run(*words)
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (code, "", 1)
    assert outcome.err.startswith("youju: ")
    assert told in outcome.err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("error", "code"),
    [
        pytest.param(SettingsError("home"), 2, id="settings"),
        pytest.param(StoreVersionError("version"), 1, id="store"),
        pytest.param(NotFoundError("gone"), 1, id="not-found"),
        pytest.param(YoujuError("other"), 1, id="other"),
    ],
)
def test_errors_have_the_exit_code_of_their_kind(run, error, code):
    outcome = run("ask", URGENT, over=FakeYouju(failure=error))
    assert (outcome.code, outcome.err) == (code, f"youju: {error}\n")


def test_defects_are_not_hidden(run):
    with pytest.raises(ZeroDivisionError):
        run("ask", URGENT, over=FakeYouju(failure=ZeroDivisionError()))


def test_output_that_cannot_be_written_is_told(run, tmp_path):
    (tmp_path / "questions.jsonl").write_text('{"id": 1, "question": "多久"}', encoding="utf-8")
    outcome = run("ask", "--batch", tmp_path / "questions.jsonl", "--output", tmp_path / "no" / "answers.jsonl")
    assert (outcome.code, outcome.err.count("\n")) == (1, 1)
    assert "cannot be written" in outcome.err


def test_help_lists_own_commands_and_those_of_other_packages(run):
    outcome = run("--help")
    assert outcome.code == 0
    for name in ("ingest", "ask", "chat", "search", "show", "documents", "remove", "serve", "verify", "keys", "eval"):
        assert f"\n  {name} " in outcome.out


def test_commands_named_in_the_contract_take_its_options(run):
    assert {"--level", "--place", "--json"} <= set(run("ingest", "--help").out.split())
    assert {"--batch", "--output", "--place", "--json"} <= set(run("ask", "--help").out.split())
    assert {"--edits", "--source", "--json"} <= set(run("show", "--help").out.split())
    assert {"--host", "--port"} <= set(run("serve", "--help").out.split())


def test_batch_file_of_another_encoding_is_told(run, tmp_path):
    (tmp_path / "questions.jsonl").write_bytes("急会诊".encode("gb18030"))
    outcome = run("ask", "--batch", tmp_path / "questions.jsonl", "--output", Path(tmp_path / "out.jsonl"))
    assert outcome.code == 1
    assert "UTF-8" in outcome.err


@pytest.mark.parametrize(("host", "required"), [("0.0.0.0", "auto"), ("127.0.0.1", "always")])  # noqa: S104 -- no server starts
def test_server_that_nobody_could_use_does_not_start(run, host, required):
    outcome = run("serve", "--port", 0, "--host", host, over=FakeYouju(api_keys_required=required))
    assert (outcome.code, "youju keys create" in outcome.err) == (2, True)
