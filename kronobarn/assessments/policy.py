"""Who may ask, tell, correct, analyse, decide, and answer a hand-over."""

from django.utils import timezone
from django.utils.translation import gettext as _

from kronobarn.assessments.models import UNTAKEN, Analysis, Handover, Observation, Source
from kronobarn.assessments.rules import FINISHED, NOT_ASKED, Perspective, SourceState
from kronobarn.authorities.models import Assignment
from kronobarn.authorities.rules import MEETS_NO_CHILDREN
from kronobarn.circles.models import Seat
from kronobarn.circles.rules import Role
from kronobarn.concerns.models import Matter
from kronobarn.concerns.policy import may_work
from kronobarn.concerns.rules import State
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import ALLOWED, Decision

FAMILY_ROLES: dict[Perspective, Role] = {
    Perspective.CHILD: Role.CHILD,
    Perspective.GUARDIAN: Role.GUARDIAN,
}


def may_ask(actor: Actor, matter: Matter) -> Decision:
    """Whoever carries the matter asks, until the next step is decided."""
    allowed = may_work(actor, matter)
    if not allowed:
        return allowed
    if matter.state not in {State.RECEIVED, State.GATHERING}:
        return Decision(_("Nästa steg är redan bestämt. Fler tillfrågas inte nu."))
    return ALLOWED


def may_be_asked(assignment: Assignment) -> Decision:
    """Services that meet children. The police are given single items on a ground, never a seat (architecture 5)."""
    if assignment.profession in NOT_ASKED or assignment.role in MEETS_NO_CHILDREN:
        return Decision(_("Den här personen har inget uppdrag kring enskilda barn. Välj någon annan."))
    return ALLOWED


def may_take(actor: Actor, source: Source) -> Decision:
    """Those in the unit who meet children; the question is theirs as long as nobody has taken it."""
    if source.unit_id != actor.unit_id or actor.assignment_id is None:
        return Decision(_("Frågan är ställd till en annan enhet."))
    return may_have_a_box(actor)


def may_give_back(actor: Actor, source: Source) -> Decision:
    """Whoever took what their unit is asked, as long as nothing is told and the unit has not been asked anew."""
    if source.unit_id is None or source.person_id is None:
        return Decision(_("Frågan är ställd till någon med namn. Den som inte kan svara tackar nej."))
    if source.person_id != actor.person_id or source.assignment_id != actor.assignment_id:
        return Decision(_("Det är den som har tagit frågan som kan lägga tillbaka den."))
    if source.state != SourceState.NOT_STARTED:
        return Decision(_("Du har redan berättat något, eller svarat. Säg att du är klar, eller tacka nej."))
    again = Source.objects.visible_to(actor).filter(UNTAKEN, child=source.child_id, record=source.record_id)
    if again.filter(unit=source.unit_id).exists():
        return Decision(_("Enheten har fått samma fråga på nytt. Tacka nej, så tar en kollega den nya."))
    return ALLOWED


def may_have_a_box(actor: Actor) -> Decision:
    """Whoever meets children in a unit sees what the unit is asked."""
    if actor.is_family or actor.unit_id is None:
        return Decision(_("Här ligger frågor till en hel enhet. Dina egna frågor syns på din första sida."))
    if actor.profession in NOT_ASKED or actor.role in MEETS_NO_CHILDREN:
        return Decision(_("Ditt uppdrag möter inga barn. Frågor till enheten tas av dem som gör det."))
    return ALLOWED


def may_remind(actor: Actor, source: Source, matter: Matter) -> Decision:
    """Whoever carries the matter, when the day has passed, and once a day."""
    allowed = may_ask(actor, matter)
    if not allowed:
        return allowed
    if source.state in FINISHED:
        return Decision(_("Det är redan besvarat. Ladda om sidan."))
    if source.due_on >= clock.today():
        return Decision(_("Dagen har inte gått än. Påminn när den har gått, eller fråga på nytt med en annan dag."))
    if source.reminded_at is not None and timezone.localdate(source.reminded_at) == clock.today():
        return Decision(_("Du har redan påmint i dag. Ring om det är bråttom."))
    return ALLOWED


def may_observe(actor: Actor, matter: Matter, perspective: Perspective) -> Decision:
    """Family tell for themselves; a professional for themselves, or word for word what somebody said."""
    if not matter.is_open:
        return Decision(_("Ärendet är avslutat. Det går inte att lägga till mer här."))
    if not actor.is_family:
        if not Seat.objects.held_by(actor).filter(child=matter.child_id).working().exists():
            return Decision(_("Du har ingen plats kring barnet som låter dig skriva här."))
        return ALLOWED
    role = FAMILY_ROLES.get(perspective)
    if role is None or not Seat.objects.held_by(actor, role).filter(child=matter.child_id).exists():
        return Decision(_("Du kan bara berätta för egen del här."))
    return ALLOWED


