"""What the database says by itself when a removal is carried out: what goes, what stays, and what stops it.

All that the school holds of Elsa is to go. All that is about Ebba is the same, and nobody has said anything of it, or
it is what another area's proposal is about.
"""

from typing import Any

import psycopg
import pytest

from tests.bare import Bare
from tests.retention.conftest import APPROVED, Ready, a_hold, a_proposal, happens, those_about

pytestmark = pytest.mark.database

CARRY_OUT = "SELECT retention_carry_out(%s, 'package', sha256('x'))"
ANOTHER_AREAS = (
    "UPDATE circles_record SET owner_id = {area_bup} WHERE child_id = {ebba};"
    "UPDATE disclosures_informationrequest SET to_area_id = {area_bup} WHERE child_id = {ebba};"
    "UPDATE disclosures_extent SET area_id = {area_bup} WHERE child_id = {ebba};"
    + a_proposal(area="bup", **APPROVED)
    + ";INSERT INTO retention_proposedact (id, proposal_id, child_id, retention_class, records, last_entry, due_on)"
    " SELECT gen_random_uuid(), {new}, {ebba}, retention_class, records, last_entry, due_on FROM retention_proposedact"
)
HELD_ONCE = ";".join(a_hold(child=child, ended_at="now()", ended_by_id="{asta}") for child in ("{elsa}", "{ebba}"))


def in_all(town: Bare) -> dict[str, int]:
    """How many rows every table has."""
    tables = [
        table
        for (table,) in town.run(
            "SELECT oid::regclass::text FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relispartition AND relnamespace = 'public'::regnamespace"
        )
    ]
    return dict(town.run(" UNION ALL ".join(f"SELECT '{table}', count(*) FROM {table}" for table in tables)).fetchall())


@pytest.mark.parametrize("before", ["", a_hold(child="{ebba}"), ANOTHER_AREAS], ids=["nobodys", "held", "anothers"])
def test_all_that_is_about_the_child_goes_and_nothing_else(
    town: Bare, ready: Ready, names: dict[str, Any], before: str
) -> None:
    happens(town, HELD_ONCE + ";" + before, names)
    town.run("INSERT INTO people_person (username, password, given_name, family_name, email, is_active, is_demo, language, protected)"
             " VALUES ('nobody', '', 'Nils', '', '', true, false, 'sv', false)")  # fmt: skip
    elsas, ebbas, all_before = (
        those_about(town, ready.aged.world.elsa.pk),
        those_about(town, ready.ebba),
        in_all(town),
    )
    kinds = town.run(
        "SELECT retention_class, kind, count(*) FROM circles_record WHERE child_id = %s GROUP BY 1, 2",
        ready.aged.world.elsa.pk,
    ).fetchall()
    acts = dict(
        town.run(
            "SELECT retention_class, records FROM retention_proposedact WHERE proposal_id = %s", ready.proposal
        ).fetchall()
    )

    (records,) = town.ask("keeper", CARRY_OUT, ready.proposal).fetchone() or (0,)

    assert records == sum(acts.values())
    assert those_about(town, ready.aged.world.elsa.pk) == {}
    assert those_about(town, ready.ebba) == ebbas
    gone = town.run(
        "SELECT retention_class, kind, records FROM retention_removal WHERE proposal_id = %s", ready.proposal
    ).fetchall()
    assert sorted(gone) == sorted([*kinds, *((kind, kind, acts[kind]) for kind in ("request", "child"))])
    after = in_all(town)
    assert {table: number - after[table] for table, number in all_before.items() if number != after[table]} == elsas | {
        "retention_proposedact": len(acts),
        "retention_removal": -len(gone),
    }
    done = town.run("SELECT id FROM retention_proposal WHERE package = 'package' AND carried_out_at = now()").fetchall()
    assert done == [(ready.proposal,)]
    nameless = town.run("SELECT id FROM people_person WHERE given_name = ''").fetchall()
    assert {one for (one,) in nameless} == {names[name] for name in ("eva", "emil", "elsa_person")}


