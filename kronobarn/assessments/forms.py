"""What is typed while gathering, analysing and deciding. Shape only: the actions know the rules."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kronobarn.assessments.models import TOLD_HOW, Analysis
from kronobarn.assessments.reads import Groups
from kronobarn.assessments.rules import NextStep, Perspective, ToldHow
from kronobarn.circles.rules import GROUNDS_TO_CHOOSE, Ground
from kronobarn.consents.forms import OralYesForm
from kronobarn.consents.rules import Decider
from kronobarn.core import clock
from kronobarn.core.choices import choices
from kronobarn.grounds.forms import offered
from kronobarn.practice.pack import Pack

KEEP = "keep"
"""The choice of not passing on what one writes."""
ASK_WITHIN = timedelta(days=10)


def as_ground(value: str) -> Ground | None:
    return Ground(value) if value in GROUNDS_TO_CHOOSE else None


def _text(label: Any, rows: int = 3, **options: Any) -> forms.CharField:
    options.setdefault("required", False)
    options.setdefault("max_length", 8000)
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **options)


def _grouped(groups: Groups, empty: str) -> list[Any]:
    found: list[Any] = [("", empty)]
    for name, other, people in groups:
        found.append((_("%(unit)s (annan verksamhet)") % {"unit": name} if other else name, people))
    return found


def _elsewhere(groups: Groups) -> set[str]:
    return {value for _name, other, people in groups if other for value, _words in people}


class _NeedsGround(OralYesForm):
    """A choice of somebody, and a ground when that somebody works in another secrecy area."""

    elsewhere: set[str]

    def offer_grounds(self, area_id: int | None) -> None:
        ground = self.fields["ground"]
        assert isinstance(ground, forms.ChoiceField)
        ground.choices = offered(area_id)

    def check_ground(self, chosen: str) -> None:
        if chosen in self.elsewhere and not self.cleaned_data.get("ground"):
            self.add_error("ground", _("Välj varför uppgifterna får lämnas till en annan verksamhet."))
        if self.cleaned_data.get("ground") == Ground.CONSENT:
            self.check_oral()


class AskForm(_NeedsGround):
    """Whom to ask, by when, and on what ground."""

    who = forms.ChoiceField(
        label=gettext_lazy("Vem vill du fråga?"),
        error_messages={"required": gettext_lazy("Välj vem du vill fråga.")},
    )
    question = _text(
        gettext_lazy("Vad vill du veta?"),
        max_length=500,
        help_text=gettext_lazy("Den du frågar ser bara det här och det hen själv skriver. Skriv inget om barnet."),
    )
    due_on = forms.DateField(
        label=gettext_lazy("Klart senast"),
        widget=forms.DateInput,
        error_messages={"required": gettext_lazy("Välj en dag.")},
    )
    ground = forms.ChoiceField(
        label=gettext_lazy("Varför får en annan verksamhet veta att du frågar?"),
        help_text=gettext_lazy("Behövs bara när du frågar någon i en annan verksamhet."),
        widget=forms.RadioSelect,
        required=False,
    )
    necessity = forms.CharField(
        label=gettext_lazy("Varför behövs det?"),
        help_text=gettext_lazy("Bygger det på samtycke: skriv hur de sa ja."),
        max_length=500,
        required=False,
    )

    def __init__(
        self, *args: Any, people: Groups, deciders: Sequence[Decider], area_id: int | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer_oral(deciders)
        self.offer_grounds(area_id)
        who = self.fields["who"]
        assert isinstance(who, forms.ChoiceField)
        who.choices = _grouped(people, _("Välj"))
        self.elsewhere = _elsewhere(people)
        self.fields["due_on"].initial = clock.today() + ASK_WITHIN

    def clean(self) -> dict[str, Any]:
        self.check_ground(self.cleaned_data.get("who", ""))
        return self.cleaned_data


SOMEBODY_ELSE = "other"
"""The words are not a guardian's own: somebody else speaks of how the guardians see it."""


def told_how_field(*, required: bool = True) -> forms.ChoiceField:
    """How somebody told the one who writes."""
    return forms.ChoiceField(
        label=gettext_lazy("Hur berättades det?"),
        choices=choices(TOLD_HOW),
        initial=ToldHow.IN_PERSON.value,
        widget=forms.RadioSelect,
        required=required,
        error_messages={"required": gettext_lazy("Välj hur det berättades.")},
    )


