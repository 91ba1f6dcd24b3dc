"""The list of one's own children, a page at a time. It starts from the actor's own seats."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from django.apps import apps
from django.db.models import Case, F, Q, QuerySet, TextField, Value, When
from django.utils.translation import gettext as _

from kronobarn.circles.models import Seat
from kronobarn.circles.reads import IS_CLOSED, age_words
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.prepared import among, prepared
from kronobarn.people.models import Child, Protection, name_of
from kronobarn.ui.dates import in_days
from kronobarn.ui.language import Names
from kronobarn.ui.signs import commas

A_PAGE = 50

# Protected children stand last: their place among the others would tell their names.
_ORDER = Case(
    When(protection=Protection.NONE.value, then=F("sort_key")),
    default=Value("\uffff"),
    output_field=TextField(),
)


class Row(NamedTuple):
    """One child in the list: what decides whom to open, and no more."""

    child_id: UUID
    name: str
    age: str
    roles: str
    protected: bool
    next_task: str = ""
    """What waits first from the reader, and by when."""
    is_closed: bool = False


@dataclass(frozen=True)
class Listing:
    rows: list[Row] = field(default_factory=list)
    next_after: UUID | None = None
    """The last child of this page, when there is another page."""


def own_children(*, by: Actor, after: UUID | None = None) -> Listing:
    """One's own children in Swedish order, from the one after `after`."""
    order = next((order for (order,) in _place(by, after)), None) if after else None
    found = _children(by, order, after if order is not None else None)
    ids = [child[0] for child in found[:A_PAGE]]
    roles, tasks = _my_roles(ids, by), _next_tasks(ids, by)
    today, yours = clock.today(), _("Du: %(roles)s")
    rows = [
        Row(
            child_id,
            _hidden() if protection != Protection.NONE else name_of(given, family),
            "" if protection != Protection.NONE else age_words(born_on, expected_on, today),
            yours % {"roles": roles[child_id]},
            protection != Protection.NONE,
            tasks.get(child_id, ""),
            is_closed,
        )
        for child_id, given, family, born_on, expected_on, protection, is_closed in found[:A_PAGE]
    ]
    return Listing(rows, ids[-1] if len(found) > A_PAGE else None)


Listed = tuple[UUID, str, str, date | None, date | None, str, bool]


@prepared
def _children(actor: Actor, order: str | None, after: UUID | None) -> QuerySet[Child, Listed]:
    children = Child.objects.visible_to(actor).annotate(order=_ORDER).order_by("order", "pk")
    if order is not None and after is not None:
        children = children.filter(Q(order__gt=order) | Q(order=order, pk__gt=after))
    names = ("pk", "given_name", "family_name", "born_on", "expected_on", "protection", "is_closed")
    return children.annotate(is_closed=IS_CLOSED).values_list(*names)[: A_PAGE + 1]


@prepared
def _place(actor: Actor, child_id: UUID) -> QuerySet[Child, tuple[str]]:
    """Where a child stands in the list."""
    return Child.objects.visible_to(actor).filter(pk=child_id).annotate(order=_ORDER).values_list("order")


@prepared
def _roles(actor: Actor, ids: list[UUID]) -> QuerySet[Seat, tuple[UUID, str]]:
    return Seat.objects.held_by(actor).filter(among("child", ids)).values_list("child", "role")


def listed_name(child: Child) -> str:
    """The name as a list may show it."""
    return _hidden() if child.is_protected else child.full_name


def _hidden() -> str:
    return _("Skyddade uppgifter")


ROLE_NAMES = Names(Seat.ROLES)


def _my_roles(ids: list[UUID], by: Actor) -> dict[UUID, str]:
    """What the actor is to each child."""
    names, roles = ROLE_NAMES.said(), defaultdict[UUID, set[str]](set)
    for child_id, role in _roles(by, ids):
        roles[child_id].add(names[role])
    return {child_id: commas(sorted(roles[child_id])) for child_id in ids}


def _next_tasks(ids: list[UUID], by: Actor) -> dict[UUID, str]:
    """What each child waits for first from the actor, and by when."""
    first: dict[UUID, str] = {}
    today, titles, words = clock.today(), _titles().said(), _("Härnäst: %(task)s, %(due)s")
    for child_id, kind, due_on in _tasks(by, ids):
        if child_id not in first:
            first[child_id] = words % {"task": titles[kind], "due": in_days((due_on - today).days)}
    return first


@cache
def _titles() -> Names:
    return Names(_task_model().KINDS)


@prepared
def _tasks(actor: Actor, ids: list[UUID]) -> QuerySet[Any, tuple[UUID, str, date]]:
    tasks = _task_model().objects.visible_to(actor).waiting()
    rows: QuerySet[Any, tuple[UUID, str, date]] = tasks.filter(among("child", ids)).values_list(
        "child", "kind", "due_on"
    )
    return rows


def _task_model() -> Any:
    """By name: tasks are built on seats, so their module cannot be imported here."""
    return apps.get_model("notices", "Task")
