"""Turns a signed-in person and their choice into an Actor. Asked anew for each request."""

from kronobarn.authorities.models import Assignment
from kronobarn.core.actor import Actor
from kronobarn.people.models import Person

CHOICE = "acting_as"
"""Session key: an assignment's id, or FAMILY."""
FAMILY = "family"


def actor_for(person: Person, choice: object) -> Actor | None:
    """The actor a person has chosen to be; None when nothing valid is chosen.

    An assignment that has ended, or that is somebody else's, is no choice at all.
    """
    if choice == FAMILY:
        return family_actor(person)
    if not isinstance(choice, int):
        return None
    assignment = Assignment.objects.for_person(person.pk).filter(pk=choice).first()
    return None if assignment is None else staff_actor(person, assignment)


def staff_actor(person: Person, assignment: Assignment) -> Actor:
    """The person at work, in one assignment."""
    return Actor(
        person_id=person.pk,
        name=person.full_name,
        assignment_id=assignment.pk,
        unit_id=assignment.unit_id,
        area_id=assignment.unit.area_id,
        profession=assignment.profession,
        role=assignment.role,
        role_label=str(assignment.get_profession_display()),
        unit_name=assignment.unit.name,
        municipality_code=assignment.unit.municipality_code,
    )


def family_actor(person: Person) -> Actor:
    """The person as themselves: child or guardian."""
    return Actor(person_id=person.pk, name=person.full_name)
