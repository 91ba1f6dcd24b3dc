"""What must agree inside a practice pack beyond the shape of each part: keys, pictures, ages, translations, the table.

Reads the files as they stand, so that it finds what it can also in a pack whose shape is wrong elsewhere.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from kronobarn.authorities.county.files import Document, Problem, Steps
from kronobarn.practice.rules import GROWN_UP_AT, INFORMATION_KINDS
from kronobarn.ui.pictures import keys

KEYED: tuple[Steps, ...] = (
    ("areas",),
    ("questions",),
    ("age_bands",),
    ("consent_texts",),
    ("responsibility", "functions"),
    ("responsibility", "periods"),
    ("modules", "my_world", "sides"),
)
FILLED_IN = ("barnet", "dagen", "platsen", "samordnaren", "ansvarig")
"""What can stand in braces in a letter."""


def promised(where: Document) -> list[str]:
    """The languages that the pack says it has, as far as they can be read."""
    named = listed(where.content, ("translations",))
    found = [one for one in named if isinstance(one, str) and re.fullmatch("[a-z]{2}", one)]
    return list(dict.fromkeys(found))


def problems(where: Document, pictures: frozenset[str] | None = None) -> Iterator[Problem]:
    """What does not agree in the pack's own file. Without pictures of its own it has those that come with the product."""
    for path in KEYED:
        yield from _twice(where, path, "key")
    yield from _headings_twice(where)
    yield from _languages(where)
    yield from _unknown_pictures(where, pictures or keys())
    yield from _ages(where)
    yield from _kinds(where)
    yield from letters(where)
    yield from _table(where)


# Reading what may be wrong


def listed(content: Any, path: Steps) -> list[Any]:
    """The list at a place; none where there is no such place."""
    for step in path:
        content = content.get(step) if isinstance(content, dict) else None
    return content if isinstance(content, list) else []


def entries(where: Document, path: Steps) -> list[tuple[int, dict[str, Any]]]:
    """The parts of a list that have fields, with their places in it."""
    return [(number, one) for number, one in enumerate(listed(where.content, path)) if isinstance(one, dict)]


def text(content: Any, name: str) -> str:
    """The words of a field; none where it has none."""
    value = content.get(name) if isinstance(content, dict) else None
    return value if isinstance(value, str) else ""


# The checks


def _twice(where: Document, path: Steps, name: str) -> Iterator[Problem]:
    found = [((*path, number, name), text(one, name)) for number, one in entries(where, path)]
    yield from _repeated(where, found)


def _repeated(where: Document, found: Iterable[tuple[Steps, str]]) -> Iterator[Problem]:
    found = list(found)
    uses = Counter(key for _path, key in found if key)
    for path, key in found:
        if uses[key] > 1:
            yield Problem(
                where.place(*path), _("Nyckeln ”%s” används två gånger.") % key, _("Ge var och en en egen nyckel.")
            )


def _headings_twice(where: Document) -> Iterator[Problem]:
    sides: Steps = ("modules", "my_world", "sides")
    found: list[tuple[Steps, str]] = []
    for number, _side in entries(where, sides):
        headings: Steps = (*sides, number, "headings")
        side = listed(where.content, sides)[number]
        for nth, one in enumerate(listed(side, ("headings",))):
            found.append(((*headings, nth, "key"), text(one, "key")))
    yield from _repeated(where, found)


def _languages(where: Document) -> Iterator[Problem]:
    named = [(("translations", nr), str(one)) for nr, one in enumerate(listed(where.content, ("translations",)))]
    yield from _repeated(where, named)
    own = text(where.content, "language")
    for path, language in named:
        if language == own:
            yield Problem(
                where.place(*path),
                _("Språket ”%s” är det som paketet redan är skrivet på.") % language,
                _("Ta bort det."),
            )


def shown(where: Document) -> frozenset[str]:
    """The keys of the pictures that the pack's areas have."""
    return frozenset(text(area, "picture") for _nr, area in entries(where, ("areas",)))


def _unknown_pictures(where: Document, pictures: frozenset[str]) -> Iterator[Problem]:
    for number, area in entries(where, ("areas",)):
        picture = text(area, "picture")
        if picture and picture not in pictures:
            yield Problem(
                where.place("areas", number, "picture"),
                _("Bilden ”%s” finns inte.") % picture,
                _("Välj en av: %s.") % ", ".join(sorted(pictures)),
            )


def _ages(where: Document) -> Iterator[Problem]:
    bands = entries(where, ("age_bands",))
    ages = [text(band, "from_age") for _nr, band in bands]
    numbers = [int(age) for age in ages if age.isdigit()]
    if numbers and len(numbers) == len(ages) and (numbers[0] != 0 or numbers != sorted(set(numbers))):
        yield Problem(
            where.place("age_bands"),
            _("Åldrarna täcker inte alla barn i ordning."),
            _("Börja med from_age: 0 och låt varje ålder vara högre än den förra."),
        )
    keys = {text(band, "key") for _nr, band in bands}
    for number, area in entries(where, ("areas",)):
        prompts = area.get("prompts_for_children")
        if not keys or not isinstance(prompts, dict):
            continue
        for key in sorted(keys - prompts.keys()):
            yield Problem(
                where.place("areas", number, "prompts_for_children"),
                _("Frågor till barn i åldern ”%s” saknas.") % key,
                _("Skriv minst en fråga för varje ålder i age_bands."),
            )
        for key in sorted(prompts.keys() - keys):
            yield Problem(
                where.place("areas", number, "prompts_for_children", key),
                _("Åldern ”%s” finns inte i age_bands.") % key,
                _("Ta bort den eller rätta nyckeln."),
            )


