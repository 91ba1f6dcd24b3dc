"""The child's page, the child's story, and who has looked."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from kronobarn.chronology import log, reads
from kronobarn.circles.doors import open_child_or_404
from kronobarn.circles.reads import header, roles_at
from kronobarn.circles.rules import Role
from kronobarn.core.actor import ActorRequest
from kronobarn.merges.reads import cards
from kronobarn.ui.pages import page, page_number


@require_GET
def child(request: ActorRequest, child_id: UUID) -> HttpResponse:
    """The child's situation in short."""
    found = open_child_or_404(child_id, by=request.actor)
    return page(
        request,
        "chronology/child.html",
        {
            "nav": "children",
            "child": found,
            "header": header(found, request.actor),
            "shown": reads.child_page(found, request.actor),
            "cards": cards(found, request.actor),
        },
    )


@require_GET
def events(request: ActorRequest, child_id: UUID) -> HttpResponse:
    """What has happened, newest first; one kind at a time if one wishes."""
    found = open_child_or_404(child_id, by=request.actor)
    kind = request.GET.get("slag", "")
    story = reads.story(found, request.actor, kind=kind, number=page_number(request))
    return page(
        request,
        "chronology/events.html",
        {
            "nav": "children",
            "child": found,
            "header": header(found, request.actor),
            "story": story,
            "kind": kind if kind in story.kinds else "",
        },
    )


@require_GET
def looks(request: ActorRequest, child_id: UUID) -> HttpResponse:
    """Who has looked at what, and why they could."""
    found = open_child_or_404(child_id, by=request.actor)
    before = request.GET.get("fore", "")
    lines, older = log.looks(found, request.actor, before=int(before) if before.isdecimal() else None)
    return page(
        request,
        "chronology/log.html",
        {
            "nav": "children",
            "child": found,
            "header": header(found, request.actor),
            "lines": log.in_lines(lines),
            "last": lines[-1].id if lines else None,
            "older": older,
            "is_responsible": Role.RESPONSIBLE in roles_at(found, request.actor),
        },
    )
