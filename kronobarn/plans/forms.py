"""Forms about the plan. They know fields, labels and shape; what is allowed is for the actions to say."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.models import Assignment
from kronobarn.core.choices import choices
from kronobarn.core.forms import NO_DAY
from kronobarn.people.models import Person
from kronobarn.plans.models import Agreement, Goal
from kronobarn.plans.rules import AgreementAnswer, AgreementForm, Reply, SaidBy
from kronobarn.practice import pack

SOMEBODY_ELSE = "other"


def _text(label: Any, rows: int = 3, **rest: Any) -> forms.CharField:
    return forms.CharField(
        label=label, widget=forms.Textarea(attrs={"rows": rows}), max_length=rest.pop("longest", 3000), **rest
    )


def _day(label: Any, **rest: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput, error_messages=NO_DAY, **rest)


class SeenForm(forms.Form):
    """A form about something that others may change meanwhile: it says which revision it was made from."""

    seen = forms.IntegerField(
        widget=forms.HiddenInput,
        error_messages={"required": _("Ladda om sidan och försök igen."), "invalid": _("Ladda om sidan.")},
    )
    stale = False


class WordsForm(SeenForm):
    """The child's words first, and what else the plan says in running text."""

    child_wants = _text(
        _("Det här vill barnet"),
        rows=5,
        required=False,
        help_text=_("Skriv med barnets egna ord, så nära som möjligt. Skriv jag när barnet sa jag."),
    )
    child_view_how = _text(
        _("Hur tog ni reda på det?"),
        help_text=_("Vem frågade, när och hur. Har barnet inte velat eller kunnat svara: skriv hur ni har försökt."),
        error_messages={"required": _("Skriv hur ni tog reda på vad barnet tycker, eller hur ni har försökt.")},
    )
    contingency = _text(
        _("Vad gör vi om det inte blir som vi tänkt?"),
        required=False,
        help_text=_("Vem ringer vem, och vad provar ni då?"),
    )
    disagreement = _text(
        _("Det vi inte är överens om"),
        required=False,
        help_text=_("Skriv vad och vem, sakligt. Det är inget misslyckande att tycka olika."),
    )


class GoalForm(SeenForm):
    """One goal."""

    area_key = forms.ChoiceField(label=_("Vilken del av hjulet handlar det om?"))
    need = _text(
        _("Vad är svårt, eller vad behöver barnet?"),
        error_messages={"required": _("Skriv vad barnet behöver.")},
    )
    desired_outcome = _text(
        _("Hur ska det bli? Skriv målet"),
        longest=500,
        help_text=_("En mening som barnet känner igen. Till exempel: Jag sover hela natten."),
        error_messages={"required": _("Skriv målet.")},
    )
    said_by = forms.ChoiceField(
        label=_("Vems ord är det?"),
        choices=choices(Goal.SAID_BY),
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vems ord målet är skrivet med.")},
    )
    how_we_see_it = _text(
        _("Hur ser vi att det har blivit bättre?"),
        help_text=_("Något som barnet och alla andra kan märka, inte en poäng."),
        error_messages={"required": _("Skriv hur ni kommer att se det.")},
    )

    def __init__(self, *args: Any, version: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        area = cast(forms.ChoiceField, self.fields["area_key"])
        area.choices = [(one.key, one.label) for one in pack.told(version).areas]

    def clean_said_by(self) -> SaidBy:
        return SaidBy(self.cleaned_data["said_by"])


class ActionForm(SeenForm):
    """What one person does."""

    what = _text(
        _("Vad ska göras?"),
        help_text=_("Börja med det som händer. Till exempel: Pratar med Alva varje torsdag."),
        error_messages={"required": _("Skriv vad som ska göras.")},
    )
    first_step = _text(
        _("Vad är det första steget?"),
        rows=2,
        longest=500,
        required=False,
        help_text=_("Något litet som händer snart. Till exempel: Ringer tränaren på måndag."),
    )
    doer = forms.ChoiceField(label=_("Vem gör det?"), error_messages={"required": _("Välj vem som gör det.")})
    helper = forms.CharField(
        label=_("Vem, om det är någon annan?"),
        max_length=100,
        required=False,
        help_text=_("Skriv vem det är för barnet, till exempel mormor eller tränaren. Fråga personen först."),
    )
    since = _day(_("Från"))
    until = _day(_("Klart senast"), help_text=_("Något som pågår hela tiden får dagen för nästa uppföljning."))

    def __init__(self, *args: Any, doers: Sequence[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        doer = cast(forms.ChoiceField, self.fields["doer"])
        doer.choices = [("", _("Välj")), *doers, (SOMEBODY_ELSE, _("Någon annan i barnets närhet"))]

    def clean_doer(self) -> UUID | None:
        chosen = self.cleaned_data["doer"]
        return None if chosen == SOMEBODY_ELSE else UUID(chosen)


class ReplyForm(forms.Form):
    """What whoever is to do something says about it."""

    answer = forms.ChoiceField(
        label=_("Vad svarar du?"),
        choices=[
            (Reply.ACCEPTED.value, _("Ja, det gör jag")),
            (Reply.CHANGE.value, _("Jag vill ändra något")),
            (Reply.DECLINED.value, _("Jag kan inte göra det")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vad du svarar.")},
    )
    words = _text(
        _("Varför, eller vad vill du ändra?"),
        longest=500,
        required=False,
        help_text=_("Behövs om du inte svarar ja. Alla som är med i planen kan läsa det."),
    )

    def clean_answer(self) -> Reply:
        return Reply(self.cleaned_data["answer"])


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
    next_review_on = _day(_("När följer ni upp planen?"))

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
    why = _text(
        _("Varför inte?"),
        longest=500,
        required=False,
        help_text=_("Skriv när ni inte kan vara med, så att de andra vet hur de kan gå vidare."),
    )


class LeaveForm(SeenForm):
    """Why a service leaves."""

    why = _text(_("Varför är verksamheten inte längre med?"), longest=500, required=False)


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
    words = _text(
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
    words = _text(_("Med personens egna ord"), required=False)

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        cast(forms.ChoiceField, self.fields["person"]).choices = [("", _("Välj")), *people]

    def clean_person(self) -> Person:
        return Person.objects.get(pk=int(self.cleaned_data["person"]))

    def clean_answer(self) -> AgreementAnswer:
        return AgreementAnswer(self.cleaned_data["answer"])

    def clean_form(self) -> AgreementForm:
        return AgreementForm(self.cleaned_data["form"])


class CloseForm(forms.Form):
    """Why a plan that never began is put aside."""

    because = _text(
        _("Varför blir det ingen plan?"),
        help_text=_("Ärendet finns kvar och kan gå vidare på ett annat sätt."),
        error_messages={"required": _("Skriv varför.")},
    )
