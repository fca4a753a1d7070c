"""What the words' parts are to start with."""

import numpy as np
import torch

from indexing.training.starting import first_parts
from indexing.training.word_vectors import WordVectors

TOKENS = ["停业", "歇业", "血库", "生词"]
KNOWN = WordVectors(("停业", "歇业", "血库"), np.array([[0.8, 0.6, 0.0], [0.6, 0.8, 0.0], [0.0, 0.0, 1.0]], dtype=np.float32))


def test_known_words_stand_to_each_other_as_they_did() -> None:
    parts = first_parts(TOKENS, KNOWN, dimensions=64, known_share=1.0, seed=1)
    centred = torch.nn.functional.normalize(torch.from_numpy(KNOWN.vectors - KNOWN.vectors.mean(axis=0)), dim=-1)
    torch.testing.assert_close(parts[:3] @ parts[:3].T, centred @ centred.T, atol=1e-5, rtol=0)


def test_other_words_are_left_to_chance() -> None:
    alone = first_parts(TOKENS, None, dimensions=64, known_share=0.5, seed=1)
    mixed = first_parts(TOKENS, KNOWN, dimensions=64, known_share=0.5, seed=1)
    torch.testing.assert_close(mixed[3], alone[3])
    assert not torch.allclose(mixed[:3], alone[:3])
    assert torch.equal(mixed, first_parts(TOKENS, KNOWN, dimensions=64, known_share=0.5, seed=1))


def test_fewer_dimensions_than_the_known_vectors_have_will_do() -> None:
    assert first_parts(TOKENS, KNOWN, dimensions=2, known_share=0.5, seed=1).shape == (4, 2)
