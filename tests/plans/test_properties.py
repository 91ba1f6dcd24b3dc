"""What holds whatever is drawn: conditions, versions, days, and two who save at once."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connections, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kronobarn.consents import actions as consents
from kronobarn.consents.models import Consent
from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM
from kronobarn.core.decisions import Denied, Stale
from kronobarn.plans import actions, reads
from kronobarn.plans.actions.working_copy import ahead, sound_period
from kronobarn.plans.contents import differences
from kronobarn.plans.models import Goal, Party, Plan
from kronobarn.plans.rules import GoalState, State
from tests import world as town
from tests.plans import stage
from tests.sign_in import sign_in
from tests.world import World


@contextmanager
def undone() -> Iterator[None]:
    """What is written in the block has not been."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


# Conditions: a plan holds when every one of them does; each that does not has its own sentence --------------------


def _without(**fields: Any) -> Callable[[World, Plan], None]:
    def take_away(world: World, plan: Plan) -> None:
        with world.as_("rut") as rut:
            Plan.objects.visible_to(rut).filter(pk=plan.pk).update(**fields)

    return take_away


def _no_second_service(world: World, plan: Plan) -> None:
    with world.as_("rut") as rut:
        Party.objects.visible_to(rut).filter(record=plan.pk, area=world.areas["social"]).update(answer="left")


def _contact_has_gone(world: World, plan: Plan) -> None:
    with acting(SYSTEM):
        world.assignments["sofia"].until = clock.today() - timedelta(days=1)
        world.assignments["sofia"].save(update_fields=["until"])


def _no_consent(world: World, plan: Plan) -> None:
    with world.as_("rut") as rut:
        consent = Consent.objects.visible_to(rut).get(giver=world.people["emil"])
    consents.withdraw(consent=consent, by=world.actor("emil"))


FREE: dict[str, Callable[[World, Plan], None]] = {
    "vad barnet vill, eller": _without(child_wants="", child_view_how=""),
    "Prata med familjen": _without(heard="", heard_on=None, heard_by=None),
    "Utse en samverkansansvarig": _without(lead=None),
    "en dag framåt i tiden": _without(next_review_on=None),
}
OF_SERVICES: dict[str, Callable[[World, Plan], None]] = {
    "Bjud in en verksamhet till": _no_second_service,
    "har slutat. Välj en ny": _contact_has_gone,
    "Samtycke från Emil": _no_consent,
}
"""One at a time: a service that is not there has no contact, and needs no consent."""


def test_a_plan_holds_just_when_nothing_is_missing_and_says_all_that_is(world: World) -> None:
    plan = stage.lead(world, stage.ready(world), "rut")

    @settings(max_examples=10, deadline=None)
    @given(free=st.sets(st.sampled_from(sorted(FREE))), of_services=st.sampled_from(["", *OF_SERVICES]))
    @example(free=set(), of_services="")
    def holds(free: set[str], of_services: str) -> None:
        missing = free | {of_services} - {""}
        with undone():
            for sentence in missing:
                (FREE | OF_SERVICES)[sentence](world, plan)
            said = ""
            try:
                actions.activate(plan=plan, by=world.actor("rut"))
            except Denied as refused:
                said = str(refused.reason)
            assert {one for one in FREE | OF_SERVICES if one in said} == missing
            assert (stage.fresh(world, plan).state == State.ACTIVE) is (not missing)
        world.assignments["sofia"].until = None

    holds()


# Versions: whatever happens to the plan, what was frozen stays as it was -------------------------------------------

OPS = ("words", "goal", "drop", "revise", "follow_up")


def _do(world: World, plan: Plan, op: str) -> None:
    rut = world.actor("rut")
    match op:
        case "words":
            stage.write_words(world, plan, child_wants=f"Ord {stage.fresh(world, plan).revision}")
        case "goal":
            stage.goal(world, plan, "Ett mål till")
        case "drop":
            with world.as_("rut") as actor:
                goal = Goal.objects.visible_to(actor).filter(record=plan.pk).latest("number")
            actions.conclude_goal(goal=goal, state=GoalState.DROPPED, by=rut)
        case "follow_up":
            actions.follow_up(plan=plan, next_review_on=clock.today() + timedelta(days=40), by=rut)
        case _:
            with suppress(Denied):  # nothing has changed
                actions.revise(plan=plan, by=rut)


