"""The signed links of a registration, worked out from its id: nothing that opens it is kept in the database.

A link that confirms is of another kind than one's own: whoever is only to be asked does not get to the rest.
"""

import secrets
from enum import StrEnum
from typing import Final
from uuid import UUID

from django.utils.crypto import salted_hmac

from kronobarn.core.links import Link

SALT: Final = "kronobarn.learning"


class Key(StrEnum):
    CONFIRM = "confirm"
    OWN = "own"


def key(registration: UUID, what: Key) -> str:
    """What stands last in the link."""
    return _link(what).key(registration)


def registration_of(key: str, what: Key) -> UUID | None:
    """The registration that a link is about; None when we have not made the link."""
    return _link(what).row_of(key)


def ticket() -> str:
    """What stands last in the link to an evaluation: of nobody."""
    return secrets.token_urlsafe(24)


def digest(ticket: str) -> str:
    """What is kept of it."""
    return salted_hmac(f"{SALT}.ticket", ticket, algorithm="sha256").hexdigest()


def _link(what: Key) -> Link:
    return Link(f"{SALT}.{what}")
