import re
from datetime import date
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect


def test_the_register_lists_what_is_due_next_first_and_how_much_there_is(opened):
    page = opened("/obligations")
    rows = page.locator("table.register tbody tr")
    total = int(re.search(r"\d+", page.locator(".bar .note").first.inner_text()).group())
    assert rows.count() == total >= 8
    days = page.locator("table.register tbody td:first-child time").all_inner_texts()
    assert days == sorted(days)
    assert all(day >= "2026-11-22" for day in days)


@pytest.mark.parametrize(
    ("field", "value", "holds"),
    [
        pytest.param("words", "病历", "借阅病历", id="words"),
        pytest.param("actor", "医务部门", "医务部门", id="actor"),
        pytest.param("place", "合肥市", "合肥市", id="place"),
    ],
)
def test_filters_narrow_the_list_and_stay_in_the_form(opened, field, value, holds):
    page = opened("/obligations")
    before = page.locator("table.register tbody tr").count()
    page.fill(f"[name={field}]", value)
    page.click("button:has-text('应用筛选')")
    page.wait_for_url(re.compile(f"[?&]{field}="))
    assert 0 < page.locator("table.register tbody tr").count() <= before
    expect(page.locator("table.register")).to_contain_text(holds)
    assert page.input_value(f"[name={field}]") == value


def test_two_kinds_are_both_asked_for(opened):
    page = opened("/obligations")
    page.select_option("#kind-modality", "must")
    page.select_option("#kind-value", "frequency")
    page.click("button:has-text('应用筛选')")
    page.wait_for_url(re.compile("kind=frequency"))
    expect(page.locator("table.register tbody")).to_contain_text("每月")
    expect(page.locator("table.register tbody")).not_to_contain_text("10分钟内")


def test_a_duty_leads_to_its_words_in_the_document(opened):
    page = opened("/obligations?words=工作总结&place=安徽省")
    page.locator("table.register tbody a").first.click()
    expect(page.locator(".clause:target mark")).to_contain_text("每年7月10日前报送会诊工作总结")


def test_the_month_shows_what_falls_due_on_which_day(opened):
    page = opened("/obligations?view=calendar&month=2027-07")
    day = page.locator(".month > li:has(time[datetime='2027-07-10'])")
    expect(day).to_contain_text("报送会诊工作总结")
    expect(page.locator(".month > li:has(time[datetime='2027-07-31'])")).to_contain_text("检查一次会诊记录")
    page.click("text=上个月")
    expect(page.locator(".bar h2")).to_have_text("2027 年 6 月")
    expect(page.locator(".month")).not_to_contain_text("报送会诊工作总结")


def test_the_timeline_lists_a_year_month_by_month(opened):
    page = opened("/obligations?view=timeline")
    days = [date.fromisoformat(each) for each in page.locator(".agenda time").all_inner_texts()]
    assert days == sorted(days)
    assert date(2026, 11, 22) <= days[0]
    assert days[-1] < date(2027, 12, 1)
    expect(page.locator("svg.months rect")).to_have_count(12)


def test_downloads_and_the_subscription_ask_for_what_the_page_shows(opened, address):
    page = opened("/obligations?words=工作总结")
    links = {each.inner_text(): each.get_attribute("href") for each in page.locator(".links a").all()}
    shown = page.locator("table.register tbody tr").count()
    book = load_workbook(BytesIO(httpx2.get(address + links["xlsx"]).content))
    duties = [row for sheet in book for row in sheet.iter_rows(min_row=2, values_only=True) if any("工作总结" in str(cell) for cell in row)]
    assert len(duties) >= shown > 0
    assert httpx2.get(address + links["csv"]).text.count("工作总结") >= shown
    assert httpx2.get(address + links["ics"]).text.startswith("BEGIN:VCALENDAR")
    feed = urlsplit(links["订阅日历"])
    assert (feed.scheme, feed.path, parse_qs(feed.query)) == ("webcal", "/api/v1/obligations.ics", {"words": ["工作总结"]})


def test_nothing_found_is_said(opened):
    expect(opened("/obligations?words=没有这样的词").locator(".empty")).to_have_text("没有符合条件的义务。")
