"""Word documents for tests: bodies and lists are written as the XML that Word writes."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest

word = pytest.importorskip("corpus.reading.word", reason="python-docx is not installed: pip install 'youju[readers]'")
docx = pytest.importorskip("docx", reason="python-docx is not installed: pip install 'youju[readers]'")
from docx.oxml import parse_xml  # noqa: E402 — behind the skip
from docx.oxml.ns import nsdecls  # noqa: E402

NAMESPACES = (
    nsdecls("w", "m", "wp", "a", "r")
    + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    + ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
)


def level(place: int, number_format: str, text: str, *, start: int = 1, inside: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="{start}"/><w:numFmt w:val="{number_format}"/>{inside}'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
    )


def abstract(number: int, *levels: str, inside: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>{inside}{"".join(levels)}</w:abstractNum>'


def num(number: int, abstract_number: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract_number}"/>{overrides}</w:num>'


def restart(place: int, start: int = 1) -> str:
    return f'<w:lvlOverride w:ilvl="{place}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(text: str, list_number: int | None = None, place: int | None = 0, *, style: str = "", inside: str = "") -> str:
    level_tag = "" if place is None else f'<w:ilvl w:val="{place}"/>'
    numbered = "" if list_number is None else f'<w:numPr>{level_tag}<w:numId w:val="{list_number}"/></w:numPr>'
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{numbered}</w:pPr>{run(text) if text else ''}{inside}</w:p>"


def style(style_id: str, *, inside: str, based_on: str = "Normal", kind: str = "paragraph") -> str:
    return (
        f'<w:style w:type="{kind}" w:styleId="{style_id}"><w:name w:val="{style_id}"/><w:basedOn w:val="{based_on}"/>'
        f"<w:pPr>{inside}</w:pPr></w:style>"
    )


def cell(*blocks: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(blocks)}</w:tc>"


def table(*rows: list[str]) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join('<w:tr>' + ''.join(cells) + '</w:tr>' for cells in rows)}</w:tbl>"


def word_file(*blocks: str, lists: str = "", styles: str = "") -> bytes:
    """A .docx of these blocks in the body."""
    document = docx.Document()
    _fill(document.part.numbering_part.element, lists)
    for element in parse_xml(f"<w:styles {NAMESPACES}>{styles}</w:styles>"):
        document.styles.element.append(element)
    body = document.element.body
    for place, block in enumerate(parse_xml(f"<w:body {NAMESPACES}>{''.join(blocks)}</w:body>")):
        body.insert(place, block)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _fill(root: object, xml: str) -> None:
    for child in list(root):
        root.remove(child)
    for child in parse_xml(f"<w:numbering {NAMESPACES}>{xml}</w:numbering>"):
        root.append(child)


def office_texts(folder: Path, documents: dict[str, bytes], *, by_way_of: str = "") -> list[str]:
    """What LibreOffice exports as the text of each document, where it is installed; `by_way_of` another format that it writes first."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed, and nothing else tells what a page shows: apt-get install libreoffice-writer")
    paths = [folder / name for name in documents]
    for path, data in zip(paths, documents.values(), strict=True):
        path.write_bytes(data)
    steps = [by_way_of, "txt:Text"] if by_way_of else ["txt:Text"]
    for step in steps:
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [soffice, profile, "--headless", "--convert-to", step, "--outdir", str(folder), *map(str, paths)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        paths = [path.with_suffix(f".{step.partition(':')[0]}") for path in paths]
    return [path.read_text(encoding="utf-8-sig") for path in paths]
