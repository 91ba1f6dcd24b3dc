"""What stands around every page: the menu, the languages, the footer, and what is said of the page where it is shared."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from webbplats import tree
from webbplats.newsletter import rules


@dataclass(frozen=True, slots=True)
class Place:
    """A way in the menu, or in another language."""

    label: str
    href: str
    here: bool = False
    language: str = ""
    whole: str = ""
    """The address with the site's name, for machines."""


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
    """The frame of a page, or of what is no page in the tree. Three questions to the database."""
    language = get_language() or settings.LANGUAGE_CODE
    site = Site.find_for_request(request)
    page = page if page is not None and page.pk else None
    versions = _versions(site, page)
    homes = [one for one in versions if site is not None and one.translation_key == site.root_page.translation_key]
    home = next((one for one in homes if one.locale.language_code == language), None)
    home = home or next((one for one in homes if site is not None and one.pk == site.root_page_id), None)
    plain = Frame(
        language,
        "/",
        demo=settings.SITE_DEMO,
        search=reverse("search"),
        feed=reverse("rss"),
        newsletter=rules.is_open(),
    )
    if home is None:
        return plain
    children = tree.children(home, request)
    same = [one for one in versions if page is not None and one.translation_key == page.translation_key]
    return replace(
        plain,
        home=home.get_url(request) or "/",
        menu=[_place(one, request) for one in children if one.show_in_menus],
        trail=_trail(home, page, children, request),
        languages=_languages(same, homes, request, language),
        foot=[_place(one, request) for one in children if one.slug in FOOT],
        canonical=(page.get_full_url(request) or "") if page else "",
    )


def _versions(site: Site | None, page: Page | None) -> list[Page]:
    """The start page and this page, in all languages."""
    keys = {one.translation_key for one in (page, site.root_page if site else None) if one is not None}
    return list(Page.objects.live().filter(translation_key__in=keys).select_related("locale"))


def _place(page: Page, request: HttpRequest) -> Place:
    href = page.get_url(request) or ""
    return Place(page.title, href, here=bool(href) and request.path.startswith(href))


def _trail(home: Page, page: Page | None, children: Sequence[Page], request: HttpRequest) -> list[Place]:
    if page is None or page.pk == home.pk or not page.depth:
        return []
    places = [Place(_("Start"), home.get_url(request) or "/")]
    places += [Place(one.title, one.get_url(request) or "") for one in _above(home, page, children)]
    return [*places, Place(page.title, "", here=True)]


def _above(home: Page, page: Page, children: Sequence[Page]) -> Sequence[Page]:
    """What stands between. One level is among those that the menu is made of."""
    if page.depth <= home.depth + 1:
        return ()
    if page.depth == home.depth + 2:
        return [one for one in children if page.path.startswith(one.path)]
    return list(page.get_ancestors().filter(depth__gt=home.depth))


def _languages(same: Sequence[Page], homes: Sequence[Page], request: HttpRequest, language: str) -> list[Place]:
    """The same page in the other language, or that language's start page."""
    by_code = {one.locale.language_code: one for one in (*homes, *same)}
    found = []
    for code, name in settings.LANGUAGES:
        if code != language and (there := by_code.get(code)):
            with override(code):
                href, whole = there.get_url(request) or "", there.get_full_url(request) or ""
                found.append(Place(name, href, language=code, whole=whole))
    return found
