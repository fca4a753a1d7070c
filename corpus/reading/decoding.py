"""Bytes to text, by strict tries: UTF-8, UTF-16, GB18030, and Big5 where the bytes look like it; what fits none of them is refused."""

import codecs
import re

from charset_normalizer import from_bytes

from corpus.errors import UnreadableDocumentError

# Enough to judge by, so that a long file is not judged character by character.
SAMPLE_CHARACTERS = 4000
# In ordinary Chinese, of either script, far more than this share of the characters is among the 3,755 that GB 2312 puts first.
LEAST_COMMON_SHARE = 0.3

_UTF_16_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_HAN = re.compile(r"[㐀-鿿]")
# Private use, unassigned forms and surrogates: what bytes of another encoding turn into.
_IMPROBABLE = re.compile(r"[\ud800-\uf8ff\ufffd\uffff]")


def decode(data: bytes, source_name: str) -> str:
    """The text of a file, line ends and byte order mark kept, so that its code points are those of a plain decoder.

    Raises:
        UnreadableDocumentError: the bytes are binary, or no encoding fits.

    >>> decode("第一条".encode("gb18030"), "a.txt")
    '第一条'
    """
    text = _unicode(data)
    if text is None:
        if b"\x00" in data:
            raise _binary(source_name)
        text = _gb18030(data) or _big5(data)
    if text is None:
        raise UnreadableDocumentError(f"{source_name!r} is neither UTF-8, UTF-16, GB18030 nor Big5; save it as UTF-8 and try again.")
    if "\x00" in text or _mostly_control(text):
        raise _binary(source_name)
    return text


def _unicode(data: bytes) -> str | None:
    """The text as UTF-8, or as UTF-16 where a byte order mark or the place of its zero bytes says so."""
    encoding = _UTF_16_MARKS.get(data[:2])
    if encoding is None and b"\x00" in data:
        # A line end or a digit has its zero byte second in little-endian UTF-16, first in big-endian.
        encoding = "utf-16-le" if data[1::2].count(0) > data[0::2].count(0) else "utf-16-be"
    text = _strict(data, encoding or "utf-8")
    return text if text is None or encoding is None or _plausible(text) else None


def _gb18030(data: bytes) -> str | None:
    text = _strict(data, "gb18030")
    return text if text is not None and _plausible(text) else None


def _big5(data: bytes) -> str | None:
    """The text as Big5, which Taiwan and Hong Kong wrote before Unicode, if the frequencies of its characters fit that."""
    best = from_bytes(data, cp_isolation=["big5", "gb18030"]).best()
    return _strict(data, "big5") if best is not None and best.encoding == "big5" else None


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _plausible(text: str) -> bool:
    """Whether the text reads like Chinese or Latin; bytes of another encoding give rare characters."""
    sample = text[:SAMPLE_CHARACTERS]
    if len(_IMPROBABLE.findall(sample)) * 100 > len(sample):
        return False
    han = "".join(_HAN.findall(sample))
    return len(han) * 2 <= len(sample) * LEAST_COMMON_SHARE or _common(han) >= LEAST_COMMON_SHARE * len(han)


def _common(han: str) -> int:
    """How many of the characters are among the first, common level of GB 2312 (lead bytes B0 to D7)."""
    leads = han.encode("gb2312", errors="ignore")[::2]
    return sum(0xB0 <= lead <= 0xD7 for lead in leads)


def _mostly_control(text: str) -> bool:
    sample = text[:SAMPLE_CHARACTERS]
    return len(_CONTROL.findall(sample)) * 20 > len(sample)


def _binary(source_name: str) -> UnreadableDocumentError:
    return UnreadableDocumentError(f"{source_name!r} is binary, not a text; export it as .txt in UTF-8 and try again.")
