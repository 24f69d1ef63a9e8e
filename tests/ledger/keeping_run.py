"""A process that backs up, restores or compacts, for tests that kill it: `keeping_run.py WHAT X Y`."""

import sys
from pathlib import Path

from sayso.ledger.backing_up import back_up
from sayso.ledger.compacting import compact
from sayso.ledger.restoring import restore

if __name__ == "__main__":
    what, one, other = sys.argv[1:]
    print("ready", flush=True)
    if what == "compact":
        compact(Path(one))
    elif what == "backup":
        back_up(Path(one), Path(other))
    else:
        restore(Path(one), Path(other))
