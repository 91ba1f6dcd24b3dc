"""Events: those that the county's process has opened for registration, and those that an editor writes about."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Page

from webbplats import published
from webbplats.models.base import INSIDE, BodyPage

UNSAFE = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@dataclass(frozen=True, slots=True)
class Event:
    """One line in a list of events, wherever it comes from."""

    title: str
    starts: datetime
    place: str
    address: str
    lead: str = ""


def coming(below: Page) -> list[Event]:
    """What is to come: the editors' and the process's own, the nearest first."""
    pages = EventPage.objects.live().public().descendant_of(below).filter(ends__gte=timezone.now())
    own = [Event(page.title, page.starts, page.place, page.url or "", page.lead) for page in pages]
    opened = [
        Event(row.title, row.starts_at, row.place, row.address, row.about)
        for row in published.events()
        if row.ends_at >= timezone.now()
    ]
    return sorted([*own, *opened], key=lambda event: event.starts)


class EventsPage(BodyPage):
    """What is to come, and what has been."""

    parent_page_types = INSIDE
    subpage_types = ["webbplats.EventPage"]
    template = "webbplats/events.html"

    class Meta:
        verbose_name = _("evenemang")
        verbose_name_plural = _("evenemang")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        past = EventPage.objects.live().public().child_of(self).filter(ends__lt=timezone.now()).order_by("-starts")
        return {**super().get_context(request, *args, **kwargs), "events": coming(self), "past": past}


class EventPage(BodyPage):
    """One event, with what a calendar and a search engine need to know."""

    starts = models.DateTimeField(_("börjar"))
    ends = models.DateTimeField(_("slutar"))
    place = models.CharField(_("plats"), max_length=200)
    access = models.TextField(_("tillgänglighet på plats"), max_length=600, blank=True)
    registration = models.URLField(_("adress till anmälan"), blank=True)

    content_panels = [
        *BodyPage.content_panels,
        FieldRowPanel([FieldPanel("starts"), FieldPanel("ends")]),
        FieldPanel("place"),
        FieldPanel("access"),
        FieldPanel("registration"),
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

    @property
    def has_been(self) -> bool:
        return self.ends < timezone.now()

    @property
    def for_machines(self) -> SafeString:
        """The event as schema.org has it. Not a script: a browser runs nothing of this kind."""
        told = {
            "@context": "https://schema.org",
            "@type": "Event",
            "name": self.title,
            "description": self.said_of_it,
            "startDate": timezone.localtime(self.starts).isoformat(),
            "endDate": timezone.localtime(self.ends).isoformat(),
            "eventStatus": "https://schema.org/EventScheduled",
            "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
            "location": {"@type": "Place", "name": self.place, "address": self.place},
            "organizer": {"@type": "Organization", "name": "Barnens bästa gäller! i Kronoberg"},
            "url": self.full_url,
        }
        text = json.dumps(told, ensure_ascii=False).translate(UNSAFE)
        return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - what could end it is escaped
