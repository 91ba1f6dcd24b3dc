"""Takes a file in: what it is, whether it is harmful, and what is left of it to keep. Refuses in words; keeps nothing."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kronobarn.core import scanner
from kronobarn.core.actor import Actor
from kronobarn.core.uploads import too_large
from kronobarn.documents import apart, pdf, rules
from kronobarn.documents.apart import Refusal
from kronobarn.documents.rules import Form

EITHER: Final = frozenset(Form)
PICTURES: Final = frozenset({Form.PICTURE})

WHY_NOT: Final = {
    Refusal.ENCRYPTED: gettext_lazy("PDF-filen är låst med lösenord. Spara en kopia utan lösenord och lägg in den."),
    Refusal.SCRIPT: gettext_lazy(
        "PDF-filen innehåller programkod, så den tas inte emot. Öppna den, välj Skriv ut och sedan Spara som PDF, och "
        "lägg in den nya filen."
    ),
    Refusal.STARTS: gettext_lazy(
        "PDF-filen kan starta ett annat program, så den tas inte emot. Säg till din it-avdelning om du inte vet varför."
    ),
    Refusal.CARRIES: gettext_lazy(
        "PDF-filen har andra filer, ljud eller film i sig, så den tas inte emot. Öppna den, välj Skriv ut och sedan "
        "Spara som PDF, och lägg in den nya filen."
    ),
    Refusal.PAGES: gettext_lazy("PDF-filen har för många sidor. Dela den: högst %(most)d sidor i varje."),
    Refusal.PAGE: gettext_lazy(
        "En sida i PDF-filen är för stor eller för liten för att vara ett papper. Skriv ut den på A4."
    ),
    Refusal.CUT: gettext_lazy(
        "En sida i PDF-filen är beskuren. Det som är bortskuret syns inte, men finns kvar i filen. Ta en bild av sidan i "
        "stället, så att bara det som syns kommer med."
    ),
    Refusal.HEAVY: gettext_lazy(
        "PDF-filen är för tung att läsa. Ta en bild av varje sida i stället, eller skanna om den med lägre upplösning."
    ),
    Refusal.PHOTOGRAPH: gettext_lazy(
        "PDF-filen har en bild som inte går att rensa från var den är tagen och med vilken kamera. Öppna den, välj "
        "Skriv ut och sedan Spara som PDF, och lägg in den nya filen."
    ),
    Refusal.BROKEN: gettext_lazy(
        "PDF-filen är trasig och går inte att läsa. Spara eller skanna om den och försök igen."
    ),
    Refusal.BUSY: gettext_lazy("Många filer läses just nu. Vänta en minut och lägg in filen igen."),
}


@dataclass(frozen=True, slots=True)
class Taken:
    """What is left to keep."""

    form: Form
    content: bytes
    pages: int = 1


def paper(sent: bytes, field: str, accepts: Collection[Form] = EITHER) -> Taken:
    """A picture or a PDF, made anew. `field` is where the form says what was wrong."""
    form = rules.form_of(sent)
    if form not in accepts:
        raise ValidationError({field: _("Det här är en PDF. Välj en bild i JPEG, PNG eller WebP.")})
    if form is Form.PICTURE:
        return Taken(form, picture(sent, field))
    if not may_take_pdf():
        raise ValidationError(
            {
                field: _(
                    "PDF kan inte tas emot här, för inget virusskydd är inställt. Ta en bild av varje sida i stället."
                )
            }
        )
    _refuse_too_large(sent, field)
    _scan(sent, field)
    try:
        kept = apart.clean(sent)
    except apart.Refused as problem:
        raise ValidationError({field: str(WHY_NOT[problem.why]) % {"most": pdf.MOST_PAGES}}) from problem
    return Taken(form, kept.content, kept.pages)


def picture(sent: bytes, field: str, *, longest_side: int = rules.LONGEST_SIDE) -> bytes:
    """A picture, made anew."""
    _refuse_too_large(sent, field)
    _scan(sent, field)
    try:
        return rules.cleaned(sent, longest_side=longest_side)
    except rules.TooLarge as problem:
        raise ValidationError({field: too_large()}) from problem
    except rules.NotAPicture as problem:
        raise ValidationError(
            {field: _("Filen gick inte att läsa som en bild. Välj en bild i JPEG, PNG eller WebP.")}
        ) from problem


def may_take_pdf() -> bool:
    """A PDF is read by others' programs, on others' machines: it is searched first, unless the county has said no."""
    return scanner.is_configured() or bool(settings.PDF_WITHOUT_SCAN)


def accepted_from(actor: Actor) -> Collection[Form]:
    """The family put in what a child has drawn: of that there is a picture."""
    return PICTURES if actor.is_family else EITHER


def _refuse_too_large(sent: bytes, field: str) -> None:
    if len(sent) > rules.MOST_BYTES:
        raise ValidationError({field: too_large()})


def _scan(sent: bytes, field: str) -> None:
    try:
        scanner.scan(sent)
    except scanner.Harmful as problem:
        said = _(
            "Virusskyddet hittade något skadligt i filen, så den är inte sparad. Skicka den inte vidare. Säg till din "
            "it-avdelning."
        )
        raise ValidationError({field: said}) from problem
    except scanner.NoAnswer as problem:
        said = _(
            "Filen kunde inte sökas igenom efter virus just nu, så den är inte sparad. Vänta en stund och försök igen. "
            "Går det inte då heller: säg till den som sköter systemet."
        )
        raise ValidationError({field: said}) from problem
