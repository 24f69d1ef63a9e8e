"""Which actor ids mean the same, as a ledger holds it."""

from collections.abc import Callable, Iterable, Mapping
from threading import Lock

from sayso.ledger.schema import Row

Rows = Callable[..., list[Row]]


class Joined:
    """The classes of a ledger, kept for all its views, and renewed by what has changed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: tuple[int, int, Mapping[str, str]] = (-1, -1, {})  # the last change, the last rebuilding, classes

    def as_of(self, rows: Rows) -> "Classes":
        """The classes of the ledger as it is now, of which `rows` gives rows."""
        ((number, rebuilt),) = rows("SELECT number, rebuilt FROM changes")
        with self._lock:
            last, before, canonical = self._known
            if rebuilt != before:
                self._known = number, rebuilt, dict(rows("SELECT actor, class FROM joined"))
            elif number > last:
                new = rows("SELECT actor, class FROM joined WHERE change > ?", last)
                self._known = number, rebuilt, {**canonical, **dict(new)} if new else canonical
            return Classes(rows, self._known[2])


class Classes:
    """Ids that mean one actor, as a ledger had it at a time."""

    def __init__(self, rows: Rows, canonical: Mapping[str, str]) -> None:
        self._rows = rows
        self._canonical = canonical

    def of(self, actor: str) -> str:
        """The canonical id of the actor that this id means."""
        return self._canonical.get(actor, actor)

    def all_of(self, actors: Iterable[str]) -> list[str]:
        """The canonical ids of the actors that these ids mean."""
        return [self._canonical.get(actor, actor) for actor in actors]

    def ids(self, actor: str) -> tuple[str, ...]:
        """All ids that mean the same as this one, itself among them."""
        rows = self._rows("SELECT actor FROM joined WHERE class = ? ORDER BY actor", self.of(actor))
        return tuple(key for (key,) in rows) or (actor,)

    def joins(self, actor: str) -> bool:
        """Whether another id means the same."""
        return actor in self._canonical and len(self.ids(actor)) > 1
