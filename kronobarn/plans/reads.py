"""The plan as rows, the content a version freezes, and what its forms choose from. Writes nothing."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from markupsafe import Markup

from kronobarn.authorities.models import Assignment
from kronobarn.authorities.rules import MEETS_NO_CHILDREN, STUDIES_OR_LEADS
from kronobarn.circles.models import Disclosure, Seat
from kronobarn.circles.rules import BESIDE_THE_WORK, FAMILY, Kind, Role
from kronobarn.concerns.models import Matter
from kronobarn.consents.rules import carries as information
from kronobarn.core import clock, veil
from kronobarn.core.actor import Actor
from kronobarn.core.language import written_down
from kronobarn.meetings.models import Meeting, MeetingDecision
from kronobarn.people.models import Child, Person
from kronobarn.plans.models import Goal, Party, Plan, PlanAction, PlanVersion
from kronobarn.plans.rules import (
    TAKING_PART,
    ActionContent,
    Content,
    GoalContent,
    GoalState,
    PartyContent,
    State,
)
from kronobarn.practice import pack
from kronobarn.ui.language import spoken


@dataclass(frozen=True)
class Rows:
    """Everything a plan is made of, read once. `let_in` are the services that may read it today."""

    plan: Plan
    parties: Sequence[Party]
    goals: Sequence[Goal]
    actions: Sequence[PlanAction]

    let_in: frozenset[int]

    @property
    def taking_part(self) -> list[Party]:
        return [party for party in self.parties if party.answer in TAKING_PART]


def rows(plan: Plan) -> Rows:
    """The parts of a plan that the reader has already been let in to."""
    mine = Q(child=plan.child_id, record=plan.pk)
    given = Disclosure.objects.standing().filter(
        child=OuterRef("child"), record=OuterRef("record"), to_area=OuterRef("area")
    )
    parties = (
        Party.objects.filter(mine)
        .annotate(let_in=Exists(given))
        .select_related("area", "contact__person", "contact__unit")
        .order_by("area__name", "pk")
    )
    found = list(parties)
    return Rows(
        plan=plan,
        parties=found,
        let_in=frozenset(party.area_id for party in found if party.let_in) | {plan.record.owner_id},
        goals=list(Goal.objects.filter(mine).order_by("number")),
        actions=list(
            PlanAction.objects.filter(mine)
            .select_related("person", "area", "assignment__unit")
            .order_by("since", "until", "pk")
        ),
    )


def carries(plan: Plan) -> frozenset[str]:
    """The kinds of information in the plan as it stands: those of support, and of what its goals are about."""
    living = Goal.objects.filter(child=plan.child_id, record=plan.pk, state=GoalState.ACTIVE)
    return information(Kind.PLAN, wheel=living.values_list("area_key", flat=True))


@veil.unveiled
def content(of: Rows) -> Content:
    """What a version freezes: everything in words, so that it needs no other table to be read."""
    lead = next((party.contact for party in of.parties if party.contact_id == of.plan.lead_id), of.plan.lead)
    by_goal: dict[UUID, list[ActionContent]] = {}
    for one in of.actions:
        by_goal.setdefault(one.goal_id, []).append(_action(one))
    return Content(
        child_wants=of.plan.child_wants,
        child_view_how=of.plan.child_view_how,
        contingency=of.plan.contingency,
        disagreement=of.plan.disagreement,
        lead=who(lead.person, lead) if lead else "",
        next_review_on=of.plan.next_review_on.isoformat() if of.plan.next_review_on else "",
        parties=[
            PartyContent(area=party.area.name, contact=who(party.contact.person, party.contact), answer=party.answer)
            for party in of.parties
        ],
        goals=[_goal(goal, by_goal.get(goal.pk, []), of.plan.record.practice_version) for goal in of.goals],
    )


def stored(of: Rows) -> Content:
    """The same in the county's language, to be compared with what is frozen in it."""
    with written_down():
        return content(of)


def areas_said(version: str) -> dict[str, str]:
    """What the wheel's areas are called in the reader's language, by the names that are stored.

    Where the version has no words in it, the page says which language they are in.
    """
    words, theirs = pack.of(version), pack.foreign(version)
    if theirs:
        return {area.label: Markup('<span lang="{}">{}</span>').format(theirs, area.label) for area in words.areas}
    said = {area.key: area.label for area in pack.spoken(words, spoken()).areas}
    return {area.label: said.get(area.key, area.label) for area in words.areas}


