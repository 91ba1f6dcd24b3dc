"""Elsa's matter, closed eleven years ago, with an archivist and a manager in two of the areas that wrote about her."""

from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from kronobarn.authorities.models import Assignment
from kronobarn.circles.rules import Ground
from kronobarn.consents.models import Consent
from kronobarn.core.actor import SYSTEM
from kronobarn.disclosures import actions as disclosures
from kronobarn.disclosures.rules import Verdict
from kronobarn.documents import actions as papers
from kronobarn.people import actions as people
from kronobarn.retention import actions, carrying, reads, schedule
from kronobarn.retention.models import Proposal
from kronobarn.retention.rules import Status
from kronobarn.ui import documents
from tests import plugin
from tests.bare import Bare, bare
from tests.conftest import at, own_database
from tests.documents.pictures import picture
from tests.retention import beside
from tests.story import Stage, tell
from tests.world import World, build

ASKED = "Hur gick mötet?"
STAFF = {
    "arvid": ("elevhalsan", "archivist"),
    "mia": ("elevhalsan", "manager"),
    "asta": ("angsskolan", "archivist"),
    "max": ("angsskolan", "manager"),
    "alva": ("socialkontoret", "archivist"),
}
AGED = """
UPDATE circles_record SET written_at = written_at - interval '11 years';
UPDATE concerns_matter SET state = 'closed', outcome = 'unfounded', closed_at = now() - interval '11 years', closed_by_id = %d;
UPDATE people_child SET born_on = '2000-03-10' WHERE born_on IS NOT NULL;
INSERT INTO people_identity (id, child_id, kind, number, since)
    SELECT gen_random_uuid(), id, 'reserve_number', '20000310-TRES', registered_at FROM people_child WHERE given_name = 'Elsa';
UPDATE people_child SET registered_at = registered_at - interval '11 years';
UPDATE circles_seat SET since = since - interval '11 years', until = until - interval '11 years';
UPDATE responsibility_responsibility SET since = since - interval '11 years', until = until - interval '11 years';
UPDATE disclosures_informationrequest SET asked_at = asked_at - interval '11 years',
    answered_at = answered_at - interval '11 years';
"""


@dataclass
class Aged:
    """The town, and the database that a test may do as it likes with."""

    world: World
    database: str
    archive: Path

    def run(self, statement: str) -> list[Any]:
        """As somebody who may everything, past all triggers."""
        with psycopg.connect(plugin.server.url("admin", self.database), autocommit=True) as admin:
            admin.execute("SET session_replication_role = replica")
            found = admin.execute(statement)
            return found.fetchall() if found.description else []


@dataclass
class Ready:
    """What is to be carried out, and whom it is not about."""

    aged: Aged
    proposal: UUID
    ebba: UUID


LEFT = "SELECT of_table::text, retention_is_about(leads, '%s = ''{}''') FROM retention_beside()"


def about(run: Callable[[str], Iterable[Any]], card: UUID) -> dict[str, str]:
    """Every table but the log's that a card leads to, and which rows of it, as a condition."""
    tables = dict(iter(run(LEFT.format(card))))
    hanging = [table for (table,) in run("SELECT retention_tables()::text")]
    tables |= dict.fromkeys(
        (*hanging, "circles_record", "disclosures_informationrequest", "disclosures_extent"), f"child_id = '{card}'"
    )
    return tables | {"people_child": f"id = '{card}'", "retention_hold": f"child_id = '{card}'"}


def left(aged: Aged, card: UUID) -> dict[str, int]:
    """How many rows each table has about a card."""
    counted = {
        table: aged.run(f"SELECT count(*) FROM {table} WHERE {which}")[0][0]
        for table, which in about(aged.run, card).items()
    }
    return {table: number for table, number in counted.items() if number}


def standing(aged: Aged, name: str) -> list[tuple[str, Status]]:
    """The classes whose time has come in somebody's area, and where they stand."""
    with aged.world.as_(name) as actor:
        return [(one.act.key.retention_class, one.status) for one in reads.ripe(actor)]


def confirmed() -> schedule.Schedule:
    """The rules as if every authority had confirmed its own."""
    rules = schedule.current()
    return rules.model_copy(update={"rules": [rule.model_copy(update={"confirmed": True}) for rule in rules.rules]})


