"""Who may know what, in plain Python over what stands in the tables. It shares no line with the product."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

import psycopg

from tests.hunt.markers import Secret, rows

FAMILY = {"guardian", "child"}
SETTLED_BY_FAMILY = {
    *("renew_consent", "do_action", "review_plan", "talk_about_answer"),
    *("attend_meeting", "hold_meeting", "remember_meeting", "read_meeting"),
    *("activate_plan", "agree_to_plan", "review_sharing"),
}
LEADING = {"responsible", "lead"}
BESIDE_THE_WORK = {"notifier", "emergency"}
IN_AN_EMERGENCY = {"signal", "plan"}
LATELY = timedelta(days=91)
TO_REACH = {"lead", "contact"}
WHO_IT_IS = {"given_name", "family_name", "pronoun"}
Row = dict[str, Any]


@dataclass(frozen=True)
class Who:
    """One persona: the person, and the assignment, the secrecy area and the unit they act in."""

    name: str
    person: int | None
    assignment: int | None
    area: int | None
    unit: int | None = None

    @property
    def is_family(self) -> bool:
        return self.person is not None and self.assignment is None


@dataclass
class Facts:
    """Seats, records and disclosures, and what hangs on them."""

    seats: list[Row]
    records: dict[UUID, Row]
    disclosures: list[Row]
    children: dict[UUID, Row]
    staff: set[int]
    stretches: list[Row] = field(default_factory=list)
    """With the baton."""
    withheld: list[Row] = field(default_factory=list)
    named: list[Row] = field(default_factory=list)
    """Who may see who a protected child is."""
    colleagues: dict[int, set[int]] = field(default_factory=dict)
    """By an administrator's assignment: those who work in the same organisation."""
    blocks: list[Row] = field(default_factory=list)
    units: dict[int, int] = field(default_factory=dict)
    """Where each assignment is."""
    requests: dict[UUID, Row] = field(default_factory=dict)
    taking_part: list[Row] = field(default_factory=list)
    """In a thread of messages."""
    closed_plans: set[UUID] = field(default_factory=set)
    called: set[tuple[UUID, int | None, int | None]] = field(default_factory=set)
    """To which meeting, and as what."""
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    @classmethod
    def read(cls, admin: psycopg.Connection[Any]) -> "Facts":
        return cls(
            seats=rows(admin, "circles_seat"),
            records={row["id"]: row for row in rows(admin, "circles_record")},
            disclosures=rows(admin, "circles_disclosure"),
            children={row["id"]: row for row in rows(admin, "people_child")},
            staff={row["person_id"] for row in rows(admin, "authorities_assignment")},
            withheld=rows(admin, "circles_withheld"),
            named=rows(admin, "people_named"),
            colleagues=_colleagues(admin),
            blocks=rows(admin, "circles_block"),
            units={row["id"]: row["unit_id"] for row in rows(admin, "authorities_assignment")},
            requests={row["id"]: row for row in rows(admin, "disclosures_informationrequest")},
            taking_part=rows(admin, "communication_participant"),
            called={
                (row["record_id"], row["person_id"], row["assignment_id"]) for row in rows(admin, "meetings_invited")
            },
            closed_plans={row["record_id"] for row in rows(admin, "plans_plan") if row["state"] == "closed"},
        )

    def stands(self, row: Row) -> bool:
        return row["since"] <= self.now and (row["until"] is None or row["until"] > self.now)

    def roles(self, who: Who, child: UUID) -> set[str]:
        """The roles in which somebody sits with a child right now."""
        return {
            seat["role"]
            for seat in self._seats_of.get(child, [])
            if (seat["person_id"], seat["assignment_id"]) == (who.person, who.assignment)
            and who.person is not None
            and self.stands(seat)
        }

    @cached_property
    def _seats_of(self) -> dict[UUID, list[Row]]:
        return _by("child_id", self.seats)

    @cached_property
    def _passed_on(self) -> dict[UUID, list[Row]]:
        return _by("record_id", self.disclosures)

    def works(self, who: Who, child: UUID) -> bool:
        """Sits there as more than somebody who has noticed something, or opened the child in an emergency."""
        return bool(self.roles(who, child) - BESIDE_THE_WORK)

    def emergency(self, who: Who, child: UUID) -> bool:
        """Has opened the child, whose data are not protected, in an emergency."""
        return "emergency" in self.roles(who, child) and self.children[child]["protection"] == "none"

    def knows(self, who: Who, child: UUID) -> bool:
        """Sits there; and the child is not protected, or one is family, responsible or named."""
        roles = self.roles(who, child)
        if not roles or self.children[child]["protection"] == "none" or who.is_family or "responsible" in roles:
            return bool(roles)
        return any(one["person_id"] == who.person and self.stands(one) for one in self._named_of.get(child, []))

    @cached_property
    def _named_of(self) -> dict[UUID, list[Row]]:
        return _by("child_id", self.named)

    def reads_thread(self, who: Who, record_id: UUID, sent_at: datetime | None = None) -> bool:
        """Whether somebody takes part in a thread, since before something was written there. What is filed is a record."""
        record = self.records[record_id]
        if not self.record(who, record_id) or record["kind"] == "communication":
            return self.record(who, record_id)
        return self.works(who, record["child_id"]) and any(
            (one["person_id"], one["assignment_id"], one["until"]) == (who.person, who.assignment, None)
            and (sent_at is None or one["since"] <= sent_at)
            for one in self._taking_part_in.get(record_id, [])
        )

    @cached_property
    def _taking_part_in(self) -> dict[UUID, list[Row]]:
        return _by("record_id", self.taking_part)

    @cached_property
    def stretches_of(self) -> dict[UUID, list[Row]]:
        return _by("child_id", self.stretches)

    def untold(self, child: UUID) -> list[Row]:
        """Emergency openings that the family is not yet to know of."""
        return [one for one in self._seats_of.get(child, []) if one["told_from"] and one["told_from"] > self.now]

    @cached_property
    def _kept_from(self) -> dict[int, set[UUID]]:
        """The records that each person must not know of: decided so, and what is a part of them."""
        found: dict[int, set[UUID]] = {}
        parts_of = _by("part_of_id", list(self.records.values()))
        for one in self.withheld:
            if one["ended_at"] is None and one.get("part") is None:
                parts = {record["id"] for record in parts_of.get(one["record_id"], [])}
                found.setdefault(one["from_person_id"], set()).update({one["record_id"], *parts})
        return found

    def kept_from(self, who: Who, record_id: UUID) -> bool:
        """Whether somebody must not know of a record, in any hat."""
        return who.person is not None and record_id in self._kept_from.get(who.person, ())

    @cached_property
    def _parts_kept_from(self) -> set[tuple[int, UUID]]:
        """Whom each part of a record is withheld from by itself."""
        return {
            (one["from_person_id"], one["part"]) for one in self.withheld if one.get("part") and not one["ended_at"]
        }

    def part(self, who: Who, row: Row, *parts: str) -> bool:
        """As the record; and not what tells of a part that is withheld from the reader by itself."""
        kept = any((who.person, row[one]) in self._parts_kept_from for one in parts)
        return self.record(who, row["record_id"]) and not kept

    def blocked(self, who: Who, record_id: UUID) -> bool:
        """Whether somebody else wrote it, in another unit of one's area, and the child has had that unit's closed."""
        record = self.records[record_id]
        unit = self.units.get(record["author_assignment_id"])
        if who.area is None or record["owner_id"] != who.area or record["author_id"] == who.person or unit == who.unit:
            return False
        return any(
            (one["unit_id"], one["area_id"], one["ended_at"]) == (unit, who.area, None)
            for one in self._blocks_of.get(record["child_id"], [])
        )

    @cached_property
    def _blocks_of(self) -> dict[UUID, list[Row]]:
        return _by("child_id", self.blocks)

    def seat_kept_from(self, who: Who, seat: Row) -> bool:
        """Whether somebody sits there only because of what a person must not know of."""
        if not self._kept_from.get(who.person or 0) or seat["area_id"] is None or seat["person_id"] == who.person:
            return False
        if seat["role"] == "responsible":
            return False
        plans = [one for one in self._written_about.get(seat["child_id"], []) if one["kind"] == "plan"]
        if seat["role"] in {"lead", "contact"} and plans and all(self.kept_from(who, one["id"]) for one in plans):
            return True
        if seat["ground"] == "consent":
            return False
        known = [
            record
            for record in self._written_about.get(seat["child_id"], [])
            if record["owner_id"] == seat["area_id"]
            or any(
                one["granted"] and one["to_area_id"] == seat["area_id"] for one in self._passed_on.get(record["id"], [])
            )
        ]
        begun = any(one["written_at"] <= seat["since"] + timedelta(days=1) for one in known)
        return begun and all(self.kept_from(who, one["id"]) for one in known)

    def lines_kept_from(self, who: Who) -> set[Any]:
        """What the log may say nothing about: records, disclosures and seats by id, and who with which child."""
        kept = self._kept_from.get(who.person or 0, set())
        if who.person not in self._lines:
            near = {self.records[key]["child_id"] for key in kept}
            seats = [one for child in near for one in self._seats_of.get(child, []) if self.seat_kept_from(who, one)]
            told = {*kept, *(one["id"] for key in kept for one in self._passed_on.get(key, []))}
            hidden = {one["id"] for one in seats}
            told |= hidden
            by_them = {(one["child_id"], one["assignment_id"]) for one in seats}
            by_them -= {
                (one["child_id"], one["assignment_id"])
                for child in near
                for one in self._seats_of.get(child, [])
                if one["id"] not in hidden
            }
            self._lines[who.person] = {str(one) for one in told} | by_them
        return self._lines[who.person]

    @cached_property
    def _lines(self) -> dict[int | None, set[Any]]:
        return {}

    @cached_property
    def _written_about(self) -> dict[UUID, list[Row]]:
        return _by("child_id", list(self.records.values()))

    def record(self, who: Who, record_id: UUID) -> bool:
        """A standing seat, and: one's own area's, or passed on to one's area or oneself, or one's own words.

        Not what is blocked for one's unit, but in an emergency.
        """
        record = self.records[record_id]
        if self.kept_from(who, record_id):
            return False
        roles = self.roles(who, record["child_id"])
        given = [one for one in self._passed_on.get(record_id, []) if one["granted"] and self.stands(one)]
        if who.is_family:
            return bool(roles) and any(one["to_person_id"] == who.person for one in given)
        if roles and record["owner_id"] == who.area and record["author_id"] == who.person:
            return True
        of_the_area = record["owner_id"] == who.area or any(one["to_area_id"] == who.area for one in given)
        of_now = record_id not in self.closed_plans and (
            record["kind"] != "signal" or record["written_at"] > self.now - LATELY
        )
        needed = record["kind"] in IN_AN_EMERGENCY and of_now and self.emergency(who, record["child_id"])
        works = self.works(who, record["child_id"]) and not self.blocked(who, record_id)
        return (works or needed) and of_the_area


