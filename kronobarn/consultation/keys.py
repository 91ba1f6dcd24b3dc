"""The key in an organisation's link: random, and kept only as what it comes to."""

import secrets
from hashlib import sha256
from typing import Final

BYTES: Final = 32
"""256 bits: there is nothing to guess."""
LONGEST: Final = 64


def new() -> str:
    """A key that nobody has had."""
    return secrets.token_urlsafe(BYTES)


def digest(key: str) -> str:
    """What is kept of it. So much chance needs no salt and no slow sum."""
    return sha256(key[:LONGEST].encode()).hexdigest()
