"""What whole original documents parse to, held against golden files, and the articles of laws against a plain count.

The golden files hold labels, kinds and lengths, no sentence of the originals. `YOUJU_REGENERATE=1 pytest tests/corpus/test_originals.py`
writes them anew; a test fails while that is set.
"""

import json
import os
import re
from pathlib import Path

import pytest

from corpus.cleaning import clean
from corpus.documents import ClauseKind, Policy
from corpus.parsing import parse
from corpus.reading import read
from tests.builders import a_policy

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
REGENERATE = bool(os.environ.get("YOUJU_REGENERATE"))
ORIGINALS = (
    "seeds/000_c81ec40699372e27.txt",
    "seeds/001_25ab482f198fbfab.txt",
    "seeds/002_2259db0d5d9061b6.txt",
    "seeds/003_13a43e52a168809e.txt",
    "seeds/004_3149c157ee2f97ec.txt",
    "national/core_systems_2018_plus_records_mgmt_2013.txt",
    "national/medical_quality_measures_2016.txt",
)
ARTICLE_LINE = re.compile(r"^[ \t　]*(?:#+\s*)?第[零〇一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?(?=[\s　]|$)", re.MULTILINE)


def outline(policy: Policy) -> dict[str, object]:
    header = policy.header
    return {
        "header": {
            "title_length": len(header.title),
            "document_number": header.document_number,
            "n_issuers": len(header.issuers),
            "level": header.level,
            "place": header.place,
            "dates": [header.issue_date, header.effective_date],
            "period": [header.period.start, header.period.end] if header.period else None,
        },
        "clauses": [f"{clause.kind} {clause.label} {clause.clause_id.split('/')[1]} {len(clause.heading)}" for clause in policy.clauses],
        "n_furniture": len(policy.furniture),
        "n_references": len(policy.references),
        "n_resolved": sum(reference.target is not None for reference in policy.references),
    }


def test_the_golden_files_are_not_being_written():
    assert not REGENERATE, "Unset YOUJU_REGENERATE: the golden files were written, not compared"


@pytest.mark.parametrize("name", ORIGINALS)
def test_an_original_parses_as_before(shared_data, name):
    found = outline(parse(clean(read(shared_data / name))))
    path = GOLDEN / f"{Path(name).stem}.json"
    if REGENERATE:
        path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert json.loads(path.read_text("utf-8")) == found


@pytest.fixture(scope="module")
def laws(shared_data):
    paths = sorted((shared_data / "laws").rglob("*.md"))
    return paths[:: max(1, len(paths) // 200)][:200]


def line_of(text: str, place: int) -> int:
    return text.count("\n", 0, place)


def test_laws_have_the_articles_that_a_plain_count_finds(laws):
    unequal = []
    for path in laws:
        text = path.read_text("utf-8")
        policy = a_policy(text, name=path.name)
        articles = [line_of(text, clause.own.start + 1) for clause in policy.clauses if clause.kind is ClauseKind.ARTICLE]
        if articles != [line_of(text, match.start() + 1) for match in ARTICLE_LINE.finditer(text)]:
            unequal.append(path.name)
    assert len(unequal) <= 0.005 * len(laws), unequal


def test_laws_are_divided_without_loss_and_hold_no_web_site(laws):
    for path in laws[:60]:
        text = path.read_text("utf-8")
        policy = a_policy(text, name=path.name)
        assert "".join(clause.own.of(text) for clause in policy.clauses) == text
        assert all(span.of(text).startswith("<!--") for span in policy.furniture)


@pytest.mark.parametrize(
    ("name", "label", "heading_length"),
    [
        ("seeds/001_25ab482f198fbfab.txt", "三、（二）20.", 6),
        ("seeds/001_25ab482f198fbfab.txt", "三、（一）专项行动之一", 10),
        ("seeds/004_3149c157ee2f97ec.txt", "一、（一）一是", 14),
        ("national/medical_quality_measures_2016.txt", "第四十五条第一款第（三）项", 0),
        ("national/core_systems_2018_plus_records_mgmt_2013.txt", "《医疗机构病历管理规定（2013年版）》第二十九条", 0),
    ],
)
def test_clauses_that_people_cite_have_their_address(shared_data, name, label, heading_length):
    policy = parse(clean(read(shared_data / name)))
    (clause,) = [clause for clause in policy.clauses if clause.label == label]
    assert len(clause.heading) == heading_length
