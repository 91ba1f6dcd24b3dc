"""What is about the child itself goes when nothing else is left: whole, for both cards, and not a day too early."""

import json
from datetime import date, timedelta
from hashlib import sha256
from random import Random
from typing import Any
from uuid import UUID

import psycopg
import pytest

from kronobarn.audit.models import LogEntry
from kronobarn.merges import actions as merges
from kronobarn.people.identity import made_up_reserve_number
from kronobarn.people.models import Child
from kronobarn.responsibility import actions as responsibility
from kronobarn.retention import by_hand, carrying, rules, schedule
from kronobarn.retention.models import Removal
from kronobarn.retention.rules import Act, Key, Status
from tests import plugin
from tests.retention.conftest import ASKED, Aged, approved, left, standing
from tests.world import born

pytestmark = pytest.mark.database

RESERVE = made_up_reserve_number(born(9))


def people(aged: Aged) -> dict[str, str]:
    return {name: aged.run(f"SELECT given_name FROM people_person WHERE id = {one.pk}")[0][0]
            for name, one in aged.world.people.items()}  # fmt: skip


def test_when_nothing_else_is_left_all_that_is_about_the_child_goes(sure: Aged) -> None:
    elsa = sure.world.elsa
    assert dict(standing(sure, "asta"))["child"] is Status.DUE
    before = left(sure, elsa.pk)
    assert {"people_identity", "people_guardianship", "circles_seat", "responsibility_responsibility"} <= before.keys()
    assert {"disclosures_informationrequest", "documents_document", "notices_task"} <= before.keys()
    in_the_log = sure.run(f"SELECT count(*) FROM audit_logentry WHERE child_id = '{elsa.pk}'")[0][0]

    approved(sure, "asta", "max")
    assert by_hand.carry_out() == 0

    assert left(sure, elsa.pk) == {}
    known = people(sure)
    assert (known["eva"], known["elsa"], known["nora"], known["rut"]) == ("", "", "Nora", "Rut")
    assert sure.run("SELECT count(*) FROM people_person WHERE given_name = '' AND NOT is_active")[0][0] == 3
    assert sure.run(f"SELECT count(*) FROM audit_logentry WHERE child_id = '{elsa.pk}'")[0][0] > in_the_log
    with sure.world.as_("max") as by:
        gone = {one.kind: one.records for one in Removal.objects.visible_to(by)}
        assert gone["request"] == 1
        assert gone["child"] > 10
        assert str(Removal.objects.visible_to(by).get(kind="child").get_kind_display()) == "uppgifter om barnet självt"
    with sure.world.as_("lova"):
        assert LogEntry.objects.filter(child_id=elsa.pk).exists(), "the log is kept for its own time"
    _package_holds_it(sure, elsa)


def _package_holds_it(aged: Aged, elsa: Child) -> None:
    files = sorted(aged.archive.glob("*.json"), key=lambda file: file.stat().st_mtime)
    (child,) = json.loads(files[-1].read_text())["children"]
    assert {act["retention_class"] for act in child["acts"]} == {"matter", "cooperation", "consent", "request", "child"}
    assert child["child"]["id"] == str(elsa.pk)
    assert child["child"]["numbers"]
    assert {"people_identity", "people_guardianship", "circles_seat", "people_person"} <= child["rows"].keys()
    assert {"Eva", "Emil"} <= {one["given_name"] for one in child["rows"]["people_person"]}
    (request,) = child["rows"]["disclosures_informationrequest"]
    assert (request["what"], request["whole"]) == (ASKED, True)
    (picture,) = [
        row["content"] for one in child["records"] for row in one["rows"].get("documents_document", [])
    ]  # fmt: skip
    kept = (aged.archive / picture["file"]).read_bytes()
    assert sha256(kept).hexdigest() == picture["sha256"]
    assert len(kept) == picture["size"]
    assert kept.startswith(b"\xff\xd8")


