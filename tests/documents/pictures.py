"""Pictures to send."""

from io import BytesIO

from PIL import Image


def picture(size: tuple[int, int] = (600, 800), *, taken_at: str = "", turned: int = 1, form: str = "JPEG") -> bytes:
    """A picture of an empty page, with what a phone writes into it."""
    exif = Image.Exif()
    exif[0x0112] = turned
    if taken_at:
        exif[0x010E] = taken_at
    made = BytesIO()
    Image.new("RGB", size, "white").save(made, form, exif=exif)
    return made.getvalue()
