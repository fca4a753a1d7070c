import pytest

from assistant.asked_units import asked_units
from assistant.questions import QuestionKind
from assistant.understanding import understand
from assistant.values import values_for


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


@pytest.mark.parametrize(
    ("question", "text", "values"),
    [
        pytest.param("开店最少要多少资金", "有不少于十万元的注册资金", ["不少于十万元"], id="how much without a unit: money"),
        pytest.param("年限能放宽到多少", "从业年限可以放宽至四年", ["四年"], id="how much of a time"),
        pytest.param("要几成业主同意，多少人联名", "半数以上业主联名", ["半数以上"], id="a share of those who agree"),
        pytest.param("手续费几个点", "收取百分之二的手续费", ["百分之二"], id="points"),
        pytest.param("要留多少份额", "预留百分之三十以上", ["百分之三十以上"], id="份 of 份额 is no unit"),
        pytest.param("要学几个学时", "培训不少于6学时", ["不少于6学时"], id="a unit behind 个"),
        pytest.param("一个护士管几位病人", "照护患者不超过5名", ["不超过5名"], id="persons in another word"),
        pytest.param("超标排放率罚多少", "超过规定排放率的，处五万元以上罚款", ["五万元以上"], id="a fine and not the rate"),
        pytest.param("报表几号截止", "每月8日前填报", ["每月8日前"], id="a day of each month"),
        pytest.param("保修期从哪天起算", "保修期自验收合格之日起计算", ["自验收合格之日起"], id="a day told by an event"),
        pytest.param("什么时候评估风险", "在作出决策前，进行评估", ["在作出决策前"], id="a time told by an event"),
        pytest.param("多久向大会报告", "应当每年报告工作", ["每年"], id="how often, asked as how long"),
        pytest.param("资质多久检查一次", "对资质进行年度检查", ["年度"], id="how often in a word"),
        pytest.param("补助分几次发", "可以分两次兑付", ["两次"], id="the parts of a thing"),
        pytest.param("缺席几次会被限制", "累计缺席3次的，暂停预约", ["3次"], id="times that have a consequence"),
        pytest.param("个人交的部分政府补多少", "由当地政府给予全额资助", ["全额"], id="the whole of an amount"),
        pytest.param("从第几天起有效", "自接种后第10日起，10年内有效", ["第10日"], id="a day by its number"),
        pytest.param(
            "每年对甲乙两类各查几次",
            "每年对甲类检查不少于一次，对乙类不少于两次",
            ["不少于一次", "不少于两次"],
            id="times apart from the period",
        ),
        pytest.param("厨余垃圾多久清一次", "厨余垃圾应当日产日清", ["日产日清"], id="how often in four characters"),
        pytest.param("奖项有几个等级", "分为金奖、银奖两个等级", ["两个"], id="ranks that are counted"),
        pytest.param(
            "最晚什么时候能提", "当事人在辩论终结前也提出请求的，应当审理", ["当事人在辩论终结前"], id="the latest time is an event"
        ),
        pytest.param("防雷装置什么时候装", "应当与主体工程同时设计", ["与主体工程同时"], id="together with another"),
        pytest.param("什么时候才能动用储备", "除特殊干旱年份外，不得动用储备", ["除特殊干旱年份外"], id="the only time"),
        pytest.param("合同最长能延多久", "延长的期限等于任职的期间", ["等于任职的期间"], id="as long as another time"),
        pytest.param("文书哪天算送到", "到达系统的日期为送达日期", ["到达系统的日期为送达日期"], id="a day that something happens"),
        pytest.param("最多赔到多少", "赔偿以支付的对价为限", ["以支付的对价为限"], id="as much as another amount"),
        pytest.param("行动起止时间", "行动自2023年6月-2025年9月开展", ["2023年6月-2025年9月"], id="a stretch of time"),
        pytest.param("规划管哪几年", "绿化提升规划（2023-2025年）", ["2023-2025年"], id="the years of a title"),
        pytest.param("展览从几月到几月", "展览于当年11月至次年3月举办", ["当年11月至次年3月"], id="from month to month"),
        pytest.param("哪个月体检", "每年4月组织体检", ["每年4月"], id="a month without a day"),
        pytest.param("周报周几交", "每周五下班前报送周报", ["每周五"], id="a day of the week"),
        pytest.param("哪天是读书日", "十月第二周的星期一为读书日", ["十月第二周的星期一"], id="a day of the week in a month"),
        pytest.param("哪个季度评审", "第三季度组织评审", ["第三季度"], id="a quarter"),
        pytest.param("什么级别以上的预警要停课", "橙色以上预警时停课3天", ["橙色以上"], id="a level in words"),
        pytest.param("库管员多久轮一次岗", "库管员两年一轮换", ["两年一轮"], id="how often in so many years"),
        pytest.param("哪个月体检", "由4个月前聘用的医师组织体检", [], id="months are no month"),
        pytest.param("什么级别以上要报告", "3家以上机构应当报告，由县级以上人民政府处理", [], id="a number is no level"),
        pytest.param("目录多久公布一次", "应当定期公布目录", [], id="regularly is not how often"),
        pytest.param("目录隔多久公布", "应当定期公布目录，每季度一次", ["每季度一次"], id="a period before regularly"),
        pytest.param("护栏要留到什么时候", "护栏在三日内装好，直至路面修复", ["直至路面修复"], id="an end told by an event"),
        pytest.param("巡查什么时候结束", "自开工之日起至交付之日止，每日巡查", ["至交付之日止"], id="an end with its beginning"),
        pytest.param("最晚提前多久报名", "应当在开赛前报名", [], id="an event is no time before it"),
        pytest.param("最晚提前多久报名", "应当在开赛三日前报名", ["三日"], id="a time before an event"),
        pytest.param("覆盖面要扩到多大比例的村", "扩到百分之六十以上的村", ["百分之六十以上"], id="a share is no age"),
        pytest.param("补助能领到孩子多大", "至子女十二周岁止，每月发给三十元", ["十二周岁"], id="an age and not the money"),
        pytest.param("绿化面积要占屋顶的百分之几", "处补偿费一至三倍罚款", [], id="a share and not a multiple"),
        pytest.param("要配多少人", "按照十万元的标准配备", [], id="money is no number of persons"),
        pytest.param("几天内答复", "应当在作出决定前公示", [], id="an event is no number of days"),
    ],
)
def test_values_that_answer(question, text, values):
    assert [value.text for value in values_for(understand(question), text)] == values


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        pytest.param("补贴多少由谁定", QuestionKind.ACTOR, id="who decides how much"),
        pytest.param("职务犯罪包括哪些", QuestionKind.LIST, id="an office within a word"),
        pytest.param("东湖馆馆长叫啥名字", QuestionKind.PERSON, id="a name in talk"),
        pytest.param("书香平台叫什么名字", QuestionKind.ACTOR, id="the name of a thing"),
        pytest.param("名单要抄送给谁", QuestionKind.ACTOR, id="a copy that a rule demands"),
        pytest.param("这份通知抄送给谁", QuestionKind.RECIPIENT, id="a copy of the document itself"),
    ],
)
def test_what_is_asked_for_leads(question, kind):
    assert understand(question).kind is kind


@pytest.mark.parametrize(
    ("question", "text", "values"),
    [
        pytest.param(
            "理事会多久开一次会？会议记录要留几年？", "理事会每季度至少召开一次会议，记录保存不少于5年", ["每季度至少召开一次"], id="often"
        ),
        pytest.param("新馆哪天开放的，招了几个讲解员？", "新馆于5月16日开放，招聘讲解员6名", ["5月16日"], id="a day"),
        pytest.param("渔政站几个钟头内要到场？", "渔政站应当在2小时内到场", ["2小时内"], id="a unit of talk"),
        pytest.param("乘客准点率由多少升到多少？", "准点率由91.6%上升到97.8%", ["91.6%", "97.8%"], id="no litres"),
        pytest.param("网格员按什么比例配备？", "按每300户居民配备1名网格员", ["300户", "1名"], id="how many to so many"),
    ],
)
def test_the_first_of_two_things_asked_is_read_in_its_own_units(question, text, values):
    assert [value.text for value in values_for(understand(question, history=(), place=""), text)] == values
