"""What is asked for when the baton changes hands, and what follows it. Shape only."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kronobarn.authorities.models import Assignment
from kronobarn.circles.models import Record
from kronobarn.circles.rules import Ground, Kind
from kronobarn.core import clock
from kronobarn.core.reasons import in_a_sentence
from kronobarn.grounds.forms import offered
from kronobarn.grounds.reads import in_use
from kronobarn.responsibility.functions import kinds_for
from kronobarn.responsibility.reads import MayFollow, in_short
from kronobarn.responsibility.rules import Follows


class HolderChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Those who can take the baton, by unit."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.unit.name}: {obj.person.full_name}, {str(obj.get_profession_display()).lower()}"


class OfferForm(forms.Form):
    """To whom the baton is offered, and why."""

    to = HolderChoice(
        label=gettext_lazy("Vem ska ta över?"),
        queryset=Assignment.objects.none(),
        empty_label=gettext_lazy("Välj enhet och person"),
        error_messages={
            "required": gettext_lazy("Välj vem du vill lämna över till."),
            "invalid_choice": gettext_lazy("Personen kan inte ta över ansvaret. Välj en i listan."),
        },
    )
    because = forms.CharField(
        label=gettext_lazy("Varför?"),
        help_text=gettext_lazy("Till exempel att barnet börjar i en ny skola. Skriv inget om hur barnet mår."),
        max_length=300,
        validators=[in_a_sentence],
        error_messages={"required": gettext_lazy("Skriv varför ansvaret byter hand.")},
    )

    def __init__(self, *args: Any, born_on: date | None, holder_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, HolderChoice)
        # Also where the child will be within a year: a transition is prepared before the day.
        soon = clock.today() + timedelta(days=366)
        kinds = kinds_for(born_on=born_on, on=clock.today()) | kinds_for(born_on=born_on or clock.today(), on=soon)
        field.queryset = (
            Assignment.objects.standing()
            .filter(role="responsible", unit__active=True, unit__kind__in=kinds)
            .exclude(pk=holder_id)
            .select_related("person", "unit")
            .order_by("unit__name", "person__given_name")
        )


class FollowForm(forms.Form):
    """What follows the baton into another secrecy area, on what ground, and what the family has been told."""

    records = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Vad följer med?"),
        help_text=gettext_lazy("Välj bara det som den som tar över behöver. Ärendet följer med det som hör till det."),
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Listan har ändrats. Välj bland handlingarna som visas nu.")},
    )
    ground = forms.ChoiceField(
        label=gettext_lazy("Varför får det lämnas till en annan verksamhet?"),
        help_text=gettext_lazy("Behövs om något följer med."),
        widget=forms.RadioSelect,
        required=False,
    )
    necessity = forms.CharField(
        label=gettext_lazy("Varför behöver den som tar över just det?"),
        max_length=500,
        validators=[in_a_sentence],
        required=False,
    )
    why_not = forms.CharField(
        label=gettext_lazy("Om barnets plan inte följer med: varför?"),
        max_length=500,
        validators=[in_a_sentence],
        required=False,
    )
    told = forms.BooleanField(
        label=gettext_lazy("Barnet och vårdnadshavarna vet, eller får veta av mig, vad som följer med"),
        help_text=gettext_lazy("De ser det också på sina sidor."),
        error_messages={"required": gettext_lazy("Bekräfta att familjen får veta vad som följer med.")},
    )

    def __init__(self, *args: Any, there_is: MayFollow, area_id: int | None, to_area_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ground = self.fields["ground"]
        assert isinstance(ground, forms.ChoiceField)
        ground.choices = offered(area_id, to_area_id)
        self.may_follow, self.held_by_others = there_is.may_follow, there_is.held_by_others
        records = self.fields["records"]
        assert isinstance(records, forms.TypedMultipleChoiceField)
        records.choices = [(str(record.pk), in_short(record)) for record in self.may_follow]
        if not any(record.kind == Kind.PLAN for record in self.may_follow):
            del self.fields["why_not"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("records"):
            for name, says in (
                ("ground", _("Välj varför handlingarna får lämnas till en annan verksamhet.")),
                ("necessity", _("Skriv varför den som tar över behöver just de här handlingarna.")),
            ):
                if name not in self.errors and not cleaned.get(name):
                    self.add_error(name, says)
        return cleaned

    def follows(self) -> Follows:
        """The choice, as the action takes it."""
        said = self.cleaned_data
        return Follows(
            records=said["records"],
            ground=Ground(said["ground"]) if said["ground"] else None,
            necessity=said["necessity"],
            why_not=said.get("why_not", ""),
        )

    def ground_in_words(self) -> str:
        """The chosen ground, as the page that checks says it."""
        return in_use(Ground(self.cleaned_data["ground"])).with_law if self.cleaned_data["ground"] else ""

    def typed(self) -> Iterator[tuple[str, str]]:
        """Everything as hidden fields, so that what was checked is what is sent."""
        for name, value in self.cleaned_data.items():
            for one in value if isinstance(value, list) else [value]:
                yield name, "on" if one is True else str(one)

    @staticmethod
    def named(records: list[Record]) -> list[str]:
        """Records by name, for a list."""
        return [in_short(record) for record in records]
