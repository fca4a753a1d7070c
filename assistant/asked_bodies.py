"""The body whose deed a question asks a value of: 上级机关几天内答复 is not told by what 当事人 has to do."""

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.asking import last_clause
from assistant.counterparts import article
from assistant.evidence import Evidence
from assistant.leading import led_by
from assistant.questions import Query, Term
from assistant.ranking import Ranked
from assistant.refusal import can_answer
from assistant.values import asks_value

MOST_BEHIND = 3.0
LOOKED_AT = 8

_TIME = (
    "(?:多久|多长时间|多少(?:个?(?:工作日|小时|月)|天|日|年|钱|元)|几(?:个?(?:工作日|小时|钟头|月|星期)|天|日|年|周)"
    "|什么时[候间]|啥时候?|何时|哪天)"
)
_BODY = (
    "机关|部门|机构|政府|委员会|单位|法院|检察院|仲裁委|中心|医院|企业|公司|学校|协会|银行|平台|委会|物业|[局厅院办方人员者主户商民师家协]"
    "|委(?!员?会)"
)
_MODAL = "提[前早]|应该?|应当|要|得|必须|须|会|该|一般|最[晚迟多长少]|至少|需要?|可以|能|在|于|用|有|给|那边|这边"
_ASKED_BODY = re.compile(rf"(?:^|那么?|请问|后[，,]?)(?P<body>(?:(?!后)[\u4e00-\u9fff]){{0,14}}?(?:{_BODY}))(?:{_MODAL})*{_TIME}")
# Where the subject of a sentence ends: at what binds it, at its time, at what is done to whom.
_SUBJECT_ENDS = re.compile("应|须|可以?|不得|必|要|负责|有权|[自在对向从于经将把由因]|收到|接到|受理|发现|[，,；;。：:]")
_MARK = re.compile(r"^\s*(?:第[零一二三四五六七八九十百\d]+条(?:之[一二三四五])?|[（(][一二三四五六七八九十\d]+[）)])?\s*")


def acting_first(query: Query, ranked: Sequence[Ranked]) -> Sequence[Ranked]:
    """The ranked, where the best tells the deed of another than the body that a question asks about, with one that tells its deed first.

    That one stands in the same article and is nearly as good.
    """
    if not ranked or not asks_value(query):
        return ranked
    body = _asked_body(query)
    if not body or not _subject(ranked[0].evidence.text) or _says_of(body, ranked[0].evidence.whole_text):
        return ranked
    own, least = article(ranked[0].evidence), ranked[0].score - MOST_BEHIND
    near = (item for item in ranked[1:LOOKED_AT] if item.score >= least and article(item.evidence) == own)
    acting = next((item for item in near if _is_done_by(body, item.evidence) and can_answer(query, item.evidence)), None)
    return led_by(acting, ranked)


@lru_cache(maxsize=256)
def _asked_body(query: Query) -> tuple[Term, ...]:
    """The words of the body that stands right before the word of asking."""
    asked = _ASKED_BODY.search(last_clause(query.asked))
    return tuple(term for term in query.terms if len(term.text) > 1 and term.text in asked["body"]) if asked else ()


def _subject(text: str) -> str:
    """Who a sentence is about, as far as that stands at its start.

    >>> _subject("第九条 房管局应当自收到申请之日起五日内答复"), _subject("自收到之日起五日内")
    ('房管局', '')
    """
    words = _MARK.sub("", text)
    end = _SUBJECT_ENDS.search(words)
    return words[: end.start()] if end else ""


def _says_of(body: Sequence[Term], text: str) -> bool:
    """Whether some part of a text is about a body, or says by whom a deed is done."""
    return any(all(term.found_in(_subject(part)) for term in body) for part in re.split("[，,；;。：:]|由", text))


def _is_done_by(body: Sequence[Term], evidence: Evidence) -> bool:
    return all(term.found_in(_subject(evidence.text)) for term in body)
