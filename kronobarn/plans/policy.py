"""Who may do what with a child's plan, and everything that still stands in the way of making it active."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext as _

from kronobarn.circles.models import Seat
from kronobarn.circles.reads import my_roles
from kronobarn.circles.rules import LEADING, Role
from kronobarn.concerns.models import Matter
from kronobarn.concerns.rules import State as MatterState
from kronobarn.consents.reads import Allowed, allowed
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import ALLOWED, Decision
from kronobarn.plans import reads, sentences
from kronobarn.plans.models import OtherPlan, Party, Plan, PlanAction
from kronobarn.plans.rules import FEWEST_SERVICES, NOT_HEARD, TAKING_PART, ActionState, Answer, Condition, Heard, State
from kronobarn.ui.signs import with_and

Roles = Collection[str]
"""The roles in which an actor sits with the child. A page that has read them passes them on."""


def roles(actor: Actor, child_id: UUID) -> frozenset[str]:
    """In which roles the actor sits with the child right now."""
    return frozenset(role for (role,) in my_roles(actor, child_id))


def _sits_as(actor: Actor, child_id: UUID, wanted: Roles, known: Roles | None) -> bool:
    held = roles(actor, child_id) if known is None else known
    return not set(wanted).isdisjoint(held)


def may_start(actor: Actor, matter: Matter) -> Decision:
    """The responsible, once the analysis has come to that two or more services are needed."""
    if not _sits_as(actor, matter.child_id, {Role.RESPONSIBLE}, None):
        return Decision(_("Det är barnensbästa-ansvarig som börjar på barnets plan. Be hen."))
    if matter.state != MatterState.COOPERATING:
        return Decision(_("Barnets plan börjar när analysen har kommit fram till samverkan. Gör analysen först."))
    if Plan.objects.visible_to(actor).exclude(state=State.CLOSED).filter(child=matter.child_id).exists():
        return Decision(_("Barnet har redan en plan. Öppna den i stället för att börja på en ny."))
    return ALLOWED


def may_change(actor: Actor, plan: Plan, known: Roles | None = None) -> Decision:
    """The lead of the plan and the responsible write in it, after talking with the others."""
    if plan.state == State.CLOSED:
        return Decision(
            _("Planen är avslutad och kan inte ändras. En ny signal kan leda till en ny plan."),
            for_now=_sits_as(actor, plan.child_id, LEADING, known),
        )
    if not _sits_as(actor, plan.child_id, LEADING, known):
        return Decision(_("Det är samverkansansvarig eller barnensbästa-ansvarig som skriver i planen. Be hen."))
    return ALLOWED


def may_lay_aside(actor: Actor, plan: Plan, *, waits: bool) -> Decision:
    """Whoever may take a decision of a meeting into the plan says that it is not needed there, as long as it waits."""
    allowed = may_change(actor, plan)
    if allowed and not waits:
        return Decision(
            _("Beslutet väntar inte längre. Det står i planen, eller är redan lagt åt sidan."), for_now=True
        )
    return allowed


def may_add_party(actor: Actor, plan: Plan, known: Roles | None = None) -> Decision:
    """Only the area that owns the plan can pass it on, so its responsible lets services in, or its lead.

    When the responsibility has gone to another area, the lead is the one who is left there.
    """
    if plan.state == State.CLOSED:
        return may_change(actor, plan, known)
    if not _sits_as(actor, plan.child_id, LEADING, known) or plan.record.owner_id != actor.area_id:
        return Decision(
            _(
                "Det är barnensbästa-ansvarig som bjuder in verksamheter, eller samverkansansvarig om hen arbetar där "
                "planen finns. Be hen."
            )
        )
    return ALLOWED


def may_answer(actor: Actor, party: Party, plan: Plan) -> Decision:
    """The contact person answers for the service."""
    if plan.state == State.CLOSED:
        return Decision(
            _("Planen är avslutad. Du behöver inte svara."), for_now=party.contact_id == actor.assignment_id
        )
    if party.contact_id != actor.assignment_id:
        return Decision(_("Det är verksamhetens kontaktperson som svarar."))
    if party.answer != Answer.ASKED:
        return Decision(_("Din verksamhet har redan svarat."), for_now=True)
    return ALLOWED


def may_let_go(actor: Actor, party: Party, plan: Plan, others: int, known: Roles | None = None) -> Decision:
    """A service leaves a plan that stands without it: not the lead's, and never so that one is left alone."""
    allowed = may_change(actor, plan, known)
    if plan.state == State.CLOSED:
        return allowed
    if not allowed and party.contact_id != actor.assignment_id:
        return allowed
    if party.answer not in TAKING_PART:
        return Decision(_("Verksamheten är redan utanför planen."), for_now=True)
    if plan.lead_id is not None and plan.lead_id == party.contact_id:
        return Decision(_("Kontaktpersonen håller ihop planen. Utse en annan samverkansansvarig först."), for_now=True)
    if plan.state == State.ACTIVE and others < FEWEST_SERVICES:
        return Decision(
            _(
                "Då blir en verksamhet ensam kvar. Det kan vara precis rätt: avsluta planen i en uppföljning, "
                "så fortsätter stödet i den egna verksamheten."
            ),
            for_now=True,
        )
    return ALLOWED


