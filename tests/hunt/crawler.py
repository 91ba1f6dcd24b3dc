"""Opens every address of the product, as somebody, with every id of the town that fits and some that do not.

The addresses are found in the URL configuration, so that a page is read the day it is written. What an
address is made of must be known here: `FILLERS` says it by the name of the argument.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import product
from typing import Any
from urllib.parse import urljoin, urlsplit
from uuid import UUID

import psycopg
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from tests.hunt.markers import rows
from tests.practice.packs import KRONOBERG

OF_THE_PROCESS = (
    "action_plans:",
    "annual_reports:",
    "consultation:",
    "enkat:",
    "events:",
    "financing:",
    "group_meetings:",
    "implementation:",
    "learning:",
    "learning_material:",
    "programme:",
    "remiss:",
    "surveys:",
)
"""The county's process knows of no child, which the import contracts hold."""
# Which rows an address may be about, by the feature and the name of its argument; `*` is every feature.
TABLES = {
    ("*", "child_id"): ("people_child",),
    ("*", "matter_id"): ("concerns_matter",),
    ("*", "plan_id"): ("plans_plan",),
    ("circles", "seat_id"): ("circles_seat",),
    ("responsibility", "seat_id"): ("circles_seat",),
    ("protection", "named_id"): ("people_named",),
    ("protection", "guardianship_id"): ("people_guardianship",),
    ("merges", "same_id"): ("people_samechild",),
    ("circles", "disclosure_id"): ("circles_disclosure",),
    ("disclosures", "decision_id"): ("disclosures_informationrequest",),
    ("disclosures", "request_id"): ("disclosures_informationrequest",),
    ("circles", "record_id"): ("circles_record",),
    ("circles", "withheld_id"): ("circles_withheld",),
    ("circles", "block_id"): ("circles_block",),
    ("oversight", "sample_id"): ("oversight_sample",),
    ("oversight", "drawn_id"): ("oversight_drawn",),
    ("retention", "proposal_id"): ("retention_proposal",),
    ("retention", "hold_id"): ("retention_hold",),
    ("emergency", "opening_id"): ("emergency_opening",),
    ("assessments", "source_id"): ("assessments_source",),
    ("plans", "goal_id"): ("plans_goal",),
    ("plans", "action_id"): ("plans_planaction",),
    ("plans", "part"): ("plans_goal", "plans_planaction"),
    ("plans", "party_id"): ("plans_party",),
    ("plans", "other_id"): ("plans_otherplan",),
    ("plans", "decision_id"): ("meetings_meetingdecision",),
    ("concerns", "record_id"): ("concerns_signal", "concerns_matter", "concerns_closing"),
    ("consents", "record_id"): ("consents_consent", "consents_lawfulalternative"),
    ("documents", "record_id"): ("consents_consent", "chronology_lifeevent", "meetings_meeting", "plans_plan"),
    ("documents", "document_id"): ("documents_document",),
    ("meetings", "record_id"): ("meetings_meeting",),
    ("plans", "record_id"): ("plans_plan",),
    ("letters", "meeting_id"): ("meetings_meeting",),
    ("letters", "plan_id"): ("plans_plan",),
    ("reviews", "record_id"): ("reviews_review",),
    ("my_world", "record_id"): ("my_world_note",),
    ("communication", "record_id"): ("communication_thread",),
    ("communication", "message_id"): ("communication_message",),
    ("communication", "participant_id"): ("communication_participant",),
    ("guests", "guest_id"): ("guests_guest",),
    ("chronology", "record_id"): ("chronology_lifeevent",),
    ("chronology", "item_id"): ("circles_record",),
    ("programme", "body_id"): ("programme_body",),
    ("programme", "question_id"): ("programme_question",),
    ("programme", "awaited_id"): ("programme_awaited",),
    ("programme", "made_id"): ("programme_bodydecision",),
    ("programme", "group_id"): ("programme_group",),
    ("programme", "mandate_id"): ("programme_mandate",),
    ("programme", "member_id"): ("programme_member",),
    ("programme", "removal_id"): ("programme_nameremoval",),
    ("group_meetings", "group_id"): ("programme_group",),
    ("group_meetings", "meeting_id"): ("group_meetings_groupmeeting",),
    ("group_meetings", "item_id"): ("group_meetings_item",),
    ("group_meetings", "decision_id"): ("group_meetings_decision",),
    ("group_meetings", "task_id"): ("group_meetings_grouptask",),
    ("group_meetings", "publication_id"): ("group_meetings_publication",),
    ("action_plans", "plan_id"): ("action_plans_actionplan",),
    ("action_plans", "above_id"): ("action_plans_actionplan", "action_plans_plangoal", "action_plans_measure"),
    ("action_plans", "row_id"): ("action_plans_plangoal", "action_plans_measure", "action_plans_activity"),
    ("action_plans", "version_id"): ("action_plans_planversion",),
    ("action_plans", "follow_up_id"): ("action_plans_followup",),
    ("annual_reports", "report_id"): ("annual_reports_annualreport",),
    ("financing", "year_id"): ("financing_financialyear",),
    ("financing", "line_id"): ("financing_line",),
    ("surveys", "survey_id"): ("surveys_survey",),
    ("surveys", "question_id"): ("surveys_question",),
    ("surveys", "round_id"): ("surveys_round",),
    ("implementation", "taken_id"): ("implementation_steptaken",),
    ("implementation", "request_id"): ("implementation_request",),
    ("implementation", "telling_id"): ("implementation_telling",),
    ("learning", "event_id"): ("learning_event",),
    ("learning", "session_id"): ("learning_session",),
    ("learning", "registration_id"): ("learning_registration",),
    ("events", "event_id"): ("learning_event",),
    ("learning_material", "material_id"): ("learning_material_material",),
    ("learning_material", "version_id"): ("learning_material_materialversion",),
    ("learning_material", "part_id"): ("learning_material_materialpart",),
    ("learning_material", "file_id"): ("learning_material_materialfile",),
    ("consultation", "round_id"): ("consultation_round",),
    ("consultation", "section_id"): ("consultation_section",),
    ("consultation", "question_id"): ("consultation_question",),
    ("consultation", "invitation_id"): ("consultation_invitation",),
    ("remiss", "invitation_id"): ("consultation_invitation",),
    ("papers", "order_id"): ("papers_order",),
    ("wheel", "sitting_id"): ("wheel_sitting",),
    ("wheel", "answered_id"): ("wheel_answered",),
}
WORDS = {
    ("assessments", "perspective"): ("child", "guardian", "professional"),
    ("assessments", "area_key"): ("healthy",),
    ("wheel", "area_key"): ("safe",),
    ("administration", "unit_key"): ("town-angsskolan", "town-polisen"),
    ("circles", "unit_key"): ("town-angsskolan", "town-elevhalsan", "town-polisen"),
    ("plans", "number"): (1, 2),
    ("drafts", "form"): ("signal",),
    ("oversight", "form"): ("tabell.csv",),
    ("rights", "form"): ("utdrag.json", "utskrift"),
    ("accounts", "token"): ("made-up",),
    ("ui", "key"): ("made-up",),
    ("guests", "key"): ("made-up",),
    ("post", "key"): ("made-up",),
    ("events", "key"): ("made-up",),
    ("events", "ticket"): ("made-up",),
    ("consultation", "form"): ("csv", "pdf"),
    ("programme", "held_key"): ("surveys", "made-up"),
    ("annual_reports", "key"): ("summary", "made-up"),
    ("financing", "form"): ("csv", "pdf"),
    ("surveys", "language"): ("ar", "made-up"),
    ("enkat", "key"): ("made-up",),
    ("remiss", "key"): ("made-up",),
    ("remiss", "number"): (1, 2),
    ("practice", "version"): (KRONOBERG.version, "made-up"),
    ("grounds", "code"): ("consent", "made-up"),
}
NUMBERS = {
    ("administration", "person_id"): "people_person",
    ("administration", "assignment_id"): "authorities_assignment",
    ("implementation", "place_id"): "authorities_organisation",
    ("implementation", "unit_id"): "authorities_unit",
    ("workload", "assignment_id"): "authorities_assignment",
}
"""What is no child's, and numbered: each persona tries some."""
MOST = 5
"""How many ids of one kind each pattern is tried with; the latest are those of what goes on."""
CROSSED = 2
"""How many addresses of one pattern are tried with the ids of more than one child."""
EVERY_OTHER = 2
"""Who is near a child posts to every other kind of address, the next persona to those between: a form that lacks something
comes back as the page that each of them has asked for anyway. So it is with what is far from them too, which
`tests.test_existence` asks for at every address."""
SELDOM = 4
"""One persona in so many also tries ids of another kind than an address takes, to post where nothing is near, and the pages
about the county's process, where nobody is near anything."""
NOT_FOUND = 404
NOT_ALLOWED = 405
LINK = re.compile(r'(?:href|action|hx-get|hx-post)="([^"#]+)')


