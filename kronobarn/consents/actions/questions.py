"""Asking everyone who decides."""

import uuid
from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.authorities.models import SecrecyArea
from kronobarn.circles import actions as circles
from kronobarn.circles.models import Record
from kronobarn.circles.policy import may_let_know
from kronobarn.circles.rules import Ground, Kind
from kronobarn.consents import events, policy, reads, rules
from kronobarn.consents.models import Consent
from kronobarn.consents.rules import AsRole, Decider, Scope
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.reasons import demand
from kronobarn.drafts import actions as drafts
from kronobarn.notices import actions as notices
from kronobarn.notices.rules import TaskKind
from kronobarn.people.models import Person
from kronobarn.practice.rules import INFORMATION_KINDS

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
    sound_scope(services, kinds, why, by)
    to_ask = known_deciders(matter.child_id, today)
    may_let_know(by, matter, {decider.pk for decider in to_ask}).enforce(child_id=matter.child_id)
    _set_aside_earlier(matter, by)
    # The first record's id names the question, so that a task about the question leads to a page.
    ids = [uuid.uuid4() for _decider in to_ask]
    scope = Scope(matter.child_id, matter.pk, services, kinds, why, until, matter.practice_version)
    asked = [ask_one(record_id, ids[0], decider, scope, by) for record_id, decider in zip(ids, to_ask, strict=True)]
    drafts.drop(child_id=matter.child_id, form=DRAFT, by=by)
    log(
        events.ConsentAsked(request=ids[0], services=sorted(services), text_version=matter.practice_version),
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


def known_deciders(child_id: UUID, on: date) -> tuple[Decider, ...]:
    """Everyone to ask. Without a guardian written down there is nobody to ask."""
    to_ask = reads.deciders(child_id, on)
    if any(decider.role == AsRole.GUARDIAN and decider.pk is None for decider in to_ask):
        raise ValidationError(_("Ingen vårdnadshavare är inskriven för barnet. Skriv in dem först, på barnets sida."))
    return to_ask


def sound_scope(services: Collection[int], kinds: Collection[str], why: str, by: Actor) -> None:
    if not services:
        raise ValidationError({"services": _("Välj minst en verksamhet att dela med.")})
    if by.area_id in services or SecrecyArea.objects.filter(pk__in=services).count() != len(set(services)):
        raise ValidationError({"services": _("Välj bland verksamheterna i listan.")})
    if not kinds:
        raise ValidationError({"kinds": _("Välj vad det ska gå att berätta om.")})
    if not set(kinds) <= set(INFORMATION_KINDS):
        raise ValidationError({"kinds": _("Välj bland uppgifterna i listan.")})
    demand("why", why, _("Skriv varför verksamheterna behöver prata med varandra."))


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


def ask_one(record_id: UUID, request: UUID, decider: Decider, scope: Scope, by: Actor) -> Consent:
    """One person's part of a question: a record of their own, that they see at once, and a task to answer."""
    today = clock.today()
    record = circles.write_record(
        record_id=record_id,
        child_id=scope.child_id,
        kind=Kind.CONSENT,
        headline=_("Fråga om samtycke till barnet")
        if decider.role == AsRole.CHILD
        else _("Fråga om samtycke till vårdnadshavare"),
        happened_on=today,
        practice_version=scope.practice_version,
        by=by,
    )
    consent = Consent(
        record=record,
        child_id=scope.child_id,
        request=request,
        about=scope.about,
        owner_id=record.owner_id,
        giver_id=decider.pk,
        as_role=decider.role,
        why=scope.why,
        text_version=scope.practice_version,
        asked_services=sorted(scope.services),
        asked_kinds=sorted(scope.kinds),
        asked_until=scope.until,
        services=sorted(scope.services),
        kinds=sorted(scope.kinds),
        since=today,
        until=scope.until,
    )
    consent.save(force_insert=True)
    if decider.pk is not None:
        circles.disclose(
            record=record, ground=Ground.CHILD_OR_GUARDIAN, to_person=Person.objects.get(pk=decider.pk), by=by
        )
        notices.ask(
            child_id=scope.child_id,
            kind=TaskKind.ANSWER_CONSENT,
            subject=consent.pk,
            due_on=min(scope.until, today + rules.ANSWER_WITHIN),
            person_id=decider.pk,
            assignment_id=None,
            by=by,
        )
    return consent
