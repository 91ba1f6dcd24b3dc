"""What the database says by itself of removing: who proposes and answers, what goes, and what keeps it where it is.

Asta and Max (archivist and manager of the school) have said that all that is about Elsa may go. All that is about Ebba
is the same, and nobody has said anything.
"""

from typing import Any, cast

import pytest
from django.apps import apps
from django.db.models import Model

from kronobarn.people.models import Child
from kronobarn.retention.models import Hold, Proposal, ProposedAct, Removal
from tests.bare import Bare
from tests.retention.conftest import APPROVED, NEW, ON, Ready, a_hold, a_proposal, about, row, those_about

pytestmark = pytest.mark.database

CARRY_OUT = "SELECT retention_carry_out(%s, 'package', sha256('x'))"


def an_act(proposal: str = "{new}", child: str = "{ebba}", kind: str = "child") -> str:
    return row(
        "retention_proposedact",
        {
            "id": "gen_random_uuid()",
            "proposal_id": proposal,
            "child_id": child,
            "retention_class": f"'{kind}'",
            "records": "1",
            "last_entry": "'2001-01-01'",
            "due_on": "'2011-01-01'",
        },
    )


# Who proposes, answers and holds back --------------------------------------------------------------

DONE = {**APPROVED, "carried_out_at": "now()", "package": "'p'", "digest": "sha256('x')"}
TAKEN_BACK = "UPDATE retention_proposal SET withdrawn_at = now(), withdrawn_by_id = {%s} WHERE carried_out_at IS NULL"
TAKEN_BACK_BLINDLY = "UPDATE retention_proposal SET withdrawn_at = now(), withdrawn_by_id = {%s}"
NO_HOLD_MORE = "UPDATE retention_hold SET ended_at = now(), ended_by_id = {%s}"
NOT_ANSWERED = "UPDATE retention_proposal SET approved_at = NULL, approved_by_id = NULL, proposed_by_id = {%s} WHERE id = {proposal}"
ONLY_ONE = "DELETE FROM retention_proposal WHERE id <> {proposal}"
YES, NO = True, False
MAY: list[tuple[str, bool, str, list[str]]] = [
    # who writes, whether they may, what, and what has happened before
    ("alva", YES, a_proposal(), []),
    ("alva", NO, a_proposal(area="bup"), []),
    ("alva", NO, a_proposal(proposed_by_id="{rut}"), []),
    ("alva", NO, a_proposal(proposed_as_id="{rut_at}"), []),
    ("alva", NO, a_proposal(**APPROVED), []),
    ("alva", NO, a_proposal(withdrawn_at="now()", withdrawn_by_id="{alva}"), []),
    ("alva", NO, a_proposal(**DONE), []),
    ("alva", NO, a_proposal(carried_out_at="now()"), ["ALTER TABLE retention_proposal DROP CONSTRAINT proposal_is_carried_out_when_approved_and_packed"]),
    ("max", YES, TAKEN_BACK % "max", []),
    ("max", YES, TAKEN_BACK_BLINDLY % "max", [ONLY_ONE]),
    ("alva", NO, TAKEN_BACK_BLINDLY % "alva", [ONLY_ONE]),
    ("max", NO, "UPDATE retention_proposal SET carried_out_at = now(), package = 'p', digest = sha256('x') WHERE id = {proposal}", []),
    ("alva", YES, an_act(), [a_proposal()]),
    ("alva", NO, an_act(), []),
    ("alva", NO, an_act(child="{noa}"), [a_proposal(id="gen_random_uuid()")]),
    ("alva", NO, an_act(), [a_proposal(proposed_by_id="{rut}")]),
    ("alva", NO, an_act(), [a_proposal(**APPROVED)]),
    ("alva", NO, an_act(), [a_proposal(area="bup")]),
    ("max", NO, an_act("{proposal}"), [NOT_ANSWERED % "max"]),  # who sees it, and proposes nothing
    ("asta", YES, an_act("{proposal}"), [NOT_ANSWERED % "asta"]),
    ("asta", YES, a_hold(), []),
    ("asta", NO, a_hold(area="bup"), []),
    ("asta", NO, a_hold(placed_by_id="{max}"), []),
    ("asta", NO, a_hold(ended_at="now()", ended_by_id="{asta}"), []),
    ("max", NO, a_hold("max"), []),
    ("asta", YES, NO_HOLD_MORE % "asta", [a_hold()]),
    ("asta", NO, NO_HOLD_MORE % "max", [a_hold()]),
    ("max", NO, NO_HOLD_MORE % "max", [a_hold()]),
    ("alva", NO, NO_HOLD_MORE % "alva", [a_hold()]),
]  # fmt: skip


