"""What the search finds of what the county's process has published, and where on the site it is read.

The words of the process are Swedish, whatever language the pages around them are in.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.template.defaultfilters import date as in_words
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from kronobarn.ui.formatted import formatted
from webbplats import models, tree

Row = Mapping[str, Any]

LONGEST: Final = 200
THERE: Final = "SELECT viewname FROM pg_views WHERE schemaname = 'published'"
WITH_THE_WORDS: Final = (
    "SELECT '{view}' AS name, to_jsonb(v)::text FROM published.{view} v"
    """ WHERE jsonb_to_tsvector('swedish', to_jsonb(v), '["string"]') @@ plainto_tsquery('swedish', %s)"""
)


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that has all the words."""

    title: str
    said: str
    href: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class _Place:
    """Which page shows what is in a view, and how one of them is named and found there."""

    page: type[Page]
    title: Callable[[Row], str]
    said: Callable[[Row], str]
    way: Callable[[Row], str]
    """What comes after the page's address."""


def _day(told: Any) -> str:
    return str(in_words(date.fromisoformat(str(told)[:10]), "j F Y"))


PLACES: Final[Mapping[str, _Place]] = {
    "material": _Place(
        models.MaterialsPage,
        lambda row: row["title"],
        lambda row: row["about"],
        lambda row: f"laromaterial/{row['id']}/",
    ),
    "consultations": _Place(
        models.ConsultationsPage,
        lambda row: row["title"],
        lambda row: formatted(row["about"]).striptags(),
        lambda row: f"#{row['id']}",
    ),
    "events": _Place(
        models.EventsPage,
        lambda row: row["title"],
        lambda row: ", ".join(
            filter(None, (row["cancelled_at"] and _("Inställt"), _day(row["starts_at"]), row["place"]))
        ),
        lambda row: "",
    ),
    "group_notes": _Place(
        models.NotesPage,
        lambda row: f"{row['group_name']}, {_day(row['day'])}",
        lambda row: ". ".join(str(item.get("title") or "") for item in row["items"]),
        lambda row: f"#{row['id']}",
    ),
    "action_plan": _Place(
        models.ActionPlanPage,
        lambda row: row["content"]["title"],
        lambda row: row["content"].get("aim") or "",
        lambda row: f"#{row['version_id']}",
    ),
    "annual_reports": _Place(
        models.AnnualReportsPage,
        lambda row: _("Året %(year)s") % {"year": row["year"]},
        lambda row: _("Årsberättelse"),
        lambda row: f"?ar={row['year']}",
    ),
}


def published(words: str, request: HttpRequest) -> list[Found]:
    """What has all the words, in the order of the places above. Three questions to the database."""
    pages = _pages(request)
    rows = _rows(words)
    return [_found(name, row, pages[PLACES[name].page]) for name, row in rows if PLACES[name].page in pages]


def _pages(request: HttpRequest) -> dict[type[Page], str]:
    """Where each kind of page is: in the reader's language, or else where it is."""
    kinds = {place.page for place in PLACES.values()}
    shown = tree.public(Page.objects.live().type(*kinds), request).select_related("locale")
    own = get_language() or settings.LANGUAGE_CODE
    nearest_last = sorted(shown, key=lambda page: page.locale.language_code == own)
    return {page.specific_class: page.get_url(request) or "" for page in nearest_last}


def _rows(words: str) -> list[tuple[str, Row]]:
    with connection.cursor() as cursor:
        cursor.execute(THERE)
        there = {name for (name,) in cursor.fetchall()}
        views = [view for view in PLACES if view in there]
        if not views:
            return []
        asked = " UNION ALL ".join(WITH_THE_WORDS.format(view=view) for view in views)
        cursor.execute(asked, [words] * len(views))
        found = [(name, json.loads(row)) for name, row in cursor.fetchall()]
    return sorted(found, key=lambda pair: views.index(pair[0]))


def _found(name: str, row: Row, here: str) -> Found:
    place = PLACES[name]
    return Found(place.title(row), Truncator(place.said(row)).chars(LONGEST), f"{here}{place.way(row)}", "sv")
