"""The page where anyone becomes someone of the invented county, without a password."""

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from kronobarn.accounts import sessions
from kronobarn.accounts.reads import FAMILY, options_for
from kronobarn.demo.cast import BY_USERNAME, CAST, Character
from kronobarn.demo.guard import require_demo
from kronobarn.people.models import Person
from kronobarn.ui.pages import page

require_demo()

BACKEND = "kronobarn.accounts.backends.Accounts"


@login_not_required
@require_http_methods(["GET", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """Whom one can be, with three things to try as each."""
    if request.method == "POST":
        return _become(request, request.POST.get("username", ""))
    known = set(Person.objects.filter(is_demo=True, username__in=BY_USERNAME).values_list("username", flat=True))
    context = {
        "staff": [each for each in CAST if each.kind == "staff" and each.username in known],
        "family": [each for each in CAST if each.kind == "family" and each.username in known],
        "onward": request.GET.get("next", ""),
    }
    return page(request, "demo/people.html", context)


def _become(request: HttpRequest, username: str) -> HttpResponse:
    character = BY_USERNAME.get(username)
    person = Person.objects.filter(username=username, is_demo=True, is_active=True).first()
    if character is None or person is None:
        raise Http404
    login(request, person, backend=BACKEND)
    sessions.begin(request, person, way="demo")
    onward = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(onward, allowed_hosts=None):
        request.session[sessions.ONWARD] = onward
    choice = _choice(character, person)
    if choice is not None:
        sessions.enter(request, person, choice)
    return redirect(sessions.onward(request) if choice is not None else reverse("accounts:choose"))


def _choice(character: Character, person: Person) -> int | str | None:
    """What the cast says this person acts as, when it is among what they may be."""
    choices = [option.choice for option in options_for(person)]
    wanted = [each for each in choices if (each == FAMILY) == (character.kind == "family")]
    return next(iter(wanted), None)
