"""The site's addresses. The editors' are below `redaktion/`; everything that is not listed is a page in the tree."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from webbplats import feeds, views

handler400 = "webbplats.errors.bad_request"
handler403 = "webbplats.errors.refused"
handler404 = "webbplats.errors.not_found"
handler500 = "webbplats.errors.failed"

urlpatterns = [
    path(settings.EDITING, include("webbplats.editors.urls")),
    path(settings.EDITING, include(wagtailadmin_urls)),
    path("dokument/", include(wagtaildocs_urls)),
    re_path(r"^media/(?P<path>images/.+)$", views.picture, name="picture"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.site_map, name="sitemap"),
    *i18n_patterns(
        path("sok/", views.search, name="search"),
        path("nyhetsbrev/", include("webbplats.newsletter.urls")),
        path("nyheter/rss.xml", feeds.News(), name="rss"),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]
