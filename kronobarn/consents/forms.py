"""Forms about consent. They know fields, labels and shape; what is allowed is for the actions to say."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kronobarn.consents import actions, pages, rules
from kronobarn.consents.models import Consent, LawfulAlternative, Maturity
from kronobarn.consents.rules import Basis, ChildsPart, Circumstances, Decider, Form, OralYes
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.choices import choices
from kronobarn.core.forms import NO_DAY, NOT_A_DAY
from kronobarn.core.reasons import in_a_sentence
from kronobarn.practice import pack
from kronobarn.ui.signs import quoted, with_and


def _services(label: Any, missing: Any, **rest: Any) -> Any:
    return forms.TypedMultipleChoiceField(
        label=label,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Välj bland verksamheterna i listan."), "required": missing},
        **rest,
    )


def _kinds(label: Any, missing: Any) -> Any:
    return forms.MultipleChoiceField(
        label=label,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Välj bland uppgifterna i listan."), "required": missing},
    )


def joint_needs(words: Mapping[str, str]) -> str:
    """What a meeting and a plan take, said where it is chosen."""
    named = with_and([quoted(words.get(key, key)) for key in sorted(rules.JOINT)])
    return gettext("För att ha ett möte och en plan tillsammans behövs ett ja till %(kind)s.") % {"kind": named}


class AskForm(forms.Form):
    """The question itself."""

    why = forms.CharField(
        label=_("Varför behöver ni prata med varandra?"),
        help_text=_("Skriv så att familjen förstår. Det här läser den som får frågan."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Skriv varför verksamheterna behöver prata med varandra.")},
        max_length=2000,
    )
    services = _services(_("Vilka ska få dela med varandra?"), _("Välj minst en verksamhet att dela med."))
    further = _services(_("Verksamheter på andra håll i länet"), "", required=False)
    kinds = _kinds(_("Vad ska de få berätta om?"), _("Välj vad det ska gå att berätta om."))
    until = forms.DateField(
        label=_("Till och med"),
        help_text=_("Ett halvår är vanligt. Högst ett år. Samtycket kan dras tillbaka när som helst."),
        widget=forms.DateInput,
        error_messages=NO_DAY,
    )

    def __init__(self, *args: Any, actor: Actor, version: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        words = pack.told(version).information_kinds
        near, far = pages.askable(actor)
        self.fields["services"].choices = near  # type: ignore[attr-defined]
        self.fields["further"].choices = far  # type: ignore[attr-defined]
        self.fields["kinds"].choices = list(words.items())  # type: ignore[attr-defined]
        self.fields["kinds"].help_text = joint_needs(words)
        self.initial.setdefault("until", rules.usual_until(clock.today()))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        further = cleaned.pop("further", [])
        if further and "services" not in self.data:
            self.errors.pop("services", None)
        cleaned["services"] = [*cleaned.get("services", []), *further]
        if "until" in cleaned:
            actions.sound_period(clock.today(), cleaned["until"])
        return cleaned


def languages(version: str) -> list[tuple[str, str]]:
    """The information about consent, in each language there is."""
    return [(text.key, text.name) for text in pack.of(version).consent_texts]


class AnswerForm(forms.Form):
    """One person's answer. Nothing is chosen from the start; what is not chosen is a no."""

    services = _services(_("De här får prata med varandra"), _("Välj vilka som får dela, eller svara nej."))
    kinds = _kinds(_("De får berätta om"), _("Välj vad de får berätta om, eller svara nej."))
    until = forms.DateField(label=_("Till och med"), widget=forms.DateInput, error_messages=NO_DAY)
    text_language = forms.ChoiceField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, consent: Consent, areas: dict[int, str], **rest: Any) -> None:
        super().__init__(*args, **rest)
        words = pack.told(consent.text_version).information_kinds
        self.fields["services"].choices = list(areas.items())  # type: ignore[attr-defined]
        self.fields["kinds"].choices = [  # type: ignore[attr-defined]
            (key, words.get(key, key)) for key in consent.asked_kinds
        ]
        if rules.JOINT & set(consent.asked_kinds):
            self.fields["kinds"].help_text = joint_needs(words)
        self.initial.setdefault("until", consent.asked_until)
        self.fields["text_language"].choices = languages(consent.text_version)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The button that says no leaves everything out; the other one needs something chosen."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.data.get("reply") != "no":
            return cleaned
        for name in ("services", "kinds", "until"):
            self.errors.pop(name, None)
        return {**cleaned, "services": [], "kinds": [], "until": None}


class RecordForm(AnswerForm):
    """An answer that was given aloud or on paper."""

    form = forms.ChoiceField(
        label=_("Hur gavs svaret?"),
        choices=choices({Form.ORAL: _("Muntligt"), Form.WRITTEN: _("Skriftligt")}),
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj om svaret gavs muntligt eller skriftligt.")},
    )
    said_on = forms.DateField(label=_("Vilken dag?"), widget=forms.DateInput, error_messages=NO_DAY)
    how = forms.CharField(
        label=_("Hur gick det till?"),
        help_text=_("Till exempel: i telefon, med tolk, eller vid utvecklingssamtalet."),
        max_length=300,
        error_messages={"required": _("Skriv hur svaret gavs, till exempel i telefon eller vid ett besök.")},
    )
    kept_at = forms.CharField(
        label=_("Var finns papperet?"),
        help_text=_("Om svaret gavs skriftligt. Till exempel: i barnets akt på expeditionen."),
        max_length=200,
        required=False,
    )
    text_language = forms.ChoiceField(
        label=_("På vilket språk läste personen informationen?"),
        required=False,
        error_messages={"invalid_choice": _("Välj ett av språken i listan.")},
    )
    interpreter = forms.ChoiceField(
        label=_("Var det en tolk med?"),
        choices=[("", _("Nej, ingen tolk")), *((key, capfirst(label)) for key, label in choices(Consent.INTERPRETERS))],
        widget=forms.RadioSelect,
        required=False,
    )
    interpreter_language = forms.CharField(
        label=_("Vilket språk tolkades det till?"),
        help_text=_("Skriv språket, inte tolkens namn."),
        max_length=60,
        required=False,
    )
    field_order = ["form", "said_on", "how", "kept_at", "text_language", "interpreter", "interpreter_language"]

    def clean(self) -> dict[str, Any]:
        """How the answer came about goes together, as the action takes it."""
        cleaned = super().clean()
        told = {each.name: cleaned.pop(each.name, "") for each in fields(Circumstances)}
        return {**cleaned, "circumstances": Circumstances(**told)}


