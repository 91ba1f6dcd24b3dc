"""What every page has: a lead, a body of blocks, and what is said of it where it is shared."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from webbplats.blocks import BODY

INSIDE = ["webbplats.HomePage"]
"""Where pages lie: below a start page."""


class BodyPage(Page):
    """A page with a lead and a body."""

    lead = models.TextField(_("ingress"), max_length=400, blank=True)
    body = StreamField(BODY, blank=True, verbose_name=_("innehåll"))

    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("lead"), index.SearchField("body")]

    show_in_menus_default = False
    shared_as = "website"
    spoken = ""
    """The language of the text, when it is not the language of the menu around it."""

    class Meta:
        abstract = True

    @property
    def said_of_it(self) -> str:
        """One or two sentences, for a search engine and for whoever shares the page."""
        return str(self.search_description or self.lead)
