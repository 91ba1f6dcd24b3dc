"""What is asked for about groups and their members. Shape only."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.models import Assignment, Organisation
from kronobarn.core import clock
from kronobarn.core.choices import choices
from kronobarn.core.forms import NO_DAY, NOT_A_DAY, day, meant
from kronobarn.core.reasons import in_a_sentence
from kronobarn.programme.forms import TOO_LONG
from kronobarn.programme.models import Group
from kronobarn.programme.rules import GroupKind


def first_day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput, error_messages=dict(NO_DAY))


def last_day() -> forms.DateField:
    return forms.DateField(
        label=_("Till och med"),
        help_text=_("Lämna tomt om det gäller tills vidare."),
        required=False,
        widget=forms.DateInput,
        error_messages={"invalid": NOT_A_DAY},
        validators=[meant],
    )


class DayForm(forms.Form):
    """As of which day the groups are shown."""

    dag = forms.DateField(
        label=_("Visa som det var den"),
        required=False,
        widget=forms.DateInput,
        error_messages={"invalid": NOT_A_DAY},
    )


class MandateForm(forms.Form):
    """What the group is called, where it belongs and what it is charged with."""

    name = forms.CharField(
        label=_("Namn"),
        max_length=120,
        error_messages={"required": _("Skriv vad gruppen heter."), "max_length": TOO_LONG},
    )
    home = forms.CharField(
        label=_("Hör till"),
        help_text=_("Var gruppen är placerad, till exempel ett program eller en förvaltning."),
        required=False,
        max_length=200,
        error_messages={"max_length": TOO_LONG},
    )
    task = forms.CharField(
        label=_("Uppdrag"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        error_messages={"max_length": TOO_LONG},
    )
    since = first_day(_("Från och med"))


class GroupForm(MandateForm):
    """A new group."""

    field_order = ("kind", "organisation")

    kind = forms.ChoiceField(
        label=_("Slags grupp"),
        choices=choices(Group.KINDS),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Välj vad det är för grupp."),
            "invalid_choice": _("Valet finns inte. Välj ett i listan."),
        },
    )
    organisation = forms.ModelChoiceField(
        label=_("Huvudman"),
        help_text=_("För en grupp i en kommun eller i vården. Är gruppen länets lämnar du tomt."),
        queryset=Organisation.objects.order_by("name"),
        required=False,
        empty_label=_("Hela länet"),
        error_messages={"invalid_choice": _("Huvudmannen finns inte. Välj en i listan.")},
    )

    def clean_kind(self) -> GroupKind:
        return GroupKind(self.cleaned_data["kind"])


class AccountField(forms.CharField):
    """The account of somebody who works in the county, by the name they sign in with."""

    def __init__(self, **said: Any) -> None:
        super().__init__(
            label=_("Konto"),
            help_text=_(
                "Användarnamnet som medlemmen loggar in med. Då ser hen gruppens möten och sina uppgifter på Min dag."
            ),
            max_length=150,
            error_messages={"required": _("Skriv användarnamnet."), "max_length": TOO_LONG},
            **said,
        )

    def clean(self, value: Any) -> Any:
        """The account itself; a family's is not to be found here, nor that of somebody who has left."""
        if not (name := super().clean(value)):
            return None
        work = Assignment.objects.standing().filter(person__username__iexact=name, person__is_active=True)
        if (found := work.select_related("person").first()) is None:
            raise forms.ValidationError(_("Ingen som arbetar i länet loggar in så. Se efter hur namnet stavas."))
        return found.person


class AccountForm(forms.Form):
    """A member's account."""

    account = AccountField()


class MemberForm(forms.Form):
    """Somebody's place in a group."""

    function = forms.CharField(
        label=_("Funktion"),
        help_text=_("Till exempel socialchef i Alvesta."),
        max_length=200,
        error_messages={"required": _("Skriv vilken funktion som sitter i gruppen."), "max_length": TOO_LONG},
    )
    name = forms.CharField(
        label=_("Namn"),
        help_text=_("Den som har funktionen. Alla som arbetar i länet kan läsa namnet."),
        required=False,
        max_length=120,
        error_messages={"max_length": TOO_LONG},
    )
    account = AccountField(required=False)
    is_chair = forms.BooleanField(label=_("Ordförande"), required=False)
    since = first_day(_("Från och med"))
    until = last_day()


class OnForm(forms.Form):
    """The last day."""

    on = day(_("Sista dagen"), initial=clock.today)


class Because(forms.Form):
    """Why something is put right."""

    because = forms.CharField(
        label=_("Varför rättas det?"),
        help_text=_("Står bredvid det gamla, som blir kvar och märks som rättat."),
        max_length=300,
        validators=[in_a_sentence],
        error_messages={"required": _("Skriv varför det rättas."), "max_length": TOO_LONG},
    )


class CorrectMandateForm(Because, MandateForm):
    """What a group was called and charged with, put right."""

    field_order = ("name", "home", "task", "since", "until", "because")
    until = last_day()


class CorrectMemberForm(Because, MemberForm):
    """Somebody's place, put right."""

    field_order = ("function", "name", "account", "is_chair", "since", "until", "because")
