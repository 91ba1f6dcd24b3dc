"""Everything that changes a consent. Nothing else writes to them."""

import uuid
from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.authorities.models import SecrecyArea
from kronobarn.circles import actions as circles
from kronobarn.circles.models import Record, Seat
from kronobarn.circles.rules import Ground, Kind, Role, SeatGround
from kronobarn.consents import events, policy, reads, rules
from kronobarn.consents.models import Answer, Consent, LawfulAlternative
from kronobarn.consents.rules import STANDS, AsRole, Basis, Decider, Form, State
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.drafts import actions as drafts
from kronobarn.notices import actions as notices
from kronobarn.notices.rules import TaskKind
from kronobarn.people.models import Person
from kronobarn.practice import pack

DRAFT = "consent"


@action
def ask(
    *, matter_id: UUID, services: Collection[int], kinds: Collection[str], why: str, until: date, by: Actor
) -> list[Consent]:
    """Put one question to everyone who decides. Each gets a record of their own, that they see at once."""
    matter = Record.objects.visible_to(by).get(pk=matter_id, kind=Kind.MATTER)
    policy.may_ask(by, matter.child_id).enforce(child_id=matter.child_id)
    today = clock.today()
    sound_period(today, until)
    _sound_scope(services, kinds, why, by)
    to_ask = reads.deciders(matter.child_id, today)
    if any(decider.role == AsRole.GUARDIAN and decider.pk is None for decider in to_ask):
        raise ValidationError(_("Ingen vårdnadshavare är inskriven för barnet. Skriv in dem först, på barnets sida."))
    _set_aside_earlier(matter, by)
    # The first record's id names the question, so that a task about the question leads to a page.
    ids = [uuid.uuid4() for _decider in to_ask]
    asked = [
        _ask_one(record_id, ids[0], decider, matter, (sorted(services), sorted(kinds), why, until), by)
        for record_id, decider in zip(ids, to_ask, strict=True)
    ]
    drafts.drop(child_id=matter.child_id, form=DRAFT, by=by)
    log(
        events.ConsentAsked(request=ids[0], services=sorted(services), text_version=pack.current().version),
        by=by,
        child_id=matter.child_id,
        subject=matter.log_name,
    )
    return asked


def sound_period(since: date, until: date) -> None:
    """A question begins before it ends, within a year. The form asks too, before the question is looked over."""
    if until < since:
        raise ValidationError({"until": _("Samtycket skulle sluta innan det börjar. Välj en dag från och med i dag.")})
    if until > since + rules.LONGEST:
        raise ValidationError(
            {"until": _("Ett samtycke gäller högst ett år. Välj en tidigare dag. Det går att fråga igen.")}
        )


def _sound_scope(services: Collection[int], kinds: Collection[str], why: str, by: Actor) -> None:
    if not services:
        raise ValidationError({"services": _("Välj minst en verksamhet att dela med.")})
    if by.area_id in services or SecrecyArea.objects.filter(pk__in=services).count() != len(set(services)):
        raise ValidationError({"services": _("Välj bland verksamheterna i listan.")})
    if not kinds:
        raise ValidationError({"kinds": _("Välj vad det ska gå att berätta om.")})
    if not set(kinds) <= set(pack.current().information_kinds):
        raise ValidationError({"kinds": _("Välj bland uppgifterna i listan.")})
    if not why.strip():
        raise ValidationError({"why": _("Skriv varför verksamheterna behöver prata med varandra.")})


def _set_aside_earlier(matter: Record, by: Actor) -> None:
    """A new question takes the place of those that wait, and of the reminder to ask again."""
    earlier = Consent.objects.visible_to(by).filter(child=matter.child_id, about=matter.pk)
    for pk in earlier.values_list("pk", flat=True):
        notices.settle(
            child_id=matter.child_id,
            subject=pk,
            kinds=[TaskKind.ANSWER_CONSENT, TaskKind.RENEW_CONSENT],
            by=by,
        )


