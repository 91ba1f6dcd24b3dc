"""How long names of people who answered are kept, and the two persons who take them away."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kronobarn.core.actor import ActorRequest
from kronobarn.core.addresses import address
from kronobarn.core.forms import attempt, posted
from kronobarn.programme import policy
from kronobarn.programme.form_page import NAV, Words, form_page
from kronobarn.programme.models import NameRemoval
from kronobarn.programme.naming import actions, reads, terms
from kronobarn.programme.naming.forms import DecisionForm
from kronobarn.programme.naming.held import Held, of
from kronobarn.ui.pages import page


@require_GET
def names(request: ActorRequest) -> HttpResponse:
    """What is kept, by which rule, what may go, and what has gone."""
    policy.may_see_names(request.actor, sits=reads.sits(request.actor)).enforce()
    removals = reads.removals(request.actor)
    standing = {one.held for one in removals if one.is_open}
    kept = [
        (
            due,
            policy.may_propose_names(request.actor, due, standing=due.held.key in standing),
            policy.may_settle_names(request.actor, due),
            policy.may_take_back_names(request.actor, due.decision),
        )
        for due in reads.all_due()
    ]
    context = {"kept": kept, "removals": [(one, of(one.held)) for one in removals]}
    return page(request, "programme/names.html", context | {"version": terms.current().version} | NAV)


@require_http_methods(["GET", "POST"])
def settle(request: ActorRequest, held_key: str) -> HttpResponse:
    """Note what the principal has decided."""
    held = _held(request, held_key)
    due = reads.due(held)
    policy.may_settle_names(request.actor, due).enforce()
    form = DecisionForm(posted(request))
    words = Words(
        _("Anteckna beslutet om hur länge namn sparas"),
        _("Anteckna"),
        _("Beslutet är antecknat."),
        _("%(whose)s: %(time)s. Är en annan tid beslutad ska den först skrivas in i länets filer.")
        % {"whose": held.whose, "time": due.lasts},
    )
    crumbs = [(_("Namn på dem som har svarat"), address("programme:names"))]
    return form_page(
        request, form, words, lambda: actions.settle(held=held, by=request.actor, **form.cleaned_data), crumbs=crumbs
    )


@require_POST
def take_back(request: ActorRequest, held_key: str) -> HttpResponse:
    """What was noted was wrong."""
    actions.take_back(held=_held(request, held_key), by=request.actor)
    messages.success(request, _("Beslutet är taget tillbaka. Inga namn kan tas bort efter det."))
    return redirect("programme:names")


@require_POST
def propose(request: ActorRequest, held_key: str) -> HttpResponse:
    """The first of two persons."""
    made = actions.propose(held=_held(request, held_key), by=request.actor)
    messages.success(request, _("Föreslaget. Någon annan i styrgruppen eller dess arbetsutskott utför det."))
    return redirect("programme:name_removal", made.pk)


@require_GET
def removal(request: ActorRequest, removal_id: UUID) -> HttpResponse:
    """One proposal, for whoever carries it out."""
    return _shown(request, _removal(request, removal_id), forms.Form())


@require_POST
def carry_out(request: ActorRequest, removal_id: UUID) -> HttpResponse:
    """The second of two persons."""
    found = _removal(request, removal_id)
    form = forms.Form(posted(request))
    if attempt(form, lambda: actions.carry_out(removal=found, by=request.actor)) is None:
        return _shown(request, _removal(request, removal_id), form)
    messages.success(request, _("Namnen är borttagna. Svaren står kvar."))
    return redirect("programme:names")


@require_POST
def withdraw(request: ActorRequest, removal_id: UUID) -> HttpResponse:
    """Take a proposal back."""
    actions.withdraw(removal=_removal(request, removal_id), by=request.actor)
    messages.success(request, _("Förslaget är tillbakadraget."))
    return redirect("programme:names")


def _shown(request: ActorRequest, found: NameRemoval, form: forms.Form) -> HttpResponse:
    sits = reads.sits(request.actor)
    context: dict[str, Any] = {
        "one": found,
        "held": of(found.held),
        "form": form,
        "may_carry_out": policy.may_carry_out(request.actor, found, sits=sits, settled=reads.is_settled(found.held)),
        "may_withdraw": policy.may_withdraw_names(request.actor, found, sits=sits),
    }
    return page(request, "programme/name_removal.html", context | NAV, status=422 if form.errors else 200)


def _held(request: ActorRequest, key: str) -> Held:
    policy.may_see_names(request.actor, sits=reads.sits(request.actor)).enforce()
    held = of(key)
    if held is None:
        raise Http404
    return held


def _removal(request: ActorRequest, removal_id: UUID) -> NameRemoval:
    policy.may_see_names(request.actor, sits=reads.sits(request.actor)).enforce()
    rows = NameRemoval.objects.visible_to(request.actor).select_related("proposed_by", "removed_by", "withdrawn_by")
    found: NameRemoval | None = rows.filter(pk=removal_id).first()
    if found is None:
        raise Http404
    return found
