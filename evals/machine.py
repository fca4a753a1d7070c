"""What figures were measured on."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from typing import Any

# What decides the figures besides the code itself.
LIBRARIES = ("youju", "chromadb", "jieba", "rjieba", "tantivy", "numpy", "tokenizers", "opencc")


def machine() -> dict[str, Any]:
    """What the figures were measured on: processors, system, Python, versions of the libraries that decide them."""
    return {
        "cpu_count": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "versions": {name: _version(name) for name in LIBRARIES},
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
