"""Withholding a record from a guardian: deciding it, and looking it over."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kronobarn.circles import actions, policy, withholding
from kronobarn.circles.doors import find_or_404, open_or_404
from kronobarn.circles.forms import LongerForm, NoMoreForm, WithholdForm
from kronobarn.circles.models import Record, Withheld
from kronobarn.circles.reads import header
from kronobarn.core.actor import ActorRequest
from kronobarn.core.addresses import address
from kronobarn.core.forms import attempt
from kronobarn.ui.pages import page


@require_http_methods(["GET", "POST"])
def withhold(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """A whole record: whom, why and until when; then what they will no longer see, before it is done."""
    through = find_or_404 if request.method == "POST" else open_or_404
    record = through(Record.objects.select_related("child"), record_id, by=request.actor)
    said = Said(
        called=record.called,
        unseen=[withholding.UNSEEN.get(record.kind, "")],
        to=address("circles:withhold", record.pk),
        back=address("circles:sharing", record.child_id),
        withhold=lambda **chosen: actions.withhold(record=record, by=request.actor, **chosen),
    )
    return asked(request, record, said)


@dataclass(frozen=True)
class Said:
    """What the pages say of the one thing that is to be withheld, and what does it."""

    called: str
    unseen: Sequence[Any]
    to: str
    back: str
    withhold: Callable[..., Sequence[Withheld]]
    part: UUID | None = None
    whole: bool = True


def asked(request: ActorRequest, record: Record, said: Said) -> HttpResponse:
    """The two steps of withholding a record, or a part of one: what is asked, and what it comes to."""
    policy.may_withhold(request.actor, record).enforce(child_id=record.child_id)
    posted = request.method == "POST"
    people = withholding.may_be_kept_from(record, request.actor, said.part)
    form = WithholdForm(request.POST if posted else None, people=people)
    if posted and "sure" in request.POST and attempt(form, lambda: said.withhold(**form.cleaned_data)) is not None:
        done = _("Det är dolt. Den dag du valde står det på Min dag att det ska ses över.")
        messages.success(request, done)
        return redirect(said.back)
    asks = posted and "change" not in request.POST and form.is_valid()
    chosen = form.cleaned_data["guardians"] if asks else []
    context = {
        "record": record,
        "child": record.child,
        "header": header(record.child, request.actor),
        "form": form,
        "people": people,
        "chosen": chosen,
        "said": said,
        "have_read": withholding.have_read(record, chosen, request.actor) if chosen else [],
        "nav": "children",
    }
    template = "circles/withhold_sure.html" if asks else "circles/withhold.html"
    return page(request, template, context, status=422 if posted and form.errors else 200)


@require_http_methods(["GET", "POST"])
def withheld(request: ActorRequest, withheld_id: UUID) -> HttpResponse:
    """Look over that something is withheld: it goes on, for a reason that holds today, or it ends."""
    posted = request.method == "POST"
    through = find_or_404 if posted else open_or_404
    found = through(
        Withheld.objects.select_related("record", "child", "from_person", "decided_by"), withheld_id, by=request.actor
    )
    may = policy.may_look_over(found)
    longer = LongerForm(request.POST if posted and "because" not in request.POST else None)
    no_more = NoMoreForm(request.POST if posted and "because" in request.POST else None)
    if posted:
        may.enforce(child_id=found.child_id)
        if _looked_over(found, longer, no_more, request):
            return redirect("circles:sharing", found.child_id)
    wrong: Form = no_more if no_more.is_bound else longer
    context = {
        "withheld": found,
        "child": found.child,
        "header": header(found.child, request.actor),
        "unseen": withholding.unseen(found),
        "before": withholding.before(found, request.actor),
        "may": may,
        "longer": longer,
        "no_more": no_more,
        "wrong": wrong,
        "nav": "children",
    }
    return page(request, "circles/withheld.html", context, status=422 if wrong.errors else 200)


def _looked_over(found: Withheld, longer: LongerForm, no_more: NoMoreForm, request: ActorRequest) -> bool:
    if no_more.is_bound:
        ended = attempt(
            no_more, lambda: actions.withhold_no_more(withheld=found, by=request.actor, **no_more.cleaned_data)
        )
        if ended is not None:
            messages.success(request, _("Handlingen döljs inte längre. Vårdnadshavaren får inget besked om det."))
        return ended is not None
    goes_on = attempt(longer, lambda: actions.withhold_longer(withheld=found, by=request.actor, **longer.cleaned_data))
    if goes_on is not None:
        messages.success(request, _("Handlingen är fortsatt dold. Den nya dagen står på Min dag när det närmar sig."))
    return goes_on is not None
