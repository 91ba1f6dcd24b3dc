"""The least a page could cost: the same rows by bare psycopg, joined into text of about the same size.

One prepared statement a question, in a transaction of the same shape: the session's row, the person's and the
assignment's are read and the actor is set, as for every page of ours, and the log line is written. No framework, no
templates, nothing is checked, and there is no access control: it connects as the admin role. Served as the product is.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterable
from html import escape
from typing import Any, Final
from urllib.parse import parse_qs
from uuid import UUID, uuid4

import psycopg

Start = Callable[[str, list[tuple[str, str]]], object]
Answer = tuple[str, list[tuple[str, str]], bytes]
Connection = psycopg.Connection[tuple[Any, ...]]

SETTINGS: Final = json.loads(os.environ["BENCH_FLOOR"])
"""Who asks (`head`, `teacher`: ids by name) and how long each case's page is (`sizes`)."""
FILLING: Final = "<p class='task__child'>Har varit trött och tyst de senaste veckorna.</p>\n" * 2000

_own = threading.local()

LOG: Final = (
    "INSERT INTO audit_logentry (at, kind, person_id, assignment_id, unit_id, child_id, subject, why, detail)"
    " VALUES (now(), %s, %s, %s, %s, %s, %s, %s, '{}')"
)
WHO: Final = "SELECT set_config('kronobarn.person', %s, true), set_config('kronobarn.assignment', %s, true)"
OPEN: Final = "since <= now() AND (until IS NULL OR until > now())"

SIGNED_IN: Final = (
    "SELECT session_data FROM django_session WHERE session_key = %(session)s AND expire_date > now()",
    "SELECT * FROM people_person WHERE id = %(person)s",
    "SELECT t.id, t.profession, t.role, u.id, u.area_id, u.name, u.municipality_code FROM authorities_assignment t"
    " JOIN authorities_unit u ON u.id = t.unit_id WHERE t.id = %(assignment)s AND t.person_id = %(person)s",
)
CHILD_PAGE: Final = (
    "SELECT given_name, family_name, born_on, protection, pronoun FROM people_child WHERE id = %(child)s",
    f"SELECT role FROM circles_seat WHERE child_id = %(child)s AND person_id = %(person)s"
    f" AND assignment_id = %(assignment)s AND {OPEN}",
    f"SELECT a.name, d.until FROM circles_disclosure d JOIN authorities_secrecyarea a ON a.id = d.to_area_id"
    f" WHERE d.child_id = %(child)s AND d.ground = 'consent' AND d.granted AND {OPEN}",
    f"SELECT s.role, p.given_name, p.family_name, u.name FROM circles_seat s JOIN people_person p ON p.id = s.person_id"
    f" LEFT JOIN authorities_assignment t ON t.id = s.assignment_id LEFT JOIN authorities_unit u ON u.id = t.unit_id"
    f" WHERE s.child_id = %(child)s AND s.{OPEN.replace('(until', '(s.until').replace('OR until', 'OR s.until')}",
    f"SELECT r.id, r.kind, r.headline, r.happened_on, r.written_at, a.name, p.given_name, p.family_name"
    f" FROM circles_record r JOIN authorities_secrecyarea a ON a.id = r.owner_id JOIN people_person p ON p.id = r.author_id"
    f" WHERE r.child_id = %(child)s AND (r.owner_id = %(area)s OR EXISTS (SELECT 1 FROM circles_disclosure d"
    f" WHERE d.child_id = r.child_id AND d.record_id = r.id AND d.granted AND d.to_area_id = %(area)s AND {OPEN}))"
    f" ORDER BY r.happened_on DESC, r.written_at DESC LIMIT 6",
    "SELECT p.given_name, p.family_name, u.name FROM responsibility_responsibility r"
    " JOIN authorities_assignment t ON t.id = r.holder_id JOIN people_person p ON p.id = t.person_id"
    " JOIN authorities_unit u ON u.id = r.unit_id WHERE r.child_id = %(child)s AND r.until IS NULL",
    "SELECT record_id, state FROM concerns_matter WHERE child_id = %(child)s AND closed_at IS NULL",
    "SELECT record_id, state, child_wants, next_review_on FROM plans_plan WHERE child_id = %(child)s AND closed_at IS NULL",
    "SELECT desired_outcome FROM plans_goal WHERE child_id = %(child)s AND state = 'active' ORDER BY number",
    "SELECT what, until FROM plans_planaction WHERE child_id = %(child)s AND state = 'open' ORDER BY until LIMIT 3",
    "SELECT record_id, starts_at FROM meetings_meeting WHERE child_id = %(child)s AND state = 'called'"
    " AND starts_at >= now() ORDER BY starts_at LIMIT 1",
)
MY_DAY: Final = (
    "SELECT t.kind, t.subject, t.child_id, t.due_on, c.given_name, c.family_name, c.protection FROM notices_task t"
    " JOIN people_child c ON c.id = t.child_id WHERE t.person_id = %(person)s AND t.assignment_id = %(assignment)s"
    " AND t.done_at IS NULL ORDER BY t.due_on, t.asked_at LIMIT 101",
)
OWN: Final = (
    "SELECT c.id, c.given_name, c.family_name, c.born_on, c.protection, s.role FROM circles_seat s"
    f" JOIN people_child c ON c.id = s.child_id WHERE s.person_id = %(person)s AND s.assignment_id = %(assignment)s AND {OPEN}"
)
MY_CHILDREN: Final = f"{OWN} ORDER BY c.sort_key LIMIT 51"
THEIR_TASKS: Final = (
    "SELECT child_id, kind, due_on FROM notices_task WHERE person_id = %(person)s AND assignment_id = %(assignment)s"
    " AND child_id = ANY(%(children)s) AND done_at IS NULL ORDER BY due_on"
)
FIND_CHILD: Final = (f"{OWN} AND c.sort_key LIKE %(like)s ORDER BY c.sort_key LIMIT 11",)

