"""The words that a question is about."""

import pytest

from assistant.vocabulary import AnyWord, WordsOf
from assistant.wording import CHARACTER_WEIGHT, content, terms_of, tokens


def told(question, *texts):
    return [term.text for term in terms_of(question, WordsOf.of(texts) if texts else AnyWord())]


@pytest.mark.parametrize(
    ("question", "word", "not_a_word"),
    [
        pytest.param("疫区里养的猪归谁管", "疫区", "区里", id="a phrase across two words"),
        pytest.param("垃圾桶要饭店自己买吗", "饭店", "要饭", id="a phrase that ends within a word"),
        pytest.param("没证就开店罚多少", "没证", "开店罚", id="a phrase that is said"),
        pytest.param("从多大岁数的人算起", "岁数", "人算起", id="words of asking between"),
        pytest.param("阿司匹林能放几年", "阿司匹林", "司匹林", id="a character of asking within a word"),
    ],
)
def test_words_and_what_people_say_are_cut_as_is_most_probable(question, word, not_a_word):
    assert word in told(question)
    assert not_a_word not in told(question)


def test_a_run_that_no_dictionary_has_is_a_word_where_the_texts_use_it():
    assert "开兽" not in told("没证就开兽药店", "兽药店应当取得许可证。")
    assert told("小檗胺片怎么保管", "小檗胺片应当避光保管。") != told("小檗胺片怎么保管", "药品应当避光保管。")


def test_what_people_say_is_found_within_a_longer_word():
    assert {"见义勇为者", "见义勇为"} <= set(told("见义勇为者怎么奖励"))


@pytest.mark.parametrize("question", ["最后由谁来批", "一家店最高罚几万", "还要几个工作日内才能办", "这样合规吗"])
def test_words_that_only_shape_a_question_are_no_terms(question):
    assert not {"最后", "一家", "最高", "还要", "才能", "合规"} & set(told(question))


def test_how_long_and_how_often_weigh_as_numbers():
    weights = {term.text: term.weight for term in terms_of("一天看两级医院", AnyWord())}
    assert weights["一天"] < weights["医院"]


def test_a_teacher_who_is_asked_is_not_asked_about():
    assert "老师" not in content("老师，请问会诊多久到位")
    assert "老师" in content("幼儿园的老师要什么证")


def test_the_tokens_are_the_text_without_marks():
    assert "".join(tokens("急会诊，多久到位？")).split() == ["急会诊", "多久到位"]


def test_a_word_of_asking_goes_before_a_rare_word_across_its_end():
    assert tokens("评审会哪天开的") == ["评审会", "哪天", "开", "的"]


def test_what_is_left_of_what_people_say_keeps_its_characters():
    assert content("质控中心罚多少") == "质控中心罚"


def test_what_people_say_is_not_found_across_the_words_of_a_longer_one():
    assert "天天" not in told("今天天气怎么样")


@pytest.mark.parametrize(
    ("question", "asking"), [("围墙坏了该咋修", "咋修"), ("要种几棵", "几棵"), ("哪一天能来", "哪一天"), ("这是啥意思", "啥意思")]
)
def test_a_word_that_holds_a_word_of_asking_asks(question, asking):
    assert asking not in told(question)
    assert asking not in content(question)


def test_a_word_that_only_looks_like_one_of_asking_is_a_term():
    assert "几率" in told("摇到号的几率")


def test_one_of_a_kind_weighs_as_a_character():
    weights = {term.text: term.weight for question in ("一座桥", "一级桥") for term in terms_of(question, AnyWord())}
    assert weights["一座"] == CHARACTER_WEIGHT < weights["一级"]


@pytest.mark.parametrize(("question", "place"), [("河里能不能游泳", "河"), ("船上能不能抽烟", "船"), ("山上砍树", "山")])
def test_a_place_is_looked_for_without_where_in_it(question, place):
    assert told(question)[0] == place


@pytest.mark.parametrize(("question", "word"), [("晚上下船", "晚上"), ("周边河道", "周边"), ("邻里吵架", "邻里")])
def test_a_word_that_ends_as_a_place_does_is_left_whole(question, word):
    assert told(question)[0] == word


def test_part_of_what_people_say_is_called_what_the_whole_is():
    part, whole = (next(term for term in terms_of("联系不上", AnyWord()) if term.text == said) for said in ("联系", "联系不上"))
    assert set(whole.forms[1:]) <= set(part.forms)


@pytest.mark.parametrize(("question", "called"), [("院方要赔吗", "医疗机构"), ("厂里不给工钱", "用人单位"), ("警方不立案", "公安机关")])
def test_a_body_is_named_by_its_side_or_from_within(question, called):
    assert called in terms_of(question, AnyWord())[0].forms


def test_whose_body_asks_and_that_it_means_to_is_not_asked_about():
    assert told("本院打算养鱼") == ["养鱼"]
