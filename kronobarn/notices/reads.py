"""What waits for one person today, in one query."""

from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, QuerySet
from django.utils.translation import gettext as _

from kronobarn.circles import withholding
from kronobarn.circles.rules import LOOKED_OVER_WITHIN
from kronobarn.core import clock, others
from kronobarn.core.actor import Actor
from kronobarn.core.addresses import address
from kronobarn.core.prepared import prepared
from kronobarn.notices.models import Task
from kronobarn.notices.rules import TaskKind, When, when
from kronobarn.people.models import Protection, name_of
from kronobarn.ui.dates import in_days
from kronobarn.ui.language import Names

MOST = 100
"""So many tasks are listed; whoever has more starts with these."""

PAGES: dict[str, str] = {
    TaskKind.RECEIVE_SIGNAL: "concerns:signal",
    TaskKind.GATHER: "assessments:gathering",
    TaskKind.TELL: "assessments:gathering",
    TaskKind.ANALYSE: "assessments:analysis",
    TaskKind.ANSWER_CONSENT: "consents:consent",
    TaskKind.RENEW_CONSENT: "consents:consent",
    TaskKind.CALL_MEETING: "concerns:matter",
    TaskKind.HOLD_MEETING: "meetings:meeting",
    TaskKind.ATTEND_MEETING: "meetings:meeting",
    TaskKind.REMEMBER_MEETING: "meetings:meeting",
    TaskKind.READ_MEETING: "meetings:meeting",
    TaskKind.START_PLAN: "concerns:matter",
    TaskKind.ACTIVATE_PLAN: "plans:plan",
    TaskKind.AGREE_TO_PLAN: "plans:plan",
    TaskKind.DO_ACTION: "plans:plan",
    TaskKind.REVIEW_PLAN: "plans:plan",
    TaskKind.REVIEW_SHARING: "plans:plan",
    TaskKind.NAME_LEAD: "plans:lead",
    TaskKind.ACCEPT_LEAD: "plans:answer_lead",
    TaskKind.TALK_ABOUT_ANSWER: "plans:plan",
    TaskKind.CHASE_REVIEW: "plans:plan",
    TaskKind.ACCEPT_HANDOVER: "assessments:handover",
    TaskKind.ANSWER_REQUEST: "disclosures:request",
    TaskKind.READ_ANSWER: "disclosures:request",
    TaskKind.READ_EMERGENCY: "emergency:opening",
    TaskKind.THINK_OF_SAFETY: "wheel:sitting",
    TaskKind.READ_MESSAGE: "communication:thread",
    TaskKind.FILE_THREAD: "communication:thread",
    TaskKind.AWAIT_GUEST: "guests:guest",
    TaskKind.READ_GUEST: "guests:guest",
}
"""Where each kind of task is done; the page takes the task's subject."""

OF_CHILD: dict[str, str] = {
    TaskKind.ACCEPT_BATON: "responsibility:baton",
    TaskKind.HAND_ON_BATON: "responsibility:baton",
    TaskKind.READ_FOLLOWING: "responsibility:baton",
    TaskKind.SEE_PROTECTION: "protection:marks",
}
"""Kinds whose page takes the child instead."""


class Waiting(NamedTuple):
    """One line of the day, as a task list has it."""

    title: str
    href: str
    child: str
    when: str


@dataclass
class Day:
    """The day's lines, late first."""

    parts: list[tuple[When, str, list[Waiting]]] = field(default_factory=list)
    more: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.parts

    @property
    def first(self) -> Waiting | None:
        return self.parts[0][2][0] if self.parts else None


TITLES = Names(Task.KINDS)


def waiting(actor: Actor) -> Day:
    """What waits for the actor, in parts: late, today, soon, later."""
    today, titles = clock.today(), TITLES.said()
    rows = _waiting(actor, today + LOOKED_OVER_WITHIN)
    # A day is said once, and not once a line: a list has many for the same few days.
    days = {due_on: in_days((due_on - today).days) for due_on in {row[3] for row in rows}}
    dated = [(row[3], _line(row, days, titles, actor.person_id)) for row in rows]
    beside = [*others.waiting(actor), *to_look_over(actor, any_due=rows[0][-1] if rows else None)]
    if also := [(one.due_on, _other_line(one, today)) for one in beside]:
        dated = sorted([*also, *dated], key=itemgetter(0))
    headings = {
        When.OVERDUE: _("Försenat"),
        When.TODAY: _("I dag"),
        When.SOON: _("Den närmaste veckan"),
        When.LATER: _("Längre fram"),
    }
    day = Day(more=len(dated) > MOST)
    for part, of_part in groupby(dated[:MOST], key=lambda one: when(one[0], today=today)):
        day.parts.append((part, headings[part], [line for _due_on, line in of_part]))
    return day


def is_waiting(kind: TaskKind, child_id: UUID, *, by: Actor) -> bool:
    """Whether something of the kind waits for the actor about a child."""
    return Task.objects.visible_to(by).filter(child=child_id, kind=kind, done_at=None).exists()


Row = tuple[str, UUID, UUID, date, int | None, str, str, str, bool]


@prepared
def _waiting(actor: Actor, look_over_by: date) -> QuerySet[Task, Row]:
    """The tasks; and with each, so that it need not be asked for itself, whether anything is to be looked over."""
    names = (
        "kind",
        "subject",
        "child_id",
        "due_on",
        "child__person",
        "child__given_name",
        "child__family_name",
        "child__protection",
    )
    any_due = Exists(withholding.due_by(look_over_by))
    return Task.objects.visible_to(actor).waiting().annotate(any_due=any_due).values_list(*names, "any_due")[: MOST + 1]


def _line(row: Row, days: dict[date, str], titles: dict[str, str], reader: int | None) -> Waiting:
    """A child that reads its own day knows whom it is about."""
    kind, subject, child_id, due_on, itself, *who, _any_due = row
    child = "" if itself is not None and itself == reader else child_name(*who)
    return Waiting(titles[kind], _address(kind, subject, child_id), child, days[due_on])


def _other_line(one: others.Line, today: date) -> Waiting:
    return Waiting(one.title, one.href, one.child, in_days((one.due_on - today).days))


def _address(kind: str, subject: UUID, child_id: UUID) -> str:
    if kind in OF_CHILD:
        return address(OF_CHILD[kind], child_id)
    # Where there is no record to go to that its doer is sure to see, the task is about the child.
    return address("chronology:child" if subject == child_id else PAGES[kind], subject)


def to_look_over(actor: Actor, *, any_due: bool | None = None) -> list[others.Line]:
    """What is withheld from a guardian, and to be looked over soon, for the service that withholds it."""
    if actor.is_family or actor.area_id is None:
        return []
    title = _("Se över om något fortfarande ska döljas för en vårdnadshavare")
    return [
        others.Line(title, address("circles:withheld", pk), review_on, child_name(given, family, protection))
        for pk, review_on, given, family, protection in withholding.to_look_over(
            actor, clock.today() + LOOKED_OVER_WITHIN, any_due
        )
    ]


def child_name(given_name: str, family_name: str, protection: str) -> str:
    """A child's name in a list: lists hide whoever is protected (domain.md 3.12)."""
    if protection != Protection.NONE:
        return _("Skyddade personuppgifter")
    return name_of(given_name, family_name)
