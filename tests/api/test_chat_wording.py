"""How an answer is worded in a chat: what is said, where its marks stand, and what documents cannot make of it."""

from hypothesis import given
from hypothesis import strategies as st

from api.chat.wording import MOST_LISTED, MOST_MARKS, Wording, harmless
from api.links import Links
from api.schemas.answers import AnswerRecord
from assistant.answers import Statement
from tests.api.fakes import a_citation, an_answer, no_answer

LINKS = Links("https://youju.example")


def test_a_verdict_is_told_first_or_after_what_was_told_ahead():
    said = "急会诊应当在10分钟内到位。"
    answer = an_answer(answer=f"是，{said}", statements=(Statement(said, (1,)),), generated_by="p:m", notices=())
    record = AnswerRecord.from_answer(answer)
    assert Wording(LINKS, lists_sources=False).rest(record).startswith(f"是，{said}[1]")
    wording = Wording(LINKS, lists_sources=False)
    assert (wording.sentence(said, (1,)), wording.rest(record).startswith("\n\n结论：是。")) == (f"{said}[1]", True)


def test_a_long_list_names_its_first_sources_and_where_the_others_are():
    citations = tuple(a_citation(number=number) for number in range(1, 51))
    statements = tuple(Statement(f"第{number}项。", (number,)) for number in range(1, 51))
    record = AnswerRecord.from_answer(an_answer(answer="共50项。", citations=citations, statements=statements))
    wording = Wording(LINKS, lists_sources=True)
    text = wording.rest(record)
    assert text.startswith("共50项。\n\n第1项。[1]\n\n第2项。[2]")
    assert (text.count("\n- ["), "另有 30 处来源" in text) == (MOST_LISTED, True)
    assert len(wording.marks(record)) == 50 > MOST_MARKS


def test_documents_make_no_links_images_or_tags():
    hostile = "见![图](http://a.example/x.png)<img src=x onerror=y>[词][1]\n[1]: http://a.example"
    record = AnswerRecord.from_answer(
        an_answer(answer=hostile, statements=(Statement(hostile, (1,)),), citations=(a_citation(reading=hostile),))
    )
    text = Wording(LINKS, lists_sources=True).rest(record)
    assert not any(sign in text for sign in ("](", "<img", "]:", "词][1"))


@given(
    st.lists(st.tuples(st.text(max_size=8), st.lists(st.integers(1, 3), max_size=2)), max_size=4), st.text(max_size=8), st.integers(0, 4)
)
def test_marks_stand_where_they_are_said_to(statements, answer, n_ahead):
    made = tuple(Statement(text, tuple(numbers)) for text, numbers in statements)
    citations = tuple(a_citation(number=number) for number in range(1, 4))
    record = AnswerRecord.from_answer(an_answer(answer=answer, statements=made, citations=citations))
    wording = Wording(LINKS, lists_sources=True)
    text = "".join(wording.sentence(each.text, each.citations) for each in made[:n_ahead]) + wording.rest(record)
    assert all(mark.span.of(text) == f"[{mark.source.number}]" for mark in wording.marks(record))


@given(st.text(alphabet="[]()<>:!ab/ ", max_size=30))
def test_nothing_but_blanks_is_put_in(text):
    assert harmless(text).replace(" ", "") == text.replace(" ", "")
    assert harmless(harmless(text)) == harmless(text)


def test_a_refusal_is_worded_alone():
    record = AnswerRecord.from_answer(no_answer(notices=("另见。",)))
    assert Wording(LINKS, lists_sources=True).rest(record) == "已收录的文件没有给出依据。\n\n另见。"