def _colleagues(admin: psycopg.Connection[Any]) -> dict[int, set[int]]:
    areas = {row["id"]: row["organisation_id"] for row in rows(admin, "authorities_secrecyarea")}
    units = {row["id"]: areas[row["area_id"]] for row in rows(admin, "authorities_unit")}
    works = rows(admin, "authorities_assignment")
    return {
        one["id"]: {other["person_id"] for other in works if units[other["unit_id"]] == units[one["unit_id"]]}
        for one in works
        if one["role"] == "administrator"
    }


def _by(name: str, some: list[Row]) -> dict[UUID, list[Row]]:
    found: dict[UUID, list[Row]] = {}
    for row in some:
        found.setdefault(row[name], []).append(row)
    return found


Rule = Callable[[Facts, Who, Secret], bool]


def may_know(facts: Facts, who: Who, secret: Secret) -> bool:
    """Whether this persona may read what is marked."""
    if who.person is None:
        return False
    rule = BY_TABLE.get(secret.table)
    if rule is not None:
        return rule(facts, who, secret)
    return facts.record(who, secret["record_id"])  # a detail or a part: as its record


def _seated(facts: Facts, who: Who, secret: Secret) -> bool:
    return bool(facts.roles(who, secret["child_id"]))


def _child(facts: Facts, who: Who, secret: Secret) -> bool:
    """That the child is there; and its name, where one may know who it is."""
    if secret.column in WHO_IT_IS:
        return facts.knows(who, secret["id"])
    return bool(facts.roles(who, secret["id"]))


