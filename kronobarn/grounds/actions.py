"""Correcting the table of grounds."""

from collections.abc import Collection
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.authorities.rules import Regime
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.reasons import demand
from kronobarn.grounds import events, policy
from kronobarn.grounds.models import Correction
from kronobarn.grounds.rules import Ground


@action
def correct(
    *,
    ground: Ground,
    law: str,
    meaning: str,
    owners: Collection[Regime],
    recipients: Collection[Regime],
    is_reviewed: bool,
    decided_on: date,
    note: str,
    by: Actor,
) -> Correction:
    """Write down a ground as the county has it from now on. What has been passed on before stays as it was."""
    policy.may_correct(by).enforce()
    if decided_on > clock.today():
        raise ValidationError(
            {"decided_on": _("Dagen för beslutet har inte varit än. Skriv en dag till och med i dag.")}
        )
    demand("note", note, _("Skriv varför grunden rättas."))
    assert by.person_id is not None
    correction = Correction.objects.create(
        ground=ground,
        law=law,
        meaning=meaning,
        owners=sorted(owners),
        recipients=sorted(recipients),
        is_reviewed=is_reviewed,
        decided_on=decided_on,
        note=note,
        noted_by_id=by.person_id,
        noted_at=clock.now(),
    )
    log(
        events.GroundCorrected(ground=ground, is_reviewed=is_reviewed),
        by=by,
        subject=f"ground:{ground}",
    )
    return correction
