"""Letters through a real mail server: who gets one, exactly one, and nothing of what it is about."""

from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
import time_machine
from django.core.mail import get_connection
from django.utils import timezone

from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM
from kronobarn.core.mail import Problem
from kronobarn.notices.models import Task
from kronobarn.post import actions, tasks
from kronobarn.post.models import Letter, Subscription
from kronobarn.post.rules import Often
from tests.post.server import Box
from tests.post.wanting import wants as confirmed
from tests.story import Stage, tell
from tests.world import World

RUT, EVA = "rut@example.se", "eva@example.se"


def work(hours: float = 0.1) -> None:
    """What the worker does, so much later."""
    with time_machine.travel(clock.now() + timedelta(hours=hours), tick=True):
        tasks.tell_of_what_waits(timestamp=0)
        tasks.send_letters(timestamp=0)


def wants(world: World, name: str, address: str, often: Often = Often.AT_ONCE) -> Subscription:
    """Somebody who wants letters of what is older, too."""
    if often is Often.NEVER:
        return actions.choose(address=address, often=often, by=world.actor(name))
    own = confirmed(address=address, often=often, by=world.actor(name))
    Subscription.objects.update(told_until=None)
    return own


def text(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_each_for_whom_something_waits_gets_exactly_one_letter(world: World, box: Box) -> None:
    tell(world, Stage.ASKED)
    wants(world, "rut", RUT)
    wants(world, "eva", EVA)

    with box.up():
        for _again in range(3):
            work()

    assert box.to == [EVA, RUT]


def test_nothing_is_lost_while_the_server_is_down(world: World, box: Box) -> None:
    tell(world, Stage.ASKED)
    wants(world, "rut", RUT)
    wants(world, "eva", EVA)

    for hours in (1, 24, 24 * 14):
        work(hours)
    assert set(Letter.objects.unsent().values_list("tries", flat=True)) == {0}
    with box.up():
        work(24 * 14 + 1)
        work(24 * 14 + 2)

    assert box.to == [EVA, RUT]


def test_a_letter_holds_nothing_but_that_something_waits(world: World, box: Box) -> None:
    tell(world, Stage.CALLED)
    for name in ("rut", "eva", "sofia", "elsa"):
        wants(world, name, f"{name}@example.se")
    with box.up():
        work()

    assert "rut@example.se" in box.to
    for address, letter in box.letters:
        raw = letter.as_string() + text(letter)
        assert letter["To"] == address
        assert letter["Subject"] == "Något väntar på dig i Kronobarn"
        assert "https://kronobarn.example.se/" in text(letter)
        assert [word for word in planted(world) if word.lower() in raw.lower()] == []


def planted(world: World) -> list[str]:
    """What would tell something: names, places, ids, words about the child."""
    people = [*world.people.values()]
    given = [one.full_name for one in people] + [one.family_name for one in people] + [world.elsa.family_name]
    places = [unit.name for unit in world.units.values()] + [area.name for area in world.areas.values()]
    about = ["möte med", "Ängsskolan", "bibliotek", "sömn", "samtycke", "socialtjänst", "fika", str(world.elsa.pk)]
    return [*filter(None, given), *places, *about]


def on_day(days: int, at: str) -> time_machine.travel:
    """Some days from now, at a time by the clock on the wall."""
    return time_machine.travel(
        timezone.make_aware(datetime.fromisoformat(f"{clock.today() + timedelta(days=days)} {at}")), tick=True
    )


def test_a_letter_a_day_waits_for_the_morning_and_for_something_new(world: World, box: Box) -> None:
    tell(world, Stage.ASKED)
    wants(world, "rut", RUT, Often.DAILY)
    came = []
    with box.up():
        for days, at in ((1, "06:50"), (1, "07:10"), (1, "15:00"), (2, "07:10")):
            with on_day(days, at):
                tasks.tell_of_what_waits(timestamp=0)
                tasks.send_letters(timestamp=0)
            came.append(len(box.letters))

    assert came == [0, 1, 1, 1]


def test_family_and_whoever_wants_none_are_not_written_to(world: World, box: Box) -> None:
    tell(world, Stage.ASKED)
    wants(world, "rut", RUT, Often.NEVER)
    with box.up():
        work()

    assert box.to == []


def test_what_is_done_or_not_visible_any_more_is_not_written_about(world: World, box: Box) -> None:
    tell(world, Stage.ASKED)
    wants(world, "eva", EVA)
    with world.as_("rut"):
        Task.objects.filter(person=world.people["eva"]).update(done_at=clock.now(), done_by=world.people["rut"])
    with box.up():
        work()

    assert box.to == []


@pytest.mark.parametrize(
    ("answer", "problem", "tries"),
    [("550 No such user", Problem.ADDRESS, 1), ("451 Later", Problem.LATER, 8)],
    ids=["no such address", "put off until there have been enough tries"],
)
def test_what_does_not_get_through_is_kept_to_be_tried_again(
    run: World, box: Box, answer: str, problem: Problem, tries: int
) -> None:
    tell(run, Stage.ASKED)
    wants(run, "rut", RUT)
    wants(run, "eva", EVA)
    box.answers[RUT] = answer
    with box.up():
        for hours in (1, 2, 4, 9, 20, 50, 90, 150, 200):
            work(hours)
        assert box.to == [EVA]
        (stuck,) = Letter.objects.given_up()
        assert (stuck.problem, stuck.tries) == (problem, tries)

        box.answers.clear()
        assert actions.try_again(by=run.actor("adam")) == 1
        work(201)
        assert box.to == [EVA, RUT]


def test_two_workers_send_a_letter_once(world: World, box: Box) -> None:
    tell(world, Stage.ASKED)
    wants(world, "rut", RUT)
    with box.up():
        work()
        letter = Letter.objects.get()
        with acting(SYSTEM):
            assert actions.send(letter_id=letter.pk, through=get_connection(), by=SYSTEM) is None

    assert box.to == [RUT]


def test_a_box_is_told_once_a_day_until_its_administrator_says_otherwise(world: World, box: Box) -> None:
    school = world.units["angsskolan"]
    school.mailbox = "rektor@angsby.example"
    school.save(update_fields=["mailbox"])
    tell(world, Stage.ASKED)
    with box.up():
        for at in ("07:30", "12:00"):
            with on_day(1, at):
                tasks.tell_of_what_waits(timestamp=0)
                tasks.send_letters(timestamp=0)
    assert box.to == ["rektor@angsby.example"]


def test_a_letter_nobody_wants_any_more_is_not_sent(world: World, box: Box) -> None:
    tell(world, Stage.ASKED)
    wants(world, "rut", RUT)
    work()
    actions.choose(address="", often=Often.NEVER, by=world.actor("rut"))
    with box.up():
        work(1)

    assert box.to == []
    assert Letter.objects.get().problem == Problem.UNWANTED
    assert not Letter.objects.given_up().exists()
