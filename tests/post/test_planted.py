"""All that leaves the system by letter in a whole story, searched for everybody and everything in it."""

import re
from datetime import timedelta

import time_machine

from kronobarn.circles.models import Record
from kronobarn.core import clock
from kronobarn.meetings import tasks as meetings
from kronobarn.post import actions, tasks
from kronobarn.post.models import Subscription
from kronobarn.post.rules import Often
from tests.meetings.town import called
from tests.post.server import Box
from tests.post.wanting import wants
from tests.story import Stage, tell
from tests.world import World

EVERYBODY = ("rut", "sofia", "eva", "emil", "elsa", "birgit")


def test_no_letter_and_no_calendar_tells_of_anybody_or_anything(world: World, box: Box) -> None:
    told = tell(world, Stage.ACTIVE)
    for name in EVERYBODY[1:]:
        wants(address=f"{number_of(name)}@example.se", by=world.actor(name), often=Often.AT_ONCE)
    actions.choose(address=f"{number_of('rut')}@example.se", often=Often.AT_ONCE, by=world.actor("rut"))
    Subscription.objects.update(told_until=None)
    with box.up():
        for days in range(3):
            with time_machine.travel(clock.now() + timedelta(days=days), tick=True):
                meetings.remind_of_meetings(timestamp=0)
                tasks.tell_of_what_waits(timestamp=0)
                tasks.send_letters(timestamp=0)
    assert len({address for address, _letter in box.letters}) >= 4

    secrets = {world.elsa.given_name, world.elsa.family_name, "Ängsby", "Ängsskolan"}
    secrets |= {person.given_name for person in world.people.values()}
    secrets |= {unit.name for unit in world.units.values()} | {area.name for area in world.areas.values()}
    with world.as_("rut") as rut:
        records = Record.objects.visible_to(rut).filter(child=world.elsa)
        secrets |= {str(one.pk) for one in records} | {one.headline for one in records if one.headline}
    secrets |= {str(world.elsa.pk), told.goal.desired_outcome, told.plan.child_wants, told.meeting.place}
    assert found(box, secrets) == []


def test_the_search_finds_what_is_planted(world: World, box: Box) -> None:
    wants(address="a@example.se", by=world.actor("eva"))
    called(world)
    with box.up():
        tasks.send_letters(timestamp=0)
    assert found(box, {"Möte (Kronobarn)", "kalender som ingen har"}) == ["Möte (Kronobarn)"]


def number_of(name: str) -> str:
    """Addresses that name nobody: whom a letter goes to is no leak."""
    return f"a{EVERYBODY.index(name)}"


def found(box: Box, words: set[str]) -> list[str]:
    """Those that stand in any letter: in its head, its bytes, or in a part unpacked, whole words only."""
    said = []
    for _address, letter in box.letters:
        said += [letter.as_bytes().decode("latin-1"), *map(str, letter.values())]
        said += [str(part.get_content()).replace("\r\n ", "") for part in letter.walk() if not part.is_multipart()]
    everything = "\n".join(said)
    return sorted(word for word in words if word and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", everything))
