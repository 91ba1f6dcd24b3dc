"""Reads a saved page or newsletter - text, Markdown or HTML - and says what could be made of it. Writes nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from bs4 import BeautifulSoup
from bs4.element import Tag
from django.utils.dates import MONTHS
from django.utils.translation import override
from markdown_it import MarkdownIt

from webbplats.proposals import names

KINDS: Final = (".txt", ".md", ".markdown", ".html", ".htm")
LARGEST: Final = 2 * 1024 * 1024
LONGEST_HEADING: Final = 90
LONGEST_LEAD: Final = 400
LONGEST_LINE: Final = 120
"""A heading, a link's words, what happens on a day."""

with override("sv"):
    _MONTHS: Final = {str(name).lower(): number for number, name in MONTHS.items()}
DAY: Final = re.compile(rf"\b(\d{{1,2}})\s+({'|'.join(_MONTHS)})(?:\s+(\d{{4}}))?\b", re.IGNORECASE)
MONTH: Final = re.compile(rf"\b({'|'.join(_MONTHS)})\s+(\d{{4}})\b", re.IGNORECASE)
YEAR_FIRST: Final = re.compile(r"^((?:19|20)\d\d)\s*[:–-]\s*(.+)", re.DOTALL)
NOTHING: Final = re.compile(
    r"^(fler nyheter|tillbaka till .*|till nyhetsbrevet|se mötesanteckningar.*|i samarbete med:?|senast uppdaterad.*|porträtt.*"
    r"|e-post( till .*|: .*)?|telefon: .*|dela( på .*)?|skriv ut|hoppa till .*|.*\bfoto: .*)$",
    re.IGNORECASE,
)
RELATED: Final = re.compile(r"^(relaterade nyheter|läs också|mer nyheter)$", re.IGNORECASE)
CONTACT: Final = re.compile(r"^kontakt(personer|uppgifter)?$", re.IGNORECASE)


class Kind(StrEnum):
    """What something is proposed as."""

    NEWS = "news"
    ISSUE = "issue"
    PAGE = "page"
    HAPPENING = "happening"
    FUNCTION = "function"


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, an item of a list or a heading, with the links that stood in it."""

    text: str
    is_item: bool = False
    is_heading: bool = False
    links: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Found:
    """One thing that could be made. `content` is what the editor's draft is made of; names are not in it."""

    kind: Kind
    title: str
    day: date | None = None
    content: dict[str, Any] = field(default_factory=dict)


def documents(folder: Path) -> Iterator[tuple[str, str]]:
    """Each file that can be read, with its text. What is too large, or is no text, is passed over."""
    for file in sorted(folder.rglob("*")):
        if file.suffix.lower() not in KINDS or not file.is_file() or file.stat().st_size > LARGEST:
            continue
        raw = file.read_bytes()
        if b"\0" not in raw:
            yield str(file.relative_to(folder)), _decoded(raw)