def test_who_may_write_what(town: Bare, names: dict[str, Any]) -> None:
    otherwise = []
    for who, may, statement, before in MAY:
        with town.undone():
            for one in before:
                town.run(one.format(**names))
            if town.writes(who, statement.format(**names)) is not may:
                otherwise.append((who, statement))
    assert otherwise == []


def test_an_area_sees_what_is_its_own(town: Bare, ready: Ready, names: dict[str, Any]) -> None:
    """In pages and in bare SQL."""
    town.run(a_hold().format(**names))
    town.run("INSERT INTO retention_removal (proposal_id, area_id, retention_class, kind, records, removed_at)"
             " VALUES ({proposal}, {area_skolan}, 'matter', 'signal', 1, now())".format(**names))  # fmt: skip
    town.run(a_proposal().format(**names))
    town.run(an_act().format(**names))
    models: dict[str, Any] = {"proposal": Proposal, "proposedact": ProposedAct, "hold": Hold, "removal": Removal}
    # In how many of the tables the area has something.
    for who, number in {"asta": 4, "max": 4, "alva": 2, "arvid": 2, "rut": 0, "eva": 0}.items():
        actor = ready.aged.world.actor(who)
        held = 0
        for name, model in models.items():
            area = (
                "(SELECT area_id FROM retention_proposal p WHERE p.id = proposal_id)"
                if name == "proposedact"
                else "area_id"
            )
            own = town.run(f"SELECT id FROM retention_{name} WHERE {area} = %s", actor.area_id if number else None)
            may = {str(key) for (key,) in own}
            seen = {str(key) for (key,) in town.ask("app", f"SELECT id FROM retention_{name}", who=who)}
            assert seen == town.shown(model.objects.visible_to(actor).order_by().values_list("pk")) == may, (who, name)
            held += bool(may)
        assert held == number, who


# What the owner of the tables may remove, with nothing but its policies ------------------------------


def blindly_removed(town: Bare, *, switch: str = ON) -> dict[str, int]:
    """How many rows of each table: a removal that looks at nothing, so that what is removed is all that may be."""
    removed = {}
    tables = [table for table in about(town.run, NEW) if table not in {"people_samechild", "retention_hold"}]
    for table in sorted(tables, key=["people_child", "circles_record", "disclosures_informationrequest"].__contains__):
        with town.undone():
            town.run(switch)
            removed[table] = town.ask("owner", f"DELETE FROM {table}").rowcount
    return {table: number for table, number in removed.items() if number}


OF_ELSA = "UPDATE retention_proposal SET %s WHERE id = {proposal}"
ANYTHING = (
    "ALTER TABLE retention_proposal DROP CONSTRAINT proposal_is_approved_by_another,"
    " DROP CONSTRAINT proposal_is_carried_out_when_approved_and_packed;"
)
NOT_SAID: list[str] = [
    OF_ELSA % "withdrawn_at = now(), withdrawn_by_id = {max}",
    ANYTHING + OF_ELSA % "carried_out_at = now()",
    ANYTHING + OF_ELSA % "approved_by_id = proposed_by_id",
    OF_ELSA % "approved_at = NULL, approved_by_id = NULL",
    "DELETE FROM retention_proposedact",
    # What stands is a proposal that it is not in.
    OF_ELSA % "withdrawn_at = now(), withdrawn_by_id = {max}" + ";" + a_proposal(area="skolan", **APPROVED),
]


