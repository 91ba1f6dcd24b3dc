"""Searching the log of the area that one reviews: by child, person, unit and time. Every search is itself logged."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from kronobarn.audit import searching as log_search
from kronobarn.audit.actions import record as log
from kronobarn.audit.searching import Position, Question
from kronobarn.authorities.models import Assignment, Unit
from kronobarn.circles.events import ChildSought
from kronobarn.circles.finding import may_guess_no_more, sought
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.oversight import events, policy, references
from kronobarn.oversight.reads import Row, rows_of
from kronobarn.people import identity
from kronobarn.people.models import Child, Identity

MOST_NAMESAKES: Final = 20

Stretch = tuple[UUID, UUID]


@dataclass(frozen=True)
class Answer:
    """One page of hits, and where the next begins. `child`: the reference of the child that was asked for."""

    rows: list[Row]
    older: Position | None
    child: str


@action
def search(
    *,
    since: date,
    until: date,
    child: str = "",
    who: str = "",
    unit: Unit | None = None,
    before: Position | None = None,
    by: Actor,
) -> Answer:
    """Look in the log of the area's units. A child is asked for by its whole number, or by its reference."""
    policy.may_review(by).enforce()
    units = [unit.pk] if unit else list(Unit.objects.filter(area=by.area_id).values_list("pk", flat=True))
    asked = Question(tuple(units), _begins(since), _begins(until + timedelta(days=1)), before=before)
    if who.strip():
        asked = replace(asked, persons=_persons(who, by))
    children, known = _children(child, by) if child.strip() else (None, None)
    if children:
        asked = replace(asked, children=children)
    entries, older = ([], False) if child.strip() and not children else log_search.search(asked, by)
    happened = events.LogSearched(
        since=since,
        until=until,
        persons=asked.persons,
        unit=unit.pk if unit else None,
        about_a_child=bool(child.strip()),
        found=len(entries),
    )
    known = known or (entries[0].child_id if children and entries else None)
    log(happened, by=by, child_id=known)
    last = entries[-1] if older else None
    return Answer(
        rows=rows_of(entries, by),
        older=(last.at, last.id) if last else None,
        child=references.written(known, by) if known else child,
    )


def _begins(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _persons(who: str, by: Actor) -> tuple[int, ...]:
    """Those in the area, now or before, whose names hold every word."""
    found = Assignment.objects.filter(unit__area=by.area_id)
    for word in who.split():
        found = found.filter(person__given_name__icontains=word) | found.filter(person__family_name__icontains=word)
    ids = sorted(set(found.values_list("person", flat=True)[: MOST_NAMESAKES * 5]))
    if not ids:
        raise ValidationError(
            {"who": _("Ingen som arbetar eller har arbetat i området heter så. Kontrollera stavningen.")}
        )
    if len(ids) > MOST_NAMESAKES:
        raise ValidationError({"who": _("Många heter så. Skriv mer av namnet.")})
    return tuple(ids)


def _children(text: str, by: Actor) -> tuple[Stretch | None, UUID | None]:
    """The ids to look for, and the child when it is one for certain. None when the number leads nowhere."""
    try:
        number = identity.parse(text, today=clock.today()).number
    except identity.NotAnIdentityNumber as problem:
        if stretch := references.stretch(text, by):
            return stretch, None
        if any(character.isalpha() for character in text):
            sentence = _("Beteckningen finns inte i ditt område. Läs den en gång till, tecken för tecken.")
            raise ValidationError({"child": sentence}) from problem
        raise ValidationError({"child": _(problem.sentence)}) from problem
    _may_guess(by)
    found = _numbered(number)
    log(ChildSought(found=found is not None), by=by, child_id=found, why="log_review")
    return ((found, found), found) if found else (None, None)


def _may_guess(by: Actor) -> None:
    try:
        may_guess_no_more(by)
    except ValidationError as problem:
        raise ValidationError({"child": problem.messages}) from problem


def _numbered(number: str) -> UUID | None:
    """The child with the number. One with protected data is not found so: its whereabouts would be told by the hits."""
    with sought(number):
        found: Any = Identity.objects.filter(number=number).values_list("child", flat=True).first()
        seen = found is not None and Child.objects.filter(pk=found, protection="none").exists()
    return found if seen else None
