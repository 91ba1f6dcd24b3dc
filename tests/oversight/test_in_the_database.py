"""What the database says by itself of reviewing: who sees a sample, who judges, what raises a question, what is counted.

Lova reviews the school's log. Rut is responsible for Elsa, whose guardians are Eva and Emil; Mona for Noa.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from kronobarn.oversight.models import Drawn, Judgement, Sample
from tests.bare import Bare, bare
from tests.world import World

pytestmark = pytest.mark.database

OURS, THEIRS, EARLIER = (UUID(int=number) for number in (1, 2, 3))
SAMPLE = """
    INSERT INTO oversight_sample (id, area_id, month, seed, visits, found, due_on, drawn_at)
    VALUES (%s, %s, %s, 's', 9, '{}', '2026-05-01', now())
"""
DRAWN = """
    INSERT INTO oversight_drawn (id, sample_id, entry_id, at, person_id, unit_id, child_id, kinds, whys, entries, flags, at_random)
    VALUES (%s, %s, %s, now(), %s, 1, gen_random_uuid(), '{}', '{}', 1, '{}', true)
"""
JUDGES = """
    INSERT INTO oversight_judgement (id, drawn_id, outcome, note, judged_by_id, judged_as_id, judged_at)
    VALUES (gen_random_uuid(), %s, %s, 'n', %s, %s, now() - %s * interval '1 hour')
"""
A_VISIT, ANOTHER, LOVAS = (UUID(int=number) for number in (11, 12, 13))


@pytest.fixture
def town(world: World) -> Iterator[Bare]:
    with bare(world) as asked:
        yield asked


@pytest.fixture
def drawn(town: Bare) -> Bare:
    """A visit of Rut's in the school's sample, and one in that of BUP; and one of Lova's own."""
    world = town.world
    for key, area, month in ((OURS, "skolan", "2026-03-01"), (THEIRS, "bup", "2026-03-01"), (EARLIER, "skolan", "2026-02-01")):  # fmt: skip
        town.run(SAMPLE, key, world.areas[area].pk, month)
    for key, sample, who in ((A_VISIT, OURS, "rut"), (ANOTHER, THEIRS, "bo"), (LOVAS, EARLIER, "lova")):
        town.run(DRAWN, key, sample, key.int, world.people[who].pk)
    return town


def judges(town: Bare, key: UUID, by: str = "lova", *, at: str = "", outcome: str = "grounded", ago: int = 0) -> Any:
    world = town.world
    return JUDGES, key, outcome, world.people[by].pk, world.assignments[at or by].pk, ago


def test_a_sample_is_for_whoever_reviews_the_areas_log(drawn: Bare) -> None:
    """In pages and in bare SQL."""
    for key in (A_VISIT, ANOTHER):
        drawn.run(*judges(drawn, key))
    for who, samples, visits, judged in (
        ("lova", {OURS, EARLIER}, {A_VISIT, LOVAS}, {A_VISIT}),
        ("rut", set(), set(), set()),
        ("bo", set(), set(), set()),
    ):
        actor = drawn.world.actor(who)
        for table, column, shown, may in (
            ("sample", "id", Sample.objects.visible_to(actor).values_list("pk"), samples),
            ("drawn", "id", Drawn.objects.visible_to(actor).values_list("pk"), visits),
            ("judgement", "drawn_id", Judgement.objects.visible_to(actor).values_list("drawn"), judged),
        ):
            seen = {key for (key,) in drawn.ask("app", f"SELECT {column} FROM oversight_{table}", who=who)}
            assert seen == may, (who, table)
            assert drawn.shown(shown) == {str(key) for key in may}, (who, table)


def test_a_judgement_is_ones_own_of_what_others_have_done(drawn: Bare) -> None:
    assert drawn.writes("lova", *judges(drawn, A_VISIT))
    assert not drawn.writes("lova", *judges(drawn, LOVAS))
    assert not drawn.writes("lova", *judges(drawn, ANOTHER))
    assert not drawn.writes("lova", *judges(drawn, A_VISIT, "rut", at="lova"))
    assert not drawn.writes("lova", *judges(drawn, A_VISIT, at="rut"))
    assert not drawn.writes("rut", *judges(drawn, A_VISIT))


ENDS = ["grounded", "no_remark", "reported"]
COUNTS = "SELECT sample_id, drawn, done, left_to_do, grounded, no_remark, needs_question, asked, reported FROM oversight_counts(%s)"


