"""What is asked for about annual reports. Shape only."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kronobarn.annual_reports import reads, rules
from kronobarn.annual_reports.rules import FIRST_YEAR, LONGEST_POINT, MOST_POINTS, MOST_WORDS
from kronobarn.core.forms import OneOf
from kronobarn.core.reasons import in_a_sentence
from kronobarn.group_meetings.models import Decision
from kronobarn.programme.forms import TOO_LONG
from kronobarn.ui.dates import date_long

NOT_THERE = _("Valet finns inte. Välj ett i listan.")


class YearForm(forms.Form):
    """Which year."""

    year = forms.IntegerField(
        label=_("År"),
        min_value=FIRST_YEAR,
        max_value=9999,
        error_messages={
            "required": _("Skriv vilket år det gäller."),
            "invalid": _("Skriv året med fyra siffror."),
            "min_value": _("Arbetet började %(limit_value)s. Skriv det året eller ett senare."),
            "max_value": _("Skriv året med fyra siffror."),
        },
    )


class PartForm(forms.Form):
    """What is written by hand in a chapter."""

    text = forms.CharField(
        label=_("Text"),
        help_text=_(
            "Står i årsberättelsen, före uppgifterna. Tom rad ger nytt stycke. En rad som börjar med ## blir en rubrik, med - en"
            " punkt i en lista. Skriv funktioner, inte namn."
        ),
        required=False,
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={"max_length": TOO_LONG},
    )
    points = forms.CharField(
        label=_("Punkter på bilden"),
        help_text=_("Det som sägs när årsberättelsen visas som bilder. En punkt på varje rad, högst sex korta rader."),
        required=False,
        max_length=MOST_POINTS * (LONGEST_POINT + 10),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"max_length": TOO_LONG},
    )

    def clean_text(self) -> str:
        return _plain(self.cleaned_data["text"])

    def clean_points(self) -> str:
        said = _plain(self.cleaned_data["points"])
        if rules.too_long(said):
            raise ValidationError(_("Skriv högst sex punkter, och varje punkt på högst 160 tecken."))
        return said


class DecisionField(OneOf):
    """One of the steering group's decisions."""

    def label_from_instance(self, obj: Decision) -> str:
        return f"§ {obj.number}, {date_long(reads.decided_on(obj))}: {obj.text}"


class SettleForm(forms.Form):
    """By which decision."""

    decision = DecisionField(
        label=_("Styrgruppens beslut"),
        queryset=Decision.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Välj beslutet som fastställer årsberättelsen."), "invalid_choice": NOT_THERE},
    )

    def __init__(self, data: Any, *, decisions: Any) -> None:
        super().__init__(data)
        self.fields["decision"].queryset = decisions  # type: ignore[attr-defined]


class BecauseForm(forms.Form):
    """Why."""

    because = forms.CharField(
        label=_("Varför?"),
        max_length=300,
        validators=[in_a_sentence],
        error_messages={"required": _("Skriv varför."), "max_length": TOO_LONG},
    )


class CorrectionForm(forms.Form):
    """What is right, and why the other was wrong."""

    text = forms.CharField(
        label=_("Så ska det vara"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Skriv hur det ska vara."), "max_length": TOO_LONG},
    )
    because = forms.CharField(
        label=_("Varför rättas det?"),
        max_length=300,
        validators=[in_a_sentence],
        error_messages={"required": _("Skriv varför det rättas."), "max_length": TOO_LONG},
    )


def _plain(text: str) -> str:
    """Browsers end lines in their own way."""
    return text.replace("\r\n", "\n").strip()
