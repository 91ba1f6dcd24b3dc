"""What is sent to put a paper in, and to take it away."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kronobarn.core import clock, uploads
from kronobarn.core.actor import Actor
from kronobarn.core.forms import NO_DAY
from kronobarn.core.reasons import in_a_sentence
from kronobarn.documents import taking
from kronobarn.documents.models import Document
from kronobarn.documents.rules import FORMATS, Form, From, HandedIn
from kronobarn.people.models import Person

PICTURES = ",".join(f"image/{form.lower()}" for form in FORMATS)


class WhoForm(forms.Form):
    """Who handed the paper in, by function, and when."""

    came_from = forms.ChoiceField(
        label=_("Vem lämnade papperet?"),
        required=False,
        error_messages={"invalid_choice": _("Välj en av dem som står i listan.")},
    )
    handed_in_as = forms.CharField(
        label=_("Om någon annan: vem?"),
        help_text=_("Skriv funktion och verksamhet, inte namn. Till exempel: kuratorn på BUP, tränaren i föreningen."),
        max_length=120,
        required=False,
        error_messages={"max_length": _("Texten är för lång. Korta den till högst %(limit_value)d tecken.")},
    )
    handed_in_on = forms.DateField(
        label=_("När lämnades det?"),
        help_text=_("Behövs inte för ett papper som ni har gjort själva."),
        required=False,
        widget=forms.DateInput,
        error_messages=NO_DAY,
    )

    def __init__(self, *args: Any, guardians: Sequence[Person], document: Document | None = None, **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["came_from"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (From.OWN.value, _("Ingen, vi har gjort eller skannat det själva")),
            (From.CHILD.value, _("Barnet")),
            *(
                (f"{From.GUARDIAN}-{one.pk}", gettext("%(name)s, vårdnadshavare") % {"name": one.full_name})
                for one in guardians
            ),
            (From.OTHER.value, _("Någon annan")),
        ]
        self.initial = {"handed_in_on": clock.today(), **(_typed(document.handed_in) if document else {})}

    def handed_in(self) -> HandedIn:
        """What was said, as the action takes it."""
        said = self.cleaned_data
        who, _dash, guardian = (said["came_from"] or From.OWN.value).partition("-")
        return HandedIn(From(who), int(guardian) if guardian else None, said["handed_in_as"], said["handed_in_on"])


def _typed(said: HandedIn) -> dict[str, Any]:
    who = f"{said.by}-{said.guardian_id}" if said.guardian_id else said.by.value
    return {"came_from": who, "handed_in_as": said.function} | ({"handed_in_on": said.on} if said.on else {})


class PaperForm(WhoForm):
    """One paper: a picture of one page, or a PDF."""

    picture = uploads.FileField(
        label=_("Papperet"),
        error_messages={
            "required": _("Välj en fil, eller ta en bild med telefonen. Var filen större än 10 MB togs den inte emot."),
            "empty": _("Filen är tom. Välj en annan, eller spara den en gång till."),
        },
    )

    field_order = ("picture",)

    def __init__(self, *args: Any, by: Actor, **rest: Any) -> None:
        super().__init__(*args, **rest)
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
        validators=[in_a_sentence],
        error_messages={"required": _("Skriv varför papperet tas bort, till exempel att det hör till ett annat barn.")},
    )
