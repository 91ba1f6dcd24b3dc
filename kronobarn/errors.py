"""The pages for when something is not there, not allowed, or broken."""

import re
from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID, uuid4

import structlog
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from kronobarn.accounts.parked import SECRETS
from kronobarn.circles.actions import refuse
from kronobarn.core.decisions import Denied
from kronobarn.drafts.actions import MACHINERY
from kronobarn.ui.pages import page

log = structlog.get_logger(__name__)
AN_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""What a form carries along, which nobody typed."""


def _typed(request: HttpRequest) -> list[str]:
    """What was typed, so that it can be copied from the error page and is never lost."""
    if request.method != "POST":
        return []
    return [
        value
        for name, values in request.POST.lists()
        if name not in MACHINERY | SECRETS
        for value in map(str, values)
        if (len(value) > 20 or " " in value.strip()) and not AN_ID.fullmatch(value)
    ]


def not_found(request: HttpRequest, exception: Http404) -> HttpResponse:
    """Absent and forbidden look the same."""
    return page(
        request,
        "ui/error.html",
        {
            "heading": _("Sidan finns inte"),
            "sentence": _(
                "Adressen kan vara gammal eller felskriven, eller så har du inte längre någon plats kring barnet."
            ),
            "typed": _typed(request),
        },
        status=404,
    )


def denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Visible, but not allowed now: the policy's sentence, and a line in the log."""
    reason = str(exception.reason) if isinstance(exception, Denied) else _("Du får inte göra det här.")
    sent = exception.sent if isinstance(exception, Denied) else None
    way = exception.way if isinstance(exception, Denied) else None
    actor = getattr(request, "actor", None)
    if actor is not None:
        match = request.resolver_match
        child_id = getattr(exception, "child_id", None)
        refuse(
            view=match.view_name if match else "",
            child_id=child_id if isinstance(child_id, UUID) else None,
            by=actor,
        )
    return page(
        request,
        "ui/error.html",
        {
            "heading": _("Det går inte just nu"),
            "sentence": reason,
            "typed": sent.typed if sent else _typed(request),
            "chosen": sent.chosen if sent else (),
            "remedy": way,
        },
        status=403,
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return too_much(request)
    return page(
        request,
        "ui/error.html",
        {
            "heading": _("Det gick inte att läsa det du skickade"),
            "sentence": _("Gå tillbaka, ladda om sidan och försök igen."),
            "typed": [],
        },
        status=400,
    )


def too_much(request: HttpRequest) -> HttpResponse:
    """More words than are read at once. They are in the browser still, which shows the form again as it was left."""
    return page(
        request,
        "ui/error.html",
        {
            "heading": _("Det blev för mycket text"),
            "sentence": _(
                "Så mycket går inte att skicka på en gång, och inget är sparat."
                " Gå tillbaka i webbläsaren: där står det du skrev kvar. Dela upp texten, eller skicka den som en fil."
            ),
            "typed": [],
        },
        status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    )


def only_by_button(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Say so to whoever opens the address of a button: without this the browser shows a page of its own."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or request.method != "GET":
            return response
        said = page(
            request,
            "ui/error.html",
            {
                "heading": _("Det här görs med en knapp"),
                "sentence": _("Adressen går inte att öppna för sig. Inget har hänt. Gå tillbaka och använd knappen."),
                "typed": [],
            },
            status=HTTPStatus.METHOD_NOT_ALLOWED,
        )
        said["Allow"] = response["Allow"]
        return said

    return answer


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from an old page. What was typed is shown so that it can be copied."""
    return page(
        request,
        "ui/error.html",
        {
            "heading": _("Sidan hade blivit för gammal"),
            "sentence": _("Inget är sparat. Kopiera det du skrev här nedanför, öppna sidan på nytt och skicka igen."),
            "typed": _typed(request),
        },
        status=403,
    )


def failed(request: HttpRequest) -> HttpResponse:
    """Our own fault. Everything the request did has been undone."""
    reference = uuid4().hex[:8]
    log.error("page_failed", reference=reference)
    return page(
        request,
        "ui/error.html",
        {
            "heading": _("Något gick fel hos oss"),
            "sentence": _(
                "Inget är sparat. Försök igen om en stund. Händer det igen, berätta för supporten och uppge referensen."
            ),
            "reference": reference,
            "typed": _typed(request),
        },
        status=500,
    )
