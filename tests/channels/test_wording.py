"""How an answer looks in a chat: what fits is told whole, what does not leads to its page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.channels.limits import MORE, TEXT_BYTES, cut, n_bytes
from api.channels.messages import Reply
from api.channels.wording import answer_reply
from api.schemas.answers import AnswerRecord
from api.schemas.asking import KeptAnswerRecord
from tests.api.fakes import a_citation, an_answer, no_answer

ADDRESS = "https://youju.example"


def a_record(answer: object) -> KeptAnswerRecord:
    return KeptAnswerRecord.from_record(AnswerRecord.from_answer(answer), conversation_id="c1", url="")


def told(**members: object) -> Reply:
    return answer_reply(a_record(an_answer(**members)), ADDRESS)


def test_a_short_answer_is_told_with_its_source_and_link():
    reply = told(notices=())
    assert reply.text == f"10分钟内到位。\n依据：《某省会诊管理办法》第一条\n{ADDRESS}/answers/a1"
    assert (reply.card, reply.answer_id, reply.conversation_id) == (None, "a1", "c1")


def test_what_a_language_model_wrote_says_so():
    assert "10分钟内到位。（AI 生成）" in told(generated_by="m").text


def test_the_clauses_of_one_document_are_named_together():
    citations = (a_citation(), a_citation(number=2, clause_label="第二条"), a_citation(number=3, title="《另一办法》"))
    assert "依据：《某省会诊管理办法》第一条、第二条；《另一办法》第一条" in told(citations=citations).text


def test_a_long_answer_is_one_card_that_leads_to_its_page():
    reply = told(answer="医疗机构应当报告。" * 200)
    assert reply.text == ""
    assert (reply.card.title, reply.card.url) == ("急会诊多久到位", f"{ADDRESS}/answers/a1")
    assert reply.card.description.endswith("应当报告。……")


def test_a_long_answer_of_a_server_without_address_is_cut_at_a_sentence():
    reply = answer_reply(a_record(an_answer(answer="医疗机构应当报告。" * 200)), "")
    assert n_bytes(reply.text) <= TEXT_BYTES
    assert "应当报告。……\n依据：《某省会诊管理办法》第一条" in reply.text


def test_no_answer_names_no_source():
    assert answer_reply(a_record(no_answer()), ADDRESS).text == f"已收录的文件没有给出依据。\n{ADDRESS}/answers/n1"


@given(st.text(max_size=2000).map(lambda text: text * 2))
@pytest.mark.parametrize("address", [ADDRESS, ""])
def test_no_text_is_longer_than_a_message_may_be(address, answer):
    reply = answer_reply(a_record(an_answer(answer=answer, citations=(a_citation(title=answer[:600]),))), address)
    assert n_bytes(reply.text) <= TEXT_BYTES
    assert bool(reply.text) != bool(reply.card)


@given(st.text(), st.integers(6, 200))
def test_what_is_cut_keeps_whole_characters_within_the_room(text, most):
    short = cut(text, most, tail=MORE)
    assert n_bytes(short) <= most
    assert short == text or text.encode("utf-8", "replace").decode().startswith(short.removesuffix("……"))
