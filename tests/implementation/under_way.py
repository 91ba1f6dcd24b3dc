"""A unit that has come somewhere, a request and a target group that has been told, for tests of other things."""

from typing import Any

from kronobarn.core import clock
from kronobarn.implementation import actions
from kronobarn.implementation.reads import NO_TOWN
from kronobarn.implementation.rules import RequestKind, Step, TargetGroup
from tests.programme.past import leader
from tests.world import World


def under_way(world: World) -> dict[str, Any]:
    """What the addresses about it are made of."""
    by = leader(world, "polly")
    taken = actions.write(
        unit=world.units["granskolan"], step=Step.INFORMED, since=clock.today(), note="På en träff.", by=by
    )
    request = actions.ask(
        kind=RequestKind.VISIT, text="Kom till oss.", wished="På en tisdag.", by=world.actor("gunnar")
    )
    telling = actions.tell(
        group=TargetGroup.STAFF, organisation=None, what="Modellen.", how="Brev.", told_on=clock.today(), by=by
    )
    return {
        "taken": taken.pk,
        "visit": request.pk,
        "telling": telling.pk,
        "school_unit": world.units["granskolan"].pk,
        "county_place": NO_TOWN,
    }
