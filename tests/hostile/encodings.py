"""Pages whose bytes and their declared encoding do not agree, and characters that are none or that deceive."""

from collections.abc import Iterator

from tests.hostile.case import ARTICLE, HOLDS, Case, html, made, prose


def cases() -> Iterator[Case]:
    yield from _declared()
    yield from _marked()
    yield from _broken()
    yield from _odd()


def _meta(charset: str) -> str:
    return f'<meta charset="{charset}">'


def _declared() -> Iterator[Case]:
    lies = {
        "utf-16-in-ascii": ("utf-16", "a page that calls itself UTF-16 in plain bytes"),
        "utf-32": ("utf-32", "one byte is no character of it"),
        "latin-1-that-is-utf-8": ("iso-8859-1", "UTF-8 under a Western name"),
        "shift-jis": ("shift_jis", "a lie that fits no byte of the quotation marks"),
    }
    for name, (charset, why) in lies.items():
        yield Case(
            name=f"charset-lie-{name}.html", why=why, make=made(lambda c: html(prose(), _meta(c)), charset), holds=HOLDS
        )
    for charset in ("utf-7", "unicode-escape", "idna", "punycode", "no-such-thing", "rot13", "zip", "base64", "x" * 40):
        yield Case(
            name=f"charset-refused-{charset[:14]}.html",
            why="a name that Python knows for something else than pages, or that nobody knows",
            make=made(lambda c: html(prose(), _meta(c)), charset),
            expected="refused",
            words="encoding",
            by_command=charset == "utf-7",
        )
    yield Case(
        name="charset-name-of-a-megabyte.html",
        why="a name of an encoding without end",
        make=lambda: html(prose(), f'<meta charset="{"a" * 1_000_000}">'),
        expected="refused",
        words="encoding",
    )
    yield Case(
        name="charset-metas-10000.html",
        why="a pattern that looks for the name meets ten thousand elements without one",
        make=lambda: html(prose(), "<meta " * 20_000),
        expected="refused",
        words="attributes",
    )
    yield Case(
        name="charset-in-xml-and-meta.xhtml",
        why="two names that contradict each other",
        make=lambda: b'<?xml version="1.0" encoding="utf-16"?>' + html(prose(), _meta("koi8-r")),
        holds=HOLDS,
    )


def _marked() -> Iterator[Case]:
    for codec, name in (("utf-16", "utf-16"), ("utf-32", "utf-32"), ("utf-8-sig", "utf-8")):
        yield Case(
            name=f"mark-{name}.html",
            why="the mark at the start goes before what the page says",
            make=made(lambda c: html(prose(), _meta("iso-8859-1")).decode().encode(c), codec),
            holds=HOLDS,
            by_command=name == "utf-16",
        )
    yield Case(
        name="mark-twice.txt",
        why="two marks: the second is a character of the text",
        make=lambda: "\ufeff\ufeff".encode() + ARTICLE.encode(),
        holds=HOLDS,
    )
    yield Case(
        name="mark-utf-16-odd.txt",
        why="half a character at the end",
        make=lambda: ARTICLE.encode("utf-16") + b"\x00",
        expected="refused",
        words="cannot be decoded",
    )
    yield Case(
        name="mark-utf-16-lone-surrogates.txt",
        why="halves of characters that no text may keep",
        make=lambda: (
            b"\xff\xfe" + ARTICLE.encode("utf-16-le") + b"\x00\xd8a\x00\x00\xdc" * 20 + ARTICLE.encode("utf-16-le")
        ),
        expected="refused",
        words="cannot be decoded",
    )
    yield Case(
        name="mark-alone.txt",
        why="nothing but a mark",
        make=lambda: b"\xef\xbb\xbf",
        expected="refused",
        words="empty page",
    )
    yield Case(
        name="mark-utf-16-swapped.txt",
        why="the mark of one order before bytes of the other",
        make=lambda: b"\xff\xfe" + ARTICLE.encode("utf-16-be"),
        expected="problem",
        words="not in English",
        by_command=True,
    )


