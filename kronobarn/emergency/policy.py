"""Who opens a child in an emergency, who judges it, and who may put off telling the family."""

from django.utils.translation import gettext as _

from kronobarn.authorities.rules import Profession
from kronobarn.authorities.rules import Role as AssignmentRole
from kronobarn.circles.models import Seat
from kronobarn.circles.policy import may_seek
from kronobarn.circles.rules import Role
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import ALLOWED, Decision
from kronobarn.emergency.models import Opening
from kronobarn.oversight.policy import may_review, may_see_counts

GIVEN_OTHERWISE = frozenset({Profession.POLICE_OFFICER, Profession.MUNICIPAL_COORDINATOR})


def may_open(actor: Actor) -> Decision:
    """Staff who meet children; the police are given what they need record by record, and coordinators meet none."""
    if (decision := may_seek(actor)) and (
        actor.profession in GIVEN_OTHERWISE or actor.role == AssignmentRole.COORDINATOR
    ):
        return Decision(_("Ditt uppdrag öppnar inga barn i nödläge. Ring den som ansvarar för barnet, eller 112."))
    return decision


def may_see_queue(actor: Actor) -> Decision:
    """Reviewers see what waits to be judged; managers how many."""
    return may_see_counts(actor)


def may_judge(actor: Actor, opening: Opening) -> Decision:
    """Whoever reviews the log where the opener works. Nobody judges their own doings."""
    if (decision := may_review(actor)) and opening.person_id == actor.person_id:
        return Decision(_("Det här har du själv gjort. Be en annan loggranskare bedöma det."))
    return decision


def may_put_off(actor: Actor, opening: Opening) -> Decision:
    """The child's responsible, for an opening that somebody else has made."""
    if not Seat.objects.held_by(actor, Role.RESPONSIBLE).filter(child=opening.child_id).exists():
        return Decision(_("Det är barnensbästa-ansvarig som beslutar när familjen får veta."))
    if opening.put_off_until is not None and opening.put_off_until > clock.now():
        return Decision(_("Det är redan beslutat att familjen får veta senare. Beslut igen när den tiden har gått ut."))
    return ALLOWED
