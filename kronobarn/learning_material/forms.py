"""What is sent to write material. Shape only."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.models import Assignment
from kronobarn.authorities.rules import STUDIES_OR_LEADS, Profession
from kronobarn.core import uploads
from kronobarn.core.choices import choices
from kronobarn.core.reasons import in_a_sentence
from kronobarn.learning_material import files, reads
from kronobarn.learning_material.models import MaterialPart
from kronobarn.learning_material.rules import MOST_TEXT
from kronobarn.programme.forms import TOO_LONG

NOT_LEARNERS = frozenset(
    {*STUDIES_OR_LEADS, Profession.SYSTEM_ADMINISTRATOR, Profession.LOG_REVIEWER, Profession.ARCHIVIST}
)
"""Professions that meet no child, for which no material is written of its own: basic education is for them too."""
LEARN = {key: label for key, label in Assignment.PROFESSIONS.items() if key not in NOT_LEARNERS}
MARKDOWN = _("Skriv ## före en rubrik och - före varje punkt i en lista. Skriv inget om riktiga barn eller familjer.")
NOT_THERE = _("Valet finns inte. Välj ett i listan.")


class VersionForm(forms.Form):
    """What it is called, what one learns, and for whom it is."""

    title = forms.CharField(
        label=_("Rubrik"),
        max_length=200,
        error_messages={"required": _("Skriv vad materialet heter."), "max_length": TOO_LONG},
    )
    about = forms.CharField(
        label=_("Vad man lär sig"),
        max_length=600,
        help_text=_("En eller två meningar. De står i listan, och på webbplatsen om materialet visas där."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Skriv vad man lär sig."), "max_length": TOO_LONG},
    )
    basic = forms.BooleanField(label=_("Grundutbildning, för alla som arbetar i länet"), required=False)
    professions = forms.MultipleChoiceField(
        label=_("Eller för vissa yrken"),
        choices=choices(LEARN),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": NOT_THERE},
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("basic") and not said.get("professions") and "professions" not in self.errors:
            self.add_error("professions", _("Välj minst ett yrke, eller att materialet är grundutbildning."))
        return said


class PartForm(forms.Form):
    """A part: what is read, what goes with it, and the area of the model that it is about."""

    heading = forms.CharField(
        label=_("Rubrik"),
        max_length=200,
        error_messages={"required": _("Skriv vad delen heter."), "max_length": TOO_LONG},
    )
    text = forms.CharField(
        label=_("Text"),
        max_length=MOST_TEXT,
        help_text=MARKDOWN,
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={"required": _("Skriv det som ska läsas."), "max_length": TOO_LONG},
    )
    area_key = forms.ChoiceField(
        label=_("Område i praxismodellen"), required=False, error_messages={"invalid_choice": NOT_THERE}
    )
    file = uploads.FileField(
        label=_("Fil som hör till"),
        required=False,
        max_length=200,
        error_messages={
            "empty": _("Filen är tom. Välj en annan, eller spara den en gång till."),
            "max_length": TOO_LONG,
        },
    )
    without_file = forms.BooleanField(label=_("Ta bort filen som finns"), required=False)
    seen = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, part: MaterialPart | None = None, **rest: Any) -> None:
        super().__init__(*args, **rest)
        areas = [(key, area.label) for key, area in reads.areas().items()]
        self._choices("area_key", [("", _("Inget särskilt")), *areas])
        self.fields["file"].help_text = (
            _("PDF, JPEG, PNG eller WebP, högst 10 MB. Vad filen berättar om var och när den gjordes tas bort.")
            if files.takes_pdf()
            else _("JPEG, PNG eller WebP, högst 10 MB. Vad filen berättar om var och när den gjordes tas bort.")
        )
        if part is None or part.file is None:
            del self.fields["without_file"]
        if part is None:
            del self.fields["seen"]

    def _choices(self, name: str, these: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = these

    def clean_file(self) -> tuple[str, bytes] | None:
        """What was sent, as it came: the action takes it in."""
        sent = self.cleaned_data["file"]
        return None if sent is None else (sent.name, sent.read())


class PublishForm(forms.Form):
    """What is new, for those who have read the version before."""

    news = forms.CharField(
        label=_("Vad är nytt?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("De som har läst förra versionen ser det här, och vilka delar som är ändrade."),
        error_messages={
            "required": _("Skriv vad som är nytt, för dem som har läst det förut."),
            "max_length": TOO_LONG,
        },
    )


class WithdrawForm(forms.Form):
    """Why it is not to be used."""

    because = forms.CharField(
        label=_("Varför dras det tillbaka?"),
        max_length=300,
        validators=[in_a_sentence],
        help_text=_("De som har läst det ser skälet."),
        error_messages={"required": _("Skriv varför, för dem som har läst det."), "max_length": TOO_LONG},
    )