class TellForm(OralYesForm):
    """One area of the wheel, in the words of the one who tells."""

    exact_words = _text(gettext_lazy("Ordagrant"), 3)
    works = _text(gettext_lazy("Det som fungerar"), 4)
    hard = _text(gettext_lazy("Det som är svårt"), 4)
    said_by = forms.CharField(
        label=gettext_lazy("Vem sa det, och när?"),
        help_text=gettext_lazy("Till exempel: Elsa, i ett samtal på skolan."),
        max_length=200,
        required=False,
    )
    told_by = forms.ChoiceField(
        label=gettext_lazy("Vems ord är det?"),
        help_text=gettext_lazy("Vårdnadshavaren ser sedan det du har skrivit ner."),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj vem det är som berättar.")},
    )
    told_how = told_how_field(required=False)
    told_all = forms.BooleanField(
        label=gettext_lazy("Hen har berättat allt hen vill. Markera hen som klar."),
        help_text=gettext_lazy("Då behöver hen inte skriva själv. Låt rutan vara tom om ni ska prata om fler områden."),
        required=False,
    )
    happened_on = forms.DateField(
        label=gettext_lazy("När var det?"),
        widget=forms.DateInput,
        error_messages={"required": gettext_lazy("Välj dagen då det sas eller sågs.")},
    )
    share = forms.ChoiceField(
        label=gettext_lazy("Får den som frågar läsa det du skriver?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj om det du skriver ska lämnas ut.")},
    )
    necessity = forms.CharField(
        label=gettext_lazy("Varför?"),
        help_text=gettext_lazy("Skriv varför det behövs, hur de sa ja, eller varför du inte lämnar ut det."),
        max_length=500,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        reader: Perspective,
        perspective: Perspective,
        shares: bool,
        guardians: Sequence[tuple[str, str]] = (),
        settles: bool = False,
        deciders: Sequence[Decider] = (),
        area_id: int | None = None,
        to_area_id: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if shares:
            self.offer_oral(deciders)
        else:
            self.withhold_oral()
        self.names_guardian = bool(guardians)
        told = reader == Perspective.PROFESSIONAL and perspective != reader
        self.fields["happened_on"].initial = clock.today()
        share = self.fields["share"]
        assert isinstance(share, forms.ChoiceField)
        yes = [(value, _("Ja. %(ground)s") % {"ground": words}) for value, words in offered(area_id, to_area_id)()]
        share.choices = [*yes, (KEEP, _("Nej, jag lämnar inte ut det"))]
        unneeded: Iterable[str] = []
        if not told:
            unneeded = ["exact_words", "said_by"]
        if not guardians:
            unneeded = [*unneeded, "told_by"]
        if not settles:
            unneeded = [*unneeded, "told_all"]
        if not (guardians or settles):
            unneeded = [*unneeded, "told_how"]
        if not shares:
            unneeded = [*unneeded, "share", "necessity"]
        if reader != Perspective.PROFESSIONAL:
            unneeded = [*unneeded, "happened_on"]
        for name in unneeded:
            del self.fields[name]
        if guardians:
            whose = self.fields["told_by"]
            assert isinstance(whose, forms.ChoiceField)
            whose.choices = [*guardians, (SOMEBODY_ELSE, _("Någon annan, eller flera tillsammans"))]
        self._word_it(reader, perspective, told)

    def _word_it(self, reader: Perspective, perspective: Perspective, told: bool) -> None:
        """The same questions, asked so that each reader understands them."""
        works, hard = self.fields["works"], self.fields["hard"]
        if told:
            child = perspective == Perspective.CHILD
            works.label = _("Det som fungerar, enligt barnet") if child else _("Det som fungerar, enligt hen")
            hard.label = _("Det som är svårt, enligt barnet") if child else _("Det som är svårt, enligt hen")
            words = self.fields["exact_words"]
            words.label = _("Barnets egna ord") if child else _("Egna ord")
            words.help_text = _("Skriv ordagrant, så som det sas. Läs gärna upp det och fråga om det blev rätt.")
            words.required = True
            self.fields["said_by"].required = not self.names_guardian
            words.error_messages["required"] = _("Skriv minst en sak ordagrant, så som det sas.")
            self.fields["said_by"].error_messages["required"] = _(
                "Skriv vem som sa det och när, till exempel Elsa, i ett samtal med kuratorn."
            )
        elif reader == Perspective.CHILD:
            works.label, hard.label = _("Vad är bra?"), _("Vad är svårt?")
        elif reader == Perspective.GUARDIAN:
            works.label, hard.label = _("Vad fungerar bra?"), _("Vad är svårt?")
        else:
            works.help_text = _("Skriv det du har sett eller hört. Håll isär det du vet från det du tror.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("share") == Ground.CONSENT:
            self.check_oral()
        if self.names_guardian:
            if cleaned.get("told_by") == SOMEBODY_ELSE and not cleaned.get("said_by") and "said_by" not in self.errors:
                self.add_error("said_by", _("Skriv vem som sa det och när."))
            if cleaned.get("told_by") == SOMEBODY_ELSE and cleaned.get("told_all"):
                self.add_error("told_all", _("Välj vilken vårdnadshavare som är klar, eller låt rutan vara tom."))
        if cleaned.get("told_all") and not cleaned.get("told_how") and "told_how" not in self.errors:
            self.add_error("told_how", _("Välj hur det berättades."))
        return cleaned


class ToldForm(forms.Form):
    """Somebody of the family has told a member of staff all they wanted."""

    told_how = told_how_field()


class FinishForm(forms.Form):
    """A no to telling, with its reason."""

    reason = _text(gettext_lazy("Varför?"), max_length=500)

    def __init__(self, *args: Any, must_say_why: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = must_say_why
        self.fields["reason"].error_messages["required"] = _(
            "Skriv varför du inte kan berätta, så att den som frågar kan gå vidare."
        )


class AnalysisForm(forms.Form):
    """The five questions, and the child's own view."""

    child_view = _text(
        gettext_lazy("Hur ser barnet själv på det?"),
        help_text=gettext_lazy("Helst med barnets egna ord."),
    )
    child_view_how = forms.CharField(
        label=gettext_lazy("Hur vet du det?"),
        help_text=gettext_lazy("Vet du inte: skriv hur du har försökt få veta."),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, pack: Pack, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        questions = {f"q_{question.key}": _text(question.text) for question in pack.questions}
        self.fields = {**questions, **self.fields}

    def answers(self) -> dict[str, str]:
        """What was answered, by the questions' keys."""
        return {name[2:]: value for name, value in self.cleaned_data.items() if name.startswith("q_")}

    @staticmethod
    def typed_before(analysis: Analysis | None) -> dict[str, str]:
        """A saved analysis as the form's first values."""
        if analysis is None:
            return {}
        answers = {f"q_{key}": str(value) for key, value in analysis.answers.items()}
        return {**answers, "child_view": analysis.child_view, "child_view_how": analysis.child_view_how}


class DecideForm(_NeedsGround):
    """The three ways on."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Vem kan möta barnets behov?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj vem som kan möta barnets behov.")},
    )
    reason = _text(
        gettext_lazy("Varför bestämmer du så?"),
        4,
        required=True,
        help_text=gettext_lazy("Skriv så att barnet och familjen kan förstå."),
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
    necessity = forms.CharField(
        label=gettext_lazy("Varför behövs det?"),
        help_text=gettext_lazy("Bygger det på samtycke: skriv hur de sa ja."),
        max_length=500,
        required=False,
    )

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
        to.choices = _grouped(people, _("Välj"))
        self.elsewhere = _elsewhere(people)

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("decision") == NextStep.OTHER_SERVICE:
            to = self.cleaned_data.get("to_assignment", "")
            if not to and "to_assignment" not in self.errors:
                self.add_error("to_assignment", _("Välj vem som ska ta emot."))
            self.check_ground(to)
        return self.cleaned_data

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

    answer = _text(
        gettext_lazy("Svar till den som lämnar över"),
        max_length=500,
        help_text=gettext_lazy("Behövs bara om ni inte kan ta över. Skriv då varför."),
    )
