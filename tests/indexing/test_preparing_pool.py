"""Other processes prepare files as this one does, in order, and a lost one harms nothing."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from pickle import Unpickler, dumps
from subprocess import PIPE
from threading import Event
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.errors import DocumentError, UnreadableDocumentError
from indexing import preparing_pool
from indexing.building import ingest
from indexing.embedding import Role, StaticEmbedder
from indexing.library import Library
from indexing.preparing import Order, prepared
from indexing.preparing_pool import PreparingPool
from indexing.preparing_process import serve
from indexing.recipes import Recipes
from tests.indexing.conftest import PairEmbedder

TEXT = "某市会诊管理办法\n\n第一条 急会诊应当在{}分钟内到位，每半年至少开展一次培训。\n"


def an_order(minutes: int = 10, name: str = "a.txt") -> Order:
    return Order(Path(name), TEXT.format(minutes).encode(), f"/texts/{name}")


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preparing_pool, "FEW_FILES", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


@pytest.mark.usefixtures("many")
def test_other_processes_make_the_same_rows(tmp_path: Path) -> None:
    with PreparingPool(tmp_path, Recipes(), embedder=StaticEmbedder.shipped(), n_files=2) as pool:
        assert pool.is_ahead
        found, here = pool.begin(an_order())(), prepared(an_order(), Recipes())
        bad = pool.begin(Order(Path("b.txt"), b"\xff\xfe\x00\xd8\x00", "/texts/b.txt"))
        with pytest.raises(DocumentError, match=r"'b\.txt'"):
            bad()
    same = ("clauses", "references", "chunks", "obligations", "chunk_ids", "readings", "origins", "n_edits", "n_clauses")
    assert [getattr(found, name) for name in same] == [getattr(here, name) for name in same]
    assert found.obligations
    embedder = StaticEmbedder.shipped()
    assert found.embedded
    assert found.embedded.embedder == embedder.identity
    assert np.array_equal(found.embedded.vectors, embedder.embed(here.texts, role="passage"))


@pytest.mark.usefixtures("many")
def test_a_lost_process_loses_no_file(tmp_path: Path) -> None:
    with PreparingPool(tmp_path, Recipes(), embedder=StaticEmbedder.shipped(), n_files=2) as pool:
        for process in pool._processes:
            os.kill(process._process.pid, signal.SIGKILL)
        begun = [pool.begin(an_order(minutes)) for minutes in range(5)]
        assert [rows().document_id for rows in begun] == [prepared(an_order(minutes), Recipes()).document_id for minutes in range(5)]


@pytest.mark.usefixtures("many")
def test_many_files_come_in_as_few_do(library: Library, tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    for number in range(6):
        (texts / f"{number}.txt").write_text(TEXT.format(number), "utf-8")
    (texts / "3a.txt").write_text(TEXT.format(3), "utf-8")
    (texts / "4a.txt").write_text("", "utf-8")
    results = list(ingest(library, [texts]))
    names = ["0.txt", "1.txt", "2.txt", "3.txt", "3a.txt", "4.txt", "4a.txt", "5.txt"]
    assert [result.path.name for result in results] == names
    assert [result.status for result in results] == ["added"] * 4 + ["unchanged", "added", "failed", "added"]
    assert "4a.txt" in results[6].message
    assert library.verify() == []


def test_few_files_need_no_other_process(tmp_path: Path) -> None:
    with PreparingPool(tmp_path, Recipes(), embedder=StaticEmbedder.shipped(), n_files=2) as pool:
        assert not pool.is_ahead
        assert pool.begin(an_order())().n_clauses == 2


def test_the_process_answers_until_its_input_ends() -> None:
    orders, outcomes = BytesIO(dumps(an_order()) + dumps(Order(Path("b.exe"), b"MZ", "/b.exe"))), BytesIO()
    serve(orders, outcomes, Recipes())
    first, second = unpickled(outcomes.getvalue())
    assert first.document_id == prepared(an_order(), Recipes()).document_id
    assert isinstance(second, DocumentError)


def test_the_process_goes_on_while_nobody_reads() -> None:
    all_embedded = Event()
    went_on: list[bool] = []

    class Embedder(PairEmbedder):
        n_documents = 0

        def embed(self, texts: Sequence[str], *, role: Role) -> NDArray[np.float32]:
            self.n_documents += 1
            if self.n_documents == 3:
                all_embedded.set()
            return super().embed(texts, role=role)

    class Pipe(BytesIO):
        def write(self, data: Any) -> int:
            went_on.append(all_embedded.wait(10))
            return super().write(data)

    outcomes = Pipe()
    serve(BytesIO(b"".join(dumps(an_order(minutes)) for minutes in range(3))), outcomes, Recipes(), Embedder())
    assert went_on == [True] * 3
    assert len(unpickled(outcomes.getvalue())) == 3


def test_the_process_knows_the_respellings_of_the_home_and_ends_with_its_input(tmp_path: Path) -> None:
    (tmp_path / "respellings.tsv").write_text("急会珍\t急会诊\n", "utf-8")
    text = "某市会诊管理办法\n\n第一条 每一年笼盖查抄步履，轨制不克不及小我平易近康健，急会珍要快。\n"
    order = Order(Path("a.txt"), text.encode(), "/a.txt")
    command = [sys.executable, "-m", "indexing.preparing_process", str(tmp_path)]
    done = subprocess.run(command, input=dumps(order), capture_output=True, cwd=Path(__file__).parents[2], check=True)
    [rows] = unpickled(done.stdout)
    assert "急会诊要快" in rows.document["clean"]


def test_a_process_that_fails_ends_and_leaves_its_files_to_others() -> None:
    # Nothing can be made of an order without a name: the process answers what came before, and ends though its input stays open.
    orders = dumps(an_order()) + dumps(Order(None, b"", "/a.txt"))  # type: ignore[arg-type] # what no caller does
    command = [sys.executable, "-m", "indexing.preparing_process", "/nowhere"]
    with subprocess.Popen(command, stdin=PIPE, stdout=PIPE, stderr=PIPE, cwd=Path(__file__).parents[2]) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write(orders)
        process.stdin.flush()
        [rows] = unpickled(process.stdout.read())
        assert "AttributeError" in process.stderr.read().decode()
        assert process.wait(10) == 1
    assert rows.document_id == prepared(an_order(), Recipes()).document_id


def unpickled(written: bytes) -> list[Any]:
    stream, found = BytesIO(written), []
    while stream.tell() < len(written):
        found.append(Unpickler(stream).load())  # noqa: S301 -- what the process under test has just written
    return found


def test_nul_characters_are_told_of() -> None:
    with pytest.raises(UnreadableDocumentError):
        prepared(Order(Path("a.txt"), b"\x00" * 40, "/a.txt"), Recipes())
