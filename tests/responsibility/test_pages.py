"""A child becomes known, gets a guardian, and changes hands."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kronobarn.audit.models import LogEntry
from kronobarn.circles.models import Seat
from kronobarn.circles.rules import WRONG_SEARCHES_AN_HOUR, Role
from kronobarn.concerns import actions as concerns
from kronobarn.core import clock
from kronobarn.people import identity
from kronobarn.people.models import Child, Guardianship, Protection
from kronobarn.responsibility import actions, policy
from kronobarn.responsibility.models import Responsibility
from tests.sign_in import sign_in
from tests.world import World, born

NEW = "/barn/nytt/"
RESERVE_WITHOUT_DATE = "00202440-AAA1"
WHO = {"identity": "none_yet", "born_on": "", "given_name": "Alma", "family_name": "Ask"}
GROUND = {"why": "meets_the_child", "told": "on"}
PLACE = {"protection": "none", "language": "sv"}


def new_born() -> dict[str, str]:
    return WHO | {"born_on": str(clock.today() - timedelta(days=3))}


def test_a_new_born_is_added_in_three_steps(client: Client, world: World) -> None:
    sign_in(client, world, "mona")
    assert "Steg 1 av 3" in client.get(NEW).content.decode()
    step = client.post(NEW, new_born() | {"step": "who"}).content.decode()
    assert "Steg 2 av 3" in step
    assert 'value="Alma"' in step
    step = client.post(NEW, new_born() | GROUND | {"step": "ground"}).content.decode()
    assert "Steg 3 av 3" in step
    assert "BVC Norr" in step
    assert "Ängsskolan" not in step

    typed = new_born() | GROUND | PLACE | {"unit": str(world.units["bvc"].pk), "step": "place", "once": str(uuid4())}
    first, second = (client.post(NEW, typed) for _click in range(2))
    assert first["Location"] == second["Location"]
    with world.as_("birgit") as birgit:
        child = Child.objects.visible_to(birgit).get()
        assert Seat.objects.held_by(birgit, Role.RESPONSIBLE).get().child_id == child.pk
    with world.as_("mona") as mona:
        assert Seat.objects.held_by(mona, Role.NOTIFIER).filter(child=child).exists()


def test_an_unborn_child_belongs_to_the_midwife(client: Client, world: World) -> None:
    sign_in(client, world, "sofia")
    unborn = {"identity": "unborn", "expected_on": str(clock.today() + timedelta(days=90))}
    step = client.post(NEW, unborn | GROUND | {"step": "ground"}).content.decode()
    assert "MVC Norr" in step
    done = client.post(NEW, unborn | GROUND | PLACE | {"step": "place", "unit": str(world.units["mvc"].pk)})
    assert done.status_code == 302


@pytest.mark.parametrize(
    ("who", "says"),
    [
        ({"identity": ""}, "Välj hur barnets identitet är känd."),
        ({"identity": "number", "number": ""}, "Skriv numret"),
        ({"identity": "number", "number": "20120904-2388"}, "Sista siffran stämmer inte"),
        ({"identity": "none_yet", "born_on": ""}, "Skriv när barnet är fött"),
        ({"identity": "none_yet", "born_on": "2999-01-01"}, "ligger i framtiden"),
        ({"identity": "none_yet", "born_on": "snart"}, "Skriv dagen som"),
        ({"identity": "number", "number": RESERVE_WITHOUT_DATE}, "Det numret säger inte när barnet är fött"),
        ({"identity": "unborn", "expected_on": ""}, "Skriv när barnet beräknas födas"),
        ({"identity": "unborn", "expected_on": "2999-01-01"}, "ser fel ut"),
        ({"identity": "unborn", "expected_on": "snart"}, "Skriv dagen som"),
        ({"given_name": " ", "born_on": "2020-01-01"}, "Skriv barnets förnamn"),
    ],
)
def test_what_cannot_be_right_is_said_and_what_was_typed_stays(
    client: Client, world: World, who: dict[str, str], says: str
) -> None:
    sign_in(client, world, "rut")
    page = client.post(NEW, WHO | who | {"step": "who"})
    assert page.status_code == 422
    assert says in page.content.decode()
    assert "Ask" in page.content.decode()


def test_a_child_with_that_name_among_ones_own_is_shown_first(client: Client, world: World) -> None:
    sign_in(client, world, "rut")
    twin = {"identity": "none_yet", "born_on": str(born(9)), "given_name": "Elsa", "family_name": "Ek"}
    assert "Är det något av de här barnen?" in client.post(NEW, twin | {"step": "who"}).content.decode()


def registered(world: World, serial: int = 238, **rest: object) -> tuple[Child, str]:
    number = identity.made_up_number(born(9), serial)
    child = actions.register(
        unit=world.units["angsskolan"],
        given_name="Kim",
        family_name="Alm",
        number=number,
        by=world.actor("rut"),
        **rest,  # type: ignore[arg-type]
    )
    return child, number


def test_a_number_that_is_known_leads_to_the_child_and_not_to_a_second_one(client: Client, world: World) -> None:
    _child, number = registered(world)
    typed = WHO | {"identity": "number", "number": number, "step": "who"}
    sign_in(client, world, "birgit")
    text = client.post(NEW, typed).content.decode()
    assert "Barnet finns redan" in text
    assert "Uppmärksamma något" in text
    sign_in(client, world, "rut")
    assert "Du har redan en plats" in client.post(NEW, typed).content.decode()


@pytest.mark.parametrize("protection", [Protection.NONE, Protection.FICTITIOUS])
def test_the_database_lets_no_number_lead_to_two_children(client: Client, world: World, protection: Protection) -> None:
    _child, number = registered(world, protection=protection)
    sign_in(client, world, "gunnar")
    typed = WHO | {"identity": "number", "number": number} | GROUND | PLACE
    page = client.post(NEW, typed | {"step": "place", "unit": str(world.units["granskolan"].pk)})
    assert page.status_code == 422
    assert "Barnet kan inte läggas till med det numret" in page.content.decode()
    with world.as_("gunnar") as gunnar:
        assert not Child.objects.visible_to(gunnar).exists()


def test_a_number_that_is_taken_answers_alike_whoever_has_it(client: Client, world: World) -> None:
    """Whether the child that has it is protected is told neither by words nor by how much was asked."""
    answers = []
    for serial, protection in ((238, Protection.NONE), (239, Protection.FICTITIOUS), (980, "en okänd kod")):
        _child, number = registered(world, serial, protection=protection)
        sign_in(client, world, "gunnar")
        typed = WHO | {"identity": "number", "number": number} | GROUND | PLACE
        with CaptureQueriesContext(connection) as asked:
            page = client.post(NEW, typed | {"step": "place", "unit": str(world.units["granskolan"].pk)})
        words = re.sub(r'"[^"]*"|<script.*', "", page.content.decode().partition("<main")[2].partition("</main>")[0])
        answers.append((page.status_code, words, len(asked)))

    assert answers[0][0] == 422
    assert answers[0] == answers[1] == answers[2]


@pytest.mark.parametrize("protection", [Protection.NONE, Protection.FICTITIOUS])
def test_to_try_whether_a_number_is_somebodys_is_logged_around_the_child(
    client: Client, world: World, protection: Protection
) -> None:
    child, number = registered(world, protection=protection)
    sign_in(client, world, "gunnar")
    typed = WHO | {"identity": "number", "number": number} | GROUND | PLACE
    client.post(NEW, typed | {"step": "place", "unit": str(world.units["granskolan"].pk)})

    with world.as_("rut") as rut:
        tried = LogEntry.objects.visible_to(rut).filter(kind="child.sought", child_id=child.pk)
        assert tried.get().person_id == world.people["gunnar"].pk


def test_whoever_tries_many_numbers_by_adding_children_is_stopped(client: Client, world: World) -> None:
    _child, number = registered(world, protection=Protection.FICTITIOUS)
    sign_in(client, world, "gunnar")
    typed = WHO | {"identity": "number", "number": number} | GROUND | PLACE
    typed |= {"step": "place", "unit": str(world.units["granskolan"].pk)}
    for _time in range(WRONG_SEARCHES_AN_HOUR):
        client.post(NEW, typed)

    page = client.post(NEW, typed).content.decode()

    assert "Vänta en timme" in page
    assert "kan inte läggas till" not in page


@pytest.mark.parametrize("unit", ["bvc", "fotbollen"])
def test_a_tampered_unit_is_a_sentence(client: Client, world: World, unit: str) -> None:
    sign_in(client, world, "rut")
    typed = WHO | {"born_on": str(born(9)), "step": "place", "unit": str(world.units[unit].pk)} | GROUND | PLACE
    page = client.post(NEW, typed)
    assert page.status_code == 422
    assert "Enheten passar inte barnets ålder eller finns inte" in page.content.decode()


@pytest.mark.parametrize(("name", "says"), [("pelle", "Vänd dig till barnets skola"), ("eva", "Be din skola")])
def test_some_ask_others_to_add_a_child(client: Client, world: World, name: str, says: str) -> None:
    sign_in(client, world, name)
    for page in (client.get(NEW), client.post(NEW, WHO)):
        assert page.status_code == 403
        assert says in page.content.decode()


def test_a_ground_is_needed(client: Client, world: World) -> None:
    sign_in(client, world, "mona")
    page = client.post(NEW, new_born() | {"step": "ground"})
    assert page.status_code == 422
    assert "Välj varför barnet läggs till" in page.content.decode()


def test_the_responsible_writes_down_a_guardian(client: Client, world: World) -> None:
    sign_in(client, world, "rut")
    address = reverse("responsibility:guardian", args=[world.elsa.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"given_name": "Stina"}).status_code == 422
    typed = {"given_name": "Stina", "family_name": "Ek", "custody": "appointed", "source": "court"}
    assert "Stina Ek" in client.post(address, typed, follow=True).content.decode()
    with world.as_("rut") as rut:
        assert Guardianship.objects.visible_to(rut).filter(custody="appointed").exists()
    sign_in(client, world, "eva")
    refused = client.post(address, typed)
    assert refused.status_code == 403
    assert "skriver in vem som bestämmer" in refused.content.decode()


def offer(client: Client, world: World, to: str = "gunnar") -> str:
    sign_in(client, world, "rut")
    address = reverse("responsibility:baton", args=[world.elsa.pk])
    client.post(address, {"to": world.assignments[to].pk, "because": "Flyttar till Granby"})
    return address


def test_the_baton_is_held_until_somebody_takes_it(client: Client, world: World) -> None:
    address = offer(client, world)
    assert "är tillfrågad sedan" in client.get(address).content.decode()

    sign_in(client, world, "gunnar")
    assert "Ta över ansvaret" in client.get(address).content.decode()
    assert client.post(reverse("responsibility:accept", args=[world.elsa.pk])).status_code == 302
    text = client.get(address).content.decode()
    assert "De som har ansvarat förut" in text
    with world.as_("gunnar") as gunnar:
        assert [seat.role for seat in Seat.objects.held_by(gunnar)] == [Role.RESPONSIBLE]
    sign_in(client, world, "rut")
    assert client.get(address).status_code == 404


def test_a_no_leaves_the_baton_where_it_is_and_closes_the_askeds_place(client: Client, world: World) -> None:
    address = offer(client, world)
    sign_in(client, world, "gunnar")
    assert client.post(reverse("responsibility:decline", args=[world.elsa.pk])).status_code == 302
    assert client.get(address).status_code == 404
    sign_in(client, world, "rut")
    assert "är tillfrågad sedan" not in client.get(address).content.decode()


def test_asking_somebody_else_takes_the_first_question_back(client: Client, world: World) -> None:
    actions.offer(
        child=world.elsa, to=world.assignments["gunnar"], because="Elsa flyttar snart.", by=world.actor("rut")
    )
    actions.offer(
        child=world.elsa, to=world.assignments["birgit"], because="Det blev fel person.", by=world.actor("rut")
    )
    sign_in(client, world, "gunnar")
    assert client.get(reverse("responsibility:baton", args=[world.elsa.pk])).status_code == 404


def test_a_signal_that_waits_is_received_before_the_baton_moves(client: Client, world: World) -> None:
    concerns.notice(child=world.elsa, what_was_seen="Trött", seen_on=clock.today(), by=world.actor("eva"))
    sign_in(client, world, "rut")
    refused = client.post(
        reverse("responsibility:baton", args=[world.elsa.pk]),
        {"to": world.assignments["gunnar"].pk, "because": "Elsa flyttar snart."},
    )
    assert refused.status_code == 403
    assert "tar emot den först" in refused.content.decode()


def test_a_tampered_receiver_is_a_sentence(client: Client, world: World) -> None:
    sign_in(client, world, "rut")
    page = client.post(
        reverse("responsibility:baton", args=[world.elsa.pk]),
        {"to": world.assignments["tage"].pk, "because": "Elsa flyttar snart."},
    )
    assert page.status_code == 422
    assert "Personen kan inte ta över ansvaret" in page.content.decode()


def test_answers_by_others_are_refused_in_words(client: Client, world: World) -> None:
    sign_in(client, world, "rut")
    accept = reverse("responsibility:accept", args=[world.elsa.pk])
    assert "inte längre aktuell" in client.post(accept).content.decode()
    offer(client, world)
    assert "någon annan som har fått frågan" in client.post(accept).content.decode()
    sign_in(client, world, "eva")
    assert (
        "Bara den som är barnensbästa-ansvarig kan lämna över"
        in client.post(
            reverse("responsibility:baton", args=[world.elsa.pk]),
            {"to": world.assignments["gunnar"].pk, "because": "Elsa flyttar snart."},
        ).content.decode()
    )


@pytest.mark.parametrize("name", ["guardian", "baton", "accept", "decline"])
def test_without_a_seat_nothing_is_there(client: Client, world: World, name: str) -> None:
    sign_in(client, world, "gunnar")
    assert client.post(reverse(f"responsibility:{name}", args=[world.elsa.pk])).status_code == 404


@pytest.mark.parametrize(
    ("name", "says"), [("bo", "kan inte vara barnensbästa-ansvarig"), ("tage", "är inte barnensbästa-ansvarig")]
)
def test_only_a_responsible_at_the_right_kind_of_unit_may_hold(world: World, name: str, says: str) -> None:
    assert says in str(policy.may_hold(world.assignments[name]).reason)


def test_a_unit_without_a_responsible_takes_no_child(world: World) -> None:
    assert "ingen barnensbästa-ansvarig" in str(policy.has_responsible(world.units["elevhalsan"]).reason)
    assert policy.has_responsible(world.units["bvc"])


def test_a_baton_already_passed_is_not_passed_again(world: World) -> None:
    with world.as_("rut") as rut:
        old = Responsibility.objects.visible_to(rut).get()
        old.until = clock.now()
        assert "redan överlämnat" in str(policy.may_offer(rut, old).reason)
