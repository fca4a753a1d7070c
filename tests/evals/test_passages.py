"""The right text of a haystack is told from the others."""

import numpy as np
from numpy.typing import NDArray

from evals.tasks.passages import measure
from indexing.haystacks import Haystack, Text


class Counting:
    """Embeds a text as the counts of a few characters, at unit length."""

    identity = "counting"
    dimensions = 4

    def embed(self, texts: list[str], *, role: str) -> NDArray[np.float32]:
        counts = np.array([[text.count(letter) for letter in "水火木土"] for text in texts], dtype=np.float32)
        lengths = np.linalg.norm(counts, axis=1, keepdims=True)
        return np.divide(counts, lengths, out=counts, where=lengths > 0)


def test_every_way_finds_a_text_that_both_halves_like() -> None:
    texts = (Text("水库的水从山上来"), Text("火炉里的火很旺"), Text("木匠用木头做木桌"))
    reports = measure(Haystack("own", texts, (("水库的水从哪里来", 0), ("木桌用什么木头做", 2))), Counting())
    assert [report.name for report in reports] == [
        "passages.own.hybrid", "passages.own.sparse", "passages.own.dense", "passages.own.reciprocal_ranks",
    ]  # fmt: skip
    assert {report.summary["recall@1"] for report in reports} == {1.0}
