"""What the pages about a child's responsible show."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kronobarn.authorities.models import Assignment, AssignmentQuerySet, SecrecyArea
from kronobarn.authorities.rules import Role
from kronobarn.circles import places
from kronobarn.circles.models import Disclosure, Record
from kronobarn.circles.rules import Ground, Kind
from kronobarn.consents.reads import on_consent
from kronobarn.consents.rules import WHOLE, carries
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.addresses import address
from kronobarn.core.others import Line
from kronobarn.grounds.reads import by_code
from kronobarn.people import identity
from kronobarn.people.models import Child, Identity
from kronobarn.practice.rules import Function
from kronobarn.responsibility.functions import called, functions_for
from kronobarn.responsibility.models import Following, Responsibility
from kronobarn.responsibility.rules import MISSED
from kronobarn.ui.signs import commas, with_and


@dataclass(frozen=True)
class Stretch:
    """One who has or has had the baton."""

    function: str
    who: str
    unit: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True)
class Baton:
    current: Responsibility | None
    holder: Stretch | None
    earlier: list[Stretch]
    asked: str
    follows: "list[Followed]" = field(default_factory=list)
    left_behind: str = ""


def baton(child: Child, *, by: Actor) -> Baton:
    """Who holds the baton, who has held it, and who has been asked to take it."""
    stretches = list(
        Responsibility.objects.visible_to(by)
        .filter(child=child)
        .select_related("unit__area", "holder__person", "offered_to__person", "offered_to__unit__area")
        .order_by("-since")
    )
    current = next((each for each in stretches if each.until is None), None)
    asked = current.offered_to if current else None
    return Baton(
        current=current,
        holder=_stretch(current, child, by) if current else None,
        earlier=[_stretch(each, child, by) for each in stretches if each.until is not None],
        asked=""
        if asked is None or by.is_family
        else commas([asked.person.full_name, places.unit(child, by, asked.unit)]),
        follows=_follows(stretches, child, by),
        left_behind=_left_behind(current, stretches, by),
    )


@dataclass(frozen=True)
class Followed:
    """One piece of what follows the baton, in words that tell nothing of what it holds."""

    what: str
    happened_on: date
    to: str
    ground: str
    given_at: datetime | None


def _follows(stretches: list[Responsibility], child: Child, by: Actor) -> list[Followed]:
    """What is to follow if the one who is asked says yes, or followed when the present holder took over.

    Whoever is asked learns that something follows, and what it is once it is theirs to answer for.
    """
    recent = [each.pk for each in stretches[:2]]
    rows = (
        Following.objects.visible_to(by)
        .filter(responsibility__in=recent, child__in=[each.child_id for each in stretches[:1]], dropped_at=None)
        .select_related("to_assignment__unit")
        .order_by("-happened_on", "kind")
    )
    asked = {each.offered_to_id for each in stretches if each.until is None}
    grounds = by_code()
    return [
        Followed(
            what=str(row.get_kind_display()),
            happened_on=row.happened_on,
            to=places.unit(child, by, row.to_assignment.unit),
            ground=grounds[Ground(row.ground)].with_law,
            given_at=row.given_at,
        )
        for row in rows
        if row.given_at is not None or by.assignment_id not in asked
    ]


def _left_behind(current: Responsibility | None, stretches: list[Responsibility], by: Actor) -> str:
    """As "barnets plan och samtycke": what there is with the one who was responsible before, and is not shared."""
    if current is None or by.assignment_id != current.holder_id or by.is_family:
        return ""
    before = next((each for each in stretches if each.pk == current.handed_on_from_id), None)
    return kinds_in_words(before.left_behind) if before else ""


def kinds_in_words(kinds: list[str]) -> str:
    """Kinds of records, as words in a sentence."""
    return with_and([str(Record.KINDS[Kind(kind)]).lower() for kind in sorted(kinds)])


@dataclass(frozen=True)
class MayFollow:
    """The child's records as the giver sees them, beside the area that is to take over."""

    may_follow: list[Record]
    seen_already: list[Record]
    held_by_others: list[Record]

    @property
    def missed(self) -> str:
        """What others have written of the shared work: only they can pass it on."""
        return kinds_in_words(sorted({record.kind for record in self.held_by_others} & MISSED))


