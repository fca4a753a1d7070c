import pytest

from assistant.understanding import understand
from assistant.values import asked_units


@pytest.mark.parametrize(
    ("question", "units"),
    [
        pytest.param("要设多少个专业的质控中心？", {"个"}, id="a noun behind 个 is what is counted"),
        pytest.param("病历要在多少个工作日内归档？", {"工作日"}, id="个 belongs to the unit of time"),
        pytest.param("培训要多久？", set(), id="no unit is asked for"),
    ],
)
def test_the_unit_that_is_asked_for_is_told_from_what_is_counted(question, units):
    assert set(asked_units(understand(question, history=(), place=""))) >= units
    assert bool(asked_units(understand(question, history=(), place=""))) == bool(units)
