"""Reads of the hot pages: the SQL is built once for the process, then only filled in.

Building a query costs Django several times what running it costs, and `visible_to` is asked on every page. Here a
function that returns a queryset is called once with stand-ins for its arguments, and what it compiled to is kept.
The rule of who sees what is still written in one place, and read from there.

    @prepared
    def _waiting(actor: Actor) -> QuerySet[Task, tuple[str, date]]:
        return Task.objects.visible_to(actor).waiting().values_list("kind", "due_on")

    for kind, due_on in _waiting(actor): ...

The function may branch on whether an argument, or an id of the actor, is None, and on nothing else about them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, F, Func, Model, QuerySet, TextField, UUIDField
from django.db.models import Value as Given
from django.db.models.expressions import Combinable
from django.db.models.query import ModelIterable, ValuesListIterable

from kronobarn.core.actor import Actor

P = ParamSpec("P")
R = TypeVar("R")
M = TypeVar("M", bound=Model)
Value = int | str | UUID | date | datetime | list[UUID] | list[str] | None

IDS: Final = ("person_id", "assignment_id", "unit_id", "area_id")
"""What a query may ask of an actor."""


@dataclass(frozen=True, slots=True)
class _Statement:
    """What a function's queryset compiled to. Empty when it can find nothing."""

    sql: str = ""
    params: tuple[Any, ...] = ()
    places: tuple[tuple[int, int, Callable[[Any], Any] | None], ...] = ()
    """Which of the params is which argument, and the type that the database is to see."""
    model: type[Model] | None = None
    fields: tuple[str, ...] = ()
    annotations: tuple[tuple[str, int], ...] = ()

    def rows(self, values: Sequence[Value]) -> list[Any]:
        """Ask, with these values in their places."""
        if not self.sql:
            return []
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.filled(values))
            found: list[Any] = cursor.fetchall()
        if self.model is None:
            return found
        return [self._object(self.model, row) for row in found]

    def filled(self, values: Sequence[Value]) -> list[Any]:
        """The params, with these values in their places."""
        params = list(self.params)
        for place, number, as_type in self.places:
            params[place] = as_type(values[number]) if as_type else values[number]
        return params

    def _object(self, model: type[Model], row: Sequence[Any]) -> Model:
        made = model.from_db(connection.alias, self.fields, row[: len(self.fields)])
        for name, column in self.annotations:
            setattr(made, name, row[column])
        return made


def prepared(build: Callable[P, "QuerySet[Any, R]"]) -> Callable[P, list[R]]:
    """Make a function that returns a queryset (of a model, or a `values_list`) return its rows."""

    @wraps(build)
    def ask(*args: P.args, **kwargs: P.kwargs) -> list[R]:
        _demand(not kwargs, "arguments are told apart by their place")
        values = _values(args)
        return _statement(build, args, values).rows(values)

    return ask


def the_one(found: list[M], model: type[M]) -> M:
    """What was asked for by its key; the model's own DoesNotExist when it was not found."""
    for row in found:
        return row
    raise model.DoesNotExist  # type: ignore[attr-defined]


