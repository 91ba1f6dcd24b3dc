"""Who calls to a meeting and holds it, and whom consent lets in."""

from collections.abc import Collection
from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext as _

from kronobarn.circles.reads import roles_around
from kronobarn.circles.rules import Kind
from kronobarn.concerns.models import Matter
from kronobarn.concerns.rules import State as MatterState
from kronobarn.consents.policy import may_flow
from kronobarn.consents.rules import carries
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import ALLOWED, Decision
from kronobarn.meetings.models import Invited, Meeting
from kronobarn.meetings.rules import CARRY, State


def may_call(actor: Actor, matter: Matter) -> Decision:
    """The responsible or the lead, once it is decided that services shall work together."""
    if not _carries(actor, matter):
        return Decision(_("Det är barnensbästa-ansvarig eller samverkansansvarig som kallar till möte. Be hen."))
    if matter.state != MatterState.COOPERATING:
        return Decision(
            _("Först bestämmer ni i analysen att flera verksamheter behövs tillsammans. Sedan kallar ni."), for_now=True
        )
    return ALLOWED


def may_let_in(actor: Actor, matter: Matter, area_ids: Collection[int]) -> Decision:
    """The services that are called are covered by consent, to what a meeting is about. Says which are not, never who
    has said no."""
    assert actor.area_id is not None
    flows = may_flow(_("Mötet"), matter.child_id, actor.area_id, area_ids, carries(Kind.MEETING))
    return replace(flows, for_now=True)


def may_change(actor: Actor, meeting: Meeting) -> Decision:
    """Whoever carries the matter, in the service that called, moves or cancels what has not been held."""
    if not _carries(actor, meeting) or meeting.record.owner_id != actor.area_id:
        return Decision(_("Det är den som har kallat som ändrar mötet. Hör av dig till hen."))
    if meeting.state == State.HELD:
        return Decision(_("Mötet är redan hållet."), for_now=True)
    if meeting.state == State.CANCELLED:
        return Decision(_("Mötet är inställt. Kalla till ett nytt."), for_now=True)
    return ALLOWED


def may_write_letter(actor: Actor, meeting: Meeting) -> Decision:
    """Whoever may change the meeting invites the family to it on paper too."""
    if meeting.state != State.CALLED:
        return Decision(_("Mötet är hållet eller inställt. Det finns inget att bjuda in till."))
    if not may_change(actor, meeting):
        return Decision(_("Det är den som har kallat till mötet som skriver brevet. Be hen."))
    return ALLOWED


def may_move(actor: Actor, meeting: Meeting) -> Decision:
    """Once it is called: of proposed times one is picked instead."""
    if (allowed := may_change(actor, meeting)) and meeting.state == State.PROPOSED:
        return Decision(_("Välj en av tiderna, eller dra tillbaka förslaget och föreslå nya."), for_now=True)
    return allowed


def may_pick(actor: Actor, meeting: Meeting) -> Decision:
    """Whoever carries the matter picks one of the times, whatever has been answered so far."""
    if (allowed := may_change(actor, meeting)) and meeting.state != State.PROPOSED:
        return Decision(_("Tiden är redan vald. Flytta mötet om den inte passar."), for_now=True)
    return allowed


def may_answer_times(actor: Actor, meeting: Meeting, invited: Invited | None) -> Decision:
    """Whoever is invited says which of the times fit."""
    if invited is None:
        return Decision(_("Du är inte kallad till mötet."))
    if meeting.state != State.PROPOSED:
        return Decision(_("Tiden är redan vald, eller förslaget tillbakadraget."), for_now=True)
    return ALLOWED


def may_hold(actor: Actor, meeting: Meeting, *, changes: Decision | None = None) -> Decision:
    """From the day of the meeting, by whoever may change it (`changes`, for a page that has asked already)."""
    allowed = changes if changes is not None else may_change(actor, meeting)
    if not allowed:
        return allowed
    if meeting.state == State.PROPOSED:
        return Decision(_("Välj en tid och kalla först."), for_now=True)
    return _on_its_day(meeting)


def may_write(actor: Actor, meeting: Meeting, invited: Invited | None, *, holds: Decision | None = None) -> Decision:
    """Notes are kept by whoever holds the meeting (`holds`, for a page that has asked already), or by a colleague in the
    same service who is called."""
    holds = holds if holds is not None else may_hold(actor, meeting)
    colleague = invited is not None and not actor.is_family and meeting.record.owner_id == actor.area_id
    if holds or not colleague:
        return holds
    return _on_its_day(meeting)


def may_follow(actor: Actor, meeting: Meeting, invited: Invited | None) -> Decision:
    """Everyone who is called follows what is shown of the notes, on the day of the meeting and until it is held."""
    if invited is None and not (_carries(actor, meeting) and meeting.record.owner_id == actor.area_id):
        return Decision(_("Bara de som är kallade följer med i anteckningarna. När mötet är avslutat kan du läsa dem."))
    return _on_its_day(meeting)


def _on_its_day(meeting: Meeting) -> Decision:
    if meeting.state != State.CALLED:
        return Decision(_("Mötet är redan hållet eller inställt."), for_now=True)
    if timezone.localdate(meeting.starts_at) > clock.today():
        return Decision(
            _("Mötet har inte varit än. Anteckningar och beslut skrivs in från och med mötesdagen."), for_now=True
        )
    return ALLOWED


def may_bring_on(actor: Actor, meeting: Meeting) -> Decision:
    """Whoever carries the matter takes what was decided on to the child's plan."""
    if meeting.state != State.HELD or not _carries(actor, meeting):
        return Decision(_("När mötet är hållet för den som håller i ärendet besluten vidare till planen."))
    return ALLOWED


def may_answer(actor: Actor, meeting: Meeting, invited: Invited | None) -> Decision:
    """Whoever is called answers for themselves."""
    if invited is None:
        return Decision(_("Du är inte kallad till mötet."))
    if meeting.state == State.PROPOSED:
        return Decision(_("Tiden är inte vald än. Svara på vilka tider du kan."))
    if meeting.state != State.CALLED:
        return Decision(_("Mötet är redan hållet eller inställt."), for_now=True)
    return ALLOWED


def may_say_read(actor: Actor, meeting: Meeting, invited: Invited | None) -> Decision:
    """Whoever was called says that they have read what it came to."""
    if invited is None:
        return Decision(_("Du är inte kallad till mötet."))
    if meeting.state != State.HELD:
        return Decision(_("Mötet är inte avslutat. Det finns inget att läsa än."))
    return ALLOWED


def may_end(actor: Actor, meeting: Meeting) -> Decision:
    """After a meeting, cooperation may turn out not to be what is needed."""
    if not _carries(actor, meeting):
        return Decision(_("Det är barnensbästa-ansvarig eller samverkansansvarig som avslutar ärendet."))
    if meeting.state != State.HELD:
        return Decision(_("Håll mötet först. Sedan bestämmer ni om samverkan."), for_now=True)
    matter = Matter.objects.visible_to(actor).filter(pk=meeting.matter_id).first()
    if matter is None or matter.state != MatterState.COOPERATING:
        return Decision(_("Ärendet är inte längre i samverkan."), for_now=True)
    return ALLOWED


def _carries(actor: Actor, row: Matter | Meeting) -> bool:
    return not actor.is_family and not set(CARRY).isdisjoint(roles_around(row, actor))
