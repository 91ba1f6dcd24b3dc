"""What social services need to know. Shape only."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy

from kronobarn.authorities.models import Organisation
from kronobarn.core.actor import Actor

LONG: Final = 8000
SHORT: Final = 300

DANGER: Final = (
    ("now", gettext_lazy("Ja, nu eller när barnet kommer hem")),
    ("no", gettext_lazy("Nej, inte just nu")),
    ("unknown", gettext_lazy("Jag vet inte")),
)
TOLD: Final = (
    ("yes", gettext_lazy("Ja")),
    ("not_yet", gettext_lazy("Nej, inte än")),
    ("dangerous", gettext_lazy("Nej, det kan vara farligt för barnet")),
)


def _words(label: Any, help_text: Any = "", *, rows: int = 0, **more: Any) -> forms.CharField:
    most = LONG if rows > 2 else SHORT
    too_long = gettext_lazy("Texten är för lång. Korta den till högst %(limit_value)d tecken.")
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput,
        error_messages={"max_length": too_long, **more.pop("error_messages", {})},
        **{"required": False, **more},
    )


class ReportForm(forms.Form):
    """About the child, what was seen, and who reports. Only what was seen and by whom has to be filled in."""

    to = forms.ChoiceField(
        label=gettext_lazy("Till socialtjänsten i"),
        help_text=gettext_lazy("Kommunen där barnet bor. Bor det på två ställen anmäler du till båda."),
        error_messages={
            "required": gettext_lazy("Välj kommunen där barnet bor."),
            "invalid_choice": gettext_lazy("Välj en av kommunerna i listan."),
        },
    )
    danger = forms.ChoiceField(
        label=gettext_lazy("Är barnet i fara?"),
        choices=DANGER,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj om barnet är i fara. Är du osäker väljer du ”Jag vet inte”.")},
    )
    child = _words(gettext_lazy("Barnets namn"), gettext_lazy("Skriv det du vet."))
    born = _words(gettext_lazy("Personnummer, födelsedag eller ungefärlig ålder"))
    lives = _words(gettext_lazy("Var och med vem barnet bor"))
    guardians = _words(gettext_lazy("Vårdnadshavare, och hur de nås"), rows=2)
    siblings = _words(gettext_lazy("Andra barn i hemmet"), rows=2)
    interpreter = _words(gettext_lazy("Tolk eller annat som behövs för att kunna prata med familjen"))
    seen = _words(
        gettext_lazy("Vad har du sett eller hört?"),
        gettext_lazy(
            "Skriv det som hände, när det hände och vem som berättade, så ordagrant du kan. "
            "Håll isär det du sett från det du tror. Skriv också om något skyddar barnet."
        ),
        rows=8,
        required=True,
        error_messages={"required": gettext_lazy("Skriv vad du har sett eller hört.")},
    )
    done = _words(gettext_lazy("Det som redan har gjorts för barnet"), rows=3)
    told = forms.ChoiceField(
        label=gettext_lazy("Vet familjen att du anmäler?"),
        choices=TOLD,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj om familjen vet att du anmäler.")},
    )
    said = _words(gettext_lazy("Vad barnet och familjen säger om det"), rows=3)
    name = _words(
        gettext_lazy("Ditt namn"),
        required=True,
        error_messages={
            "required": gettext_lazy("Skriv ditt namn. Den som anmäler i sitt arbete kan inte vara anonym.")
        },
    )
    works = _words(gettext_lazy("Ditt yrke och din arbetsplats"))
    reached = _words(
        gettext_lazy("Hur du nås"),
        gettext_lazy("Har du skyddade uppgifter skriver du din chefs nummer i stället."),
        required=True,
        error_messages={"required": gettext_lazy("Skriv hur du nås, så att socialtjänsten kan fråga mer.")},
    )
    answer = forms.BooleanField(label=gettext_lazy("Jag vill veta om det blir en utredning"), required=False)

    def __init__(self, data: Any, *, municipalities: list[Organisation], by: Actor) -> None:
        here = next((one.name for one in municipalities if one.municipality_code == by.municipality_code), "")
        usual = {"to": here, "name": by.name, "works": ", ".join(filter(None, (by.role_label, by.unit_name)))}
        super().__init__(data, initial=usual)
        to = self.fields["to"]
        assert isinstance(to, forms.ChoiceField)
        to.choices = [("", gettext_lazy("Välj kommun")), *((one.name, one.name) for one in municipalities)]
