"""What must agree between a practice pack and its words in another language: every key, and as many of each."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from kronobarn.authorities.county.files import Document, Problem, Steps
from kronobarn.practice.coherence import entries, letters, listed, text

AGENDA_OF_STAFF: Steps = ("staff", "meeting_agenda")


def problems(where: Document, language: str, pack: Document) -> Iterator[Problem]:
    """What is missing in a language, or is there for nothing."""
    lang = text(where.content, "lang")
    if lang and lang != language:
        yield Problem(
            where.place("lang"),
            _("Filen heter %(file)s men säger att språket är ”%(lang)s”.") % {"file": where.file, "lang": lang},
            _("Byt namn på filen eller rätta lang."),
        )
    yield from letters(where)
    yield from _for_staff(where, pack)
    yield from _for_everybody(where, pack)
    words = where.content.get("areas") if isinstance(where.content, dict) else None
    if not isinstance(words, dict):
        return
    originals = {str(area.get("key")): area for _nr, area in entries(pack, ("areas",))}
    for key in originals.keys() - words.keys():
        yield Problem(
            where.place("areas"),
            _("Översättningen av området ”%s” saknas.") % key,
            _("Lägg till området med samma nyckel som i practice.yaml."),
        )
    for key, translated in words.items():
        if key not in originals:
            yield Problem(
                where.place("areas", key),
                _("Området ”%s” finns inte i practice.yaml.") % key,
                _("Ta bort det eller rätta nyckeln."),
            )
        elif isinstance(translated, dict):
            yield from _as_many(where, key, translated, originals[key])


def _as_many(where: Document, key: str, translated: dict[str, Any], original: dict[str, Any]) -> Iterator[Problem]:
    """As many questions as the original has, for each age."""
    name = "prompts_for_guardians"
    pairs: list[tuple[Steps, Any, Any]] = [((name,), translated.get(name), original.get(name))]
    name = "prompts_for_children"
    theirs, ours = translated.get(name), original.get(name)
    if isinstance(theirs, dict) and isinstance(ours, dict):
        pairs += [((name, band), theirs.get(band), ours[band]) for band in ours]
        for band in theirs.keys() - ours.keys():
            yield Problem(
                where.place("areas", key, name, band),
                _("Åldern ”%s” finns inte i practice.yaml.") % band,
                _("Ta bort den eller rätta nyckeln."),
            )
    for path, has, wants in pairs:
        if isinstance(wants, list) and len(has or ()) != len(wants):
            yield Problem(
                where.place("areas", key, *path),
                _("%(path)s: Här står %(has)d frågor, men originalet har %(wants)d.")
                % {"path": ".".join(map(str, path)), "has": len(has or ()), "wants": len(wants)},
                _("Översätt varje fråga, i samma ordning."),
            )


def _for_staff(where: Document, pack: Document) -> Iterator[Problem]:
    """The words for those who work with children are whole, when they are there at all."""
    if not isinstance(where.content, dict) or not isinstance(where.content.get("staff"), dict):
        return
    keyed: list[tuple[Steps, Steps]] = [
        (("areas",), ("areas",)),
        (("questions",), ("questions",)),
        (("functions",), ("responsibility", "functions")),
        (("information_kinds",), ("information_kinds",)),
        (("modules",), ("modules",)),
        (("modules", "my_world", "sides"), ("modules", "my_world", "sides")),
    ]
    for number, side in entries(pack, ("modules", "my_world", "sides")):
        path: Steps = ("modules", "my_world", "sides", text(side, "key"), "headings")
        keyed.append((path, ("modules", "my_world", "sides", number, "headings")))
    for ours, theirs in keyed:
        yield from _same_keys(where, ("staff", *ours), _keys(pack.content, theirs))


def _for_everybody(where: Document, pack: Document) -> Iterator[Problem]:
    """What the family reads beside the wheel: a point for each of the agenda, and who can be responsible."""
    whole = where.content if isinstance(where.content, dict) else {}
    staff = whole.get("staff")
    if not isinstance(staff, dict) or "functions" in whole:
        yield from _same_keys(where, ("functions",), _keys(pack.content, ("responsibility", "functions")))
    wants = len(listed(pack.content, ("meeting_agenda",)))
    path: Steps = ("meeting_agenda",) if not isinstance(staff, dict) or "meeting_agenda" in whole else AGENDA_OF_STAFF
    has = len(listed(whole, path))
    if has != wants:
        yield Problem(
            where.place(*path),
            _("%(path)s: Här står %(has)d punkter, men originalet har %(wants)d.")
            % {"path": ".".join(map(str, path)), "has": has, "wants": wants},
            _("Översätt varje punkt, i samma ordning."),
        )


def _same_keys(where: Document, path: Steps, wants: set[str]) -> Iterator[Problem]:
    has = _keys(where.content, path)
    for key in sorted(wants - has):
        yield Problem(
            where.place(*path),
            _("%(path)s: ”%(key)s” är inte översatt.") % {"path": ".".join(map(str, path)), "key": key},
            _("Lägg till det med samma nyckel som i practice.yaml."),
        )
    for key in sorted(has - wants):
        yield Problem(
            where.place(*path, key),
            _("%(path)s: ”%(key)s” finns inte i practice.yaml.") % {"path": ".".join(map(str, path)), "key": key},
            _("Ta bort det eller rätta nyckeln."),
        )


def _keys(content: Any, path: Steps) -> set[str]:
    """The keys at a place, where the parts of a list have theirs in a field."""
    for step in path:
        if isinstance(content, dict):
            content = content.get(step)
        elif isinstance(content, list) and isinstance(step, int) and step < len(content):
            content = content[step]
        else:
            return set()
    if isinstance(content, dict):
        return {str(key) for key in content}
    return {text(one, "key") for one in content} if isinstance(content, list) else set()