def _broken() -> Iterator[Case]:
    encoded = ARTICLE.encode()
    yield Case(
        name="utf-8-cut.txt",
        why="the last character is cut in two",
        make=lambda: (ARTICLE * 3 + "”").encode()[:-1],
        expected="problem",
        words=r"U\+FFFD",
        holds=HOLDS,
    )
    yield Case(
        name="utf-8-surrogates.txt",
        why="surrogates written as UTF-8 are no UTF-8",
        make=lambda: encoded * 2 + b"\xed\xa0\x80\xed\xbf\xbf",
        expected="problem",
        words=r"U\+FFFD",
        holds=HOLDS,
    )
    yield Case(
        name="utf-8-overlong.txt",
        why="a slash in three bytes",
        make=lambda: encoded * 2 + b" \xe0\x80\xaf \xc0\xaf \xf8\x88\x80\x80\x80",
        expected="problem",
        words=r"U\+FFFD",
        holds=HOLDS,
    )
    yield Case(
        name="utf-8-broken-throughout.html",
        why="a stray byte in every tenth place",
        make=lambda: b"".join(html(prose(5))[i : i + 40] + b"\xff" for i in range(0, 1500, 40)),
        expected="problem",
        words=r"U\+FFFD",
        holds="fallen",
    )
    yield Case(
        name="nul-in-text.txt",
        why="NUL amid words stays where it is",
        make=lambda: encoded * 5 + b" a\x00b " + encoded,
        holds=HOLDS,
        by_command=True,
    )
    yield Case(
        name="nul-in-html.html",
        why="for the parser NUL is the end; what follows must be read",
        make=lambda: html("<p>a\x00b</p><\x00p>" + prose()),
        holds=HOLDS,
    )
    yield Case(
        name="nul-everywhere.txt",
        why="a file that is mostly NUL is no text",
        make=lambda: b"a\x00\x00\x00" * 10_000,
        expected="refused",
        words="binary data|NUL",
        by_command=True,
    )
    yield Case(
        name="controls.txt",
        why="binary data under a text's name",
        make=lambda: bytes(range(256)) * 200,
        expected="refused",
        words="binary data|encoding",
    )
    yield Case(
        name="random.html",
        why="noise under a page's name",
        make=lambda: bytes((i * i * 7919 + i // 3) % 256 for i in range(20_000)),
        expected="refused",
        words="binary data|without visible text|encoding",
    )
    yield Case(name="empty.html", why="no bytes at all", make=lambda: b"", expected="refused", words="empty page")
    yield Case(
        name="blank.txt",
        why="nothing but white space",
        make=lambda: b" \t\r\n" * 10_000,
        expected="refused",
        words="empty page",
    )
    for name, magic in (
        ("program", b"\x7fELF"),
        ("image", b"\x89PNG\r\n"),
        ("zip", b"PK\x03\x04"),
        ("jpeg", b"\xff\xd8\xff"),
    ):
        yield Case(
            name=f"magic-{name}.txt",
            why="another kind of file under a text's name",
            make=made(lambda m: m + encoded, magic),
            expected="refused",
            words="not a page of text|ZIP|image|program",
        )


def _odd() -> Iterator[Case]:
    odd = {
        "right-to-left-overrides": ("\u202eThe army\u202c \u2066denied\u2069 it. ", "text that shows backwards"),
        "zero-width": ("The\u200b ar\u200bmy\ufeff sa\u200did\u2060 so. ", "characters without width within words"),
        "tags": ("The army said so.\U000e0041\U000e0042\U000e007f ", "characters that no screen shows"),
        "combining": ("The a" + "\u0301" * 200 + "rmy said so. ", "two hundred accents on one letter"),
        "private": ("The \ue000\U000f0000 army said so. ", "characters of nobody"),
        "noncharacters": ("The \ufffe\uffff\U0010ffff army said so. ", "code points that are never characters"),
        "lookalikes": ("Тhe аrmy sаid sо. ", "letters of another script that look the same"),
        "line-separators": ("The army said so.\u2028It left.\u2029\x85\x0b\x0c", "line ends that few know"),
        "bells": ("The army said so. " * 40 + "\x07\x1b[31m\x1b]0;x\x07", "commands to a terminal"),
    }
    for name, (text, why) in odd.items():
        yield Case(
            name=f"odd-{name}.txt",
            why=why,
            make=made(lambda text: f"{ARTICLE} {ARTICLE}\n\n{text * 10}\n\n{ARTICLE}".encode(), text),
            holds=HOLDS,
            by_command=name == "right-to-left-overrides",
        )
        yield Case(
            name=f"odd-{name}.html",
            why=f"{why}, in HTML",
            make=made(lambda text: html(prose() + f"<h2>{text}</h2><p>{text * 10}</p>" + prose()), text),
            holds=HOLDS,
        )
