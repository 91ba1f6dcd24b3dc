"""Reading a folder, and what the editor decides. What is accepted is a draft: publishing is done where pages are."""

import re
from datetime import timedelta
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from webbplats.editors.models import Editor
from webbplats.models import (
    ContactPage,
    HomePage,
    IssuePage,
    NewsIndexPage,
    NewsletterPage,
    NewsPage,
    RelatedNews,
    StandardPage,
    TimelinePage,
)
from webbplats.proposals import reading
from webbplats.proposals.models import Proposal
from webbplats.proposals.reading import Kind

ITEMS: Final = re.compile(r"((?:<li>.*?</li>)+)")
UNDECIDED_KEPT: Final = timedelta(days=90)
AS_PAGES: Final[dict[str, tuple[type[Page], type[Page]]]] = {
    Kind.NEWS: (NewsPage, NewsIndexPage),
    Kind.ISSUE: (IssuePage, NewsletterPage),
    Kind.PAGE: (StandardPage, HomePage),
}


@transaction.atomic
def bring_in(folder: Path) -> dict[str, int]:
    """Propose what is new in a folder: how many of each file. Read again, it proposes nothing twice."""
    told = {}
    for name, text in reading.documents(folder):
        found = [_proposal(name, text, one) for one in reading.read(name, text)]
        before = Proposal.objects.count()
        Proposal.objects.bulk_create(found, ignore_conflicts=True)
        told[name] = Proposal.objects.count() - before
    return told


def _proposal(name: str, text: str, one: reading.Found) -> Proposal:
    told = "\n".join([one.kind, one.title, str(one.day), str(one.content.get("when", ""))])
    if one.kind in AS_PAGES:
        told = "\n".join([one.kind, one.title, str(one.day)])
    return Proposal(
        kind=one.kind,
        title=one.title,
        day=one.day,
        content=one.content,
        source=name[:255],
        source_text=text,
        same_as=sha256(told.encode()).hexdigest(),
    )


@transaction.atomic
def accept(*, proposal: Proposal, by: Editor) -> Page:
    """Make the draft: a page of its own, or one thing more on the timeline's or the contact page's draft."""
    mine = _undecided(proposal)
    page = _own_page(mine, by) if mine.kind in AS_PAGES else _on_another(mine, by)
    _decide(mine, by, page)
    return page


@transaction.atomic
def refuse(*, proposal: Proposal, by: Editor) -> None:
    """Nothing is made of it, and it is not proposed again."""
    _decide(_undecided(proposal), by, None)


def sweep() -> None:
    """Forget what nobody has decided on in three months: the sources have people's names in them."""
    Proposal.objects.filter(decided_at=None, made_at__lt=timezone.now() - UNDECIDED_KEPT).delete()


def _undecided(proposal: Proposal) -> Proposal:
    found = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if found.decided_at is not None:
        raise ValidationError(_("Någon har redan tagit ställning till förslaget."))
    return found


def _decide(proposal: Proposal, by: Editor, page: Page | None) -> None:
    proposal.decided_at, proposal.decided_by = timezone.now(), by
    proposal.accepted, proposal.page, proposal.source_text = page is not None, page, ""
    proposal.save()


def _own_page(proposal: Proposal, by: Editor) -> Page:
    kind, below = AS_PAGES[proposal.kind]
    parent = _swedish(below)
    content = proposal.content
    page = kind(title=proposal.title, slug=_slug(parent, proposal.title), live=False, locale=parent.locale)
    page.lead = content["lead"]
    page.body = [*_blocks(content["body"]), *_links(content["links"])]
    if proposal.day is not None and kind is not StandardPage:
        page.day = proposal.day
    if isinstance(page, NewsPage):
        page.related = [RelatedNews(news=news) for news in NewsPage.objects.filter(title__in=content["related"])]
    parent.add_child(instance=page)
    page.save_revision(user=by)
    return page


def _on_another(proposal: Proposal, by: Editor) -> Page:
    """Added to the newest draft, so that nothing that somebody else has begun is lost."""
    page: Any
    if proposal.kind == Kind.HAPPENING:
        page = _swedish(TimelinePage).get_latest_revision_as_object()
        told = {
            "when": proposal.content["when"],
            "what": proposal.title,
            "text": proposal.content["text"],
            "page": None,
        }
        page.happenings.append(("happening", told))
    else:
        page = _swedish(ContactPage).get_latest_revision_as_object()
        way = {"function": proposal.title[:120], "about": "", "phone": "", "email": "", "address": ""}
        _to_be_placed(page, way)
    page.save_revision(user=by)
    return Page.objects.get(pk=page.pk)


def _to_be_placed(page: Any, way: dict[str, str]) -> None:
    """One place at the end for all that the editor is to move where it belongs."""
    to_place = _("Att placera")
    for place in page.places:
        if place.value["name"] == to_place:
            place.value["ways"].append(way)
            return
    page.places.append(("place", {"name": to_place, "ways": [way]}))


def _swedish(kind: type[Page]) -> Any:
    found = kind.objects.filter(locale=Locale.objects.get(language_code="sv")).order_by("path").first()
    if found is None:
        raise ValidationError(
            _("Det finns ingen sida att lägga det under. Gör en av slaget %(kind)s först.")
            % {"kind": kind._meta.verbose_name}
        )
    return found


def _slug(parent: Page, title: str) -> str:
    wanted = slugify(title)[:80] or "sida"
    taken = set(parent.get_children().values_list("slug", flat=True))
    return next(
        slug for number in range(1, 1000) if (slug := f"{wanted}-{number}" if number > 1 else wanted) not in taken
    )


def _blocks(body: list[list[str]]) -> list[tuple[str, Any]]:
    """Headings, and between them rich text of paragraphs and lists."""
    made: list[tuple[str, Any]] = []
    for kind, text in body:
        if kind == "heading":
            made.append(("heading", {"text": text}))
            continue
        html = f"<li>{escape(text)}</li>" if kind == "item" else f"<p>{escape(text)}</p>"
        if made and made[-1][0] == "text":
            made[-1] = ("text", made[-1][1] + html)
        else:
            made.append(("text", html))
    return [(kind, ITEMS.sub(r"<ul>\1</ul>", value) if kind == "text" else value) for kind, value in made]


def _links(links: list[list[str]]) -> list[tuple[str, Any]]:
    if not links:
        return []
    each = [{"label": label, "page": None, "address": address} for label, address in links]
    return [("links", {"heading": _("Länkar"), "links": each})]
