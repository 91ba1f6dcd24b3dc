"""What is asked for about units, visits and target groups. Shape only."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.models import Organisation
from kronobarn.core import clock
from kronobarn.core.choices import choices
from kronobarn.core.forms import NOT_A_DAY, day
from kronobarn.core.reasons import in_a_sentence
from kronobarn.implementation import rules
from kronobarn.implementation.models import Reply, Request, StepTaken, Telling
from kronobarn.implementation.rules import ReplyKind, RequestKind, Step, TargetGroup
from kronobarn.programme.forms import TOO_LONG

NOT_THERE = _("Valet finns inte. Välj ett i listan.")
NOBODY = _("Skriv inte om enskilda barn, familjer eller medarbetare.")


class StepForm(forms.Form):
    """How far a unit has come."""

    step = forms.ChoiceField(
        label=_("Hur långt har enheten kommit?"),
        choices=choices(StepTaken.STEPS),
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj hur långt enheten har kommit."), "invalid_choice": NOT_THERE},
    )
    since = day(_("Från och med"), initial=clock.today)
    note = forms.CharField(
        label=_("Anteckning"), help_text=NOBODY, required=False, max_length=300, error_messages={"max_length": TOO_LONG}
    )

    def clean_step(self) -> Step:
        return Step(self.cleaned_data["step"])


class BecauseForm(forms.Form):
    """Why something is put right."""

    because = forms.CharField(
        label=_("Varför rättas det?"),
        help_text=_("Står bredvid det gamla, som blir kvar och märks som rättat."),
        max_length=300,
        validators=[in_a_sentence],
        error_messages={"required": _("Skriv varför det rättas."), "max_length": TOO_LONG},
    )


class StepCorrectionForm(BecauseForm, StepForm):
    """What is right, and why the other was wrong."""

    field_order = ("step", "since", "note", "because")


class RequestForm(forms.Form):
    """What a unit asks of those who lead the process."""

    kind = forms.ChoiceField(
        label=_("Vad vill ni?"),
        choices=[
            (RequestKind.VISIT.value, _("Att processledaren kommer på besök")),
            (RequestKind.QUESTION.value, _("Ha svar på en fråga")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vad ni vill."), "invalid_choice": NOT_THERE},
    )
    text = forms.CharField(
        label=_("Vad gäller det?"),
        help_text=NOBODY,
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        error_messages={"required": _("Skriv vad det gäller."), "max_length": TOO_LONG},
    )
    wished = forms.CharField(
        label=_("När passar det?"),
        help_text=_("Till exempel en arbetsplatsträff. Lämna tomt om det är en fråga."),
        required=False,
        max_length=200,
        error_messages={"max_length": TOO_LONG},
    )

    def clean_kind(self) -> RequestKind:
        return RequestKind(self.cleaned_data["kind"])


class ReplyForm(forms.Form):
    """What is said to a request."""

    kind = forms.ChoiceField(
        label=_("Svar"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vad du svarar."), "invalid_choice": NOT_THERE},
    )
    day = forms.DateField(
        label=_("Dag för besöket"),
        help_text=_("När besöket är eller var. Annars lämnar du tomt."),
        required=False,
        widget=forms.DateInput,
        error_messages={"invalid": NOT_A_DAY},
    )
    text = forms.CharField(
        label=_("Svar i ord"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        error_messages={"max_length": TOO_LONG},
    )

    def __init__(self, *args: Any, kinds: Sequence[ReplyKind], with_a_day: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.value, Reply.KINDS[one]) for one in kinds]
        if not with_a_day:
            del self.fields["day"]

    def clean_kind(self) -> ReplyKind:
        return ReplyKind(self.cleaned_data["kind"])

    def clean(self) -> dict[str, Any]:
        return {"day": None} | (super().clean() or self.cleaned_data)


class TellingForm(forms.Form):
    """Who has been told what, how and when."""

    group = forms.ChoiceField(
        label=_("Vilka har fått veta något?"),
        choices=choices(Telling.GROUPS),
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vilka som har fått veta något."), "invalid_choice": NOT_THERE},
    )
    organisation = forms.ModelChoiceField(
        label=_("Var?"),
        queryset=Organisation.objects.none(),
        required=False,
        error_messages={"invalid_choice": NOT_THERE, "required": _("Välj var.")},
    )
    what = forms.CharField(
        label=_("Vad fick de veta?"),
        max_length=300,
        error_messages={"required": _("Skriv vad de fick veta."), "max_length": TOO_LONG},
    )
    how = forms.CharField(
        label=_("Hur?"),
        help_text=_("Till exempel på föräldramöten i alla förskolor."),
        max_length=200,
        error_messages={"required": _("Skriv hur de fick veta det."), "max_length": TOO_LONG},
    )
    told_on = day(_("Dag"), initial=clock.today)

    def __init__(self, *args: Any, organisations: Any, whole_county: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = organisations
        field.required = not whole_county
        field.empty_label = _("Hela länet") if whole_county else _("Välj var")

    def clean_group(self) -> TargetGroup:
        return TargetGroup(self.cleaned_data["group"])


class TellingCorrectionForm(BecauseForm, TellingForm):
    """What is right, and why the other was wrong."""

    field_order = ("group", "organisation", "what", "how", "told_on", "because")


def of_request(request: Request) -> dict[str, Any]:
    """What the form for a reply offers."""
    visit = request.kind == RequestKind.VISIT
    return {"kinds": rules.TO_A_VISIT if visit else rules.TO_A_QUESTION, "with_a_day": visit}
