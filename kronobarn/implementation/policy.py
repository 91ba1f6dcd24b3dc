"""Who writes how far a unit has come, who asks and who answers, and who says what a target group has been told."""

from django.utils.translation import gettext as _

from kronobarn.authorities.models import Organisation, SecrecyArea, Unit
from kronobarn.authorities.rules import Profession, Role
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import ALLOWED, Decision
from kronobarn.implementation.models import Request, StepTaken, Telling
from kronobarn.implementation.rules import GOES_ON, State
from kronobarn.programme.policy import may_lead, may_read

__all__ = ["may_lead", "may_read"]

HEADS = frozenset({Profession.HEAD_TEACHER, Profession.UNIT_MANAGER})


def may_write(actor: Actor, unit: Unit) -> Decision:
    """The head of the unit, the coordinator of its principal, and those who lead the process."""
    own = actor.unit_id == unit.pk and (actor.profession in HEADS or actor.role == Role.MANAGER)
    if own or may_lead(actor) or _coordinates(actor, unit.area.organisation_id):
        return ALLOWED
    return Decision(
        _("Enhetens chef, samordnaren eller länets processledare skriver här. Är något fel, säg det till dem.")
    )


def may_correct(actor: Actor, taken: StepTaken) -> Decision:
    """What stands."""
    if not (decision := may_write(actor, taken.unit)):
        return decision
    return _uncorrected(taken)


def may_ask(actor: Actor) -> Decision:
    """Whoever works at a unit, for it."""
    if not (decision := may_read(actor)):
        return decision
    if may_lead(actor):
        return Decision(_("Enheterna frågar er som leder processen. Du svarar på det de frågar."))
    return ALLOWED


def may_reply(actor: Actor, request: Request, state: State) -> Decision:
    """Those who lead the process, as long as something is waited for."""
    if not (decision := may_lead(actor)):
        return decision
    return _goes_on(state)


def may_take_back(actor: Actor, request: Request, state: State) -> Decision:
    """Whoever asked, as long as something is waited for."""
    if request.asked_by_id != actor.person_id:
        return Decision(_("Den som har frågat kan ta tillbaka det."))
    return _goes_on(state)


def may_tell(actor: Actor, organisation: Organisation | None) -> Decision:
    """Those who lead the process, and a principal's coordinator for its own."""
    if may_lead(actor):
        return ALLOWED
    if organisation is not None and _coordinates(actor, organisation.pk):
        return ALLOWED
    return Decision(_("Samordnaren eller länets processledare skriver här. Är något fel, säg det till dem."))


def may_correct_telling(actor: Actor, telling: Telling) -> Decision:
    """What stands."""
    if not (decision := may_tell(actor, telling.organisation)):
        return decision
    return _uncorrected(telling)


def _uncorrected(row: StepTaken | Telling) -> Decision:
    if row.corrected_at is not None:
        return Decision(_("Det här är redan rättat. Rätta det som gäller nu i stället."))
    return ALLOWED


def _goes_on(state: State) -> Decision:
    if state not in GOES_ON:
        return Decision(_("Det här är redan avslutat. Fråga igen, om något återstår."))
    return ALLOWED


def _coordinates(actor: Actor, organisation_id: int) -> bool:
    if actor.profession != Profession.MUNICIPAL_COORDINATOR or actor.area_id is None:
        return False
    return SecrecyArea.objects.filter(pk=actor.area_id, organisation=organisation_id).exists()
