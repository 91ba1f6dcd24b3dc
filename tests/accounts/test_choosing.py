"""What one acts as: chosen on a page, checked, logged, and lost when the assignment ends."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kronobarn.accounts.reads import CHOICE, options_for
from kronobarn.authorities import actions as authorities
from kronobarn.authorities.models import Assignment
from kronobarn.authorities.rules import Profession
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM
from kronobarn.people.models import Person
from tests.accounts.conftest import App, logged, type_password
from tests.sign_in import sign_in
from tests.world import World

CHOOSE = "/konto/uppdrag/"


def go_in(client: Client, app: App) -> None:
    type_password(client, "rut")
    client.post(reverse("mfa_authenticate"), {"code": app.code()})


@pytest.fixture
def second(world: World) -> Assignment:
    """Rut teaches at Granskolan as well."""
    return authorities.assign(
        person=world.people["rut"],
        unit=world.units["granskolan"],
        profession=Profession.TEACHER,
        since=date(2021, 1, 1),
        by=SYSTEM,
    )


def test_a_single_assignment_is_taken_at_once(client: Client, world: World, rut: Person, app: App) -> None:
    go_in(client, app)

    client.get(CHOOSE)

    assert client.session[CHOICE] == world.assignments["rut"].pk
    (entry,) = logged(rut, "assignment.chosen")
    assert entry.assignment_id == world.assignments["rut"].pk


def test_with_two_one_chooses_and_the_session_gets_a_new_key(
    client: Client, rut: Person, app: App, second: Assignment
) -> None:
    go_in(client, app)
    page = client.get(CHOOSE).content.decode()
    assert "Gå in som lärare" in page
    assert "Granskolan, Granby kommun" in page
    before = client.session.session_key

    client.post(CHOOSE, {"choice": second.pk})

    assert client.session[CHOICE] == second.pk
    assert client.session.session_key != before
    assert [entry.is_this_one for entry in _presences(client, rut)] == [True]


def test_the_last_used_comes_first(client: Client, rut: Person, app: App, second: Assignment) -> None:
    go_in(client, app)
    client.post(CHOOSE, {"choice": second.pk})

    assert next(option.choice for option in options_for(rut)) == second.pk


def test_where_one_was_going_is_kept(client: Client, world: World, rut: Person, app: App, second: Assignment) -> None:
    go_in(client, app)
    assert client.get("/min-dag/?dag=1").headers["Location"] == CHOOSE

    assert client.post(CHOOSE, {"choice": second.pk}).headers["Location"] == "/min-dag/?dag=1"


@pytest.mark.parametrize("what", ["somebody_elses", "ended", "not_begun", "nonsense", "huge", "family", "nothing"])
def test_a_tampered_choice_is_refused_in_words_and_logged(
    client: Client, world: World, rut: Person, app: App, second: Assignment, what: str
) -> None:
    today = timezone.localdate()
    if what == "ended":
        Assignment.objects.filter(pk=second.pk).update(until=today - timedelta(days=1))
    if what == "not_begun":
        Assignment.objects.filter(pk=second.pk).update(since=today + timedelta(days=1))
    sent = {
        "somebody_elses": str(world.assignments["tage"].pk),
        "ended": str(second.pk),
        "not_begun": str(second.pk),
        "nonsense": "<script>",
        "huge": "9" * 20,
        "family": "family",
        "nothing": "",
    }[what]
    go_in(client, app)

    answer = client.post(CHOOSE, {"choice": sent})

    assert answer.status_code == 422
    assert CHOICE not in client.session
    assert len(logged(rut, "assignment.refused")) == 1
    assert not logged(rut, "assignment.chosen")
    if sent:
        assert "Välj något av det som visas här" in answer.content.decode()


def test_an_ended_assignment_is_lost_at_the_next_request(client: Client, world: World) -> None:
    sign_in(client, world, "rut")
    assert client.get("/hjalp/").status_code == 200
    yesterday = timezone.localdate() - timedelta(days=1)
    with acting(SYSTEM):
        Assignment.objects.filter(pk=world.assignments["rut"].pk).update(until=yesterday)

    assert client.get("/min-dag/", follow=False).status_code == 302
    page = client.get(CHOOSE).content.decode()
    assert "Uppdraget du var inne i gäller inte längre" in page
    assert "Du har inget uppdrag just nu" in page


def test_staff_with_a_child_of_their_own_choose_between_the_two(
    client: Client, world: World, rut: Person, app: App
) -> None:
    from kronobarn.people.models import Guardianship
    from kronobarn.responsibility import actions as responsibility

    responsibility.add_guardian(
        child=world.noa,
        guardian=rut,
        custody=Guardianship.Custody.JOINT,
        source=Guardianship.Source.STATED,
        by=world.actor("mona"),
    )
    go_in(client, app)
    assert "Gå in som vårdnadshavare" in client.get(CHOOSE).content.decode()

    client.post(CHOOSE, {"choice": "family"})

    assert client.session[CHOICE] == "family"


def test_the_child_is_called_by_what_it_is(world: World) -> None:
    assert [option.label for option in options_for(world.people["elsa"])] == ["Dig själv"]
    assert [option.label for option in options_for(world.people["eva"])] == ["Vårdnadshavare"]


def test_one_sees_and_ends_ones_own_sessions(client: Client, world: World, eva: Person, rut: Person) -> None:
    elsewhere, another = Client(HTTP_USER_AGENT="Mozilla Firefox (Windows)"), Client()
    for each, name in ((client, "eva"), (elsewhere, "eva"), (another, "rut")):
        type_password(each, name)
        each.get(CHOOSE)
    page = client.get(reverse("accounts:sessions")).content.decode()
    assert "Firefox på Windows" in page
    assert "Här och nu" in page

    client.post(reverse("accounts:sessions"), {"session": ""})

    assert client.get(CHOOSE).status_code == 200
    assert elsewhere.get(CHOOSE).status_code == 302
    assert another.session["_auth_user_id"] == str(rut.pk)
    assert [entry.detail["closed"] for entry in logged(eva, "session.closed")] == [1]


def test_nobody_ends_another_persons_session(client: Client, eva: Person, rut: Person) -> None:
    from allauth.usersessions.models import UserSession

    another = Client()
    type_password(client, "eva")
    type_password(another, "rut")
    theirs = UserSession.objects.get(user=rut)

    client.post(reverse("accounts:sessions"), {"session": theirs.pk})

    assert UserSession.objects.filter(pk=theirs.pk).exists()


def _presences(client: Client, person: Person) -> list:  # type: ignore[type-arg]
    from kronobarn.accounts.reads import presences

    return presences(person, session_key=client.session.session_key)
