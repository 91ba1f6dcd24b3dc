"""What is asked for about a group's meetings. Shape only."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kronobarn.core import clock
from kronobarn.core.choices import choices
from kronobarn.core.forms import NO_DAY, NOT_A_DAY
from kronobarn.core.reasons import in_a_sentence
from kronobarn.group_meetings import rules
from kronobarn.group_meetings.actions.calling import Point
from kronobarn.group_meetings.models import Item
from kronobarn.group_meetings.places import who
from kronobarn.group_meetings.rules import Part, Purpose
from kronobarn.programme.forms import TOO_LONG
from kronobarn.programme.models import Member, Question
from kronobarn.programme.rules import AppliesTo

MOST_POINTS = 40
NO_CHOICE = _("Valet finns inte. Välj ett i listan.")
NO_LINK = _("Skriv hela länken, med https:// först.")


class TimeInput(forms.TimeInput):
    """The browser's own clock."""

    input_type = "time"


def _link(label: Any, help_text: Any = "") -> forms.URLField:
    return forms.URLField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": NO_LINK, "max_length": TOO_LONG},
    )


class CallForm(forms.Form):
    """When and where."""

    day = forms.DateField(label=_("Dag"), widget=forms.DateInput, error_messages=dict(NO_DAY))
    at = forms.TimeField(
        label=_("Klockan"),
        widget=TimeInput(format="%H:%M"),
        error_messages={"invalid": _("Skriv tiden som 14:30."), "required": _("Välj en tid.")},
    )
    minutes = forms.IntegerField(
        label=_("Hur många minuter?"),
        initial=rules.USUAL,
        min_value=rules.SHORTEST,
        max_value=rules.LONGEST,
        error_messages={
            "invalid": _("Skriv ett antal minuter."),
            "required": _("Skriv hur långt mötet är."),
            "min_value": _("Ett möte är minst 15 minuter."),
            "max_value": _("Ett möte är högst 8 timmar. Kalla till två."),
        },
    )
    place = forms.CharField(label=_("Plats"), required=False, max_length=200, error_messages={"max_length": TOO_LONG})
    video_link = _link(_("Länk till video"), _("Skriv plats, länk eller båda. Står i kalendern hos dem som kallas."))
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not cleaned.get("place") and not cleaned.get("video_link"):
            self.add_error("place", _("Skriv var mötet är, eller en länk till video."))
        if "day" in cleaned and "at" in cleaned:
            cleaned["starts_at"] = timezone.make_aware(datetime.combine(cleaned["day"], cleaned["at"]))
        return cleaned

    def said(self) -> dict[str, Any]:
        """What the actions want."""
        return {name: self.cleaned_data[name] for name in ("starts_at", "minutes", "place", "video_link")}


