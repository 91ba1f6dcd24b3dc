"""The administrator's pages: who works where in one's own organisation, what is refused in words, and no child."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse

from kronobarn.accounts.models import LastChoice
from kronobarn.authorities.models import Assignment
from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM
from kronobarn.people.models import Person
from tests.accounts.conftest import PASSWORD, give_app, give_password
from tests.administration.conftest import put_to_work, typed_the_code
from tests.sign_in import sign_in
from tests.story import Stage, tell
from tests.world import World

A_DAY = timedelta(days=1)


def to(name: str, *args: object) -> str:
    return reverse(f"administration:{name}", args=args)


@pytest.fixture
def adam(client: Client, run: World) -> Client:
    sign_in(client, run, "adam")
    typed_the_code(client)
    return client


def work(run: World, **changes: Any) -> dict[str, Any]:
    typed = {"unit": run.units["angsskolan"].pk, "profession": "teacher", "role": "staff", "since": clock.today()}
    return {name: value for name, value in (typed | changes).items() if value is not None}


def kinds(run: World, name: str) -> list[str]:
    """What the log holds of somebody's doings, in order."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('kronobarn.person', %s, true)", [str(run.people[name].pk)])
        cursor.execute("SELECT kind FROM audit_logentry WHERE person_id = %s ORDER BY id", [run.people[name].pk])
        return [row[0] for row in cursor.fetchall()]


def text(answer: Any) -> str:
    return str(answer.content.decode())


# What is shown ---------------------------------------------------------------------------------------


def test_the_units_are_those_of_the_organisation(adam: Client, run: World) -> None:
    put_to_work(run, "sofia", "angsskolan", "social_secretary")

    page = text(adam.get(to("overview")))

    assert "Administrera: Ängsby kommun" in page
    for own, other in (("Ängsskolan", "Granskolan"), ("Socialkontoret", "BUP Norr"), ("Elevhälsan", "Lokalpolisen")):
        assert own in page
        assert other not in page
    assert "5 personer" in page  # Rut, Tage, Kim, Lova and Sofia
    unit = text(adam.get(to("unit", "town-angsskolan")))
    assert all(name in unit for name in ("i Ängsby, Rut", "i Ängsby, Sofia"))
    assert "Gunnar" not in unit


@pytest.mark.parametrize(
    ("person", "name", "answer"),
    [
        ("adam", "rut", 200),
        ("adam", "adam", 200),
        ("adam", "bo", 404),
        ("adam", "eva", 404),
        ("adam", "elsa", 404),
        ("rita", "bo", 200),
        ("rita", "rut", 404),
        *((person, "rut", 403) for person in ("rut", "lova", "cecilia", "eva")),
    ],
)
def test_only_ones_own_organisation_is_there(client: Client, run: World, person: str, name: str, answer: int) -> None:
    sign_in(client, run, person)
    about = [to(page, run.people[name].pk) for page in ("person", "give", "reset", "close")]
    about += [to("end", run.assignments[name].pk)] if name in run.assignments else []
    page, *others = (client.get(address).status_code for address in about)

    assert page == answer
    assert all(other == answer or (answer == 200 and other == 403) for other in others)
    posted = [client.post(to(page, run.people[name].pk)).status_code for page in ("link", "sign_out", "reopen")]
    assert answer == 200 or set(posted) == {answer}
    assert client.get(to("unit", "town-granskolan")).status_code == (403 if answer == 403 else 404)


def test_what_does_not_exist_looks_like_what_is_anothers(adam: Client, run: World) -> None:
    pages = [adam.get(to("person", pk)) for pk in (run.people["eva"].pk, 999_999_999)]
    assert [page.status_code for page in pages] == [404, 404]


def test_somebody_is_found_by_name_among_those_who_work_here(adam: Client, run: World) -> None:
    Assignment.objects.filter(pk=run.assignments["tage"].pk).update(until=date(2021, 1, 1))

    assert "Tage" in text(adam.post(to("find"), {"name": "TAGE äng"}))
    for name in ("Eva", "Elsa", "Bo", "Gunnar"):
        assert "Ingen träff" in text(adam.post(to("find"), {"name": name}))
    empty = adam.post(to("find"), {"name": ""})
    assert (empty.status_code, "Skriv ett namn" in text(empty)) == (422, True)
    assert kinds(run, "adam").count("colleague.sought") == 5