def test_the_last_judgement_of_each_visit_is_counted(drawn: Bare) -> None:
    for number, outcome in enumerate((*ENDS, "needs_question", "asked", "grounded"), 20):
        drawn.run(DRAWN, UUID(int=number), OURS, number, drawn.world.people["rut"].pk)
        drawn.run(*judges(drawn, UUID(int=number), outcome=outcome))
        drawn.run(*judges(drawn, UUID(int=number), outcome="asked", ago=1))
    ours = [(OURS, 7, 4, 3, 2, 1, 1, 1, 1), (EARLIER, 1, 0, 1, 0, 0, 0, 0, 0)]
    assert drawn.ask("app", COUNTS, ENDS, who="lova").fetchall() == ours
    assert drawn.ask("app", COUNTS, ENDS, who="rut").fetchall() == []
    with drawn.undone():
        drawn.run("DELETE FROM oversight_drawn WHERE sample_id = %s", EARLIER)
        assert drawn.ask("app", COUNTS, ENDS, who="lova").fetchall()[1] == (EARLIER, *[0] * 8)


def test_an_area_is_drawn_from_once_a_month(drawn: Bare) -> None:
    areas = drawn.world.areas
    without = "SELECT array_agg(a) FROM oversight_areas_without('2026-02-01') a"
    (found,) = drawn.ask("keeper", without).fetchone() or ([],)
    assert set(found) == {area.pk for area in areas.values()} - {areas["skolan"].pk}


# What raises a question ----------------------------------------------------------------------------

MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=timezone.get_default_timezone())
LINE = """
    INSERT INTO audit_logentry (at, kind, person_id, assignment_id, unit_id, child_id, subject, why, detail)
    VALUES (%s, %s, %s, %s, %s, %s, '', '', '{}')
"""
VISITS = """
    SELECT person_id, child_id, flags FROM oversight_visits(%s, '2026-03-01 00:00+01', '2026-04-01 00:00+02', 3, 20, 6, '5 minutes')
"""


def looks(town: Bare, who: str, at: datetime = MONDAY, child: UUID | None = None, kind: str = "child.opened") -> None:
    of = town.world.assignments[who]
    town.run(LINE, at, kind, of.person_id, of.pk, of.unit_id, child or town.world.elsa.pk)


def flags(town: Bare) -> dict[tuple[str, UUID], list[str]]:
    """What is asked about the visits of the school, by who came and to whom."""
    name = {person.pk: name for name, person in town.world.people.items()}
    found = town.ask("keeper", VISITS, town.world.areas["skolan"].pk).fetchall()
    return {(name[person], child): said for person, child, said in found}


@pytest.fixture
def month(town: Bare) -> Bare:
    """Everybody has a name of their own, and has sat there since long ago."""
    town.run("UPDATE people_person SET family_name = initcap(username) || 'sson'")
    town.run("UPDATE circles_seat SET since = '2020-01-01'")
    return town


def test_only_what_the_areas_units_did_about_children_that_month(month: Bare) -> None:
    world, rut = month.world, month.world.assignments["rut"]
    school, elsa = world.units["angsskolan"].pk, world.elsa.pk
    looks(month, "rut")
    assert flags(month) == {("rut", elsa): []}
    for at in (datetime(2026, 2, 28, 22, 0), datetime(2026, 4, 1, 1, 0)):
        looks(month, "tage", timezone.make_aware(at))
    looks(month, "bo")
    looks(month, "kim", kind="log.reviewed")
    month.run(LINE, MONDAY, "x", rut.person_id, rut.pk, school, None)
    month.run(LINE, MONDAY, "x", None, None, school, elsa)
    assert flags(month) == {("rut", elsa): []}


