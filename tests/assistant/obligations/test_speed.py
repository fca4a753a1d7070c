"""Queries stay fast over a hundred thousand duties."""

import random
from datetime import date
from time import process_time

import pytest

from assistant.obligations.filters import Filters, kinds_of
from assistant.obligations.register import Register
from corpus.obligations.records import Machine, Modality, ValueType
from indexing.obligation_rows import ObligationBrief
from tests.builders import a_policy
from tests.shelves import ShelfInMemory, a_value

N_DUTIES = 100_000

# Of processor time, and more than is measured on an idle machine: a query takes 4 to 17 ms there.
MOST_SECONDS = 0.06


class ManyObligations(ShelfInMemory):
    """One policy with very many duties, which are never read whole."""

    def __init__(self) -> None:
        super().__init__((a_policy("某省办法\n第一条 报送材料。\n", place="安徽省"), []))
        chance = random.Random(7)  # noqa: S311 -- a seeded sequence is the point
        actors = ["医疗机构", "各临床科室主要负责人", "质控中心", *(f"第{number}协会" for number in range(2000))]
        values = [
            (),
            (),
            (a_value(),),
            (a_value(Machine.of(every="P3M"), type=ValueType.FREQUENCY),),
            (a_value(Machine.of(within="PT10M")),),
        ]
        document_id = self.policies[0].document.source.document_id
        self._briefs = [
            ObligationBrief(
                document_id,
                position,
                "第一条",
                chance.choice(actors),
                chance.choice(list(Modality)),
                ("", f"按照规定及时报送第{position}号材料并组织开展相关工作", ""),
                chance.choice(values),
                has_problems=False,
            )
            for position in range(N_DUTIES)
        ]
        self.obligations.briefs = lambda: self._briefs  # type: ignore[method-assign] # only what filters need


@pytest.fixture(scope="module")
def register() -> Register:
    found = Register(ManyObligations(), lambda: date(2026, 11, 22))
    assert found.find(limit=50).total == N_DUTIES
    return found


@pytest.mark.parametrize(
    "filters",
    [
        pytest.param(Filters(), id="all"),
        pytest.param(Filters(actor="临床科室主任"), id="actor"),
        pytest.param(Filters(kinds=kinds_of(["must", "deadline"])), id="kind"),
        pytest.param(Filters(due_before=date(2027, 1, 31)), id="due"),
        pytest.param(Filters(words=("材料",)), id="words"),
        pytest.param(Filters(actor="医院", kinds=kinds_of(["must"]), place="安徽省", words=("报送",)), id="several"),
    ],
)
def test_a_query_is_fast(register: Register, filters: Filters) -> None:
    started = process_time()
    assert register.find(filters, limit=50).total > 0
    assert process_time() - started < MOST_SECONDS
