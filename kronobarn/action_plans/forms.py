"""What is asked for about action plans. Shape only."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kronobarn.action_plans.models import Measure, Report
from kronobarn.action_plans.rules import Status
from kronobarn.action_plans.tree import group_name
from kronobarn.authorities.models import Assignment
from kronobarn.core import clock
from kronobarn.core.choices import choices
from kronobarn.core.forms import OneOf, day
from kronobarn.core.reasons import in_a_sentence
from kronobarn.programme.forms import TOO_LONG
from kronobarn.programme.models import BodyDecision, Group

NOT_THERE = _("Valet finns inte. Välj ett i listan.")


def line(label: Any, missing: Any, longest: int, **rest: Any) -> forms.CharField:
    said = {"required": missing, "max_length": TOO_LONG}
    return forms.CharField(label=label, max_length=longest, error_messages=said, **rest)


def text(label: Any, missing: Any = "", rows: int = 3, **rest: Any) -> forms.CharField:
    said = {"required": missing, "max_length": TOO_LONG}
    box = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, max_length=4000, widget=box, required=bool(missing), error_messages=said, **rest
    )


class Choice(OneOf):
    """One of some rows, or none."""

    def __init__(self, words: Any, **rest: Any) -> None:
        super().__init__(required=False, error_messages={"invalid_choice": NOT_THERE}, **rest)
        self.words = words

    def label_from_instance(self, obj: Any) -> str:
        return str(self.words(obj))


class PlanForm(forms.Form):
    """A plan's own words."""

    title = line(_("Rubrik"), _("Skriv vad planen heter."), 200)
    aim = text(_("Syfte"), _("Skriv vad planen är till för."), 4)


class GoalForm(forms.Form):
    """A goal."""

    title = line(_("Mål"), _("Skriv målet."), 200, help_text=_("Så kort att det går att minnas."))
    text = text(_("Vad målet innebär"))


class MeasureForm(forms.Form):
    """A measure."""

    title = line(_("Åtgärd"), _("Skriv åtgärden."), 300, help_text=_("Det som ska göras för att nå målet."))


class ActivityForm(forms.Form):
    """An activity: who does what, from when until when, and how it will be seen."""

    title = line(_("Aktivitet"), _("Skriv vad som ska göras."), 300)
    function = line(
        _("Ansvarig funktion"),
        _("Skriv vilken funktion som ansvarar."),
        200,
        help_text=_("Till exempel skolchefen. Skriv inget namn här: en antagen plan kan bli offentlig."),
    )
    group = Choice(
        group_name,
        label=_("Grupp"),
        queryset=Group.objects.none(),
        empty_label=_("Ingen grupp"),
    )
    owner = Choice(
        lambda one: f"{one.person.full_name}, {one.unit.name}",
        label=_("Den som svarar"),
        help_text=_(
            "Får frågan på Min dag, och ett brev om hen vill ha sådana. Syns bara för dem som arbetar i länet."
        ),
        queryset=Assignment.objects.none(),
        empty_label=_("Ingen: den som skriver planen frågar själv"),
    )
    mailbox = forms.EmailField(
        label=_("Funktionens brevlåda"),
        help_text=_(
            "Får brev om uppföljningen, också där ingen har konto. Skriv en funktions adress, inte en persons egen."
        ),
        required=False,
        max_length=254,
        error_messages={"invalid": _("Skriv en hel e-postadress, till exempel kansli@exempel.se.")},
    )
    since = day(_("Börjar"))
    until = day(_("Klart senast"))
    evidence = text(_("Så ser vi det"), _("Skriv hur ni kommer att se att det har blivit av och vad det har gett."))
    carries_out = Choice(
        lambda one: f"{one.goal.title}: {one.title}",
        label=_("Genomför länets åtgärd"),
        queryset=Measure.objects.none(),
        empty_label=_("Ingen: det är vårt eget"),
    )

    def __init__(self, *args: Any, groups: Any, owners: Any, measures: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("group", groups)
        self._offer("owner", owners)
        if measures is None:  # the county's own plan carries out nobody else's
            del self.fields["carries_out"]
        else:
            self._offer("carries_out", measures)

    def _offer(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, Choice)
        field.queryset = rows


class BecauseForm(forms.Form):
    """Why something goes."""

    because = line(_("Varför?"), _("Skriv varför."), 300, validators=[in_a_sentence])


class AdoptForm(forms.Form):
    """Who adopted the plan, and when."""

    adopted_on = day(_("Antagen den"), initial=clock.today)
    adopted_by = line(
        _("Antagen av"),
        _("Skriv vem som har antagit planen."),
        300,
        help_text=_("Till exempel styrgruppen, mötet 14 november, punkt 5. Skriv inga namn på personer."),
    )
    decision = Choice(
        lambda one: f"{one.awaited.body.organisation.name}, {one.awaited.body.name}: {one.document}",
        label=_("Beslut i ett politiskt organ"),
        help_text=_("Om ett organ har beslutat, och beslutet är inskrivet här."),
        queryset=BodyDecision.objects.none(),
        empty_label=_("Inget"),
    )
    seen = forms.CharField(widget=forms.HiddenInput, error_messages={"required": _("Ladda om sidan.")})

    def __init__(self, *args: Any, decisions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["decision"]
        assert isinstance(field, Choice)
        field.queryset = decisions


class ReportForm(forms.Form):
    """Where an activity stands."""

    status = forms.ChoiceField(
        label=_("Läge"),
        choices=choices(Report.STATUSES),
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj var aktiviteten står."), "invalid_choice": NOT_THERE},
    )
    words = text(_("Så går det"), _("Skriv en mening om hur det går."), help_text=_("En mening räcker."))
    seen = text(
        _("Det vi har sett"),
        help_text=_("Vad som visar att det har gett något. Skriv inget om enskilda barn."),
    )

    def clean_status(self) -> Status:
        return Status(self.cleaned_data["status"])


class FollowUpForm(forms.Form):
    """A round."""

    answer_by = day(_("Svar senast"))
    words = text(_("Något mer att säga"), help_text=_("Läses av dem som ska svara."))
