"""The articles of laws as the clause tree has them, against a plain count of the lines that begin with 第X条; and how long a law takes."""

import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence

from corpus.cleaning import clean
from corpus.documents import Clause, ClauseKind, Policy
from corpus.numerals import in_han, integer
from corpus.parsing import parse
from corpus.reading import read_bytes
from evals.score import CaseResult, Report, Score

TASK = "structure"
ARTICLES_OF_A_LONG_LAW = 500
MOST_SECONDS = 0.5

# The count looks at lines alone, and knows nothing of what the tree is built with.
_ARTICLE_LINE = re.compile(
    r"^[ \t　]*(?:#+\s*)?第([零〇一二三四五六七八九十百千]+)条(?:之([一二三四五六七八九十]+))?(?=[\s　]|$)", re.MULTILINE
)
_OWN_NUMBER = re.compile(r"第([零〇一二三四五六七八九十百千]+)条(?:之([一二三四五六七八九十]+))?$")
_RULE = "医疗机构应当在收到会诊请求后十分钟内到位，并于每年1月31日前报告上一年度的工作。\n（一）登记造册；\n（二）按月分析。\n"

Number = tuple[int | None, int | None]


def judged(policy: Policy) -> CaseResult:
    """Whether the articles of one text are those of the count, each as often and in the same order of lines."""
    text = policy.document.text
    counted = [(match.start(1) - 1, _number(match)) for match in _ARTICLE_LINE.finditer(text)]
    found = [(_place(text, clause), _of_clause(clause)) for clause in policy.clauses if clause.kind is ClauseKind.ARTICLE]
    reason = "; ".join(_differences(counted, found))
    source = policy.document.source
    scores = (Score("articles_equal", float(not reason), reason and f"{source.source_name}: {reason}"),)
    return CaseResult(source.document_id, "articles" if counted else "no articles", passed=not reason, scores=scores)


def report(results: Sequence[CaseResult]) -> Report:
    """The results of all texts, and that of a long law of the project's own making."""
    return Report(TASK, "", "laws", (*results, long_law()), shows_texts=False)


def long_law() -> CaseResult:
    """Whether a law of 500 articles is parsed in half a second, the fastest of three times."""
    document = clean(read_bytes(a_law(ARTICLES_OF_A_LONG_LAW).encode(), source_name="long.txt", origin="long.txt"))
    seconds = []
    for _ in range(3):
        started = time.perf_counter()
        policy = parse(document)
        seconds.append(time.perf_counter() - started)
    n_articles = sum(clause.kind is ClauseKind.ARTICLE for clause in policy.clauses)
    passed = min(seconds) <= MOST_SECONDS and n_articles == ARTICLES_OF_A_LONG_LAW
    score = Score("in_time", float(passed), f"{min(seconds):.3f} s for {n_articles} articles")
    return CaseResult("500-articles", "time", passed=passed, scores=(score,))


def a_law(n_articles: int) -> str:
    """A law of so many articles, each of a sentence and two items."""
    return "会诊管理法\n" + "".join(f"第{in_han(number)}条 {_RULE}" for number in range(1, n_articles + 1))


def _place(text: str, clause: Clause) -> int:
    """Where the sign of an article begins."""
    return text.index("第", clause.own.start)


def _number(match: re.Match[str]) -> Number:
    return integer(match[1]), integer(match[2] or "")


def _of_clause(clause: Clause) -> Number:
    match = _OWN_NUMBER.search(clause.label)
    return _number(match) if match else (None, None)


def _differences(counted: Sequence[tuple[int, Number]], found: Sequence[tuple[int, Number]]) -> Iterator[str]:
    """What one list has and the other has not; the numbers, no words of the text."""
    for number, times in (Counter(counted) - Counter(found)).items():
        yield f"missed {_written(*number)}" + (f" x{times}" if times > 1 else "")
    for number, times in (Counter(found) - Counter(counted)).items():
        yield f"added {_written(*number)}" + (f" x{times}" if times > 1 else "")


def _written(place: int, number: Number) -> str:
    return f"第{number[0]}条" + (f"之{number[1]}" if number[1] else "") + f" at {place}"