UNTIL_GROWN = "UPDATE people_child SET born_on = circles_today() - interval '20 years' + interval '1 day' WHERE born_on IS NOT NULL"
OFFERED = (
    "UPDATE responsibility_responsibility SET offered_because = 'Hon ska flytta.', offered_at = now(), offered_to_id ="
    " (SELECT id FROM authorities_assignment WHERE person_id = {kaj}) WHERE child_id = '{elsa}'"
)
HELD = (
    "INSERT INTO retention_hold (id, child_id, area_id, reason, since, placed_at, placed_by_id)"
    " VALUES (gen_random_uuid(), '{elsa}', {bup}, 'Det pågår en tvist.', circles_today(), now(), {kaj})"
)
ELSEWHERE = "UPDATE circles_record SET owner_id = {bup} WHERE kind = 'review'"
OPEN = "UPDATE concerns_matter SET closed_at = NULL, closed_by_id = NULL, state = 'received', outcome = ''"
UNANSWERED = "UPDATE disclosures_informationrequest SET state = 'asked', answered_at = NULL, answered_by_id = NULL"


@pytest.mark.parametrize(
    ("change", "stands"),
    [
        ("UPDATE people_child SET born_on = '2000-03-25' WHERE born_on IS NOT NULL", Status.RESEARCH),
        (HELD, Status.HELD),  # any authority's stop holds the child
        (ELSEWHERE, Status.WAITS),  # something is left at another authority
        (UNANSWERED, Status.WAITS),
        (UNTIL_GROWN, None),
        (OFFERED, None),  # somebody is asked to take over
        (OPEN, None),
        ("UPDATE circles_seat SET since = now() - interval '1 year' WHERE role = 'guardian'", None),
        ("UPDATE retention_term SET confirmed = true", Status.DUE),
    ],
)
def test_what_keeps_the_child_in_the_list_and_in_the_database(sure: Aged, change: str, stands: Status | None) -> None:
    """The list says it, and who has said yes before it happened is not enough."""
    proposal = approved(sure, "asta", "max")
    ids = {"elsa": sure.world.elsa.pk, "bup": sure.world.areas["bup"].pk, "kaj": sure.world.people["kaj"].pk}

    sure.run(change.format(**ids))

    assert dict(standing(sure, "asta")).get("child") is stands
    done, refused = carrying.carry_out()
    if stands is Status.DUE:
        assert left(sure, sure.world.elsa.pk) == {}
    else:
        assert (done, refused) == ([], [proposal.pk])
        assert left(sure, sure.world.elsa.pk)["people_identity"] == 1


def test_a_rule_from_memory_is_shown_and_not_carried_out(aged: Aged) -> None:
    assert dict(standing(aged, "asta"))["child"] in (Status.NOT_REVIEWED, Status.WAITS)
    assert {stands for _class, stands in standing(aged, "asta")} == {Status.NOT_REVIEWED}


@pytest.fixture
def twin(sure: Aged) -> Child:
    """Elsa's other card, closed ten years ago."""
    rut, elsa = sure.world.actor("rut"), sure.world.elsa
    sure.run(f"UPDATE people_child SET born_on = '{born(9)}' WHERE id = '{elsa.pk}'")
    unit = sure.world.units["angsskolan"]
    twin = responsibility.register(
        unit=unit, given_name="Elsa", family_name="", born_on=born(9), number=RESERVE, by=rut
    )
    merges.join(child=twin, kept=elsa, reason="De är samma barn.", by=rut)
    ago = "- interval '10 years'"
    sure.run(f"UPDATE people_child SET born_on = '2000-03-10', registered_at = now() {ago} WHERE born_on IS NOT NULL")
    sure.run(f"UPDATE circles_seat SET since = now() {ago}, until = NULL WHERE child_id = '{twin.pk}'")
    sure.run(f"UPDATE responsibility_responsibility SET since = now() {ago} WHERE child_id = '{twin.pk}'")
    return twin


