"""Where to, and how often. Shape only."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kronobarn.core.choices import choices
from kronobarn.post.models import Subscription
from kronobarn.post.rules import Often


class OftenForm(forms.Form):
    """How often a box is written to."""

    often = forms.ChoiceField(
        label=_("Hur ofta ska det komma mejl?"),
        choices=choices(Subscription.OFTEN),
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj hur ofta."), "invalid_choice": _("Välj ett av svaren i listan.")},
    )

    def clean_often(self) -> Often:
        return Often(self.cleaned_data["often"])


class OwnForm(OftenForm):
    """How often, and where to."""

    address = forms.EmailField(
        label=_("Din e-postadress"),
        help_text=_("Vi skickar aldrig något om ett barn. Välj ändå en adress som bara du läser."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("Adressen ser inte rätt ut. Skriv den som namn@exempel.se.")},
    )
    field_order = ["often", "address"]

    def choice(self) -> dict[str, Any]:
        """What the action wants."""
        return {"often": self.cleaned_data["often"], "address": self.cleaned_data["address"]}
