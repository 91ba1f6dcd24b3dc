"""Which times fit, and which one it will be. Shape only."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kronobarn.core.choices import choices
from kronobarn.meetings.models import TimeAnswer
from kronobarn.meetings.rules import Fits
from kronobarn.meetings.times.pages import Time


class TimesForm(forms.Form):
    """A question for each time."""

    def __init__(self, *args: Any, times: Sequence[Time], own: Mapping[int, str], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self._numbers = [time.number for time in times]
        for time in times:
            self.fields[f"time-{time.number}"] = forms.ChoiceField(
                label=time.said,
                choices=choices(TimeAnswer.FITS),
                widget=forms.RadioSelect,
                initial=own.get(time.number),
                error_messages={
                    "required": _("Svara om du kan den här tiden."),
                    "invalid_choice": _("Välj ett av svaren i listan."),
                },
            )

    def fits(self) -> dict[int, Fits]:
        """What the action wants."""
        return {number: Fits(self.cleaned_data[f"time-{number}"]) for number in self._numbers}


class PickForm(forms.Form):
    """One of the times."""

    number = forms.TypedChoiceField(
        label=_("Vilken tid blir det?"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj en av tiderna."), "invalid_choice": _("Välj en av tiderna.")},
    )

    def __init__(self, *args: Any, times: Sequence[Time], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["number"].choices = [(time.number, time.said) for time in times]  # type: ignore[attr-defined]
