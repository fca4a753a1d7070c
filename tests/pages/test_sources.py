import pytest
from playwright.sync_api import expect

from tests.pages.flows import UNANSWERABLE, ask

AT_ITS_PLACE = "each => { const {x, y} = each.getBoundingClientRect(); return document.elementFromPoint(x + 9, y + 9) === each; }"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


def test_a_chip_opens_the_source_beside_the_answer_at_the_marked_quote(opened):
    page = opened()
    ask(page).locator(".chip").first.click()
    panel = page.locator("#panel")
    expect(panel).to_be_visible()
    mark = panel.locator(".clean mark")
    expect(mark).to_contain_text("急会诊应当在会诊请求发出后10分钟内到位")
    expect(mark).to_be_in_viewport()
    expect(panel.locator(".clean")).to_contain_text("普通会诊应当在会诊请求发出后24小时内完成")
    title = panel.locator("h2")
    assert title.evaluate(AT_ITS_PLACE)
    box = panel.bounding_box()
    assert box["x"] + box["width"] == 1200
    assert box["height"] == 900


def test_the_switch_shows_the_quote_in_the_original(opened):
    page = opened()
    ask(page).locator(".chip").first.click()
    page.locator("#panel label", has_text="原文").click()
    expect(page.locator("#panel .original mark")).to_contain_text("急会诊(huìzhěn)应当在会诊请求发出后10分钟内到位")
    expect(page.locator("#panel .clean")).to_be_hidden()


def test_on_a_phone_the_source_is_a_sheet_from_below(opened):
    page = opened("/", **PHONE)
    ask(page).locator(".chip").first.tap()
    expect(page.locator("#panel")).to_be_visible()
    box = page.locator("#panel").bounding_box()
    assert (box["x"], box["width"]) == (0, 390)
    assert box["y"] > 100
    assert box["y"] + box["height"] == 844


@pytest.mark.parametrize("how", ["escape", "button"])
def test_closing_the_source_gives_the_focus_back(opened, how):
    page = opened()
    chip = ask(page).locator(".chip").first
    chip.click()
    expect(page.locator("#panel")).to_be_visible()
    if how == "escape":
        page.keyboard.press("Escape")
    else:
        page.locator("[data-close]").click()
    expect(page.locator("#panel")).to_be_hidden()
    expect(chip).to_be_focused()


def test_the_source_of_what_is_near_says_that_it_is_no_answer(opened):
    page = opened()
    ask(page, UNANSWERABLE).locator(".near a[data-source]").first.click()
    expect(page.locator("#panel .not-answer")).to_contain_text("不是答案")


def test_the_whole_text_opens_at_the_clause_with_the_quote_marked(opened):
    page = opened()
    ask(page).locator(".chip").first.click()
    page.locator("#panel .whole").click()
    expect(page.locator(".paper mark")).to_contain_text("急会诊应当在会诊请求发出后10分钟内到位")
    expect(page.locator(".clause:target")).to_be_in_viewport()
