"""What is sent to put a paper in, and to take it away."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kronobarn.core.actor import Actor
from kronobarn.documents import taking
from kronobarn.documents.rules import FORMATS, Form

PICTURES = ",".join(f"image/{form.lower()}" for form in FORMATS)


class PaperForm(forms.Form):
    """One paper: a picture of one page, or a PDF."""

    picture = forms.FileField(
        label=_("Papperet"),
        error_messages={
            "required": _("Välj en fil, eller ta en bild med telefonen. Var filen större än 10 MB togs den inte emot."),
            "empty": _("Filen är tom. Välj en annan, eller spara den en gång till."),
        },
    )

    def __init__(self, *args: Any, by: Actor) -> None:
        super().__init__(*args)
        pdf = taking.may_take_pdf() and Form.PDF in taking.accepted_from(by)
        field = self.fields["picture"]
        field.help_text = (
            _("PDF, högst 50 sidor, eller en bild för varje sida: JPEG, PNG eller WebP. Högst 10 MB.")
            if pdf
            else _("JPEG, PNG eller WebP, högst 10 MB. En bild för varje sida.")
        )
        field.widget.attrs["accept"] = f"application/pdf,{PICTURES}" if pdf else PICTURES


class RemoveForm(forms.Form):
    """Why a paper is taken away."""

    because = forms.CharField(
        label=_("Varför tas papperet bort?"),
        help_text=_("Till exempel: det hör till ett annat barn. Skriv inget om barnet här."),
        max_length=300,
        error_messages={"required": _("Skriv varför papperet tas bort, till exempel att det hör till ett annat barn.")},
    )
