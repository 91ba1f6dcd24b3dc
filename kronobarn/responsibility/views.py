"""A child becomes known in three steps; who holds the baton, and who takes it; who decides for the child."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kronobarn.circles import finding
from kronobarn.circles.doors import find_child_or_404, open_child_or_404
from kronobarn.circles.reads import header
from kronobarn.circles.rules import WhySought
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import attempt
from kronobarn.notices.reads import is_waiting
from kronobarn.notices.rules import TaskKind
from kronobarn.people.models import Child, Guardianship
from kronobarn.responsibility import actions, handing_over, policy
from kronobarn.responsibility.forms import GroundForm, GuardianForm, OfferForm, PlaceForm, WhoForm
from kronobarn.responsibility.models import Responsibility
from kronobarn.responsibility.reads import baton as read_baton
from kronobarn.responsibility.reads import next_function
from kronobarn.responsibility.rules import WhyAdded
from kronobarn.ui.pages import page


@require_http_methods(["GET", "POST"])
def new(request: ActorRequest) -> HttpResponse:
    """Add a child: who it is, why it is added, where it is. Each step carries the ones before it."""
    policy.may_register(request.actor).enforce()
    if request.method == "GET":
        return _step(request, "who", WhoForm())
    who = WhoForm(request.POST)
    found = attempt(who, lambda: _already_known(who.cleaned_data, request))
    if found is None or request.POST.get("step") not in ("ground", "place"):
        return _step(request, "who", who) if found is None else _step(request, "ground", GroundForm(), who, found)
    ground = GroundForm(request.POST)
    if not ground.is_valid():
        return _step(request, "ground", ground, who, found)
    born_on = who.cleaned_data["born_on"]
    if request.POST["step"] == "ground":
        return _step(request, "place", PlaceForm(born_on=born_on), who, found, ground)
    place = PlaceForm(request.POST, born_on=born_on)
    child = attempt(place, lambda: _register(request, who.cleaned_data, ground.cleaned_data, place.cleaned_data))
    if child is None:
        if place.non_field_errors():
            _log_the_number(who.cleaned_data["number"], request)
        return _step(request, "place", place, who, found, ground)
    messages.success(request, _("Barnet är tillagt, och någon ansvarar."))
    return redirect("circles:people", child.pk)


def _already_known(who: dict[str, Any], request: ActorRequest) -> list[finding.Hit | finding.Known]:
    """Children that may be the same: the one with the number, or one's own with that name and day.

    The number is asked for once; after that the database holds that nobody else has it.
    """
    if who["number"]:
        if request.POST.get("step") != "who":
            return []
        known = finding.seek(number=who["number"], why=WhySought.MEETS_THE_CHILD, by=request.actor)
        return [] if known is None else [known]
    name = f"{who['given_name']} {who['family_name']}".strip()
    if not name:
        return []
    return list(finding.among_own(name=name, born_on=who["born_on"], by=request.actor))


def _register(request: ActorRequest, who: dict[str, Any], ground: dict[str, Any], place: dict[str, Any]) -> Child:
    if who["number"]:
        finding.may_guess_no_more(request.actor)
    described = {name: value for name, value in who.items() if name != "identity"}
    return actions.register(by=request.actor, why=WhyAdded(ground["why"]), **described, **place)


def _log_the_number(number: str, request: ActorRequest) -> None:
    """A number that cannot be added may be somebody's: that it was tried is a search, and counted as one."""
    try:
        if number:
            finding.seek(number=number, why=WhySought.MEETS_THE_CHILD, by=request.actor)
    except ValidationError:
        return  # stopped already: the page says it


