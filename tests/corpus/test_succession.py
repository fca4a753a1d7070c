"""Which texts are superseded, from what their headers and their last sentences say."""

from datetime import date
from pathlib import Path

import pytest

from corpus.documents import Header, Level, Repeal, Succession, Validity
from corpus.header import validity
from corpus.repeals import repeals
from corpus.spans import Span
from corpus.succession import successions
from corpus.told import Passage
from tests.builders import TODAY, a_policy


def repealed(body: str, title: str = "") -> list[tuple[str, str, str | None]]:
    return [(each.title, each.document_number, each.since) for each in repeals(Passage(title), Passage(body))]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("本办法自发布之日起施行，《会诊办法》同时废止。", [("会诊办法", "", None)], id="at-once"),
        pytest.param(
            "2001年某厅发布的《会诊办法》（某卫〔2001〕2 号）同时废止。", [("会诊办法", "某卫〔2001〕2号", None)], id="with-number"
        ),
        pytest.param(
            "《甲办法》、《乙办法》（试行）和1999年印发的《丙规定》同时废止。",
            [(f"{each}", "", None) for each in ("甲办法", "乙办法", "丙规定")],
            id="several",
        ),
        pytest.param("《会诊办法》自2026年1月1日起废止。", [("会诊办法", "", "2026-01-01")], id="from-a-day"),
        pytest.param("《某省实施〈某法〉办法》同时废止。", [("某省实施〈某法〉办法", "", None)], id="marks-in-marks"),
        pytest.param("某卫〔2001〕2号文件同时废止。", [("", "某卫〔2001〕2号", None)], id="by-number-alone"),
        pytest.param("《会诊办法》同时停止执行。", [("会诊办法", "", None)], id="no-longer-carried-out"),
        pytest.param(
            "《甲办法》同时废止，《乙办法》自2027年1月1日起废止。",
            [("甲办法", "", None), ("乙办法", "", "2027-01-01")],
            id="one-after-another",
        ),
        pytest.param("《会诊办法》第三条同时废止。", [], id="a-part"),
        pytest.param("《会诊办法》的有关规定同时废止。", [], id="rules-of-it"),
        pytest.param("《甲办法》第三条、《乙办法》同时废止。", [("乙办法", "", None)], id="a-part-and-a-whole"),
        pytest.param("根据《某法》，《乙办法》同时废止。", [("乙办法", "", None)], id="what-it-rests-on"),
        pytest.param("《会诊办法》修改或者废止的，应当公布。", [], id="if-ever"),
        pytest.param("规范性文件应当及时修改、废止。", [], id="no-title"),
        pytest.param("《会诊办法》已经废止的条款不再适用。", [], id="a-clause-that-is-gone"),
        pytest.param("《会诊办法》施行后，原规定同时废止。", [], id="the-rule-before-it"),
    ],
)
def test_a_sentence_repeals_whole_texts_alone(body: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert repealed(body) == expected


def test_a_decision_repeals_what_its_title_names() -> None:
    assert repealed("略。", "某市人民政府关于废止《甲办法》和《乙规定》的决定") == [("甲办法", "", None), ("乙规定", "", None)]
    assert repealed("略。", "某市人民政府关于修改《甲办法》的决定") == []


def test_a_repeal_tells_its_sentence() -> None:
    body = "第一条 略。\n第二条 《会诊办法》同时废止。"
    [found] = repeals(Passage(""), Passage(body, 100))
    assert found.span.shifted(-100).of(body) == "第二条 《会诊办法》同时废止"


def a_header(title: str = "会诊办法", day: str | None = None, **members: object) -> Header:
    defaults: dict[str, object] = {"level": Level.PROVINCIAL, "place": "安徽省", "issue_date": day}
    return Header(title, **{**defaults, **members})  # type: ignore[arg-type] # members are those of Header


def test_versions_follow_one_another_and_copies_stand_together() -> None:
    headers = {
        "copy": a_header(day="2015-01-01"),
        "first": a_header(day="2015-01-01"),
        "second": a_header("会诊办法（试行）", "2019-01-01"),
        "notice": a_header("关于印发《会诊办法（2023年版）》的通知", "2023-05-01", effective_date="2023-06-01"),
    }
    second, third = Succession("2019-01-01", "《会诊办法（试行）》"), Succession("2023-06-01", "《关于印发〈会诊办法（2023年版）〉的通知》")
    assert successions(headers) == {"copy": second, "first": second, "second": third}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(a_header(day="2015-01-01"), a_header(day="2019-01-01", place="江苏省"), id="another-place"),
        pytest.param(a_header(day="2015-01-01"), a_header(day="2019-01-01", level=Level.CITY), id="another-level"),
        pytest.param(a_header(), a_header(day="2019-01-01"), id="no-date"),
        pytest.param(a_header(day="2015-01-01"), a_header("会诊办法（征求意见稿）", "2019-01-01"), id="a-draft"),
        pytest.param(a_header("关于开展检查的通知", "2015-01-01"), a_header("关于开展检查的通知", "2019-01-01"), id="notices-of-their-day"),
        pytest.param(a_header("会诊解释（一）", "2015-01-01"), a_header("会诊解释（二）", "2019-01-01"), id="another-number"),
        pytest.param(
            a_header(day="2015-01-01", level=Level.UNKNOWN, place=""),
            a_header(day="2019-01-01", level=Level.UNKNOWN, place=""),
            id="unknown",
        ),
        pytest.param(
            a_header(day="2015-01-01", level=Level.INSTITUTION, issuers=("甲医院",)),
            a_header(day="2019-01-01", level=Level.INSTITUTION, issuers=("乙医院",)),
            id="two-hospitals",
        ),
    ],
)
def test_what_may_be_another_text_supersedes_nothing(old: Header, new: Header) -> None:
    assert successions({"old": old, "new": new}) == {}


