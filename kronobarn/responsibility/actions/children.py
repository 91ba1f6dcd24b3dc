"""How a child becomes known: who it is, who decides for it, who is responsible from the first moment."""

import uuid
from datetime import date, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.authorities.models import Assignment, Unit
from kronobarn.circles import actions as circles
from kronobarn.circles.rules import Role, SeatGround
from kronobarn.consents import actions as consents
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.people import actions as people
from kronobarn.people import identity
from kronobarn.people.models import Child, Guardianship, Identity, Person, Protection
from kronobarn.practice.rules import Function
from kronobarn.responsibility import events, policy, rules
from kronobarn.responsibility.functions import function_of, functions_for
from kronobarn.responsibility.models import Responsibility


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
    parsed = read_number(number)
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
        identify(child, parsed, by)
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


def identify(child: Child, parsed: identity.IdentityNumber, by: Actor) -> None:
    """Give the number. Another child may have it without our being able to see that child."""
    try:
        with transaction.atomic():
            people.identify(child=child, kind=Identity.Kind(parsed.kind), number=parsed.number, by=by)
    except IntegrityError as problem:
        raise ValidationError(
            {
                "number": _(
                    "Barnet kan inte läggas till med det numret. Kontrollera det, siffra för siffra. Stämmer det, ring "
                    "barnets skola, BVC eller barnmorska, eller skriv till enhetens funktionsbrevlåda utan att nämna "
                    "barnets namn eller nummer: de tar det vidare. Den som ansvarar för ett barn ser att någon har "
                    "försökt. Är det bråttom och barnet kan fara illa, gör en orosanmälan."
                )
            }
        ) from problem


def read_number(number: str) -> identity.IdentityNumber | None:
    if not number.strip():
        return None
    try:
        return identity.parse(number, today=clock.today())
    except identity.NotAnIdentityNumber as problem:
        raise ValidationError({"number": _(problem.sentence)}) from problem


def _function(unit: Unit, born_on: date | None) -> Function:
    """The function the unit carries, if a child of that age can be there."""
    function = function_of(unit.kind)
    possible = functions_for(born_on=born_on, on=clock.today())
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
    # Somebody more decides: what is shared already waits for their answer, and only so long.
    consents.look_over(child_id=child.pk, by=by)
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
