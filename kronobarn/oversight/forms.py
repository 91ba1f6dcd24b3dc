"""What is asked for when the log is searched, and what a review ends in. Shape only."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kronobarn.authorities.models import Unit
from kronobarn.core import clock
from kronobarn.core.choices import choices
from kronobarn.core.forms import day
from kronobarn.oversight.models import Judgement
from kronobarn.oversight.rules import MOST_DAYS, SAYS_WHY


class PeriodForm(forms.Form):
    """A time: the last month unless another is chosen."""

    since = day(gettext_lazy("Från och med"))
    until = day(gettext_lazy("Till och med"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until:
            if until < since:
                self.add_error("until", _("Tiden slutar innan den börjar. Ändra en av dagarna."))
            elif (until - since).days > MOST_DAYS:
                self.add_error("since", _("Välj högst ett år i taget."))
        return cleaned

    @staticmethod
    def usual(days: int = 30) -> dict[str, date]:
        """What the form says before anybody has chosen."""
        today = clock.today()
        return {"since": today - timedelta(days=days), "until": today}


class SearchForm(PeriodForm):
    """Where and when in the area's log; if one wishes also who, or which child."""

    field_order = ("child", "who", "unit", "since", "until")

    child = forms.CharField(
        label=gettext_lazy("Barn"),
        help_text=gettext_lazy("Hela personnumret, eller barnets beteckning i loggen, till exempel K7Q2X-4MZRA."),
        required=False,
        max_length=30,
    )
    who = forms.CharField(
        label=gettext_lazy("Medarbetare"),
        help_text=gettext_lazy("Namn eller del av namn."),
        required=False,
        max_length=100,
    )
    unit = forms.ModelChoiceField(
        label=gettext_lazy("Enhet"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=gettext_lazy("Alla enheter"),
    )
    before_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    before_id = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, area_id: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["unit"]
        field.queryset = Unit.objects.filter(area=area_id)

    @property
    def before(self) -> tuple[datetime, int] | None:
        """Where the page before ended."""
        at, number = self.cleaned_data.get("before_at"), self.cleaned_data.get("before_id")
        return (at, number) if at and number is not None else None


class JudgeForm(forms.Form):
    """What the reviewer came to."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Vad kom du fram till?"),
        choices=choices(Judgement.OUTCOMES),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj vad du kom fram till.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Anteckning"),
        help_text=gettext_lazy("Vad du har kontrollerat eller frågat. Skriv inget om barnet."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("outcome") in {each.value for each in SAYS_WHY} and not cleaned.get("note", "").strip():
            self.add_error("note", _("Skriv vad som behöver frågas, vad som svarats eller vart det är lämnat."))
        return cleaned
