"""How much waits in the unit."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from kronobarn.core.actor import ActorRequest
from kronobarn.ui.pages import page
from kronobarn.workload import actions, policy, reads


@require_GET
def overview(request: ActorRequest) -> HttpResponse:
    """Numbers and days for the unit's manager."""
    policy.may_see(request.actor).enforce()
    actions.note_look(by=request.actor)
    return page(request, "workload/overview.html", {"nav": "workload", "unit": reads.workload()})
