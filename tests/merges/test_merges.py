"""Two cards about the same child: joined, what becomes of them, and undone.

Elsa has two cards at Ängsskolan, where Rut is responsible for both. Sofia sits only with the one that is kept, and Kim
only with the one that is closed; Eva is a guardian on the one that is kept.
"""

from collections import defaultdict
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse

from kronobarn.audit.models import LogEntry
from kronobarn.circles import actions as circles
from kronobarn.circles import finding
from kronobarn.circles.models import Seat
from kronobarn.circles.rules import Role, WhySought
from kronobarn.concerns import actions as concerns
from kronobarn.concerns.models import Matter, Signal
from kronobarn.concerns.rules import Outcome
from kronobarn.core import clock
from kronobarn.core.actor import SYSTEM
from kronobarn.core.decisions import Denied
from kronobarn.emergency import actions as emergency
from kronobarn.emergency.models import Opening
from kronobarn.emergency.rules import Reason
from kronobarn.merges import actions
from kronobarn.merges.rules import stronger
from kronobarn.people import actions as people
from kronobarn.people.identity import made_up_number, made_up_reserve_number
from kronobarn.people.models import Child, Identity, Protection, SameChild
from kronobarn.protection import actions as protection
from kronobarn.responsibility import actions as responsibility
from kronobarn.responsibility.models import Responsibility
from tests.circles.test_visibility import BARE, compiled
from tests.hunt.oracle import Who
from tests.sign_in import sign_in
from tests.story import Stage, tell
from tests.world import World, born

pytestmark = pytest.mark.django_db

RESERVE = made_up_reserve_number(born(9))
WHY = "Reservnumret blev personnumret, och mamma är densamma."


@pytest.fixture
def twin(world: World) -> Child:
    """Elsa's other card."""
    rut = world.actor("rut")
    twin = responsibility.register(
        unit=world.units["angsskolan"], given_name="Elsa", family_name="Ek", born_on=born(9), number=RESERVE, by=rut
    )
    circles.seat(child_id=twin.pk, assignment=world.assignments["kim"], why="Samtal.", by=rut)
    circles.seat(child_id=world.elsa.pk, assignment=world.assignments["sofia"], why="Stöd.", by=rut)
    return twin


def join(world: World, twin: Child, who: str = "rut", **other: Any) -> SameChild:
    said: dict[str, Any] = {"child": twin, "kept": world.elsa, "reason": WHY, **other}
    return actions.join(by=world.actor(who), **said)


def page(client: Client, world: World, who: str, child: Child) -> str:
    sign_in(client, world, who)
    return client.get(reverse("chronology:child", args=[child.pk])).content.decode()


def logged(world: World, child: Child) -> set[str]:
    with world.as_("rut") as rut:
        return set(LogEntry.objects.visible_to(rut).filter(child_id=child.pk).values_list("kind", flat=True))


def test_the_pages_say_where_the_work_goes_on_to_those_who_sit_with_both(
    world: World, twin: Child, client: Client
) -> None:
    sign_in(client, world, "rut")
    there = reverse("merges:join", args=[world.elsa.pk])
    assert str(twin.pk) in client.get(there).content.decode()
    typed = {"other": str(twin.pk), "keeps": "this", "reason": WHY}
    sure = client.post(there, typed).content.decode()
    assert "Är det här samma barn?" in sure
    assert "Kim" in sure.partition("bjud in dem")[2]
    assert client.post(there, typed | {"reason": ""}).status_code == 422
    assert "Vilket är det andra kortet?" in client.post(there, typed | {"change": "yes"}).content.decode()
    done = client.post(there, typed | {"sure": "yes"})
    assert (done.status_code, done["Location"]) == (302, reverse("chronology:child", args=[world.elsa.pk]))

    assert {"card.kept"} <= logged(world, world.elsa)
    assert {"card.closed"} <= logged(world, twin)
    closed, kept = page(client, world, "rut", twin), page(client, world, "rut", world.elsa)
    assert "Gå till kortet som gäller" in closed
    assert reverse("concerns:notice", args=[twin.pk]) not in closed
    assert reverse("merges:join", args=[twin.pk]) not in closed
    assert "Tidigare kort" in kept
    assert str(twin.pk) in kept
    for who, child, other, says in (("kim", twin, world.elsa, True), ("sofia", world.elsa, twin, False), ("eva", world.elsa, twin, False)):  # fmt: skip
        shown = page(client, world, who, child)
        assert str(other.pk) not in shown
        assert ("Det här kortet är stängt" in shown) is says
        assert "Tidigare kort" not in shown


