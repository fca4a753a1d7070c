"""The demonstration corpus: seven digests, correct to the last figure, in words of their own."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from corpus.cleaning import clean
from corpus.documents import ClauseKind, Policy
from corpus.parsing import parse
from corpus.reading import read

BUNDLED = Path(__file__).parents[2] / "corpus" / "bundled"

DIGESTS = {
    "zhumadian_quality_centers_meeting_2024.md": "seeds/000",
    "anhui_quality_action_plan_2023.md": "seeds/001",
    "lianyungang_quality_control_centers_2016.md": "seeds/002",
    "thousand_counties_meeting.md": "seeds/003",
    "safe_hospital_report_2023.md": "seeds/004",
    "core_systems_2018_and_records_2013.md": "national/core",
    "medical_quality_measures_2016.md": "national/medical",
}

KEYS = {"标题", "文号", "发文机关", "层级", "地区", "印发日期", "施行日期", "实施期"}
DATE = r"\d{4}-\d{2}-\d{2}"

# The longest run of Chinese characters that a sentence may share with the original. Names of bodies and documents, posts of people and
# duties with their subject reach a dozen; 20 is more than any clause of a sentence and less than a sentence.
LONGEST_SHARED_RUN = 19

# What a digest has to repeat: names in 《》 and titles of speeches, lists of three terms or more, and the headings of clauses.
NAME = re.compile(r"《[^》]*》|以“[^”]*”为题")
LIST = re.compile(r"(?:[^、。，；：\n]{1,16}、){2,}[^、。，；：\n]{1,16}")
SENTENCE_BREAK = re.compile(
    r"(?m)^(?:第[一二三四五六七八九十]+[条章]|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.])|[一二三四五六]是|[。；\n]"
)
NOT_HAN = re.compile(r"[^一-鿿]+")
NUMBER = re.compile(r"\d+(?:\.\d+)?")

# Printed as letters in the original, and read by a person.
READ_BY_A_PERSON = {"safe_hospital_report_2023.md": {"1000"}}


def front_matter(text: str) -> dict[str, str]:
    opening, keys, _ = text.split("---\n", 2)
    assert opening == ""
    return dict(line.split(": ", 1) for line in keys.splitlines())


def body(text: str) -> str:
    return text.split("---\n", 2)[2]


def original(shared_data: Path, prefix: str) -> str:
    folder, start = prefix.split("/")
    (path,) = (shared_data / folder).glob(f"{start}*")
    return clean(read(path)).text


def longest_shared_run(digest: str, source: str) -> str:
    """The longest run of Chinese characters of one sentence that is in the source, when names, lists and markers are left out."""
    kept = SENTENCE_BREAK.sub("\0", LIST.sub("\0", NAME.sub("\0", digest)))
    haystack = NOT_HAN.sub("", source)
    return max((run for part in kept.split("\0") for run in shared_runs(NOT_HAN.sub("", part), haystack)), key=len, default="")


def shared_runs(text: str, haystack: str) -> list[str]:
    runs, start = [""], 0
    for end in range(1, len(text) + 1):
        while text[start:end] not in haystack:
            start += 1
        runs.append(text[start:end])
    return runs


def parsed(name: str) -> Policy:
    return parse(clean(read(BUNDLED / name)))


def test_there_are_seven_digests() -> None:
    assert {path.name for path in BUNDLED.iterdir()} == set(DIGESTS)


@pytest.mark.parametrize("name", DIGESTS)
def test_front_matter_names_what_exists(name: str) -> None:
    keys = front_matter((BUNDLED / name).read_text(encoding="utf-8"))
    assert set(keys) <= KEYS
    assert keys["标题"].endswith("（摘要）")
    assert keys.get("层级", "国家级") in {"国家级", "省级", "市级", "机构"}
    for key in {"印发日期", "施行日期"} & set(keys):
        date.fromisoformat(keys[key])
    assert re.fullmatch(r"(\d{4}-\d{2} 至 \d{4}-\d{2})?", keys.get("实施期", ""))


@pytest.mark.parametrize("name", DIGESTS)
def test_the_first_line_says_that_it_is_a_digest(name: str) -> None:
    first = body((BUNDLED / name).read_text(encoding="utf-8")).strip().splitlines()[0]
    assert "摘要，不是正式文本" in first


@pytest.mark.parametrize("name", DIGESTS)
def test_no_sentence_of_the_original_is_copied(name: str, shared_data: Path) -> None:
    run = longest_shared_run(body((BUNDLED / name).read_text(encoding="utf-8")), original(shared_data, DIGESTS[name]))
    assert len(run) <= LONGEST_SHARED_RUN, run


def test_a_copied_sentence_would_be_noticed() -> None:
    source = "请求发出之后，被请的医师应当尽快赶到现场，不得推迟。讨论的范围是手术组、医师团队、病区内。"
    assert longest_shared_run("说明：被请的医师应当尽快赶到现场，不得拖延。", source) == "被请的医师应当尽快赶到现场不得"
    assert longest_shared_run("范围：手术组、医师团队、病区内。", source) == "范围"


@pytest.mark.parametrize("name", DIGESTS)
def test_every_figure_stands_in_the_original(name: str, shared_data: Path) -> None:
    source = Counter(NUMBER.findall(original(shared_data, DIGESTS[name])))
    figures = set(NUMBER.findall(body((BUNDLED / name).read_text(encoding="utf-8"))))
    assert figures - set(source) <= READ_BY_A_PERSON.get(name, set())


@pytest.mark.parametrize("name", DIGESTS)
def test_cleaning_repairs_nothing_in_standard_chinese(name: str) -> None:
    assert {edit.rule for edit in clean(read(BUNDLED / name)).edits} <= {"layout", "width"}


def test_the_plan_has_thirty_tasks_and_five_special_actions() -> None:
    policy = parsed("anhui_quality_action_plan_2023.md")
    kinds = Counter(clause.kind for clause in policy.clauses)
    assert kinds[ClauseKind.SPECIAL_ACTION] == 5
    labels = [clause.label for clause in policy.clauses]
    assert all(any(label.endswith(f"）{number}.") for label in labels) for number in range(1, 31))


@pytest.mark.parametrize(
    ("name", "articles"),
    [("medical_quality_measures_2016.md", 48), ("core_systems_2018_and_records_2013.md", 32)],
    ids=["measures", "records"],
)
def test_regulations_have_all_their_articles(name: str, articles: int) -> None:
    assert sum(clause.kind is ClauseKind.ARTICLE for clause in parsed(name).clauses) == articles


def test_there_are_eighteen_core_systems() -> None:
    clauses = parsed("core_systems_2018_and_records_2013.md").clauses
    assert sum(clause.label.endswith("、") and clause.heading.endswith("制度") for clause in clauses) == 18


def test_headers_are_read_from_the_front_matter() -> None:
    header = parsed("anhui_quality_action_plan_2023.md").header
    assert header.title == "安徽省全面提升医疗质量行动（2023-2025年）实施方案（摘要）"
    assert header.issuers == ("安徽省卫生健康委员会", "安徽省中医药管理局")
    assert header.place == "安徽省"
    assert header.issue_date == "2023-06-27"
