"""What organisations are asked: who writes, what they think of a section, and who answers for it. Shape only."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kronobarn.consultation.answer_actions import Said
from kronobarn.consultation.answer_reads import Left
from kronobarn.consultation.forms import NOT_THERE, one_line, words
from kronobarn.consultation.models import Answer
from kronobarn.consultation.rules import CHOICES, Asks


class WriterForm(forms.Form):
    """Who is writing."""

    name = one_line(
        _("Ditt namn"), missing=_("Skriv ditt namn, så att de andra ser vem som har skrivit vad."), most=120
    )
    function = one_line(
        _("Din funktion"),
        missing=_("Skriv din funktion."),
        help_text=_("Till exempel utredare eller rektor."),
        most=120,
    )


class SubmitForm(forms.Form):
    """Who answers for the organisation."""

    name = one_line(_("Namn på den som lämnar in"), missing=_("Skriv vem som lämnar in svaret."), most=120)
    function = one_line(_("Funktion"), missing=_("Skriv vilken funktion du har."), most=120)
    may_be_shown = forms.ChoiceField(
        label=_("Får ert svar visas på länets webbplats?"),
        help_text=_("Med organisationens namn, men inte ditt. Svaret är en allmän handling hos den som tar emot det."),
        choices=[("yes", _("Ja, det får visas")), ("no", _("Nej, visa det inte"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj om svaret får visas."), "invalid_choice": NOT_THERE},
    )
    confirmed = forms.BooleanField(
        label=_("Det här är organisationens svar, och jag får lämna in det"),
        error_messages={"required": _("Bekräfta att det är organisationens svar.")},
    )

    def clean_may_be_shown(self) -> bool:
        return bool(self.cleaned_data["may_be_shown"] == "yes")


class SectionAnswerForm(forms.Form):
    """All questions of a section at once. Each carries which versions were shown, so that none is written over unread."""

    def __init__(self, data: Any, *, left: Sequence[Left]) -> None:
        super().__init__(data)
        self.left = left
        for one in left:
            self._ask(one)

    def _ask(self, one: Left) -> None:
        asks, key = Asks(one.question.asks), one.question.pk.hex
        before = one.latest or Answer()
        if CHOICES[asks]:
            self.fields[f"choice-{key}"] = forms.ChoiceField(
                label=_("Ert svar"),
                required=False,
                choices=[(each.value, Answer.CHOICES[each]) for each in CHOICES[asks]],
                widget=forms.RadioSelect,
                initial=before.choice,
                error_messages={"invalid_choice": NOT_THERE},
            )
        self.fields[f"text-{key}"] = words(_("Varför?") if CHOICES[asks] else _("Ert svar"), rows=4)
        self.fields[f"text-{key}"].initial = before.text
        if asks is Asks.POSITION:
            self.fields[f"proposed-{key}"] = words(_("Ert förslag på ord"), rows=3)
            self.fields[f"proposed-{key}"].initial = before.proposed
        if one.is_twice:
            self.fields[f"settles-{key}"] = forms.BooleanField(
                label=_("Det som står i rutorna nu ska gälla i stället för de två versionerna"), required=False
            )
        self.fields[f"seen-{key}"] = forms.CharField(
            required=False, widget=forms.HiddenInput, initial=",".join(str(each.pk) for each in one.standing)
        )

    def said(self) -> Iterator[Said]:
        """What has been left at each question."""
        for one in self.left:
            key = one.question.pk.hex
            values = (self.cleaned_data.get(f"{part}-{key}") or "" for part in ("choice", "text", "proposed"))
            choice, text, proposed = (value.replace("\r\n", "\n").strip() for value in values)
            seen = frozenset(_ids(self.cleaned_data.get(f"seen-{key}", "")))
            yield Said(one.question, choice, text, proposed, seen, bool(self.cleaned_data.get(f"settles-{key}")))

    def groups(self) -> Iterator[tuple[Left, list[forms.BoundField]]]:
        """Each question with its own fields, for the page."""
        for one in self.left:
            key = one.question.pk.hex
            names = [f"{part}-{key}" for part in ("choice", "text", "proposed", "settles", "seen")]
            yield one, [self[name] for name in names if name in self.fields]


def _ids(said: str) -> Iterator[UUID]:
    """What is no id has not been shown to anybody."""
    for one in said.split(","):
        try:
            yield UUID(one)
        except ValueError:
            continue
