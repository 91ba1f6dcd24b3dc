"""What is typed while analysing, deciding and handing over."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kronobarn.assessments.forms.common import NeedsGround, elsewhere, grouped, necessity_field, text
from kronobarn.assessments.models import Analysis
from kronobarn.assessments.reads import Groups
from kronobarn.assessments.rules import NextStep
from kronobarn.circles.rules import Ground
from kronobarn.consents.rules import Decider
from kronobarn.core.reasons import in_a_sentence
from kronobarn.practice.pack import Pack

SEEN: Final = ("works", "worries", "unknown")
VIEWS: Final = ("child_view", "child_view_how", "guardians_view", "disagreement")


class AnalysisForm(forms.Form):
    """What is seen, the five questions, and how those it is about see it themselves."""

    works = text(gettext_lazy("Vad fungerar?"))
    worries = text(gettext_lazy("Vad oroar?"))
    unknown = text(
        gettext_lazy("Vad vet vi inte?"),
        help_text=gettext_lazy("Saknas något som behövs för att bestämma? Fråga efter det under Vi behöver veta mer."),
    )
    child_view = text(
        gettext_lazy("Hur ser barnet själv på det?"),
        help_text=gettext_lazy("Helst med barnets egna ord."),
    )
    child_view_how = forms.CharField(
        label=gettext_lazy("Hur vet du det?"),
        help_text=gettext_lazy("Vet du inte: skriv hur du har försökt få veta."),
        max_length=300,
        required=False,
    )
    guardians_view = text(gettext_lazy("Hur ser vårdnadshavarna på det?"))
    disagreement = text(
        gettext_lazy("Vad är ni inte överens om?"),
        help_text=gettext_lazy("Skriv vem som ser det hur. Ni behöver inte bli överens för att gå vidare."),
    )

    def __init__(self, *args: Any, pack: Pack, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        questions = {f"q_{question.key}": text(question.text) for question in pack.questions}
        seen = {name: self.fields.pop(name) for name in SEEN}
        self.fields = {**seen, **questions, **self.fields}

    def answers(self) -> dict[str, str]:
        """What was answered, by the questions' keys."""
        return {name[2:]: value for name, value in self.cleaned_data.items() if name.startswith("q_")}

    def words(self) -> dict[str, str]:
        """Everything else that was written."""
        return {name: value for name, value in self.cleaned_data.items() if not name.startswith("q_")}

    def parts(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields under their headings."""
        questions = [name for name in self.fields if name.startswith("q_")]
        headed = [(_("Det vi ser"), SEEN), (_("Fem frågor"), questions), (_("Hur de det gäller ser på det"), VIEWS)]
        return [(heading, [self[name] for name in names]) for heading, names in headed]

    @staticmethod
    def names(pack: Pack) -> list[str]:
        """What the fields are called."""
        return [*SEEN, *(f"q_{question.key}" for question in pack.questions), *VIEWS]

    @staticmethod
    def typed_before(analysis: Analysis | None) -> dict[str, str]:
        """A saved analysis as the form's first values."""
        if analysis is None:
            return {}
        answers = {f"q_{key}": str(value) for key, value in analysis.answers.items()}
        return answers | {name: getattr(analysis, name) for name in (*SEEN, *VIEWS)}


class DecideForm(NeedsGround):
    """The three ways on."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Vem kan möta barnets behov?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj vem som kan möta barnets behov.")},
    )
    reason = text(
        gettext_lazy("Varför bestämmer du så?"),
        4,
        required=True,
        help_text=gettext_lazy("Skriv så att barnet och familjen kan förstå."),
        validators=[in_a_sentence],
        error_messages={
            "required": gettext_lazy("Skriv varför du bestämmer så, så att barnet och familjen kan förstå.")
        },
    )
    to_assignment = forms.ChoiceField(
        label=gettext_lazy("Vem ska ta emot?"),
        required=False,
    )
    ground = forms.ChoiceField(
        label=gettext_lazy("Varför får analysen lämnas ut dit?"),
        widget=forms.RadioSelect,
        required=False,
    )
    necessity = necessity_field()

    def __init__(
        self,
        *args: Any,
        ways: Mapping[str, str],
        people: Groups,
        deciders: Sequence[Decider],
        area_id: int | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        decision = self.fields["decision"]
        assert isinstance(decision, forms.ChoiceField)
        decision.choices = list(ways.items())
        self.offer_oral(deciders)
        self.offer_grounds(area_id)
        to = self.fields["to_assignment"]
        assert isinstance(to, forms.ChoiceField)
        to.choices = grouped(people, _("Välj"))
        self.elsewhere = elsewhere(people)

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("decision") == NextStep.OTHER_SERVICE:
            to = self.cleaned_data.get("to_assignment", "")
            if not to and "to_assignment" not in self.errors:
                self.add_error("to_assignment", _("Välj vem som ska ta emot."))
            self.check_ground(to)
            if self.cleaned_data.get("ground") != Ground.CONSENT and to in self.elsewhere:
                self._demand_necessity()
        return self.cleaned_data

    def _demand_necessity(self) -> None:
        if not self.cleaned_data.get("necessity") and "necessity" not in self.errors:
            self.add_error("necessity", _("Skriv med en mening varför det behövs."))

    def receiver(self, people: Groups) -> tuple[str, str]:
        """The chosen receiver's name and unit, for the page that checks."""
        for unit, _other, members in people:
            for value, words in members:
                if value == self.cleaned_data["to_assignment"]:
                    return words, unit
        return "", ""

    def typed(self) -> Sequence[tuple[str, str]]:
        """Everything as hidden fields, so that what was checked is what is sent."""
        found = []
        for name in self.fields:
            value = self.cleaned_data.get(name)
            found += [(name, str(one)) for one in (value if isinstance(value, list) else [value or ""])]
        return found


class HandoverForm(forms.Form):
    """The receiver's answer."""

    answer = text(
        gettext_lazy("Svar till den som lämnar över"),
        max_length=500,
        help_text=gettext_lazy("Behövs bara om ni inte kan ta över. Skriv då varför."),
    )
