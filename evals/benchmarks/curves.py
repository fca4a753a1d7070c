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


def draw(rungs: Sequence[Mapping[str, float]], path: Path) -> bool:
    """Writes a picture of all rungs, its kind told by the suffix; `False` where matplotlib is not installed."""
    if find_spec("matplotlib") is None:
        return False
    from matplotlib.figure import Figure  # noqa: PLC0415 -- comes with the extra `bench`

    picture = Figure(figsize=(12, 6), layout="constrained")
    for axes, (title, names) in zip(picture.subplots(2, 3).flat, PANELS.items(), strict=True):
        for name in names:
            axes.plot([rung["chunks"] for rung in rungs], [rung[name] for rung in rungs], marker="o", label=name)
        axes.set(title=title, xlabel="chunks", xscale="log", yscale="log")
        axes.legend(fontsize="small")
        axes.grid(visible=True, which="both", alpha=0.3)
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.savefig(path)
    return True
