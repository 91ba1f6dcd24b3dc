"""Random towns as rows of tables: children, seats, what was written, passed on, asked and answered, from day to day.

A town is two children and everything about them. Many towns stand in the database at once, with the same few people
around all of them: a town costs a millisecond or two, and can be drawn again from its seed.
"""

import json
import uuid
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg

from tests.circles.town_parts import MORE_KINDS, Parts
from tests.circles.town_parts import Rows as Rows
from tests.hunt.oracle import Facts, Row, Who

STAFF = (
    Who("Ada", -1, -1, -1, -11),
    Who("Ada at work elsewhere", -1, -7, -2, -21),
    Who("Bob, in another unit", -2, -2, -1, -12),
    Who("Cia, in the same unit as Bob", -3, -3, -1, -12),
    Who("Dan", -4, -4, -3, -31),
)
UNITS = {-11: -1, -12: -1, -21: -2, -31: -3}
"""The area that each unit is in."""
FAMILY = (Who("Eve", -5, None, None), Who("Fia", -6, None, None), Who("Ada at home", -1, None, None))
EVERYONE = (*STAFF, *FAMILY)
AREAS = (-1, -2, -3)
ROLES = ("responsible", "lead", "contact", "participant", "participant", "notifier", "emergency")
KINDS = ("observation", "signal", "matter", "consent", "analysis", "plan")
PROTECTION = ("none", "none", "secrecy_mark", "protected_registration")
LONGEST = 50  # hours


