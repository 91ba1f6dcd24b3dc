"""An address is written to when whoever is signed in has followed the link that was sent there. Until then: the link."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from kronobarn.core import clock
from kronobarn.core.decisions import Denied
from kronobarn.core.mail import Problem
from kronobarn.post import actions, rules
from kronobarn.post.models import Letter, Subscription
from kronobarn.post.rules import Kind, Often
from tests.post.server import Box
from tests.post.test_sending import EVA, RUT, text, work
from tests.post.wanting import wants
from tests.sign_in import sign_in
from tests.story import Stage, tell
from tests.world import World


def choose(world: World, name: str = "eva", address: str = EVA) -> Subscription:
    return actions.choose(address=address, often=Often.AT_ONCE, by=world.actor(name))


def link(box: Box) -> str:
    """The path in the latest letter."""
    found = re.search(r"https://kronobarn.example.se(/\S+)", text(box.letters[-1][1]))
    assert found is not None
    return found[1]


def test_nothing_but_the_link_is_sent_before_it_is_confirmed(client: Client, world: World, box: Box) -> None:
    tell(world, Stage.ASKED)
    choose(world)
    Subscription.objects.update(told_until=None)
    with box.up():
        work()
        work(1)
        assert box.to == [EVA]
        letter = box.letters[0][1]
        assert letter["Subject"] == "Bekräfta din e-postadress"
        where = link(box)

        sign_in(client, world, "eva")
        shown = client.get(where).content.decode()
        assert EVA in shown
        assert not Subscription.objects.get().confirmed_at, "programs that read mail follow links, too"
        assert client.post(where).status_code == 302
        work()

    assert box.to == [EVA, EVA]
    assert box.letters[1][1]["Subject"] == "Något väntar på dig i Kronobarn"
    assert "är bekräftad sedan" in client.get(reverse("post:own")).content.decode()


def test_the_link_tells_nothing_of_whom_it_is_for(world: World, box: Box) -> None:
    choose(world)
    with box.up():
        work()
    said = box.letters[0][1].as_string()
    eva = world.people["eva"]
    assert not [word for word in (eva.given_name, eva.family_name, "Elsa") if word in text(box.letters[0][1])]
    assert "text/calendar" not in said


def test_it_is_used_once(client: Client, world: World, box: Box) -> None:
    choose(world)
    with box.up():
        work()
    where = link(box)
    sign_in(client, world, "eva")
    assert client.post(where).status_code == 302

    again = client.post(where)

    assert again.status_code == 404
    assert "redan använd" in again.content.decode()


def test_it_holds_for_two_days(client: Client, world: World, box: Box) -> None:
    own = choose(world)
    with box.up():
        work()
    where = link(box)
    sign_in(client, world, "eva")
    with time_machine.travel(clock.now() + timedelta(hours=47), tick=True):
        sign_in(client, world, "eva")
        assert client.get(where).status_code == 200
    with time_machine.travel(clock.now() + timedelta(hours=49), tick=True):
        sign_in(client, world, "eva")
        assert client.post(where).status_code == 410
        assert "Adressen är inte bekräftad" in client.get(reverse("post:own")).content.decode()
        with pytest.raises(Denied, match="gäller inte längre"):
            actions.confirm(own=own, by=world.actor("eva"))
    assert not Subscription.objects.get().confirmed_at


@pytest.mark.parametrize("who", ["rut", "emil"])
def test_nobody_else_confirms_it(client: Client, world: World, box: Box, who: str) -> None:
    choose(world)
    with box.up():
        work()
    sign_in(client, world, who)
    assert client.post(link(box)).status_code == 404
    assert not Subscription.objects.get().confirmed_at


def test_another_address_is_confirmed_anew_and_an_earlier_link_is_of_no_use(
    client: Client, world: World, box: Box
) -> None:
    tell(world, Stage.ASKED)
    wants(address=RUT, by=world.actor("rut"))
    actions.choose(address="annan@example.se", often=Often.AT_ONCE, by=world.actor("rut"))
    with box.up():
        work()
        first = link(box)
        actions.choose(address="tredje@example.se", often=Often.AT_ONCE, by=world.actor("rut"))
        work()
    sign_in(client, world, "rut")

    assert box.to == ["annan@example.se", "tredje@example.se"], "nothing more to the old one, nor of what waits"
    assert client.post(first).status_code == 404
    assert client.post(link(box)).status_code == 302


def test_how_often_is_changed_without_confirming_anew(world: World) -> None:
    wants(address=RUT, by=world.actor("rut"))
    own = actions.choose(address=RUT, often=Often.DAILY, by=world.actor("rut"))
    assert own.confirmed_at
    assert not own.asked_with
    assert not Letter.objects.filter(kind=Kind.CONFIRM).exists()


def test_a_link_that_is_no_longer_wanted_is_not_sent(world: World, box: Box) -> None:
    choose(world)
    actions.choose(address="", often=Often.NEVER, by=world.actor("eva"))
    with box.up():
        work()
    assert box.to == []
    assert Letter.objects.get().problem == Problem.UNWANTED


def test_nobody_sends_links_without_end_to_somebody_else(world: World) -> None:
    for number in range(rules.MOST_LINKS):
        choose(world, address=f"a{number}@example.se")
    with pytest.raises(ValidationError, match="Vänta till i morgon"):
        choose(world, address="en.till@example.se")
