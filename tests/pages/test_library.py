import re

import pytest
from playwright.sync_api import expect

from tests.pages.texts import MARKUP_TITLE


def test_documents_are_listed_with_place_level_and_validity(opened):
    page = opened("/documents")
    row = page.locator("tbody tr", has_text="某省会诊管理办法")
    for words in ("某卫医〔2024〕8号", "安徽省", "省级", "现行有效", "2024-04-01 施行"):
        expect(row).to_contain_text(words)


def test_a_title_with_markup_is_shown_as_it_is_everywhere(opened, youju):
    page = opened("/documents")
    link = page.get_by_role("link", name=MARKUP_TITLE)
    expect(link).to_be_visible()
    link.click()
    expect(page.locator("h1")).to_have_text(MARKUP_TITLE)
    expect(page.locator(".paper")).to_contain_text("<script>alert(2)</script>")
    assert MARKUP_TITLE in page.title()
    for path in ("/obligations?words=病历", "/compare"):
        page.goto(path)
        expect(page.get_by_text(MARKUP_TITLE).first).to_be_visible()


def test_a_document_has_its_clauses_under_addresses_of_their_own(opened, document_id):
    page = opened(f"/documents/{document_id}")
    page.locator(".contents a", has_text="第四条").click()
    target = page.locator(".clause:target")
    expect(target).to_contain_text("普通会诊应当在会诊请求发出后24小时内完成")
    expect(target).to_be_in_viewport()


def test_a_reference_leads_to_its_clause(opened, document_id):
    page = opened(f"/documents/{document_id}")
    page.locator("a.reference", has_text="第三条").click()
    expect(page.locator(".clause:target")).to_contain_text("急会诊")


def test_repairs_are_shown_in_place_and_the_original_as_it_was(opened, document_id):
    page = opened(f"/documents/{document_id}?view=repairs")
    expect(page.locator(".paper del")).to_have_text("(huìzhěn)")
    page.click(".tabs >> text=原文")
    expect(page.locator(".paper")).to_contain_text("急会诊(huìzhěn)应当")
    page.click(".tabs >> text=修复后")
    expect(page.locator(".paper")).to_contain_text("急会诊应当")


def test_two_documents_are_chosen_in_the_list_and_compared(opened):
    page = opened("/documents")
    for name in ("某省会诊管理办法", "某市会诊管理办法"):
        page.locator("tbody tr", has_text=name).locator("input").check()
    page.click("text=对比所选两份")
    expect(page.locator("tbody tr", has_text="10分钟内")).to_contain_text("15分钟内")
    expect(page.locator("tbody tr", has_text="10分钟内")).to_contain_text("数值不同")


def test_the_second_document_can_be_chosen_later(opened, document_id):
    page = opened(f"/compare?d={document_id}")
    page.click("text=某市会诊管理办法")
    expect(page.locator("h1")).to_have_text("对比义务")


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no-script"])
def test_an_upload_is_followed_to_its_report_and_can_be_deleted(opened, upload_file, youju, scripted):
    page = opened("/documents", java_script_enabled=scripted)
    page.set_input_files("[name=files]", upload_file)
    page.click("text=上传 >> nth=-1")
    page.wait_for_url("**/uploads/*")
    expect(page.locator("[data-job=closed]")).to_contain_text("已收录", timeout=15_000)
    page.click("tbody a")
    expect(page.locator("h1")).to_have_text("某院值班规定")
    page.click("summary:has-text('删除文件')")
    page.click("text=确认删除")
    page.wait_for_url(re.compile("/documents$"))
    expect(page.get_by_text("某院值班规定")).to_have_count(0)
    assert len(youju.library.documents()) == 3


def test_an_upload_of_what_is_no_text_is_reported(opened, tmp_path):
    path = tmp_path / "空.txt"
    path.write_bytes(b" \n")
    page = opened("/documents")
    page.set_input_files("[name=files]", path)
    page.click("text=上传 >> nth=-1")
    expect(page.locator("[data-job=closed]")).to_contain_text("失败", timeout=15_000)


def test_the_list_is_filtered(opened):
    page = opened("/documents?place=合肥市")
    expect(page.locator("tbody tr")).to_have_count(2)
    page.goto("/documents?title=没有")
    expect(page.locator(".empty")).to_have_text("没有符合条件的文件。")