def test_only_what_two_have_said_may_be_removed(town: Bare, ready: Ready, names: dict[str, Any]) -> None:
    elsas = those_about(town, ready.aged.world.elsa.pk)
    elsas.pop("retention_hold", None)
    assert elsas == those_about(town, ready.ebba)
    assert len(elsas) > 25
    assert blindly_removed(town) == elsas
    assert blindly_removed(town, switch="SELECT 1") == {}
    for so in NOT_SAID:
        with town.undone():
            for one in so.format(**names).split(";"):
                if one:
                    town.run(one)
            assert blindly_removed(town) == {}, so


def test_of_the_class_and_the_area_that_were_said(town: Bare, ready: Ready, names: dict[str, Any]) -> None:
    elsas = those_about(town, ready.aged.world.elsa.pk)
    elsas.pop("retention_hold", None)
    hanging = {table for (table,) in town.run("SELECT retention_tables()::text")}
    for kind, tables in (
        ("child", elsas.keys() - hanging - RECORDS),
        ("request", REQUESTS),
        ("consent", hanging | {"circles_record"}),
    ):
        with town.undone():
            town.run("DELETE FROM retention_proposedact WHERE retention_class <> %s", kind)
            removed = blindly_removed(town)
            assert removed.keys() - {"notices_task"} <= tables
            assert removed
            if kind == "consent":
                of_class = "SELECT count(*) FROM circles_record WHERE child_id = {elsa} AND retention_class = 'consent'"
                assert removed["circles_record"] == town.run(of_class.format(**names)).fetchone()[0]  # type: ignore[index]
                assert "plans_plan" not in removed
    for change, gone in (
        ("UPDATE circles_record SET owner_id = {area_bup} WHERE child_id = {elsa}", hanging | {"circles_record"}),
        ("UPDATE disclosures_informationrequest SET to_area_id = {area_bup}", {"disclosures_informationrequest"}),
        ("UPDATE disclosures_extent SET area_id = {area_bup}", {"disclosures_extent"}),
    ):
        with town.undone():
            town.run(change.format(**names))
            town.run("DELETE FROM retention_proposedact WHERE retention_class = 'child'")
            assert not gone & blindly_removed(town).keys()


RECORDS = {"circles_record", "disclosures_informationrequest", "disclosures_extent"}
REQUESTS = {"disclosures_informationrequest", "disclosures_extent"}
SUBJECTS = {
    "circles_record": "SELECT id FROM circles_record WHERE child_id = {of} AND retention_class = 'matter' LIMIT 1",
    "disclosures_informationrequest": "SELECT id FROM disclosures_informationrequest WHERE child_id = {of} LIMIT 1",
}


def test_a_task_goes_with_what_it_is_about(town: Bare, ready: Ready, names: dict[str, Any]) -> None:
    """With a record or a request of the same child, and no other task of that child."""
    task = "UPDATE notices_task SET subject = ({subject}), child_id = {child} WHERE id = (SELECT min(id::text)::uuid FROM notices_task)"
    town.run("DELETE FROM retention_proposedact WHERE retention_class IN ('child', 'consent')")
    town.run("UPDATE notices_task SET subject = gen_random_uuid()")
    for subject in SUBJECTS.values():
        for of, child, goes in (("elsa", "elsa", 1), ("elsa", "ebba", 0), ("ebba", "ebba", 0), ("ebba", "elsa", 0)):
            with town.undone():
                town.run(task.format(subject=subject.format(of=names[of]), child=names[child]))
                town.run(ON)
                assert town.ask("owner", "DELETE FROM notices_task").rowcount == goes, (subject, of, child)
                town.run("SELECT set_config('kronobarn.retention', '', true)")
                assert town.ask("owner", "DELETE FROM notices_task").rowcount == 0
    a_consents = "SELECT id FROM circles_record WHERE child_id = {elsa} AND retention_class = 'consent' LIMIT 1"
    town.run(task.format(subject=a_consents.format(**names), child=names["elsa"]))
    town.run(ON)
    assert town.ask("owner", "DELETE FROM notices_task").rowcount == 0


