import re

import httpx2
import pytest
from playwright.sync_api import expect

from api.pages import waiting
from tests.pages.flows import ORDINARY, UNANSWERABLE, URGENT, ask


def test_a_question_is_answered_in_large_with_the_clause_it_stands_on(opened):
    page = opened()
    turn = ask(page, "普通会诊多久完成")
    expect(turn.locator(".reply")).to_contain_text("24小时内")
    size = turn.locator(".reply").evaluate("each => parseFloat(getComputedStyle(each).fontSize)")
    assert size >= 24
    chip = turn.locator(".chip").first
    expect(chip).to_contain_text("会诊管理办法")
    expect(chip).to_contain_text("第四条")
    expect(chip.locator(".badge")).to_have_text("现行有效")
    expect(chip.locator(".number")).to_have_text("1")


@pytest.mark.parametrize("how", ["hover", "focus"])
def test_the_quote_shows_while_a_chip_is_pointed_at_or_focused_and_escape_hides_it(opened, how):
    page = opened()
    cite = ask(page).locator(".cite").first
    expect(cite.locator(".quote")).to_be_hidden()
    if how == "hover":
        cite.locator(".chip").hover()
    else:
        page.keyboard.press("Shift+Tab")
        cite.locator(".chip").focus()
    expect(cite.locator(".quote")).to_be_visible()
    expect(cite.locator(".quote")).to_contain_text("急会诊应当在会诊请求发出后10分钟内到位")
    page.keyboard.press("Escape")
    expect(cite.locator(".quote")).to_be_hidden()


def test_the_address_becomes_permanent_and_opens_the_same_answer(opened):
    page = opened()
    said = ask(page).locator(".reply").inner_text()
    assert re.fullmatch(r".*/answers/[0-9a-f]{32}", page.url)
    elsewhere = opened(page.url)
    expect(elsewhere.locator(".reply")).to_have_text(said)
    expect(elsewhere.locator(".question")).to_have_text(URGENT)


def test_a_further_question_leans_on_the_one_before(opened):
    page = opened()
    ask(page)
    turn = ask(page, ORDINARY)
    expect(turn.locator(".reply")).to_contain_text("24小时内")
    page.reload()
    expect(page.locator(".earlier li")).to_have_count(1)
    expect(page.locator(".earlier")).to_contain_text(URGENT)


def test_going_back_leads_to_where_the_question_was_asked(opened):
    page = opened()
    ask(page)
    page.go_back()
    expect(page.locator(".suggestions")).to_be_visible()
    page.go_forward()
    expect(page.locator(".reply")).to_contain_text("10分钟内")


def test_a_list_is_shown_once_sentence_by_sentence_each_with_its_clause(opened):
    turn = ask(opened(), "医务部门要做哪些事")
    items = turn.locator("ol.reply li")
    assert items.count() == turn.locator(".statements li").count() + 2 == 2
    for number in range(2):
        expect(items.nth(number).locator(".ref")).to_have_text(str(number + 1))


def test_no_basis_is_said_and_what_is_near_is_marked_as_no_answer(opened):
    turn = ask(opened(), UNANSWERABLE)
    expect(turn.locator(".no-basis")).to_have_text("未找到依据")
    expect(turn.locator(".chips")).to_have_count(0)
    near = turn.locator(".near")
    expect(near).to_contain_text("不是答案")
    expect(near.locator("a[data-source]").first).to_be_visible()


def test_extracted_answers_bear_no_mark_of_generation(opened):
    expect(ask(opened()).locator(".generated")).to_have_count(0)


def test_suggestions_come_from_the_texts_and_are_answered_by_one_press(opened):
    page = opened()
    questions = page.locator(".suggestions button")
    assert questions.count() >= 2
    assert all("会诊" in words or "病历" in words for words in questions.all_inner_texts())
    questions.first.click()
    expect(page.locator("article.turn.answered")).to_have_count(1)


@pytest.mark.parametrize(
    ("event", "sends"),
    [
        pytest.param({"key": "Enter"}, True, id="enter"),
        pytest.param({"key": "Enter", "shiftKey": True}, False, id="shift"),
        pytest.param({"key": "Enter", "isComposing": True}, False, id="composing"),
        pytest.param({"key": "Enter", "keyCode": 229}, False, id="safari-ends-composition-first"),
    ],
)
def test_enter_sends_but_never_while_an_input_method_composes(opened, event, sends):
    page = opened()
    page.fill("#question", URGENT)
    page.locator("#question").evaluate(
        "(box, told) => box.dispatchEvent(new KeyboardEvent('keydown', {bubbles: true, cancelable: true, ...told}))", event
    )
    expect(page.locator("article.turn")).to_have_count(1 if sends else 0)


def test_a_real_composition_is_not_sent_by_the_enter_that_ends_it(opened):
    page = opened()
    page.focus("#question")
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "ji hui zhen", "selectionStart": 11, "selectionEnd": 11})
    session.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", "key": "Enter", "windowsVirtualKeyCode": 229, "code": "Enter"})
    assert page.locator("article.turn").count() == 0
    session.send("Input.insertText", {"text": URGENT})
    page.keyboard.press("Enter")
    expect(page.locator("article.turn.answered")).to_have_count(1)


