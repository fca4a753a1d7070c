"""Recognises the title of a policy among the lines above its body."""

import re
from collections.abc import Sequence

from corpus.spans import Span

_KINDS = (
    "法|条例|规定|办法|细则|规则|解释|决定|决议|命令|公告|通告|通知|通报|意见|批复|函|纪要|方案|计划|规划|纲要|要点|规范|标准|指南|指引|制度|"
    "守则|准则|流程|预案|措施|清单|目录|指标|规程|章程|总结|报告|修正案|编"
)
_EDITION = r"(?:\s*[（(](?:试行|暂行|修订|修正|草案|征求意见稿|[一二三四五六七八九十]+|(?:19|20)\d{2}.{0,12})[）)])*"
_TITLE = re.compile(rf"^[^。；！？]{{2,90}}(?:{_KINDS}){_EDITION}$")
_NOTICE = re.compile(rf"关于.{{2,80}}的?(?:通知|意见|决定|公告|批复|函|通报|报告|请示|方案|规定|解释){_EDITION}$")
_TAIL_LINE = re.compile(rf"^[^。；：:，]{{0,18}}(?:{_KINDS}){_EDITION}$")
_SITE_NAME = re.compile(r"^[一-鿿]{2,8}[-_—|]\s*(?=\S{6,})|\s*[-_|]\s*[^-_|《》（(]{2,16}(?:网|网站|门户|委员会|政府)$")
_HANDED_OUT = re.compile(r"关于(?:印发|发布|公布|下发|转发|颁布)《?(?P<name>.+?)》?的(?:通知|公告|决定|命令)$")
_HAN_GAP = re.compile(r"(?<=[一-鿿])[ \t　\u2000-\u200a]+(?=[一-鿿])")
_LONGEST = 100


def title_lines(text: str, head: Sequence[Span]) -> list[Span]:
    r"""The lines, one or two, that bear the title, taken from the lines above the body; none where no line looks like one.

    >>> text = "某市卫生健康委文件\n关于印发会诊管理\n办法的通知"
    >>> [span.of(text) for span in title_lines(text, [Span(0, 9), Span(10, 18), Span(19, 24)])]
    ['关于印发会诊管理', '办法的通知']
    """
    for number, line in enumerate(head):
        written = line.of(text)
        following = head[number + 1 : number + 2]
        if written.startswith("# ") or is_title(written):
            return [line, *(_rest(text, line, following) if not _NOTICE.search(written) else [])]
        if following and _is_broken_title(written, following[0].of(text)):
            return [line, *following]
    first = head[:1]
    return list(first) if first and _is_headline(text, first[0]) else []


def is_title(written: str) -> bool:
    """Whether a line alone is the title of a policy.

    >>> is_title("关于加强会诊管理的通知"), is_title("会诊管理办法（试行）"), is_title("请遵照本办法。")
    (True, True, False)
    """
    plain = tidy(written)
    return 4 <= len(plain) <= _LONGEST and bool(_TITLE.search(plain)) and not plain.endswith(("本办法", "本规定", "本条例", "本通知"))


def tidy(written: str) -> str:
    """A title without Markdown signs, without the name of a web site before or behind it, and without gaps between characters.

    >>> tidy("# 某某网-关于印发会诊管理办法的通  知")
    '关于印发会诊管理办法的通知'
    """
    plain = written.strip("#* \t　").removeprefix("标题：").removeprefix("标题:").strip()
    return without_gaps(_SITE_NAME.sub("", plain))


def without_gaps(written: str) -> str:
    """The words without the white space that sets Chinese characters apart from each other.

    >>> without_gaps("总  则 ABC")
    '总则 ABC'
    """
    return _HAN_GAP.sub("", written)


def handed_out(title: str) -> str:
    """The name of the text that a notice hands out, empty where the title is of none.

    >>> handed_out("某委关于印发《会诊办法》的通知"), handed_out("会诊办法")
    ('会诊办法', '')
    """
    match = _HANDED_OUT.search(title)
    return match["name"] if match else ""


def _rest(text: str, line: Span, following: Sequence[Span]) -> list[Span]:
    """The second line of a title that is broken after what could be a title itself (`……行动（2023—2025年）` / `实施方案`)."""
    if not following or following[0].start - line.end > 2:
        return []
    written = following[0].of(text)
    unfinished = not re.search(rf"(?:{_KINDS})$", tidy(line.of(text)))
    return [following[0]] if unfinished and _TAIL_LINE.search(written) else []


def _is_broken_title(written: str, following: str) -> bool:
    starts = "关于" in written or bool(re.search(r"(?:行动|规划|工作|管理|建设)(?:[（(].{4,12}[）)])?$", written))
    whole = tidy(written) + tidy(following)
    return starts and len(written) <= _LONGEST and bool(_TAIL_LINE.search(following)) and is_title(whole)


def _is_headline(text: str, line: Span) -> bool:
    """Whether a first line without the words of a policy's title is a headline all the same: short, and not a sentence."""
    written = line.of(text)
    return len(line) <= 50 and not re.search(r"[。；：:，,]$", written)
