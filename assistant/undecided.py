"""What leaves yes or no open in a rule: an exception, a ban in another part, a lack that a question supposes, or what costs nothing."""

import re

from assistant.asking import is_denied
from assistant.costs import asks_cost
from assistant.questions import Query
from assistant.rulings import Force, deed_parts, force, is_case

# Of a ban that a question itself supposes (是不是禁止…), yes says that there is one.
_ASKS_BAN = re.compile("(?:是不是|是否)(?:都|也|就|已)?[^，。？?]{0,6}?(?:禁|不能|不可以|不得|不准|不许|不让)")
_BANS = re.compile("不得|禁止|严禁|不准|不能|不可以|不允许")
# 没带证件能进吗: that one has to bring it does not say that one may come in.
_SUPPOSES_LACK = re.compile("(?:没|未|不|无)(?!同|少|足|良).{1,12}(?:能|可以|行)")
_ONLY_THEN = re.compile("才(?:能|可|准|算|让)")
_EXCEPTED = re.compile(
    "除(?P<besides>[^，。；]{2,40}?)(?:之?外|以外)|（(?P<bracketed>[^（）]{2,30}除外|不含[^（）]{2,30}|不包括[^（）]{2,30})）|(?P<last>[^，。；]{2,40})的?除外"
)
_FREE_OF_CHARGE = re.compile("免费|无偿|不收取|免收")
_INSISTS = re.compile("必须|强制|一定|硬性")
_SELF_PAID = re.compile("自己[掏出付]|自费|自掏")
# That somebody is to do a thing does not say that who asks has to do it himself.
_BY_ONESELF = re.compile("自己|自掏|自费|自行")
_BY_ANOTHER = re.compile("^由|，由")


def asks_ban(question: str) -> bool:
    """Whether a question asks if there is a ban.

    >>> asks_ban("小区里是不是禁止养鸽子"), asks_ban("小区里能养鸽子吗")
    (True, False)
    """
    return _ASKS_BAN.search(question) is not None


def states_ban(part: str) -> bool:
    """Whether a part of a rule forbids in so many words, and not only says in which case something holds.

    >>> states_ban("禁止养鸽子。"), states_ban("不能到会的，"), states_ban("不影响审理。")
    (True, False, False)
    """
    return _BANS.search(part) is not None and not is_case(part)


def excepts(query: Query, text: str) -> bool:
    """Whether a rule excepts something that a question names: of 警犬、导盲犬除外, where 导盲犬 are asked about."""
    excepted = "".join(words for match in _EXCEPTED.finditer(text) for words in match.groups() if words)
    return any(len(term.text) > 1 and term.found_in(excepted) for term in query.terms)


def leaves_open(question: str, text: str, part: str, ruling: Force, about: str) -> bool:
    """Whether another part of a rule, or what the question insists on, leaves open what the `part` about it would say.

    What is free of charge frees nobody from a deed; what is merely told binds nobody; a ban in another part may be of the deed.
    """
    others = {force(other, text, question=question) for other in deed_parts(text) if other != part}
    match ruling:
        case Force.FREES:
            return _FREE_OF_CHARGE.search(part) is not None and not asks_cost(question)
        case Force.FORBIDS:
            return _ONLY_THEN.search(question) is not None
        case Force.TELLS:
            another = _BY_ONESELF.search(question) and _BY_ANOTHER.search(part)
            insisted = _SELF_PAID.search(question) or _INSISTS.search(question)
            return bool(another or insisted or others & {Force.FORBIDS, Force.FREES})
        case Force.BINDS | Force.PERMITS:
            allows = about in {"permission", "keeping"} and not is_denied(question)
            bound = ruling is Force.BINDS and ((allows and _SUPPOSES_LACK.search(question)) or _SELF_PAID.search(question))
            return bool(bound) or (allows and Force.FORBIDS in others)
        case _:
            return False
