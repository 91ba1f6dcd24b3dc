"""What those who lead the process are asked about a consultation round. Shape only."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kronobarn.authorities.models import Organisation
from kronobarn.consultation.models import Answer, Question
from kronobarn.consultation.rules import MOST_TEXT, MOST_WORDS, Asks
from kronobarn.core.choices import choices
from kronobarn.core.forms import NO_DAY, NOT_A_DAY, OneOf
from kronobarn.core.reasons import in_a_sentence
from kronobarn.group_meetings.models import Decision as GroupDecision
from kronobarn.group_meetings.reads import Decided
from kronobarn.practice.models import Version
from kronobarn.programme.models import BodyDecision
from kronobarn.ui.dates import date_long

TOO_LONG = _("Texten är för lång: högst %(limit_value)d tecken. Den är %(show_value)d.")
LONGEST_CHOICE = 160
"""A list is to be read on a phone; the decision is whole where it leads."""
NOT_THERE = _("Valet finns inte. Välj ett i listan.")
MARKDOWN = _("Skriv rubriker med ###, punkter med - och **fetstil**. HTML visas som text.")


def one_line(label: Any, *, missing: Any = "", help_text: Any = "", most: int = 200, **rest: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=most,
        required=bool(missing),
        error_messages={"required": missing, "max_length": TOO_LONG},
        **rest,
    )


def words(
    label: Any, *, missing: Any = "", help_text: Any = "", most: int = MOST_WORDS, rows: int = 6
) -> forms.CharField:
    field = one_line(label, missing=missing, help_text=help_text, most=most)
    field.widget = forms.Textarea(attrs={"rows": rows})
    return field


def _day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    said = dict(NO_DAY) if required else {"invalid": NOT_A_DAY}
    return forms.DateField(
        label=label, required=required, help_text=help_text, widget=forms.DateInput, error_messages=said
    )


def _address(label: Any) -> forms.URLField:
    wrong = _("Skriv hela adressen, till exempel https://www.exempel.se/dokument.")
    return forms.URLField(
        label=label, required=False, max_length=500, assume_scheme="https", error_messages={"invalid": wrong}
    )


def _mailbox() -> forms.EmailField:
    return forms.EmailField(
        label=_("Funktionsbrevlåda"),
        help_text=_("En brevlåda för en funktion, inte en persons egen. Utan brevlåda lämnar du över länken själv."),
        required=False,
        max_length=254,
        error_messages={"invalid": _("Skriv en hel e-postadress, till exempel kansli@exempel.se.")},
    )


class RoundForm(forms.Form):
    """What is sent out, and between which days."""

    title = one_line(_("Rubrik"), missing=_("Skriv kort vad remissen gäller."))
    about = words(
        _("Vad remissen gäller"),
        missing=_("Skriv vad remissen gäller och vad ni vill veta."),
        help_text=MARKDOWN,
        most=MOST_TEXT,
    )
    version = forms.ModelChoiceField(
        label=_("Utkast till praxismodell"),
        help_text=_("Om remissen gäller en ny version av praxismodellen."),
        queryset=Version.objects.none(),
        required=False,
        empty_label=_("Inget utkast"),
        error_messages={"invalid_choice": NOT_THERE},
    )
    document = one_line(_("Dokument"), help_text=_("Om remissen gäller ett annat dokument: vad det heter."))
    address = _address(_("Länk till dokumentet"))
    opens_on = _day(_("Öppnar"))
    closes_on = _day(_("Svara senast"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["version"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Version.objects.filter(in_force_from=None).order_by("version")


class SectionForm(forms.Form):
    """One part of what is sent out."""

    heading = one_line(_("Rubrik"), missing=_("Skriv en rubrik."))
    text = words(_("Text"), help_text=MARKDOWN, most=MOST_TEXT, rows=12)


class QuestionForm(forms.Form):
    """What is asked about a section."""

    text = one_line(_("Fråga"), missing=_("Skriv frågan."), most=500)
    asks = forms.ChoiceField(
        label=_("Hur ska svaret vara?"),
        choices=choices(Question.ASKS),
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj hur svaret ska vara."), "invalid_choice": NOT_THERE},
    )

    def clean_asks(self) -> Asks:
        return Asks(self.cleaned_data["asks"])


class InviteForm(forms.Form):
    """The county's principals, and any other."""

    organisations = forms.ModelMultipleChoiceField(
        label=_("Länets huvudmän"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": NOT_THERE, "invalid_pk_value": NOT_THERE, "list": NOT_THERE},
    )
    name = one_line(_("En annan organisation"), help_text=_("Till exempel en förening eller ett lärosäte."), most=120)
    mailbox = _mailbox()

    def __init__(self, *args: Any, offered: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisations"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = offered


class MailboxForm(forms.Form):
    """Where letters to an organisation go."""

    mailbox = _mailbox()


class ExtendForm(forms.Form):
    """Another last day for all."""

    closes_on = _day(_("Ny sista dag"))


class UntilForm(forms.Form):
    """A later last day for one organisation."""

    until = _day(_("Får svara till och med"))


class WithdrawForm(forms.Form):
    """Why nobody is asked any more."""

    because = one_line(
        _("Varför dras remissen tillbaka?"),
        missing=_("Skriv varför, så att de som är inbjudna förstår."),
        most=300,
        validators=[in_a_sentence],
    )


class ReplyForm(forms.Form):
    """What the process answers, and what it proposes."""

    text = words(_("Bemötande"), missing=_("Skriv vad ni svarar."))
    change = words(
        _("Föreslagen ändring"), help_text=_("Lämna tomt om förslaget inte ändras."), most=MOST_WORDS, rows=4
    )


class OnlyForm(forms.Form):
    """What to show of the compilation."""

    organisation = forms.ChoiceField(label=_("Organisation"), required=False)
    choice = forms.ChoiceField(
        label=_("Svar"), required=False, choices=[("", _("Alla svar")), *choices(Answer.CHOICES)]
    )

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Alla organisationer")), *((str(one.pk), one.name) for one in organisations)]


class DecisionField(OneOf):
    """Decisions, each with the body that made it."""

    def label_from_instance(self, obj: BodyDecision) -> str:
        body = obj.awaited.body
        return f"{body.organisation.name}, {body.name}, {obj.decided_on}: {obj.awaited.question.title}"


class GroupDecisionField(OneOf):
    """Decisions in approved notes, each with what its group was called."""

    names: Mapping[UUID, str] = MappingProxyType({})

    def label_from_instance(self, obj: GroupDecision) -> str:
        day = date_long(timezone.localdate(obj.meeting.starts_at))
        return f"{self.names.get(obj.pk, '')}, § {obj.number}, {day}: {obj.text}"[:LONGEST_CHOICE]


class AdoptForm(forms.Form):
    """Who adopted it, and what."""

    decision = DecisionField(
        label=_("Beslut i ett politiskt organ"),
        help_text=_("Det som är inskrivet under Beslut."),
        queryset=BodyDecision.objects.none(),
        required=False,
        empty_label=_("Inget: en grupp beslutade"),
        error_messages={"invalid_choice": NOT_THERE},
    )
    group_decision = GroupDecisionField(
        label=_("Beslut i en grupp"),
        help_text=_("Det som står i justerade anteckningar. Saknas det: skriv in det där, och låt dem justeras."),
        queryset=GroupDecision.objects.none(),
        required=False,
        empty_label=_("Inget: ett politiskt organ beslutade"),
        error_messages={"invalid_choice": NOT_THERE},
    )
    version = forms.ModelChoiceField(
        label=_("Version av praxismodellen som antas"),
        help_text=_("Med de ändringar som remissen ledde till. Den läses in som utkast först."),
        queryset=Version.objects.none(),
        required=False,
        empty_label=_("Ingen: ett annat dokument"),
        error_messages={"invalid_choice": NOT_THERE},
    )
    in_force_from = _day(
        _("Gäller från"), required=False, help_text=_("Tidigast i morgon. Öppna ärenden behåller sin egen version.")
    )
    new_document = one_line(_("Det antagna dokumentet"), help_text=_("Om det inte är praxismodellen: vad det heter."))
    new_address = _address(_("Länk till det antagna dokumentet"))

    def __init__(self, *args: Any, decisions: Any, of_groups: Sequence[Decided], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        made = [one.decision.pk for one in of_groups]
        rows = GroupDecision.objects.filter(pk__in=made).select_related("meeting").order_by("-meeting__starts_at")
        drafts = Version.objects.filter(in_force_from=None).order_by("version")
        for name, offered in (("decision", decisions), ("group_decision", rows), ("version", drafts)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = offered
        field = self.fields["group_decision"]
        assert isinstance(field, GroupDecisionField)
        field.names = {one.decision.pk: one.name for one in of_groups}
