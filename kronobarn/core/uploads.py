"""Files that are sent here: small ones in memory, and of one that is too large no more than that it came."""

from io import BytesIO
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.utils.translation import gettext as _

from kronobarn.core.rules import MOST_MEGABYTES


def too_large() -> str:
    """What whoever sends too much is told."""
    return _("Filen är för stor: högst %(most)d MB. Ta om bilden, eller skanna om papperet, med lägre upplösning.") % {
        "most": MOST_MEGABYTES
    }


class TooLarge(InMemoryUploadedFile):
    """What is left of a file that was not taken in: its name, its size and nothing of what it held."""


class InMemory(MemoryFileUploadHandler):
    """Django's own, but that a file which is too large is not passed over as if none had been sent."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return super().receive_data_chunk(raw_data, start) if self.activated else None

    def file_complete(self, file_size: int) -> Any:
        if self.activated:
            return super().file_complete(file_size)
        said = (self.field_name, self.file_name, self.content_type, file_size, self.charset, self.content_type_extra)
        return TooLarge(BytesIO(), *said)


class FileField(forms.FileField):
    """A file, with a clear answer to whoever sends one that is too large."""

    def to_python(self, data: Any) -> Any:
        if isinstance(data, TooLarge):
            raise ValidationError(too_large(), code="too_large")
        return super().to_python(data)
