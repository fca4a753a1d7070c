"""The extracted answer → the same answer in the words of a language model, where every word of it can be shown."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from assistant.answers import Answer, Citation
from assistant.citations import cite, is_proven
from assistant.composing.extractive import Draft
from assistant.composing.generative import Core, Generation, Passage
from assistant.composing.writer import Writer
from assistant.events import AnswerFinished, StatementVerified
from assistant.evidence import Evidence
from assistant.questions import Query, QuestionKind
from assistant.ranking import Ranked
from assistant.tables import toml
from corpus.spans import Span

MOST_PASSAGES = 6


def generate(
    query: Query, extracted: Answer, draft: Draft, ranked: Sequence[Ranked], writer: Writer, today: date
) -> Iterator[StatementVerified | AnswerFinished]:
    """Each sentence of the model that passes, from the one on that says what was extracted, and last the whole record.

    Where the model fails, or does not say what was extracted, the extracted answer is given with a notice. Its passages are the extracted
    ones and others of the same documents: no other document is heard.
    """
    passages = _passages(draft, ranked, today)
    verdict = draft.short_answer if QuestionKind.YES_NO in query.kinds and draft.answer.startswith(f"{draft.short_answer}，") else ""
    generation = Generation(writer, query.standalone, passages, _cores(query, draft), verdict)
    for statement in generation.run():
        yield StatementVerified(statement, tuple(generation.citations[number - 1] for number in statement.citations))
    if generation.stands:
        yield AnswerFinished(_generated(extracted, generation))
        return
    yield from verified(extracted)
    notice = str(toml("generation")["failed" if generation.failed else "refuted"])
    yield AnswerFinished(replace(extracted, notices=(*extracted.notices, notice), dropped=tuple(generation.dropped)))


def verified(answer: Answer) -> Iterator[StatementVerified]:
    """The statements of an answer, each with its citations."""
    for statement in answer.statements:
        yield StatementVerified(statement, tuple(answer.citations[number - 1] for number in statement.citations))


def _generated(extracted: Answer, generation: Generation) -> Answer:
    lead = f"{generation.verdict}，" if generation.verdict else ""
    withheld = str(toml("generation")["withheld"]).format(count=len(generation.dropped)) if generation.dropped else ""
    cited = {number for statement in generation.statements for number in statement.citations}
    return replace(
        extracted,
        answer=lead + "".join(statement.text for statement in generation.statements),
        statements=tuple(generation.statements),
        citations=tuple(citation for citation in generation.citations if citation.number in cited),
        notices=(*extracted.notices, withheld) if withheld else extracted.notices,
        generated_by=generation.writer.name,
        dropped=tuple(generation.dropped),
    )


def _cores(query: Query, draft: Draft) -> tuple[Core, ...]:
    is_list = QuestionKind.LIST in query.kinds
    return tuple(
        Core(number, reading.text, tuple(value.text for value in reading.values), is_list) for number, reading in enumerate(draft.readings)
    )


def _passages(draft: Draft, ranked: Sequence[Ranked], today: date) -> list[Passage]:
    """The sentences that were extracted from, then the best others of the same documents."""
    found = [_passage(reading.evidence, reading.span, today) for reading in draft.readings]
    documents = {passage.citation.document_id for passage in found}
    for item in ranked:
        evidence = item.evidence
        if len(found) >= MOST_PASSAGES:
            break
        if not evidence.is_heading and evidence.policy.document.source.document_id in documents:
            other = _passage(evidence, evidence.span, today)
            if is_proven(other.citation, evidence.policy) and not any(_overlap(other.citation, known.citation) for known in found):
                found.append(other)
    return found


def _passage(evidence: Evidence, span: Span, today: date) -> Passage:
    """The whole sentence, and what a reading takes in beyond it."""
    whole = Span(min(span.start, evidence.span.start), max(span.end, evidence.span.end))
    return Passage(cite(0, evidence.policy, whole, today), evidence.context)


def _overlap(first: Citation, second: Citation) -> bool:
    return first.document_id == second.document_id and first.raw_start < second.raw_end and second.raw_start < first.raw_end
