"""What is asked for when a signal is sent and when a matter is closed. Shape only."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kronobarn.circles.rules import Ground
from kronobarn.concerns.models import Matter, Signal
from kronobarn.concerns.rules import ENDS, Knows, Outcome, State
from kronobarn.core import clock
from kronobarn.core.choices import choices
from kronobarn.core.forms import NOT_A_DAY
from kronobarn.core.reasons import in_a_sentence
from kronobarn.grounds.forms import offered


class NoticeForm(forms.Form):
    """What was seen, by whom, when, and who knows about it."""

    what_was_seen = forms.CharField(
        label=gettext_lazy("Vad har du sett eller hört?"),
        help_text=gettext_lazy(
            "Skriv det som hände, så ordagrant du kan. Håll isär det du sett från det du tror. "
            "Skriv också det som fungerar bra, om du vet något."
        ),
        widget=forms.Textarea(attrs={"rows": 7}),
        max_length=8000,
        error_messages={
            "required": gettext_lazy("Skriv vad du har sett eller hört."),
            "max_length": gettext_lazy("Texten är för lång. Korta den till högst 8 000 tecken."),
        },
    )
    seen_on = forms.DateField(
        label=gettext_lazy("När hände det?"),
        help_text=gettext_lazy("Har det hänt flera gånger skriver du den senaste dagen."),
        widget=forms.DateInput,
        error_messages={
            "required": gettext_lazy("Skriv vilken dag det hände."),
            "invalid": NOT_A_DAY,
        },
    )
    who_noticed = forms.CharField(
        label=gettext_lazy("Vem såg eller hörde det, om det inte var du?"),
        help_text=gettext_lazy("Till exempel ”fritidsledaren” eller ”en klasskompis”."),
        required=False,
        max_length=200,
    )
    child_knows = forms.ChoiceField(
        label=gettext_lazy("Vet barnet att du skickar det här?"),
        choices=choices(Signal.KNOWS),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj om barnet vet om det.")},
    )
    guardians_know = forms.ChoiceField(
        label=gettext_lazy("Vet vårdnadshavarna om det?"),
        choices=choices(Signal.KNOWS),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj om vårdnadshavarna vet om det.")},
    )
    urgent = forms.BooleanField(
        label=gettext_lazy("Det brådskar: någon behöver läsa det i dag"),
        required=False,
    )
    ground = forms.ChoiceField(
        label=gettext_lazy("Varför får uppgifterna lämnas till den som ansvarar?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj varför uppgifterna får lämnas till den som ansvarar.")},
    )
    necessity = forms.CharField(
        label=gettext_lazy("Förklara kort"),
        help_text=gettext_lazy("Varför behöver det lämnas? Har familjen sagt ja: vem sa det, och hur?"),
        max_length=500,
        validators=[in_a_sentence],
        error_messages={"required": gettext_lazy("Skriv med en mening varför det behövs.")},
    )

    def __init__(
        self,
        *args: Any,
        to_area_id: int | None,
        is_family: bool,
        is_child: bool = False,
        area_id: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        ground = self.fields["ground"]
        assert isinstance(ground, forms.ChoiceField)
        # Not consent: it is asked of everyone who decides, by those who work with the child, so that it can be taken back.
        ground.choices = lambda: [choice for choice in offered(area_id, to_area_id)() if choice[0] != Ground.CONSENT]
        if to_area_id is None:
            del self.fields["ground"], self.fields["necessity"]
        if is_child:
            self._speak_to_the_child()
        elif is_family:
            self.fields["guardians_know"].label = _("Vet den andra vårdnadshavaren om det?")

    def _speak_to_the_child(self) -> None:
        """Questions in words for the child, without those that the child answers by writing at all."""
        del self.fields["child_knows"], self.fields["who_noticed"]
        self.fields["what_was_seen"].label = _("Vad vill du berätta?")
        self.fields["what_was_seen"].help_text = _(
            "Skriv med dina egna ord. Du kan skriva om det som är svårt och om det som är bra."
        )
        self.fields["guardians_know"].label = _("Vet dina vårdnadshavare att du berättar det här?")

    def clean(self) -> dict[str, Any]:
        """A day that has been."""
        cleaned = super().clean() or {}
        if "child_knows" not in self.fields:
            cleaned["child_knows"] = Knows.YES.value
        seen_on = cleaned.get("seen_on")
        if seen_on is not None and seen_on > clock.today():
            self.add_error("seen_on", _("Dagen har inte varit än. Skriv dagen då det hände."))
        if "ground" in cleaned:
            cleaned["ground"] = Ground(cleaned["ground"])
        return cleaned


class CloseForm(forms.Form):
    """How the matter ends, and why."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Hur slutade det?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Välj hur det slutade."),
            "invalid_choice": gettext_lazy("Ärendet kan inte avslutas så från där det är nu. Välj ett av svaren."),
        },
    )
    because = forms.CharField(
        label=gettext_lazy("Varför?"),
        help_text=gettext_lazy("Några meningar om vad som gjordes och varför det räcker. Läses bara av er verksamhet."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        validators=[in_a_sentence],
        error_messages={
            "required": gettext_lazy("Skriv varför ärendet avslutas, så att den som läser senare förstår.")
        },
    )

    def __init__(self, *args: Any, state: State, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["outcome"]
        assert isinstance(field, forms.ChoiceField)
        # Nothing ends what somebody else has ended meanwhile; what was chosen can still be said in words.
        ends = ENDS[state] or frozenset(Outcome)
        field.choices = [
            (outcome.value, Matter.OUTCOMES[outcome])
            for outcome in Outcome
            if outcome in ends and outcome not in DECIDED_ELSEWHERE
        ]


DECIDED_ELSEWHERE = frozenset({Outcome.HANDED_OVER, Outcome.PLAN_DONE})
"""Ends that follow from a receipt and from the last follow-up of the plan."""