def may_amend(actor: Actor, observation: Observation, *, in_the_wheel: bool = False) -> Decision:
    """One's own words. What was written down for somebody else is put right in the same area, together with them.

    What a child has answered in the wheel is changed there, by the child.
    """
    record = observation.record
    if observation.answer and not in_the_wheel and not actor.is_family:
        return Decision(_("Svaret är barnets eget. Öppna hjulet och ändra det tillsammans med barnet."))
    if record.author_id == actor.person_id and record.author_assignment_id == actor.assignment_id:
        return ALLOWED
    if record.author_assignment_id is None:
        return Decision(_("Det här är någons egna ord. De ändras bara av den som skrev dem."))
    if observation.perspective == Perspective.PROFESSIONAL or record.owner_id != actor.area_id:
        return Decision(_("Bara den som skrev iakttagelsen kan rätta den. Skriv en egen i stället."))
    return ALLOWED


def may_finish(actor: Actor, source: Source, matter: Matter) -> Decision:
    """The one who is asked says when it is done; whoever carries the matter may write it down for them."""
    if source.state in {state.value for state in FINISHED}:
        return Decision(_("Det är redan klart."))
    if source.person_id == actor.person_id and source.assignment_id == actor.assignment_id:
        return ALLOWED
    return may_work(actor, matter)


def may_mark_done(actor: Actor, source: Source, matter: Matter) -> Decision:
    """Done is said of something: before that there must be something told."""
    allowed = may_finish(actor, source, matter)
    if not allowed:
        return allowed
    if source.state == SourceState.NOT_STARTED:
        return Decision(_("Inget är berättat än. Skriv något i hjulet först, eller tacka nej."))
    return ALLOWED


def may_settle_for(actor: Actor, source: Source, matter: Matter) -> Decision:
    """Whoever works with the child where the question was asked writes that the family has told them."""
    if source.kind == Perspective.PROFESSIONAL or actor.is_family:
        return Decision(_("Det är bara för barnet och vårdnadshavare som någon annan skriver ner det som sägs."))
    if not matter.is_open:
        return Decision(_("Ärendet är avslutat. Det går inte att lägga till mer här."))
    if source.state in FINISHED:
        return Decision(_("Det är redan besvarat. Ladda om sidan."))
    if matter.record.owner_id != actor.area_id:
        return Decision(_("Det är den verksamhet som har frågat som antecknar att det är klart."))
    return may_observe(actor, matter, Perspective(source.kind))


def may_analyse(actor: Actor, matter: Matter) -> Decision:
    """Whoever carries the matter, until it is decided; again when a hand-over was declined."""
    allowed = may_work(actor, matter)
    if not allowed:
        return allowed
    if matter.state in {State.RECEIVED, State.GATHERING}:
        return ALLOWED
    if matter.state == State.HANDING_OVER:
        waiting = Handover.objects.visible_to(actor).filter(
            child=matter.child_id, matter=matter, received_at=None, declined_at=None, withdrawn_at=None
        )
        if not waiting.exists():
            return ALLOWED
        return Decision(
            _(
                "Ärendet väntar på att tas emot. Du kan göra en ny analys om de tackar nej, eller om du tar tillbaka frågan."
            )
        )
    return Decision(_("Nästa steg är redan bestämt."))


def may_decide(actor: Actor, analysis: Analysis) -> Decision:
    """Once, by whoever carries the matter, with the child's view or the attempt to get it in writing."""
    if analysis.decided_at is not None:
        return Decision(_("Nästa steg är redan bestämt. Ladda om sidan och se vad som bestämdes."))
    allowed = may_analyse(actor, analysis.matter)
    if not allowed:
        return allowed
    if not (analysis.child_view.strip() or analysis.child_view_how.strip()):
        return Decision(_("Skriv barnets egen syn i analysen först, eller hur du har försökt få veta den."))
    return ALLOWED


def may_withdraw(actor: Actor, handover: Handover) -> Decision:
    """Whoever carries the matter takes the question back, as long as nobody has answered it."""
    if not handover.is_open:
        return Decision(_("Överlämningen är redan besvarad. Det finns inget att ta tillbaka."))
    return may_work(actor, handover.matter)


def may_answer(actor: Actor, handover: Handover) -> Decision:
    """The one who is asked to take over answers, once, in the assignment they were asked in."""
    if not handover.is_open:
        return Decision(_("Överlämningen är redan besvarad, eller har tagits tillbaka."))
    if handover.to_assignment_id != actor.assignment_id:
        return Decision(_("Det är någon annan som har fått frågan om att ta över."))
    return ALLOWED
