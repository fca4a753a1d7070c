"""Which ones, by name: a sentence that only counts them is no answer, one that lists them is."""

import pytest

from assistant.answers import Answer, NoAnswer
from assistant.naming import only_counts
from corpus.documents import Level
from tests.assistant.fakes import an_assistant
from tests.builders import a_policy

LIBRARIES = a_policy(
    "某市图书馆改造方案\n"
    "第一条 全市选择6家图书馆先行改造，改造后逐馆验收。\n"
    "第二条 东湖图书馆、青禾图书馆、南山图书馆3家单位在会上作了交流。\n"
    "第三条 青禾县介绍了流动书车做法。\n"
    "第四条 市文化局委托第三方开展满意度评估。\n"
    "第五条 馆舍改造由3个区扩大到5个区，新增的是东湖区和南山区。\n"
    "第六条 整改期间取消4家书屋的挂牌。\n"
    "第七条 二级以上图书馆应当参加评星。\n"
    "第八条 改造样板间设在东湖图书馆，由东湖区运营。\n"
    "第九条 读者登记通过“书香通”小程序办理。\n"
    "第十条 东湖图书馆馆长由市文化局局长兼任。\n"
    "第十一条 市群众艺术馆与市京剧院可以合办书法展览。\n",
    level=Level.CITY,
    place="合肥市",
)


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("先行改造的6家图书馆是哪几家", id="so many that are only counted"),
        pytest.param("哪几家图书馆先行改造", id="some that are only counted"),
        pytest.param("取消挂牌的4家书屋名单有没有", id="a roll"),
        pytest.param("原来的3个馆舍改造区是哪几个", id="those of before, where the new ones are named"),
        pytest.param("满意度评估的第三方机构名称是什么", id="a body that is only mentioned"),
        pytest.param("哪位领导介绍了流动书车做法", id="a person, where a body is named"),
        pytest.param("书法展览合办单位依托哪家医院", id="a body of a kind that is not spoken of"),
        pytest.param("市文化局局长叫啥名字", id="a person by the name, where only the office is told"),
    ],
)
def test_what_is_counted_or_mentioned_is_not_named(question):
    assert isinstance(an_assistant(LIBRARIES).ask(question), NoAnswer)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        pytest.param("在会上作交流的3家单位是哪几家", "青禾图书馆", id="so many in a row"),
        pytest.param("馆舍改造新增的是哪几个区", "南山区", id="the new ones"),
        pytest.param("哪个县介绍了流动书车做法", "青禾县", id="a county"),
        pytest.param("哪些图书馆要参加评星", "二级以上", id="what kind they are of"),
        pytest.param("改造样板间设在哪家图书馆", "东湖图书馆", id="one by its name"),
        pytest.param("读者登记的小程序叫什么名字", "书香通", id="a thing by its name"),
    ],
)
def test_what_is_named_is_answered(question, said):
    answer = an_assistant(LIBRARIES).ask(question)
    assert isinstance(answer, Answer)
    assert said in answer.answer


@pytest.mark.parametrize(
    ("question", "text", "counts"),
    [
        pytest.param("评上的是哪两位", "1对延期，2名馆员获奖。", True, id="people are counted in several ways"),
        pytest.param("那五个乡镇叫什么名字", "5个乡镇率先整治。", True, id="numbers in Chinese"),
        pytest.param("选了哪几个县", "遴选4个县，完善培训制度。", True, id="what stands behind goes on otherwise"),
        pytest.param("选了哪几个县", "遴选4个县，分别是甲县、乙县、丙县、丁县。", False, id="named behind the count"),
        pytest.param("选了哪几个县", "甲县、乙县、丙县、丁县，4个县开展试点。", False, id="named before the count"),
        pytest.param("哪几家书店参加", "面积达标的书店参加，组建12家联盟。", False, id="something else is counted"),
        pytest.param("这3家公司由哪几家单位检查", "3家公司接受检查。", False, id="others are asked for"),
        pytest.param("每家报3名馆员，名单哪天交", "3名馆员于5月报到。", False, id="the day of a roll"),
        pytest.param("哪些医院先改", "选择8家医院先改。", True, id="what they are is known"),
        pytest.param("哪些医院先改", "选择8家三级医院先改。", False, id="of what kind they are"),
    ],
)
def test_a_count_without_names(question, text, counts):
    assert only_counts(question, text) is counts
