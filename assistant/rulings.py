"""What a rule does with a deed: forbids it, frees from it, binds to it, permits or only wishes it; and under which condition."""

import re
from enum import StrEnum

from assistant.tables import any_word
from corpus.sentences import parts


class Force(StrEnum):
    """What a rule does with a deed; it holds to a deed where it forbids refusing or putting it off."""

    FORBIDS = "forbids"
    FREES = "frees"
    HOLDS = "holds"
    BINDS = "binds"
    PERMITS = "permits"
    WISHES = "wishes"
    TELLS = "tells"


_DOUBLE_NEGATION = re.compile(r"(?:不得|不能|不可|不应)不(?!超过|低于|少于|高于)")
_BANNED_REFUSAL = re.compile(
    r"(?:不得|不能|不准|不允许|禁止|严禁)(?:以[^，。；]{1,60}?)?(?:为由)?(?:而)?(?P<refusal>拒绝|拒不|拒收|推诿|拖延|隐瞒|瞒报|停止|取消|克扣|阻碍|阻挠)"
)
_FREED = re.compile("不需要|不需|无需|无须|不必|不再需要|不要求|可以不|可不(?!得)|免予|免于|不收取|不得收取|免费")
# What one may refuse one is free from, unless the refusing is asked about.
_MAY_REFUSE = re.compile("(?:可以?|有权)(?P<refusal>拒绝|拒)")
# What only tells which things are meant (在禁止吸烟的场所应当…) is no ban of what is to be done there.
_OF_A_NOUN = re.compile(
    "(?:不得|不能|不可|不准|严禁|禁止|不再|不予)[^，。；：、的]{1,14}的(?=[^，。；：]{1,40}(?:应当|必须|可以|有权|由|不得|给予|享受))"
)
_BOUND = re.compile("应当|必须|(?<![供反适效相对响])应(?![急用对诊答激症])|(?<!无)须|有义务|(?<![必主重摘概首纪])要(?![求点素件])")
_PERMITS = re.compile("可以|有权|方可|(?<![许认不])可(?![能靠以行视再移])|即可|允许|随时")
# A deed that a rule says is not done, or does not count as something: 不列入工资总额, 免服兵役.
_DENIES = re.compile(
    "不(?:因|免除|变(?=[。；，]|$)|影响|干预|参加|纳入|列入|计入|包括|包含|承担|享有|停止|征集|采用|认定|构成|视为|支付|追究|返还|改变|认为|成立|享受|在(?=[^，。；]{2,40}[养种放停堆丢]))|免服|[^，。；]{2}无效[。；，]?$"
)
_BAN_OF_LIST = re.compile(
    "(?:不得|禁止|严禁)[^，。；：]{0,14}下列|下列[^，。；：]{0,16}(?:违法|违规|不文明|危害|损害|破坏|扰乱)[^，。；：]{0,6}行为"
)
_CONDITION = re.compile(
    r"(?:未经|非经|未取得|未按|除)(?P<words>[^，。；]{1,30}?)(?:，|外|不得|前|擅自)|(?P<other>但是?[，,]|不符合|未(?!满|成年)|经[^，。；]{1,12}后?方可)"
)
_ONLY_AFTER = re.compile("方可|方能|才(?:可以?|能)|始得")
# Words that only sound like a ban.
_NO_BAN = re.compile("不可(?=移动|抗力|再生|分割|预见|避免)|禁止(?=令|类|性)|职业禁止")
# One may forbid, or leave out: that is a permission for who does it.
_MAY_BAN = re.compile("可以[^，。；不]{1,24}(?:不予|不得|禁止|免予|免除)")
_IS_CASE = re.compile("的[，,]?$")
_DENIED = re.compile(r"没有?|未|不(?!良|同|合理)|非|无")


