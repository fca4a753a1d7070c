"""Texts for the tests of the pages, of our own making: with repairs, dates that fall due, two alike, and one whose title is markup."""

CONSULTATION = """---
标题: 某省会诊管理办法
文号: 某卫医〔2024〕8号
发文机关: 某省卫生健康委员会
层级: 省级
地区: 安徽省
印发日期: 2024-03-01
施行日期: 2024-04-01
---

第一章 总则

第一条 为了规范会诊，制定本办法。

第二条 本办法适用于全省各级医疗机构。

第二章 会诊时限

第三条 急会诊(huìzhěn)应当在会诊请求发出后10分钟内到位。

第四条 普通会诊应当在会诊请求发出后24小时内完成。

第五条 医疗机构应当在每年7月10日前报送会诊工作总结。

第六条 医务部门应当每月检查一次会诊记录，按照本办法第三条核对到位时间。

第七条 会诊记录保存不少于15年。
"""

OTHER_CONSULTATION = (
    CONSULTATION.replace("某省会诊管理办法", "某市会诊管理办法")
    .replace("安徽省", "合肥市")
    .replace("省级", "市级")
    .replace("10分钟", "15分钟")
    .replace("某卫医〔2024〕8号", "某市卫医〔2024〕9号")
)

MARKUP_TITLE = '<img src=x onerror="alert(1)">病历<b>管理</b>规定'
MARKUP = f"""---
标题: {MARKUP_TITLE}
层级: 市级
地区: 合肥市
---

第一条 门诊病历由医疗机构保管的，保存时间应当不少于15年。

第二条 <script>alert(2)</script>借阅病历应当在3个工作日内归还。
"""

TEXTS = {"会诊办法.md": CONSULTATION, "某市会诊办法.md": OTHER_CONSULTATION, "病历规定.md": MARKUP}
