"""Who begins the wheel with a child, goes on with it, and answers for what becomes of it."""

from django.utils.translation import gettext as _

from kronobarn.assessments.policy import may_observe
from kronobarn.assessments.rules import Perspective
from kronobarn.circles.models import Seat
from kronobarn.circles.rules import Role
from kronobarn.concerns.models import Matter
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import ALLOWED, Decision
from kronobarn.wheel.models import Sitting
from kronobarn.wheel.rules import WITH_THE_CHILD, State


def may_start(actor: Actor, matter: Matter) -> Decision:
    """Whoever works with the child where the question was asked; or the child itself."""
    if actor.is_family and not Seat.objects.held_by(actor, Role.CHILD).filter(child=matter.child_id).exists():
        return Decision(_("Det här hjulet är barnets. Du berättar om ditt barn på din egen sida."))
    if not actor.is_family and matter.record.owner_id != actor.area_id:
        return Decision(
            _(
                "Det är verksamheten som har frågat som gör hjulet med barnet. Berättar barnet något för dig kan du "
                "skriva ner det, ordagrant."
            )
        )
    return may_observe(actor, matter, Perspective.CHILD)


def is_theirs(actor: Actor, sitting: Sitting) -> bool:
    """Whether the actor is the adult of the sitting, or the child that does it alone."""
    record = sitting.record
    return record.author_id == actor.person_id and record.author_assignment_id == actor.assignment_id


def may_go_on(actor: Actor, sitting: Sitting) -> Decision:
    """The adult who began it, or the child alone, until it is done; and again to change something together."""
    if not is_theirs(actor, sitting):
        return Decision(_("Det är den som började som fortsätter. Du kan börja en egen stund med barnet."))
    if sitting.state == State.STOPPED:
        return Decision(_("Den här stunden är avslutad. Börja en ny om barnet vill."))
    return may_start(actor, sitting.matter)


def may_answer(actor: Actor, sitting: Sitting) -> Decision:
    """While the child has the screen."""
    if sitting.state not in WITH_THE_CHILD:
        return Decision(_("Hjulet är inte öppet just nu. Be den vuxna om hjälp."))
    if sitting.adult_id is not None and sitting.turned_at is None:
        return Decision(_("Svaren är barnets. Vänd skärmen till barnet först."))
    return may_go_on(actor, sitting)


def may_stop(actor: Actor, sitting: Sitting) -> Decision:
    """Whoever began it; or, when they cannot, whoever works with the child in the same service."""
    if not sitting.is_open:
        return Decision(_("Den här stunden är redan avslutad."))
    if is_theirs(actor, sitting):
        return ALLOWED
    if actor.is_family:
        return Decision(_("Det är den vuxna som har hållit i hjulet som avslutar det. Säg till om du vill sluta."))
    return may_start(actor, sitting.matter)


def may_settle(actor: Actor, sitting: Sitting) -> Decision:
    """Whoever works with the child where it was asked decides what the answers are enough for, and what is shown on."""
    if actor.is_family:
        return Decision(_("Det är den som har frågat som avgör det. Säg vad du vill, så skriver hen in det."))
    return may_start(actor, sitting.matter)
