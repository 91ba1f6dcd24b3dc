"""What the database says by itself of an area's acts: how much there is, since when, what keeps it, and what is packed.

Elsa and Ebba are two children about whom the same is written. What happens to the one is told of the one.
"""

from typing import Any

import pytest

from tests.bare import Bare
from tests.retention.conftest import APPROVED, ON, Ready, a_hold, a_proposal, happens, those_about

pytestmark = pytest.mark.database

FIELDS = ("regimes", "records", "last_entry", "closed_on", "turns_from", "births", "is_open", "is_held")
CLASSES = ("matter", "cooperation", "consent", "request", "child")
JOINED = (
    "INSERT INTO people_samechild (id, child_id, kept_id, reason, numbers, decided_at, decided_by_id, undone_because)"
    " VALUES (gen_random_uuid(), {ebba}, {elsa}, 'De är ett.', '', now(), {rut}, '')"
)
BATON = "UPDATE responsibility_responsibility SET %s WHERE child_id = {ebba}"
OFFERED = BATON % "offered_at = now(), offered_to_id = {kaj_at}, offered_because = 'Hon ska flytta.'"
UNBORN = "UPDATE people_child SET born_on = NULL, expected_on = %s WHERE id = {ebba}"
A_SIGNAL_ELSEWHERE = (
    "UPDATE circles_record SET owner_id = {area_polisen} WHERE id ="
    " (SELECT min(id::text)::uuid FROM circles_record WHERE child_id = {ebba} AND retention_class = 'matter')"
)
ITS_REQUESTS = "UPDATE disclosures_informationrequest SET %s WHERE child_id = {ebba}"


def each(field: str, value: Any, classes: tuple[str, ...] = CLASSES) -> dict[tuple[str, str], Any]:
    return {(kind, field): value for kind in classes}


ACTS: list[tuple[str, dict[tuple[str, str], Any]]] = [
    # what happens to what is about Ebba, and what is then said otherwise of her acts
    (A_SIGNAL_ELSEWHERE, {("matter", "records"): -1}),
    (ITS_REQUESTS % "to_area_id = {area_polisen}", {("request", "is gone"): True}),
    ("DELETE FROM people_identity WHERE child_id = {ebba}", {("child", "records"): -1}),
    (UNBORN % "'2000-03-10'", each("births", [])),
    (
        "UPDATE concerns_matter SET closed_at = NULL, closed_by_id = NULL, state = 'received', outcome = ''"
        " WHERE child_id = {ebba}",
        each("is_open", True) | each("closed_on", None),
    ),
    (OFFERED, {("child", "is_open"): True}),
    (ITS_REQUESTS % "state = 'asked', answered_at = NULL, answered_by_id = NULL", {("request", "is_open"): True}),
    (a_hold(child="{ebba}"), each("is_held", True)),
    (a_hold(child="{ebba}", until="circles_today()"), each("is_held", True)),
    (a_hold(child="{ebba}", ended_at="now()", ended_by_id="{asta}"), {}),
    (a_hold(child="{ebba}", since="circles_today() + 1"), {}),
    (a_hold(child="{ebba}", since="circles_today() - 9", until="circles_today() - 1"), {}),
    (a_hold(child="{ebba}", area="polisen"), {("child", "is_held"): True}),
    (a_hold(child="{ebba}", area="elevhalsa"), each("is_held", True, ("child", "request"))),  # which asked
    (JOINED, each("is gone", True)),
]


def acts(town: Bare, ready: Ready, who: str) -> dict[tuple[str, str], Any]:
    """What is said of a child's acts in the school."""
    asked = f"SELECT retention_class, {', '.join(FIELDS)} FROM retention_acts(%s) WHERE child_id = %s"
    world = ready.aged.world
    card = ready.ebba if who == "ebba" else world.elsa.pk
    found = town.ask("keeper", asked, world.areas["skolan"].pk, card).fetchall()
    return {(kind, field): value for kind, *rest in found for field, value in zip(FIELDS, rest, strict=True)}


