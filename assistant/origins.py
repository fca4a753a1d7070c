"""Places that a question names only as those that somebody or something comes from or goes to: 请上海的教授讲课要谁同意.

Whose rules are asked for does not hang on such a place. Where that is not certain (上海的医生每年培训几次) the place counts.
"""

import re
from collections.abc import Iterable
from functools import cache

from assistant.tables import rows
from corpus.places import places_in

# Stands for the place in a text and in the patterns: a character that is for private use.
_MARK = "\ue000"
_LISTED = "[\u4e00-\u9fff]{2,5}"
_BEARER = (
    "(?:专家|教授|主任|大夫|医[生师]|护士|药师|技师|老师|同[行事志学]|学生|毕业生|进修生|人员|[员职]工|患者|病[人号]|伤[员者]|产妇|孕妇|老人|孩子|儿童"
    "|家属|游客|旅客|客[人户]|朋友|亲戚|团队|队伍|医院|诊所|公司|企业|工?厂家?|供[应货]商|机构|单位|律师|设备|仪器|器械|药[品材]?|耗材|试剂|疫苗"
    "|货物?|车辆?|标本|样[本品]|血液|材料|产品|食品|软件|系统|技术)(?!的?(?:规定|要求|标准|方案|文件|通知))"
)
_PARTS = {
    "{bearer}": _BEARER,
    "{plain}": "(?:(?!规定|要求|标准|方案|办法|政策|文件|做法|制度|规范|指南|条例|经验)[^，。；？?]){0,10}?",
    "{here}": "(?:我们|我[院市省县区这家]|咱|你们|本[院市省县区地]|这[里边儿家]|贵[院市省地])",
}


def places_asked(text: str, known: Iterable[str] = ()) -> tuple[str, ...]:
    """The places that a text names, in order, without those that only tell where somebody or something comes from or goes to.

    >>> places_asked("想请上海的教授来讲课，谁同意"), places_asked("上海的医院多久讲课"), places_asked("安徽的医院请上海的教授讲课")
    ((), ('上海',), ('安徽',))
    """
    return tuple(place for place in places_in(text, known) if not _is_origin(place, text))


def _is_origin(place: str, text: str) -> bool:
    """Whether a text says a place nowhere else than where it tells an origin."""
    marked = text.replace(place, _MARK)
    told = {match.start("place") for pattern in _patterns() for match in pattern.finditer(marked)}
    return {match.start() for match in re.finditer(_MARK, marked)} <= told


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """How a place is told as an origin, a mark standing for it: put together for each place they would take longer than the question."""
    named = f"(?:{_LISTED}[、和或及])*(?P<place>{_MARK})(?:省|市|自治区)?(?:那边|那里|方面|当地)?(?:[、和或及]{_LISTED}?)*"
    return tuple(re.compile(_filled(row[0], named)) for row in rows("origins"))


def _filled(pattern: str, named: str) -> str:
    for sign, meaning in _PARTS.items():
        pattern = pattern.replace(sign, meaning)
    return pattern.replace("{place}", named)
