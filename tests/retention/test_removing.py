"""Two persons, a package, and then it is gone: nothing else can remove a record."""

import hashlib
import io
import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from kronobarn.audit.models import LogEntry
from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.decisions import Denied
from kronobarn.oversight import references
from kronobarn.retention import actions, by_hand, carrying, reads
from kronobarn.retention.models import Hold, Proposal, ProposedAct, Removal
from kronobarn.retention.rules import Status
from tests import plugin
from tests.retention.conftest import Aged, approved, reviewed, standing
from tests.sign_in import sign_in

pytestmark = pytest.mark.database

TO_APPROVE = "Granska ett gallringsförslag"
SANNAS = "Ont i magen varje vecka."
OF_AREA = "SELECT count(*) FROM circles_record r JOIN authorities_secrecyarea a ON a.id = r.owner_id WHERE a.key = '{}'"
SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "reference" / "archive.schema.json"


def test_it_goes_when_two_have_said_yes_and_the_package_is_made(aged: Aged, capsys: pytest.CaptureFixture[str]) -> None:
    assert standing(aged, "arvid") == [("matter", Status.DUE)]
    assert by_hand.dry_run() == 0
    assert "elevhalsa: 1 att gallra" in capsys.readouterr().out
    before = aged.run("SELECT count(*) FROM circles_record")[0][0]

    proposal = approved(aged)
    assert by_hand.carry_out() == 0

    assert aged.run("SELECT count(*) FROM circles_record")[0][0] == before - 1
    assert aged.run(OF_AREA.format("town-elevhalsa"))[0][0] == 0
    assert aged.run(f"SELECT count(*) FROM assessments_observation WHERE hard = '{SANNAS}'")[0][0] == 0
    with aged.world.as_("mia") as mia:
        (gone,) = Removal.objects.visible_to(mia)
        assert (gone.kind, gone.records, gone.retention_class) == ("observation", 1, "matter")
        assert not ProposedAct.objects.visible_to(mia).exists()
        done = Proposal.objects.visible_to(mia).get()
    with aged.world.as_("rut"):
        assert LogEntry.objects.filter(kind="retention.removed", child_id=aged.world.elsa.pk).count() == 1
    _package_is_whole(aged, proposal, bytes(done.digest))


def _package_is_whole(aged: Aged, proposal: Proposal, digest: bytes) -> None:
    made = {file.suffix: file for file in aged.archive.iterdir()}
    text = made[".json"].read_bytes()
    package = json.loads(text)
    assert hashlib.sha256(text).digest() == digest
    assert made[".sha256"].read_text().startswith(digest.hex())
    assert SANNAS in text.decode()
    assert package["format"] == carrying.FORMAT == json.loads(SCHEMA.read_text())["properties"]["format"]["const"]
    assert package.keys() == json.loads(SCHEMA.read_text())["properties"].keys()
    assert package["proposal"] == str(proposal.pk)
    assert [child["child"]["given_name"] for child in package["children"]] == ["Elsa"]
    document = PdfReader(io.BytesIO(made[".pdf"].read_bytes()))
    assert SANNAS in " ".join(" ".join(page.extract_text() for page in document.pages).split())
    root: Any = document.root_object
    assert b"pdfaid" in root["/Metadata"].get_object().get_data()
    assert all(file.stat().st_mode & 0o077 == 0 for file in made.values())


def test_one_person_is_not_enough(aged: Aged) -> None:
    arvid = aged.world.actor("arvid")
    proposal = actions.propose(by=arvid)

    with pytest.raises(Denied, match="föreslagit"):
        actions.approve(proposal=proposal, by=arvid)
    for sets in (
        "approved_at = now(), approved_by_id = proposed_by_id",
        f"approved_at = now(), approved_by_id = {aged.world.people['mia'].pk}",
    ):
        with pytest.raises(DatabaseError), acting(arvid):
            _run(f"UPDATE retention_proposal SET {sets}")
    assert carrying.carry_out() == ([], [])
    with (
        psycopg.connect(plugin.server.url("keeper", aged.database)) as keeper,
        pytest.raises(psycopg.Error, match="two"),
    ):
        keeper.execute("SELECT retention_carry_out(%s, 'x', sha256('x'))", [proposal.pk])


