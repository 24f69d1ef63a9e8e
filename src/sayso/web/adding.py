"""The pages on which pages are added: files, a text or an address from the browser, read in the background, and how far
that is."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from html import escape
from pathlib import PurePosixPath
from typing import Annotated, Any, Final
from urllib.parse import urlsplit

from fastapi import Depends, Request, Response
from fastapi.concurrency import run_in_threadpool
from msgspec import Struct
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive

from sayso.errors import InputError, RefusedError, SaysoError
from sayso.records import Page
from sayso.settings import Settings
from sayso.sources import guarding
from sayso.sources.files import MEDIA_TYPES
from sayso.web.answers import Forms, back_to, page
from sayso.web.background import HELD, Given, Intake, new_id, refuse
from sayso.web.gate import check_origin, check_proof

HERE: Final = "/add"
FORM: Final = "multipart/form-data"
FILES: Final = 100  # in one upload
FIELDS: Final = 16
SPARE: Final = 1_000_000  # bytes of an upload besides those of its pages
DRAINED: Final = 20  # times of what is taken: so much of a larger upload is let come, or else no browser hears why not
NAME: Final = 150  # characters of a file's name, its last ones
REFRESH: Final = 2  # seconds after which a page that shows progress is asked for again
LONGEST: Final[Mapping[str, int]] = {"fetch": 2000, "address": 2000, "title": 300, "publisher": 200, "published": 10}

_SEPARATOR: Final = re.compile(r"[/\\]")
_BLANK_LINES: Final = re.compile(r"\n[^\S\n]*\n\s*")


class TooLargeError(InputError):
    """More than is taken."""

    status = 413


class Sent(Struct, frozen=True):
    """What a form brings: files by name, None for one that is larger than a page may be; and its fields."""

    files: tuple[tuple[str, bytes | None], ...]
    fields: Mapping[str, str]


async def _sent(request: Request) -> Sent:
    """What an upload brings. RefusedError, before it is read, for one from elsewhere; InputError for one that cannot be
    used."""
    keeper, settings = request.app.state.keeper, _settings(request)
    check_origin(keeper, request.headers)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise InputError(f"Pages are sent as {FORM}.")
    limited = Request(request.scope, _limited(request.receive, most(settings)))
    try:
        async with limited.form(max_files=FILES, max_fields=FIELDS, max_part_size=settings.max_bytes) as form:
            fields = _fields(form)
            check_proof(keeper, request.headers, fields)
            return Sent(await run_in_threadpool(lambda: tuple(_files(form, settings.max_bytes))), fields)
    except HTTPException as error:
        raise _told(str(error.detail), settings) from None
    except (UnicodeDecodeError, LookupError):
        raise InputError("The upload cannot be read.") from None


Uploaded = Annotated[Sent, Depends(_sent)]


def most(settings: Settings) -> int:
    """Bytes that one upload may have."""
    return HELD * settings.max_bytes + SPARE


def show_form(request: Request, forms: Forms) -> Response:
    """The form by which pages are added."""
    return _form(request, forms, {})


def add(request: Request, forms: Forms, sent: Uploaded) -> Response:
    """Take pages, and show how their reading goes on; the form again, where it cannot be used."""
    job = new_id()
    try:
        given = tuple(_given(sent, job, _settings(request)))
        _intake(request).submit(given, job)
    except SaysoError as error:
        return _form(request, forms, sent.fields, str(error), error.status)
    return back_to(f"{HERE}/{job}")


def show_job(request: Request, job: str, refresh: str = "") -> Response:
    """How far the pages that came together are. It asks for itself again until they are read, unless it is told not to:
    by a header, so that there is no script that has to run."""
    found = _intake(request).job(job)
    still = found.over or refresh == "no"
    answer = page("adding.html", section="add", job=found, still=still)
    if not still:
        answer.headers["refresh"] = str(REFRESH)
    return answer


def file_name(told: str) -> str:
    """The name of a file without folders, without what is not seen or turns the order of what is."""
    name = _SEPARATOR.split(told)[-1]
    name = "".join(letter if letter.isprintable() else "_" for letter in name).strip()[-NAME:]
    return name if name.strip(". ") else "page"


def pasted(fields: Mapping[str, str], job: str) -> Page:
    """The page that a pasted text is. Of plain text for which a title, a publisher or a day is given an HTML page is
    made that says so: a page is kept as bytes, and these are where its reading looks for them."""
    text = fields["text"].replace("\r\n", "\n")
    said = {name: value for name in ("title", "publisher", "published") if (value := fields.get(name, ""))}
    kind = fields.get("kind", "text")
    if kind not in ("text", "html"):
        raise InputError("The pasted words are either text or HTML.")
    if said and kind == "html":
        raise InputError("HTML says itself what its title, its publisher and its day are. Leave these fields empty.")
    if "published" in said:
        _check_day(said["published"])
    url = _address(fields.get("address", ""))
    data = _with_head(text, said) if said else text
    return Page(
        data=data.encode(),
        url=url,
        path=None if url else f"pasted/{job}",
        media_type="text/html; charset=utf-8" if said or kind == "html" else "text/plain; charset=utf-8",
        fetched=_now(),
    )


def _given(sent: Sent, job: str, settings: Settings) -> Iterator[Given]:
    """The pages that were sent; those that are too large are entered as failures, as any other page that fails."""
    fetched = _to_fetch(sent.fields.get("fetch", ""))
    if not sent.files and not sent.fields.get("text", "").strip() and fetched is None:
        raise InputError("Nothing was sent: choose at least one file, give an address, or paste a text.")
    if fetched is not None:
        yield Given(fetched, url=fetched)
    if sent.fields.get("text", "").strip():
        new = pasted(sent.fields, job)
        yield Given(new.url or sent.fields.get("title") or "Pasted text", new)
    for number, (name, data) in enumerate(sent.files, start=1):
        new = _uploaded(name, data or b"", f"{job}-{number}")
        if data is not None:
            yield Given(name, new)
        else:
            reason = f"larger than {settings.max_bytes:,} bytes"
            yield Given(name, reason=refuse(settings.ledger, new, reason, "files").reason)


def _uploaded(name: str, data: bytes, place: str) -> Page:
    """A file as a page. Its path is one of its own: files of one name need not be versions of one page."""
    kind = MEDIA_TYPES.get(PurePosixPath(name).suffix.lower())
    return Page(data=data, path=f"uploaded/{place}/{name}", media_type=kind, fetched=_now())


def _with_head(text: str, said: Mapping[str, str]) -> str:
    names = {"publisher": "og:site_name", "published": "article:published_time"}
    metas = [f'<meta property="{names[name]}" content="{escape(said[name])}">' for name in names if name in said]
    title = escape(said.get("title", ""))
    head = ["<!doctype html>", "<html>", "<head>", '<meta charset="utf-8">', f"<title>{title}</title>", *metas]
    body = ["</head>", "<body>", "<article>", *([f"<h1>{title}</h1>"] if title else [])]
    body += [
        f"<p>{escape(part, quote=False)}</p>".replace("\n", "<br>\n")
        for part in _BLANK_LINES.split(text.strip("\n"))
        if part.strip()
    ]
    return "\n".join([*head, *body, "</article>", "</body>", "</html>", ""])


def _address(told: str) -> str | None:
    """The address from which a pasted text is, where one is told; InputError for what is none."""
    if not told:
        return None
    try:
        parts = urlsplit(told)
        sound = parts.scheme.lower() in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound = False
    if not sound or not told.isprintable() or re.search(r"\s", told):
        raise InputError("The address of the page has to begin with http:// or https:// and to have no blanks in it.")
    return told


def _to_fetch(told: str) -> str | None:
    """The address of a page to be fetched, in its one spelling, where one is told. RefusedError or InputError for what
    can be seen now not to be asked for; what its name stands for is seen when it is asked."""
    if not told:
        return None
    asked = guarding.target(told)
    if guarding.is_literal(asked.host):
        guarding.checked(asked, [asked.host])
    elif guarding.is_local_name(asked.host):
        raise RefusedError(f"{guarding.shown(asked.url)}: a name of this machine or its own network")
    return asked.url


def _check_day(told: str) -> None:
    try:
        date.fromisoformat(told)
    except ValueError:
        raise InputError(f"“{told}” is no day: write it as 2024-09-01.") from None


def _fields(form: FormData) -> dict[str, str]:
    """The fields, blanks around them taken off; InputError where one is there twice or too long."""
    pairs = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    fields = {name: value if name == "text" else value.strip() for name, value in pairs}
    if len(fields) < len(pairs):
        raise InputError("The form says one thing twice.")
    for name, value in fields.items():
        if name != "text" and len(value) > (longest := LONGEST.get(name, 500)):
            raise InputError(f"A field of the form is longer than {longest:,} characters.")
    return fields


def _files(form: FormData, largest: int) -> Iterator[tuple[str, bytes | None]]:
    """The files; a browser sends one without a name where none was chosen."""
    for _, sent in form.multi_items():
        if isinstance(sent, UploadFile) and sent.filename:
            data = sent.file.read(largest + 1)
            yield file_name(sent.filename), data if len(data) <= largest else None


def _limited(receive: Receive, limit: int) -> Receive:
    """What receives a body and stops at a number of bytes. The rest is let come before that is told: a browser that is
    still sending does not listen."""
    got = 0

    async def limited() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        while got > limit:
            if not message.get("more_body") or got > DRAINED * limit:
                raise TooLargeError(f"More than {limit:,} bytes were sent at once. Send fewer files at a time.")
            message = await receive()
            got += len(message.get("body", b""))
        return message

    return limited


def _told(detail: str, settings: Settings) -> InputError:
    """What is wrong with an upload, of what its parser says."""
    if detail.startswith("Too many files"):
        return TooLargeError(f"At most {FILES} files are taken at once.")
    if detail.startswith("Part exceeded"):
        return TooLargeError(f"The pasted text is longer than {settings.max_bytes:,} bytes.")
    return InputError("The upload cannot be read.")


def _form(
    request: Request, forms: Forms, fields: Mapping[str, str], fault: str | None = None, status: int = 200
) -> Response:
    settings = _settings(request)
    shown: dict[str, Any] = {
        "fields": {name: fields.get(name, "") for name in (*LONGEST, "text", "kind")},
        "fault": fault,
        "jobs": _intake(request).jobs()[:5],
        "longest": LONGEST,
        "most_files": FILES,
        "megabytes": settings.max_bytes / 1_000_000,
        "megabytes_all": HELD * settings.max_bytes / 1_000_000,
    }
    return page("add.html", status, section="add", judging=forms, **shown)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _intake(request: Request) -> Intake:
    found: Intake = request.app.state.intake
    return found


def _settings(request: Request) -> Settings:
    found: Settings = request.app.state.settings
    return found


ROUTES: Final[Mapping[str, Callable[..., Response]]] = {HERE: show_form, f"{HERE}/{{job}}": show_job}
CHANGES: Final[Mapping[str, Callable[..., Response]]] = {HERE: add}
