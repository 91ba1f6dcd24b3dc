"""The form of a follow-up: three questions a goal, and what it all leads to."""

from collections.abc import Sequence
from typing import Any, Final, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kronobarn.core.choices import choices
from kronobarn.core.forms import NO_DAY
from kronobarn.core.reasons import lacks
from kronobarn.reviews.actions import Said
from kronobarn.reviews.models import GoalReview, Review
from kronobarn.reviews.reads import Beside
from kronobarn.reviews.rules import SAYS_WHY, Outcome, Verdict

ONE_IS_LEFT: Final = gettext_lazy(
    "Räcker det med en verksamhet avslutar ni planen. Stödet fortsätter i den verksamheten."
)
"""What is said where no service can leave the plan, so that it goes on with fewer: then it ends."""


def _text(label: Any, rows: int = 3, **rest: Any) -> forms.CharField:
    return forms.CharField(
        label=label, widget=forms.Textarea(attrs={"rows": rows}), max_length=3000, required=False, **rest
    )


class ReviewForm(forms.Form):
    """The whole follow-up. Fields of a goal are called `now_<id>`, `verdict_<id>` and so on."""

    held_on = forms.DateField(label=gettext_lazy("När följde ni upp?"), widget=forms.DateInput, error_messages=NO_DAY)
    came = forms.CharField(
        label=gettext_lazy("Vilka var med?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        error_messages={"required": gettext_lazy("Skriv vilka som var med.")},
    )
    child_view = forms.CharField(
        label=gettext_lazy("Vad säger barnet om hur det har gått?"),
        help_text=gettext_lazy("Med barnets egna ord. Var barnet inte med: skriv hur ni har frågat."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=3000,
        error_messages={"required": gettext_lazy("Skriv vad barnet säger, eller hur ni har frågat.")},
    )
    outcome = forms.ChoiceField(
        label=gettext_lazy("Vad leder uppföljningen till?"),
        choices=choices(Review.OUTCOMES),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj vad uppföljningen leder till."), "invalid_choice": ONE_IS_LEFT},
    )
    next_on = forms.DateField(
        label=gettext_lazy("När följer ni upp nästa gång?"),
        widget=forms.DateInput,
        required=False,
        error_messages=NO_DAY,
    )
    leaving = forms.MultipleChoiceField(
        label=gettext_lazy("Vilka verksamheter behövs inte längre?"),
        help_text=gettext_lazy("Bara om planen går vidare med färre."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("En av dem kan inte lämna planen nu. Välj igen.")},
    )
    because = _text(
        gettext_lazy("Varför avslutas planen?"),
        help_text=gettext_lazy("Bara om planen avslutas. Att en verksamhet klarar resten själv är ett bra skäl."),
    )
    evaluation_child = _text(gettext_lazy("Barnet: blev det bättre?"), rows=2)
    evaluation_guardians = _text(gettext_lazy("Vårdnadshavarna: blev det bättre?"), rows=2)

    def __init__(self, *args: Any, goals: Sequence[Beside], services: Sequence[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.goals = goals
        cast(forms.MultipleChoiceField, self.fields["leaving"]).choices = list(services)
        if not services:
            outcome = cast(forms.ChoiceField, self.fields["outcome"])
            outcome.choices = [(one, said) for one, said in choices(Review.OUTCOMES) if one != Outcome.STEP_DOWN]
            outcome.help_text = ONE_IS_LEFT
        for goal in goals:
            self._add(goal)

    def _add(self, goal: Beside) -> None:
        self.fields[f"now_{goal.pk}"] = forms.CharField(
            label=_("Hur är det nu?"),
            widget=forms.Textarea(attrs={"rows": 3}),
            max_length=3000,
            error_messages={"required": _("Mål %(number)d: skriv hur det är nu.") % {"number": goal.number}},
        )
        self.fields[f"verdict_{goal.pk}"] = forms.ChoiceField(
            label=_("Vad gör ni med målet?"),
            choices=choices(GoalReview.VERDICTS),
            widget=forms.RadioSelect,
            error_messages={"required": _("Mål %(number)d: välj vad ni gör med målet.") % {"number": goal.number}},
        )
        self.fields[f"why_{goal.pk}"] = _text(
            _("Varför?"), rows=2, help_text=_("Behövs när målet ändras eller inte fungerar.")
        )
        self.fields[f"outcome_{goal.pk}"] = _text(
            _("Målet med nya ord"), rows=2, help_text=_("Bara om målet ska stå på ett annat sätt från och med nu.")
        )

    def of(self, goal: Beside) -> list[forms.BoundField]:
        """The questions about one goal, for the page."""
        return [self[f"{name}_{goal.pk}"] for name in ("now", "verdict", "why", "outcome")]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for goal in self.goals:
            verdict = cleaned.get(f"verdict_{goal.pk}")
            missing = _("Mål %(number)d: skriv varför målet ändras eller inte fungerar.") % {"number": goal.number}
            if verdict in SAYS_WHY and (wrong := lacks(cleaned.get(f"why_{goal.pk}", ""), missing)):
                self.add_error(f"why_{goal.pk}", wrong)
        closes = cleaned.get("outcome") == Outcome.CLOSE
        if closes and (wrong := lacks(cleaned.get("because", ""), _("Skriv varför planen avslutas."))):
            self.add_error("because", wrong)
        return cleaned

    def finished(self) -> dict[str, Any]:
        """What the action wants."""
        cleaned = self.cleaned_data
        plain = ("held_on", "came", "child_view", "next_on", "because", "evaluation_child", "evaluation_guardians")
        return {
            **{name: cleaned[name] for name in plain},
            "outcome": Outcome(cleaned["outcome"]),
            "leaving": [UUID(party) for party in cleaned["leaving"]],
            "said": {
                goal.pk: Said(
                    now=cleaned[f"now_{goal.pk}"],
                    verdict=Verdict(cleaned[f"verdict_{goal.pk}"]),
                    why=cleaned[f"why_{goal.pk}"],
                    new_outcome=cleaned[f"outcome_{goal.pk}"],
                )
                for goal in self.goals
            },
        }
