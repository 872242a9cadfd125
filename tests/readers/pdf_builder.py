"""PDF files written by hand, for what no office program prints: turned pages, watermarks, damage, hostile structure.

The Chinese font is STSong-Light, one of the fonts that every PDF reader must know by name (Adobe-GB1), so nothing is
embedded and no font need be installed.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence

A4 = (595.0, 842.0)
_CJK = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H/DescendantFonts[<</Type/Font/Subtype"
    b"/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000"
    b"/W[1[500] 814 939 500]/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/Ascent 859/Descent -141"
    b"/CapHeight 683/StemV 80/ItalicAngle 0/FontBBox[-25 -254 1000 880]>>>>]>>"
)


class Canvas:
    """The contents of one page; coordinates are points from the top left of the unturned page."""

    def __init__(self, size: tuple[float, float] = A4, rotate: int = 0) -> None:
        self.size = size
        self.rotate = rotate
        self.parts: list[bytes] = []
        self.pictures: list[tuple[bytes, int, int]] = []

    def text(
        self, x: float, y: float, text: str, size: float = 14, *, matrix: str = "1 0 0 1", extra: str = ""
    ) -> Canvas:
        """``text`` with its baseline's start at (x, y); ``extra``: operators before it (colour, render mode)."""
        code = text.encode("utf-16-be").hex()
        place = f"{matrix} {x:g} {self.size[1] - y:g} Tm"
        self.parts.append(f"q BT /F {size:g} Tf {extra} {place} <{code}> Tj ET Q".encode())
        return self

    def line(self, x0: float, y0: float, x1: float, y1: float) -> Canvas:
        """A thin line."""
        height = self.size[1]
        self.parts.append(f"0.5 w {x0:g} {height - y0:g} m {x1:g} {height - y1:g} l S".encode())
        return self

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> Canvas:
        """The lines of a table with these borders."""
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        return self

    def picture(self, x: float, y: float, width: float, height: float) -> Canvas:
        """A grey picture whose top left corner is (x, y)."""
        self.pictures.append((bytes([200]) * 4, 2, 2))
        place = f"q {width:g} 0 0 {height:g} {x:g} {self.size[1] - y - height:g} cm /P{len(self.pictures)} Do Q"
        self.parts.append(place.encode())
        return self

    def paragraph(
        self, x: float, y: float, text: str, *, width: int = 30, size: float = 14, indent: bool = True
    ) -> float:
        """Text set in lines of ``width`` characters 1.5 em apart, the first indented by two; the y after it."""
        text = ("\u3000\u3000" if indent else "") + text
        for at in range(0, len(text), width):
            self.text(x, y, text[at : at + width], size)
            y += 1.5 * size
        return y


def build(pages: Sequence[Canvas], *, font: bytes = _CJK, trailer: bytes = b"") -> bytes:
    """The file of these pages."""
    objects: list[bytes] = [b"<</Type/Catalog/Pages 2 0 R>>", b"", font]
    kids: list[int] = []
    for page in pages:
        names: list[str] = []
        for data, columns, rows in page.pictures:
            head = f"/Type/XObject/Subtype/Image/Width {columns}/Height {rows}/ColorSpace/DeviceGray/BitsPerComponent 8"
            objects.append(stream(data, head.encode()))
            names.append(f"/P{len(names) + 1} {len(objects)} 0 R")
        objects.append(stream(b"\n".join(page.parts)))
        contents = len(objects)
        width, height = page.size
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width:g} {height:g}]/Rotate {page.rotate}/Contents {contents} 0 R"
            f"/Resources<</Font<</F 3 0 R>>/XObject<<{''.join(names)}>>>>>>".encode()
        )
        kids.append(len(objects))
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<</Type/Pages/Kids[{listed}]/Count {len(kids)}>>".encode()
    return assemble(objects, trailer)


def stream(data: bytes, head: bytes = b"") -> bytes:
    """A compressed stream object."""
    packed = zlib.compress(data, 9)
    return b"<<" + head + b"/Filter/FlateDecode/Length %d>>stream\n" % len(packed) + packed + b"\nendstream"


def assemble(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """Objects (the first is the catalog) as a file with its cross-reference table."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(out)