@dataclass(frozen=True)
class Pattern:
    name: str
    feature: str
    arguments: tuple[str, ...]


@dataclass
class Ids:
    """Every id that stands in the town, by table."""

    by_table: dict[str, list[tuple[Any, Any]]] = field(default_factory=lambda: defaultdict(list))
    """With the child that each is about."""
    numbers: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    children: dict[Any, Any] = field(default_factory=dict)
    """The child that each id is about."""

    @classmethod
    def read(cls, admin: psycopg.Connection[Any]) -> "Ids":
        ids = cls()
        for table in {table for tables in TABLES.values() for table in tables}:
            for row in rows(admin, table):
                own = next(row[key] for key in ("id", "record_id", "seat_id") if key in row)
                ids.by_table[table].append((own, row.get("child_id", own)))
                if table == "people_child" or "child_id" in row:
                    ids.children[own] = ids.by_table[table][-1][1]
        for table in NUMBERS.values():
            ids.numbers[table] = sorted(row["id"] for row in rows(admin, table))
        return ids

    def of(self, pattern: Pattern, argument: str) -> list[tuple[Any, Any]]:
        """Every id that may stand there, with its child."""
        tables = TABLES.get((pattern.feature, argument)) or TABLES["*", argument]
        return [one for table in tables for one in self.by_table[table]]

    def for_argument(
        self, pattern: Pattern, argument: str, near: Collection[UUID], turn: int, *, far_too: bool = True
    ) -> list[Any]:
        """Every id about the children that are near; of the others one of the right kind, or of another."""
        if table := NUMBERS.get((pattern.feature, argument)):
            return self.numbers[table][turn % MOST :: MOST]
        for feature in (pattern.feature, "*"):
            if (feature, argument) in WORDS:
                return list(WORDS[feature, argument])
            if (feature, argument) in TABLES:
                tables = [self.by_table[table] for table in TABLES[feature, argument]]
                right = [one for table in tables for one in table]
                own = [pk for table in tables for pk in [pk for pk, child in table if child in near][-MOST:]]
                far = [pk for pk, child in right if child not in near]
                wrong = self.by_table["circles_seat" if argument == "child_id" else "people_child"]
                astray = [wrong[0][0]] if turn % SELDOM == 0 or not right else []
                return [*own, *(far[turn % max(1, len(far)) :][:1] if far_too else []), *astray]
        raise LookupError(f"{pattern.name} has an argument that nobody knows here: {argument}")


