"""A protected child is known to the family, the responsible and those who are named; and how the marks come in.

Rut is responsible for Elsa, Kim and Tage work with her at the school, Eva and Emil are her guardians.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse

from kronobarn.audit.models import LogEntry
from kronobarn.circles import actions as circles
from kronobarn.circles.finding import among_own
from kronobarn.circles.reads import header
from kronobarn.core import clock
from kronobarn.core.actor import SYSTEM
from kronobarn.core.decisions import Denied
from kronobarn.notices.models import Task
from kronobarn.notices.reads import is_waiting
from kronobarn.notices.rules import TaskKind
from kronobarn.people import actions as people
from kronobarn.people import identity
from kronobarn.people.models import Child, Guardianship, Identity, Named, Person, Protection
from kronobarn.protection import actions
from kronobarn.protection.rules import mark_of
from kronobarn.responsibility import actions as responsibility
from tests.sign_in import sign_in
from tests.story import Stage, tell
from tests.world import World, born

pytestmark = pytest.mark.django_db

NUMBER = identity.made_up_number(born(9), 238)


@pytest.fixture
def elsa(world: World) -> Child:
    """Elsa, with a number, with Kim and Tage at her table, and protected."""
    with world.as_("rut") as rut:
        people.identify(child=world.elsa, kind=Identity.Kind.PERSONAL_NUMBER, number=NUMBER, by=rut)
        for name in ("kim", "tage"):
            circles.seat(child_id=world.elsa.pk, assignment=world.assignments[name], why="Stöd.", by=rut)
        return actions.mark(child=world.elsa, protection=Protection.SECRECY_MARK, household=False, by=rut)


def name(world: World, child: Child, who: str, days: int = 30) -> Named:
    with world.as_("rut") as rut:
        until = clock.today() + timedelta(days=days)
        return actions.name(child=child, person=world.people[who], why="Hen möter barnet.", until=until, by=rut)


def sees(world: World, child: Child, who: str) -> set[bool]:
    """Whether somebody reads who it is: by the page's head, the number through the application, and in bare SQL."""
    with world.as_(who) as actor:
        found = Child.objects.visible_to(actor).get(pk=child.pk)
        with connection.cursor() as cursor:
            cursor.execute("SELECT number FROM people_identity WHERE child_id = %s", [child.pk])
            bare = cursor.fetchone() is not None
        return {
            "Elsa" in header(found, actor).name,
            bool(header(found, actor).age_line),
            Identity.objects.visible_to(actor).filter(child=child).exists(),
            bare,
        }


def test_only_those_who_are_named_see_who_it_is(world: World, elsa: Child) -> None:
    name(world, elsa, "kim")
    for who, expected in (("rut", True), ("kim", True), ("tage", False), ("eva", True), ("elsa", True)):
        assert sees(world, elsa, who) == {expected}, who


def test_a_name_that_one_may_not_know_finds_nobody(world: World, elsa: Child) -> None:
    name(world, elsa, "kim")
    for who, expected in (("rut", 1), ("kim", 1), ("tage", 0)):
        with world.as_(who) as actor:
            assert len(among_own(name="Elsa", born_on=None, by=actor)) == expected, who
            assert len(among_own(name="", born_on=elsa.born_on, by=actor)) == expected, who


def test_a_page_says_no_name_to_the_others_and_it_ends(client: Client, world: World, elsa: Child) -> None:
    named = name(world, elsa, "kim")
    page = reverse("circles:people", args=[elsa.pk])
    sign_in(client, world, "kim")
    assert "Elsa Ek" in client.get(page).content.decode()
    sign_in(client, world, "tage")
    text = client.get(page).content.decode()
    assert not [one for one in ("Elsa", "Eva i Ängsby", "Emil") if one in text]

    with world.as_("rut") as rut:
        actions.unname(named=named, by=rut)
        kinds = set(LogEntry.objects.visible_to(rut).filter(child_id=elsa.pk).values_list("kind", flat=True))
    assert {"protection.marked", "protection.named", "protection.unnamed"} <= kinds
    assert sees(world, elsa, "kim") == {False}


