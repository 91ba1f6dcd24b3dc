"""The door from a URL to a child and to a record: what you may not see is not there; a look is logged."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from typing import Any, Final, Protocol, TypeVar
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from kronobarn.audit.actions import record as log
from kronobarn.audit.events import Event
from kronobarn.audit.reads import has_looked
from kronobarn.circles import events
from kronobarn.circles.blocking import CLOSED, near, passes
from kronobarn.circles.models import Seat
from kronobarn.circles.reads import (
    GUARDIANS_FIRST,
    IS_CLOSED,
    IS_JOINED,
    IS_ON_CLOSED,
    knows,
    my_roles,
    roles_at,
    veiled_names,
)
from kronobarn.circles.rules import Role
from kronobarn.core import clock, veil
from kronobarn.core.actor import Actor
from kronobarn.core.prepared import prepared
from kronobarn.people.models import Child


class OfChild(Protocol):
    """A row about one child that can name itself in the log."""

    @property
    def child_id(self) -> UUID: ...
    @property
    def log_name(self) -> str: ...


A_LOOK_LASTS: Final = timedelta(minutes=15)
"""How long a page may renew itself on the same line of the log."""

R = TypeVar("R", bound=Any)
Row = TypeVar("Row", bound=Any, covariant=True)


class Scoped(Protocol[Row]):
    def visible_to(self, actor: Actor) -> "QuerySet[Any, Row]": ...


_found: ContextVar[list[Any] | None] = ContextVar("found", default=None)


def open_or_404(rows: Scoped[R], pk: UUID, *, by: Actor) -> R:
    """Fetch one row for a person to look at. The two kinds of absence look the same."""
    row = find_or_404(rows, pk, by=by)
    log_look(row, by=by)
    return row


def find_or_404(rows: Scoped[R], pk: UUID, *, by: Actor) -> R:
    """The same door for a POST, whose action writes its own line in the log.

    Where nothing is done and a page is shown instead, the look is logged afterwards (see `middleware`).
    """
    found = rows.visible_to(by).filter(pk=pk)
    about_a_child = any(field.name == "child" for field in found.model._meta.concrete_fields)
    row: R | None = (found.annotate(on_closed_card=IS_ON_CLOSED) if about_a_child else found).first()
    if row is None:
        raise Http404
    child = _child_of(row) if about_a_child else None
    if child is not None:
        child.is_closed = row.on_closed_card  # type: ignore[attr-defined]
        _veil_family(child, by)
    _remember(row)
    return row


def renew_or_404(rows: Scoped[R], pk: UUID, *, by: Actor) -> R:
    """Fetch a row for a page that renews itself. The look is logged when it begins, and then once in a while."""
    row = find_or_404(rows, pk, by=by)
    if not has_looked(events.RecordOpened.kind, row.log_name, by=by, since=clock.now() - A_LOOK_LASTS):
        log_look(row, by=by)
    return row


def open_child_or_404(child_id: UUID, *, by: Actor) -> Child:
    """Fetch a child to look at, and log it."""
    child = find_child_or_404(child_id, by=by)
    log_look(child, by=by)
    return child


def find_child_or_404(child_id: UUID, *, by: Actor) -> Child:
    """The same for a POST."""
    for child in _child(by, child_id):
        _veil_family(child, by)
        _remember(child)
        return child
    raise Http404


def log_look(row: Any, *, by: Actor, what: Event | None = None) -> None:
    """Write in the log that somebody has looked at a child, or at a row about one; and past what block.

    `what` is seen of the row, when it is not what the row says.
    """
    if isinstance(row, Child):
        roles = roles_at(row, by)
        log(events.ChildOpened(), by=by, child_id=row.pk, why=roles[0])
        if Role.EMERGENCY in roles and CLOSED in getattr(row, "blocks", ()):
            log(events.BlockPassed(), by=by, child_id=row.pk, why=Role.EMERGENCY)
        return
    roles = [role for (role,) in my_roles(by, row.child_id)]
    if "child" in row._state.fields_cache:
        row.child.my_roles = roles  # the page's head asks for them next
    why = roles[0] if roles else ""
    log(what or events.RecordOpened(), by=by, child_id=row.child_id, subject=row.log_name, why=why)
    if Role.EMERGENCY in roles and passes(row, by):
        log(events.BlockPassed(), by=by, child_id=row.child_id, subject=row.log_name, why=Role.EMERGENCY)


def log_taken(row: Any, language: str, *, by: Actor) -> None:
    """Write in the log that somebody has taken a child's pages, or a row about one, along as a document."""
    taken = events.DocumentTaken(language=language)
    if isinstance(row, Child):
        log(taken, by=by, child_id=row.pk)
    else:
        log(taken, by=by, child_id=row.child_id, subject=row.log_name)


@contextmanager
def remembering() -> Iterator[list[Any]]:
    """The rows that the doors let through inside the block, each once."""
    found: list[Any] = []
    token = _found.set(found)
    try:
        yield found
    finally:
        _found.reset(token)


def _remember(row: Any) -> None:
    """A part without a name in the log is shown on the page of its record, which comes through the door as well."""
    found = _found.get()
    if found is not None and row not in found and (isinstance(row, Child) or hasattr(row, "log_name")):
        found.append(row)


def _child_of(row: Any) -> Child | None:
    """The child that a row is about, for those who sit with it. Whoever judges an opening of theirs does not."""
    if "child" not in row._state.fields_cache:
        found = Child.objects.filter(pk=row.child_id).first()
        if found is None:
            return None
        row.child = found
    child: Child = row.child
    return child


def _veil_family(child: Child, by: Actor) -> None:
    """Whoever may not know who a protected child is does not read who its family are either."""
    if not child.is_protected or by.is_family:
        return
    child.is_known = knows(child, by)  # type: ignore[attr-defined]
    if not child.is_known:  # type: ignore[attr-defined]
        veil.hang(veiled_names(child, by))


@prepared
def _child(actor: Actor, child_id: UUID) -> QuerySet[Child]:
    """The child, and with it what pages ask next: the actor's roles, whether they may know who it is, whether the child
    has another card, and blocks."""
    roles = Seat.objects.held_by(actor).filter(child=OuterRef("pk")).order_by("role").values("role").distinct()
    return (
        Child.objects.visible_to(actor)
        .filter(pk=child_id)
        .annotate(
            my_roles=ArraySubquery(roles),
            is_known=Exists(Child.objects.known_to(actor).filter(pk=OuterRef("pk"))),
            is_closed=IS_CLOSED,
            is_joined=IS_JOINED,
            guardians_first=GUARDIANS_FIRST,
            blocks=near("pk"),
        )
    )
