"""What a reader has to know beside the answer: that a plan has ended, that a text is not in force yet, that it is another place's."""

from collections.abc import Iterable
from datetime import date

from assistant.answers import Reason
from assistant.known import short_title
from assistant.questions import Query
from assistant.tables import toml
from corpus.documents import Header, Validity
from corpus.header import validity
from corpus.places import short_name

MOST_QUOTED = 80
MOST_NAMED = 12


def notices(query: Query, headers: Iterable[Header], today: date) -> tuple[str, ...]:
    """The notices for the documents that an answer cites, each once."""
    found: dict[str, None] = {}
    for header in headers:
        for notice in (_of_version(query, header), _of_validity(header, today), _of_place(query, header)):
            if notice:
                found[notice] = None
    return tuple(found)


def unheard_notices(headers: Iterable[Header]) -> tuple[str, ...]:
    """That texts which do not tell who issued them say otherwise and are not heard; their words are not repeated."""
    texts = toml("notices")
    return tuple(
        dict.fromkeys(str(texts["unheard"]).format(source=f"《{header.title}》" if header.title else texts["other"]) for header in headers)
    )


def also_notice(headers: Iterable[Header]) -> tuple[str, ...]:
    """That other texts have a clause at the same address as well; at most `MOST_NAMED` are named."""
    titles = [f"《{short_title(header.title)}》" for header in headers]
    named = "、".join(titles[:MOST_NAMED])
    return (str(toml("notices")["also"]).format(count=len(titles), named=named),) if titles else ()


def no_answer_text(reason: Reason, query: Query, nearest: str = "") -> str:
    """The one sentence that says why there is no answer; where a premise is false, with what the `nearest` sentence says instead."""
    texts = toml("notices")["no_answer_english" if query.english else "no_answer"]
    words = str(texts[reason.value]).format(place="、".join(query.places))
    said = nearest.strip().rstrip("。；，：")
    told = reason is Reason.FALSE_PREMISE and not query.clause_label and 0 < len(said) <= MOST_QUOTED
    return f"{words.rstrip('。')}，原文是：{said}。" if told and not query.english else words


def search_warnings(*, is_words_only: bool) -> tuple[str, ...]:
    """What every answer has to say while the search finds less than it should.

    >>> search_warnings(is_words_only=True)
    ('语义索引正在重建，暂时只按字词查找，可能有遗漏。',)
    """
    return (str(toml("notices")["search"]["words_only"]),) if is_words_only else ()


def chinese_date(iso: str) -> str:
    """A date of any precision in Chinese.

    >>> chinese_date("2025-12"), chinese_date("2023-06-27"), chinese_date("2025")
    ('2025年12月', '2023年6月27日', '2025年')
    """
    return "".join(f"{int(number)}{unit}" for number, unit in zip(iso.split("-"), "年月日", strict=False))


def _of_version(query: Query, header: Header) -> str:
    """That the version is told that was in force at the time asked about, or that there is none."""
    if query.moment is None:
        return ""
    texts, day = toml("notices")["version"], query.moment.day
    if not day:
        return str(texts["earlier"])
    start = header.effective_date or header.issue_date or ""
    return str(texts["then" if start <= day else "not_then"]).format(day=chinese_date(day), start=chinese_date(start))


def _of_validity(header: Header, today: date) -> str:
    texts = toml("notices")
    state = validity(header, today)
    word = next((word for word in texts["plan_words"] if word in header.title), texts["document_word"])
    if state is Validity.ENDED and header.period:
        return str(texts["ended_period"]).format(word=word, end=chinese_date(header.period.end))
    if state is Validity.NOT_YET:
        return str(texts["not_yet"]).format(word=word, start=chinese_date(header.effective_date or ""))
    if state is Validity.SUPERSEDED and header.succession and header.succession.by:
        return str(texts["superseded_by"]).format(word=word, by=header.succession.by)
    return str(texts[state.value]).format(word=word) if state in {Validity.ENDED, Validity.SUPERSEDED} else ""


def _of_place(query: Query, header: Header) -> str:
    """A text of the nation or the province answers for a place that has none of its own."""
    places = {short_name(place) for place in query.places}
    if len(places) != 1 or not header.title or short_name(header.place) in places or (not header.place and header.level.value == "unknown"):
        return ""
    return str(toml("notices")["wider"]).format(place="、".join(query.places), source=f"《{header.title}》")
