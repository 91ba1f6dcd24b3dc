"""The steering group, chaired by Rut: Tage sits in it with an account, the head of social services without one."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from kronobarn.group_meetings.models import GroupMeeting
from kronobarn.programme import group_actions
from kronobarn.programme.models import Group, Member
from kronobarn.programme.rules import GroupKind
from tests.group_meetings.held import called
from tests.programme.past import leader
from tests.sign_in import sign_in
from tests.world import World

SINCE = date(2020, 1, 1)


@pytest.fixture
def led(world: World) -> World:
    leader(world)
    return world


@pytest.fixture
def group(led: World) -> Group:
    petra = led.actor("petra")
    said: dict[str, Any] = {"name": "Styrgruppen", "home": "", "task": "", "since": SINCE}
    made = group_actions.add_group(kind=GroupKind.STEERING, organisation=None, by=petra, **said)
    for function, name, account, chair in (
        ("Rektor", "Rut Berg", "rut", True),
        ("Lärare", "", "tage", False),
        ("Socialchef", "Sam Ekvall", "", False),
    ):
        group_actions.add_member(
            group=made,
            function=function,
            name=name,
            account=led.people[account] if account else None,
            is_chair=chair,
            since=SINCE,
            until=None,
            by=petra,
        )
    return made


@pytest.fixture
def members(group: Group) -> dict[str, Member]:
    return {one.function: one for one in group.members.all()}


@pytest.fixture
def meeting(led: World, group: Group) -> GroupMeeting:
    return called(group, by=led.actor("petra"))


@pytest.fixture
def petra(client: Client, led: World) -> Client:
    sign_in(client, led, "petra")
    return client


@pytest.fixture
def rut(led: World) -> Client:
    client = Client()
    sign_in(client, led, "rut")
    return client


@pytest.fixture
def tage(led: World) -> Client:
    client = Client()
    sign_in(client, led, "tage")
    return client
