"""Questions that point at a document, and what only its head tells."""

import pytest

from assistant.answers import Answer, NoAnswer
from assistant.meant import pointed
from assistant.understanding import understand
from corpus.documents import Level
from tests.assistant.fakes import an_assistant
from tests.builders import a_header, a_policy

WARDS = a_policy(
    "关于加强全省病房巡查工作的通知\n皖卫医〔2021〕7号\n各市卫生健康委，省属医院：\n"
    "一、病房每日巡查2次。\n二、请于2021年6月30日前上报，参照国卫办〔2019〕33号文件执行。\n安徽省卫生健康委\n2021年5月8日\n",
    name="wards.txt",
    level=Level.PROVINCIAL,
    place="安徽省",
)
KITCHENS = a_policy(
    "关于做好医院食堂检查的通知\n苏卫办〔2022〕15号\n各设区市卫生健康委：\n一、食堂每月检查1次。\n江苏省卫生健康委\n2022年3月4日\n",
    name="kitchens.txt",
    level=Level.PROVINCIAL,
    place="江苏省",
)
PARKS = a_policy(
    "浙江省公园提升规划（2023-2025年）\n浙建园〔2023〕9号\n一、公园每季度检查1次。\n二、规划实施中期组织评估。\n浙江省建设厅\n2023年3月2日\n",
    name="parks.txt",
    level=Level.PROVINCIAL,
    place="浙江省",
)
UNNUMBERED = a_policy(
    "河南省护理站管理方案\n一、护理站每年评估1次。\n二、参照国卫办〔2019〕33号文件执行。\n",
    name="stations.txt",
    level=Level.PROVINCIAL,
    place="河南省",
)


@pytest.mark.parametrize(
    ("question", "said", "source"),
    [
        pytest.param("安徽这份通知的文号是多少？", "皖卫医〔2021〕7号", "wards.txt", id="by its place"),
        pytest.param("那个做好食堂检查的通知，文号是什么？", "苏卫办〔2022〕15号", "kitchens.txt", id="by what its title says"),
        pytest.param("江苏那份通知主送给谁？", "各设区市卫生健康委", "kitchens.txt", id="whom it is addressed to"),
        pytest.param("安徽省的通知主送哪些单位", "省属医院", "wards.txt", id="without a word that points"),
    ],
)
def test_the_head_of_the_document_meant_answers(question, said, source):
    answer = an_assistant(WARDS, KITCHENS, UNNUMBERED).ask(question)
    assert isinstance(answer, Answer)
    assert said in answer.answer
    assert [citation.source_name for citation in answer.citations] == [source]


@pytest.mark.parametrize(
    ("question", "said", "source"),
    [
        pytest.param("安徽这份通知的落款日期是哪天？", "2021年5月8日", "wards.txt", id="the date below it"),
        pytest.param("江苏那份通知是什么时候发的文", "2022年3月4日", "kitchens.txt", id="when it was issued"),
        pytest.param("浙江这个规划管哪几年", "2023-2025年", "parks.txt", id="the years of its title"),
        pytest.param("浙江公园提升规划的起止时间", "2023-2025年", "parks.txt", id="its beginning and its end"),
    ],
)
def test_the_dates_of_the_document_meant_are_those_of_its_head(question, said, source):
    answer = an_assistant(WARDS, KITCHENS, PARKS).ask(question)
    assert isinstance(answer, Answer)
    assert said in answer.answer
    assert [citation.source_name for citation in answer.citations] == [source]


def test_the_only_document_is_the_one_pointed_at():
    answer = an_assistant(WARDS).ask("这份通知什么时候印发的")
    assert isinstance(answer, Answer)
    assert answer.answer.startswith("2021年5月8日")


def test_what_a_sentence_tells_of_the_issue_goes_before_a_front_block():
    policy = a_policy(
        "---\n标题: 河北省书店巡查通知\n印发日期: 2024-05-06\n地区: 河北省\n---\n"
        "河北省新闻出版局于2024年5月6日印发这份通知。\n一、书店每月巡查1次。\n"
    )
    answer = an_assistant(policy, WARDS).ask("河北这份通知什么时候印发的")
    assert isinstance(answer, Answer)
    assert "2024年5月6日" in answer.answer


def test_a_date_of_something_else_is_not_the_date_of_issue():
    policy = a_policy("河南省护理站管理方案\n一、护理站检查自2024年6月1日开始。\n", name="undated.txt", place="河南省")
    assert isinstance(an_assistant(policy).ask("这个方案什么时候发的"), NoAnswer)


def test_a_number_that_a_document_only_mentions_is_not_its_own():
    assert isinstance(an_assistant(WARDS, KITCHENS, UNNUMBERED).ask("河南这个方案的文号是多少？"), NoAnswer)


def test_the_document_pointed_at_alone_is_looked_at():
    answer = an_assistant(WARDS, KITCHENS, UNNUMBERED).ask("江苏这份通知要求多久检查一次？")
    assert isinstance(answer, Answer)
    assert [citation.source_name for citation in answer.citations] == ["kitchens.txt"]


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("这份通知要求多久巡查一次", id="no place and nothing said of it"),
        pytest.param("北京这份通知要求多久巡查一次", id="a place without any"),
        pytest.param("安徽的病房多久巡查一次", id="no document"),
        pytest.param("安徽这个办法要求多久巡查一次", id="none of that kind"),
    ],
)
def test_what_points_at_nothing_that_can_be_told_stays_as_it_is(question):
    headers = {"w": a_header("关于加强全省病房巡查工作的通知", place="安徽省"), "k": a_header("关于做好医院食堂检查的通知", place="江苏省")}
    assert pointed(understand(question), headers) == understand(question)
