"""Finding a child: among one's own by name, and outside them only by the whole number, with a reason.

What is asked for outside is written in the log, found or not; the number itself never is.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.audit.models import LogEntry
from kronobarn.circles import events, policy
from kronobarn.circles.listing import listed_name
from kronobarn.circles.reads import IS_CLOSED, age_line, is_closed
from kronobarn.circles.rules import WRONG_SEARCHES_AN_HOUR, WhySought
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.prepared import holds_all, prepared
from kronobarn.people import identity
from kronobarn.people.models import Child, Identity, SameChild

MOST = 10
"""So many hits are shown; whoever gets more writes more of the name."""
FOUND_SALT = "kronobarn.found"
FOUND_FOR = timedelta(minutes=15)


@dataclass(frozen=True)
class Hit:
    """A child one already sits with."""

    child_id: UUID
    name: str
    age: str
    protected: bool
    is_closed: bool = False


@dataclass(frozen=True)
class Known:
    """A child that is known, outside one's own: no more than decides whether it is the right one.

    The token lets this person, and nobody else, come forward about this child for a while.
    """

    name: str
    born: int | None
    token: str


def among_own(*, name: str, born_on: date | None, by: Actor) -> list[Hit]:
    """Children one sits with whose names hold every word, born that day if a day is given."""
    words = name.lower().translate(_AS_SORTED).split()
    found = _named(by, [f"%{_literal(word)}%" for word in words], born_on)
    return [hit(child) for child in _without_earlier_cards(found, by)]


def _without_earlier_cards(found: list[Child], by: Actor) -> list[Child]:
    """Each closed card changed for the one that the work goes on with, for those who sit with both."""
    if not any(is_closed(child) for child in found):
        return found
    rows = SameChild.objects.visible_to(by).standing().filter(child__in=[child.pk for child in found])
    kept = {same.child_id: same.kept for same in rows.select_related("kept")}
    return list(dict.fromkeys(kept.get(child.pk, child) for child in found))


@prepared
def _named(actor: Actor, patterns: list[str], born_on: date | None) -> QuerySet[Child]:
    """Among those one may know, for a hit tells the name; from one's own seats.

    LIKE is not leakproof, so the policies weigh a child before its name is looked at.
    """
    children = Child.objects.known_to(actor).filter(holds_all("sort_key", patterns))
    if born_on is not None:
        children = children.filter(born_on=born_on)
    return children.annotate(is_closed=IS_CLOSED).order_by("sort_key", "pk")[: MOST + 1]


def _literal(word: str) -> str:
    """A word in which LIKE finds nothing but the word."""
    return re.sub(r"([\\%_])", r"\\\1", word)


_AS_SORTED = str.maketrans("åäöé", "{|}e")


def hit(child: Child) -> Hit:
    """Protected children are masked here as in every list."""
    age = "" if child.is_protected else age_line(child)
    return Hit(child.pk, listed_name(child), age, child.is_protected, is_closed(child))


@action
def seek(*, number: str, why: WhySought, by: Actor) -> Hit | Known | None:
    """Ask for one child by its whole number.

    A child with protected data is found only by those who already sit with it: for all others
    the answer is the same as for a number that nobody has, and so are the questions to the database: it
    takes the same time. That it was asked for stands in the log of that child too: those around it are the
    ones who need to know.
    """
    policy.may_seek(by).enforce()
    try:
        parsed = identity.parse(number, today=clock.today())
    except identity.NotAnIdentityNumber as problem:
        raise ValidationError({"number": _(problem.sentence)}) from problem
    may_guess_no_more(by)
    with sought(parsed.number):
        found = Identity.objects.filter(number=parsed.number).values_list("child", flat=True).first()
        child = Child.objects.filter(pk=found or uuid4()).first()
    goes_on = _goes_on_with(child)
    seen = Child.objects.visible_to(by).annotate(is_closed=IS_CLOSED)
    mine = {one.pk: one for one in seen.filter(pk__in=[goes_on or uuid4(), found or uuid4()])}
    own = mine.get(goes_on) if goes_on else None
    if own is None and found and why != WhySought.EMERGENCY:
        own = mine.get(found)
    for about in {found, goes_on or found}:  # those around it look in the log of the card that the work goes on with
        log(events.ChildSought(found=bool(own or goes_on)), by=by, child_id=about, why=why)
    if own is not None:
        return hit(own)
    if child is None or goes_on is None:
        return None
    return Known(child.full_name, child.born_on.year if child.born_on else None, _token(goes_on, by))


def _goes_on_with(child: Child | None) -> UUID | None:
    """The card that the work goes on with: nearly always the one that was found."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_goes_on_with(%s)", [child.pk if child else None])
        row = cursor.fetchone()
    return row[0] if row else None


@contextmanager
def sought(number: str) -> Iterator[None]:
    """Let the database answer for one exact number, and for nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('kronobarn.sought_number', %s, true)", [number])
        try:
            yield
        finally:
            cursor.execute("SELECT set_config('kronobarn.sought_number', '', true)")


def may_guess_no_more(by: Actor) -> None:
    """Whoever asks for many numbers that lead nowhere is stopped, and asked to telephone."""
    wrong = LogEntry.objects.filter(
        person_id=by.person_id,
        kind=events.ChildSought.kind,
        at__gt=clock.now() - timedelta(hours=1),
        detail__found=False,
    )
    if wrong.count() >= WRONG_SEARCHES_AN_HOUR:
        raise ValidationError(
            {
                "number": _(
                    "Du har sökt på många nummer som inte fanns. Vänta en timme, "
                    "eller ring barnets skola, BVC eller barnmorska."
                )
            }
        )


def _token(child_id: UUID, by: Actor) -> str:
    return signing.dumps([str(child_id), by.person_id, by.assignment_id], salt=FOUND_SALT)


def found_child(token: str, *, by: Actor) -> UUID | None:
    """The child that this person has just found; None when the token is old, another's or made up."""
    try:
        child_id, person_id, assignment_id = signing.loads(token, salt=FOUND_SALT, max_age=FOUND_FOR)
    except signing.BadSignature:
        return None
    return UUID(child_id) if (person_id, assignment_id) == (by.person_id, by.assignment_id) else None
