"""Assessing whether one child is mature enough to decide."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.circles import actions as circles
from kronobarn.circles.rules import Kind
from kronobarn.consents import events, policy
from kronobarn.consents.actions.ending import look_over
from kronobarn.consents.models import Maturity
from kronobarn.consents.rules import ChildsPart
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.reasons import demand
from kronobarn.people.models import Child
from kronobarn.practice import pack


@action
def assess_maturity(*, child: Child, part: ChildsPart, reason: str, by: Actor) -> Maturity:
    """Write down how the child's maturity was assessed. From now on everyone at the table goes by it.

    A child who comes to decide has not said no: what is shared goes on while it is asked (see `look_over`).
    """
    policy.may_assess(by, child).enforce(child_id=child.pk)
    if part not in Maturity.PARTS:
        raise ValidationError({"part": _("Välj vad ni har kommit fram till.")})
    demand("reason", reason, _("Skriv hur ni har bedömt det."))
    record = circles.write_record(
        child_id=child.pk,
        kind=Kind.CONSENT,
        headline=_("Bedömning av barnets mognad"),
        happened_on=clock.today(),
        practice_version=pack.current().version,
        by=by,
    )
    maturity = Maturity(record=record, child_id=child.pk, part=part, reason=reason, assessed_at=clock.now())
    maturity.save(force_insert=True)
    log(events.MaturityAssessed(), by=by, child_id=child.pk, subject=maturity.log_name)
    look_over(child_id=child.pk, by=by)
    return maturity
