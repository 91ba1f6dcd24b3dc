"""One's own children, finding a child, and the people around one."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from kronobarn.audit.models import LogEntry
from kronobarn.authorities.models import Unit
from kronobarn.circles import actions, finding, policy
from kronobarn.circles.listing import A_PAGE
from kronobarn.circles.models import Seat
from kronobarn.circles.reads import pronoun_of
from kronobarn.circles.rules import WRONG_SEARCHES_AN_HOUR, Role, WhySought
from kronobarn.core.actor import Actor
from kronobarn.people import identity
from kronobarn.people.models import Child, Identity, Protection
from kronobarn.responsibility import actions as responsibility
from tests.sign_in import sign_in
from tests.story import Stage, tell
from tests.world import World, born

FIND, CHILDREN = "/barn/hitta/", "/barn/"


def add(world: World, given_name: str, family_name: str, serial: int = 0, **rest: object) -> Child:
    return responsibility.register(
        unit=world.units["angsskolan"],
        given_name=given_name,
        family_name=family_name,
        born_on=born(9),
        number=identity.made_up_number(born(9), serial) if serial else "",
        by=world.actor("rut"),
        **rest,  # type: ignore[arg-type]
    )


def number_of(serial: int) -> str:
    return identity.made_up_number(born(9), serial)


def exact(client: Client, number: str, why: str = "noticed") -> str:
    return client.post(FIND, {"look": "exact", "number": number, "why": why}).content.decode()


# My children


def test_children_stand_in_swedish_order_protected_ones_last_and_masked(client: Client, world: World) -> None:
    for name in ("Öberg", "Åberg", "Zetterström"):
        add(world, "Kim", name)
    add(world, "Alva", "Aberg", protection=Protection.SECRECY_MARK)
    sign_in(client, world, "rut")
    text = client.get(CHILDREN).content.decode()
    places = [
        text.index(name) for name in ("Elsa Ek", "Kim Zetterström", "Kim Åberg", "Kim Öberg", "Skyddade uppgifter")
    ]
    assert places == sorted(places)
    assert "Aberg" not in text.replace("Åberg", "")


def test_the_list_goes_on_where_it_ended_and_asks_few_questions(
    client: Client, world: World, django_assert_max_num_queries: object
) -> None:
    for nth in range(A_PAGE + 1):  # not fewer with a smaller page: the query is built once for the process
        add(world, "Kim", f"A{nth:02}")
    sign_in(client, world, "rut")
    with django_assert_max_num_queries(15):  # type: ignore[operator]
        first = client.get(CHILDREN).content.decode()
    assert ("Kim A00" in first, "Kim A50" in first) == (True, False)
    following = first.split("?efter=")[1].split('"')[0]
    second = client.get(CHILDREN, {"efter": following}).content.decode()
    assert ("Kim A00" in second, "Kim A50" in second, "Elsa Ek" in second) == (False, True, True)
    assert client.get(CHILDREN, {"efter": "nonsens"}).status_code == 200
    assert client.get(CHILDREN, {"efter": str(uuid4())}).status_code == 200


def test_an_empty_list_teaches(client: Client, world: World) -> None:
    sign_in(client, world, "bo")
    assert "Du har ingen plats kring något barn än" in client.get(CHILDREN).content.decode()
    sign_in(client, world, "elsa")
    assert "Elsa Ek" in client.get(CHILDREN).content.decode()


# Finding a child


def test_names_are_found_among_ones_own_only(client: Client, world: World) -> None:
    sign_in(client, world, "rut")
    assert "Elsa Ek" in client.post(FIND, {"look": "own", "name": "EK els"}).content.decode()
    assert "Elsa Ek" in client.post(FIND, {"look": "own", "born_on": born(9).isoformat()}).content.decode()
    assert "Inget av barnen" in client.post(FIND, {"look": "own", "name": "Noa"}).content.decode()
    sign_in(client, world, "sanna")
    assert "Inget av barnen" in client.post(FIND, {"look": "own", "name": "Elsa"}).content.decode()


def test_many_hits_are_cut_short(client: Client, world: World) -> None:
    for number in range(finding.MOST + 1):
        add(world, f"Kim{number}", "Alm")
    sign_in(client, world, "rut")
    assert "fler än 10" in client.post(FIND, {"look": "own", "name": "alm"}).content.decode()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"look": "own"}, "Skriv en del av namnet"),
        ({"look": "own", "born_on": "2999-01-01"}, "ligger i framtiden"),
        ({"look": "own", "born_on": "förra året"}, "Skriv dagen som"),
        ({"look": "exact", "number": "20120904-2388", "why": "noticed"}, "Sista siffran stämmer inte"),
        ({"look": "exact", "number": "", "why": "noticed"}, "Skriv hela numret"),
        ({"look": "exact", "number": "20120904-2389"}, "Välj varför du söker"),
    ],
)
def test_a_search_that_cannot_be_made_says_why(client: Client, world: World, typed: dict[str, str], says: str) -> None:
    sign_in(client, world, "rut")
    page = client.post(FIND, typed)
    assert page.status_code == 422
    assert says in page.content.decode()


def test_a_whole_number_finds_a_child_outside_and_lets_one_tell(client: Client, world: World) -> None:
    child = add(world, "Kim", "Alm", serial=238)
    sign_in(client, world, "sanna")
    text = exact(client, number_of(238))
    assert "Kim Alm" in text
    assert str(born(9)) not in text
    with world.as_("sanna") as sanna:
        assert not Child.objects.filter(pk=child.pk).exists()
        entry = LogEntry.objects.filter(kind="child.sought").get()
        assert (entry.child_id, entry.why, entry.detail) == (child.pk, "noticed", {"found": True})

    token = text.split('name="found" value="')[1].split('"')[0]
    page = client.post("/barn/hitta/uppmarksamma/", {"found": token})
    assert page["Location"] == reverse("concerns:notice", args=[child.pk])
    with world.as_("sanna") as sanna:
        seat = Seat.objects.held_by(sanna).get()
    assert seat.role == Role.NOTIFIER
    assert seat.until is not None
    assert seat.until - seat.since <= timedelta(days=1, minutes=1)


def test_what_was_found_is_of_use_only_to_the_one_who_found_it(client: Client, world: World) -> None:
    add(world, "Kim", "Alm", serial=238)
    sign_in(client, world, "sanna")
    token = exact(client, number_of(238)).split('name="found" value="')[1].split('"')[0]
    sign_in(client, world, "sofia")
    for found in (token, token + "x", ""):
        page = client.post("/barn/hitta/uppmarksamma/", {"found": found}, follow=True)
        assert "Sök på numret igen" in page.content.decode()
    with world.as_("sofia") as sofia:
        assert not Seat.objects.held_by(sofia).exists()


def test_a_protected_child_answers_like_a_number_nobody_has(client: Client, world: World) -> None:
    child = add(world, "Kim", "Alm", serial=238, protection=Protection.PROTECTED_REGISTRATION)
    sign_in(client, world, "sanna")
    nobody, protected = exact(client, number_of(239)), exact(client, number_of(238))
    assert _answer(nobody) == _answer(protected)
    with world.as_("rut") as rut:
        assert LogEntry.objects.visible_to(rut).filter(kind="child.sought", child_id=child.pk).count() == 1
    sign_in(client, world, "rut")
    assert "Du har redan en plats" in exact(client, number_of(238))


def _answer(text: str) -> str:
    return text.split('id="answer"')[1].split("</section>")[0]


@pytest.mark.database
def test_the_database_says_a_childs_name_only_to_the_exact_number(world: World) -> None:
    open_child = add(world, "Kim", "Alm", serial=238)
    protected = add(world, "Bo", "Alm", serial=239, protection=Protection.FICTITIOUS)
    with world.as_("sanna"), connection.cursor() as cursor:
        for serial, child, seen in ((238, open_child, True), (239, protected, False)):
            cursor.execute("SELECT set_config('kronobarn.sought_number', %s, true)", [number_of(serial)])
            assert Child.objects.filter(pk=child.pk).exists() is seen
            assert Identity.objects.count() == 1
        cursor.execute("SELECT set_config('kronobarn.sought_number', '', true)")
        assert not Child.objects.exists()


def test_whoever_guesses_numbers_is_stopped(client: Client, world: World) -> None:
    sanna = world.actor("sanna")
    for _guess in range(WRONG_SEARCHES_AN_HOUR):
        finding.seek(number=number_of(239), why=WhySought.NOTICED, by=sanna)
    sign_in(client, world, "sanna")
    assert "Vänta en timme" in exact(client, number_of(239))


def test_who_meets_no_children_may_not_search(client: Client, world: World) -> None:
    sign_in(client, world, "eva")
    page = client.get(FIND)
    assert page.status_code == 403
    assert "Här söker personal" in page.content.decode()
    admin = Actor(person_id=1, name="", assignment_id=1, role="administrator")
    assert "möter inga barn" in str(policy.may_seek(admin).reason)


# The people around the child


def test_the_people_page_says_who_sits_there_and_what_they_see(client: Client, world: World) -> None:
    sign_in(client, world, "rut")
    text = client.get(reverse("circles:people", args=[world.elsa.pk])).content.decode()
    for words in ("Eva i Ängsby", "gemensam vårdnad", "Rektor, Ängsskolan", "Bjud in en person"):
        assert words in text
    sign_in(client, world, "eva")
    text = client.get(reverse("circles:people", args=[world.elsa.pk])).content.decode()
    assert "Rektor, Ängsskolan" in text
    assert "Bjud in en person" not in text


def test_somebody_with_two_places_stands_there_once_with_both(client: Client, world: World) -> None:
    tell(world, Stage.ACTIVE)
    sign_in(client, world, "rut")
    text = client.get(reverse("circles:people", args=[world.elsa.pk])).content.decode()
    cards = [card for card in re.findall(r'<li class="card">.*?</li>', text, re.DOTALL) if "Sofia i Ängsby" in card]
    assert len(cards) == 1
    assert "deltagare, kontaktperson" in cards[0]
    assert "Avsluta platsen som kontaktperson" in cards[0]


def test_a_child_is_spoken_to_and_not_about(client: Client, world: World) -> None:
    sign_in(client, world, "elsa")
    text = client.get(reverse("circles:people", args=[world.elsa.pk])).content.decode()
    for words in ("Personer runt mig", "Min sida", "sidorna om dig"):
        assert words in text
    assert "Barnets sida" not in text
    sign_in(client, world, "eva")
    assert "Personer runt barnet" in client.get(reverse("circles:people", args=[world.elsa.pk])).content.decode()


def test_a_protected_childs_family_reads_no_place_and_no_other_guardian(client: Client, world: World) -> None:
    child = add(world, "Kim", "Alm", protection=Protection.SECRECY_MARK)
    for name in ("eva", "emil"):
        responsibility.add_guardian(
            child=child,
            guardian=world.people[name],
            custody="joint",  # type: ignore[arg-type]
            source="stated",  # type: ignore[arg-type]
            by=world.actor("rut"),
        )
    sign_in(client, world, "eva")
    for name in ("circles:people", "responsibility:baton", "concerns:notice"):
        text = client.get(reverse(name, args=[child.pk])).content.decode()
        assert "Ängsskolan" not in text
        assert "Emil" not in text


def test_a_professional_is_asked_in_two_steps_and_can_leave(client: Client, world: World) -> None:
    sign_in(client, world, "rut")
    start = reverse("circles:choose_unit", args=[world.elsa.pk])
    assert client.get(start).status_code == 200
    assert "Verksamheten finns inte" in client.get(start, {"enhet": "999999"}).content.decode()
    step = client.get(start, {"enhet": world.units["elevhalsan"].pk})["Location"]
    assert "Sanna" in client.get(step).content.decode()
    wrong = client.post(step, {"assignment": world.assignments["bo"].pk, "why": "Stöd"})
    assert "Välj en i listan" in wrong.content.decode()
    assert client.post(step, {"assignment": world.assignments["sanna"].pk, "why": "Hälsosamtal"}).status_code == 302

    sign_in(client, world, "sanna")
    people = reverse("circles:people", args=[world.elsa.pk])
    assert "Lämna min plats" in client.get(people).content.decode()
    with world.as_("sanna") as sanna:
        seat = Seat.objects.held_by(sanna).get()
    left = client.post(reverse("circles:end", args=[world.elsa.pk, seat.pk]))
    assert left["Location"] == CHILDREN
    assert client.get(people).status_code == 404


def test_a_unit_that_is_not_there_is_not_found(client: Client, world: World) -> None:
    sign_in(client, world, "rut")
    assert client.get(reverse("circles:ask", args=[world.elsa.pk, "finns-inte"])).status_code == 404


def test_a_unit_where_nobody_works_says_so(client: Client, world: World) -> None:
    Unit.objects.create(key="tom", area=world.areas["bup"], name="Tomma BUP", kind="bup")
    sign_in(client, world, "rut")
    assert "Ingen arbetar där" in client.get(reverse("circles:ask", args=[world.elsa.pk, "tom"])).content.decode()


@pytest.mark.parametrize(
    ("role", "says"),
    [
        (Role.GUARDIAN, "alltid sin plats"),
        (Role.RESPONSIBLE, "lämnas över till någon annan"),
        (Role.LEAD, "Utse en ny samverkansansvarig"),
        (Role.PARTICIPANT, "bjuder in fler"),
    ],
)
def test_some_places_are_not_ended_by_others(world: World, role: Role, says: str) -> None:
    seat = Seat(child=world.elsa, role=role, person=world.people["bo"])
    with world.as_("tage") as tage:
        assert says in str(policy.may_end_seat(tage, seat).reason)


def test_to_invite_without_being_responsible_is_refused(client: Client, world: World) -> None:
    actions.seat(child_id=world.elsa.pk, assignment=world.assignments["tage"], why="Lärare", by=world.actor("rut"))
    sign_in(client, world, "tage")
    page = client.get(reverse("circles:choose_unit", args=[world.elsa.pk]))
    assert page.status_code == 403
    assert "bjuder in fler" in page.content.decode()
    with world.as_("tage") as tage:
        mine = Seat.objects.visible_to(tage).get(role=Role.RESPONSIBLE)
    refused = client.post(reverse("circles:end", args=[world.elsa.pk, mine.pk]))
    assert refused.status_code == 403
    assert client.post(reverse("circles:end", args=[world.elsa.pk, uuid4()])).status_code == 404


@pytest.mark.parametrize("name", ["people", "choose_unit"])
def test_without_a_seat_the_people_are_not_there(client: Client, world: World, name: str) -> None:
    sign_in(client, world, "gunnar")
    assert client.get(reverse(f"circles:{name}", args=[world.elsa.pk])).status_code == 404


@pytest.mark.parametrize(
    ("written", "language", "said"),
    [("hon", "ar", "هي"), ("Han", "fi", "hän"), ("hen", "sv", "hen"), ("xe", "ar", "xe"), ("", "en", "")],
)
def test_a_pronoun_is_in_the_language_of_the_page(written: str, language: str, said: str) -> None:
    with override(language):
        assert pronoun_of(Child(pronoun=written)) == said
