"""The list of one's own children, a page at a time. It starts from the actor's own seats."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.apps import apps
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext as _

from kronobarn.circles.models import Seat
from kronobarn.circles.reads import age_line
from kronobarn.circles.rules import Role
from kronobarn.core.actor import Actor
from kronobarn.people.models import Child, Protection

A_PAGE = 50

# Protected children stand last: their place among the others would tell their names.
_ORDER = Case(
    When(child__protection=Protection.NONE.value, then=F("child__sort_key")),
    default=Value("\uffff"),
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
    seats = Seat.objects.held_by(by).values("child").annotate(order=_ORDER)
    if after is not None:
        last = seats.filter(child=after).values_list("order", flat=True).first()
        if last is not None:
            seats = seats.filter(Q(order__gt=last) | Q(order=last, child__gt=after))
    found = list(
        seats.annotate(roles=ArrayAgg("role", distinct=True))
        .order_by("order", "child")
        .values_list("child", "roles")[: A_PAGE + 1]
    )
    page = found[:A_PAGE]
    children = Child.objects.in_bulk([child_id for child_id, _roles in page])
    tasks = _next_tasks(children, by)
    rows = [_row(children[child_id], roles, tasks) for child_id, roles in page if child_id in children]
    return Listing(rows, page[-1][0] if len(found) > A_PAGE else None)


def listed_name(child: Child) -> str:
    """The name as a list may show it."""
    return _("Skyddade uppgifter") if child.is_protected else child.full_name


def _row(child: Child, roles: list[str], tasks: dict[UUID, tuple[str, date]]) -> Row:
    task, due_on = tasks.get(child.pk, ("", None))
    return Row(
        child_id=child.pk,
        name=listed_name(child),
        age="" if child.is_protected else age_line(child),
        roles=", ".join(str(Seat.ROLES[Role(role)]) for role in sorted(roles)),
        protected=child.is_protected,
        next_task=task,
        due_on=due_on,
    )


def _next_tasks(children: Iterable[UUID], by: Actor) -> dict[UUID, tuple[str, date]]:
    """What each child waits for first from the actor."""
    # By name: tasks are built on seats, so their module cannot be imported here.
    tasks = apps.get_model("notices", "Task").objects.visible_to(by).waiting().filter(child__in=list(children))
    first: dict[UUID, tuple[str, date]] = {}
    for task in tasks:
        first.setdefault(task.child_id, (str(task.get_kind_display()), task.due_on))
    return first
