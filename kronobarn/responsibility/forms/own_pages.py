"""What is asked before a child gets pages of its own, a link is made, or they are taken back. Shape only."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kronobarn.accounts.code_form import WithCode
from kronobarn.core.choices import choices
from kronobarn.responsibility.rules import GUARDIANS_SAY_YES, Asked, WhyTakenBack

WHY_TAKEN_BACK: dict[str, Any] = {
    WhyTakenBack.CHILD_WISHES: _("Barnet vill inte ha dem längre"),
    WhyTakenBack.OTHERS_GET_IN: _("Någon annan kan komma åt barnets lösenord"),
    WhyTakenBack.YES_WITHDRAWN: _("En vårdnadshavare har tagit tillbaka sitt ja"),
    WhyTakenBack.MISTAKE: _("Det blev fel: fel barn, eller för tidigt"),
}


class LetInForm(forms.Form):
    """That everyone who is to be asked has been."""

    wants = forms.BooleanField(
        label=_("Barnet vill ha egna sidor, och vet vad som kommer att stå där"),
        error_messages={"required": _("Fråga barnet först. Den som inte vill ha egna sidor får inga.")},
    )
    keeps = forms.BooleanField(
        label=_("Barnet kan ha sitt lösenord för sig självt, också hemma"),
        error_messages={
            "required": _(
                "Prata med barnet om vem mer som använder telefonen eller datorn. Kan någon tvinga sig till lösenordet "
                "läser barnet hellre tillsammans med dig."
            )
        },
    )
    agreed = forms.TypedMultipleChoiceField(
        label=_("Vilka vårdnadshavare har sagt ja?"),
        help_text=_("Alla som bestämmer för barnet ska ha sagt ja. Du har frågat dem själv."),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _("Välj bland dem som står här."),
            "required": _("Fråga den som bestämmer för barnet först, och välj dem som har sagt ja."),
        },
    )

    def __init__(self, *args: Any, asked: Asked, **rest: Any) -> None:
        super().__init__(*args, **rest)
        people = [(one.pk, one.full_name) for one in asked.guardians if one.pk is not None]
        self.fields["agreed"].choices = people  # type: ignore[attr-defined]
        if asked.part not in GUARDIANS_SAY_YES or not people:
            del self.fields["agreed"]


class FamilyLinkForm(WithCode):
    """That one knows to whom the link goes; and one's own code."""

    sure = forms.BooleanField(
        label=_("Jag vet vem personen är, och ger länken till hen själv"),
        error_messages={
            "required": _("Kontrollera vem det är. Den som får länken kan läsa allt som personen får läsa.")
        },
    )


class TakeBackForm(forms.Form):
    """Why a child has no pages of its own any more."""

    why = forms.TypedChoiceField(
        label=_("Varför?"),
        coerce=WhyTakenBack,
        choices=choices(WHY_TAKEN_BACK),
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj varför."), "invalid_choice": _("Välj ett av skälen.")},
    )
