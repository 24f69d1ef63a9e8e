"""What proves that a ledger is what it was: heads of its log, and proofs under them."""

from sayso.ledger import audit
from sayso.ledger.schema import as_ledger_errors
from sayso.ledger.whole import Whole
from sayso.records import Gap, Grown, Head, Proof


class Proven(Whole):
    """A ledger with its log."""

    def head(self) -> Head:
        """The signed head of the log as it is now. NotFoundError for a ledger without a key."""
        with as_ledger_errors(self.home):
            return audit.head(self._db, self.home)

    def grown(self, before: Head) -> Grown:
        """That the log of an earlier head is the beginning of that which is there now; LedgerError where it is not."""
        with as_ledger_errors(self.home):
            return audit.grown(self._db, self.home, before)

    def prove(self, name: str | int) -> tuple[Proof, ...]:
        """That something stands in the log: an attribution, an event or a document by its id or the first digits of it,
        a judgement by its number. One proof for each leaf of it, the newest reading first."""
        with as_ledger_errors(self.home):
            return audit.prove(self._db, self.home, name)

    def prover(self) -> audit.Prover:
        """What proves many things under one head, that of now. NotFoundError for a ledger without a key."""
        with as_ledger_errors(self.home):
            return audit.Prover(self._db, self.home)

    def redactions(self) -> tuple[Gap, ...]:
        """The documents that were redacted, in the order in which they were."""
        with as_ledger_errors(self.home):
            return audit.gaps(self._db)
