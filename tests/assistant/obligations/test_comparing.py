"""Two policies side by side: what is added, gone, and said otherwise."""

from datetime import date

from assistant.obligations.comparing import Aspect, Comparison, compare
from assistant.obligations.filters import Filters
from assistant.obligations.register import Register
from corpus.documents import Policy
from corpus.obligations.records import Machine, Modality, Obligation, ValueType
from tests.builders import a_policy
from tests.shelves import ShelfInMemory, a_value, an_obligation

OLD = a_policy(
    "会诊办法\n第一条 急会诊在10分钟内到位。\n第二条 科室讨论死亡病例。\n第三条 医师记录会诊意见。\n第四条 保持通讯畅通。\n",
    name="old.txt",
)
NEW = a_policy(
    "会诊办法\n第一条 急会诊在五分钟内到位。\n第二条 科室讨论死亡病例。\n第三条 会诊医师记录会诊意见。\n第四条 上传影像资料到平台。\n",
    name="new.txt",
)


def within(duration: str, raw: str) -> tuple[object, ...]:
    return (a_value(Machine.of(within=duration), raw=raw),)


def compared(old: list[Obligation], new: list[Obligation]) -> Comparison:
    register = Register(ShelfInMemory((OLD, old), (NEW, new)), lambda: date(2026, 11, 22))

    def entries(policy: Policy) -> tuple[object, ...]:
        return register.find(Filters(document_id=policy.document.source.document_id)).entries

    return compare(entries(OLD), entries(NEW))


def test_added_removed_and_changed_duties_are_told_with_both_clauses():
    found = compared(
        [
            an_obligation(OLD, "急会诊在10分钟内到位", values=within("PT10M", "10分钟内")),
            an_obligation(OLD, "讨论死亡病例", modality=Modality.SHOULD),
            an_obligation(OLD, "记录会诊意见", actor="医师"),
            an_obligation(OLD, "保持通讯畅通"),
        ],
        [
            an_obligation(NEW, "急会诊在五分钟内到位", values=within("PT5M", "五分钟内")),
            an_obligation(NEW, "讨论死亡病例"),
            an_obligation(NEW, "记录会诊意见", actor="护士"),
            an_obligation(NEW, "上传影像资料到平台"),
        ],
    )
    assert [entry.stored.reading for entry in found.added] == ["上传影像资料到平台"]
    assert [entry.stored.reading for entry in found.removed] == ["保持通讯畅通"]
    assert [(change.before.stored.reading, change.after.stored.reading, change.aspects) for change in found.changed] == [
        ("急会诊在10分钟内到位", "急会诊在五分钟内到位", (Aspect.VALUE,)),
        ("讨论死亡病例", "讨论死亡病例", (Aspect.STRENGTH,)),
        ("记录会诊意见", "记录会诊意见", (Aspect.ACTOR,)),
    ]
    assert found.n_same == 0


def test_a_value_printed_otherwise_is_the_same():
    found = compared(
        [an_obligation(OLD, "急会诊在10分钟内到位", values=within("PT10M", "10分钟内"))],
        [an_obligation(NEW, "急会诊在五分钟内到位", values=within("PT10M", "五分钟内"))],
    )
    assert (found.changed, found.n_same) == ((), 1)


def test_an_actor_of_the_same_class_is_the_same():
    found = compared([an_obligation(OLD, "记录会诊意见", actor="医师")], [an_obligation(NEW, "记录会诊意见", actor="会诊医师")])
    assert found.n_same == 1


def test_an_actor_that_is_not_said_is_no_difference():
    found = compared([an_obligation(OLD, "记录会诊意见", actor="")], [an_obligation(NEW, "记录会诊意见", actor="护士")])
    assert found.n_same == 1


def test_what_is_alike_by_chance_is_added_and_removed_and_not_changed():
    found = compared(
        [an_obligation(OLD, "讨论死亡病例", actor="科室")],
        [an_obligation(NEW, "上传影像资料到平台", action="讨论收费", actor="省卫生健康委")],
    )
    assert (len(found.added), len(found.removed), found.changed) == (1, 1, ())


def test_a_yearly_plan_and_a_plan_are_no_other_value():
    plan = (a_value(Machine.of(every="P1Y", times=1), type=ValueType.FREQUENCY, raw="年度"),)
    found = compared([an_obligation(OLD, "讨论死亡病例", values=plan)], [an_obligation(NEW, "讨论死亡病例")])
    assert (found.changed, found.n_same) == ((), 1)


def test_a_policy_equals_itself_and_nothing_equals_nothing():
    register = Register(ShelfInMemory(OLD), lambda: date(2026, 11, 22))
    entries = register.find().entries
    assert entries
    same = compare(entries, entries)
    assert (same.added, same.removed, same.changed, same.n_same) == ((), (), (), len(entries))
    assert compare((), ()) == Comparison((), (), (), 0)
