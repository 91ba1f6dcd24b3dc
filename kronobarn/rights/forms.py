"""For whom the responsible takes an extract, how it was asked for, and as what. Shape only."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kronobarn.rights.rules import Asked, Form

ASKED = {
    Asked.IN_WRITING: _("Skriftligt, med brev eller e-post"),
    Asked.ON_A_VISIT: _("Muntligt, på plats eller i telefon"),
    Asked.THROUGH_OFFICER: _("Genom dataskyddsombudet"),
}
FORMS = {
    Form.PDF: _("PDF, att lämna eller skicka"),
    Form.JSON: _("JSON, att läsa in i ett annat system"),
    Form.PAGE: _("En sida att läsa och skriva ut"),
}


class GiveForm(forms.Form):
    """One request from one person."""

    person = forms.ChoiceField(
        label=_("Vem har begärt det?"),
        help_text=_("Kontrollera vem personen är innan du lämnar något."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vem utdraget är till.")},
    )
    asked = forms.ChoiceField(
        label=_("Hur begärdes det?"),
        choices=[(key.value, label) for key, label in ASKED.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj hur det begärdes. Det står sedan i loggen.")},
    )
    form = forms.ChoiceField(
        label=_("Vad ska du lämna?"),
        choices=[(key.value, label) for key, label in FORMS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vad du ska lämna.")},
    )

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.choices = people