def test_nobody_sees_anything_else_than_before(world: World, twin: Child) -> None:
    """For everyone in the town, in pages and in bare SQL, before, after, and when it is undone."""
    tell(world, Stage.TOLD)
    concerns.notice(child=twin, what_was_seen="Elsa grät.", seen_on=clock.today(), by=world.actor("kim"))
    with world.as_("rut") as rut:
        signal = concerns.receive(signal=twin_signal(twin), by=rut)
        concerns.close(matter=signal, outcome=Outcome.UNFOUNDED, because="Det är samma sak.", by=rut)
    before = everything(world)
    assert len(before) > 50
    same = join(world, twin)
    assert everything(world) == before
    with world.as_("rut") as rut:
        assert SameChild.objects.visible_to(rut).count() == SameChild.objects.count() == 1
    for who in ("kim", "sofia", "eva", "tage", "sanna", "gunnar"):
        with world.as_(who) as actor:
            assert not SameChild.objects.visible_to(actor).exists()
            assert not SameChild.objects.exists()
    actions.part(same=same, because="De är tvillingar.", by=world.actor("rut"))
    assert everything(world) == before


def twin_signal(twin: Child) -> Signal:
    return Signal.objects.get(child=twin)


def everything(world: World) -> dict[tuple[str, str, str], set[str]]:
    """What each sees of what is about children, but for the log (where a line is added) and what joins the two."""
    found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for name in ("rut", "kim", "tage", "lova", "sofia", "sanna", "gunnar", "eva", "elsa"):
        with world.as_(name) as by, connection.cursor() as cursor:
            who = Who(name, by.person_id, by.assignment_id, by.area_id)
            for asked, (sql, params) in {"visible_to": compiled(who), "the database": (BARE, ())}.items():
                cursor.execute(sql, params)
                for table, key in cursor.fetchall():
                    if table not in {"audit_logentry", "people_samechild"}:
                        found[name, asked, table].add(key)
    return found