HOLDER: Final = (
    "SELECT r.holder_id, t.person_id, u.area_id FROM responsibility_responsibility r JOIN authorities_assignment t"
    " ON t.id = r.holder_id JOIN authorities_unit u ON u.id = t.unit_id WHERE r.child_id = %s AND r.until IS NULL"
)
SAVE: Final = (
    "INSERT INTO circles_record (id, child_id, owner_id, kind, author_id, author_assignment_id, headline, happened_on,"
    " written_at, practice_version, retention_class) VALUES (%(record)s, %(child)s, %(area)s, 'signal', %(person)s,"
    " %(assignment)s, left(%(words)s, 80), %(seen_on)s::date, now(), 'bench', 'matter')",
    "INSERT INTO concerns_signal (record_id, child_id, what_was_seen, who_noticed, seen_on, child_knows, guardians_know,"
    " urgent, sent_to_id, sent_at) VALUES (%(record)s, %(child)s, %(words)s, '', %(seen_on)s::date, 'yes', 'no', false,"
    " %(holder)s, now())",
    "INSERT INTO notices_task (id, child_id, kind, subject, due_on, person_id, assignment_id, asked_at, asked_by_id)"
    " VALUES (gen_random_uuid(), %(child)s, 'receive_signal', %(record)s, current_date + 2, %(holder_person)s, %(holder)s,"
    " now(), %(person)s)",
    "DELETE FROM drafts_draft WHERE child_id = %(child)s AND author_id = %(person)s AND form = 'signal'",
    "INSERT INTO drafts_submission (token, person_id, location, at) VALUES (%(once)s, %(person)s, '/', now())",
)