def _ask_one(
    record_id: UUID,
    request: UUID,
    decider: Decider,
    matter: Record,
    scope: tuple[list[int], list[str], str, date],
    by: Actor,
) -> Consent:
    services, kinds, why, until = scope
    today = clock.today()
    record = circles.write_record(
        record_id=record_id,
        child_id=matter.child_id,
        kind=Kind.CONSENT,
        headline=_("Fråga om samtycke till barnet")
        if decider.role == AsRole.CHILD
        else _("Fråga om samtycke till vårdnadshavare"),
        happened_on=today,
        practice_version=pack.current().version,
        by=by,
    )
    consent = Consent(
        record=record,
        child_id=matter.child_id,
        request=request,
        about=matter.pk,
        owner_id=record.owner_id,
        giver_id=decider.pk,
        as_role=decider.role,
        why=why,
        text_version=pack.current().version,
        asked_services=services,
        asked_kinds=kinds,
        asked_until=until,
        services=services,
        kinds=kinds,
        since=today,
        until=until,
    )
    consent.save(force_insert=True)
    if decider.pk is not None:
        circles.disclose(
            record=record, ground=Ground.CHILD_OR_GUARDIAN, to_person=Person.objects.get(pk=decider.pk), by=by
        )
        notices.ask(
            child_id=matter.child_id,
            kind=TaskKind.ANSWER_CONSENT,
            subject=consent.pk,
            due_on=min(until, today + rules.ANSWER_WITHIN),
            person_id=decider.pk,
            assignment_id=None,
            by=by,
        )
    return consent


@action
def answer(
    *,
    consent: Consent,
    by: Actor,
    services: Collection[int] = (),
    kinds: Collection[str] = (),
    until: date | None = None,
) -> Consent:
    """Answer for oneself. Allowing no service at all is a no."""
    consent = Consent.objects.visible_to(by).locked().get(pk=consent.pk)
    policy.may_answer(by, consent).enforce(child_id=consent.child_id)
    _take_down(consent, services, kinds, until, Form.SIGNED_IN, clock.today(), "", by)
    log(events.ConsentAnswered(form=consent.form), by=by, child_id=consent.child_id, subject=consent.log_name)
    return consent


@action
def record_answer(
    *,
    consent: Consent,
    form: Form,
    said_on: date,
    how: str,
    by: Actor,
    services: Collection[int] = (),
    kinds: Collection[str] = (),
    until: date | None = None,
) -> Consent:
    """Write down what somebody answered aloud or on paper: when, and how it was said."""
    consent = Consent.objects.visible_to(by).locked().get(pk=consent.pk)
    policy.may_record(by, consent).enforce(child_id=consent.child_id)
    if form == Form.SIGNED_IN:
        raise ValidationError({"form": _("Välj om svaret gavs muntligt eller skriftligt.")})
    if not consent.since <= said_on <= clock.today():
        raise ValidationError({"said_on": _("Välj dagen då svaret gavs: efter att frågan ställdes, senast i dag.")})
    if not how.strip():
        raise ValidationError({"how": _("Skriv hur svaret gavs, till exempel i telefon eller vid ett besök.")})
    _take_down(consent, services, kinds, until, form, said_on, how, by)
    log(events.ConsentRecorded(form=form), by=by, child_id=consent.child_id, subject=consent.log_name)
    return consent


def _take_down(
    consent: Consent,
    services: Collection[int],
    kinds: Collection[str],
    until: date | None,
    form: Form,
    said_on: date,
    how: str,
    by: Actor,
) -> None:
    assert by.person_id is not None
    said = _weighed(consent, services, kinds, until)
    if said not in rules.NEXT[State(consent.state)]:
        raise ValidationError(_("Frågan är redan besvarad med nej."))
    consent.state = said
    if consent.stands:
        consent.services, consent.kinds = sorted(services), sorted(kinds)
        consent.until = until or consent.asked_until
    consent.form = form
    consent.answered_at = clock.now()
    consent.answered_by_id = by.person_id
    consent.save(update_fields=["state", "services", "kinds", "until", "form", "answered_at", "answered_by"])
    _keep_answer(consent, said_on, how, by)
    notices.settle(child_id=consent.child_id, subject=consent.pk, kinds=[TaskKind.ANSWER_CONSENT], by=by)
    if consent.stands:
        _remind(consent, by)
    else:
        _end_what_lost_its_ground(consent, by)


