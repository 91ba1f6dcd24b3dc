"""What the pages about messages show: who may be written to, who reads, and what was said, to each as they may see it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from kronobarn.authorities.models import Assignment
from kronobarn.circles import places
from kronobarn.circles.models import OfRecordQuerySet, Seat, Withheld
from kronobarn.circles.rules import FAMILY, Kind, Role
from kronobarn.circles.withholding import IS_MARKED
from kronobarn.communication import policy
from kronobarn.communication.models import Message, Participant, Thread
from kronobarn.communication.rules import State, Subject
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import Decision
from kronobarn.notices.models import Task
from kronobarn.notices.rules import TaskKind
from kronobarn.people.models import Child, Person
from kronobarn.ui.language import apart
from kronobarn.ui.signs import commas

Hat = tuple[int, int | None]
"""A person, in one assignment or as family."""


@dataclass(frozen=True)
class Reader:
    """One who takes part, or may be asked to."""

    pk: UUID
    name: str
    where: str
    hat: Hat
    since: datetime | None = None
    may_end: Decision = field(default_factory=lambda: Decision("-"))
    is_me: bool = False

    @property
    def line(self) -> str:
        """As "Rut Ek (rektor, Ängsskolan)"."""
        return _line(self.name, self.where)


def _line(name: str, where: str) -> str:
    """A name, and a workplace if there is one: each in its own direction on a page that runs the other way."""
    return f"{apart(name)} ({apart(where)})" if where else str(apart(name))


@dataclass(frozen=True)
class Said:
    """One message."""

    pk: UUID
    who: str
    sent_at: datetime
    text: str
    struck_because: str
    corrects: bool
    may_strike: Decision


@dataclass(frozen=True)
class Listed:
    """One thread in the list."""

    pk: UUID
    heading: str
    subject: str
    state: str
    is_open: bool
    last_at: datetime | None


THREADS: OfRecordQuerySet = Thread.objects.select_related("child", "record__owner", "record__author").annotate(
    is_marked=IS_MARKED
)


def headline(subject: Subject) -> str:
    """What the record of a thread is called, to those who may know that it is there."""
    return _("Meddelanden: %(subject)s") % {"subject": Thread.SUBJECTS[subject]}


def candidates(child: Child, by: Actor) -> list[Seat]:
    """Everyone else whom one may write to: who works with the child; from staff also the family. Each of them once."""
    seats = Seat.objects.visible_to(by).standing().working().filter(child=child).exclude(person=by.person_id)
    if by.is_family:
        seats = seats.exclude(role__in=FAMILY)
    found: dict[int, Seat] = {}
    for seat in seats.select_related("person", "assignment__unit__area").order_by("since", "pk"):
        found.setdefault(seat.person_id, seat)
    return sorted(found.values(), key=lambda seat: (seat.role not in FAMILY, seat.area_id != by.area_id, seat.since))


def home(chosen: Collection[Seat], by: Actor) -> int | None:
    """Which service a thread belongs to: one's own; what the family begins, the responsible's if they are to read it."""
    if not by.is_family:
        return by.area_id
    areas = [seat.area_id for seat in sorted(chosen, key=lambda seat: seat.role != Role.RESPONSIBLE)]
    return next((area for area in areas if area is not None), None)


def as_readers(seats: Iterable[Seat], child: Child, by: Actor) -> list[Reader]:
    """Whom one may choose, with what they are and where they work."""
    return [
        Reader(
            pk=seat.pk,
            name=_name(seat.person, child, by, seat.assignment),
            where=_where(seat.assignment, child, by) or str(seat.get_role_display()),
            hat=(seat.person_id, seat.assignment_id),
        )
        for seat in seats
    ]


def _name(person: Person, child: Child, by: Actor, assignment: Assignment | None) -> str:
    """One guardian may be whom the child, or the other guardian, is protected from."""
    of_family = child.is_protected and assignment is None
    if by.is_family and person.pk != by.person_id and (person.protected or of_family):
        return _("Skyddade uppgifter")
    return person.full_name


def _where(assignment: Assignment | None, child: Child, by: Actor) -> str:
    if assignment is None:
        return ""
    return commas([assignment.get_profession_display(), places.unit(child, by, assignment.unit)])


def own(thread: Thread, by: Actor) -> Participant | None:
    """The reader's own part in it."""
    rows = Participant.objects.visible_to(by).filter(child=thread.child_id, record=thread.pk, until=None)
    found: Participant | None = rows.filter(person=by.person_id, assignment=by.assignment_id).first()
    return found


