"""The signed link and the code of a question, worked out from its id: nothing that opens it is kept in the database."""

from typing import Final
from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac

from kronobarn.core.links import Link

SALT: Final = "kronobarn.guests"
DIGITS: Final = 6
_link: Final = Link(SALT)


def key(guest: UUID) -> str:
    """What stands last in the link."""
    return _link.key(guest)


def guest_of(key: str) -> UUID | None:
    """The question that a link is about; None when we have not made the link."""
    return _link.row_of(key)


def code(guest: UUID) -> str:
    """The code that is told in another way than the link."""
    digest = salted_hmac(f"{SALT}.code", str(guest), algorithm="sha256").hexdigest()
    return f"{int(digest, 16) % 10**DIGITS:0{DIGITS}d}"


def is_code(guest: UUID, typed: str) -> bool:
    """Whether it is the code, with or without the space that a person may put in it."""
    return constant_time_compare(code(guest), "".join(typed.split()))
