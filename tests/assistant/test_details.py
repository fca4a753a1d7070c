"""What shows in a sentence by its form, or is told of one of two things, where a question asks for it by name."""

import pytest

from assistant.answers import Answer, NoAnswer
from corpus.documents import Level
from tests.assistant.fakes import an_assistant
from tests.builders import a_policy

OTHER = a_policy("某省临床用血管理办法\n第一条 紧急用血申请应当在30分钟内发血，发血时双方核对。\n", level=Level.PROVINCIAL, place="安徽省")


def test_a_telephone_is_no_number():
    only = a_policy("某院值班规定\n第一条 病理科值班电话应当保持畅通，值班人员10分钟内回复。\n", level=Level.INSTITUTION)
    assert isinstance(an_assistant(only).ask("病理科值班电话是多少"), NoAnswer)


SLIDES = a_policy(
    "某省切片会审办法\n第一条 切片会审由两名病理医师共同完成，并在会审单上签名。\n第二条 切片抽查（2024年6月-9月），由质控科组织。\n"
    "第三条 院外切片会审由副主任医师以上人员主持，会审后24小时内出具意见。\n",
    level=Level.PROVINCIAL,
    place="安徽省",
)


def test_a_rank_is_not_told_by_the_name_of_a_profession():
    answer = an_assistant(SLIDES).ask("院外切片会审要什么级别的大夫主持")
    assert isinstance(answer, Answer)
    assert "副主任医师" in answer.answer
    assert isinstance(an_assistant(OTHER, SLIDES).ask("在会审单上签名的病理医师要什么职称"), NoAnswer)


def test_a_stretch_of_time_tells_its_beginning():
    answer = an_assistant(SLIDES).ask("切片抽查从什么时候开始")
    assert isinstance(answer, Answer)
    assert "2024年6月-9月" in answer.answer


GARDEN = a_policy(
    "某省社区花园管理办法\n"
    "第一条 考核不合格的，给予两个月整改期，整改期内不得扩种。\n"
    "第二条 居民来电应当在24小时内回访。\n"
    "第三条 每次领用种苗少于800株的，由园长核准；800株至1600株的，由街道核准；达到或者超过1600株的，由园林局核准。\n"
    "第四条 本办法自2025年4月1日起施行，有效期三年。\n",
    level=Level.PROVINCIAL,
    place="安徽省",
)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        pytest.param("社区花园考核没过关，整改期多长，其间有何限制？", "两个月", id="a second thing asked for"),
        pytest.param("居民来电多久内要打回去", "24小时内", id="a deed of one character with its direction"),
        pytest.param("居民来电多久内回访，别弄混了", "24小时内", id="a remark behind what is asked"),
        pytest.param("社区花园管理办法哪天生效，管几年", "4月1日", id="a day, and how long"),
    ],
)
def test_only_what_is_asked_has_to_be_said(question, said):
    answer = an_assistant(GARDEN).ask(question)
    assert isinstance(answer, Answer)
    assert said in answer.answer


def test_a_case_that_names_no_thing_is_one_of_its_clause():
    reply = an_assistant(GARDEN).ask("我一次领用种苗1000株，要谁核准？")
    assert not isinstance(reply, Answer) or "园林局" not in reply.answer


MEETING = a_policy(
    "某市公共阅读三年行动推进会召开\n会上，市图书馆作了交流。\n最后，周立民提出下一步要求，各馆要守住开放时间。\n三年行动期间，各馆重点关心独居老人。\n",
    level=Level.CITY,
    place="安徽省",
)


def test_a_name_without_an_office_tells_who():
    assert "周立民" in an_assistant(MEETING).ask("推进会最后提出要求的是哪位").answer
