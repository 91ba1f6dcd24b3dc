"""What the meeting pages show: who may be called, the meeting, and the child's own words first."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import CharField, OuterRef, Q, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from kronobarn.assessments.models import Observation
from kronobarn.assessments.rules import Perspective
from kronobarn.authorities.models import Assignment, SecrecyArea
from kronobarn.authorities.rules import MEETS_NO_CHILDREN
from kronobarn.circles import places, withholding
from kronobarn.circles.models import Detail, OfRecordQuerySet, Seat
from kronobarn.circles.reads import roles_at
from kronobarn.circles.rules import Kind
from kronobarn.concerns.models import Matter
from kronobarn.consents.reads import Allowed
from kronobarn.consents.rules import carries
from kronobarn.core.actor import Actor
from kronobarn.documents import reads as documents
from kronobarn.drafts.reads import is_begun
from kronobarn.meetings.actions import notes_of
from kronobarn.meetings.afterwards import is_brought_on
from kronobarn.meetings.models import Invited, Meeting, MeetingDecision
from kronobarn.meetings.rules import State
from kronobarn.notices.models import Task
from kronobarn.notices.rules import TaskKind
from kronobarn.people.models import Person as Somebody
from kronobarn.practice import pack
from kronobarn.ui.signs import commas


@dataclass(frozen=True)
class Person:
    """One person who is called."""

    pk: UUID
    name: str
    where: str
    answer: str
    came: bool | None
    of_family: bool = False
    protected: bool = False


@dataclass(frozen=True)
class Aside:
    """A decision that is not needed in the plan: who said so, when and why."""

    pk: UUID
    text: str
    by: str
    at: datetime
    because: str


@dataclass(frozen=True)
class Decision:
    """One decision."""

    text: str
    who: str
    due_on: date | None
    aside: Aside | None = None
    is_brought_on: bool = False
    """Whether it stands where it is seen to, like in a plan."""


@dataclass(frozen=True)
class Words:
    """Something the child has said."""

    text: str
    area: str


def to_show() -> OfRecordQuerySet:
    """Meetings with what their pages show, their papers too. Not the matter: joined, it would hide the meeting from whoever may not see it."""
    rows = Meeting.objects.select_related("child", "record__owner", "record__author")
    found: OfRecordQuerySet = rows.annotate(
        brought=documents.BROUGHT,
        is_marked=withholding.IS_MARKED,
        is_begun=is_begun(Value(notes_of("")), Cast(OuterRef("pk"), CharField())),
    )
    return found


def kept(meeting: Any, actor: Actor) -> withholding.Around | None:
    """What is said of a meeting that came from `to_show`: from whom it is withheld."""
    return withholding.around(meeting.record, actor, is_marked=meeting.is_marked)


def has_left(meeting: Any, actor: Actor) -> bool:
    """Words of one's own that came in no notes, of a meeting from `to_show` that is over."""
    return bool(meeting.is_begun) and meeting.state != State.CALLED and not actor.is_family


def papers(meeting: Any, actor: Actor) -> documents.Around:
    """The papers that came along with it."""
    return documents.around_brought(meeting, actor, roles_at(meeting.child, actor))


def matters() -> OfRecordQuerySet:
    """Matters with the child for the page's head."""
    return Matter.objects.select_related("child")


def may_be_called(actor: Actor, child_id: UUID, what: Allowed) -> list[Assignment]:
    """Professionals in services that consent lets in, the near ones first, and colleagues at one's own unit."""
    services = {area for area in _named(actor, what) if what.flow(_between(actor, area), carries(Kind.MEETING))}
    seated = Seat.objects.visible_to(actor).standing().filter(child=child_id, assignment__isnull=False)
    rows = list(
        Assignment.objects.standing()
        .filter(
            Q(unit__area__in=services)
            | Q(unit=actor.unit_id)
            | Q(unit__area=actor.area_id, pk__in=seated.values("assignment"))
        )
        .exclude(Q(role__in=MEETS_NO_CHILDREN) | Q(person=actor.person_id))
        .select_related("person", "unit__area")
        .order_by("unit__name", "person__given_name")
    )
    near = {row.unit.area_id for row in rows if row.unit.municipality_code in ("", actor.municipality_code)}
    return [
        row
        for row in rows
        if row.unit.area_id not in near or row.unit.municipality_code in ("", actor.municipality_code)
    ]


def left_out(actor: Actor, what: Allowed) -> list[str]:
    """Services that the family lets share something, but not what a meeting is about: why they are not in the list."""
    kinds = carries(Kind.MEETING)
    between = {area: _between(actor, area) for area in _named(actor, what)}
    without = [area for area, pair in between.items() if what.flow(pair, ()) and not what.flow(pair, kinds)]
    areas = SecrecyArea.objects.filter(pk__in=without).order_by("name") if without else ()
    return [what.sentence(_("Mötet"), area, actor.area_id or 0, kinds) for area in areas]


