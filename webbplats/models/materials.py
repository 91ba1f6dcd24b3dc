"""The material library: what may be printed and used, in which version, form and language."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable

from webbplats.models.base import INSIDE, BodyPage
from webbplats.models.plain import LANGUAGES


class Kind(models.TextChoices):
    PRESENTATION = "presentation", _("presentation")
    SLIDES = "slides", _("bildspel")
    FOLDER = "folder", _("folder")
    GUIDE = "guide", _("handledning")
    FORM = "form", _("mall")
    FILM = "film", _("film")


class MaterialsPage(BodyPage):
    """The library."""

    parent_page_types = INSIDE
    subpage_types = ["webbplats.MaterialPage"]
    template = "webbplats/materials.html"

    class Meta:
        verbose_name = _("materialbibliotek")
        verbose_name_plural = _("materialbibliotek")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        found = MaterialPage.objects.live().public().child_of(self).prefetch_related("files__document")
        return {**super().get_context(request, *args, **kwargs), "materials": found.order_by("path")}


class MaterialPage(BodyPage):
    """One material: what it is, for whom, and its files. The page itself is made to be printed."""

    of_kind = models.CharField(_("slag"), max_length=20, choices=Kind)
    version = models.CharField(_("version"), max_length=40)
    of_day = models.DateField(_("versionens datum"))
    audience = models.CharField(_("för vem"), max_length=120, blank=True)

    content_panels = [
        *BodyPage.content_panels,
        FieldRowPanel([FieldPanel("of_kind"), FieldPanel("version"), FieldPanel("of_day")]),
        FieldPanel("audience"),
        InlinePanel("files", heading=_("Filer"), label=_("Fil")),
    ]
    parent_page_types = ["webbplats.MaterialsPage"]
    subpage_types: list[str] = []
    template = "webbplats/material.html"

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("material")


class MaterialFile(Orderable):
    """One file of a material, in one language."""

    page = ParentalKey(MaterialPage, on_delete=models.CASCADE, related_name="files")
    document = models.ForeignKey(
        "wagtaildocs.Document", on_delete=models.PROTECT, related_name="+", verbose_name=_("fil")
    )
    language = models.CharField(_("språk"), max_length=2, choices=LANGUAGES, default="sv")
    old_version = models.CharField(_("äldre version"), max_length=40, blank=True)

    panels = [FieldPanel("document"), FieldPanel("language"), FieldPanel("old_version")]

    class Meta(Orderable.Meta):
        verbose_name = _("fil")
        verbose_name_plural = _("filer")