def _goal(goal: Goal, actions: list[ActionContent], version: str) -> GoalContent:
    return GoalContent(
        id=str(goal.pk),
        number=goal.number,
        area=pack.of(version).label(goal.area_key),
        need=goal.need,
        desired_outcome=goal.desired_outcome,
        how_we_see_it=goal.how_we_see_it,
        said_by=goal.said_by,
        state=goal.state,
        actions=actions,
    )


def _action(one: PlanAction) -> ActionContent:
    return ActionContent(
        id=str(one.pk),
        what=one.what,
        who=doer(one),
        since=one.since.isoformat(),
        until=one.until.isoformat(),
        state=one.state,
        first_step=one.first_step,
        reply=one.reply,
        reply_words=one.reply_words,
    )


def doer(one: PlanAction) -> str:
    """Who does it; somebody without an account by what they are called in the plan."""
    return who(one.person, one.assignment) if one.person else one.helper


def who(person: Person, assignment: Assignment | None) -> str:
    """As "Sofia Berg, socialsekreterare, Socialkontoret"; family by name alone."""
    if assignment is None:
        return person.full_name
    return f"{person.full_name}, {str(assignment.get_profession_display()).lower()}, {assignment.unit.name}"


def told_to(actor: Actor, child: Child) -> Callable[[str], str]:
    """How `who` is told to a reader: one in the family may be whom a protected child is protected from.

    As "Sofia Berg, socialsekreterare": a unit's name tells where the child lives, to all but those who work there.
    To the family the others in the family are not named.
    """

    def told(said: str) -> str:
        name, *where = said.split(", ")
        if not where:
            told_all = not (actor.is_family or veil.hangs())
            return said if told_all or said in ("", actor.name) else _("Någon i familjen")
        return said if is_at_readers_unit(said, actor) else f"{name}, {where[0]}"

    return told if hides_places(actor, child) else str


def hides_places(actor: Actor, child: Child) -> bool:
    """Whether the names of other services than the reader's own are left out."""
    return child.is_protected


def is_at_readers_unit(who: str, actor: Actor) -> bool:
    """Whether what `who` says is of somebody who works where the reader does."""
    return bool(actor.unit_name) and who.endswith(f", {actor.unit_name}")


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
    taken = {one.what for one in PlanAction.objects.filter(child=plan.child_id, record=plan.pk)}
    found = MeetingDecision.objects.visible_to(actor).filter(
        child=plan.child_id, record__meeting__matter=plan.matter_id
    )
    return [one for one in found.select_related("person", "assignment__unit") if one.text not in taken]


def doers(plan: Plan, actor: Actor) -> list[tuple[str, str]]:
    """Who can take something on: everyone at the table whose service is in the plan, and the family."""
    taking_part = areas(plan)
    found: dict[tuple[int, int | None], tuple[str, str]] = {}
    for seat in seats(plan.child_id, actor):
        if not takes_part(seat, taking_part):
            continue
        if seat.role in FAMILY:
            label = _("%(name)s (%(role)s)") % {"name": seat.person.full_name, "role": Seat.ROLES[Role(seat.role)]}
        else:
            label = who(seat.person, seat.assignment)
        found.setdefault((seat.person_id, seat.assignment_id), (str(seat.pk), label))
    return list(found.values())


def takes_part(seat: Seat, services: Collection[int]) -> bool:
    """Whether whoever has the seat can take something on: the family, and who works for one of these services."""
    return seat.role in FAMILY or (seat.role not in BESIDE_THE_WORK and seat.area_id in services)


def contacts(plan: Plan) -> list[tuple[int, str]]:
    """The contact persons of the services that take part: one of them holds the plan together."""
    return [(party.contact_id, who(party.contact.person, party.contact)) for party in rows(plan).taking_part]


