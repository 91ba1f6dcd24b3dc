"""What is asked for at the door of a room. Shape only."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from kronobarn.practice_rooms import databases, passes, reading


class JoinForm(forms.Form):
    """Into a room by its code."""

    code = forms.CharField(
        label=_("Rummets kod"),
        help_text=_("Åtta tecken. Den som leder övningen säger koden."),
        max_length=20,
        error_messages={"required": _("Skriv koden."), "max_length": _("Koden har åtta tecken.")},
    )
    called = forms.CharField(
        label=_("Vad du vill kallas"),
        help_text=_("Så att den som leder ser vem som spelar vad. Försvinner när rummet kastas."),
        max_length=30,
        required=False,
        error_messages={"max_length": _("Skriv högst 30 tecken.")},
    )

    def clean_code(self) -> str:
        code = passes.typed(self.cleaned_data["code"])
        if not code or not databases.exists(databases.ROOM + code):
            raise forms.ValidationError(
                _("Det finns inget rum med den koden. Fråga den som leder, och skriv den igen.")
            )
        return code


class OpenForm(forms.Form):
    """A new room, by whoever leads."""

    case = forms.ChoiceField(
        label=_("Fall"), error_messages={"required": _("Välj ett fall."), "invalid_choice": _("Välj ett av fallen.")}
    )
    key = forms.CharField(
        label=_("Ledarnas nyckel"),
        help_text=_("Den som sköter servern har den."),
        max_length=100,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Skriv nyckeln."), "max_length": _("Nyckeln stämmer inte.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cases = reading.library().values()
        self.fields["case"].choices = [(case.key, case.title) for case in cases]  # type: ignore[attr-defined]

    def clean_key(self) -> str:
        key: str = self.cleaned_data["key"]
        if not constant_time_compare(key, settings.PRACTICE_ROOMS_KEY):
            raise forms.ValidationError(_("Nyckeln stämmer inte."))
        return key
