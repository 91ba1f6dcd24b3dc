"""From a folder of files to one county in which everything fits together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from pydantic import ValidationError

from kronobarn.authorities.county.files import (
    CountyFilesAreWrong,
    Document,
    Place,
    Problem,
    document,
)
from kronobarn.authorities.county.schema import (
    ContactEntry,
    CountyFile,
    Entry,
    OrganisationFile,
    UnitEntry,
    problems,
)
from kronobarn.authorities.rules import GRADES, UnitKind

Row: TypeAlias = dict[str, Any]
"""The columns of a row; a foreign key is given as the other row's key, like `area__key`."""

E = TypeVar("E", bound=Entry)


@dataclass(slots=True)
class County:
    """What the files say, by table and key, and where each thing stands."""

    name: str = ""
    organisations: dict[str, Row] = field(default_factory=dict)
    areas: dict[str, Row] = field(default_factory=dict)
    units: dict[str, Row] = field(default_factory=dict)
    contact_paths: dict[str, Row] = field(default_factory=dict)
    places: dict[tuple[str, str], Place] = field(default_factory=dict)


def read(folder: Path) -> County:
    """Read a county's folder, or raise CountyFilesAreWrong.

    Every file's own mistakes are told together; only when there are none, how the files fit together.
    """
    wrong: list[Problem] = []
    main = _parsed(CountyFile, folder, "county.yaml", wrong)
    names = sorted(path.name for path in (folder / "organisations").glob("*.yaml"))
    if not names:
        wrong.append(
            Problem(
                Place("organisations", 1),
                _("Mappen saknas eller är tom."),
                _("Lägg en fil där för varje huvudman."),
            )
        )
    parts = [_parsed(OrganisationFile, folder, f"organisations/{name}", wrong) for name in names]
    if wrong or main is None:
        raise CountyFilesAreWrong(wrong)

    county = County(name=main[0].name)
    files = [part for part in parts if part is not None]
    codes = {
        file.organisation.key: file.organisation.municipality_code
        for file, _document in files
        if file.organisation.municipality_code
    }
    builder = _Builder(county, codes)
    for organisation_file, where in files:
        builder.add_organisation(organisation_file, where)
    builder.add_contacts(*main)
    wrong = [*builder.wrong, *_gaps(county)]
    if wrong:
        raise CountyFilesAreWrong(wrong)
    return county


def _parsed(shape: type[E], folder: Path, file: str, wrong: list[Problem]) -> tuple[E, Document] | None:
    try:
        where = document(folder, file)
    except CountyFilesAreWrong as error:
        wrong.extend(error.problems)
        return None
    try:
        return shape.model_validate(where.content), where
    except ValidationError as error:
        wrong.extend(problems(error, where))
        return None


