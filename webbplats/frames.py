"""What stands around every page: the menu, the languages, the footer, and what is said of the page where it is shared."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, Site

from webbplats.models import HomePage
from webbplats.newsletter import rules


@dataclass(frozen=True, slots=True)
class Place:
    """A way in the menu, or in another language."""

    label: str
    href: str
    here: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """The page around the page."""

    language: str
    home: str
    menu: list[Place] = field(default_factory=list)
    trail: list[Place] = field(default_factory=list)
    languages: list[Place] = field(default_factory=list)
    foot: list[Place] = field(default_factory=list)
    canonical: str = ""
    demo: bool = False
    search: str = ""
    feed: str = ""
    newsletter: bool = False
    """Whether the newsletter can be asked for."""


FOOT = ("tillganglighet", "kakor", "accessibility", "cookies")
"""Pages that the law or a reader expects in the footer."""


def of(request: HttpRequest, page: Page | None = None) -> Frame:
    """The frame of a page, or of what is no page in the tree. Two questions to the database."""
    language = get_language() or settings.LANGUAGE_CODE
    home = _home(request, language)
    if home is None:
        return Frame(
            language,
            "/",
            demo=settings.SITE_DEMO,
            search=reverse("search"),
            feed=reverse("rss"),
            newsletter=rules.is_open(),
        )
    shown = list(home.get_children().live().public().filter(show_in_menus=True))
    foot = list(home.get_children().live().filter(slug__in=FOOT))
    here = request.path
    return Frame(
        language=language,
        home=home.get_url(request) or "/",
        menu=[_place(one, request, here) for one in shown],
        trail=_trail(home, page, request),
        languages=_languages(home, page, request, language),
        foot=[_place(one, request, here) for one in foot],
        canonical=(page.get_full_url(request) or "") if page else "",
        demo=settings.SITE_DEMO,
        search=reverse("search"),
        feed=reverse("rss"),
        newsletter=rules.is_open(),
    )


def _home(request: HttpRequest, language: str) -> HomePage | None:
    site = Site.find_for_request(request)
    locale = Locale.objects.filter(language_code=language).first()
    if site is None or locale is None:
        return None
    root = site.root_page
    found = HomePage.objects.live().filter(translation_key=root.translation_key, locale=locale).first()
    return found or HomePage.objects.live().filter(pk=root.pk).first()


def _place(page: Page, request: HttpRequest, here: str) -> Place:
    href = page.get_url(request) or ""
    return Place(page.title, href, here=bool(href) and here.startswith(href))


def _trail(home: Page, page: Page | None, request: HttpRequest) -> list[Place]:
    if page is None or page.pk == home.pk or not page.depth:
        return []
    above = page.get_ancestors().filter(depth__gt=home.depth) if page.depth > home.depth else []
    places = [Place(_("Start"), home.get_url(request) or "/")]
    places += [Place(one.title, one.get_url(request) or "") for one in above]
    return [*places, Place(page.title, "", here=True)]


def _languages(home: Page, page: Page | None, request: HttpRequest, language: str) -> list[Place]:
    """The same page in the other language, or that language's start page."""
    same = {one.locale.language_code: one for one in _others(page)}
    starts = {one.locale.language_code: one for one in _others(home)}
    found = []
    for code, name in settings.LANGUAGES:
        if code != language and (there := same.get(code) or starts.get(code)):
            with override(code):
                found.append(Place(name, there.get_url(request) or "", language=code))
    return found


def _others(page: Page | None) -> Any:
    return page.get_translations().live().select_related("locale") if page is not None and page.pk else ()
