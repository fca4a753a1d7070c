"""A list is as surely the answer as the surest of its members."""

import pytest

from assistant.drafting import tries
from tests.assistant.fakes import an_assistant, led_by
from tests.builders import a_policy

RULES = a_policy(
    "某市渡船规定\n"
    "第一条 有下列情形之一的，渡船可以停航：\n"
    "（一）江面浓雾的；\n"
    "（二）船体漏水，经检修仍不能排除险情的渡船，不宜载客的；\n"
    "第二条 船工每月领取津贴。\n"
)


@pytest.mark.parametrize("first", [pytest.param("浓雾", id="a member"), pytest.param("下列情形", id="what announces it")])
def test_a_list_is_as_sure_as_the_surest_of_its_members(first):
    query, weigher, ranked = an_assistant(RULES)._ranked("什么情况下漏水的渡船可以停航不载客？", (), "")
    own, *others = [probability for _, probability in tries(query, led_by(ranked, first), weigher)]
    assert own >= max(others) > 0