class Within(Func):
    """`column IN (SELECT …)`, where what stands in the brackets is compiled once for the process.

    For the rule that most others stand on: built anew it would be most of the work of asking for a row.
    """

    output_field = BooleanField()

    def __init__(self, column: str, build: Callable[[Actor], "QuerySet[Any, Any]"], actor: Actor) -> None:
        super().__init__(F(column))
        self._build, self._actor = build, actor

    def as_sql(self, compiler: Any, connection: Any, **_template: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """Nothing is within what can find nothing."""
        values = _values([self._actor])
        statement = _statement(self._build, [self._actor], values)
        column, params = compiler.compile(self.source_expressions[0])
        if not statement.sql:
            return "FALSE", []
        return f"{column} IN ({statement.sql})", [*params, *statement.filled(values)]


kept: dict[tuple[Any, ...], _Statement] = {}
"""What each function compiled to, by which of its arguments are None."""


def _statement(build: Callable[..., "QuerySet[Any, Any]"], args: Sequence[Any], values: Sequence[Value]) -> _Statement:
    """What the function compiled to the first time."""
    shape = (build, *(value is None for value in values))
    statement = kept.get(shape)
    if statement is None:
        statement = kept[shape] = _compile(build, args)
    return statement


def _values(args: Sequence[Any]) -> list[Value]:
    """Everything that may stand in a query, in order."""
    values: list[Value] = []
    for arg in args:
        if isinstance(arg, Actor):
            values += (getattr(arg, name) for name in IDS)
        else:
            values.append(arg)
    return values


def among(column: str, ids: list[UUID]) -> Combinable:
    """The column is one of these ids, however many: one argument, where `__in` would send one each."""
    return _compared(column, " = ", "ANY", Given(ids, output_field=ArrayField(UUIDField())))


def holds_all(column: str, patterns: list[str]) -> Combinable:
    """The column is LIKE every one of the patterns, however many."""
    return _compared(column, " LIKE ", "ALL", Given(patterns, output_field=ArrayField(TextField())))


def _compared(column: str, operator: str, quantifier: str, array: Given) -> Combinable:
    to = Func(array, function=quantifier)
    return Func(F(column), to, template="(%(expressions)s)", arg_joiner=operator, output_field=BooleanField())


def _compile(build: Callable[..., "QuerySet[Any, Any]"], args: Sequence[Any]) -> _Statement:
    """Call the function once with stand-ins, and find them again in what the database would be sent."""
    stand_ins = [_stand_in(arg, 10 * number) for number, arg in enumerate(args, 1)]
    rows = build(*stand_ins)
    compiler = rows.query.get_compiler(connection=connection)
    values = _values(stand_ins)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        _demand(None in values, "nothing can be found, whatever is asked for")
        return _Statement()
    shown = [column for column, _sql, _alias in compiler.select]
    _demand(not compiler.get_converters(shown) and not compiler.has_extra_select, "Django would change these rows")
    places = tuple(
        (place, number, None if type(param) in PLAIN else type(param))
        for place, param in enumerate(params)
        if (number := _number(param, values)) is not None
    )
    found = [params[place] for place, *_rest in places]
    sent = all(arg in found for arg in stand_ins if not isinstance(arg, Actor | None))
    _demand(sent, "an argument is not sent as it is")
    if rows._iterable_class is ValuesListIterable:
        return _Statement(sql, params, places)
    kind = compiler.klass_info
    _demand(rows._iterable_class is ModelIterable and not kind.get("related_klass_infos"), "rows or plain objects only")
    names = tuple(shown[column].target.attname for column in kind["select_fields"])
    return _Statement(sql, params, places, rows.model, names, tuple(compiler.annotation_col_map.items()))


PLAIN: Final = (int, str, UUID, date, datetime, list)


def _number(param: Any, values: Sequence[Value]) -> int | None:
    """Which of the values the param is; None when it is the function's own."""
    for number, value in enumerate(values):
        if value is not None and isinstance(param, type(value)) and param == value:
            return number
    return None


def _stand_in(arg: Any, number: int) -> Any:
    """A value of the same kind that nothing else in a query has."""
    match arg:
        case None:
            return None
        case Actor():
            ids = {name: _stand_in(getattr(arg, name), number + nth) for nth, name in enumerate(IDS)}
            return replace(arg, **ids)
        case UUID():
            return UUID(int=(1 << 127) + number)
        case datetime():
            return datetime.fromtimestamp(number, UTC)
        case date():
            return date.fromordinal(number)
        case str():
            return f"stand-in {number}"
        case list():
            return [_stand_in(arg[0], number)] if arg else []
        case int() if not isinstance(arg, bool):
            return -(1 << 30) - number
    raise TypeError(f"a {type(arg).__name__} cannot be filled in")


def _demand(holds: bool, otherwise: str) -> None:
    """A mistake of the function's author, found the first time it is called."""
    if not holds:
        raise TypeError(f"cannot be prepared: {otherwise}")