def test_what_happens_to_one_childs_acts_is_said_of_them(town: Bare, ready: Ready, names: dict[str, Any]) -> None:
    before = acts(town, ready, "elsa")
    rows = those_about(town, ready.aged.world.elsa.pk)
    counted = "SELECT retention_class, count(*) FROM circles_record WHERE child_id = %s GROUP BY 1"
    number = dict(town.run(counted, ready.aged.world.elsa.pk).fetchall()) | {"request": 1}
    assert {kind for kind, _field in before} == set(CLASSES)
    assert {kind: before[kind, "records"] for kind in number} == number
    assert before["child", "records"] == sum(rows.values()) - sum(
        rows.get(table, 0) for table in counted_otherwise(town)
    )
    assert before["matter", "regimes"] == ["school"]
    assert before["request", "regimes"] == ["school", "student_health_medical"]
    assert not any(value for (_kind, field), value in before.items() if field in {"is_open", "is_held"})
    assert acts(town, ready, "ebba") == before
    otherwise: list[Any] = []
    for change, said in ACTS:
        with town.undone():
            happens(town, change, names)
            now = acts(town, ready, "ebba")
            differs: dict[tuple[str, str], Any] = {
                place: now.get(place) for place in before if now.get(place) != before[place]
            }
            gone: dict[tuple[str, str], Any] = {
                (kind, "is gone"): True for kind in CLASSES if (kind, "records") not in now
            }
            differs = {place: value for place, value in differs.items() if (place[0], "is gone") not in gone} | gone
            for place in differs:
                if place[1] == "records":
                    differs[place] -= before[place]
            if differs != said:
                otherwise.append((change, differs))
            if change is not JOINED and acts(town, ready, "elsa") != before:
                otherwise.append((change, {"elsa": acts(town, ready, "elsa")}))
    assert otherwise == []


def counted_otherwise(town: Bare) -> set[str]:
    """What is of a class of its own, or says nothing of the child."""
    hanging = {table for (table,) in town.run("SELECT retention_tables()::text")}
    return hanging | {"circles_record", "disclosures_informationrequest", "disclosures_extent", "retention_hold"}


GROWN: list[tuple[str, Any]] = [
    # what happens, and what is then said of Ebba: since when, and whether somebody is asked to take over
    ("UPDATE people_child SET born_on = circles_today() - interval '17 years' WHERE id = {ebba}", None),
    (UNBORN % "circles_today() - interval '17 years'", None),
    (JOINED, None),
    (BATON % "unit_id = (SELECT id FROM authorities_unit WHERE key = 'town-bup')", None),
    ("UPDATE circles_seat SET since = now(), until = NULL WHERE child_id = {ebba}", "since"),
    (BATON % "since = now()", "since"),
    (OFFERED, "waits"),
    (OFFERED + ";" + BATON % "until = now() - interval '10 years'", "since"),
]


def test_who_has_grown_up_and_since_when(town: Bare, ready: Ready, names: dict[str, Any]) -> None:
    elsa, area = ready.aged.world.elsa.pk, ready.aged.world.areas["skolan"].pk

    def grown() -> dict[Any, Any]:
        return {key: rest for key, *rest in town.ask("owner", "SELECT * FROM retention_grown(%s)", area).fetchall()}

    town.run(ON)
    before = grown()
    assert before.keys() == {elsa, ready.ebba}
    assert before[elsa] == before[ready.ebba]
    for change, said in GROWN:
        with town.undone():
            happens(town, change, names)
            now = grown()
            since, waits = now.get(ready.ebba, (None, None))
            assert now[elsa] == before[elsa], change
            assert (since is None) is (said is None), change
            if said:
                assert (since != before[elsa][0], waits) == (said == "since", said == "waits"), change


def leaning(town: Bare, ready: Ready, who: str) -> set[tuple[str, str, str]]:
    world = ready.aged.world
    areas = {area.pk: name for name, area in world.areas.items()}
    asked = "SELECT area_id, retention_class, on_class FROM retention_leaning(%s) WHERE child_id = %s"
    card = ready.ebba if who == "ebba" else world.elsa.pk
    found = town.ask("keeper", asked, world.areas["skolan"].pk, card).fetchall()
    return {(areas[area], kind, on) for area, kind, on in found}


