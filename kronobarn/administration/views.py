"""The organisation's units, those who work there, their assignments and accounts."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kronobarn.accounts import actions as accounts
from kronobarn.accounts import policy as rights
from kronobarn.accounts.tokens import BEGIN_LASTS
from kronobarn.administration import actions, policy, reads
from kronobarn.administration.forms import (
    AddForm,
    AssignmentForm,
    CloseForm,
    EndForm,
    LinkForm,
    NameForm,
    ResetForm,
    UnitNameForm,
)
from kronobarn.authorities import actions as authorities
from kronobarn.authorities import policy as places
from kronobarn.authorities.models import Unit
from kronobarn.core.actor import Actor, ActorRequest
from kronobarn.core.forms import attempt, posted
from kronobarn.grounds.policy import may_correct
from kronobarn.people.models import Person
from kronobarn.post import actions as post
from kronobarn.post import policy as letters
from kronobarn.post.forms import OftenForm
from kronobarn.post.reads import of_box
from kronobarn.ui.pages import page

NAV = {"nav": "administration"}


@require_GET
def overview(request: ActorRequest) -> HttpResponse:
    """The units and how many work there."""
    policy.may_administer(request.actor).enforce()
    context = {
        "organisation": reads.organisation(request.actor).name,
        "units": reads.unit_rows(request.actor),
        "unled": reads.left_without_a_manager(),
        "form": NameForm(),
        "may_add": rights.may_create_account(request.actor),
        "may_correct": may_correct(request.actor),
    }
    return page(request, "administration/overview.html", context | NAV)


@require_GET
def unit(request: ActorRequest, unit_key: str) -> HttpResponse:
    """Those who work in one unit."""
    found = _unit(request.actor, unit_key)
    return page(request, "administration/unit.html", {"unit": found, "people": reads.in_unit(found)} | NAV)


@require_http_methods(["GET", "POST"])
def rename_unit(request: ActorRequest, unit_key: str) -> HttpResponse:
    """What a unit is called."""
    found = _unit(request.actor, unit_key)
    places.may_change_unit(request.actor, found).enforce()
    before = found.name
    form = UnitNameForm(posted(request), initial={"name": before})
    if request.method == "POST":
        done = attempt(form, lambda: authorities.rename_unit(unit=found, by=request.actor, **form.cleaned_data))
        if done is not None:
            messages.success(request, _("Enheten har bytt namn."))
            return redirect("administration:unit", found.key)
    context = {"unit": found, "before": before, "form": form}
    return page(request, "administration/unit_name.html", context | NAV, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def close_unit(request: ActorRequest, unit_key: str) -> HttpResponse:
    """Close a unit."""
    found = _unit(request.actor, unit_key)
    places.may_change_unit(request.actor, found).enforce()
    form = CloseForm(posted(request))
    if request.method == "POST":
        done = attempt(form, lambda: actions.close_unit(unit=found, by=request.actor))
        if done is not None:
            messages.success(request, _("Enheten är avvecklad."))
            return redirect("administration:overview")
    context = {"unit": found, "form": form}
    return page(request, "administration/unit_close.html", context | NAV, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def unit_box(request: ActorRequest, unit_key: str) -> HttpResponse:
    """How often a unit's box is written to when something waits there."""
    found = _unit(request.actor, unit_key)
    may_choose = letters.may_choose_for(request.actor, found)
    form = OftenForm(posted(request), initial={"often": of_box(found.pk)})
    if request.method == "POST":
        may_choose.enforce()
        done = attempt(form, lambda: post.choose_for_box(unit=found, by=request.actor, **form.cleaned_data))
        if done is not None:
            messages.success(request, _("Valet är sparat."))
            return redirect("administration:unit", found.key)
    context = {"unit": found, "form": form, "may_choose": may_choose}
    return page(request, "administration/unit_box.html", context | NAV, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def find(request: ActorRequest) -> HttpResponse:
    """Somebody by name. What is looked for is posted, so that it stands in no address."""
    policy.may_administer(request.actor).enforce()
    form = NameForm(posted(request))
    found = attempt(form, lambda: actions.search(name=form.cleaned_data["name"], by=request.actor))
    context = {"form": form, "people": found, "most": reads.MOST}
    return page(request, "administration/found.html", context | NAV, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def add(request: ActorRequest) -> HttpResponse:
    """Somebody new, with a first assignment."""
    policy.may_administer(request.actor).enforce()
    rights.may_create_account(request.actor).enforce()
    form = AddForm(posted(request), by=request.actor)
    if request.method == "POST":
        made = attempt(form, lambda: actions.add(**form.cleaned_data, by=request.actor))
        if made is not None:
            messages.success(request, _("Kontot finns. Gör nu en länk där personen väljer sitt lösenord."))
            return redirect("administration:person", made.pk)
    return page(request, "administration/add.html", {"form": form} | NAV, status=422 if form.errors else 200)


@require_GET
def person(request: ActorRequest, person_id: int) -> HttpResponse:
    """Somebody's assignments in the organisation, and the account."""
    found = _colleague(request.actor, person_id)
    actions.note_look(person=found, by=request.actor)
    return page(request, "administration/person.html", _about(found, request.actor) | NAV)


@require_http_methods(["GET", "POST"])
def give(request: ActorRequest, person_id: int) -> HttpResponse:
    """One more assignment."""
    found = _colleague(request.actor, person_id)
    policy.may_give(request.actor, found).enforce()
    form = AssignmentForm(posted(request), by=request.actor)
    if request.method == "POST":
        given = attempt(form, lambda: actions.give(person=found, **form.cleaned_data, by=request.actor))
        if given is not None:
            messages.success(request, _("Uppdraget är sparat."))
            return redirect("administration:person", found.pk)
    context = {"form": form, "person": found}
    return page(request, "administration/give.html", context | NAV, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def end(request: ActorRequest, assignment_id: int) -> HttpResponse:
    """The last day of an assignment."""
    policy.may_administer(request.actor).enforce()
    found = reads.assignment(assignment_id, request.actor)
    if found is None:
        raise Http404
    form = EndForm(posted(request))
    if request.method == "POST":
        ended = attempt(form, lambda: actions.end(assignment=found, on=form.cleaned_data["on"], by=request.actor))
        if ended is not None:
            messages.success(request, _("Uppdraget tar slut den dag du valde."))
            return redirect("administration:person", found.person_id)
    context = {"form": form, "assignment": found, "person": found.person}
    return page(request, "administration/end.html", context | NAV, status=422 if form.errors else 200)


@sensitive_post_parameters()
@require_POST
def link(request: ActorRequest, person_id: int) -> HttpResponse:
    """The address where the owner of the account chooses a password. It is shown once, and kept nowhere.

    The administrator's own code is asked for first: an unlocked computer is not enough to change how others enter.
    """
    found = _colleague(request.actor, person_id)
    rights.may_give_link(request.actor, person=found).enforce()
    form = LinkForm(request.POST if "sure" in request.POST else None, request=request)
    if "code" in form.fields and not form.is_valid():
        context = {"person": found, "form": form}
        return page(request, "administration/link_code.html", context | NAV, status=422 if form.errors else 200)
    token = accounts.make_link(person=found, by=request.actor)
    context = {
        "person": found,
        "address": request.build_absolute_uri(reverse("accounts:begin", args=[token])),
        "hours": int(BEGIN_LASTS.total_seconds()) // 3600,
        "asks_code": found.has_codes,  # type: ignore[attr-defined]
    }
    return page(request, "administration/link.html", context | NAV)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def reset(request: ActorRequest, person_id: int) -> HttpResponse:
    """Take away the second factor of somebody who has lost it."""
    found = _colleague(request.actor, person_id)
    rights.may_reset_second_factor(request.actor, person=found).enforce()
    form = ResetForm(posted(request), request=request)
    if request.method == "POST" and form.is_valid():
        accounts.reset_second_factor(person=found, reason=form.cleaned_data["reason"], by=request.actor)
        messages.success(request, _("Tvåstegsinloggningen är nollställd. Personen ställer in den nästa gång."))
        return redirect("administration:person", found.pk)
    context = {"form": form, "person": found}
    return page(request, "administration/reset.html", context | NAV, status=422 if form.errors else 200)


@require_POST
def sign_out(request: ActorRequest, person_id: int) -> HttpResponse:
    """End somebody's sessions."""
    found = _colleague(request.actor, person_id)
    closed = accounts.sign_out_everywhere(person=found, by=request.actor)
    text = ngettext("%(closed)s inloggning är avslutad.", "%(closed)s inloggningar är avslutade.", closed)
    messages.success(request, text % {"closed": closed})
    return redirect("administration:person", found.pk)


@require_http_methods(["GET", "POST"])
def close(request: ActorRequest, person_id: int) -> HttpResponse:
    """Close somebody's account."""
    found = _colleague(request.actor, person_id)
    rights.may_disable_account(request.actor, person_id=found.pk).enforce()
    if request.method == "POST":
        if actions.close(person=found, by=request.actor):
            messages.warning(
                request,
                _("Kontot är stängt. Ett uppdrag är kvar, för där finns uppgifter som någon måste lämna över först."),
            )
        else:
            messages.success(request, _("Kontot är stängt."))
        return redirect("administration:person", found.pk)
    return page(request, "administration/close.html", {"form": CloseForm(), "person": found} | NAV)


@require_POST
def reopen(request: ActorRequest, person_id: int) -> HttpResponse:
    """Open a closed account."""
    found = _colleague(request.actor, person_id)
    accounts.reopen_account(person=found, by=request.actor)
    messages.success(request, _("Kontot är öppet. Ge personen ett uppdrag, om det gamla tog slut."))
    return redirect("administration:person", found.pk)


def _unit(actor: Actor, unit_key: str) -> Unit:
    """One of the organisation's; another's, and one that does not exist, look the same."""
    policy.may_administer(actor).enforce()
    found = reads.units(actor).filter(key=unit_key).select_related("area").first()
    if found is None:
        raise Http404
    return found


def _colleague(actor: Actor, person_id: int) -> Person:
    """Somebody of the organisation; whoever is not, and whoever does not exist, look the same."""
    policy.may_administer(actor).enforce()
    found = reads.colleague(person_id, actor)
    if found is None:
        raise Http404
    return found


def _about(found: Person, actor: Actor) -> dict[str, object]:
    looks_after = rights.may_look_after(actor, person_id=found.pk)
    return {
        "person": found,
        "works": reads.works(found, actor),
        "has_begun": found.has_usable_password() or found.is_demo,
        "may_give": policy.may_give(actor, found),
        "may_look_after": looks_after,
        "may_link": looks_after and rights.may_give_link(actor, person=found, looks_after=looks_after),
        "may_reset": looks_after and rights.may_reset_second_factor(actor, person=found, looks_after=looks_after),
        "may_close": looks_after and rights.may_disable_account(actor, person_id=found.pk, looks_after=looks_after),
        "may_reopen": rights.may_reopen_account(actor, person=found),
        "is_oneself": found.pk == actor.person_id,
    }