def test_both_cards_of_a_child_go_as_one(sure: Aged, twin: Child) -> None:
    assert [one for one in standing(sure, "asta") if one[0] == "child"] == [("child", Status.DUE)], "one child, one act"

    approved(sure, "asta", "max")
    assert carrying.carry_out()[1] == []

    assert left(sure, sure.world.elsa.pk) | left(sure, twin.pk) == {}
    assert sure.run("SELECT count(*) FROM people_samechild")[0][0] == 0
    newest = max(sure.archive.glob("*.json"), key=lambda file: file.stat().st_mtime)
    (child,) = json.loads(newest.read_text())["children"]
    assert [card["numbers"] for card in child["other_cards"]] == [[RESERVE]]
    said = "SELECT count(*) FROM audit_logentry WHERE kind = 'retention.removed' AND detail ->> 'retention_class' = 'child'"
    for card in (sure.world.elsa, twin):
        assert sure.run(f"{said} AND child_id = '{card.pk}'")[0][0] == 1


@pytest.mark.parametrize(
    ("change", "stands"),
    [
        ("UPDATE people_child SET born_on = '2000-03-15' WHERE id = '{twin}'", Status.RESEARCH),
        (HELD.replace("{elsa}", "{twin}"), Status.HELD),
        ("UPDATE circles_record SET child_id = '{twin}', owner_id = {bup} WHERE kind = 'review'", Status.WAITS),
        ("UPDATE circles_seat SET since = now() WHERE child_id = '{twin}'", None),
    ],
)
def test_what_keeps_one_card_keeps_the_other(sure: Aged, twin: Child, change: str, stands: Status | None) -> None:
    sure.run(change.format(twin=twin.pk, bup=sure.world.areas["bup"].pk, kaj=sure.world.people["kaj"].pk))

    assert dict(standing(sure, "asta")).get("child") is stands


# The database asks the terms itself ---------------------------------------------------------------


OTHER_TERMS = (
    "UPDATE retention_term SET years = 50",
    "UPDATE retention_term SET confirmed = false",
    "UPDATE retention_term SET research_days = '{5, 10, 15, 25}'",
    "UPDATE retention_term SET version = 'another'",
    "DELETE FROM retention_term",
)


def test_a_mistake_above_the_database_removes_nothing_early(sure: Aged) -> None:
    """As if the code read other rules than those that are loaded."""
    proposal = approved(sure, "asta", "max")
    sure.run("CREATE TABLE true_terms AS SELECT * FROM retention_term")
    for change in OTHER_TERMS:
        sure.run(change)
        assert carrying.carry_out() == ([], [proposal.pk]), change
        sure.run("DELETE FROM retention_term; INSERT INTO retention_term SELECT * FROM true_terms")
    assert left(sure, sure.world.elsa.pk)["people_child"] == 1
    assert carrying.carry_out()[1] == []
    assert left(sure, sure.world.elsa.pk) == {}


def test_two_dishonest_people_with_bare_sql_remove_nothing_early(aged: Aged) -> None:
    """The application's role, as whomever it likes: a proposal with days that are not true, and a yes to it."""
    rows = "SELECT * FROM retention_acts({})".format(aged.world.areas["skolan"].pk)
    (key, kind, records, entry) = aged.run(
        f"SELECT child_id, retention_class, records, last_entry FROM ({rows}) a LIMIT 1"
    )[0]
    asta, manager = aged.world.actor("asta"), aged.world.actor("max")
    proposal = UUID(int=7)
    made = (
        f"INSERT INTO retention_proposal (id, area_id, rules_version, acts, records, proposed_at, proposed_by_id,"
        f" proposed_as_id, package) VALUES ('{proposal}', {asta.area_id}, '{schedule.current().version}', 1, {records},"
        f" now(), {asta.person_id}, {asta.assignment_id}, '')",
        f"INSERT INTO retention_proposedact (id, proposal_id, child_id, retention_class, records, last_entry, due_on)"
        f" VALUES ('{UUID(int=8)}', '{proposal}', '{key}', '{kind}', {records}, '{entry}', '2001-01-01')",
    )
    answered = f"UPDATE retention_proposal SET approved_at = now(), approved_by_id = {manager.person_id}"
    for who, statements in ((asta, made), (manager, (answered,))):
        with psycopg.connect(plugin.server.url("app", aged.database)) as app:
            for name, value in (("person", who.person_id), ("assignment", who.assignment_id)):
                app.execute("SELECT set_config(%s, %s, false)", [f"kronobarn.{name}", str(value)])
            for statement in statements:
                assert app.execute(statement).rowcount == 1

    assert carrying.carry_out() == ([], [proposal])
    with (
        psycopg.connect(plugin.server.url("keeper", aged.database)) as keeper,
        pytest.raises(psycopg.errors.CheckViolation, match="no longer"),
    ):
        keeper.execute("SELECT retention_carry_out(%s, 'x', sha256('x'))", [proposal])


