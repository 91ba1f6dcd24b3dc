"""What is typed and chosen around the wheel with the child."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kronobarn.accounts import stepup
from kronobarn.accounts.code_form import CODE
from kronobarn.assessments.models import CHILD_ANSWERS, FEELINGS
from kronobarn.assessments.rules import ChildAnswer
from kronobarn.core import clock, uploads
from kronobarn.core.choices import choices
from kronobarn.core.forms import NO_DAY
from kronobarn.ui.signs import commas
from kronobarn.wheel.actions import Said, Wish
from kronobarn.wheel.models import Sitting
from kronobarn.wheel.reads import Audience, Reply
from kronobarn.wheel.rules import HEAR_WITHIN, LONGEST_WORDS, OWN_PICTURES, TALK_AGAIN_WITHIN, ShownAs

ONLY_US, THE_REST = "us", "the_rest"
BESIDE = frozenset({ChildAnswer.WILL_NOT_SAY, ChildAnswer.DOES_NOT_KNOW})


class StartForm(forms.Form):
    """What is settled before the screen is turned."""

    present = forms.CharField(
        label=gettext_lazy("Vilka är med?"),
        help_text=gettext_lazy("Till exempel: barnet och kuratorn. Är någon till med, fråga barnet om det är okej."),
        max_length=300,
        error_messages={"required": gettext_lazy("Skriv vilka som är med, till exempel barnet och kuratorn.")},
    )
    language = forms.ChoiceField(label=gettext_lazy("Språk"), widget=forms.RadioSelect)
    band = forms.ChoiceField(
        label=gettext_lazy("Frågor och svar"),
        help_text=gettext_lazy("Valt efter barnets ålder. Välj det som passar barnet bäst."),
        widget=forms.RadioSelect,
    )
    shown_as = forms.ChoiceField(
        label=gettext_lazy("Det som visas"), choices=choices(Sitting.SHOWN_AS), widget=forms.RadioSelect
    )
    own_picture = forms.ChoiceField(
        label=gettext_lazy("Barnets egen bild"),
        help_text=gettext_lazy("Barnet väljer. Den syns bara på barnets skärm och blad."),
        widget=forms.RadioSelect,
        required=False,
    )
    nickname = forms.CharField(
        label=gettext_lazy("Vad vill barnet kallas på skärmen?"),
        help_text=gettext_lazy("Det visas aldrig som namn för någon annan."),
        max_length=40,
        required=False,
    )
    talk_again_on = forms.DateField(
        label=gettext_lazy("När pratar ni igen?"), widget=forms.DateInput, error_messages=NO_DAY
    )
    hears_on = forms.DateField(
        label=gettext_lazy("När får barnet senast veta vad som händer?"),
        widget=forms.DateInput,
        error_messages=NO_DAY,
    )

    def __init__(
        self,
        *args: Any,
        languages: Sequence[tuple[str, str]],
        language: str,
        unreviewed: Sequence[str],
        bands: Sequence[tuple[str, str]],
        band: str,
        alone: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offer("language", languages, language)
        if unreviewed and not alone:
            self.fields["language"].help_text = _("Översatt av oss och inte granskat än: %(names)s.") % {
                "names": commas(unreviewed)
            }
        self._offer("band", bands, band)
        self.fields["shown_as"].initial = ShownAs.BOTH.value
        signs = {
            "me-cat": _("katten"),
            "me-bear": _("björnen"),
            "me-fish": _("fisken"),
            "me-boat": _("båten"),
            "me-star": _("stjärnan"),
            "me-flower": _("blomman"),
        }
        self._offer("own_picture", [*((key, signs[key]) for key in OWN_PICTURES), ("", _("ingen bild"))], "")
        self.fields["talk_again_on"].initial = clock.today() + TALK_AGAIN_WITHIN
        self.fields["hears_on"].initial = clock.today() + HEAR_WITHIN
        if alone:
            for name in ("present", "band", "talk_again_on", "hears_on"):
                del self.fields[name]
            self.fields["language"].label = _("Vilket språk vill du ha?")
            self.fields["shown_as"].label = _("Vill du ha bilder?")
            self.fields["own_picture"].label = _("Välj en egen bild, om du vill")
            self.fields["own_picture"].help_text = ""
            self.fields["nickname"].label = _("Vad vill du kallas här?")
            self.fields["nickname"].help_text = _("Ingen annan ser det.")

    def _offer(self, name: str, offered: Sequence[tuple[str, str]], initial: str) -> None:
        chosen = self.fields[name]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = list(offered)
        chosen.initial = initial


class AnswerForm(forms.Form):
    """One area. Everything may be left out: that is to skip."""

    choice = forms.ChoiceField(
        choices=[*choices(FEELINGS), *choices({one: CHILD_ANSWERS[one] for one in BESIDE})], required=False
    )
    words = forms.CharField(max_length=LONGEST_WORDS, required=False)
    talk_more = forms.ChoiceField(choices=[("yes", ""), ("no", "")], required=False)
    picture = uploads.FileField(required=False)

    def said(self) -> Said:
        """As the action takes it."""
        data = self.cleaned_data
        choice, drawing = data["choice"], data["picture"]
        beside = choice in BESIDE
        return Said(
            answer=ChildAnswer(choice) if beside else None,
            feeling="" if beside else choice,
            words=data["words"],
            talk_more={"yes": True, "no": False}.get(data["talk_more"]),
            drawing=drawing.read() if drawing else b"",
        )


class ShowForm(forms.Form):
    """Whom the child wants to show each answer to. What is chosen for the rest goes for every answer that has no choice
    of its own; "only us" goes before anything chosen beside it."""

    def __init__(self, *args: Any, replies: Sequence[Reply], audience: Audience, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [
            *((f"g{one.pk}", one.short_name) for one in audience.guardians),
            *((f"p{code}", words) for code, words in audience.professions),
            (ONLY_US, _("bara oss")),
        ]
        for name, label in ((THE_REST, _("Resten")), *((one.area.key, one.area.label) for one in replies)):
            self.fields[name] = forms.MultipleChoiceField(
                label=label, choices=offered, widget=forms.CheckboxSelectMultiple, required=False
            )

    def wishes(self) -> dict[str, Wish]:
        """By area."""
        chosen = dict(self.cleaned_data)
        rest = set(chosen.pop(THE_REST))
        return {area: self._wish(set(own) or rest) for area, own in chosen.items()}

    @staticmethod
    def _wish(chosen: set[str]) -> Wish:
        if ONLY_US in chosen:
            return Wish()
        return Wish(
            guardians=[int(one[1:]) for one in chosen if one.startswith("g")],
            professions=[one[1:] for one in chosen if one.startswith("p")],
        )


class LeaveForm(forms.Form):
    """The adult's code, every time: that one was typed a moment ago says nothing of who holds the screen now."""

    code = forms.CharField(
        label=gettext_lazy("Din kod"),
        help_text=gettext_lazy("Sex siffror från din app, eller en av dina reservkoder."),
        widget=CODE,
        max_length=30,
        error_messages={"required": gettext_lazy("Skriv koden som din app visar nu.")},
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        if stepup.is_of_the_demo(request.user):  # type: ignore[arg-type]
            self.fields["code"].help_text = _("I demon har du ingen app. Skriv %(code)s.") % {"code": stepup.DEMO_CODE}

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        try:
            stepup.type_code(self.request, code)
        except ValidationError as problem:
            raise ValidationError(problem.messages) from problem
        return code


class SettleForm(forms.Form):
    """What the adult decides afterwards."""

    is_all = forms.ChoiceField(
        label=gettext_lazy("Har barnet berättat allt det vill, för den här gången?"),
        choices=[
            ("yes", gettext_lazy("Ja. Markera barnet som klar")),
            ("no", gettext_lazy("Nej. Vi ska prata mer, så något saknas")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Välj om barnet är klart eller om ni ska prata mer.")},
    )
