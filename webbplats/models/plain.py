"""Pages that say what the editor has written, in a shape that fits."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from webbplats import tree
from webbplats.blocks import Answer, Happening, Place
from webbplats.models.base import INSIDE, BodyPage

LANGUAGES = [
    ("sv", "Svenska"),
    ("en", "English"),
    ("ar", "العربية"),
    ("so", "Soomaali"),
    ("uk", "Українська"),
    ("fi", "Suomi"),
]
RIGHT_TO_LEFT = frozenset({"ar"})
BELOW_A_START_PAGE = 3
"""How deep in the tree a page for families is; its other languages are one step deeper."""


class StandardPage(BodyPage):
    """About the process, research, cookies, accessibility: text."""

    parent_page_types = [*INSIDE, "webbplats.StandardPage"]
    template = "webbplats/standard.html"

    class Meta:
        verbose_name = _("sida")
        verbose_name_plural = _("sidor")


class TimelinePage(BodyPage):
    """What has happened since 2016, in order."""

    happenings = StreamField([("happening", Happening())], blank=True, verbose_name=_("händelser"))

    content_panels = [*BodyPage.content_panels, FieldPanel("happenings")]
    search_fields = [*BodyPage.search_fields, index.SearchField("happenings")]
    parent_page_types = INSIDE
    template = "webbplats/timeline.html"

    class Meta:
        verbose_name = _("tidslinje")
        verbose_name_plural = _("tidslinjer")


class QuestionsPage(BodyPage):
    """Questions and answers."""

    answers = StreamField([("answer", Answer())], blank=True, verbose_name=_("frågor och svar"))

    content_panels = [*BodyPage.content_panels, FieldPanel("answers")]
    search_fields = [*BodyPage.search_fields, index.SearchField("answers")]
    parent_page_types = INSIDE
    template = "webbplats/questions.html"

    class Meta:
        verbose_name = _("frågor och svar")
        verbose_name_plural = _("frågor och svar")


class ContactPage(BodyPage):
    """Whom one turns to, municipality by municipality, by function."""

    places = StreamField([("place", Place())], blank=True, verbose_name=_("kommuner"))

    content_panels = [*BodyPage.content_panels, FieldPanel("places")]
    search_fields = [*BodyPage.search_fields, index.SearchField("places")]
    parent_page_types = INSIDE
    template = "webbplats/contact.html"

    class Meta:
        verbose_name = _("kontaktvägar")
        verbose_name_plural = _("kontaktvägar")


class FamilyPage(BodyPage):
    """For children or for guardians, in plain words. Its other languages are pages of the same kind below it."""

    language = models.CharField(_("språk"), max_length=2, choices=LANGUAGES, default="sv")

    content_panels = [*BodyPage.content_panels, FieldPanel("language")]
    parent_page_types = [*INSIDE, "webbplats.FamilyPage"]
    subpage_types = ["webbplats.FamilyPage"]
    template = "webbplats/family.html"

    class Meta:
        verbose_name = _("sida för barn och vårdnadshavare")
        verbose_name_plural = _("sidor för barn och vårdnadshavare")

    @property
    def spoken(self) -> str:  # type: ignore[override]
        return str(self.language)

    @property
    def direction(self) -> str:
        return "rtl" if self.language in RIGHT_TO_LEFT else "ltr"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        first = self.path if self.depth == BELOW_A_START_PAGE else self.path[: -self.steplen]
        versions = FamilyPage.objects.live().filter(path__startswith=first).order_by("path")
        return {**super().get_context(request, *args, **kwargs), "versions": tree.public(versions, request)}
