"""What is asked for when a note is written. Shape only."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from kronobarn.assessments.models import PERSPECTIVES
from kronobarn.assessments.rules import Perspective
from kronobarn.core.choices import choices
from kronobarn.my_world.maps import Map
from kronobarn.my_world.models import Note
from kronobarn.my_world.reads import to_choose
from kronobarn.my_world.rules import Module

TOO_LONG = gettext_lazy("Texten är för lång. Korta den till högst 4 000 tecken.")


class NoteForm(forms.Form):
    """One note: where it belongs, what works and what is hard, and whose words it is."""

    place = forms.ChoiceField(
        label=gettext_lazy("Var hör det hemma?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj var anteckningen hör hemma.")},
    )
    works = forms.CharField(
        label=gettext_lazy("Det som fungerar"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=4000,
        error_messages={"max_length": TOO_LONG},
    )
    hard = forms.CharField(
        label=gettext_lazy("Det som är svårt"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=4000,
        error_messages={"max_length": TOO_LONG},
    )
    perspective = forms.ChoiceField(
        label=gettext_lazy("Vem har sagt eller sett det?"),
        choices=choices(PERSPECTIVES),
        widget=forms.RadioSelect,
        initial=Perspective.PROFESSIONAL.value,
        error_messages={"required": gettext_lazy("Välj vems bild det är.")},
    )
    said_by = forms.CharField(
        label=gettext_lazy("Vem, och när?"),
        help_text=gettext_lazy(
            "Till exempel ”Elsa, i ett samtal med kuratorn i maj”. Behövs inte om du såg det själv."
        ),
        required=False,
        max_length=200,
    )

    def __init__(self, *args: Any, of: Map, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sides = to_choose(of)
        self.fields["place"].choices = sides if len(sides) > 1 else sides[0][1]  # type: ignore[attr-defined]
        if of.module == Module.RESILIENCE:
            self.fields["works"].help_text = gettext_lazy("För fälten om det som gör barnet starkt och skyddar det.")
            self.fields["hard"].help_text = gettext_lazy("För de två andra fälten.")

    @staticmethod
    def words_of(note: Note) -> dict[str, str]:
        """A note's words, as a form that puts it right begins with them."""
        return {name: getattr(note, name) for name in ("place", "works", "hard", "perspective", "said_by")}