def test_a_persons_page_tells_of_work_here_and_nothing_elsewhere(adam: Client, run: World) -> None:
    tell(run, Stage.ACTIVE)
    put_to_work(run, "rut", "bup", "psychologist")
    LastChoice.objects.create(person=run.people["rut"], assignment=run.assignments["rut"], used_at=clock.now())

    page = text(adam.get(to("person", run.people["rut"].pk)))

    assert all(word in page for word in ("Rektor, Ängsskolan", "Barnensbästa-ansvarig", "Inte inställd"))
    assert not any(word in page for word in ("Elsa", " Ek<", str(run.elsa.pk), "BUP", "Psykolog"))
    assert kinds(run, "adam")[-1] == "colleague.seen"


def test_there_is_no_way_from_here_to_a_child(adam: Client, run: World) -> None:
    tell(run, Stage.ACTIVE)
    day = text(adam.get(reverse("notices:my_day")))
    assert to("overview") in day
    for name in ("circles:children", "circles:find", "concerns:inbox"):
        assert reverse(name) not in day
        assert adam.get(reverse(name)).status_code == 403
    with run.as_("adam"), connection.cursor() as cursor:
        for table in ("people_child", "circles_seat", "circles_record", "responsibility_responsibility"):
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone() == (0,)


def test_few_questions_are_asked(adam: Client, run: World, django_assert_max_num_queries: Any) -> None:
    for address in (to("overview"), to("unit", "town-angsskolan"), to("person", run.people["rut"].pk)):
        with django_assert_max_num_queries(15):
            adam.get(address)


# What is written -------------------------------------------------------------------------------------


def test_an_assignment_is_given_once_and_ended(adam: Client, run: World) -> None:
    kim = run.people["kim"]
    typed = work(run, unit=run.units["socialkontoret"].pk, until=clock.today() + 9 * A_DAY) | {"once": str(uuid4())}
    for _twice in range(2):
        assert adam.post(to("give", kim.pk), typed).status_code == 302
    given = Assignment.objects.get(person=kim, profession="teacher")

    for _twice in range(2):
        adam.post(to("end", given.pk), {"on": clock.today(), "once": typed["once"][:-4] + "abcd"})

    given.refresh_from_db()
    assert (given.role, given.until) == ("staff", clock.today())
    assert [kind for kind in kinds(run, "adam") if kind.startswith("assignment")] == [
        "assignment.given",
        "assignment.ended",
    ]


REFUSED = [
    ({"unit": ""}, "Välj en enhet."),
    ({"unit": "granskolan"}, "Enheten finns inte hos er"),
    ({"unit": "kaa"}, "Enheten finns inte hos er"),
    ({"profession": "wizard"}, "Yrket finns inte"),
    ({"role": "wizard"}, "Rollen finns inte"),
    ({"role": "responsible", "unit": "socialkontoret"}, "Ingen på den enheten kan vara barnensbästa-ansvarig"),
    ({"since": "i morgon"}, "Skriv dagen som"),
    ({"until": "2001-01-01"}, "slutar innan det börjar"),
    ({"profession": "school_counsellor"}, "har redan det uppdraget"),
]


@pytest.mark.parametrize(("changes", "sentence"), REFUSED)
def test_an_assignment_is_refused_in_words(adam: Client, run: World, changes: dict[str, str], sentence: str) -> None:
    run.units["kaa"].active = False
    run.units["kaa"].save()
    if changes.get("unit"):
        changes = changes | {"unit": str(run.units[changes["unit"]].pk)}
    before = Assignment.objects.count()

    answer = adam.post(to("give", run.people["kim"].pk), work(run, **({"until": "2090-05-14"} | changes)))

    assert answer.status_code == 422
    assert sentence in text(answer)
    assert changes.get("until", "2090-05-14") in text(answer)
    assert Assignment.objects.count() == before


def test_an_assignment_with_something_to_hand_over_is_not_ended(adam: Client, run: World) -> None:
    today = clock.today()
    rows = [
        ("rut", today, 422, "måste lämnas över först"),
        ("kim", "", 422, "Välj vilken dag"),
        ("kim", today - A_DAY, 422, "Dagen har redan varit"),
        ("adam", today, 403, "ditt eget uppdrag"),
        ("bo", today, 404, ""),
    ]
    for name, on, status, sentence in rows:
        answer = adam.post(to("end", run.assignments[name].pk), {"on": on})
        assert (answer.status_code, sentence in text(answer)) == (status, True), name
        assert "Elsa" not in text(answer)
    assert not Assignment.objects.exclude(until=None).exists()


