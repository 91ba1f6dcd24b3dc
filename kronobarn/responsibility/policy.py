"""Who may add a child, and who may pass the baton or take it."""

from uuid import UUID

from django.utils.translation import gettext as _

from kronobarn.authorities.models import Assignment, Unit
from kronobarn.authorities.rules import STUDIES_OR_LEADS
from kronobarn.authorities.rules import Role as WorkRole
from kronobarn.circles.models import Seat
from kronobarn.circles.policy import is_open
from kronobarn.circles.reads import my_roles
from kronobarn.circles.rules import Role
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import ALLOWED, Decision
from kronobarn.notices.models import Task
from kronobarn.notices.rules import TaskKind
from kronobarn.people.models import Child
from kronobarn.people.rules import age_on
from kronobarn.responsibility.functions import function_of
from kronobarn.responsibility.models import Responsibility
from kronobarn.responsibility.own import opens_another, own_seat
from kronobarn.responsibility.rules import Asked, is_old_enough


def may_register(actor: Actor) -> Decision:
    """Staff in services that meet children add a child; police and associations ask one of them."""
    if actor.is_family:
        return Decision(_("Be din skola, BVC eller barnmorska att lägga till barnet."))
    if actor.role == "administrator":
        return Decision(_("Systemadministratörer arbetar inte med barn i systemet."))
    if actor.role == "log_reviewer":
        return Decision(_("Den som granskar loggen lägger inte till barn. Byt uppdrag om du har ett till."))
    if actor.role == "archivist":
        return Decision(_("Arkivarien lägger inte till barn. Byt uppdrag om du har ett till."))
    if actor.profession in STUDIES_OR_LEADS:
        return Decision(_("Ditt uppdrag möter inga barn, så du lägger inte till barn. Byt uppdrag om du har ett till."))
    if actor.profession in {"police_officer", "association_leader"}:
        return Decision(_("Vänd dig till barnets skola, BVC eller socialtjänsten. De lägger till barnet."))
    return ALLOWED


def may_name_family(actor: Actor, child_id: UUID) -> Decision:
    """Whoever is responsible writes down who decides for the child, and lets the family in."""
    if (Role.RESPONSIBLE,) not in my_roles(actor, child_id):
        return Decision(_("Det är barnensbästa-ansvarig som skriver in vem som bestämmer för barnet. Berätta för hen."))
    return ALLOWED


def may_let_child_in(actor: Actor, child: Child, asked: Asked) -> Decision:
    """Whoever is responsible gives a child that is old enough pages of its own."""
    if not (decision := may_show_own_pages(actor, child.pk)):
        return decision
    if not (decision := is_open(child)):
        return decision
    if child.born_on is None:
        return Decision(_("Barnet är inte fött än."))
    if own_seat(child, by=actor) is not None:
        return Decision(_("Barnet har redan egna sidor."))
    if not is_old_enough(asked.part, age_on(clock.today(), born_on=child.born_on)):
        return Decision(
            _(
                "Barnet är för litet för ett eget lösenord. Läs barnets version av planen tillsammans, eller ge den på "
                "papper. Är barnet moget nog? Skriv först in hur ni har bedömt det, under Ålder och mognad."
            )
        )
    if asked.nobody_decides:
        return Decision(_("Ingen vårdnadshavare är inskriven. Skriv in den som bestämmer för barnet först."))
    return ALLOWED


def may_show_own_pages(actor: Actor, child_id: UUID) -> Decision:
    """How the child and its guardians sign in is the concern of whoever is responsible."""
    if (Role.RESPONSIBLE,) not in my_roles(actor, child_id):
        if actor.is_family:
            return Decision(_("Det är barnensbästa-ansvarig som ger barnet egna sidor. Be hen."))
        return Decision(_("Det är barnensbästa-ansvarig som ger barnet egna sidor. Berätta för hen att barnet vill."))
    return ALLOWED


def may_take_back(actor: Actor, child: Child) -> Decision:
    """There must be something to take back."""
    if not (decision := may_show_own_pages(actor, child.pk)):
        return decision
    if own_seat(child, by=actor) is None:
        return Decision(_("Barnet har inga egna sidor."))
    return ALLOWED


def may_give_link(actor: Actor, seat: Seat, shows: Decision | None = None) -> Decision:
    """The first password of one of the family, or another for the child. Never a way into somebody's work.

    A guardian may be one for another child as well, and so may a child be: whoever is responsible here gives no new
    password to what is there.
    `shows` is the answer of `may_show_own_pages`, where a page has asked it once for all its rows.
    """
    if not (decision := shows or may_show_own_pages(actor, seat.child_id)):
        return decision
    if seat.person.is_demo:
        return Decision(_("I demon finns inga lösenord, så ingen länk behövs. I en riktig installation görs den här."))
    if Assignment.objects.living().filter(person=seat.person_id).exists():
        return Decision(_("Personen arbetar också här. Hen loggar in som vanligt och väljer att vara sig själv."))
    if seat.role == Role.CHILD and opens_another(seat.child_id):
        return Decision(
            _(
                "Kontot används också till annat än barnets egna sidor. Den som driftar systemet hjälper till med en länk."
            )
        )
    if seat.role != Role.CHILD and seat.person.has_usable_password():
        return Decision(
            _("Personen har valt ett lösenord. Har hen glömt det hjälper den som driftar systemet till med ett nytt.")
        )
    return ALLOWED


def may_write_birth(actor: Actor, child: Child) -> Decision:
    """Whoever is responsible for an expected child writes that it is born."""
    if (Role.RESPONSIBLE,) not in my_roles(actor, child.pk):
        return Decision(_("Det är barnensbästa-ansvarig som skriver att barnet är fött. Berätta för hen."))
    if child.born_on is not None:
        return Decision(_("Barnet är redan inskrivet som fött. Är dagen fel rättar du den tillsammans med numret."))
    return ALLOWED


