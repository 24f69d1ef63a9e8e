"""What came into a ledger is compared with what was there, with a word on how far it is."""

from typing import Final

from sayso.commands.edge import complain
from sayso.errors import LedgerError
from sayso.homes import Home

LONG: Final = 200  # documents beyond which it is said how far it is


def bring_up(home: Home) -> None:
    """Compare what is new in a ledger. Ctrl-C ends it after what is in hand, and it goes on the next time; one that may
    not be written is left as it is, and that is told."""
    from sayso.compare import keeping
    from sayso.ledger import View
    from sayso.progress import Pages
    from sayso.scale.stopping import asked_to_stop

    with View(home) as view:
        total = view.uncompared()
    if not total:
        return
    pages = Pages(total if total > LONG else 1)
    try:
        with pages.running(), asked_to_stop() as stop:
            done = keeping.bring(home, lambda name: pages.done(name, failed=False), stop.is_set)
    except LedgerError as error:
        complain(f"{total:,} pages are not compared with others: {error}")
        return
    if done < total:
        complain(f"{total - done:,} pages are not compared with others yet; that goes on the next time")