@pytest.mark.parametrize("name", ["link", "reset", "sign_out", "close", "give", "reopen"])
def test_nobody_does_anything_with_their_own_account(adam: Client, run: World, name: str) -> None:
    answer = adam.post(to(name, run.people["adam"].pk), work(run, role="responsible"))

    assert answer.status_code == 403
    assert "annan administratör" in text(answer) or "redan öppet" in text(answer)
    assert Assignment.objects.filter(person=run.people["adam"]).count() == 1


def test_somebody_new_gets_an_account_an_assignment_and_a_link(adam: Client, run: World) -> None:
    new = {"given_name": "Nils", "family_name": "Ny", "username": "Nils.Ny"}
    for wrong, sentence in (
        ({"username": "kim"}, "upptaget"),
        ({"username": "Åke"}, "bokstäver a till z"),
        ({"unit": ""}, "Välj en enhet"),
    ):
        answer = adam.post(to("add"), work(run) | new | wrong)
        assert (answer.status_code, sentence in text(answer), 'value="Nils"' in text(answer)) == (422, True, True)
    assert not Person.objects.filter(given_name="Nils").exists()

    assert adam.post(to("add"), work(run) | new).status_code == 302
    nils = Person.objects.get(username="nils.ny")
    assert "har inte valt lösenord" in text(adam.get(to("person", nils.pk)))
    shown = text(adam.post(to("link", nils.pk)))
    address = shown.split("<code>")[1].split("</code>")[0].removeprefix("http://testserver")
    assert Client().post(address, {"password": PASSWORD, "again": PASSWORD}).status_code == 302
    nils.refresh_from_db()
    assert nils.check_password(PASSWORD)
    assert kinds(run, "adam")[-2:] == ["colleague.seen", "account.link_made"]


def test_one_administrator_cannot_become_somebody_else(adam: Client, run: World) -> None:
    """They take the codes away, or make a link to a new password: with both they could enter as somebody else."""
    kim = run.people["kim"]
    give_password(kim)
    app = give_app(kim)
    LastChoice.objects.create(person=kim, assignment=run.assignments["kim"], used_at=clock.now())
    UserSession.objects.create(user=kim, ip="127.0.0.1", session_key="a" * 32, user_agent="")

    link = text(adam.post(to("link", kim.pk))).split("<code>")[1].split("</code>")[0].removeprefix("http://testserver")
    assert "Skriv också koden" in text(Client().get(link))
    other = {"password": "moln spade lampa gran", "again": "moln spade lampa gran"}
    for code, status in (("", 422), ("111111", 422), (app.code(), 302)):
        assert Client().post(link, other | {"code": code}).status_code == status
    assert Client().get(link).status_code == 404

    empty = adam.post(to("reset", kim.pk), {})
    assert (empty.status_code, "Välj varför" in text(empty), "Kontrollera vem" in text(empty)) == (422, True, True)
    assert adam.post(to("reset", kim.pk), {"reason": "lost", "sure": "on"}).status_code == 302
    assert not Authenticator.objects.filter(user=kim).exists()
    assert not UserSession.objects.filter(user=kim).exists()
    assert "ingen tvåstegsinloggning just nu" in text(adam.post(to("link", kim.pk)))
    kim.refresh_from_db()
    assert kim.check_password(other["password"])
    assert "account.second_factor_reset" in kinds(run, "adam")


def test_ones_own_code_is_asked_for_before_anything_of_how_another_enters(client: Client, run: World) -> None:
    app, kim = give_app(run.people["adam"]), run.people["kim"]
    give_app(kim)
    sign_in(client, run, "adam")
    why = {"reason": "lost", "sure": "on"}
    for address, said in ((to("link", kim.pk), {"sure": "yes"}), (to("reset", kim.pk), why)):
        for code in ("", "000000"):
            answer = client.post(address, said | {"code": code})
            assert (answer.status_code, "<code>" in text(answer)) == (422, False)
    assert Authenticator.objects.filter(user=kim).exists()
    assert "Skriv din egen kod först" in text(client.post(to("link", kim.pk)))
    assert "<code>" in text(client.post(to("link", kim.pk), {"sure": "yes", "code": app.code()}))
    assert client.post(to("reset", kim.pk), why).status_code == 302  # it holds for five minutes
    assert not Authenticator.objects.filter(user=kim).exists()


