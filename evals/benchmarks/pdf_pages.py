"""PDFs written by hand, to be measured and tested with: Chinese in a font that every reader knows, so that none has to be embedded."""

from collections.abc import Iterable, Sequence
from zlib import compress

WIDTH, HEIGHT = 595, 842
# A line: how far from the left and the upper edge in points, how large, and what.
Placed = tuple[float, float, float, str]

_FONT = (
    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts["
    "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000"
    "/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 -120 1000 880]/Ascent 880/Descent -120"
    "/ItalicAngle 0/CapHeight 880/StemV 80>>>>]>>"
)


def page_lines(texts: Iterable[str], *, indents: Iterable[int] = (), top: float = 90, size: float = 14) -> list[Placed]:
    """Lines one under the other, as text stands on a page; those in `indents` begin two characters further in."""
    inner = set(indents)
    return [(90 + 2 * size * (place in inner), top + 1.6 * size * place, size, text) for place, text in enumerate(texts)]


def pdf_file(pages: Sequence[Sequence[Placed]], *, picture: bool = False) -> bytes:
    """A PDF with these lines on its pages, or with a grey picture over each page."""
    image = compress(b"\x80" * 64)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{' '.join(f'{5 + 2 * n} 0 R' for n in range(len(pages)))}]/Count {len(pages)}>>".encode(),
        _FONT.encode(),
        _stream(image, "/Type/XObject/Subtype/Image/Width 8/Height 8/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode"),
    ]
    for number, lines in enumerate(pages):
        resources = "<</Font<</F 3 0 R>>/XObject<</P 4 0 R>>>>"
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Contents {6 + 2 * number} 0 R/Resources{resources}>>".encode()
        )
        objects.append(_stream((_picture() if picture else "") + "".join(map(_line, lines)), ""))
    return assembled(objects)


def assembled(objects: Sequence[bytes], *, trailer: str = "") -> bytes:
    """A PDF of these objects, the first of which is the catalogue."""
    written = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{len(written)}\n%%EOF\n"
    return written + end.encode()


def prints_chinese() -> bool:
    """Whether this machine has a font for the Chinese of such a PDF: without one its characters have no shape."""
    from corpus.reading.pdf import open_document  # noqa: PLC0415 -- comes with the extra `readers`

    page = open_document(pdf_file([page_lines(["中文"])]), most_pages=1)[0]
    return all(bottom < top for _, bottom, _, top in (item.get_bounds() for item in page.get_objects()))


def _stream(content: str | bytes, entries: str) -> bytes:
    data = content.encode() if isinstance(content, str) else content
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries.encode(), len(data), data)


def _line(line: Placed) -> str:
    left, top, size, text = line
    return f"BT /F {size} Tf {left} {HEIGHT - top - size} Td <{text.encode('utf-16-be').hex()}> Tj ET\n"


def _picture() -> str:
    return f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /P Do Q\n"
