"""What the steps of a gathering share."""

import hashlib
from datetime import date, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.assessments.models import Source
from kronobarn.authorities.models import Assignment
from kronobarn.circles.rules import GROUNDS_TO_CHOOSE, Ground
from kronobarn.concerns import actions as concerns
from kronobarn.concerns.models import Matter
from kronobarn.concerns.rules import State
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.notices import actions as notices
from kronobarn.notices.rules import TaskKind
from kronobarn.post import actions as post
from kronobarn.responsibility.models import Responsibility

DECIDE_WITHIN = timedelta(days=7)


def own(matter: Matter, by: Actor) -> Matter:
    mine: Matter = Matter.objects.visible_to(by).locked().select_related("record").get(pk=matter.pk)
    return mine


def chosen(ground: Ground | None) -> Ground:
    if ground not in GROUNDS_TO_CHOOSE:
        raise ValidationError({"ground": _("Välj varför uppgifterna får lämnas till en annan verksamhet.")})
    return ground


def begin_gathering(matter: Matter, by: Actor) -> None:
    if matter.state != State.GATHERING:
        concerns.move(matter=matter, state=State.GATHERING, by=by)


def responsible(child_id: UUID, by: Actor) -> Assignment:
    current = Responsibility.objects.visible_to(by).current().select_related("holder")
    return current.get(child=child_id).holder


def tell_box(source: Source, by: Actor) -> None:
    """Let the function box of whoever is asked at work know that something waits. The letter says nothing more."""
    unit_id = source.unit_id or (source.assignment.unit_id if source.assignment else None)
    if unit_id is not None:
        key = hashlib.sha256(f"{source.pk} {clock.today()}".encode()).hexdigest()
        post.tell_box(unit_id=unit_id, key=key, by=by)


def ask_for_analysis(matter: Matter, by: Actor, *, due_on: date | None = None) -> None:
    holder = responsible(matter.child_id, by)
    notices.ask(
        child_id=matter.child_id,
        kind=TaskKind.ANALYSE,
        subject=matter.pk,
        due_on=due_on or clock.today() + DECIDE_WITHIN,
        person_id=holder.person_id,
        assignment_id=holder.pk,
        by=by,
    )
