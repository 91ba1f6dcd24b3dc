"""What an administrator does. The rows are written by the features that own them; here is what holds between them."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.accounts import actions as accounts
from kronobarn.administration import events, policy, reads
from kronobarn.administration.reads import Colleague
from kronobarn.audit.actions import record
from kronobarn.authorities import actions as authorities
from kronobarn.authorities.models import Assignment, Unit
from kronobarn.authorities.rules import Profession, Role
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.people.models import Person
from kronobarn.responsibility.functions import function_of


@action
def search(*, name: str, by: Actor) -> list[Colleague]:
    """Those who work or have worked in the organisation, by name."""
    policy.may_administer(by).enforce()
    found = reads.by_name(name, by)
    record(events.ColleagueSought(found=len(found)), by=by)
    return found


@action
def note_look(*, person: Person, by: Actor) -> None:
    """Somebody's page was opened."""
    record(events.ColleagueSeen(), by=by, subject=f"person:{person.pk}")


@action
def add(
    *,
    username: str,
    given_name: str,
    family_name: str,
    unit: Unit,
    profession: Profession,
    role: Role,
    since: date,
    until: date | None,
    by: Actor,
) -> Person:
    """Somebody new: an account, and the assignment that they come for."""
    person = accounts.create_account(username=username, given_name=given_name, family_name=family_name, by=by)
    give(person=person, unit=unit, profession=profession, role=role, since=since, until=until, by=by)
    return person


@action
def give(
    *, person: Person, unit: Unit, profession: Profession, role: Role, since: date, until: date | None, by: Actor
) -> Assignment:
    """One more assignment, to somebody else than oneself."""
    policy.may_give(by, person).enforce()
    if role is Role.RESPONSIBLE and function_of(unit.kind) is None:
        raise ValidationError(
            {"role": _("Ingen på den enheten kan vara barnensbästa-ansvarig. Välj en annan roll eller enhet.")}
        )
    return authorities.assign(
        person=person, unit=unit, profession=profession, role=role, since=since, until=until, by=by
    )


@action
def end(*, assignment: Assignment, on: date, by: Actor) -> Assignment:
    """End an assignment with which nothing is left that only its holder can hand over."""
    if reads.must_hand_over(assignment):
        raise ValidationError(
            {
                "on": _(
                    "Personen har uppgifter som måste lämnas över först. Be hen att lämna över dem, och avsluta "
                    "uppdraget sedan. Måste hen ut direkt stänger du kontot: då får enhetens chef be en kollega ta över."
                )
            }
        )
    return authorities.end_assignment(assignment=assignment, on=on, by=by)


@action
def close_unit(*, unit: Unit, by: Actor) -> Unit:
    """Close a unit that answers for no child and where nobody works."""
    if reads.is_responsible(unit):
        raise ValidationError(
            _(
                "Enheten ansvarar för barn. De som är ansvariga lämnar över det först, till den enhet där barnen ska "
                "vara. Har någon slutat ber enhetens chef en kollega ta över."
            )
        )
    return authorities.close_unit(unit=unit, by=by)


@action
def close(*, person: Person, by: Actor) -> list[Assignment]:
    """Close an account and end the assignments in the organisation today. Gives back those that must be kept.

    An assignment with something to hand over stays: someone is always responsible, even while nobody can sign in.
    """
    accounts.disable_account(person=person, by=by)
    today, kept = clock.today(), []
    for assignment in reads.living(person, by):
        if reads.must_hand_over(assignment):
            kept.append(assignment)
        elif assignment.since <= today and assignment.until != today:
            authorities.end_assignment(assignment=assignment, on=today, by=by)
    return kept
