"""Deciding how long names of people who answered are kept, and taking them away when two persons have said so."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.programme import events, policy
from kronobarn.programme.models import NameRemoval, NameRuleDecision
from kronobarn.programme.naming import reads, terms
from kronobarn.programme.naming.held import Held, of


@action
def settle(*, held: Held, decided_on: date, decided_by: str, by: Actor) -> NameRuleDecision:
    """Note that the principal has decided the rule as it stands in the county's files."""
    due = reads.due(held)
    policy.may_settle_names(by, due).enforce()
    if decided_on > clock.today():
        raise ValidationError(
            {"decided_on": _("Dagen för beslutet har inte varit än. Skriv en dag till och med i dag.")}
        )
    assert due.rule is not None
    assert by.person_id is not None
    decision = NameRuleDecision(
        held=held.key,
        years=due.rule.years,
        decided_on=decided_on,
        decided_by=decided_by,
        noted_at=clock.now(),
        noted_by_id=by.person_id,
    )
    decision.save(force_insert=True)
    record(events.NameRuleDecided(held=held.key, years=decision.years), by=by, subject=_decided(decision))
    return decision


@action
def take_back(*, held: Held, by: Actor) -> NameRuleDecision:
    """What was noted was wrong. It stands, as taken back, and no name goes by it."""
    decision = reads.due(held).decision
    policy.may_take_back_names(by, decision).enforce()
    assert decision is not None
    decision.taken_back_at, decision.taken_back_by_id = clock.now(), by.person_id
    decision.save(update_fields=["taken_back_at", "taken_back_by"])
    record(events.NameRuleTakenBack(held=held.key, years=decision.years), by=by, subject=_decided(decision))
    return decision


@action
def propose(*, held: Held, by: Actor) -> NameRemoval:
    """Propose that the names whose time has come be taken away."""
    due = reads.due(held)
    standing = NameRemoval.objects.visible_to(by).filter(held=held.key, removed_at=None, withdrawn_at=None)
    policy.may_propose_names(by, due, standing=standing.exists()).enforce()
    assert due.ended_before is not None
    assert by.person_id is not None
    removal = NameRemoval(
        held=held.key,
        ended_before=due.ended_before,
        names=due.names,
        rules_version=terms.current().version,
        proposed_at=clock.now(),
        proposed_by_id=by.person_id,
    )
    removal.save(force_insert=True)
    record(events.NamesProposed(held=held.key, names=due.names), by=by, subject=_subject(removal.pk))
    return removal


@action
def carry_out(*, removal: NameRemoval, by: Actor) -> NameRemoval:
    """A second person says yes, and they go. What is no longer as it was proposed stays as it is."""
    now: NameRemoval = NameRemoval.objects.visible_to(by).locked().get(pk=removal.pk)
    held = of(now.held)
    policy.may_carry_out(by, now, sits=reads.sits(by), settled=reads.is_settled(now.held)).enforce()
    now.removed_at, now.removed_by_id = clock.now(), by.person_id
    now.save(update_fields=["removed_at", "removed_by"])
    if held is None or held.forget(now.pk) != now.names:
        raise ValidationError(_("Det är inte längre lika många namn. Dra tillbaka förslaget och gör ett nytt."))
    record(events.NamesRemoved(held=now.held, names=now.names), by=by, subject=_subject(now.pk))
    return now


@action
def withdraw(*, removal: NameRemoval, by: Actor) -> NameRemoval:
    """Take a proposal back."""
    now: NameRemoval = NameRemoval.objects.visible_to(by).locked().get(pk=removal.pk)
    policy.may_withdraw_names(by, now, sits=reads.sits(by)).enforce()
    now.withdrawn_at, now.withdrawn_by_id = clock.now(), by.person_id
    now.save(update_fields=["withdrawn_at", "withdrawn_by"])
    record(events.NamesProposalWithdrawn(), by=by, subject=_subject(now.pk))
    return now


def _decided(decision: NameRuleDecision) -> str:
    return f"name-rule-decision:{decision.pk}"


def _subject(removal: UUID) -> str:
    return f"name-removal:{removal}"
