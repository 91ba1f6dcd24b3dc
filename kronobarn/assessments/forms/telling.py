"""One area of the wheel, in words."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kronobarn.assessments.forms.common import text, told_how_field
from kronobarn.assessments.models import KNOWN
from kronobarn.assessments.rules import KNOWN_HOW, Perspective
from kronobarn.circles.rules import Ground
from kronobarn.consents.forms import OralYesForm
from kronobarn.consents.rules import Decider
from kronobarn.core import clock
from kronobarn.core.reasons import in_a_sentence
from kronobarn.grounds.forms import offered

KEEP = "keep"
"""The choice of not passing on what one writes."""


SOMEBODY_ELSE = "other"
"""The words are not a guardian's own: somebody else speaks of how the guardians see it."""


class TellForm(OralYesForm):
    """One area of the wheel, in the words of the one who tells."""

    exact_words = text(gettext_lazy("Ordagrant"), 3)
    works = text(gettext_lazy("Det som fungerar"), 4)
    hard = text(gettext_lazy("Det som är svårt"), 4)
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
    known_how = forms.ChoiceField(
        label=gettext_lazy("Hur vet du det?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj hur du fick veta det.")},
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
        validators=[in_a_sentence],
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
            unneeded = [*unneeded, "happened_on", "known_how"]
        for name in unneeded:
            del self.fields[name]
        if guardians:
            whose = self.fields["told_by"]
            assert isinstance(whose, forms.ChoiceField)
            whose.choices = [*guardians, (SOMEBODY_ELSE, _("Någon annan, eller flera tillsammans"))]
        if reader == Perspective.PROFESSIONAL:
            known = self.fields["known_how"]
            assert isinstance(known, forms.ChoiceField)
            known.choices = [(way.value, capfirst(KNOWN[way])) for way in KNOWN_HOW[perspective]]
            known.initial = KNOWN_HOW[perspective][0].value
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
