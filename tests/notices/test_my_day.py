"""What waits for whom, and when it is late."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from kronobarn.core import clock
from kronobarn.notices import actions
from kronobarn.notices.rules import TaskKind, When, when
from tests.sign_in import sign_in
from tests.world import World

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("days", "part"),
    [(-1, When.OVERDUE), (0, When.TODAY), (1, When.SOON), (7, When.SOON), (8, When.LATER)],
)
def test_the_parts_of_the_day(days: int, part: When) -> None:
    assert when(TODAY + timedelta(days=days), today=TODAY) == part


def ask(world: World, name: str, *, days: int = 0) -> None:
    assignment = world.assignments.get(name)
    actions.ask(
        child_id=world.elsa.pk,
        kind=TaskKind.ACCEPT_BATON,
        subject=world.elsa.pk,
        due_on=clock.today() + timedelta(days=days),
        person_id=world.people[name].pk,
        assignment_id=assignment.pk if assignment else None,
        by=world.actor("rut"),
    )


def test_late_things_come_first_and_say_so_in_words(client: Client, world: World) -> None:
    ask(world, "rut", days=-2)
    sign_in(client, world, "rut")

    page = client.get(reverse("notices:my_day")).content.decode()

    assert "Försenat" in page
    assert "Elsa Ek" in page


@pytest.mark.parametrize(("name", "words"), [("rut", "Hitta ett barn"), ("eva", "Till mina sidor")])
def test_an_empty_day_teaches(client: Client, world: World, name: str, words: str) -> None:
    sign_in(client, world, name)

    page = client.get(reverse("notices:my_day")).content.decode()

    assert "Inget väntar på dig just nu" in page
    assert words in page


def test_asked_twice_it_waits_once(client: Client, world: World) -> None:
    ask(world, "rut")
    ask(world, "rut", days=3)
    sign_in(client, world, "rut")

    page = client.get(reverse("notices:my_day")).content.decode()

    assert page.count("Ta emot ansvaret för ett barn") == 1


def test_what_is_settled_waits_no_more(client: Client, world: World) -> None:
    ask(world, "eva")
    actions.settle(child_id=world.elsa.pk, subject=world.elsa.pk, by=world.actor("rut"))
    sign_in(client, world, "eva")

    assert "Inget väntar" in client.get(reverse("notices:my_day")).content.decode()


def test_ones_day_is_ones_own(client: Client, world: World) -> None:
    ask(world, "eva")
    sign_in(client, world, "rut")

    assert "Inget väntar" in client.get(reverse("notices:my_day")).content.decode()


def test_a_child_is_not_told_its_own_name_in_every_line(client: Client, world: World) -> None:
    for name, lines in (("elsa", 0), ("eva", 1)):
        ask(world, name)
        sign_in(client, world, name)
        page = client.get(reverse("notices:my_day")).content.decode()
        assert page.count('<span class="task__meta">Elsa Ek</span>') == lines
