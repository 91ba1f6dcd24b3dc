"""Who may write to whom about a child, and who keeps what was written."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from kronobarn.circles.policy import is_open
from kronobarn.circles.reads import sits_beside
from kronobarn.communication.models import Message, Participant, Thread
from kronobarn.communication.rules import CARRIES, State, Subject
from kronobarn.consents.policy import may_flow
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import ALLOWED, Decision
from kronobarn.people.models import Child


def may_start(actor: Actor, child: Child) -> Decision:
    """The family, and whoever works with the child. Not who has only noticed something, or opened in an emergency."""
    if sits_beside(child, actor):
        return Decision(
            _("Meddelanden skrivs av familjen och av dem som arbetar med barnet. Ring den som är ansvarig i stället.")
        )
    return is_open(child)


def may_reach(actor: Actor, child: Child, area_ids: Collection[int], subject: Subject) -> Decision:
    """What staff write leaves their service only for those whom the family's yes lets in. The family writes as it likes."""
    if actor.is_family:
        return ALLOWED
    assert actor.area_id is not None
    others = {area for area in area_ids if area != actor.area_id}
    return may_flow(_("Meddelanden"), child.pk, actor.area_id, others, CARRIES[subject])


def may_say(actor: Actor, thread: Thread, own: Participant | None) -> Decision:
    """Whoever takes part, as long as the thread is open. Once filed, nothing more is written in it.

    `own` is seen by who sits there to work, or as family: not by who has come back in an emergency.
    """
    if thread.state != State.OPEN:
        return Decision(_("Tråden är avslutad. Börja en ny om det finns mer att säga."), for_now=own is not None)
    if own is None:
        return Decision(_("Du är inte med i tråden och kan bara läsa den."))
    return ALLOWED


def may_add(actor: Actor, thread: Thread, own: Participant | None) -> Decision:
    """Whoever takes part for the service that the thread belongs to."""
    if not (allowed := may_say(actor, thread, own)):
        return allowed
    if actor.is_family or thread.record.owner_id != actor.area_id:
        return Decision(_("Det är den verksamhet som tråden hör till som tar med fler. Be dem, i tråden."))
    return ALLOWED


def may_end(actor: Actor, thread: Thread, leaving: Participant, others_at_work: int) -> Decision:
    """Everyone leaves when they like; the service that the thread belongs to ends others' part. Somebody there stays."""
    if thread.state != State.OPEN or leaving.until is not None:
        return Decision(_("Hen är inte längre med, eller så är tråden avslutad. Ladda om sidan."))
    if leaving.assignment_id is not None and not others_at_work:
        return Decision(_("Ingen annan som arbetar med barnet är med. Spara eller avsluta tråden i stället."))
    if (leaving.person_id, leaving.assignment_id) == (actor.person_id, actor.assignment_id):
        return ALLOWED
    if actor.is_family or thread.record.owner_id != actor.area_id:
        return Decision(_("Du kan bara lämna tråden själv. Be den verksamhet som tråden hör till."))
    return ALLOWED


def may_strike(actor: Actor, message: Message, thread: Thread) -> Decision:
    """What one wrote oneself, while the thread is open."""
    if (message.person_id, message.assignment_id) != (actor.person_id, actor.assignment_id):
        return Decision(_("Det är den som har skrivit ett meddelande som stryker det. Skriv vad du menar i ett nytt."))
    if message.struck_at is not None:
        return Decision(_("Meddelandet är redan struket. Ladda om sidan."), for_now=True)
    if thread.state != State.OPEN:
        return Decision(_("Tråden är avslutad. Börja en ny om det finns mer att säga."), for_now=True)
    return ALLOWED


def may_file(actor: Actor, thread: Thread, own: Participant | None) -> Decision:
    """Who takes part for the service that the thread belongs to, and has been there all the time: what is filed is the
    whole thread, as that service's record.

    It was received and drawn up there: that authority answers for its being kept, in order and in its own archive (OSL
    5 kap. 1 §, arkivlagen 4 §), and one that lets another close it can no longer do so. Whoever takes part for another
    service writes what concerns their own work in their own documentation, by the law of theirs (SoL, PDL, skollagen).
    """
    if actor.is_family:
        return Decision(_("Det är de som arbetar med barnet som sparar tråden som en handling. Be dem, i tråden."))
    if thread.record.owner_id != actor.area_id:
        return Decision(
            _(
                "Det är den verksamhet som tråden hör till som sparar eller avslutar den. Be dem, i tråden. Det som rör "
                "ditt eget arbete skriver du i din egen dokumentation."
            )
        )
    if not (allowed := may_say(actor, thread, own)):
        return allowed
    assert own is not None
    if own.since > thread.began_at:
        return Decision(_("Du kom med senare och ser inte allt. Be någon som har varit med från början att spara."))
    return ALLOWED


def may_close(actor: Actor, thread: Thread, own: Participant | None) -> Decision:
    """The same people say that there is nothing to keep, and why: it is their record that is not kept."""
    return may_file(actor, thread, own)
