"""A server loads what questions need before it takes any: many that come at once would each load the same."""

import os
import subprocess
import sys
from dataclasses import replace

from assistant.bootstrap import open_youju
from assistant.settings import Settings
from corpus.errors import StoreError
from indexing.building import ingest

POLICY = "滨海市医院会诊管理办法\n第一条 急会诊应当在10分钟内到位。\n第二条 科室应当在3日内报告会诊情况。\n"

LOADED = """
from assistant.bootstrap import open_youju
from assistant.tables import rows
with open_youju() as youju:
    if {warms}:
        youju.warm_up()
    n_before = rows.cache_info().misses
    youju.assistant.ask("急会诊多久到位")
    print(rows.cache_info().misses - n_before)
"""


def n_tables_read(environment: dict[str, str], *, warms: bool) -> int:
    command = [sys.executable, "-c", LOADED.format(warms=warms)]
    return int(subprocess.run(command, env=environment, capture_output=True, check=True, timeout=60).stdout)


def test_a_question_finds_what_it_needs_loaded(tmp_path, monkeypatch):
    (tmp_path / "会诊.txt").write_text(POLICY, encoding="utf-8")
    monkeypatch.setenv("YOUJU_HOME", str(tmp_path / "home"))
    with open_youju() as youju:
        assert [result.status for result in ingest(youju.library, [tmp_path / "会诊.txt"])] == ["added"]
    environment = dict(os.environ)
    assert n_tables_read(environment, warms=False) > 10
    assert n_tables_read(environment, warms=True) <= 3


class BrokenSearcher:
    def search(self, *_arguments: object, **_options: object) -> None:
        raise StoreError("The volume is gone.")


def test_a_server_starts_though_nothing_can_be_answered(tmp_path, caplog):
    with open_youju(Settings(home=tmp_path)) as youju:
        replace(youju, assistant=replace(youju.assistant, searcher=BrokenSearcher())).warm_up()
    assert "Nothing can be answered for now" in caplog.text