def may_give_number(actor: Actor, child: Child) -> Decision:
    """Whoever is responsible for a child that is born writes its number."""
    if (Role.RESPONSIBLE,) not in my_roles(actor, child.pk):
        return Decision(_("Det är barnensbästa-ansvarig som skriver barnets nummer. Berätta för hen."))
    if child.born_on is None:
        return Decision(_("Barnet är inte fött än. Skriv först att barnet är fött."))
    return ALLOWED


def may_hold(assignment: Assignment) -> Decision:
    """The baton is held by the one who receives signals at a unit of the right kind."""
    if function_of(assignment.unit.kind) is None:
        return Decision(_("Den verksamheten kan inte vara barnensbästa-ansvarig."))
    if assignment.role != "responsible":
        return Decision(_("Personen är inte barnensbästa-ansvarig på sin enhet."))
    return ALLOWED


def may_offer(actor: Actor, responsibility: Responsibility) -> Decision:
    """The holder passes the baton on, and holds it until somebody takes it."""
    mine = Seat.objects.held_by(actor, Role.RESPONSIBLE).filter(child=responsibility.child_id)
    if not mine.exists():
        return Decision(_("Bara den som är barnensbästa-ansvarig kan lämna över ansvaret."))
    if responsibility.until is not None:
        return Decision(_("Ansvaret är redan överlämnat."))
    return nothing_waits(responsibility)


def nothing_waits(responsibility: Responsibility) -> Decision:
    """A signal that nobody has received must not be left lying when the baton moves."""
    if Task.objects.filter(
        child=responsibility.child_id,
        kind=TaskKind.RECEIVE_SIGNAL,
        done_at=None,
    ).exists():
        return Decision(_("Det finns en signal som ingen har tagit emot. Den som ansvarar nu tar emot den först."))
    return ALLOWED


STEPS_OF_AN_OPEN_MATTER = (
    TaskKind.GATHER,
    TaskKind.ANALYSE,
    TaskKind.ACCEPT_HANDOVER,
    TaskKind.CALL_MEETING,
    TaskKind.HOLD_MEETING,
    TaskKind.START_PLAN,
)
"""What waits for the responsible from the first signal until there is a plan or an end."""


def no_matter_is_open(responsibility: Responsibility, area_id: int | None) -> Decision:
    """A matter stays with the area that owns it: it is not left behind without anyone who can work on it."""
    if responsibility.unit.area_id == area_id:
        return ALLOWED
    if Task.objects.filter(child=responsibility.child_id, kind__in=STEPS_OF_AN_OPEN_MATTER, done_at=None).exists():
        return Decision(
            _(
                "Det finns ett öppet ärende. Avsluta det, eller kom fram till en plan, innan ansvaret går till en "
                "verksamhet med egen sekretess."
            )
        )
    return ALLOWED


def may_answer(actor: Actor, responsibility: Responsibility) -> Decision:
    """Whoever has been asked answers, in the assignment they were asked in."""
    if responsibility.until is not None or responsibility.offered_to_id is None:
        return Decision(_("Frågan om att ta över är inte längre aktuell."))
    if responsibility.offered_to_id != actor.assignment_id:
        return Decision(_("Det är någon annan som har fått frågan."))
    return ALLOWED


def is_gone(holder: Assignment) -> bool:
    """Whether nobody can act as the holder: the account is closed, or the assignment has ended."""
    return not holder.person.is_active or (holder.until is not None and holder.until < clock.today())


def may_ask_instead(actor: Actor, holder: Assignment) -> Decision:
    """Whoever leads the unit, when the holder there is gone. They meet no child, and learn of none."""
    if actor.role != WorkRole.MANAGER or actor.unit_id != holder.unit_id:
        return Decision(_("Det är enhetens chef som ber en kollega ta över när någon inte arbetar kvar."))
    if not is_gone(holder):
        return Decision(_("Personen arbetar kvar och lämnar själv över ansvaret."))
    return ALLOWED


def may_withdraw(actor: Actor, responsibility: Responsibility) -> Decision:
    """The holder takes the question back, as long as nobody has answered it."""
    mine = Seat.objects.held_by(actor, Role.RESPONSIBLE).filter(child=responsibility.child_id)
    if not mine.exists():
        return Decision(_("Bara den som är barnensbästa-ansvarig kan ta tillbaka frågan."))
    if responsibility.until is not None or responsibility.offered_to_id is None:
        return Decision(_("Frågan är redan besvarad. Det finns inget att ta tillbaka."))
    return ALLOWED


def may_say_read(actor: Actor) -> Decision:
    """What followed the baton is told to the family, who say that they have read it."""
    if not actor.is_family:
        return Decision(_("Det är barnet och vårdnadshavarna som säger att de har läst."))
    return ALLOWED


def may_accept(actor: Actor, responsibility: Responsibility) -> Decision:
    """Whoever has been asked takes the baton, once nothing lies unreceived with the giver."""
    asked = may_answer(actor, responsibility)
    if not asked:
        return asked
    waits = nothing_waits(responsibility)
    if not waits and is_gone(responsibility.holder):
        waits = ALLOWED  # what somebody who is gone has not received, the next one receives
    return no_matter_is_open(responsibility, actor.area_id) if waits else waits


def has_responsible(unit: Unit) -> Decision:
    """A child is put only where somebody receives."""
    if not Assignment.objects.standing().filter(unit=unit, role="responsible").exists():
        return Decision(
            _("Enheten har ingen barnensbästa-ansvarig just nu. Kontakta enhetens chef, eller välj en annan enhet.")
        )
    return ALLOWED
