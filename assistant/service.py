"""The assistant: one stream of events from a question to a verified answer."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from time import perf_counter
from typing import Protocol

from assistant.answers import Answer, Citation, NoAnswer
from assistant.citations import cite, is_proven, problems_of
from assistant.comparing import names_value, sides
from assistant.composing.extractive import Draft
from assistant.composing.writer import Writer
from assistant.drafting import Drafted, compared, drafts, looked_up, paired
from assistant.events import AnswerFinished, Event, EvidenceFound, answer_of, warned
from assistant.evidence import Evidence, Policies, gather
from assistant.following import past_former
from assistant.generating import generate, verified
from assistant.heads import head_reading
from assistant.known import Knowing
from assistant.lookup import Address, address_of, at_address, documents_asked
from assistant.machine_talk import is_machine_talk
from assistant.meant import OF_HEADS, member_asked, pointed
from assistant.questions import Query
from assistant.ranking import Ranked, rank
from assistant.replying import answered, milliseconds_since, refused
from assistant.scopes import FORMULA, asks_own_rule, asks_scope
from assistant.stages import Stages
from assistant.understanding import MAX_CHARACTERS, understand
from assistant.versions import binding, chosen_among, left_aside, moment_of
from assistant.vocabulary import WordsOf
from assistant.weighing import Weigher
from corpus.documents import Header, Policy
from corpus.errors import NotFoundError
from corpus.places import may_speak_for, speaks_for
from indexing.hits import Hit, Searcher

HITS = 20

# Documents are taken out and replaced while questions are answered; one that goes on a third time between search and reading is a defect.
MOST_ATTEMPTS = 3

WorkedOut = tuple[Query, Weigher, Sequence[Ranked], tuple[Answer, Draft] | None]


class Catalogue(Policies, Protocol):
    """The documents that there are."""

    def headers(self) -> Mapping[str, Header]:
        """The headers of all documents, by document id; another mapping where they are others."""
        ...


class Lists(Protocol):
    """What knows whole lists of duties."""

    def reply(self, question: str, place: str) -> Answer | NoAnswer | None:
        """Every duty that a question for a list asks for, or that there is none; `None` where the question asks for something else."""
        ...


@dataclass(frozen=True, slots=True)
class Assistant:
    """Answers questions over the documents of a catalogue.

    `today` gives the date on which validity is judged. `writer`, where there is one, words the answers; English questions are answered
    without it, since the gate reads Chinese. `lists`, where there is one, answers questions for lists of duties, completely. `warnings`
    gives what every answer has to say of the state of the search. `stages` tells how long each took.
    """

    searcher: Searcher
    catalogue: Catalogue
    today: Callable[[], date]
    writer: Writer | None = None
    lists: Lists | None = None
    warnings: Callable[[], tuple[str, ...]] = tuple
    stages: Stages = field(default_factory=Stages, repr=False, compare=False)
    _knowing: Knowing = field(default_factory=Knowing, init=False, repr=False, compare=False)

    def ask(self, question: str, *, history: Sequence[str] = (), place: str = "") -> Answer | NoAnswer:
        """The answer to a question; `stream` drained.

        Raises:
            QuestionError: the question is empty or too long.
        """
        return answer_of(self.stream(question, history=history, place=place))

    def stream(self, question: str, *, history: Sequence[str] = (), place: str = "") -> Iterator[Event]:
        """What happens on the way to an answer: the evidence, each verified statement, and last the whole record.

        Args:
            question: as it was typed.
            history: the questions asked before in this conversation, oldest first.
            place: the place that the asker speaks for, used where the question names none.

        Raises:
            QuestionError: the question is empty or too long.
        """
        yield from warned(self._events(question, history, place), self.warnings())

    def _events(self, question: str, history: Sequence[str], place: str) -> Iterator[Event]:
        started = perf_counter()
        listed = self.lists.reply(question, place) if self.lists and not history else None
        if listed:
            yield from _told(listed, started)
            return
        query, weigher, ranked, found = self._worked_out(question, history, place, started)
        yield EvidenceFound(query.standalone, tuple(dict.fromkeys(item.evidence.clause.label for item in ranked[:HITS])))
        if found is None:
            covered = not query.places or any(self._has_text_for(place, own=asks_own_rule(query.asked)) for place in query.places)
            yield AnswerFinished(refused(query, ranked, weigher, self.today(), started, place_covered=covered))
            return
        answer, draft = found
        if self.writer and not query.english:
            for event in generate(query, answer, draft, ranked, self.writer, self.today()):
                yield _timed(event, started)
            return
        yield from verified(answer)
        yield AnswerFinished(answer)

    def _worked_out(self, question: str, history: Sequence[str], place: str, started: float) -> WorkedOut:
        """The question, what was found for it, and its answer, where there is one; anew where a document was taken out on the way."""
        for attempt in range(MOST_ATTEMPTS):
            try:
                query, weigher, ranked = self._ranked(question, history, place)
                with self.stages.timed("compose"):
                    return query, weigher, ranked, self._found(query, weigher, ranked, place, started)
            except NotFoundError:
                if attempt + 1 == MOST_ATTEMPTS:
                    raise
        raise AssertionError("The last attempt returns or raises")

    def search(self, text: str, *, limit: int = 10, document_ids: frozenset[str] | None = None) -> list[Hit]:
        """The chunks that fit what a text asks for, best first: the ranking that answers are read from.

        Args:
            text: A question, or words; what is longer than a question can be is searched for as it stands.
            limit: How many hits are wanted.
            document_ids: Where given, the only documents looked at.

        Raises:
            QuestionError: The text is empty, or `limit` is below 1.
        """
        if len(text) > MAX_CHARACTERS:
            return self.searcher.search(text, limit=limit, document_ids=document_ids)
        return self.find(text, limit=limit, document_ids=document_ids)[1]

    def find(
        self,
        question: str,
        history: Sequence[str] = (),
        place: str = "",
        *,
        limit: int = HITS,
        document_ids: frozenset[str] | None = None,
    ) -> tuple[Query, list[Hit]]:
        """The question understood, and the chunks found for it; once more where they show that it holds a slip."""
        headers = self.catalogue.headers()
        looked_at = headers if document_ids is None else {each: headers[each] for each in document_ids if each in headers}
        known = self._knowing.of(headers)
        with self.stages.timed("understand"):
            query = pointed(understand(question, history=history, place=place, known=known), looked_at)
        with self.stages.timed("search"):
            hits = self._hits(query, headers, limit, document_ids)
        with self.stages.timed("mend"):
            vocabulary = WordsOf.of(f"{hit.chunk.context}\n{hit.chunk.text}" for hit in hits)
            mended = pointed(understand(question, history=history, place=place, known=known, vocabulary=vocabulary), looked_at)
            return mended, hits if mended.standalone == query.standalone else self._hits(mended, headers, limit, document_ids)

    def _hits(self, query: Query, headers: Mapping[str, Header], limit: int, document_ids: frozenset[str] | None) -> list[Hit]:
        """The chunks found in the documents that a question names, else in all, those of the place that it names looked for apart."""
        named = _among(self._knowing.titled(headers, query.titles), document_ids)
        text = f"{query.search_text} {FORMULA}" if asks_scope(query.asked) else query.search_text
        terms = query.search_terms
        found = self.searcher.search(text, terms=terms, limit=limit, document_ids=named or document_ids)
        local = _among(self._knowing.placed(headers, query.places), document_ids)
        if named or not local:
            return found
        best = {hit.chunk.chunk_id: hit for hit in (*found, *self.searcher.search(text, terms=terms, limit=limit, document_ids=local))}
        return sorted(best.values(), key=lambda hit: -hit.score)[:limit]

    def _ranked(self, question: str, history: Sequence[str], place: str) -> tuple[Query, Weigher, Sequence[Ranked]]:
        """The question understood, what its words weigh, and the sentences that may answer it, best first."""
        query, hits, aside = self._found_then(*self.find(question, history, place), place)
        with self.stages.timed("rank"):
            evidences = [evidence for evidence in gather(hits, self.catalogue) if may_speak(evidence, query)]
            weigher = Weigher.of(query, evidences)
            ranked = past_former(query, history, rank(query, evidences, weigher), weigher)
            return query, weigher, binding(ranked, aside)

    def _found_then(self, query: Query, hits: list[Hit], place: str) -> tuple[Query, list[Hit], frozenset[str]]:
        """The question and its hits in the versions that it means, and the documents that those go before.

        A time that a question names chooses among the versions of the text that it is about, and then is not what is asked.
        """
        headers = self.catalogue.headers()
        followings = self._knowing.followings(headers)
        moment = moment_of(query.standalone, self.today()) if followings else None
        if moment is None or not hits or not chosen_among(followings, hits[0].chunk.document_id):
            near = self._knowing.followings_of(headers, {hit.chunk.document_id for hit in hits})
            return query, hits, left_aside(near, None, self.today())
        aside = left_aside(followings, moment, self.today())
        timeless, found = self.find(query.standalone.replace(moment.words, ""), (), place)
        then = [hit for hit in found if hit.chunk.document_id not in aside]
        return replace(timeless, question=query.question, standalone=query.standalone, moment=moment), then, frozenset()

    def _found(self, query: Query, weigher: Weigher, ranked: Sequence[Ranked], place: str, started: float) -> tuple[Answer, Draft] | None:
        """The answer: a clause at its address, what a head tells, the sides of a comparison, or what the best evidence says."""
        if query.is_open or (
            query.places and asks_own_rule(query.asked) and not any(self._has_text_for(place, own=True) for place in query.places)
        ):
            return None
        address = address_of(query.standalone)
        if address:
            return self._at_address(query, address, weigher, ranked, started)
        meant = documents_asked(query, self.catalogue.headers(), ()) if query.titles and member_asked(query) else []
        if len(meant) == 1:
            told = self._at_head(query, self.catalogue.policy(meant[0]), weigher, started)
            if told or query.kind in OF_HEADS:
                return told
        both = paired(query, ranked, weigher)
        shown = self._shown(query, both, started) if both else None
        if shown:
            return shown
        asked = sides(query, query.titles)
        if names_value(asked):
            return self._compared(query, asked, place, started) or self._answer(query, ranked, weigher, started)
        return self._answer(query, ranked, weigher, started) or self._compared(query, asked, place, started)

    def _has_text_for(self, place: str, *, own: bool) -> bool:
        """Whether there is a text that binds at a place, or one of its `own`."""
        headers = self.catalogue.headers()
        return bool(self._knowing.placed(headers, [place])) if own else any(speaks_for(header, place) for header in headers.values())

    def _at_address(
        self, query: Query, address: Address, weigher: Weigher, ranked: Sequence[Ranked], started: float
    ) -> tuple[Answer, Draft] | None:
        headers = self.catalogue.headers()
        aside = left_aside(self._knowing.followings(headers), query.moment, self.today())
        near = [item.evidence.policy.document.source.document_id for item in ranked]
        asked = documents_asked(query, headers, near)
        policies = map(self.catalogue.policy, [each for each in asked if each not in aside] or asked)
        drafted = looked_up(query, at_address(address, policies), weigher)
        return self._shown(query, drafted, started) if drafted else None

    def _at_head(self, query: Query, policy: Policy, weigher: Weigher, started: float) -> tuple[Answer, Draft] | None:
        reading = head_reading(query, policy)
        drafted = looked_up(query, [reading], weigher) if reading else None
        return self._shown(query, drafted, started) if drafted else None

    def _compared(self, query: Query, asked: Sequence[str], place: str, started: float) -> tuple[Answer, Draft] | None:
        """The answer to a comparison out of the answers about each side; none where one of them is not found."""
        drafted = compared([self._ranked(side, (), place) for side in asked])
        return self._shown(query, drafted, started) if drafted else None

    def _answer(self, query: Query, ranked: Sequence[Ranked], weigher: Weigher, started: float) -> tuple[Answer, Draft] | None:
        """The answer on the best evidence that can answer, where it can be trusted and proven."""
        shown = (self._shown(query, drafted, started) for drafted in drafts(query, ranked, weigher))
        return next((answer for answer in shown if answer), None)

    def _shown(self, query: Query, drafted: Drafted, started: float) -> tuple[Answer, Draft] | None:
        """A draft as an answer, where it is proven."""
        citations = self._proven(drafted.draft)
        return (answered(query, drafted, citations, self.today(), started), drafted.draft) if citations else None

    def _proven(self, draft: Draft) -> tuple[Citation, ...]:
        """The citations of a draft; none where a quote is not in the stored original, or the draft says a value that they do not."""
        pairs = [(reading, cite(i, reading.evidence.policy, reading.span, self.today())) for i, reading in enumerate(draft.readings, 1)]
        citations = tuple(citation for _, citation in pairs)
        proven = all(is_proven(citation, reading.evidence.policy) for reading, citation in pairs)
        supported = not any(problems_of(statement, citations[i.start : i.stop]) for statement, i in draft.statements())
        return citations if proven and supported else ()


def _among(found: frozenset[str], document_ids: frozenset[str] | None) -> frozenset[str]:
    """Those of some documents that are among the only ones looked at."""
    return found if document_ids is None else found & document_ids


def may_speak(evidence: Evidence, query: Query) -> bool:
    """Whether a sentence speaks to people, and may answer for the places that a question names."""
    return not is_machine_talk(evidence.text) and may_speak_for(evidence.header, evidence.before + evidence.text, query.places)


def _told(reply: Answer | NoAnswer, started: float) -> Iterator[Event]:
    """What happens on the way to a reply that no sentence had to be looked for."""
    citations = reply.citations if isinstance(reply, Answer) else ()
    yield EvidenceFound(reply.standalone_question, tuple(dict.fromkeys(citation.clause_label for citation in citations)))
    if isinstance(reply, Answer):
        yield from verified(reply)
    yield _timed(AnswerFinished(reply), started)


def _timed(event: Event, started: float) -> Event:
    """The event, its answer with the time that it took by now."""
    if not isinstance(event, AnswerFinished):
        return event
    return AnswerFinished(replace(event.answer, elapsed_ms=milliseconds_since(started)))
