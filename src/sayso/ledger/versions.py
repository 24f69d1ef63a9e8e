"""The documents that were seen at one address, one after the other."""

from msgspec.structs import replace

from sayso.ledger.search import ENTRY, Rows, entry
from sayso.records import Entry, Versions


def versions(rows: Rows, document: str) -> tuple[Entry, ...]:
    """The documents seen at an address or path at which the one of this id was seen, itself among them, by the time at
    which each was seen first: that is `fetched`."""
    found = rows(
        f"SELECT (SELECT min(s.fetched) FROM sightings s WHERE s.document = d.id) AS seen, {ENTRY} FROM documents d"
        " JOIN latest l ON l.document = d.id JOIN readings r ON r.id = l.reading WHERE d.id IN ("
        "SELECT id FROM documents WHERE sha256 = ?1 UNION"
        " SELECT o.document FROM documents m JOIN sightings s ON s.document = m.id JOIN sightings o ON o.url = s.url"
        " WHERE m.sha256 = ?1 UNION"
        " SELECT o.document FROM documents m JOIN sightings s ON s.document = m.id AND s.url IS NULL"
        " JOIN sightings o ON o.path = s.path AND o.url IS NULL WHERE m.sha256 = ?1) ORDER BY seen, d.id",
        document,
    )
    return tuple(replace(entry(row), fetched=seen) for seen, *row in found)


def several(rows: Rows) -> tuple[Versions, ...]:
    """The addresses, or paths of what has none, at which several documents were seen, that which changed last first."""
    first = "SELECT document, ifnull(url, path) AS place, min(fetched) AS seen FROM sightings GROUP BY place, document"
    found = rows(
        f"SELECT place, max(seen), group_concat(sha256, ' ') FROM (SELECT place, seen, sha256 FROM ({first}) JOIN"
        " documents d ON d.id = document ORDER BY place, seen, d.id) GROUP BY place HAVING count(*) > 1"
        " ORDER BY 2 DESC, 1"
    )
    return tuple(Versions(place=place, changed=changed, documents=tuple(ids.split())) for place, changed, ids in found)
