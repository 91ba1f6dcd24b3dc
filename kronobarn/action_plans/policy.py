"""Who writes which action plan, who says where an activity stands, and who publishes."""

from django.utils.translation import gettext as _

from kronobarn.action_plans.models import ActionPlan, Activity, FollowUp, PlanVersion
from kronobarn.authorities.models import Organisation, SecrecyArea
from kronobarn.authorities.rules import Profession
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import ALLOWED, Decision
from kronobarn.programme.policy import may_lead
from kronobarn.programme.policy import may_read as may_read_of_the_county


def may_read(actor: Actor) -> Decision:
    """Everybody who works in the county."""
    return may_read_of_the_county(actor)


def may_begin(actor: Actor, organisation: Organisation | None) -> Decision:
    """The process leader begins the county's plan; a principal's own is begun by its coordinator."""
    if organisation is None:
        return may_lead(actor)
    if actor.profession != Profession.MUNICIPAL_COORDINATOR or not _works_at(actor, organisation.pk):
        return Decision(_("Planen skrivs av samordnaren där. Är något fel, säg det till hen."))
    return ALLOWED


def may_write(actor: Actor, plan: ActionPlan) -> Decision:
    """Whoever could begin it."""
    return may_begin(actor, plan.organisation)


def may_adopt(actor: Actor, plan: ActionPlan, *, empty: bool, differs: bool) -> Decision:
    """What holds something that has not been adopted already."""
    if not (decision := may_write(actor, plan)):
        return decision
    if empty:
        return Decision(_("Planen har inget mål än. Lägg till minst ett mål innan den antas."))
    if not differs:
        return Decision(_("Utkastet säger detsamma som den antagna planen, så det finns inget nytt att anta."))
    return ALLOWED


def may_take_back(actor: Actor, version: PlanVersion) -> Decision:
    """A version that was written down by mistake."""
    if not (decision := may_write(actor, version.plan)):
        return decision
    if version.taken_back_at is not None:
        return Decision(_("Versionen är redan återtagen."))
    return ALLOWED


def may_publish(actor: Actor, version: PlanVersion) -> Decision:
    """What has been adopted. Only those who lead the process open anything to everybody."""
    if not (decision := may_lead(actor)):
        return decision
    if version.taken_back_at is not None:
        return Decision(_("Versionen är återtagen, så den kan inte publiceras."))
    return ALLOWED


def may_report(actor: Actor, activity: Activity) -> Decision:
    """The one who answers for it, or whoever writes the plan, for a function without an account."""
    measure = activity.measure
    if activity.taken_out_at or measure.taken_out_at or measure.goal.taken_out_at:
        return Decision(_("Aktiviteten är borttagen ur planen. Lägg tillbaka den först, om den ska fortsätta."))
    if activity.owner_id is not None and activity.owner_id == actor.assignment_id:
        return ALLOWED
    if not may_write(actor, activity.measure.goal.plan):
        return Decision(_("Den som ansvarar för aktiviteten svarar, eller den som skriver planen."))
    return ALLOWED


def may_follow_up(actor: Actor, plan: ActionPlan, *, going_on: bool, something: bool) -> Decision:
    """One round at a time, and about something."""
    if not (decision := may_write(actor, plan)):
        return decision
    if going_on:
        return Decision(_("En uppföljning pågår redan. Avsluta den innan du börjar en ny."))
    if not something:
        return Decision(_("Det finns ingen aktivitet att fråga om. De som är klara frågas det inte om igen."))
    return ALLOWED


def may_remind(actor: Actor, follow_up: FollowUp) -> Decision:
    """Those who have not answered a round that goes on."""
    if not (decision := may_write(actor, follow_up.plan)):
        return decision
    if follow_up.closed_at is not None:
        return Decision(_("Uppföljningen är avslutad, så det finns ingen att påminna."))
    return ALLOWED


def may_close(actor: Actor, follow_up: FollowUp) -> Decision:
    """A round that goes on."""
    if not (decision := may_write(actor, follow_up.plan)):
        return decision
    if follow_up.closed_at is not None:
        return Decision(_("Uppföljningen är redan avslutad."))
    return ALLOWED


def _works_at(actor: Actor, organisation_id: int) -> bool:
    if actor.area_id is None:
        return False
    return SecrecyArea.objects.filter(pk=actor.area_id, organisation=organisation_id).exists()
