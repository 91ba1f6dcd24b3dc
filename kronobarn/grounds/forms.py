"""What is asked for when a ground is corrected."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.models import SecrecyArea
from kronobarn.authorities.rules import Regime
from kronobarn.core.choices import choices
from kronobarn.core.forms import NOT_A_DAY
from kronobarn.core.reasons import in_a_sentence
from kronobarn.grounds import reads
from kronobarn.grounds.reads import Row

REGIMES = choices(SecrecyArea.REGIMES)


def offered(area_id: int | None, to_area_id: int | None = None) -> Callable[[], list[tuple[str, str]]]:
    """The choices for whoever passes something on from an area, in words; asked when the form is shown."""
    return lambda: [(ground.code.value, str(ground.in_words)) for ground in reads.to_choose(area_id, to_area_id)]


class CorrectionForm(forms.Form):
    """A ground as the county's lawyer has it, and why."""

    law = forms.CharField(
        label=_("Paragraf"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=200,
        error_messages={"required": _("Skriv vilken paragraf grunden står i.")},
    )
    meaning = forms.CharField(
        label=_("Vad grunden innebär, med vanliga ord"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
        error_messages={
            "required": _("Skriv vad grunden innebär."),
            "max_length": _("Texten är för lång. Korta den till högst 1 000 tecken."),
        },
    )
    owners = forms.MultipleChoiceField(
        label=_("Vem får använda den?"),
        choices=REGIMES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Välj minst ett slags verksamhet.")},
    )
    recipients = forms.MultipleChoiceField(
        label=_("Till vem får något lämnas?"),
        help_text=_("Lämna tomt när det lämnas till en person i familjen."),
        choices=REGIMES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    is_reviewed = forms.BooleanField(label=_("En jurist har granskat grunden"), required=False)
    decided_on = forms.DateField(
        label=_("Vilken dag beslutades det?"),
        widget=forms.DateInput,
        error_messages={
            "required": _("Skriv vilken dag det beslutades."),
            "invalid": NOT_A_DAY,
        },
    )
    note = forms.CharField(
        label=_("Varför rättas den?"),
        help_text=_("Skriv vem som har bedömt det och vad det bygger på."),
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[in_a_sentence],
        max_length=500,
        error_messages={"required": _("Skriv varför grunden rättas.")},
    )

    def said(self) -> dict[str, Any]:
        """The cleaned answers, as the action takes them."""
        answers = self.cleaned_data
        return {
            **answers,
            "owners": [Regime(code) for code in answers["owners"]],
            "recipients": [Regime(code) for code in answers["recipients"]],
        }


def as_it_counts(row: Row) -> dict[str, Any]:
    """What the form begins with: the ground as it is."""
    ground = row.ground
    return {
        "law": str(ground.law),
        "meaning": str(ground.meaning),
        "owners": sorted(ground.owners),
        "recipients": sorted(ground.recipients),
        "is_reviewed": row.is_reviewed,
    }
