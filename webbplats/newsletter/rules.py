"""How long, how many and how often. Tables only."""

from datetime import timedelta
from enum import StrEnum
from typing import Final

from django.conf import settings


class State(StrEnum):
    """What has become of one letter."""

    QUEUED = "queued"
    TAKEN = "taken"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    REFUSED = "refused"
    FAILED = "failed"
    UNWANTED = "unwanted"


class Answer(StrEnum):
    """What a link for confirming led to."""

    CONFIRMED = "confirmed"
    USED = "used"
    EXPIRED = "expired"
    FORGED = "forged"


class Why(StrEnum):
    """Why a sending rests."""

    EDITOR = "editor"
    REFUSED = "refused"


LINK_HOLDS: Final = timedelta(hours=48)
"""So long a link for confirming holds; who has not used it by then is forgotten."""
NOT_SO_SOON: Final = timedelta(minutes=10)
"""One address is not written to again within this time, however often somebody types it."""
AN_HOUR: Final = timedelta(hours=1)
ASKED_IN_AN_HOUR: Final = 1000
"""More than this wait to confirm: somebody is filling the list with other people's addresses."""
REFUSALS: Final = 2
"""Refused in so many sendings in a row, an address is not written to any more."""
STOPPED_KEPT: Final = timedelta(days=30)
"""So long a stopped address can be let back in, should the fault have been ours. Then it is forgotten."""
LETTERS_KEPT: Final = timedelta(days=30)
"""So long it is known who had which letter, for those that come back. Then the numbers alone are left."""
A_CONNECTION: Final = 100
"""Letters in a batch: one connection to the mail server."""
IN_A_ROW: Final = 20
"""So many addresses refused one after another is not the addresses' fault: the sending rests, and nobody is blamed."""


def is_open() -> bool:
    """Whether letters can be sent at all. In the demo they are files."""
    return bool(settings.EMAIL_HOST) or stays_here()


def stays_here() -> bool:
    """Whether letters are written as files and reach nobody: in the demo."""
    return bool(settings.SITE_DEMO and not settings.EMAIL_HOST)