class Draw(Parts):
    """One town, from one seed."""

    def __init__(self, seed: int, now: datetime) -> None:
        super().__init__(seed, now, STAFF, FAMILY)
        self.has_parts = self._maybe(0.25)  # they take as long to ask about as all the rest
        children = [self._child(seed, number) for number in range(2)]
        if self._maybe(0.5):
            self._same_child(*children)

    def _hour(self, earliest: int = -LONGEST, latest: int = LONGEST) -> datetime:
        """Half past, so that nothing begins or ends at the moment somebody looks."""
        return self.now + timedelta(hours=self.random.randint(earliest, latest), minutes=30)

    def _period(self) -> dict[str, datetime | None]:
        """Mostly begun, often not ended."""
        since = self._hour(latest=-1 if self._maybe(0.7) else LONGEST)
        until = since + timedelta(hours=self.random.randint(1, 2 * LONGEST)) if self._maybe(0.5) else None
        return {"since": since, "until": until}

    def _same_child(self, one: uuid.UUID, other: uuid.UUID) -> None:
        """The two are one child, or were thought to be. Whatever is about either is seen as before."""
        undone = self._maybe(0.3)
        self.rows["people_samechild"].append(
            {"id": self._id(), "child_id": one, "kept_id": other, "reason": "De är ett.", "decided_at": self.now, "decided_by_id": -1,
             "undone_at": self.now if undone else None, "undone_by_id": -1 if undone else None,
             "undone_because": "De är två." if undone else "", "numbers": ""}
        )  # fmt: skip

    def _child(self, seed: int, number: int) -> uuid.UUID:
        child = uuid.UUID(int=((seed & (1 << 60) - 1) << 4) + number + 1)
        self.rows["people_child"].append(
            {"id": child, "given_name": "c", "family_name": "c", "born_on": self.now.date(), "pronoun": "", "language": "sv",
             "protection": self.random.choice(PROTECTION), "registered_at": self.now, "registered_by_id": -1}
        )  # fmt: skip
        number_of = f"{seed & (1 << 60) - 1:x}-{number}"
        self.rows["people_identity"].append(
            {"id": self._id(), "child_id": child, "kind": "reserve_number", "number": number_of, "since": self.now, "until": None}
        )  # fmt: skip
        for _ in range(self.random.randint(0, 7)):
            self._seat(child)
        for who in self.random.sample(STAFF, self.random.randint(0, 2)):
            times = self._period()
            times["until"] = times["until"] or self.now + timedelta(hours=3 * LONGEST)
            self.rows["people_named"].append(
                {"id": self._id(), "child_id": child, "person_id": who.person, "why": "w", **times, "granted_by_id": -1,
                 "ended_by_id": None}
            )  # fmt: skip
        records: list[Row] = []
        for _ in range(self.random.randint(0, 5)):
            records.append(self._record(child, records))
        requests = [self._id() for _ in range(2)]
        for record in records:
            for _ in range(self.random.randint(0, 2)):
                self._disclosure(record, requests)
            self._details(record, requests)
            if self._maybe(0.3):
                self._withheld(record)
        if self.has_parts:
            for record in sorted(
                records, key=lambda one: one["kind"] != "plan"
            ):  # what follows a plan up comes after it
                self._parts(record)
        for unit in self.random.sample(sorted(UNITS), 2) if self._maybe(0.6) else []:
            self._block(child, unit)
            if self._maybe(0.4):
                self._seat(child, opened_now=True)  # which passes a block
        self._own_things(child, records)
        return child

    def _seat(self, child: uuid.UUID, *, opened_now: bool = False) -> None:
        who = self.random.choice(STAFF if opened_now else EVERYONE)
        role = self.random.choice(ROLES) if who.assignment else self.random.choice(("guardian", "child"))
        role = "emergency" if opened_now else role
        times = self._period()
        taken = any((one["child_id"], one["role"]) == (child, role) for one in self.rows["circles_seat"])
        if role == "responsible" and taken:
            return
        key, told_from = self._id(), None
        if role == "emergency":
            begun = self._hour(earliest=-4, latest=-1) if opened_now else self._hour(earliest=-6)
            told_from = self._hour()
            times = {"since": begun, "until": begun + timedelta(hours=4)}
            self._opening(key, child, who, begun)
        self.rows["circles_seat"].append(
            {"id": key, "child_id": child, "person_id": who.person, "assignment_id": who.assignment, "area_id": who.area,
             "role": role, "ground": self.random.choice(("task", "task", "consent")), "why": "", **times, "told_from": told_from, "granted_by_id": -1}
        )  # fmt: skip
        if role == "guardian":  # custody begins and ends with days of its own
            since = self.now.date() - timedelta(days=self.random.randint(1, 900))
            self.rows["people_guardianship"].append(
                {"id": self._id(), "child_id": child, "guardian_id": who.person, "custody": "joint", "source": "stated",
                 "since": since, "until": self.now.date() if self._maybe(0.3) else None, "recorded_at": self.now,
                 "recorded_by_id": -1}
            )  # fmt: skip

    def _opening(self, seat: uuid.UUID, child: uuid.UUID, who: Who, at: datetime) -> None:
        self.rows["emergency_opening"].append(
            {"seat_id": seat, "child_id": child, "person_id": who.person, "assignment_id": who.assignment, "area_id": who.area,
             "reason": "danger", "words": "w" * 20, "code_typed_at": at, "opened_at": at, "nth_in_month": 1,
             "judge_by": at.date(), "put_off_until": None, "put_off_because": "", "put_off_by_id": None}
        )  # fmt: skip

    def _record(self, child: uuid.UUID, earlier: list[Row]) -> Row:
        author = self.random.choice(EVERYONE)
        owner = author.area if author.area and self._maybe(0.7) else self.random.choice(AREAS)
        kind = self.random.choice(MORE_KINDS if self.has_parts and self._maybe(0.5) else KINDS)
        if self.has_parts and any(one["kind"] == "plan" for one in earlier) and self._maybe(0.4):
            kind = "review"
        record = {
            "id": self._id(), "child_id": child, "owner_id": owner, "kind": kind,
            "author_id": author.person, "author_assignment_id": author.assignment, "headline": "h",
            "happened_on": self.now.date(), "written_at": self.now - timedelta(days=200 * self._maybe(0.3)), "practice_version": "v", "retention_class": "matter",
            "part_of_id": self.random.choice(earlier)["id"] if earlier and self._maybe(0.3) else None,
        }  # fmt: skip
        self.rows["circles_record"].append(record)
        return record

    def _disclosure(self, record: Row, requests: list[uuid.UUID]) -> None:
        to_person = self.random.choice(FAMILY).person if self._maybe(0.4) else None
        others = [area for area in AREAS if area != record["owner_id"]]
        times = self._period()
        granted = self._maybe(0.8)
        consent = self.random.choice(requests) if self._maybe(0.4) else None
        if consent and times["until"] is None:
            times["until"] = self.now + timedelta(hours=LONGEST, minutes=30)
        self.rows["circles_disclosure"].append(
            {"id": self._id(), "child_id": record["child_id"], "record_id": record["id"], "owner_id": record["owner_id"],
             "to_area_id": None if to_person else self.random.choice(others), "to_person_id": to_person, "granted": granted,
             "ground": "consent" if consent else "harm_test", "consent": consent, "kinds": ["school"] if consent else [],
             "necessity": "de ska veta", **times, "decided_by_id": self.random.choice(STAFF).person, "decided_for_id": None,
             "ended_by_id": None, "ended_at": None}
        )  # fmt: skip

    def _withheld(self, record: Row) -> None:
        for person in self.random.sample([who.person for who in FAMILY], self.random.randint(1, 2)):
            ended = self._maybe(0.3)
            self.rows["circles_withheld"].append(
                {"id": self._id(), "child_id": record["child_id"], "record_id": record["id"], "from_person_id": person,
                 "part": None, "because": "child", "reason": "elsa är rädd", "since": self.now, "review_on": self.now.date(), "decided_by_id": -2,
                 "decided_for_id": -2, "ended_at": self.now if ended else None, "ended_by_id": -2 if ended else None,
                 "ended_because": "Det behövs inte." if ended else ""}
            )  # fmt: skip

    def _block(self, child: uuid.UUID, unit: int) -> None:
        ended = self._maybe(0.3)
        area = UNITS[unit] if self._maybe(0.9) else self.random.choice(AREAS)
        self.rows["circles_block"].append(
            {"id": self._id(), "child_id": child, "area_id": area, "unit_id": unit, "since": self.now, "wish": "w",
             "maturity": "m", "recorded_by_id": -1, "recorded_for_id": -1, "ended_at": self.now if ended else None,
             "ended_by_id": -1 if ended else None, "ended_because": "Det behövs inte." if ended else ""}
        )  # fmt: skip

    def _details(self, record: Row, requests: list[uuid.UUID]) -> None:
        own = {"record_id": record["id"], "child_id": record["child_id"]}
        day = self.now.date()
        if record["kind"] == "plan" and self._maybe(0.6):
            lives = any(
                (one["child_id"], one["state"]) == (own["child_id"], "draft") for one in self.rows["plans_plan"]
            )
            closed = lives or self._maybe(0.6)
            self.rows["plans_plan"].append(
                {**own, "matter_id": record["id"], "state": "closed" if closed else "draft", "child_wants": "", "child_view_how": "",
                 "lead_id": None, "next_review_on": None, "revision": 0, "contingency": "", "disagreement": "",
                 "activated_at": None, "activated_by_id": None, "closed_at": self.now if closed else None,
                 "closed_by_id": -1 if closed else None, "closed_because": "Den behövs inte." if closed else "",
                 "evaluation_child": "", "evaluation_guardians": "", "heard": "", "heard_how": "", "heard_why": "",
                 "lead_no": ""}
            )  # fmt: skip
        if record["kind"] == "matter":
            asked = self.random.choice(EVERYONE)
            unit = self.random.choice(sorted(UNITS)) if self._maybe(0.4) else None
            over = unit is not None and self._maybe(0.2)
            self.rows["assessments_source"].append(
                {"id": self._id(), **own, "kind": "professional" if asked.assignment or unit else "guardian",
                 "person_id": None if unit else asked.person, "assignment_id": None if unit else asked.assignment,
                 "state": "declined" if over else "not_started", "question": "", "purpose": "", "unit_id": unit, "taken_at": None, "analysis_id": None,
                 "reminded_at": None, "due_on": day, "declined_because": "De hinner inte nu." if over else "", "told_how": "",
                 "asked_at": self.now, "asked_by_id": -1, "earlier": "[]", "finished_at": self.now if over else None, "finished_by_id": -1 if over else None}
            )  # fmt: skip
            chosen = self.random.choice(STAFF)
            to = self.random.choice([one for one in STAFF if one.area != record["owner_id"]])
            self.rows["responsibility_following"].append(
                {"id": self._id(), "child_id": record["child_id"], "responsibility_id": self._id(), "record_id": record["id"],
                 "kind": self.random.choice(KINDS), "happened_on": day, "owner_id": record["owner_id"], "to_area_id": to.area,
                 "to_assignment_id": to.assignment, "ground": "necessary", "consent": None, "kinds": [], "necessity": "de ska veta",
                 "until": None, "chosen_by_id": chosen.person, "chosen_for_id": chosen.assignment, "chosen_at": self.now,
                 "given_at": self.now if self._maybe(0.5) else None, "dropped_at": None}
            )  # fmt: skip
        if record["kind"] != "consent":
            return
        giver, request = self.random.choice(FAMILY), self.random.choice(requests)
        if self._maybe(0.3):
            taken = any(
                (one["request"], one["person_id"]) == (request, giver.person)
                for one in self.rows["consents_lawfulalternative"]
            )
            basis = self.random.choice(("sole_custody", "fb_6_13_2", "fb_6_13_a", "other"))
            if not taken:
                self.rows["consents_lawfulalternative"].append(
                    {**own, "services": [-1], "kinds": ["school"], "since": day, "until": day, "request": request,
                     "about": self._id(), "owner_id": record["owner_id"], "person_id": giver.person, "basis": basis, "reason": "De är ett."}
                )  # fmt: skip
            return
        if any((one["request"], one["giver_id"]) == (request, giver.person) for one in self.rows["consents_consent"]):
            return
        scope = {"services": [-1], "kinds": ["school"], "since": day, "until": day}
        state = self.random.choice(("asked", "given", "limited", "refused", "withdrawn", "superseded"))
        answered = state != "asked"
        self.rows["consents_consent"].append(
            {**own, **scope, "request": request, "about": self._id(), "owner_id": record["owner_id"], "giver_id": giver.person,
             "as_role": "guardian", "why": "w", "text_version": "v", "asked_services": [-1], "asked_kinds": ["school"],
             "asked_until": day, "state": state, "form": "oral" if answered else "", "answered_at": self.now if answered else None,
             "answered_by_id": giver.person if answered else None,
             "withdrawn_at": self.now if state == "withdrawn" else None,
             "withdrawn_by_id": giver.person if state == "withdrawn" else None}
        )  # fmt: skip
        if state == "withdrawn":  # what rested on the yes ended with it
            for given in self.rows["circles_disclosure"]:
                if given["consent"] == request and given["since"] < self.now:
                    given["until"] = min(given["until"], self._hour(latest=-1))
                    given["until"] = max(given["until"], given["since"] + timedelta(hours=1))

    def _own_things(self, child: uuid.UUID, records: list[Row]) -> None:
        holder, asked = self.random.choice(STAFF), self.random.choice(STAFF)
        self.rows["responsibility_responsibility"].append(
            {"id": self._id(), "child_id": child, "function": "head_teacher", "unit_id": -1, "holder_id": holder.assignment,
             "since": self.now - timedelta(days=9), "until": self.now if self._maybe(0.3) else None,
             "accepted_at": self.now, "accepted_by_id": holder.person, "handed_on_from_id": None,
             "offered_to_id": asked.assignment, "offered_at": self.now, "offered_because": "Barnet ska flytta.", "left_behind": []}
        )  # fmt: skip
        who = self.random.choice(EVERYONE)
        self.rows["drafts_draft"].append(
            {"id": self._id(), "child_id": child, "author_id": who.person, "assignment_id": who.assignment, "form": "signal",
             "window": "", "mark": "", "typed": {}, "saved_at": self.now}
        )  # fmt: skip
        who = self.random.choice(EVERYONE)
        self.rows["papers_order"].append(
            {"id": self._id(), "child_id": child, "person_id": who.person, "assignment_id": who.assignment, "address": "/a/",
             "back": "/b/", "fingerprint": "f", "asked_at": self.now, "sheet": "\\x00"}
        )  # fmt: skip
        who = self.random.choice(EVERYONE)
        question, to_area = self._id(), self.random.choice([area for area in AREAS if area != who.area])
        answered = self.now if self._maybe(0.5) else None
        self.rows["disclosures_informationrequest"].append(
            {"id": question, "child_id": child, "from_area_id": who.area, "what": "w", "why": "w", "ground": "",
             "to_area_id": to_area, "asked_at": self.now, "asked_by_id": who.person, "asked_for_id": who.assignment,
             "state": "answered" if answered else "asked", "answer": "", "answered_at": answered,
             "answered_by_id": -1 if answered else None, "withdrawn_at": None, "withdrawn_by_id": None}
        )  # fmt: skip
        if answered:
            self.rows["disclosures_extent"].append(
                {"request_id": question, "child_id": child, "area_id": to_area, "whole": self._maybe(0.5)}
            )
        who = self.random.choice(EVERYONE)
        kind = self.random.choice(("tell", "answer_request", "renew_consent", "do_action", "attend_meeting"))
        subject = records[0]["id"] if records else child
        if kind in {"tell", "answer_request"} and self._maybe(0.7):
            subject = question
        self.rows["notices_task"].append(
            {"id": self._id(), "child_id": child, "person_id": who.person, "assignment_id": who.assignment,
             "kind": kind, "subject": subject, "due_on": self.now.date(), "asked_at": self.now,
             "asked_by_id": -1, "done_at": None, "done_by_id": None}
        )  # fmt: skip
        who = self.random.choice(EVERYONE)
        kind, why = self.random.choice(
            (
                ("child.opened", "participant"),
                ("child.opened", "notifier"),
                ("signal.sent", ""),
                ("child.sought", "noticed"),
                ("child.sought", "meets_the_child"),
                ("withheld.begun", ""),
                ("child.opened", "emergency"),
                ("emergency.opened", "emergency"),
                ("emergency.read", ""),
            )
        )
        about = [f"{record['kind']}:{record['id']}" for record in records]
        about += [f"disclosure:{one['id']}" for one in self.rows["circles_disclosure"] if one["child_id"] == child]
        about += [f"seat:{one['id']}" for one in self.rows["circles_seat"] if one["child_id"] == child]
        about += [f"emergency:{one['seat_id']}" for one in self.rows["emergency_opening"] if one["child_id"] == child]
        self.rows["audit_logentry"].append(
            {"id": -self.random.getrandbits(62), "at": self.now, "kind": kind, "person_id": who.person,
             "assignment_id": who.assignment, "unit_id": None, "child_id": child,
             "subject": self.random.choice(("", "signal:1", *about)), "why": why, "detail": {}}
        )  # fmt: skip


