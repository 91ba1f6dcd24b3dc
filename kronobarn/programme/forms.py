"""What is asked for about bodies, questions and decisions. Shape only."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.models import Organisation
from kronobarn.core import clock
from kronobarn.core.choices import choices
from kronobarn.core.forms import NOT_A_DAY, day
from kronobarn.core.reasons import in_a_sentence
from kronobarn.programme.models import Body, BodyDecision, Question
from kronobarn.programme.rules import AppliesTo, Outcome

TOO_LONG = _("Texten är för lång. Korta den.")
LATER = _("Lämna tomt om det inte finns någon sådan dag.")


class BodyField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Bodies, each with the principal that it decides for."""

    def label_from_instance(self, obj: Body) -> str:
        return f"{obj.organisation.name}, {obj.name}"

    def clean(self, value: Any) -> Any:
        """What is no id at all is not to be chosen either."""
        try:
            return super().clean(value)
        except forms.ValidationError as wrong:
            if getattr(wrong, "code", "") != "invalid":
                raise
            raise forms.ValidationError(self.error_messages["invalid_choice"]) from wrong


class ChangeBodyForm(forms.Form):
    """What a body is called, and its last day."""

    name = forms.CharField(
        label=_("Namn"),
        help_text=_("Till exempel socialnämnden. Byter organet namn står det gamla kvar bredvid."),
        max_length=120,
        error_messages={"required": _("Skriv vad organet heter."), "max_length": TOO_LONG},
    )
    until = forms.DateField(
        label=_("Sista dagen"),
        help_text=_("Om organet har upphört eller inte längre är med. Annars lämnar du tomt."),
        required=False,
        widget=forms.DateInput,
        error_messages={"invalid": NOT_A_DAY},
    )


class BodyForm(ChangeBodyForm):
    """A body that carries the process."""

    field_order = ("organisation", "name", "since")

    organisation = forms.ModelChoiceField(
        label=_("Huvudman"),
        queryset=Organisation.objects.order_by("name"),
        empty_label=_("Välj huvudman"),
        error_messages={
            "required": _("Välj vilken huvudman organet beslutar för."),
            "invalid_choice": _("Huvudmannen finns inte. Välj en i listan."),
        },
    )
    since = day(_("Med från"), initial=clock.today)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["until"]


class WantedByForm(forms.Form):
    """Until when answers are wanted: all that can move once there is one."""

    wanted_by = forms.DateField(
        label=_("Svar senast"),
        help_text=LATER,
        required=False,
        widget=forms.DateInput,
        error_messages={"invalid": NOT_A_DAY},
    )


class QuestionForm(WantedByForm):
    """What bodies are to decide."""

    field_order = ("title", "text", "applies_to", "document", "asked_on", "wanted_by", "bodies")

    title = forms.CharField(
        label=_("Rubrik"),
        max_length=200,
        error_messages={"required": _("Skriv kort vad frågan gäller."), "max_length": TOO_LONG},
    )
    text = forms.CharField(
        label=_("Förslag till beslut"),
        help_text=_("Det som organen ska ta ställning till, i samma ord som de har fått det."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=8000,
        error_messages={"required": _("Skriv vad organen ska ta ställning till."), "max_length": TOO_LONG},
    )
    applies_to = forms.ChoiceField(
        label=_("Vad gäller beslutet?"),
        choices=choices(Question.APPLIES_TO),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Välj vad beslutet gäller."),
            "invalid_choice": _("Valet finns inte. Välj ett i listan."),
        },
    )
    document = forms.CharField(
        label=_("Underlag"),
        help_text=_("Namn eller diarienummer på det som sändes ut."),
        required=False,
        max_length=200,
        error_messages={"max_length": TOO_LONG},
    )
    asked_on = day(_("Sänt"), initial=clock.today)

    def clean_applies_to(self) -> AppliesTo:
        return AppliesTo(self.cleaned_data["applies_to"])


class BodiesForm(forms.Form):
    """Which bodies are to decide."""

    bodies = BodyField(
        label=_("Vilka organ ska besluta?"),
        queryset=Body.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Välj minst ett organ."),
            "invalid_choice": _("Ett av organen går inte att välja längre. Välj i listan."),
        },
    )

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["bodies"]
        assert isinstance(field, BodyField)
        field.queryset = bodies


class AskForm(BodiesForm, QuestionForm):
    """A question and those who are to answer it."""


class WithdrawForm(forms.Form):
    """Why nothing more is awaited."""

    because = forms.CharField(
        label=_("Varför dras frågan tillbaka?"),
        max_length=300,
        validators=[in_a_sentence],
        error_messages={"required": _("Skriv varför, så att organen förstår."), "max_length": TOO_LONG},
    )


class DecisionForm(forms.Form):
    """What a body decided, when, and where it stands."""

    outcome = forms.ChoiceField(
        label=_("Vad beslutade organet?"),
        choices=[(key, words) for key, words in choices(BodyDecision.OUTCOMES) if key != Outcome.MISTAKE.value],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Välj vad organet beslutade."),
            "invalid_choice": _("Valet finns inte. Välj ett i listan."),
        },
    )
    decided_on = day(_("Beslutat den"))
    document = forms.CharField(
        label=_("Handling"),
        help_text=_("Protokollet och paragrafen, till exempel ”Protokoll 2026-11-12, § 84”."),
        max_length=200,
        error_messages={"required": _("Skriv i vilken handling beslutet står."), "max_length": TOO_LONG},
    )
    address = forms.URLField(
        label=_("Länk till handlingen"),
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": _("Skriv hela adressen, till exempel https://www.exempel.se/protokoll.")},
    )
    text = forms.CharField(
        label=_("Beslutet i ord"),
        help_text=_("Behövs när organet har ändrat något i förslaget."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=8000,
        error_messages={"max_length": TOO_LONG},
    )

    def clean_outcome(self) -> Outcome:
        return Outcome(self.cleaned_data["outcome"])


class CorrectionForm(DecisionForm):
    """What is right, and why the other was wrong."""

    because = forms.CharField(
        label=_("Varför rättas det?"),
        help_text=_("Står bredvid det gamla, som blir kvar och märks som rättat."),
        max_length=300,
        validators=[in_a_sentence],
        error_messages={"required": _("Skriv varför det rättas."), "max_length": TOO_LONG},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["outcome"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices(BodyDecision.OUTCOMES)
