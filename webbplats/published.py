"""What the county's process has published, read from the views in the schema `published` (kronobarn/database/publish.py).

The site has no right to anything else there, and writes nothing. A feature that has not been installed has no view: then
there is nothing to show, and the page says so.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby
from typing import Any
from urllib.parse import urljoin
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils import timezone

from kronobarn.ui.formatted import formatted

Row = Mapping[str, Any]


def rows(view: str) -> list[dict[str, Any]]:
    """Everything in one of the published views; nothing when there is no such view."""
    with connection.cursor() as cursor:
        if not _is_there(cursor, view):
            return []
        cursor.execute(f"SELECT to_jsonb(v)::text FROM published.{view} v")  # noqa: S608 - named by us
        return [json.loads(found) for (found,) in cursor.fetchall()]


def _is_there(cursor: Any, view: str) -> bool:
    cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [f"published.{view}"])
    return bool(cursor.fetchone()[0])


def _day(told: Any) -> date | None:
    return date.fromisoformat(str(told)[:10]) if told else None


def _moment(told: Any) -> datetime:
    return timezone.localtime(datetime.fromisoformat(str(told)))


def _text(row: Row, name: str) -> str:
    return str(row.get(name) or "")


# Events ------------------------------------------------------------------------------------------


class EventState(StrEnum):
    """Whether one can come."""

    OPEN = "open"
    FEW = "few"
    FULL = "full"
    CLOSED = "closed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Event:
    """An event with registration. One registers with the process, not here."""

    title: str
    about: str
    place: str
    starts_at: datetime
    ends_at: datetime
    closes_at: datetime | None
    is_open: bool
    places_left: str
    """None, few or many: how many have registered is nobody's business."""
    cancelled: bool
    why_cancelled: str
    address: str

    @property
    def state(self) -> EventState:
        """What there is to say before one registers. A figure never leaves the process."""
        if self.cancelled:
            return EventState.CANCELLED
        if self.ends_at <= timezone.now():
            return EventState.OPEN
        if self.places_left == "none":
            return EventState.FULL
        if not self.is_open:
            return EventState.CLOSED
        return EventState.FEW if self.places_left == "few" else EventState.OPEN


def events() -> list[Event]:
    return sorted(map(_event, rows("events")), key=lambda event: event.starts_at)


def _event(row: Row) -> Event:
    way = _text(row, "register_at")
    return Event(
        title=_text(row, "title"),
        about=_text(row, "text"),
        place=_text(row, "place"),
        starts_at=_moment(row["starts_at"]),
        ends_at=_moment(row["ends_at"]),
        closes_at=_moment(row["closes_at"]) if row.get("closes_at") else None,
        is_open=bool(row.get("is_open")),
        places_left=_text(row, "places_left"),
        cancelled=bool(row.get("cancelled_at")),
        why_cancelled=_text(row, "cancelled_because"),
        address=urljoin(settings.PROCESS_ADDRESS, way) if way and settings.PROCESS_ADDRESS else "",
    )


# Consultation rounds -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Round:
    """A consultation round: what it is about, until when, and what it came to."""

    id: str
    title: str
    about: str
    document: str
    address: str
    version: str
    opens_on: date | None
    closes_on: date | None
    state: str
    sections: list[dict[str, Any]]
    decided_on: date | None
    decision: str
    adopted_version: str
    in_force_from: date | None


def consultations() -> list[Round]:
    """The latest first."""
    return sorted(map(_round, rows("consultations")), key=lambda one: one.opens_on or date.min, reverse=True)


def _round(row: Row) -> Round:
    return Round(
        id=_text(row, "id"),
        title=_text(row, "title"),
        about=_text(row, "about"),
        document=_text(row, "document"),
        address=_text(row, "address"),
        version=_text(row, "version"),
        opens_on=_day(row.get("opens_on")),
        closes_on=_day(row.get("closes_on")),
        state=_text(row, "state"),
        sections=[_section(one) for one in row.get("sections") or ()],
        decided_on=_day(row.get("decided_on")),
        decision=_text(row, "decision"),
        adopted_version=_text(row, "adopted_version"),
        in_force_from=_day(row.get("in_force_from")),
    )


def _section(row: Row) -> dict[str, Any]:
    questions = [
        {
            "text": _text(one, "text"),
            "answers": [_words(each, "organisation", "text", "proposed") for each in one.get("answers") or ()],
            "replies": [_words(each, "text", "change") for each in one.get("replies") or ()],
        }
        for one in row.get("questions") or ()
    ]
    return {"heading": _text(row, "heading"), "questions": questions}


def _words(row: Row, *names: str) -> dict[str, str]:
    return {name: _text(row, name) for name in names}


# The steering group's notes ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Note:
    """Published notes from one meeting of one group: what was said under each item, and what was decided."""

    id: str
    group: str
    day: date
    items: list[dict[str, Any]]


def notes_by_year() -> list[tuple[int, list[Note]]]:
    """Those from the latest meeting first."""
    found = sorted(map(_note, rows("group_notes")), key=lambda note: (note.day, note.group), reverse=True)
    return [(year, list(notes)) for year, notes in groupby(found, lambda note: note.day.year)]