def what_may_follow(child_id: UUID, area: SecrecyArea, *, by: Actor) -> MayFollow:
    """What one's own area can pass on, what the other area reads already, and what belongs to others."""
    given = Disclosure.objects.visible_to(by).standing().filter(child=child_id, record=OuterRef("pk"), to_area=area)
    rows = (
        Record.objects.visible_to(by)
        .filter(child=child_id)
        .exclude(owner=area)
        .annotate(given=Exists(given))
        .select_related("author", "author_assignment", "owner")
        .order_by("-happened_on", "-written_at")
    )
    found = MayFollow([], [], [])
    for record in rows:
        if record.owner_id != by.area_id:
            found.held_by_others.append(record)
        elif getattr(record, "given", False):
            found.seen_already.append(record)
        else:
            found.may_follow.append(record)
    return found


def told_in(record: Record, *, by: Actor) -> frozenset[str]:
    """The kinds of information in a record, as far as its header and what it is shared with already say.

    What a plan's goals are about is known where it is shared on consent; where it is not, it may be anything.
    """
    kind = Kind(record.kind)
    if kind not in (Kind.PLAN, Kind.REVIEW):
        return carries(kind)
    shared = [one for one in on_consent(record.child_id, by) if one.record_id == record.pk]
    known = {kind for one in shared for kind in one.kinds}
    return carries(kind) | known if known else WHOLE


def in_short(record: Record) -> str:
    """A record by name: its headline, the day, and who wrote it."""
    who = record.author_assignment.get_profession_display() if record.author_assignment else record.author.short_name
    kind = str(record.get_kind_display())
    called = record.called
    what = called if called.startswith(kind) else f"{kind}: {called}"
    return _("%(what)s, %(day)s. Skrivet av %(who)s") % {
        "what": what.removesuffix("."),  # a headline may be a whole sentence
        "day": date_format(record.happened_on, "j F Y"),
        "who": str(who).lower() if record.author_assignment else who,
    }


def _stretch(responsibility: Responsibility, child: Child, by: Actor) -> Stretch:
    return Stretch(
        function=responsibility.function_words,
        who=responsibility.holder.person.full_name,
        unit=places.unit(child, by, responsibility.unit),
        since=responsibility.since,
        until=responsibility.until,
    )


def number_now(child: Child, *, by: Actor) -> str:
    """The child's number as people read it, with its kind. A protected child's is not shown."""
    found = Identity.objects.visible_to(by).filter(child=child, until=None).first()
    if found is None:
        return ""
    kind = str(found.get_kind_display())
    return kind if child.is_protected else f"{kind} {identity.pretty(found.number)}"


def next_function(child: Child, current: Responsibility, *, by: Actor) -> str:
    """As "rektor": who should be responsible by the child's age, told to the one who is and no longer should be."""
    possible = functions_for(born_on=child.born_on, on=clock.today())
    if by.assignment_id != current.holder_id or not possible or Function(current.function) in possible:
        return ""
    return called(possible[0])


# For whoever leads a unit ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Left:
    """Somebody of the unit who is gone, and how many children they are still responsible for."""

    assignment_id: int
    who: str
    is_closed: bool
    batons: int
    asked: int
    unanswered: int
    """Of those who are asked: by so many days that somebody else can be."""

    @property
    def unasked(self) -> int:
        return self.batons - self.asked

    @property
    def to_ask(self) -> int:
        return self.unasked + self.unanswered


def left_in_the_unit() -> list[Left]:
    """The batons that nobody can hold, in the unit that the actor leads: numbers, and no child. The database counts."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT holder, batons, asked, unanswered FROM responsibility_left_counts(%s)", [clock.now()])
        counted = cursor.fetchall()
    holders = Assignment.objects.select_related("person").in_bulk([holder for holder, *_counts in counted])
    found = [
        Left(holder, holders[holder].person.full_name, not holders[holder].person.is_active, *counts)
        for holder, *counts in counted
    ]
    return sorted(found, key=lambda one: one.who)


def colleagues_of(holder: Assignment) -> AssignmentQuerySet:
    """Who can take over from somebody in the same unit."""
    found: AssignmentQuerySet = (
        Assignment.objects.standing()
        .filter(unit=holder.unit_id, role=Role.RESPONSIBLE, person__is_active=True)
        .exclude(pk=holder.pk)
        .select_related("person", "unit")
        .order_by("person__given_name", "person__family_name")
    )
    return found


def waiting_for_a_holder(actor: Actor) -> list[Line]:
    """What a manager is told on the day's list: that somebody must be asked."""
    if actor.role != Role.MANAGER:
        return []
    number = sum(one.to_ask for one in left_in_the_unit())
    title = ngettext(
        "Ett barn har en ansvarig som inte arbetar kvar",
        "%(n)d barn har en ansvarig som inte arbetar kvar",
        number,
    ) % {"n": number}
    return [Line(title, address("workload:overview"), clock.today())] if number else []