def _number(facts: Facts, who: Who, secret: Secret) -> bool:
    return facts.knows(who, secret["child_id"])


def _named(facts: Facts, who: Who, secret: Secret) -> bool:
    """The responsible; and that one is named oneself."""
    roles = facts.roles(who, secret["child_id"])
    return "responsible" in roles or (bool(roles) and secret["person_id"] == who.person)


def _same_child(facts: Facts, who: Who, secret: Secret) -> bool:
    """Those who work at both tables. It lets nobody see anything else: no other rule asks for it."""
    return facts.works(who, secret["child_id"]) and facts.works(who, secret["kept_id"])


def _seat(facts: Facts, who: Who, secret: Secret) -> bool:
    """Those who work with the child see everyone; others the responsible and the family. The why is for staff."""
    child, role = secret["child_id"], secret["role"]
    own = (secret["person_id"], secret["assignment_id"]) == (who.person, who.assignment)
    if not facts.roles(who, child) or (secret.column == "why" and who.is_family):
        return False
    if own or role in FAMILY | {"responsible"} or (role in TO_REACH and facts.emergency(who, child)):
        return True
    if who.is_family and facts.seat_kept_from(who, secret.row):
        return False
    kept = role == "notifier" or (secret["told_from"] and secret["told_from"] > facts.now)
    return facts.works(who, child) and not (who.is_family and kept)