def _named(actor: Actor, what: Allowed) -> set[int]:
    """The services that anybody has said yes to, and whoever asked."""
    return {area for yes in what.yeses for area in (*yes.services, yes.owner)} - {actor.area_id or 0}


def _between(actor: Actor, area: int) -> set[int]:
    return {actor.area_id or 0, area}


def invited(meeting: Meeting, actor: Actor) -> tuple[list[Person], Invited | None]:
    """Everyone called, family first; and the reader's own row."""
    rows = list(
        Invited.objects.visible_to(actor)
        .filter(child=meeting.child_id, record=meeting.pk)
        .select_related("person", "assignment__unit")
    )
    rows.sort(key=lambda row: (row.assignment_id is not None, row.person.full_name if row.person else row.label))
    people = [
        Person(
            pk=row.pk,
            name=_name(row, meeting, actor),
            where="" if row.assignment is None else _where(row.assignment, meeting, actor),
            answer=str(row.get_answer_display()),
            came=row.came,
            of_family=row.assignment_id is None,
            protected=row.person is not None and row.person.protected,
        )
        for row in rows
    ]
    own = (row for row in rows if row.person_id == actor.person_id and row.assignment_id == actor.assignment_id)
    return people, next(own, None)


def _name(row: Invited | MeetingDecision, meeting: Meeting, actor: Actor) -> str:
    """One guardian may be whom the child, or the other guardian, is protected from."""
    if row.person is None:
        return row.label if isinstance(row, Invited) else ""
    return name_to(row.person, meeting, actor, of_family=row.assignment_id is None)


def name_to(person: Somebody, about: Detail, actor: Actor, *, of_family: bool = False) -> str:
    """Somebody's name, as the reader may have it."""
    protected = person.protected or (of_family and about.child.is_protected)
    if actor.is_family and person.pk != actor.person_id and protected:
        return _("Skyddade uppgifter")
    return person.full_name


def _where(assignment: Assignment, meeting: Meeting, actor: Actor) -> str:
    """As "Rektor, Solskolan"."""
    return commas([assignment.get_profession_display(), places.unit(meeting.child, actor, assignment.unit)])


def place(meeting: Meeting, actor: Actor) -> str:
    """Where the meeting is, for those who may know where the child is."""
    return places.meeting_place(meeting.child, actor, meeting.record.owner_id, meeting.place)


def video_link(meeting: Meeting, actor: Actor) -> str:
    """For those who may know where the meeting is: an address may tell which service has it."""
    return meeting.video_link if places.tells(meeting.child, actor, meeting.record.owner_id) else ""


def wishes(meeting: Meeting) -> list[tuple[str, str]]:
    """What the child wishes, in four parts; those that say something."""
    said = [
        (_("Med"), meeting.wish_who),
        (_("Var"), meeting.wish_where),
        (_("Hur"), meeting.child_wishes),
        (_("Prata inte om"), meeting.wish_avoid),
    ]
    return [(label, words) for label, words in said if words]


def called_by(meeting: Meeting, actor: Actor) -> str:
    """As "Rut Ek, skolan"."""
    where = places.area(meeting.child, actor, meeting.record.owner)
    return commas([name_to(meeting.record.author, meeting, actor), where])


def decisions(meeting: Meeting, actor: Actor) -> list[Decision]:
    """What was decided, in order."""
    rows = (
        MeetingDecision.objects.visible_to(actor)
        .filter(child=meeting.child_id, record=meeting.pk)
        .annotate(there=is_brought_on(actor))
        .select_related("person", "laid_aside_by")
    )
    return [
        Decision(row.text, _name(row, meeting, actor), row.due_on, aside(row, meeting, actor), row.there)
        for row in rows
    ]


def aside(row: MeetingDecision, about: Detail, actor: Actor) -> Aside | None:
    """What the meeting, or the plan, says of a decision that is not needed in the plan."""
    if row.laid_aside_at is None or row.laid_aside_by is None:
        return None
    by = name_to(row.laid_aside_by, about, actor)
    return Aside(row.pk, row.text, by, row.laid_aside_at, row.laid_aside_because)


def childs_words(meeting: Meeting, actor: Actor) -> list[Words]:
    """What the child has said about the wheel, as far as the reader may see it."""
    rows = Observation.objects.visible_to(actor).filter(
        child=meeting.child_id, matter=meeting.matter_id, perspective=Perspective.CHILD, amended_by=None
    )
    words = pack.told(meeting.record.practice_version)
    return [
        Words(row.exact_words or " ".join(filter(None, [row.works, row.hard])), words.label(row.area_key))
        for row in rows
    ]


def to_read(meeting: Meeting, actor: Actor) -> bool:
    """Whether what the meeting came to still waits for the reader."""
    if meeting.state != State.HELD:
        return False
    waiting = Task.objects.visible_to(actor).about(meeting.pk)
    return bool(waiting.filter(kind=TaskKind.READ_MEETING, done_at=None).exists())