def reviewed(aged: Aged, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if every authority had confirmed its rule, and it had been loaded."""
    sure = confirmed()
    monkeypatch.setattr(schedule, "current", lambda: sure)
    aged.run("UPDATE retention_term SET confirmed = true")


def approved(aged: Aged, archivist: str = "arvid", manager: str = "mia") -> Proposal:
    proposal = actions.propose(by=aged.world.actor(archivist))
    return actions.approve(proposal=proposal, by=aged.world.actor(manager))


@pytest.fixture(scope="session")
def template(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[World, str]]:
    with django_db_blocker.unblock(), own_database("aged") as name:
        with at(name):
            world = build()
            for who, (unit, role) in STAFF.items():
                person = people.add_person(username=who, given_name=who.capitalize(), family_name="Ek", by=SYSTEM)
                made = Assignment.objects.create(
                    person=person,
                    unit=world.units[unit],
                    profession="archivist" if role == "archivist" else "unit_manager",
                    role=role,
                    since=date(2020, 1, 1),
                )
                world.people[who] = person
                world.assignments[who] = Assignment.objects.select_related("unit__area").get(pk=made.pk)
            story = tell(world, Stage.REVIEWING)
            with world.as_("rut") as rut:
                signed = Consent.objects.filter(child=world.elsa, giver=world.people["eva"]).earliest("pk").record
            papers.add(record=signed, sent=picture(), by=rut)
            request = disclosures.ask(
                child_id=world.elsa.pk, to_area=world.areas["skolan"], what=ASKED, why="Jag planerar samtalen.",
                ground=Ground.HARM_TEST, by=world.actor("sanna"),
            )  # fmt: skip
            disclosures.answer(
                request=request, verdict=Verdict.GRANTED, records=[story.analysis.pk], ground=Ground.HARM_TEST,
                necessity="Det behövs där.", answer="Här är den.", by=rut,
            )  # fmt: skip
        aged = Aged(world, name, Path())
        aged.run(AGED % world.people["rut"].pk)
        yield world, name


@pytest.fixture
def aged(
    template: tuple[World, str], django_db_blocker: DjangoDbBlocker, settings: Any, tmp_path: Path
) -> Iterator[Aged]:
    world, name = template
    with django_db_blocker.unblock(), own_database("retention", template=name) as own, at(own):
        settings.KEEPER_DSN = plugin.server.url("keeper", own)
        settings.DATA = tmp_path
        yield Aged(deepcopy(world), own, tmp_path / "archive")


@pytest.fixture(scope="session")
def swept(
    template: tuple[World, str], django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[World, str]]:
    """Every rule is confirmed and loaded, and what the school nurse wrote is gone: what is left is the school's."""
    world, aged_one = template
    with django_db_blocker.unblock(), own_database("swept", template=aged_one) as name:
        aged = Aged(deepcopy(world), name, tmp_path_factory.mktemp("swept"))
        keeper = plugin.server.url("keeper", name)
        with at(name), override_settings(KEEPER_DSN=keeper, DATA=aged.archive), pytest.MonkeyPatch.context() as patch:
            reviewed(aged, patch)
            approved(aged)
            assert carrying.carry_out()[1] == []
        yield world, name


@pytest.fixture
def sure(
    swept: tuple[World, str],
    django_db_blocker: DjangoDbBlocker,
    settings: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Aged]:
    """The same, to do as one likes with. No PDF is made."""
    world, name = swept
    sure = confirmed()
    monkeypatch.setattr(schedule, "current", lambda: sure)
    monkeypatch.setattr(documents, "available", lambda: False)
    with django_db_blocker.unblock(), own_database("sure", template=name) as own, at(own):
        settings.KEEPER_DSN = plugin.server.url("keeper", own)
        settings.DATA = tmp_path
        yield Aged(deepcopy(world), own, tmp_path / "archive")


@pytest.fixture(scope="session")
def ready(
    swept: tuple[World, str], django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Ready]:
    """All that the school holds of Elsa is approved. Beside her stands Ebba, about whom all is written that is of her."""
    world, name = swept
    with django_db_blocker.unblock(), own_database("ready", template=name) as own:
        aged = Aged(deepcopy(world), own, tmp_path_factory.mktemp("ready"))
        with at(own), pytest.MonkeyPatch.context() as patch:
            reviewed(aged, patch)
            proposal = approved(aged, "asta", "max")
        yield Ready(aged, proposal.pk, beside.copied(own, about(aged.run, aged.world.elsa.pk), aged.world))


# Bare SQL ------------------------------------------------------------------------------------------

NEW = UUID(int=7)
ON = "SELECT set_config('kronobarn.retention', 'on', true)"
APPROVED = {"approved_at": "now()", "approved_by_id": "{rut}"}


@pytest.fixture
def town(ready: Ready, db: None) -> Iterator[Bare]:
    with bare(ready.aged.world, ready.aged.database) as asked:
        yield asked


@pytest.fixture
def names(ready: Ready) -> dict[str, Any]:
    """What the statements call by name, as SQL."""
    world = ready.aged.world
    found: dict[str, Any] = {name: one.pk for name, one in world.people.items()}
    found |= {f"{name}_at": one.pk for name, one in world.assignments.items()} | {"elsa_person": found["elsa"]}
    found |= {f"area_{name}": one.pk for name, one in world.areas.items()}
    found |= {"elsa": f"'{world.elsa.pk}'", "ebba": f"'{ready.ebba}'", "noa": f"'{world.noa.pk}'", "new": f"'{NEW}'"}
    return found | {"proposal": f"'{ready.proposal}'"}


def row(table: str, values: dict[str, str]) -> str:
    return f"INSERT INTO {table} ({', '.join(values)}) VALUES ({', '.join(values.values())})"


def a_proposal(by: str = "alva", area: str = "social", **other: str) -> str:
    return row(
        "retention_proposal",
        {
            "id": "{new}",
            "area_id": f"{{area_{area}}}",
            "rules_version": "(SELECT min(version) FROM retention_term)",
            "acts": "1",
            "records": "1",
            "proposed_at": "now()",
            "proposed_by_id": f"{{{by}}}",
            "proposed_as_id": f"{{{by}_at}}",
            "package": "''",
        }
        | other,
    )


def a_hold(by: str = "asta", area: str = "skolan", child: str = "{elsa}", **other: str) -> str:
    return row(
        "retention_hold",
        {
            "id": "gen_random_uuid()",
            "child_id": child,
            "area_id": f"{{area_{area}}}",
            "reason": "'Det pågår en tvist.'",
            "since": "circles_today()",
            "placed_at": "now()",
            "placed_by_id": f"{{{by}}}",
        }
        | other,
    )


def those_about(town: Bare, card: UUID) -> dict[str, int]:
    """How many rows each table has about a card."""
    tables = about(town.run, card).items()
    counted = " UNION ALL ".join(f"SELECT '{table}', count(*) FROM {table} WHERE {which}" for table, which in tables)
    return {table: number for table, number in town.run(counted) if number}


def happens(town: Bare, changes: str, names: dict[str, Any]) -> None:
    """One statement after another, with what they call by name."""
    for one in changes.format(**names).split(";"):
        if one.strip():
            town.run(one)
