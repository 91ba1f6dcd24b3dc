"""What is asked about surveys; and a survey as a form. Shape only."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kronobarn.core import clock
from kronobarn.core.choices import choices
from kronobarn.core.forms import NO_DAY
from kronobarn.programme.forms import TOO_LONG
from kronobarn.surveys.actions import Said
from kronobarn.surveys.models import Question, Reply, Survey
from kronobarn.surveys.rules import MOST_WORDS, OFFERED, Answer, Asks, Audience

NOT_THERE = _("Valet finns inte. Välj ett i listan.")
LONG = _("Texten är för lång. Korta den.")


def _line(label: Any, missing: Any, most: int, **rest: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, error_messages={"required": missing, "max_length": TOO_LONG}, **rest
    )


class SurveyForm(forms.Form):
    """What a survey is, and whom it asks."""

    title = _line(_("Rubrik"), _("Skriv vad enkäten heter."), 200)
    about = _line(
        _("Vad enkäten är till för"),
        _("Skriv vad enkäten är till för."),
        2000,
        help_text=_("Står överst för den som svarar: varför ni frågar, och vad svaren används till."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    audience = forms.ChoiceField(
        label=_("Vilka frågas?"),
        choices=choices(Survey.AUDIENCES),
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vilka som frågas."), "invalid_choice": NOT_THERE},
    )
    anonymous = forms.BooleanField(
        label=_("Enkäten är anonym"),
        help_text=_("Då sparas inget som kan visa vem som svarar. Familjer frågas alltid anonymt."),
        required=False,
        initial=True,
    )

    def clean_audience(self) -> Audience:
        return Audience(self.cleaned_data["audience"])


class QuestionForm(forms.Form):
    """One thing to ask."""

    text = _line(_("Fråga eller påstående"), _("Skriv vad som frågas."), 300)
    asks = forms.ChoiceField(
        label=_("Hur besvaras den?"),
        choices=choices(Question.ASKS),
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj hur frågan besvaras."), "invalid_choice": NOT_THERE},
    )

    def clean_asks(self) -> Asks:
        return Asks(self.cleaned_data["asks"])


class TranslationForm(forms.Form):
    """The same in another language: a field for each text."""

    def __init__(self, *args: Any, survey: Survey, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        texts = [("title", survey.title), ("about", survey.about), *((str(one.pk), one.text) for one in questions)]
        for key, swedish in texts:
            box = forms.Textarea(attrs={"rows": 4}) if key == "about" else forms.TextInput()
            self.fields[key] = _line(
                swedish, _("Skriv texten på språket."), 2000 if key == "about" else 300, widget=box
            )


class MoveForm(forms.Form):
    """Until when."""

    closes_on = forms.DateField(label=_("Svara senast"), widget=forms.DateInput, error_messages=dict(NO_DAY))


class RoundForm(MoveForm):
    """When it is asked."""

    field_order = ("title", "opens_on", "closes_on")

    title = _line(
        _("Omgång"), _("Skriv vad omgången heter."), 100, help_text=_("Till exempel Hösten 2026. Står vid resultatet.")
    )
    opens_on = forms.DateField(
        label=_("Öppnar"), initial=clock.today, widget=forms.DateInput, error_messages=dict(NO_DAY)
    )


WHO = _("Din funktion och arbetsplats. Enkäten är inte anonym.")


class AnswerForm(forms.Form):
    """A survey, as whoever answers meets it. Every question may be passed over."""

    def __init__(self, *args: Any, survey: Survey, questions: Sequence[Question], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(questions)
        if not survey.anonymous:
            self.fields["who"] = forms.CharField(
                label=_("Vem svarar?"),
                help_text=WHO,
                max_length=120,
                error_messages={"required": _("Skriv din funktion och arbetsplats."), "max_length": LONG},
            )
        for one in self.questions:
            self.fields[str(one.pk)] = _asked(one, survey.said(language, str(one.pk), one.text))

    def said(self) -> list[Said]:
        """An answer to each question; one that is passed over is one too."""
        return [self._said(one) for one in self.questions]

    def _said(self, one: Question) -> Said:
        typed = self.cleaned_data.get(str(one.pk), "")
        if one.asks == Asks.TEXT:
            return Said(one, Answer.NONE, typed)
        return Said(one, Answer(typed), "")


def _asked(one: Question, text: str) -> forms.Field:
    if one.asks == Asks.TEXT:
        box = forms.Textarea(attrs={"rows": 4})
        help_text = _("Skriv inga namn och inget som visar vem någon är.")
        return forms.CharField(
            label=text,
            help_text=help_text,
            required=False,
            widget=box,
            max_length=MOST_WORDS,
            error_messages={"max_length": LONG},
        )
    offered = [(answer.value, Reply.ANSWERS[answer]) for answer in OFFERED[Asks(one.asks)]]
    return forms.ChoiceField(
        label=text,
        choices=offered,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Det svaret finns inte. Välj ett i listan.")},
    )
