"""Services come into the plan, answer and leave it; who is let in to read it follows."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.authorities.models import Assignment
from kronobarn.circles import actions as circles
from kronobarn.circles.models import Disclosure, Seat
from kronobarn.circles.reads import family, kept_from
from kronobarn.circles.rules import LEADING, Ground, Role, SeatGround
from kronobarn.consents import actions as consents
from kronobarn.consents.reads import allowed
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import Decision
from kronobarn.core.reasons import demand
from kronobarn.notices import actions as notices
from kronobarn.notices.rules import TaskKind
from kronobarn.plans import events, policy, reads
from kronobarn.plans.actions.goals import conclude
from kronobarn.plans.actions.leading import forget_question
from kronobarn.plans.actions.tasks import ANSWER_WITHIN, ask, renew_talk, renew_tasks
from kronobarn.plans.actions.working_copy import MEETING_PLACE, changed, parties, present, rise
from kronobarn.plans.models import Party, Plan, PlanAction
from kronobarn.plans.rules import (
    TAKING_PART,
    ActionState,
    Answer,
    State,
)


@action
def add_party(*, plan: Plan, contact: Assignment, seen: int, by: Actor) -> Party:
    """Ask a service to take part, through the one person there whom everybody turns to.

    The service is let in to the plan if consent stands for it. If not, it is let in when it does.
    """
    plan = present(plan.pk, by, seen)
    policy.may_add_party(by, plan).enforce(child_id=plan.child_id)
    contact = _at_work(contact)
    party = Party.objects.filter(record=plan.pk, child=plan.child_id, area=contact.unit.area_id).first()
    if party is None:
        party = Party(record_id=plan.pk, child_id=plan.child_id, area_id=contact.unit.area_id, contact=contact)
    elif party.answer in TAKING_PART:
        raise ValidationError({"contact": _("Verksamheten är redan med. Byt kontaktperson i stället.")})
    party.contact = contact
    _asked(party)
    party.save()
    changed(plan, "parties", by)
    log(
        events.PartyAsked(area=party.area_id, contact=contact.pk),
        by=by,
        child_id=plan.child_id,
        subject=plan.log_name,
    )
    _let_in(plan, party, by)
    return party


def _asked(party: Party) -> None:
    party.answer, party.why, party.answered_at, party.answered_by = Answer.ASKED, "", None, None


def _at_work(contact: Assignment) -> Assignment:
    found = Assignment.objects.standing().filter(pk=contact.pk).select_related("unit__area").first()
    if found is None:
        raise ValidationError({"contact": _("Personen har inte längre det uppdraget. Välj någon annan.")})
    return found


@action
def share(*, plan: Plan, by: Actor) -> Plan:
    """Let in the services for which consent has come to stand since they were asked."""
    plan = present(plan.pk, by)
    policy.may_add_party(by, plan).enforce(child_id=plan.child_id)
    let_everyone_in(plan, by)
    return plan


def take_part(plan: Plan, contact: Assignment, by: Actor) -> Party:
    party = Party(
        record_id=plan.pk,
        child_id=plan.child_id,
        area_id=contact.unit.area_id,
        contact=contact,
        answer=Answer.ACCEPTED,
        answered_at=clock.now(),
        answered_by_id=by.person_id,
    )
    party.save(force_insert=True)
    _seat_contact(plan, contact, by)
    return party


def _seat_contact(plan: Plan, contact: Assignment, by: Actor) -> None:
    circles.grant_seat(child_id=plan.child_id, role=Role.CONTACT, ground=SeatGround.CONSENT, assignment=contact, by=by)


def let_family_in(plan: Plan, by: Actor) -> None:
    kept = kept_from(plan.record, by)
    for seat in [seat for seat in family(plan.child_id, by) if seat.person_id not in kept]:
        circles.disclose(record=plan.record, ground=Ground.CHILD_OR_GUARDIAN, to_person=seat.person, by=by)


def let_everyone_in(plan: Plan, by: Actor) -> None:
    let_family_in(plan, by)
    for party in parties(plan):
        if party.answer in TAKING_PART:
            _let_in(plan, party, by)
        else:
            _let_out(plan, party, by)


def _let_in(plan: Plan, party: Party, by: Actor) -> bool:
    """Give the contact a seat and the service the plan, if the family has said yes to it and to what the plan is about.

    With the plan goes the matter, which holds no content: whoever leads the plan also ends the matter. What the yes
    does not hold is not passed on in part: the plan's page says what is left out.
    """
    if party.area_id == plan.record.owner_id:
        _seat_contact(plan, party.contact, by)
        return True
    kinds = reads.carries(plan)
    if allowed(plan.child_id).flow({plan.record.owner_id, party.area_id}, kinds) is None:
        return False
    for record, about in ((plan.record, kinds), (plan.matter.record, frozenset[str]())):
        if record.owner_id == by.area_id:
            consents.disclose(
                record=record,
                to_area=party.area,
                kinds=about,
                necessity=_("Samverkan enligt barnets plan"),
                by=by,
            )
    _seat_contact(plan, party.contact, by)
    if party.answer == Answer.ASKED:
        ask(plan, TaskKind.AGREE_TO_PLAN, party.contact.person_id, party.contact_id, clock.today() + ANSWER_WITHIN, by)
    return True


@action
def change_contact(*, party: Party, contact: Assignment, seen: int, by: Actor) -> Party:
    """Let someone else in the same service be its contact person."""
    plan = present(party.record_id, by, seen)
    policy.may_change(by, plan).enforce(child_id=plan.child_id)
    party = _party(party.pk, by)
    contact = _at_work(contact)
    if contact.unit.area_id != party.area_id:
        raise ValidationError({"contact": _("Kontaktpersonen ska arbeta i samma verksamhet.")})
    if party.contact_id == plan.lead_id and contact.pk != party.contact_id:
        raise ValidationError(
            {"contact": _("Kontaktpersonen håller ihop planen. Utse en annan samverkansansvarig först.")}
        )
    old = party.contact
    party.contact = contact
    party.save(update_fields=["contact"])
    changed(plan, "contact", by)
    if old.pk == plan.lead_asked_id != contact.pk:
        forget_question(plan, by)
    if old.pk != contact.pk:
        _let_in(plan, party, by)
        rise(_contact_seats(plan, old, by), by)
    return party


def _party(pk: UUID, by: Actor) -> Party:
    party: Party = Party.objects.visible_to(by).select_related("area", "contact__unit__area").locked().get(pk=pk)
    return party


def _contact_seats(plan: Plan, contact: Assignment, by: Actor) -> list[Seat]:
    seats = Seat.objects.visible_to(by).standing().filter(child=plan.child_id, assignment=contact.pk)
    return list(seats.filter(Q(role=Role.CONTACT) | MEETING_PLACE))


@action
def answer_as_party(*, party: Party, accept: bool, by: Actor, why: str = "") -> Party:
    """Say for one's service whether it takes part. A no has a reason that the others can read."""
    plan = present(party.record_id, by)
    party = _party(party.pk, by)
    policy.may_answer(by, party, plan).enforce(child_id=plan.child_id)
    if not accept:
        demand("why", why, _("Skriv varför, så att de andra vet hur de kan gå vidare."))
    if not accept:
        _may_stand_without(plan, party, by).enforce(child_id=plan.child_id)
    party.answer = Answer.ACCEPTED if accept else Answer.DECLINED
    party.why = why
    party.answered_at = clock.now()
    party.answered_by_id = by.person_id
    party.save(update_fields=["answer", "why", "answered_at", "answered_by"])
    changed(plan, "parties", by)
    if not accept and party.contact_id == plan.lead_asked_id:
        forget_question(plan, by)
    if plan.state == State.DRAFT or not accept:
        notices.settle_own(child_id=plan.child_id, subject=plan.pk, kind=TaskKind.AGREE_TO_PLAN, by=by)
    log(
        events.PartyAnswered(area=party.area_id, answer=party.answer),
        by=by,
        child_id=plan.child_id,
        subject=plan.log_name,
    )
    if not accept:
        _let_out(plan, party, by)
    return party


