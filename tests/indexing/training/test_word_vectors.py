"""Word vectors that others made."""

import tarfile
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import SettingsError
from indexing.training.word_vectors import MEMBER, parsed, read_word_vectors


def _file(rows: dict[str, list[float]], after: bytes = b"\n") -> bytes:
    dimensions = len(next(iter(rows.values())))
    lines = [word.encode() + b" " + np.array(row, "<f4").tobytes() + after for word, row in rows.items()]
    return f"{len(rows)} {dimensions}\n".encode() + b"".join(lines)


@pytest.mark.parametrize("after", [b"\n", b""], ids=["a line each", "one after the other"])
def test_words_and_vectors_of_unit_length_are_read(after):
    vectors = parsed(_file({"停业": [3.0, 4.0], "歇业": [0.0, 2.0]}, after))
    assert vectors.words == ("停业", "歇业")
    np.testing.assert_allclose(vectors.vectors, [[0.6, 0.8], [0.0, 1.0]], rtol=1e-6)
    assert vectors.rows["歇业"] == 1


def test_other_vectors_than_the_known_ones_are_refused(tmp_path: Path):
    (tmp_path / "words.vector").write_bytes(_file({"停业": [3.0, 4.0]}))
    with pytest.raises(SettingsError, match="not those of synonyms"):
        read_word_vectors(tmp_path / "words.vector")


@pytest.mark.parametrize(("name", "message"), [(MEMBER, "not those of synonyms"), ("other", "There is no")])
def test_an_archive_is_looked_into(tmp_path: Path, name: str, message: str):
    (tmp_path / "words.vector").write_bytes(_file({"停业": [3.0, 4.0]}))
    with tarfile.open(tmp_path / "made.tar.gz", "w:gz") as made:
        made.add(tmp_path / "words.vector", name)
    with pytest.raises(SettingsError, match=message):
        read_word_vectors(tmp_path / "made.tar.gz")
