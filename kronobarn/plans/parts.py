"""The parts of the plan as its pages show them: goals, what is done, services, what each thinks, and whether it is a SIP."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from uuid import UUID

from django.utils.translation import gettext as _

from kronobarn.circles import places
from kronobarn.circles.models import Seat
from kronobarn.circles.rules import FAMILY, Role
from kronobarn.core.actor import Actor
from kronobarn.plans import sentences, sip, telling
from kronobarn.plans.contents import ActionContent, GoalContent, HeardContent, OtherContent
from kronobarn.plans.models import Agreement, Goal, Plan, PlanAction
from kronobarn.plans.reads import Rows, Said
from kronobarn.plans.rules import ActionState, AgreementAnswer, GoalState, Heard, Reply, SaidBy, is_taken_on


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
    def is_taken_on(self) -> bool:
        return is_taken_on(self.state, self.reply)

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

    @property
    def lacks(self) -> bool:
        """Somebody was asked, and cannot; nobody else does anything towards it."""
        return self.is_active and bool(self.actions) and not any(one.is_taken_on for one in self.actions)


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
    may_leave: bool = False


@dataclass(frozen=True)
class OtherView:
    """Another plan that exists."""

    id: str
    kind: str
    whose: str
    since: date
    where_kept: str
    ended_on: date | None


def other_view(one: OtherContent, whose: str, tells: bool) -> OtherView:
    """Where it is kept is told to those who are told of the service."""
    return OtherView(
        id=one["id"],
        kind=one["kind"],
        whose=whose,
        since=date.fromisoformat(one["since"]),
        where_kept=one["where_kept"] if tells else "",
        ended_on=date.fromisoformat(one["ended_on"]) if one["ended_on"] else None,
    )


@dataclass(frozen=True)
class HeardView:
    """How the family was heard, or that they were called."""

    how: str
    on: date
    words: str
    why: str


def heard_view(of: HeardContent | None) -> HeardView | None:
    """None as long as nothing is written."""
    if not of or not of["heard"]:
        return None
    return HeardView(str(Plan.HEARD[Heard(of["heard"])]), date.fromisoformat(of["on"]), of["how"], of["why"])


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


_TONES = {AgreementAnswer.AGREES: "success", AgreementAnswer.PARTLY: "info", AgreementAnswer.DISAGREES: "warning"}


def voices_of(plan: Plan, of: Rows, seats: Sequence[Seat], said: Mapping[int, Said], actor: Actor) -> list[VoiceView]:
    """What is said of a version: the child first, then guardians, then one from each service."""
    family = sorted((seat for seat in seats if seat.role in FAMILY), key=lambda seat: seat.role != Role.CHILD)
    hide = telling.hides_places(actor, plan.child)
    people = {seat.person_id: (_of_family(seat, actor, hide), str(Seat.ROLES[Role(seat.role)])) for seat in family}
    for party in of.taking_part:
        where = places.area(plan.child, actor, party.area)
        people.setdefault(party.contact.person_id, (party.contact.person.full_name, where))
    return [_voice(person_id, name, role, said.get(person_id)) for person_id, (name, role) in people.items()]


def _of_family(seat: Seat, actor: Actor, hide: bool) -> str:
    if actor.is_family and seat.person_id != actor.person_id and (hide or seat.person.protected):
        return _("Skyddade uppgifter")
    return seat.person.full_name


def _voice(person_id: int, name: str, role: str, said: Said | None) -> VoiceView:
    if said is None:
        return VoiceView(person_id, name, role, "", "neutral", "", "", None)
    return VoiceView(
        person_id=person_id,
        name=name,
        role=role,
        answer=str(Agreement.ANSWERS[said.answer]),
        tone=_TONES[said.answer],
        form=str(Agreement.FORMS[said.form]),
        words=said.words,
        said_at=said.said_at,
    )


def sip_view(of: Rows) -> SipView:
    """Whether the plan says what the law asks of a SIP (domain.md 3.4)."""
    if not sip.is_sip_matter(party.area.regime for party in of.taking_part):
        return SipView(is_matter=False, gaps=())
    doing = [one for one in of.actions if is_taken_on(one.state, one.reply)]
    placed = {one.goal_id for one in doing}
    lead = next((party.area.regime for party in of.taking_part if party.contact_id == of.plan.lead_id), "")
    gaps = sip.sip_gaps(
        action_regimes=[one.area.regime if one.area else None for one in doing],
        unplaced=sum(goal.state == GoalState.ACTIVE and goal.pk not in placed for goal in of.goals),
        lead_regime=lead,
    )
    missing = {gap: str(sentences.SIP_GAPS[gap]) for gap in gaps}
    items = [(str(name), missing.get(item, "")) for item, name in sentences.SIP_ITEMS.items()]
    return SipView(is_matter=True, gaps=list(missing.values()), items=items)
