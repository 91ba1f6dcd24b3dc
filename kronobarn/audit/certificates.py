"""What vouches for the part of the log that has been removed by rule.

A certificate says before which day everything is gone, which blocks that emptied, and for blocks that lost only
some of their entries what is left of them. It is chained to the certificate before it, and signed with a key that
is not in the database: whoever can only write there cannot make one to hide something else.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Self

from django.conf import settings
from django.utils.translation import gettext as _

from kronobarn.audit.keeper import Connection

_DONE = """
SELECT number, before, emptied_to, removed, remnants, previous, seal, signature
FROM audit_logcut WHERE done_at IS NOT NULL ORDER BY number
"""
START: Final = bytes(32)
Left = tuple[int, bytes]


class NotVouchedFor(Exception):
    """A certificate is missing, changed or not signed by us; the message says which."""


@dataclass(frozen=True)
class Certificate:
    """That the log before a day has been removed. `remnants`: block -> how many entries are left, and their digest."""

    number: int
    before: date
    emptied_to: int
    removed: int
    remnants: dict[int, Left]
    previous: bytes

    @classmethod
    def read(cls, number: int, before: date, emptied_to: int, removed: int, remnants: Any, previous: Any) -> Self:
        left = {int(block): (int(count), bytes.fromhex(digest)) for block, (count, digest) in remnants.items()}
        return cls(number, before, emptied_to, removed, left, bytes(previous))

    @property
    def seal(self) -> bytes:
        """A digest of all that it says, in one fixed order."""
        said = [
            self.number,
            self.before.isoformat(),
            self.emptied_to,
            self.removed,
            self.written(),
            self.previous.hex(),
        ]
        return hashlib.sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode()).digest()

    @property
    def signature(self) -> bytes:
        return hmac.new(settings.LOG_KEY.encode(), b"kronobarn.log.cut:" + self.seal, "sha256").digest()

    def written(self) -> dict[str, list[int | str]]:
        """The remnants as the table keeps them."""
        return {str(block): [count, digest.hex()] for block, (count, digest) in sorted(self.remnants.items())}

    def left_of(self, block: int) -> Left | None:
        """What a block holds now; None when nothing of it has been removed."""
        return (0, b"") if block <= self.emptied_to else self.remnants.get(block)


def latest(connection: Connection) -> Certificate | None:
    """The certificate that holds now, when the whole row of them is in order."""
    chain, held = START, None
    for expected, (*said, sealed, signature) in enumerate(connection.execute(_DONE), 1):
        one = Certificate.read(*said)
        if one.number != expected or one.previous != chain or one.seal != bytes(sealed):
            raise NotVouchedFor(_("Intyg %d om det som är borttaget ur loggen är ändrat eller saknas.") % expected)
        if not hmac.compare_digest(one.signature, bytes(signature)):
            raise NotVouchedFor(
                _(
                    "Intyg %d om det som är borttaget ur loggen är inte undertecknat med loggens nyckel. "
                    "Har nyckeln bytts? Sätt LOG_KEY till den som gällde då."
                )
                % expected
            )
        chain, held = one.seal, one
    return held
