"""The child's page: the situation in short, in few queries, always within what is visible."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kronobarn.chronology.story import Line, latest
from kronobarn.circles import places
from kronobarn.circles.models import Seat
from kronobarn.circles.rules import FAMILY
from kronobarn.concerns.models import Matter
from kronobarn.concerns.rules import State as MatterState
from kronobarn.consents.reads import own_part
from kronobarn.consents.rules import State
from kronobarn.core import clock, veil
from kronobarn.core.actor import Actor
from kronobarn.core.addresses import address
from kronobarn.core.prepared import prepared
from kronobarn.meetings.models import Meeting
from kronobarn.meetings.rules import State as MeetingState
from kronobarn.people.models import Child
from kronobarn.plans.models import Goal, Plan, PlanAction
from kronobarn.plans.rules import ActionState, GoalState
from kronobarn.plans.rules import State as PlanState
from kronobarn.responsibility.models import Responsibility
from kronobarn.responsibility.reads import kinds_in_words
from kronobarn.ui.signs import commas


@dataclass(frozen=True)
class AroundChild:
    """One person at the child's table."""

    name: str
    where: str
    is_family: bool
    roles: list[str] = field(default_factory=list)

    @property
    def role(self) -> str:
        """As "deltagare, kontaktperson"."""
        return commas(dict.fromkeys(self.roles))


@dataclass
class ChildPage:
    """What the child's page shows besides its header."""

    around: list[AroundChild] = field(default_factory=list)
    latest: list[Line] = field(default_factory=list)
    responsible: str = ""
    responsible_where: str = ""
    left_behind: str = ""
    is_responsible: bool = False
    matter_href: str = ""
    matter_state: str = ""
    plan_href: str = ""
    plan_state: str = ""
    plan_words: str = ""
    next_review_on: date | None = None
    goals: list[str] = field(default_factory=list)
    actions: list[tuple[str, date]] = field(default_factory=list)
    meeting_href: str = ""
    meeting_at: datetime | None = None
    asked: list[str] = field(default_factory=list)
    """Where the questions about consent are that wait for the reader's own answer."""
    yeses: list[tuple[str, date]] = field(default_factory=list)
    """What the reader, one of the family, has said yes to: where it is changed or taken back, and its last day."""


def child_page(child: Child, actor: Actor) -> ChildPage:
    """The child's situation in short: seven queries, whatever has been written, and one for the family."""
    shown = ChildPage(around=around(child, actor), latest=latest(child, actor))
    _responsible(shown, child, actor)
    _matter(shown, child, actor)
    _plan(shown, child, actor)
    _meeting(shown, child, actor)
    if actor.is_family:
        for pk, state, until in own_part(actor, child.pk, clock.today()):
            href = address("consents:consent", pk)
            if state == State.ASKED:
                shown.asked.append(href)
            else:
                shown.yeses.append((href, until))
    return shown


def around(child: Child, actor: Actor) -> list[AroundChild]:
    """Who sits with the child, each of them once, family first.

    From family are hidden whoever is protected and, where the child is, the others in the family and all workplaces.
    """
    hide = child.is_protected and actor.is_family
    found: dict[tuple[int, str], AroundChild] = {}
    for role, person, protected, given, family, *unit in _seats(actor, child.pk):
        mine = person == actor.person_id
        hidden = actor.is_family and not mine and (protected or (hide and role in FAMILY))
        name = veil.name_of(person) or f"{given} {family}".strip()
        one = found.setdefault(
            (person, unit[0] or ""),
            AroundChild(
                name=_("Skyddade uppgifter") if hidden else name,
                where=places.unit_of(child, actor, unit[2], unit[0], unit[1]) if unit[0] else "",
                is_family=role in FAMILY,
            ),
        )
        one.roles.append(str(Seat.ROLES[role]))
    return sorted(found.values(), key=lambda person: not person.is_family)


@prepared
def _seats(actor: Actor, child_id: UUID) -> QuerySet[Seat, Any]:
    person = ("person", "person__protected", "person__given_name", "person__family_name")
    seats = Seat.objects.visible_to(actor).standing().filter(child=child_id).order_by("since")
    return seats.values_list("role", *person, "assignment__unit__name", "assignment__unit__kind", "area")


def _responsible(shown: ChildPage, child: Child, actor: Actor) -> None:
    for given, family, *unit, holder, left_behind in _holder(actor, child.pk):
        shown.responsible = f"{given} {family}".strip()
        shown.responsible_where = places.unit_of(child, actor, *unit)
        if holder == actor.assignment_id:
            shown.left_behind = kinds_in_words(left_behind or [])
            shown.is_responsible = True


@prepared
def _holder(actor: Actor, child_id: UUID) -> QuerySet[Responsibility, Any]:
    names = (
        "holder__person__given_name",
        "holder__person__family_name",
        "unit__area",
        "unit__name",
        "unit__kind",
        "holder",
    )
    return (
        Responsibility.objects.visible_to(actor)
        .current()
        .filter(child=child_id)
        .values_list(*names, "handed_on_from__left_behind")
    )


def _matter(shown: ChildPage, child: Child, actor: Actor) -> None:
    for pk, state in _open_matter(actor, child.pk):
        shown.matter_href = address("concerns:matter", pk)
        shown.matter_state = str(Matter.STATES[MatterState(state)])


@prepared
def _open_matter(actor: Actor, child_id: UUID) -> QuerySet[Matter, tuple[UUID, str]]:
    return Matter.objects.visible_to(actor).filter(child=child_id, closed_at=None).values_list("pk", "state")


def _plan(shown: ChildPage, child: Child, actor: Actor) -> None:
    for pk, state, child_wants, next_review_on in _living_plan(actor, child.pk):
        shown.plan_href = address("plans:plan", pk)
        shown.plan_state = str(Plan.STATES[PlanState(state)])
        shown.plan_words = child_wants
        shown.next_review_on = next_review_on
        shown.goals = [outcome for (outcome,) in _goals(actor, child.pk, pk)]
        shown.actions = _next_actions(actor, child.pk, pk)


@prepared
def _living_plan(actor: Actor, child_id: UUID) -> QuerySet[Plan, tuple[UUID, str, str, date | None]]:
    plans = Plan.objects.visible_to(actor).filter(child=child_id, closed_at=None)
    return plans.values_list("pk", "state", "child_wants", "next_review_on")


@prepared
def _goals(actor: Actor, child_id: UUID, plan_id: UUID) -> QuerySet[Goal, tuple[str]]:
    goals = Goal.objects.visible_to(actor).filter(child=child_id, record=plan_id, state=GoalState.ACTIVE)
    return goals.order_by("number").values_list("desired_outcome")


@prepared
def _next_actions(actor: Actor, child_id: UUID, plan_id: UUID) -> QuerySet[PlanAction, tuple[str, date]]:
    actions = PlanAction.objects.visible_to(actor).filter(child=child_id, record=plan_id, state=ActionState.OPEN)
    return actions.order_by("until").values_list("what", "until")[:3]


def _meeting(shown: ChildPage, child: Child, actor: Actor) -> None:
    for pk, starts_at in _next_meeting(actor, child.pk, clock.now()):
        shown.meeting_href = address("meetings:meeting", pk)
        shown.meeting_at = starts_at


@prepared
def _next_meeting(actor: Actor, child_id: UUID, now: datetime) -> QuerySet[Meeting, tuple[UUID, datetime]]:
    meetings = Meeting.objects.visible_to(actor).filter(child=child_id, state=MeetingState.CALLED, starts_at__gte=now)
    return meetings.order_by("starts_at").values_list("pk", "starts_at")[:1]
