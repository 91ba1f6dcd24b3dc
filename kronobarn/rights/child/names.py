"""What somebody is called in an extract: another guardian never by name, and nobody whose data is protected."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext as _

from kronobarn.authorities.models import Assignment, SecrecyArea, Unit
from kronobarn.circles import places
from kronobarn.circles.models import Record
from kronobarn.people.models import Person
from kronobarn.rights import contents
from kronobarn.rights.child.whose import Whose
from kronobarn.ui.signs import commas


@dataclass
class Names:
    """Everyone whom the rows name, as the subject may know them."""

    of: Whose
    people: dict[int, Person]
    assignments: dict[int, Assignment]

    @classmethod
    def within(cls, of: Whose, rows: Iterable[models.Model]) -> Self:
        """Looked up for all of the rows in two questions."""
        ids: dict[type[models.Model], set[int]] = {Person: set(), Assignment: set()}
        for row in rows:
            for name in contents.TOLD[type(row)].facts:
                column = row._meta.get_field(name)
                if column.related_model in (Person, Assignment):
                    ids[column.related_model].add(getattr(row, column.attname))  # type: ignore[union-attr]
        seats = Assignment.objects.filter(pk__in=ids[Assignment] - {None})
        assignments = {one.pk: one for one in seats.select_related("person", "unit__area")}
        return cls(of, Person.objects.in_bulk(ids[Person] - {None}), assignments)

    def of_kind(self, model: Any, pk: int) -> str:
        if model is Assignment:
            return self.staff(self.assignments[pk].person, self.assignments[pk])
        if model is SecrecyArea:
            return self.area(pk)
        if model is Unit:
            return places.unit(self.of.child, self.of.subject, Unit.objects.get(pk=pk))
        return self.person(self.people[pk])

    def area(self, pk: int) -> str:
        return places.area(self.of.child, self.of.subject, self.of.areas[pk])

    def person(self, person: Person) -> str:
        """The subject and the child by who they are; another guardian never by name."""
        if person.pk == self.of.subject.person_id:
            return _("Du")
        if person.pk == self.of.child.person_id:
            return _("Barnet")
        if person.pk in self.of.guardians:
            return _("En annan vårdnadshavare")
        return _("En medarbetare") if self.is_hidden(person) else person.full_name

    def staff(self, person: Person, assignment: Assignment) -> str:
        """Name, profession and workplace; where any of them is protected, the profession alone."""
        profession = str(assignment.get_profession_display())
        if person.pk == self.of.subject.person_id:
            return _("Du")
        if self.is_hidden(person):
            return profession
        return commas([person.full_name, profession.lower(), assignment.unit.name])

    def writer(self, record: Record) -> str:
        if record.author_assignment is None:
            return self.person(record.author)
        return self.staff(record.author, record.author_assignment)

    def is_hidden(self, person: Person) -> bool:
        return person.protected or self.of.child.is_protected
