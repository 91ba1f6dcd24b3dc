"""Plans with a goal, a measure and an activity, written by whoever may, also for tests of other things."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from kronobarn.action_plans import actions, follow_actions, frozen, tree, version_actions
from kronobarn.action_plans.models import ActionPlan, Activity, Measure, PlanGoal, PlanVersion
from kronobarn.authorities.models import Organisation
from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import Actor
from tests.world import World


def plan(world: World, who: str, title: str = "Länets plan") -> ActionPlan:
    """The county's for the one who leads it; for a coordinator her own principal's."""
    by = world.actor(who)
    own = Organisation.objects.get(areas=by.area_id) if by.profession != "process_leader" else None
    return actions.begin(organisation=own, title=title, aim="Varje barn.", by=by)


def measure(world: World, of: ActionPlan, who: str, title: str = "Alla kan hjulet") -> Measure:
    by = world.actor(who)
    goal = actions.add(kind=PlanGoal, above=of, title="Ett gemensamt språk", text="", by=by)
    return actions.add(kind=Measure, above=goal, title=title, by=by)


def activity(world: World, of: ActionPlan, who: str, **said: Any) -> Activity:
    """From today, for a year."""
    usual = {
        "title": "Hålla kurs",
        "function": "Rektorn",
        "group": None,
        "owner": None,
        "mailbox": "",
        "since": clock.today(),
        "until": clock.today() + timedelta(days=365),
        "evidence": "Alla har gått den.",
        "carries_out": None,
    }
    above = said.pop("measure", None) or measure(world, of, who)
    return actions.add(kind=Activity, above=above, by=world.actor(who), **(usual | said))


def seen(of: ActionPlan, by: Actor) -> str:
    """What the page about adopting would show."""
    with acting(by):
        return frozen.digest(frozen.content(tree.load(by, of)))


def adopted(world: World, of: ActionPlan, who: str, on: date | None = None) -> PlanVersion:
    by = world.actor(who)
    said: dict[str, Any] = {"adopted_on": on or clock.today(), "adopted_by": "Styrgruppen", "decision": None}
    return version_actions.adopt(plan=of, seen=seen(of, by), by=by, **said)


def planned(world: World, by: Actor) -> dict[str, UUID]:
    """What the addresses about a plan are made of. `by` leads the process."""
    made = actions.begin(organisation=None, title="Plan", aim="Barn.", by=by)
    goal = actions.add(kind=PlanGoal, above=made, title="Mål", text="", by=by)
    row = actions.add(kind=Measure, above=goal, title="Åtgärd", by=by)
    doing = activity(world, made, "petra", measure=row)
    version = adopted(world, made, "petra")
    asked = follow_actions.follow_up(plan=made, answer_by=clock.today(), words="", by=by)
    found = {"action_plan": made, "plan_goal": goal, "measure": row, "activity": doing, "plan_version": version}
    return {name: one.pk for name, one in found.items()} | {"follow_up": asked.pk}
