"""Whom to ask, in the words of a notice; and what only looks like it."""

from importlib.resources import files

import pytest

from corpus.contacts import contact
from corpus.documents import Contact
from corpus.told import Passage

ROWS = [
    line.split("\t")
    for line in (files("corpus") / "data" / "contacts.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize("row", ROWS, ids=[row[-1] for row in ROWS])
def test_the_example_of_each_row_tells_its_member(row: list[str]) -> None:
    member, _, example = row
    found = contact(Passage(example))
    assert found.value
    assert getattr(found.value, member)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("联系人：张某，电话：（0000）1234567-8", Contact("张某", "（0000）1234567-8"), id="area-in-brackets"),
        pytest.param("（联系人：张某、李某；联系电话：0000-1234567）", Contact("张某、李某", "0000-1234567"), id="in-brackets"),
        pytest.param("联系人及电话：张某 13800000000", Contact("张某", "13800000000"), id="person-and-number"),
        pytest.param("通讯地址：某市某路1号 邮编：100000", Contact(address="某市某路1号"), id="address"),
        pytest.param("请发送至 a_b@x.example.cn。", Contact(email="a_b@x.example.cn"), id="mail"),
        pytest.param("开通急救电话，2秒接听。电话回访率达到90%。", None, id="no-number"),
        pytest.param("医疗机构应当公布地址、联系电话。", None, id="a-duty"),
        pytest.param("联系人由科室指定，任期3年。", None, id="a-role"),
    ],
)
def test_a_contact_is_read_as_it_stands(text: str, expected: Contact | None) -> None:
    found = contact(Passage(text, 7))
    assert found.value == expected
    for span in found.spans:
        assert span.shifted(-7).of(text)
