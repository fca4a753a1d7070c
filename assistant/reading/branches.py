"""Cuts a sentence into its branches, each a case or a topic with what follows from it, and never leaves a case without that."""

import re
from collections.abc import Sequence

from assistant.evidence import Evidence
from assistant.rulings import is_case
from corpus.sentences import parts
from corpus.spans import Span

LONGEST_NAME = 20

# What a part that ends so says holds for what follows it: 住院的，… 七日内，… 确有必要时，….
_OPEN = re.compile(
    "(?:的|(?<!小)时|后|前|(?<!提)起|内|外|中|(?<!以)下|期间|之间|情况)(?:（[^（）]*）)?[，,：:]$|^(?:经|如果?|若|倘若)[^，；。：]+[，,]$"
    r"|^(?:到|至|自|于|在)?\d{4}年[^，；。：]{0,6}[，,]$"
)
_STATES = re.compile(
    "应[当报经按由向在于]|(?<!无)须|必须|不得|可以|(?<![理自事缘为])由|(?<!但)是(?!否)|有权|负责|禁止|严禁|属于|实行|需要|给予|责令|处(?!理)"
)
_MEASURES = re.compile("[\\d一二三四五六七八九十百千万]")
# How a part begins that says something of the topic before it.
_OF_TOPIC = re.compile("^(?:由|应|必须|须|不得|可以|方可|一律|均|无需|免|不?予|经|实行|是|减按|按照|以(?![及上下内外前后]))")
_ONLY_THEN = re.compile("^(?:方可|方能|才|始得)")
_IF = re.compile("^(?:但是?[，,]?)?(?:如果?|若|对于|对(?![^，]*(?:处|罚|给予|责令))|因|凡)")
_OWN_DOER = re.compile(
    "^(?!由|并|报|经|且|可以|应当)[^，,；;。]{2,30}由|^(?!由|并|报|经|对)[^，,；;。]{0,30}(?:部门|政府|机构|机关|委员会|办事处)(?:应当?|负责|可以|必须|是)"
)
# What cannot be understood without the branch before.
_LEANS = re.compile("^(?:所需|其(?!他|它|余)|该|此|具体|日常工作|有关|相关|[^，。；由]{0,4}(?:费用|资金|经费)(?:由|按|从|列))")
# What is done with a thing on the way (经甲同意，由乙公布) is no topic of its own.
_ON_THE_WAY = re.compile("^(?:经|报|征|并|且|在?依法)")


def leaves_open(part: str, following: str = "") -> bool:
    """Whether a part says nothing by itself: a case, a time, or a topic of which the `following` part says something.

    >>> [leaves_open(part) for part in ("住院的，", "收到申请之日起七日内，", "由医务科负责，")]
    [True, True, False]
    >>> leaves_open("病历的保管，", "由病案室负责。"), leaves_open("病历的保管，", "确保安全。")
    (True, False)
    """
    if _ONLY_THEN.search(following):
        return True
    return _OPEN.search(part) is not None or (_OF_TOPIC.search(following) is not None and _STATES.search(part) is None)


def states(text: str) -> bool:
    """Whether a text says something of a thing or a case, and does not only name it.

    >>> states("从中型水库取水的；"), states("取水许可证；"), states("应当先申请；"), states("建立台账，定期上报；")
    (False, False, True, True)
    """
    words = text.rstrip("。；;，,")
    long = any(len(name) > LONGEST_NAME for name in re.split("[，、；;。\n]", words))
    return not words.endswith("的") and (_STATES.search(words) is not None or "，" in words or long)


def rules(text: str) -> bool:
    """Whether a text says what holds, and not only when: it has a part with a word that binds, permits or tells who does it.

    >>> rules("拖延协商，阻挠协商，"), rules("拖延协商的，由主管部门约谈")
    (False, True)
    """
    return any(_STATES.search(part) and not is_case(part) for part in (span.of(text) for span in parts(text)))


def branches(text: str, within: Span) -> list[Span]:
    """The branches of a sentence, in order: a new one begins with a case or a topic behind something that is said.

    >>> sentence = "住院的，由甲科负责，门诊的，由乙科负责，所需费用由丙科承担。"
    >>> [span.of(sentence) for span in branches(sentence, Span(0, len(sentence)))]
    ['住院的，由甲科负责，', '门诊的，由乙科负责，所需费用由丙科承担。']
    """
    pieces = parts(text, within)
    words = [piece.of(text) for piece in pieces]
    starts = [0]
    for place in range(1, len(words)):
        if _begins(words, place) and _is_said(words[starts[-1] : place]):
            starts.append(place)
    ends = [*(place - 1 for place in starts[1:]), len(words) - 1]
    return [Span(pieces[first].start, pieces[last].end) for first, last in zip(starts, ends, strict=True)]


def _begins(words: Sequence[str], place: int) -> bool:
    """Whether a part may begin a branch."""
    before, part, following = words[place - 1], words[place], words[place + 1] if place + 1 < len(words) else ""
    topic = following.startswith("由") and leaves_open(part, following) and not _ON_THE_WAY.search(part)
    opens = topic or is_case(part) or _IF.search(part) or _OWN_DOER.search(part)
    return bool(opens) and not leaves_open(before, part) and not _LEANS.search(part)


def _is_said(words: Sequence[str]) -> bool:
    """Whether some parts say something: what follows from their case, or what somebody does or is to do."""
    cases = [place for place, part in enumerate(words) if is_case(part)]
    return any(_STATES.search(part) or _MEASURES.search(part) for part in words) or (bool(cases) and cases[0] + 1 < len(words))


def case_end(text: str, branch: Span) -> int:
    """Where the case or the topic ends that a branch begins with."""
    pieces = parts(text, branch)
    words = [*(piece.of(text) for piece in pieces), ""]
    return next((piece.start for place, piece in enumerate(pieces) if not leaves_open(words[place], words[place + 1])), branch.end)


def closed(evidence: Evidence, span: Span) -> Span:
    """A stretch with what follows from the case, or is said of the topic, that it ends with."""
    text = evidence.document_text
    pieces = parts(text, evidence.span)
    end = span.end
    for place, piece in enumerate(pieces[:-1]):
        following = pieces[place + 1]
        if piece.end >= end > piece.start and leaves_open(piece.of(text), following.of(text)):
            end = following.end
    return Span(span.start, end)
