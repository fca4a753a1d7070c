import re
from importlib.resources import files

import pytest

from corpus import tokenizing
from corpus.tokenizing import TOKENIZER_IDENTITY, lexicon, reference_cutter, search_words, words

ASCII_RUN_WITH_HYPHEN = re.compile(r"[A-Za-z0-9]-[A-Za-z0-9]")
TEXTS = (
    "院内急会诊应当在请求送达后10分钟内到场，一般会诊应当在24小时内做完。",
    "各级质控中心每半年至少开展1次督查；病案首页主要诊断编码正确率不低于90%。",
    "第十二条 二级以上医院的食堂应当设立食品安全检查小组。",
    "非计划重返手术室再手术率不高于1.8‰，住院病历保存不少于三十年。",
    "根据国卫医发〔2018〕8号文件，危急值报告应当双人核对。ＡＢＣ １２３",
)


@pytest.fixture(scope="module")
def reference():
    return reference_cutter()


@pytest.fixture(scope="module")
def bundled_lines():
    folder = files("corpus") / "bundled"
    documents = [path for path in folder.iterdir() if path.name.endswith(".md")] if folder.is_dir() else []
    return [line for path in documents for line in path.read_text("utf-8").splitlines() if not ASCII_RUN_WITH_HYPHEN.search(line)]


def test_the_engine_cuts_as_its_reference_does(reference, bundled_lines):
    cutter = tokenizing._engine()
    for line in [*TEXTS, *lexicon(), *bundled_lines]:
        assert cutter.precise(line) == reference.precise(line)
        assert cutter.search(line) == reference.search(line)


@pytest.mark.parametrize("text", TEXTS)
def test_words_put_together_are_the_text(text):
    assert "".join(words(text)) == text


@pytest.mark.parametrize("term", ["急会诊", "普通会诊", "危急值", "质控中心", "三级查房", "首诊负责制", "病案首页"])
def test_terms_of_policies_stay_whole(term):
    assert term in words(f"医疗机构的{term}应当规范。")


def test_long_terms_can_be_found_by_their_parts():
    assert {"首诊", "负责制", "制度", "首诊负责制度"} <= set(search_words("首诊负责制度"))


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        pytest.param("10分钟内", "10分钟", id="quantity"),
        pytest.param("十分钟内", "10分钟", id="quantity-in-chinese"),
        pytest.param("1.8‰", "1.8‰", id="per-mille"),
        pytest.param("百分之九十", "90%", id="share-in-chinese"),
        pytest.param("第29条", "第29条", id="article"),
        pytest.param("第二十九条", "第29条", id="article-in-chinese"),
        pytest.param("国卫医发〔2018〕8 号", "国卫医发〔2018〕8号", id="document-number-with-space"),
        pytest.param("国卫医发[2018]8号", "〔2018〕8号", id="document-number-in-other-brackets"),
    ],
)
def test_numbers_come_whole_and_in_one_spelling(text, whole):
    assert whole in search_words(text)


def test_search_words_hold_no_punctuation_and_no_space():
    found = search_words("A类、B类（含C）： 共 3 项。“其他”…")
    assert found
    assert all(re.search(r"\w", word) and not re.search(r"\s", word) and word == word.lower() for word in found)


def test_the_lexicon_has_no_word_twice():
    assert len(lexicon()) == len(set(lexicon())) > 300


def test_the_identity_names_engine_version_and_lexicon():
    assert re.fullmatch(r"r?jieba-[\d.]+-lexicon-[0-9a-f]{12}", TOKENIZER_IDENTITY)


def test_without_a_wheel_of_the_engine_the_reference_takes_over(monkeypatch):
    monkeypatch.setattr(tokenizing, "ENGINE", "jieba")
    tokenizing._engine.cache_clear()
    try:
        assert words("急会诊应当10分钟内到位") == ["急会诊", "应当", "10", "分钟", "内", "到位"]
    finally:
        tokenizing._engine.cache_clear()