def test_whoever_may_not_know_who_it_is_does_not_read_who_the_family_are(client: Client, world: World) -> None:
    story = tell(world, Stage.REVIEWING)
    with world.as_("rut") as rut:
        circles.seat(child_id=world.elsa.pk, assignment=world.assignments["kim"], why="Stöd.", by=rut)
        actions.mark(child=world.elsa, protection=Protection.SECRECY_MARK, household=False, by=rut)
    pages = [
        reverse("chronology:child", args=[world.elsa.pk]),
        reverse("circles:people", args=[world.elsa.pk]),
        reverse("consents:consent", args=[story.consents["eva"].pk]),
        reverse("meetings:meeting", args=[story.meeting.pk]),
        reverse("assessments:gathering", args=[story.matter.pk]),
        reverse("assessments:wheel", args=[story.matter.pk]),
        reverse("plans:plan", args=[story.plan.pk]),
    ]
    sign_in(client, world, "kim")
    veiled = [client.get(page).content.decode() for page in pages]
    names = [world.people[one].full_name for one in ("eva", "emil")]
    assert [page for page, text in zip(pages, veiled, strict=True) if any(one in text for one in names)] == []
    assert sum("Vårdnadshavare 1" in text for text in veiled) >= 4
    name(world, world.elsa, "kim")
    assert names[0] in client.get(pages[2]).content.decode()
    sign_in(client, world, "rut")
    assert all("Vårdnadshavare 1" not in client.get(page).content.decode() for page in pages)


@pytest.mark.parametrize(
    ("who", "person", "days", "problem"),
    [
        ("kim", "tage", 30, Denied),
        ("eva", "tage", 30, Denied),
        ("rut", "bo", 30, ValidationError),  # has no place
        ("rut", "kim", 366, ValidationError),
        ("rut", "kim", -1, ValidationError),
    ],
)
def test_who_is_named_by_whom(
    world: World, elsa: Child, who: str, person: str, days: int, problem: type[Exception]
) -> None:
    until = clock.today() + timedelta(days=days)
    with world.as_(who) as actor, pytest.raises(problem):
        actions.name(child=elsa, person=world.people[person], why="Hen möter barnet.", until=until, by=actor)


def test_the_mark_spreads_to_the_household_when_asked(client: Client, world: World) -> None:
    rut = world.actor("rut")
    sibling = responsibility.register(
        unit=world.units["angsskolan"], given_name="Stina", family_name="Ek", born_on=born(7), by=rut
    )
    responsibility.add_guardian(
        child=sibling,
        guardian=world.people["eva"],
        custody=Guardianship.Custody.JOINT,
        source=Guardianship.Source.POPULATION_REGISTER,
        by=rut,
    )
    sign_in(client, world, "rut")
    mark, page = (reverse(f"protection:{one}", args=[world.elsa.pk]) for one in ("mark", "marks"))
    assert "Gäller skyddet även resten av hushållet?" in client.get(page).content.decode()
    assert client.post(mark, {"protection": "secrecy_mark"}).status_code == 422
    assert client.post(mark, {"protection": "secrecy_mark", "household": "yes"}).status_code == 302

    with world.as_("rut"):
        marks = dict(Child.objects.filter(pk__in=[world.elsa.pk, sibling.pk]).values_list("pk", "protection"))
    assert set(marks.values()) == {"secrecy_mark"}
    assert client.post(mark, {"protection": "none"}).status_code == 302  # no question about the household
    with world.as_("rut"):
        assert Child.objects.get(pk=world.elsa.pk).protection == "none"
        assert Child.objects.get(pk=sibling.pk).protection == "secrecy_mark"
    assert set(Person.objects.filter(protected=True).values_list("username", flat=True)) == {"eva", "emil"}


def sibling_at(world: World, who: str, unit: str, *guardians: str) -> Child:
    """A child that somebody else answers for, with these guardians."""
    by = world.actor(who)
    child = responsibility.register(
        unit=world.units[unit], given_name="Stina", family_name="Gran", born_on=born(7), by=by
    )
    for guardian in guardians:
        responsibility.add_guardian(
            child=child,
            guardian=world.people[guardian],
            custody=Guardianship.Custody.JOINT,
            source=Guardianship.Source.POPULATION_REGISTER,
            by=by,
        )
    return child


def asked(world: World, who: str, child: Child) -> bool:
    with world.as_(who) as actor:
        return is_waiting(TaskKind.SEE_PROTECTION, child.pk, by=actor)


def mark_of_child(world: World, who: str, child: Child) -> str:
    with world.as_(who):
        return Child.objects.get(pk=child.pk).protection


