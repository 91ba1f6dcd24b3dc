"""Pages for when something went wrong or is not allowed. Each says what to do, and keeps what was typed."""

from collections.abc import Sequence
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kronobarn.core.decisions import Denied
from kronobarn.ui.pages import page

Text = str | Promise


def error_page(
    request: HttpRequest,
    *,
    status: int,
    heading: Text,
    sentence: Text,
    remedy: tuple[Text, str] | None = None,
    reference: str = "",
    typed: Sequence[tuple[Text, str]] = (),
) -> HttpResponse:
    """One page for all faults: what happened, what to do, and what had been typed, to copy."""
    context = {
        "heading": heading,
        "sentence": sentence,
        "remedy": remedy,
        "reference": reference,
        "typed": typed,
    }
    return page(request, "ui/error.html", context, status=status)


def _start() -> tuple[Text, str]:
    return _("Till startsidan"), "/"


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return error_page(
        request,
        status=400,
        heading=_("Det gick inte att läsa det som skickades"),
        sentence=_("Gå tillbaka och försök igen. Inget har ändrats."),
        remedy=_start(),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: a policy said no. Its reason is written for the reader; any other reason is not shown."""
    reason = exception.reason if isinstance(exception, Denied) else ""
    return error_page(
        request,
        status=403,
        heading=_("Det går inte just nu"),
        sentence=reason or _("Du har inte behörighet att göra det här."),
        remedy=_start(),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: absent and forbidden look the same."""
    return error_page(
        request,
        status=404,
        heading=_("Sidan finns inte"),
        sentence=_(
            "Adressen är fel, eller så är sidan inte öppen för dig. "
            "Om du arbetar med ett barn och saknar åtkomst, prata med den som är barnensbästa-ansvarig."
        ),
        remedy=_start(),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500: with a number that also stands in the technical log."""
    reference = str(getattr(request, "request_id", "")) or uuid4().hex[:8]
    return error_page(
        request,
        status=500,
        heading=_("Något gick fel hos oss"),
        sentence=_("Felet har noterats. Vänta en stund och försök igen."),
        remedy=_start(),
        reference=reference,
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form is older than the sign-in, or came from elsewhere. What was typed is kept to copy."""
    return error_page(
        request,
        status=403,
        heading=_("Formuläret hann bli för gammalt"),
        sentence=_("Inget sparades. Ladda om sidan och skicka formuläret en gång till."),
        remedy=(_("Ladda om sidan"), request.get_full_path()),
        typed=typed_text(request),
    )


def too_many(request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
    """429: locked out after repeated wrong passwords."""
    return error_page(
        request,
        status=429,
        heading=_("För många försök"),
        sentence=_("Vänta en stund innan du försöker igen. Har du glömt lösenordet kan din handläggare hjälpa dig."),
        remedy=_start(),
    )


def typed_text(request: HttpRequest) -> list[tuple[Text, str]]:
    """The longer texts of a posted form. Short values can be chosen again, and may be secrets."""
    hidden = {"csrfmiddlewaretoken", "once", "as"}
    return [
        (_("Text %(number)d") % {"number": number}, value)
        for number, value in enumerate(
            (
                str(value)
                for name, value in request.POST.items()
                if name not in hidden and "password" not in name and len(str(value)) > 20  # noqa: PLR2004
            ),
            start=1,
        )
    ]
