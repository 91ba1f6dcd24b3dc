"""One's own children, finding a child, and the people around one."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kronobarn.authorities.models import Unit
from kronobarn.circles import actions, blocking, finding, places, policy
from kronobarn.circles import sharing as shares
from kronobarn.circles.around import around
from kronobarn.circles.doors import find_child_or_404, open_child_or_404
from kronobarn.circles.forms import AskForm, ChooseUnitForm, ExactForm, OwnForm
from kronobarn.circles.listing import own_children
from kronobarn.circles.models import Disclosure, Seat
from kronobarn.circles.reads import header, roles_at, sits_beside
from kronobarn.circles.rules import Ground, Role, WhySought
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import attempt
from kronobarn.grounds.reads import in_use
from kronobarn.people.models import Child
from kronobarn.ui.pages import page, page_number


@require_GET
def children(request: ActorRequest) -> HttpResponse:
    """The children one has a seat with, a page at a time."""
    policy.may_list(request.actor).enforce()
    listing = own_children(by=request.actor, after=_uuid(request.GET.get("efter", "")))
    return page(
        request,
        "circles/children.html",
        {"listing": listing, "is_family": request.actor.is_family, "nav": "children"},
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@require_http_methods(["GET", "POST"])
def find(request: ActorRequest) -> HttpResponse:
    """Look for a child. What is looked for is posted, so that it stands in no address."""
    policy.may_seek(request.actor).enforce()
    exact = request.method == "POST" and request.POST.get("look") == "exact"
    own = request.method == "POST" and not exact
    own_form, exact_form = OwnForm(request.POST if own else None), ExactForm(request.POST if exact else None)
    answers = _seek(exact_form, request) if exact else None
    context = {
        "own_form": own_form,
        "exact_form": exact_form,
        "hits": _among_own(own_form, request) if own else None,
        "sought": answers is not None,
        "known": answers[0] if answers else None,
        "most": finding.MOST,
        "nav": "find",
    }
    wrong = own_form.errors or exact_form.errors
    return page(request, "circles/find.html", context, status=422 if wrong else 200)


def _among_own(form: OwnForm, request: ActorRequest) -> list[finding.Hit] | None:
    return attempt(form, lambda: finding.among_own(by=request.actor, **form.cleaned_data))


def _seek(form: ExactForm, request: ActorRequest) -> list[finding.Hit | finding.Known | None] | None:
    """The one answer, or no answer because the question could not be put."""

    def ask() -> list[finding.Hit | finding.Known | None]:
        why = WhySought(form.cleaned_data["why"])
        return [finding.seek(number=form.cleaned_data["number"], why=why, by=request.actor)]

    return attempt(form, ask)


@require_POST
def come_forward(request: ActorRequest) -> HttpResponse:
    """Having found a child by its number: sit down to tell what one noticed."""
    child_id = finding.found_child(request.POST.get("found", ""), by=request.actor)
    if child_id is None:
        messages.error(request, _("Sökningen har blivit för gammal. Sök på numret igen."))
        return redirect("circles:find")
    actions.come_forward(child_id=child_id, by=request.actor)
    return redirect("concerns:notice", child_id)


@require_GET
def people(request: ActorRequest, child_id: UUID) -> HttpResponse:
    """Who sits around the child, and what each of them can see."""
    child = open_child_or_404(child_id, by=request.actor)
    return page(
        request,
        "circles/people.html",
        {
            "child": child,
            "header": header(child, request.actor),
            "around": around(child, by=request.actor),
            "may_seat": policy.is_open(child) and policy.may_seat(request.actor, child.pk),
            "is_responsible": Role.RESPONSIBLE in roles_at(child, request.actor),
            "is_family": request.actor.is_family,
            "nav": "children",
        },
    )


@require_GET
def choose_unit(request: ActorRequest, child_id: UUID) -> HttpResponse:
    """First step of asking a professional: where do they work?"""
    child = open_child_or_404(child_id, by=request.actor)
    policy.is_open(child).enforce(child_id=child.pk)
    policy.may_seat(request.actor, child.pk).enforce(child_id=child.pk)
    form = ChooseUnitForm(request.GET if "enhet" in request.GET else None)
    if form.is_valid():
        return redirect("circles:ask", child.pk, form.cleaned_data["enhet"].key)
    context = {"child": child, "header": header(child, request.actor), "form": form, "nav": "children"}
    return page(request, "circles/choose_unit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def ask(request: ActorRequest, child_id: UUID, unit_key: str) -> HttpResponse:
    """Second step: who, and what for?"""
    posted = request.method == "POST"
    child = (find_child_or_404 if posted else open_child_or_404)(child_id, by=request.actor)
    policy.is_open(child).enforce(child_id=child.pk)
    policy.may_seat(request.actor, child.pk).enforce(child_id=child.pk)
    unit = get_object_or_404(Unit.objects.active().select_related("area"), key=unit_key)
    form = AskForm(request.POST if posted else None, unit=unit)
    if posted and _seat(child, form, request) is not None:
        messages.success(request, _("Personen har nu en plats kring barnet."))
        return redirect("circles:people", child.pk)
    context = {
        "child": child,
        "header": header(child, request.actor),
        "form": form,
        "unit": unit,
        "somebody": form.anyone(),
        "same_area": unit.area_id == request.actor.area_id,
        "nav": "children",
    }
    return page(request, "circles/ask.html", context, status=422 if form.errors else 200)


def _seat(child: Child, form: AskForm, request: ActorRequest) -> Seat | None:
    return attempt(form, lambda: actions.seat(child_id=child.pk, by=request.actor, **form.cleaned_data))


@require_POST
def end(request: ActorRequest, child_id: UUID, seat_id: UUID) -> HttpResponse:
    """End somebody's place, or leave oneself."""
    child = find_child_or_404(child_id, by=request.actor)
    seat = Seat.objects.visible_to(request.actor).standing().filter(child=child, pk=seat_id).first()
    if seat is None:
        raise Http404
    actions.end_seat(seat=seat, by=request.actor)
    messages.success(request, _("Platsen är avslutad. Det som har skrivits finns kvar."))
    left = seat.person_id == request.actor.person_id
    return redirect("circles:children") if left else redirect("circles:people", child.pk)