def counts(world: World, who: str) -> dict[str, int]:
    """How many rows of each kind somebody reaches in bare SQL."""
    found = {}
    with world.as_(who), connection.cursor() as cursor:
        for table in ("people_child", "people_guardianship", "notices_task", "circles_seat", "audit_logentry"):
            cursor.execute(f"SELECT count(*) FROM {table}")
            found[table] = cursor.fetchone()[0]
    return found


def test_siblings_that_others_answer_for_are_marked_and_nobody_learns_that_they_are_here(world: World) -> None:
    stina = sibling_at(world, "gunnar", "granskolan", "eva")
    before = counts(world, "rut")
    with world.as_("rut") as rut:
        actions.mark(child=world.elsa, protection=Protection.SECRECY_MARK, household=True, by=rut)
    after = counts(world, "rut")
    assert after == before | {"audit_logentry": before["audit_logentry"] + 1}  # the mark on Elsa herself
    assert mark_of_child(world, "gunnar", stina) == "secrecy_mark"
    with world.as_("gunnar") as gunnar:
        line = LogEntry.objects.visible_to(gunnar).get(child_id=stina.pk, kind="protection.spread")
        assert (line.person_id, line.assignment_id, line.unit_id) == (None, None, None)
        task = Task.objects.visible_to(gunnar).get(kind=TaskKind.SEE_PROTECTION)
        assert task.asked_by_id == gunnar.person_id  # nothing says who it was
    assert not asked(world, "rut", world.elsa)

    with world.as_("gunnar") as gunnar:
        actions.look_over(child=Child.objects.get(pk=stina.pk), by=gunnar)
    assert not asked(world, "gunnar", stina)
    # It was a mistake: what is taken away is looked over by whoever answers for the sibling, and by nobody else.
    with world.as_("rut") as rut:
        actions.mark(child=world.elsa, protection=Protection.NONE, household=False, by=rut)
    assert (mark_of_child(world, "gunnar", stina), asked(world, "gunnar", stina)) == ("secrecy_mark", True)
    with world.as_("gunnar") as gunnar:
        actions.mark(child=stina, protection=Protection.NONE, household=False, by=gunnar)
    assert (mark_of_child(world, "gunnar", stina), asked(world, "gunnar", stina)) == ("none", False)
    assert not asked(world, "rut", world.elsa)  # she is not marked, so there is nothing to look over


@pytest.mark.parametrize("who", ["kim", "eva", "gunnar"])
def test_nobody_else_lets_it_spread(world: World, who: str) -> None:
    stina = sibling_at(world, "gunnar", "granskolan", "eva")
    with world.as_("rut") as rut:
        circles.seat(child_id=world.elsa.pk, assignment=world.assignments["kim"], why="Stöd.", by=rut)
    with world.as_(who), connection.cursor() as cursor:
        cursor.execute("SELECT protection_spread(%s, 'secrecy_mark', now()::date, now())", [world.elsa.pk])
        for hidden in ("protection_mark_siblings(%s, 'none', now()::date, now(), 1)", "protection_children_of('{}')"):
            with pytest.raises(ProgrammingError, match="denied"), transaction.atomic():
                cursor.execute(f"SELECT {hidden}", [world.elsa.pk] if "%s" in hidden else [])
    assert mark_of_child(world, "gunnar", stina) == "none"


def test_the_register_spreads_what_is_new_and_what_it_says_of_a_child_itself_stands(world: World) -> None:
    stina = sibling_at(world, "gunnar", "granskolan", "eva")
    own = identity.made_up_number(born(7), 238)
    for child, number, who in ((world.elsa, NUMBER, "rut"), (stina, own, "gunnar")):
        with world.as_(who) as by:
            people.identify(child=child, kind=Identity.Kind.PERSONAL_NUMBER, number=number, by=by)
    actions.import_marks(marks=[(own, "none"), (NUMBER, "protected_registration")], by=SYSTEM)
    assert mark_of_child(world, "gunnar", stina) == "none"
    actions.import_marks(marks=[(NUMBER, "protected_registration")], by=SYSTEM)  # it says nothing new
    assert mark_of_child(world, "gunnar", stina) == "none"
    actions.import_marks(marks=[(NUMBER, "secrecy_mark")], by=SYSTEM)
    assert mark_of_child(world, "gunnar", stina) == "secrecy_mark"


