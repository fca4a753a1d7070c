"""What a file is by its first bytes, whatever its name says."""

import re

_STARTS = {
    b"%PDF-": "pdf",
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpeg",
    b"GIF8": "gif",
    b"{\\rtf": "rtf",
    b"Rar!\x1a\x07": "rar",
    b"7z\xbc\xaf\x27\x1c": "7z",
}
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# A name in a zip archive is stored as it is, so that the archive need not be opened to see it.
_ZIP_NAMES = {b"word/": "docx", b"xl/": "xlsx", b"ppt/": "pptx", b"OFD.xml": "ofd"}
# In the old container of Office, names are UTF-16. An encrypted .docx or .xlsx is such a container too.
_OLE_NAMES = {"EncryptedPackage": "encrypted", "WordDocument": "doc", "Workbook": "xls", "PowerPoint Document": "ppt"}
_HTML = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)

NAMES = {
    "docx": "a Word document (.docx)",
    "xlsx": "an Excel workbook (.xlsx)",
    "pptx": "a PowerPoint presentation (.pptx)",
    "ofd": "an OFD document (.ofd)",
    "zip": "a zip archive (.zip)",
    "doc": "an old Word document (.doc)",
    "xls": "an old Excel workbook (.xls)",
    "ppt": "an old PowerPoint presentation (.ppt)",
    "office": "a document of an old Office (.doc, .xls or .wps)",
    "pdf": "a PDF (.pdf)",
    "png": "a PNG image (.png)",
    "jpeg": "a JPEG image (.jpg)",
    "gif": "a GIF image (.gif)",
    "rtf": "a rich text (.rtf)",
    "rar": "a RAR archive (.rar)",
    "7z": "a 7-Zip archive (.7z)",
    "html": "a web page (.html)",
}


def kind_of(data: bytes) -> str:
    """The kind of file, one of the keys of `NAMES`, `encrypted`, or an empty string where nothing gives it away.

    >>> kind_of(b"%PDF-1.7"), kind_of("第一条".encode())
    ('pdf', '')
    """
    if data.startswith(_ZIP):
        return next((kind for name, kind in _ZIP_NAMES.items() if name in data), "zip")
    if data.startswith(_OLE):
        return next((kind for name, kind in _OLE_NAMES.items() if name.encode("utf-16-le") in data), "office")
    if _HTML.match(data[:1024]):
        return "html"
    return next((kind for start, kind in _STARTS.items() if data.startswith(start)), "")
