"""The first answer on the shell needs little: what takes long to import is not imported."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

# Libraries that take a tenth of a second and more, or drag such ones in; an answer from the shell compares with every vector itself.
HEAVY = {
    "chromadb", "fastapi", "httpx", "icalendar", "jieba", "langchain", "langchain_core", "lxml", "mcp", "onnxruntime", "openai",
    "openpyxl", "opentelemetry", "pandas", "prometheus_client", "pypdfium2", "rapidocr", "scipy", "sentence_transformers", "sklearn",
    "starlette", "torch", "trafilatura", "transformers", "uvicorn", "websockets",
}  # fmt: skip
_IMPORTED = re.compile(r"^import time:\s+\d+ \|\s+\d+ \|\s+(\S+)$", re.MULTILINE)
_PROGRAM = "import sys; from api.cli import main; sys.exit(main(sys.argv[1:]))"


def imported(home: Path, *arguments: str) -> set[str]:
    """The modules that a command imports."""
    command = [sys.executable, "-X", "importtime", "-c", _PROGRAM, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "YOUJU_HOME": str(home)}, check=False)
    assert done.returncode in {0, 4}, done.stderr[-2000:]
    return set(_IMPORTED.findall(done.stderr))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cold")
    (folder / "a.txt").write_text("某市会诊管理办法\n\n第一条 急会诊应当在10分钟内到位。\n", "utf-8")
    imported(folder / "home", "ingest", str(folder / "a.txt"))
    return folder / "home"


@pytest.mark.parametrize("words", ["ask 急会诊多久到位", "search 急会诊", "documents", "obligations", "obligations --format csv"])
def test_a_command_that_only_reads_imports_nothing_heavy(home: Path, words: str) -> None:
    found = imported(home, *words.split())
    assert "indexing.library" in found
    assert not {name.partition(".")[0] for name in found} & HEAVY
