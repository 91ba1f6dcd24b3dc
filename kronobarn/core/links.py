"""Signed links to one row: what stands last in an address that is sent to somebody.

The link holds the row's id and our signature, and nothing else: what opens it is kept nowhere. For how long, and how
many times, is said by the row.
"""

from uuid import UUID

from django.core import signing


class Link:
    """Links of one kind: whoever has one of another kind does not get in with it."""

    def __init__(self, salt: str) -> None:
        self._signer = signing.Signer(sep=".", salt=salt)

    def key(self, row: UUID) -> str:
        """What stands last in the link."""
        return self._signer.sign(str(row))

    def row_of(self, key: str) -> UUID | None:
        """The row that a link is about; None when we have not made the link."""
        try:
            return UUID(self._signer.unsign(key))
        except (signing.BadSignature, ValueError):
            return None
