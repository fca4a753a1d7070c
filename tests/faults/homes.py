"""A small home for tests of faults, in an old and a new state, and the questions that tell which of the two it shows."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from assistant.answers import Answer
from assistant.service import Assistant
from indexing.building import ingest_bytes
from indexing.embedding import StaticEmbedder
from indexing.library import Library

TODAY = date(2026, 11, 22)

OLD = {
    "会诊.txt": "滨海市医院会诊管理办法\n第一条 急会诊应当在请求送达后10分钟内到位。\n第二条 普通会诊应当在24小时内完成。\n",
    "病历.txt": "滨海市病历保管规定\n第一条 门诊病历由医疗机构保管的，保存不少于15年。\n第二条 住院病历的保存时间不少于30年。\n",
    "消防.txt": "滨海市医院消防检查规定\n第一条 灭火器应当每季度检查一次。\n第二条 消防演练应当每半年举行一次。\n",
    "食堂.txt": "滨海市医院食堂卫生规定\n第一条 餐具应当每餐消毒。\n第二条 留样食品应当冷藏保存48小时。\n",
}
NEW = {
    "会诊.txt": "滨海市医院会诊管理办法\n第一条 急会诊应当在请求送达后15分钟内到位。\n第二条 普通会诊应当在24小时内完成。\n",
    "血库.txt": "滨海市输血管理规定\n第一条 血液标本应当保存不少于7天。\n第二条 取血后应当在30分钟内开始输注。\n",
}
REMOVED = "病历.txt"

# Each asks about one file.
QUESTIONS = {
    "急会诊多久到位": "会诊.txt",
    "门诊病历要保存多少年": "病历.txt",
    "灭火器多久检查一次": "消防.txt",
    "留样食品要冷藏保存多久": "食堂.txt",
    "取血后多久开始输注": "血库.txt",
}
OLD_REPLIES = {"会诊.txt": "10分钟", "病历.txt": "15年", "消防.txt": "每季度", "食堂.txt": "48小时", "血库.txt": ""}
NEW_REPLIES = {**OLD_REPLIES, "会诊.txt": "15分钟", "血库.txt": "30分钟"}
LEFT_REPLIES = {**OLD_REPLIES, REMOVED: ""}


@cache
def embedder() -> StaticEmbedder:
    return StaticEmbedder.shipped()


@contextmanager
def opened(home: Path) -> Iterator[Library]:
    with Library.open(home, embedder=embedder()) as library:
        yield library


def take_in(library: Library, texts: Mapping[str, str]) -> Iterator[str]:
    """Ingests texts, each from the origin of its name, and names each as it is done."""
    library.own()
    try:
        for name, text in texts.items():
            result = ingest_bytes(library, text.encode(), source_name=name, origin=f"upload:{name}")
            assert result.status in {"added", "replaced"}, result
            yield name
    finally:
        library.flush()


def make_home(home: Path) -> Path:
    """A home with the old texts."""
    with opened(home) as library:
        assert list(take_in(library, OLD)) == list(OLD)
    return home


def replies(library: Library) -> dict[str, str]:
    """What is answered, by the file that is asked about; empty where there is no basis."""
    assistant = Assistant(library.searcher, library, lambda: TODAY)
    found = {name: assistant.ask(question) for question, name in QUESTIONS.items()}
    return {name: reply.short_answer or reply.answer if isinstance(reply, Answer) else "" for name, reply in found.items()}


@dataclass(frozen=True)
class Allowed:
    """What the home may answer: as before the change or as after it, and only as after it where that was acknowledged."""

    before: Mapping[str, str]
    after: Mapping[str, str]

    def wrong(self, given: Mapping[str, str], acknowledged: frozenset[str] = frozenset()) -> list[str]:
        """One line for each answer that may not be."""
        found = []
        for name, reply in given.items():
            wanted = [self.after[name]] if name in acknowledged else [self.before[name], self.after[name]]
            if not any(each in reply if each else not reply for each in wanted):
                found.append(f"{name}: {reply!r} instead of {wanted}")
        return found
