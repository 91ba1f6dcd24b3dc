"""How far the units have come: by place, by unit, and how it came to be so."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kronobarn.authorities.models import Unit
from kronobarn.core import clock, tables
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import posted
from kronobarn.implementation import actions, files, policy, reads
from kronobarn.implementation.forms import StepCorrectionForm, StepForm
from kronobarn.programme.form_page import NAV, Words, form_page
from kronobarn.ui.pages import page

get_or_post = require_http_methods(["GET", "POST"])


@require_GET
def overview(request: ActorRequest) -> HttpResponse:
    """Every municipality, by name."""
    policy.may_read(request.actor).enforce()
    context = {"places": reads.places(request.actor), "steps": reads.steps()}
    return page(request, "implementation/overview.html", context | NAV)


@require_GET
def file(request: ActorRequest) -> HttpResponse:
    """Every unit with the day of each step, to take along."""
    policy.may_read(request.actor).enforce()
    actions.take(by=request.actor)
    return tables.file(files.rows(reads.places(request.actor)), f"inforandet-{clock.today().isoformat()}")


@require_GET
def place(request: ActorRequest, place_id: int) -> HttpResponse:
    """The units of one, by name, with the day of each step."""
    policy.may_read(request.actor).enforce()
    found = reads.place(request.actor, place_id)
    if found is None:
        raise Http404
    return page(request, "implementation/place.html", {"place": found, "steps": reads.steps()} | NAV)


@require_GET
def unit(request: ActorRequest, unit_id: int) -> HttpResponse:
    """One unit, and everything that has been written of it."""
    found = _unit(request, unit_id)
    history = reads.history(request.actor, found)
    context = {
        "unit": found,
        "place": reads.place_of(found),
        "history": history,
        "standing": reads.standing(history),
        "steps": reads.steps(),
        "may_write": policy.may_write(request.actor, found),
    }
    return page(request, "implementation/unit.html", context | NAV)


@get_or_post
def write(request: ActorRequest, unit_id: int) -> HttpResponse:
    """How far the unit has come."""
    found = _unit(request, unit_id)
    policy.may_write(request.actor, found).enforce()
    form = StepForm(posted(request))
    words = Words(
        _("Skriv in hur långt enheten har kommit"),
        _("Skriv in"),
        _("Det är inskrivet."),
        _("%(unit)s. Det som har skrivits förut står kvar.") % {"unit": found.name},
    )

    def call() -> object:
        return actions.write(unit=found, **form.cleaned_data, by=request.actor)

    return form_page(request, form, words, call, crumbs=_crumbs(found))


@get_or_post
def correct(request: ActorRequest, taken_id: UUID) -> HttpResponse:
    """Put right what was written down wrongly."""
    policy.may_read(request.actor).enforce()
    taken = reads.taken(request.actor, taken_id)
    if taken is None:
        raise Http404
    policy.may_correct(request.actor, taken).enforce()
    before = {name: getattr(taken, name) for name in StepForm.base_fields}
    form = StepCorrectionForm(posted(request), initial=before)
    words = Words(
        _("Rätta hur långt enheten har kommit"),
        _("Rätta"),
        _("Det är rättat. Det gamla står kvar, märkt som rättat."),
        taken.unit.name,
    )

    def call() -> object:
        return actions.correct(taken=taken, **form.cleaned_data, by=request.actor)

    return form_page(request, form, words, call, crumbs=_crumbs(taken.unit))


def _crumbs(one: Unit) -> list[tuple[str, str]]:
    return [
        (_("Införandet"), reverse("implementation:overview")),
        (one.name, reverse("implementation:unit", args=[one.pk])),
    ]


def _unit(request: ActorRequest, unit_id: int) -> Unit:
    policy.may_read(request.actor).enforce()
    found = reads.unit(request.actor, unit_id)
    if found is None:
        raise Http404
    return found