def may_finish(actor: Actor, action: PlanAction, plan: Plan, known: Roles | None = None) -> Decision:
    """Whoever does it says that it is done; so may those who lead."""
    if plan.state == State.CLOSED:
        return may_change(actor, plan, known)
    if action.state != ActionState.OPEN:
        return Decision(_("Åtgärden är redan avslutad."))
    if (action.person_id, action.assignment_id) == (actor.person_id, actor.assignment_id):
        return ALLOWED
    return may_change(actor, plan, known)


def may_reply(actor: Actor, action: PlanAction, plan: Plan, is_contact: bool) -> Decision:
    """Whoever is to do it answers, or the contact person of their service."""
    theirs = (action.person_id, action.assignment_id) == (actor.person_id, actor.assignment_id) or is_contact
    if plan.state == State.CLOSED:
        return Decision(_("Planen är avslutad. Du behöver inte svara."), for_now=theirs)
    if action.state != ActionState.OPEN:
        return Decision(_("Åtgärden är redan avslutad."), for_now=theirs)
    if theirs:
        return ALLOWED
    return Decision(_("Den som ska göra det svarar, eller verksamhetens kontaktperson."))


def may_agree(actor: Actor, plan: Plan, person_id: int, known: Roles | None = None) -> Decision:
    """Each answers for themselves; what the family says aloud or on paper is written down by who leads."""
    if plan.state != State.ACTIVE:
        return Decision(_("Man svarar på en plan som är aktiv."), for_now=person_id == actor.person_id)
    if person_id == actor.person_id:
        if _sits_as(actor, plan.child_id, {Role.CHILD, Role.GUARDIAN, Role.CONTACT}, known):
            return ALLOWED
        return Decision(_("Barnet, vårdnadshavarna och kontaktpersonerna svarar på planen."))
    return may_change(actor, plan, known)


def may_choose_faces(actor: Actor, plan: Plan, *, shown: bool, known: Roles | None = None) -> Decision:
    """The child; whoever writes in the plan, having asked the child; and a guardian, who can say no."""
    if plan.state == State.CLOSED:
        return Decision(_("Planen är avslutad och kan inte ändras. En ny signal kan leda till en ny plan."))
    if plan.child.is_protected:
        return Decision(_("I den här planen visas inga foton."))
    held = roles(actor, plan.child_id) if known is None else known
    if _sits_as(actor, plan.child_id, {Role.CHILD}, held):
        return ALLOWED
    if _sits_as(actor, plan.child_id, {Role.GUARDIAN}, held):
        return Decision(_("Det är barnet som väljer om det vill se foton.")) if shown else ALLOWED
    return may_change(actor, plan, held)


def may_freeze(actor: Actor, plan: Plan, is_guardian: bool | None = None) -> Decision:
    """Nobody makes a version of the plan of a child whose guardian they are: it is a matter of their own (FL 16 §).

    And what a guardian must not know of is not there for them: it would be missing in the version. The sentence is the
    same whether anything is withheld or not.
    """
    if is_guardian is None:
        seats = Seat.objects.visible_to(actor).standing().filter(child=plan.child_id)
        is_guardian = seats.filter(person=actor.person_id, role=Role.GUARDIAN).exists()
    if is_guardian and not actor.is_family:
        return Decision(
            _(
                "Du är också vårdnadshavare till barnet, så någon annan fastställer planen. Be barnensbästa-ansvarig "
                "eller samverkansansvarig, eller din chef att utse en annan."
            )
        )
    return ALLOWED