def _note(row: Row) -> Note:
    items = [
        {**_words(item, "title", "notes"), "decisions": [_text(one, "text") for one in item.get("decisions") or ()]}
        for item in row.get("items") or ()
    ]
    return Note(_text(row, "id"), _text(row, "group_name"), date.fromisoformat(str(row["day"])), items)


# The annual reports ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Report:
    """A year of the process as the steering group settled it, with what has been put right since."""

    year: int
    settled_on: date | None
    settled_by: str
    chapters: list[dict[str, Any]]


def annual_reports() -> list[Report]:
    """The latest year first."""
    return sorted(map(_report, rows("annual_reports")), key=lambda one: one.year, reverse=True)


def _report(row: Row) -> Report:
    found = row.get("corrections") or ()
    chapters = [
        {
            **_words(one, "key", "heading"),
            "text": formatted(_text(one, "text"), 3),
            "corrections": [
                {"text": _text(each, "text"), "on": _day(each.get("on"))}
                for each in found
                if each.get("chapter") == one.get("key")
            ],
            "sentences": [str(said) for said in one.get("sentences") or ()],
            "tables": [_table(each) for each in one.get("tables") or ()],
        }
        for one in (row.get("content") or {}).get("chapters") or ()
    ]
    told = [one for one in chapters if one["text"] or one["sentences"] or one["tables"]]
    return Report(int(row["year"]), _day(row.get("settled_on")), _text(row, "settled_by"), told)


def _table(row: Row) -> dict[str, Any]:
    return {"caption": _text(row, "caption"), "heads": row.get("heads") or [], "rows": row.get("rows") or []}


# The action plan -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Plan:
    """The version of the county's or a municipality's plan that was published last, in the words that were adopted."""

    version: str
    owner: str
    title: str
    aim: str
    number: int
    adopted_on: date | None
    adopted_by: str
    goals: list[dict[str, Any]]


def action_plans() -> list[Plan]:
    """The county's first, then the municipalities' in order of the alphabet."""
    return sorted(map(_plan, rows("action_plan")), key=lambda plan: (plan.owner != "", plan.owner.casefold()))


def _plan(row: Row) -> Plan:
    content = row.get("content") or {}
    return Plan(
        version=_text(row, "version_id"),
        owner=_text(row, "organisation_name"),
        title=_text(content, "title"),
        aim=_text(content, "aim"),
        number=int(row.get("number") or 1),
        adopted_on=_day(row.get("adopted_on")),
        adopted_by=_text(row, "adopted_by"),
        goals=[_goal(goal) for goal in content.get("goals") or ()],
    )


def _goal(goal: Row) -> dict[str, Any]:
    measures = [
        {"title": _text(one, "title"), "activities": [_activity(each) for each in one.get("activities") or ()]}
        for one in goal.get("measures") or ()
    ]
    return {"title": _text(goal, "title"), "text": _text(goal, "text"), "measures": measures}


def _activity(row: Row) -> dict[str, Any]:
    words = _words(row, "title", "function", "group", "evidence")
    return {**words, "since": _day(row.get("since")), "until": _day(row.get("until"))}


# Learning material ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Material:
    """What the process lets everybody learn from, in the version that is used. Its words are Swedish."""

    id: UUID
    title: str
    about: str
    basic: bool
    for_whom: str
    number: int
    published_on: date
    parts: list[dict[str, Any]]
    versions: list[dict[str, Any]]
    """This one and those before it, the latest first: number, day and what was new."""

    @property
    def files(self) -> list[dict[str, Any]]:
        return [one["file"] for one in self.parts if one["file"]]


def materials() -> list[Material]:
    """Basic education first, then in order of the alphabet."""
    return sorted(map(_material, rows("material")), key=lambda one: (not one.basic, one.title.casefold()))


def material(material_id: UUID) -> Material | None:
    return next((one for one in materials() if one.id == material_id), None)


def material_file(material_id: UUID, file_id: UUID) -> tuple[str, str, bytes] | None:
    """Name, form and content of a file that goes with what is shown now."""
    with connection.cursor() as cursor:
        if not _is_there(cursor, "material_files"):
            return None
        asked = "SELECT name, form, content FROM published.material_files WHERE material_id = %s AND id = %s"
        cursor.execute(asked, [material_id, file_id])
        row = cursor.fetchone()
    return None if row is None else (str(row[0]), str(row[1]), bytes(row[2]))


def _material(row: Row) -> Material:
    return Material(
        id=UUID(str(row["id"])),
        title=_text(row, "title"),
        about=_text(row, "about"),
        basic=bool(row.get("basic")),
        for_whom=_text(row, "for_whom"),
        number=int(row["number"]),
        published_on=_moment(row["published_at"]).date(),
        parts=[_part(one) for one in row.get("parts") or ()],
        versions=[
            {"number": int(one["number"]), "news": _text(one, "news"), "day": _moment(one["published_at"]).date()}
            for one in row.get("versions") or ()
        ],
    )


def _part(row: Row) -> dict[str, Any]:
    file = row.get("file")
    told = {**_words(file, "id", "name", "form"), "size": int(file["size"])} if file else None
    return {**_words(row, "heading", "text", "area_key"), "number": int(row["number"]), "file": told}
