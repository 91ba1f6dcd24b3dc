"""What is asked for when a decision about a rule is noted. Shape only."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kronobarn.core.forms import day
from kronobarn.programme.forms import TOO_LONG


class DecisionForm(forms.Form):
    """When the rule was decided, and by whom."""

    decided_on = day(_("Vilken dag beslutades det?"))
    decided_by = forms.CharField(
        label=_("Vem har beslutat?"),
        help_text=_("Organet eller funktionen, och ärendets nummer. Ingen persons namn."),
        max_length=200,
        error_messages={"required": _("Skriv vem som har beslutat."), "max_length": TOO_LONG},
    )