def _kinds(where: Document) -> Iterator[Problem]:
    places: list[tuple[Steps, Any]] = []
    if isinstance(where.content, dict):
        places.append((("information_kinds",), where.content.get("information_kinds")))
    places += [(("consent_texts", nr, "kinds"), one.get("kinds")) for nr, one in entries(where, ("consent_texts",))]
    for path, kinds in places:
        if isinstance(kinds, dict) and set(kinds) != set(INFORMATION_KINDS):
            yield Problem(
                where.place(*path),
                _("Nycklarna stämmer inte: de är fasta, bara orden är länets."),
                _("Skriv precis de här: %s.") % ", ".join(INFORMATION_KINDS),
            )


def letters(where: Document) -> Iterator[Problem]:
    """Nothing is to be filled in that nobody fills in."""
    written = where.content.get("letters") if isinstance(where.content, dict) else None
    if not isinstance(written, dict):
        return
    for name, letter in written.items():
        for number, paragraph in enumerate(listed(letter, ("paragraphs",))):
            for hole in re.findall(r"\{([^}]*)\}", str(paragraph)):
                if hole not in FILLED_IN:
                    yield Problem(
                        where.place("letters", name, "paragraphs", number),
                        _("Ingen fyller i ”{%s}”.") % hole,
                        _("Använd en av: %s.") % ", ".join(f"{{{one}}}" for one in FILLED_IN),
                    )


def _table(where: Document) -> Iterator[Problem]:
    """Who is responsible: every period follows on another, from before birth until grown up, and nobody is left out."""
    path: Steps = ("responsibility", "periods")
    periods = entries(where, path)
    if not periods:
        return
    functions = {text(one, "key") for _nr, one in entries(where, ("responsibility", "functions"))}
    yield from _unit_kinds_twice(where)
    for number, period in periods:
        for nth, function in enumerate(period.get("functions") or ()):
            if function not in functions:
                yield Problem(
                    where.place(*path, number, "functions", nth),
                    _("Funktionen ”%s” finns inte bland functions.") % function,
                    _("Lägg till den där eller rätta nyckeln."),
                )
    yield from _order(where, path, periods)


def _unit_kinds_twice(where: Document) -> Iterator[Problem]:
    path: Steps = ("responsibility", "functions")
    found = [
        ((*path, number, "unit_kinds", nth), str(kind))
        for number, one in entries(where, path)
        for nth, kind in enumerate(one.get("unit_kinds") or ())
    ]
    uses = Counter(kind for _path, kind in found)
    for place, kind in found:
        if uses[kind] > 1:
            yield Problem(
                where.place(*place),
                _("Slaget av enhet ”%s” hör till två funktioner.") % kind,
                _("Låt varje slag höra till en funktion."),
            )


def _order(where: Document, path: Steps, periods: list[tuple[int, dict[str, Any]]]) -> Iterator[Problem]:
    after = {text(one, "key"): text(one, "after") for _nr, one in periods}
    firsts = [number for number, one in periods if not text(one, "after")]
    if len(firsts) > 1:
        yield Problem(
            where.place(*path, firsts[1]),
            _("Två perioder säger inte vad de kommer efter."),
            _("Bara den första, före födseln, saknar after."),
        )
    followed: dict[str, int] = {}
    for number, one in periods:
        key, before = text(one, "key"), text(one, "after")
        if before and before not in after:
            yield Problem(
                where.place(*path, number, "after"),
                _("Perioden ”%s” finns inte.") % before,
                _("Skriv nyckeln på den period som kommer före."),
            )
        elif before and before in followed:
            yield Problem(
                where.place(*path, number, "after"),
                _("Två perioder kommer efter ”%s”.") % before,
                _("Låt dem komma efter varandra, eller slå ihop dem."),
            )
        elif _comes_back(key, after):
            yield Problem(
                where.place(*path, number, "after"),
                _("Reglerna går i cirkel: ”%s” kommer till slut efter sig själv.") % key,
                _("Rätta after så att perioderna följer på varandra från födseln."),
            )
        if before:
            followed[before] = number
    yield from _ends(where, path, periods)


def _comes_back(key: str, after: dict[str, str]) -> bool:
    seen: set[str] = set()
    at = after.get(key, "")
    while at and at not in seen:
        if at == key:
            return True
        seen.add(at)
        at = after.get(at, "")
    return False


def _ends(where: Document, path: Steps, periods: list[tuple[int, dict[str, Any]]]) -> Iterator[Problem]:
    """Each period ends later in life than the one before, and the last not before the child has grown up."""
    ends = {text(one, "key"): _age(one) for _nr, one in periods}
    for number, one in periods:
        before = text(one, "after")
        end, earlier = ends[text(one, "key")], ends.get(before)
        if end is not None and earlier is not None and end <= earlier:
            yield Problem(
                where.place(*path, number, "until"),
                _("Perioden slutar inte senare än den som kommer före."),
                _("Rätta åldern, eller ordningen i after."),
            )
    known = [end for end in ends.values() if end is not None]
    if len(known) == len(periods) and max(known) < GROWN_UP_AT:
        yield Problem(
            where.place(*path),
            _("Ingen är ansvarig för barnet fram till 18 år."),
            _("Låt den sista perioden sluta tidigast på 18-årsdagen."),
        )


def _age(period: dict[str, Any]) -> float | None:
    """About how old the child is when the period ends; None when that cannot be read."""
    until = period.get("until")
    when, age = text(until, "when"), text(until, "age")
    if when == "birth":
        return 0
    if not age.isdigit():
        return None
    # A day in a year comes for some before the birthday and for others after it.
    return int(age) if when == "birthday" else int(age) + 0.01