class _Builder:
    """Puts the files together, and collects what does not fit."""

    def __init__(self, county: County, codes: Mapping[str, str]) -> None:
        self.county = county
        self.codes = codes
        self.wrong: list[Problem] = []

    def add_organisation(self, file: OrganisationFile, where: Document) -> None:
        principal = file.organisation
        place = where.place("organisation", "key")
        row = {
            "name": principal.name,
            "kind": principal.kind.value,
            "number": principal.number,
            "municipality_code": principal.municipality_code,
        }
        self._no_other_has(row, "number", where.place("organisation", "number"))
        self._no_other_has(row, "municipality_code", where.place("organisation", "municipality_code"))
        self._add("organisations", principal.key, row, place)
        for n, area in enumerate(file.areas):
            row = {
                "organisation__key": principal.key,
                "name": area.name,
                "regime": area.regime.value,
            }
            self._add("areas", area.key, row, where.place("areas", n, "key"))
        own = {area.key for area in file.areas}
        for n, unit in enumerate(file.units):
            if unit.area not in own:
                self.wrong.append(
                    Problem(
                        where.place("units", n, "area"),
                        _("Sekretessområdet ”%s” finns inte i filen.") % unit.area,
                        _("Välj ett av: %s.") % ", ".join(sorted(own)),
                    )
                )
            code = self._code(unit, where.place("units", n, "municipality")) or principal.municipality_code
            row = self._unit(unit, code or "")
            self._add("units", unit.key, row, where.place("units", n, "key"))

    def add_contacts(self, file: CountyFile, where: Document) -> None:
        for n, path in enumerate(file.contact_paths):
            row = {
                "kind": path.kind.value,
                "municipality_code": self._code(path, where.place("contact_paths", n, "municipality")),
                "name": path.name,
                "phone": path.phone,
                "hours": path.hours,
                "note": path.note,
                "invented": path.invented,
            }
            self._add("contact_paths", path.key, row, where.place("contact_paths", n, "key"))

    def _unit(self, unit: UnitEntry, code: str) -> Row:
        first, last = unit.grade_range
        return {
            "area__key": unit.area,
            "name": unit.name,
            "name_in_files": unit.name,
            "kind": unit.kind.value,
            "municipality_code": code,
            "grade_from": first,
            "grade_to": last,
            "mailbox": unit.mailbox,
            "active": True,
        }

    def _code(self, entry: UnitEntry | ContactEntry, place: Place) -> str:
        """The municipality's code at SCB; none for what belongs to the whole county."""
        if entry.municipality is None:
            return ""
        if entry.municipality not in self.codes:
            self.wrong.append(
                Problem(
                    place,
                    _("Kommunen ”%s” finns inte.") % entry.municipality,
                    _("Välj en av: %s.") % ", ".join(sorted(self.codes)),
                )
            )
        return self.codes.get(entry.municipality, "")

    def _add(self, table: str, key: str, row: Row, place: Place) -> None:
        if earlier := self.county.places.get((table, key)):
            self.wrong.append(
                Problem(
                    place,
                    _("Nyckeln ”%s” är redan använd.") % key,
                    _("Välj en annan; den första står i %s.") % earlier,
                )
            )
            return
        self.county.places[table, key] = place
        getattr(self.county, table)[key] = row

    def _no_other_has(self, row: Row, column: str, place: Place) -> None:
        value = row[column]
        for key, other in self.county.organisations.items():
            if value and other[column] == value:
                self.wrong.append(
                    Problem(
                        place,
                        _("”%s” är redan använt.") % value,
                        _("Kontrollera det mot %s.") % self.county.places["organisations", key],
                    )
                )


NEEDED = {
    UnitKind.MVC: gettext_noop("före födelsen (mvc)"),
    UnitKind.BVC: gettext_noop("0-5 år (bvc)"),
    UnitKind.UPPER_SECONDARY: gettext_noop("gymnasiet (upper_secondary)"),
    UnitKind.KAA: gettext_noop("16-20 år utanför gymnasiet (kaa)"),
    UnitKind.SOCIAL_OFFICE: gettext_noop("orosanmälningar (social_office)"),
}


def _gaps(county: County) -> Iterator[Problem]:
    """Ages at which nobody in a municipality would be responsible for a child."""
    for key, organisation in county.organisations.items():
        code = organisation["municipality_code"]
        if not code:
            continue
        units = [unit for unit in county.units.values() if unit["municipality_code"] == code]
        kinds = {unit["kind"] for unit in units}
        missing = [_(text) for kind, text in NEEDED.items() if kind not in kinds]
        taught = {
            grade
            for unit in units
            if unit["kind"] == UnitKind.SCHOOL
            for grade in range(unit["grade_from"], unit["grade_to"] + 1)
        }
        missing += [_("årskurs %d (school)") % grade for grade in GRADES if grade not in taught]
        if missing:
            yield Problem(
                county.places["organisations", key],
                _("%(municipality)s saknar enhet för %(missing)s.")
                % {"municipality": organisation["name"], "missing": ", ".join(missing)},
                _("Lägg till enheterna, så att varje barn har någon som är ansvarig."),
            )
