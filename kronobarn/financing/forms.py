"""What is asked for about years, shares and costs. Shape only."""

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.models import Organisation
from kronobarn.core import clock
from kronobarn.core.choices import choices
from kronobarn.core.forms import day
from kronobarn.core.reasons import in_a_sentence
from kronobarn.financing.models import Line
from kronobarn.financing.rules import FIRST_YEAR, MOST, YEARS_AHEAD, Side
from kronobarn.programme.forms import TOO_LONG

NOT_THERE = _("Valet finns inte. Välj ett i listan.")
NOT_KRONOR = _("Skriv hela kronor, utan ören, till exempel 250 000.")


class Kronor(forms.IntegerField):
    """Whole kronor, as people write them: with or without spaces between the thousands."""

    def __init__(self, **said: Any) -> None:
        super().__init__(**said)
        self.widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        self.error_messages |= {"invalid": NOT_KRONOR, "required": NOT_KRONOR}
        self.validators = [MinValueValidator(0, NOT_KRONOR), MaxValueValidator(MOST, _("Beloppet är för stort."))]

    def to_python(self, value: Any) -> int | None:
        return super().to_python("".join(str(value).split()) if value is not None else value)


class YearForm(forms.Form):
    """A year."""

    number = forms.IntegerField(
        label=_("År"),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"required": _("Skriv vilket år."), "invalid": _("Skriv året med fyra siffror.")},
    )
    basis = forms.CharField(
        label=_("Så fördelas andelarna"),
        help_text=_("Till exempel efter antalet invånare den 1 november året innan."),
        max_length=300,
        error_messages={"required": _("Skriv hur andelarna fördelas."), "max_length": TOO_LONG},
    )

    def clean_number(self) -> int:
        number: int = self.cleaned_data["number"]
        if not FIRST_YEAR <= number <= clock.today().year + YEARS_AHEAD:
            raise forms.ValidationError(_("Välj ett år från processens början till några år framåt."))
        return number


class LineForm(forms.Form):
    """A share or a cost."""

    side = forms.ChoiceField(
        label=_("Vad är det?"),
        choices=choices(Line.SIDES),
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj om det är en andel eller en kostnad."), "invalid_choice": NOT_THERE},
    )
    organisation = forms.ModelChoiceField(
        label=_("Part"),
        help_text=_("För en andel."),
        queryset=Organisation.objects.order_by("name"),
        required=False,
        empty_label=_("Ingen av dem"),
        error_messages={"invalid_choice": NOT_THERE},
    )
    heading = forms.CharField(
        label=_("Benämning"),
        help_text=_("För en kostnad, till exempel Processledning; eller en part som inte finns i listan."),
        required=False,
        max_length=120,
        error_messages={"max_length": TOO_LONG},
    )
    budget = Kronor(label=_("Budget, kronor"))

    def clean_side(self) -> Side:
        return Side(self.cleaned_data["side"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("side") is Side.COST and said.get("organisation"):
            self.add_error("organisation", _("En kostnad har ingen part. Skriv vad den gäller i benämningen."))
        return said


class OutcomeForm(forms.Form):
    """What it came to."""

    outcome = Kronor(label=_("Utfall, kronor"))


class CorrectionForm(forms.Form):
    """The right kronor, and why the others were wrong."""

    budget = Kronor(label=_("Budget, kronor"))
    outcome = Kronor(label=_("Utfall, kronor"), required=False, help_text=_("Lämna tomt om det inte är känt än."))
    because = forms.CharField(
        label=_("Varför rättas det?"),
        help_text=_("Står bredvid det gamla, som blir kvar och märks som rättat."),
        max_length=300,
        validators=[in_a_sentence],
        error_messages={"required": _("Skriv varför det rättas."), "max_length": TOO_LONG},
    )


class AdoptForm(forms.Form):
    """That the budget has been adopted."""

    adopted_on = day(_("Antagen den"))
    document = forms.CharField(
        label=_("Handling"),
        help_text=_("Var beslutet står, till exempel styrgruppens anteckning och punkt."),
        max_length=200,
        error_messages={"required": _("Skriv i vilken handling beslutet står."), "max_length": TOO_LONG},
    )
