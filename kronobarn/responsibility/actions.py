"""Everything that changes who holds the baton, and how a child becomes known. Nothing else writes to it."""

import uuid
from datetime import date, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.authorities.models import Assignment, Unit
from kronobarn.circles import actions as circles
from kronobarn.circles.models import Seat
from kronobarn.circles.rules import Role, SeatGround
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.notices import actions as notices
from kronobarn.notices.rules import TaskKind
from kronobarn.people import actions as people
from kronobarn.people import identity
from kronobarn.people.models import Child, Guardianship, Identity, Person, Protection
from kronobarn.responsibility import events, policy, rules
from kronobarn.responsibility.models import Responsibility

ANSWER_WITHIN = timedelta(days=5)


@action
def register(
    *,
    unit: Unit,
    given_name: str,
    family_name: str,
    by: Actor,
    born_on: date | None = None,
    expected_on: date | None = None,
    number: str = "",
    protection: str = Protection.NONE,
    pronoun: str = "",
    language: str = "sv",
    child_id: UUID | None = None,
    why: rules.WhyAdded | None = None,
) -> Child:
    """Let a child become known, with somebody responsible from the first moment.

    `unit` is where the child is met: its responsible gets the seat and the baton. Whoever adds the
    child sits with it as the one who noticed. An identity number gives the birth date; without one
    the child has "none yet" (new-born, or unborn with an expected date).
    """
    policy.may_register(by).enforce()
    policy.has_responsible(unit).enforce()
    parsed = _parsed(number)
    if parsed is not None:
        born_on = born_on or parsed.born_on
    function = _function(unit, born_on)
    holder = (
        Assignment.objects.standing()
        .filter(unit=unit, role="responsible")
        .select_related("unit")
        .order_by("since", "pk")[0]
    )
    child_id = child_id or uuid.uuid4()
    _sit_down(child_id, holder, by)
    child = people.add_child(
        child_id=child_id,
        given_name=given_name,
        family_name=family_name,
        born_on=born_on,
        expected_on=expected_on,
        protection=protection,
        pronoun=pronoun,
        language=language,
        by=by,
    )
    if parsed is not None:
        _identify(child, parsed, by)
    assert by.person_id is not None
    now = clock.now()
    Responsibility.objects.create(
        child=child,
        function=function,
        unit=unit,
        holder=holder,
        since=now,
        accepted_at=now,
        accepted_by_id=by.person_id,
    )
    log(
        events.ChildRegistered(unit=unit.pk, function=function, identity=parsed.kind if parsed else "none"),
        by=by,
        child_id=child.pk,
        why=why or "",
    )
    return child


def _identify(child: Child, parsed: identity.IdentityNumber, by: Actor) -> None:
    """Give the number. Another child may have it without our being able to see that child."""
    try:
        with transaction.atomic():
            people.identify(child=child, kind=Identity.Kind(parsed.kind), number=parsed.number, by=by)
    except IntegrityError as problem:
        raise ValidationError(
            {
                "number": _(
                    "Barnet kan inte läggas till med det numret. Sök på numret under Hitta barn. "
                    "Hittas det inte där, ring barnets skola, BVC eller barnmorska."
                )
            }
        ) from problem


def _parsed(number: str) -> identity.IdentityNumber | None:
    if not number.strip():
        return None
    try:
        return identity.parse(number, today=clock.today())
    except identity.NotAnIdentityNumber as problem:
        raise ValidationError({"number": _(problem.sentence)}) from problem


def _function(unit: Unit, born_on: date | None) -> rules.Function:
    """The function the unit carries, if a child of that age can be there."""
    function = rules.function_of(unit.kind)
    possible = rules.functions_for(born_on=born_on, on=clock.today())
    if function is None or function not in possible:
        raise ValidationError(
            {
                "unit": _(
                    "Enheten passar inte barnets ålder. Välj den skola, BVC eller barnmorskemottagning där barnet går."
                )
            }
        )
    return function


def _sit_down(child_id: UUID, holder: Assignment, by: Actor) -> None:
    """Seats come first: a row about a child can only be written by someone who sits with it."""
    if by.assignment_id != holder.pk:
        assert by.assignment_id is not None
        circles.grant_seat(
            child_id=child_id,
            role=Role.NOTIFIER,
            ground=SeatGround.NOTICED,
            assignment=Assignment.objects.select_related("unit").get(pk=by.assignment_id),
            until=clock.now() + timedelta(days=90),
            by=by,
        )
    circles.grant_seat(
        child_id=child_id,
        role=Role.RESPONSIBLE,
        ground=SeatGround.RESPONSIBILITY,
        assignment=holder,
        by=by,
    )


@action
def add_guardian(
    *,
    child: Child,
    guardian: Person,
    custody: Guardianship.Custody,
    source: Guardianship.Source,
    by: Actor,
    since: date | None = None,
) -> Guardianship:
    """Write down a guardian, who thereby has a seat at the child's table."""
    policy.may_name_family(by, child.pk).enforce(child_id=child.pk)
    guardianship = people.name_guardian(
        child=child,
        guardian=guardian,
        custody=custody,
        source=source,
        since=since or child.born_on or clock.today(),
        by=by,
    )
    circles.grant_seat(child_id=child.pk, role=Role.GUARDIAN, ground=SeatGround.FAMILY, person=guardian, by=by)
    log(events.GuardianNamed(guardian=guardian.pk, custody=custody), by=by, child_id=child.pk)
    return guardianship


@action
def add_new_guardian(
    *,
    child: Child,
    given_name: str,
    family_name: str,
    custody: Guardianship.Custody,
    source: Guardianship.Source,
    by: Actor,
) -> Guardianship:
    """Write down a guardian who is not known here. They sign in once their identity has been checked."""
    policy.may_name_family(by, child.pk).enforce(child_id=child.pk)
    guardian = people.add_person(
        username=f"familj-{uuid.uuid4()}",
        given_name=given_name.strip(),
        family_name=family_name.strip(),
        by=by,
    )
    return add_guardian(child=child, guardian=guardian, custody=custody, source=source, by=by)


@action
def let_child_in(*, child: Child, person: Person, by: Actor) -> Child:
    """Give the child an own sign-in and the seat that is the child's own."""
    policy.may_name_family(by, child.pk).enforce(child_id=child.pk)
    child = people.give_sign_in(child=child, person=person, by=by)
    circles.grant_seat(child_id=child.pk, role=Role.CHILD, ground=SeatGround.FAMILY, person=person, by=by)
    return child


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
