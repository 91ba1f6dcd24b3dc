"""Everything that changes the protection of a child's data. The rows are written by `people.actions`."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.circles.models import Seat
from kronobarn.circles.rules import Role
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.people import actions as people
from kronobarn.people.models import Child, Guardianship, Named, Person, Protection
from kronobarn.protection import events, policy
from kronobarn.protection.rules import NAMED_AT_MOST


@action
def mark(*, child: Child, protection: str, household: bool, by: Actor) -> Child:
    """Mark the child, and if asked its guardians and the siblings that the actor answers for."""
    policy.may_protect(by, child.pk).enforce(child_id=child.pk)
    child = Child.objects.visible_to(by).locked().get(pk=child.pk)
    spreads = household and protection != Protection.NONE
    _mark(child, protection, household=spreads, by=by)
    if spreads:
        guardians = set(_guardians(child, by))
        people.protect_persons(person_ids=guardians, by=by)
        for sibling in _siblings(child, guardians, by):
            _mark(sibling, protection, household=True, by=by)
    return child


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
    """Apply what the population register says, protection before its removal. How many were for children here."""
    policy.may_import(by).enforce()
    found = 0
    for number, protection in sorted(marks, key=lambda one: one[1] == Protection.NONE):
        child_id = people.mark_by_number(number=number, protection=protection, by=by)
        if child_id is not None:
            found += 1
            log(events.ProtectionMarked(mark=protection, household=False), by=by, child_id=child_id)
    return found
