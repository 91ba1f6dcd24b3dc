"""What is asked for when a child becomes known, in three steps. Shape only."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kronobarn.authorities.models import Assignment, Unit
from kronobarn.core import clock
from kronobarn.core.choices import choices
from kronobarn.core.forms import NOT_A_BIRTHDAY
from kronobarn.people import identity
from kronobarn.people.models import Protection
from kronobarn.responsibility.functions import kinds_for
from kronobarn.responsibility.rules import WhyAdded

LANGUAGES = [
    ("sv", gettext_lazy("svenska")),
    ("en", gettext_lazy("engelska")),
    ("ar", gettext_lazy("arabiska")),
    ("so", gettext_lazy("somaliska")),
    ("ti", gettext_lazy("tigrinja")),
    ("fa", gettext_lazy("persiska eller dari")),
    ("uk", gettext_lazy("ukrainska")),
    ("xx", gettext_lazy("annat språk")),
]
LONGEST_PREGNANCY = timedelta(days=301)
LATE_AT_MOST = timedelta(days=30)
WHY: dict[WhyAdded, Any] = {
    WhyAdded.MEETS_THE_CHILD: gettext_lazy("Barnet finns hos oss, och jag möter barnet i mitt arbete"),
    WhyAdded.FAMILY_ASKS: gettext_lazy("Barnet eller vårdnadshavarna har bett om det"),
    WhyAdded.NOTICED: gettext_lazy("Jag har sett eller hört något, och barnet finns inte här"),
}


class WhoForm(forms.Form):
    """Step 1: who the child is, in whichever state the identity is known."""

    NUMBER, NONE_YET, UNBORN = "number", "none_yet", "unborn"

    identity = forms.ChoiceField(
        label=gettext_lazy("Hur är barnets identitet känd?"),
        choices=[
            (NUMBER, gettext_lazy("Barnet har personnummer, samordningsnummer eller reservnummer")),
            (NONE_YET, gettext_lazy("Barnet är fött men har inget nummer än")),
            (UNBORN, gettext_lazy("Barnet är inte fött")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj hur barnets identitet är känd.")},
    )
    number = forms.CharField(
        label=gettext_lazy("Nummer"),
        help_text=gettext_lazy("Om barnet har ett. Hela numret, till exempel 20120904-2389."),
        max_length=30,
        error_messages={"required": gettext_lazy("Skriv numret, eller välj att barnet inte har något än.")},
    )
    born_on = forms.DateField(
        label=gettext_lazy("Född"),
        help_text=gettext_lazy("Om barnet är fött och inte har något nummer."),
        widget=forms.DateInput,
        error_messages={
            "invalid": NOT_A_BIRTHDAY,
            "required": gettext_lazy("Skriv när barnet är fött. Vet du inte dagen, skriv den som är närmast."),
        },
    )
    expected_on = forms.DateField(
        label=gettext_lazy("Beräknad födelse"),
        help_text=gettext_lazy("Om barnet inte är fött."),
        widget=forms.DateInput,
        error_messages={"invalid": NOT_A_BIRTHDAY, "required": gettext_lazy("Skriv när barnet beräknas födas.")},
    )
    given_name = forms.CharField(
        label=gettext_lazy("Förnamn"),
        max_length=100,
        error_messages={"required": gettext_lazy("Skriv barnets förnamn.")},
    )
    family_name = forms.CharField(
        label=gettext_lazy("Efternamn"),
        max_length=100,
        error_messages={"required": gettext_lazy("Skriv barnets efternamn.")},
    )
    NEEDS: ClassVar[dict[str, frozenset[str]]] = {
        NUMBER: frozenset({"number", "given_name", "family_name"}),
        NONE_YET: frozenset({"born_on", "given_name", "family_name"}),
        UNBORN: frozenset({"expected_on"}),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound:
            needed = self.NEEDS.get(self.data.get("identity", ""), frozenset())
            for name in self.fields.keys() - {"identity"}:
                self.fields[name].required = name in needed

    def clean(self) -> dict[str, Any]:
        """What belongs to the chosen state is right, and nothing else is kept."""
        cleaned = super().clean() or {}
        match cleaned.get("identity"):
            case self.NUMBER:
                cleaned |= {"born_on": self._number_says(cleaned), "expected_on": None}
            case self.NONE_YET:
                cleaned |= {"number": "", "expected_on": None}
                self._check_birth(cleaned.get("born_on"))
            case self.UNBORN:
                cleaned |= {"number": "", "born_on": None}
                self._check_expected(cleaned.get("expected_on"))
        return cleaned

    def _number_says(self, cleaned: dict[str, Any]) -> date | None:
        """The birth date in the number; the typed one only where the number knows none."""
        if "number" not in cleaned:
            return None
        try:
            parsed = identity.parse(cleaned["number"], today=clock.today())
        except identity.NotAnIdentityNumber as problem:
            self.add_error("number", _(problem.sentence))
            return None
        if parsed.born_on is not None:
            return parsed.born_on
        born_on: date | None = cleaned.get("born_on")
        if born_on is None:
            self.add_error("born_on", _("Det numret säger inte när barnet är fött. Skriv födelsedatumet också."))
        self._check_birth(born_on)
        return born_on

    def _check_birth(self, born_on: date | None) -> None:
        if born_on is not None and born_on > clock.today():
            self.add_error("born_on", _("Födelsedatumet ligger i framtiden. Välj ”inte fött” om barnet väntas."))

    def _check_expected(self, expected_on: date | None) -> None:
        today = clock.today()
        if expected_on is not None and not today - LATE_AT_MOST <= expected_on <= today + LONGEST_PREGNANCY:
            self.add_error("expected_on", _("Datumet för beräknad födelse ser fel ut. Kontrollera år och månad."))


class GroundForm(forms.Form):
    """Step 2: it is none of the children already known, and there is a reason to add one."""

    why = forms.ChoiceField(
        label=gettext_lazy("Varför lägger du till barnet?"),
        choices=choices(WHY),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj varför barnet läggs till.")},
    )
    told = forms.BooleanField(
        label=gettext_lazy("Familjen vet, eller kommer att få veta, att barnet läggs till"),
        help_text=gettext_lazy("Är det farligt för barnet att familjen får veta? Gör en orosanmälan i stället."),
        error_messages={"required": gettext_lazy("Bekräfta att familjen får veta det.")},
    )


class UnitByMunicipality(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Units with their principal, so that two schools of one name are told apart."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}, {obj.area.organisation.name}"


class PlaceForm(forms.Form):
    """Step 3: the least that is needed, and the unit whose responsible takes the baton."""

    unit = UnitByMunicipality(
        label=gettext_lazy("Var finns barnet?"),
        help_text=gettext_lazy(
            "Den som är barnensbästa-ansvarig där får ansvaret direkt. Saknas enheten har den ingen ansvarig just nu."
        ),
        queryset=Unit.objects.none(),
        empty_label=gettext_lazy("Välj enhet"),
        error_messages={
            "required": gettext_lazy("Välj barnets skola, BVC eller barnmorskemottagning."),
            "invalid_choice": gettext_lazy("Enheten passar inte barnets ålder eller finns inte. Välj en i listan."),
        },
    )
    protection = forms.ChoiceField(
        label=gettext_lazy("Skyddade personuppgifter"),
        choices=Protection.choices,
        initial=Protection.NONE,
        error_messages={"required": gettext_lazy("Välj om uppgifterna är skyddade.")},
    )
    pronoun = forms.CharField(label=gettext_lazy("Pronomen"), required=False, max_length=40)
    language = forms.ChoiceField(label=gettext_lazy("Språk"), choices=LANGUAGES, initial="sv")

    def __init__(self, *args: Any, born_on: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, UnitByMunicipality)
        field.queryset = (
            Unit.objects.active()
            .filter(
                Exists(Assignment.objects.standing().filter(unit=OuterRef("pk"), role="responsible")),
                kind__in=kinds_for(born_on=born_on, on=clock.today()),
            )
            .select_related("area__organisation")
            .order_by("name")
        )

    def add_error(self, field: str | None, error: Any) -> None:
        """What the action says of an earlier step's field is said of the whole form."""
        for name, errors in getattr(error, "error_dict", {field: error}).items():
            super().add_error(name if name in self.fields else None, errors)
