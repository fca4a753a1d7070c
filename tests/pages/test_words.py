"""The words of the interface: the same keys in every language, and every key that a page asks for."""

import re
from pathlib import Path
from string import Formatter

import pytest

import api
from api.pages.languages import Language, words_of
from assistant.answers import Reason
from corpus.documents import Level, Validity
from corpus.obligations.records import Modality, ValueType

TEMPLATES = sorted((Path(api.__file__).parent / "templates").glob("*.html"))
TABLES = {language: words_of(language).table for language in Language}


def fields(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name}


def test_every_language_has_the_same_keys_and_values():
    chinese, english = TABLES[Language.CHINESE], TABLES[Language.ENGLISH]
    assert list(chinese) == list(english)
    assert all(words.strip() for table in TABLES.values() for words in table.values())
    assert {key: fields(words) for key, words in chinese.items()} == {key: fields(words) for key, words in english.items()}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_key_that_a_template_names_exists(template):
    asked = set(re.findall(r"""\bt\(["']([a-z_]+\.[a-z_]+)["'][,)]""", template.read_text(encoding="utf-8")))
    assert asked <= set(TABLES[Language.CHINESE])


@pytest.mark.parametrize(
    ("group", "names"),
    [("validity", Validity), ("level", Level), ("reason", Reason), ("modality", Modality), ("value", ValueType)],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_every_name_of_a_record_has_words(group, names):
    assert {f"{group}.{name}" for name in names} <= set(TABLES[Language.CHINESE])


def test_no_template_writes_words_of_its_own():
    chinese = re.compile(r"[一-鿿]")
    assert not [template.name for template in TEMPLATES if chinese.search(template.read_text(encoding="utf-8"))]


def test_no_template_turns_escaping_off():
    assert not [path.name for path in TEMPLATES if re.search(r"\|\s*safe|autoescape|Markup", path.read_text(encoding="utf-8"))]
