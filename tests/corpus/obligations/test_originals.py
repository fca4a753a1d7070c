"""How well the obligations of the original texts are read; the floors are what the register must not fall under."""

import importlib.util
import json
import sys
from collections.abc import Iterator

import pytest

from corpus.cleaning import clean
from corpus.documents import Policy
from corpus.obligations import extract
from corpus.parsing import parse
from corpus.reading import read

FLOORS = {"precision": 0.94, "recall": 0.92, "modality": 0.97, "actor": 0.92, "value_type": 0.97, "value_machine": 0.97}


@pytest.fixture(scope="module")
def policies(shared_data) -> list[Policy]:
    return [parse(clean(read(path))) for path in sorted((shared_data / "seeds").glob("*.txt"))]


def register_rows(policy: Policy) -> Iterator[dict]:
    offsets = policy.document.offsets
    for one in extract(policy):
        raw = offsets.to_raw(one.span)
        values = [{"type": value.type, "machine": dict(value.machine)} for value in one.values]
        name = policy.document.source.source_name
        yield {
            "source_name": name,
            "raw_start": raw.start,
            "raw_end": raw.end,
            "modality": one.modality,
            "actor": one.actor,
            "values": values,
        }


def test_the_gold_obligations_are_found(policies, shared_data, tmp_path, monkeypatch, capsys):
    register = tmp_path / "register.jsonl"
    register.write_text("\n".join(json.dumps(row) for policy in policies for row in register_rows(policy)), encoding="utf-8")
    spec = importlib.util.spec_from_file_location("score_obligations", shared_data.parent / "tools" / "score_obligations.py")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    gold = shared_data / "gold" / "obligations_dev.jsonl"
    monkeypatch.setattr(sys, "argv", ["score", str(gold), str(register), str(shared_data / "seeds")])
    scorer.main()
    report = json.loads(capsys.readouterr().out)
    assert {name: report[name] for name, floor in FLOORS.items() if report[name] < floor} == {}


def test_records_quote_the_text(policies):
    for policy in policies:
        text = policy.document.text
        for one in extract(policy):
            assert one.action_span.of(text) == one.action
            assert one.actor_span is None or one.actor_span.of(text) == one.actor
