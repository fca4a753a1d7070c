"""What a thing holds, told in a list (台账内容包括：（一）…) a sentence or two behind the one that names the thing (建立台账)."""

import re

from assistant.evidence import Evidence, clause_at
from assistant.questions import Query, QuestionKind
from corpus.sentences import sentences
from corpus.spans import Span

MOST_BETWEEN = 260
MOST_CHARACTERS = 1_200

# What things hold, in words that mean much the same.
_HELD = "内容|事项|项目|信息|要素|条目|栏目|数据"
_ASKED = re.compile(
    rf"(?:哪些|哪几[项种样个]|什么|啥|何种)(?:样的?)?(?:主要|基本|具体)?(?:{_HELD}|东西)|(?:{_HELD})(?:都|主要)?(?:有|包括|是|包含)(?:哪|什么|啥)"
    r"|[记写填录登载标注]+(?:明|录|载|清楚?|上|入|写)?(?:些|点)?(?:哪些|什么|啥)"
)
_ANNOUNCING = re.compile(
    rf"^(?:其|该|上述|前款规定的)?[^，。；：]{{0,10}}(?:{_HELD})(?:应当?|至少|主要|必须|需|一般)*(?:包括|包含|有|为|是|载明|记载)?(?:以下|下列|如下)?(?:{_HELD})?[：:]$"
)
_LISTS = re.compile("、|[：:]$|包括|包含|下列|以下|如下")


def announced(query: Query, evidence: Evidence) -> Span | None:
    """The list of what a thing holds, with the words that announce it, where that is asked for and the sentence lists nothing itself."""
    if query.kind is not QuestionKind.LIST or not _ASKED.search(query.asked) or evidence.lead or _LISTS.search(evidence.text.strip()):
        return None
    own = evidence.clause.label.partition("条")[0]
    text, end = evidence.document_text, max(clause.span.end for clause in evidence.policy.clauses if clause.label.partition("条")[0] == own)
    behind = sentences(text, Span(evidence.span.end, max(end, evidence.span.end)))
    lead = next((span for span in behind if _ANNOUNCING.search(span.of(text).strip())), None)
    if lead is None or lead.start - evidence.span.end > MOST_BETWEEN:
        return None
    listed = Span(lead.start, clause_at(evidence.policy, lead.start).span.end).trimmed(text)
    return listed if len(lead) < len(listed) <= MOST_CHARACTERS else None