def _run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("role", ["app", "keeper", "owner"])
def test_no_role_removes_a_record_by_itself(aged: Aged, role: Any) -> None:
    """Not even the owner of the tables, with the switch on: without two persons' yes there is nothing to remove."""
    before = aged.run("SELECT count(*) FROM circles_record")
    with psycopg.connect(plugin.server.url(role, aged.database), autocommit=True) as asking:
        asking.execute("SELECT set_config('kronobarn.retention', 'on', false)")
        for table in ("assessments_observation", "circles_disclosure", "circles_record"):
            try:
                asking.execute(f"DELETE FROM {table}")
            except psycopg.errors.InsufficientPrivilege:
                assert role != "owner"
    assert aged.run("SELECT count(*) FROM circles_record") == before
    assert aged.run("SELECT count(*) FROM assessments_observation")[0][0] > 0


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE circles_record SET written_at = now() WHERE kind = 'observation'",  # something has been written since
        "UPDATE concerns_matter SET closed_at = NULL, closed_by_id = NULL, state = 'received', outcome = ''",
        "INSERT INTO retention_hold (id, child_id, area_id, reason, since, placed_at, placed_by_id) SELECT"
        " gen_random_uuid(), a.child_id, p.area_id, 'Det pågår en tvist.', circles_today(), now(), p.proposed_by_id"
        " FROM retention_proposal p JOIN retention_proposedact a ON a.proposal_id = p.id",
        "UPDATE retention_proposal SET withdrawn_at = now(), withdrawn_by_id = proposed_by_id",
        "UPDATE retention_proposedact SET due_on = circles_today() + 1",
        "UPDATE authorities_secrecyarea SET regime = 'social_services'; UPDATE people_child SET born_on = '2000-03-15'",
    ],
)
def test_what_is_no_longer_as_it_was_approved_stays(aged: Aged, change: str) -> None:
    approved(aged)
    aged.run(change)

    done, _refused = carrying.carry_out()

    assert done == []
    assert aged.run(OF_AREA.format("town-elevhalsa"))[0][0] == 1
    assert aged.run("SELECT count(*) FROM retention_removal")[0][0] == 0


