"""The baton: offered, taken, declined, taken back. Whoever gives holds it until somebody has taken it."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.authorities.models import Assignment
from kronobarn.circles import actions as circles
from kronobarn.circles.models import Record, Seat
from kronobarn.circles.rules import Role, SeatGround
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import Decision
from kronobarn.core.reasons import demand
from kronobarn.notices import actions as notices
from kronobarn.notices.reads import is_waiting
from kronobarn.notices.rules import TaskKind
from kronobarn.people.models import Child
from kronobarn.responsibility import events, policy, reads
from kronobarn.responsibility.actions import following
from kronobarn.responsibility.functions import function_of
from kronobarn.responsibility.models import Responsibility
from kronobarn.responsibility.rules import Follows

ANSWER_WITHIN = timedelta(days=5)
TASKS_OF_THE_RESPONSIBLE = (
    TaskKind.RECEIVE_SIGNAL,
    TaskKind.GATHER,
    TaskKind.ANALYSE,
    TaskKind.CALL_MEETING,
    TaskKind.HOLD_MEETING,
    TaskKind.START_PLAN,
    TaskKind.ACTIVATE_PLAN,
    TaskKind.RENEW_CONSENT,
    TaskKind.REVIEW_SHARING,
    TaskKind.TALK_ABOUT_ANSWER,
    TaskKind.CHASE_REVIEW,
)
"""What waits for whoever is responsible, and not for one person."""


def _locked(
    responsibility: Responsibility, may: Callable[[Actor, Responsibility], Decision], by: Actor
) -> Responsibility:
    """As it is now, for one who may: others cannot hold it still. Asked again of what has perhaps changed since."""
    may(by, responsibility).enforce(child_id=responsibility.child_id)
    now = Responsibility.objects.visible_to(by).locked().get(pk=responsibility.pk)
    may(by, now).enforce(child_id=now.child_id)
    return now


@action
def offer(*, child: Child, to: Assignment, because: str, by: Actor, follows: Follows | None = None) -> Responsibility:
    """Ask another unit's responsible to take the baton. Until they accept, nothing changes.

    In another secrecy area they read, once they have accepted, what the giver lets follow.
    """
    responsibility = Responsibility.objects.visible_to(by).current().get(child=child)
    responsibility = _locked(responsibility, policy.may_offer, by)
    policy.may_hold(to).enforce(child_id=child.pk)
    policy.no_matter_is_open(responsibility, to.unit.area_id).enforce(child_id=child.pk)
    if to.pk == responsibility.holder_id:
        raise ValidationError({"to": _("Du har redan ansvaret. Välj någon annan.")})
    demand("because", because, _("Skriv varför ansvaret byter hand."))
    if responsibility.offered_to_id is not None:
        _take_back(responsibility, by)
    following.choose(responsibility, to, follows or Follows(), by)
    responsibility.offered_to = to
    responsibility.offered_at = clock.now()
    responsibility.offered_because = because
    responsibility.save(update_fields=["offered_to", "offered_at", "offered_because", "left_behind"])
    _put_the_question(responsibility.pk, child.pk, to, because, by)
    log(
        events.BatonOffered(to_assignment=to.pk),
        by=by,
        child_id=child.pk,
        subject=responsibility.log_name,
    )
    return responsibility


def _put_the_question(stretch: UUID, child_id: UUID, to: Assignment, because: str, by: Actor) -> None:
    """The one who is asked may see that the child exists and who asks, and nothing written."""
    circles.grant_seat(
        child_id=child_id,
        role=Role.NOTIFIER,
        ground=SeatGround.RESPONSIBILITY,
        assignment=to,
        why=because,
        by=by,
    )
    notices.ask(
        child_id=child_id,
        kind=TaskKind.ACCEPT_BATON,
        subject=stretch,
        due_on=clock.today() + ANSWER_WITHIN,
        person_id=to.person_id,
        assignment_id=to.pk,
        by=by,
    )


@action
def ask_instead(*, holder: Assignment, to: Assignment, because: str, by: Actor) -> int:
    """Ask a colleague to take every baton that somebody who is gone still holds. Returns how many it was.

    Whoever leads the unit asks, and does not learn which children it is about. Those who are asked already stay asked,
    until they have had their days without answering: then the question is taken back and put to somebody else.
    """
    policy.may_ask_instead(by, holder).enforce()
    if not reads.colleagues_of(holder).filter(pk=to.pk).exists():
        raise ValidationError({"to": _("Välj någon på enheten som är barnensbästa-ansvarig.")})
    demand("because", because, _("Skriv varför ansvaret byter hand."))
    with connection.cursor() as cursor:
        # The rows are not the manager's to read: the database finds them, and gives back their keys.
        cursor.execute(
            "SELECT stretch, child, instead_of FROM responsibility_ask_instead(%s, %s, %s, %s)",
            [holder.pk, to.pk, because, clock.now()],
        )
        found = cursor.fetchall()
    if not found:
        raise ValidationError({"to": _("Den du valde är redan tillfrågad om alla. Välj någon annan.")})
    for stretch, child_id, instead_of in found:
        if instead_of is not None:
            event = events.BatonTakenBack(from_assignment=instead_of)
            log(event, by=by, child_id=child_id, subject=f"responsibility:{stretch}")
        _put_the_question(stretch, child_id, to, because, by)
        log(
            events.BatonOfferedInstead(to_assignment=to.pk),
            by=by,
            child_id=child_id,
            subject=f"responsibility:{stretch}",
        )
    return len(found)


@action
def accept(*, responsibility: Responsibility, by: Actor) -> Responsibility:
    """Take the baton: the giver lets go at the same instant."""
    old = _locked(responsibility, policy.may_accept, by)
    assert by.assignment_id is not None
    holder = Assignment.objects.select_related("unit").get(pk=by.assignment_id)
    function = function_of(holder.unit.kind)
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
    following.give(old, by)
    _hand_on_tasks(old, holder, by)
    notices.settle(child_id=old.child_id, subject=old.pk, kinds=[TaskKind.ACCEPT_BATON, TaskKind.HAND_ON_BATON], by=by)
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
    kept = _locked(responsibility, policy.may_answer, by)
    log(events.BatonDeclined(), by=by, child_id=kept.child_id, subject=kept.log_name)
    _take_back(kept, by)
    return kept


@action
def withdraw(*, responsibility: Responsibility, by: Actor) -> Responsibility:
    """Take the question back before it is answered. The one who was asked has no place with the child any more."""
    kept = _locked(responsibility, policy.may_withdraw, by)
    _take_back(kept, by)
    log(events.BatonWithdrawn(), by=by, child_id=kept.child_id, subject=kept.log_name)
    return kept


def _take_back(responsibility: Responsibility, by: Actor) -> None:
    """The question stands no more: nothing waits for an answer, nothing follows, and the asked's place is closed."""
    asked = responsibility.offered_to_id
    following.drop(responsibility, by)
    notices.settle(child_id=responsibility.child_id, subject=responsibility.pk, kinds=[TaskKind.ACCEPT_BATON], by=by)
    responsibility.offered_to = None
    responsibility.offered_at = None
    responsibility.left_behind = []
    responsibility.save(update_fields=["offered_to", "offered_at", "left_behind"])
    _close_the_askeds_place(responsibility, asked, by)