JOINED = (
    "INSERT INTO people_samechild (id, child_id, kept_id, reason, numbers, decided_at, decided_by_id, undone_at,"
    " undone_by_id, undone_because) VALUES (gen_random_uuid(), %s, 'De är ett.', '', now(), {rut}, %s)"
)
AS_THEY_ARE_NOW = """
    UPDATE retention_proposedact a SET records = n.records, last_entry = n.last_entry FROM retention_acts({area_skolan}) n
        WHERE n.child_id = a.child_id AND n.retention_class = a.retention_class;
    UPDATE retention_proposal SET records = (SELECT sum(records) FROM retention_proposedact WHERE proposal_id = {proposal})
        WHERE id = {proposal}
"""


@pytest.mark.parametrize(
    ("cards", "undone", "is_left"),
    [
        ("{ebba}, {elsa}", "NULL, NULL, ''", set()),
        ("{ebba}, {elsa}", "now(), {rut}, 'De är två.'", {"people_child"}),
        ("{elsa}, {ebba}", "now(), {rut}, 'De är två.'", {"people_child"}),
    ],
    ids=["one", "two", "two the other way"],
)
def test_cards_that_are_one_go_as_one_and_others_are_only_no_longer_joined(
    town: Bare, ready: Ready, names: dict[str, Any], cards: str, undone: str, is_left: set[str]
) -> None:
    happens(town, JOINED % (cards, undone) + ";" + AS_THEY_ARE_NOW, names)

    town.ask("keeper", CARRY_OUT, ready.proposal)

    assert those_about(town, ready.aged.world.elsa.pk) == {}
    assert those_about(town, ready.ebba).keys() & {"people_child", "people_samechild"} == is_left


NOT_TWO, CHANGED, LEFT = "two", "no longer", "would be left"
OF_IT = "UPDATE retention_proposal SET %s WHERE id = {proposal}"
OF_CONSENT = "WHERE child_id = {elsa} AND retention_class = 'consent'"
ANOTHER_TASK = (
    "INSERT INTO notices_task SELECT (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'subject',"
    " gen_random_uuid()))).* FROM notices_task t WHERE child_id = {elsa} LIMIT 1"
)
WITHOUT_THE_CHILD = (
    "DELETE FROM retention_proposedact WHERE retention_class = 'child';"
    + OF_IT % "records = (SELECT sum(records) FROM retention_proposedact WHERE proposal_id = {proposal})"
    + ";"
)
STOPS: list[tuple[str, str]] = [
    (OF_IT % "withdrawn_at = now(), withdrawn_by_id = {max}", NOT_TWO),
    (OF_IT % "carried_out_at = now(), package = 'p', digest = sha256('x')", NOT_TWO),
    ("ALTER TABLE retention_proposal DROP CONSTRAINT proposal_is_approved_by_another;" + OF_IT % "approved_by_id = {asta}", NOT_TWO),
    (OF_IT % "approved_at = NULL, approved_by_id = NULL", NOT_TWO),
    ("UPDATE retention_term SET years = 50", CHANGED),
    ("UPDATE retention_term SET version = 'another'", CHANGED),
    ("UPDATE retention_proposedact SET due_on = circles_today() + 1", CHANGED),
    ("UPDATE responsibility_responsibility SET offered_at = now(), offered_to_id = {kaj_at}, offered_because = 'Hon ska flytta.' WHERE child_id = {elsa}", CHANGED),
    (a_hold(), CHANGED),
    (ANOTHER_TASK, CHANGED),
    ("UPDATE circles_record SET written_at = written_at + interval '1 day' " + OF_CONSENT, CHANGED),
    ("UPDATE circles_record SET owner_id = {area_bup} " + OF_CONSENT, CHANGED),
    (OF_IT % "records = records + 1", CHANGED),
    # As if there were a mistake in what finds the records, or in what lets them go.
    ("CREATE OR REPLACE FUNCTION retention_records(wanted uuid) RETURNS SETOF uuid LANGUAGE sql AS 'SELECT NULL::uuid'", CHANGED),
    (WITHOUT_THE_CHILD + "DROP POLICY retention_remove ON circles_record", LEFT),
    (WITHOUT_THE_CHILD + "DROP POLICY retention_remove ON disclosures_informationrequest", LEFT),
    ("DROP POLICY retention_remove_of_the_child ON people_child", LEFT),
    ("UPDATE circles_disclosure SET decision = (SELECT id FROM disclosures_informationrequest WHERE child_id = {elsa})"
     " WHERE child_id = {ebba}", LEFT),
]  # fmt: skip