TAGE_IN_ANOTHER_UNIT = "UPDATE authorities_assignment SET unit_id = {kaa} WHERE person_id = {tage};"
PARENT = "UPDATE people_guardianship SET guardian_id = {%s} WHERE child_id = {%s}%s;"
THE_CHILD = "UPDATE people_child SET person_id = {%s} WHERE id = {%s};"
NAMESAKE = "UPDATE people_person SET family_name = '%s' WHERE id = {%s};"
BOTH = " AND guardian_id = {eva}"
SEAT = "UPDATE circles_seat SET %s WHERE person_id = {rut};"
ASKS: list[tuple[str, list[str]]] = [
    # what is so, and what is asked about Rut's visit to Elsa
    ("SELECT 1;", []),
    (PARENT % ("rut", "elsa", BOTH), ["own_record", "same_surname"]),
    (PARENT % ("rut", "noa", ""), []),
    (THE_CHILD % ("rut", "elsa"), ["own_record"]),
    (THE_CHILD % ("rut", "noa"), []),
    (PARENT % ("tage", "elsa", BOTH), ["own_colleague"]),
    (PARENT % ("tage", "noa", ""), []),
    (THE_CHILD % ("tage", "elsa"), ["own_colleague"]),
    (THE_CHILD % ("tage", "noa"), []),
    (PARENT % ("tage", "elsa", BOTH) + TAGE_IN_ANOTHER_UNIT, []),
    (PARENT % ("tage", "elsa", BOTH) + "UPDATE authorities_assignment SET since = '2026-04-02';", []),
    (PARENT % ("tage", "elsa", BOTH) + "UPDATE authorities_assignment SET until = '2026-02-28';", []),
    (PARENT % ("tage", "elsa", BOTH) + "UPDATE authorities_assignment SET until = '2026-03-09';", ["own_colleague"]),
    (NAMESAKE % ("EK", "rut"), ["same_surname"]),  # as Elsa
    (NAMESAKE % ("EVASSON", "rut"), ["same_surname"]),
    (NAMESAKE % ("EVASSON", "tage"), []),
    (NAMESAKE % ("Norasson", "rut"), []),
    (NAMESAKE % ("", "rut") + "UPDATE people_child SET family_name = '' WHERE id = {elsa};", []),
    (SEAT % "since = '2026-03-02 10:04+01'", []),
    (SEAT % "since = '2026-03-02 10:06+01'", ["no_seat"]),
    (SEAT % "until = '2026-03-02 09:56+01'", []),
    (SEAT % "until = '2026-03-02 09:54+01'", ["no_seat"]),
    (SEAT % "assignment_id = {tage_at}", ["no_seat"]),
    (SEAT % "person_id = {tage}", ["no_seat"]),
    (SEAT % "child_id = {noa}, role = 'participant'", ["no_seat"]),
    ("UPDATE audit_logentry SET kind = 'child.sought';" + SEAT % "child_id = {noa}, role = 'participant'", []),
]


def test_what_is_asked_about_a_visit(month: Bare) -> None:
    world, otherwise = month.world, []
    names: dict[str, Any] = {name: one.pk for name, one in world.people.items()}
    names |= {f"{name}_at": one.pk for name, one in world.assignments.items()}
    names |= {"elsa": f"'{world.elsa.pk}'", "noa": f"'{world.noa.pk}'", "kaa": world.units["kaa"].pk}
    looks(month, "rut")
    for so, asked in ASKS:
        with month.undone():
            for one in so.format(**names).split(";")[:-1]:
                month.run(one)
            if flags(month) != {("rut", world.elsa.pk): asked}:
                otherwise.append((so, flags(month)))
    assert otherwise == []


@pytest.mark.parametrize(
    ("at", "asked"),
    [
        (MONDAY - timedelta(days=1), ["odd_hours"]),
        (MONDAY + timedelta(hours=11), ["odd_hours"]),
        (MONDAY - timedelta(hours=5), ["odd_hours"]),
        (MONDAY - timedelta(hours=4), []),
    ],
)
def test_nights_and_weekends(month: Bare, at: datetime, asked: list[str]) -> None:
    looks(month, "rut", at)
    assert flags(month) == {("rut", month.world.elsa.pk): asked}


def test_many_children_within_an_hour(month: Bare) -> None:
    """Of one person, and only what was done in that hour."""
    children = [UUID(int=number) for number in (1, 2, 3)]
    for number, child in enumerate(children):
        looks(month, "rut", MONDAY + timedelta(minutes=15 + 20 * number), child)
    for number, child in enumerate(children[:2]):
        looks(month, "kim", MONDAY + timedelta(minutes=20 + 20 * number), child)
        looks(month, "kim", MONDAY + timedelta(minutes=21 + 20 * number), child)
    looks(month, "rut", MONDAY - timedelta(hours=2), UUID(int=4))
    looks(month, "rut", MONDAY + timedelta(hours=2), UUID(int=5))
    many = {(who, child) for (who, child), said in flags(month).items() if "many_children" in said}
    assert many == {("rut", child) for child in children}
