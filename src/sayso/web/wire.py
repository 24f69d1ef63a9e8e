"""What goes over the wire: HTML as bytes a browser reads back unchanged, and the headers that keep a page inert."""

import re
from datetime import UTC, datetime
from typing import get_args
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined

from sayso.export.events import counted, when
from sayso.export.terminal import UNSAID
from sayso.parse.language import name_of
from sayso.records import Act, EventType, SpeakerKind
from sayso.soundness import one_line
from sayso.web import pages, selecting

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-cache",
}
# A browser drops NUL, and a lone surrogate cannot be sent: each shows as one replacement mark, so no offset moves.
UNSENDABLE = re.compile("[\x00\ud800-\udfff]")


def sendable(html: str) -> bytes:
    """A page as UTF-8. A browser reads CR and CRLF as LF unless they are written as references."""
    return UNSENDABLE.sub("\ufffd", html).replace("\r", "&#13;").encode()


def address(actor: str) -> str:
    """Where an actor's page is. An id is one word, whatever else it holds."""
    return f"/actors/{quote(actor, safe='', errors='replace')}"


def moment(time: str) -> str:
    """A time of ISO 8601 as a page shows it: to the minute, in UTC where it says how far from it it is. What is no such
    time, as a ledger from elsewhere may have it, is shown as it is."""
    try:
        read = datetime.fromisoformat(time)
    except ValueError:
        return time
    return f"{read:%Y-%m-%d %H:%M}" if read.tzinfo is None else f"{read.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def environment() -> Environment:
    """The templates. Everything is escaped; a name that is not there is an error."""
    made = Environment(
        loader=PackageLoader("sayso.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    made.filters["fold_title"] = pages.fold_title
    made.filters["language"] = pages.language
    made.filters["language_name"] = name_of
    made.filters["live"] = pages.live
    made.filters["one_line"] = one_line
    made.filters["told_apart"] = pages.told_apart
    made.filters["actor"] = address
    made.filters["moment"] = moment
    made.filters["counted"] = counted
    made.globals |= {
        "UNSAID": UNSAID,
        "ACTS": get_args(Act),
        "KINDS": get_args(SpeakerKind),
        "TYPES": get_args(EventType),
        "KIND_LABELS": selecting.KIND_LABELS,
        "MANNER_LABELS": selecting.MANNER_LABELS,
        "TYPE_LABELS": selecting.TYPE_LABELS,
        "when": when,
    }
    return made
