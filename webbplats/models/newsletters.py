"""The newsletter's issues, and the archive that they lie in. How they are sent: `webbplats.newsletter`."""

from typing import Any, Final

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from webbplats import tree
from webbplats.blocks import BODY
from webbplats.models.base import INSIDE, BodyPage
from webbplats.models.news import today

AS_LETTER: Final = "letter"


class News(blocks.StructBlock):
    """News that an issue tells of: each with its lead, and the way to the rest."""

    heading = blocks.CharBlock(label=_("Rubrik"), max_length=120, required=False)
    news = blocks.ListBlock(
        blocks.PageChooserBlock(label=_("Nyhet"), page_type="webbplats.NewsPage"), label=_("Nyheter"), min_num=1
    )

    class Meta:
        icon = "list-ul"
        label = _("Nyheter")
        template = "webbplats/blocks/news.html"


class NewsletterPage(BodyPage):
    """The archive, with the form for those who want the next."""

    parent_page_types = INSIDE
    subpage_types = ["webbplats.IssuePage"]
    template = "webbplats/newsletter.html"

    class Meta:
        verbose_name = _("nyhetsbrev")
        verbose_name_plural = _("nyhetsbrev")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        issues = tree.public(IssuePage.objects.live().child_of(self).order_by("-day", "-pk"), request)
        return {**super().get_context(request, *args, **kwargs), "issues": issues}


class IssuePage(BodyPage):
    """One issue. The page is its web version; the letter is made of the same."""

    day = models.DateField(_("datum"), default=today)
    body = StreamField([*BODY, ("news", News())], blank=True, verbose_name=_("innehåll"))

    content_panels = [*BodyPage.content_panels, FieldPanel("day")]
    parent_page_types = ["webbplats.NewsletterPage"]
    subpage_types: list[str] = []
    template = "webbplats/issue.html"
    shared_as = "article"

    class Meta:
        verbose_name = _("nummer av nyhetsbrevet")
        verbose_name_plural = _("nummer av nyhetsbrevet")

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return [("", _("På webben")), (AS_LETTER, _("Som mejl"))]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> Any:
        if mode_name != AS_LETTER:
            return super().serve_preview(request, mode_name)
        from webbplats.newsletter import letters

        return HttpResponse(letters.written(self).html)
