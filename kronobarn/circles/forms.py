"""What is asked for when one looks for a child, or asks somebody to the table. Shape only."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kronobarn.authorities.models import Assignment, Unit
from kronobarn.authorities.rules import MEETS_NO_CHILDREN, STUDIES_OR_LEADS
from kronobarn.circles.models import Withheld
from kronobarn.circles.rules import WITHHELD_FOR, WhySought, WithheldBecause
from kronobarn.core import clock
from kronobarn.core.choices import choices
from kronobarn.core.forms import NOT_A_BIRTHDAY, NOT_A_DAY
from kronobarn.core.reasons import in_a_sentence
from kronobarn.people.models import Person

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
        error_messages={"invalid": NOT_A_BIRTHDAY},
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
            .exclude(role__in=MEETS_NO_CHILDREN)
            .exclude(profession__in=STUDIES_OR_LEADS)
            .select_related("person", "unit")
            .order_by("person__given_name", "person__family_name")
        )

    def anyone(self) -> bool:
        """Whether anybody works there at all."""
        field = self.fields["assignment"]
        assert isinstance(field, AssignmentChoice)
        assert field.queryset is not None
        return field.queryset.exists()


def _review_on() -> forms.DateField:
    return forms.DateField(
        label=gettext_lazy("När ska det ses över?"),
        help_text=gettext_lazy("Senast om tolv månader. Då står det på Min dag för er som arbetar med barnet."),
        widget=forms.DateInput,
        initial=lambda: clock.today() + WITHHELD_FOR,
        error_messages={
            "required": gettext_lazy("Välj en dag då det ska ses över."),
            "invalid": NOT_A_DAY,
        },
    )


def _reason(label: Any, required: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=gettext_lazy("Bara de i er verksamhet som får läsa handlingen ser skälet."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        validators=[in_a_sentence],
        error_messages={"required": required},
    )


class WithholdForm(forms.Form):
    """For whom, why, and until when at least."""

    guardians = forms.MultipleChoiceField(
        label=gettext_lazy("Vem ska inte få veta?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Välj den vårdnadshavare som handlingen ska döljas för."),
            "invalid_choice": gettext_lazy("Välj bland vårdnadshavarna i listan."),
        },
    )
    because = forms.ChoiceField(
        label=gettext_lazy("Vad är det som gör att det får döljas?"),
        choices=choices(Withheld.BECAUSE),
        widget=forms.RadioSelect,
        initial=WithheldBecause.CHILD.value,
        error_messages={"required": gettext_lazy("Välj vad det är som gör att det får döljas.")},
    )
    reason = _reason(
        gettext_lazy("Varför kan det antas bli så?"),
        gettext_lazy("Skriv varför uppgifterna skulle vara till betydande men för barnet."),
    )
    review_on = _review_on()

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = {str(one.pk): one for one in people}
        field = self.fields["guardians"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(key, one.full_name) for key, one in self._people.items()]

    def because_in_words(self) -> Any:
        """The chosen ground."""
        return Withheld.BECAUSE[self.cleaned_data["because"]]

    def clean_because(self) -> WithheldBecause:
        """As a code."""
        return WithheldBecause(self.cleaned_data["because"])

    def clean_guardians(self) -> list[Person]:
        """The people themselves."""
        return [self._people[key] for key in self.cleaned_data["guardians"]]


class LongerForm(forms.Form):
    """It is needed still."""

    reason = _reason(
        gettext_lazy("Varför behövs det fortfarande?"), gettext_lazy("Skriv varför det fortfarande behövs.")
    )
    review_on = _review_on()


class NoMoreForm(forms.Form):
    """It is not needed any more."""

    because = _reason(
        gettext_lazy("Varför behövs det inte längre?"), gettext_lazy("Skriv varför det inte längre behöver döljas.")
    )


def _of_a_block(label: Any, help_text: Any, required: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": required},
    )


class BlockForm(forms.Form):
    """What the child wishes, and that it is mature enough to."""

    wish = _of_a_block(
        gettext_lazy("Vad vill barnet?"),
        gettext_lazy("Med barnets egna ord om det går. Barnet kan läsa det, och ni på enheten."),
        gettext_lazy("Skriv vad barnet vill, med barnets egna ord om det går."),
    )
    maturity = _of_a_block(
        gettext_lazy("Hur har du bedömt att barnet är moget att bestämma det här?"),
        gettext_lazy("En eller ett par meningar: vad barnet förstår av vad spärren betyder, och hur du vet det."),
        gettext_lazy("Skriv hur du har bedömt att barnet är moget att bestämma det här."),
    )


class LiftForm(forms.Form):
    """The child wishes it no more."""

    because = _of_a_block(
        gettext_lazy("Vad har barnet sagt om att häva spärren?"),
        gettext_lazy("Barnet kan läsa det, och ni på enheten."),
        gettext_lazy("Skriv vad barnet har sagt om att häva spärren."),
    )
