"""What the steps of a gathering share."""

from datetime import timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.authorities.models import Assignment
from kronobarn.circles.rules import GROUNDS_TO_CHOOSE, Ground
from kronobarn.concerns import actions as concerns
from kronobarn.concerns.models import Matter
from kronobarn.concerns.rules import State
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.notices import actions as notices
from kronobarn.notices.rules import TaskKind
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


def ask_for_analysis(matter: Matter, by: Actor) -> None:
    holder = responsible(matter.child_id, by)
    notices.ask(
        child_id=matter.child_id,
        kind=TaskKind.ANALYSE,
        subject=matter.pk,
        due_on=clock.today() + DECIDE_WITHIN,
        person_id=holder.person_id,
        assignment_id=holder.pk,
        by=by,
    )
