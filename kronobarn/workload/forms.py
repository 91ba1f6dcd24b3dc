"""What a manager fills in when somebody who is responsible is gone."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.models import Assignment, AssignmentQuerySet
from kronobarn.circles.forms import AssignmentChoice
from kronobarn.core.reasons import in_a_sentence


class AskForm(forms.Form):
    """Who is asked, and why."""

    to = AssignmentChoice(
        label=_("Vem ska ta över?"),
        queryset=Assignment.objects.none(),
        empty_label=_("Välj en kollega"),
        error_messages={
            "required": _("Välj vem du vill fråga."),
            "invalid_choice": _("Personen kan inte ta över ansvaret. Välj en i listan."),
        },
    )
    because = forms.CharField(
        label=_("Varför?"),
        help_text=_("Till exempel att kollegan har slutat. Den du frågar läser det. Skriv inget om något barn."),
        max_length=300,
        validators=[in_a_sentence],
        error_messages={"required": _("Skriv varför ansvaret byter hand.")},
    )

    def __init__(self, *args: Any, colleagues: AssignmentQuerySet, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["to"].queryset = colleagues  # type: ignore[attr-defined]