def draw(seeds: list[int], now: datetime) -> Rows:
    """Several towns at once."""
    rows: Rows = defaultdict(list)
    rows["authorities_unit"] = [
        {"id": unit, "key": f"towns{unit}", "area_id": area, "name": "u", "kind": "bvc", "municipality_code": "",
         "mailbox": "", "active": True, "name_in_files": ""}
        for unit, area in UNITS.items()
    ]  # fmt: skip
    rows["authorities_assignment"] = [
        {"id": who.assignment, "person_id": who.person, "unit_id": who.unit, "profession": "teacher", "role": "staff",
         "since": now.date()}
        for who in STAFF
    ]  # fmt: skip
    for seed in seeds:
        for table, more in Draw(seed, now).rows.items():
            rows[table] += more
    return rows


def write(connection: psycopg.Connection[Any], rows: Rows) -> None:
    """One statement a table, past foreign keys and triggers; constraints on a row hold as ever."""
    connection.execute("SET LOCAL session_replication_role = replica")
    there = {table: some for table, some in rows.items() if some}
    for table, some in there.items():
        columns = ", ".join(f'"{name}"' for name in some[0])
        text = json.dumps(some, default=str)
        connection.execute(
            f"INSERT INTO {table} ({columns}) OVERRIDING SYSTEM VALUE SELECT {columns} FROM jsonb_populate_recordset(NULL::{table}, %s)",
            [text],
        )
    connection.execute(f"ANALYZE {', '.join(there)}")  # else the planner takes them for empty