def _may_stand_without(plan: Plan, party: Party, by: Actor) -> Decision:
    return policy.may_let_go(by, party, plan, reads.others(party))


@action
def let_go(*, party: Party, why: str, by: Actor, seen: int | None = None) -> Party:
    """A service is no longer needed, or can no longer take part. What it has done remains in the plan."""
    plan = present(party.record_id, by, seen)
    party = _party(party.pk, by)
    _may_stand_without(plan, party, by).enforce(child_id=plan.child_id)
    open_actions = PlanAction.objects.filter(
        record=plan.pk, child=plan.child_id, area=party.area_id, state=ActionState.OPEN
    )
    for one in open_actions:
        conclude(one, ActionState.STOPPED, by)
    party.answer = Answer.LEFT
    party.why = why
    party.answered_at = clock.now()
    party.answered_by_id = by.person_id
    party.save(update_fields=["answer", "why", "answered_at", "answered_by"])
    changed(plan, "parties", by)
    if party.contact_id == plan.lead_asked_id:
        forget_question(plan, by)
    renew_talk(plan, by)
    log(events.PartyLeft(area=party.area_id), by=by, child_id=plan.child_id, subject=plan.log_name)
    if plan.state == State.ACTIVE:
        renew_tasks(plan, by)
    _let_out(plan, party, by)
    return party


def _let_out(plan: Plan, party: Party, by: Actor) -> None:
    """End what the service was given for the plan, and then its seat, which the right to end it hangs on.

    The owner of the plan ends it, who leads what rests on consent, and a service that says no gives it back itself.
    Where somebody in the same area is responsible, the area goes on reading.
    """
    leads = not LEADING.isdisjoint(policy.roles(by, plan.child_id))
    seats = Seat.objects.visible_to(by).standing().filter(child=plan.child_id, area=party.area_id)
    given = (
        Disclosure.objects.visible_to(by)
        .standing()
        .filter(Q(record=plan.pk) | Q(record=plan.matter_id, consent__isnull=False))
        .filter(child=plan.child_id, to_area=party.area_id)
    )
    if not seats.filter(role__in=[Role.RESPONSIBLE, Role.LEAD]).exists():
        for disclosure in given:
            own = by.area_id in (disclosure.owner_id, disclosure.to_area_id)
            if own or (leads and disclosure.consent is not None):
                circles.end_disclosure(disclosure=disclosure, by=by)
    rise(_contact_seats(plan, party.contact, by), by)
