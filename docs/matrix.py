# ruff: noqa: INP001
"""Who may read what, as a table: computed by the oracle that the random towns hold the product and the database to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from kronobarn.circles.rules import Kind
from tests.hunt.markers import Secret
from tests.hunt.oracle import Facts, Row, Who, may_know

NOW: Final = datetime(2026, 1, 1, tzinfo=UTC)
BEFORE, PASSED, LATER = NOW - timedelta(days=30), NOW - timedelta(days=1), NOW + timedelta(days=30)
CHILD, OTHER_CHILD, RECORD, PART = (UUID(int=number) for number in (1, 2, 3, 4))
OWN, GIVEN, THIRD, NOTICED = 1, 2, 3, 4
"""The secrecy areas: that of the responsible, one that is given the record, one that is not, one that noticed."""


@dataclass(frozen=True)
class Persona:
    """One column: who it is, in which area, and in what role they sit with the child."""

    who: Who
    label: str
    role: str = ""
    child: UUID = CHILD
    until: datetime | None = None


def _staff(number: int, label: str, area: int, role: str = "", until: datetime | None = None, unit: int = 0) -> Persona:
    return Persona(Who(label, number, number, area, unit or area), label, role, until=until)


def _family(number: int, label: str, role: str, child: UUID = CHILD) -> Persona:
    return Persona(Who(label, number, None, None), label, role, child)


PERSONAS: Final = (
    _staff(1, "barnensbästa-ansvarig", OWN, "responsible"),
    _staff(2, "samverkansansvarig i samma verksamhet", OWN, "lead"),
    _staff(3, "deltar, i samma verksamhet", OWN, "participant"),
    _staff(4, "kollega i samma verksamhet, utan plats", OWN),
    _staff(5, "kontaktperson i en annan verksamhet, som har fått handlingen", GIVEN, "contact"),
    _staff(6, "kollega där, utan plats", GIVEN),
    _staff(7, "deltar, i en tredje verksamhet", THIRD, "participant"),
    _staff(8, "nödöppning, i samma verksamhet", OWN, "emergency", LATER),
    _staff(9, "hade plats förut, i samma verksamhet", OWN, "participant", PASSED),
    _staff(10, "har uppmärksammat något, i en fjärde verksamhet", NOTICED, "notifier"),
    _family(11, "vårdnadshavare som har fått handlingen", "guardian"),
    _family(12, "den andra vårdnadshavaren", "guardian"),
    _family(13, "barnet", "child"),
    _family(14, "vårdnadshavare till ett annat barn", "guardian", OTHER_CHILD),
    _staff(15, "polis, samordnare, processledare, forskare, administratör", 5),
    _staff(16, "deltar, i en annan enhet i samma verksamhet", OWN, "participant", unit=6),
)
AMONG_THEMSELVES: Final = {"communication_message", "meetings_sharednotes"}
RESPONSIBLE, COLLEAGUE, CONTACT, NOTIFIER, PARENT = PERSONAS[0], PERSONAS[2], PERSONAS[4], PERSONAS[9], PERSONAS[10]

STATES: Final[dict[str, dict[str, Any] | None]] = {
    "skriven": None,
    "skriven, och spärrad för andra enheter": {"blocked": True},
    "utlämnad till en annan verksamhet": {"to_area_id": GIVEN},
    "utlämnad till en vårdnadshavare": {"to_person_id": 11},
    "utlämnad till en vårdnadshavare, och sedan dold för hen": {"to_person_id": 11, "withheld": True},
    "nekad en annan verksamhet": {"to_area_id": GIVEN, "granted": False},
    "utlämnad till en annan verksamhet, avslutad": {"to_area_id": GIVEN, "until": PASSED},
    "utlämnad till en annan verksamhet, från ett senare datum": {"to_area_id": GIVEN, "since": LATER, "until": None},
}


def rows(kinds: dict[str, Any]) -> Iterator[tuple[str, str, Facts, Secret]]:
    """Every line of the table: what it is, in what state, and the little world in which it is asked."""
    for kind, label in kinds.items():
        for state, passed_on in STATES.items():
            if passed_on and "withheld" in passed_on and kind in {Kind.CONSENT, Kind.MATTER}:
                continue  # a question to the guardian, and a matter that was passed on to one, are not withheld
            if passed_on and "blocked" in passed_on and kind == "signal":
                continue  # written in another service here, whose other units are not in the table
            # What somebody has noticed is owned by where they work, and passed on to the responsible.
            by = NOTIFIER if kind == "signal" else COLLEAGUE
            facts = _facts(kind, by, passed_on)
            yield str(label), state, facts, Secret("circles_record", "headline", facts.records[RECORD], True)
    yield from _others()
    yield from _parts()


def _facts(kind: str, by: Persona, passed_on: dict[str, Any] | None, *, protection: str = "none") -> Facts:
    seats = [
        {"child_id": one.child, "person_id": one.who.person, "assignment_id": one.who.assignment, "area_id": one.who.area,
         "role": one.role, "ground": "task", "since": BEFORE, "until": one.until, "told_from": None}
        for one in PERSONAS
        if one.role
    ]  # fmt: skip
    record: Row = {
        "id": RECORD, "child_id": CHILD, "owner_id": by.who.area, "kind": kind, "author_id": by.who.person,
        "author_assignment_id": by.who.assignment, "part_of_id": None, "written_at": BEFORE,
    }  # fmt: skip
    passed_on = dict(passed_on or {})
    withheld = (
        [{"record_id": RECORD, "from_person_id": 11, "ended_at": None}] if passed_on.pop("withheld", False) else []
    )
    blocked = passed_on.pop("blocked", False)
    disclosures = [_disclosure(by, passed_on)] if passed_on else []
    if by is NOTIFIER:
        disclosures.append(_disclosure(by, {"to_area_id": OWN}))
    return Facts(
        seats=seats,
        records={RECORD: record},
        disclosures=disclosures,
        withheld=withheld,
        blocks=[{"child_id": CHILD, "area_id": OWN, "unit_id": OWN, "ended_at": None}] if blocked else [],
        units={one.who.assignment: one.who.unit for one in PERSONAS if one.who.assignment and one.who.unit},
        children={
            CHILD: {"id": CHILD, "protection": protection},
            OTHER_CHILD: {"id": OTHER_CHILD, "protection": "none"},
        },
        staff={one.who.person for one in PERSONAS if one.who.assignment and one.who.person},
        now=NOW,
    )


def _disclosure(by: Persona, given: dict[str, Any]) -> Row:
    usual = {"record_id": RECORD, "child_id": CHILD, "owner_id": by.who.area, "decided_by_id": by.who.person}
    ends = {"to_area_id": None, "to_person_id": None, "consent": None, "granted": True, "since": BEFORE, "until": None}
    return usual | ends | given


def _others() -> Iterator[tuple[str, str, Facts, Secret]]:
    """What is no record: the child itself, who sits there, decisions, questions, drafts, tasks and the log."""
    matter = _facts("matter", RESPONSIBLE, {"to_area_id": GIVEN})
    of_child = {"child_id": CHILD}
    seat = {"person_id": 7, "assignment_id": 7, "role": "participant", "told_from": None, **of_child}
    opened = {"person_id": 8, "assignment_id": 8, **of_child}
    own = {"person_id": 3, "author_id": 3, "assignment_id": 3, "kind": "tell", "subject": RECORD, **of_child}
    logged = {"person_id": 3, "kind": "child.opened", "subject": "", "why": "participant", **of_child}
    following = {
        "owner_id": OWN, "to_area_id": THIRD, "to_assignment_id": 7, "kind": "plan", "given_at": None,
        "record_id": RECORD, **of_child,
    }  # fmt: skip
    given = _disclosure(COLLEAGUE, {"to_area_id": GIVEN})
    for what, state, table, column, row in (
        ("Barnets namn och födelsedag", "", "people_child", "given_name", {"id": CHILD}),
        ("Vem som får se vem ett skyddat barn är", "den som deltar i samma verksamhet", "people_named", "why", {"person_id": 3, **of_child}),
        ("Att ett annat kort gäller samma barn", "för den som sitter vid båda", "people_samechild", "reason", {"kept_id": CHILD, **of_child}),
        ("Att ett annat kort gäller samma barn", "för den som bara sitter vid det ena", "people_samechild", "reason", {"kept_id": OTHER_CHILD, **of_child}),
        ("Barnets identitetsnummer", "", "people_identity", "number", of_child),
        ("Vem som bestämmer för barnet", "", "people_guardianship", "custody", of_child),
        ("Vem som ansvarar", "", "responsibility_responsibility", "holder", of_child),
        ("Att någon deltar", "", "circles_seat", "role", seat),
        ("Varför någon deltar", "", "circles_seat", "why", seat),
        ("Vem som har uppmärksammat något", "", "circles_seat", "role", seat | {"person_id": 10, "assignment_id": 10, "role": "notifier"}),
        ("Vem man kan nå", "kontaktpersonen", "circles_seat", "role", seat | {"person_id": 5, "assignment_id": 5, "role": "contact"}),
        ("Vem som har öppnat barnet i ett nödläge", "", "circles_seat", "role", seat | {"person_id": 8, "assignment_id": 8, "role": "emergency", "told_from": BEFORE}),
        ("Vem som har öppnat barnet i ett nödläge", "familjen får veta senare", "circles_seat", "role", seat | {"person_id": 8, "assignment_id": 8, "role": "emergency", "told_from": LATER}),
        ("Varför barnet öppnades i ett nödläge", "", "emergency_opening", "words", opened),
        ("Beslut om utlämnande", "på annan grund än samtycke", "circles_disclosure", "necessity", given),
        ("Beslut om utlämnande", "på samtycke", "circles_disclosure", "necessity", given | {"consent": UUID(int=9)}),
        ("Beslut om att inte lämna ut", "till en annan verksamhet", "circles_disclosure", "necessity", given | {"granted": False}),
        ("Om allt som begärdes lämnades ut", "för den verksamhet som svarade", "disclosures_extent", "whole", {"area_id": OWN, **of_child}),
        ("Att en handling är dold för en vårdnadshavare", "", "circles_withheld", "reason",
         {"record_id": RECORD, "from_person_id": 11, **of_child}),
        ("Vad barnet ville när det spärrade", "", "circles_block", "wish", {"unit_id": OWN, **of_child}),
        ("Vem som är tillfrågad", "kontaktpersonen i den andra verksamheten", "assessments_source", "question",
         {"record_id": RECORD, "person_id": 5, "assignment_id": 5, "unit_id": None, "finished_at": None, **of_child}),
        ("Vad en hel enhet är tillfrågad om", "ingen där har tagit frågan än; barnet syns inte", "assessments_source", "question",
         {"record_id": RECORD, "person_id": None, "assignment_id": None, "unit_id": OWN, "finished_at": None, **of_child}),
        ("Vad som ska följa med ansvaret", "den i tredje verksamheten är tillfrågad", "responsibility_following", "necessity", following),
        ("Vad som ska följa med ansvaret", "en signal", "responsibility_following", "necessity", following | {"kind": "signal"}),
        ("Utkast", "av den som deltar", "drafts_draft", "typed", own),
        ("Det som väntar på någon", "på den som deltar", "notices_task", "kind", own),
        ("Loggen", "någon har tittat", "audit_logentry", "kind", logged),
        ("Loggen", "någon har uppmärksammat något", "audit_logentry", "kind", logged | {"person_id": 10, "kind": "signal.sent"}),
    ):  # fmt: skip
        yield what, state, matter, Secret(table, column, row, True)
    protected = _facts("matter", RESPONSIBLE, {"to_area_id": GIVEN}, protection="secrecy_mark")
    for what, table, column, row in (
        ("Barnets namn och födelsedag", "people_child", "given_name", {"id": CHILD}),
        ("Barnets identitetsnummer", "people_identity", "number", of_child),
    ):
        yield what, "skyddat barn, ingen är namngiven", protected, Secret(table, column, row, True)


def _parts() -> Iterator[tuple[str, str, Facts, Secret]]:
    """What not everybody sees who sees the record that it hangs on. All of it is passed on to the guardian."""
    of_record = {"record_id": RECORD, "child_id": CHILD}
    plan, thread, meeting = (_facts(kind, RESPONSIBLE, {"to_person_id": 11}) for kind in ("plan", "thread", "meeting"))
    plan.withheld.append(of_record | {"from_person_id": 11, "part": PART, "ended_at": None})
    between = [(3, 3, BEFORE, None), (11, None, PASSED, None), (2, 2, BEFORE, PASSED)]
    thread.taking_part += [
        of_record | {"person_id": person, "assignment_id": at, "since": since, "until": until}
        for person, at, since, until in between
    ]
    meeting.called.update({(RECORD, 3, 3), (RECORD, 11, None)})
    who = "mellan den som deltar i samma verksamhet och vårdnadshavaren, som kom in senare"
    for what, state, facts, table, row in (
        ("Mål eller åtgärd i barnets plan", "", plan, "plans_goal", {"id": UUID(int=8)}),
        ("Mål eller åtgärd i barnets plan", "dolt för vårdnadshavaren", plan, "plans_goal", {"id": PART}),
        ("Meddelanden i en tråd", f"{who}, de senaste", thread, "communication_message", {"sent_at": NOW}),
        ("Meddelanden i en tråd", f"{who}, de första", thread, "communication_message", {"sent_at": BEFORE}),
        ("Det som visas medan ett möte pågår", "den som deltar och vårdnadshavaren är kallade", meeting, "meetings_sharednotes", {}),
    ):  # fmt: skip
        yield what, state, facts, Secret(table, "text", of_record | row, True)


def answer(facts: Facts, one: Persona, secret: Secret) -> str:
    """Yes or no, and why."""
    if may_know(facts, one.who, secret):
        return f"ja {_why(facts, one, secret)}".strip()
    if not facts.roles(one.who, CHILD):
        return "nej p"
    if facts.roles(one.who, CHILD) == {"notifier"}:
        return "nej u"
    if secret.table == "circles_record" and facts.kept_from(one.who, secret["id"]):
        return "nej d"
    if secret.table == "plans_goal" and facts.record(one.who, secret["record_id"]):
        return "nej d"
    if secret.table in AMONG_THEMSELVES and facts.record(one.who, secret["record_id"]):
        return "nej m"
    if (
        secret.table == "circles_record"
        and facts.blocked(one.who, secret["id"])
        and "emergency" not in facts.roles(one.who, CHILD)
    ):
        return "nej s"
    if facts.roles(one.who, CHILD) == {"emergency"}:
        return "nej n"
    return "nej f" if one.who.is_family else "nej v"


def _why(facts: Facts, one: Persona, secret: Secret) -> str:
    if secret.table != "circles_record":
        return ""
    if one.who.area is not None and secret["owner_id"] == one.who.area:
        return "e" if secret["author_id"] == one.who.person else "o"
    return "l" if any(one.who.area == given["to_area_id"] for given in facts.disclosures) or one.who.is_family else ""


REASONS: Final = {
    "ja o": "den egna verksamheten äger handlingen, och man har en plats",
    "ja e": "man har själv skrivit den",
    "ja l": "den är utlämnad till den egna verksamheten, eller till en själv",
    "ja": "alla med en sådan plats kring barnet",
    "nej p": "ingen plats kring barnet just nu: inget om barnet finns för en",
    "nej u": "har bara uppmärksammat något, och ser det man själv skrivit, vem som ansvarar och familjen",
    "nej n": "har öppnat barnet i ett nödläge, och ser vilka man kan nå, nya signaler och den plan som pågår",
    "nej v": "det är en annan verksamhets, och gäller inte en själv",
    "nej d": "det är dolt för en själv (OSL 12 kap. 3 §), och finns därför inte",
    "nej m": "är inte med i tråden, eller var inte med då; eller är inte kallad till mötet",
    "nej s": "barnet har spärrat det för andra enheter (PDL 4 kap. 4 §), utom i ett nödläge",
    "nej f": "det är inte utlämnat till en själv, eller är inte för familjen",
}


def lines(kinds: dict[str, Any]) -> list[str]:
    """The page, after its heading."""
    found = [
        "Räknat fram av samma regler i ren Python som de slumpade städerna prövar programmet och databasen mot",
        "(`tests/hunt/oracle.py`, `tests/circles/test_visibility.py`). En handlings eget läge (ett ärende som pågår eller",
        "är avslutat, ett samtycke som är frågat eller givet, en plan som förbereds eller gäller) ändrar inte vem som ser",
        "den; det gör bara platser och utlämnanden. Därför står handlingarna här i de lägen ett utlämnande kan ha.",
        "",
        "## Vem",
        "",
        *(f"{number}. {one.label}" for number, one in enumerate(PERSONAS, 1)),
        "",
        "## Varför",
        "",
        *(f"- **{short}**: {meaning}" for short, meaning in REASONS.items()),
        "",
        "## Vad",
        "",
        "| vad | läge | " + " | ".join(str(number) for number in range(1, len(PERSONAS) + 1)) + " |",
        "|---|---|" + "---|" * len(PERSONAS),
    ]
    for what, state, facts, secret in rows(kinds):
        answers = " | ".join(answer(facts, one, secret) for one in PERSONAS)
        found.append(f"| {what} | {state} | {answers} |")
    return found