def test_a_guardian_is_marked_and_unmarked_by_itself(client: Client, world: World) -> None:
    stina = sibling_at(world, "gunnar", "granskolan", "eva")
    with world.as_("rut"):
        of_eva = Guardianship.objects.get(child=world.elsa, guardian=world.people["eva"])
    sign_in(client, world, "rut")
    there = reverse("protection:mark_guardian", args=[world.elsa.pk, of_eva.pk])
    assert client.post(there, {"protected": "yes"}).status_code == 302
    assert Person.objects.get(username="eva").protected
    assert asked(world, "gunnar", stina)
    page = client.get(reverse("protection:marks", args=[world.elsa.pk])).content.decode()
    assert "Märk barnet också, om de bor ihop" in page
    assert client.post(there, {"protected": "no"}).status_code == 302
    assert not Person.objects.get(username="eva").protected


def test_a_guardian_from_a_protected_household_is_looked_over(client: Client, world: World) -> None:
    with world.as_("rut") as rut:
        actions.mark(child=world.elsa, protection=Protection.SECRECY_MARK, household=True, by=rut)
    stina = sibling_at(world, "gunnar", "granskolan", "eva")
    assert asked(world, "gunnar", stina)
    sign_in(client, world, "gunnar")
    page = reverse("protection:marks", args=[stina.pk])
    assert "har ändrats för någon i barnets hushåll" in client.get(page).content.decode()
    assert client.post(reverse("protection:look_over", args=[stina.pk])).status_code == 302
    assert not asked(world, "gunnar", stina)


def test_the_page_names_and_ends(client: Client, world: World, elsa: Child) -> None:
    sign_in(client, world, "rut")
    page, add = (reverse(f"protection:{one}", args=[elsa.pk]) for one in ("marks", "name"))
    assert "Bara du och familjen ser" in client.get(page).content.decode()
    typed: dict[str, Any] = {"person": world.people["kim"].pk, "why": "Hen möter barnet.", "until": ""}
    late = client.post(add, typed)
    assert (late.status_code, "Hen möter barnet." in late.content.decode()) == (422, True)
    assert client.post(add, typed | {"until": str(clock.today())}).status_code == 302
    assert "Kim i Ängsby" in client.get(page).content.decode()
    assert sees(world, elsa, "kim") == {True}
    with world.as_("rut") as rut:
        named = Named.objects.visible_to(rut).get()
    assert client.post(reverse("protection:unname", args=[elsa.pk, named.pk])).status_code == 302
    assert sees(world, elsa, "kim") == {False}


@pytest.mark.parametrize(
    ("code", "mark"),
    [
        ("01003", "secrecy_mark"),
        ("1003", "secrecy_mark"),
        ("01020", "protected_registration"),
        ("01051", "unknown"),
        ("", "unknown"),
        ("99999", "unknown"),
        ("Ingen", "none"),
    ],
)
def test_what_a_code_means(code: str, mark: str) -> None:
    assert mark_of(code) == mark


def test_marks_are_read_in_and_the_bad_line_stops_none_of_the_others(world: World, tmp_path: Path) -> None:
    with world.as_("rut") as rut:
        people.identify(child=world.elsa, kind=Identity.Kind.PERSONAL_NUMBER, number=NUMBER, by=rut)
    file = tmp_path / "marks.csv"
    file.write_text(
        f"nummer;kod\ninte ett nummer;01003\n{NUMBER};påhittad\n{identity.made_up_number(born(9), 239)};01020\n"
    )

    with pytest.raises(CommandError, match="gick inte att läsa: 2"):
        call_command("import_marks", str(file))

    with world.as_("rut") as rut:
        assert Child.objects.get(pk=world.elsa.pk).protection == "unknown"
        assert LogEntry.objects.visible_to(rut).filter(kind="protection.marked", person_id=None).exists()
        assert header(Child.objects.get(pk=world.elsa.pk), rut).protection == "Skyddade personuppgifter (okänt slag)"
    for said, mark in ((f"{NUMBER};01003\n{NUMBER};ingen\n", "secrecy_mark"), (f"{NUMBER};ingen\n", "none")):
        file.write_text(said)
        call_command("import_marks", str(file))
        with world.as_("rut"):
            assert Child.objects.get(pk=world.elsa.pk).protection == mark


def test_nobody_who_is_signed_in_marks_by_number(world: World, elsa: Child) -> None:
    with world.as_("kim") as kim:
        assert people.mark_by_number(number=NUMBER, protection="none", by=kim) is None
        with pytest.raises(Denied):
            actions.import_marks(marks=[(NUMBER, "none")], by=kim)