@require_GET
def sharing(request: ActorRequest, child_id: UUID) -> HttpResponse:
    """Who can see what about the child, and why."""
    child = open_child_or_404(child_id, by=request.actor)
    shown = shares.sharing(child, by=request.actor, number=page_number(request))
    context = {
        "child": child,
        "header": header(child, request.actor),
        "shown": shown,
        "emergencies": shares.emergencies(child, by=request.actor),
        "held": shares.held(child, by=request.actor) if request.actor.is_family else [],
        "told": blocking.told(child, request.actor),
        "is_family": request.actor.is_family,
        "is_beside_the_work": sits_beside(child, request.actor),
        "nav": "children",
    }
    return page(request, "circles/sharing.html", context)


@require_http_methods(["GET", "POST"])
def end_disclosure(request: ActorRequest, child_id: UUID, disclosure_id: UUID) -> HttpResponse:
    """Ask once more, then stop passing a record on."""
    posted = request.method == "POST"
    child = (find_child_or_404 if posted else open_child_or_404)(child_id, by=request.actor)
    disclosures = Disclosure.objects.visible_to(request.actor).select_related("record", "to_area")
    disclosure = disclosures.filter(child=child, pk=disclosure_id, to_area__isnull=False).first()
    if disclosure is None or disclosure.to_area is None:
        raise Http404
    policy.may_end_disclosure(request.actor, disclosure).enforce(child_id=child.pk)
    if posted:
        actions.stop_sharing(disclosure=disclosure, by=request.actor)
        messages.success(request, _("Utlämnandet är avslutat. Det som redan har lästs står kvar i loggen."))
        return redirect("circles:sharing", child.pk)
    context = {
        "child": child,
        "header": header(child, request.actor),
        "disclosure": disclosure,
        "to": places.area(child, request.actor, disclosure.to_area),
        "ground": in_use(Ground(disclosure.ground)).with_law,
        "nav": "children",
    }
    return page(request, "circles/end_disclosure.html", context)
