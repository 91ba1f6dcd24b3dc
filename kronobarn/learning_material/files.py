"""A file that goes with a part, taken in as any other that somebody sends: searched, made anew, with nothing but what is seen.

The one place where the process touches `kronobarn.documents`: how a file is cleaned, and nothing of whose papers there are.
"""

from pathlib import PurePath
from typing import Final

from kronobarn.core import clock
from kronobarn.documents import taking
from kronobarn.documents.rules import MEDIA_TYPES, Form
from kronobarn.learning_material.models import MaterialFile
from kronobarn.learning_material.rules import FileForm

LONGEST: Final = 100
"""Of a name; the ending is ours."""
ENDINGS: Final = {Form.PDF: ".pdf", Form.PICTURE: ".jpg"}


def taken(name: str, sent: bytes) -> MaterialFile:
    """The file as it is kept, not yet stored. Refuses in words, on the form's field."""
    kept = taking.paper(sent, "file")
    stem = "".join(one for one in PurePath(name.replace("\\", "/")).stem if one.isprintable()).strip()
    return MaterialFile(
        name=f"{stem[:LONGEST] or 'fil'}{ENDINGS[kept.form]}",
        form=FileForm(kept.form.value),
        content=kept.content,
        size=len(kept.content),
        added_at=clock.now(),
    )


def media_type(file: MaterialFile) -> str:
    return MEDIA_TYPES[Form(file.form)]


def takes_pdf() -> bool:
    """Whether this server may take a PDF in."""
    return taking.may_take_pdf()
