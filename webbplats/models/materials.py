"""The material library: what may be printed and used, in which version, form and language."""

from typing import Any, Final
from uuid import UUID

from django.db import models
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Orderable

from webbplats import practice, published, tree
from webbplats.models.base import INSIDE, BodyPage
from webbplats.models.plain import LANGUAGES

MEDIA_TYPES: Final = {"pdf": "application/pdf", "picture": "image/jpeg"}


class Kind(models.TextChoices):
    PRESENTATION = "presentation", _("presentation")
    SLIDES = "slides", _("bildspel")
    FOLDER = "folder", _("folder")
    GUIDE = "guide", _("handledning")
    FORM = "form", _("mall")
    FILM = "film", _("film")


class MaterialsPage(RoutablePageMixin, BodyPage):
    """The library: what editors have laid here, and what the county's process lets everybody learn from."""

    parent_page_types = INSIDE
    subpage_types = ["webbplats.MaterialPage"]
    template = "webbplats/materials.html"

    class Meta:
        verbose_name = _("materialbibliotek")
        verbose_name_plural = _("materialbibliotek")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        found = MaterialPage.objects.live().child_of(self).prefetch_related("files__document").order_by("path")
        told = {"materials": tree.public(found, request), "learning": published.materials()}
        return {**super().get_context(request, *args, **kwargs), **told}

    @path("laromaterial/<uuid:material_id>/")
    def learning(self, request: HttpRequest, material_id: UUID) -> HttpResponse:
        """One material of the process, whole: a page that is made to be printed."""
        found = published.material(material_id)
        if found is None:
            raise Http404
        model = practice.in_force("sv")  # its words are Swedish
        areas = {one.key: one.label for one in model.pack.areas} if model else {}
        told = {"material": found, "areas": areas}
        return self.render(request, template="webbplats/learning.html", context_overrides=told)

    @path("laromaterial/<uuid:material_id>/<uuid:file_id>/")
    def learning_file(self, request: HttpRequest, material_id: UUID, file_id: UUID) -> HttpResponse:
        """A file that goes with it."""
        found = published.material_file(material_id, file_id)
        if found is None:
            raise Http404
        name, form, content = found
        response = HttpResponse(content, content_type=MEDIA_TYPES[form])
        response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
        return response

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = super().get_sitemap_urls(request)
        here = self.get_full_url(request)
        return [*found, *({"location": f"{here}laromaterial/{one.id}/"} for one in published.materials())]


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

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        files = list(self.files.all())
        prefetch_related_objects(files, "document")  # in a preview they are not from the database
        return {**super().get_context(request, *args, **kwargs), "files": files}


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
