from datetime import date

import pytest

from corpus.cleaning import clean
from corpus.documents import Contact, Header, Level, Period, Validity
from corpus.errors import UnreadableDocumentError
from corpus.furniture import furniture
from corpus.header import header, validity
from corpus.parsing import parse
from corpus.reading import read

NOTICE = """某网-某地印发会诊方案
发布时间：2024-09-10 | 作者：某网
关于印发会诊质量行动（2023—2025年）实施方案的通知
皖卫医秘〔2023〕 38 号
各医疗机构：
根据《通知》（国卫医政发〔2023〕12号），制定本方案。
安徽省卫生健康委员会
安徽省中医药管理局
2023年6月27日
一、启动阶段（2023年6-7月）
略。
二、总结（2025年10-12月）
略。"""


def found(text, **given):
    return header(text, furniture=furniture(text), **given)


def test_a_notice_tells_its_header_and_the_web_page_does_not():
    assert found(NOTICE) == Header(
        title="关于印发会诊质量行动（2023—2025年）实施方案的通知",
        document_number="皖卫医秘〔2023〕38号",
        issuers=("安徽省卫生健康委员会", "安徽省中医药管理局"),
        level=Level.PROVINCIAL,
        place="安徽省",
        issue_date="2023-06-27",
        effective_date=None,
        period=Period("2023-06", "2025-12"),
    )


def test_the_front_block_holds_over_what_is_found():
    text = (
        "---\n标题: 会诊办法\n文号: 某院〔2024〕1号\n发文机关: 甲医院、乙医院\n层级: 机构\n地区: 合肥市\n印发日期: 2024-01-02\n"
        f"施行日期: 2024-02-01\n实施期: 2024-02 至 2026-12\n---\n{NOTICE}"
    )
    assert found(text) == Header(
        "会诊办法",
        "某院〔2024〕1号",
        ("甲医院", "乙医院"),
        Level.INSTITUTION,
        "合肥市",
        "2024-01-02",
        "2024-02-01",
        Period("2024-02", "2026-12"),
    )


@pytest.mark.parametrize("line", ["层级: 全球", "印发日期: 去年", "施行日期: 2024-13-01", "实施期: 2024-02"])
def test_a_front_block_that_cannot_be_read_says_which_value(line):
    with pytest.raises(UnreadableDocumentError, match="front matter") as error:
        found(f"---\n{line}\n---\n一、略。")
    assert line.split(": ")[1] in str(error.value)


def test_what_the_caller_says_holds_over_all():
    told = found(NOTICE, level=Level.CITY, place="合肥市")
    assert (told.level, told.place) == (Level.CITY, "合肥市")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "会诊办法\n（某委员会令第 10 号）\n第一条 略。", {"document_number": "某委员会令第10号", "issuers": ("某委员会",)}, id="order"
        ),
        pytest.param(
            "# 某条例\n2011年1月8日 中华人民共和国国务院令第588号修订\n第一条 略。",
            {"level": Level.NATIONAL, "issue_date": "2011-01-08", "issuers": ("国务院",)},
            id="state-council",
        ),
        pytest.param(
            "某法\n1998年8月29日 第九届全国人民代表大会常务委员会第四次会议通过\n第一条 略。\n第二条 本实施办法从1999年1月1日起施行。",
            {"issuers": ("全国人民代表大会常务委员会",), "level": Level.NATIONAL, "effective_date": "1999-01-01"},
            id="congress",
        ),
        pytest.param(
            "漯河市文明行为促进条例\n第一条 略。\n第二条 本条例自2020年3月1日起施行。",
            {"level": Level.CITY, "place": "漯河市", "effective_date": "2020-03-01"},
            id="city-in-title",
        ),
        pytest.param(
            "国务院办公厅关于加强质控的意见\n一、略。", {"level": Level.NATIONAL, "issuers": ("国务院办公厅",)}, id="issuer-in-title"
        ),
        pytest.param(
            "会诊通知\n连卫办医政〔2016〕6号\n一、职责\n市卫生计生委负责。\n2016年3月7日",
            {"place": "连云港市", "issuers": ("连云港市卫生计生委",), "issue_date": "2016-03-07"},
            id="letters-of-the-number",
        ),
        pytest.param("会诊通知\n国卫医发〔2018〕8号\n一、略。", {"level": Level.NATIONAL, "place": ""}, id="national-number"),
        pytest.param(
            "会议召开\n驻马店市召开会议，我市设有55个中心，驻马店市将继续推进。", {"level": Level.CITY, "place": "驻马店市"}, id="own-words"
        ),
        pytest.param("会议召开\n甲市、乙市派员参加。", {"level": Level.UNKNOWN, "place": ""}, id="nothing-told"),
        pytest.param(
            "某医院会诊制度\n一、略。\n合肥市第一人民医院\n2022年1月5日",
            {"level": Level.INSTITUTION, "place": "合肥市", "issuers": ("合肥市第一人民医院",)},
            id="hospital",
        ),
        pytest.param(
            "合肥市第一人民医院会诊管理制度\n一、略。\n生效日期：2021年3月1日",
            {"level": Level.INSTITUTION, "place": "合肥市", "effective_date": "2021-03-01"},
            id="hospital-in-title",
        ),
        pytest.param(
            "会诊办法\n第一条 许可证有效期为三年。\n第二条 本办法自2020年1月1日起施行，有效期5年。",
            {"period": Period("2020-01-01", "2024-12-31")},
            id="validity-of-the-policy-not-of-a-permit",
        ),
        pytest.param(
            "会诊办法\n第一条 本办法自发布之日起施行。\n某市卫生健康委员会\n二〇二〇年五月一日",
            {"effective_date": "2020-05-01", "issue_date": "2020-05-01"},
            id="at-once",
        ),
    ],
)
def test_parts_of_a_header(text, expected):
    told = found(text)
    assert {name: getattr(told, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, Validity.UNKNOWN),
        ({"issue_date": "2020-01-01"}, Validity.IN_FORCE),
        ({"effective_date": "2026-11-23"}, Validity.NOT_YET),
        ({"effective_date": "2026-11-22"}, Validity.IN_FORCE),
        ({"period": Period("2023", "2025")}, Validity.ENDED),
        ({"period": Period("2023", "2026")}, Validity.IN_FORCE),
        ({"period": Period("2023-06", "2026-11")}, Validity.IN_FORCE),
        ({"period": Period("2023-06", "2026-10")}, Validity.ENDED),
        ({"period": Period("2023-06-01", "2026-11-21")}, Validity.ENDED),
    ],
)
def test_validity_on_a_day(told, expected):
    assert validity(Header("会诊办法", **told), date(2026, 11, 22)) is expected


