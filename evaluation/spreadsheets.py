"""Formulas that a page might slip into a spreadsheet: each goes through our CSV into LibreOffice, where no cell may
compute and each text has to be there as it was.

python -m evaluation.spreadsheets
"""

import csv
import io
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from xml.etree import ElementTree

from sayso.export import tables
from sayso.export.meta import Meta
from sayso.ids import document_id
from sayso.records import Chosen, Document, Reading

PAYLOADS: Final = (
    "=1+1", "=SUM(A1:A9)", "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://127.0.0.1/\",\"click\")",
    "=WEBSERVICE(\"http://127.0.0.1/\")", "=IMPORTXML(\"http://127.0.0.1/\",\"//a\")", "=DDE(\"a\";\"b\";\"c\")",
    "=2+5+cmd|' /C calc'!A0", "=1", "==1", "=-1", "=A1", "=NOW()", "=\"a\"&\"b\"", "={1;2}", "=IF(1,2,3)",
    "+1+1", "+SUM(A1)", "+cmd|' /C calc'!A0", "+49 30 1234", "-1+1", "-2+3+cmd|' /C calc'!A0", "-SUM(1)", "--1",
    "@SUM(1+1)", "@A1", "@cmd|' /C calc'!A0", " =1+1", "  +1+1", "\t=1+1", "\u00a0=1+1", "\u200b=1+1", "\ufeff=1+1",
    "'=1+1", "\"=1+1\"", "＝1+1", "＋1+1", "－1+1", "＠SUM(1)", "%=1+1",
)  # fmt: skip
COLUMNS: Final = ("title", "author", "publisher", "text")
META: Final = Meta(made="2024-03-02T08:00:00+00:00", version="0")
SECONDS: Final = 180
OFFICE: Final = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TABLE: Final = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
TEXT: Final = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
SHEET: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def measure(shared: Path) -> dict[str, Any]:
    """Payloads, and of the cells that hold them in what LibreOffice made of our CSV those that compute, and those whose
    text is another."""
    if office() is None:
        return {"payloads": len(PAYLOADS), "LibreOffice": "not on this machine"}
    with TemporaryDirectory() as folder:
        found, bare = faults(Path(folder)), unguarded(Path(folder))
    return {
        "payloads": len(PAYLOADS),
        "cells": len(PAYLOADS) * len(COLUMNS) * 2,
        "cells that compute": sum("computes" in fault for fault in found),
        "cells that compute without our apostrophes": bare,
        "texts that are others": sum("computes" not in fault for fault in found),
    }


def office() -> str | None:
    """Where LibreOffice is, if it is there."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def faults(folder: Path) -> list[str]:
    """What is wrong with the sheets that LibreOffice makes of a table of payloads."""
    (folder / "told.csv").write_bytes(b"".join(tables.as_csv("documents", COLUMNS)(chosen(), META)))
    expected = [cells[:-1] for cells in _read(folder / "told.csv")][1:]
    found = []
    for kind, read in (("ods", ods), ("xlsx", xlsx)):
        convert(folder / "told.csv", kind)
        formulas, rows = read(folder / f"told.{kind}")
        found += [f"{kind}: a cell computes: {formula}" for formula in formulas]
        texts = [row[: len(COLUMNS)] for row in rows[1 : 1 + len(expected)]]
        found += [f"{kind}: {told!r} of {cell!r}" for cell, told in _differing(expected, texts)]
    return found


def unguarded(folder: Path) -> int:
    """How many cells compute where the same payloads go into a table as they are: none would mean that nothing is
    measured."""
    with (folder / "bare.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows([payload] * len(COLUMNS) for payload in PAYLOADS)
    convert(folder / "bare.csv", "ods")
    return len(ods(folder / "bare.ods")[0])


def chosen() -> Iterator[Chosen]:
    """A page for each payload, which stands in every fact of it."""
    for number, payload in enumerate(PAYLOADS):
        document = Document(
            id=document_id(str(number).encode()), media_type="text/plain", title=payload, author=payload,
            publisher=payload, text=payload,
        )  # fmt: skip
        yield Chosen(reading=Reading(reader="0", document=document), attributions=frozenset(), events=frozenset())


def convert(path: Path, kind: str) -> None:
    """Have LibreOffice open a file, as it does for whoever clicks on it, and save it as this kind."""
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    line = [office() or "soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(path.parent)]
    reading = "--infilter=Text - txt - csv (StarCalc):44,34,76,1"  # commas, quotation marks, UTF-8, from the first line
    subprocess.run([*line, reading, str(path)], check=True, capture_output=True, timeout=SECONDS)


def ods(path: Path) -> tuple[list[str], list[list[str]]]:
    """The formulas of a sheet, and the texts of its rows."""
    with zipfile.ZipFile(path) as file:
        root = ElementTree.fromstring(file.read("content.xml"))
    formulas = [cell.attrib[f"{{{TABLE}}}formula"] for cell in root.iter() if f"{{{TABLE}}}formula" in cell.attrib]
    return formulas, [list(_cells(row)) for row in root.iter(f"{{{TABLE}}}table-row")]


def _cells(row: ElementTree.Element) -> Iterator[str]:
    """The texts of a row; one that stands in several cells side by side is written once, with their number."""
    for cell in row.findall(f"{{{TABLE}}}table-cell"):
        times = int(cell.get(f"{{{TABLE}}}number-columns-repeated", "1"))
        yield from [_paragraphs(cell)] * min(times, len(COLUMNS) + 1)


def xlsx(path: Path) -> tuple[list[str], list[list[str]]]:
    """The same of a workbook."""
    with zipfile.ZipFile(path) as file:
        shared = ElementTree.fromstring(file.read("xl/sharedStrings.xml"))
        sheet = ElementTree.fromstring(file.read("xl/worksheets/sheet1.xml"))
    strings = ["".join(part.text or "" for part in item.iter(f"{{{SHEET}}}t")) for item in shared]
    formulas = [cell.text or "" for cell in sheet.iter(f"{{{SHEET}}}f")]
    rows = [[_value(cell, strings) for cell in row.findall(f"{{{SHEET}}}c")] for row in sheet.iter(f"{{{SHEET}}}row")]
    return formulas, rows


def _value(cell: ElementTree.Element, strings: Sequence[str]) -> str:
    told = cell.findtext(f"{{{SHEET}}}v") or ""
    return strings[int(told)] if cell.get("t") == "s" else told


def _paragraphs(cell: ElementTree.Element) -> str:
    return "\n".join(_text(part) for part in cell.findall(f"{{{TEXT}}}p"))


def _text(part: ElementTree.Element) -> str:
    """The text of a paragraph, in which runs of blanks and tabs are elements."""
    told = part.text or ""
    for inner in part:
        if inner.tag == f"{{{TEXT}}}s":
            told += " " * int(inner.get(f"{{{TEXT}}}c", "1"))
        elif inner.tag == f"{{{TEXT}}}tab":
            told += "\t"
        else:
            told += _text(inner)
        told += inner.tail or ""
    return told


def _read(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def _differing(expected: list[list[str]], found: list[list[str]]) -> Iterator[tuple[str, str]]:
    for number, row in enumerate(expected):
        told = found[number] if number < len(found) else []
        for place, cell in enumerate(row):
            here = told[place] if place < len(told) else ""
            if here not in (cell, cell.removeprefix("'")):  # a leading apostrophe may be taken as the mark of a text
                yield cell, here


if __name__ == "__main__":
    for name, figure in measure(Path()).items():
        print(f"{name}: {figure}")
    with TemporaryDirectory() as made:
        print(*faults(Path(made)), sep="\n")
