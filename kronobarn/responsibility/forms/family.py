"""What is asked for when a child is born, gets a number or a guardian. Shape only."""

from django import forms
from django.utils.translation import gettext_lazy

from kronobarn.core.forms import NOT_A_BIRTHDAY
from kronobarn.people.models import Guardianship


class BirthForm(forms.Form):
    """An expected child is born. The number may come later."""

    born_on = forms.DateField(
        label=gettext_lazy("Född"),
        widget=forms.DateInput,
        error_messages={"invalid": NOT_A_BIRTHDAY, "required": gettext_lazy("Skriv dagen då barnet föddes.")},
    )
    given_name = forms.CharField(
        label=gettext_lazy("Förnamn"),
        help_text=gettext_lazy("Har barnet inget namn än kan du låta rutan vara tom."),
        max_length=100,
        required=False,
    )
    family_name = forms.CharField(
        label=gettext_lazy("Efternamn"),
        help_text=gettext_lazy("Till exempel den ena förälderns, tills barnet har fått ett eget."),
        max_length=100,
        error_messages={"required": gettext_lazy("Skriv ett efternamn, så att barnet går att känna igen.")},
    )
    number = forms.CharField(
        label=gettext_lazy("Nummer"),
        help_text=gettext_lazy("Personnummer, samordningsnummer eller reservnummer. Lämna tomt om det inte finns än."),
        max_length=30,
        required=False,
    )


class NumberForm(forms.Form):
    """A number, or another one, and the birth date as it should be."""

    number = forms.CharField(
        label=gettext_lazy("Nummer"),
        help_text=gettext_lazy("Hela numret, till exempel 20120904-2389."),
        max_length=30,
        error_messages={"required": gettext_lazy("Skriv numret.")},
    )
    born_on = forms.DateField(
        label=gettext_lazy("Född"),
        help_text=gettext_lazy("Ändra bara om dagen är fel."),
        widget=forms.DateInput,
        error_messages={"invalid": NOT_A_BIRTHDAY, "required": gettext_lazy("Skriv dagen då barnet föddes.")},
    )


class GuardianForm(forms.Form):
    """Who decides for the child, and how it is known."""

    given_name = forms.CharField(
        label=gettext_lazy("Förnamn"),
        max_length=100,
        error_messages={"required": gettext_lazy("Skriv vårdnadshavarens förnamn.")},
    )
    family_name = forms.CharField(
        label=gettext_lazy("Efternamn"),
        max_length=100,
        error_messages={"required": gettext_lazy("Skriv vårdnadshavarens efternamn.")},
    )
    custody = forms.ChoiceField(
        label=gettext_lazy("Vårdnad"),
        choices=Guardianship.Custody.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj hur vårdnaden ser ut.")},
    )
    source = forms.ChoiceField(
        label=gettext_lazy("Hur vet du det?"),
        choices=Guardianship.Source.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj hur du vet det.")},
    )
