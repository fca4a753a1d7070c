"""Draws how a library's costs grow; the only module that knows matplotlib, which need not be installed."""

from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

# The title of each drawing, and the figures that it shows.
PANELS: Mapping[str, tuple[str, ...]] = {
    "milliseconds to search": ("search_p50_ms", "search_p95_ms", "search_p99_ms"),
    "milliseconds to answer": ("answer_p50_ms", "answer_p95_ms", "answer_p99_ms"),
    "milliseconds for one document": ("add_ms", "replace_ms", "remove_ms"),
    "chunks a second": ("ingest_per_second",),
    "megabytes": ("disk_mb", "memory_mb"),
    "seconds to the first answer": ("start_seconds", "start_after_ingest_seconds"),
}

# Those whose figures are drawn on a scale of powers.
POWERS = {"megabytes"}


def draw(rungs: Sequence[Mapping[str, float]], path: Path) -> bool:
    """Writes a picture of all rungs, its kind told by the suffix; `False` where matplotlib is not installed."""
    if find_spec("matplotlib") is None:
        return False
    from matplotlib.figure import Figure  # noqa: PLC0415 -- comes with the extra `bench`

    picture = Figure(figsize=(12, 6), layout="constrained")
    for axes, (title, names) in zip(picture.subplots(2, 3).flat, PANELS.items(), strict=True):
        for name in names:
            axes.plot([rung["chunks"] for rung in rungs], [rung[name] for rung in rungs], marker="o", label=_label(name))
        axes.set(title=title, xlabel="chunks", xscale="log")
        # What grows with the logarithm of the size is a straight line on an even scale, what grows with the size on one of powers.
        axes.set(yscale="log") if title in POWERS else axes.set_ylim(bottom=0)
        axes.yaxis.set_major_formatter("{x:,g}")
        axes.xaxis.set_major_formatter("{x:,g}")
        axes.grid(visible=True, alpha=0.3)
        if len(names) > 1:
            axes.legend(fontsize="small", frameon=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.savefig(path)
    return True


def _label(name: str) -> str:
    """What a line is called where the title says what it is of.

    >>> _label("search_p95_ms"), _label("add_ms"), _label("start_after_ingest_seconds")
    ('p95', 'add', 'start after ingest')
    """
    return name.removeprefix("search_").removeprefix("answer_").rpartition("_")[0].replace("_", " ")