def _decoded(raw: bytes) -> str:
    """Old pages were not always saved as UTF-8."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def read(name: str, text: str) -> list[Found]:
    """Everything that one document could become."""
    parts, related, contact = _sorted_out(_parts(name, text))
    if not parts:
        return []
    known = names.found_in(text)

    def plain(said: str) -> str:
        return " ".join(names.without(said, known).split())

    when = next((day for part in parts[:4] if (day := _day(part.text)) and _is_only_a_date(part.text)), None)
    parts = [part for place, part in enumerate(parts) if not (place < 4 and _is_only_a_date(part.text))]
    if not parts:
        return []
    title, rest = parts[0].text, parts[1:]
    issued = MONTH.search(title) if title.lower().startswith(("nyhetsbrev", "newsletter")) else None
    kind = Kind.ISSUE if issued else Kind.NEWS if when else Kind.PAGE
    if issued:
        when = _date(int(issued[2]), issued[1], 1)
    happenings = [part for part in rest if YEAR_FIRST.match(part.text)]
    rest = [part for part in rest if part not in happenings]
    found = [Found(kind, plain(title)[:200], when, _content(rest, related, contact, plain))]
    found += [_happening(match, plain) for part in happenings if (match := YEAR_FIRST.match(part.text))]
    found += _days(rest, when, plain)
    found += [Found(Kind.FUNCTION, one) for one in _functions(contact)]
    return found


def _parts(name: str, text: str) -> list[Part]:
    if not name.lower().endswith((".html", ".htm")):
        lines = (re.sub(r"^\s*•\s*", "- ", line.rstrip()) for line in text.splitlines())
        kept = "\n".join("" if NOTHING.match(line.strip("- \t")) else line for line in lines)
        text = MarkdownIt("commonmark", {"html": False}).disable("code").render(kept)
    soup = BeautifulSoup(text, "html.parser")
    for away in soup(["script", "style", "nav", "header", "footer", "form", "template", "noscript", "aside"]):
        away.decompose()
    for line in soup("br"):
        line.replace_with(" ")
    blocks = [one for one in soup.find_all(["h1", "h2", "h3", "h4", "p", "li", "td"]) if not one.find(["p", "li"])]
    parts = [part for one in blocks for part in _part(one)]
    return [_as_heading(part, parts[place + 1 : place + 2]) for place, part in enumerate(parts)]


def _part(one: Tag) -> Iterator[Part]:
    links = tuple(
        (link.get_text(" ", strip=True).rstrip(" >"), str(link["href"]))
        for link in one("a", href=True)
        if str(link["href"]).startswith(("http://", "https://"))
    )
    text = " ".join(one.get_text().split())
    in_list = one.name == "li" or one.find_parent("li") is not None
    if text and not NOTHING.match(text):
        yield Part(text, is_item=in_list, is_heading=one.name.startswith("h"), links=links)


def _as_heading(part: Part, after: list[Part]) -> Part:
    """In plain text a heading is a short line of its own, without a full stop, before something longer."""
    alone = not part.is_item and len(part.text) <= LONGEST_HEADING and part.text[-1] not in '.:,;…”"'
    if alone and after and len(after[0].text) > len(part.text) and not DAY.fullmatch(part.text):
        return Part(part.text, is_heading=True, links=part.links)
    return part


def _sorted_out(parts: list[Part]) -> tuple[list[Part], list[Part], list[Part]]:
    """The text itself, what it is related to, and whom to ask."""
    where: dict[str, list[Part]] = {"text": [], "related": [], "contact": []}
    at = "text"
    for part in parts:
        if RELATED.match(part.text):
            at = "related"
        elif CONTACT.match(part.text):
            at = "contact"
        else:
            where[at].append(part)
    return where["text"], where["related"], where["contact"]


def _content(rest: list[Part], related: list[Part], contact: list[Part], plain: Any) -> dict[str, Any]:
    first = next((part for part in rest if not part.is_heading and not part.is_item), None)
    lead = plain(first.text) if first else ""
    if len(lead) > LONGEST_LEAD:
        lead = _short(lead, LONGEST_LEAD)
    elif first:
        rest = [part for part in rest if part is not first]
    rest = [
        part
        for part, after in pairwise([*rest, Part("", is_heading=True)])
        if not (part.is_heading and after.is_heading)
    ]
    body = [
        (
            "heading" if part.is_heading else "item" if part.is_item else "text",
            plain(part.text)[: LONGEST_LINE if part.is_heading else None],
        )
        for part in rest
    ]
    links = [
        [plain(label)[:LONGEST_LINE], address]
        for part in [*rest, *related, *contact]
        for label, address in part.links
        if label
    ]
    titles = [plain(part.text) for part, after in pairwise([*related, Part("")]) if _is_title(part.text, after.text)]
    return {"lead": lead, "body": body, "links": links, "related": titles}


def _is_title(text: str, after: str) -> bool:
    """In a list of other news: what stands before its date, or is a link's worth of words."""
    if _is_only_a_date(after):
        return True
    return len(text) <= LONGEST_HEADING and not _day(text) and not text.endswith(("...", "…", "."))


def _happening(match: re.Match[str], plain: Any) -> Found:
    what = plain(match[2])
    short = _short(what)
    return Found(Kind.HAPPENING, short, None, {"when": match[1], "text": "" if short == what else what[:600]})


def _days(rest: list[Part], when: date | None, plain: Any) -> list[Found]:
    """Sentences that say on which day something is: for the timeline, or for an event."""
    found = []
    for part in rest:
        for sentence in re.split(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])", part.text):
            day = DAY.search(sentence)
            year = (day[3] if day else None) or (str(when.year) if when else "")
            if day and year and (said := plain(sentence)) and _date(int(year), day[2], int(day[1])):
                short = _short(said)
                content = {
                    "when": f"{int(day[1])} {day[2].lower()} {year}",
                    "text": said[:600] if short != said else "",
                }
                found.append(Found(Kind.HAPPENING, short, _date(int(year), day[2], int(day[1])), content))
    return found


def _short(text: str, longest: int = LONGEST_LINE) -> str:
    """The text, or its first whole words."""
    return text if len(text) <= longest else text[: longest - 1].rsplit(" ", 1)[0] + "…"


def _functions(contact: list[Part]) -> list[str]:
    """Whom to ask, by function. A name, a telephone and an address of a person are not taken over."""
    lines = [part.text for part in contact if len(part.text) <= LONGEST_HEADING and names.FUNCTION.search(part.text)]
    return list(dict.fromkeys(line for line in lines if not names.NAME.search(line)))


def _is_only_a_date(text: str) -> bool:
    return DAY.fullmatch(text.strip(" .")) is not None


def _day(text: str) -> date | None:
    match = DAY.search(text)
    return _date(int(match[3]), match[2], int(match[1])) if match and match[3] else None


def _date(year: int, month: str, day: int) -> date | None:
    try:
        return date(year, _MONTHS[month.lower()], day)
    except ValueError:
        return None
