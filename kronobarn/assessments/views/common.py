"""What the pages of a gathering share."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods
from markupsafe import Markup

from kronobarn.assessments import reads
from kronobarn.assessments.rules import NextStep
from kronobarn.circles.doors import find_or_404, open_or_404
from kronobarn.circles.reads import header
from kronobarn.concerns.models import Matter
from kronobarn.consents.reads import deciders
from kronobarn.consents.rules import Decider
from kronobarn.core import clock
from kronobarn.core.actor import ActorRequest
from kronobarn.practice import pack
from kronobarn.practice.pack import Pack
from kronobarn.ui.pages import page

get_or_post = require_http_methods(["GET", "POST"])


def the_matter(request: ActorRequest, matter_id: UUID) -> Matter:
    """A look is logged; a POST's action writes its own line."""
    door = open_or_404 if request.method == "GET" else find_or_404
    matter: Matter = door(reads.MATTERS, matter_id, by=request.actor)
    return matter


def words_of(matter: Matter) -> Pack:
    """The version that the matter was opened under, in the reader's language: it goes on with its own areas."""
    return pack.told(matter.record.practice_version)


def ways(matter: Matter) -> dict[str, str]:
    """The three ways on, in the words of the matter's version."""
    decision = words_of(matter).decision
    return {step.value: getattr(decision, step.value).label for step in NextStep}


def asking_only(request: ActorRequest, matter_id: UUID) -> Matter:
    """The pages of the area that asks: for everyone else they are not there."""
    matter = the_matter(request, matter_id)
    if matter.record.owner_id != request.actor.area_id:
        raise Http404
    return matter


def show(request: ActorRequest, template: str, matter: Matter, status: int = 200, **context: Any) -> HttpResponse:
    theirs = pack.foreign(matter.record.practice_version)
    around = {
        # On what stands in the county's words, where those are not in the reader's language.
        "lang": Markup(' lang="{}"').format(theirs) if theirs else "",
        "nav": "children",
        "matter": matter,
        "header": header(matter.child, request.actor),
        "terms": words_of(matter).words,
    }
    return page(request, f"assessments/{template}.html", {**around, **context}, status=status)


def deciders_of(matter: Matter) -> tuple[Decider, ...]:
    return deciders(matter.child_id, clock.today(), child=matter.child)
