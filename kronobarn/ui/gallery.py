"""Invented content for the gallery: one of every component, in every state."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kronobarn.core.decisions import ALLOWED, Decision
from kronobarn.ui.wheel import Filled, WheelPart


class ExampleForm(forms.Form):
    """One field of every kind."""

    seen = forms.CharField(
        label=gettext_lazy("Vad har du sett eller hört?"),
        help_text=gettext_lazy("Skriv med egna ord. Håll isär det du sett från det du tror."),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Skriv vad du har sett eller hört.")},
    )
    happened_on = forms.DateField(
        label=gettext_lazy("När hände det?"),
        widget=forms.DateInput,
        error_messages={"required": gettext_lazy("Ange vilken dag det hände.")},
    )
    place = forms.CharField(label=gettext_lazy("Var?"), required=False)
    told = forms.ChoiceField(
        label=gettext_lazy("Vet barnet om att du skriver det här?"),
        choices=[("yes", gettext_lazy("Ja")), ("no", gettext_lazy("Nej")), ("later", gettext_lazy("Inte än"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj om barnet vet om det.")},
    )
    areas = forms.MultipleChoiceField(
        label=gettext_lazy("Vad handlar det om?"),
        choices=[
            ("school", gettext_lazy("Skolan")),
            ("home", gettext_lazy("Hemma")),
            ("health", gettext_lazy("Hälsa")),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    unit = forms.ChoiceField(
        label=gettext_lazy("Enhet"),
        choices=[("", gettext_lazy("Välj enhet")), ("a", "Ekbackeskolan"), ("b", "Familjecentralen Teleborg")],
        required=False,
    )
    sure = forms.BooleanField(
        label=gettext_lazy("Jag har läst igenom texten"),
        error_messages={"required": gettext_lazy("Bekräfta att du har läst igenom texten.")},
    )


def wheel_parts(*, linked: bool = True) -> list[WheelPart]:
    """The wheel with all five kinds of segment."""
    areas: list[tuple[str, str, Filled, str]] = [
        ("safe", _("Trygg"), "works", _("”Mormor hämtar mig alltid.”")),
        ("well", _("Må bra"), "hard", _("Sover dåligt sedan sommaren.")),
        ("grow", _("Utvecklas"), "both", _("Läser gärna, matten är svår.")),
        ("cared", _("Omvårdad"), "empty", ""),
        ("active", _("Aktiv"), "works", _("Fotboll två gånger i veckan.")),
        ("respected", _("Respekterad"), "told", _("Bra, enligt barnet.")),
        ("responsible", _("Ansvarstagande"), "both", ""),
        ("included", _("Delaktig"), "hard", _("Är ofta ensam på rasten.")),
    ]
    return [
        WheelPart(key, label, filled, href=f"#{key}" if linked else "", words=words)
        for key, label, filled, words in areas
    ]


def examples() -> dict[str, Any]:
    """Everything the gallery page shows."""
    return {
        "form": ExampleForm(auto_id="id_%s"),
        "wrong_form": ExampleForm({}, auto_id="wrong_%s"),
        "allowed": ALLOWED,
        "refused": Decision(_("Planen kan bli aktiv först när varje tjänst har en kontaktperson.")),
        "wheel": wheel_parts(),
        "earlier": wheel_parts(linked=False),
        "now": timezone.now(),
        "soon": timezone.now() + timedelta(days=3),
        "past": timezone.now() - timedelta(days=20),
    }