class WithdrawForm(forms.Form):
    """Which services stop."""

    services = _services(
        _("Vilka ska sluta dela?"),
        _("Välj minst en verksamhet som inte längre ska få dela."),
        help_text=_("Välj alla om du vill dra tillbaka hela samtycket."),
    )
    how = forms.CharField(
        label=_("Hur sades det?"),
        help_text=_("Till exempel: i telefon i dag."),
        max_length=300,
        error_messages={"required": _("Skriv hur det sades, till exempel i telefon.")},
    )

    def __init__(self, *args: Any, areas: list[pages.Choice], own: bool, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["services"].choices = areas  # type: ignore[attr-defined]
        if own:
            del self.fields["how"]


class MaturityForm(forms.Form):
    """What somebody has come to about one child, and how."""

    part = forms.TypedChoiceField(
        label=_("Vad har ni kommit fram till?"),
        coerce=ChildsPart,
        choices=choices(Maturity.PARTS),
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vad ni har kommit fram till.")},
    )
    reason = forms.CharField(
        label=_("Hur har ni bedömt det?"),
        help_text=_("Vad barnet förstod av frågan, hur ni pratade med barnet, vilka som var med och vilken dag."),
        widget=forms.Textarea(attrs={"rows": 5}),
        validators=[in_a_sentence],
        error_messages={"required": _("Skriv hur ni har bedömt det.")},
        max_length=2000,
    )


class AlternativeForm(forms.Form):
    """The ground in law for doing without one guardian's yes."""

    basis = forms.TypedChoiceField(
        label=_("Vilken grund?"),
        coerce=Basis,
        choices=choices(LawfulAlternative.BASES),
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vilken grund som gäller.")},
    )
    reason = forms.CharField(
        label=_("Varför gäller den?"),
        help_text=_("Skriv vilket beslut eller vilken händelse, vem som har sett det och vilken dag."),
        widget=forms.Textarea(attrs={"rows": 4}),
        validators=[in_a_sentence],
        error_messages={"required": _("Skriv vad grunden är: vilket beslut, av vem, vilken dag.")},
        max_length=2000,
    )


class OralYesForm(forms.Form):
    """For forms in which something may be passed on with consent: what the family has said aloud, if nothing is
    written down before. The form's `necessity` says how they said it."""

    oral_givers = forms.MultipleChoiceField(
        label=_("Vilka har sagt ja?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    oral_kinds = forms.MultipleChoiceField(
        label=_("Vad har de sagt ja till att ni berättar om?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    oral_until = forms.DateField(
        label=_("Till och med"),
        help_text=_("Ett halvår är vanligt. Högst ett år. De kan ändra sig när de vill."),
        widget=forms.DateInput,
        required=False,
        error_messages={"invalid": NOT_A_DAY},
    )

    def offer_oral(self, deciders: Sequence[Decider]) -> None:
        """Those who decide today, by name."""
        words = pack.told().information_kinds
        self._deciders = {f"{one.role}:{one.pk or ''}": one for one in deciders}
        self.fields["oral_givers"].choices = [  # type: ignore[attr-defined]
            (value, one.full_name) for value, one in self._deciders.items()
        ]
        self.fields["oral_kinds"].choices = list(words.items())  # type: ignore[attr-defined]
        self.fields["oral_until"].initial = rules.usual_until(clock.today())

    def withhold_oral(self) -> None:
        """Nothing leaves its service here."""
        for name in ("oral_givers", "oral_kinds", "oral_until"):
            del self.fields[name]

    def check_oral(self) -> None:
        """A yes that is written down says who, what, until when and how. None at all: there is one already."""
        cleaned = self.cleaned_data
        if not cleaned.get("oral_givers") and not cleaned.get("oral_kinds"):
            return
        if not cleaned.get("oral_givers"):
            self.add_error("oral_givers", gettext("Välj vilka som har sagt ja."))
        if not cleaned.get("oral_kinds"):
            self.add_error("oral_kinds", gettext("Välj vad de har sagt ja till."))
        if not cleaned.get("oral_until") and "oral_until" not in self.errors:
            self.add_error("oral_until", gettext("Välj en dag."))
        if not cleaned.get("necessity", "").strip():
            self.add_error("necessity", gettext("Skriv hur de sa ja, till exempel i telefon i dag."))

    def oral(self) -> OralYes | None:
        """What was said aloud, when something was."""
        cleaned = self.cleaned_data
        until: date | None = cleaned.get("oral_until")
        if not cleaned.get("oral_givers") or until is None:
            return None
        return OralYes(
            givers=[self._deciders[value].key for value in cleaned["oral_givers"]],
            kinds=cleaned["oral_kinds"],
            until=until,
            how=cleaned["necessity"],
        )
