"""What the county's files may say, and how a mistake is explained."""

from collections.abc import Iterator
from typing import Annotated, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError

from kronobarn.authorities.county.files import Document, Problem
from kronobarn.authorities.rules import ContactKind, OrganisationKind, Regime, UnitKind
from kronobarn.people.identity import check_digit

MISTAKE = "county_mistake"

Key = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Name = Annotated[str, Field(min_length=1, max_length=120)]


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class OrganisationEntry(Entry):
    key: Key
    name: Name
    kind: OrganisationKind
    number: Annotated[str, Field(pattern=r"^\d{6}-\d{4}$")] | None = None
    municipality_code: Annotated[str, Field(pattern=r"^\d{4}$")] | None = None

    @field_validator("number")
    @classmethod
    def _check_digit_is_right(cls, number: str | None) -> str | None:
        if number and check_digit(number[:-1].replace("-", "")) != int(number[-1]):
            raise _mistake(
                gettext_noop("Organisationsnumret har fel kontrollsiffra."),
                gettext_noop("Kontrollera det mot Bolagsverket eller SCB."),
            )
        return number

    @model_validator(mode="after")
    def _municipalities_have_a_code(self) -> "OrganisationEntry":
        if (self.kind is OrganisationKind.MUNICIPALITY) != bool(self.municipality_code):
            raise _mistake(
                gettext_noop("En kommun, och bara en kommun, har en kommunkod."),
                gettext_noop("Lägg till eller ta bort municipality_code."),
            )
        return self


class AreaEntry(Entry):
    key: Key
    name: Name
    regime: Regime


class UnitEntry(Entry):
    key: Key
    area: str
    name: Name
    kind: UnitKind
    municipality: str | None = None
    grades: Annotated[str, Field(pattern=r"^\d-\d$")] | None = None
    mailbox: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$")] = ""

    @model_validator(mode="after")
    def _schools_have_grades(self) -> "UnitEntry":
        if (self.kind is UnitKind.SCHOOL) != bool(self.grades):
            raise _mistake(
                gettext_noop("En grundskola, och bara en grundskola, har årskurser."),
                gettext_noop("Lägg till eller ta bort grades, till exempel 0-6."),
            )
        first, last = self.grade_range
        if first is not None and last is not None and first > last:
            raise _mistake(
                gettext_noop("Årskurserna står i fel ordning."),
                gettext_noop("Skriv den lägsta först, till exempel 0-6."),
            )
        return self

    @property
    def grade_range(self) -> tuple[int, int] | tuple[None, None]:
        return (int(self.grades[0]), int(self.grades[2])) if self.grades else (None, None)


class ContactEntry(Entry):
    key: Key
    kind: ContactKind
    municipality: str | None = None
    name: Name
    phone: Annotated[str, Field(pattern=r"^\+?\d[\d -]*$", max_length=30)]
    hours: Annotated[str, Field(max_length=120)] = ""
    note: Annotated[str, Field(max_length=300)] = ""
    invented: bool = False


class CountyFile(Entry):
    key: Key
    name: Name
    contact_paths: list[ContactEntry]


class OrganisationFile(Entry):
    organisation: OrganisationEntry
    areas: list[AreaEntry]
    units: list[UnitEntry]


PARTS: dict[str, type[Entry]] = {
    "organisation": OrganisationEntry,
    "areas": AreaEntry,
    "units": UnitEntry,
    "contact_paths": ContactEntry,
}

PATTERNS = {
    "key": gettext_noop("Använd små bokstäver a-z, siffror och bindestreck."),
    "number": gettext_noop("Skriv organisationsnumret som 212000-0662."),
    "municipality_code": gettext_noop("Skriv kommunens fyra siffror hos SCB."),
    "grades": gettext_noop("Skriv från och till, till exempel 0-6; 0 är förskoleklass."),
    "mailbox": gettext_noop("Skriv en e-postadress till en funktion, inte en person."),
    "phone": gettext_noop("Skriv siffror, med mellanslag eller bindestreck om du vill."),
}

WRONG_SHAPES = {
    "missing": (gettext_noop("Fältet saknas."), gettext_noop("Lägg till det.")),
    "list_type": (gettext_noop("Här ska det stå en lista."), gettext_noop("Börja raderna med -.")),
    "model_type": (gettext_noop("Här ska det stå fält."), gettext_noop("Skriv fält: värde.")),
    "string_type": (gettext_noop("Här ska det stå en text."), gettext_noop("Skriv ett värde.")),
    "string_too_short": (gettext_noop("Fältet är tomt."), gettext_noop("Skriv ett värde.")),
    "string_too_long": (gettext_noop("Texten är för lång."), gettext_noop("Korta den.")),
    "bool_parsing": (
        gettext_noop("Här ska det stå ja eller nej."),
        gettext_noop("Skriv yes eller no."),
    ),
}


def problems(error: ValidationError, document: Document) -> Iterator[Problem]:
    """Each mistake in a file, in words for the one who keeps it."""
    for detail in error.errors():
        what, remedy = _explained(detail)
        field = detail["loc"][-1] if detail["loc"] else None
        if isinstance(field, str) and detail["type"] != MISTAKE:
            what = f"{field}: {what}"
        yield Problem(document.place(*detail["loc"]), what, remedy)


def _explained(detail: ErrorDetails) -> tuple[str, str]:
    kind, context, loc = detail["type"], detail.get("ctx", {}), detail["loc"]
    if kind == MISTAKE:
        return _(context["what"]), _(context["remedy"])
    if kind == "extra_forbidden":
        allowed = PARTS[str(loc[0])] if len(loc) > 1 else None
        remedy = _("Ta bort det eller rätta stavningen.")
        if allowed:
            remedy += " " + _("Fälten heter %s.") % ", ".join(allowed.model_fields)
        return _("Fältet känns inte igen."), remedy
    if kind == "enum":
        values = context["expected"].replace("'", "").replace(" or ", ", ")
        return _("Värdet ”%s” finns inte.") % detail["input"], _("Välj ett av: %s.") % values
    if kind == "string_pattern_mismatch":
        return _("”%s” är inte rätt skrivet.") % detail["input"], _(PATTERNS[str(loc[-1])])
    what, remedy = WRONG_SHAPES[kind]
    return _(what), _(remedy)


def _mistake(what: str, remedy: str) -> PydanticCustomError:
    context: dict[str, Any] = {"what": what, "remedy": remedy}
    return PydanticCustomError(MISTAKE, "{what} {remedy}", context)
