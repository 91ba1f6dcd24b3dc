"""My day: what waits for me, and nothing else."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from kronobarn.core.actor import ActorRequest
from kronobarn.notices import reads
from kronobarn.ui.pages import page


@require_GET
def my_day(request: ActorRequest) -> HttpResponse:
    """The reader's own tasks, the late ones first."""
    waiting = reads.waiting(request.actor)
    return page(request, "notices/my_day.html", {"nav": "my_day", "day": waiting})
