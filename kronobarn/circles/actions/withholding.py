"""What a guardian must not know of (OSL 12 kap. 3 §)."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.circles import events, policy
from kronobarn.circles.actions.common import seen
from kronobarn.circles.models import Record, Withheld
from kronobarn.circles.reads import guardians, kept_from, know_of
from kronobarn.circles.rules import (
    WITHHELD_AT_MOST,
    WithheldBecause,
)
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.prepared import the_one
from kronobarn.core.reasons import demand, lacks
from kronobarn.people.models import Person


@action
def withhold(
    *,
    record: Record,
    guardians: Collection[Person],
    reason: str,
    review_on: date,
    by: Actor,
    because: WithheldBecause = WithheldBecause.CHILD,
    part: UUID | None = None,
) -> list[Withheld]:
    """Let nothing of a record, nor of what is part of it, be known to a guardian, or to both (OSL 12 kap. 3 §).

    Or of one `part` alone, which the calling feature has looked for. It takes effect at once, whatever has been passed on to them before. What is withheld from somebody already stays
    as it is.
    """
    record = the_one(seen(record.pk, by), Record)
    policy.may_withhold(by, record).enforce(child_id=record.child_id)
    _sound_withholding(reason, review_on)
    may_be = {one.pk for one in _guardians(record, by)}
    if not guardians or not {one.pk for one in guardians} <= may_be:
        raise ValidationError({"guardians": _("Välj den vårdnadshavare som handlingen ska döljas för.")})
    kept = kept_from(record, by, part)
    decided = [
        _decide_to_withhold(record, one.pk, part, because, reason, review_on, by)
        for one in guardians
        if one.pk not in kept
    ]
    for one in decided:
        log(
            events.Withheld(from_person=one.from_person_id, review_on=review_on),
            by=by,
            child_id=record.child_id,
            subject=record.log_name,
        )
    return decided


def _guardians(record: Record, by: Actor) -> list[Person]:
    """From whom it can be withheld, or is already."""
    know = know_of(record, by)
    return [one for one in guardians(record.child_id, by) if one.pk not in know]


def _sound_withholding(reason: str, review_on: date) -> None:
    wrong = {}
    if lacking := lacks(reason, _("Skriv varför uppgifterna skulle vara till betydande men för barnet.")):
        wrong["reason"] = lacking
    if not clock.today() < review_on <= clock.today() + WITHHELD_AT_MOST:
        wrong["review_on"] = _("Välj en dag efter i dag och inom tolv månader.")
    if wrong:
        raise ValidationError(wrong)


def _decide_to_withhold(
    record: Record, person_id: int, part: UUID | None, because: str, reason: str, review_on: date, by: Actor
) -> Withheld:
    assert by.person_id is not None
    assert by.assignment_id is not None
    withheld = Withheld(
        record=record,
        child_id=record.child_id,
        from_person_id=person_id,
        part=part,
        because=because,
        reason=reason,
        since=clock.now(),
        review_on=review_on,
        decided_by_id=by.person_id,
        decided_for_id=by.assignment_id,
    )
    withheld.save(force_insert=True)
    return withheld


@action
def withhold_longer(*, withheld: Withheld, reason: str, review_on: date, by: Actor) -> Withheld:
    """Having looked it over: it is needed still, for the reason that holds today."""
    withheld = Withheld.objects.visible_to(by).locked().get(pk=withheld.pk)
    policy.may_look_over(withheld).enforce(child_id=withheld.child_id)
    _sound_withholding(reason, review_on)
    _end_withholding(withheld, _("Förlängt efter översyn"), by)
    longer = _decide_to_withhold(
        withheld.record, withheld.from_person_id, withheld.part, withheld.because, reason, review_on, by
    )
    log(
        events.WithheldLonger(from_person=longer.from_person_id, review_on=review_on),
        by=by,
        child_id=longer.child_id,
        subject=longer.log_name,
    )
    return longer


@action
def withhold_no_more(*, withheld: Withheld, because: str, by: Actor) -> Withheld:
    """Let the guardian know what they would have known. They are not told that they did not."""
    withheld = Withheld.objects.visible_to(by).locked().get(pk=withheld.pk)
    policy.may_look_over(withheld).enforce(child_id=withheld.child_id)
    demand("because", because, _("Skriv varför det inte längre behöver döljas."))
    _end_withholding(withheld, because, by)
    log(
        events.WithheldNoMore(from_person=withheld.from_person_id),
        by=by,
        child_id=withheld.child_id,
        subject=withheld.log_name,
    )
    return withheld


def _end_withholding(withheld: Withheld, because: str, by: Actor) -> None:
    assert by.person_id is not None
    withheld.ended_at = clock.now()
    withheld.ended_by_id = by.person_id
    withheld.ended_because = because
    withheld.save(update_fields=["ended_at", "ended_by", "ended_because"])
