"""What those who lead the process write about an event. Shape only."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kronobarn.core.choices import choices
from kronobarn.core.forms import day
from kronobarn.core.reasons import in_a_sentence
from kronobarn.learning.models import Event, Session
from kronobarn.learning.rules import EventKind

TOO_LONG = _("Texten är för lång. Korta den.")
MOST_PLACES = 5000


class TimeInput(forms.TimeInput):
    """A field that browsers know is for a time of day."""

    input_type = "time"


def _words(
    label: Any, missing: Any = "", help_text: Any = "", *, most: int = 200, rows: int = 0, **rest: Any
) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=bool(missing),
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput,
        error_messages={"required": missing, "max_length": TOO_LONG} if missing else {"max_length": TOO_LONG},
        **rest,
    )


def _time(label: Any) -> forms.TimeField:
    said = _("Skriv klockslaget som timme:minut, till exempel 09:00.")
    messages = {"required": said, "invalid": said}
    return forms.TimeField(label=label, widget=TimeInput(format="%H:%M"), error_messages=messages)


def _places(help_text: Any) -> forms.IntegerField:
    said = _("Skriv ett antal mellan 1 och %(most)d.") % {"most": MOST_PLACES}
    return forms.IntegerField(
        label=_("Platser"),
        help_text=help_text,
        min_value=1,
        max_value=MOST_PLACES,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), said),
    )


class EventForm(forms.Form):
    """What, when, where, and for how many."""

    kind = forms.ChoiceField(
        label=_("Slag"),
        choices=choices(Event.KINDS),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Välj vad det är."),
            "invalid_choice": _("Valet finns inte. Välj ett i listan."),
        },
    )
    title = _words(_("Rubrik"), _("Skriv vad evenemanget heter."))
    series = _words(
        _("Serie"), help_text=_("Om det är ett av flera. Evenemang med samma serie visas tillsammans."), most=120
    )
    text = _words(
        _("Om evenemanget"),
        _("Skriv vad evenemanget handlar om och vem det är för."),
        _("Vad det handlar om, vem det är för, vad det kostar och vem som svarar på frågor. Alla kan läsa."),
        most=8000,
        rows=8,
    )
    place = _words(
        _("Plats"), _("Skriv var det är, eller ”Digitalt”."), _("Adressen, eller ”Digitalt”. Skriv hur man tar sig in.")
    )
    starts_on = day(_("Dag"))
    starts = _time(_("Börjar klockan"))
    ends_on = day(_("Sista dag"), help_text=_("Samma dag, om det är en dag."))
    ends = _time(_("Slutar klockan"))
    closes_on = day(_("Sista dag för anmälan"), help_text=_("Till och med den dagen."))
    places = _places(_("När de är tagna ställs fler i kö."))

    def clean_kind(self) -> EventKind:
        return EventKind(self.cleaned_data["kind"])

    def clean(self) -> dict[str, Any]:
        """Days and times as the instants they are."""
        said = self.cleaned_data
        parts = ("starts_on", "starts", "ends_on", "ends", "closes_on")
        if all(one in said for one in parts):
            first, at, last, until, closes = (said.pop(one) for one in parts)
            said["starts_at"], said["ends_at"] = _instant(first, at), _instant(last, until)
            midnight = _instant(closes + timedelta(days=1), time())
            said["closes_at"] = min(midnight, said["ends_at"]) if closes <= last else midnight
        return said


def as_typed(event: Event) -> dict[str, Any]:
    """What an event is, as the form asks for it."""
    starts, ends = timezone.localtime(event.starts_at), timezone.localtime(event.ends_at)
    closes = timezone.localtime(event.closes_at - timedelta(microseconds=1))
    said = {name: getattr(event, name) for name in ("kind", "title", "series", "text", "place", "places")}
    days = {"starts_on": starts.date(), "ends_on": ends.date(), "closes_on": closes.date()}
    return said | days | {"starts": starts.time(), "ends": ends.time()}


class SessionForm(forms.Form):
    """A point of the programme."""

    title = _words(_("Rubrik"), _("Skriv vad programpunkten heter."))
    place = _words(_("Lokal"), most=120)
    on = day(_("Dag"))
    starts = _time(_("Börjar klockan"))
    ends = _time(_("Slutar klockan"))
    places = _places(_("Egna platser: de räknas för sig."))

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if all(one in said for one in ("on", "starts", "ends")):
            day = said.pop("on")
            said["starts_at"], said["ends_at"] = _instant(day, said.pop("starts")), _instant(day, said.pop("ends"))
        return said


def session_as_typed(session: Session) -> dict[str, Any]:
    starts, ends = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    said = {name: getattr(session, name) for name in ("title", "place", "places")}
    return said | {"on": starts.date(), "starts": starts.time(), "ends": ends.time()}


class OrganiserForm(forms.Form):
    """Who organises an event beside those who lead the process."""

    organiser = forms.ModelChoiceField(
        label=_("Arrangör"),
        queryset=get_user_model().objects.none(),
        required=False,
        empty_label=_("Ingen: processledaren ordnar själv"),
        error_messages={"invalid_choice": _("Valet finns inte. Välj ett i listan.")},
    )

    def __init__(self, *args: Any, offered: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organiser"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = offered


class CancelForm(forms.Form):
    """Why it will not be."""

    because = _words(
        _("Varför ställs evenemanget in?"),
        _("Skriv varför, så att de som skulle ha kommit förstår."),
        _("Står i mejlet till alla som är anmälda, och på sidan om evenemanget."),
        most=300,
        validators=[in_a_sentence],
    )


class AddressForm(forms.Form):
    """Whose registrations."""

    email = forms.EmailField(
        label=_("E-postadress"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Skriv en e-postadress."), "invalid": _("Skriv en hel e-postadress.")},
    )


def _instant(day: Any, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))
