"""Ten thousand invented children with a working life's rows each, put straight into the tables.

COPY as the admin role, past actions and policies: only the amount and the shape matter here. What the measured
pages read is there in full; of other records only the header.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

import psycopg
from django.db import models
from django.utils import timezone
from psycopg import sql

from kronobarn.assessments.models import Observation
from kronobarn.authorities.county import shipped
from kronobarn.authorities.models import Assignment, Organisation, SecrecyArea, Unit
from kronobarn.circles.models import Disclosure, Record, Seat
from kronobarn.concerns.models import Matter, Signal
from kronobarn.consents.models import Consent
from kronobarn.core import clock
from kronobarn.core.actor import SYSTEM
from kronobarn.meetings.models import Meeting
from kronobarn.notices.models import Task
from kronobarn.people.models import Child, Guardianship, Identity, Person
from kronobarn.plans.models import Goal, Party, Plan, PlanAction
from kronobarn.practice import actions
from kronobarn.practice.reading import read
from kronobarn.responsibility.models import Responsibility

HEAD_HAS: Final = 500
STAFF_HAVE: Final = 150
RECORDS: Final = 20
FIRST: Final = 1_000_000  # far from what sequences give
SCHOOL, HEALTH, SOCIAL = FIRST, FIRST + 1, FIRST + 2
GIVEN = (
    "Alva",
    "Bilal",
    "Cleo",
    "Ebba",
    "Elsa",
    "Hugo",
    "Ines",
    "Liam",
    "Märta",
    "Noah",
    "Omar",
    "Saga",
    "Åke",
    "Östen",
)
FAMILY = ("Ahlgren", "Berg", "Demir", "Ek", "Hassan", "Holm", "Lind", "Nguyen", "Nilsson", "Sjö", "Åberg", "Öberg")
WORDS = (
    "Har varit trött och tyst de senaste veckorna. Sitter gärna för sig själv på rasterna och äter lite till lunch. "
    * 3
)

Row = dict[str, Any]


@dataclass(frozen=True)
class Worker:
    """A member of staff whom the bench signs in, and the children they have."""

    person: int
    assignment: int
    area: int
    unit: int
    children: list[UUID]


@dataclass(frozen=True)
class County:
    """Whom the bench works as."""

    head: Worker
    teacher: Worker


class Maker:
    """Rows of one county, the same each time but for today's date."""

    def __init__(self, children: int) -> None:
        self.random = random.Random(4711)
        self.now: datetime = timezone.now()
        self.today: date = timezone.localdate()
        self.children = [self.id() for _ in range(children)]
        self.rows: dict[type[models.Model], list[Row]] = {}
        self.units = 0
        self.consent = UUID(int=0)

    def id(self) -> UUID:
        return UUID(int=self.random.getrandbits(128), version=4)

    def add(self, model: type[models.Model], **row: Any) -> None:
        self.rows.setdefault(model, []).append(row)

    def ago(self, days: int) -> datetime:
        return self.now - timedelta(days=days)

    # Grown-ups

    def authorities(self) -> None:
        """One municipality with a school, health care and social services."""
        self.add(
            Organisation, id=FIRST, key="bench", name="Banköpings kommun", kind="municipality", municipality_code="9999"
        )
        names = {
            SCHOOL: ("school", "Skolan"),
            HEALTH: ("health_care", "Barnhälsan"),
            SOCIAL: ("social_services", "Socialtjänsten"),
        }
        for area, (regime, name) in names.items():
            self.add(
                SecrecyArea,
                id=area,
                key=f"bench-{regime}".replace("_", "-"),
                organisation_id=FIRST,
                name=name,
                regime=regime,
            )

    def person(self) -> int:
        """Somebody: staff or guardian."""
        number = FIRST + len(self.rows.get(Person, ()))
        given, family = self.random.choice(GIVEN), self.random.choice(FAMILY)
        self.add(Person, id=number, username=f"bench-{number}", given_name=given, family_name=family, password="!")
        return number

    def staff(self, area: int, kind: str, profession: str, role: str, each_has: int) -> list[Worker]:
        """So many of one profession that each has its share of the children."""
        found: list[Worker] = []
        for start in range(0, len(self.children), each_has):
            unit = FIRST + self.units
            self.units += 1
            self.add(
                Unit, id=unit, key=f"bench-{unit}", area_id=area, name=f"Enhet {unit - FIRST}", kind=kind, active=True
            )
            person = self.person()
            self.add(
                Assignment,
                id=person,
                person_id=person,
                unit_id=unit,
                profession=profession,
                role=role,
                since=self.ago(900).date(),
            )
            found.append(Worker(person, person, area, unit, self.children[start : start + each_has]))
        return found

    # Children

    def child(self, number: int, head: Worker, others: list[Worker]) -> None:
        """One child with everything that hangs on it."""
        child = self.children[number]
        born = self.today - timedelta(days=self.random.randint(3 * 365, 17 * 365))
        self.add(
            Child,
            id=child,
            given_name=self.random.choice(GIVEN),
            family_name=self.random.choice(FAMILY),
            born_on=born,
            registered_at=self.ago(800),
            registered_by_id=head.person,
            protection="secrecy_mark" if number % 200 == 0 else "none",
        )
        self.add(
            Identity,
            id=self.id(),
            child_id=child,
            kind="reserve_number",
            number=f"BENCH{number:08}",
            since=self.ago(800),
        )
        guardians = [self.person() for _ in range(1 + number % 2)]
        self._table(child, head, others, guardians)
        self._records(child, number, head, others, guardians)

    def _table(self, child: UUID, head: Worker, others: list[Worker], guardians: list[int]) -> None:
        """Who sits there."""
        seat = {"child_id": child, "since": self.ago(700), "granted_by_id": head.person, "why": "Behövs för uppgiften"}
        for worker, role in [(head, "responsible"), *((each, "participant") for each in others)]:
            ground = "responsibility" if role == "responsible" else "task"
            held = {"person_id": worker.person, "assignment_id": worker.assignment, "area_id": worker.area}
            self.add(Seat, id=self.id(), role=role, ground=ground, **held, **seat)
        for person in guardians:
            self.add(Seat, id=self.id(), role="guardian", ground="family", person_id=person, **seat)
            self.add(
                Guardianship,
                id=self.id(),
                child_id=child,
                guardian_id=person,
                custody="joint" if len(guardians) == 2 else "sole",
                source="population_register",
                since=self.ago(800).date(),
                recorded_at=self.ago(800),
                recorded_by_id=head.person,
            )
        self.add(
            Responsibility,
            id=self.id(),
            child_id=child,
            function="head_teacher",
            unit_id=head.unit,
            holder_id=head.assignment,
            since=self.ago(700),
            accepted_at=self.ago(700),
            accepted_by_id=head.person,
        )

    def _records(self, child: UUID, number: int, head: Worker, others: list[Worker], guardians: list[int]) -> None:
        """Twenty records: a matter with what led to it and, for every fifth child, a plan."""
        matter = self._record(child, "matter", head, 400)
        done = number % 5 in (2, 3)
        end = {"closed_at": self.ago(20), "closed_by_id": head.person, "outcome": "own_service", "state": "closed"}
        self.add(Matter, record_id=matter, child_id=child, **(end if done else {"state": "gathering"}))
        self._yes(child, matter, head, others, guardians)
        for nth, worker in enumerate(others[:2]):
            self._signal(child, worker, head, matter if nth or number % 5 else None)
        left = RECORDS - 4
        if number % 5 == 0:
            left -= 1
            self._plan(child, matter, head, others, guardians)
        if number % 10 == 0:
            left -= 1
            self._meeting(child, matter, head, others)
        for nth in range(left):
            writer = self.random.choice([head, *others])
            kind = "observation" if nth % 4 else self.random.choice(("consent", "analysis", "review"))
            record = self._record(child, kind, writer, self.random.randint(1, 390))
            if kind == "observation":
                words = {"works": "Läser gärna högt.", "hard": WORDS[:160]}
                self.add(
                    Observation,
                    record_id=record,
                    child_id=child,
                    matter_id=matter,
                    area_key="active",
                    perspective="professional",
                    **words,
                )
            self._pass_on(child, record, writer, head, guardians if nth % 3 == 0 else [])

    def _yes(self, child: UUID, matter: UUID, head: Worker, others: list[Worker], guardians: list[int]) -> None:
        """One guardian's yes, which what is passed on to the school rests on."""
        self.consent = self._record(child, "consent", head, 390)
        until = (self.now + timedelta(days=300)).date()
        services = sorted({worker.area for worker in others} - {head.area})
        scope = {"services": services, "kinds": ["support"], "until": until}
        self.add(
            Consent,
            record_id=self.consent,
            child_id=child,
            request=self.consent,
            about=matter,
            owner_id=head.area,
            giver_id=guardians[0],
            as_role="guardian",
            why="För att hjälpas åt.",
            text_version="bench",
            state="given",
            form="oral",
            since=self.ago(390).date(),
            answered_at=self.ago(389),
            answered_by_id=head.person,
            **scope,
            **{f"asked_{name}": value for name, value in scope.items()},
        )

    def _record(self, child: UUID, kind: str, writer: Worker, days: int) -> UUID:
        record = self.id()
        self.add(
            Record,
            id=record,
            child_id=child,
            owner_id=writer.area,
            kind=kind,
            author_id=writer.person,
            author_assignment_id=writer.assignment,
            headline="Har varit trött och tyst de senaste veckorna",
            happened_on=self.ago(days).date(),
            written_at=self.ago(days),
            practice_version="bench",
            retention_class="matter",
        )
        return record

    def _pass_on(self, child: UUID, record: UUID, writer: Worker, head: Worker, guardians: list[int]) -> None:
        """To the school when somebody else's, and some to the family."""
        given = {
            "child_id": child,
            "record_id": record,
            "owner_id": writer.area,
            "granted": True,
            "since": self.ago(300),
            "decided_by_id": writer.person,
            "decided_for_id": writer.assignment,
        }
        if writer.area != head.area and self.random.random() < 0.5:
            until = self.now + timedelta(days=200)
            self.add(
                Disclosure,
                id=self.id(),
                to_area_id=head.area,
                ground="consent",
                consent=self.consent,
                kinds=["support"],
                necessity="Familjen har sagt ja.",
                until=until,
                **given,
            )
        for person in guardians:
            self.add(Disclosure, id=self.id(), to_person_id=person, ground="child_or_guardian", **given)

    def _signal(self, child: UUID, writer: Worker, head: Worker, matter: UUID | None) -> None:
        days = self.random.randint(1, 3) if matter is None else 400
        record = self._record(child, "signal", writer, days)
        self._pass_on(child, record, writer, head, [])
        received = {"matter_id": matter, "received_at": self.ago(days), "received_by_id": head.person} if matter else {}
        self.add(
            Signal,
            record_id=record,
            child_id=child,
            what_was_seen=WORDS,
            seen_on=self.ago(days).date(),
            child_knows="yes",
            guardians_know="not_yet",
            sent_to_id=head.assignment,
            sent_at=self.ago(days),
            **received,
        )
        if matter is None:
            self._task(child, "receive_signal", record, head, self.random.randint(-3, 3))

    def _plan(self, child: UUID, matter: UUID, head: Worker, others: list[Worker], guardians: list[int]) -> None:
        plan = self._record(child, "plan", head, 90)
        self._pass_on(child, plan, head, head, guardians)
        self.add(
            Plan,
            record_id=plan,
            child_id=child,
            matter_id=matter,
            state="active",
            child_wants="Jag vill ha någon att vara med på rasten.",
            heard="talk",
            heard_on=self.ago(90).date(),
            heard_by_id=head.person,
            lead_id=head.assignment,
            next_review_on=self.today + timedelta(days=30),
            activated_at=self.ago(90),
            activated_by_id=head.person,
        )
        for worker in {each.area: each for each in [*others, head]}.values():
            answered = {"answer": "accepted", "answered_at": self.ago(90), "answered_by_id": worker.person}
            self.add(
                Party,
                id=self.id(),
                record_id=plan,
                child_id=child,
                area_id=worker.area,
                contact_id=worker.assignment,
                **answered,
            )
        for nth in range(1, 4):
            goal = self.id()
            said = {
                "need": WORDS[:120],
                "desired_outcome": "Har någon att vara med varje rast.",
                "how_we_see_it": WORDS[:80],
            }
            self.add(
                Goal,
                id=goal,
                record_id=plan,
                child_id=child,
                number=nth,
                area_key="active",
                said_by="child",
                state="active",
                **said,
            )
            worker = others[nth % len(others)]
            self.add(
                PlanAction,
                id=self.id(),
                record_id=plan,
                child_id=child,
                goal_id=goal,
                what="Äter lunch tillsammans i den lilla matsalen.",
                area_id=worker.area,
                assignment_id=worker.assignment,
                person_id=worker.person,
                since=self.ago(90).date(),
                until=self.today + timedelta(days=10 * nth),
                state="open",
            )
            self._task(child, "do_action", plan, worker, 10 * nth)
        self._task(child, "review_plan", plan, head, 30)

    def _meeting(self, child: UUID, matter: UUID, head: Worker, others: list[Worker]) -> None:
        meeting = self._record(child, "meeting", head, 10)
        starts = self.now + timedelta(days=self.random.randint(1, 20))
        self.add(
            Meeting,
            record_id=meeting,
            child_id=child,
            matter_id=matter,
            starts_at=starts,
            minutes=60,
            place="Lilla salen",
            state="called",
        )
        self._task(child, "attend_meeting", meeting, others[0], 7)

    def _task(self, child: UUID, kind: str, subject: UUID, worker: Worker, days: int) -> None:
        """Asked once of each person; the same plan may hold two actions of one's own."""
        asked = self.rows.setdefault(Task, [])
        if any(task["subject"] == subject and task["person_id"] == worker.person for task in asked[-8:]):
            return
        self.add(
            Task,
            id=self.id(),
            child_id=child,
            kind=kind,
            subject=subject,
            due_on=self.today + timedelta(days=days),
            person_id=worker.person,
            assignment_id=worker.assignment,
            asked_at=self.ago(5),
            asked_by_id=worker.person,
        )


