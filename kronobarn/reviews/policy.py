"""Who follows a plan up."""

from django.utils.translation import gettext as _

from kronobarn.core.actor import Actor
from kronobarn.core.decisions import Decision
from kronobarn.plans import policy as plans
from kronobarn.plans.models import Plan
from kronobarn.plans.rules import State
from kronobarn.reviews.models import Review


def may_start(actor: Actor, plan: Plan) -> Decision:
    """The lead, or the responsible, calls everybody together; the plan must hold."""
    changes = plans.may_change(actor, plan)
    if plan.state == State.DRAFT:
        return Decision(_("Planen förbereds. Den följs upp när den är aktiv."), for_now=bool(changes))
    if plan.state == State.CLOSED:
        return Decision(_("Planen är avslutad."), for_now=changes.for_now)
    if not changes:
        return Decision(_("Det är samverkansansvarig eller barnensbästa-ansvarig som följer upp planen. Be hen."))
    return plans.may_freeze(actor, plan)  # when it goes on it becomes a version


def may_finish(actor: Actor, review: Review, plan: Plan | None) -> Decision:
    """Whoever may start it, until it is done, as long as the plan is shared with them."""
    if review.done_at is not None:
        theirs = plan is not None and ((changes := plans.may_change(actor, plan)) or changes.for_now)
        return Decision(_("Uppföljningen är klar. Starta en ny om något behöver ändras."), for_now=bool(theirs))
    if plan is None:
        return Decision(_("Planen delas inte längre med din verksamhet. Prata med barnensbästa-ansvarig."))
    return may_start(actor, plan)
