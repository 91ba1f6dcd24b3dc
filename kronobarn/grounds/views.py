"""The table of grounds, one ground, and its correction."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kronobarn.authorities.models import SecrecyArea
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import attempt, posted
from kronobarn.grounds import actions, policy, reads
from kronobarn.grounds.forms import CorrectionForm, as_it_counts
from kronobarn.grounds.rules import Ground
from kronobarn.ui.pages import page


@require_GET
def table(request: ActorRequest) -> HttpResponse:
    """Every ground in plain words."""
    return page(request, "grounds/table.html", {"nav": "guide", "rows": reads.table()})


@require_http_methods(["GET", "POST"])
def ground(request: ActorRequest, code: str) -> HttpResponse:
    """One ground: who may use it and how sure we are; the county's administrator corrects it here."""
    chosen = _ground_or_404(code)
    row = reads.row(chosen)
    may_correct = policy.may_correct(request.actor)
    form = CorrectionForm(posted(request), initial=as_it_counts(row))
    if request.method == "POST":
        may_correct.enforce()
        if attempt(form, lambda: actions.correct(ground=chosen, **form.said(), by=request.actor)) is not None:
            messages.success(request, _("Grunden är rättad. Det gäller från nu."))
            return redirect("grounds:ground", code=chosen)
    return page(
        request,
        "grounds/ground.html",
        {
            "nav": "guide",
            "row": row,
            "form": form,
            "may_correct": bool(may_correct),
            "regimes": SecrecyArea.REGIMES,
            "history": reads.history(chosen),
        },
        status=422 if form.errors else 200,
    )


def _ground_or_404(code: str) -> Ground:
    try:
        return Ground(code)
    except ValueError:
        raise Http404 from None