def fill(admin_url: str, children: int) -> County:
    """Make the county and put it into the database, with the practice model that it works by."""
    actions.load(content=read(shipped("kronoberg")), adopt_from=clock.today(), by=SYSTEM)
    maker = Maker(children)
    maker.authorities()
    heads = maker.staff(SCHOOL, "school", "head_teacher", "responsible", HEAD_HAS)
    teams = [
        maker.staff(SCHOOL, "school", "teacher", "staff", STAFF_HAVE),
        maker.staff(HEALTH, "bvc", "child_health_nurse", "staff", STAFF_HAVE),
        maker.staff(SOCIAL, "social_office", "social_secretary", "staff", STAFF_HAVE),
    ]
    for number in range(children):
        others = [team[number // STAFF_HAVE] for team in teams]
        maker.child(number, heads[number // HEAD_HAS], others)
    with psycopg.connect(admin_url) as connection:
        for model in ORDER:
            _copy(connection, model, maker.rows.get(model, []))
    with psycopg.connect(admin_url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
    return County(head=heads[0], teacher=teams[0][0])


ORDER: Final[tuple[type[models.Model], ...]] = (
    Organisation,
    SecrecyArea,
    Unit,
    Person,
    Assignment,
    Child,
    Identity,
    Guardianship,
    Seat,
    Responsibility,
    Record,
    Consent,  # what is shared rests on it
    Disclosure,
    Matter,
    Signal,
    Observation,
    Meeting,
    Party,  # before its plan, which must have two
    Plan,
    Goal,
    PlanAction,
    Task,
)


def _copy(connection: psycopg.Connection[Any], model: type[models.Model], rows: Iterable[Row]) -> None:
    """Put rows into a model's table; what a row does not say is the field's default."""
    fields = [(field.attname, field.get_default()) for field in model._meta.concrete_fields if not field.generated]
    columns = sql.SQL(", ").join(sql.Identifier(name) for name, _default in fields)
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(model._meta.db_table), columns)
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([row.get(name, default) for name, default in fields])
