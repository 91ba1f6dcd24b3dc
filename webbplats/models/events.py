"""Events: those that the county's process has opened for registration, and those that an editor writes about."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Page

from webbplats import published, tree
from webbplats.models.base import INSIDE, BodyPage
from webbplats.published import EventState

UNSAFE = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
ON_THE_WEB: Final = ("digital", "online", "på webben", "webb")


SAID: Final[dict[EventState, Any]] = {
    EventState.OPEN: "",
    EventState.FEW: _("Få platser kvar"),
    EventState.FULL: _("Fullbokat"),
    EventState.CLOSED: _("Anmälan är stängd"),
    EventState.CANCELLED: _("Inställt"),
}
AVAILABLE: Final = {
    EventState.OPEN: "InStock",
    EventState.FEW: "LimitedAvailability",
    EventState.FULL: "SoldOut",
    EventState.CLOSED: "SoldOut",
    EventState.CANCELLED: "Discontinued",
}


@dataclass(frozen=True, slots=True)
class Event:
    """One line in a list of events, wherever it comes from."""

    title: str
    starts: datetime
    ends: datetime
    place: str
    address: str
    lead: str = ""
    state: EventState = EventState.OPEN
    why: str = ""
    """Why it is cancelled."""
    is_swedish: bool = False
    """Told by the process, whose words are Swedish."""

    @property
    def said(self) -> str:
        return str(SAID[self.state])

    @property
    def in_another_language(self) -> bool:
        """Whether its words are in another language than those around it."""
        return self.is_swedish and get_language() != "sv"


def coming(below: Page, request: HttpRequest) -> list[Event]:
    """What is to come: the editors' and the process's own, the nearest first."""
    rows = published.events()
    pages = EventPage.objects.live().descendant_of(below).filter(ends__gte=timezone.now())
    own = [page.as_line(request, rows) for page in tree.public(pages, request)]
    registered = {page.registration for page in pages if page.registration}
    opened = [
        Event(
            row.title, row.starts_at, row.ends_at, row.place, row.address, row.about, row.state, row.why_cancelled, True
        )
        for row in rows
        if row.ends_at >= timezone.now() and row.address not in registered
    ]
    return sorted([*own, *opened], key=lambda event: event.starts)


def for_machines(events: Sequence[Event]) -> SafeString:
    """Events as schema.org has them. Not a script: a browser runs nothing of this kind."""
    told = [_told(one) for one in events]
    text = json.dumps(told[0] if len(told) == 1 else told, ensure_ascii=False).translate(UNSAFE)
    script = f'<script type="application/ld+json">{text}</script>' if told else ""
    return mark_safe(script)  # noqa: S308 - what could end it is escaped


def _where(one: Event) -> dict[str, Any]:
    """Where it is: at a place, or on the web, when that is what the place says."""
    if one.place.casefold().startswith(ON_THE_WEB):
        return {
            "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
            "location": {"@type": "VirtualLocation", "name": one.place, "url": one.address},
        }
    return {
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {"@type": "Place", "name": one.place, "address": one.place},
    }


def _told(one: Event) -> dict[str, Any]:
    status = "EventCancelled" if one.state is EventState.CANCELLED else "EventScheduled"
    told = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": one.title,
        "description": one.lead,
        "startDate": timezone.localtime(one.starts).isoformat(),
        "endDate": timezone.localtime(one.ends).isoformat(),
        "eventStatus": f"https://schema.org/{status}",
        **_where(one),
        "organizer": {"@type": "Organization", "name": "Barnens bästa gäller! i Kronoberg"},
        "isAccessibleForFree": True,
    }
    if one.address:
        told["url"] = one.address
    if one.address and one.state is not EventState.CANCELLED:
        offer = {"@type": "Offer", "url": one.address, "price": "0", "priceCurrency": "SEK"}
        told["offers"] = offer | {"availability": f"https://schema.org/{AVAILABLE[one.state]}"}
    return told


class EventsPage(BodyPage):
    """What is to come, and what has been."""

    parent_page_types = INSIDE
    subpage_types = ["webbplats.EventPage"]
    template = "webbplats/events.html"

    class Meta:
        verbose_name = _("evenemang")
        verbose_name_plural = _("evenemang")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        past = EventPage.objects.live().child_of(self).filter(ends__lt=timezone.now()).order_by("-starts")
        events = coming(self, request)
        told = {"events": events, "past": tree.public(past, request), "for_machines": for_machines(events)}
        return {**super().get_context(request, *args, **kwargs), **told}


class EventPage(BodyPage):
    """One event, with what a calendar and a search engine need to know."""

    starts = models.DateTimeField(_("börjar"))
    ends = models.DateTimeField(_("slutar"))
    place = models.CharField(_("plats"), max_length=200)
    access = models.TextField(_("tillgänglighet på plats"), max_length=600, blank=True)
    registration = models.URLField(_("adress till anmälan"), blank=True)
    cancelled = models.BooleanField(_("inställt"), default=False)
    cancelled_because = models.CharField(_("varför det är inställt"), max_length=300, blank=True)

    content_panels = [
        *BodyPage.content_panels,
        FieldRowPanel([FieldPanel("starts"), FieldPanel("ends")]),
        FieldPanel("place"),
        FieldPanel("access"),
        FieldPanel("registration"),
        FieldRowPanel([FieldPanel("cancelled"), FieldPanel("cancelled_because")]),
    ]
    parent_page_types = ["webbplats.EventsPage"]
    subpage_types: list[str] = []
    template = "webbplats/event.html"

    class Meta:
        verbose_name = _("evenemang")
        verbose_name_plural = _("evenemang")

    def clean(self) -> None:
        super().clean()
        if self.starts and self.ends and self.ends < self.starts:
            raise ValidationError({"ends": _("Det kan inte sluta innan det börjar.")})
        if self.cancelled_because and not self.cancelled:
            raise ValidationError({"cancelled": _("Kryssa för att det är inställt, eller ta bort skälet.")})

    @property
    def has_been(self) -> bool:
        return self.ends < timezone.now()

    def as_line(self, request: HttpRequest, rows: Sequence[published.Event]) -> Event:
        """As in a list, with how it stands where the process takes the registrations."""
        row = next((one for one in rows if self.registration and one.address == self.registration), None)
        state = row.state if row else EventState.OPEN
        why = self.cancelled_because or (row.why_cancelled if row else "")
        if self.cancelled:
            state = EventState.CANCELLED
        address = self.get_full_url(request) or ""
        return Event(self.title, self.starts, self.ends, self.place, address, self.said_of_it, state, why)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        line = self.as_line(request, published.events() if self.registration else ())
        told = {"event": line, "for_machines": for_machines([line])}
        return {**super().get_context(request, *args, **kwargs), **told}
