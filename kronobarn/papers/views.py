"""How far a document has come that takes long to make."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kronobarn.circles.doors import find_or_404
from kronobarn.core import clock
from kronobarn.core.actor import ActorRequest
from kronobarn.papers import actions, reads
from kronobarn.papers.models import Order
from kronobarn.papers.rules import LIVES
from kronobarn.ui.pages import is_htmx, page


@require_http_methods(["GET", "POST"])
def order(request: ActorRequest, order_id: UUID) -> HttpResponse:
    """Nothing about a child stands here: neither whose the document is, nor what it says."""
    try:
        found = find_or_404(Order.objects.light().fresh(clock.now()), order_id, by=request.actor)
    except Http404:
        # The same for what has lain here for too long, what is somebody else's, and what never was. A page that renews
        # itself swaps in what is said with 200 only.
        minutes = int(LIVES.total_seconds()) // 60
        status = 200 if is_htmx(request) else 404
        return page(request, "papers/gone.html", {"minutes": minutes}, part="live", status=status)
    if request.method == "POST":
        actions.ask_again(order=found, by=request.actor)
        return redirect("papers:order", found.pk)
    return page(request, "papers/order.html", {"order": found, "progress": reads.progress(found)}, part="live")
