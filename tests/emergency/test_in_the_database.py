"""What the database says by itself of emergency openings: who writes one, sits down, judges, and what is counted.

Kim (Ängsskolan) opens Elsa. Rut is responsible for her, Lova reviews the school's log, Bo works in another area.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from kronobarn.emergency.models import Opening, Verdict
from tests.bare import Bare, bare
from tests.world import World

pytestmark = pytest.mark.database

SEAT, OTHER, THIRD = (f"00000000-0000-0000-0000-00000000000{number}" for number in (1, 2, 3))
YES, NO = True, False


@pytest.fixture
def town(world: World) -> Iterator[Bare]:
    with bare(world) as asked:
        yield asked


def sql(town: Bare, statement: str) -> str:
    """With the keys of those that it names."""
    world = town.world
    names: dict[str, Any] = {name: one.pk for name, one in world.people.items()}
    names |= {f"{name}_at": one.pk for name, one in world.assignments.items()}
    names |= {f"area_{name}": one.pk for name, one in world.areas.items()}
    return statement.format(**(names | {"elsa": f"'{world.elsa.pk}'", "noa": f"'{world.noa.pk}'"}))


def an_opening(of: str = "kim", **other: str) -> str:
    row = {
        "seat_id": f"'{SEAT}'",
        "child_id": "{elsa}",
        "person_id": f"{{{of}}}",
        "assignment_id": f"{{{of}_at}}",
        "area_id": "{area_bup}" if of == "bo" else "{area_skolan}",
        "reason": "'danger'",
        "words": "'Elsa syns ensam på bron.'",
        "code_typed_at": other.get("opened_at", "now()"),
        "opened_at": "now()",
        "nth_in_month": "1",
        "judge_by": "circles_today()",
        "put_off_because": "''",
    } | other
    return f"INSERT INTO emergency_opening ({', '.join(row)}) VALUES ({', '.join(row.values())})"


def a_seat(**other: str) -> str:
    row = {
        "id": f"'{SEAT}'",
        "child_id": "{elsa}",
        "person_id": "{kim}",
        "assignment_id": "{kim_at}",
        "area_id": "{area_skolan}",
        "role": "'emergency'",
        "ground": "'emergency'",
        "why": "''",
        "since": "now()",
        "told_from": other.get("since", "now()"),
        "until": "now() + interval '4 hours'",
        "granted_by_id": "{kim}",
    } | other
    return f"INSERT INTO circles_seat ({', '.join(row)}) VALUES ({', '.join(row.values())})"


def a_verdict(by: str = "lova", **other: str) -> str:
    row = {
        "id": "gen_random_uuid()",
        "opening_id": f"'{SEAT}'",
        "justified": "true",
        "words": "'Hon kunde inte vänta.'",
        "judged_by_id": f"{{{by}}}",
        "judged_as_id": f"{{{by}_at}}",
        "judged_at": "now()",
    } | other
    return f"INSERT INTO emergency_verdict ({', '.join(row)}) VALUES ({', '.join(row.values())})"


def put_off(by: str) -> str:
    return f"UPDATE emergency_opening SET put_off_until = now(), put_off_because = 'Barnet far illa.', put_off_by_id = {{{by}}}"  # all of them


ELSA_IS_PROTECTED = "UPDATE people_child SET protection = 'secrecy_mark' WHERE id = {elsa}"
SOFIA_TAKES_PART = a_seat(
    person_id="{sofia}", assignment_id="{sofia_at}", area_id="{area_social}", role="'participant'", ground="'task'",
    until="NULL", told_from="NULL",
)  # fmt: skip
BOS = {"seat_id": f"'{OTHER}'"}
MAY: list[tuple[str, bool, str, list[str]]] = [
    # who writes, whether they may, what, and what is there already
    ("kim", YES, an_opening(), []),
    ("kim", NO, an_opening(person_id="{tage}"), []),
    ("kim", NO, an_opening(assignment_id="{tage_at}"), []),
    ("kim", NO, an_opening(area_id="{area_social}"), []),
    ("kim", NO, an_opening(put_off_until="now()", put_off_by_id="{kim}", put_off_because="'Barnet far illa.'"), []),
    ("kim", NO, an_opening(), [ELSA_IS_PROTECTED]),
    ("kim", YES, a_seat(), [an_opening()]),
    ("kim", NO, a_seat(), []),
    ("kim", NO, a_seat(), [an_opening(seat_id=f"'{OTHER}'")]),
    ("kim", NO, a_seat(), [an_opening(child_id="{noa}")]),
    ("kim", NO, a_seat(), [an_opening(person_id="{tage}")]),
    ("kim", NO, a_seat(), [an_opening(assignment_id="{tage_at}")]),
    ("kim", NO, a_seat(person_id="{tage}", assignment_id="{tage_at}"), [an_opening()]),
    ("rut", NO, a_seat(person_id="{rut}", assignment_id="{rut_at}", granted_by_id="{rut}"), [an_opening()]),
    ("kim", NO, a_seat(granted_by_id="{rut}"), [an_opening()]),
    ("kim", NO, a_seat(role="'participant'", told_from="NULL"), [an_opening()]),
    ("kim", NO, a_seat(ground="'task'"), [an_opening()]),
    ("kim", NO, a_seat(told_from="now() + interval '1 second'"), [an_opening()]),
    ("kim", NO, a_seat(since="now() + interval '2 hours'"), [an_opening()]),
    ("rut", YES, put_off("rut"), [an_opening()]),
    ("rut", NO, put_off("kim"), [an_opening()]),
    ("kim", NO, put_off("kim"), [an_opening()]),
    ("sofia", NO, put_off("sofia"), [an_opening(), SOFIA_TAKES_PART]),
    ("rut", NO, put_off("rut"), [an_opening(child_id="{noa}")]),
    ("lova", YES, a_verdict(), [an_opening()]),
    ("lova", NO, a_verdict(judged_by_id="{rut}"), [an_opening()]),
    ("lova", NO, a_verdict(judged_as_id="{rut_at}"), [an_opening()]),
    ("lova", NO, a_verdict(), []),
    ("lova", NO, a_verdict(), [an_opening(seat_id=f"'{OTHER}'")]),
    ("lova", NO, a_verdict(), [an_opening("lova")]),
    ("rut", NO, a_verdict("rut"), [an_opening()]),
]


def test_who_may_write_what(town: Bare) -> None:
    otherwise = []
    for number, (who, may, statement, before) in enumerate(MAY):
        with town.undone():
            for one in before:
                town.run(sql(town, one))
            if town.writes(who, sql(town, statement)) is not may:
                otherwise.append((number, who, statement))
    assert otherwise == []


def test_a_verdict_is_seen_with_the_opening_that_it_is_about(town: Bare) -> None:
    """In pages and in bare SQL."""
    for one in (an_opening(), an_opening("bo", **BOS), a_verdict(), a_verdict("bo", opening_id=f"'{OTHER}'")):
        town.run(sql(town, one))
    for who, may in (("kim", {SEAT}), ("bo", {OTHER}), ("lova", {SEAT}), ("rut", {SEAT, OTHER}), ("eva", set())):
        seen = {str(key) for (key,) in town.ask("app", "SELECT opening_id FROM emergency_verdict", who=who)}
        actor = town.world.actor(who)
        shown = town.shown(Verdict.objects.visible_to(actor).values_list("opening_id", flat=True))
        assert seen == shown == may, who
        assert town.shown(Opening.objects.visible_to(actor).values_list("pk", flat=True)) == may, who


def test_what_is_counted(town: Bare) -> None:
    long_ago = "now() - interval '2 years'"
    for one in (
        an_opening(),
        an_opening("tage", seat_id=f"'{OTHER}'", nth_in_month="4", judge_by="circles_today() - 1", opened_at=long_ago),
        an_opening("kim", seat_id=f"'{THIRD}'", nth_in_month="4", judge_by="circles_today() - 2"),
        a_verdict(opening_id=f"'{THIRD}'", judged_at="now() - interval '1 hour'"),
        a_verdict(opening_id=f"'{THIRD}'", justified="false"),
        an_opening("kim", seat_id="gen_random_uuid()", opened_at=long_ago, judge_by="circles_today() - 9"),
        an_opening("bo", seat_id="gen_random_uuid()", judge_by="circles_today() - 7"),
    ):
        town.run(sql(town, one))
    town.run(
        sql(town, a_verdict(opening_id="x.seat_id")).replace("VALUES (", "SELECT ")[:-1]
        + " FROM emergency_opening x WHERE judge_by = circles_today() - 9"
    )
    since = "SELECT emergency_opened_since(now() - interval '1 day')"
    counts = (
        "SELECT opened, unjudged, overdue, alarms, unjustified, first_due = circles_today() - 1"
        " FROM emergency_counts(circles_today(), 3)"
    )
    assert town.ask("app", counts, who="lova").fetchone() == (3, 2, 1, 1, 1, True)
    assert town.ask("app", counts, who="kim").fetchone() == (0, 0, 0, 0, 0, None)
    assert town.ask("app", since, who="kim").fetchone() == (2,)
