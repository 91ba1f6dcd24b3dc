"""Everything that changes the county and its assignments. Nothing else writes to them."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record
from kronobarn.authorities import events, policy
from kronobarn.authorities.county import Change, Deed, Plan, diff
from kronobarn.authorities.county.plan import TABLES
from kronobarn.authorities.models import Assignment, Organisation, SecrecyArea, Unit
from kronobarn.authorities.rules import Profession, Role
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import Stale
from kronobarn.people.models import Person

COUNTY_LOCK = 7_360_700
"""Held while a county is applied, so that two imports wait for each other."""


@action
def apply_county(*, plan: Plan, by: Actor) -> None:
    """Make the tables say what the county's files say: all of it or nothing."""
    policy.may_apply_county(by).enforce()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [COUNTY_LOCK])
    if diff(plan.county) != plan:
        raise Stale

    for change in plan.changes:
        _apply(change)

    if plan:
        happened = events.CountyApplied(
            created=plan.count(Deed.CREATE),
            changed=plan.count(Deed.CHANGE),
            deactivated=plan.count(Deed.DEACTIVATE),
            removed=plan.count(Deed.REMOVE),
        )
        record(happened, by=by)


@action
def assign(
    *,
    person: Person,
    unit: Unit,
    profession: Profession,
    role: Role = Role.STAFF,
    since: date,
    until: date | None = None,
    by: Actor,
) -> Assignment:
    """Give a person work in a unit, for a time or until further notice."""
    policy.may_assign(by, unit, person_id=person.pk).enforce()
    if until is not None and until < since:
        raise ValidationError({"until": _("Uppdraget slutar innan det börjar. Ändra ett av datumen.")})
    same = Assignment.objects.filter(person=person, unit=unit, profession=profession)
    if same.overlapping(since, until).exists():
        raise ValidationError({"profession": _("Personen har redan det uppdraget under tiden. Avsluta det först.")})

    assignment = Assignment.objects.create(
        person=person,
        unit=unit,
        profession=profession.value,
        role=role.value,
        since=since,
        until=until,
    )
    happened = events.AssignmentGiven(
        person_id=person.pk,
        unit_id=unit.pk,
        profession=profession.value,
        role=role.value,
        since=since,
        until=until,
    )
    record(happened, by=by, subject=f"assignment:{assignment.pk}")
    return assignment


@action
def end_assignment(*, assignment: Assignment, on: date, by: Actor) -> Assignment:
    """End an assignment; the given day is its last."""
    assignment = Assignment.objects.locked().select_related("unit").get(pk=assignment.pk)
    policy.may_end(by, assignment).enforce()
    if on < assignment.since:
        raise ValidationError({"on": _("Uppdraget har inte börjat då. Välj en senare dag.")})
    if assignment.until is not None and assignment.until <= on:
        raise ValidationError({"on": _("Uppdraget är redan avslutat den dagen.")})

    assignment.until = on
    assignment.save(update_fields=["until"])
    happened = events.AssignmentEnded(person_id=assignment.person_id, unit_id=assignment.unit_id, until=on)
    record(happened, by=by, subject=f"assignment:{assignment.pk}")
    return assignment


@action
def rename_unit(*, unit: Unit, name: str, by: Actor) -> Unit:
    """Call a unit something else. What has been written there keeps where it was written."""
    policy.may_change_unit(by, unit).enforce()
    name = " ".join(name.split())
    if Unit.objects.active().filter(area=unit.area_id, name=name).exclude(pk=unit.pk).exists():
        raise ValidationError({"name": _("Det finns redan en enhet som heter så. Välj ett annat namn.")})
    unit.name = name
    unit.save(update_fields=["name"])
    record(events.UnitRenamed(), by=by, subject=f"unit:{unit.pk}")
    return unit


@action
def close_unit(*, unit: Unit, by: Actor) -> Unit:
    """Nobody is put there any more. It stays, for history's sake. The calling feature has seen that nothing is left."""
    policy.may_change_unit(by, unit).enforce()
    if Assignment.objects.living().filter(unit=unit).exists():
        raise ValidationError(_("Det arbetar fortfarande någon på enheten. Avsluta uppdragen först."))
    unit.active = False
    unit.save(update_fields=["active"])
    record(events.UnitClosed(), by=by, subject=f"unit:{unit.pk}")
    return unit


def _apply(change: Change) -> None:
    rows = TABLES[change.table]._default_manager
    if change.deed is Deed.CREATE:
        rows.create(key=change.key, **dict(_written(column, after) for column, _before, after in change.values))
    elif change.deed is Deed.CHANGE:
        rows.filter(key=change.key).update(**{column: after for column, _before, after in change.values})
    elif change.deed is Deed.DEACTIVATE:
        rows.filter(key=change.key).update(active=False, name_in_files="")
    else:
        rows.filter(key=change.key).delete()


def _written(column: str, value: Any) -> tuple[str, Any]:
    """A row that is pointed to is named by its key, and exists by now."""
    if column == "organisation__key":
        return "organisation", Organisation.objects.get(key=value)
    if column == "area__key":
        return "area", SecrecyArea.objects.get(key=value)
    return column, value