def test_a_matter_waits_for_what_others_have_hung_on_it_and_then_all_of_it_goes(
    aged: Aged, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert {stands for _class, stands in standing(aged, "asta")} == {Status.NOT_REVIEWED}
    reviewed(aged, monkeypatch)
    waiting = dict(standing(aged, "asta"))
    assert waiting["matter"] is Status.WAITS

    approved(aged)
    assert carrying.carry_out()[1] == []
    assert {stands for _class, stands in standing(aged, "asta")} == {Status.DUE}
    approved(aged, "asta", "max")
    done, refused = carrying.carry_out()

    assert refused == []
    assert len(done) == 1
    assert aged.run(OF_AREA.format("town-skolan"))[0][0] == 0
    hanging = [table for (table,) in aged.run("SELECT retention_tables()::text")]
    assert len(hanging) > 15
    assert [table for table in hanging if aged.run(f"SELECT count(*) FROM {table}")[0][0]] == []
    assert aged.run("SELECT count(*) FROM circles_record WHERE child_id IS NOT NULL")[0][0] == 0


def test_a_stop_holds_and_ends(aged: Aged) -> None:
    arvid = aged.world.actor("arvid")
    reference = references.written(aged.world.elsa.pk, arvid)

    with pytest.raises(ValidationError, match="beteckningen"):
        actions.hold(reference="AAAAA-AAAAA", reason="En tvist pågår.", until=None, by=arvid)
    with pytest.raises(ValidationError, match="redan varit"):
        actions.hold(reference=reference, reason="En tvist pågår.", until=clock.today() - timedelta(days=1), by=arvid)
    held = actions.hold(reference=reference, reason="En tvist pågår.", until=None, by=arvid)
    assert standing(aged, "arvid") == [("matter", Status.HELD)]
    with pytest.raises(ValidationError, match="inget att gallra"):
        actions.propose(by=arvid)
    for _twice in range(2):
        actions.end_hold(hold=held, by=arvid)
    assert standing(aged, "arvid") == [("matter", Status.DUE)]


def asks(aged: Aged, name: str) -> bool:
    """Whether somebody's day asks for their yes."""
    with aged.world.as_(name) as actor:
        return bool(reads.to_approve(actor))


def test_an_area_is_its_own_and_others_see_nothing(aged: Aged) -> None:
    proposal = actions.propose(by=aged.world.actor("arvid"))
    actions.hold(
        reference=references.written(aged.world.elsa.pk, aged.world.actor("asta")),
        reason="En tvist pågår.",
        until=None,
        by=aged.world.actor("asta"),
    )

    for name in ("asta", "rut", "eva", "lova", "cecilia"):
        with aged.world.as_(name) as actor:
            assert not Proposal.objects.visible_to(actor).exists()
            assert not Proposal.objects.exists(), "the database says the same"
            assert not ProposedAct.objects.exists()
            assert Hold.objects.exists() is (name == "asta")
    asked = [name for name in ("mia", "arvid", "asta", "rut", "eva") if asks(aged, name)]
    assert asked == ["mia"]
    for name in ("rut", "mia"):
        with pytest.raises(Denied):
            actions.propose(by=aged.world.actor(name))
    actions.withdraw(proposal=proposal, by=aged.world.actor("mia"))
    assert not asks(aged, "mia")
    with pytest.raises(Denied, match="avslutat"):
        actions.approve(proposal=proposal, by=aged.world.actor("mia"))


def test_the_pages_say_no_names_and_ask_few_questions(
    client: Client, aged: Aged, django_assert_max_num_queries: Any
) -> None:
    sign_in(client, aged.world, "arvid")
    with django_assert_max_num_queries(22):  # the session's and the savepoints' are among them
        page = client.get(reverse("retention:overview")).content.decode()
    reference = references.written(aged.world.elsa.pk, aged.world.actor("arvid"))
    assert reference in page
    wrong = client.post(reverse("retention:hold"), {"reference": "XXXXX", "reason": "En tvist om vad som skrevs."})
    assert wrong.status_code == 422
    assert "En tvist om vad som skrevs." in wrong.content.decode()
    client.post(reverse("retention:hold"), {"reference": reference, "reason": "En tvist pågår."})
    with aged.world.as_("arvid"):
        held = Hold.objects.get()
    assert client.post(reverse("retention:end_hold", args=[held.pk])).status_code == 302

    made = client.post(reverse("retention:overview"))
    again = client.post(reverse("retention:overview"))
    no_more = client.get(reverse("retention:overview")).content.decode()
    shown = client.get(made["Location"]).content.decode()
    proposal = UUID(re.findall(r"[0-9a-f-]{36}", made["Location"])[0])
    own = client.post(reverse("retention:approve", args=[proposal]))
    asks_itself = TO_APPROVE in client.get(reverse("notices:my_day")).content.decode()
    sign_in(client, aged.world, "mia")
    day = client.get(reverse("notices:my_day")).content.decode()
    waits = client.get(reverse("retention:overview")).content.decode()
    others = client.post(reverse("retention:approve", args=[proposal]))
    said_yes = client.get(made["Location"]).content.decode()
    asks_no_more = TO_APPROVE not in client.get(reverse("notices:my_day")).content.decode()
    carrying.carry_out()
    after = client.get(made["Location"]).content.decode()

    assert (again.status_code, own.status_code, others.status_code) == (422, 403, 302)
    assert "inte godkänna den" in shown
    assert "Det finns redan ett förslag" in no_more
    assert f'väntar på att någon annan än den som gjorde det godkänner. <a href="{made["Location"]}">' in waits
    assert TO_APPROVE in day
    assert made["Location"] in day
    assert (asks_itself, asks_no_more) == (False, True)
    assert "I natt, efter att arkivpaketet är gjort" in said_yes
    assert "Kontrollsumman" in after
    assert "Elsa" not in page + shown + after
    sign_in(client, aged.world, "asta")
    assert client.get(made["Location"]).status_code == 404
    assert client.post(reverse("retention:end_hold", args=[held.pk])).status_code == 404
