"""Answering, changing one's mind, and what that does to what was said before."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.consents import events, policy, rules
from kronobarn.consents.actions.ending import end_what_lost_its_ground, put_under_review, remind
from kronobarn.consents.models import Answer, Consent
from kronobarn.consents.rules import STANDS, UNSAID, AsRole, Circumstances, Form, Said, State
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.notices import actions as notices
from kronobarn.notices.rules import TaskKind


@action
def answer(
    *,
    consent: Consent,
    by: Actor,
    services: Collection[int] = (),
    kinds: Collection[str] = (),
    until: date | None = None,
    text_language: str = "",
) -> Consent:
    """Answer for oneself. Allowing no service at all is a no."""
    consent = Consent.objects.visible_to(by).locked().get(pk=consent.pk)
    policy.may_answer(by, consent).enforce(child_id=consent.child_id)
    given = Circumstances(text_language)
    take_down(consent, services, kinds, until, Form.SIGNED_IN, clock.today(), "", by, given)
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
    circumstances: Circumstances = UNSAID,
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
    _sound(circumstances, form)
    take_down(consent, services, kinds, until, form, said_on, how, by, circumstances)
    log(events.ConsentRecorded(form=form), by=by, child_id=consent.child_id, subject=consent.log_name)
    return consent


def _sound(given: Circumstances, form: Form) -> None:
    if form == Form.WRITTEN and not given.kept_at.strip():
        raise ValidationError({"kept_at": _("Skriv var papperet förvaras, till exempel i barnets akt.")})
    if bool(given.interpreter) != bool(given.interpreter_language.strip()):
        raise ValidationError({"interpreter_language": _("Skriv både vilket språk det tolkades till och hur.")})


def take_down(
    consent: Consent,
    services: Collection[int],
    kinds: Collection[str],
    until: date | None,
    form: Form,
    said_on: date,
    how: str,
    by: Actor,
    circumstances: Circumstances = UNSAID,
) -> None:
    """Write an answer into the question, and let it do what it does to everything said and shared before."""
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
    _keep_answer(consent, said_on, how, by, circumstances)
    notices.settle(child_id=consent.child_id, subject=consent.pk, kinds=[TaskKind.ANSWER_CONSENT], by=by)
    if consent.stands:
        remind(consent, by)
    if said == State.GIVEN:
        return
    superseded = _supersede_earlier(consent, by)
    if end_what_lost_its_ground(consent, by) or superseded:
        put_under_review(consent.child_id, by, consent)


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


def _keep_answer(consent: Consent, said_on: date, how: str, by: Actor, circumstances: Circumstances = UNSAID) -> None:
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
        **asdict(circumstances),
    ).save(force_insert=True)


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
    ended = end_what_lost_its_ground(consent, by)
    put_under_review(consent.child_id, by, consent)
    log(
        events.ConsentWithdrawn(services=sorted(gone), ended=ended),
        by=by,
        child_id=consent.child_id,
        subject=consent.log_name,
    )
    while (other := _same_yes_elsewhere(consent, gone, by)) is not None:
        withdraw(consent=other, services=gone, form=form, how=how, by=by)
    return consent


def _supersede_earlier(consent: Consent, by: Actor) -> int:
    """The latest answer decides: what it leaves out of its question is taken out of the person's earlier yeses.

    Those that this actor may not see are left as they are written; `consents_that_stand` counts the same way.
    """
    asked = Said(frozenset(consent.asked_services), frozenset(consent.asked_kinds), consent.asked_until)
    answered = Said(frozenset(consent.services), frozenset(consent.kinds), consent.until) if consent.stands else None
    changed = 0
    for earlier in _of_same_person(consent, by).locked():
        before = Said(frozenset(earlier.services), frozenset(earlier.kinds), earlier.until)
        left = rules.narrowed(before, asker=earlier.owner_id, asked=asked, answered=answered)
        if left == before:
            continue
        changed += 1
        if left is None:
            earlier.state = State.SUPERSEDED
            notices.settle(child_id=earlier.child_id, subject=earlier.request, kinds=[TaskKind.RENEW_CONSENT], by=by)
        else:
            earlier.state = State.LIMITED
            earlier.services, earlier.kinds, earlier.until = sorted(left.services), sorted(left.kinds), left.until
        earlier.save(update_fields=["state", "services", "kinds", "until"])
        _keep_answer(earlier, clock.today(), _("Ändrat av ett senare svar"), by)
    return changed


def _of_same_person(consent: Consent, by: Actor) -> Any:
    """What the same person says yes to in other questions. There is one child, with or without a sign-in."""
    same = Consent.objects.visible_to(by).filter(child=consent.child_id, as_role=consent.as_role)
    if consent.as_role != AsRole.CHILD:
        same = same.filter(giver=consent.giver_id)
    return same.filter(state__in=sorted(STANDS)).exclude(pk=consent.pk)


def _same_yes_elsewhere(consent: Consent, services: Collection[int], by: Actor) -> Consent | None:
    """Another question in which the same person lets one of the services share."""
    other: Consent | None = _of_same_person(consent, by).filter(services__overlap=sorted(services)).first()
    return other
