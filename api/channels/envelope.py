"""The XML of callbacks: one element `xml` of fields, which hold text or further fields; the only module that knows defusedxml."""

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from api.channels.refusing import check_size, malformed

Fields = Mapping[str, "str | int | Fields"]

_ROOT = "xml"

# What XML 1.0 has no way to write: control characters, halves of pairs, and two that are no characters.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def parse(body: bytes) -> dict[str, str]:
    """The text of each field of a body; of nested fields the text of none, of a name twice the first.

    >>> parse("<xml><Content><![CDATA[急会诊]]></Content><MsgId>7</MsgId></xml>".encode())
    {'Content': '急会诊', 'MsgId': '7'}

    Raises:
        RefusalError: It is too large, no XML, has a DTD or entities, or is of another form.
    """
    fields: dict[str, str] = {}
    for field in _root(body):
        fields.setdefault(field.tag, field.text or "")
    return fields


def texts(body: bytes, name: str) -> list[str]:
    """The texts of all fields of this name, however deep.

    >>> texts(b"<xml><item><Title>a</Title></item></xml>", "Title")
    ['a']

    Raises:
        RefusalError: As `parse` does.
    """
    return [element.text or "" for element in _root(body).iter(name)]


def render(fields: Fields) -> str:
    """The XML of fields: texts as CDATA that nothing in them can end, numbers as they are.

    >>> render({"Content": "a]]>b", "CreateTime": 7, "Articles": {"item": {"Title": "会诊"}}})
    '<xml><Content><![CDATA[a]]]]><![CDATA[>b]]></Content><CreateTime>7</CreateTime><Articles><item><Title><![CDATA[会诊]]></Title></item></Articles></xml>'
    """
    return _element(_ROOT, fields)


def _root(body: bytes) -> Element:
    check_size(body)
    try:
        root: Element = fromstring(body, forbid_dtd=True)
    # Encodings that the parser does not know are a LookupError, those that it knows in part a ValueError.
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise malformed("The body is no XML, or has a document type") from None
    if root.tag != _ROOT:
        raise malformed("The body is not one element named xml")
    return root


def _element(name: str, value: "str | int | Fields") -> str:
    if isinstance(value, Mapping):
        written = "".join(_element(inner, member) for inner, member in value.items())
    else:
        written = str(value) if isinstance(value, int) else _cdata(value)
    return f"<{name}>{written}</{name}>"


def _cdata(text: str) -> str:
    writable = _UNWRITABLE.sub("�", text)
    # A parser reads each carriage return in CDATA as a line end.
    parts = writable.replace("\r\n", "\n").replace("\r", "\n").split("]]>")
    return f"<![CDATA[{']]]]><![CDATA[>'.join(parts)}]]>"
