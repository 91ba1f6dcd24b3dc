"""What the pages about a plan show."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from kronobarn.circles import places
from kronobarn.circles.rules import Kind, Role
from kronobarn.consents.reads import Allowed, allowed
from kronobarn.consents.rules import carries
from kronobarn.core import veil
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import Decision
from kronobarn.core.language import elsewhere
from kronobarn.plans import contents, policy, reads, sentences, telling
from kronobarn.plans.contents import Content
from kronobarn.plans.models import Party, Plan
from kronobarn.plans.parts import (
    ActionView,
    GoalView,
    HeardView,
    OtherView,
    PartyView,
    SipView,
    VersionView,
    VoiceView,
    Yours,
    goal_views,
    heard_view,
    other_view,
    sip_view,
    voices_of,
)
from kronobarn.plans.policy import Gap
from kronobarn.plans.rules import (
    TAKING_PART,
    WITH_WORDS,
    ActionState,
    Answer,
    GoalState,
    State,
)
from kronobarn.ui.signs import commas


@dataclass(frozen=True)
class PlanPage:
    plan: Plan
    lead: str
    goals: Sequence[GoalView]
    parties: Sequence[PartyView]
    versions: Sequence[VersionView]
    voices: Sequence[VoiceView]
    changes: Sequence[str]
    changed: bool
    sip: SipView
    roles: frozenset[str]
    is_guardian: bool
    """The reader, in whichever hat they come."""
    sees_all: bool
    lead_has_left: bool
    awaits_reader: bool
    heard: HeardView | None
    other_plans: Sequence[OtherView]
    asked: str
    """Who is asked to hold the plan together, and has not answered."""
    asked_is_reader: bool

    @property
    def to_answer(self) -> list[ActionView]:
        """What the reader is asked to do, and has not answered."""
        return [one for goal in self.living_goals for one in goal.actions if one.may_reply and one.is_asked]

    @property
    def to_talk_about(self) -> list[ActionView]:
        """What somebody wants to change, or cannot do: for those who write in the plan."""
        return [one for goal in self.living_goals for one in goal.actions if one.is_open and one.reply in WITH_WORDS]

    @property
    def earlier_goals(self) -> list[GoalView]:
        return [goal for goal in self.goals if not goal.is_active]

    @property
    def living_goals(self) -> list[GoalView]:
        return [goal for goal in self.goals if goal.is_active]


def page(plan: Plan, actor: Actor, copy_for: int | None = None) -> PlanPage:
    """Everything on the plan's page, in a fixed number of questions to the database.

    `copy_for` is a guardian whom a copy is made for: then what is withheld from them by itself is not in it.
    """
    of = reads.rows(plan, actor, copy_for)
    now = telling.content(of)
    stored = telling.stored(of) if elsewhere() else now
    seats = reads.seats(plan.child_id, actor)
    mine = frozenset(seat.role for seat in seats if (seat.person_id, seat.assignment_id) == _key(actor))
    versions = reads.frozen(plan, actor, copy_for)
    leads = not mine.isdisjoint({Role.LEAD.value, Role.RESPONSIBLE.value})
    finishable = {
        str(one.pk)
        for one in of.actions
        if one.state == ActionState.OPEN and (leads or (one.person_id, one.assignment_id) == _key(actor))
    }
    led = {party.area_id for party in of.taking_part if party.contact_id == actor.assignment_id}
    mine_to_answer = {
        str(one.pk)
        for one in of.actions
        if one.state == ActionState.OPEN
        and ((one.person_id, one.assignment_id) == _key(actor) or (one.area_id is not None and one.area_id in led))
    }
    voices = voices_of(plan, of, seats, versions[0].said, actor) if versions else []
    knows = leads and plan.state != State.CLOSED
    outside = {party.area_id for party in of.taking_part} - of.let_in if knows else set()
    what = allowed(plan.child_id, child=plan.child) if outside else None
    leave = _may_leave(plan, of, mine, actor) if knows or led else set()
    hide, told = hides_changes(plan, actor), telling.told_to(actor, plan.child)
    different = contents.differences(versions[0].content, stored) if versions else []
    return PlanPage(
        plan=plan,
        lead=told(now["lead"]),
        heard=heard_view(now.get("heard")),
        other_plans=_others(of, now, actor),
        asked=next(
            (told(telling.who(party.contact.person, party.contact)) for party in of.taking_part if _asked(party, plan)),
            "",
        ),
        asked_is_reader=plan.lead_asked_id is not None and plan.lead_asked_id == actor.assignment_id,
        goals=goal_views(
            now["goals"],
            Yours() if plan.state == State.CLOSED else Yours(finishable, mine_to_answer),
            told,
            telling.areas_said(plan.record.practice_version),
        ),
        parties=[
            _party(party, of, what if party.area_id in outside else None, actor, may_leave=party.pk in leave)
            for party in of.parties
        ],
        versions=[
            # What changed is told in sentences that name workplaces.
            VersionView(
                one.number,
                one.version.agreed_at,
                one.version.agreed_by.full_name,
                [] if hide else sentences.said(one.differs),
            )
            for one in versions
        ],
        voices=voices,
        awaits_reader=any(one.person_id == actor.person_id and not one.answer for one in voices),
        changes=[] if hide else sentences.said(different),
        changed=bool(different) and plan.state == State.ACTIVE,
        sip=sip_view(of),
        roles=mine,
        is_guardian=any(seat.person_id == actor.person_id and seat.role == Role.GUARDIAN for seat in seats),
        sees_all=not outside,
        lead_has_left=knows and plan.state == State.ACTIVE and all(seat.role != Role.LEAD for seat in seats),
    )


@dataclass(frozen=True)
class May:
    """What the reader may do, each a Decision with its reason."""

    change: Decision
    add_party: Decision
    activate: Decision
    revise: Decision
    agree: Decision
    put_aside: Decision
    letter: Decision
    answer_lead: Decision
    take_back_lead: Decision
    gaps: Sequence[Gap]


def may(shown: PlanPage, actor: Actor) -> May:
    """The decisions of the page. The gaps are looked for only for whoever can mend them."""
    plan, roles = shown.plan, shown.roles
    add_party = policy.may_add_party(actor, plan, roles)
    gaps = policy.activation_gaps(plan) if add_party and plan.state == State.DRAFT else []
    return May(
        change=policy.may_change(actor, plan, roles),
        add_party=add_party,
        activate=policy.may_activate(actor, plan, gaps, roles, shown.is_guardian),
        revise=policy.may_revise(actor, plan, len(shown.changes), roles, shown.is_guardian),
        agree=policy.may_agree(actor, plan, actor.person_id or 0, roles),
        put_aside=policy.may_put_aside(actor, plan, roles),
        answer_lead=policy.may_answer_lead(actor, plan, roles),
        take_back_lead=policy.may_take_back_lead(actor, plan, roles),
        letter=policy.may_write_letter(actor, plan, roles),
        gaps=gaps,
    )


def _key(actor: Actor) -> tuple[int | None, int | None]:
    return (actor.person_id, actor.assignment_id)


def _asked(party: Party, plan: Plan) -> bool:
    return plan.lead_asked_id is not None and party.contact_id == plan.lead_asked_id


def _others(of: reads.Rows, now: Content, actor: Actor) -> list[OtherView]:
    child = of.plan.child
    return [
        other_view(said, places.area(child, actor, one.area), places.tells(child, actor, one.area_id))
        for one, said in zip(of.others, now.get("others", []), strict=True)
    ]


def hides_changes(plan: Plan, actor: Actor) -> bool:
    """What changed is told in sentences that name services: the one that owns the plan has written them."""
    return veil.hangs() or not places.tells(plan.child, actor, plan.record.owner_id)


def _may_leave(plan: Plan, of: reads.Rows, roles: frozenset[str], actor: Actor) -> set[UUID]:
    """The services that the plan stands without, by whoever reads."""
    may = {one.pk: policy.may_let_go(actor, one, plan, len(of.placed - {one.pk}), roles) for one in of.taking_part}
    return {key for key, allowed in may.items() if allowed}


def _party(party: Party, of: reads.Rows, outside: Allowed | None, actor: Actor, *, may_leave: bool) -> PartyView:
    return PartyView(
        id=party.pk,
        service=places.unit(of.plan.child, actor, party.contact.unit),
        area=party.area.name if places.tells(of.plan.child, actor, party.area_id) else "",
        contact=commas([party.contact.person.full_name, str(party.contact.get_profession_display()).lower()]),
        asked=party.answer == Answer.ASKED,
        answer=str(party.get_answer_display()),
        taking_part=party.answer in TAKING_PART,
        why=party.why,
        is_lead=party.contact_id == of.plan.lead_id,
        sees_the_plan=outside is None,
        left_out=_left_out(party, of, outside) if outside else "",
        mine=party.contact_id == actor.assignment_id,
        may_leave=may_leave,
    )


def _left_out(party: Party, of: reads.Rows, what: Allowed) -> str:
    """Why a service that takes part does not see the plan; "" when the family lets it, and it only is to be shared."""
    wheel = [goal.area_key for goal in of.goals if goal.state == GoalState.ACTIVE]
    owner, kinds = of.plan.record.owner_id, carries(Kind.PLAN, wheel=wheel)
    if what.flow({owner, party.area_id}, kinds) is not None:
        return ""
    return what.sentence(_("Barnets plan"), party.area, owner, kinds)
