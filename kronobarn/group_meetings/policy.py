"""Who calls a group's meetings, writes them down, approves and publishes them."""

from datetime import datetime

from django.utils.translation import gettext as _

from kronobarn.authorities.rules import Profession
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import ALLOWED
from kronobarn.core.decisions import Decision as Allowed
from kronobarn.group_meetings.models import GroupMeeting, GroupTask, Publication
from kronobarn.group_meetings.rules import OPEN, State
from kronobarn.programme.models import Member


def leads(actor: Actor) -> bool:
    return actor.profession == Profession.PROCESS_LEADER


def may_call(actor: Actor, own: Member | None) -> Allowed:
    """The process leader, and whoever chairs the group today. `own` is the actor's place in it."""
    if leads(actor) or (own is not None and own.is_chair):
        return ALLOWED
    return Allowed(_("Processledaren och gruppens ordförande kallar till möten. Säg till dem om något ska ändras."))


def may_change(actor: Actor, meeting: GroupMeeting, own: Member | None) -> Allowed:
    """As long as it has not been held."""
    if not (decision := may_call(actor, own)):
        return decision
    if meeting.state == State.CANCELLED:
        return Allowed(_("Mötet är inställt. Kalla till ett nytt."))
    if meeting.state != State.CALLED:
        return Allowed(_("Mötet är hållet, så kallelsen ändras inte mer."))
    return ALLOWED


def may_write(actor: Actor, meeting: GroupMeeting, own: Member | None) -> Allowed:
    """Those who sit in the group, and the process leader, until the notes are approved."""
    if not leads(actor) and own is None:
        return Allowed(_("De som sitter i gruppen skriver anteckningarna. De syns här när de är justerade."))
    if meeting.state == State.CANCELLED:
        return Allowed(_("Mötet är inställt, så det har inga anteckningar."))
    if meeting.state not in OPEN:
        return Allowed(_("Anteckningarna är justerade och ändras inte. Blev något fel skrivs en rättelse bredvid."))
    return ALLOWED


def may_hold(actor: Actor, meeting: GroupMeeting, own: Member | None, *, now: datetime) -> Allowed:
    """Say that it has been: when it has begun."""
    if not (decision := may_change(actor, meeting, own)):
        return decision
    if meeting.starts_at > now:
        return Allowed(_("Mötet har inte börjat än. Anteckningar går att skriva redan nu."))
    return ALLOWED


def may_approve(actor: Actor, meeting: GroupMeeting, own: Member | None) -> Allowed:
    """The member who was chosen to. For one without an account the process leader or the chair writes it in."""
    if meeting.state != State.HELD:
        return Allowed(_("Anteckningarna justeras när mötet är hållet, en gång."))
    approver = meeting.approver
    if approver is None or approver.account_id is None:
        if leads(actor) or (own is not None and own.is_chair):
            return ALLOWED
        return Allowed(
            _("Justeraren har inget konto. Processledaren eller ordföranden skriver in när hen har justerat.")
        )
    if approver.account_id != actor.person_id:
        return Allowed(_("Den som är vald att justera gör det själv. Det väntar på hens Min dag."))
    return ALLOWED


def may_choose_approver(actor: Actor, meeting: GroupMeeting, own: Member | None) -> Allowed:
    """Somebody else, when whoever was chosen cannot."""
    if not (decision := may_call(actor, own)):
        return decision
    if meeting.state != State.HELD:
        return Allowed(_("Justerare väljs när mötet är hållet och inte är justerat."))
    return ALLOWED


def may_correct(actor: Actor, meeting: GroupMeeting, own: Member | None) -> Allowed:
    """Beside what is approved."""
    if not (decision := may_call(actor, own)):
        return decision
    if meeting.state != State.APPROVED:
        return Allowed(_("Anteckningarna är inte justerade, så de går att ändra direkt."))
    return ALLOWED


def may_publish(actor: Actor, meeting: GroupMeeting, own: Member | None, now_public: Publication | None) -> Allowed:
    """Approved notes, that are not published already."""
    if not (decision := may_call(actor, own)):
        return decision
    if meeting.state != State.APPROVED:
        return Allowed(_("Anteckningarna publiceras först när de är justerade."))
    if now_public is not None:
        return Allowed(_("Anteckningarna är publicerade. Återkalla dem först, om något annat ska publiceras."))
    return ALLOWED


def may_withdraw(actor: Actor, own: Member | None, now_public: Publication | None) -> Allowed:
    """What is published now."""
    if not (decision := may_call(actor, own)):
        return decision
    if now_public is None:
        return Allowed(_("Inget är publicerat från det här mötet."))
    return ALLOWED


def may_finish(actor: Actor, task: GroupTask, own: Member | None) -> Allowed:
    """Whoever is to do it; the process leader and the chair for those who have no account."""
    if task.meeting.state == State.CANCELLED:
        return Allowed(_("Mötet är inställt."))
    if task.member is not None and task.member.account_id == actor.person_id:
        return ALLOWED
    if may_call(actor, own):
        return ALLOWED
    return Allowed(_("Den som har uppgiften, ordföranden och processledaren säger till när den är klar."))
