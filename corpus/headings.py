"""Tells the heading of a clause from its text."""

import re

from corpus.documents import ClauseKind
from corpus.titles import without_gaps

_LONGEST_TITLE_PHRASE = 30
_LONGEST_HEADING_LINE = 60
_LEVELS_OF_A_LAW = frozenset({ClauseKind.BOOK, ClauseKind.CHAPTER, ClauseKind.SECTION, ClauseKind.PART})
_TITLED_ARTICLE = re.compile(r"\s*【([^】\n]{2,30})】")
_FIRST_SENTENCE = re.compile(r"\s*([^。；：:\n]+)([。；：:]?)")
# A phrase with one of these tells a rule or a value, and is not a title.
_TELLS_A_RULE = re.compile(
    r"应当|应该|必须|不得|不准|禁止|严禁|可以|有权|至少|不少于|不低于|不超过|不高于|\d|分为|是指|[，,].*(?:应|要|须|[，,])"
    r"|^(?:各|对|在|经|由|凡|除|因|按|根据|原则上).*(?:应|的|，)"
)
# A title phrase begins with what is to be done, or is short.
_SET_TO_DO = re.compile(
    r"(?:进一步|全面|切实|着力|持续|大力|不断|积极|充分|严格|严肃|科学|合理|依法|精准|扎实|稳步|有序|深入|统筹|广泛|认真|及时|加快)?"
    r"(?:加强|健全|完善|优化|强化|规范|落实|提高|提升|保障|改善|改进|推进|推动|推行|推广|建立|构建|做好|做实|做优|开展|扩大|发挥|深化|促进|提供|织密|实施|夯实|"
    r"明确|加大|加快|坚持|探索|组织|抓好|抓实|注重|打造|培育|创新|支持|引导|聚焦|防范|狠抓|成立|设立|制定|制订|编制|细化|压实|巩固|拓展|畅通|补齐|增强|"
    r"鼓励|降低|减少|控制|普及|营造|凝聚|履行|执行|监督|监管|考核|评估|宣传|培训)"
)
_LONGEST_NAME = 12


def heading(kind: ClauseKind, text: str, *, has_children: bool) -> str:
    r"""The heading in the text of a clause without its sign; empty where the text begins with its first sentence.

    A heading is a line of its own without an end mark, or the first short sentence of a paragraph where that only names its subject.

    >>> heading(ClauseKind.NUMBERED, "加强会诊管理。医疗机构应当完善会诊制度。", has_children=False)
    '加强会诊管理'
    >>> heading(ClauseKind.NUMBERED, "应当统一会诊单格式。会诊意见应当记录。", has_children=False)
    ''
    >>> heading(ClauseKind.NUMBERED, "指导思想\n以患者为中心。", has_children=False)
    '指导思想'
    """
    if kind in _LEVELS_OF_A_LAW:
        return _tidy(text.strip().split("\n", 1)[0])
    if kind is ClauseKind.HEADING:
        return "".join(map(_tidy, text.split("\n")))
    titled = _TITLED_ARTICLE.match(text)
    if titled:
        return _tidy(titled[1])
    if kind in {ClauseKind.ARTICLE, ClauseKind.PARAGRAPH, ClauseKind.TEXT}:
        return ""
    return _first_phrase(text, has_children=has_children)


def _first_phrase(text: str, *, has_children: bool) -> str:
    match = _FIRST_SENTENCE.match(text)
    if not match:
        return ""
    phrase, mark = match[1].strip(), match[2]
    rest = text[match.end() :]
    followed = bool(rest.strip()) or has_children
    alone_on_its_line = rest.lstrip(" \t　").startswith("\n") or not rest.strip()
    if not followed or not phrase:
        return ""
    if not mark or (mark in "：:" and alone_on_its_line):
        return _tidy(phrase) if alone_on_its_line and len(phrase) <= _LONGEST_HEADING_LINE else ""
    is_title = len(phrase) <= (_LONGEST_TITLE_PHRASE if _SET_TO_DO.match(phrase) else _LONGEST_NAME)
    return _tidy(phrase) if is_title and mark == "。" and not _TELLS_A_RULE.search(phrase) else ""


def _tidy(phrase: str) -> str:
    return without_gaps(phrase.strip(" \t　#*：:。"))
