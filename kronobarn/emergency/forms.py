"""What is asked before a child is opened in an emergency, and afterwards of those who judge it. Shape only."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kronobarn.accounts.code_form import WithCode
from kronobarn.core.choices import choices
from kronobarn.core.forms import NOT_A_DAY
from kronobarn.core.reasons import in_a_sentence
from kronobarn.emergency.models import Opening
from kronobarn.emergency.rules import FEWEST_SIGNS


class OpenForm(WithCode):
    """Which child, why, and the second factor once more."""

    number = forms.CharField(
        label=gettext_lazy("Barnets personnummer, samordningsnummer eller reservnummer"),
        help_text=gettext_lazy("Hela numret, till exempel 20120904-2389."),
        max_length=30,
        error_messages={"required": gettext_lazy("Skriv hela numret.")},
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Vad är det för nödläge?"),
        choices=choices(Opening.REASONS),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj vad det är för nödläge.")},
    )
    words = forms.CharField(
        label=gettext_lazy("Vad har hänt, och varför kan det inte vänta?"),
        help_text=gettext_lazy(
            "Minst 20 tecken. Barnensbästa-ansvarig och den som granskar loggen läser det. Skriv inte barnets namn."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
        error_messages={"required": gettext_lazy("Skriv vad som har hänt.")},
    )

    def clean_words(self) -> str:
        words = " ".join(self.cleaned_data["words"].split())
        if len(words) < FEWEST_SIGNS:
            raise ValidationError(_("Skriv lite mer: minst 20 tecken om vad som har hänt."))
        return words


class JudgeForm(forms.Form):
    """Whether it was justified, in words."""

    justified = forms.ChoiceField(
        label=gettext_lazy("Var nödöppningen befogad?"),
        choices=[("yes", gettext_lazy("Ja, befogad")), ("no", gettext_lazy("Nej, inte befogad"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj om den var befogad.")},
    )
    words = forms.CharField(
        label=gettext_lazy("Varför?"),
        help_text=gettext_lazy("Vad du har kontrollerat eller frågat. Skriv inget om barnet."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
        validators=[in_a_sentence],
        error_messages={"required": gettext_lazy("Skriv hur du kom fram till det.")},
    )


class PutOffForm(forms.Form):
    """Until when the family is not told, and why."""

    until = forms.DateField(
        label=gettext_lazy("Familjen får veta från och med"),
        help_text=gettext_lazy("Högst 30 dagar bort."),
        widget=forms.DateInput,
        error_messages={
            "required": gettext_lazy("Välj en dag."),
            "invalid": NOT_A_DAY,
        },
    )
    because = forms.CharField(
        label=gettext_lazy("Varför ska familjen få veta först då?"),
        help_text=gettext_lazy("Till exempel: barnet kan fara illa av att en vårdnadshavare får veta det nu."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        validators=[in_a_sentence],
        error_messages={"required": gettext_lazy("Skriv varför.")},
    )
