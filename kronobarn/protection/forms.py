"""How a child's data are protected, and who may see who it is. Shape only."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from kronobarn.core.forms import NO_DAY
from kronobarn.core.reasons import in_a_sentence
from kronobarn.people.models import Person, Protection


class MarkForm(forms.Form):
    """The mark, and one question about the household."""

    protection = forms.ChoiceField(
        label=gettext_lazy("Märkning"),
        choices=Protection.choices,
        error_messages={"required": gettext_lazy("Välj märkning.")},
    )
    household = forms.ChoiceField(
        label=gettext_lazy("Gäller skyddet även resten av hushållet?"),
        help_text=gettext_lazy(
            "Svara när du märker barnet. Vårdnadshavarna märks, och alla syskon. Är någon annan ansvarig för ett syskon "
            "får hen veta att det är märkt. Du får inte veta vilka syskon som finns här."
        ),
        choices=[("yes", gettext_lazy("Ja, märk dem också")), ("no", gettext_lazy("Nej, bara barnet"))],
        widget=forms.RadioSelect,
        required=False,
    )
    household.depends = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A mark spreads or does not; what is taken away is taken from the child alone."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("protection") not in (None, Protection.NONE) and not cleaned.get("household"):
            self.add_error("household", gettext("Svara ja eller nej."))
        return cleaned


class PersonChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """People by name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.full_name)


class NameForm(forms.Form):
    """One person, why, and until when."""

    person = PersonChoice(
        label=gettext_lazy("Vem?"),
        queryset=Person.objects.none(),
        empty_label=gettext_lazy("Välj person"),
        error_messages={
            "required": gettext_lazy("Välj en person."),
            "invalid_choice": gettext_lazy("Personen arbetar inte längre med barnet. Välj en i listan."),
        },
    )
    why = forms.CharField(
        label=gettext_lazy("Varför behöver personen veta vem barnet är?"),
        max_length=300,
        validators=[in_a_sentence],
        error_messages={"required": gettext_lazy("Skriv varför.")},
    )
    until = forms.DateField(
        label=gettext_lazy("Till och med"),
        help_text=gettext_lazy("Högst ett år bort."),
        widget=forms.DateInput,
        error_messages=NO_DAY,
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.queryset = people
