"""What is asked for when an event is written, and when the story is looked through. Shape only."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from kronobarn.assessments.models import KNOWN
from kronobarn.assessments.rules import KnownHow
from kronobarn.chronology.models import LifeEvent
from kronobarn.chronology.rules import Precision, Significance
from kronobarn.core.choices import choices

LONGEST = gettext_lazy("Texten är för lång. Korta den till högst 600 tecken.")
NO_SUCH_DAY = gettext_lazy("Skriv en dag som 2026-03-14. Vet du inte dagen räcker 2026-03 eller 2026.")
WRITTEN = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", re.ASCII)


class DayMonthOrYear(forms.CharField):
    """A day, or no more than a month or a year when that is all that is known: (date, Precision)."""

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        found = WRITTEN.fullmatch(typed.strip())
        try:
            if found is None:
                raise ValueError(typed)
            year, month, day = found.groups()
            precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
            return date(int(year), int(month or 1), int(day or 1)), precision
        except ValueError:
            raise ValidationError(NO_SUCH_DAY) from None


class LifeEventForm(forms.Form):
    """One fact: what, when, how it is known, what it means for the child, what was done."""

    what = forms.CharField(
        label=gettext_lazy("Vad hände?"),
        help_text=gettext_lazy("Bara det som har hänt, kort. Vad du tror eller tycker hör till analysen."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=600,
        error_messages={"required": gettext_lazy("Skriv vad som hände."), "max_length": LONGEST},
    )
    happened = DayMonthOrYear(
        label=gettext_lazy("När hände det?"),
        help_text=gettext_lazy("En dag, som 2026-03-14. Vet du inte dagen räcker månaden, 2026-03, eller året, 2026."),
        max_length=10,
        error_messages={
            "required": gettext_lazy("Skriv när det hände. Det räcker med året."),
            "max_length": NO_SUCH_DAY,
        },
    )
    significance = forms.ChoiceField(
        label=gettext_lazy("Vad betyder det för barnet?"),
        help_text=gettext_lazy("Goda händelser är lika viktiga som svåra. Fråga barnet, om det går."),
        choices=choices(LifeEvent.SIGNIFICANCE),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj vad det betyder för barnet. Det går bra att inte veta.")},
    )
    known = forms.ChoiceField(
        label=gettext_lazy("Hur vet du det?"),
        choices=[(how.value, capfirst(words)) for how, words in KNOWN.items()],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj hur du vet det.")},
    )
    source = forms.CharField(
        label=gettext_lazy("Vem eller vad?"),
        help_text=gettext_lazy(
            "Till exempel ”skolsköterskan” eller ”beslut från 3 maj”. Behövs inte om du såg det själv eller barnet berättade."
        ),
        required=False,
        max_length=200,
    )
    did = forms.CharField(
        label=gettext_lazy("Vad gjordes?"),
        help_text=gettext_lazy("Skriv det som gjordes då, om något gjordes."),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=600,
        error_messages={"max_length": LONGEST},
    )
    no_action_because = forms.CharField(
        label=gettext_lazy("Om inget gjordes: varför inte?"),
        help_text=gettext_lazy("Fyll i den här rutan eller den ovanför, inte båda."),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=600,
        error_messages={"max_length": LONGEST},
    )

    def said(self) -> dict[str, Any]:
        """What has been typed, as the action takes it."""
        words = dict(self.cleaned_data)
        words["happened_on"], words["precision"] = words.pop("happened")
        return words | {"significance": Significance(words["significance"]), "known": KnownHow(words["known"])}

    @staticmethod
    def words_of(event: LifeEvent) -> dict[str, Any]:
        """An event's words, as a form that puts them right begins with them."""
        written = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}[Precision(event.precision)]
        return {
            "what": event.what,
            "happened": event.record.happened_on.isoformat()[:written],
            "significance": event.significance,
            "known": event.known,
            "source": event.source,
            "did": event.action,
            "no_action_because": event.no_action_because,
        }
