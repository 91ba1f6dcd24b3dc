"""Forms about what each thinks of the plan, and how the family has been heard."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from kronobarn.core.choices import choices
from kronobarn.core.reasons import in_a_sentence
from kronobarn.people.models import Person
from kronobarn.plans.forms.base import SeenForm, day, text
from kronobarn.plans.models import Agreement, Plan
from kronobarn.plans.rules import AgreementAnswer, AgreementForm, Heard


class AgreeForm(forms.Form):
    """What one thinks of the plan, oneself."""

    answer = forms.ChoiceField(
        label=_("Vad tycker du om planen?"),
        choices=[
            (AgreementAnswer.AGREES.value, _("Jag håller med om planen")),
            (AgreementAnswer.PARTLY.value, _("Jag håller med om en del")),
            (AgreementAnswer.DISAGREES.value, _("Jag håller inte med")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vad du tycker.")},
    )
    words = text(
        _("Vill du säga något mer?"),
        required=False,
        help_text=_("Det du skriver står i planen, så att alla som är med kan läsa det."),
    )

    def clean_answer(self) -> AgreementAnswer:
        return AgreementAnswer(self.cleaned_data["answer"])


class AgreeForForm(forms.Form):
    """What somebody in the family has said aloud or on paper."""

    person = forms.ChoiceField(label=_("Vem har svarat?"), error_messages={"required": _("Välj vem som har svarat.")})
    form = forms.ChoiceField(
        label=_("Hur?"),
        choices=[(one.value, Agreement.FORMS[one]) for one in (AgreementForm.ORAL, AgreementForm.WRITTEN)],
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj hur svaret gavs.")},
    )
    answer = forms.ChoiceField(
        label=_("Vad sa personen?"),
        choices=choices(Agreement.ANSWERS),
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vad personen sa.")},
    )
    words = text(_("Med personens egna ord"), required=False)

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        cast(forms.ChoiceField, self.fields["person"]).choices = [("", _("Välj")), *people]

    def clean_person(self) -> Person:
        return Person.objects.get(pk=int(self.cleaned_data["person"]))

    def clean_answer(self) -> AgreementAnswer:
        return AgreementAnswer(self.cleaned_data["answer"])

    def clean_form(self) -> AgreementForm:
        return AgreementForm(self.cleaned_data["form"])


class LayAsideForm(forms.Form):
    """Why what a meeting decided is not needed in the plan."""

    because = text(
        _("Varför behövs det inte i planen?"),
        2,
        longest=500,
        help_text=_("Alla som får läsa mötet kan läsa det, också barnet och vårdnadshavarna."),
        validators=[in_a_sentence],
        error_messages={"required": _("Skriv varför beslutet inte behövs i planen.")},
    )


class CloseForm(forms.Form):
    """Why a plan that never began is put aside."""

    because = text(
        _("Varför blir det ingen plan?"),
        help_text=_("Ärendet finns kvar och kan gå vidare på ett annat sätt."),
        validators=[in_a_sentence],
        error_messages={"required": _("Skriv varför.")},
    )


class HeardForm(SeenForm):
    """When and how the family was heard; or that they were called, and why going on is best for the child."""

    heard = forms.ChoiceField(
        label=_("Har familjen fått säga vad de tycker?"),
        choices=[(one.value, Plan.HEARD[one]) for one in Heard if one != Heard.MEETING],
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj om familjen har fått säga vad de tycker.")},
    )
    heard_on = day(_("Vilken dag?"))
    heard_how = text(
        _("Vem pratade med vem, eller hur kallades de?"),
        help_text=_("Skriv också om det fanns tolk."),
        error_messages={"required": _("Skriv vem som pratade med vem, eller hur familjen kallades.")},
    )
    heard_why = text(
        _("Varför är det bäst för barnet att gå vidare ändå?"),
        required=False,
        help_text=_("Behövs om familjen inte kom eller inte ville. Barnensbästa-ansvarig skriver det."),
    )

    def clean_heard(self) -> Heard:
        return Heard(self.cleaned_data["heard"])
