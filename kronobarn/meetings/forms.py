"""Forms about meetings. They know fields, labels and shape."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.models import Assignment
from kronobarn.core.forms import NO_DAY
from kronobarn.core.reasons import in_a_sentence
from kronobarn.meetings import rules


class TimeInput(forms.TimeInput):
    """The browser's own clock."""

    input_type = "time"


def unsent(sent: Mapping[str, forms.Form], offered: Collection[str]) -> forms.Form | None:
    """What somebody has typed in a form that the page has no more, since the meeting is another thing by now."""
    return next((form for name, form in sent.items() if name not in offered), None)


def _wish(label: Any, help_text: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=label, help_text=help_text, widget=area, required=False, max_length=2000)


class CancelForm(forms.Form):
    """Why a meeting is called off."""

    because = forms.CharField(
        label=_("Varför ställs mötet in?"),
        help_text=_("Alla som är kallade kan läsa det, också barnet."),
        widget=forms.Textarea(attrs={"rows": 2}),
        validators=[in_a_sentence],
        error_messages={"required": _("Skriv varför mötet ställs in.")},
        max_length=1000,
    )


class WhenForm(forms.Form):
    """When and where."""

    day = forms.DateField(label=_("Dag"), widget=forms.DateInput, error_messages=NO_DAY)
    at = forms.TimeField(
        label=_("Klockan"),
        widget=TimeInput(format="%H:%M"),
        error_messages={"invalid": _("Skriv tiden som 14:30."), "required": _("Välj en tid.")},
    )
    minutes = forms.IntegerField(
        label=_("Hur många minuter?"),
        initial=rules.USUAL,
        error_messages={"invalid": _("Skriv ett antal minuter."), "required": _("Skriv hur långt mötet är.")},
    )
    place = forms.CharField(
        label=_("Var?"),
        help_text=_("Välj gärna en plats där barnet känner sig hemma."),
        max_length=200,
        error_messages={"required": _("Skriv var mötet är.")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if "day" in cleaned and "at" in cleaned:
            cleaned["starts_at"] = timezone.make_aware(datetime.combine(cleaned["day"], cleaned["at"]))
        return cleaned

    def when(self) -> dict[str, Any]:
        """What the actions want."""
        return {key: self.cleaned_data[key] for key in ("starts_at", "minutes", "place")}


class DetailsForm(forms.Form):
    """What the child wishes, in four parts, and what else is to be arranged."""

    wish_who = _wish(_("Vilka vill barnet ha med?"), _("Också vem barnet inte vill ha med. Skriv med barnets ord."))
    wish_where = _wish(_("Var vill barnet vara?"), _("Platsen, och var i rummet. Eller på video."))
    child_wishes = _wish(
        _("Hur vill barnet att mötet ska vara?"), _("Hur länge barnet orkar, vad som ska sägas först, pauser, fika.")
    )
    wish_avoid = _wish(_("Vad vill barnet inte prata om?"), _("Det tar ni inte upp när barnet är med."))
    interpreter = forms.CharField(
        label=_("Tolk, på vilket språk?"),
        help_text=_("Lämna tomt om ingen tolk behövs. Boka tolken själv: systemet gör det inte."),
        max_length=60,
        required=False,
    )
    video_link = forms.URLField(
        label=_("Länk till videomötet"),
        help_text=_("Den visas bara här, för dem som är kallade. Den står inte i mejl."),
        max_length=500,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Klistra in hela länken, från https:// till slutet.")},
    )

    def details(self) -> dict[str, str]:
        """What the actions want."""
        return {name: self.cleaned_data[name] for name in rules.DETAILS}


def _another_day() -> forms.DateField:
    return forms.DateField(label=_("Dag"), widget=forms.DateInput, required=False, error_messages=NO_DAY)


def _another_time() -> forms.TimeField:
    return forms.TimeField(
        label=_("Klockan"),
        widget=TimeInput(format="%H:%M"),
        required=False,
        error_messages={"invalid": _("Skriv tiden som 14:30.")},
    )


class CallForm(DetailsForm, WhenForm):
    """Whom to call, and what the child wishes."""

    day_2, at_2 = _another_day(), _another_time()
    day_3, at_3 = _another_day(), _another_time()
    day_4, at_4 = _another_day(), _another_time()
    day_5, at_5 = _another_day(), _another_time()
    child_comes = forms.BooleanField(
        label=_("Barnet kallas till mötet"),
        help_text=_("Barnet väljer själv om det vill komma. Barnet kan läsa om mötet även om det inte är med."),
        required=False,
        initial=True,
    )
    invited = forms.TypedMultipleChoiceField(
        label=_("Vilka fler ska vara med?"),
        help_text=_(
            "Här står bara de som samtycket släpper in, och kollegor på din enhet. Vårdnadshavarna kallas alltid."
        ),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Välj minst en person från en annan verksamhet."),
            "invalid_choice": _("Välj bland personerna i listan."),
        },
    )

    def __init__(self, *args: Any, people: Sequence[Assignment], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self._people = {person.pk: person for person in people}
        groups: dict[str, list[tuple[int, str]]] = {}
        for one in people:
            label = f"{one.person.full_name}, {one.get_profession_display()}"
            groups.setdefault(one.unit.name, []).append((one.pk, label))
        self.fields["invited"].choices = list(groups.items())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        times = [cleaned["starts_at"]] if "starts_at" in cleaned else []
        for number in range(2, rules.MOST_TIMES + 1):
            day, at = cleaned.get(f"day_{number}"), cleaned.get(f"at_{number}")
            if day and at:
                times.append(timezone.make_aware(datetime.combine(day, at)))
            elif (day or at) and not {f"day_{number}", f"at_{number}"} & set(self.errors):
                self.add_error(
                    f"at_{number}" if day else f"day_{number}", _("Skriv både dag och tid, eller töm raden.")
                )
        cleaned["proposed"] = times if len(times) > 1 else []
        return cleaned

    def other_times(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The rows for more times, as the page lays them out."""
        return [(self[f"day_{number}"], self[f"at_{number}"]) for number in range(2, rules.MOST_TIMES + 1)]

    @property
    def proposes(self) -> bool:
        """Whether any of those rows has something in it, or is wrong."""
        return any(field.value() or field.errors for row in self.other_times() for field in row)

    def call(self) -> dict[str, Any]:
        """What the action wants."""
        return {
            **self.when(),
            **self.details(),
            "proposed": self.cleaned_data["proposed"],
            "child_comes": self.cleaned_data["child_comes"],
            "invited": [self._people[pk] for pk in self.cleaned_data["invited"]],
        }


class EndForm(forms.Form):
    """Why there will be no cooperation."""

    because = forms.CharField(
        label=_("Varför blir det ingen samverkan?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[in_a_sentence],
        error_messages={"required": _("Skriv varför, så att den som läser senare förstår.")},
        max_length=2000,
    )