def _weighed(consent: Consent, services: Collection[int], kinds: Collection[str], until: date | None) -> State:
    """Which answer this is, or what is wrong with it."""
    if not services and not kinds:
        return State.REFUSED
    if not services:
        raise ValidationError({"services": _("Välj vilka som får dela, eller svara nej.")})
    if not kinds:
        raise ValidationError({"kinds": _("Välj vad de får berätta om, eller svara nej.")})
    if not (set(services) <= set(consent.asked_services) and set(kinds) <= set(consent.asked_kinds)):
        raise ValidationError(_("Det går inte att säga ja till mer än det som frågan gäller."))
    until = until or consent.asked_until
    if until < clock.today():
        raise ValidationError({"until": _("Samtycket skulle sluta innan det börjar. Välj en dag från och med i dag.")})
    if until > consent.asked_until:
        raise ValidationError({"until": _("Det går inte att säga ja längre än frågan gäller. Välj en tidigare dag.")})
    whole = (
        set(services) == set(consent.asked_services)
        and set(kinds) == set(consent.asked_kinds)
        and until == consent.asked_until
    )
    return State.GIVEN if whole else State.LIMITED


def _keep_answer(consent: Consent, said_on: date, how: str, by: Actor) -> None:
    assert by.person_id is not None
    Answer(
        record_id=consent.record_id,
        child_id=consent.child_id,
        state=consent.state,
        form=consent.form,
        services=consent.services if consent.stands else [],
        kinds=consent.kinds if consent.stands else [],
        until=consent.until,
        said_on=said_on,
        how=how,
        recorded_at=clock.now(),
        recorded_by_id=by.person_id,
    ).save(force_insert=True)


def _remind(consent: Consent, by: Actor) -> None:
    """Let the responsible ask again in time, once for the whole question: before the earliest end."""
    stands = [yes.until for yes in reads.yeses(consent.child_id) if yes.request == consent.request]
    notices.settle(child_id=consent.child_id, subject=consent.request, kinds=[TaskKind.RENEW_CONSENT], by=by)
    due_on = rules.reminder_on(min(stands), today=clock.today())
    _ask_who_carries(consent.child_id, TaskKind.RENEW_CONSENT, consent.request, due_on, by, Role.RESPONSIBLE)


def _ask_who_carries(child_id: UUID, kind: TaskKind, subject: UUID, due_on: date, by: Actor, *roles: Role) -> None:
    for seat in Seat.objects.visible_to(by).standing().filter(child=child_id, role__in=roles):
        notices.ask(
            child_id=child_id,
            kind=kind,
            subject=subject,
            due_on=due_on,
            person_id=seat.person_id,
            assignment_id=seat.assignment_id,
            by=by,
        )


@action
def withdraw(
    *,
    consent: Consent,
    by: Actor,
    services: Collection[int] | None = None,
    form: Form = Form.ORAL,
    how: str = "",
) -> Consent:
    """Take back a yes, wholly or for some services. What rests on it stops in the same instant.

    The same person's yes to the same services in an earlier question goes with it: whoever takes it back
    means the sharing, not the form. What has been passed on already cannot be taken back, and duties in law remain.
    """
    consent = Consent.objects.visible_to(by).locked().get(pk=consent.pk)
    policy.may_withdraw(by, consent).enforce(child_id=consent.child_id)
    assert by.person_id is not None
    gone = set(consent.services) if services is None else set(services) & set(consent.services)
    if not gone:
        raise ValidationError({"services": _("Välj minst en verksamhet som inte längre ska få dela.")})
    left = sorted(set(consent.services) - gone)
    consent.form = form if not by.is_family else Form.SIGNED_IN
    if left:
        consent.state, consent.services = State.LIMITED, left
    else:
        consent.state = State.WITHDRAWN
        consent.withdrawn_at, consent.withdrawn_by_id = clock.now(), by.person_id
        notices.settle(child_id=consent.child_id, subject=consent.request, kinds=[TaskKind.RENEW_CONSENT], by=by)
    consent.save(update_fields=["state", "services", "form", "withdrawn_at", "withdrawn_by"])
    _keep_answer(consent, clock.today(), how, by)
    ended = _end_what_lost_its_ground(consent, by)
    _put_under_review(consent, by)
    log(
        events.ConsentWithdrawn(services=sorted(gone), ended=ended),
        by=by,
        child_id=consent.child_id,
        subject=consent.log_name,
    )
    while (other := _same_yes_elsewhere(consent, gone, by)) is not None:
        withdraw(consent=other, services=gone, form=form, how=how, by=by)
    return consent


