"""The list of one's own children, a page at a time. It starts from the actor's own seats."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.apps import apps
from django.db.models import Case, F, Q, TextField, Value, When
from django.utils.translation import gettext as _

from kronobarn.circles.models import Seat
from kronobarn.circles.reads import age_line
from kronobarn.circles.rules import Role
from kronobarn.core.actor import Actor
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
    children = Child.objects.visible_to(by).annotate(order=_ORDER)
    if after is not None:
        last = children.filter(pk=after).values_list("order", flat=True).first()
        if last is not None:
            children = children.filter(Q(order__gt=last) | Q(order=last, pk__gt=after))
    found = list(children.order_by("order", "pk")[: A_PAGE + 1])
    page = found[:A_PAGE]
    roles: dict[UUID, list[str]] = {child.pk: [] for child in page}
    for child_id, role in Seat.objects.held_by(by).filter(child__in=page).values_list("child", "role"):
        roles[child_id].append(str(Seat.ROLES[Role(role)]))
    tasks = _next_tasks(page, by)
    rows = [_row(child, roles[child.pk], tasks) for child in page]
    return Listing(rows, page[-1].pk if len(found) > A_PAGE else None)


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


def _next_tasks(children: list[Child], by: Actor) -> dict[UUID, tuple[str, date]]:
    """What each child waits for first from the actor."""
    # By name: tasks are built on seats, so their module cannot be imported here.
    tasks = apps.get_model("notices", "Task").objects.visible_to(by).waiting().filter(child__in=children)
    first: dict[UUID, tuple[str, date]] = {}
    for task in tasks:
        first.setdefault(task.child_id, (str(task.get_kind_display()), task.due_on))
    return first
