"""Who reads about the county's process, and who writes it."""

from django.utils.translation import gettext as _

from kronobarn.authorities.rules import Profession
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import ALLOWED, Decision
from kronobarn.programme.models import (
    Awaited,
    Body,
    BodyDecision,
    Mandate,
    Member,
    NameRemoval,
    NameRuleDecision,
    Question,
)
from kronobarn.programme.naming.reads import Due


def may_read(actor: Actor) -> Decision:
    """Everybody who works in the county."""
    if actor.assignment_id is None:
        return Decision(_("Här står hur länets verksamheter arbetar tillsammans. Sidan är för dem som arbetar där."))
    return ALLOWED


def may_lead(actor: Actor) -> Decision:
    """Those who lead the county's process."""
    if actor.profession != Profession.PROCESS_LEADER:
        return Decision(_("Länets processledare skriver här. Är något fel, säg det till hen."))
    return ALLOWED


def may_change_question(actor: Actor, question: Question) -> Decision:
    """As long as it is asked. Its words stay once a body has answered them, which the form knows."""
    if not (decision := may_lead(actor)):
        return decision
    if question.withdrawn_at is not None:
        return Decision(_("Frågan är tillbakadragen. Skriv in en ny fråga, om den ska ställas igen."))
    return ALLOWED


def may_ask_more(actor: Actor, question: Question, bodies: list[Body]) -> Decision:
    """Bodies that have not been asked yet."""
    if not (decision := may_change_question(actor, question)):
        return decision
    if not bodies:
        return Decision(_("Alla organ som är med har redan fått frågan."))
    return ALLOWED


def may_decide(actor: Actor, awaited: Awaited) -> Decision:
    """What a body that was asked has decided, as long as something is awaited from it."""
    if not (decision := may_lead(actor)):
        return decision
    if awaited.question.withdrawn_at is not None:
        return Decision(_("Frågan är tillbakadragen, så inget mer beslut väntas."))
    return ALLOWED


def may_correct(actor: Actor, made: BodyDecision) -> Decision:
    """What stands; what has been corrected already is corrected by what came after it."""
    if not (decision := may_lead(actor)):
        return decision
    if made.corrected_at is not None:
        return Decision(_("Det här är redan rättat. Rätta det som gäller nu i stället."))
    return ALLOWED


def may_correct_row(actor: Actor, row: Mandate | Member) -> Decision:
    """What stands of a group; what has been corrected already is corrected by what came after it."""
    if not (decision := may_lead(actor)):
        return decision
    if row.corrected_at is not None:
        return Decision(_("Det här är redan rättat. Rätta det som gäller nu i stället."))
    return ALLOWED


def may_end_member(actor: Actor, member: Member) -> Decision:
    """Whoever has no last day yet."""
    if not (decision := may_correct_row(actor, member)):
        return decision
    if member.until is not None:
        return Decision(_("Sista dagen är redan inskriven. Rätta den, om den är fel."))
    return ALLOWED


def may_link(actor: Actor, member: Member) -> Decision:
    """Whoever has no account yet."""
    if not (decision := may_correct_row(actor, member)):
        return decision
    if member.account_id is not None:
        return Decision(_("Medlemmen har redan ett konto. Rätta medlemmen, om det är fel."))
    return ALLOWED


def may_end_group(actor: Actor, mandate: Mandate | None) -> Decision:
    """A group whose mandate goes on."""
    if not (decision := may_lead(actor)):
        return decision
    if mandate is None or mandate.until is not None:
        return Decision(_("Gruppen har redan en sista dag. Rätta uppdraget, om den är fel."))
    return ALLOWED


def may_see_names(actor: Actor, *, sits: bool) -> Decision:
    """How long names are kept: those who lead the process, and those who sit in the group that leads it."""
    if sits or may_lead(actor):
        return ALLOWED
    return Decision(_("Namn på dem som har svarat sköts av processledaren och styrgruppen."))


def may_settle_names(actor: Actor, due: Due) -> Decision:
    """Those who lead the process note what the principal has decided, once for each rule."""
    if not (decision := may_lead(actor)):
        return decision
    if due.rule is None:
        return Decision(_("Det finns ingen regel, så namnen är kvar. Den skrivs in i länets filer."))
    if due.is_settled:
        return Decision(_("Regeln är redan beslutad."))
    return ALLOWED


def may_take_back_names(actor: Actor, decision: NameRuleDecision | None) -> Decision:
    """What has been noted here. What stands as decided in the county's files is changed there."""
    if not (allowed := may_lead(actor)):
        return allowed
    if decision is None:
        return Decision(_("Det finns inget antecknat beslut att ta tillbaka."))
    return ALLOWED


def may_propose_names(actor: Actor, due: Due, *, standing: bool) -> Decision:
    """Those who lead the process, when there is a rule that has been reviewed and its time has come for somebody."""
    if not (decision := may_lead(actor)):
        return decision
    if due.rule is None:
        return Decision(_("Det finns ingen regel, så namnen är kvar. Den skrivs in i länets filer."))
    if not due.is_settled:
        return Decision(_("Regeln är inte beslutad. Inget kan tas bort förrän huvudmannens beslut är antecknat."))
    if standing:
        return Decision(_("Det finns redan ett förslag. Vänta tills det är utfört, eller dra tillbaka det."))
    if not due.names:
        return Decision(_("Det finns inga namn att ta bort just nu."))
    return ALLOWED


def may_carry_out(actor: Actor, removal: NameRemoval, *, sits: bool, settled: bool) -> Decision:
    """Somebody else than whoever proposed it, while the rule is decided."""
    if not (decision := may_withdraw_names(actor, removal, sits=sits)):
        return decision
    if not settled:
        return Decision(_("Regeln är inte beslutad längre. Dra tillbaka förslaget."))
    if removal.proposed_by_id == actor.person_id:
        return Decision(
            _("Den som har föreslagit det kan inte utföra det. Be någon i styrgruppen eller dess arbetsutskott.")
        )
    return ALLOWED


def may_withdraw_names(actor: Actor, removal: NameRemoval, *, sits: bool) -> Decision:
    """Anyone of them, until it has been carried out."""
    if not (decision := may_see_names(actor, sits=sits)):
        return decision
    if not removal.is_open:
        return Decision(_("Förslaget är avslutat."))
    return ALLOWED
