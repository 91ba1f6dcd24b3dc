"""What the pages about a plan show."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from uuid import UUID

from django.utils.translation import gettext as _

from kronobarn.circles import places
from kronobarn.circles.models import Seat
from kronobarn.circles.rules import FAMILY, Kind, Role
from kronobarn.consents.reads import Allowed, allowed
from kronobarn.consents.rules import carries
from kronobarn.core import veil
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import Decision
from kronobarn.core.language import elsewhere
from kronobarn.plans import policy, reads, rules, sentences
from kronobarn.plans.models import Agreement, Goal, Party, Plan, PlanAction, PlanVersion
from kronobarn.plans.policy import Gap
from kronobarn.plans.rules import (
    TAKING_PART,
    WITH_WORDS,
    ActionContent,
    ActionState,
    AgreementAnswer,
    Answer,
    GoalContent,
    GoalState,
    Reply,
    SaidBy,
    State,
)


@dataclass(frozen=True)
class ActionView:
    id: str
    what: str
    who: str
    since: date
    until: date
    state: str
    state_label: str
    first_step: str = ""
    reply: str = ""
    reply_label: str = ""
    reply_words: str = ""
    may_finish: bool = False
    may_reply: bool = False

    @property
    def is_open(self) -> bool:
        return self.state == ActionState.OPEN

    @property
    def is_asked(self) -> bool:
        return self.is_open and self.reply == Reply.ASKED


@dataclass(frozen=True)
class GoalView:
    id: str
    number: int
    area: str
    need: str
    desired_outcome: str
    how_we_see_it: str
    said_by_child: bool
    said_by: str
    state: str
    state_label: str
    actions: Sequence[ActionView]

    @property
    def is_active(self) -> bool:
        return self.state == GoalState.ACTIVE


@dataclass(frozen=True)
class PartyView:
    id: UUID
    service: str
    area: str
    contact: str
    answer: str
    asked: bool
    taking_part: bool
    why: str
    is_lead: bool
    sees_the_plan: bool
    left_out: str
    mine: bool


@dataclass(frozen=True)
class VersionView:
    number: int
    agreed_at: datetime
    agreed_by: str
    changes: Sequence[str]


@dataclass(frozen=True)
class VoiceView:
    """One person who is asked about the plan, and what they have answered to the latest version."""

    person_id: int
    name: str
    role: str
    answer: str
    tone: str
    form: str
    words: str
    said_at: datetime | None


@dataclass(frozen=True)
class SipView:
    """Whether the plan is also a SIP; None of it when health care and social services do not both take part."""

    is_matter: bool
    gaps: Sequence[str]
    items: Sequence[tuple[str, str]] = ()
    """Each of the four that the law asks for, and what is missing of it; nothing where it is there."""

    @property
    def is_sip(self) -> bool:
        return self.is_matter and not self.gaps


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
    sees_all: bool
    lead_has_left: bool
    awaits_reader: bool

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


def page(plan: Plan, actor: Actor) -> PlanPage:
    """Everything on the plan's page, in a fixed number of questions to the database."""
    of = reads.rows(plan)
    now = reads.content(of)
    frozen = reads.stored(of) if elsewhere() else now
    seats = reads.seats(plan.child_id, actor)
    mine = frozenset(seat.role for seat in seats if (seat.person_id, seat.assignment_id) == _key(actor))
    versions = list(
        PlanVersion.objects.filter(child=plan.child_id, record=plan.pk).select_related("agreed_by").order_by("-number")
    )
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
    voices = _voices(plan, of, seats, versions, actor)
    knows = leads and plan.state != State.CLOSED
    outside = {party.area_id for party in of.taking_part} - of.let_in if knows else set()
    what = allowed(plan.child_id, child=plan.child) if outside else None
    hide, told = hides_changes(plan, actor), reads.told_to(actor, plan.child)
    different = rules.differences(versions[0].content, frozen) if versions else []
    return PlanPage(
        plan=plan,
        lead=told(now["lead"]),
        goals=goal_views(
            now["goals"],
            Yours() if plan.state == State.CLOSED else Yours(finishable, mine_to_answer),
            told,
            reads.areas_said(plan.record.practice_version),
        ),
        parties=[_party(party, of, what if party.area_id in outside else None, actor) for party in of.parties],
        versions=[
            # What changed is told in sentences that name workplaces.
            VersionView(one.number, one.agreed_at, one.agreed_by.full_name, [] if hide else one.changes)
            for one in versions
        ],
        voices=voices,
        awaits_reader=any(one.person_id == actor.person_id and not one.answer for one in voices),
        changes=[] if hide else sentences.said(different),
        changed=bool(different) and plan.state == State.ACTIVE,
        sip=sip(of),
        roles=mine,
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
    gaps: Sequence[Gap]


def may(shown: PlanPage, actor: Actor) -> May:
    """The decisions of the page. The gaps are looked for only for whoever can mend them."""
    plan, roles = shown.plan, shown.roles
    add_party = policy.may_add_party(actor, plan, roles)
    gaps = policy.activation_gaps(plan) if add_party and plan.state == State.DRAFT else []
    return May(
        change=policy.may_change(actor, plan, roles),
        add_party=add_party,
        activate=policy.may_activate(actor, plan, gaps, roles),
        revise=policy.may_revise(actor, plan, len(shown.changes), roles),
        agree=policy.may_agree(actor, plan, actor.person_id or 0, roles),
        put_aside=policy.may_put_aside(actor, plan, roles),
        letter=policy.may_write_letter(actor, plan, roles),
        gaps=gaps,
    )


def _key(actor: Actor) -> tuple[int | None, int | None]:
    return (actor.person_id, actor.assignment_id)


def goal_views(
    goals: Iterable[GoalContent],
    yours: "Yours | None" = None,
    told: Callable[[str], str] = str,
    areas: Mapping[str, str] = MappingProxyType({}),
) -> list[GoalView]:
    """Goals as a page shows them, from the plan as it is or from a frozen version.

    `told` is how people are named, `areas` what the wheel's are called in the reader's language.
    """
    return [
        GoalView(
            id=goal["id"],
            number=goal["number"],
            area=areas.get(goal["area"], goal["area"]),
            need=goal["need"],
            desired_outcome=goal["desired_outcome"],
            how_we_see_it=goal["how_we_see_it"],
            said_by_child=goal["said_by"] == SaidBy.CHILD,
            said_by=str(Goal.SAID_BY[SaidBy(goal["said_by"])]),
            state=goal["state"],
            state_label=str(Goal.STATES[GoalState(goal["state"])]),
            actions=[_action_view(one, yours or Yours(), told) for one in goal["actions"]],
        )
        for goal in goals
    ]


@dataclass(frozen=True)
class Yours:
    """What of all that is done the reader may say is done, and may answer for: ids."""

    finishable: Collection[str] = ()
    answerable: Collection[str] = ()


def _action_view(one: ActionContent, yours: Yours, told: Callable[[str], str]) -> ActionView:
    reply = one.get("reply", "")
    return ActionView(
        id=one["id"],
        what=one["what"],
        who=told(one["who"]),
        since=date.fromisoformat(one["since"]),
        until=date.fromisoformat(one["until"]),
        state=one["state"],
        state_label=str(PlanAction.STATES[ActionState(one["state"])]),
        first_step=one.get("first_step", ""),
        reply=reply,
        reply_label=str(PlanAction.REPLIES[Reply(reply)]) if reply else "",
        reply_words=one.get("reply_words", ""),
        may_finish=one["id"] in yours.finishable,
        may_reply=one["id"] in yours.answerable,
    )


def hides_changes(plan: Plan, actor: Actor) -> bool:
    """What changed is told in sentences that name services: the one that owns the plan has written them."""
    return veil.hangs() or not places.tells(plan.child, actor, plan.record.owner_id)


def _party(party: Party, of: reads.Rows, outside: Allowed | None, actor: Actor) -> PartyView:
    return PartyView(
        id=party.pk,
        service=places.unit(of.plan.child, actor, party.contact.unit),
        area=party.area.name if places.tells(of.plan.child, actor, party.area_id) else "",
        contact=f"{party.contact.person.full_name}, {str(party.contact.get_profession_display()).lower()}",
        asked=party.answer == Answer.ASKED,
        answer=str(party.get_answer_display()),
        taking_part=party.answer in TAKING_PART,
        why=party.why,
        is_lead=party.contact_id == of.plan.lead_id,
        sees_the_plan=outside is None,
        left_out=_left_out(party, of, outside) if outside else "",
        mine=party.contact_id == actor.assignment_id,
    )


def _left_out(party: Party, of: reads.Rows, what: Allowed) -> str:
    """Why a service that takes part does not see the plan; "" when the family lets it, and it only is to be shared."""
    wheel = [goal.area_key for goal in of.goals if goal.state == GoalState.ACTIVE]
    owner, kinds = of.plan.record.owner_id, carries(Kind.PLAN, wheel=wheel)
    if what.flow({owner, party.area_id}, kinds) is not None:
        return ""
    return what.sentence(_("Barnets plan"), party.area, owner, kinds)


_TONES = {AgreementAnswer.AGREES: "success", AgreementAnswer.PARTLY: "info", AgreementAnswer.DISAGREES: "warning"}


def _voices(
    plan: Plan, of: reads.Rows, seats: Sequence[Seat], versions: Sequence[PlanVersion], actor: Actor
) -> list[VoiceView]:
    """The child first, then guardians, then one from each service."""
    if not versions:
        return []
    said = {
        one.person_id: one
        for one in Agreement.objects.filter(child=plan.child_id, record=plan.pk, version=versions[0].number)
    }
    family = sorted((seat for seat in seats if seat.role in FAMILY), key=lambda seat: seat.role != Role.CHILD)
    hide = reads.hides_places(actor, plan.child)
    people = {seat.person_id: (_of_family(seat, actor, hide), str(Seat.ROLES[Role(seat.role)])) for seat in family}
    for party in of.taking_part:
        where = places.area(plan.child, actor, party.area)
        people.setdefault(party.contact.person_id, (party.contact.person.full_name, where))
    return [_voice(person_id, name, role, said.get(person_id)) for person_id, (name, role) in people.items()]


def _of_family(seat: Seat, actor: Actor, hide: bool) -> str:
    if actor.is_family and seat.person_id != actor.person_id and (hide or seat.person.protected):
        return _("Skyddade uppgifter")
    return seat.person.full_name


def _voice(person_id: int, name: str, role: str, said: Agreement | None) -> VoiceView:
    if said is None:
        return VoiceView(person_id, name, role, "", "neutral", "", "", None)
    return VoiceView(
        person_id=person_id,
        name=name,
        role=role,
        answer=str(Agreement.ANSWERS[AgreementAnswer(said.answer)]),
        tone=_TONES[AgreementAnswer(said.answer)],
        form=str(said.get_form_display()),
        words=said.words,
        said_at=said.said_at,
    )


def sip(of: reads.Rows) -> SipView:
    """Whether the plan says what the law asks of a SIP (domain.md 3.4)."""
    if not rules.is_sip_matter(party.area.regime for party in of.taking_part):
        return SipView(is_matter=False, gaps=())
    doing = [one for one in of.actions if one.state != ActionState.STOPPED]
    placed = {one.goal_id for one in doing}
    lead = next((party.area.regime for party in of.taking_part if party.contact_id == of.plan.lead_id), "")
    gaps = rules.sip_gaps(
        action_regimes=[one.area.regime if one.area else None for one in doing],
        unplaced=sum(goal.state == GoalState.ACTIVE and goal.pk not in placed for goal in of.goals),
        lead_regime=lead,
    )
    missing = {gap: str(sentences.SIP_GAPS[gap]) for gap in gaps}
    items = [(str(name), missing.get(item, "")) for item, name in sentences.SIP_ITEMS.items()]
    return SipView(is_matter=True, gaps=list(missing.values()), items=items)
