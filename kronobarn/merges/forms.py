"""What is asked for when two cards are joined, and when it is undone. Shape only."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kronobarn.core.reasons import in_a_sentence
from kronobarn.merges.rules import Which
from kronobarn.people.models import SameChild


def _words(label: Any, missing: Any, help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[in_a_sentence],
        error_messages={"required": missing},
    )


class JoinForm(forms.Form):
    """The other card, which of them goes on, and how one knows. The name looks for more cards to choose among."""

    name = forms.CharField(label=_("Namn på det andra kortet, eller en del av det"), required=False, max_length=100)
    other = forms.ChoiceField(
        label=_("Vilket är det andra kortet?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Välj det andra kortet."),
            "invalid_choice": _("Listan har ändrats. Sök igen och välj i listan."),
        },
    )
    keeps = forms.TypedChoiceField(
        label=_("På vilket kort fortsätter arbetet?"),
        help_text=_("Ofta det som har det rätta numret, eller det som har ett öppet ärende. Det andra stängs."),
        coerce=Which,
        choices=[(Which.THIS.value, _("Det kort du står på nu")), (Which.OTHER.value, _("Det andra kortet"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj det kort som arbetet fortsätter på.")},
    )
    numbers = forms.ChoiceField(
        label=_("Varför har barnet två personnummer?"),
        help_text=_(
            "Titta i folkbokföringen. Tvillingar har varsitt nummer och är två barn. Det gamla numret leder fortfarande till "
            "barnet. Är numret någon annans ska korten inte slås ihop."
        ),
        choices=SameChild.Numbers.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    reason = _words(
        _("Hur vet du att det är samma barn?"),
        _("Skriv hur du vet att det är samma barn."),
        _("Till exempel: samma föräldrar, och reservnumret blev det här personnumret. Familjen kan få läsa det."),
    )

    def __init__(self, *args: Any, cards: list[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["other"].choices = cards  # type: ignore[attr-defined]


class PartForm(forms.Form):
    """Why they are two children."""

    because = _words(
        _("Hur vet du att det är två barn?"),
        _("Skriv hur du vet att det är två barn."),
        _("Familjen kan få läsa det."),
    )
