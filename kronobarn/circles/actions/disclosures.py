"""What is let go to others, refused, ended and shortened."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.authorities.models import SecrecyArea
from kronobarn.circles import events, policy
from kronobarn.circles.actions.common import seen
from kronobarn.circles.models import Disclosure, Record
from kronobarn.circles.reads import kept_from
from kronobarn.circles.rules import (
    Ground,
)
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.prepared import prepared, the_one
from kronobarn.core.reasons import demand
from kronobarn.grounds.policy import may_use
from kronobarn.people.models import Person


@action
def disclose(
    *,
    record: Record,
    ground: Ground,
    by: Actor,
    to_area: SecrecyArea | None = None,
    to_person: Person | None = None,
    consent: UUID | None = None,
    kinds: Collection[str] = (),
    necessity: str = "",
    until: datetime | None = None,
    decision: UUID | None = None,
) -> Disclosure:
    """Pass one record on to another area or to a member of the family, on a ground.

    What is decided about several records at once has one `decision`. Given twice to the same recipient, the first decision stands and is returned. On consent it is called by
    `consents.actions.disclose`, which knows what the family has said yes to.
    """
    record = the_one(seen(record.pk, by), Record)
    policy.may_disclose(by, record).enforce(child_id=record.child_id)
    if ground == Ground.CONSENT and (consent is None or until is None):
        raise ValidationError(_("Skriv in vad familjen har sagt ja till, eller välj en annan grund."))
    if to_area is not None and not (allowed := may_use(ground, record.owner, to_area)):
        raise ValidationError(str(allowed.reason))
    if to_person is not None and to_person.pk in kept_from(record, by):
        raise ValidationError(
            _("Handlingen är dold för %(who)s (OSL 12 kap. 3 §) och kan inte lämnas ut dit så länge.")
            % {"who": to_person.full_name}
        )
    if to_area is not None:
        demand("necessity", necessity, _("Skriv med en mening varför det behövs."))
    if already := _given(record.pk, to_area.pk if to_area else None, to_person.pk if to_person else None):
        return already[0]
    assert by.person_id is not None
    disclosure = write(
        record,
        granted=True,
        to_area_id=to_area.pk if to_area else None,
        to_person_id=to_person.pk if to_person else None,
        ground=ground,
        consent=consent,
        kinds=kinds,
        necessity=necessity,
        until=until,
        decision=decision,
        decided_by_id=by.person_id,
        decided_for_id=by.assignment_id,
    )
    log(
        events.RecordDisclosed(
            to_area=to_area.pk if to_area else None,
            to_person=to_person.pk if to_person else None,
            ground=ground,
            consent=consent,
        ),
        by=by,
        child_id=record.child_id,
        subject=record.log_name,
        why=ground,
    )
    return disclosure


@prepared
def _given(record_id: UUID, to_area: int | None, to_person: int | None) -> QuerySet[Disclosure]:
    """What stands, as far as the database lets the actor see."""
    return Disclosure.objects.standing().filter(record=record_id, to_area=to_area, to_person=to_person)[:1]


@action
def refuse_disclosure(*, record: Record, to_area: SecrecyArea, necessity: str, by: Actor) -> Disclosure:
    """Decide not to pass a record on, and say why. The refusal is kept (domain.md 7.2)."""
    record = the_one(seen(record.pk, by), Record)
    policy.may_disclose(by, record).enforce(child_id=record.child_id)
    demand("necessity", necessity, _("Skriv varför handlingen inte lämnas ut."))
    assert by.person_id is not None
    disclosure = write(
        record,
        granted=False,
        to_area_id=to_area.pk,
        necessity=necessity,
        decided_by_id=by.person_id,
        decided_for_id=by.assignment_id,
    )
    log(
        events.DisclosureRefused(to_area=to_area.pk, to_person=None),
        by=by,
        child_id=record.child_id,
        subject=record.log_name,
    )
    return disclosure


def write(
    record: Record,
    *,
    granted: bool,
    decided_by_id: int,
    decided_for_id: int | None,
    to_area_id: int | None = None,
    to_person_id: int | None = None,
    ground: str = "",
    consent: UUID | None = None,
    kinds: Collection[str] = (),
    necessity: str = "",
    until: datetime | None = None,
    decision: UUID | None = None,
) -> Disclosure:
    """The row itself: every decision about a record, to let it go or not, begins now."""
    disclosure = Disclosure(
        child_id=record.child_id,
        record=record,
        owner_id=record.owner_id,
        to_area_id=to_area_id,
        to_person_id=to_person_id,
        granted=granted,
        ground=ground,
        consent=consent,
        kinds=sorted(kinds),
        necessity=necessity,
        decision=decision,
        since=clock.now(),
        until=until,
        decided_by_id=decided_by_id,
        decided_for_id=decided_for_id,
    )
    disclosure.save(force_insert=True)
    return disclosure


@action
def take_effect(
    *,
    record: Record,
    to_area_id: int,
    ground: str,
    consent: UUID | None,
    kinds: Collection[str],
    necessity: str,
    until: datetime | None,
    decided_by_id: int,
    decided_for_id: int,
    by: Actor,
) -> None:
    """Let a disclosure begin that the owner's area decided earlier, to hold from when `by` took something over.

    The calling feature has kept the decision; the database lets nothing else through.
    """
    given = Disclosure.objects.visible_to(by).standing().filter(child=record.child_id, record=record.pk)
    if given.filter(to_area=to_area_id).exists():
        return
    write(
        record,
        granted=True,
        to_area_id=to_area_id,
        ground=ground,
        consent=consent,
        kinds=kinds,
        necessity=necessity,
        until=until,
        decided_by_id=decided_by_id,
        decided_for_id=decided_for_id,
    )
    log(
        events.DisclosureTookEffect(to_area=to_area_id, ground=ground, consent=consent, decided_by=decided_by_id),
        by=by,
        child_id=record.child_id,
        subject=record.log_name,
        why=ground,
    )


@prepared
def _locked(disclosure_id: UUID, by: Actor) -> QuerySet[Disclosure]:
    """The disclosure as it is now, and for nobody else to change meanwhile."""
    return Disclosure.objects.visible_to(by).locked().filter(pk=disclosure_id)


@action
def end_disclosure(*, disclosure: Disclosure, by: Actor) -> Disclosure:
    """Stop a disclosure from now on. That it was given remains on record."""
    disclosure = the_one(_locked(disclosure.pk, by), Disclosure)
    if disclosure.ended_at is not None:
        return disclosure
    assert by.person_id is not None
    now = clock.now()
    disclosure.until = min(now, disclosure.until) if disclosure.until else now
    disclosure.ended_at = now
    disclosure.ended_by_id = by.person_id
    disclosure.save(update_fields=["until", "ended_at", "ended_by"])
    log(
        events.DisclosureEnded(),
        by=by,
        child_id=disclosure.child_id,
        subject=f"disclosure:{disclosure.pk}",
    )
    return disclosure


@action
def stop_sharing(*, disclosure: Disclosure, by: Actor) -> Disclosure:
    """The service that passed a record on to another decides that it reads it no more."""
    disclosure = Disclosure.objects.visible_to(by).get(pk=disclosure.pk)
    policy.may_end_disclosure(by, disclosure).enforce(child_id=disclosure.child_id)
    return end_disclosure(disclosure=disclosure, by=by)


@action
def shorten_disclosure(*, disclosure: Disclosure, until: datetime, by: Actor) -> Disclosure:
    """Let a disclosure end earlier than it would have, but not yet."""
    disclosure = Disclosure.objects.visible_to(by).locked().get(pk=disclosure.pk)
    if disclosure.until is not None and disclosure.until <= until:
        return disclosure
    disclosure.until = until
    disclosure.save(update_fields=["until"])
    log(events.DisclosureShortened(), by=by, child_id=disclosure.child_id, subject=f"disclosure:{disclosure.pk}")
    return disclosure


@action
def carry_more(*, disclosure: Disclosure, kinds: Collection[str], by: Actor) -> Disclosure:
    """More kinds of information are now written in what was passed on. The caller has looked that they may be."""
    disclosure = Disclosure.objects.visible_to(by).locked().get(pk=disclosure.pk)
    disclosure.kinds = sorted({*disclosure.kinds, *kinds})
    disclosure.save(update_fields=["kinds"])
    return disclosure