@action
def has_read(*, child: Child, by: Actor) -> None:
    """Somebody of the family has read what followed the baton, and to whom."""
    policy.may_say_read(by).enforce(child_id=child.pk)
    if not is_waiting(TaskKind.READ_FOLLOWING, child.pk, by=by):
        return
    notices.settle(child_id=child.pk, kinds=[TaskKind.READ_FOLLOWING], person_id=by.person_id, by=by)
    log(events.FollowingRead(), by=by, child_id=child.pk)


def _hand_on_tasks(old: Responsibility, holder: Assignment, by: Actor) -> None:
    """What waited for the one who was responsible waits for the next, as far as the next can open it."""
    opened = Record.objects.visible_to(by).filter(child=old.child_id).values_list("pk", flat=True)
    notices.hand_on(
        child_id=old.child_id,
        kinds=TASKS_OF_THE_RESPONSIBLE,
        subjects=set(opened),
        from_assignment_id=old.holder_id,
        to_person_id=holder.person_id,
        to_assignment_id=holder.pk,
        by=by,
    )


def _close_the_askeds_place(responsibility: Responsibility, asked: int | None, by: Actor) -> None:
    """The place that let somebody see what they were asked about has served its purpose."""
    seats = Seat.objects.visible_to(by).standing().filter(role=Role.NOTIFIER, ground=SeatGround.RESPONSIBILITY)
    for seat in seats.filter(child=responsibility.child_id, assignment=asked):
        circles.close_seat(seat=seat, by=by)
