"""The baton: offered, taken, declined, taken back. Whoever gives holds it until somebody has taken it."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.authorities.models import Assignment
from kronobarn.circles import actions as circles
from kronobarn.circles.models import Seat
from kronobarn.circles.rules import Role, SeatGround
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.notices import actions as notices
from kronobarn.notices.rules import TaskKind
from kronobarn.people.models import Child
from kronobarn.responsibility import events, policy, rules
from kronobarn.responsibility.models import Responsibility

ANSWER_WITHIN = timedelta(days=5)


@action
def offer(*, child: Child, to: Assignment, because: str, by: Actor) -> Responsibility:
    """Ask another unit's responsible to take the baton. Until they accept, nothing changes."""
    responsibility = Responsibility.objects.visible_to(by).current().locked().get(child=child)
    policy.may_offer(by, responsibility).enforce(child_id=child.pk)
    policy.may_hold(to).enforce(child_id=child.pk)
    policy.no_matter_is_open(responsibility, to.unit.area_id).enforce(child_id=child.pk)
    if to.pk == responsibility.holder_id:
        raise ValidationError({"to": _("Du har redan ansvaret. Välj någon annan.")})
    if responsibility.offered_to_id is not None:
        notices.settle(child_id=child.pk, subject=responsibility.pk, kinds=[TaskKind.ACCEPT_BATON], by=by)
        _close_the_askeds_place(responsibility, responsibility.offered_to_id, by)
    responsibility.offered_to = to
    responsibility.offered_at = clock.now()
    responsibility.offered_because = because
    responsibility.save(update_fields=["offered_to", "offered_at", "offered_because"])
    # The one who is asked may see that the child exists and who asks, and nothing written.
    circles.grant_seat(
        child_id=child.pk,
        role=Role.NOTIFIER,
        ground=SeatGround.RESPONSIBILITY,
        assignment=to,
        why=because,
        by=by,
    )
    notices.ask(
        child_id=child.pk,
        kind=TaskKind.ACCEPT_BATON,
        subject=responsibility.pk,
        due_on=clock.today() + ANSWER_WITHIN,
        person_id=to.person_id,
        assignment_id=to.pk,
        by=by,
    )
    log(
        events.BatonOffered(to_assignment=to.pk),
        by=by,
        child_id=child.pk,
        subject=responsibility.log_name,
    )
    return responsibility


@action
def accept(*, responsibility: Responsibility, by: Actor) -> Responsibility:
    """Take the baton: the giver lets go at the same instant."""
    old = Responsibility.objects.visible_to(by).locked().get(pk=responsibility.pk)
    policy.may_accept(by, old).enforce(child_id=old.child_id)
    assert by.assignment_id is not None
    holder = Assignment.objects.select_related("unit").get(pk=by.assignment_id)
    function = rules.function_of(holder.unit.kind)
    assert function is not None
    assert by.person_id is not None
    now = clock.now()
    new = Responsibility(
        child_id=old.child_id,
        function=function,
        unit=holder.unit,
        holder=holder,
        since=now,
        accepted_at=now,
        accepted_by_id=by.person_id,
        handed_on_from=old,
    )
    old.until = now
    old.save(update_fields=["until"])
    new.save(force_insert=True)
    for seat in Seat.objects.visible_to(by).standing().filter(child=old.child_id, role=Role.RESPONSIBLE):
        circles.close_seat(seat=seat, by=by)
    circles.grant_seat(
        child_id=old.child_id,
        role=Role.RESPONSIBLE,
        ground=SeatGround.RESPONSIBILITY,
        assignment=holder,
        by=by,
    )
    notices.settle(child_id=old.child_id, subject=old.pk, by=by)
    _close_the_askeds_place(old, old.offered_to_id, by)
    log(
        events.BatonAccepted(unit=holder.unit_id, function=function),
        by=by,
        child_id=old.child_id,
        subject=new.log_name,
    )
    return new


@action
def decline(*, responsibility: Responsibility, by: Actor) -> Responsibility:
    """Say no to the baton. The giver holds on, and is told."""
    kept = Responsibility.objects.visible_to(by).locked().get(pk=responsibility.pk)
    policy.may_answer(by, kept).enforce(child_id=kept.child_id)
    asked = kept.offered_to_id
    kept.offered_to = None
    kept.offered_at = None
    kept.save(update_fields=["offered_to", "offered_at"])
    notices.settle(child_id=kept.child_id, subject=kept.pk, by=by)
    _close_the_askeds_place(kept, asked, by)
    log(events.BatonDeclined(), by=by, child_id=kept.child_id, subject=kept.log_name)
    return kept


def _close_the_askeds_place(responsibility: Responsibility, asked: int | None, by: Actor) -> None:
    """The place that let somebody see what they were asked about has served its purpose."""
    seats = Seat.objects.visible_to(by).standing().filter(role=Role.NOTIFIER, ground=SeatGround.RESPONSIBILITY)
    for seat in seats.filter(child=responsibility.child_id, assignment=asked):
        circles.close_seat(seat=seat, by=by)