def test_a_unit_is_renamed_and_closed_when_nothing_is_left(adam: Client, run: World) -> None:
    rename, close = to("rename_unit", "town-angsskolan"), to("close_unit", "town-angsskolan")
    for name, sentence in (("", "Skriv vad enheten heter"), ("Ängsby KAA", "redan en enhet som heter så")):
        answer = adam.post(rename, {"name": name})
        assert (answer.status_code, sentence in text(answer)) == (422, True)
    assert "Södra skolan" in text(adam.post(rename, {"name": "Södra  skolan"}, follow=True))
    answer = adam.post(close)
    assert (answer.status_code, "Enheten ansvarar för barn" in text(answer)) == (422, True)
    answer = adam.post(to("close_unit", "town-socialkontoret"))
    assert (answer.status_code, "arbetar fortfarande någon" in text(answer)) == (422, True)
    with acting(SYSTEM):
        Assignment.objects.filter(pk=run.assignments["sofia"].pk).update(until=date(2021, 1, 1))
    assert adam.post(to("close_unit", "town-socialkontoret")).status_code == 302
    assert adam.get(to("rename_unit", "town-socialkontoret")).status_code == 403
    for of_another in ("rename_unit", "close_unit"):
        assert adam.get(to(of_another, "town-bup")).status_code == 404
    run.units["socialkontoret"].refresh_from_db()
    assert not run.units["socialkontoret"].active
    assert [kind for kind in kinds(run, "adam") if kind.startswith("unit.")] == ["unit.renamed", "unit.closed"]


UNIT = [
    ("adam", "kaa", "name = 'x'", None),
    ("adam", "angsskolan", "active = false", IntegrityError),  # it answers for a child
    ("adam", "kaa", "kind = 'school'", IntegrityError),
    ("adam", "bup", "name = 'x'", ProgrammingError),
    ("rut", "angsskolan", "name = 'x'", ProgrammingError),
    ("eva", "angsskolan", "active = false", ProgrammingError),
]


@pytest.mark.parametrize(("who", "unit", "change", "refusal"), UNIT)
def test_in_the_database_too_a_unit_is_its_administrators(
    run: World, who: str, unit: str, change: str, refusal: type[Exception] | None
) -> None:
    with run.as_(who), connection.cursor() as cursor:
        statement = f"UPDATE authorities_unit SET {change} WHERE id = %s"
        if refusal is None:
            cursor.execute(statement, [run.units[unit].pk])
            return
        with pytest.raises(refusal), transaction.atomic():
            cursor.execute(statement, [run.units[unit].pk])


def test_a_closed_account_leaves_the_baton_where_it_is(adam: Client, run: World) -> None:
    for name, last in (("rut", None), ("kim", clock.today())):
        person = run.people[name]
        assert adam.post(to("close", person.pk)).status_code == 302
        person.refresh_from_db()
        run.assignments[name].refresh_from_db()
        assert (person.is_active, run.assignments[name].until) == (False, last)
        page = text(adam.get(to("person", person.pk)))
        assert "Elsa" not in page
        assert ("lämna över först" in page) is (last is None)
        assert "Kontot är stängt" in text(adam.post(to("give", person.pk), work(run)))
    adam.post(to("reopen", run.people["rut"].pk))
    run.people["rut"].refresh_from_db()
    assert run.people["rut"].is_active
    done = [kind for kind in kinds(run, "adam") if kind.startswith(("account", "assignment"))]
    assert done == ["account.disabled", "account.disabled", "assignment.ended", "account.reopened"]


def test_an_account_that_is_used_in_another_organisation_stays_open(adam: Client, run: World) -> None:
    put_to_work(run, "kim", "bup", "psychologist")

    assert "en annan huvudman" in text(adam.post(to("close", run.people["kim"].pk)))

    run.people["kim"].refresh_from_db()
    assert run.people["kim"].is_active


def test_whoever_runs_the_system_is_not_asked_to_a_childs_table(client: Client, run: World) -> None:
    put_to_work(run, "agda", "angsskolan", "system_administrator", "administrator")
    sign_in(client, run, "rut")
    address = reverse("circles:ask", args=[run.elsa.pk, "town-angsskolan"])
    assert "Agda" not in text(client.get(address))
    assert client.post(address, {"assignment": run.assignments["agda"].pk, "why": "Hjälp."}).status_code == 422
