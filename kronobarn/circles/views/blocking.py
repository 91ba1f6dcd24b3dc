"""Blocking what a unit has documented, when the child wishes it, and lifting the block."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kronobarn.circles import actions, blocking, policy
from kronobarn.circles.doors import find_child_or_404, find_or_404, open_child_or_404, open_or_404
from kronobarn.circles.forms import BlockForm, LiftForm
from kronobarn.circles.models import Block
from kronobarn.circles.reads import header
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import attempt
from kronobarn.people.models import Child
from kronobarn.ui.pages import page


@require_http_methods(["GET", "POST"])
def block(request: ActorRequest, child_id: UUID) -> HttpResponse:
    """What the child wishes and how its maturity was assessed; then what it means, before it is done.

    Everyone near the child may read what the law gives, and why they cannot do it themselves.
    """
    posted = request.method == "POST"
    child = (find_child_or_404 if posted else open_child_or_404)(child_id, by=request.actor)
    unit = blocking.unit_of(request.actor)
    may = policy.may_block(request.actor, child.pk, unit)
    if posted:
        may.enforce(child_id=child.pk)
    form = BlockForm(request.POST if posted else None)
    if posted and "sure" in request.POST and _block(child, form, request):
        messages.success(request, _("Uppgifterna är spärrade. Andra enheter kan inte läsa dem längre."))
        return redirect("circles:sharing", child.pk)
    asks = posted and "change" not in request.POST and form.is_valid()
    context = {
        "child": child,
        "header": header(child, request.actor),
        "unit": unit,
        "has_the_right": blocking.has_the_right(unit),
        "may": may,
        "told": blocking.told(child, request.actor),
        "is_family": request.actor.is_family,
        "form": form,
        "asks": asks,
        "nav": "children",
    }
    return page(request, "circles/block.html", context, status=422 if posted and form.errors else 200)


def _block(child: Child, form: BlockForm, request: ActorRequest) -> bool:
    done = attempt(form, lambda: actions.block(child_id=child.pk, by=request.actor, **form.cleaned_data))
    return done is not None


@require_http_methods(["GET", "POST"])
def lift(request: ActorRequest, block_id: UUID) -> HttpResponse:
    """The child does not wish it any more."""
    posted = request.method == "POST"
    through = find_or_404 if posted else open_or_404
    found = through(Block.objects.select_related("child", "unit", "area", "recorded_by"), block_id, by=request.actor)
    policy.may_lift(request.actor, found).enforce(child_id=found.child_id)
    form = LiftForm(request.POST if posted else None)
    if posted:
        lifted = attempt(form, lambda: actions.lift(block=found, by=request.actor, **form.cleaned_data))
        if lifted is not None:
            messages.success(request, _("Spärren är hävd. De andra enheterna kan läsa som förut."))
            return redirect("circles:sharing", found.child_id)
    context = {
        "block": found,
        "child": found.child,
        "header": header(found.child, request.actor),
        "form": form,
        "nav": "children",
    }
    return page(request, "circles/lift.html", context, status=422 if form.errors else 200)
