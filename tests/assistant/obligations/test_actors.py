import pytest

from assistant.obligations.actors import Wanted, classes_of, with_wider
from assistant.tables import rows


@pytest.mark.parametrize(
    ("asked", "actor", "bound"),
    [
        pytest.param("临床科室主要负责人", "各临床科室主要负责人", True, id="itself"),
        pytest.param("临床科室主任", "各部门、各临床科室和医技科室主要负责人", True, id="named-otherwise-in-a-list"),
        pytest.param("临床科室主要负责人", "医疗机构", True, id="wider"),
        pytest.param("临床科室主要负责人", "二级以上医疗机构及其医务人员", True, id="wider-and-narrowed"),
        pytest.param("临床科室主要负责人", "各质控中心", False, id="another-body"),
        pytest.param("临床科室主要负责人", "医疗机构主要负责人", False, id="another-person-of-the-body"),
        pytest.param("市级质控中心", "省级质控中心", False, id="another-level"),
        pytest.param("质控中心", "各专业省级质控中心", True, id="narrower-by-name"),
        pytest.param("医院", "任何单位和个人", True, id="everyone"),
        pytest.param("科室主任", "各临床科室和医技科室主要负责人", True, id="a-kind-of-it"),
        pytest.param("某某协会", "某某协会", True, id="unknown-by-name"),
        pytest.param("某某协会", "", False, id="nobody-told"),
    ],
)
def test_a_filter_finds_what_binds_an_actor(asked, actor, bound):
    assert Wanted.of(asked).is_bound_as(actor) is bound


def test_the_hierarchy_names_known_classes_and_has_no_cycle():
    classes = {row[0].split()[0] for row in rows("actor_classes")}
    for names, kind_of, part_of, _ in rows("actor_classes"):
        assert {*kind_of.split(), *part_of.split()} <= classes
        assert names.split()[0] in with_wider(names.split()[0])
    for names, _, _, example in rows("actor_classes"):
        assert any(classes_of(name) == {names.split()[0]} for name in names.split()), example


def test_a_part_of_a_body_may_be_asked_for_alone():
    asked = Wanted.of("医师", as_part=False)
    assert [asked.is_bound_as(actor) for actor in ("医务人员", "会诊医师", "医疗机构", "任何单位和个人")] == [True, True, False, True]
