"""Small PDF files written by hand: lines of text set at places, in the fonts that every reader of PDF has."""

from collections.abc import Sequence
from textwrap import wrap

from msgspec import Struct

FONTS = ("Helvetica", "Helvetica-Bold", "Times-Roman")
WIDE, HIGH = 595, 842  # A4, in points


class Set(Struct, frozen=True):
    """A line set with its left end at (`x`, `y`) points from the lower left corner; `font` is its place in FONTS."""

    x: float
    y: float
    text: str
    size: float = 10
    font: int = 0


Sheet = Sequence[Set]


def pdf(*sheets: Sheet, info: dict[str, str] | None = None, trailer: str = "", rotate: int = 0) -> bytes:
    """A PDF file of these pages, with what its document information says."""
    kids = " ".join(f"{10 + 2 * i} 0 R" for i in range(len(sheets)))
    told = " ".join(f"/{key} {_text(value)}" for key, value in (info or {}).items())
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Count {len(sheets)} /Kids [{kids}] >>".encode(),
        3: f"<< {told} >>".encode(),
    }
    for i, name in enumerate(FONTS):
        objects[4 + i] = (
            f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding /FirstChar 32 "
            f"/LastChar 255 >>"
        ).encode()
    fonts = " ".join(f"/F{i} {4 + i} 0 R" for i in range(len(FONTS)))
    for i, sheet in enumerate(sheets):
        drawn = b"\n".join(map(_drawn, sheet))
        objects[10 + 2 * i] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDE} {HIGH}] /Rotate {rotate} "
            f"/Resources << /Font << {fonts} >> >> /Contents {11 + 2 * i} 0 R >>"
        ).encode()
        objects[11 + 2 * i] = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn)
    return _file(objects, trailer)


def column(words: str, x: float, y: float, *, letters: int = 80, size: float = 10, font: int = 0) -> list[Set]:
    """A paragraph broken into lines of so many letters, downwards from `y`."""
    lines = wrap(words, letters, break_on_hyphens=False)
    return [Set(x, y - i * size * 1.2, line, size, font) for i, line in enumerate(lines)]


def _drawn(line: Set) -> bytes:
    # Each line has its own place, as typesetting programs write it.
    escaped = line.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252")
    return b"BT /F%d %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET" % (line.font, line.size, line.x, line.y, escaped)


def _text(value: str) -> str:
    return f"<FEFF{value.encode('utf-16-be').hex()}>"


def _file(objects: dict[int, bytes], trailer: str) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    begin = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n" % size
    for number in range(size):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 3 0 R %s >>\n" % (size, trailer.encode())
    out += b"startxref\n%d\n%%%%EOF\n" % begin
    return bytes(out)
