"""The plan as rows, the content a version freezes, and what its forms choose from. Writes nothing."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from kronobarn.circles.models import Disclosure, Seat
from kronobarn.circles.rules import BESIDE_THE_WORK, FAMILY, LEADING, Kind, Role
from kronobarn.concerns.models import Matter
from kronobarn.consents.rules import carries as information
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.prepared import prepared
from kronobarn.meetings.models import Invited, Meeting, MeetingDecision
from kronobarn.meetings.rules import State as MeetingState
from kronobarn.plans.contents import Content, Difference, Piece, differences, whole
from kronobarn.plans.models import Agreement, Goal, OtherPlan, Party, Plan, PlanAction, PlanVersion, VersionPart
from kronobarn.plans.rules import TAKING_PART, AgreementAnswer, AgreementForm, GoalState, State
from kronobarn.practice import pack

MOST_LINES = 100
"""So many plans with something to take in are told of on one day."""


@dataclass(frozen=True)
class Rows:
    """Everything a plan is made of, read once.

    `let_in` are the services that may read it today, `placed` those that take part and have a place around the child.
    """

    plan: Plan
    parties: Sequence[Party]
    goals: Sequence[Goal]
    actions: Sequence[PlanAction]
    others: Sequence[OtherPlan]

    let_in: frozenset[int]
    placed: frozenset[UUID]

    @property
    def taking_part(self) -> list[Party]:
        return [party for party in self.parties if party.answer in TAKING_PART]


def rows(plan: Plan, actor: Actor, copy_for: int | None = None) -> Rows:
    """The parts of a plan that the reader has already been let in to, but what is withheld from them by itself.

    Nor what is withheld from whom a copy is made for.
    """
    also = replace(actor, person_id=copy_for or actor.person_id)
    mine = Q(child=plan.child_id, record=plan.pk)
    found = _parties(plan)
    return Rows(
        plan=plan,
        parties=found,
        let_in=frozenset(party.area_id for party in found if party.let_in) | {plan.record.owner_id},
        placed=frozenset(party.pk for party in found if party.answer in TAKING_PART and party.placed),
        goals=list(Goal.objects.known_to(actor).known_to(also).filter(mine).order_by("number")),
        actions=list(
            PlanAction.objects.known_to(actor)
            .known_to(also)
            .filter(mine)
            .select_related("person", "area", "assignment__unit")
            .order_by("since", "until", "pk")
        ),
        others=list(OtherPlan.objects.filter(mine).select_related("area").order_by("since", "pk")),
    )


def taking_part(plan: Plan) -> list[Party]:
    """The services that take part, in the order of the plan."""
    return [party for party in _parties(plan) if party.answer in TAKING_PART]


def _parties(plan: Plan) -> list[Any]:
    """The services of a plan; `let_in` says whether they may read it today, `placed` whether they have a place."""
    given = Disclosure.objects.standing().filter(
        child=OuterRef("child"), record=OuterRef("record"), to_area=OuterRef("area")
    )
    parties = (
        Party.objects.filter(child=plan.child_id, record=plan.pk)
        .annotate(let_in=Exists(given), placed=_placed())
        .select_related("area", "contact__person", "contact__unit")
        .order_by("area__name", "pk")
    )
    return list(parties)


def carries(plan: Plan) -> frozenset[str]:
    """The kinds of information in the plan as it stands: those of support, and of what its goals are about."""
    living = Goal.objects.filter(child=plan.child_id, record=plan.pk, state=GoalState.ACTIVE)
    return information(Kind.PLAN, wheel=living.values_list("area_key", flat=True))


def is_contact(one: PlanAction, actor: Actor) -> bool:
    """Whether the actor is the contact person of the service that is to do it."""
    if one.area_id is None or actor.assignment_id is None:
        return False
    mine = Party.objects.filter(
        child=one.child_id, record=one.record_id, area=one.area_id, contact=actor.assignment_id
    ).filter(answer__in=sorted(TAKING_PART))
    return mine.exists()


def seats(child_id: UUID, actor: Actor) -> list[Seat]:
    return list(
        Seat.objects.visible_to(actor)
        .standing()
        .filter(child=child_id)
        .working()
        .select_related("person", "assignment__unit")
        .order_by("since")
    )


def decisions(plan: Plan, actor: Actor) -> list[MeetingDecision]:
    """What meetings of the same matter decided and the plan does not yet say."""
    there = PlanAction.objects.known_to(actor).filter(child=plan.child_id, record=plan.pk)
    taken = {said for one in there.values_list("what", "decision") for said in one}
    found = _of_meetings(plan, actor).filter(laid_aside_at=None).select_related("person", "assignment__unit")
    return [one for one in found if taken.isdisjoint((one.text, one.pk))]


def laid_aside(plan: Plan, actor: Actor) -> list[MeetingDecision]:
    """What they decided that is not needed in the plan."""
    return list(_of_meetings(plan, actor).exclude(laid_aside_at=None).select_related("laid_aside_by"))


def _of_meetings(plan: Plan, actor: Actor) -> QuerySet[MeetingDecision]:
    found: QuerySet[MeetingDecision] = MeetingDecision.objects.visible_to(actor).filter(
        child=plan.child_id, record__meeting__matter=plan.matter_id
    )
    return found


def decisions_waiting(actor: Actor) -> Subquery:
    """How many they are, of a plan that is being read."""
    return Subquery(_waiting(actor).order_by().values("child").annotate(number=Count("pk")).values("number"))


Taking = tuple[UUID, datetime, datetime, str, str, str]


@prepared
def to_take_in(actor: Actor) -> QuerySet[Plan, Taking]:
    """The plans that the actor leads and that do not say all that was decided, and since when it waits."""
    leading = Seat.objects.held_by(actor, *LEADING).values("child")
    waiting = _waiting(actor)
    held = waiting.order_by("record__meeting__held_at").values("record__meeting__held_at")[:1]
    found: QuerySet[Plan, Taking] = (
        Plan.objects.visible_to(actor)
        .filter(Exists(waiting), child__in=leading)
        .exclude(state=State.CLOSED)
        .annotate(first=Subquery(held))
        .order_by("first", "pk")
        .values_list(
            *("pk", "first", "record__written_at"),
            *("child__given_name", "child__family_name", "child__protection"),
        )[:MOST_LINES]
    )
    return found


def _waiting(actor: Actor) -> QuerySet[MeetingDecision]:
    taken = PlanAction.objects.known_to(actor).filter(
        Q(what=OuterRef("text")) | Q(decision=OuterRef("pk")), child=OuterRef("child"), record=OuterRef(OuterRef("pk"))
    )
    found: QuerySet[MeetingDecision] = MeetingDecision.objects.visible_to(actor).filter(
        ~Exists(taken), child=OuterRef("child"), record__meeting__matter=OuterRef("matter"), laid_aside_at=None
    )
    return found


def takes_part(seat: Seat, services: Collection[int]) -> bool:
    """Whether whoever has the seat can take something on: the family, and who works for one of these services."""
    return seat.role in FAMILY or (seat.role not in BESIDE_THE_WORK and seat.area_id in services)


def areas(plan: Plan) -> set[int]:
    """The services that are in the plan already."""
    taking_part = Party.objects.filter(child=plan.child_id, record=plan.pk, answer__in=sorted(TAKING_PART))
    return set(taking_part.values_list("area", flat=True))


def others(party: Party) -> int:
    """How many services take part beside this one."""
    return len(with_a_place(party.child_id, party.record_id) - {party.pk})


def with_a_place(child_id: UUID, plan_id: UUID) -> set[UUID]:
    """The services that take part and see the plan: one that has no place, for want of consent, does not."""
    here = Party.objects.filter(child=child_id, record=plan_id, answer__in=sorted(TAKING_PART))
    return set(here.filter(_placed()).values_list("pk", flat=True))


def _placed() -> Exists:
    """Whether the contact of a service has a place around the child."""
    return Exists(
        Seat.objects.standing().filter(child=OuterRef("child"), assignment=OuterRef("contact"), role=Role.CONTACT)
    )


def living(child_id: UUID, actor: Actor) -> Plan | None:
    """The child's plan that is prepared or active, as far as the actor sees it."""
    found: Plan | None = Plan.objects.visible_to(actor).exclude(state=State.CLOSED).filter(child=child_id).first()
    return found