def test_what_leans_on_what(town: Bare, ready: Ready, names: dict[str, Any]) -> None:
    """The child on all; the request on what was let go for it; and a record on another class's."""
    on_the_child = {("skolan", kind, "child") for kind in CLASSES if kind != "child"}
    town.run("CREATE TABLE not_about_a_record (plan_id uuid REFERENCES plans_plan)")
    before = leaning(town, ready, "elsa")
    assert before == leaning(town, ready, "ebba") == on_the_child | BETWEEN_RECORDS
    for change, more, less in (
        ("UPDATE circles_disclosure SET decision = gen_random_uuid() WHERE child_id = {ebba}", set(), {OF_A_REQUEST}),
        (
            ITS_REQUESTS % "to_area_id = {area_polisen}",
            {("polisen", "request", "child")},
            {OF_A_REQUEST, ("skolan", "request", "child")},
        ),
        (
            "UPDATE circles_record SET owner_id = {area_polisen} WHERE child_id = {ebba} AND retention_class = 'consent'",
            {("polisen", *rest) for area, *rest in before if rest[0] == "consent"},
            {one for one in before if "consent" in one},
        ),
    ):
        with town.undone():
            happens(town, change, names)
            assert leaning(town, ready, "elsa") == before
            assert leaning(town, ready, "ebba") == (before | more) - less, change


OF_A_REQUEST = ("skolan", "matter", "request")
BETWEEN_RECORDS = {OF_A_REQUEST, ("skolan", "cooperation", "matter")}
BATON_ELSEWHERE = BATON % "unit_id = (SELECT id FROM authorities_unit WHERE key = 'town-polisen')"


def test_which_areas_hold_anything(town: Bare, names: dict[str, Any]) -> None:
    def areas() -> set[str]:
        return {name for _key, name in town.ask("keeper", "SELECT * FROM retention_areas()").fetchall()}

    before = areas()
    assert "Ängsby kommun, skolan" in before
    assert "Polisen, polisen" not in before
    for change, more in (
        (A_SIGNAL_ELSEWHERE, True),
        (ITS_REQUESTS % "to_area_id = {area_polisen}", True),
        (BATON_ELSEWHERE, True),
        (BATON_ELSEWHERE + ";" + BATON % "until = now()", False),
    ):
        with town.undone():
            happens(town, change, names)
            assert areas() == before | ({"Polisen, polisen"} if more else set()), change


# The archive's package -------------------------------------------------------------------------------

OTHERS = (
    a_proposal(area="bup", **APPROVED)
    + ";INSERT INTO retention_proposedact (id, proposal_id, child_id, retention_class, records, last_entry, due_on)"
    " SELECT gen_random_uuid(), {new}, {ebba}, retention_class, records, last_entry, due_on FROM retention_proposedact;"
    + ";".join(a_hold(child=child, ended_at="now()", ended_by_id="{asta}") for child in ("{elsa}", "{ebba}"))
)
CONTENT = "SELECT of_table, child_id, record_id, content FROM retention_content(%s)"
FILES = "SELECT count(*) FROM retention_files(%s)"


def test_what_is_packed_is_all_that_goes_and_says_who(town: Bare, ready: Ready, names: dict[str, Any]) -> None:
    happens(town, OTHERS, names)
    elsa = ready.aged.world.elsa.pk
    rows = those_about(town, elsa)
    found = town.ask("keeper", CONTENT, ready.proposal).fetchall()
    packed: dict[str, list[Any]] = {}
    for table, child, record, content in found:
        assert child == elsa
        assert "record_id" not in content or record is None or str(record) == content["record_id"]
        packed.setdefault(table, []).append(content)
    sat = "SELECT person_id FROM circles_seat WHERE child_id = %s UNION SELECT guardian_id FROM people_guardianship WHERE child_id = %s"
    people = {key for (key,) in town.run(sat, elsa, elsa)}
    assert {one["id"] for one in packed.pop("people_person")} == people
    assert {one["retention_class"] for one in packed.pop("retention_proposedact")} == set(CLASSES)
    rows.pop("disclosures_extent")  # which is within its request
    rows.pop("people_samechild", None)
    assert {table: len(content) for table, content in packed.items()} == rows
    assert packed["people_child"][0]["numbers"] == ["20000310-TRES"]
    for one in packed["circles_record"]:
        said = town.run(
            "SELECT p.given_name || ' ' || p.family_name, a.profession, u.name FROM people_person p"
            " LEFT JOIN authorities_assignment a ON a.id = %s LEFT JOIN authorities_unit u ON u.id = a.unit_id"
            " WHERE p.id = %s",
            one["author_assignment_id"],
            one["author_id"],
        ).fetchone()
        assert (one["author_name"], one["author_profession"], one["author_unit"]) == said
    (request,) = packed["disclosures_informationrequest"]
    said = (request["to_area_name"], request["from_area_name"], request["asked_by_name"], request["whole"])
    assert said == ("skolan", "elevhalsa", "Sanna i Ängsby", True)
    assert town.ask("keeper", FILES, ready.proposal).fetchone() == (1,)


