"""Plain texts of which a pattern or a loop could make quadratic work, each of some 100,000 characters behind an
article."""

from collections.abc import Iterator

from tests.hostile.case import ARTICLE, HOLDS, Case, made

SIZE = 100_000

BAITS: dict[str, tuple[str, str]] = {
    "double-quotation-marks": ('"', "each may open a quotation that all others close"),
    "opening-quotation-marks": ("“a ", "quotations that are never closed"),
    "closing-quotation-marks": ("” ", "quotations that were never opened"),
    "single-quotation-marks": ("‘a ", "apostrophes or quotations"),
    "apostrophes": ("a'", "a word of apostrophes without end"),
    "dashes": ("—", "a dash without end"),
    "dashes-with-blanks": ("— ", "a line of dashes"),
    "hyphens": ("-", "a rule without end"),
    "hyphened-words": ("a-", "one word of fifty thousand parts"),
    "full-stops": (".", "an ellipsis without end"),
    "full-stops-with-blanks": (". ", "sentences of nothing"),
    "question-marks-quoted": ('?" ', "stops that a quotation may go on behind"),
    "initials": ("A. ", "initials of a name without end"),
    "initials-without-blanks": ("A.", "one abbreviation without end"),
    "dates-beyond": ("99999-99-99 ", "dates that no calendar has"),
    "dates-half": ("2015-01-", "dates that are never finished"),
    "months": ("January ", "months without days"),
    "digits": ("1", "a number of a hundred thousand digits"),
    "digits-grouped": ("1,000,", "a number whose groups never end"),
    "digits-pointed": ("1.", "a number of points"),
    "title-case": ("Velm Dorn ", "a name without end"),
    "capitals": ("VELM ", "an acronym or a shout"),
    "title-case-stops": ("Velm.", "sentences without blanks"),
    "blanks": (" ", "blanks without end"),
    "tabs": ("\t", "tabs without end"),
    "line-ends": ("\n", "blank lines without end"),
    "short-lines": ("x\n", "lines of a letter, which may be one wrapped paragraph"),
    "short-paragraphs": ("x\r\n\r\n", "more blocks than a page has"),
    "headings": ("Town falls\n\n", "headings without text"),
    "bullets": ("• ", "items of nothing"),
    "list-items": ("- x\n", "a list without end"),
    "bylines": ("By Ana Ruiz\n", "authors without end"),
    "byline-of-all": ("By Ana Ruiz and ", "one byline that never ends"),
    "markers": ("Related\n\n", "markers of furniture"),
    "datelines": ("Published: ", "a date that never comes"),
    "photographs": ("Photo: ", "a caption that never ends"),
    "addresses": ("http://", "addresses of nothing"),
    "at-signs": ("a@", "one address of mail without end"),
    "brackets": ("(", "brackets that are never closed"),
    "notes": ("[1] ", "notes without text"),
    "bars": (" | ", "a menu without end"),
    "underscores": ("_", "a rule of underscores"),
    "flags": ("\U0001f1e6", "half flags"),
    "joined-emoji": ("\U0001f468\u200d", "one picture without end"),
    "accents": ("\u0301", "accents without end"),
    "formulas": ("=HYPERLINK(\"http://x\",\"y\") ", "what a spreadsheet would run"),
    "escapes": ("\\u0000\\x00%00 ", "escapes that nobody may undo"),
}  # fmt: skip
TOO_MANY = {"short-paragraphs", "headings", "bylines", "markers", "list-items"}
FEW = 30_000


def cases() -> Iterator[Case]:
    for name, (bait, why) in BAITS.items():
        yield Case(
            name=f"bait-{name}.txt",
            why=why,
            make=made(
                lambda bait: f"{ARTICLE}\n\n{ARTICLE}\n\n{bait * (SIZE // len(bait))}\n\n{ARTICLE}".encode(), bait
            ),
            holds=HOLDS,
        )
    yield Case(
        name="bait-one-line-of-a-megabyte.txt",
        why="a page without a line end",
        make=lambda: (ARTICLE + " ").encode() * 4000,
        holds=HOLDS,
    )
    yield Case(
        name="bait-one-word-of-a-megabyte.txt",
        why="a word without end",
        make=lambda: f"{ARTICLE} {'a' * 1_000_000}".encode(),
        holds=HOLDS,
    )
    yield Case(
        name="bait-sentence-without-end.txt",
        why="a sentence of twenty thousand words",
        make=lambda: f"{ARTICLE}\n\n{'the army and the town and ' * 4000}".encode(),
        holds=HOLDS,
    )
