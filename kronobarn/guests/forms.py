"""What is asked for. Shape only."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from kronobarn.core import clock
from kronobarn.core.forms import NO_DAY
from kronobarn.guests.rules import MISSING
from kronobarn.practice.pack import Area

TOO_LONG = gettext_lazy("Texten är för lång. Korta den till högst %(limit_value)d tecken.")
USUALLY = timedelta(days=14)


def _words(label: Any, help_text: Any = "", *, most: int, rows: int = 0, needed: str = "") -> forms.CharField:
    missing = {"required": MISSING[needed]} if needed else {}
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=most,
        required=bool(needed),
        widget=forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput,
        error_messages={"max_length": TOO_LONG, **missing},
    )


class AskForm(forms.Form):
    """Whom, about what, why, and who in the family has said yes."""

    label = _words(
        gettext_lazy("Vem frågar du?"),
        gettext_lazy("Uppgiften, inte namnet. Till exempel ”Fotbollstränare” eller ”Mormor”."),
        most=120,
        needed="label",
    )
    area_key = forms.ChoiceField(
        label=gettext_lazy("Vilket område handlar frågan om?"),
        error_messages={"required": gettext_lazy("Välj ett område i hjulet.")},
    )
    question = _words(
        gettext_lazy("Vad vill du veta?"),
        gettext_lazy(
            "Det är det enda som den du frågar ser. Skriv så att hen förstår vilket barn det gäller, inte mer."
        ),
        most=500,
        rows=3,
        needed="question",
    )
    purpose = _words(
        gettext_lazy("Varför frågar du, och vad ska svaret användas till?"), most=500, rows=2, needed="purpose"
    )
    agreed = _words(
        gettext_lazy("Vem i familjen har sagt ja till att du frågar, hur och när?"),
        gettext_lazy("Att ni arbetar med barnet är hemligt för den du frågar, tills familjen säger något annat."),
        most=300,
        needed="agreed",
    )
    until = forms.DateField(label=gettext_lazy("Svara senast"), widget=forms.DateInput, error_messages=NO_DAY)

    def __init__(self, data: Any, *, areas: list[Area]) -> None:
        super().__init__(data, initial={"until": clock.today() + USUALLY})
        field = self.fields["area_key"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", gettext_lazy("Välj område")), *((area.key, area.label) for area in areas)]


class CodeForm(forms.Form):
    """The code that came another way than the link."""

    code = forms.CharField(
        label=gettext_lazy("Kod"),
        help_text=gettext_lazy("Sex siffror, som du har fått av den som frågar."),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": gettext_lazy("Skriv koden."), "max_length": gettext_lazy("Koden har sex siffror.")},
    )


class AnswerForm(forms.Form):
    """What somebody outside tells."""

    works = _words(gettext_lazy("Det som fungerar"), most=4000, rows=4)
    hard = _words(gettext_lazy("Det som är svårt"), most=4000, rows=4)
    name = _words(gettext_lazy("Ditt namn"), most=120, needed="name")