def _same_yes_elsewhere(consent: Consent, services: Collection[int], by: Actor) -> Consent | None:
    """Another question in which the same person lets one of the services share."""
    said = Consent.objects.visible_to(by).filter(
        child=consent.child_id, as_role=consent.as_role, giver=consent.giver_id, services__overlap=sorted(services)
    )
    other: Consent | None = said.filter(state__in=sorted(STANDS)).exclude(pk=consent.pk).first()
    return other


def _end_what_lost_its_ground(consent: Consent, by: Actor) -> int:
    """Stop each disclosure that rests on this question and is not carried by those who still say yes."""
    left = reads.shared_on(consent)
    ended = 0
    for disclosure in reads.resting_on(consent, by):
        if disclosure.to_area_id not in left or disclosure.owner_id not in left:
            circles.end_disclosure(disclosure=disclosure, by=by)
            ended += 1
    _end_places_that_lost_their_ground(consent, by)
    return ended


def _end_places_that_lost_their_ground(consent: Consent, by: Actor) -> None:
    """A place at the table that was given on consent ends with it, but for whoever works where the responsible does."""
    gone = set(consent.asked_services) - reads.whole(consent.child_id, clock.today()).services
    seats = Seat.objects.visible_to(by).standing().filter(child=consent.child_id)
    gone -= set(seats.filter(role=Role.RESPONSIBLE).values_list("area", flat=True))
    for seat in seats.filter(ground=SeatGround.CONSENT, area__in=gone):
        circles.close_seat(seat=seat, by=by)


def _put_under_review(consent: Consent, by: Actor) -> None:
    """Whoever leads looks over what is shared. Before there is a plan, the responsible looks at the question."""
    plan = (
        Record.objects.visible_to(by)
        .filter(child=consent.child_id, kind=Kind.PLAN)
        .order_by("-written_at")
        .values_list("pk", flat=True)
        .first()
    )
    due_on = clock.today() + rules.REVIEW_WITHIN
    if plan is not None:
        _ask_who_carries(consent.child_id, TaskKind.REVIEW_SHARING, plan, due_on, by, Role.LEAD, Role.RESPONSIBLE)
    else:
        _ask_who_carries(consent.child_id, TaskKind.RENEW_CONSENT, consent.request, due_on, by, Role.RESPONSIBLE)


@action
def record_alternative(*, consent: Consent, basis: Basis, reason: str, by: Actor) -> LawfulAlternative:
    """Write down the ground in law on which one guardian's yes can be done without.

    Never needed for what the law demands, such as a report to social services: that asks nobody.
    """
    consent = Consent.objects.visible_to(by).locked().get(pk=consent.pk)
    policy.may_record_alternative(by, consent, basis).enforce(child_id=consent.child_id)
    if not reason.strip():
        raise ValidationError({"reason": _("Skriv vad grunden är: vilket beslut, av vem, vilken dag.")})
    assert consent.giver_id is not None
    record = circles.write_record(
        child_id=consent.child_id,
        kind=Kind.CONSENT,
        headline=_("Laglig grund utan samtycke"),
        happened_on=clock.today(),
        practice_version=pack.current().version,
        by=by,
    )
    alternative = LawfulAlternative(
        record=record,
        child_id=consent.child_id,
        request=consent.request,
        about=consent.about,
        owner_id=consent.owner_id,
        person_id=consent.giver_id,
        basis=basis,
        reason=reason,
        services=consent.asked_services,
        kinds=consent.asked_kinds,
        since=clock.today(),
        until=consent.asked_until,
    )
    alternative.save(force_insert=True)
    log(events.AlternativeRecorded(basis=basis), by=by, child_id=consent.child_id, subject=alternative.log_name)
    return alternative
