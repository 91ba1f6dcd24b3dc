"""What readers and editors fill in. Shape only."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from webbplats.newsletter.models import MailingList

TRAP: Final = "webbsida"
"""A field that nobody sees. What fills it in is no reader."""


class AskForm(forms.Form):
    """An address, and which lists. In the footer there is only the address: then it is those for all."""

    address = forms.EmailField(
        max_length=254,
        error_messages={
            "required": _("Skriv din e-postadress."),
            "invalid": _("Skriv en hel e-postadress, som namn@exempel.se."),
        },
    )
    lists = forms.ModelMultipleChoiceField(MailingList.objects.all(), required=False)
    whole = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "lists" in cleaned and not cleaned["lists"]:
            if cleaned.get("whole") and MailingList.objects.exists():
                self.add_error("lists", _("Välj minst en av listorna."))
            else:
                every = MailingList.objects.all()
                cleaned["lists"] = list(every.filter(is_default=True)) or list(every)
        return cleaned


class OwnForm(forms.Form):
    """Which lists somebody is on."""

    lists = forms.ModelMultipleChoiceField(
        MailingList.objects.all(), error_messages={"required": _("Välj minst en av listorna, eller avsluta.")}
    )


class TryForm(forms.Form):
    address = forms.EmailField(label=_("Skicka ett prov till"), max_length=254)


class SendForm(forms.Form):
    lists = forms.ModelMultipleChoiceField(
        MailingList.objects.all(),
        label=_("Sändlistor"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Välj minst en sändlista.")},
    )
    sure = forms.BooleanField(
        label=_("Jag har läst provet"),
        error_messages={"required": _("Skicka ett prov till dig själv och läs det först.")},
    )


class AddressForm(forms.Form):
    address = forms.EmailField(label=_("Adress"), max_length=254)
