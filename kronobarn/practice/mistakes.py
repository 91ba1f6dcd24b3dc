"""What is wrong in a practice pack, in words for the one who keeps it. Pure."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from kronobarn.authorities.county.files import Document, Problem

SHAPES: dict[str, tuple[str, str]] = {
    "missing": (gettext_noop("Fältet saknas."), gettext_noop("Lägg till det.")),
    "extra_forbidden": (
        gettext_noop("Fältet känns inte igen."),
        gettext_noop("Ta bort det eller rätta stavningen."),
    ),
    "list_type": (gettext_noop("Här ska det stå en lista."), gettext_noop("Börja raderna med -.")),
    "dict_type": (gettext_noop("Här ska det stå nycklar med ord."), gettext_noop("Skriv nyckel: ord.")),
    "model_type": (gettext_noop("Här ska det stå fält."), gettext_noop("Skriv fält: värde.")),
    "string_type": (gettext_noop("Här ska det stå en text."), gettext_noop("Skriv ett värde.")),
    "string_too_short": (gettext_noop("Fältet är tomt."), gettext_noop("Skriv ett värde.")),
    "string_too_long": (gettext_noop("Texten är för lång."), gettext_noop("Korta den.")),
    "bool_parsing": (gettext_noop("Här ska det stå ja eller nej."), gettext_noop("Skriv true eller false.")),
    "int_parsing": (gettext_noop("Här ska det stå ett tal."), gettext_noop("Skriv med siffror, till exempel 6.")),
}
OTHERWISE = (gettext_noop("Värdet går inte att använda."), gettext_noop("Jämför med paketet som följer med."))
KEY = gettext_noop("Använd små bokstäver a-z och understreck.")
PATTERNS = {
    "version": gettext_noop("Använd små bokstäver a-z, siffror, punkt och bindestreck, till exempel kronoberg-2026.2."),
    "day": gettext_noop("Skriv månad och dag som 08-15, högst den 30 (28 i februari)."),
    "lang": gettext_noop("Skriv språket med två bokstäver, till exempel so."),
    "translations": gettext_noop("Skriv språket med två bokstäver, till exempel so."),
    "icf": gettext_noop("Skriv kapitlet som b1, s1, d1 eller e1."),
}
"""How a text with a form of its own is written, by its field."""


def problems(error: ValidationError, where: Document) -> Iterator[Problem]:
    """Each mistake with its place in the file, and what to do about it."""
    for detail in error.errors():
        path = tuple(step for step in detail["loc"] if step != "[key]")
        what, remedy = _explained(detail)
        field = path[-1] if path else None
        if isinstance(field, str):
            what = f"{field}: {what}"
        yield Problem(where.place(*path), what, remedy)


def _explained(detail: ErrorDetails) -> tuple[str, str]:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind in {"too_short", "too_long"}:
        return _amount(context)
    if kind in {"greater_than_equal", "less_than_equal"}:
        bound = context.get("ge", context.get("le"))
        most = _("högst") if "le" in context else _("minst")
        return _("Talet är utanför gränsen."), _("Skriv %(most)s %(bound)s.") % {"most": most, "bound": bound}
    if kind in {"literal_error", "enum"}:
        expected = context["expected"].replace("' or '", "', '").replace("'", "")
        return _("”%s” finns inte att välja.") % detail["input"], _("Skriv ett av: %s.") % expected
    if kind == "string_pattern_mismatch":
        names = [PATTERNS[step] for step in detail["loc"] if step in PATTERNS]
        return _("”%s” är inte rätt skrivet.") % detail["input"], _(names[-1] if names else KEY)
    what, remedy = SHAPES.get(kind, OTHERWISE)
    return _(what), _(remedy)


def _amount(context: dict[str, Any]) -> tuple[str, str]:
    right = context.get("min_length", context.get("max_length"))
    what = _("Här står %(has)s, men det ska vara %(right)s.") % {"has": context["actual_length"], "right": right}
    if "min_length" in context and right == 1:
        return _("Listan är tom."), _("Skriv minst en rad.")
    return what, _("Lägg till eller ta bort rader.")