def a_repeal(title: str = "", number: str = "", since: str | None = None) -> Repeal:
    return Repeal(title, number, since, Span(0, 1))


def test_a_repeal_names_its_text_by_title_or_number() -> None:
    old = a_header("关于印发会诊办法的通知", "2015-01-01", document_number="某卫〔2015〕1号")
    by_title = a_header("急会诊规定", "2020-01-01", repeals=(a_repeal("会诊办法"),))
    by_number = a_header("急会诊规定", "2020-01-01", place="", repeals=(a_repeal("x", "某卫〔2015〕1号", "2020-03-01"),))
    assert successions({"old": old, "new": by_title}) == {"old": Succession("2020-01-01", "《急会诊规定》")}
    assert successions({"old": old, "new": by_number}) == {"old": Succession("2020-03-01", "《急会诊规定》")}


def test_a_text_repeals_no_later_one_and_not_itself() -> None:
    new = a_header("急会诊规定", "2020-01-01", repeals=(a_repeal("会诊办法"), a_repeal("急会诊规定")))
    assert successions({"later": a_header(day="2021-01-01"), "new": new}) == {}


@pytest.mark.parametrize(
    ("succession", "expected"),
    [
        (Succession("2026-11-22"), Validity.SUPERSEDED),
        (Succession("2026-11-23"), Validity.IN_FORCE),
        (Succession(None, "《会诊办法》"), Validity.SUPERSEDED),
    ],
)
def test_a_text_binds_until_the_day_of_the_next(succession: Succession, expected: Validity) -> None:
    assert validity(a_header(day="2015-01-01", succession=succession), TODAY) is expected


def test_earlier_versions_of_laws_are_superseded(shared_data: Path) -> None:
    """Of two files of one law the one whose name bears the earlier date is superseded, where both tell when they take effect."""
    folder = shared_data / "laws"
    paths = [path for name in ("行政法", "经济法", "社会法", "宪法相关法") for path in sorted((folder / name).glob("*.md"))]
    headers = {path.stem: a_policy(path.read_text("utf-8"), name=path.name).header for path in paths}
    found = successions(headers)
    versions: dict[str, list[str]] = {}
    for stem in headers:
        versions.setdefault(stem.partition("(")[0], []).append(stem)
    # Two files of one law may hold one version.
    two = [sorted(stems) for stems in versions.values() if len({headers[stem].issue_date for stem in stems}) > 1]
    assert len(two) >= 10
    assert {stem for stems in two for stem in stems[:-1]} <= set(found)
    assert not {stems[-1] for stems in two} & set(found)
    assert all(validity(headers[stem], date(1950, 1, 1)) is not Validity.SUPERSEDED for stem in found)