def taking_part(thread: Thread, by: Actor) -> list[Participant]:
    """Who reads what is written now: those who have not left and still have a place with the child."""
    seats = Seat.objects.visible_to(by).standing().working().filter(child=OuterRef("child"), person=OuterRef("person"))
    same = Q(assignment=OuterRef("assignment")) | Q(assignment=None, role__in=FAMILY)
    rows = Participant.objects.visible_to(by).filter(child=thread.child_id, record=thread.pk, until=None)
    here = rows.filter(Exists(seats.filter(same))).select_related("person", "assignment__unit__area")
    return list(here.order_by("since", "pk"))


def readers(thread: Thread, found: Collection[Participant], by: Actor) -> list[Reader]:
    """The same for the page, the family first."""
    at_work = [one for one in found if one.assignment_id is not None]
    shown = [
        Reader(
            pk=one.pk,
            name=_name(one.person, thread.child, by, one.assignment),
            where=_where(one.assignment, thread.child, by),
            hat=(one.person_id, one.assignment_id),
            since=one.since if one.since > thread.began_at else None,
            may_end=policy.may_end(by, thread, one, len([other for other in at_work if other.pk != one.pk])),
            is_me=(one.person_id, one.assignment_id) == (by.person_id, by.assignment_id),
        )
        for one in found
    ]
    return sorted(shown, key=lambda one: one.hat[1] is not None)


def who_took_part(thread: Thread, by: Actor) -> list[str]:
    """Everyone who is written down in a filed thread, as the reader may know them."""
    rows = Participant.objects.visible_to(by).filter(child=thread.child_id, record=thread.pk)
    found = rows.select_related("person", "assignment__unit").order_by("since", "pk")
    names = [
        (_name(one.person, thread.child, by, one.assignment), _where(one.assignment, thread.child, by)) for one in found
    ]
    return list(dict.fromkeys(_line(name, where) for name, where in names))


def said(thread: Thread, by: Actor) -> list[Said]:
    """What has been written, in order, as far as the reader may see."""
    rows = Message.objects.visible_to(by).filter(child=thread.child_id, record=thread.pk)
    return [
        Said(
            pk=one.pk,
            who=_writer(one, thread.child, by),
            sent_at=one.sent_at,
            text=one.text,
            struck_because=one.struck_because,
            corrects=one.amends_id is not None,
            may_strike=policy.may_strike(by, one, thread),
        )
        for one in rows.select_related("person", "assignment__unit").order_by("sent_at", "pk")
    ]


def _writer(one: Message, child: Child, by: Actor) -> str:
    name, where = _name(one.person, child, by, one.assignment), _where(one.assignment, child, by)
    return commas([name, where]) if where else str(apart(name))


def waits(thread: Thread, by: Actor) -> bool:
    """Whether something in it is new to the reader."""
    tasks = Task.objects.visible_to(by).about(thread.pk)
    return tasks.filter(child=thread.child_id, kind=TaskKind.READ_MESSAGE, done_at=None).exists()


def kept_from(child: Child, chosen: Collection[Hat], by: Actor) -> list[str]:
    """Guardians among those who read, from whom something is withheld, for those who may know that it is."""
    if by.is_family:
        return []
    people = [person for person, assignment in chosen if assignment is None]
    rows = Withheld.objects.visible_to(by).standing().filter(child=child, from_person__in=people)
    return sorted({row.from_person.full_name for row in rows.select_related("from_person")})


def listed(child: Child, by: Actor) -> list[Listed]:
    """The threads that one takes part in, the latest first. What is filed stands in the child's story."""
    last = (
        Message.objects.visible_to(by).filter(child=OuterRef("child"), record=OuterRef("record")).order_by("-sent_at")
    )
    rows: QuerySet[Thread] = Thread.objects.visible_to(by).filter(child=child, record__kind=Kind.THREAD)
    found: QuerySet[Any] = rows.annotate(last_at=Subquery(last.values("sent_at")[:1])).order_by("-began_at")
    return [
        Listed(
            pk=one.pk,
            heading=one.heading,
            subject=str(one.get_subject_display()),
            state=str(one.get_state_display()),
            is_open=one.state == State.OPEN,
            last_at=one.last_at,
        )
        for one in found[:100]
    ]


def filed_as(thread: Thread, by: Actor) -> UUID | None:
    """The record that it was filed as, for those who may read it."""
    rows = Thread.objects.visible_to(by).filter(child=thread.child_id, filed_from=thread.pk)
    found: UUID | None = rows.values_list("pk", flat=True).first()
    return found


def silent(before: datetime) -> list[tuple[UUID, UUID, bool, Actor]]:
    """Threads where nobody has written for long: the thread, the child, whether it is left to the responsible, and with
    whose eyes the machine looks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM communication_silent(%s)", [before])
        return [
            (thread, child, is_heir, Actor(person, "", assignment_id=assignment, unit_id=unit, area_id=area))
            for thread, child, is_heir, person, assignment, unit, area in cursor.fetchall()
        ]
