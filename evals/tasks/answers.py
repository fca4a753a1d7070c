"""Asks every question and judges the reply.

Right, rightly cited, wrong or refused; whether each quote is the stored original's; whether confidence keeps its word; how long it took.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Protocol

from assistant.answers import Answer, Citation, NoAnswer
from evals.calibration import calibrations
from evals.case import Case, CaseSet
from evals.latency import latency
from evals.outcomes import outcome_of
from evals.score import CaseResult, Report, Score

TASK = "answers"

_SPACE_BESIDE_HAN = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")


class Asked(Protocol):
    """What answers; `Assistant` does."""

    def ask(self, question: str, *, history: Sequence[str] = (), place: str = "") -> Answer | NoAnswer:
        """One answer or none."""
        ...


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reply is; `cited` is `None` where nothing can be cited, `clause` where no address is expected or nothing was cited rightly."""

    refused: bool
    right: bool
    cited: bool | None
    exact: bool
    clause: bool | None = None

    @property
    def passed(self) -> bool:
        """Whether a reader was served: a right and rightly cited answer, or a refusal where there is no basis."""
        return self.right and self.cited is not False


def measure(case_set: CaseSet, asked: Asked, *, originals: Mapping[str, str] | None = None) -> Report:
    """Asks all questions of a set and judges the replies; `originals` are the files that can be quoted, by default those of the set."""
    texts = case_set.originals() if originals is None else originals
    results = tuple(_result(case, asked, texts) for case in case_set.cases)
    took = latency([result.elapsed_ms for result in results if result.elapsed_ms is not None])
    figures = {f"calibration_error_{each.part}": each.error for each in calibrations(results)}
    figures |= {"p50_ms": took.p50_ms, "p95_ms": took.p95_ms} if took else {}
    return Report(TASK, "", case_set.name, results, case_set.shows_texts, figures)


def judge(case: Case, reply: Answer | NoAnswer, originals: Mapping[str, str]) -> Verdict:
    """The verdict on one reply; only its `answer` is searched for what it must and must not contain, never the quotes."""
    refused = isinstance(reply, NoAnswer)
    citations = reply.citations if isinstance(reply, Answer) else ()
    exact = all(_is_exact(citation, originals) for citation in citations)
    if not case.answerable:
        return Verdict(refused, refused, None, exact)
    supporting = [_supports(citation, case) for citation in citations]
    clauses = [clause for clause in supporting if clause]
    return Verdict(
        refused=refused,
        right=not refused and _is_right(case, normalised(reply.answer)),
        cited=any(clause is not None for clause in supporting),
        exact=exact,
        clause=any(clause in citation.clause_label for clause in clauses for citation in citations) if clauses else None,
    )


def normalised(text: str) -> str:
    """Folds width, and drops white space beside characters that are not ASCII.

    >>> normalised("应当 １０ 分钟内 到位 ")
    '应当10分钟内到位'
    """
    return _SPACE_BESIDE_HAN.sub("", unicodedata.normalize("NFKC", text)).strip()


def _is_right(case: Case, text: str) -> bool:
    return any(pattern.search(text) for pattern in case.must_contain) and not any(pattern.search(text) for pattern in case.must_not_contain)


def _is_exact(citation: Citation, originals: Mapping[str, str]) -> bool:
    original = originals.get(citation.source_name)
    return original is not None and original[citation.raw_start : citation.raw_end] == citation.quote


def _supports(citation: Citation, case: Case) -> str | None:
    """The clause of the first wanted source that the citation shares a code point with, `None` where it shares none."""
    for source in case.sources:
        overlaps = citation.raw_start < source.span.end and citation.raw_end > source.span.start
        if overlaps and citation.source_name.startswith(source.document):
            return source.clause
    return None


def _result(case: Case, asked: Asked, originals: Mapping[str, str]) -> CaseResult:
    started = perf_counter()
    reply = asked.ask(case.question, history=case.history, place=case.place)
    elapsed_ms = (perf_counter() - started) * 1000
    verdict = judge(case, reply, originals)
    return CaseResult(
        case.case_id,
        case.kind,
        verdict.passed,
        (*_scores(case, verdict), _brier(reply.confidence, verdict)),
        reply.answer,
        outcome_of(refused=verdict.refused, right=verdict.right, cited=verdict.cited),
        reply.confidence,
        elapsed_ms,
        case.fitted,
    )


def _brier(confidence: float, verdict: Verdict) -> Score:
    """How far the confidence is from what came of it, squared; its mean is the Brier score."""
    return Score("brier", (confidence - verdict.passed) ** 2)


def _scores(case: Case, verdict: Verdict) -> list[Score]:
    """The scores that apply to the case: shares of the answerable or of the unanswerable, then of follow-ups, then of all."""
    scores = _scores_of_answerable(verdict) if case.answerable else [_refusal_score(verdict)]
    if case.answerable and case.history:
        scores.append(Score("followups", float(verdict.passed)))
    if not verdict.refused:
        scores.append(Score("wrong_of_all_replies", float(not verdict.passed)))
    return [*scores, Score("quotes_exact", float(verdict.exact), "" if verdict.exact else "a quote is not what the original holds")]


def _refusal_score(verdict: Verdict) -> Score:
    return Score("refusal_recall", float(verdict.refused), "" if verdict.refused else "answered without a basis")


def _scores_of_answerable(verdict: Verdict) -> list[Score]:
    right, cited = verdict.right, bool(verdict.cited)
    scores = [
        Score("right", float(right), "" if right or verdict.refused else "not what was asked for"),
        Score("right_and_cited", float(verdict.passed)),
        Score("false_refusals", float(verdict.refused), "refused" if verdict.refused else ""),
    ]
    if not verdict.refused:
        scores.append(Score("cited_where_answered", float(cited), "" if cited else "cites another place"))
        scores.append(Score("wrong_where_answered", float(not verdict.passed)))
    if verdict.clause is not None:
        scores.append(Score("clause_where_cited", float(verdict.clause), "" if verdict.clause else "names another clause"))
    return scores