def test_the_answer_is_announced_once_and_only_when_it_is_whole(opened, slow_address):
    page = opened(at=slow_address)
    page.evaluate(
        "() => { window.said = []; new MutationObserver(() => said.push(document.querySelector('#said').textContent))"
        ".observe(document.querySelector('#said'), {childList: true, characterData: true, subtree: true}); }"
    )
    page.fill("#question", URGENT)
    page.press("#question", "Enter")
    pending = page.locator("article.pending")
    expect(pending).to_have_attribute("aria-busy", "true")
    assert page.locator("#thread [aria-live]").count() == 0
    expect(page.locator("article.turn.answered")).to_be_visible()
    said = page.evaluate("said")
    assert len(said) == 1
    assert "10分钟内" in said[0]


def test_a_slow_stream_shows_what_is_verified_as_it_comes_and_keeps_the_focus(opened, slow_address):
    page = opened(at=slow_address)
    page.fill("#question", URGENT)
    page.press("#question", "Enter")
    pending = page.locator("article.pending")
    expect(pending.locator(".reply")).to_contain_text("正在核对条文")
    expect(pending.locator(".statements li").first).to_contain_text("10分钟内")
    expect(page.locator("article.turn.answered .generated")).to_have_text("AI 生成")
    assert page.evaluate("document.activeElement.id") == "question"


def test_an_answer_that_is_waited_for_can_be_stopped(opened, slow_address):
    page = opened(at=slow_address)
    page.fill("#question", URGENT)
    page.press("#question", "Enter")
    page.locator("[data-stop]").click()
    expect(page.locator("#problem")).to_have_text("已停止。")
    expect(page.locator("article.turn")).to_have_count(0)
    assert page.input_value("#question") == URGENT


WITHOUT_STREAMS = "delete window.ReadableStream; delete window.TextDecoder;"


def test_without_streams_the_answer_is_asked_for_until_it_is_there(opened, slow_address, monkeypatch):
    monkeypatch.setattr(waiting, "PATIENCE_SECONDS", 0.1)
    page = opened("/evaluation", at=slow_address)
    page.add_init_script(WITHOUT_STREAMS)
    page.goto("/")
    polls = []
    page.on("request", lambda request: polls.append(request.url) if "/answers/begun/" in request.url else None)
    turn = ask(page)
    expect(turn.locator(".reply")).to_contain_text("10分钟内")
    assert len(polls) >= 2


def test_without_streams_a_question_that_cannot_be_asked_is_told(opened, complaints):
    page = opened("/evaluation")
    page.add_init_script(WITHOUT_STREAMS)
    page.goto("/")
    page.locator("#question").evaluate("box => box.removeAttribute('maxlength')")
    page.fill("#question", "会" * 1001)
    page.press("#question", "Enter")
    expect(page.locator("#problem")).to_contain_text("这个问题没有提出")
    assert "422" in complaints.pop()


def test_an_unknown_ticket_is_told(address):
    response = httpx2.get(f"{address}/answers/begun/nothing")
    assert (response.status_code, response.headers["content-type"]) == (404, "application/problem+json")


def test_a_broken_stream_is_told_and_the_question_is_kept(opened, complaints):
    page = opened()
    half = {"headers": {"content-type": "text/event-stream"}, "body": "event: evidence\ndata: "}
    page.route("**/api/v1/answers", lambda route: route.fulfill(**half))
    page.fill("#question", URGENT)
    page.press("#question", "Enter")
    expect(page.locator("#problem")).to_have_text("没有收到答案，请重试。")
    assert page.input_value("#question") == URGENT


def test_the_copy_holds_the_answer_and_its_citations(opened):
    page = opened("/", permissions=["clipboard-read", "clipboard-write"])
    ask(page).locator("[data-copy]").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert URGENT in copied
    assert "[1] 《某省会诊管理办法》（某卫医〔2024〕8号）" in copied
    assert "急会诊应当在会诊请求发出后10分钟内到位" in copied
    assert copied.rstrip().endswith(page.url)


def test_a_print_shows_the_quotes_and_none_of_the_controls(opened):
    page = opened()
    turn = ask(page)
    page.emulate_media(media="print")
    expect(turn.locator(".quote").first).to_be_visible()
    expect(page.locator(".composer")).to_be_hidden()
    expect(turn.locator("[data-copy]")).to_be_hidden()


def test_feedback_is_kept_with_its_reason(opened, youju):
    page = opened()
    turn = ask(page)
    turn.locator("details summary").click()
    turn.locator("select[name=reason]").select_option("outdated")
    turn.locator("textarea[name=comment]").fill("已有新办法")
    turn.locator("button[value=down]").click()
    expect(turn).to_contain_text("已记录，谢谢。")
    kept = youju.library.journal.feedback(page.url.rpartition("/")[2])
    assert [(each.rating, each.reason, each.comment) for each in kept] == [("down", "outdated", "已有新办法")]


def test_a_question_that_cannot_be_asked_is_told_beside_the_box(opened, complaints):
    page = opened()
    page.locator("#question").evaluate("box => box.removeAttribute('maxlength')")
    page.fill("#question", "会" * 1001)
    page.press("#question", "Enter")
    expect(page.locator("#problem")).to_contain_text("这个问题没有提出")
    assert len(page.input_value("#question")) == 1001
    assert complaints.pop().startswith("Failed to load resource: the server responded with a status of 422")


def test_the_interface_speaks_english_by_the_switch_and_remembers(opened):
    page = opened()
    page.click(".language")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.click("nav a[href='/documents']")
    expect(page.locator("h1")).to_have_text("Texts that are here")
    page.click(".language")
    expect(page.locator("h1")).to_have_text("已收录的文件")
