"""What is asked for when one looks for a child, or asks somebody to the table. Shape only."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kronobarn.authorities.models import Assignment, Unit
from kronobarn.circles.rules import WhySought
from kronobarn.core import clock
from kronobarn.core.choices import choices

WHY_SOUGHT: dict[WhySought, Any] = {
    WhySought.NOTICED: gettext_lazy("Jag har sett eller hört något som jag vill berätta"),
    WhySought.MEETS_THE_CHILD: gettext_lazy("Jag möter barnet i mitt arbete"),
    WhySought.WAS_ASKED: gettext_lazy("Barnet, familjen eller den som ansvarar har bett mig"),
}


class OwnForm(forms.Form):
    """Among the children one already sits with."""

    name = forms.CharField(label=gettext_lazy("Namn eller del av namn"), required=False, max_length=100)
    born_on = forms.DateField(
        label=gettext_lazy("Född"),
        required=False,
        widget=forms.DateInput,
        error_messages={"invalid": gettext_lazy("Skriv datumet som år, månad och dag, till exempel 2016-05-14.")},
    )

    def clean(self) -> dict[str, Any]:
        """Something to look for."""
        cleaned = super().clean() or {}
        born_on = cleaned.get("born_on")
        if born_on is not None and born_on > clock.today():
            self.add_error("born_on", _("Födelsedatumet ligger i framtiden. Kontrollera året."))
        if not self.errors and not cleaned.get("name", "").strip() and born_on is None:
            self.add_error("name", _("Skriv en del av namnet, födelsedatum eller båda."))
        return cleaned


class ExactForm(forms.Form):
    """Outside one's own: the whole number and the reason."""

    number = forms.CharField(
        label=gettext_lazy("Personnummer, samordningsnummer eller reservnummer"),
        help_text=gettext_lazy("Hela numret, till exempel 20120904-2389."),
        max_length=30,
        error_messages={"required": gettext_lazy("Skriv hela numret.")},
    )
    why = forms.ChoiceField(
        label=gettext_lazy("Varför söker du?"),
        choices=choices(WHY_SOUGHT),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj varför du söker.")},
    )


class UnitChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Units under the name of their principal."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.area.organisation.name}: {obj.name}"


class ChooseUnitForm(forms.Form):
    """First step of asking somebody: where they work."""

    enhet = UnitChoice(
        label=gettext_lazy("Verksamhet"),
        empty_label=gettext_lazy("Välj verksamhet"),
        queryset=Unit.objects.active()
        .select_related("area__organisation")
        .order_by("area__organisation__name", "name"),
        error_messages={
            "required": gettext_lazy("Välj var personen arbetar."),
            "invalid_choice": gettext_lazy("Verksamheten finns inte. Välj en i listan."),
        },
    )


class AssignmentChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """People at work by name and profession."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.person.full_name}, {str(obj.get_profession_display()).lower()}"


class AskForm(forms.Form):
    """Second step: who, and what they are needed for."""

    assignment = AssignmentChoice(
        label=gettext_lazy("Vem?"),
        queryset=Assignment.objects.none(),
        empty_label=gettext_lazy("Välj person"),
        error_messages={
            "required": gettext_lazy("Välj vem du vill bjuda in."),
            "invalid_choice": gettext_lazy("Personen arbetar inte där längre. Välj en i listan."),
        },
    )
    why = forms.CharField(
        label=gettext_lazy("Vad behövs personen till?"),
        help_text=gettext_lazy("En mening. Den syns för dem som arbetar runt barnet."),
        max_length=300,
        error_messages={"required": gettext_lazy("Skriv vad personen behövs till.")},
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["assignment"]
        assert isinstance(field, AssignmentChoice)
        field.queryset = (
            Assignment.objects.standing()
            .filter(unit=unit)
            .exclude(role__in=["log_reviewer", "archivist"])
            .select_related("person", "unit")
            .order_by("person__given_name", "person__family_name")
        )

    def anyone(self) -> bool:
        """Whether anybody works there at all."""
        field = self.fields["assignment"]
        assert isinstance(field, AssignmentChoice)
        assert field.queryset is not None
        return field.queryset.exists()