def may_revise(
    actor: Actor, plan: Plan, changes: int, known: Roles | None = None, is_guardian: bool | None = None
) -> Decision:
    """A changed plan becomes a new version, which everybody is asked about again."""
    allowed = may_change(actor, plan, known)
    if not allowed:
        return allowed
    if not (allowed := may_freeze(actor, plan, is_guardian)):
        return allowed
    if plan.state != State.ACTIVE:
        return Decision(_("Planen är inte aktiv än. Gör den aktiv, så blir den version 1."))
    if not changes:
        return Decision(_("Ingenting har ändrats sedan den senaste versionen."))
    return ALLOWED


def may_write_heard(actor: Actor, plan: Plan, heard: Heard, known: Roles | None = None) -> Decision:
    """Those who lead write when the family was heard; that it goes on without them is the responsible's to answer for."""
    allowed = may_change(actor, plan, known)
    if not allowed:
        return allowed
    if heard == Heard.MEETING:
        return Decision(_("Att familjen var med på ett möte skrivs in där mötet skrivs in."), for_now=True)
    if heard in NOT_HEARD and not _sits_as(actor, plan.child_id, {Role.RESPONSIBLE}, known):
        return Decision(
            _("Att familjen inte kom eller inte ville skriver barnensbästa-ansvarig, och varför. Be hen."), for_now=True
        )
    return ALLOWED


def may_answer_lead(actor: Actor, plan: Plan, known: Roles | None = None) -> Decision:
    """Whoever is asked to hold the plan together answers."""
    if plan.state == State.CLOSED:
        return Decision(_("Planen är avslutad. Du behöver inte svara."), for_now=_is_contact(actor, plan, known))
    if plan.lead_asked_id is None or plan.lead_asked_id != actor.assignment_id:
        return Decision(
            _("Du är inte tillfrågad om att hålla ihop planen. Kanske har frågan tagits tillbaka."),
            for_now=_is_contact(actor, plan, known),
        )
    return ALLOWED


def _is_contact(actor: Actor, plan: Plan, known: Roles | None) -> bool:
    """Any of the contacts may have been asked before the question was taken back."""
    return _sits_as(actor, plan.child_id, {Role.CONTACT, Role.LEAD}, known)


def may_take_back_lead(actor: Actor, plan: Plan, known: Roles | None = None) -> Decision:
    """A question that is not answered is taken back by those who may ask it."""
    allowed = may_change(actor, plan, known)
    if allowed and plan.lead_asked_id is None:
        return Decision(_("Ingen är tillfrågad om att hålla ihop planen."))
    return allowed


def may_end_other(actor: Actor, other: OtherPlan, plan: Plan, known: Roles | None = None) -> Decision:
    """Another plan that exists ends once."""
    allowed = may_change(actor, plan, known)
    if allowed and other.ended_on is not None:
        return Decision(_("Det står redan att den planen har slutat."), for_now=True)
    return allowed


def may_close(actor: Actor, plan: Plan, known: Roles | None = None) -> Decision:
    """Whoever leads ends the plan."""
    if plan.state == State.CLOSED:
        return Decision(_("Planen är redan avslutad."), for_now=may_change(actor, plan, known).for_now)
    return may_change(actor, plan, known)


def may_write_letter(actor: Actor, plan: Plan, known: Roles | None = None) -> Decision:
    """Those who lead write to the family about a plan that holds, or that has ended."""
    if not _sits_as(actor, plan.child_id, LEADING, known):
        return Decision(_("Det är samverkansansvarig eller barnensbästa-ansvarig som skriver brev om planen. Be hen."))
    if plan.activated_at is None:
        return Decision(_("Planen gäller inte än. Brevet skrivs när den är aktiv."))
    return ALLOWED


def may_put_aside(actor: Actor, plan: Plan, known: Roles | None = None) -> Decision:
    """A plan that never began to hold is put aside; an active one ends when it is followed up."""
    if plan.state == State.ACTIVE:
        return Decision(
            _("Planen är aktiv. Den avslutas när ni följer upp den."),
            for_now=_sits_as(actor, plan.child_id, LEADING, known),
        )
    return may_close(actor, plan, known)


def may_activate(
    actor: Actor,
    plan: Plan,
    gaps: Collection["Gap"] | None = None,
    known: Roles | None = None,
    is_guardian: bool | None = None,
) -> Decision:
    """All conditions at once: the reason lists every one that is missing."""
    if plan.state == State.ACTIVE:
        return Decision(_("Planen är redan aktiv."))
    allowed = may_add_party(actor, plan, known)
    if not allowed:
        return allowed if plan.state == State.CLOSED else Decision(_("Barnensbästa-ansvarig gör planen aktiv. Be hen."))
    if not (allowed := may_freeze(actor, plan, is_guardian)):
        return allowed
    missing = activation_gaps(plan) if gaps is None else gaps
    # Two services may lack the same: the condition is told once.
    told = dict.fromkeys(part for gap in missing for part in (gap.condition, gap.sentence))
    return Decision(" ".join(told))


