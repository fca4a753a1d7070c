"""Makes a question that leans on earlier ones stand alone."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.kinds import kinds
from assistant.opposites import behind_other, denied, the_other
from assistant.swapping import Turn, of_same_head, put, swapped, with_end
from assistant.tables import words
from assistant.wording import content
from corpus.places import places_in
from corpus.spans import Span

_OPENING = re.compile(
    r"^(?:那么|那|然后|还有|另外(?![一那的])|再问一下|再问|所以|反过来(?=[^呢的说]))[，,、\s]*"
    r"|^(?:and|so|then|what about|how about)\b[,\s]*",
    re.IGNORECASE,
)
_SAME = re.compile(r"^(?:也|都)?(?:是|还是)?(?:一样|相同|这样|如此|同样)(?:的|规定)?[吗么嘛呢]?[？?]?$")
_ENGLISH_TOPIC = re.compile(
    r"^(?:(?:and|what about|how about|for)\b[,\s]*)*(?:an?|the)?\s*(?P<topic>[a-z][a-z -]{2,40}?)(?:\s+ones?)?\s*\?*$", re.IGNORECASE
)
_ENGLISH_WORDS = 4
_TOPIC = re.compile(r"^(?P<topic>[^，,？?。！!]{1,20}?)呢[，,？?。！!\s]*(?P<rest>.*)$")
# 那一块, 方面: a subject that is set before what is asked about it.
_SET_BEFORE = re.compile(r"^(?P<topic>[^，,？?。！!]{2,20}?)(?:[那这]一?[块边头]儿?|[那这]个?方面|方面)(?:的话)?[，,]\s*(?P<rest>.+)$")
_ASKS_AS_BEFORE = re.compile(
    r"^(?P<head>[\u4e00-\u9fff]{0,5}?)(?:又|也|还)?(?:是|有)?(?:怎么|如何|咋|怎样|什么|啥)(?:样|定|规定|说|要求|讲|写)*的?(?:呢|啊|呀)?[？?]*$"
)
_POINTING = re.compile(r"^(?:它们?|这个|这些|该|此|上述|前者|后者|其(?![他它余中实次]))|(?:这个|那个|上面|刚才|上述)")
_PRONOUN = re.compile(r"^(?:它们?|这个|那个|其(?![他它余中实次]))")
# 那种, 那一级, 那边: what points at a thing that is named already; the measure of a rank stays.
_SHELL = re.compile(r"的?[那这]一?(?:种|个|些|项|边|块|头|方面|部分|情况|情形)(?:情况|情形)?(?=的|$)|的?(?:情况|情形|的话|方面)$")
_IF = re.compile("^(?:如果|要是|假如|假设|若是|换成|换做|换了|轮到)")
_SHELL_OF_RANK = re.compile(r"的?[那这]一?(?=[级类档期批等层](?:的|$))")
_NO_TOPIC = "的是要应该由得需在就都，, 、："
_ASKING = re.compile(
    r"(?:由|归|被|向|给|跟|找|为|在|到|从|按|是|会(?=怎|如何|被|受|有|给)|有|要|得|罚款?|扣|赔偿?|补贴?|交|收|付|需要?|应该?当?|必须|最[多少迟晚]|至[多少]|不[低高少多]于|分别|具体|一般|大概)*"
    r"(?:谁|哪(?:[些里儿天年月日]|[一几]?[个家种类位项级])?(?:部门|单位|机构|科室|人)?|(?:什么|啥)(?:时候|时间|人|部门|单位)?|何时|何|怎[么样]*|如何"
    r"|(?:几|多少)(?:个)?(?:工作日|小时|分钟|[\u4e00-\u9fff])?|多[久长大高快重](?:时间)?|(?:能不能|可不可以|要不要|是不是|是否|有没有|会不会))(?:之?内|以内)?"
)
# 由谁, 什么时候: a question that is nothing but the words of asking, which take the place of those before.
_BARE_ASKING = re.compile(r"(?:由|归|被|向|给|找|为|在|到|从|按)?(?:谁|哪|什么|啥|何|怎|如何|多久|多长)[\u4e00-\u9fff]{0,3}[？?。]*")
_YES_NO = re.compile(r"[还也又]?(?:能够?|可以|需要|要|必须|应当|应该|允许|得)[^，,。]*(?:吗|么|嘛|不)[？?]*$")
_OF_ITS_OWN = re.compile("(?:什么|谁|何)(?:是|叫)")
_MOST_OF_ASKED = 4
_SHORT_QUESTION = 14
_OWN_SUBJECT = 3
_LEAST_TOPIC = 2
_LONGEST_ATTRIBUTE = 6


def standalone(question: str, history: Sequence[str], texts: str = "") -> Turn:
    """The question as it would be asked without the earlier ones.

    Args:
        question: as it was asked.
        history: the questions before it, oldest first.
        texts: what was found for it, where that is at hand: only there it is told which is the other of two (另一种呢).

    >>> standalone("那普通会诊呢？", ["急会诊几分钟要到位？"]).text
    '普通会诊几分钟要到位？'
    >>> standalone("由谁主持？", ["现场会多久开一次？"]).text
    '现场会由谁主持？'
    >>> standalone("急会诊多久到位", []).carried
    ''
    """
    earlier = ""
    for turn in history:
        earlier = _resolved(turn, earlier, texts).text if turn.strip() else earlier
    return _resolved(question, earlier, texts)


def _resolved(question: str, earlier: str, texts: str) -> Turn:
    question = question.strip()
    asked = _OPENING.sub("", question)
    before = _SET_BEFORE.match(asked)
    if earlier and before:
        return _set_before(_named(before["topic"]), before["rest"], earlier)
    if not earlier or not _leans(question, asked):
        return Turn(question, question)
    topic = _TOPIC.match(asked)
    if topic and (not topic["rest"] or _SAME.match(topic["rest"]) or topic["rest"].startswith("也")):
        turn = _with_topic(_named(topic["topic"]), earlier, texts)
        rest = "" if _SAME.match(topic["rest"]) else topic["rest"]
        return replace(turn, text=f"{turn.text.rstrip('？?。')}，{rest}", own=f"{turn.own}{rest}") if rest else turn
    rest = behind_other(asked.rstrip("？?。"), earlier)
    if rest is not None:
        another = _another(asked[: len(asked) - len(rest)], "", earlier, texts)
        return another if another.is_open or not rest else _of_same_topic(rest, another.text) or another
    named = _ENGLISH_TOPIC.match(asked)
    if named and len(named["topic"].split()) <= _ENGLISH_WORDS and (english := swapped(named["topic"], earlier)):
        return Turn(english.text, english.text)
    return _of_same_topic(asked, earlier) or Turn(f"{earlier.rstrip('？?。')}：{asked}", asked, earlier)


def _leans(question: str, asked: str) -> bool:
    return question != asked or bool(_TOPIC.match(asked) or _POINTING.search(asked)) or len(asked) <= _SHORT_QUESTION


def _named(subject: str) -> str:
    """A subject without what only points at it.

    >>> [_named(subject) for subject in ("住院的那种", "中间那一级", "财政局那边的电话", "护士的")]
    ['住院', '中间级', '财政局的电话', '护士']
    """
    return _SHELL_OF_RANK.sub("", _SHELL.sub("", _IF.sub("", subject))).removesuffix("的") or subject


def _set_before(subject: str, rest: str, earlier: str) -> Turn:
    """What is asked about a subject that is set before it: the same as before (又是怎么定的), or something of its own in that place."""
    same = _ASKS_AS_BEFORE.match(rest)
    if same and same["head"]:
        text = of_same_head(subject, same["head"], earlier)
        if text:
            return Turn(text, text, where=earlier)
    elif same:
        return _with_topic(subject, earlier, "")
    places = "" if places_in(subject + rest) else "".join(places_in(earlier)[:1])
    return Turn(f"{places}{subject}，{rest}", f"{subject}，{rest}", where=earlier)


def _with_topic(subject: str, earlier: str, texts: str) -> Turn:
    """The earlier question about another subject, which takes the place of what it stands for there, or is set before it."""
    if behind_other(subject, earlier) == "":
        return _another(subject, "", earlier, texts)
    turn = swapped(subject, earlier, texts)
    word = "" if turn else denied(subject, earlier)
    if word:
        return _another(subject, word, earlier, texts)
    return turn or _attribute(subject, earlier) or with_end(subject, earlier) or Turn(f"{subject}：{earlier}", subject, earlier)


def _another(subject: str, word: str, earlier: str, texts: str) -> Turn:
    """The earlier question about the other of two, of which it names one that holds `word`; an open one where the texts do not tell."""
    other = the_other(earlier, word, texts)
    return Turn(put(other, earlier), put(other, earlier)) if other else Turn(f"{subject}：{earlier}", earlier, is_open=True)


def _attribute(subject: str, earlier: str) -> Turn | None:
    """Another property of the same topic (承办单位, 文号), where the subject is nothing else; `None` where it may be a thing of its own."""
    topic = _topic(earlier)
    if len(subject) > _LONGEST_ATTRIBUTE or subject in earlier or "的" in subject or not topic or content(subject) != subject:
        return None
    if not any(subject.endswith(word) for word in words("generic_words") if len(word) > 1):
        return None
    return Turn(f"{topic}的{subject}", f"{topic}的{subject}")


def _of_same_topic(asked: str, earlier: str) -> Turn | None:
    """Another thing asked of the same topic, without what was asked of it before; `None` where a question has a subject of its own."""
    bare = _PRONOUN.sub("", asked)
    topic = _topic(earlier)
    if bare != asked and topic:
        return Turn(f"{topic}{bare}", bare, topic)
    asking, old = _ASKING.search(asked), _ASKING.search(earlier)
    of_topic = _YES_NO.match(asked) or (asking and asking.start() < _OWN_SUBJECT and not _OF_ITS_OWN.match(asked))
    if not topic or not of_topic or len(content(asked)) > _MOST_OF_ASKED or kinds(asked) == kinds(earlier):
        return None
    if old and asking and asking[0] == asked.rstrip("？?。") and _BARE_ASKING.fullmatch(asked):
        text = put((asking[0], Span(*old.span())), earlier)
        return Turn(text, text)
    text = f"{topic}{asked}"
    return Turn(text, asked, topic) if content(asked) else Turn(text, text)


def _topic(earlier: str) -> str:
    """What a question asks about: what stands before its word of asking, else what stands behind that; empty where neither tells.

    >>> _topic("质控年报多久出一期？"), _topic("哪些人参加晨会？")
    ('质控年报', '参加晨会')
    """
    earlier = earlier.rstrip("？?。！! ")
    asking = _ASKING.search(earlier)
    if not asking:
        return ""
    sides = (earlier[: asking.start()].rstrip(_NO_TOPIC), earlier[asking.end() :].strip(_NO_TOPIC))
    return next((side for side in sides if len(content(side)) >= _LEAST_TOPIC and content(side) not in places_in(side)), "")
