"""Passing on what is written about a child, in steps; asking another service for information, and answering."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kronobarn.authorities.models import SecrecyArea
from kronobarn.circles.doors import find_child_or_404, find_or_404, open_child_or_404, open_or_404
from kronobarn.circles.models import Record
from kronobarn.circles.policy import may_seat
from kronobarn.circles.reads import header
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import attempt, posted
from kronobarn.disclosures import actions, policy, reads
from kronobarn.disclosures.forms import AnswerForm, AskForm, ChooseForm, ReasonForm, hidden
from kronobarn.disclosures.models import InformationRequest
from kronobarn.grounds.reads import by_code, to_choose
from kronobarn.grounds.rules import Ground
from kronobarn.people.models import Child
from kronobarn.responsibility.reads import in_short
from kronobarn.ui.pages import page
from kronobarn.wheel.reads import wished

get_or_post = require_http_methods(["GET", "POST"])


def _child(request: ActorRequest, child_id: UUID) -> Child:
    door = open_child_or_404 if request.method == "GET" else find_child_or_404
    return door(child_id, by=request.actor)


def _common(request: ActorRequest, child: Child) -> dict[str, Any]:
    return {"nav": "children", "header": header(child, request.actor), "child": child}


# Passing on ----------------------------------------------------------------------------------------


@get_or_post
def pass_on(request: ActorRequest, child_id: UUID) -> HttpResponse:
    """What and to whom; on what ground and why; who will see it; done. Each step carries the ones before."""
    child = _child(request, child_id)
    policy.may_pass_on(request.actor, child.pk).enforce(child_id=child.pk)
    recipients = reads.at_the_table(child, by=request.actor)
    choose = ChooseForm(
        posted(request),
        rows=reads.to_pass_on(child.pk, by=request.actor),
        here=reads.told_apart(recipients),
        elsewhere=reads.elsewhere(recipients, by=request.actor),
    )
    step = request.POST.get("step", "")
    if choose.is_valid() and step != "choose":
        left = reads.to_pass_on(child.pk, by=request.actor, area_id=choose.area_id)
        records = list(left.filter(pk__in=choose.cleaned_data["items"]))
        if records:
            return _second_step(request, child, recipients, choose, records)
        choose.add_error("items", _("De läser redan det du har valt. Välj något annat."))
    context = {**_common(request, child), "form": choose, "step": 1, "typed": _typed(request)}
    return page(request, "disclosures/pass_on.html", context, status=422 if choose.errors else 200)


def _typed(request: ActorRequest) -> list[tuple[str, str]]:
    """What was said in the second step, for whoever has gone back to the first."""
    return [(name, said) for name in ReasonForm.base_fields if (said := request.POST.get(name, ""))]


def _second_step(
    request: ActorRequest,
    child: Child,
    recipients: list[reads.Recipient],
    choose: ChooseForm,
    records: list[Record],
) -> HttpResponse:
    step = request.POST.get("step", "")
    to_area = SecrecyArea.objects.get(pk=choose.area_id)
    grounds = to_choose(request.actor.area_id, to_area.pk)
    answered = step in ("check", "send", "reason")
    reason = ReasonForm(request.POST if answered else None, grounds=grounds, initial=dict(_typed(request)))
    not_covered = reads.not_covered(records, to_area, by=request.actor)
    if step == "check" and reason.is_valid() and not_covered and reason.cleaned_data["ground"] == Ground.CONSENT:
        reason.add_error(
            "ground", _("Samtycke räcker inte för allt det här. Välj en annan grund, eller ändra urvalet.")
        )
    if step == "send":
        decision = attempt(
            reason,
            lambda: actions.pass_on(
                child_id=child.pk,
                records=[record.pk for record in records],
                to_area=to_area,
                by=request.actor,
                **reason.cleaned_data,
            ),
        )
        if decision is not None:
            return redirect("disclosures:receipt", child.pk, decision)
    context = {
        **_common(request, child),
        "items": [in_short(record) for record in records],
        "wished": wished(records, request.actor),
        "already": len(choose.cleaned_data["items"]) > len(records),
        "to": dict(reads.told_apart(recipients)).get(str(to_area.pk), to_area.name),
        "units": reads.seen_by(recipients, to_area.pk),
        "may_seat": may_seat(request.actor, child.pk),
        "form": reason,
    }
    if step == "check" and reason.is_valid():
        ground = next(one for one in grounds if one.code == reason.cleaned_data["ground"])
        extra = {"step": 3, "ground": ground, "necessity": reason.cleaned_data["necessity"]}
        return page(request, "disclosures/pass_on.html", {**context, **extra, "typed": hidden(choose, reason)})
    extra = {"step": 2, "grounds": grounds, "not_covered": not_covered}
    status = 422 if reason.errors else 200
    return page(request, "disclosures/pass_on.html", {**context, **extra, "typed": hidden(choose)}, status=status)


@get_or_post
def receipt(request: ActorRequest, child_id: UUID, decision_id: UUID) -> HttpResponse:
    """What was let go, to keep; and the way to take it back."""
    child = _child(request, child_id)
    found = reads.of_decision(child, decision_id, by=request.actor)
    if not found or request.actor.is_family:
        raise Http404
    shown = reads.receipt(child, found, by=request.actor)
    if request.method == "POST":
        shown.may_end.enforce(child_id=child.pk)
        actions.undo(disclosures=shown.standing, by=request.actor)
        messages.success(request, _("Utlämnandet är avslutat. Det som redan har lästs står kvar i loggen."))
        return redirect("disclosures:receipt", child.pk, decision_id)
    context = {**_common(request, child), "receipt": shown, "decision_id": decision_id}
    return page(request, "disclosures/receipt.html", context)


# Asking --------------------------------------------------------------------------------------------


@require_GET
def requests(request: ActorRequest, child_id: UUID) -> HttpResponse:
    """What has been asked for about the child, as far as one may know."""
    child = open_child_or_404(child_id, by=request.actor)
    context = {
        **_common(request, child),
        "requests": reads.of_child(child, by=request.actor),
        "may_ask": policy.may_ask(request.actor, child.pk),
        "is_family": request.actor.is_family,
    }
    return page(request, "disclosures/requests.html", context)


@get_or_post
def ask(request: ActorRequest, child_id: UUID) -> HttpResponse:
    """Ask a service at the table for information."""
    child = _child(request, child_id)
    policy.may_ask(request.actor, child.pk).enforce(child_id=child.pk)
    here = reads.told_apart(reads.at_the_table(child, by=request.actor))
    is_family = request.actor.is_family
    form = AskForm(
        posted(request),
        here=here,
        grounds=reads.towards(request.actor),
        is_family=is_family,
    )
    if request.method == "POST":
        asked = attempt(form, lambda: _asked(form, child, request))
        if asked is not None:
            messages.success(request, _("Frågan är skickad."))
            return redirect("disclosures:request", asked.pk)
    context = {**_common(request, child), "form": form, "is_family": is_family, "somebody": bool(here)}
    return page(request, "disclosures/ask.html", context, status=422 if form.errors else 200)


def _asked(form: AskForm, child: Child, request: ActorRequest) -> InformationRequest:
    said = dict(form.cleaned_data)
    to_area = get_object_or_404(SecrecyArea, pk=said.pop("to_area"))
    return actions.ask(child_id=child.pk, to_area=to_area, by=request.actor, **said)


@get_or_post
def request(request: ActorRequest, request_id: UUID) -> HttpResponse:
    """One request: for those who answer it, and for the one who asked."""
    door = open_or_404 if request.method == "GET" else find_or_404
    found: InformationRequest = door(reads.requests(), request_id, by=request.actor)
    may_answer = policy.may_answer(request.actor, found)
    if request.method == "GET":
        form = _answer_form(request, found) if may_answer else None
        return _request_page(request, found, form)
    may_answer.enforce(child_id=found.child_id)
    form = _answer_form(request, found)
    step = request.POST.get("step", "")
    if step == "send":
        said = {("records" if name == "items" else name): value for name, value in _said(form).items()}
        done = attempt(form, lambda: actions.answer(request=found, by=request.actor, **said))
        if done is not None:
            messages.success(request, _("Svaret är skickat."))
            return redirect("disclosures:request", found.pk)
    is_sound = form.is_valid()
    check = is_sound and step != "change"
    return _request_page(request, found, form, check=check, status=200 if is_sound else 422)


def _said(form: AnswerForm) -> dict[str, Any]:
    return form.cleaned_data if form.is_valid() else {}


def _answer_form(request: ActorRequest, found: InformationRequest) -> AnswerForm:
    to_family = found.from_area_id is None
    person_id = found.asked_by_id if to_family else None
    return AnswerForm(
        posted(request),
        rows=reads.to_pass_on(found.child_id, by=request.actor, area_id=found.from_area_id, person_id=person_id),
        grounds=[] if to_family else to_choose(request.actor.area_id, found.from_area_id),
        to_family=to_family,
        initial={"ground": found.ground},
    )


def _request_page(
    request: ActorRequest,
    found: InformationRequest,
    form: AnswerForm | None,
    *,
    check: bool = False,
    status: int = 200,
) -> HttpResponse:
    given = reads.given_because_of(found, by=request.actor)
    context = {
        **_common(request, found.child),
        "shown": reads.shown(found, found.child, by=request.actor, given=given),
        "to_family": found.from_area_id is None,
        "is_family": request.actor.is_family,
        "may_withdraw": policy.may_withdraw(request.actor, found),
        "waits_for_me": reads.waits_for(found, by=request.actor),
        "form": form,
        "check": check,
    }
    if check and form is not None:
        ground: Ground | None = form.cleaned_data.get("ground")
        names = dict(form.fields["items"].choices)  # type: ignore[attr-defined]
        context |= {
            "typed": hidden(form),
            "said": form.cleaned_data,
            "items": [names[str(pk)] for pk in form.cleaned_data["items"]],
            "wished": wished(
                Record.objects.visible_to(request.actor).filter(pk__in=form.cleaned_data["items"]), request.actor
            ),
            "units": reads.seen_by(reads.at_the_table(found.child, by=request.actor), found.from_area_id or 0),
            "ground": by_code()[ground] if ground else None,
        }
    return page(request, "disclosures/request.html", context, status=status)


@require_POST
def withdraw(request: ActorRequest, request_id: UUID) -> HttpResponse:
    """Whoever asked takes the question back."""
    found: InformationRequest = find_or_404(reads.requests(), request_id, by=request.actor)
    actions.withdraw(request=found, by=request.actor)
    messages.success(request, _("Frågan är tillbakatagen. Den väntar inte längre på någon."))
    return redirect("disclosures:request", found.pk)


@require_POST
def have_read(request: ActorRequest, request_id: UUID) -> HttpResponse:
    """The answer has been read."""
    found: InformationRequest = find_or_404(reads.requests(), request_id, by=request.actor)
    actions.have_read(request=found, by=request.actor)
    return redirect("disclosures:requests", found.child_id)
