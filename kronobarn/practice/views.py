"""The versions of the practice model, for those who lead the county's process."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from kronobarn.core.actor import ActorRequest
from kronobarn.practice import policy, reads
from kronobarn.ui.pages import page

NAV = {"nav": "practice"}


@require_GET
def versions(request: ActorRequest) -> HttpResponse:
    """What has held, what holds and what is being thought about."""
    policy.may_preview(request.actor).enforce()
    return page(request, "practice/versions.html", {"versions": reads.versions()} | NAV)


@require_GET
def preview(request: ActorRequest, version: str) -> HttpResponse:
    """One version, with an invented child."""
    policy.may_preview(request.actor).enforce()
    asked = request.GET.get("alder", "")
    found = reads.preview(version, int(asked) if asked.isascii() and asked.isdigit() else None)
    if found is None:
        raise Http404
    return page(request, "practice/preview.html", {"shown": found, "pack": found.pack} | NAV)
