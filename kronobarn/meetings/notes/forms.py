"""The notes of a meeting, point by point. Shape only."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kronobarn.core.forms import NO_DAY
from kronobarn.meetings.actions import Decided
from kronobarn.meetings.notes.merging import MOST_DECISIONS
from kronobarn.meetings.pages import Person


class NotesForm(forms.Form):
    """Who came, what was said of each point of the agenda, and what was not agreed on."""

    came = forms.MultipleChoiceField(
        label=_("Vilka kom?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Välj vilka som kom.")},
    )
    notes = forms.CharField(
        label=_("Vad sades mer?"),
        help_text=_("Det som inte hör till någon av punkterna."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=10_000,
    )
    disagreement = forms.CharField(
        label=_("Är det något ni inte är överens om?"),
        help_text=_("Skriv vem som tycker vad. Det är inget fel att tycka olika, och det ska synas."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=4000,
    )

    def __init__(self, *args: Any, people: Sequence[Person], agenda: Sequence[str], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self._points = [f"said-{number}" for number in range(len(agenda))]
        field = self.fields["came"]
        field.choices = [  # type: ignore[attr-defined]
            (str(one.pk), f"{one.name}, {one.where}" if one.where else one.name) for one in people
        ]
        for name, point in zip(self._points, agenda, strict=True):
            self.fields[name] = forms.CharField(
                label=point, widget=forms.Textarea(attrs={"rows": 3}), required=False, max_length=6000
            )

    def points(self) -> list[forms.BoundField]:
        """A question for each point of the agenda, in its order."""
        return [self[name] for name in self._points]

    def said(self) -> dict[str, Any]:
        """What the action wants."""
        cleaned = self.cleaned_data
        return {
            "came": [UUID(pk) for pk in cleaned["came"]],
            "said": [cleaned[name] for name in self._points],
            "notes": cleaned["notes"],
            "disagreement": cleaned["disagreement"],
        }


class DecisionForm(forms.Form):
    """One decision. A row without words is left out."""

    text = forms.CharField(label=_("Vad ska göras?"), required=False, max_length=1000)
    by_whom = forms.ChoiceField(label=_("Vem gör det?"), required=False)
    due_on = forms.DateField(label=_("Senast"), widget=forms.DateInput, required=False, error_messages=NO_DAY)

    def __init__(self, *args: Any, people: Sequence[Person], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["by_whom"].choices = [  # type: ignore[attr-defined]
            ("", _("Välj")),
            *((str(one.pk), one.name) for one in people),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("text") and (cleaned.get("by_whom") or cleaned.get("due_on")):
            self.add_error("text", _("Skriv vad som ska göras, eller töm raden."))
        return cleaned


DecisionForms = forms.formset_factory(DecisionForm, extra=3, max_num=MOST_DECISIONS)


def every_field(form: NotesForm, people: Sequence[Person]) -> forms.Form:
    """The notes with every row of decisions there can be: what each field is called where it is read back."""
    whole = forms.Form()
    whole.fields = dict(form.fields)
    for number in range(MOST_DECISIONS):
        called = _("Beslut %(number)d") % {"number": number + 1}
        for name, field in DecisionForm(people=people).fields.items():
            field.label = f"{called}: {field.label}"
            whole.fields[f"form-{number}-{name}"] = field
    return whole


def with_room(posted: QueryDict) -> QueryDict:
    """The posted rows, and three empty ones when more were asked for."""
    data = posted.copy()
    if "more" in data and data.get("form-TOTAL_FORMS", "").isdecimal():
        data["form-TOTAL_FORMS"] = str(min(MOST_DECISIONS, int(str(data["form-TOTAL_FORMS"])) + 3))
    return data


def decided(rows: Any) -> list[Decided]:
    """The rows with words, as the action wants them."""
    said = [row.cleaned_data for row in rows if row.cleaned_data.get("text")]
    return [
        Decided(
            text=one["text"],
            by_whom=UUID(one["by_whom"]) if one["by_whom"] else None,
            due_on=one["due_on"],
        )
        for one in said
    ]