def _record(facts: Facts, who: Who, secret: Secret) -> bool:
    return facts.record(who, secret["id"])


def _of_parts(*parts: str) -> Rule:
    """A row that tells of a goal, or of what somebody does."""

    def rule(facts: Facts, who: Who, secret: Secret) -> bool:
        return facts.part(who, secret.row, *parts)

    return rule


def _shared_notes(facts: Facts, who: Who, secret: Secret) -> bool:
    """While a meeting goes on: those who are called, and whoever leads in the service that called."""
    record = secret["record_id"]
    leads = facts.records[record]["owner_id"] == who.area and bool(facts.roles(who, secret["child_id"]) & LEADING)
    return facts.record(who, record) and (leads or (record, who.person, who.assignment) in facts.called)


def _source(facts: Facts, who: Who, secret: Secret) -> bool:
    """The area that asks, and the one who is asked; what a whole unit is asked, those there until one takes it."""
    in_a_box = secret["unit_id"] is not None and secret["person_id"] is None and secret["finished_at"] is None
    if in_a_box and secret["unit_id"] == who.unit:
        return True
    asked = (secret["person_id"], secret["assignment_id"]) == (who.person, who.assignment)
    asks = facts.records[secret["record_id"]]["owner_id"] == who.area
    return facts.record(who, secret["record_id"]) and (asked or asks)


def _disclosure(facts: Facts, who: Who, secret: Secret) -> bool:
    child = secret["child_id"]
    roles = facts.roles(who, child)
    if facts.kept_from(who, secret["record_id"]):
        return False
    granted = secret["granted"]
    if who.is_family:
        return granted and bool(roles) and (secret["to_person_id"] == who.person or secret["consent"] is not None)
    if facts.blocked(who, secret["record_id"]):
        return False
    if facts.works(who, child) and (who.area == secret["owner_id"] or (granted and who.area == secret["to_area_id"])):
        return True
    if granted and facts.emergency(who, child) and who.area == secret["to_area_id"]:
        return True
    decided = secret["owner_id"] == who.area and secret["decided_by_id"] == who.person
    return bool(roles) and (decided or (granted and bool(roles & LEADING) and secret["consent"] is not None))


def _following(facts: Facts, who: Who, secret: Secret) -> bool:
    child = secret["child_id"]
    if facts.kept_from(who, secret["record_id"]):
        return False
    if who.is_family:
        return bool(facts.roles(who, child)) and secret["kind"] != "signal"
    if facts.blocked(who, secret["record_id"]):
        return False
    given = secret["given_at"] is not None
    chose = secret["owner_id"] == who.area or (given and secret["to_area_id"] == who.area)
    return (facts.works(who, child) and chose) or (
        bool(facts.roles(who, child)) and secret["to_assignment_id"] == who.assignment
    )