def application(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    """One case a path: `/<case>/<head or teacher>/<child>`."""
    _, case, who, child = environ["PATH_INFO"].split("/")
    posted = parse_qs(environ["wsgi.input"].read().decode()) if environ["REQUEST_METHOD"] == "POST" else {}
    with _connection().transaction():
        status, headers, body = CASES[case](SETTINGS[who], child, {name: values[0] for name, values in posted.items()})
    start(status, headers)
    return [body]


def _connection() -> Connection:
    """The thread's own, with every statement prepared at its second use."""
    if not hasattr(_own, "connection"):
        _own.connection = psycopg.connect(os.environ["BENCH_ADMIN_URL"], autocommit=True, prepare_threshold=1)
    connection: Connection = _own.connection
    return connection


Who = dict[str, Any]


def _begin(who: Who) -> Connection:
    """Read who asks, and tell the database."""
    connection = _connection()
    for statement in SIGNED_IN:
        connection.execute(statement, who).fetchall()
    connection.execute(WHO, [str(who["person"]), str(who["assignment"])])
    return connection


def _ask(statements: Iterable[str], who: Who, **words: Any) -> list[tuple[Any, ...]]:
    connection = _begin(who)
    rows: list[tuple[Any, ...]] = []
    for statement in statements:
        rows += connection.execute(statement, who | words).fetchall()
    return rows


def _page(case: str, rows: list[tuple[Any, ...]]) -> Answer:
    lines = ["<!doctype html><title>Golvet</title><ul>"]
    lines += [f"<li>{' '.join(escape(str(value)) for value in row)}</li>\n" for row in rows]
    text = "".join(lines)
    text += FILLING[: max(0, SETTINGS["sizes"][case] - len(text))]
    return "200 OK", [("Content-Type", "text/html; charset=utf-8")], text.encode()


def child_page(who: Who, child: str, posted: dict[str, str]) -> Answer:
    """Everything the child's page shows, and the line about the look."""
    rows = _ask(CHILD_PAGE, who, child=UUID(child))
    line = ["child.opened", who["person"], who["assignment"], who["unit"], UUID(child), "", "participant"]
    _connection().execute(LOG, line)
    return _page("child_page", rows)


def my_day(who: Who, child: str, posted: dict[str, str]) -> Answer:
    return _page("my_day", _ask(MY_DAY, who))


def my_children(who: Who, child: str, posted: dict[str, str]) -> Answer:
    rows = _ask((MY_CHILDREN,), who)
    tasks = _connection().execute(THEIR_TASKS, who | {"children": [row[0] for row in rows]})
    return _page("my_children", rows + tasks.fetchall())


def find_child(who: Who, child: str, posted: dict[str, str]) -> Answer:
    return _page("find_child", _ask(FIND_CHILD, who, like=f"%{posted['name'].lower()}%"))


def save_signal(who: Who, child: str, posted: dict[str, str]) -> Answer:
    """What a signal leaves behind, and the line about it."""
    connection = _begin(who)
    found = connection.execute(HOLDER, [UUID(child)]).fetchone()
    assert found is not None
    record = uuid4()
    words = who | {
        "child": UUID(child),
        "record": record,
        "holder": found[0],
        "holder_person": found[1],
        "once": UUID(posted["once"]),
        "words": posted["what_was_seen"],
        "seen_on": posted["seen_on"],
    }
    for statement in SAVE:
        connection.execute(statement, words)
    line = ["signal.sent", who["person"], who["assignment"], who["unit"], UUID(child), f"signal:{record}", ""]
    connection.execute(LOG, line)
    return "302 Found", [("Location", "/")], b""


REGISTER: Final = (
    "INSERT INTO learning_registration (id, event_id, email, name, workplace, wheelchair, interpreter, diet, language,"
    " standing, asked_at, answer_by) VALUES (%(registration)s, %(event)s, %(email)s, %(name)s, %(workplace)s, false, '',"
    " %(diet)s, 'sv', %(standing)s, now(), now() + interval '48 hours')",
    "INSERT INTO learning_letter (id, registration_id, kind, key, queued_at, next_try_at, tries, problem)"
    " VALUES (gen_random_uuid(), %(registration)s, 'confirm', 'confirm:', now(), now(), 0, '')",
)


def register(who: Who, event: str, posted: dict[str, str]) -> Answer:
    """A place or the queue, the letter to confirm it, and the line about it. The event is locked as ours is."""
    connection = _connection()
    connection.execute(WHO, ["", ""])
    found = connection.execute(
        "SELECT places, taken FROM learning_event WHERE id = %s FOR NO KEY UPDATE", [UUID(event)]
    ).fetchone()
    assert found is not None
    words = posted | {"event": UUID(event), "registration": uuid4()}
    words |= {"standing": "place" if found[1] < found[0] else "waiting"}
    for statement in REGISTER:
        connection.execute(statement, words)
    connection.execute(LOG, ["learning.registered", None, None, None, None, f"event:{event}", ""])
    return "302 Found", [("Location", "/")], b""


CASES: Final[dict[str, Callable[[Who, str, dict[str, str]], Answer]]] = {
    each.__name__: each for each in (child_page, my_day, my_children, find_child, save_signal, register)
}
