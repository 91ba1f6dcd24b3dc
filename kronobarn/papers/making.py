"""What a page shows its reader, as a document to take along: made of the page's own reads, and written in the log.

Neither the document's name, its title nor its margins say whom it is about. What takes long is made by the worker, and
given out here when it is asked for again: only if the text is still what the reader may read.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kronobarn.circles.doors import log_taken
from kronobarn.core import clock
from kronobarn.core.actor import ActorRequest
from kronobarn.papers import actions, rules
from kronobarn.papers.models import MOST_OF_AN_ADDRESS, Order
from kronobarn.papers.sheets import Sheet, unlock
from kronobarn.people.models import Child
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
    """The document, called `name`, or the page that tells how far it has come.

    Where none can be made, `back` to the page, which prints well.
    """
    if not documents.available():
        messages.warning(request, _("PDF kan inte göras här. Skriv ut sidan med webbläsaren i stället."))
        return redirect(back)
    address = request.get_full_path()
    now = clock.now()
    sheet = Sheet(documents.html(template, {"made_at": now, **context}), style, pictures)
    # In a practice room no worker is at work.
    if settings.PRACTICE_ROOMS or len(address) > MOST_OF_AN_ADDRESS or not rules.takes_long(sheet.text):
        made = sheet.pdf()
    else:
        child_id = about.pk if isinstance(about, Child) else about.child_id
        order = _standing(request, child_id, address)
        if order is None or order.fingerprint != _as_it_was(order, template, context, sheet).fingerprint:
            order = actions.ask(child_id=child_id, address=address, back=back, of=sheet, asked_at=now, by=request.actor)
        if order.made is None:
            return redirect("papers:order", order.pk)
        made = unlock(order.made)
    log_taken(about, spoken(), by=request.actor)
    return documents.answer(made, name)


def _as_it_was(order: Order, template: str, context: Mapping[str, Any], now: Sheet) -> Sheet:
    """What the reader may read now, with the moment at which the document was asked for."""
    return replace(now, text=documents.html(template, {"made_at": order.asked_at, **context}))


def _standing(request: ActorRequest, child_id: Any, address: str) -> Order | None:
    """What the reader has asked for here and that is not too old."""
    mine = Order.objects.visible_to(request.actor).fresh(clock.now())
    return mine.filter(child=child_id, address=address).defer("sheet").first()