class Mend(StrEnum):
    """Where a gap is mended."""

    CONSENT = "consent"
    PARTIES = "parties"
    LEAD = "lead"
    WORDS = "words"
    HEARD = "heard"


@dataclass(frozen=True, slots=True)
class Gap:
    """One condition that does not hold in the county's words, what to do about it, and where."""

    condition: str
    sentence: str
    mend: Mend


MENDED: dict[Condition, Mend] = {
    Condition.CHILD_VIEW: Mend.WORDS,
    Condition.HEARD: Mend.HEARD,
    Condition.SERVICES: Mend.PARTIES,
    Condition.CONTACTS: Mend.PARTIES,
    Condition.CONSENT: Mend.CONSENT,
    Condition.LEAD: Mend.LEAD,
    Condition.NEXT_REVIEW: Mend.LEAD,
}


def activation_gaps(plan: Plan) -> list[Gap]:
    """Every condition of an active plan that does not hold (domain.md 7.4), in the order of the page."""
    taking_part = list(
        Party.objects.filter(record=plan.pk, child=plan.child_id, answer__in=sorted(TAKING_PART))
        .select_related("area", "contact__unit")
        .order_by("area__name")
    )
    missing = _missing(plan, taking_part)
    version = plan.record.practice_version
    return [Gap(sentences.condition(one, version), sentence, MENDED[one]) for one, sentence in missing]


Missing = tuple[Condition, str]


def _missing(plan: Plan, taking_part: list[Party]) -> Iterator[Missing]:
    if not plan.child_wants.strip() and not plan.child_view_how.strip():
        yield Condition.CHILD_VIEW, _("Skriv vad barnet vill, eller hur ni har försökt ta reda på vad barnet tycker.")
    if not plan.heard and reads.family_met_on(plan) is None:
        yield Condition.HEARD, _("Prata med familjen, eller skriv när de fick säga vad de tycker.")
    if len(taking_part) < FEWEST_SERVICES:
        yield Condition.SERVICES, _("Bjud in en verksamhet till.")
    yield from _contacts(taking_part)
    yield from _consent(plan, taking_part)
    if plan.lead_id is None:
        yield Condition.LEAD, _("Utse en samverkansansvarig.")
    elif plan.lead_id not in {party.contact_id for party in taking_part}:
        yield Condition.LEAD, _("Samverkansansvarig är inte längre med i planen. Utse en annan.")
    if plan.next_review_on is None or plan.next_review_on <= clock.today():
        yield Condition.NEXT_REVIEW, _("Bestäm en dag framåt i tiden när ni följer upp planen.")


def _contacts(taking_part: list[Party]) -> Iterator[Missing]:
    """The database holds that there is one contact; here, that they still work there."""
    today = clock.today()
    for party in taking_part:
        if party.contact.until is not None and party.contact.until < today:
            said = _("Kontaktpersonen för %(service)s har slutat. Välj en ny.")
            yield Condition.CONTACTS, said % {"service": party.area.name}


def _consent(plan: Plan, taking_part: list[Party]) -> Iterator[Missing]:
    what = allowed(plan.child_id)
    areas = [party.area_id for party in taking_part]
    stands = what.standing(areas)
    if not taking_part:
        return
    if stands.ok:
        yield from _kinds(plan, taking_part, what)
        return
    services = with_and([party.area.name for party in taking_part if party.area_id not in stands.services])
    people = with_and([decider.full_name for decider in stands.missing])
    if people:
        said = _("Samtycke från %(people)s saknas för %(services)s. Fråga, eller skriv en laglig grund.")
    else:
        said = _("Samtycke saknas för %(services)s.")
    yield Condition.CONSENT, said % {"services": services, "people": people}


def _kinds(plan: Plan, taking_part: list[Party], what: Allowed) -> Iterator[Missing]:
    """Everyone has said yes to the services, but not to everything that the plan is about."""
    kinds = reads.carries(plan)
    owner = plan.record.owner_id
    for party in taking_part:
        if party.area_id != owner and what.flow({owner, party.area_id}, kinds) is None:
            yield Condition.CONSENT, what.sentence(_("Barnets plan"), party.area, owner, kinds)
