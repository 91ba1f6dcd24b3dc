"""Who asks, who answers, and who may write down what somebody has said."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from kronobarn.authorities.models import SecrecyArea
from kronobarn.circles.models import Seat
from kronobarn.circles.rules import Role
from kronobarn.consents import reads
from kronobarn.consents.models import Consent, LawfulAlternative
from kronobarn.consents.rules import NEXT, OUTLASTS_A_NO, AsRole, Basis, ChildsPart, State, childs_part
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import ALLOWED, Decision
from kronobarn.people.models import Child
from kronobarn.people.rules import age_on
from kronobarn.ui.signs import with_and


def may_ask(actor: Actor, child_id: UUID) -> Decision:
    """The responsible, or the lead of the plan, asks the family."""
    if not _carries(actor, child_id):
        return Decision(_("Det är barnensbästa-ansvarig eller samverkansansvarig som frågar om samtycke. Be hen."))
    return ALLOWED


def may_flow(what: str, child_id: UUID, from_area: int, to_areas: Collection[int], kinds: Collection[str]) -> Decision:
    """Everyone who decides lets these kinds go to these services. Says which are not covered, never who has said no."""
    allowed = reads.allowed(child_id)
    without = {area for area in to_areas if allowed.flow({from_area, area}, kinds) is None}
    if not without:
        return ALLOWED
    lacking = list(SecrecyArea.objects.filter(pk__in=without).order_by("name"))
    if all(allowed.flow({from_area, area.pk}, ()) for area in lacking):
        return Decision(" ".join(allowed.sentence(what, area, from_area, kinds) for area in lacking))
    return Decision(
        _("Samtycke saknas för %(areas)s. Fråga familjen först, eller välj bort den verksamheten.")
        % {"areas": with_and([area.name for area in lacking])}
    )


def may_answer(actor: Actor, consent: Consent) -> Decision:
    """The one who was asked, for themselves."""
    if not actor.is_family or consent.giver_id != actor.person_id:
        return Decision(_("Bara den som har fått frågan kan svara på den."))
    return _open(consent)


def may_write_down_a_yes(actor: Actor, child_id: UUID) -> Decision:
    """Whoever works with the child and has heard it. What somebody has only noticed goes on another ground."""
    seats = Seat.objects.held_by(actor).working().filter(child=child_id)
    if actor.is_family or not seats.exists():
        return Decision(_("Bara den som arbetar med barnet skriver in ett muntligt samtycke. Välj en annan grund."))
    return ALLOWED


def may_record(actor: Actor, consent: Consent) -> Decision:
    """Whoever carries the matter writes down what was said aloud or on paper."""
    if not _carries(actor, consent.child_id):
        return Decision(
            _("Det är barnensbästa-ansvarig eller samverkansansvarig som skriver in ett svar. Berätta för hen.")
        )
    return _open(consent)


def may_withdraw(actor: Actor, consent: Consent) -> Decision:
    """The giver at any time; said aloud, it is written down by whoever carries the matter, or who wrote down the yes."""
    own = actor.is_family and consent.giver_id == actor.person_id
    if not own and not _carries(actor, consent.child_id) and not _wrote_down(actor, consent):
        return Decision(
            _("Det är den som har sagt ja som drar tillbaka. Har du hört det sägas, berätta för den som ansvarar.")
        )
    if not consent.stands:
        return Decision(_("Det finns inget samtycke att dra tillbaka här."))
    if consent.has_run_out:
        return Decision(_("Samtycket har gått ut, så det finns inget att dra tillbaka."))
    return ALLOWED


def may_assess(actor: Actor, child: Child) -> Decision:
    """Whoever carries the matter, while the child is under age. It is judged child by child."""
    if not _carries(actor, child.pk):
        return Decision(_("Det är barnensbästa-ansvarig eller samverkansansvarig som bedömer mognaden. Prata med hen."))
    if childs_part(age_on(clock.today(), born_on=child.born_on)) == ChildsPart.ALONE:
        return Decision(_("Den som har fyllt 18 år bestämmer själv. Då bedöms inte mognaden."))
    return ALLOWED


def may_record_alternative(actor: Actor, consent: Consent, basis: Basis | None = None) -> Decision:
    """The responsible, for one guardian whose yes is missing (FB 6 kap. 13 och 13 a §§)."""
    if not Seat.objects.held_by(actor, Role.RESPONSIBLE).filter(child=consent.child_id).exists():
        return Decision(_("Bara barnensbästa-ansvarig kan skriva in en laglig grund."))
    if consent.as_role == AsRole.CHILD:
        return Decision(_("Det finns ingen grund som ersätter barnets eget svar. Prata med barnet igen."))
    if consent.stands:
        return Decision(_("Personen har sagt ja. Då behövs ingen annan grund."))
    if (
        LawfulAlternative.objects.visible_to(actor)
        .filter(child=consent.child_id, request=consent.request, person=consent.giver_id)
        .exists()
    ):
        return Decision(_("En laglig grund är redan inskriven för den här personen."))
    if consent.state == State.SUPERSEDED:
        return Decision(_("Det finns ett senare svar på samma sak. Skriv in grunden på den frågan."))
    said_no = consent.state in (State.REFUSED, State.WITHDRAWN)
    if said_no and basis is not None and basis not in OUTLASTS_A_NO:
        return Decision(_("Personen har svarat nej. Den grunden gäller bara när någon inte går att nå."), for_now=True)
    return ALLOWED


def _open(consent: Consent) -> Decision:
    """A question is answered once; a no may become a yes while the question is the latest."""
    if consent.has_run_out:
        return Decision(_("Samtycket har gått ut. En ny fråga behövs för att dela igen."))
    if consent.stands:
        return Decision(_("Frågan är redan besvarad med ja. Den som vill ändra sig drar tillbaka hela eller en del."))
    if consent.state == State.SUPERSEDED:
        return Decision(_("Det finns ett senare svar på samma sak. Det är det som gäller."))
    if not NEXT[State(consent.state)]:
        return Decision(_("Samtycket är tillbakadraget. En ny fråga behövs för att dela igen."))
    newer = Consent.objects.filter(
        child=consent.child_id,
        about=consent.about,
        as_role=consent.as_role,
        giver=consent.giver_id,
        record__written_at__gt=consent.record.written_at,
    )
    if newer.exists():
        return Decision(_("Det finns en nyare fråga om samma sak. Svara på den i stället."))
    return ALLOWED


def _carries(actor: Actor, child_id: UUID) -> bool:
    seats = Seat.objects.held_by(actor, Role.RESPONSIBLE, Role.LEAD).filter(child=child_id)
    return not actor.is_family and seats.exists()


def _wrote_down(actor: Actor, consent: Consent) -> bool:
    return not actor.is_family and consent.record.author_id == actor.person_id
