"""Events as the two tables of GDELT 2.0, values parted by tabs without a header: events, and their mentions.

The table of events has no room for whose say-so an event is; that of mentions has it, with the exact words, in its last
column. Codes are given only to what is said to have happened.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Final
from urllib.parse import urlsplit

from msgspec import json

from sayso.export import cells, countries, noted
from sayso.export.meta import Meta
from sayso.export.saying import said_by, status
from sayso.export.sides import Side, named
from sayso.export.weighed import Row, number, rows
from sayso.lexicon.cameo import cameo_root
from sayso.records import ActorKind, Chosen, PlacePrecision, Spans

WEB, CITATION = "1", "2"  # kinds of mentions
# CAMEO's codes for the kinds of actors that mean no more and no less.
TYPES: Final[dict[ActorKind | None, str]] = {"government": "GOV", "military": "MIL", "party": "PTY", "media": "MED"}
_GEO: Final[dict[PlacePrecision | None, str]] = {"country": "1", "region": "5", "town": "4", "exact": "4"}
_GEO_USA: Final[dict[PlacePrecision | None, str]] = {"country": "1", "region": "2", "town": "3", "exact": "3"}
_GEO_COLUMNS: Final = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")


def write(chosen: Iterable[Chosen], meta: Meta) -> Iterator[bytes]:
    """The table of events."""
    return cells.rows_alone(rows(chosen), {**EVENTS, "DATEADDED": _made(meta)})


def write_mentions(chosen: Iterable[Chosen], meta: Meta) -> Iterator[bytes]:
    """The table of mentions: one for each event, on the page that tells it."""
    made = _made(meta)
    return cells.rows_alone(rows(chosen), {**MENTIONS, "EventTimeDate": made, "MentionTimeDate": made})


def quad(root: str) -> str:
    """The quadrant of a CAMEO root code: verbal and material cooperation, verbal and material conflict."""
    return next(code for most, code in ((5, "1"), (8, "2"), (13, "3"), (20, "4")) if int(root) <= most)


def _made(meta: Meta) -> Callable[[Row], str]:
    """When the table was made, in universal time."""
    try:
        made = datetime.fromisoformat(meta.made)
    except ValueError:
        return cells.empty
    told = (made.astimezone(UTC) if made.tzinfo else made).strftime("%Y%m%d%H%M%S")
    return lambda row: told


def _root(row: Row) -> str:
    return cameo_root(row.told.event.type, row.told.event.modes) if row.told.so else ""


def _code(row: Row) -> str:
    """The root's own code for what is not specified below it."""
    return f"{root}0" if (root := _root(row)) else ""


def _quad(row: Row) -> str:
    return quad(root) if (root := _root(row)) else ""


def _day(row: Row) -> str:
    return row.days.first.strftime("%Y%m%d") if row.days and row.days.length == 1 else ""


def _month(row: Row) -> str:
    """Year and month of what lies within one month."""
    ends = {f"{each.year:04}{each.month:02}" for each in (row.days.first, row.days.last)} if row.days else set()
    return ends.pop() if len(ends) == 1 else ""


def _actor(at: int) -> cells.Columns:
    """The columns of the first or second actor: the first party of each side."""

    def side(row: Row) -> Side | None:
        return next(iter(row.sides[at]), None)

    def country(row: Row) -> str:
        found = side(row)
        return countries.country(found.actor.country).cameo if found and found.actor else ""

    def type(row: Row) -> str:
        found = side(row)
        return TYPES.get(found.actor.kind, "") if found and found.actor else ""

    def name(row: Row) -> str:
        found = side(row)
        return named(found) if found else ""

    of = f"Actor{at + 1}"
    unknown = ("KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code")
    return {
        f"{of}Code": lambda row: country(row) + type(row),
        f"{of}Name": name,
        f"{of}CountryCode": country,
        **{f"{of}{column}": cells.empty for column in unknown},
        f"{of}Type1Code": type,
        f"{of}Type2Code": cells.empty,
        f"{of}Type3Code": cells.empty,
    }


