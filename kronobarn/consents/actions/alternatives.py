"""What may lawfully stand in for one guardian's answer."""

from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.circles import actions as circles
from kronobarn.circles.rules import Kind
from kronobarn.consents import events, policy
from kronobarn.consents.models import Consent, LawfulAlternative
from kronobarn.consents.rules import Basis
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.reasons import demand


@action
def record_alternative(*, consent: Consent, basis: Basis, reason: str, by: Actor) -> LawfulAlternative:
    """Write down the ground in law on which one guardian's yes can be done without.

    Never needed for what the law demands, such as a report to social services: that asks nobody.
    """
    consent = Consent.objects.visible_to(by).locked().get(pk=consent.pk)
    policy.may_record_alternative(by, consent, basis).enforce(child_id=consent.child_id)
    demand("reason", reason, _("Skriv vad grunden är: vilket beslut, av vem, vilken dag."))
    assert consent.giver_id is not None
    record = circles.write_record(
        child_id=consent.child_id,
        kind=Kind.CONSENT,
        headline=_("Laglig grund utan samtycke"),
        happened_on=clock.today(),
        practice_version=consent.text_version,
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
