"""What is sent to put a paper in, and to take it away."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PictureForm(forms.Form):
    """One picture of one page."""

    picture = forms.FileField(
        label=_("Bild av papperet"),
        help_text=_("JPEG, PNG eller WebP, högst 10 MB. En bild för varje sida."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={
            "required": _("Välj en bild, eller ta en med telefonen. Den får vara högst 10 MB."),
            "empty": _("Filen är tom. Välj en bild i JPEG, PNG eller WebP."),
        },
    )


class RemoveForm(forms.Form):
    """Why a picture is taken away."""

    because = forms.CharField(
        label=_("Varför tas bilden bort?"),
        help_text=_("Till exempel: den hör till ett annat barn. Skriv inget om barnet här."),
        max_length=300,
        error_messages={"required": _("Skriv varför bilden tas bort, till exempel att den hör till ett annat barn.")},
    )
