"""Everything that writes in a child's chronology."""

from datetime import date
from textwrap import shorten

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.assessments.rules import KnownHow
from kronobarn.audit.actions import record as log
from kronobarn.chronology import events, policy
from kronobarn.chronology.models import LifeEvent
from kronobarn.chronology.rules import AT_FIRST_HAND, Precision, Significance, first_day
from kronobarn.circles import actions as circles
from kronobarn.circles.correcting import to_replace
from kronobarn.circles.rules import Kind
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.drafts import actions as drafts
from kronobarn.people.models import Child
from kronobarn.practice import pack

DRAFT = "lifeevent"


@action
def add(
    *,
    child: Child,
    what: str,
    happened_on: date,
    significance: Significance,
    known: KnownHow,
    by: Actor,
    precision: Precision = Precision.DAY,
    source: str = "",
    did: str = "",
    no_action_because: str = "",
    amends: LifeEvent | None = None,
) -> LifeEvent:
    """Write one fact: when, what, how it is known, what it means for the child, and what was done or why nothing was.

    The words belong to the writer's own secrecy area; others read them when they have been passed on. Nothing is
    edited: a correction names the event that it `amends`.
    """
    child = Child.objects.visible_to(by).get(pk=child.pk)
    policy.may_add(by, child).enforce(child_id=child.pk)
    _check(what, happened_on, known, source, did, no_action_because)
    if amends is not None:
        amends = to_replace(amends, child_id=child.pk, by=by, may=lambda found: policy.may_correct(by, found, child))
    record = circles.write_record(
        child_id=child.pk,
        kind=Kind.EVENT,
        headline=shorten(what, 120, placeholder=" …"),
        happened_on=first_day(happened_on, precision),
        practice_version=pack.current().version,
        by=by,
    )
    event = LifeEvent(
        record=record,
        child_id=child.pk,
        what=what.strip(),
        precision=precision,
        significance=significance,
        known=known,
        source=source.strip(),
        action=did.strip(),
        no_action_because=no_action_because.strip(),
        amends=amends,
    )
    event.save(force_insert=True)
    drafts.drop(child_id=child.pk, form=DRAFT, by=by)
    said = events.LifeEventCorrected(amends=str(amends.pk)) if amends else events.LifeEventAdded()
    log(said, by=by, child_id=child.pk, subject=event.log_name)
    return event


def _check(what: str, happened_on: date, known: KnownHow, source: str, did: str, no_action_because: str) -> None:
    wrong: dict[str, str] = {}
    if not what.strip():
        wrong["what"] = _("Skriv vad som hände.")
    if happened_on > clock.today():
        wrong["happened"] = _("Dagen har inte varit än. Skriv dagen då det hände.")
    if known not in AT_FIRST_HAND and not source.strip():
        wrong["source"] = _("Skriv vem som har berättat, eller vilken handling det står i.")
    if bool(did.strip()) == bool(no_action_because.strip()):
        wrong["did"] = _("Skriv vad som gjordes, eller varför inget gjordes. Bara det ena.")
    if wrong:
        raise ValidationError(wrong)
