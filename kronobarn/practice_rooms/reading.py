"""From a case's file to the case, or to every mistake in it with its line and its remedy."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from pydantic import ValidationError

from kronobarn.authorities import county
from kronobarn.authorities.county import CountyFilesAreWrong, Problem
from kronobarn.authorities.county.files import Document, document
from kronobarn.practice import reading as practice
from kronobarn.practice.mistakes import problems
from kronobarn.practice_rooms.schema import EVERYBODY, Case

CASES = "cases"


def shipped() -> Path:
    """The folder of cases: a county's own, or those that come with the product."""
    own: Path | None = settings.PRACTICE_ROOMS_CASES
    return own or county.shipped("kronoberg") / CASES


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.yaml"))


@cache
def library() -> dict[str, Case]:
    """The county's cases, by key. Read once: the files do not change while the rooms are open."""
    cases = (read(file) for file in files(shipped()))
    return {case.key: case for case in cases}


def read(file: Path) -> Case:
    """One case, or CountyFilesAreWrong with everything that is wrong in its file."""
    where = document(file.parent, file.name)
    try:
        case = Case.model_validate(where.content)
    except ValidationError as error:
        raise CountyFilesAreWrong(_explained(error, where)) from None
    wrong = [
        *_names(case, where),
        *_units(case, where),
        *_roles(case, where),
        *_days(case, where),
        *_areas(case, where),
    ]
    if case.key != file.stem:
        wrong.append(Problem(where.place("key"), _("Nyckeln är inte filens namn."), _("Skriv: %s.") % file.stem))
    if wrong:
        raise CountyFilesAreWrong(wrong)
    return case


def _explained(error: ValidationError, where: Document) -> Iterator[Problem]:
    """As for the practice pack, but for the choice of an event, which only cases have."""
    unknown = {detail["loc"]: detail for detail in error.errors() if detail["type"] == "union_tag_invalid"}
    for location, detail in unknown.items():
        expected = detail["ctx"]["expected_tags"].replace("'", "")
        what = _("”%s” är ingen händelse.") % detail["ctx"]["tag"]
        yield Problem(where.place(*location, "event"), what, _("Skriv ett av: %s.") % expected)
    told = {where.place(*location).line for location in unknown}
    for problem in problems(error, where):
        if problem.place.line not in told:
            yield problem


def _names(case: Case, where: Document) -> Iterator[Problem]:
    """Every role that is named is there, and is there once."""
    known = [role.key for role in case.roles]
    for n, key in enumerate(known):
        if key in known[:n] or key == EVERYBODY:
            yield Problem(
                where.place("roles", n, "key"), _("Rollen ”%s” finns två gånger.") % key, _("Ge den en egen nyckel.")
            )
    named: list[tuple[tuple[str | int, ...], str]] = []
    for n, event in enumerate(case.past):
        named += [(("past", n, name), key) for name in event.names if (key := getattr(event, name))]
    for n, one in enumerate(case.rounds):
        named += [(("rounds", n, "comes_in", m, "by"), each.by) for m, each in enumerate(one.comes_in)]
        for m, told in enumerate(one.told):
            named += [(("rounds", n, "told", m, "to"), key) for key in told.to if key != EVERYBODY]
    if case.child.played_as:
        named.append((("child", "played_as"), case.child.played_as))
    for path, key in named:
        if key not in known:
            yield Problem(
                where.place(*path),
                _("Rollen ”%s” finns inte i fallet.") % key,
                _("Lägg till den under roles, eller skriv en av: %s.") % ", ".join(known),
            )


def _units(case: Case, where: Document) -> Iterator[Problem]:
    """Every unit is one of the county's."""
    named: list[tuple[tuple[str | int, ...], str]] = [(("child", "at"), case.child.at)]
    named += [(("roles", n, "unit"), role.unit) for n, role in enumerate(case.roles) if role.unit]
    for n, event in enumerate(case.past):
        if event.event == "offers_baton":
            named.append((("past", n, "to_unit"), event.to_unit))
    for path, key in named:
        if key not in _countys_units():
            yield Problem(
                where.place(*path),
                _("Enheten ”%s” finns inte i länet.") % key,
                _("Skriv en enhets key i organisations."),
            )


def _roles(case: Case, where: Document) -> Iterator[Problem]:
    """Staff work somewhere as something, somebody is responsible for the child, and somebody decides for it."""
    for n, role in enumerate(case.roles):
        if role.kind == "staff" and not (role.unit and role.profession):
            yield Problem(
                where.place("roles", n),
                _("%s saknar enhet eller yrke.") % role.name,
                _("Lägg till unit och profession."),
            )
    needed = {case.child.at} | {event.to_unit for event in case.past if event.event == "offers_baton"}
    for unit in sorted(needed - {role.unit for role in case.roles if role.responsible}):
        yield Problem(
            where.place("roles"),
            _("Det saknas en roll som är barnensbästa-ansvarig på %s.") % unit,
            _("Lägg till en roll med unit: %s och responsible: true.") % unit,
        )
    if not any(role.kind == "guardian" for role in case.roles):
        yield Problem(
            where.place("roles"), _("Det saknas en vårdnadshavare."), _("Lägg till en roll med kind: guardian.")
        )
    playing = [role.key for role in case.roles if role.kind == "child"]
    if playing != ([case.child.played_as] if case.child.played_as else []):
        yield Problem(
            where.place("child"),
            _("Rollen som barn och played_as stämmer inte."),
            _("Skriv rollens nyckel i played_as."),
        )


def _days(case: Case, where: Document) -> Iterator[Problem]:
    """Time goes forward, from the day when the child becomes known."""
    before = case.child.known
    for n, event in enumerate(case.past):
        if event.day < before:
            yield Problem(
                where.place("past", n, "day"),
                _("Dag %(day)d kommer efter dag %(before)d.") % {"day": event.day, "before": before},
                _("Skriv händelserna i den ordning de hände."),
            )
        before = event.day


def _areas(case: Case, where: Document) -> Iterator[Problem]:
    """The wheel has the area."""
    for n, event in enumerate(case.past):
        area = getattr(event, "area", None)
        if area is not None and area not in _wheels_areas():
            yield Problem(
                where.place("past", n, "area"),
                _("Hjulet har inget fält ”%s”.") % area,
                _("Skriv ett av: %s.") % ", ".join(_wheels_areas()),
            )


@cache
def _countys_units() -> frozenset[str]:
    return frozenset(county.read(county.shipped("kronoberg")).units)


@cache
def _wheels_areas() -> tuple[str, ...]:
    return tuple(area.key for area in practice.read(county.shipped("kronoberg")).areas)
