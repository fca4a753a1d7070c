"""Texts that say otherwise: of equal standing they stand side by side, one without an issuer is only told of."""

import pytest

from corpus.documents import Level
from tests.assistant.fakes import an_assistant
from tests.builders import a_header, a_policy

PROVINCE = a_policy(
    "某省透析管理办法\n第一条 透析室应当在24小时内报告不良事件。\n第二条 不得重复使用一次性透析器。\n第三条 透析室每月检测水质2次。\n",
    level=Level.PROVINCIAL,
    place="安徽省",
    name="province.txt",
)
CITY = a_policy(
    "某市透析管理细则\n第一条 透析室应当在12小时内报告不良事件。\n第二条 透析室每月检测水质2次。\n",
    level=Level.CITY,
    place="连云港市",
    name="city.txt",
)
NOBODY = a_policy("透析须知\n第一条 可以重复使用一次性透析器。\n第二条 透析室应当在72小时内报告不良事件。\n", name="nobody.txt")


def test_two_places_that_differ_are_both_given_and_the_stricter_marked():
    answer = an_assistant(PROVINCE, CITY).ask("透析室多久内报告不良事件？")
    assert "安徽省：透析室应当在24小时内报告不良事件。" in answer.answer
    assert "连云港市：透析室应当在12小时内报告不良事件。" in answer.answer
    assert answer.answer.endswith("以连云港市的要求为严。")
    assert {citation.place for citation in answer.citations} == {"安徽省", "连云港市"}


def test_two_places_that_agree_are_one_answer():
    assert len(an_assistant(PROVINCE, CITY).ask("透析室每月检测水质几次？").citations) == 1


def test_a_place_that_is_named_is_answered_alone():
    answer = an_assistant(PROVINCE, CITY).ask("连云港的透析室多久内报告不良事件？")
    assert "24小时" not in answer.answer


@pytest.mark.parametrize("question", ["可以重复使用一次性透析器吗？", "透析室多久内报告不良事件？"])
def test_a_text_without_issuer_does_not_override(question):
    plain = an_assistant(PROVINCE).ask(question)
    answer = an_assistant(PROVINCE, NOBODY).ask(question)
    assert answer.answer == plain.answer
    assert answer.citations == plain.citations
    assert "《透析须知》没有写明发文机关和文号" in "".join(answer.notices)


def test_two_texts_without_issuer_are_both_given():
    other = a_policy("透析守则\n第一条 严禁重复使用一次性透析器。\n", name="other.txt")
    answer = an_assistant(NOBODY, other).ask("可以重复使用一次性透析器吗？")
    assert "《透析须知》：可以" in answer.answer
    assert "《透析守则》：不可以" in answer.answer


@pytest.mark.parametrize(
    ("members", "official"),
    [({}, False), ({"level": Level.CITY}, True), ({"issuers": ("某市卫生健康委",)}, True), ({"document_number": "某卫〔2023〕1号"}, True)],
)
def test_a_text_is_official_where_it_tells_who_issued_it(members, official):
    assert a_header(**members).is_official is official


def test_a_text_about_another_thing_does_not_disagree():
    fines = {"游泳场所": "3万元以上10万元以下", "燃气": "5万元以上50万元以下"}
    pools, gas = (
        a_policy(f"某省{what}管理办法\n第一条 未取得许可证经营{what}的，处{fine}的罚款。\n", level=Level.PROVINCIAL, name=f"{what}.txt")
        for what, fine in fines.items()
    )
    answer = an_assistant(pools, gas).ask("没有许可证就经营游泳场所罚多少钱？")
    assert "50万元" not in answer.answer
    assert "10万元" in answer.answer
