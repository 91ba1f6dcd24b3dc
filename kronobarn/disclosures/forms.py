"""What is asked for when something is passed on, asked for or answered. Shape only."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kronobarn.circles.models import RecordQuerySet
from kronobarn.core.choices import choices
from kronobarn.core.reasons import in_a_sentence, lacks
from kronobarn.disclosures.reads import Choice, offered
from kronobarn.disclosures.rules import GIVES, SAYS_WHY, Verdict
from kronobarn.grounds.rules import Ground, LegalGround

OTHER = "annan"
NOT_IN_LIST = _("Välj bland dem i listan.")


def _items(label: Any, *, required: bool = True) -> Any:
    return forms.TypedMultipleChoiceField(
        label=label,
        coerce=UUID,
        required=required,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Välj minst en handling."), "invalid_choice": NOT_IN_LIST},
    )


def _ground(label: Any, *, required: bool = True, **rest: Any) -> Any:
    return forms.TypedChoiceField(
        label=label,
        coerce=Ground,
        empty_value=None,
        required=required,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj på vilken grund det lämnas ut."), "invalid_choice": NOT_IN_LIST},
        **rest,
    )


def _words(label: Any, missing: Any, *, rows: int = 2, most: int = 500, a_sentence: bool = True, **rest: Any) -> Any:
    return forms.CharField(
        label=label,
        widget=forms.Textarea(attrs={"rows": rows}),
        max_length=most,
        validators=[in_a_sentence] if a_sentence else [],
        error_messages={"required": missing},
        **rest,
    )


def _depends(field: Any) -> Any:
    """A field that some of the answers need: it is not marked as optional."""
    field.depends = True
    return field


def in_words(grounds: list[LegalGround]) -> list[Choice]:
    """As "Familjen har sagt ja till att det lämnas vidare (samtycke)"."""
    return [(ground.code.value, f"{ground.in_words} ({str(ground.name).lower()})") for ground in grounds]


class ChooseForm(forms.Form):
    """First step: which records, and to whom."""

    items = _items(_("Vad ska lämnas vidare?"))
    to = forms.ChoiceField(
        label=_("Till vem?"),
        help_text=_("En verksamhet i taget: varje mottagare prövas för sig."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vem som ska få läsa det."), "invalid_choice": NOT_IN_LIST},
    )
    other = _depends(
        forms.ChoiceField(
            label=_("Vilken verksamhet, om den inte är med kring barnet?"),
            required=False,
            error_messages={"invalid_choice": NOT_IN_LIST},
        )
    )

    def __init__(
        self,
        *args: Any,
        rows: RecordQuerySet,
        here: list[Choice],
        elsewhere: list[tuple[str, list[Choice]]],
        **rest: Any,
    ) -> None:
        super().__init__(*args, **rest)
        self.fields["items"].choices = offered(rows)  # type: ignore[attr-defined]
        self.fields["to"].choices = [*here, (OTHER, gettext("En verksamhet som inte är med kring barnet"))]  # type: ignore[attr-defined]
        self.fields["other"].choices = [("", gettext("Välj verksamhet")), *elsewhere]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One recipient, from either list."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("to") == OTHER and "other" not in self.errors and not cleaned.get("other"):
            self.add_error("other", gettext("Välj vilken verksamhet."))
        return cleaned

    @property
    def area_id(self) -> int:
        cleaned = self.cleaned_data
        return int(cleaned["other"] if cleaned["to"] == OTHER else cleaned["to"])


class ReasonForm(forms.Form):
    """Second step: on what ground, and why it is needed."""

    ground = _ground(_("På vilken grund?"))
    necessity = _words(
        _("Varför behöver mottagaren det här?"),
        _("Skriv med en mening varför det behövs."),
        help_text=_("En mening. Den sparas med beslutet och kan läsas av den som tar emot."),
    )

    def __init__(self, *args: Any, grounds: list[LegalGround], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["ground"].choices = in_words(grounds)  # type: ignore[attr-defined]


class AskForm(forms.Form):
    """A request from a service: of whom, what, why, and the ground it believes in."""

    to_area = forms.TypedChoiceField(
        label=_("Vem frågar du?"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vem du frågar."), "invalid_choice": NOT_IN_LIST},
    )
    what = _words(
        _("Vad behöver ni veta?"),
        _("Skriv vad du vill veta."),
        rows=3,
        most=1000,
        a_sentence=False,
        help_text=_("Så avgränsat du kan. De som svarar ser det du skriver."),
    )
    why = _words(
        _("Varför behöver ni veta det?"),
        _("Skriv varför ni behöver veta det."),
        rows=3,
        most=1000,
        help_text=_("Skriv inte mer om barnet än vad som behövs för att de ska förstå frågan."),
    )
    ground = _ground(
        _("På vilken grund tror du att de kan lämna det?"),
        required=False,
        help_text=_("De som svarar prövar själva. Vet du inte, hoppa över frågan."),
    )

    def __init__(
        self, *args: Any, here: list[Choice], grounds: list[LegalGround], is_family: bool, **rest: Any
    ) -> None:
        super().__init__(*args, **rest)
        self.fields["to_area"].choices = here  # type: ignore[attr-defined]
        self.fields["ground"].choices = in_words(grounds)  # type: ignore[attr-defined]
        if is_family:
            del self.fields["why"], self.fields["ground"]
            self.fields["what"].label = gettext("Vad vill du läsa?")
            self.fields["what"].help_text = gettext("Till exempel: det som skrevs efter mötet i oktober.")


VERDICTS = {
    Verdict.GRANTED: _("Vi lämnar ut allt som begärs"),
    Verdict.IN_PART: _("Vi lämnar ut en del"),
    Verdict.REFUSED: _("Vi lämnar inte ut något"),
}


class AnswerForm(forms.Form):
    """The answer of those who were asked."""

    verdict = forms.TypedChoiceField(
        label=_("Vad svarar ni?"),
        coerce=Verdict,
        choices=choices(VERDICTS),
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vad ni svarar."), "invalid_choice": NOT_IN_LIST},
    )
    items = _depends(_items(_("Vad lämnas ut?"), required=False))
    ground = _depends(_ground(_("På vilken grund?"), required=False, help_text=_("Välj när något lämnas ut.")))
    necessity = _depends(
        _words(
            _("Varför behövs det?"),
            "",
            required=False,
            help_text=_("En mening, när något lämnas ut. Den sparas med beslutet."),
        )
    )
    answer = _depends(
        _words(
            _("Svar till den som frågade"),
            "",
            rows=3,
            most=1000,
            a_sentence=False,
            required=False,
            help_text=_(
                "Behövs när ni inte lämnar ut allt. Nämn inte det som inte lämnas ut: att det finns kan vara hemligt i sig."
            ),
        )
    )

    def __init__(
        self, *args: Any, rows: RecordQuerySet, grounds: list[LegalGround], to_family: bool, **rest: Any
    ) -> None:
        super().__init__(*args, **rest)
        self.fields["items"].choices = offered(rows)  # type: ignore[attr-defined]
        self.fields["ground"].choices = in_words(grounds)  # type: ignore[attr-defined]
        if to_family:
            del self.fields["ground"], self.fields["necessity"]

    def clean(self) -> dict[str, Any]:
        """What an answer needs follows from what it is."""
        cleaned: dict[str, Any] = super().clean() or {}
        verdict = cleaned.get("verdict")
        if verdict in GIVES:
            self._demand("items", gettext("Välj minst en handling."))
            self._demand("ground", gettext("Välj på vilken grund det lämnas ut."))
            self._demand("necessity", gettext("Skriv med en mening varför det behövs."))
        if verdict in SAYS_WHY:
            self._demand("answer", gettext("Skriv ett svar till den som har frågat."))
            self._explain("answer")
        if verdict == Verdict.REFUSED and cleaned.get("items"):
            self.add_error("items", gettext("Du har valt handlingar, men svarat att inget lämnas ut."))
        return cleaned

    def _demand(self, name: str, otherwise: str) -> None:
        if name in self.fields and name not in self.errors and not self.cleaned_data.get(name):
            self.add_error(name, otherwise)

    def _explain(self, name: str) -> None:
        if name not in self.errors and (wrong := lacks(self.cleaned_data[name], "")):
            self.add_error(name, wrong)


def hidden(*filled: forms.Form) -> list[tuple[str, str]]:
    """Everything as it was chosen, so that what was checked is what is sent."""
    return [
        (name, str(one))
        for form in filled
        for name, value in form.cleaned_data.items()
        for one in (value if isinstance(value, list) else [value])
        if one not in (None, "")
    ]