def _request(facts: Facts, who: Who, secret: Secret) -> bool:
    """The two services, and of the family the one who asked."""
    child = secret["child_id"]
    if who.is_family:
        return bool(facts.roles(who, child)) and secret["from_area_id"] is None and secret["asked_by_id"] == who.person
    return facts.works(who, child) and who.area in (secret["from_area_id"], secret["to_area_id"])


def _extent(facts: Facts, who: Who, secret: Secret) -> bool:
    """Those who work with the child in the service that answered."""
    return facts.works(who, secret["child_id"]) and who.area == secret["area_id"]


def _withheld(facts: Facts, who: Who, secret: Secret) -> bool:
    """Those who read the record where it was written; not the one it is withheld from."""
    owned = facts.records[secret["record_id"]]["owner_id"] == who.area
    return owned and secret["from_person_id"] != who.person and facts.record(who, secret["record_id"])


def _block(facts: Facts, who: Who, secret: Secret) -> bool:
    """The child, and those who work with it in the unit."""
    child = secret["child_id"]
    return "child" in facts.roles(who, child) or (facts.works(who, child) and secret["unit_id"] == who.unit)


def _is_shut(facts: Facts, who: Who, subject: UUID) -> bool:
    """What a task is about is withheld from somebody, or blocked for their unit."""
    return facts.kept_from(who, subject) or (subject in facts.records and facts.blocked(who, subject))


def _thread(facts: Facts, who: Who, secret: Secret) -> bool:
    return facts.reads_thread(who, secret["record_id"])


def _message(facts: Facts, who: Who, secret: Secret) -> bool:
    return facts.reads_thread(who, secret["record_id"], secret["sent_at"])


def _task(facts: Facts, who: Who, secret: Secret) -> bool:
    return not _is_shut(facts, who, secret["subject"]) and _own("person_id")(facts, who, secret)


def _own(person: str) -> Rule:
    def rule(facts: Facts, who: Who, secret: Secret) -> bool:
        own = (secret[person], secret["assignment_id"]) == (who.person, who.assignment)
        return own and bool(facts.roles(who, secret["child_id"]))

    return rule


def _person(facts: Facts, who: Who, secret: Secret) -> bool:
    """A name. Who works where is no secret to staff, and an administrator's to know; who has to do with a child is.

    The family learn who works with the child, not who noticed something. Whoever only noticed learns who is
    responsible and who the family are. Names that are protected, or of a protected child's family, are kept
    from the other family. Who may not know who a child is does not learn who its family are either.
    """
    named = secret["id"]
    if named == who.person or named in facts.colleagues.get(who.assignment or 0, ()):
        return True
    mine = [child for child in facts.children if facts.roles(who, child)]
    if not who.is_family and any(facts.roles(who, child) & LEADING for child in mine) and named in facts.staff:
        return True  # they choose whom to ask among everyone
    for child in mine:
        for seat in (one for one in facts.seats if one["child_id"] == child and one["person_id"] == named):
            family = seat["role"] in FAMILY
            if who.is_family and (seat["role"] == "notifier" or secret["protected"]):
                continue
            if who.is_family and facts.seat_kept_from(who, seat):
                continue
            if who.is_family and seat["told_from"] and seat["told_from"] > facts.now:
                continue
            if who.is_family and family and facts.children[child]["protection"] != "none":
                continue
            if family and not facts.knows(who, child):
                continue
            if facts.works(who, child) or family or seat["role"] == "responsible":
                return True
            if seat["role"] in TO_REACH and facts.emergency(who, child):
                return True
    return False


def _unit(facts: Facts, who: Who, secret: Secret) -> bool:
    """Workplaces are public; to a protected child's family one would tell where the child is."""
    mine = [row for child, row in facts.children.items() if facts.roles(who, child)]
    return not who.is_family or all(row["protection"] == "none" for row in mine)


