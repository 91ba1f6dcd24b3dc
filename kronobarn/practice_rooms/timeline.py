"""Who knew what when: read from the room's own log, its disclosures, and the texts that the roles have read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from kronobarn.audit.events import KINDS
from kronobarn.circles.rules import Kind
from kronobarn.practice_rooms.databases import Connection, stagehand
from kronobarn.practice_rooms.schema import EVERYBODY, Case, Role
from kronobarn.practice_rooms.state import State

NO_PART_OF_THE_STORY = (
    *("session.", "log.", "account.", "person.", "assignment.", "unit.", "county.", "practice."),
    "consent.looked_over",  # done by itself
)

SAID_BY_WHAT_IS_DONE = (Kind.MATTER, Kind.ANALYSIS)
"""A child has one at a time, so that its headline adds nothing."""

LOG = """
    SELECT l.at, l.kind, p.username, coalesce(r.headline, ''), coalesce(r.kind, '')
    FROM audit_logentry l
    JOIN people_person p ON p.id = l.person_id
    LEFT JOIN circles_record r ON r.id::text = split_part(l.subject, ':', 2)
    WHERE l.child_id = %s
    ORDER BY l.at, l.id
"""

PASSED_ON = """
    SELECT d.since, p.username, r.headline
    FROM circles_disclosure d
    JOIN circles_record r ON r.id = d.record_id
    JOIN authorities_assignment a ON d.to_area_id IS NOT NULL
    JOIN authorities_unit u ON u.id = a.unit_id AND u.area_id = d.to_area_id
    JOIN people_person p ON p.id = a.person_id
    WHERE d.child_id = %s AND d.granted AND d.decided_for_id IS DISTINCT FROM a.id AND r.author_id <> p.id
    UNION
    SELECT d.since, p.username, r.headline
    FROM circles_disclosure d
    JOIN circles_record r ON r.id = d.record_id
    JOIN people_person p ON p.id = d.to_person_id
    WHERE d.child_id = %s AND d.granted AND r.author_id <> p.id
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that somebody came to know, or did."""

    at: datetime
    role: str
    what: str
    learnt: bool
    about: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A round, with what each role learnt and did in it."""

    title: str
    scene: str
    when: str
    roles: list[tuple[Role, list[Line]]]


def chapters(database: str, state: State, case: Case) -> list[Chapter]:
    """The whole story: what was before, and each round that was played."""
    with stagehand(database) as room:
        lines = sorted([*_logged(room, state), *_passed_on(room, state), *_told(state, case)], key=lambda line: line.at)
    starts = [state.begun[0] if state.begun else None, *state.begun[1:], None]
    told = [Chapter(_("Före övningen"), case.about, "", _by_role(case, _between(lines, None, starts[0])))]
    for n, one in enumerate(case.rounds[: state.round]):
        end = state.begun[n + 1] if n + 1 < len(state.begun) else None
        day = (timezone.localdate(state.begun[n]) - timezone.localdate(state.begun[0])).days
        told.append(
            Chapter(
                f"{_('Omgång %(n)d') % {'n': n + 1}}: {one.title}",
                one.scene,
                _("Dag %(day)d") % {"day": day},
                _by_role(case, _between(lines, state.begun[n], end)),
            )
        )
    return told


def _between(lines: list[Line], since: datetime | None, until: datetime | None) -> list[Line]:
    return [line for line in lines if (since is None or line.at >= since) and (until is None or line.at < until)]


def _by_role(case: Case, lines: list[Line]) -> list[tuple[Role, list[Line]]]:
    """Each role with its lines; the same thing said once."""
    found = []
    for role in case.roles:
        seen: dict[tuple[str, str], Line] = {}
        for line in lines:
            if line.role == role.key:
                seen.setdefault((line.what, line.about), line)
        found.append((role, list(seen.values())))
    return found


def _logged(room: Connection, state: State) -> Iterator[Line]:
    for at, kind, role, headline, record in room.execute(LOG, [state.child]):
        if kind in KINDS and not kind.startswith(NO_PART_OF_THE_STORY):
            looked = KINDS[kind].is_look
            about = headline if looked or record not in SAID_BY_WHAT_IS_DONE else ""
            yield Line(at, role, str(KINDS[kind].sentence), looked, about)


def _passed_on(room: Connection, state: State) -> Iterator[Line]:
    for at, role, headline in room.execute(PASSED_ON, [state.child, state.child]):
        yield Line(at, role, _("Fick del av en handling"), True, headline)


def _told(state: State, case: Case) -> Iterator[Line]:
    """What the roles' own texts let them know, from when somebody had read them."""
    for read in state.read:
        if read.round == 0:
            texts = case.role(read.role).knows
        else:
            one = case.rounds[read.round - 1]
            texts = [told.text for told in one.told if {read.role, EVERYBODY} & set(told.to)]
        for text in texts:
            yield Line(read.at, read.role, _("Visste"), True, text)