def _geo_type(row: Row) -> str:
    codes = _GEO_USA if row.spot.country == "US" else _GEO
    return codes.get(row.spot.precision, "") if row.spot.where else ""


def _geo_name(row: Row) -> str:
    parts = (cells.joined(row.spot.names), countries.name(row.spot.country))
    return ", ".join(dict.fromkeys(filter(None, parts)))


def _offset(spans: Spans) -> str:
    return str(spans[0][0]) if spans else ""


def _actor_offset(at: int, row: Row) -> str:
    return _offset(tuple(side.span for side in row.sides[at][:1]))


def _citation(row: Row) -> str:
    """The address of a page, or else who published it when under which title."""
    return cells.address(row) or cells.citation(row)


def _source(row: Row) -> str:
    return urlsplit(cells.address(row)).hostname or row.told.document.publisher or ""


def _extras(row: Row) -> str:
    """Whose say-so it is, in which words, and who else takes part, as JSON."""
    told = row.told
    return json.encode(
        {
            "event": told.event.id,
            "document": told.document.id,
            "plover": [told.event.type, *told.event.modes],
            "status": status(told.event),
            "voice": said_by(told.voices),
            "voice_id": told.event.voice,
            "publisher": told.document.publisher,
            "published": told.document.published,
            "actors": [named(side) for side in told.actors],
            "actor_ids": [side.id or None for side in told.actors],
            "targets": [named(side) for side in told.targets],
            "target_ids": [side.id or None for side in told.targets],
            "when": told.when,
            "words": told.words,
            "notes": noted.notes(told),
        }
    ).decode()


EVENTS: Final[cells.Columns] = {
    "GLOBALEVENTID": lambda row: number(row.told.event.id),
    "SQLDATE": _day,
    "MonthYear": _month,
    "Year": lambda row: row.days.year if row.days else "",
    "FractionDate": cells.empty,
    **_actor(0),
    **_actor(1),
    "IsRootEvent": cells.empty,
    "EventCode": _code,
    "EventBaseCode": _code,
    "EventRootCode": _root,
    "QuadClass": _quad,
    "GoldsteinScale": cells.empty,
    "NumMentions": lambda row: "1",
    "NumSources": lambda row: "1",
    "NumArticles": lambda row: "1",
    "AvgTone": cells.empty,
    **{f"Actor{at}Geo_{column}": cells.empty for at in (1, 2) for column in _GEO_COLUMNS},
    "ActionGeo_Type": _geo_type,
    "ActionGeo_FullName": _geo_name,
    "ActionGeo_CountryCode": lambda row: countries.country(row.spot.country).fips,
    "ActionGeo_ADM1Code": cells.empty,
    "ActionGeo_ADM2Code": cells.empty,
    "ActionGeo_Lat": lambda row: row.spot.point[0],
    "ActionGeo_Long": lambda row: row.spot.point[1],
    "ActionGeo_FeatureID": cells.empty,
    "DATEADDED": cells.empty,
    "SOURCEURL": cells.address,
}
MENTIONS: Final[cells.Columns] = {
    "GLOBALEVENTID": lambda row: number(row.told.event.id),
    "EventTimeDate": cells.empty,
    "MentionTimeDate": cells.empty,
    "MentionType": lambda row: WEB if cells.address(row) else CITATION,
    "MentionSourceName": _source,
    "MentionIdentifier": _citation,
    "SentenceID": lambda row: str(row.told.sentence or ""),
    "Actor1CharOffset": partial(_actor_offset, 0),
    "Actor2CharOffset": partial(_actor_offset, 1),
    "ActionCharOffset": lambda row: _offset(row.told.event.trigger),
    "InRawText": lambda row: "1",
    "Confidence": lambda row: str(round(100 * row.told.event.score)),
    "MentionDocLen": lambda row: str(len(row.told.document.text)),
    "MentionDocTone": cells.empty,
    "MentionDocTranslationInfo": cells.empty,
    "Extras": _extras,
}
