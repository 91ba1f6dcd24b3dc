"""What a child has had closed to the other units of an area of health care (PDL 4 kap. 4 §)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from kronobarn.audit.models import LogEntry
from kronobarn.authorities.models import Assignment, Unit
from kronobarn.chronology.who_sees import who_sees
from kronobarn.circles import actions
from kronobarn.circles.models import Block, Disclosure, Record
from kronobarn.circles.rules import Ground, Kind
from kronobarn.concerns import actions as concerns
from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM
from kronobarn.core.decisions import Denied
from kronobarn.emergency import actions as emergency
from kronobarn.emergency.models import Opening
from kronobarn.emergency.rules import Reason
from kronobarn.notices import actions as notices
from kronobarn.notices.models import Task
from kronobarn.notices.rules import TaskKind
from kronobarn.people import actions as people
from kronobarn.people.identity import made_up_number
from kronobarn.people.models import Identity
from kronobarn.rights import child as extracts
from tests.circles.test_writes import a_disclosure, write
from tests.sign_in import sign_in
from tests.world import World, born

WISH = "Ingen mer ska läsa om det."
MATURITY = "Elsa berättade själv vad det betyder."


@dataclass
class Clinic:
    """BUP has two units: Bo and Kim work in the one, Kaj in the other. All three work with Elsa."""

    world: World
    signal: Record
    observation: Record

    def block(self, who: str = "bo") -> Block:
        return actions.block(child_id=self.world.elsa.pk, wish=WISH, maturity=MATURITY, by=self.world.actor(who))

    def reads(self, name: str) -> tuple[str, str]:
        """What somebody sees of the two records, and of what was decided about them: in Python, and in the database."""
        kinds = {self.signal.pk: "s", self.observation.pk: "o"}
        with self.world.as_(name) as actor, connection.cursor() as cursor:
            seen = [kinds[pk] for (pk,) in Record.objects.visible_to(actor).values_list("pk") if pk in kinds]
            given = Disclosure.objects.visible_to(actor).filter(record=self.signal.pk).exists()
            cursor.execute("SELECT id FROM circles_record WHERE id = ANY (%s)", [list(kinds)])
            bare = [kinds[pk] for (pk,) in cursor.fetchall()]
            cursor.execute("SELECT count(*) FROM circles_disclosure WHERE record_id = %s", [self.signal.pk])
            passed_on = bool(cursor.fetchone()[0])
            cursor.execute("SELECT count(*) FROM concerns_signal WHERE record_id = %s", [self.signal.pk])
            assert bool(cursor.fetchone()[0]) is ("s" in bare)
        return "".join(sorted(seen)) + "d" * given, "".join(sorted(bare)) + "d" * passed_on


@pytest.fixture
def clinic(world: World) -> Clinic:
    south = Unit.objects.create(key="town-bup-soder", area=world.areas["bup"], name="BUP Söder", kind="bup")
    for name, unit in (("kim", world.units["bup"]), ("kaj", south)):
        new = Assignment.objects.create(
            person=world.people[name], unit=unit, profession="psychologist", since=date(2020, 1, 1)
        )
        world.assignments[name] = Assignment.objects.select_related("unit__area").get(pk=new.pk)
    rut, bo = world.actor("rut"), world.actor("bo")
    for name in ("bo", "kim", "kaj"):
        with world.as_("rut"):
            actions.seat(child_id=world.elsa.pk, assignment=world.assignments[name], why="Samtal.", by=rut)
    signal = concerns.notice(
        child=world.elsa,
        what_was_seen="Elsa har berättat något.",
        seen_on=clock.today(),
        ground=Ground.HARM_TEST,
        necessity="Rut ska veta.",
        by=bo,
    )
    observation = actions.write_record(
        child_id=world.elsa.pk,
        kind=Kind.OBSERVATION,
        headline="Samtal",
        happened_on=clock.today(),
        practice_version="1",
        by=bo,
    )
    with world.as_("bo"):
        return Clinic(world, Record.objects.get(pk=signal.pk), observation)


def test_the_other_unit_reads_nothing_of_it_and_everybody_else_what_they_did(clinic: Clinic) -> None:
    names = ("bo", "kim", "kaj", "rut", "eva", "elsa", "sofia")
    before = {name: clinic.reads(name) for name in names}
    assert before["kaj"] == before["kim"] == ("osd", "osd")
    block = clinic.block("kim")
    assert {name: clinic.reads(name) for name in names} == before | {"kaj": ("", "")}
    lifted = actions.lift(block=block, because="Elsa vill det.", by=clinic.world.actor("bo"))
    assert {name: clinic.reads(name) for name in names} == before
    assert lifted.ended_by_id == clinic.world.people["bo"].pk
    clinic.block()  # anew, after the end of the first
    assert clinic.reads("kaj") == ("", "")


def test_the_page_of_a_record_names_nobody_who_does_not_read_it(clinic: Clinic) -> None:
    world = clinic.world
    bup, kaj = world.areas["bup"].pk, world.people["kaj"].full_name

    def told(name: str) -> tuple[bool, bool]:
        """Whether Kaj stands there, and whether it says that something is blocked."""
        with world.as_(name) as actor:
            record = Record.objects.visible_to(actor).select_related("owner").get(pk=clinic.signal.pk)
            page = who_sees(record, world.elsa, actor)
        return any(kaj in one.who for one in [*page.at_home, *page.there.get(bup, [])]), page.block is not None

    assert told("bo") == (True, False)
    clinic.block()
    assert told("bo") == told("kim") == (False, True)
    assert told("rut") == (True, False)  # another service is not told of it


def test_whoever_wrote_it_reads_it_from_another_unit_as_well(clinic: Clinic) -> None:
    world = clinic.world
    with acting(SYSTEM):
        also = Assignment.objects.create(
            person=world.people["bo"],
            unit=world.assignments["kaj"].unit,
            profession="psychologist",
            since=date(2020, 1, 1),
        )
    world.assignments["bo"] = Assignment.objects.select_related("unit__area").get(pk=also.pk)
    with world.as_("rut") as rut:
        actions.seat(child_id=world.elsa.pk, assignment=also, why="Samtal.", by=rut)
    clinic.block("kim")
    assert clinic.reads("bo") == ("osd", "osd")


def test_only_the_child_and_the_unit_read_what_it_wished_and_the_log_tells_of_both_ways(clinic: Clinic) -> None:
    block = clinic.block()
    readers = {}
    for name in ("bo", "kim", "kaj", "rut", "eva", "elsa"):
        with clinic.world.as_(name) as actor, connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM circles_block")
            readers[name] = (Block.objects.visible_to(actor).count(), cursor.fetchone()[0])
    assert readers == dict.fromkeys(("bo", "kim", "elsa"), (1, 1)) | dict.fromkeys(("kaj", "rut", "eva"), (0, 0))
    actions.lift(block=block, because="Elsa vill det.", by=clinic.world.actor("kim"))
    with clinic.world.as_("elsa") as elsa:
        lines = LogEntry.objects.visible_to(elsa).filter(subject=block.log_name).order_by("pk")
        assert list(lines.values_list("kind", flat=True)) == ["block.begun", "block.ended"]


@pytest.mark.parametrize(("who", "gets"), [("elsa", True), ("eva", False)])
def test_the_childs_own_extract_says_what_it_wished(clinic: Clinic, who: str, gets: bool) -> None:
    clinic.block()
    with clinic.world.as_(who) as actor:
        parts = extracts.gather(clinic.world.elsa, subject=actor, by=actor).parts
    assert (WISH in str(parts)) is gets


@pytest.mark.parametrize("about", ["blocked", "other"])
def test_nothing_waits_for_the_other_unit_about_what_it_cannot_open(clinic: Clinic, about: str) -> None:
    with clinic.world.as_("rut") as rut:
        for name in ("kim", "kaj"):
            given = clinic.world.assignments[name]
            notices.ask(
                child_id=clinic.world.elsa.pk,
                kind=TaskKind.TELL,
                subject=clinic.observation.pk if about == "blocked" else clinic.world.elsa.pk,
                due_on=clock.today(),
                person_id=given.person_id,
                assignment_id=given.pk,
                by=rut,
            )
    clinic.block()
    waits = {}
    for name in ("kim", "kaj"):
        with clinic.world.as_(name) as actor, connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM notices_task WHERE person_id = %s", [actor.person_id])
            (bare,) = cursor.fetchone()
            waits[name] = (Task.objects.visible_to(actor).count(), bare)
    assert waits == {"kim": (1, 1), "kaj": (0, 0) if about == "blocked" else (1, 1)}


def test_an_extract_taken_in_another_unit_says_that_something_is_missing_and_no_more(clinic: Clinic) -> None:
    clinic.block()
    said = {}
    for taker in ("kim", "kaj"):
        with clinic.world.as_(taker) as by:
            whole = str(extracts.gather(clinic.world.elsa, subject=clinic.world.actor("eva"), by=by).parts)
        said[taker] = ("Spärrade uppgifter" in whole, WISH in whole, "Elsa har berättat något." in whole)
    assert said == {"kim": (False, False, False), "kaj": (True, False, False)}


def test_what_is_blocked_is_not_passed_on_by_the_other_unit(clinic: Clinic) -> None:
    clinic.block()
    kaj, social = clinic.world.actor("kaj"), clinic.world.areas["social"]
    with pytest.raises((Record.DoesNotExist, Denied)):
        actions.disclose(
            record=clinic.observation, ground=Ground.HARM_TEST, to_area=social, necessity="De ska veta.", by=kaj
        )
    insert = (
        "INSERT INTO circles_disclosure (id, child_id, record_id, owner_id, to_area_id, granted, ground, kinds, necessity,"
        " since, decided_by_id) SELECT gen_random_uuid(), %s, %s, %s, %s, true, 'harm_test', '{}', 'de ska veta', now(), %s"
    )
    for name, done in (("kaj", False), ("kim", True)):
        record, who = clinic.observation, clinic.world.people[name].pk
        given = [record.child_id, record.pk, record.owner_id, social.pk, who]
        assert _writes(clinic.world, name, insert, given) is done


def _writes(world: World, name: str, sql: str, params: Any) -> bool:
    """Whether the database lets somebody write it. What is written is undone."""
    with world.as_(name), connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(sql, params)
                done = bool(cursor.rowcount)
                transaction.set_rollback(True)
                return done
        except DatabaseError:
            return False


BEGIN = (
    "INSERT INTO circles_block (id, child_id, area_id, unit_id, since, wish, maturity, recorded_by_id, recorded_for_id,"
    " ended_at, ended_by_id, ended_because)"
    " VALUES (gen_random_uuid(), %(child)s, %(area)s, %(unit)s, now(), 'w', 'm', %(by)s, %(at)s, NULL, NULL, '')"
)


@pytest.mark.parametrize(
    ("who", "given", "done"),
    [
        ("bo", {}, True),
        ("kaj", {}, False),  # another unit
        ("kaj", {"unit": "kaj"}, True),
        ("rut", {"unit": "rut", "area": "rut"}, False),  # the law gives no such right in a school
        ("bo", {"area": "rut"}, False),
        ("bo", {"by": "kim"}, False),
        ("bo", {"at": "kim"}, False),
        ("eva", {}, False),
        ("elsa", {}, False),
    ],
)
def test_the_database_lets_the_unit_begin_one_and_nobody_else(
    clinic: Clinic, who: str, given: dict[str, str], done: bool
) -> None:
    world = clinic.world
    of = {name: world.assignments[given.get(name, "bo")] for name in ("area", "unit")}
    by = given.get("by", who)
    words = {
        "child": world.elsa.pk,
        "area": of["area"].unit.area_id,
        "unit": of["unit"].unit_id,
        "by": world.people[by].pk,
        "at": world.assignments[given.get("at", who if who in world.assignments else "bo")].pk,
    }
    assert _writes(world, who, BEGIN, words) is done


@pytest.mark.parametrize(
    ("who", "change", "done"),
    [
        ("kim", "ended_at = now(), ended_by_id = {me}, ended_because = 'Det behövs inte.'", True),
        ("kim", "ended_at = now(), ended_by_id = {other}, ended_because = 'Det behövs inte.'", False),
        ("kim", "ended_at = now(), ended_by_id = {me}", False),  # without a reason
        ("kim", "wish = 'x', ended_at = now(), ended_by_id = {me}, ended_because = 'Det behövs inte.'", False),
        ("kim", "maturity = 'x'", False),
        ("kaj", "ended_at = now(), ended_by_id = {me}, ended_because = 'Det behövs inte.'", False),
        ("eva", "ended_at = now(), ended_by_id = {me}, ended_because = 'Det behövs inte.'", False),
        ("elsa", "ended_at = now(), ended_by_id = {me}, ended_because = 'Det behövs inte.'", False),
    ],
)
def test_the_database_lets_the_unit_lift_it_and_nobody_rewrite_it(
    clinic: Clinic, who: str, change: str, done: bool
) -> None:
    block = clinic.block()
    people = clinic.world.people
    sql = f"UPDATE circles_block SET {change.format(me=people[who].pk, other=people['bo'].pk)} WHERE id = %s"
    assert _writes(clinic.world, who, sql, [block.pk]) is done
    # Without a condition that reads the row, only the policy of the change stands in the way.
    assert _writes(clinic.world, who, sql.partition(" WHERE")[0], []) is done


@pytest.mark.parametrize(
    ("who", "says"),
    [
        ("rut", "Lagen ger ingen rätt att spärra uppgifter i din verksamhet"),
        ("eva", "En vårdnadshavare kan inte spärra"),
        ("elsa", "Säg till den du träffar i vården"),
        ("kim", "redan spärrat"),
        ("mona", "Den som arbetar med barnet på enheten"),  # sits there only to tell something
    ],
)
def test_who_may_not_is_told_why_and_what_they_can_do(client: Client, clinic: Clinic, who: str, says: str) -> None:
    clinic.block()
    if who == "mona":
        actions.come_forward(child_id=clinic.world.elsa.pk, by=clinic.world.actor(who))
    with pytest.raises(Denied, match=says):
        clinic.block(who)
    sign_in(client, clinic.world, who)
    address = reverse("circles:block", args=[clinic.world.elsa.pk])
    shown = client.get(address)
    assert shown.status_code == 200
    assert says in shown.content.decode()
    refused = client.post(address, {"wish": WISH, "maturity": MATURITY})
    assert refused.status_code == 403
    assert says in refused.content.decode()


def test_it_says_what_the_child_wishes_and_how_its_maturity_was_assessed(clinic: Clinic) -> None:
    bo = clinic.world.actor("bo")
    with pytest.raises(ValidationError) as raised:
        actions.block(child_id=clinic.world.elsa.pk, wish=" ", maturity="", by=bo)
    assert set(raised.value.message_dict) == {"wish", "maturity"}
    block = clinic.block()
    with pytest.raises(ValidationError):
        actions.lift(block=block, because=" ", by=bo)
    actions.lift(block=block, because="Elsa vill det.", by=bo)
    with pytest.raises(Denied):
        actions.lift(block=block, because="Elsa vill det.", by=bo)


def test_the_pages_ask_say_what_it_means_and_tell_each_reader_what_they_may_know(
    client: Client, clinic: Clinic
) -> None:
    child, world = clinic.world.elsa.pk, clinic.world
    address, sharing = reverse("circles:block", args=[child]), reverse("circles:sharing", args=[child])
    sign_in(client, world, "bo")
    half = client.post(address, {"wish": WISH})
    assert half.status_code == 422
    assert WISH in half.content.decode()
    typed = {"wish": WISH, "maturity": MATURITY}
    asked = client.post(address, typed)
    assert asked.status_code == 200
    assert "Ska uppgifterna spärras?" in asked.content.decode()
    assert client.post(address, typed | {"change": "yes"}).status_code == 200
    assert client.post(address, typed | {"sure": "yes"}).status_code == 302

    says = {
        "bo": "är spärrat för andra enheter",
        "kaj": "Det finns uppgifter som barnet har spärrat. Fråga barnet",
        "eva": "Det är barnet som bestämmer det, inte vårdnadshavaren",
        "elsa": "är stängt för alla andra som arbetar i",
        "rut": "",
    }
    for name, words in says.items():
        sign_in(client, world, name)
        page = client.get(sharing).content.decode()
        assert words in page
        assert {other for other in says.values() if other and other != words and other in page} == set()
        assert WISH not in page
        assert (
            "uppgifter som barnet har spärrat" in client.get(reverse("chronology:child", args=[child])).content.decode()
        ) is (name in {"kaj", "eva"})
    with world.as_("bo") as bo:
        lift = reverse("circles:lift", args=[Block.objects.visible_to(bo).get().pk])
    sign_in(client, world, "kaj")
    assert client.get(lift).status_code == 404
    assert client.get(reverse("concerns:signal", args=[clinic.signal.pk])).status_code == 404
    sign_in(client, world, "kim")
    assert WISH in client.get(lift).content.decode()
    assert client.post(lift, {"because": ""}).status_code == 422
    assert client.post(lift, {"because": "Elsa vill det."}).status_code == 302
    assert "spärrat" not in client.get(sharing).content.decode()


def test_an_emergency_passes_it_for_what_that_needs_and_the_log_says_so(client: Client, clinic: Clinic) -> None:
    world = clinic.world
    number = made_up_number(world.elsa.born_on or born(9))
    people.identify(child=world.elsa, kind=Identity.Kind.PERSONAL_NUMBER, number=number, by=world.actor("rut"))
    kaj = world.actor("kaj")
    typed: dict[str, Any] = {"reason": Reason.MISSING, "words": "Elsa syns ensam på bron.", "by": kaj}
    refused = emergency.open_child(number=number, code_typed_at=clock.now(), **typed)
    assert refused == emergency.Unopened.HAS_A_SEAT  # nothing is blocked: there is nothing to open
    clinic.block()
    assert isinstance(emergency.open_child(number=number, code_typed_at=clock.now(), **typed), Opening)
    assert clinic.reads("kaj") == ("s", "s")
    sign_in(client, world, "kaj")
    assert client.get(reverse("concerns:signal", args=[clinic.signal.pk])).status_code == 200
    assert client.get(reverse("chronology:child", args=[world.elsa.pk])).status_code == 200
    with world.as_("rut") as rut:
        passed = LogEntry.objects.visible_to(rut).filter(kind="block.passed", person_id=kaj.person_id)
        assert {line.subject for line in passed} == {f"signal:{clinic.signal.pk}", ""}
        assert {line.why for line in passed} == {"emergency"}


def test_in_the_database_too_what_is_blocked_is_not_passed_on_by_another_unit(clinic: Clinic) -> None:
    clinic.block()
    names: dict[str, Any] = {f"area_{key}": area.pk for key, area in clinic.world.areas.items()}
    names |= {"elsa": f"'{clinic.world.elsa.pk}'", "observation": f"'{clinic.observation.pk}'"}
    passed_on = {
        name: write(
            clinic.world,
            name,
            a_disclosure(name, "observation", "bup").format(**names, **{name: clinic.world.people[name].pk}),
        )
        for name in ("bo", "kim", "kaj")
    }

    assert passed_on == {"bo": 1, "kim": 1, "kaj": 0}
