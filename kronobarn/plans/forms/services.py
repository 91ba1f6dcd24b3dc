"""Forms about the services in the plan, their contact persons, and who holds the plan together."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.models import Assignment
from kronobarn.plans.forms.base import SeenForm, day, text


class _OfAssignment(SeenForm):
    """Forms in which one assignment is chosen from a list of the page's own."""

    chosen = ""

    def _choose_from(self, groups: Sequence[Any]) -> None:
        field = cast(forms.ChoiceField, self.fields[self.chosen])
        field.choices = [("", _("Välj")), *groups]

    def _clean_assignment(self) -> Assignment:
        return Assignment.objects.get(pk=int(self.cleaned_data[self.chosen]))


class ContactForm(_OfAssignment):
    """The contact person of a service, and thereby the service."""

    chosen = "contact"
    contact = forms.ChoiceField(
        label=_("Kontaktperson"),
        help_text=_("Den i verksamheten som alla vänder sig till. Det finns en, och bara en."),
        error_messages={"required": _("Välj en kontaktperson.")},
    )

    def __init__(self, *args: Any, groups: Sequence[Any], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self._choose_from(groups)

    def clean_contact(self) -> Assignment:
        return self._clean_assignment()


class LeadForm(_OfAssignment):
    """Who holds the plan together, and when it is followed up."""

    chosen = "lead"
    lead = forms.ChoiceField(
        label=_("Vem håller ihop planen?"),
        help_text=_("Samverkansansvarig är kontaktperson i den verksamhet som gör mest med barnet."),
        error_messages={"required": _("Välj vem som håller ihop planen.")},
    )
    next_review_on = day(_("När följer ni upp planen?"))

    def __init__(self, *args: Any, contacts: Sequence[tuple[int, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self._choose_from(contacts)

    def clean_lead(self) -> Assignment:
        return self._clean_assignment()


class AnswerForm(forms.Form):
    """A service's answer."""

    accept = forms.TypedChoiceField(
        label=_("Är din verksamhet med i planen?"),
        choices=[("yes", _("Ja, vi är med")), ("no", _("Nej, vi kan inte vara med"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj ja eller nej.")},
    )
    why = text(
        _("Varför inte?"),
        longest=500,
        required=False,
        help_text=_("Skriv när ni inte kan vara med, så att de andra vet hur de kan gå vidare."),
    )


class AnswerLeadForm(forms.Form):
    """Whether whoever is asked holds the plan together from now on."""

    accept = forms.TypedChoiceField(
        label=_("Kan du hålla ihop planen?"),
        choices=[("yes", _("Ja, jag håller ihop planen från nu")), ("no", _("Nej, jag kan inte"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj ja eller nej.")},
    )
    why = text(
        _("Varför inte?"),
        longest=500,
        required=False,
        help_text=_("Behövs om du svarar nej. Alla som är med i planen kan läsa det."),
    )


class LeaveForm(SeenForm):
    """Why a service leaves."""

    why = text(_("Varför är verksamheten inte längre med?"), longest=500, required=False)
