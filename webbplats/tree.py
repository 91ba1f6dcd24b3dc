"""What several parts of one page ask of the tree of pages: asked once for a request."""

from typing import Any, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.models import Page, PageViewRestriction

Q = TypeVar("Q", bound=QuerySet[Any])


def public(pages: Q, request: HttpRequest) -> Q:
    """Without what an editor has shut for visitors. Wagtail's own `public()` asks anew for each list."""
    shut: list[str] | None = getattr(request, "_shut_paths", None)
    if shut is None:
        shut = list(PageViewRestriction.objects.values_list("page__path", flat=True))
        request._shut_paths = shut  # type: ignore[attr-defined]
    for path in shut:
        pages = pages.exclude(path__startswith=path)
    return pages


def children(home: Page, request: HttpRequest) -> list[Page]:
    """The pages right below a start page that visitors may see, in their order."""
    kept: dict[int, list[Page]] = request.__dict__.setdefault("_children_of", {})
    if home.pk not in kept:
        kept[home.pk] = list(public(home.get_children().live(), request))
    return kept[home.pk]
