"""The news as RSS."""

from datetime import datetime, time

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Locale

from webbplats.models import NewsPage

LATEST = 20


class News(Feed[NewsPage, None]):
    """The latest news in the reader's language, with the whole lead."""

    def title(self) -> str:
        return _("Nyheter från Barnens bästa gäller! i Kronoberg")

    def link(self) -> str:
        return reverse("rss")

    def description(self) -> str:
        return _("Det senaste från länets arbete.")

    def items(self) -> list[NewsPage]:
        return list(NewsPage.objects.live().public().filter(locale=Locale.get_active()).order_by("-day")[:LATEST])

    def item_title(self, item: NewsPage) -> str:
        return item.title

    def item_description(self, item: NewsPage) -> str:
        return item.lead

    def item_link(self, item: NewsPage) -> str:
        return item.get_full_url() or ""

    def item_pubdate(self, item: NewsPage) -> datetime:
        return timezone.make_aware(datetime.combine(item.day, time(8)))

    def get_object(self, request: HttpRequest) -> None:
        return None
