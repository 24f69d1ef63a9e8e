"""What a form posts: its fields, under limits, from one of the server's own pages or with the credential."""

from collections.abc import Mapping
from typing import Annotated, Final
from urllib.parse import parse_qsl

from fastapi import Depends, Request

from sayso.errors import InputError
from sayso.web.gate import check_origin, check_proof

BODY: Final = 131_072  # bytes
FIELDS: Final = 16  # how many
LONGEST: Final[Mapping[str, int]] = {  # characters of a field
    "note": 2000, "judge": 100, "content": 8000, "content2": 8000, "content3": 8000,
}  # fmt: skip
OTHERS: Final = 500  # characters of every other field
FORM: Final = "application/x-www-form-urlencoded"


async def _posted(request: Request) -> dict[str, str]:
    """The fields of a change that may be made; RefusedError for one that may not, InputError for what is no form."""
    keeper = request.app.state.keeper
    check_origin(keeper, request.headers)
    fields = parsed(request.headers.get("content-type", ""), await _body(request))
    check_proof(keeper, request.headers, fields)
    return fields


Posted = Annotated[dict[str, str], Depends(_posted)]


async def _body(request: Request) -> bytes:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > BODY:
            raise InputError(f"The form is longer than {BODY:,} bytes.")
    return body


def parsed(media_type: str, body: bytes) -> dict[str, str]:
    """The fields of a form, without blanks around them; InputError for one that cannot be read, or is too long."""
    if media_type.partition(";")[0].strip().lower() != FORM:
        raise InputError(f"A form is sent as {FORM}.")
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, errors="strict", max_num_fields=FIELDS)
    except ValueError:
        raise InputError("The form cannot be read.") from None
    fields = {name: value.strip() for name, value in pairs}
    if len(fields) < len(pairs):
        raise InputError("The form says one thing twice.")
    for name, value in fields.items():
        if len(value) > (longest := LONGEST.get(name, OTHERS)):
            raise InputError(f"A field of the form is longer than {longest} characters.")
    return fields
