"""The steps of handing over: to whom, what follows, and a look at who will read it before it is sent."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kronobarn.authorities.models import Assignment
from kronobarn.circles.reads import header
from kronobarn.circles.rules import Ground
from kronobarn.consents.reads import allowed, standing
from kronobarn.core import clock
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import attempt
from kronobarn.people.models import Child
from kronobarn.responsibility import actions, rules
from kronobarn.responsibility.forms import FollowForm, OfferForm
from kronobarn.responsibility.reads import MayFollow, kinds_in_words, told_in, what_may_follow
from kronobarn.ui.pages import page


def offer(request: ActorRequest, child: Child, who: OfferForm) -> HttpResponse | None:
    """The next step, or the end of it. None when the first step must be put right.

    Inside the area, and where there is nothing to pass on, the question is sent at once.
    """
    to: Assignment = who.cleaned_data["to"]
    there_is = what_may_follow(child.pk, to.unit.area, by=request.actor)
    if to.unit.area_id == request.actor.area_id or not there_is.may_follow:
        sent = attempt(who, lambda: actions.offer(child=child, by=request.actor, **who.cleaned_data))
        return None if sent is None else _sent(request, child)
    stands = standing(child.pk, [to.unit.area_id], clock.today())
    step = request.POST.get("step", "who")
    around: dict[str, Any] = {
        "there_is": there_is,
        "area_id": request.actor.area_id,
        "to_area_id": to.unit.area_id,
    }
    if step == "who":
        return _what(request, child, who, FollowForm(**around, initial=_proposed(request, child, there_is, to)), stands)
    what = FollowForm(request.POST, **around)
    if not what.is_valid() or step == "what_again":
        return _what(request, child, who, what, stands, status=422 if what.errors else 200)
    if step != "send":
        return _check(request, child, who, what)
    sent = attempt(
        what, lambda: actions.offer(child=child, by=request.actor, follows=what.follows(), **who.cleaned_data)
    )
    if sent is None:
        return _what(request, child, who, what, stands, status=422)
    return _sent(request, child)


def _sent(request: ActorRequest, child: Child) -> HttpResponse:
    messages.success(request, _("Frågan är skickad. Du har ansvaret tills den är besvarad."))
    return redirect("responsibility:baton", child.pk)


def _proposed(request: ActorRequest, child: Child, there_is: MayFollow, to: Assignment) -> dict[str, Any]:
    """What the family has said yes to sharing with the new area is proposed to follow. Nothing else is."""
    what = allowed(child.pk)
    headers = [rules.Header(record.pk, record.kind, record.written_at) for record in there_is.may_follow]
    latest = rules.latest_work(headers)
    covered = [
        str(record.pk)
        for record in there_is.may_follow
        if record.pk in latest
        and what.flow({record.owner_id, to.unit.area_id}, told_in(record, by=request.actor)) is not None
    ]
    return {"records": covered, "ground": Ground.CONSENT.value} if covered else {}


def _page(request: ActorRequest, step: str, child: Child, who: OfferForm, status: int, **context: Any) -> HttpResponse:
    to: Assignment = who.cleaned_data["to"]
    around = {
        "child": child,
        "header": header(child, request.actor),
        "to": to,
        "because": who.cleaned_data["because"],
        "nav": "children",
    }
    return page(request, f"responsibility/baton_{step}.html", {**around, **context}, status=status)


def _what(
    request: ActorRequest, child: Child, who: OfferForm, what: FollowForm, stands: Any, status: int = 200
) -> HttpResponse:
    there_is = what_may_follow(child.pk, who.cleaned_data["to"].unit.area, by=request.actor)
    return _page(request, "what", child, who, status, form=what, stands=stands, there_is=there_is)


def _check(request: ActorRequest, child: Child, who: OfferForm, what: FollowForm) -> HttpResponse:
    chosen = set(what.cleaned_data["records"])
    headers = [rules.Header(record.pk, record.kind, record.written_at) for record in what.may_follow]
    together = rules.with_their_matters(chosen, headers)
    left = [record for record in what.may_follow if record.pk not in together]
    return _page(
        request,
        "check",
        child,
        who,
        200,
        follows=FollowForm.named([record for record in what.may_follow if record.pk in together]),
        left=FollowForm.named(left),
        told_of=kinds_in_words(sorted({one.kind for one in [*left, *what.held_by_others]} & rules.MISSED)),
        ground=what.ground_in_words() if chosen else "",
        necessity=what.cleaned_data["necessity"],
        why_not=what.cleaned_data.get("why_not", ""),
        typed=[("to", str(who.cleaned_data["to"].pk)), ("because", who.cleaned_data["because"]), *what.typed()],
    )