@pytest.mark.parametrize(
    "change",
    [
        "withdrawn_at = now(), withdrawn_by_id = {max}",
        "carried_out_at = now(), package = 'p', digest = sha256('x')",
        "approved_by_id = {asta}",
        "approved_at = NULL, approved_by_id = NULL",
    ],
)
def test_nothing_is_packed_that_two_have_not_said(town: Bare, ready: Ready, names: dict[str, Any], change: str) -> None:
    town.run("ALTER TABLE retention_proposal DROP CONSTRAINT proposal_is_approved_by_another")
    happens(town, f"UPDATE retention_proposal SET {change} WHERE id = {{proposal}}", names)
    assert town.ask("keeper", CONTENT, ready.proposal).fetchall() == []
    assert town.ask("keeper", FILES, ready.proposal).fetchone() == (0,)


@pytest.mark.parametrize("kind", CLASSES)
def test_of_the_class_that_was_said(town: Bare, ready: Ready, kind: str) -> None:
    town.run("DELETE FROM retention_proposedact WHERE retention_class <> %s", kind)
    found = town.ask("keeper", CONTENT, ready.proposal).fetchall()
    assert {content["retention_class"] for table, *_rest, content in found if table == "circles_record"} <= {kind}
    assert ("disclosures_informationrequest" in {one[0] for one in found}) is (kind == "request")
    assert ("people_identity" in {one[0] for one in found}) is (kind == "child")
    town.run("UPDATE circles_record SET owner_id = %s", ready.aged.world.areas["polisen"].pk)
    town.run("UPDATE disclosures_informationrequest SET to_area_id = %s", ready.aged.world.areas["polisen"].pk)
    found = town.ask("keeper", CONTENT, ready.proposal).fetchall()
    assert not {"circles_record", "disclosures_informationrequest"} & {one[0] for one in found}


# The first day -----------------------------------------------------------------------------------------

TERMS = """
    INSERT INTO retention_term (version, regime, retention_class, years, after, research_days, confirmed)
    VALUES ('v', 'school', 'matter', 10, 'closed', '{}', true), ('v', 'school', 'consent', 5, 'last_entry', '{}', true),
        ('v', 'social_services', 'matter', 20, 'birthday', '{5, 15, 25}', true), ('v', 'school', 'cooperation', 5, 'closed', '{}', false)
"""
DUE: list[tuple[str, list[str], str | None, list[str], str | None]] = [
    # class, whose rules, closed, born, and the first day
    ("matter", ["school"], "2002-01-01", [], "2012-01-01"),
    ("matter", ["school"], None, [], None),
    ("consent", ["school"], "2002-01-01", [], "2006-01-01"),
    ("cooperation", ["school"], "2002-01-01", [], None),  # not confirmed
    ("request", ["school"], "2002-01-01", [], None),  # no rule
    ("matter", ["social_services"], None, ["1996-01-06"], "2010-01-06"),
    ("matter", ["school", "social_services"], "2002-01-01", ["1996-01-06"], "2012-01-01"),
    ("matter", ["social_services"], None, ["1996-01-06", "1996-01-15"], None),  # kept for research
    ("matter", ["social_services"], None, [], None),
]


def test_the_first_day_is_counted_by_the_rules_of_all_whose_act_it_is(town: Bare) -> None:
    town.run("DELETE FROM retention_term")
    town.run(TERMS)
    asked = "SELECT retention_due_on(%s, %s, '2001-01-01', %s::date, '1990-01-06', %s::date[])::text"
    assert [town.run(asked, *one).fetchone() for *one, _day in DUE] == [(day,) for *_rest, day in DUE]
