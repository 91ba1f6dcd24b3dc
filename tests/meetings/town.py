"""Elsa's matter with the family's yes to BVC and BUP, and a meeting called."""

from datetime import datetime, timedelta

from kronobarn.concerns.models import Matter
from kronobarn.core import clock
from kronobarn.meetings import actions
from kronobarn.meetings.models import Invited, Meeting
from tests.consents.matters import agreed, cooperating
from tests.world import World


def in_a_week() -> datetime:
    return clock.now() + timedelta(days=7)


def call(world: World, matter: Matter, *names: str, starts_at: datetime | None = None) -> Meeting:
    """Rut calls; Birgit unless somebody else is named."""
    return actions.call(
        matter=matter,
        starts_at=starts_at or in_a_week(),
        minutes=60,
        place="Ängsskolan, biblioteket",
        invited=[world.assignments[name] for name in (names or ("birgit",))],
        child_wishes="Jag vill sitta bredvid mamma.",
        by=world.actor("rut"),
    )


def called(world: World, *names: str) -> Meeting:
    """The family has said yes, and Rut has called."""
    matter = cooperating(world)
    agreed(world, matter.pk)
    return call(world, matter, *names)


def invited(world: World, meeting: Meeting, name: str) -> Invited:
    with world.as_("rut"):
        row: Invited = Invited.objects.get(record=meeting.pk, person=world.people[name])
    return row
