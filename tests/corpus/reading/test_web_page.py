"""Web pages: the policy, without the site around it."""

import pytest

from corpus.errors import UnreadableDocumentError

web_page = pytest.importorskip("corpus.reading.web_page", reason="trafilatura is not installed: pip install 'youju[readers]'")

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>关于加强急会诊管理的通知_某市卫生健康委员会</title></head><body>
<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/a">机构设置</a></li><li><a href="/b">政务公开</a></li></ul></div>
<div class="content"><h1>关于加强急会诊管理的通知</h1><p>各县区卫生健康委，各有关医疗机构：</p>
<p>为进一步加强急会诊管理，现将有关事项通知如下。</p><p>一、急会诊应当在会诊请求发出后10分钟内到位。</p>
<p>二、普通会诊应当在24小时内完成，并做好记录。</p>
<table><tr><td>会诊类别</td><td>时限</td></tr><tr><td>急会诊</td><td>10分钟</td></tr></table>
<p>三、本通知自印发之日起施行，各单位应当认真组织学习并抓好落实。</p></div>
<div class="related"><h3>相关链接</h3><ul><li><a href="/1">关于开展护理检查的通知</a></li>
<li><a href="/2">关于召开会议的通知</a></li></ul></div>
<div class="footer">版权所有：某市卫生健康委员会 ICP备12345678号</div></body></html>"""
SITE = ["首页", "政务公开", "相关链接", "护理检查", "版权所有", "ICP"]


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_the_policy_stays_and_the_site_goes(charset: str) -> None:
    lines = web_page.extract(PAGE.format(charset=charset).encode(charset)).text.split("\n")
    assert lines[0] == "关于加强急会诊管理的通知"
    assert "一、急会诊应当在会诊请求发出后10分钟内到位。" in lines
    assert any("急会诊 | 10分钟" in line for line in lines)
    assert [word for word in SITE for line in lines if word in line] == []


def test_the_title_is_not_said_twice() -> None:
    assert web_page.extract(PAGE.format(charset="utf-8").encode()).text.count("关于加强急会诊管理的通知") == 1


def test_an_encoding_that_only_the_page_names_is_used() -> None:
    page = (
        "<html><head><meta charset='big5'></head><body><p>" + "醫療機構應當建立急會診制度，保障醫療質量與安全。" * 5 + "</p></body></html>"
    )
    assert "醫療機構應當建立" in web_page.extract(page.encode("big5")).text


def test_a_page_without_a_text_gives_none() -> None:
    assert web_page.extract(b"<html><body><script>var a = 1;</script></body></html>").text == ""


@pytest.mark.parametrize("declared", [b"", b"<meta charset=nonsense>"])
def test_bytes_of_no_encoding_are_refused(declared: bytes) -> None:
    with pytest.raises(UnreadableDocumentError, match="no encoding"):
        web_page.extract(b"<html>" + declared + b"\xff\xff\xfe\xfd\x81" * 20)


LISTS = {
    "plain": ("<ol><li>急会诊10分钟内到位。</li><li>普通会诊24小时内完成。</li></ol>", ["1. 急会诊", "2. 普通会诊"]),
    "in paragraphs": ("<ol><li><p>急会诊10分钟内到位。</p></li><li><p>普通会诊24小时内完成。</p></li></ol>", ["1. 急会诊", "2. 普通会诊"]),
    "from three on": (
        '<ol start="3"><li>急会诊10分钟内到位。</li><li value="7">普通会诊24小时内完成。</li></ol>',
        ["3. 急会诊", "7. 普通会诊"],
    ),
    "letters": ('<ol type="a"><li>急会诊10分钟内到位。</li><li>普通会诊24小时内完成。</li></ol>', ["a. 急会诊", "b. 普通会诊"]),
}


@pytest.mark.parametrize(("items", "labels"), LISTS.values(), ids=LISTS.keys())
def test_items_have_the_numbers_that_a_browser_shows(items: str, labels: list[str]) -> None:
    page = PAGE.format(charset="utf-8").replace("<table>", f"{items}<table>")
    lines = web_page.extract(page.encode()).text.split("\n")
    assert [label for label in labels if not any(line.startswith(label) for line in lines)] == []
