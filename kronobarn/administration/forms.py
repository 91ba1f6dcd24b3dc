"""What is asked for when somebody is added, gets an assignment, leaves it, or loses a telephone. Shape only."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kronobarn.accounts.code_form import WithCode
from kronobarn.accounts.rules import Reset
from kronobarn.administration.reads import units
from kronobarn.authorities.models import Assignment, Unit
from kronobarn.authorities.rules import Profession, Role
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.choices import choices
from kronobarn.core.forms import NOT_A_DAY
from kronobarn.people.models import swedish_order

REASONS: dict[Reset, Any] = {
    Reset.LOST: _("Telefonen är borta, och det finns inga reservkoder kvar"),
    Reset.NEW_TELEPHONE: _("Ny telefon, och inga reservkoder kvar"),
    Reset.MISUSED: _("Någon annan kan ha använt koderna"),
}


class UnitChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """The organisation's units, with the area that each belongs to."""

    def label_from_instance(self, obj: Unit) -> str:
        return f"{obj.name}, {obj.area.name}"


class NameForm(forms.Form):
    """Whom one looks for."""

    name = forms.CharField(
        label=_("Namn"),
        help_text=_("Hela namnet eller en del av det."),
        max_length=100,
        error_messages={"required": _("Skriv ett namn eller en del av ett namn.")},
    )


class AssignmentForm(forms.Form):
    """Where, as what, and for how long."""

    unit = UnitChoice(
        label=_("Enhet"),
        queryset=Unit.objects.none(),
        empty_label=_("Välj enhet"),
        error_messages={
            "required": _("Välj en enhet."),
            "invalid_choice": _("Enheten finns inte hos er, eller är avvecklad. Välj en i listan."),
        },
    )
    profession = forms.ChoiceField(
        label=_("Yrke"),
        choices=[("", _("Välj yrke")), *choices(Assignment.PROFESSIONS)],
        error_messages={
            "required": _("Välj ett yrke."),
            "invalid_choice": _("Yrket finns inte. Välj ett i listan."),
        },
    )
    role = forms.ChoiceField(
        label=_("Roll"),
        help_text=_("De flesta är medarbetare. En roll öppnar inga barn som andra arbetar med: det gör bara en plats."),
        choices=choices(Assignment.ROLES),
        initial=Role.STAFF.value,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Välj en roll."),
            "invalid_choice": _("Rollen finns inte. Välj en i listan."),
        },
    )
    since = forms.DateField(
        label=_("Från och med"),
        initial=clock.today,
        widget=forms.DateInput,
        error_messages={"required": _("Välj vilken dag uppdraget börjar."), "invalid": NOT_A_DAY},
    )
    until = forms.DateField(
        label=_("Till och med"),
        help_text=_("Lämna tomt om uppdraget gäller tills vidare."),
        required=False,
        widget=forms.DateInput,
        error_messages={"invalid": NOT_A_DAY},
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, UnitChoice)
        field.queryset = units(by).filter(active=True).select_related("area").order_by(swedish_order("name"))

    def clean_profession(self) -> Profession:
        return Profession(self.cleaned_data["profession"])

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class AddForm(AssignmentForm):
    """Somebody new, with the first assignment."""

    field_order = ("given_name", "family_name", "username")

    given_name = forms.CharField(
        label=_("Förnamn"), max_length=100, error_messages={"required": _("Skriv personens förnamn.")}
    )
    family_name = forms.CharField(
        label=_("Efternamn"), max_length=100, error_messages={"required": _("Skriv personens efternamn.")}
    )
    username = forms.RegexField(
        r"^[A-Za-z0-9._@+-]+$",
        label=_("Användarnamn"),
        help_text=_("Det personen skriver när hen loggar in, till exempel anna.andersson. Inget personnummer."),
        max_length=150,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
        error_messages={
            "required": _("Skriv ett användarnamn."),
            "invalid": _("Använd bokstäver a till z, siffror, punkt, bindestreck och @."),
        },
    )


class EndForm(forms.Form):
    """The last day."""

    on = forms.DateField(
        label=_("Sista dagen"),
        help_text=_("Uppdraget gäller till och med den dagen."),
        initial=clock.today,
        widget=forms.DateInput,
        error_messages={"required": _("Välj vilken dag som är den sista."), "invalid": NOT_A_DAY},
    )

    def clean_on(self) -> Any:
        on = self.cleaned_data["on"]
        if on < clock.today():
            raise forms.ValidationError(_("Dagen har redan varit. Välj i dag eller en senare dag."))
        return on


class LinkForm(WithCode):
    """Only one's own code, once more."""


class ResetForm(WithCode):
    """Why, and that one knows whom one is helping; and one's own code, once more."""

    reason = forms.ChoiceField(
        label=_("Varför?"),
        choices=choices(REASONS),
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj varför."), "invalid_choice": _("Välj ett av skälen.")},
    )
    sure = forms.BooleanField(
        label=_("Jag har kontrollerat vem det är, i ett möte eller genom att ringa upp"),
        error_messages={
            "required": _("Kontrollera vem det är först: den som ber om det här kan vara någon annan än den säger.")
        },
    )

    def clean_reason(self) -> Reset:
        return Reset(self.cleaned_data["reason"])


class UnitNameForm(forms.Form):
    """What a unit is called."""

    name = forms.CharField(
        label=_("Namn"),
        max_length=120,
        error_messages={"required": _("Skriv vad enheten heter.")},
    )


class CloseForm(forms.Form):
    """Nothing is filled in: the page says what will happen."""
