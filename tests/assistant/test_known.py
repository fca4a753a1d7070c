"""What the headers bring is found by name without going through all of them."""

import gc

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.known import Knowing, Known
from corpus.documents import Header, Level

_TITLES = st.frozensets(st.text(alphabet="会诊病历办法条例", min_size=3, max_size=5), max_size=8)

HEADERS = {
    "law": Header("中华人民共和国会诊法", level=Level.NATIONAL, issue_date="2018-01-01"),
    "newer": Header("中华人民共和国会诊法", level=Level.NATIONAL, issue_date="2024-01-01"),
    "city": Header("连云港会诊办法", place="连云港市"),
}


@settings(max_examples=100, deadline=None)
@given(_TITLES, st.text(alphabet="会诊病历办法条例的", max_size=16))
def test_the_titles_in_a_text_are_those_that_stand_there_and_in_no_longer_one(titles: frozenset[str], text: str) -> None:
    standing = {title for title in titles if title in text}
    longest = {title for title in standing if not any(title != other and title in other for other in standing)}
    found = Known(titles=titles).titles_in(text)
    assert found == longest or (not longest and found <= titles)


def test_documents_are_known_by_title_by_place_and_by_what_stands_in_their_place() -> None:
    knowing = Knowing()
    assert knowing.titled(HEADERS, ["会诊法", "没有的办法"]) == {"law", "newer"}
    assert (knowing.placed(HEADERS, ["连云港"]), knowing.placed(HEADERS, ["安徽省"])) == ({"city"}, frozenset())
    assert knowing.followings_of(HEADERS, ["law"]) == list(knowing.followings(HEADERS)) == knowing.followings_of(HEADERS, ["newer"])
    assert knowing.followings_of(HEADERS, ["city"]) == []


def test_other_headers_are_read_anew() -> None:
    knowing = Knowing()
    assert knowing.titled(HEADERS, ["会诊法"]) != knowing.titled({"city": HEADERS["city"]}, ["会诊法"]) == frozenset()


def test_the_titles_of_before_are_let_go_of() -> None:
    for number in range(50):
        titles = frozenset({f"滨海市第{number}号会诊办法", "病历管理规定"})
        assert Known(titles=titles).titles_in(f"滨海市第{number}号会诊办法怎么说") == {f"滨海市第{number}号会诊办法"}
    gc.collect()
    kept = [each for each in gc.get_objects() if type(each) is frozenset and "病历管理规定" in each and len(each) == 2]
    assert len(kept) <= 5
