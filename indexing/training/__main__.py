"""`python -m indexing.training DATA --questions FOLDER --output FOLDER`: trains the embedding model and measures it.

DATA holds `laws/` (Markdown) and `reading/` (JSON lines of passages with questions), the folder of questions tables of what people ask of
these laws. A tenth of the laws and a fifth of the passages are never trained on, and neither is what is asked of a fifth of the laws; the
figures are of those.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from indexing.static_model import UNKNOWN, StaticModel, word_tokenizer
from indexing.training.asked import Asked, asked_articles, by_title, is_kept, read_asked
from indexing.training.laws import HELD_OUT_LAWS_PERCENT, Law, held_out, read_laws
from indexing.training.loop import Recipe, train
from indexing.training.measuring import measure, people_sets, retrieval_sets
from indexing.training.pairs import Mixture, batches
from indexing.training.reading import Passage, read_passages
from indexing.training.tokens import RememberedTokens
from indexing.training.vocabulary import vocabulary
from indexing.training.word_vectors import WordVectors, read_word_vectors

HELD_OUT_PASSAGES_PERCENT = 20


def main(arguments: Sequence[str] | None = None) -> int:
    """Trains, saves and measures; returns the exit code."""
    options = _options(arguments)
    missing = [path for path in (options.data / "laws", options.data / "reading") if not path.is_dir()]
    if missing:
        _say(f"There is no folder {str(missing[0])!r}; DATA must hold laws/ and reading/")
        return 2
    laws, passages = read_laws(options.data / "laws"), read_passages(options.data / "reading")
    asked = read_asked(options.questions) if options.questions else []
    recipe = Recipe(steps=options.steps, n_tokens=options.tokens, dimensions=options.dimensions)
    known = read_word_vectors(options.vectors) if options.vectors else None
    model = train_model(laws, passages, asked, known=known, recipe=recipe, mixture=Mixture())
    model.save(options.output)
    kept = [law for law in laws if _law_is_held_out(law)]
    for retrieval in (*retrieval_sets(kept, passages, _passage_is_held_out), *people_sets(laws, asked)):
        _say(str(measure(model.vectors, retrieval)))
    return 0


def train_model(
    laws: Sequence[Law],
    passages: Sequence[Passage],
    asked: Sequence[Asked] = (),
    *,
    known: WordVectors | None = None,
    recipe: Recipe,
    mixture: Mixture,
) -> StaticModel:
    """The model that `recipe` makes of what is not held out; the same for the same data on the same machine."""
    learnt = asked_articles([law for law in by_title(laws).values() if not is_kept(law)], asked)
    laws = [law for law in laws if not _law_is_held_out(law)]
    passages = [passage for passage in passages if not _passage_is_held_out(passage)]
    probabilities = vocabulary(
        laws=(article.text for law in laws for article in law.articles),
        reading=(text for passage in passages for text in (passage.text, *passage.questions)),
        size=recipe.n_tokens - 1,
    )
    model = StaticModel(word_tokenizer(probabilities), np.zeros((recipe.n_tokens, recipe.dimensions), dtype=np.float32))
    weights = train(
        batches(laws, passages, learnt, size=recipe.batch_size, mixture=mixture, seed=recipe.seed),
        token_ids=RememberedTokens(model.token_ids),
        probabilities={UNKNOWN: 1.0, **probabilities},
        known=known,
        recipe=recipe,
        report=_say,
    )
    return replace(model, weights=weights)


def _law_is_held_out(law: Law) -> bool:
    return held_out(law.path, HELD_OUT_LAWS_PERCENT)


def _passage_is_held_out(passage: Passage) -> bool:
    return held_out(passage.text, HELD_OUT_PASSAGES_PERCENT)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m indexing.training", description="Trains the embedding model that ships with Youju.")
    parser.add_argument("data", type=Path, metavar="DATA", help="a folder with laws/ and reading/")
    parser.add_argument("--questions", type=Path, metavar="FOLDER", help="tables of questions on laws, in the words of those who ask")
    parser.add_argument("--vectors", type=Path, metavar="ARCHIVE", help="the archive of synonyms 3.10.2: word vectors to start with")
    parser.add_argument("--output", type=Path, required=True, metavar="FOLDER", help="where the model is written")
    for name in ("steps", "n_tokens", "dimensions"):
        default = getattr(Recipe(), name)
        parser.add_argument(f"--{name.removeprefix('n_')}", type=int, default=default, metavar="N", help=f"default: {default}")
    return parser.parse_args(arguments)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