def let_time_pass(connection: psycopg.Connection[Any], hours: int) -> None:
    """What began and ends by the clock began, and ends, so much earlier."""
    for table in ("circles_seat", "circles_disclosure", "people_named"):
        told = ", told_from = told_from - %(by)s" if table == "circles_seat" else ""
        connection.execute(
            f"UPDATE {table} SET since = since - %(by)s, until = until - %(by)s{told}", {"by": timedelta(hours=hours)}
        )
    connection.execute("UPDATE circles_record SET written_at = written_at - %s", [timedelta(hours=hours)])


def facts(rows: Rows, now: datetime) -> Facts:
    """What the oracle goes by: the same rows, and what time it is."""
    return Facts(
        seats=rows["circles_seat"],
        records={row["id"]: row for row in rows["circles_record"]},
        disclosures=rows["circles_disclosure"],
        withheld=rows["circles_withheld"],
        children={row["id"]: row for row in rows["people_child"]},
        staff={who.person for who in STAFF if who.person},
        stretches=rows["responsibility_responsibility"],
        named=rows["people_named"],
        blocks=rows["circles_block"],
        requests={row["id"]: row for row in rows["disclosures_informationrequest"]},
        taking_part=rows["communication_participant"],
        called={(row["record_id"], row["person_id"], row["assignment_id"]) for row in rows["meetings_invited"]},
        closed_plans={row["record_id"] for row in rows["plans_plan"] if row["state"] == "closed"},
        units={row["id"]: row["unit_id"] for row in rows["authorities_assignment"]},
        now=now,
    )


def now() -> datetime:
    return datetime.now(UTC)