def test_a_closed_card_takes_nothing_new(world: World, twin: Child, client: Client) -> None:
    join(world, twin)
    rut, kim = world.actor("rut"), world.actor("kim")
    with pytest.raises(Denied, match="är stängt"):
        circles.seat(child_id=twin.pk, assignment=world.assignments["sanna"], why="Samtal.", by=rut)
    with pytest.raises(ValidationError, match="är stängt"):
        concerns.notice(child=twin, what_was_seen="Elsa grät.", seen_on=clock.today(), by=kim)
    sign_in(client, world, "kim")
    there = reverse("concerns:notice", args=[twin.pk])
    assert client.get(there).status_code == 403
    typed = {"what_was_seen": "Elsa grät i dag.", "seen_on": str(clock.today()), "child_knows": "no", "guardians_know": "no"}  # fmt: skip
    answer = client.post(there, typed)
    assert answer.status_code == 422
    assert "Elsa grät i dag." in answer.content.decode()
    # And the database, whatever the code above says.
    row = "INSERT INTO circles_record (id, child_id, owner_id, kind, author_id, author_assignment_id, headline, happened_on,"
    row += (
        " written_at, practice_version, retention_class) VALUES (gen_random_uuid(), %s, %s, 'observation', %s, %s, 'h',"
    )
    row += " circles_today(), now(), 'v', 'matter')"
    with (
        world.as_("rut"),
        pytest.raises(IntegrityError, match="takes nothing new"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(row, [twin.pk, rut.area_id, rut.person_id, rut.assignment_id])


def test_the_baton_of_a_closed_card_follows_that_of_the_other(world: World, twin: Child) -> None:
    join(world, twin)
    rut, kaj = world.actor("rut"), world.actor("kaj")
    gunnar = world.assignments["gunnar"]
    with pytest.raises(Denied, match="kan bara gå till"):
        responsibility.offer(child=twin, to=gunnar, because="Elsa flyttar snart.", by=rut)
    for child in (world.elsa, twin):
        responsibility.offer(child=child, to=world.assignments["kaj"], because="Elsa flyttar snart.", by=rut)
        with world.as_("kaj"):
            held = Responsibility.objects.get(child=child, until=None)
        responsibility.accept(responsibility=held, by=kaj)
    with world.as_("kaj"):
        assert SameChild.objects.visible_to(kaj).exists()
        assert Seat.objects.held_by(kaj, Role.RESPONSIBLE).count() == 2


def test_whoever_looks_for_the_closed_card_comes_to_the_other(world: World, twin: Child) -> None:
    rut, gunnar, bo = world.actor("rut"), world.actor("gunnar"), world.actor("bo")
    join(world, twin)
    assert [hit.child_id for hit in finding.among_own(name="Elsa", born_on=None, by=rut)] == [world.elsa.pk]
    with world.as_("kim") as kim:
        assert [hit.child_id for hit in finding.among_own(name="Elsa", born_on=None, by=kim)] == [twin.pk]
    for who, child in (("rut", world.elsa), ("sofia", world.elsa), ("kim", twin)):
        hit = finding.seek(number=RESERVE, why=WhySought.MEETS_THE_CHILD, by=world.actor(who))
        assert isinstance(hit, finding.Hit)
        assert hit.child_id == child.pk
    known = finding.seek(number=RESERVE, why=WhySought.NOTICED, by=gunnar)
    assert isinstance(known, finding.Known)
    found = finding.found_child(known.token, by=gunnar)
    assert found == world.elsa.pk
    assert circles.come_forward(child_id=found, by=gunnar).role == Role.NOTIFIER
    assert "child.sought" in logged(world, twin) & logged(world, world.elsa)
    opening = emergency.open_child(
        number=RESERVE, reason=Reason.MISSING, words="Elsa syns ensam på bron.", code_typed_at=clock.now(), by=bo
    )
    assert isinstance(opening, Opening)
    assert opening.child_id == world.elsa.pk


def test_the_stronger_protection_comes_first_and_spreads(world: World, twin: Child) -> None:
    rut = world.actor("rut")
    protection.mark(child=twin, protection=Protection.SECRECY_MARK, household=False, by=rut)
    join(world, twin)
    assert marks(world) == {Protection.SECRECY_MARK}
    assert finding.seek(number=RESERVE, why=WhySought.NOTICED, by=world.actor("gunnar")) is None
    marked = protection.import_marks(marks=[(RESERVE, Protection.PROTECTED_REGISTRATION)], by=SYSTEM)
    assert marked == 1
    assert marks(world) == {Protection.PROTECTED_REGISTRATION}
    with world.as_("rut"):
        said = LogEntry.objects.visible_to(rut).filter(child_id=world.elsa.pk, kind="protection.marked")
        assert [line.detail["mark"] for line in said.order_by("id")] == ["secrecy_mark", "protected_registration"]
    # That one mark is taken away takes nothing from the other card, and nobody finds it by the closed one's number.
    with world.as_("rut"):
        protection.mark(child=twin, protection=Protection.NONE, household=False, by=rut)
    assert marks(world) == {Protection.NONE, Protection.PROTECTED_REGISTRATION}
    assert finding.seek(number=RESERVE, why=WhySought.NOTICED, by=world.actor("gunnar")) is None
    assert stronger("unknown", "none") == "unknown"


def marks(world: World) -> set[str]:
    with world.as_("rut") as rut:
        return set(Child.objects.visible_to(rut).values_list("protection", flat=True))


def test_what_cannot_be_joined_is_refused_in_words(world: World, twin: Child) -> None:
    rut = world.actor("rut")
    third = responsibility.register(
        unit=world.units["angsskolan"], given_name="Ebba", family_name="Ek", born_on=born(9), by=rut
    )
    elsewhere = responsibility.register(
        unit=world.units["granskolan"], given_name="Elsa", family_name="Ek", born_on=born(9), by=world.actor("gunnar")
    )
    far = responsibility.register(
        unit=world.units["angsskolan"], given_name="Elsa", family_name="Ek", born_on=born(8), by=rut
    )
    with world.as_("gunnar"):
        elsewhere = Child.objects.get(pk=elsewhere.pk)
    for who, says in (("kim", "som slår ihop"), ("eva", "som slår ihop"), ("gunnar", "som slår ihop")):
        with pytest.raises(Denied, match=says):
            join(world, twin, who)
    with pytest.raises(Denied, match="som slår ihop"):
        join(world, twin, kept=elsewhere)
    refused(world, twin, "Skriv hur du vet", reason=" ")
    refused(world, twin, "Välj ett annat kort", kept=twin)
    refused(world, twin, "ligger långt ifrån", kept=far)
    with world.as_("rut"):
        for child, serial in ((world.elsa, 238), (third, 239)):
            number = made_up_number(born(9), serial)
            people.identify(child=child, kind=Identity.Kind.PERSONAL_NUMBER, number=number, by=rut)
    refused(world, third, "varsitt personnummer")
    responsibility.offer(child=twin, to=world.assignments["kaj"], because="Elsa flyttar snart.", by=rut)
    refused(world, twin, "Ta tillbaka frågan")
    with world.as_("rut"):
        responsibility.withdraw(responsibility=Responsibility.objects.get(child=twin), by=rut)
    concerns.notice(child=twin, what_was_seen="Elsa grät.", seen_on=clock.today(), by=world.actor("kim"))
    refused(world, twin, "ingen har tagit emot")
    with world.as_("rut"):
        matter: Matter = concerns.receive(signal=twin_signal(twin), by=rut)
    refused(world, twin, "öppet ärende")
    with pytest.raises(IntegrityError, match="open matter"), transaction.atomic():
        people.close_card(child=twin, kept=world.elsa, reason="De är samma barn.", by=rut)
    with world.as_("rut"):
        concerns.close(matter=matter, outcome=Outcome.UNFOUNDED, because="Det är samma sak.", by=rut)
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        people.close_card(child=twin, kept=world.elsa, reason="De är samma barn.", by=world.actor("kim"))


def test_two_personal_numbers_are_two_children_unless_it_is_said_why(world: World, twin: Child, client: Client) -> None:
    rut = world.actor("rut")
    old, new = made_up_number(born(9), 238), made_up_number(born(9), 239)
    with world.as_("rut"):
        for child, number in ((world.elsa, new), (twin, old)):
            people.identify(child=child, kind=Identity.Kind.PERSONAL_NUMBER, number=number, by=rut)
    sign_in(client, world, "rut")
    there = reverse("merges:join", args=[world.elsa.pk])
    typed = {"other": str(twin.pk), "keeps": "this", "reason": WHY, "sure": "yes"}
    assert "Varför har barnet två personnummer?" not in client.get(there).content.decode()
    asked = client.post(there, typed)
    assert asked.status_code == 422
    assert "Varför har barnet två personnummer?" in asked.content.decode()
    with pytest.raises(IntegrityError, match="two numbers"), transaction.atomic():
        people.close_card(child=twin, kept=world.elsa, reason="De är samma barn.", by=rut)
    assert client.post(there, typed | {"numbers": "replaced"}).status_code == 302
    with world.as_("rut"):
        same = SameChild.objects.get(undone_at=None)
    assert "har fått ett nytt personnummer" in client.get(reverse("merges:part", args=[same.pk])).content.decode()
    for number in (old, new):  # both lead to the card that is kept, and nobody else gets the old one
        hit = finding.seek(number=number, why=WhySought.MEETS_THE_CHILD, by=rut)
        assert isinstance(hit, finding.Hit)
        assert hit.child_id == world.elsa.pk
    with pytest.raises(ValidationError):
        responsibility.register(
            unit=world.units["angsskolan"], given_name="A", family_name="B", born_on=born(9), number=old, by=rut
        )


def test_a_new_identity_is_never_joined_with_the_old(world: World, twin: Child) -> None:
    rut = world.actor("rut")
    with world.as_("rut"):
        for child, serial in ((world.elsa, 238), (twin, 239)):
            number = made_up_number(born(9), serial)
            people.identify(child=child, kind=Identity.Kind.PERSONAL_NUMBER, number=number, by=rut)
    protection.mark(child=twin, protection=Protection.FICTITIOUS, household=False, by=rut)
    refused(world, twin, "fingerade personuppgifter", numbers="replaced")
    protection.mark(child=world.elsa, protection=Protection.FICTITIOUS, household=False, by=rut)
    with pytest.raises(IntegrityError, match="two numbers"), transaction.atomic():
        people.close_card(child=twin, kept=world.elsa, reason="De är samma barn.", numbers="mistaken", by=rut)


def test_every_page_about_the_closed_card_says_where_the_work_goes_on(
    world: World, twin: Child, client: Client
) -> None:
    signal = concerns.notice(child=twin, what_was_seen="Elsa grät.", seen_on=clock.today(), by=world.actor("kim"))
    with world.as_("rut") as rut:
        matter = concerns.receive(signal=signal, by=rut)
        concerns.close(matter=matter, outcome=Outcome.UNFOUNDED, because="Det är samma sak.", by=rut)
    join(world, twin)
    pages = [
        reverse("concerns:signal", args=[signal.pk]),
        reverse("concerns:matter", args=[matter.pk]),
        *(reverse(name, args=[twin.pk]) for name in ("chronology:events", "chronology:log", "circles:people", "circles:sharing")),
    ]  # fmt: skip
    for who, links in (("rut", True), ("kim", False)):
        sign_in(client, world, who)
        for there in pages:
            text = client.get(there).content.decode()
            assert "Det här kortet är stängt" in text, there
            assert (reverse("chronology:child", args=[world.elsa.pk]) in text) is links
    found = client.post(reverse("circles:find"), {"look": "own", "name": "Elsa"}).content.decode()
    assert "Stängt kort, barnet har ett annat" in found  # Kim sits only there


def refused(world: World, twin: Child, says: str, **other: Any) -> None:
    with pytest.raises(ValidationError, match=says):
        join(world, twin, **other)


def test_it_goes_one_step_and_is_undone_once(world: World, twin: Child, client: Client) -> None:
    rut = world.actor("rut")
    third = responsibility.register(
        unit=world.units["angsskolan"], given_name="Elsa", family_name="Ek", born_on=born(9), by=rut
    )
    same = join(world, twin)
    refused(world, third, "redan stängt", kept=twin)
    refused(world, twin, "redan stängt", kept=third)
    refused(world, world.elsa, "i sin tur ett tidigare kort", kept=third)
    join(world, third)
    sign_in(client, world, "rut")
    there = reverse("merges:part", args=[same.pk])
    assert WHY in client.get(there).content.decode()
    assert client.post(there, {"because": " "}).status_code == 422
    assert client.post(there, {"because": "De är tvillingar."}).status_code == 302
    assert "redan ångrat" in client.get(there).content.decode()
    assert client.post(there, {"because": "En gång igen."}).status_code == 403
    assert {"card.opened"} <= logged(world, twin)
    assert {"card.parted"} <= logged(world, world.elsa)
    with world.as_("rut"):
        circles.seat(child_id=twin.pk, assignment=world.assignments["sanna"], why="Samtal.", by=rut)
    sign_in(client, world, "kim")
    assert client.get(there).status_code == 404


def test_the_database_says_it_again(world: World, twin: Child) -> None:
    """In bare SQL: who undoes it, and what is told to those who do not sit there."""
    rut = world.actor("rut")
    same = join(world, twin)
    circles.seat(child_id=world.elsa.pk, assignment=world.assignments["kim"], why="Samtal.", by=rut)
    with pytest.raises(Denied, match="som skiljer korten åt"):
        actions.part(same=same, because="De är tvillingar.", by=world.actor("kim"))
    undo = "UPDATE people_samechild SET undone_at = now(), undone_by_id = %s, undone_because = 'De är två.'"
    for who, seen, changed in (("kim", 1, 0), ("sofia", 0, 0), ("gunnar", 0, 0), ("eva", 0, 0)):
        with world.as_(who) as by, connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM people_samechild")
            assert cursor.fetchone() == (seen,), who
            cursor.execute(undo, [by.person_id])
            assert cursor.rowcount == changed
    assert told(world, "kim", twin) == (True, world.elsa.pk)
    assert told(world, "rut", world.elsa) == (False, world.elsa.pk)
    assert told(world, "gunnar", twin) == (False, world.elsa.pk)  # who has its number, and comes forward there
    assert told(world, "eva", twin) == (False, None)
    with world.as_("rut"), pytest.raises(IntegrityError, match="never rewritten"), transaction.atomic():
        SameChild.objects.update(reason="De är samma barn.")
    with world.as_("rut"), pytest.raises(IntegrityError, match="one step away"), transaction.atomic():
        people.close_card(child=world.elsa, kept=twin, reason="De är samma barn.", by=rut)
    actions.part(same=same, because="De är tvillingar.", by=rut)
    assert told(world, "kim", twin) == (False, twin.pk)


def told(world: World, who: str, card: Child) -> tuple[Any, ...]:
    """Whether it is closed, and where the work goes on."""
    with world.as_(who), connection.cursor() as cursor:
        cursor.execute(
            "SELECT %s IN (SELECT card FROM people_joined() WHERE closed), people_goes_on_with(%s)", [card.pk] * 2
        )
        row: tuple[Any, ...] = cursor.fetchone()
        return row
