"""Letting those that a round asks know outside of the system: the owner as they have chosen, and the function's box."""

from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef

from kronobarn.action_plans.letters import FEATURE
from kronobarn.action_plans.models import Asked, FollowUp, Report
from kronobarn.action_plans.rules import Tells
from kronobarn.authorities.models import Assignment
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.post import actions as post


def unanswered(follow_up_id: UUID) -> list[Asked]:
    """What a round still asks about: neither answered, nor taken out of the plan."""
    answered = Report.objects.filter(activity=OuterRef("activity"), follow_up=OuterRef("follow_up"))
    rows = Asked.objects.filter(~Exists(answered), follow_up=follow_up_id, activity__taken_out_at=None)
    rows = rows.filter(activity__measure__taken_out_at=None, activity__measure__goal__taken_out_at=None)
    order = ("activity__measure__goal__number", "activity__measure__number", "activity__number")
    return list(rows.select_related("activity").order_by(*order))


def tell(follow_up: FollowUp, why: Tells, by: Actor) -> int:
    """Write to everybody who has not answered, once each for the same reason: how many people and boxes."""
    if not settings.EMAIL_HOST:
        return 0
    about = f"{why}-{clock.today().isoformat()}" if why is Tells.AGAIN else why.value
    left = [one.activity for one in unanswered(follow_up.pk)]
    owners = Assignment.objects.standing().filter(pk__in={one.owner_id for one in left if one.owner_id})
    people = set(owners.values_list("person", flat=True)) - {by.person_id}
    boxes = {one.mailbox for one in left if one.mailbox}
    for person_id in sorted(people):
        post.tell_person(person_id=person_id, key=f"follow_up:{follow_up.pk}:{about}", by=by)
    for box in sorted(boxes):
        post.tell_function(address=box, of=FEATURE, row=follow_up.pk, about=f"{about}:{box}", by=by)
    return len(people) + len(boxes)
