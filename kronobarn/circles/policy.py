"""Who may let others in, and who may pass a record on."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from kronobarn.authorities.models import Unit
from kronobarn.authorities.rules import MEETS_NO_CHILDREN, STUDIES_OR_LEADS
from kronobarn.circles.models import Block, Disclosure, Record, Seat, Withheld
from kronobarn.circles.reads import family, is_closed, is_known_to
from kronobarn.circles.rules import BLOCKABLE, FAMILY, Kind, Role
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import ALLOWED, Decision
from kronobarn.people.models import Child


def is_open(child: Child) -> Decision:
    """A card that is closed, because the child has another, takes nothing new: no records, and no seats.

    Asked of a child that has come through the door. The database asks it of everything that is written.
    """
    return Decision(closed()) if is_closed(child) else ALLOWED


def closed() -> str:
    return _(
        "Det här kortet är stängt, för barnet har ett annat kort och där fortsätter arbetet. Inget nytt skrivs här, och "
        "ingen ny får en plats. Ansvaret kan bara gå till den som är ansvarig för det andra kortet."
    )


def may_seat(actor: Actor, child_id: UUID) -> Decision:
    """The responsible, or the lead of the plan, decides who else is needed."""
    if not Seat.objects.held_by(actor, Role.RESPONSIBLE, Role.LEAD).filter(child=child_id).exists():
        return Decision(_("Det är barnensbästa-ansvarig eller samverkansansvarig som bjuder in fler. Be hen."))
    return ALLOWED


def may_list(actor: Actor) -> Decision:
    """Everyone has a list of their own, with no child in it or some; but for those who are given no place with any."""
    if actor.role in MEETS_NO_CHILDREN or actor.profession in STUDIES_OR_LEADS:
        return Decision(_("Ditt uppdrag möter inga barn. Byt uppdrag om du har ett till."))
    return ALLOWED


def may_seek(actor: Actor) -> Decision:
    """Staff who meet children; never whoever runs the system, reviews its log or counts what it holds."""
    if actor.is_family:
        return Decision(_("Här söker personal. Dina egna sidor finns under Mina sidor."))
    if actor.role in MEETS_NO_CHILDREN or actor.profession in STUDIES_OR_LEADS:
        return Decision(
            _("Ditt uppdrag möter inga barn, så du kan inte söka efter barn. Byt uppdrag om du har ett till.")
        )
    return ALLOWED


def may_end_seat(actor: Actor, seat: Seat, leads: Decision | None = None) -> Decision:
    """The responsible ends others' seats; anyone may leave. The baton itself is passed, never dropped.

    `leads` is the answer of `may_seat`, where a page has asked it once for all its rows.
    """
    if seat.role in FAMILY:
        return Decision(_("Barnet och vårdnadshavarna har alltid sin plats."))
    if seat.role == Role.RESPONSIBLE:
        return Decision(_("Ansvaret lämnas över till någon annan. Det kan inte bara avslutas."))
    if seat.role == Role.LEAD:
        return Decision(_("Utse en ny samverkansansvarig i planen först."))
    if seat.person_id == actor.person_id and seat.assignment_id == actor.assignment_id:
        return ALLOWED
    return may_seat(actor, seat.child_id) if leads is None else leads


def may_disclose(actor: Actor, record: Record) -> Decision:
    """Only the area that owns a record passes it on; family may pass on what they wrote."""
    if actor.is_family:
        if record.author_id == actor.person_id:
            return ALLOWED
        return Decision(_("Du kan bara dela det du själv har skrivit. Be den som skrev."))
    if record.owner_id != actor.area_id:
        return Decision(_("Bara den verksamhet som har skrivit handlingen kan lämna ut den."))
    return ALLOWED


def may_end_disclosure(actor: Actor, disclosure: Disclosure) -> Decision:
    """The service that passed something on to another may end it. What rests on a yes, the family ends itself."""
    if disclosure.ended_at is not None or not disclosure.granted:
        return Decision(_("Utlämnandet är redan avslutat."))
    if disclosure.to_area_id is None:
        return Decision(_("Det som har lämnats till barnet eller en vårdnadshavare tas inte tillbaka."))
    if actor.is_family:
        return Decision(_("Har du sagt ja till det tar du tillbaka samtycket. Annars frågar du barnensbästa-ansvarig."))
    if disclosure.owner_id != actor.area_id:
        return Decision(_("Bara den verksamhet som har lämnat ut handlingen kan avsluta det."))
    return ALLOWED


def may_withhold(actor: Actor, record: Record, *, responsible: bool | None = None) -> Decision:
    """Whoever wrote it, or the child's responsible where it was written, judges what a guardian must not know.

    `responsible`: whether the actor is, where a page has asked it once for all its rows.
    """
    if actor.is_family:
        return Decision(
            _("Det är verksamheten som har skrivit handlingen som bedömer det. Prata med den som ansvarar.")
        )
    if record.owner_id != actor.area_id:
        return Decision(_("Bara den verksamhet som har skrivit handlingen kan dölja den för en vårdnadshavare."))
    if record.kind == Kind.CONSENT:
        return Decision(
            _("Ett samtycke kan inte döljas för den som ska svara, och ingen annan vårdnadshavare ser det.")
        )
    if responsible is None and record.author_id != actor.person_id:
        responsible = Seat.objects.held_by(actor, Role.RESPONSIBLE).filter(child=record.child_id).exists()
    if record.author_id != actor.person_id and not responsible:
        return Decision(
            _("Den som har skrivit handlingen, eller barnensbästa-ansvarig i verksamheten, gör det. Be hen.")
        )
    return ALLOWED


def may_let_know(actor: Actor, matter: Record, people: Collection[int | None]) -> Decision:
    """What family is asked, called to or given for a matter's sake tells them that there is one.

    `people`: who they are, by their keys. Whoever carries the matter in another service than the one that wrote it is
    stopped as well, and is told no more than whom to talk to: neither from whom, nor why.
    """
    if is_known_to(matter, people):
        return ALLOWED
    if matter.owner_id == actor.area_id:
        said = _(
            "Ärendet är dolt för en vårdnadshavare (OSL 12 kap. 3 §), som nu skulle få veta att det finns."
            " Se först över det beslutet, under Vem kan se vad?"
        )
    else:
        said = _("Det går inte just nu. Prata först med %(area)s, som började på ärendet.") % {
            "area": matter.owner.name
        }
    return Decision(said, for_now=True)


def may_let_family_know(actor: Actor, matter: Record) -> Decision:
    """A meeting or a plan, which all of the family take part in, tells each of them that there is a matter."""
    return may_let_know(actor, matter, {seat.person_id for seat in family(matter.child_id, actor)})


def may_look_over(withheld: Withheld) -> Decision:
    """All who see that something is withheld may look it over: it must not wait for one who has left."""
    if withheld.ended_at is not None:
        return Decision(_("Handlingen döljs inte längre av det här skälet."))
    return ALLOWED


def may_block(actor: Actor, child_id: UUID, unit: Unit | None) -> Decision:
    """Whoever works with the child in a unit of health care writes down that the child wishes so. Nobody for it."""
    if actor.is_family:
        if Seat.objects.held_by(actor, Role.CHILD).filter(child=child_id).exists():
            return Decision(_("Vill du spärra något? Säg till den du träffar i vården. Hen skriver in det åt dig."))
        return Decision(
            _("En vårdnadshavare kan inte spärra sitt barns uppgifter. Det är barnet självt som kan be vården om det.")
        )
    if unit is None or unit.area.regime not in BLOCKABLE:
        return Decision(_("Lagen ger ingen rätt att spärra uppgifter i din verksamhet. Det finns annat ni kan göra."))
    if not Seat.objects.held_by(actor).working().filter(child=child_id).exists():
        return Decision(_("Den som arbetar med barnet på enheten antecknar en spärr. Be hen."))
    if Block.objects.visible_to(actor).standing().filter(child=child_id, unit=unit).exists():
        return Decision(_("Det som skrivs på din enhet är redan spärrat."))
    return ALLOWED


def may_lift(actor: Actor, block: Block) -> Decision:
    """The child decides; the unit does it."""
    if actor.is_family:
        return Decision(_("Det är du som bestämmer. Säg till den du träffar där, så häver hen spärren åt dig."))
    if block.ended_at is not None:
        return Decision(_("Spärren är redan hävd."))
    return ALLOWED
