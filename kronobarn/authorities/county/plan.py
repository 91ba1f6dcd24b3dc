"""What a county's files would change in the tables. Reads, never writes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from django.db import connection, models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kronobarn.authorities.county.files import CountyFilesAreWrong, Place, Problem
from kronobarn.authorities.county.reading import County, Row
from kronobarn.authorities.models import ContactPath, Organisation, SecrecyArea, Unit

TABLES: Final[dict[str, type[models.Model]]] = {
    "organisations": Organisation,
    "areas": SecrecyArea,
    "units": Unit,
    "contact_paths": ContactPath,
}
"""In the order in which they lean on each other."""


class Deed(StrEnum):
    CREATE = "create"
    CHANGE = "change"
    DEACTIVATE = "deactivate"
    REMOVE = "remove"


DEEDS = {
    Deed.CREATE: gettext_lazy("Läggs till"),
    Deed.CHANGE: gettext_lazy("Ändras"),
    Deed.DEACTIVATE: gettext_lazy("Avvecklas"),
    Deed.REMOVE: gettext_lazy("Tas bort"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One row that would be made or changed. `values` are column, before, after."""

    deed: Deed
    table: str
    key: str
    name: str
    values: tuple[tuple[str, Any, Any], ...] = ()

    def __str__(self) -> str:
        model = TABLES[self.table]
        line = f"{DEEDS[self.deed]}: {model._meta.verbose_name} {self.name} ({self.key})"
        if self.deed is not Deed.CHANGE:
            return line
        details = (
            _("%(field)s från ”%(before)s” till ”%(after)s”")
            % {"field": _label(model, column), "before": _shown(before), "after": _shown(after)}
            for column, before, after in self.values
            if column != "name_in_files"
        )
        return f"{line}, {'; '.join(details)}"


@dataclass(frozen=True, slots=True)
class Plan:
    """Every change that would make the tables say what the files say. May be empty."""

    county: County
    changes: tuple[Change, ...]
    kept: tuple[str, ...] = ()
    """What an administrator has decided since, and the files say nothing new of."""

    def __bool__(self) -> bool:
        return bool(self.changes)

    def count(self, deed: Deed) -> int:
        return sum(change.deed is deed for change in self.changes)


def diff(county: County) -> Plan:
    """Compare the files with the tables.

    Units that the files no longer mention are deactivated, since their history stays; contact
    paths are removed. Organisations and areas without units are left as they are. A unit that answers for a child is not
    closed. What an administrator has renamed or closed stays so, until the files say something else than they last did.
    """
    changes: list[Change] = []
    kept: list[str] = []
    wrong: list[Problem] = []
    for table, model in TABLES.items():
        wanted: dict[str, Row] = getattr(county, table)
        present = _rows(model, wanted)
        for key, row in wanted.items():
            if (before := present.get(key)) is None:
                values = tuple((column, None, value) for column, value in row.items())
                changes.append(Change(Deed.CREATE, table, key, row["name"], values))
                continue
            said_before = _said_before(before, row) if table == "units" else frozenset()
            kept += [_kept(key, row, before, column) for column in sorted(said_before)]
            if values := tuple(
                (column, before[column], value)
                for column, value in row.items()
                if before[column] != value and column not in said_before
            ):
                wrong += _moves(county, table, key, values)
                changes.append(Change(Deed.CHANGE, table, key, row["name"], values))
        changes += _vanished(table, wanted, present)
    wrong += _held(county, [change.key for change in changes if change.deed is Deed.DEACTIVATE])
    if wrong:
        raise CountyFilesAreWrong(wrong)
    return Plan(county, tuple(changes), tuple(kept))


def _said_before(before: Row, row: Row) -> frozenset[str]:
    """What differs from the files because an administrator changed it, and the files say as they did."""
    if not before["name_in_files"]:
        return frozenset()
    same_name = before["name_in_files"] == row["name"] != before["name"]
    return frozenset({"name"} if same_name else ()) | frozenset(() if before["active"] else {"active"})


def _kept(key: str, row: Row, before: Row, column: str) -> str:
    if column == "name":
        text = _(
            "Behålls: enhet %(key)s heter ”%(now)s”. Administratören bytte namnet, och filerna säger ”%(name)s” som förut."
        )
    else:
        text = _("Behålls: enhet %(now)s (%(key)s) är avvecklad av administratören. Ta bort den ur filerna.")
    return text % {"key": key, "now": before["name"], "name": row["name"]}


def _held(county: County, closing: Sequence[str]) -> list[Problem]:
    """Units that would be closed while somebody there is responsible for a child. The database says which, and no more."""
    if not closing:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT key FROM responsibility_units_that_hold() key WHERE key = ANY (%s)", [list(closing)])
        held = {key for (key,) in cursor.fetchall()}
    units = Unit.objects.filter(key__in=held).select_related("area").order_by("key")
    return [
        Problem(
            county.places.get(("areas", unit.area.key), Place("county.yaml", 1)),
            _("Enheten ”%(name)s” (%(key)s) finns inte längre i filerna, men någon där är ansvarig för barn.")
            % {"name": unit.name, "key": unit.key},
            _(
                "Lägg tillbaka den. Be enhetens chef att se till att ansvaret lämnas över, till den enhet där barnen ska "
                "vara. Ta bort den ur filerna sedan."
            ),
        )
        for unit in units
    ]


def _rows(model: type[models.Model], wanted: dict[str, Row]) -> dict[str, Row]:
    columns = next(iter(wanted.values())) if wanted else {"name": ""}
    rows = model._default_manager.order_by("key").values("key", *columns)
    return {row["key"]: row for row in rows}


def _vanished(table: str, wanted: dict[str, Row], present: dict[str, Row]) -> Iterator[Change]:
    for key, row in present.items():
        if key in wanted:
            continue
        if table == "units" and row["active"]:
            yield Change(Deed.DEACTIVATE, table, key, row["name"])
        if table == "contact_paths":
            yield Change(Deed.REMOVE, table, key, row["name"])


def _moves(county: County, table: str, key: str, values: tuple[tuple[str, Any, Any], ...]) -> Iterator[Problem]:
    """A unit that changed area would carry its people across a border of secrecy."""
    for column, before, after in values:
        if column.endswith("__key"):
            yield Problem(
                county.places[table, key],
                _("”%(key)s” kan inte flyttas från ”%(before)s” till ”%(after)s”.")
                % {"key": key, "before": before, "after": after},
                _("Lägg upp en ny med egen nyckel och ta bort den gamla ur filen."),
            )


def _label(model: type[models.Model], column: str) -> str:
    field = model._meta.get_field(column.removesuffix("__key"))
    return str(getattr(field, "verbose_name", column))


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    return "" if value is None else str(value)