def _step(
    request: ActorRequest,
    step: str,
    form: Form,
    who: WhoForm | None = None,
    found: list[finding.Hit | finding.Known] | None = None,
    ground: GroundForm | None = None,
) -> HttpResponse:
    """One of the three pages, with what has been typed before it."""
    carried = [name for earlier in (who, ground) if earlier is not None for name in earlier.fields]
    context = {
        "form": form,
        "carried": [(name, request.POST[name]) for name in carried if request.POST.get(name)],
        "found": found or [],
        "is_known": bool(found and who and who.cleaned_data["number"]),
        "nav": "find",
    }
    return page(request, f"responsibility/new_{step}.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def guardian(request: ActorRequest, child_id: UUID) -> HttpResponse:
    """Write down a guardian."""
    posted = request.method == "POST"
    child = (find_child_or_404 if posted else open_child_or_404)(child_id, by=request.actor)
    policy.may_name_family(request.actor, child.pk).enforce(child_id=child.pk)
    form = GuardianForm(request.POST if posted else None)
    added = attempt(form, lambda: _add_guardian(child, form.cleaned_data, request)) if posted else None
    if added is not None:
        messages.success(request, _("Vårdnadshavaren är inskriven och har sin plats."))
        return redirect("circles:people", child.pk)
    context = {"child": child, "header": header(child, request.actor), "form": form, "nav": "children"}
    return page(request, "responsibility/guardian.html", context, status=422 if form.errors else 200)


def _add_guardian(child: Child, cleaned: dict[str, Any], request: ActorRequest) -> Guardianship:
    return actions.add_new_guardian(
        child=child,
        given_name=cleaned["given_name"],
        family_name=cleaned["family_name"],
        custody=Guardianship.Custody(cleaned["custody"]),
        source=Guardianship.Source(cleaned["source"]),
        by=request.actor,
    )


@require_http_methods(["GET", "POST"])
def baton(request: ActorRequest, child_id: UUID) -> HttpResponse:
    """Who is responsible; to whom the responsibility can be offered."""
    posted = request.method == "POST"
    child = (find_child_or_404 if posted else open_child_or_404)(child_id, by=request.actor)
    held = read_baton(child, by=request.actor)
    if held.current is None:
        raise Http404
    may_offer = policy.may_offer(request.actor, held.current)
    if posted:
        may_offer.enforce(child_id=child.pk)
    form = OfferForm(request.POST if posted else None, born_on=child.born_on, holder_id=held.current.holder_id)
    if posted and "change_who" not in request.POST and form.is_valid():
        answered = handing_over.offer(request, child, form)
        if answered is not None:
            return answered
    context = {
        "child": child,
        "header": header(child, request.actor),
        "baton": held,
        "form": form,
        "may_offer": may_offer,
        "may_withdraw": policy.may_withdraw(request.actor, held.current),
        "next_function": next_function(child, held.current, by=request.actor),
        "is_asked": policy.may_answer(request.actor, held.current),
        "may_accept": policy.may_accept(request.actor, held.current),
        "is_family": request.actor.is_family,
        "must_read": is_waiting(TaskKind.READ_FOLLOWING, child.pk, by=request.actor),
        "nav": "children",
    }
    return page(request, "responsibility/baton.html", context, status=422 if posted and form.errors else 200)


@require_POST
def accept(request: ActorRequest, child_id: UUID) -> HttpResponse:
    """Take the baton."""
    actions.accept(responsibility=_current(child_id, request), by=request.actor)
    messages.success(request, _("Du ansvarar nu för barnet."))
    return redirect("responsibility:baton", child_id)


@require_POST
def decline(request: ActorRequest, child_id: UUID) -> HttpResponse:
    """Say no to the baton; the one who asked keeps it."""
    actions.decline(responsibility=_current(child_id, request), by=request.actor)
    messages.success(request, _("Du har tackat nej. Den som frågade har kvar ansvaret."))
    return redirect("circles:children")


def _current(child_id: UUID, request: ActorRequest) -> Responsibility:
    child = find_child_or_404(child_id, by=request.actor)
    current = Responsibility.objects.visible_to(request.actor).current().filter(child=child).first()
    if current is None:
        raise Http404
    return current


@require_POST
def withdraw(request: ActorRequest, child_id: UUID) -> HttpResponse:
    """Take back the question about the baton."""
    actions.withdraw(responsibility=_current(child_id, request), by=request.actor)
    messages.success(request, _("Frågan är tillbakatagen. Du har kvar ansvaret, och inget har lämnats ut."))
    return redirect("responsibility:baton", child_id)


@require_POST
def has_read(request: ActorRequest, child_id: UUID) -> HttpResponse:
    """Somebody of the family has read what follows."""
    actions.has_read(child=find_child_or_404(child_id, by=request.actor), by=request.actor)
    return redirect("responsibility:baton", child_id)
