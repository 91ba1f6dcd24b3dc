"""What may be kept as a paper, and what is left of a picture when it is kept. What is left of a PDF: see `pdf`."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from io import BytesIO
from typing import Final

from kronobarn.circles.rules import Kind
from kronobarn.core.rules import MEGABYTE, MOST_MEGABYTES

TAKES: Final[Collection[Kind]] = frozenset({Kind.CONSENT, Kind.OBSERVATION, Kind.EVENT, Kind.MEETING, Kind.PLAN})
"""Kinds of records that papers belong to: a signed consent, what a child has drawn for an answer, the statement or the
letter that an important event is known from, what was handed out at a meeting, and what a plan builds on."""
PAGES: Final[Mapping[str, str]] = {
    Kind.CONSENT: "consents:consent",
    Kind.EVENT: "chronology:event",
    Kind.MEETING: "meetings:meeting",
    Kind.PLAN: "plans:plan",
}
"""Where a record and its papers are read; a drawing is read where the child's answer is."""
FORMATS: Final = ("JPEG", "PNG", "WEBP")
MOST_BYTES: Final = MOST_MEGABYTES * MEGABYTE
MOST_PIXELS: Final = 60_000_000
"""A phone's best camera is at some fifty million; more is meant to fill the memory."""
LONGEST_SIDE: Final = 2400
"""Pixels: a page of A4 is read well at 200 to the inch."""
MOST: Final = 10
"""Papers of one record."""
SHOWN_PAGES: Final = 5
"""Pages of a PDF that are shown as pictures; the rest is read in the file."""


class Form(StrEnum):
    """What a paper is kept as."""

    PICTURE = "picture"
    PDF = "pdf"


class From(StrEnum):
    """Who handed a paper in."""

    OWN = "own"
    """Nobody: it was made or scanned where the record is written."""
    CHILD = "child"
    GUARDIAN = "guardian"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class HandedIn:
    """Who handed a paper in, and on which day. A guardian is one of those who are; anybody else is said by function."""

    by: From = From.OWN
    guardian_id: int | None = None
    function: str = ""
    on: date | None = None


OWN_PAPER: Final = HandedIn()
MEDIA_TYPES: Final = {Form.PICTURE: "image/jpeg", Form.PDF: "application/pdf"}
FILE_NAMES: Final = {Form.PICTURE: "papper.jpg", Form.PDF: "papper.pdf"}
"""What a file is called that is taken along: what it is, and never whose."""


class NotAPicture(ValueError):
    """It cannot be read as a picture of a kind that we keep."""


class TooLarge(ValueError):
    """It is larger than a page needs."""


def form_of(sent: bytes) -> Form:
    """What a file says that it is with its first bytes; what it is called does not matter.

    What begins as anything else is read as a picture or not at all: a picture with a PDF behind it is made anew.
    """
    return Form.PDF if sent.startswith(b"%PDF-") else Form.PICTURE


def cleaned(sent: bytes, *, longest_side: int = LONGEST_SIDE) -> bytes:
    """The picture as a new JPEG: upright, no larger than it needs, and with nothing of the old file but what is seen.

    Where and when it was taken, and whatever else a file may carry, is left behind (security.md 66).
    """
    from PIL import Image, ImageOps, UnidentifiedImageError  # loaded by the few who send a picture

    if len(sent) > MOST_BYTES:
        raise TooLarge
    try:
        with Image.open(BytesIO(sent), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise TooLarge
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as problem:
        if isinstance(problem, TooLarge):
            raise
        raise NotAPicture from problem
    upright.thumbnail((longest_side, longest_side))
    new = Image.new("RGB", upright.size)
    new.paste(upright)
    kept = BytesIO()
    new.save(kept, "JPEG", quality=85, optimize=True)
    return kept.getvalue()