def is_id(pattern: Pattern, argument: str) -> bool:
    """An id, and not a word."""
    return bool({(pattern.feature, argument), ("*", argument)} & TABLES.keys())


def patterns(resolver: Any = None, namespace: str = "") -> Iterator[Pattern]:
    """Every address that the product answers at."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield Pattern(f"{namespace}{pattern.name}", namespace.strip(":"), tuple(pattern.pattern.converters))
        else:
            yield from patterns(pattern, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace)


def addresses(
    pattern: Pattern, ids: Ids, near: Collection[UUID], turn: int = 0, *, far_too: bool = True
) -> Iterator[str]:
    """The pattern's addresses with every id that is near, and some that are far.

    Ids of two children in one address are tried a few times: that they open nothing is asked in `tests.test_existence`.
    """
    choices = [ids.for_argument(pattern, one, near, turn, far_too=far_too) for one in pattern.arguments]
    crossed = 0
    for values in product(*choices):
        if len({ids.children[value] for value in values if value in ids.children}) > 1:
            crossed += 1
            if crossed > CROSSED:
                continue
        yield reverse(pattern.name, args=list(values))


@dataclass
class Answer:
    """What came back: everything a browser, or whoever looks over its shoulder, can read."""

    method: str
    address: str
    status: int
    text: str
    links: list[str]

    def __str__(self) -> str:
        return f"{self.method} {self.address} -> {self.status}"


def read(client: Client, method: str, address: str, **data: Any) -> Answer:
    """One question, and nothing of it left in the database."""
    with transaction.atomic():
        # A browser always sends the token, so that no form is quite empty.
        answer: Any = (
            client.get(address) if method == "get" else client.post(address, {"csrfmiddlewaretoken": "x"} | data)
        )
        transaction.set_rollback(True)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    page = body.decode(errors="replace")
    head = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    text = f"{head}\n{client.cookies.output()}\n{unescape(page)}"
    links = [urljoin(address, unescape(link)) for link in LINK.findall(page)] if answer.status_code == 200 else []
    return Answer(method, address, answer.status_code, text, links)


def crawl(
    browser: Callable[[], Client], ids: Ids, near: Collection[UUID], turn: int, no_such: dict[str, set[str]]
) -> Iterator[Answer]:
    """Every address, asked for and posted to; and what pages link to that no pattern alone gives: their queries.

    An address that knows no such method answers so before it looks at who asks: it is asked once by all (`no_such`).
    What is not there to be read is not posted to, but by one persona in SELDOM.
    """
    met: set[str] = set()
    for place, pattern in enumerate(patterns()):
        if pattern.name.startswith(OF_THE_PROCESS) and turn % SELDOM:
            continue
        theirs = (place + turn) % EVERY_OTHER == 0
        methods = ("post", "get") if (theirs and pattern.arguments and near) or turn % SELDOM == 0 else ("get",)
        unknown = no_such.setdefault(pattern.name, set())
        for address in addresses(pattern, ids, near, turn, far_too=theirs or not near):
            waiting = [(method, address) for method in methods if method not in unknown]
            while waiting:
                method, asked = waiting.pop()
                answer = read(browser(), method, asked)
                yield answer
                if answer.status == NOT_ALLOWED:
                    unknown.add(method)
                if asked == address and answer.status == NOT_FOUND and turn % SELDOM:
                    waiting.clear()
                queries = {link for link in answer.links if urlsplit(link).query and not urlsplit(link).netloc}
                waiting += [("get", link) for link in sorted(queries - met)]
                met |= queries
