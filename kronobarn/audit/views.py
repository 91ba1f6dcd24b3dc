"""What the log holds about the reader's own doings."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from kronobarn.audit import reads
from kronobarn.core.actor import ActorRequest
from kronobarn.ui.pages import page


@require_GET
def mine(request: ActorRequest) -> HttpResponse:
    """One's own doings, newest first."""
    before = request.GET.get("fore", "")
    lines = reads.by_oneself(request.actor, before=int(before) if before.isdecimal() else None)
    return page(
        request,
        "audit/mine.html",
        {"lines": lines[: reads.A_PAGE], "older": len(lines) > reads.A_PAGE},
    )