def reachable(
    municipality_code: str, area_id: int | None = None, without: Collection[int] = ()
) -> list[tuple[str, list[tuple[int, str]]]]:
    """Assignments that can be asked, by service: in the municipality, or serving the whole county."""
    found = (
        Assignment.objects.standing()
        .filter(Q(unit__municipality_code=municipality_code) | Q(unit__municipality_code=""))
        .exclude(role__in=MEETS_NO_CHILDREN)
        .exclude(profession__in=STUDIES_OR_LEADS)
        .select_related("person", "unit__area")
        .order_by("unit__area__name", "unit__name", "person__family_name", "pk")
    )
    if area_id is not None:
        found = found.filter(unit__area=area_id)
    found = found.exclude(unit__area__in=list(without))
    groups: dict[str, list[tuple[int, str]]] = {}
    for one in found:
        groups.setdefault(one.unit.area.name, []).append((one.pk, who(one.person, one)))
    return list(groups.items())


def family_members(plan: Plan, actor: Actor) -> list[tuple[int, str]]:
    """The child and the guardians, who can have said aloud what they think of the plan."""
    return [
        (seat.person_id, f"{seat.person.full_name}, {Seat.ROLES[Role(seat.role)]}")
        for seat in seats(plan.child_id, actor)
        if seat.role in FAMILY
    ]


def areas(plan: Plan) -> set[int]:
    """The services that are in the plan already."""
    taking_part = Party.objects.filter(child=plan.child_id, record=plan.pk, answer__in=sorted(TAKING_PART))
    return set(taking_part.values_list("area", flat=True))


def others(party: Party) -> int:
    """How many services take part beside this one."""
    rest = Party.objects.filter(child=party.child_id, record=party.record_id, answer__in=sorted(TAKING_PART))
    return rest.exclude(pk=party.pk).count()


def living(child_id: UUID, actor: Actor) -> Plan | None:
    """The child's plan that is prepared or active, as far as the actor sees it."""
    found: Plan | None = Plan.objects.visible_to(actor).exclude(state=State.CLOSED).filter(child=child_id).first()
    return found


def still_visible(plan: Plan, actor: Actor) -> bool:
    """Whether the plan is still there for whoever just changed it."""
    return Plan.objects.visible_to(actor).filter(pk=plan.pk).exists()


def version(plan: Plan, number: int) -> PlanVersion | None:
    """One frozen version of a plan that the reader has been let in to."""
    return (
        PlanVersion.objects.filter(child=plan.child_id, record=plan.pk, number=number)
        .select_related("agreed_by")
        .first()
    )


def version_numbers(plan: Plan) -> list[int]:
    """Every version that there is, the first one first."""
    found = PlanVersion.objects.filter(child=plan.child_id, record=plan.pk).order_by("number")
    return list(found.values_list("number", flat=True))


def first_review(plan: Plan) -> date:
    """When a new plan is usually followed up, by the practice model it was begun under."""
    return clock.today() + timedelta(weeks=pack.of(plan.record.practice_version).first_review_weeks)


def disagreement(matter: Matter, actor: Actor) -> str:
    """What the latest meeting did not agree on: it follows into the plan."""
    held = Meeting.objects.visible_to(actor).filter(child=matter.child_id, matter=matter, held_at__isnull=False)
    latest = held.order_by("-held_at").first()
    return str(latest.disagreement) if latest else ""


def seat_of(one: PlanAction, actor: Actor) -> str:
    """The seat of whoever does it, for the form to choose."""
    for seat in seats(one.child_id, actor):
        if (seat.person_id, seat.assignment_id) == (one.person_id, one.assignment_id):
            return str(seat.pk)
    return ""


def from_decision(
    plan: Plan, decided: Sequence[MeetingDecision], doers: Sequence[tuple[str, str]], chosen: str | None
) -> dict[str, Any]:
    """What a form about something to be done begins with: a meeting's decision, when one is chosen."""
    initial: dict[str, Any] = {"since": clock.today(), "until": plan.next_review_on or first_review(plan)}
    one = next((decision for decision in decided if str(decision.pk) == chosen), None)
    if one is None:
        return initial
    if one.person is not None:
        label = who(one.person, one.assignment)
        initial["doer"] = next((seat for seat, name in doers if name.startswith(label)), "")
    if one.due_on is not None and one.due_on >= clock.today():
        initial["until"] = one.due_on
    return {**initial, "what": one.text}