class PointForm(forms.Form):
    """A point of the agenda. A row without a title is left out, and struck out if it stood there."""

    item = forms.UUIDField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label=_("Punkt"), required=False, max_length=200, error_messages={"max_length": TOO_LONG})
    purpose = forms.ChoiceField(
        label=_("Syfte"),
        choices=choices(Item.PURPOSES),
        initial=Purpose.INFORMATION.value,
        required=False,
        error_messages={"invalid_choice": NO_CHOICE},
    )
    paper = forms.CharField(
        label=_("Underlag"),
        help_text=_("Vad handlingen heter."),
        required=False,
        max_length=200,
        error_messages={"max_length": TOO_LONG},
    )
    address = _link(_("Länk till underlaget"))
    number = forms.IntegerField(
        label=_("Ordning"), required=False, error_messages={"invalid": _("Skriv ett tal, till exempel 3.")}
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("title") and not cleaned.get("item") and (cleaned.get("paper") or cleaned.get("address")):
            self.add_error("title", _("Skriv vad punkten heter, eller töm raden."))
        return cleaned


PointForms = forms.formset_factory(PointForm, extra=3, max_num=MOST_POINTS, absolute_max=MOST_POINTS)


def with_room(posted: QueryDict) -> QueryDict:
    """The posted rows, and three empty ones when more were asked for."""
    data = posted.copy()
    asked = str(data.get("form-TOTAL_FORMS", ""))
    if "more" in data and asked.isdecimal() and len(asked) < 4:
        data["form-TOTAL_FORMS"] = str(min(MOST_POINTS, int(asked) + 3))
    return data


def agenda(rows: Any) -> list[Point]:
    """The rows with a title in the order that their numbers give, as the actions want them."""
    said = [(place, row.cleaned_data) for place, row in enumerate(rows) if row.cleaned_data.get("title")]
    said.sort(key=lambda one: (one[1].get("number") or one[0] + 1, one[0]))
    return [
        Point(
            title=one["title"],
            purpose=Purpose(one["purpose"] or Purpose.INFORMATION),
            paper=one["paper"],
            address=one["address"],
            id=one["item"],
        )
        for _place, one in said
    ]


class BecauseForm(forms.Form):
    """Why a meeting is called off, or notes are withdrawn."""

    because = forms.CharField(
        label=_("Varför?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=300,
        validators=[in_a_sentence],
        error_messages={"required": _("Skriv varför."), "max_length": TOO_LONG},
    )


class _OfMembers(forms.Form):
    def __init__(self, *args: Any, members: Sequence[Member], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self._members = {str(one.pk): one for one in members}

    def offered(self) -> list[tuple[str, str]]:
        return [(pk, who(one)) for pk, one in self._members.items()]


class ApproverForm(_OfMembers):
    """Who approves the notes."""

    approver = forms.ChoiceField(
        label=_("Vem justerar?"),
        help_text=_("Har medlemmen ett konto justerar hen själv. Annars skriver du in när hen har gjort det."),
        error_messages={"required": _("Välj vem som justerar."), "invalid_choice": NO_CHOICE},
    )

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["approver"].choices = [("", _("Välj")), *self.offered()]  # type: ignore[attr-defined]

    def clean_approver(self) -> Member:
        return self._members[self.cleaned_data["approver"]]


class DecisionForm(forms.Form):
    """What was decided."""

    text = forms.CharField(
        label=_("Beslut"),
        help_text=_("Så att den som inte var med förstår."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=4000,
        error_messages={"required": _("Skriv vad ni beslutade."), "max_length": TOO_LONG},
    )
    applies_to = forms.ChoiceField(
        label=_("Gäller"),
        choices=choices(Question.APPLIES_TO),
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj vad beslutet gäller."), "invalid_choice": NO_CHOICE},
    )

    def clean_applies_to(self) -> AppliesTo:
        return AppliesTo(self.cleaned_data["applies_to"])


class TaskForm(_OfMembers):
    """Who does what, until when."""

    text = forms.CharField(
        label=_("Vad ska göras?"),
        max_length=500,
        error_messages={"required": _("Skriv vad som ska göras."), "max_length": TOO_LONG},
    )
    member = forms.ChoiceField(label=_("Vem gör det?"), required=False, error_messages={"invalid_choice": NO_CHOICE})
    function = forms.CharField(
        label=_("Eller någon annan"),
        help_text=_("En funktion utanför gruppen, till exempel kommunikatör i regionen."),
        required=False,
        max_length=200,
        error_messages={"max_length": TOO_LONG},
    )
    until = forms.DateField(
        label=_("Klart senast"), required=False, widget=forms.DateInput, error_messages={"invalid": NOT_A_DAY}
    )

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["member"].choices = [("", _("Välj")), *self.offered()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if bool(cleaned.get("member")) == bool(cleaned.get("function")):
            self.add_error("member", _("Välj en medlem, eller skriv någon annan. Inte båda."))
        cleaned["member"] = self._members.get(cleaned.get("member", ""))
        return cleaned


class ApproveForm(forms.Form):
    """That the notes are right."""

    on = forms.DateField(
        label=_("Justerat den"), initial=clock.today, widget=forms.DateInput, error_messages=dict(NO_DAY)
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)


class CorrectionForm(forms.Form):
    """What was wrong, and what is right."""

    text = forms.CharField(
        label=_("Rättelse"),
        help_text=_("Vad som blev fel och vad som är rätt. Står bredvid anteckningarna, som inte ändras."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": _("Skriv vad som är rätt."), "max_length": TOO_LONG},
    )


class PublishForm(forms.Form):
    """What of the notes anybody may read."""

    present = forms.BooleanField(label=_("Visa vilka funktioner som var med"), required=False)
    names = forms.BooleanField(
        label=_("Visa namn"),
        help_text=_("Annars står bara funktioner, och en text med ett namn i publiceras inte."),
        required=False,
    )

    def __init__(self, *args: Any, points: Sequence[tuple[UUID, str, list[Part]]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        words = {Part.NOTES: _("Anteckningen"), Part.DECISIONS: _("Besluten")}
        self._points = {f"part-{pk}": pk for pk, _title, _parts in points}
        for pk, title, parts in points:
            self.fields[f"part-{pk}"] = forms.MultipleChoiceField(
                label=title,
                choices=[(one.value, words[one]) for one in parts],
                initial=[one.value for one in parts],
                widget=forms.CheckboxSelectMultiple,
                required=False,
                error_messages={"invalid_choice": NO_CHOICE, "invalid_list": NO_CHOICE},
            )
        self.order_fields([*self._points, "present", "names"])

    def said(self) -> dict[str, Any]:
        """What the action wants."""
        cleaned = self.cleaned_data
        chosen = {pk: [Part(one) for one in cleaned[name]] for name, pk in self._points.items()}
        return {"chosen": chosen, "present": cleaned["present"], "names": cleaned["names"]}


class YearForm(forms.Form):
    """Which meetings are shown."""

    ar = forms.TypedChoiceField(label=_("År"), coerce=int, required=False, error_messages={"invalid_choice": NO_CHOICE})
    grupp = forms.ChoiceField(label=_("Grupp"), required=False, error_messages={"invalid_choice": NO_CHOICE})

    def __init__(self, *args: Any, years: Sequence[int], groups: Sequence[tuple[UUID, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["ar"].choices = [(str(one), str(one)) for one in years]  # type: ignore[attr-defined]
        offered = [("", _("Alla grupper")), *((str(pk), name) for pk, name in groups)]
        self.fields["grupp"].choices = offered  # type: ignore[attr-defined]


class SearchForm(forms.Form):
    """Words that stand in a decision."""

    ord = forms.CharField(
        label=_("Sök bland besluten"),
        help_text=_("Alla orden ska stå i beslutet eller i punkten."),
        required=False,
        max_length=200,
        error_messages={"max_length": TOO_LONG},
    )
    ar = forms.TypedChoiceField(
        label=_("År"), coerce=int, empty_value=None, required=False, error_messages={"invalid_choice": NO_CHOICE}
    )
    grupp = forms.ChoiceField(label=_("Grupp"), required=False, error_messages={"invalid_choice": NO_CHOICE})

    def __init__(self, *args: Any, years: Sequence[int], groups: Sequence[tuple[UUID, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        offered_years = [("", _("Alla år")), *((str(one), str(one)) for one in years)]
        self.fields["ar"].choices = offered_years  # type: ignore[attr-defined]
        offered = [("", _("Alla grupper")), *((str(pk), name) for pk, name in groups)]
        self.fields["grupp"].choices = offered  # type: ignore[attr-defined]