def test_what_stops_it(town: Bare, ready: Ready, names: dict[str, Any]) -> None:
    otherwise = []
    for change, words in STOPS:
        with town.undone():
            happens(town, change, names)
            try:
                town.ask("keeper", CARRY_OUT, ready.proposal)
                otherwise.append((change, "nothing"))
            except psycopg.errors.CheckViolation as stopped:
                if words not in str(stopped):
                    otherwise.append((change, str(stopped)))
    assert otherwise == []
    with town.undone(), pytest.raises(psycopg.errors.CheckViolation, match=CHANGED):
        town.ask("keeper", "SELECT retention_carry_out(%s, 'package', 'short')", ready.proposal)


# Whoever is left alone is forgotten ------------------------------------------------------------------

THEIRS = {
    "account_emailaddress": "(id, user_id, email, verified, \"primary\") VALUES ({n}, {who}, '{who}@x.se', true, true)",
    "account_emailconfirmation": "(email_address_id, created, key) VALUES ({n}, now(), 'k{n}')",
    "mfa_authenticator": "(user_id, type, data, created_at) VALUES ({who}, 'totp', '{{}}', now())",
    "django_session": "(session_key, session_data, expire_date) VALUES ('s{n}', '', now())",
    "usersessions_usersession": "(user_id, created_at, ip, last_seen_at, session_key, user_agent, data) VALUES ({who}, now(), '127.0.0.1', now(), 's{n}', '', '{{}}')",
    "accounts_lastchoice": "(person_id, assignment_id, used_at) VALUES ({who}, {kim_at}, now())",
    "post_subscription": "(id, person_id, as_family, address, often) VALUES ({n}, {who}, true, '', 'daily')",
    "post_letter": "(id, to_id, kind, key, queued_at, next_try_at, tries, problem)"
    " VALUES (gen_random_uuid(), {n}, 'waiting', 'k{n}', now(), now(), 0, '')",
    "drafts_submission": "(token, person_id, location, at) VALUES (gen_random_uuid(), {who}, '', now())",
}
ALONE = (
    "DELETE FROM circles_seat WHERE person_id = {eva}; DELETE FROM people_guardianship WHERE guardian_id = {eva};"
    "DELETE FROM authorities_assignment WHERE person_id = {eva}"
)
KEEPS = (
    "INSERT INTO authorities_assignment (person_id, unit_id, profession, role, since)"
    " SELECT {eva}, unit_id, profession, role, since FROM authorities_assignment WHERE id = {rut_at}",
    "UPDATE people_child SET person_id = {eva} WHERE id = {noa}",
    "UPDATE people_guardianship SET guardian_id = {eva} WHERE child_id = {noa}",
    "UPDATE circles_seat SET person_id = {eva} WHERE child_id = {noa} AND role = 'guardian'",
)


def test_whoever_is_left_alone_is_forgotten_with_every_way_in(town: Bare, names: dict[str, Any]) -> None:
    happens(town, ALONE, names)
    for table, row in THEIRS.items():
        for number, who in enumerate(("eva", "rut"), 5_000_000):
            town.run(f"INSERT INTO {table} {row.format(**(names | {'n': number, 'who': names[who]}))}")
    forget = "SELECT retention_forget(ARRAY[{eva}, {rut}, NULL])".format(**names)
    name_of = "SELECT given_name FROM people_person WHERE id = {eva}".format(**names)
    for change in KEEPS:
        with town.undone():
            happens(town, change, names)
            town.ask("owner", forget)
            assert town.run(name_of).fetchone() == ("Eva",), change
    before, known = in_all(town), "SELECT count(*) FROM people_person WHERE given_name <> ''"
    (named,) = town.run(known).fetchone() or (0,)

    town.ask("owner", forget)

    after = in_all(town)
    assert {table for table, number in before.items() if after[table] == number - 1} == set(THEIRS)
    assert {table for table, number in before.items() if after[table] != number} == set(THEIRS)
    assert town.run(name_of).fetchone() == ("",)
    assert town.run(known).fetchone() == (named - 1,)