def _versions(world: World, plan: Plan) -> dict[int, Any]:
    with world.as_("rut") as rut:
        return {one.number: one.content for one in reversed(reads.frozen(plan, rut))}


def test_what_is_frozen_never_changes_and_equals_itself(world: World) -> None:
    plan = stage.active(world)
    begun = _versions(world, plan)

    @settings(max_examples=6, deadline=None)
    @given(st.lists(st.sampled_from(OPS), min_size=1, max_size=3))
    def stays(ops: list[str]) -> None:
        frozen = begun
        with undone():
            for op in ops:
                _do(world, plan, op)
                now = _versions(world, plan)
                assert {number: now[number] for number in frozen} == frozen
                frozen = now
        assert list(frozen) == list(range(1, len(frozen) + 1))
        assert all(differences(one, one) == [] for one in frozen.values())

    stays()


# Days: the clock changes twice a year, and every fourth year has a day more ----------------------------------------

STOCKHOLM = ZoneInfo("Europe/Stockholm")
ODD_DAYS = [
    date(2027, 3, 28),
    date(2027, 10, 31),
    date(2028, 2, 28),
    date(2028, 2, 29),
    date(2028, 3, 1),
    date(2027, 12, 31),
]
"""Twenty-three hours, twenty-five, and those around the leap day and the year's end."""


def moments(on: date) -> st.SearchStrategy[datetime]:
    """Any moment of the day, from its first second to its last, also the hour that comes twice."""
    start = datetime(on.year, on.month, on.day, tzinfo=STOCKHOLM).astimezone(UTC)
    after = on + timedelta(days=1)
    end = datetime(after.year, after.month, after.day, tzinfo=STOCKHOLM).astimezone(UTC) - timedelta(seconds=1)
    seconds = int((end - start).total_seconds())
    return st.one_of(st.just(0), st.just(seconds), st.integers(0, seconds)).map(lambda n: start + timedelta(seconds=n))


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(ODD_DAYS).flatmap(lambda on: moments(on).map(lambda at: (on, at))), st.integers(1, 400))
def test_a_day_is_a_day_whatever_the_clock_does(drawn: tuple[date, datetime], days: int) -> None:
    on, at = drawn
    with time_machine.travel(at, tick=False):
        assert clock.today() == on
        ahead(on + timedelta(days=days), "day")
        for behind in (0, days):
            with pytest.raises(ValidationError):
                ahead(on - timedelta(days=behind), "day")
        sound_period(on - timedelta(days=days), on)  # until the day itself, to its last second
        sound_period(on, on)
        with pytest.raises(ValidationError):
            sound_period(on - timedelta(days=days), on - timedelta(days=1))
        with pytest.raises(ValidationError):
            sound_period(on + timedelta(days=days), on)


# Two at once -------------------------------------------------------------------------------------------------------


def test_two_connections_overwrite_nothing_and_two_clicks_are_one(fresh_database: str) -> None:
    world = town.build()
    plan = stage.ready(world)
    seen = stage.fresh(world, plan).revision

    def save(words: str) -> str:
        try:
            actions.set_words(
                plan=plan,
                child_wants=words,
                child_view_how="Elsa berättade.",
                contingency="",
                disagreement="",
                seen=seen,
                by=world.actor("rut" if words == "Ett" else "sofia"),
            )
        except Stale:
            return ""
        finally:
            connections.close_all()
        return words

    def click(_number: int) -> int:
        client = Client()
        client.cookies = signed_in.cookies
        try:
            return client.post(reverse("plans:activate", args=[plan.pk]), {"once": once}).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as hands:
        saved = list(hands.map(save, ["Ett", "Två"]))
    assert sorted(map(bool, saved)) == [False, True]
    assert stage.fresh(world, plan).child_wants == "".join(saved)
    assert stage.fresh(world, plan).revision == seen + 1

    signed_in = Client()
    sign_in(signed_in, world, "rut")
    once = "00000000-0000-4000-8000-000000000001"
    with ThreadPoolExecutor(2) as fingers:
        assert set(fingers.map(click, range(2))) <= {302, 403}
    assert list(_versions(world, plan)) == [1]
