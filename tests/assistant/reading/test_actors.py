"""Who has to do something: the one whose deed is asked about, with the words that name them."""

import pytest

from assistant.answers import Answer
from tests.assistant.fakes import an_assistant
from tests.builders import a_policy

RULES = a_policy(
    "某市公园管理条例\n"
    "第一条 市园林主管部门应当会同有关部门编制公园发展规划，征求公众意见后，报市人民政府批准后实施。\n"
    "第二条 公园的范围需要调整或者改变的，应当经原设立机关同意。\n"
    "第三条 公园内的古树由公园管理机构养护，所需费用由市财政承担。\n"
    "第四条 市水务部门负责下列湖泊用水的审批：\n（一）从公园湖泊抽水灌溉的；\n（二）从公园湖泊取水冲洗道路的。\n"
    "第五条 街道办事处应当履行下列公园工作职责：\n（一）组建公园志愿服务队；\n（二）调解游园纠纷。\n"
    "第六条 已聘请养护企业的绿地，由养护企业负责浇水，未聘请养护企业的绿地，由居民委员会负责浇水。\n"
    "第七条 公园书店和公园剧场，应当开展游园安全宣传。\n"
    "第八条 下列游园信息由市园林主管部门统一发布：\n（一）市人民政府确定的开放时间；\n（二）花期预报。\n"
)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        pytest.param("公园发展规划最后谁批准？", "报市人民政府批准", id="who approves, and not who drafts"),
        pytest.param("公园的范围要调整得谁同意？", "经原设立机关同意", id="never the case alone"),
        pytest.param("公园古树养护的费用谁出？", "费用由市财政承担", id="who pays, and not who works"),
        pytest.param("从公园湖泊抽水灌溉由哪个部门审批？", "市水务部门负责", id="the body that announces the list"),
        pytest.param("市人民政府确定的开放时间由谁发布？", "由市园林主管部门统一发布", id="no body that only names the thing"),
        pytest.param("公园志愿服务队由谁组建？", "街道办事处", id="the subject of a list of duties"),
        pytest.param("游园安全宣传由谁开展？", "公园书店和公园剧场", id="the subject before the comma"),
    ],
)
def test_who_does_what_is_asked(question, said):
    answer = an_assistant(RULES).ask(question)
    assert isinstance(answer, Answer)
    assert said in answer.answer


@pytest.mark.parametrize(
    ("question", "said", "other"),
    [
        pytest.param("已聘请养护企业的绿地由谁负责浇水？", "由养护企业负责", "居民委员会", id="the case"),
        pytest.param("没聘请养护企业的绿地由谁负责浇水？", "由居民委员会负责", "由养护企业", id="the case in which it is not so"),
    ],
)
def test_of_two_cases_the_other_is_left_out(question, said, other):
    answer = an_assistant(RULES).ask(question)
    assert isinstance(answer, Answer)
    assert said in answer.answer
    assert other not in answer.answer
