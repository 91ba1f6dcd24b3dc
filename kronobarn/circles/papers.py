"""What a page shows its reader, as a document to take along: made of the page's own reads, and written in the log.

Neither the document's name, its title nor its margins say whom it is about.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kronobarn.circles.doors import log_taken
from kronobarn.core import clock
from kronobarn.core.actor import ActorRequest
from kronobarn.ui import documents
from kronobarn.ui.language import in_language, spoken

STYLE: Final = Path(documents.__file__).parent / "static" / "ui" / "paper.css"


@contextmanager
def chosen_language(request: HttpRequest) -> Iterator[None]:
    """The document is in the language that was asked for: those who work here make it for a family, too."""
    with in_language(request.GET.get("sprak", "")):
        yield


def answer(
    request: ActorRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    about: Any,
    name: str,
    back: str,
    style: Path = STYLE,
    pictures: Mapping[str, bytes] = MappingProxyType({}),
) -> HttpResponse:
    """The document, called `name`; where none can be made, `back` to the page, which prints well."""
    if not documents.available():
        messages.warning(request, _("PDF kan inte göras här. Skriv ut sidan med webbläsaren i stället."))
        return redirect(back)
    log_taken(about, spoken(), by=request.actor)
    text = documents.html(template, {"made_at": clock.now(), **context})
    return documents.answer(documents.pdf(text, style=style, pictures=pictures), name)
