"""Proposing, approving and stopping the removal of an area's records. The removal itself is the keeper's (`carrying`)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.reasons import demand
from kronobarn.retention import events, policy, reads, schedule
from kronobarn.retention.models import Hold, Proposal, ProposedAct


@action
def note_overview(*, by: Actor) -> None:
    """Write in the log that somebody looks at what is due."""
    log(events.OverviewOpened(), by=by)


@action
def propose(*, by: Actor) -> Proposal:
    """Propose that everything whose time has come be removed: the oldest first, as much as can be looked through."""
    policy.may_propose(by).enforce()
    assert by.person_id is not None
    assert by.area_id is not None
    assert by.assignment_id is not None
    if not (decision := policy.may_propose_now(by, reads.waiting(by))):
        raise ValidationError(str(decision.reason))
    due = reads.to_propose(by)
    if not due:
        raise ValidationError(_("Det finns inget att gallra just nu."))
    records = sum(one.act.records for one in due)
    proposal = Proposal(
        area_id=by.area_id,
        rules_version=schedule.current().version,
        acts=len(due),
        records=records,
        proposed_at=clock.now(),
        proposed_by_id=by.person_id,
        proposed_as_id=by.assignment_id,
    )
    proposal.save(force_insert=True)
    for one in due:
        ProposedAct(
            proposal=proposal,
            child_id=one.act.key.child_id,
            retention_class=one.act.key.retention_class,
            records=one.act.records,
            last_entry=one.act.last_entry,
            due_on=one.due_on,
        ).save(force_insert=True)
    log(events.RemovalProposed(acts=len(due), records=records), by=by, subject=f"proposal:{proposal.pk}")
    return proposal


@action
def approve(*, proposal: Proposal, by: Actor) -> Proposal:
    """A second person says yes. The keeper carries it out at night."""
    now: Proposal = Proposal.objects.visible_to(by).locked().get(pk=proposal.pk)
    policy.may_approve(by, now).enforce()
    now.approved_at, now.approved_by_id = clock.now(), by.person_id
    now.save(update_fields=["approved_at", "approved_by"])
    log(events.RemovalApproved(acts=now.acts, records=now.records), by=by, subject=f"proposal:{now.pk}")
    return now


@action
def withdraw(*, proposal: Proposal, by: Actor) -> Proposal:
    """Take a proposal back, before it has been carried out."""
    now: Proposal = Proposal.objects.visible_to(by).locked().get(pk=proposal.pk)
    policy.may_withdraw(by, now).enforce()
    now.withdrawn_at, now.withdrawn_by_id = clock.now(), by.person_id
    now.save(update_fields=["withdrawn_at", "withdrawn_by"])
    log(events.ProposalWithdrawn(), by=by, subject=f"proposal:{now.pk}")
    return now


@action
def hold(*, reference: str, reason: str, until: date | None, by: Actor) -> Hold:
    """Keep what the area holds about a child for now, whatever the rules say."""
    policy.may_propose(by).enforce()
    assert by.person_id is not None
    assert by.area_id is not None
    child_id = reads.child_of(reference, by)
    if child_id is None:
        unknown = _("Ingen akt i området har den beteckningen. Läs den från listan, eller fråga områdets loggranskare.")
        raise ValidationError({"reference": unknown})
    if until is not None and until < clock.today():
        raise ValidationError({"until": _("Dagen har redan varit. Skriv en dag som kommer, eller lämna tomt.")})
    demand("reason", reason, _("Skriv varför."))
    placed = Hold(
        child_id=child_id,
        area_id=by.area_id,
        reason=reason.strip(),
        since=clock.today(),
        until=until,
        placed_at=clock.now(),
        placed_by_id=by.person_id,
    )
    placed.save(force_insert=True)
    # Not in the child's log: why an authority keeps something may be a secret in itself.
    log(events.RemovalHeld(area=placed.area_id), by=by, subject=f"hold:{placed.pk}")
    return placed


@action
def end_hold(*, hold: Hold, by: Actor) -> Hold:
    """The reason is gone: the rules hold again."""
    policy.may_propose(by).enforce()
    now: Hold = Hold.objects.visible_to(by).locked().get(pk=hold.pk)
    if now.ended_at is None:
        now.ended_at, now.ended_by_id = clock.now(), by.person_id
        now.save(update_fields=["ended_at", "ended_by"])
        log(events.HoldEnded(area=now.area_id), by=by, subject=f"hold:{now.pk}")
    return now
