"""Those who are asked: invited, written to, reminded and let in by a link, for as long as the round goes on."""

from collections.abc import Iterable
from datetime import date
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record
from kronobarn.authorities.models import Organisation
from kronobarn.consultation import events, keys, letters, policy
from kronobarn.consultation.actions.rows import locked
from kronobarn.consultation.models import Invitation, Link, Question, Round, Submission
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.ahead import within_reach
from kronobarn.core.reasons import demand
from kronobarn.post import actions as post


@action
def invite(*, one: Round, organisations: Iterable[Organisation], name: str, mailbox: str, by: Actor) -> int:
    """Some of the county's principals, and any other by name. Those who are invited already are not invited twice."""
    one = locked(one, by)
    policy.may_invite(by, one).enforce()
    there = set(one.invitations.values_list("name", flat=True))
    new = [Invitation(round=one, organisation=each, name=each.name) for each in organisations if each.name not in there]
    if name and name in there:
        raise ValidationError({"name": _("Organisationen är redan inbjuden.")})
    if name:
        new.append(Invitation(round=one, name=name, mailbox=mailbox))
    if not new:
        raise ValidationError(_("Välj minst en organisation som inte är inbjuden, eller skriv namnet på en."))
    for each in new:
        each.invited_at = clock.now()
    Invitation.objects.bulk_create(new)
    record(events.Invited(organisations=len(new)), by=by, subject=one.log_name)
    if one.sent_at is not None:
        _write_to(new, letters.INVITED, by)
    return len(new)


@action
def change_mailbox(*, invitation: Invitation, mailbox: str, by: Actor) -> Invitation:
    """Where letters to the organisation go. When the round is sent and it has had none, it is written to now."""
    invitation = _invitation(invitation, by)
    policy.may_lead(by).enforce()
    invitation.mailbox = mailbox
    invitation.save(update_fields=["mailbox"])
    if invitation.round.sent_at is not None and policy.may_enter(invitation):
        _write_to([invitation], letters.INVITED, by)
    return invitation


def _invitation(invitation: Invitation, by: Actor) -> Invitation:
    rows = Invitation.objects.visible_to(by).select_related("round__adoption").locked()
    found: Invitation = rows.get(pk=invitation.pk)
    return found


@action
def send(*, one: Round, by: Actor) -> Round:
    """Send it: from now on the questions stand, and those with a mailbox are written to."""
    one = locked(one, by)
    invited = list(one.invitations.all())
    questions = Question.objects.visible_to(by).filter(section__round=one).count()
    policy.may_send(by, one, questions=questions, invited=len(invited)).enforce()
    one.sent_at = clock.now()
    one.save(update_fields=["sent_at"])
    record(events.RoundSent(organisations=len(invited)), by=by, subject=one.log_name)
    _write_to(invited, letters.INVITED, by)
    return one


def _write_to(invited: Iterable[Invitation], about: str, by: Actor) -> int:
    """Letters to those who have a mailbox: how many. Nothing is queued where no mail can be sent."""
    reached = [each for each in invited if each.mailbox] if letters.can_be_sent() else []
    for each in reached:
        post.tell_function(address=each.mailbox, of=letters.FEATURE, row=each.pk, about=about, by=by)
    return len(reached)


@action
def remind(*, one: Round, by: Actor) -> int:
    """Write once a day to each that has not answered and has a mailbox: how many."""
    one = locked(one, by)
    policy.may_remind(by, one).enforce()
    answered = Submission.objects.visible_to(by).filter(invitation__round=one, taken_back_at=None)
    left = one.invitations.exclude(pk__in=answered.values("invitation"))
    reached = _write_to(left, f"{letters.REMINDED}-{clock.today().isoformat()}", by)
    record(events.Reminded(organisations=reached), by=by, subject=one.log_name)
    return reached


@action
def make_link(*, invitation: Invitation, by: Actor) -> str:
    """A new link to hand over: its key is told once, here, and never again."""
    invitation = _invitation(invitation, by)
    policy.may_let_in(by, invitation).enforce()
    key = _new_link(invitation, by_letter=False)
    record(events.LinkMade(), by=by, subject=invitation.log_name)
    return key


@action
def link_in_letter(*, invitation: Invitation, by: Actor) -> str:
    """A link of its own for a letter that is being sent. It is undone if the letter does not get through."""
    key = _new_link(invitation, by_letter=True)
    record(events.LinkMade(), by=by, subject=invitation.log_name)
    return key


def _new_link(invitation: Invitation, *, by_letter: bool) -> str:
    key = keys.new()
    link = Link(invitation=invitation, digest=keys.digest(key), by_letter=by_letter, made_at=clock.now())
    link.save(force_insert=True)
    return key


@action
def send_link_anew(*, invitation: Invitation, by: Actor) -> None:
    """Another letter with a link, to an organisation that has lost the first."""
    invitation = _invitation(invitation, by)
    policy.may_let_in(by, invitation).enforce()
    if not _write_to([invitation], f"{letters.AGAIN}-{uuid4()}", by):
        raise ValidationError(
            _("Organisationen har ingen brevlåda, eller så kan inga brev sändas. Gör en länk i stället.")
        )


@action
def revoke_links(*, invitation: Invitation, by: Actor) -> int:
    """No link that the organisation has been given opens anything more. What has been written stays."""
    invitation = _invitation(invitation, by)
    policy.may_lead(by).enforce()
    now, links = clock.now(), list(Link.objects.visible_to(by).locked().filter(invitation=invitation, revoked_at=None))
    for link in links:
        link.revoked_at = now
        link.save(update_fields=["revoked_at"])
    record(events.LinksRevoked(links=len(links)), by=by, subject=invitation.log_name)
    return len(links)


@action
def extend(*, one: Round, closes_on: date, by: Actor) -> Round:
    """Another last day for all."""
    one = locked(one, by)
    policy.may_extend(by, one).enforce()
    if closes_on < max(one.opens_on, clock.today()):
        raise ValidationError({"closes_on": _("Dagen har varit, eller är före den första. Välj en senare dag.")})
    within_reach(closes_on=closes_on)
    one.closes_on = closes_on
    one.save(update_fields=["closes_on"])
    record(events.RoundExtended(until=closes_on), by=by, subject=one.log_name)
    return one


@action
def open_for_one(*, invitation: Invitation, until: date, by: Actor) -> Invitation:
    """A later last day for one organisation."""
    invitation = _invitation(invitation, by)
    policy.may_extend(by, invitation.round).enforce()
    if until < clock.today() or until <= invitation.round.closes_on:
        raise ValidationError({"until": _("Välj en dag som inte har varit, och som är efter remissens sista dag.")})
    within_reach(until=until)
    invitation.until = until
    invitation.save(update_fields=["until"])
    record(events.OpenedForOne(until=until), by=by, subject=invitation.log_name)
    return invitation


@action
def withdraw(*, one: Round, because: str, by: Actor) -> Round:
    """Nobody is asked any more. What has been answered stays."""
    one = locked(one, by)
    policy.may_withdraw(by, one).enforce()
    demand("because", because, _("Skriv varför, så att de som är inbjudna förstår."))
    one.withdrawn_at, one.withdrawn_because = clock.now(), because
    one.save(update_fields=["withdrawn_at", "withdrawn_because"])
    record(events.RoundWithdrawn(), by=by, subject=one.log_name)
    return one
