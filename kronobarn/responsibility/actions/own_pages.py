"""The child's own sign-in: let in, given a link, and taken back."""

import uuid
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.accounts import actions as accounts
from kronobarn.accounts.tokens import begin_token
from kronobarn.audit.actions import record as log
from kronobarn.circles import actions as circles
from kronobarn.circles.models import Seat
from kronobarn.circles.rules import FAMILY, Ground, Role, SeatGround
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.people import actions as people
from kronobarn.people.models import Child, Person
from kronobarn.responsibility import events, own, policy
from kronobarn.responsibility.rules import WhyTakenBack


@action
def let_child_in(
    *, child: Child, by: Actor, agreed: Collection[int] = (), wants: bool = True, person: Person | None = None
) -> Child:
    """Give the child pages of its own, and what its guardians have been given of the work together.

    `agreed`: the guardians who have said yes, where theirs is asked for. `person`: an account that is there already;
    otherwise the one that the child had before, or a new one without a password.
    """
    policy.may_show_own_pages(by, child.pk).enforce(child_id=child.pk)
    child = Child.objects.visible_to(by).locked().get(pk=child.pk)
    asked = own.asked_of(child)
    policy.may_let_child_in(by, child, asked).enforce(child_id=child.pk)
    if not wants:
        raise ValidationError({"wants": _("Fråga barnet först. Den som inte vill ha egna sidor får inga.")})
    if missing := [one.full_name for one in asked.guardians if one.pk not in agreed]:
        raise ValidationError(
            {
                "agreed": _(
                    "Ett ja saknas från: %(who)s. Fråga först. Säger någon nej, eller är det farligt att fråga, får "
                    "barnet inget eget inlogg nu. Läs planen tillsammans med barnet, eller ge den på papper."
                )
                % {"who": ", ".join(missing)}
            }
        )
    person = person or child.person or _account(child, by)
    child = people.give_sign_in(child=child, person=person, by=by)
    circles.grant_seat(child_id=child.pk, role=Role.CHILD, ground=SeatGround.FAMILY, person=person, by=by)
    log(events.ChildLetIn(agreed=sorted(agreed), part=asked.part), by=by, child_id=child.pk)
    for record in own.shared_with_guardians(child, by=by):
        circles.disclose(record=record, ground=Ground.CHILD_OR_GUARDIAN, to_person=person, by=by)
    return child


def _account(child: Child, by: Actor) -> Person:
    """Named as nobody else, and not after the child: a user name is typed where others can see it."""
    return people.add_person(
        username=f"ung-{uuid.uuid4().hex[:8]}",
        given_name=child.given_name,
        family_name=child.family_name,
        language=child.language,
        by=by,
    )


@action
def make_link(*, seat: Seat, by: Actor) -> str:
    """What opens the page where one of the family chooses a password, once."""
    seat = Seat.objects.visible_to(by).standing().filter(role__in=FAMILY).select_related("person").get(pk=seat.pk)
    policy.may_give_link(by, seat).enforce(child_id=seat.child_id)
    log(events.FamilyLinkMade(person=seat.person_id), by=by, child_id=seat.child_id, subject=f"seat:{seat.pk}")
    return begin_token(seat.person)


@action
def take_back(*, child: Child, why: WhyTakenBack, by: Actor) -> Child:
    """From now on the child does not sign in, and is out where it is signed in. What it has written stands."""
    policy.may_show_own_pages(by, child.pk).enforce(child_id=child.pk)
    child = Child.objects.visible_to(by).locked().get(pk=child.pk)
    policy.may_take_back(by, child).enforce(child_id=child.pk)
    seat = own.own_seat(child, by=by)
    assert seat is not None
    circles.close_seat(seat=seat, by=by)
    accounts.close_way_in(person=seat.person, by=by)
    log(events.ChildsWayTakenBack(because=why), by=by, child_id=child.pk)
    return child
