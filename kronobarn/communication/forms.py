"""What is typed. Shape only."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kronobarn.communication.models import Thread
from kronobarn.communication.reads import Reader
from kronobarn.communication.rules import MOST, Subject
from kronobarn.core.choices import choices
from kronobarn.core.reasons import in_a_sentence

TOO_LONG = _("Texten är för lång. Korta den till högst %(limit_value)d tecken.")


def _text(label: Any, help_text: Any = "", *, missing: Any = None) -> forms.CharField:
    wrong = {"max_length": TOO_LONG} | ({"required": missing} if missing else {})
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=MOST,
        required=bool(missing),
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
        error_messages=wrong,
    )


class ReadersForm(forms.Form):
    """Some of those around the child."""

    readers = forms.TypedMultipleChoiceField(
        label=_("Vilka ska läsa det?"),
        help_text=_("Bara de du väljer läser tråden. Välj dem som saken gäller."),
        widget=forms.CheckboxSelectMultiple,
        coerce=UUID,
        error_messages={
            "required": _("Välj minst en."),
            "invalid_choice": _("Välj bland dem som har en plats kring barnet."),
        },
    )

    def __init__(self, *args: Any, people: Sequence[Reader], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["readers"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(str(one.pk), one.line) for one in people]


class StartForm(ReadersForm):
    """A new thread."""

    subject = forms.ChoiceField(
        label=_("Vad gäller det?"),
        choices=choices(Thread.SUBJECTS),
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vad det gäller."), "invalid_choice": _("Välj ett av svaren i listan.")},
    )
    heading = forms.CharField(
        label=_("Rubrik"),
        help_text=_("Några ord, som ”Skjuts till mötet på torsdag”."),
        max_length=120,
        error_messages={"required": _("Skriv en kort rubrik."), "max_length": TOO_LONG},
    )
    text = _text(_("Meddelande"), missing=_("Skriv ditt meddelande."))
    field_order = ["subject", "readers", "heading", "text"]

    def clean_subject(self) -> Subject:
        return Subject(self.cleaned_data["subject"])


class SayForm(forms.Form):
    """One more message."""

    text = _text(_("Ditt meddelande"), missing=_("Skriv ditt meddelande."))


class StrikeForm(forms.Form):
    """Why a message is struck, and what is right."""

    because = forms.CharField(
        label=_("Varför stryker du det?"),
        max_length=300,
        validators=[in_a_sentence],
        error_messages={
            "required": _("Skriv varför det stryks, till exempel att dagen blev fel."),
            "max_length": TOO_LONG,
        },
    )
    instead = _text(_("Skriv det som är rätt"), _("Lämna tomt om inget ska stå i stället."))


class CloseForm(forms.Form):
    """Why there is nothing to keep."""

    because = forms.CharField(
        label=_("Varför behöver inget sparas?"),
        help_text=_("Till exempel: det gällde bara en tid, och den står i kallelsen."),
        max_length=300,
        validators=[in_a_sentence],
        error_messages={
            "required": _("Skriv varför inget behöver sparas, till exempel att det bara gällde en tid."),
            "max_length": TOO_LONG,
        },
    )