def test_a_row_that_hangs_on_a_record_is_of_its_child(town: Bare, ready: Ready, names: dict[str, Any]) -> None:
    town.run("UPDATE documents_document SET child_id = {ebba}".format(**names))
    town.run(ON)
    assert town.ask("owner", "DELETE FROM documents_document").rowcount == 0


def test_requests_are_read_only_while_something_is_removed(town: Bare) -> None:
    for table in REQUESTS:
        assert town.ask("owner", f"SELECT 1 FROM {table}").fetchall() == []
        with town.undone():
            town.run(ON)
            assert len(town.ask("owner", f"SELECT 1 FROM {table}").fetchall()) == 2


# What there is, as the catalogue of the database says -------------------------------------------------


def test_every_table_is_found_and_how_it_leads_to_a_child(town: Bare) -> None:
    town.run("CREATE SCHEMA another; CREATE TABLE another.one (child_id uuid, record_id uuid)")
    columns = {
        model._meta.db_table: {field.column for field in model._meta.concrete_fields} for model in apps.get_models()
    }
    hanging = {table for table, names in columns.items() if {"child_id", "record_id"} <= names}
    assert {table for (table,) in town.run("SELECT retention_tables()::text")} == hanging
    keys = [
        (model._meta.db_table, str(field.column), cast(type[Model], field.related_model))
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.is_relation and model._meta.db_table not in hanging
    ]
    straight: dict[str, list[str]] = {}
    for table, column, to in keys:
        if to is Child and table not in RECORDS:
            straight.setdefault(table, []).append(column)
    leads = {table: {f"{table}.{column}" for column in columns} for table, columns in straight.items()}
    for table, column, to in keys:
        for lead in straight.get(to._meta.db_table, ()):
            if table not in straight:
                pointed = f"{to._meta.db_table} p WHERE p.{to._meta.pk.column} = {table}.{column}"
                leads.setdefault(table, set()).add(f"(SELECT p.{lead} FROM {pointed})")
    assert {
        table: set(found) for table, found in town.run("SELECT of_table::text, leads FROM retention_beside()")
    } == leads


JOINED = (
    "INSERT INTO people_samechild (id, child_id, kept_id, reason, numbers, decided_at, decided_by_id, undone_because%s)"
    " VALUES (gen_random_uuid(), {ebba}, {elsa}, 'De är ett.', '', now(), {rut}, 'De är två.'%s)"
)
JOIN, PARTED = JOINED % ("", ""), JOINED % (", undone_at, undone_by_id", ", now(), {rut}")


def test_two_cards_of_a_child_are_one(town: Bare, ready: Ready, names: dict[str, Any]) -> None:
    elsa, ebba, noa = ready.aged.world.elsa.pk, ready.ebba, ready.aged.world.noa.pk
    asked = "SELECT retention_card(c), ARRAY(SELECT retention_cards(c)) FROM unnest(%s::uuid[]) c"
    for change, said in (
        (JOIN, [(elsa, [elsa, ebba]), (elsa, [ebba]), (noa, [noa])]),
        (PARTED, [(elsa, [elsa]), (ebba, [ebba]), (noa, [noa])]),
    ):
        with town.undone():
            town.run(change.format(**names).replace("'u'", "''") if change is JOIN else change.format(**names))
            assert town.ask("owner", asked, [elsa, ebba, noa]).fetchall() == said
