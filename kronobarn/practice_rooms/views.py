"""The lobby, the roles, the leader's page, and what everybody sees afterwards."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kronobarn.core.forms import attempt, posted
from kronobarn.demo.becoming import become
from kronobarn.people.models import Person
from kronobarn.practice_rooms import actions, passes, policy, reads
from kronobarn.practice_rooms.forms import JoinForm, OpenForm
from kronobarn.practice_rooms.passes import Pass
from kronobarn.practice_rooms.schema import Role
from kronobarn.practice_rooms.stage import CannotHappen
from kronobarn.ui import documents
from kronobarn.ui.pages import page

View = Callable[[HttpRequest, Pass], HttpResponse]


def in_a_room(view: View) -> Callable[[HttpRequest], HttpResponse]:
    """Only with a room's pass; others are asked for a code."""

    @wraps(view)
    def asked(request: HttpRequest) -> HttpResponse:
        found: Pass | None = request.practice_room  # type: ignore[attr-defined]
        return redirect("practice_rooms:lobby") if found is None else view(request, found)

    return login_not_required(asked)


# The door -------------------------------------------------------------------------------------------


@login_not_required
@require_http_methods(["GET", "POST"])
def lobby(request: HttpRequest) -> HttpResponse:
    """Join a room by its code; or go on in the one that one is in."""
    form = JoinForm(posted(request))
    if request.method == "POST" and form.is_valid():
        answer = redirect("practice_rooms:roles")
        passed = passes.give(answer, form.cleaned_data["code"])
        actions.join(called=form.cleaned_data["called"], by=passed)
        return answer
    context = {"form": form, "gone": "borta" in request.GET, "here": request.practice_room, **reads.library()}  # type: ignore[attr-defined]
    return page(request, "practice_rooms/lobby.html", context, status=422 if form.errors else 200)


@login_not_required
@require_http_methods(["GET", "POST"])
def open_room(request: HttpRequest) -> HttpResponse:
    """Open a room to lead."""
    form = OpenForm(posted(request), initial={"case": request.GET.get("fall", "")})
    if request.method == "POST":
        code = attempt(form, lambda: actions.open_room(case=reads.case(form.cleaned_data["case"])))
        if code is not None:
            answer = redirect("practice_rooms:lead")
            passes.give(answer, code, leads=True)
            return answer
    return page(request, "practice_rooms/open.html", {"form": form}, status=422 if form.errors else 200)


@in_a_room
@require_POST
def leave(request: HttpRequest, here: Pass) -> HttpResponse:
    """Out of the room in this browser. The room stays."""
    actions.leave(by=here)
    logout(request)
    answer = redirect("practice_rooms:lobby")
    passes.take(answer)
    return answer


# Playing --------------------------------------------------------------------------------------------


@in_a_room
@require_http_methods(["GET", "POST"])
def roles(request: HttpRequest, here: Pass) -> HttpResponse:
    """Whom one can be."""
    room = reads.room(here)
    if request.method == "POST":
        role = room.case.role_or_none(request.POST.get("role", ""))
        if role is None:
            messages.warning(request, _("Den rollen finns inte i fallet."))
            return redirect("practice_rooms:roles")
        actions.take_role(role=role.key, by=here)
        person = Person.objects.get(username=role.key, is_demo=True)
        return become(request, person, as_family=role.kind != "staff", onward=reverse("practice_rooms:my_role"))
    context = {
        "room": room,
        "may": policy.may_play(here, room.state),
        "may_leave": policy.may_leave(here, room.state),
    }
    return page(request, "practice_rooms/roles.html", context)


@in_a_room
@require_GET
def my_role(request: HttpRequest, here: Pass) -> HttpResponse:
    """What whoever plays the role knows, and what has happened since."""
    room = reads.room(here)
    if room.role is None:
        return redirect("practice_rooms:roles")
    actions.has_read(by=here)
    return page(request, "practice_rooms/my_role.html", {"room": room, "texts": reads.texts(room)})


# Leading --------------------------------------------------------------------------------------------


@in_a_room
@require_GET
def lead(request: HttpRequest, here: Pass) -> HttpResponse:
    """Where the play stands, who plays what, and the next step."""
    policy.may_lead(here).enforce()
    return page(request, "practice_rooms/lead.html", reads.leading(here))


@in_a_room
@require_POST
def go_on(request: HttpRequest, here: Pass) -> HttpResponse:
    """The next round; when nobody plays a role that the case needs, not until the leader has said so."""
    said, known = request.POST.get("seen", ""), request.POST.get("without", "").split()
    seen = int(said) if said.isdecimal() and len(said) < 4 else -1
    nobody: list[Role] = []
    with _told_to_the_leader(request):
        nobody = actions.go_on(seen=seen, without=known, by=here)
    if nobody:
        context = {
            "room": reads.room(here),
            "nobody": nobody,
            "without": " ".join([*known, *(role.key for role in nobody)]),
        }
        return page(request, "practice_rooms/nobody.html", context, status=422)
    return redirect("practice_rooms:lead")


@in_a_room
@require_POST
def let_in(request: HttpRequest, here: Pass) -> HttpResponse:
    """What did not come in when the round began."""
    with _told_to_the_leader(request):
        actions.let_in(by=here)
    return redirect("practice_rooms:lead")


@contextmanager
def _told_to_the_leader(request: HttpRequest) -> Iterator[None]:
    """What the case wants, and cannot have, stands on the leader's page. The round goes on without it."""
    try:
        yield
    except CannotHappen as no:
        messages.error(request, str(no))


@in_a_room
@require_POST
def end(request: HttpRequest, here: Pass) -> HttpResponse:
    """Everybody may see everything."""
    actions.end(by=here)
    return redirect("practice_rooms:afterwards")


@in_a_room
@require_http_methods(["GET", "POST"])
def throw_away(request: HttpRequest, here: Pass) -> HttpResponse:
    """Asked once more, and then it is gone."""
    policy.may_lead(here).enforce()
    if request.method == "GET":
        return page(request, "practice_rooms/throw_away.html", {"room": reads.room(here)})
    answer = redirect(f"{reverse('practice_rooms:lobby')}?borta=1")
    passes.take(answer)
    request.throw_room_away = True  # type: ignore[attr-defined]
    return answer


# Afterwards -----------------------------------------------------------------------------------------


@in_a_room
@require_GET
def afterwards(request: HttpRequest, here: Pass) -> HttpResponse:
    """Who knew what when."""
    room = reads.room(here)
    may = policy.may_see_all(here, room.state)
    context: dict[str, Any] = {"room": room, "may": may, "chapters": reads.chapters(room) if may else []}
    return page(request, "practice_rooms/afterwards.html", context)


@in_a_room
@require_GET
def story(request: HttpRequest, here: Pass) -> HttpResponse:
    """The room as a story to keep: a file with the invented people alone. As PDF where that can be made."""
    room = reads.room(here)
    policy.may_see_all(here, room.state).enforce()
    text = documents.html("practice_rooms/story.html", {"room": room, "chapters": reads.chapters(room)})
    if request.GET.get("form") == "pdf" and documents.available():
        answer = HttpResponse(documents.pdf(text), content_type="application/pdf")
        answer["Content-Disposition"] = 'attachment; filename="ovningsrum.pdf"'
        return answer
    answer = HttpResponse(text)
    answer["Content-Disposition"] = 'attachment; filename="ovningsrum.html"'
    return answer
