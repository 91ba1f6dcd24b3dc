"""A form that was sent after its session had ended waits for the person who wrote it.

What was typed lies in the browser's new, anonymous session for half an hour. Nobody sees it but
the same person, signed in again; when somebody else signs in it is gone.
"""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from kronobarn.accounts.tokens import person_of_form
from kronobarn.people.models import Person

KEY: Final = "parked"
SENT_AGAIN: Final = "parked"
LASTS: Final = 30 * 60  # seconds
MACHINERY: Final = frozenset({"csrfmiddlewaretoken", "once", "as", SENT_AGAIN})
SECRETS: Final = frozenset({"password", "again", "oldpassword", "password1", "password2", "code"})
"""What is never kept nor shown again: a passphrase is as long as a sentence, and a reserve code is good until it is used."""
AUTOSAVES: Final = frozenset({"drafts:keep", "meetings:keep"})
"""Posts that no person sends: the page itself says that nothing was saved."""
QUIET: Final = "quietly"
"""A post that the page's own script sends, keeps until it has come, and sends again after the sign-in."""


@dataclass(frozen=True, slots=True)
class Parked:
    """What someone had typed, and where it was going."""

    person_id: int
    path: str
    fields: list[tuple[str, str]]
    at: int

    @property
    def written(self) -> list[str]:
        """What reads as text, to recognise the form by; the rest is codes and dates."""
        return [value for _name, value in self.fields if " " in value.strip()]


class ParkedForms:
    """Keeps a form whose session has ended, and lets nobody send another person's form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self._instead(request) or self.get_response(request)

    def _instead(self, request: HttpRequest) -> HttpResponse | None:
        match = _guarded(request) if request.method == "POST" else None
        if match is None or match.view_name in AUTOSAVES or _from_elsewhere(request) or QUIET in request.POST:
            return None
        owner = person_of_form(request.POST.get("as", ""))
        if request.user.is_authenticated:
            if owner is not None and owner != request.user.pk:
                messages.warning(
                    request, _("Formuläret hörde till någon annan som var inloggad här. Inget är skickat.")
                )
                return _go(request, "/")
            if SENT_AGAIN in request.POST:
                drop(request)
            return None
        if owner is None:
            messages.warning(request, _("Du var inte inloggad, så inget är skickat. Logga in och försök igen."))
        else:
            _park(request, owner)
            messages.warning(
                request,
                _("Det du skrev är inte borta. Logga in inom 30 minuter så får du läsa igenom det och skicka det."),
            )
        return _go(request, resolve_url(settings.LOGIN_URL))


def waiting(request: HttpRequest) -> Parked | None:
    """What waits for the person who is signed in now."""
    parked = _read(request)
    if parked is None or parked.person_id != request.user.pk:
        return None
    return parked


def drop(request: HttpRequest) -> None:
    request.session.pop(KEY, None)


def drop_if_of_another(request: HttpRequest, person: Person) -> None:
    """Somebody has signed in: what another person typed in this browser is gone."""
    parked = _read(request)
    if parked is None or parked.person_id != person.pk:
        drop(request)


def _read(request: HttpRequest) -> Parked | None:
    kept: dict[str, Any] | None = request.session.get(KEY)
    if kept is None or time.time() - kept["at"] > LASTS:
        return None
    return Parked(**{**kept, "fields": [(name, value) for name, value in kept["fields"]]})


def _park(request: HttpRequest, owner: int) -> None:
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in MACHINERY | SECRETS
        for value in map(str, values)
    ]
    parked = Parked(person_id=owner, path=request.get_full_path(), fields=fields, at=int(time.time()))
    request.session[KEY] = asdict(parked)
    request.session.set_expiry(LASTS)


def _from_elsewhere(request: HttpRequest) -> bool:
    """Another site sends it, without the cookies that the browser has: no new session is begun over theirs. It is
    refused further in, like every form that is not ours."""
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.get_host()


def _guarded(request: HttpRequest) -> ResolverMatch | None:
    """The view the request is for, when one has to be signed in for it."""
    try:
        match = resolve(request.path_info, getattr(request, "urlconf", None))
    except Resolver404:
        return None
    return match if getattr(match.func, "login_required", True) else None


def _go(request: HttpRequest, address: str) -> HttpResponse:
    if request.headers.get("HX-Request") == "true":
        return HttpResponseClientRedirect(address)
    return redirect(address)
