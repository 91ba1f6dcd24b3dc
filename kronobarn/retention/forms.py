"""A stop for one child's records. Shape only."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kronobarn.core.forms import NOT_A_DAY
from kronobarn.core.reasons import in_a_sentence


class ProposeForm(forms.Form):
    """Nothing is filled in: what is proposed is what is due."""


class HoldForm(forms.Form):
    """Which child, why and how long."""

    reference = forms.CharField(
        label=_("Barnets beteckning"),
        help_text=_(
            "Står i listan, till exempel K7Q2X-4MZRA. Står barnet inte där än: be områdets loggranskare söka på numret."
        ),
        max_length=20,
        error_messages={"required": _("Skriv barnets beteckning.")},
    )
    reason = forms.CharField(
        label=_("Varför ska handlingarna vara kvar?"),
        help_text=_("Till exempel en tvist eller en tillsyn. Skriv inget om barnet."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=300,
        validators=[in_a_sentence],
        error_messages={"required": _("Skriv varför.")},
    )
    until = forms.DateField(
        label=_("Till och med"),
        help_text=_("Lämna tomt om ingen vet. Stoppet gäller då tills någon avslutar det."),
        required=False,
        widget=forms.DateInput,
        error_messages={"invalid": NOT_A_DAY},
    )
