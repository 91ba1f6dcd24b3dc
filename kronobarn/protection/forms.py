"""How a child's data are protected, and who may see who it is. Shape only."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from kronobarn.core.forms import NO_DAY
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
        help_text=gettext_lazy("Vårdnadshavarna märks, och syskon som du själv är ansvarig för."),
        choices=[("yes", gettext_lazy("Ja, märk dem också")), ("no", gettext_lazy("Nej, bara barnet"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Svara ja eller nej.")},
    )


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
