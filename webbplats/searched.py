"""What editors send in is searched for viruses before it is kept, by the same scanner as the casework's.

A document is what its name says, and a picture is saved anew: where it was taken, and with what, is told nobody.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePath
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from kronobarn.core import scanner

PACKED: Final = frozenset({"odt", "odp", "ods", "docx", "pptx", "xlsx"})
PROGRAMS: Final = ("vbaproject.bin", "basic/", "scripts/")
"""What in a packed document is a program, in either family of them."""
QUALITY: Final = 90


class SearchedDocument(BaseDocumentForm):
    """A document is opened on the visitors' machines as it is: without anybody to search it, none is taken."""

    def clean_file(self) -> Any:
        sent = self.cleaned_data["file"]
        if isinstance(sent, UploadedFile):
            FileExtensionValidator(settings.WAGTAILDOCS_EXTENSIONS)(sent)
            if not scanner.is_configured() and not settings.FILES_WITHOUT_SCAN:
                raise ValidationError(
                    _(
                        "Dokument kan inte tas emot här, för inget virusskydd är inställt. Säg till den som sköter "
                        "webbplatsen."
                    )
                )
            check(sent)
            search(sent)
        return sent

    def _post_clean(self) -> None:
        """What is wrong with the file has been said: Wagtail goes on to say that no file has no ending."""
        wrong = self.errors["file"].copy() if "file" in self.errors else None
        super()._post_clean()
        if wrong is not None:
            self.errors["file"] = wrong


class SearchedPicture(BaseImageForm):
    """A picture is only shown made anew, and searched where there is somebody to ask."""

    def clean_file(self) -> Any:
        sent = self.cleaned_data["file"]
        if isinstance(sent, UploadedFile):
            search(sent)
            return bare(sent)
        return sent


def check(sent: UploadedFile[bytes]) -> None:
    """A file's name says what it is opened with: it has to be true, and what is opened has no programs in it."""
    ending = PurePath(sent.name or "").suffix.lower().removeprefix(".")
    sent.seek(0)
    content = sent.read()
    sent.seek(0)
    if ending == "pdf":
        is_so = content.startswith(b"%PDF-")
    elif ending in PACKED:
        is_so = zipfile.is_zipfile(io.BytesIO(content))
    else:
        is_so = b"\0" not in content
    if not is_so:
        raise ValidationError(
            _("Filen är inte en %(ending)s-fil, fast den heter så. Öppna den och spara den på nytt i rätt format.")
            % {"ending": ending}
        )
    if ending in PACKED and _has_programs(content):
        raise ValidationError(_("Filen har makron, så den tas inte emot. Spara den utan makron, eller som PDF."))


def _has_programs(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return any(
            name.lower().rpartition("/")[2] in PROGRAMS or name.lower().startswith(PROGRAMS)
            for name in packed.namelist()
        )


def bare(sent: UploadedFile[bytes]) -> UploadedFile[bytes]:
    """The picture upright and with nothing of the old file but what is seen: what is shown on a page is made from this."""
    from PIL import Image, ImageOps

    sent.seek(0)
    with Image.open(sent) as picture:
        form = str(picture.format)
        upright = ImageOps.exif_transpose(picture)
        clear = form != "JPEG" and (upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info)
        seen = upright.convert("RGBA" if clear else "RGB")
    new = Image.new(seen.mode, seen.size)
    new.paste(seen)
    kept = io.BytesIO()
    new.save(kept, form, quality=QUALITY)
    return SimpleUploadedFile(sent.name or "", kept.getvalue(), sent.content_type or "")


def search(sent: UploadedFile[bytes]) -> None:
    """Let a clean file pass."""
    sent.seek(0)
    content = sent.read()
    sent.seek(0)
    try:
        scanner.scan(content)
    except scanner.Harmful as problem:
        raise ValidationError(
            _(
                "Virusskyddet hittade något skadligt i filen, så den är inte sparad. Skicka den inte vidare. Säg till "
                "din it-avdelning."
            )
        ) from problem
    except scanner.NoAnswer as problem:
        raise ValidationError(
            _(
                "Filen kunde inte sökas igenom efter virus just nu, så den är inte sparad. Vänta en stund och försök "
                "igen. Går det inte då heller: säg till den som sköter webbplatsen."
            )
        ) from problem
