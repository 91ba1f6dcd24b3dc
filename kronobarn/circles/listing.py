"""The list of one's own children, a page at a time. It starts from the actor's own seats."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Case, F, Q, QuerySet, TextField, Value, When
from django.utils.translation import gettext as _

from kronobarn.circles.models import Seat
from kronobarn.circles.reads import age_line
from kronobarn.circles.rules import Role
from kronobarn.core.actor import Actor
from kronobarn.core.prepared import among, prepared
from kronobarn.people.models import Child, Protection

A_PAGE = 50

# Protected children stand last: their place among the others would tell their names.
_ORDER = Case(
    When(protection=Protection.NONE.value, then=F("sort_key")),
    default=Value("\uffff"),
    output_field=TextField(),
)


@dataclass(frozen=True)
class Row:
    """One child in the list: what decides whom to open, and no more."""

    child_id: UUID
    name: str
    age: str
    roles: str
    protected: bool
    next_task: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class Listing:
    rows: list[Row] = field(default_factory=list)
    next_after: UUID | None = None
    """The last child of this page, when there is another page."""


def own_children(*, by: Actor, after: UUID | None = None) -> Listing:
    """One's own children in Swedish order, from the one after `after`."""
    order = next((order for (order,) in _place(by, after)), None) if after else None
    found = _children(by, order, after if order is not None else None)
    page = found[:A_PAGE]
    ids = [child.pk for child in page]
    roles: dict[UUID, list[str]] = {child_id: [] for child_id in ids}
    for child_id, role in _roles(by, ids):
        roles[child_id].append(str(Seat.ROLES[Role(role)]))
    tasks = _next_tasks(ids, by)
    rows = [_row(child, roles[child.pk], tasks) for child in page]
    return Listing(rows, ids[-1] if len(found) > A_PAGE else None)


@prepared
def _children(actor: Actor, order: str | None, after: UUID | None) -> QuerySet[Child]:
    children = Child.objects.visible_to(actor).annotate(order=_ORDER).order_by("order", "pk")
    if order is not None and after is not None:
        children = children.filter(Q(order__gt=order) | Q(order=order, pk__gt=after))
    return children[: A_PAGE + 1]


@prepared
def _place(actor: Actor, child_id: UUID) -> QuerySet[Child, tuple[str]]:
    """Where a child stands in the list."""
    return Child.objects.visible_to(actor).filter(pk=child_id).annotate(order=_ORDER).values_list("order")


@prepared
def _roles(actor: Actor, ids: list[UUID]) -> QuerySet[Seat, tuple[UUID, str]]:
    return Seat.objects.held_by(actor).filter(among("child", ids)).values_list("child", "role")


def listed_name(child: Child) -> str:
    """The name as a list may show it."""
    return _("Skyddade uppgifter") if child.is_protected else child.full_name


def _row(child: Child, roles: list[str], tasks: dict[UUID, tuple[str, date]]) -> Row:
    task, due_on = tasks.get(child.pk, ("", None))
    return Row(
        child_id=child.pk,
        name=listed_name(child),
        age="" if child.is_protected else age_line(child),
        roles=", ".join(sorted(set(roles))),
        protected=child.is_protected,
        next_task=task,
        due_on=due_on,
    )


def _next_tasks(ids: list[UUID], by: Actor) -> dict[UUID, tuple[str, date]]:
    """What each child waits for first from the actor."""
    first: dict[UUID, tuple[str, date]] = {}
    for child_id, kind, due_on in _tasks(by, ids):
        first.setdefault(child_id, (kind, due_on))
    kinds = _task_model().KINDS
    return {child_id: (str(kinds[kind]), due_on) for child_id, (kind, due_on) in first.items()}


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
