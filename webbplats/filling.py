"""Fills an empty site from the files in `content/`: a tree of pages in each language, and the demo's editor.

The files are for people: a page's body is a list, where a plain text is a paragraph or more, and what is anything else
says what it is. Days are written as dates, or as so many days from today.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from html import escape
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import yaml
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import Locale, Page, Site

from webbplats import demo, models
from webbplats.editors.models import Editor
from webbplats.models import HomePage, MaterialFile, NewsPage
from webbplats.newsletter.models import MailingList

CONTENT: Final = Path(__file__).parent / "content"
MODERATORS: Final = "Moderators"

Told = dict[str, Any]


def load() -> bool:
    """Put the content in place, unless there are pages already. Tells whether it did."""
    with transaction.atomic():
        if HomePage.objects.exists():
            return False
        _Filling().fill()
        if settings.SITE_DEMO:
            _demo_editor()
    return True


class _Filling:
    """One filling: the pages by their path, so that links between them can be put in when all are there."""

    def __init__(self) -> None:
        self._pages: dict[str, Page] = {}
        self._later: list[tuple[Page, Told]] = []

    def fill(self) -> None:
        root = Page.get_first_root_node()
        assert root is not None
        for welcome in root.get_children():
            welcome.delete()  # Wagtail's own
        for language, _name in settings.LANGUAGES:
            locale, _ = Locale.objects.get_or_create(language_code=language)
            told = yaml.safe_load((CONTENT / f"{language}.yaml").read_text(encoding="utf-8"))
            self._plant(root, told, locale, "")
        for page, told in self._later:
            self._complete(page, told)
        self._serve_at(self._pages["sv"])
        for place, one in enumerate(yaml.safe_load((CONTENT / "lists.yaml").read_text(encoding="utf-8"))):
            MailingList.objects.create(place=place, **one)
        for group in Group.objects.filter(name=MODERATORS):
            group.permissions.add(*Permission.objects.filter(content_type__model__in=("mailinglist", "redirect")))

    def _plant(self, parent: Page, told: Told, locale: Locale, above: str) -> None:
        kind: type[Page] = getattr(models, told["kind"])
        path = f"{above}/{told['slug']}" if above else locale.language_code
        fields = {name: _day(value) for name, value in told.items() if name not in NOT_FIELDS}
        page = kind(
            title=told["title"],
            slug=told["slug"],
            locale=locale,
            show_in_menus=bool(told.get("menu")),
            search_description=told.get("said", ""),
            **fields,
        )
        same = self._pages.get(told.get("same_as", "sv" if not above else ""))
        if same is not None:
            page.translation_key = same.translation_key
        parent.add_child(instance=page)
        self._pages[path] = page
        self._later.append((page, told))
        for child in told.get("below", ()):
            self._plant(page, child, locale, path)

    def _complete(self, page: Page, told: Told) -> None:
        """The body and what else can point at other pages; then the first revision, published."""
        page.body = [self._block(one) for one in told.get("body", ())]
        for name, make in (("happenings", self._happening), ("answers", self._answer), ("places", self._place)):
            if name in told:
                setattr(page, name, [make(one) for one in told[name]])
        if "ways_in" in told:
            page.ways_in = [("page", self._pages[path]) for path in told["ways_in"]]
        for path in told.get("related", ()):
            news = self._pages[path]
            assert isinstance(news, NewsPage)
            page.related.add(models.RelatedNews(news=news))
        for file in told.get("files", ()):
            page.files.add(MaterialFile(document=_document(file), language=file["language"]))
        page.save_revision().publish()

    def _block(self, one: Any) -> tuple[str, Any]:
        if isinstance(one, str):
            return "text", _rich(one)
        ((kind, value),) = one.items()
        match kind:
            case "h":
                return "heading", {"text": value}
            case "box":
                return "box", {"heading": value["heading"], "text": _rich(value["text"])}
            case "quote":
                return "quote", value
            case "news":
                return "news", {"heading": value["heading"], "news": [self._pages[path] for path in value["news"]]}
            case "links":
                links = [self._link(label, to) for label, to in value["links"].items()]
                return "links", {"heading": value["heading"], "links": links}
        raise ValueError(kind)

    def _link(self, label: str, to: str) -> Told:
        if urlsplit(to).scheme:
            return {"label": label, "page": None, "address": to}
        return {"label": label, "page": self._pages[to], "address": ""}

    def _happening(self, one: Told) -> tuple[str, Told]:
        page = self._pages[one["page"]] if "page" in one else None
        return "happening", {"when": one["when"], "what": one["what"], "text": one.get("text", ""), "page": page}

    def _answer(self, one: Told) -> tuple[str, Told]:
        return "answer", {"question": one["question"], "answer": _rich(one["answer"])}

    def _place(self, one: Told) -> tuple[str, Told]:
        empty = {"about": "", "phone": "", "email": "", "address": ""}
        return "place", {"name": one["name"], "ways": [{**empty, **way} for way in one["ways"]]}

    @staticmethod
    def _serve_at(home: Page) -> None:
        where = urlsplit(settings.SITE_ADDRESS or "http://localhost")
        Site.objects.update_or_create(
            is_default_site=True,
            defaults={
                "hostname": where.hostname or "localhost",
                "port": where.port or (443 if where.scheme == "https" else 80),
                "root_page": home,
                "site_name": settings.WAGTAIL_SITE_NAME,
            },
        )


NOT_FIELDS: Final = frozenset(
    {
        *("kind", "slug", "title", "menu", "said", "same_as", "below", "body", "happenings", "answers", "places"),
        *("ways_in", "related", "files"),
    }
)


def _day(value: Any) -> Any:
    """`{in_days: 20, at: "13.00"}` is a moment near today; anything else is as it is."""
    if not isinstance(value, Mapping):
        return value
    hour, minute = map(int, str(value["at"]).split("."))
    day: date = timezone.localdate() + timedelta(days=value["in_days"])
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def _rich(text: str) -> str:
    """Paragraphs parted by an empty line; lines that begin with a dash are a list."""
    return "".join(_parts(text))


def _parts(text: str) -> Iterator[str]:
    for part in text.strip().split("\n\n"):
        lines = part.splitlines()
        if all(line.startswith("- ") for line in lines):
            yield "<ul>" + "".join(f"<li>{escape(line[2:])}</li>" for line in lines) + "</ul>"
        else:
            yield f"<p>{escape(' '.join(lines))}</p>"


def _document(file: Told) -> Document:
    """A file of a material. Its words are in the content; it is written here."""
    document = Document(title=file["title"])
    document.file.save(file["name"], ContentFile(file["text"].encode()), save=False)
    document.save()
    return document


def _demo_editor() -> None:
    editor = Editor(username=demo.EDITOR, first_name="Redaktör", last_name="i demon")
    editor.set_password(demo.PASSWORD)
    editor.save()
    editor.groups.add(*Group.objects.filter(name=MODERATORS))
