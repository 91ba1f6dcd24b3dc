"""What may be kept as a picture of a paper, and what is left of it when it is kept."""

from collections.abc import Collection
from io import BytesIO
from typing import Final

from kronobarn.circles.rules import Kind

TAKES: Final[Collection[Kind]] = frozenset({Kind.CONSENT, Kind.OBSERVATION})
"""Kinds of records that papers belong to: a signed consent, and what a child has drawn for an answer."""
FORMATS: Final = ("JPEG", "PNG", "WEBP")
MOST_BYTES: Final = 10 * 1024 * 1024
MOST_PIXELS: Final = 60_000_000
"""A phone's best camera is at some fifty million; more is meant to fill the memory."""
LONGEST_SIDE: Final = 2400
"""Pixels: a page of A4 is read well at 200 to the inch."""
MOST: Final = 10
"""Pictures of one record."""


class NotAPicture(ValueError):
    """It cannot be read as a picture of a kind that we keep."""


class TooLarge(ValueError):
    """It is larger than a page needs."""


def cleaned(sent: bytes) -> bytes:
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
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    new = Image.new("RGB", upright.size)
    new.paste(upright)
    kept = BytesIO()
    new.save(kept, "JPEG", quality=85, optimize=True)
    return kept.getvalue()
