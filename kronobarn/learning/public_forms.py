"""What those who come are asked for, on pages without account. Shape only."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kronobarn.core.choices import choices
from kronobarn.learning.forms import TOO_LONG
from kronobarn.learning.models import Evaluation, Session
from kronobarn.learning.rules import Use
from kronobarn.ui.dates import clock


class SessionField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Points of the programme, with when and where, and which are full."""

    def label_from_instance(self, obj: Session) -> str:
        when = f"{clock(obj.starts_at)}–{clock(obj.ends_at)} {obj.title}"
        said = f"{when}, {obj.place}" if obj.place else when
        return f"{said} ({_('fullt')})" if obj.is_full else said

    def clean(self, value: Any) -> Any:
        """What is no id at all is not to be chosen either."""
        try:
            return super().clean(value)
        except forms.ValidationError as wrong:
            raise forms.ValidationError(self.error_messages["invalid_choice"]) from wrong


class OwnForm(forms.Form):
    """Who comes, to which points of the programme, and what they need."""

    name = forms.CharField(
        label=_("Ditt namn"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Skriv ditt namn. Det står på intyget."), "max_length": TOO_LONG},
    )
    workplace = forms.CharField(
        label=_("Arbetsplats eller förening"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"max_length": TOO_LONG},
    )
    sessions = SessionField(
        label=_("Programpunkter"),
        help_text=_("Välj dem du vill vara med på."),
        queryset=Session.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("En av programpunkterna går inte att välja längre. Välj i listan.")},
    )
    wheelchair = forms.BooleanField(label=_("Jag använder rullstol"), required=False)
    interpreter = forms.CharField(
        label=_("Tolk"),
        help_text=_("Språk, teckenspråk eller skrivtolk."),
        required=False,
        max_length=120,
        error_messages={"max_length": TOO_LONG},
    )
    diet = forms.CharField(
        label=_("Mat och allergier"),
        help_text=_("Bara de som ordnar evenemanget läser det, och det tas bort en vecka efteråt."),
        required=False,
        max_length=300,
        error_messages={"max_length": TOO_LONG},
    )

    def __init__(self, *args: Any, sessions: Sequence[Session], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not sessions:
            del self.fields["sessions"]
            return
        field = self.fields["sessions"]
        assert isinstance(field, SessionField)
        field.queryset = Session.objects.filter(pk__in=[one.pk for one in sessions])


class RegisterForm(OwnForm):
    """The same, and an address, which is confirmed."""

    field_order = ("name", "email", "workplace", "sessions", "wheelchair", "interpreter", "diet")

    email = forms.EmailField(
        label=_("E-postadress"),
        help_text=_("Dit får du en länk att bekräfta med."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Skriv din e-postadress."),
            "invalid": _("Skriv hela e-postadressen, till exempel namn@exempel.se."),
            "max_length": TOO_LONG,
        },
    )


def _use(label: Any) -> forms.ChoiceField:
    said = _("Välj ett svar.")
    return forms.ChoiceField(
        label=label,
        choices=choices(Evaluation.USES),
        widget=forms.RadioSelect,
        error_messages={"required": said, "invalid_choice": said},
    )


def _said(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": TOO_LONG},
    )


class EvaluationForm(forms.Form):
    """What somebody who came thought."""

    learnt = _use(_("Lärde du dig något nytt?"))
    usable = _use(_("Kan du använda det i ditt arbete?"))
    takes_along = _said(_("Vad tar du med dig?"))
    better = _said(_("Vad kan bli bättre?"))

    def clean_learnt(self) -> Use:
        return Use(self.cleaned_data["learnt"])

    def clean_usable(self) -> Use:
        return Use(self.cleaned_data["usable"])
