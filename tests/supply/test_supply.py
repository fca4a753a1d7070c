"""The looks at what the product is made of: no silence where nothing could be looked up, and no licence that may not be used."""

from datetime import date
from pathlib import Path

import pytest

from tests.supply.auditing import ROOT, SERVICES, audited, judged, told
from tests.supply.licences import Licence, licences, refused

OLD = {"name": "jinja2", "version": "2.11.2", "vulns": [{"id": "CVE-2020-28493", "fix_versions": ["2.11.3"]}]}
SOUND = {"name": "httpx", "version": "0.28.1", "vulns": []}
UNKNOWN = {"name": "httpx", "skip_reason": "Dependency not found on PyPI and could not be audited: httpx (0.28.1)"}


def service(*answers: object):
    """What answers the canary and then the real question; each service in turn."""
    listed = list(answers)

    def audit(_service: str, _requirements: Path):
        answer = listed.pop(0)
        return None if answer is None else {"dependencies": answer}

    return audit


@pytest.mark.parametrize(
    ("answers", "required", "code", "words"),
    [
        pytest.param([[OLD], [SOUND]], False, 0, "1 packages audited by osv, 0 vulnerabilities", id="sound"),
        pytest.param([[OLD], [OLD, SOUND]], False, 1, "CVE-2020-28493, fixed in 2.11.3", id="vulnerable"),
        pytest.param([None, None], False, 0, "NOT AUDITED: no service", id="no-network"),
        pytest.param([None, None], True, 1, "NOT AUDITED: no service", id="no-network-where-one-is-required"),
        pytest.param([[UNKNOWN], [UNKNOWN]], False, 0, "NOT AUDITED: no service", id="a-service-that-knows-nothing"),
        pytest.param([None, [OLD], [SOUND]], False, 0, "audited by pypi", id="the-second-service"),
        pytest.param([[OLD], [SOUND, UNKNOWN]], True, 1, "NOT AUDITED: 1 packages", id="unknown-where-all-are-required"),
        pytest.param([[OLD], None, [OLD], [SOUND]], False, 0, "audited by pypi", id="broken-off"),
    ],
)
def test_an_audit_says_what_it_could_not_see(answers, required, code, words):
    outcome, lines = told(audited(Path("none"), service(*answers)), set(), required=required)
    assert outcome == code
    assert words in "\n".join(lines)


def test_what_was_judged_is_let_through():
    outcome = audited(Path("none"), service([OLD], [OLD]))
    assert told(outcome, {"CVE-2020-28493"}, required=True)[0] == 0
    assert judged(date(2099, 1, 1)) == set()
    assert SERVICES == ("osv", "pypi")


def test_every_dependency_may_be_used_beside_our_licence():
    found = licences()
    assert len(found) > 60
    assert refused(found) == []


@pytest.mark.parametrize("words", ["GNU General Public License v3 (GPLv3)", "AGPL-3.0-only", "not told", "Proprietary"])
def test_a_licence_that_is_not_on_the_list_is_refused(words):
    assert refused([Licence("a", "1", words)])


def test_a_judged_package_is_let_through_by_its_name_alone():
    assert not refused([Licence("psycopg", "3.3.9", "LGPL-3.0-only")])
    assert refused([Licence("another", "1", "LGPL-3.0-only")])


def test_the_product_is_pinned_whole():
    pinned = {line.partition("==")[0].lower().replace("_", "-") for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()}
    # What a build of PyTorch brings along depends on the machine.
    of_machines = ("torch", "setuptools", "nvidia-", "triton", "cuda-")
    assert {each.package for each in licences() if not each.package.startswith(of_machines)} <= pinned