def told(text):
    """Each member of the header with the words that tell it."""
    spans = {}
    for each in found(text).spans:
        spans.setdefault(each.member, []).append(each.span.of(text))
    return spans


def test_each_member_tells_where_the_text_says_it():
    text = f"{NOTICE}\n联系人：张某、李某，联系电话：0000-1234567，电子邮箱：a.b@example.com\n地址：某市某路1号，邮编：100000"
    assert told(text) == {
        "title": ["关于印发会诊质量行动（2023—2025年）实施方案的通知"],
        "document_number": ["皖卫医秘〔2023〕 38 号"],
        "issuers": ["安徽省卫生健康委员会", "安徽省中医药管理局"],
        "level": ["安徽省卫生健康委员会", "安徽省中医药管理局"],
        "place": ["安徽省卫生健康委员会", "安徽省中医药管理局"],
        "issue_date": ["2023年6月27日"],
        "period": ["2023—2025年"],
        "contact": ["张某、李某", "0000-1234567", "a.b@example.com", "某市某路1号"],
    }
    assert found(text).contact == Contact("张某、李某", "0000-1234567", "a.b@example.com", "某市某路1号")


@pytest.mark.parametrize(
    ("text", "member", "words"),
    [
        pytest.param("会诊办法\n第一条 略。\n第二条 本条例自2020年3月1日起施行。", "effective_date", ["2020年3月1日"], id="effective"),
        pytest.param("会诊通知\n国卫医发〔2018〕8号\n一、略。", "level", ["国卫医发〔2018〕8号"], id="level-by-number"),
        pytest.param("会议召开\n驻马店市召开会议，我市设有55个中心，我市继续推进。", "level", ["我市"], id="level-by-own-words"),
        pytest.param("会议召开\n驻马店市召开会议，我市设有55个中心，我市继续推进。", "place", ["驻马店市"], id="place-by-own-words"),
        pytest.param("驻马店市会诊\n驻马店市召开会议，我市设有55个中心。", "level", ["驻马店市会诊"], id="level-by-title"),
        pytest.param("国务院办公厅关于加强质控的意见\n一、略。", "issuers", ["国务院办公厅"], id="issuer-in-title"),
        pytest.param("---\n文号: 某院〔2024〕1号\n---\n会诊办法\n一、略。", "document_number", ["某院〔2024〕1号"], id="front-block"),
        pytest.param("会诊办法\n第一条 略。\n第二条 本办法自2020年1月1日起施行，有效期5年。", "period", ["施行，有效期5年"], id="period"),
    ],
)
def test_a_member_is_found_where_it_stands(text, member, words):
    assert told(text)[member] == words


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("会诊办法\n第一条 患者的联系电话应当保密，联系人由家属指定。\n", id="no-value"),
        pytest.param(
            "当前位置：首页 > 通知\n联系电话：0000-1234567\n会诊办法\n第一条 略。\n责任编辑：某某\n联系我们 a@b.cn", id="of-the-site"
        ),
    ],
)
def test_what_is_no_contact_of_the_policy_is_left(text):
    assert found(text).contact is None


def test_originals_tell_nothing_outside_their_own_text(shared_data):
    for path in sorted((shared_data / "seeds").glob("*.txt")):
        policy = parse(clean(read(path)))
        assert policy.header.spans
        for each in policy.header.spans:
            assert each.span.of(policy.document.text).strip()
            # The title may be the site's where the text has none of its own.
            assert each.member == "title" or not any(each.span.overlaps(around) for around in policy.furniture)


COVER = """关于印发某省会诊管理办法的通知
安卫医〔2020〕1号
各医院：
现印发给你们。
安徽省卫生健康委员会
2020年5月1日
{title}
第一条 略。
第二条 本办法自2020年7月1日起施行，有效期5年。《会诊暂行办法》同时废止。"""


@pytest.mark.parametrize("title", ["某省会诊管理办法", "附件1\n某省会诊管理办法"])
def test_what_a_notice_hands_out_says_when_it_binds(title):
    told = found(COVER.format(title=title))
    assert (told.issue_date, told.effective_date, told.period) == ("2020-05-01", "2020-07-01", Period("2020-07-01", "2025-06-30"))
    assert [each.title for each in told.repeals] == ["会诊暂行办法"]


def test_another_document_behind_the_first_says_nothing_of_it():
    for text in (COVER.format(title="附件1\n某省转诊管理办法"), COVER.replace("印发", "修改", 1).format(title="附件1\n某省会诊管理办法")):
        told = found(text)
        assert (told.effective_date, told.period, told.repeals) == (None, None, ())