def still_visible(plan: Plan, actor: Actor) -> bool:
    """Whether the plan is still there for whoever just changed it."""
    return Plan.objects.visible_to(actor).filter(pk=plan.pk).exists()


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody has said of a version."""

    answer: AgreementAnswer
    form: AgreementForm
    words: str
    said_at: datetime


@dataclass(frozen=True)
class Frozen:
    """One version of a plan: all of it that the reader may know, what differed from the one before, and what was said."""

    version: PlanVersion
    content: Content
    differs: Sequence[Difference]
    said: dict[int, Said]
    """By person."""

    @property
    def number(self) -> int:
        return self.version.number


def frozen(plan: Plan, actor: Actor, copy_for: int | None = None) -> list[Frozen]:
    """Every version of a plan that the reader has been let in to, the latest one first.

    What differs is looked for among what the reader may know, so that nothing else is told of.
    """
    also = replace(actor, person_id=copy_for or actor.person_id)
    mine = Q(child=plan.child_id, record=plan.pk)
    parts = VersionPart.objects.known_to(actor).known_to(also).filter(mine, version=OuterRef("number"))
    answers = Agreement.objects.filter(mine, version=OuterRef("number"))
    answer = JSONObject(person="person_id", answer="answer", form="form", words="words", said_at="said_at")
    piece = JSONObject(goal="goal_id", action="action_id", content="content")
    versions = (
        PlanVersion.objects.filter(mine)
        .annotate(
            parts=ArraySubquery(parts.order_by("place").values_list(piece)),
            answers=ArraySubquery(answers.order_by("pk").values_list(answer)),
        )
        .select_related("agreed_by")
        .order_by("number")
    )
    found: list[Frozen] = []
    for one in versions:
        content = whole(one.content, [_piece(part) for part in one.parts])
        differs = differences(found[-1].content, content) if found else []
        found.append(Frozen(one, content, differs, {said["person"]: _said(said) for said in one.answers}))
    return found[::-1]


def _said(said: dict[str, Any]) -> Said:
    return Said(
        answer=AgreementAnswer(said["answer"]),
        form=AgreementForm(said["form"]),
        words=said["words"],
        said_at=datetime.fromisoformat(said["said_at"]),
    )


def _piece(part: dict[str, Any]) -> Piece:
    return Piece(UUID(part["goal"]), UUID(part["action"]) if part["action"] else None, part["content"])


def first_review(plan: Plan) -> date:
    """When a new plan is usually followed up, by the practice model it was begun under."""
    return clock.today() + timedelta(weeks=pack.of(plan.record.practice_version).first_review_weeks)


def family_met_on(plan: Plan) -> date | None:
    """The latest day on which somebody of the family came to a meeting about the matter."""
    came = Invited.objects.filter(
        child=OuterRef("child"), record=OuterRef("record"), person__isnull=False, assignment=None, came=True
    )
    held = Meeting.objects.filter(child=plan.child_id, matter=plan.matter_id, state=MeetingState.HELD)
    latest = held.filter(Exists(came)).order_by("-starts_at").values_list("starts_at", flat=True).first()
    return None if latest is None else timezone.localdate(latest)


def disagreement(matter: Matter, actor: Actor) -> str:
    """What the latest meeting did not agree on: it follows into the plan."""
    held = Meeting.objects.visible_to(actor).filter(child=matter.child_id, matter=matter, held_at__isnull=False)
    latest = held.order_by("-held_at").first()
    return str(latest.disagreement) if latest else ""
