"""The errors of sayso: one family, each with the HTTP status that answers it. A message names input and reason."""


class SaysoError(Exception):
    """Something is wrong with what was given, not with the program."""

    status = 500


class InputError(SaysoError):
    """A page, file or argument that cannot be used."""

    status = 400


class RefusedError(SaysoError):
    """A change that is not let through."""

    status = 403


class NotFoundError(SaysoError):
    """Nothing of that name is in the ledger or on the disk."""

    status = 404


class SpanError(SaysoError):
    """A span does not say the words it was written for."""

    status = 500


class LedgerError(SaysoError):
    """A ledger that cannot be opened, or that does not hold what it says it holds."""

    status = 500
