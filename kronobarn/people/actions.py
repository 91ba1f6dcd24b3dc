"""Everything that changes who a child or a grown-up is.

Whoever calls has let the actor in and writes the log: a child is registered together with the
seat of the one who becomes responsible, in `responsibility.actions`.
"""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.prepared import prepared
from kronobarn.people.models import Child, Guardianship, Identity, Named, Person, SameChild


@action
def add_person(*, username: str, given_name: str, family_name: str, by: Actor, **rest: Any) -> Person:
    """Someone who can act. Signs in only once they have been given a way to. In the demo everybody is invented."""
    rest.setdefault("is_demo", settings.KRONOBARN_DEMO or settings.PRACTICE_ROOMS)
    return Person.objects.create_user(username=username, given_name=given_name, family_name=family_name, **rest)


@action
def add_child(
    *,
    child_id: UUID,
    given_name: str,
    family_name: str,
    born_on: date | None,
    expected_on: date | None,
    by: Actor,
    **rest: Any,
) -> Child:
    """Write a child down. The actor already holds a seat with the child-to-be (keys are deferred)."""
    if born_on is not None and born_on > clock.today():
        raise ValidationError({"born_on": _("Födelsedatumet ligger i framtiden. Skriv beräknad födelse i stället.")})
    assert by.person_id is not None
    child = Child(
        pk=child_id,
        given_name=given_name.strip(),
        family_name=family_name.strip(),
        born_on=born_on,
        expected_on=expected_on,
        registered_at=clock.now(),
        registered_by_id=by.person_id,
        **rest,
    )
    child.save(force_insert=True)
    return child


@action
def write_birth(*, child: Child, born_on: date, given_name: str, family_name: str, by: Actor) -> Child:
    """The child is born. The day it was expected stays as it was written."""
    if born_on > clock.today():
        raise ValidationError({"born_on": _("Födelsedatumet ligger i framtiden. Skriv dagen då barnet föddes.")})
    if not family_name.strip():
        raise ValidationError({"family_name": _("Skriv ett efternamn, så att barnet går att känna igen.")})
    child.born_on = born_on
    child.given_name, child.family_name = given_name.strip(), family_name.strip()
    child.save(update_fields=["born_on", "given_name", "family_name"])
    return child


@action
def correct_birth_date(*, child: Child, born_on: date, by: Actor) -> Child:
    """The day was written wrong."""
    if born_on > clock.today():
        raise ValidationError({"born_on": _("Födelsedatumet ligger i framtiden. Skriv dagen då barnet föddes.")})
    child.born_on = born_on
    child.save(update_fields=["born_on"])
    return child


@action
def identify(*, child: Child, kind: Identity.Kind, number: str, by: Actor) -> Identity:
    """Give the child a number; the one before, if any, becomes history."""
    if Identity.objects.filter(number=number).exists():
        raise ValidationError(
            {"number": _("Numret finns redan hos ett barn. Sök på det i stället för att lägga till barnet igen.")}
        )
    now = clock.now()
    for before in _numbers(child.pk, by):
        before.until = now
        before.save(update_fields=["until"])
    return Identity.objects.create(child=child, kind=kind, number=number, since=now)


@prepared
def _numbers(child_id: UUID, by: Actor) -> QuerySet[Identity]:
    """The number that the child has now, if any."""
    return Identity.objects.visible_to(by).filter(child=child_id, until=None)


@action
def name_guardian(
    *,
    child: Child,
    guardian: Person,
    custody: Guardianship.Custody,
    source: Guardianship.Source,
    since: date,
    by: Actor,
) -> Guardianship:
    """Write down who decides for the child, and how it is known."""
    assert by.person_id is not None
    return Guardianship.objects.create(
        child=child,
        guardian=guardian,
        custody=custody,
        source=source,
        since=since,
        recorded_at=clock.now(),
        recorded_by_id=by.person_id,
    )


@action
def protect(*, child: Child, protection: str, by: Actor) -> Child:
    """Mark the child's data as protected, or take the mark away."""
    child.protection = protection
    child.save(update_fields=["protection"])
    return child


@action
def protect_persons(*, person_ids: Collection[int], protected: bool = True, by: Actor) -> None:
    """Mark grown-ups' data as protected, or take the mark away."""
    Person.objects.filter(pk__in=person_ids).update(protected=protected)


@action
def mark_by_number(*, number: str, protection: str, by: Actor) -> UUID | None:
    """What the population register says of whoever has the number; None when nobody here has it.

    The system writes it, in nobody's name: the database lets no person do this.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_mark(%s, %s)", [number, protection])
        row = cursor.fetchone()
    return row[0] if row else None


@action
def name_person(*, child: Child, person_id: int, why: str, until: datetime, by: Actor) -> Named:
    """Let one person see who a protected child is."""
    assert by.person_id is not None
    named = Named(child=child, person_id=person_id, why=why, since=clock.now(), until=until, granted_by_id=by.person_id)
    named.save(force_insert=True)
    return named


@action
def unname_person(*, named: Named, by: Actor) -> None:
    """From now on the person does not see who the child is."""
    named.until, named.ended_by_id = clock.now(), by.person_id
    named.save(update_fields=["until", "ended_by"])


@action
def give_sign_in(*, child: Child, person: Person, by: Actor) -> Child:
    """Let the child have an own way in."""
    child.person = person
    child.save(update_fields=["person"])
    return child


@action
def close_card(*, child: Child, kept: Child, reason: str, numbers: str = "", by: Actor) -> SameChild:
    """One card is about the same child as another, which the work goes on with."""
    assert by.person_id is not None
    same = SameChild(
        child=child, kept=kept, reason=reason, numbers=numbers, decided_at=clock.now(), decided_by_id=by.person_id
    )
    same.save(force_insert=True)
    return same


@action
def open_card(*, same: SameChild, because: str, by: Actor) -> SameChild:
    """They were two children after all."""
    same.undone_at, same.undone_by_id, same.undone_because = clock.now(), by.person_id, because
    same.save(update_fields=["undone_at", "undone_by", "undone_because"])
    return same