def force(rule: str, text: str = "", *, question: str = "") -> Force:
    """What a part of a rule does; where it does not say so itself, what an earlier part of the whole `text` binds to.

    A ban of refusing holds to what may not be refused, unless the `question` is about the refusing.

    >>> [force(rule).value for rule in ("不得离岗", "不得不公示", "不得收取费用", "鼓励开展", "由医务科汇总")]
    ['forbids', 'binds', 'forbids', 'wishes', 'tells']
    >>> force("在禁止吸烟的场所应当设立标志").value, force("可以拒绝签收").value, force("可以拒绝签收", question="可以拒收吗").value
    ('binds', 'frees', 'permits')
    >>> force("不列入工资总额").value, force("不可移动文物应当登记").value, force("未取得许可证的").value
    ('forbids', 'binds', 'tells')
    >>> force("不得拒绝救治").value, force("不得拒绝救治", question="可以拒绝救治吗").value
    ('holds', 'forbids')
    """
    refusal = _BANNED_REFUSAL.search(rule)
    if _DOUBLE_NEGATION.search(rule):
        return Force.BINDS
    if refusal and refusal["refusal"][0] not in question:
        return Force.HOLDS
    if _MAY_BAN.search(rule):
        return Force.PERMITS
    return _harsher(rule, question) or (Force.FORBIDS if _BAN_OF_LIST.search(text) else _milder(rule, text))


def _harsher(rule: str, question: str) -> Force | None:
    """Whether a rule forbids or frees; `None` where it does neither."""
    rule_of_deed, free = _OF_A_NOUN.sub("", rule), _MAY_REFUSE.search(rule)
    if (_bans(rule_of_deed) or _DENIES.search(rule_of_deed)) and not _is_freed(rule):
        return Force.FORBIDS
    return Force.FREES if _is_freed(rule) or (free and free["refusal"][0] not in question) else None


def _bans(rule: str) -> bool:
    """Whether a rule forbids; 不可移动文物 are no ban."""
    return any_word("negations").search(_NO_BAN.sub("", rule)) is not None


def _is_freed(rule: str) -> bool:
    """Whether a rule frees from a duty; 不得收取 forbids the one who takes and is read as a ban."""
    freed = _FREED.search(rule)
    return freed is not None and freed[0] != "不得收取"


def _milder(rule: str, text: str) -> Force:
    if _BOUND.search(rule):
        return Force.BINDS
    if any_word("soft_duties").search(rule) and not _PERMITS.search(rule):
        return Force.WISHES
    if _PERMITS.search(rule):
        return Force.PERMITS
    before = text[: text.find(rule)] if rule in text and not _IS_CASE.search(rule) else ""
    return Force.BINDS if _BOUND.search(before) and not any_word("negations").search(before) else Force.TELLS


def condition_of(text: str) -> str | None:
    """The words of the condition on which a rule holds, empty where it has one whose words are not told, `None` where it has none.

    >>> condition_of("未经批准，不得转让"), condition_of("不得转让")
    ('批准', None)
    """
    found = _CONDITION.search(text)
    return (found["words"] or "") if found else None


def says_met(question: str, condition: str) -> bool:
    """Whether a question says that a condition is met, or is the case that a rule excepts.

    >>> says_met("经批准可以转让吗", "批准"), says_met("没经批准可以转让吗", "批准")
    (True, False)
    """
    shared = [condition[i : i + 2] for i in range(len(condition) - 1) if condition[i : i + 2] in question]
    return bool(shared) and not _DENIED.search(question[: question.find(shared[0])])


def fails_only_way(question: str, rule: str) -> bool:
    """Whether a rule allows a deed only after something (…后方可…) that a question says is not so.

    >>> fails_only_way("没住满一个月可以请假吗", "住满一个月后方可请假")
    True
    """
    opened = _ONLY_AFTER.search(rule)
    if opened is None:
        return False
    needed = rule[max(rule.rfind(mark, 0, opened.start()) for mark in "。；：") + 1 : opened.start()]
    words = {needed[i : i + 2] for i in range(len(needed) - 1)}
    return any(question[i : i + 2] in words and _DENIED.search(question[max(0, i - 4) : i]) is not None for i in range(len(question) - 1))


def is_case(rule: str) -> bool:
    """Whether a part only says in which case something holds (投保的，给予补助), and does nothing with the deed itself."""
    return _IS_CASE.search(rule) is not None


def deed_parts(text: str) -> list[str]:
    """The parts of a rule, at least one."""
    return [span.of(text) for span in parts(text)] or [text]
