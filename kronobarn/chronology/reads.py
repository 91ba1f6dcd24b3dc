"""The child's page and story: headers of records, in few queries, always within what is visible."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse

from kronobarn.circles.models import Record, Seat
from kronobarn.circles.rules import FAMILY, Kind
from kronobarn.concerns.models import Matter
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.meetings.models import Meeting
from kronobarn.people.models import Child
from kronobarn.plans.models import Goal, Plan, PlanAction
from kronobarn.responsibility.models import Responsibility

PAGES: dict[str, str] = {
    Kind.MATTER: "concerns:matter",
    Kind.SIGNAL: "concerns:signal",
    Kind.CONSENT: "consents:consent",
    Kind.MEETING: "meetings:meeting",
    Kind.PLAN: "plans:plan",
    Kind.REVIEW: "reviews:review",
}
"""Where a record is read. Kinds that are not here are read on the page of what they belong to."""

A_PAGE = 50
QUIET = 120
"""Days without a line that the story marks as a gap: a gap may mean that nobody looked."""


@dataclass(frozen=True)
class Line:
    """One record in the story."""

    kind: str
    kind_label: str
    headline: str
    happened_on: date
    written_at: datetime
    owner: str
    author: str
    href: str
    quiet_days_after: int = 0


@dataclass(frozen=True)
class AroundChild:
    """One person at the child's table."""

    name: str
    role: str
    where: str
    is_family: bool


@dataclass
class ChildPage:
    """What the child's page shows besides its header."""

    around: list[AroundChild] = field(default_factory=list)
    latest: list[Line] = field(default_factory=list)
    responsible: str = ""
    responsible_where: str = ""
    matter_href: str = ""
    matter_state: str = ""
    plan_href: str = ""
    plan_state: str = ""
    plan_words: str = ""
    next_review_on: date | None = None
    goals: list[str] = field(default_factory=list)
    actions: list[tuple[str, date | None]] = field(default_factory=list)
    meeting_href: str = ""
    meeting_at: datetime | None = None


def child_page(child: Child, actor: Actor) -> ChildPage:
    """The child's situation in short: seven queries, whatever has been written."""
    shown = ChildPage(around=around(child, actor), latest=story(child, actor, limit=5).lines)
    _responsible(shown, child, actor)
    _matter(shown, child, actor)
    _plan(shown, child, actor)
    _meeting(shown, child, actor)
    return shown


def around(child: Child, actor: Actor) -> list[AroundChild]:
    """Who sits with the child, family first. Workplaces are hidden from family where a child is protected."""
    seats = (
        Seat.objects.visible_to(actor)
        .standing()
        .filter(child=child)
        .values_list(
            "role",
            "person__given_name",
            "person__family_name",
            "assignment__unit__name",
        )
        .order_by("since")
    )
    hide = child.is_protected and actor.is_family
    people = [
        AroundChild(
            name=f"{given} {family}".strip(),
            role=str(Seat.ROLES[role]),
            where="" if hide else unit or "",
            is_family=role in FAMILY,
        )
        for role, given, family, unit in seats
    ]
    return sorted(people, key=lambda person: not person.is_family)


@dataclass(frozen=True)
class Story:
    """A stretch of the story, newest first."""

    lines: list[Line]
    kinds: dict[str, str]
    older: int = 0
    """The number of the next page; 0 when this is the last."""


def story(
    child: Child,
    actor: Actor,
    *,
    kind: str = "",
    number: int = 1,
    limit: int = A_PAGE,
) -> Story:
    """One page of what has happened, as far as the actor may know: one query."""
    rows = Record.objects.visible_to(actor).filter(child=child)
    if kind in Record.KINDS:
        rows = rows.filter(kind=kind)
    start = (number - 1) * limit
    found = list(
        rows.order_by("-happened_on", "-written_at").values_list(
            "pk",
            "kind",
            "headline",
            "happened_on",
            "written_at",
            "owner__name",
            "author__given_name",
            "author__family_name",
        )[start : start + limit + 1]
    )
    lines = [
        Line(
            kind=record_kind,
            kind_label=str(Record.KINDS[record_kind]),
            headline=headline,
            happened_on=happened_on,
            written_at=written_at,
            owner=owner,
            author=f"{given} {family}",
            href=_address(record_kind, pk),
            quiet_days_after=_quiet(happened_on, found[at + 1][3] if at + 1 < len(found) else None),
        )
        for at, (pk, record_kind, headline, happened_on, written_at, owner, given, family) in enumerate(found[:limit])
    ]
    kinds = {value: str(label) for value, label in Record.KINDS.items()}
    return Story(lines=lines, kinds=kinds, older=number + 1 if len(found) > limit else 0)


def _quiet(newer: date, older: date | None) -> int:
    """Days of silence between two lines, when they are many."""
    days = (newer - older).days if older else 0
    return days if days >= QUIET else 0


def _address(kind: str, pk: UUID) -> str:
    page = PAGES.get(kind)
    return reverse(page, args=[pk]) if page else ""


def _responsible(shown: ChildPage, child: Child, actor: Actor) -> None:
    holder = (
        Responsibility.objects.visible_to(actor)
        .current()
        .filter(child=child)
        .values_list("holder__person__given_name", "holder__person__family_name", "unit__name")
        .first()
    )
    if holder is not None:
        shown.responsible = f"{holder[0]} {holder[1]}".strip()
        shown.responsible_where = "" if child.is_protected and actor.is_family else holder[2]


def _matter(shown: ChildPage, child: Child, actor: Actor) -> None:
    matter = Matter.objects.visible_to(actor).filter(child=child, closed_at=None).only("state").first()
    if matter is not None:
        shown.matter_href = reverse("concerns:matter", args=[matter.pk])
        shown.matter_state = str(matter.get_state_display())


def _plan(shown: ChildPage, child: Child, actor: Actor) -> None:
    plan = Plan.objects.visible_to(actor).filter(child=child, closed_at=None).first()
    if plan is None:
        return
    shown.plan_href = reverse("plans:plan", args=[plan.pk])
    shown.plan_state = str(plan.get_state_display())
    shown.plan_words = plan.child_wants
    shown.next_review_on = plan.next_review_on
    # The plan has been seen above; what hangs on it is seen with it.
    shown.goals = list(
        Goal.objects.visible_to(actor)
        .filter(child=child, record=plan.pk, state="active")
        .order_by("number")
        .values_list("desired_outcome", flat=True)
    )
    shown.actions = list(
        PlanAction.objects.visible_to(actor)
        .filter(child=child, record=plan.pk, state="open")
        .order_by("until")
        .values_list("what", "until")[:3]
    )


def _meeting(shown: ChildPage, child: Child, actor: Actor) -> None:
    meeting = (
        Meeting.objects.visible_to(actor)
        .filter(child=child, state="called", starts_at__gte=clock.now())
        .order_by("starts_at")
        .values_list("pk", "starts_at")
        .first()
    )
    if meeting is not None:
        shown.meeting_href = reverse("meetings:meeting", args=[meeting[0]])
        shown.meeting_at = meeting[1]
