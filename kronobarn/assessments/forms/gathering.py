"""What is typed when somebody is asked, and when they answer no."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kronobarn.assessments.forms.common import NeedsGround, elsewhere, grouped, necessity_field, text, told_how_field
from kronobarn.assessments.reads import Groups
from kronobarn.consents.rules import Decider
from kronobarn.core import clock
from kronobarn.core.reasons import in_a_sentence

ASK_WITHIN = timedelta(days=10)


class AskForm(NeedsGround):
    """Whom to ask, by when, and on what ground."""

    who = forms.ChoiceField(
        label=gettext_lazy("Vem vill du fråga?"),
        error_messages={"required": gettext_lazy("Välj vem du vill fråga.")},
    )
    question = text(
        gettext_lazy("Vad vill du veta?"),
        max_length=500,
        help_text=gettext_lazy("Den du frågar ser bara det här och det hen själv skriver. Skriv inget om barnet."),
    )
    purpose = text(
        gettext_lazy("Varför frågar du, och vad ska svaret användas till?"),
        2,
        required=True,
        max_length=500,
        validators=[in_a_sentence],
        help_text=gettext_lazy("Den du frågar läser det här också. Skriv inget om barnet."),
        error_messages={"required": gettext_lazy("Skriv varför du frågar, så att den du frågar kan bestämma sig.")},
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
    necessity = necessity_field()

    def __init__(
        self, *args: Any, people: Groups, deciders: Sequence[Decider], area_id: int | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer_oral(deciders)
        self.offer_grounds(area_id)
        who = self.fields["who"]
        assert isinstance(who, forms.ChoiceField)
        who.choices = grouped(people, _("Välj"))
        self.elsewhere = elsewhere(people)
        self.fields["due_on"].initial = clock.today() + ASK_WITHIN

    def clean(self) -> dict[str, Any]:
        self.check_ground(self.cleaned_data.get("who", ""))
        return self.cleaned_data


class MoreForm(AskForm):
    """What the analysis still needs to know: the question itself, of whom and until when."""

    field_order = ["question", "who"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["purpose"]
        question = self.fields["question"]
        question.label = _("Vad behöver ni veta?")
        question.required = True
        question.error_messages["required"] = _("Skriv vad ni behöver veta.")
        self.fields["who"].label = _("Av vem?")
        self.fields["due_on"].label = _("Till när?")


class ToldForm(forms.Form):
    """Somebody of the family has told a member of staff all they wanted."""

    told_how = told_how_field()


class FinishForm(forms.Form):
    """A no to telling, with its reason."""

    reason = text(gettext_lazy("Varför?"), max_length=500)

    def __init__(self, *args: Any, must_say_why: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = must_say_why
        if must_say_why:
            self.fields["reason"].validators.append(in_a_sentence)
        self.fields["reason"].error_messages["required"] = _(
            "Skriv varför du inte kan berätta, så att den som frågar kan gå vidare."
        )