def _logged(facts: Facts, who: Who, secret: Secret) -> bool:
    """One's own doings; what is done about a child by those who work with it.

    The family not who noticed something, nor that something is withheld; nobody about what is withheld from them.
    """
    if _tells_of_withheld(facts, who, secret):
        return False
    if secret["person_id"] == who.person:
        return True
    noticed = (
        secret["kind"].startswith(("signal.", "withheld."))
        or secret["kind"] == "child.sought"
        or secret["subject"].startswith("signal:")
        or secret["why"] in {"notifier", "noticed"}
    )
    emergency = secret["why"] == "emergency" or secret["kind"].startswith("emergency.")
    untold = any(
        (emergency and one["person_id"] == secret["person_id"]) or secret["subject"] == f"emergency:{one['id']}"
        for one in facts.untold(secret["child_id"])
    )
    return facts.works(who, secret["child_id"]) and not (who.is_family and (noticed or untold))


def _opening(facts: Facts, who: Who, secret: Secret) -> bool:
    """Why a child was opened in an emergency: whoever did it, and the child's responsible. (No reviewers are here.)"""
    own = (secret["person_id"], secret["assignment_id"]) == (who.person, who.assignment)
    return own or "responsible" in facts.roles(who, secret["child_id"])


def _tells_of_withheld(facts: Facts, who: Who, secret: Secret) -> bool:
    """The line is about a record, a disclosure or a seat that somebody must not know of, or by one who has such a seat."""
    kept = facts.lines_kept_from(who)
    return bool(kept) and (
        secret["subject"].partition(":")[2].partition("/")[0] in kept
        or (secret["child_id"], secret["assignment_id"]) in kept
    )


def _task_at_all(facts: Facts, who: Who, secret: Secret) -> bool:
    """What waits for others is shown on no page, but to be asked for and settled by those who work with the child."""
    settled_by_family = secret["kind"] in SETTLED_BY_FAMILY
    question = facts.requests.get(secret["subject"]) if secret["kind"] == "answer_request" else None
    settled_by_family |= bool(
        question and question["from_area_id"] is None and question["asked_by_id"] == who.person and who.is_family
    )
    others = facts.works(who, secret["child_id"]) and (not who.is_family or settled_by_family)
    asked_to_take_the_baton = who.assignment is not None and any(
        (one["offered_to_id"], one["until"]) == (who.assignment, None) and facts.roles(who, secret["child_id"])
        for one in facts.stretches_of.get(secret["child_id"], [])
    )
    if _is_shut(facts, who, secret["subject"]):
        return False
    return others or asked_to_take_the_baton or _own("person_id")(facts, who, secret)


def _never(facts: Facts, who: Who, secret: Secret) -> bool:
    """What is drawn from the log is for its reviewers, what is removed for archivists: none of them is here."""
    return False


IN_THE_DATABASE: dict[str, Rule] = {"notices_task": _task_at_all}
"""Where the database shows more than pages do."""

BY_TABLE: dict[str, Rule] = {
    "audit_logentry": _logged,
    "oversight_drawn": _never,
    "retention_proposedact": _never,
    "retention_hold": _never,
    "emergency_opening": _opening,
    "people_child": _child,
    "people_identity": _number,
    "people_named": _named,
    "people_samechild": _same_child,
    "people_guardianship": _seated,
    "people_person": _person,
    "authorities_unit": _unit,
    "circles_seat": _seat,
    "circles_record": _record,
    "meetings_sharednotes": _shared_notes,
    "circles_disclosure": _disclosure,
    "responsibility_responsibility": _seated,
    "responsibility_following": _following,
    "disclosures_informationrequest": _request,
    "disclosures_extent": _extent,
    "circles_withheld": _withheld,
    "plans_goal": _of_parts("id"),
    "plans_planaction": _of_parts("id", "goal_id"),
    "plans_versionpart": _of_parts("goal_id", "action_id"),
    "reviews_goalreview": _of_parts("goal_id"),
    "reviews_actionreview": _of_parts("goal_id", "action_id"),
    "circles_block": _block,
    "communication_thread": _thread,
    "communication_participant": _thread,
    "communication_message": _message,
    "notices_task": _task,
    "drafts_draft": _own("author_id"),
    "papers_order": _own("person_id"),
    "assessments_source": _source,
}
