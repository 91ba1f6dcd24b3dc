"""What is sent to show a photograph of oneself."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kronobarn.core import uploads


class PortraitForm(forms.Form):
    """One photograph."""

    picture = uploads.FileField(
        label=_("Foto av dig"),
        help_text=_("JPEG, PNG eller WebP, högst 10 MB. Bara ditt ansikte: inget som visar var du är."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={
            "required": _("Välj en fil, eller ta en bild med telefonen. Var filen större än 10 MB togs den inte emot."),
            "empty": _("Filen är tom. Välj en annan, eller spara den en gång till."),
        },
    )
