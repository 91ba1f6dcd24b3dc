"""Everything that changes the protection of a child's data. The rows are written by `people.actions`."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.circles.models import Seat
from kronobarn.circles.rules import Role
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.reasons import demand
from kronobarn.notices import actions as notices
from kronobarn.notices.rules import TaskKind
from kronobarn.people import actions as people
from kronobarn.people.models import Child, Guardianship, Named, Person, Protection
from kronobarn.protection import events, policy
from kronobarn.protection.rules import NAMED_AT_MOST


@action
def mark(*, child: Child, protection: str, household: bool, by: Actor) -> Child:
    """Mark the child, and if asked its guardians and all siblings.

    Of siblings whom the actor does not answer for they learn nothing, not even that they are here: the database marks
    them, and asks whoever does answer for them to look it over. A mark that is taken away is taken from the child alone,
    and the same are asked.
    """
    policy.may_protect(by, child.pk).enforce(child_id=child.pk)
    child = Child.objects.visible_to(by).locked().get(pk=child.pk)
    spreads = household and protection != Protection.NONE
    was_protected = child.is_protected
    _mark(child, protection, household=spreads, by=by)
    notices.settle_own(child_id=child.pk, subject=child.pk, kind=TaskKind.SEE_PROTECTION, by=by)
    if spreads:
        guardians = set(_guardians(child, by))
        people.protect_persons(person_ids=guardians, by=by)
        for sibling in _siblings(child, guardians, by):
            _mark(sibling, protection, household=True, by=by)
    if spreads or (was_protected and protection == Protection.NONE):
        _ask("SELECT protection_spread(%s, %s, %s, %s)", child.pk, protection, clock.today(), clock.now())
    return child


@action
def mark_guardian(*, guardianship: Guardianship, protected: bool, by: Actor) -> None:
    """Mark one guardian's data as protected, or take the mark away. Whoever answers for their other children is told."""
    child_id, guardian = guardianship.child_id, guardianship.guardian_id
    policy.may_protect(by, child_id).enforce(child_id=child_id)
    people.protect_persons(person_ids=[guardian], protected=protected, by=by)
    log(events.GuardianMarked(guardian=guardian, protected=protected), by=by, child_id=child_id)
    _ask("SELECT protection_tell_of_guardian(%s, %s, %s, %s)", child_id, guardian, clock.today(), clock.now())


@action
def look_over(*, child: Child, by: Actor) -> None:
    """The responsible has looked it over, and lets the mark be as it is."""
    policy.may_protect(by, child.pk).enforce(child_id=child.pk)
    notices.settle_own(child_id=child.pk, subject=child.pk, kind=TaskKind.SEE_PROTECTION, by=by)
    log(events.ProtectionLookedOver(), by=by, child_id=child.pk)


def _mark(child: Child, protection: str, *, household: bool, by: Actor) -> None:
    people.protect(child=child, protection=protection, by=by)
    log(events.ProtectionMarked(mark=protection, household=household), by=by, child_id=child.pk)


def _guardians(child: Child, by: Actor) -> list[int]:
    standing = Guardianship.objects.visible_to(by).filter(child=child, until=None)
    return list(standing.values_list("guardian", flat=True))


def _siblings(child: Child, guardians: set[int], by: Actor) -> Sequence[Child]:
    """Children with a guardian in common who are not protected already, among those the actor answers for."""
    mine = Seat.objects.held_by(by, Role.RESPONSIBLE).values("child")
    shared = Guardianship.objects.visible_to(by).filter(guardian__in=guardians, until=None).values("child")
    found = Child.objects.visible_to(by).filter(pk__in=mine, protection=Protection.NONE).filter(pk__in=shared)
    return list(found.exclude(pk=child.pk))


@action
def name(*, child: Child, person: Person, why: str, until: date, by: Actor) -> Named:
    """Let one person who works with the child see who it is, until a day."""
    policy.may_protect(by, child.pk).enforce(child_id=child.pk)
    if not clock.today() <= until <= clock.today() + NAMED_AT_MOST:
        raise ValidationError({"until": _("Välj en dag inom ett år. Behövs det längre kan du besluta igen.")})
    if not Seat.objects.visible_to(by).standing().working().filter(child=child, person=person).exists():
        raise ValidationError({"person": _("Personen har ingen plats kring barnet. Bjud in hen först.")})
    demand("why", why, _("Skriv varför."))
    after = timezone.make_aware(datetime.combine(until + timedelta(days=1), datetime.min.time()))
    named = people.name_person(child=child, person_id=person.pk, why=why.strip(), until=after, by=by)
    log(events.PersonNamed(person=person.pk), by=by, child_id=child.pk, subject=f"named:{named.pk}")
    return named


@action
def unname(*, named: Named, by: Actor) -> None:
    """From now on the person sees the pages without who the child is."""
    policy.may_protect(by, named.child_id).enforce(child_id=named.child_id)
    people.unname_person(named=named, by=by)
    log(events.PersonUnnamed(person=named.person_id), by=by, child_id=named.child_id, subject=f"named:{named.pk}")


@action
def import_marks(*, marks: Sequence[tuple[str, str]], by: Actor) -> int:
    """Apply what the population register says, protection before its removal. How many were for children here.

    What is new spreads to siblings, as when the responsible says so. What the file says of a sibling itself comes after.
    Where it contradicts itself about somebody, they are protected.
    """
    policy.may_import(by).enforce()
    found = 0
    marked = [one for one in marks if one[1] != Protection.NONE]
    protected = {number for number, _mark in marked}
    unmarked = [one for one in marks if one[1] == Protection.NONE and one[0] not in protected]
    for number, protection in (*marked, *unmarked):
        known = _ask("SELECT protection_is_marked(%s, %s)", number, protection)
        child_id = people.mark_by_number(number=number, protection=protection, by=by)
        if child_id is None:
            continue
        found += 1
        log(events.ProtectionMarked(mark=protection, household=not known), by=by, child_id=child_id)
        if not known:
            _ask("SELECT protection_spread(%s, %s, %s, %s)", child_id, protection, clock.today(), clock.now())
    return found


def _ask(statement: str, *given: Any) -> Any:
    """Let the database do what nobody may see."""
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        row = cursor.fetchone()
    return row[0]
