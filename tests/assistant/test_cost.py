"""What an answer costs, counted in work done and against a loop that is timed beside it: so that it holds on any machine."""

from collections.abc import Callable, Mapping
from time import process_time

import pytest

from assistant import ranking
from assistant.service import Assistant
from corpus.documents import Header, Policy
from indexing.hits import Hit
from tests.assistant.fakes import FakeLibrary, an_assistant
from tests.builders import TODAY, a_policy

PLAIN = "急会诊多久到位？"
COMPARING = "急会诊和普通会诊的时限有什么区别？"

# A question costs about 5 of the loops; the rest is for noise.
MOST_LOOPS = 15
ROUNDS = 7


def _regulation(number: int) -> Policy:
    articles = (
        f"第{word}条 急会诊在请求发出后{number + place}分钟内到位，普通会诊在{place + 20}小时内完成；"
        f"会诊记录由第{number}医务部门保存，会诊单合格率不低于{60 + place}%。\n"
        for place, word in enumerate("一二三四五六七八九", 1)
    )
    return a_policy(f"某市医院会诊办法之{number}\n{''.join(articles)}", name=f"{number}.txt")


POLICIES = [_regulation(number) for number in range(1, 9)]


class CountingLibrary(FakeLibrary):
    """Counts what it is asked for; the headers are the same mapping every time, as in a library that does not change."""

    def __init__(self, *policies: Policy) -> None:
        super().__init__(*policies)
        self.n_searches = 0
        self.read: list[str] = []
        self._headers = super().headers()

    def headers(self) -> Mapping[str, Header]:
        return self._headers

    def policy(self, document_id: str) -> Policy:
        self.read.append(document_id)
        return super().policy(document_id)

    def search(self, text: str, **options: object) -> list[Hit]:
        self.n_searches += 1
        return super().search(text, **options)  # type: ignore[arg-type] # the options are those of a search


@pytest.fixture
def library():
    return CountingLibrary(*POLICIES)


@pytest.mark.parametrize(
    ("question", "n_searches"),
    [
        pytest.param(PLAIN, 1, id="one search"),
        pytest.param("急会珍多久到位？", 2, id="one more where a slip is mended"),
        pytest.param(COMPARING, 3, id="one more for each side of a comparison"),
    ],
)
def test_a_question_searches_no_more_than_it_must(library, question, n_searches):
    Assistant(library, library, lambda: TODAY).ask(question)
    assert library.n_searches == n_searches


def test_a_question_reads_each_document_once(library):
    Assistant(library, library, lambda: TODAY).ask(PLAIN)
    assert len(library.read) == len(set(library.read)) > 1


def test_a_sentence_is_weighed_once(library, monkeypatch):
    weighed = []
    features_of = ranking.features_of
    monkeypatch.setattr(
        ranking, "features_of", lambda query, evidence, weigher: weighed.append(evidence) or features_of(query, evidence, weigher)
    )
    Assistant(library, library, lambda: TODAY).ask(PLAIN)
    assert len({(evidence.policy.document.source.document_id, evidence.span) for evidence in weighed}) == len(weighed) > 1


def test_each_stage_of_an_answer_is_told():
    told = []
    assistant = an_assistant(*POLICIES)
    assistant.stages.note = lambda stage, seconds: told.append(stage) if seconds >= 0 else None
    assistant.ask(PLAIN)
    assert told == ["understand", "search", "mend", "rank", "compose"]


def test_an_answer_takes_no_longer_than_a_few_loops_over_as_much_text():
    assistant = an_assistant(*POLICIES)
    questions = [PLAIN, "会诊记录由谁保存", "会诊单合格率要达到多少", "普通会诊几小时内完成"]
    asked = _least(lambda: [assistant.ask(question) for question in questions])
    looped = _least(_loop)
    assert asked / len(questions) < MOST_LOOPS * looped


def _least(work: Callable[[], object]) -> float:
    """The processor time of work without what disturbs it, in seconds."""

    def once() -> float:
        began = process_time()
        work()
        return process_time() - began

    return min(once() for _ in range(ROUNDS))


def _loop() -> int:
    """Looks for four words in as much text as a search brings, over and over."""
    sentences = [f"急会诊在请求发出后{number}分钟内到位" for number in range(100)]
    return sum(word in sentence for word in ("会诊", "到位", "分钟", "小时") for sentence in sentences * 50)
