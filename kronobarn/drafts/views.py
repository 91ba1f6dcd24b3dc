"""Autosave: a form that is being written posts itself here."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from kronobarn.circles.doors import find_child_or_404
from kronobarn.core.actor import ActorRequest
from kronobarn.drafts import actions
from kronobarn.ui.pages import saved


@require_POST
def keep(request: ActorRequest, child_id: UUID, form: str) -> HttpResponse:
    """Keep what is typed, and say when. The answer is the little line under the form."""
    child = find_child_or_404(child_id, by=request.actor)
    kept = actions.keep(child_id=child.pk, form=form, typed=request.POST, by=request.actor)
    return saved(request, at=kept.at, elsewhere=kept.elsewhere) if kept else HttpResponse(status=413)