FORBIDDEN = (
    "UPDATE retention_term SET years = 2",
    "DELETE FROM retention_term",
    "TRUNCATE retention_term",
    "INSERT INTO retention_term (version, regime, retention_class, years, after, research_days, confirmed)"
    " VALUES ('x', 'school', 'other', 2, 'last_entry', '{}', true)",
    "SELECT retention_forget(ARRAY[1])",
)
TOO_SHORT = (
    "years = 1",
    "research_days = '{5, 15}', regime = 'social_services', retention_class = 'other'",
    "retention_class = 'child', regime = 'other', after = 'closed'",
    "retention_class = 'child', regime = 'other', after = 'birthday', years = 17",
    "after = 'sometime'",
)


def test_nobody_but_the_owner_writes_the_terms_and_none_is_shorter_than_any_may_be(sure: Aged) -> None:
    roles: tuple[Any, ...] = ("app", "keeper")
    for role in roles:
        with psycopg.connect(plugin.server.url(role, sure.database), autocommit=True) as asking:
            for statement in FORBIDDEN:
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    asking.execute(statement)
    one = "id = (SELECT min(id) FROM retention_term WHERE regime = 'police')"
    with psycopg.connect(plugin.server.url("admin", sure.database), autocommit=True) as admin:
        for change in TOO_SHORT:
            with pytest.raises(psycopg.errors.CheckViolation):
                admin.execute(f"UPDATE retention_term SET {change} WHERE {one}")


def test_the_terms_are_loaded_as_the_file_says_and_count_as_the_code_does(aged: Aged) -> None:
    """Five hundred acts: the same day, or none, in SQL as in Python."""
    loaded = "SELECT regime, retention_class, years, after, research_days::int[], confirmed FROM retention_term"
    assert sorted(aged.run(loaded)) == sorted(schedule.current().terms())
    aged.run("UPDATE retention_term SET confirmed = true")
    chance, county, differ = Random(8), schedule.current(), []
    asked = "SELECT retention_due_on(%s, %s, %s, %s, %s, %s)"
    with psycopg.connect(plugin.server.url("admin", aged.database)) as admin:
        for _each in range(500):
            one = _some_act(chance, sorted({regime for regime, *_rest in county.terms()}))
            terms = [county.term(regime, one.key.retention_class) for regime in one.regimes]
            ours = rules.ripe_on(one, [term for term in terms if term])
            kept = any(term and term.research for term in terms)
            if kept and rules.is_for_research(one.births, county.research_days):
                ours = None
            said = [one.key.retention_class, list(one.regimes), one.last_entry, one.closed_on, one.turns_from]
            theirs = admin.execute(asked, [*said, list(one.births)]).fetchone()
            if theirs != (ours,):
                differ.append((one, ours, theirs))
    assert differ == []


def _some_act(chance: Random, regimes: list[str]) -> Act:
    def day() -> date:
        return chance.choice([date(2012, 2, 29), date(2000, 1, 1) + timedelta(days=chance.randrange(9000))])

    births = tuple(day() for _each in range(chance.randrange(3)))
    return Act(
        key=Key(1, UUID(int=1), chance.choice(["matter", "cooperation", "consent", "request", "child"])),
        regimes=tuple(chance.sample(regimes, chance.choice([1, 1, 2]))),
        records=1,
        last_entry=day(),
        closed_on=chance.choice([None, day()]),
        turns_from=max(births, default=None),
        births=births,
        is_open=False,
        is_held=False,
    )
