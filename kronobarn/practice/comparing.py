"""What differs between two versions of the practice model, in sentences for those who decide about it. Pure."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kronobarn.practice.schema import Pack

CALLED = {
    "version": gettext_noop("Versionens namn"),
    "county": gettext_noop("Länet"),
    "programme": gettext_noop("Vad länets arbete heter"),
    "language": gettext_noop("Språket"),
    "words": gettext_noop("Vad delarna heter"),
    "model": gettext_noop("modellen"),
    "wheel": gettext_noop("hjulet"),
    "responsible": gettext_noop("den ansvariga funktionen"),
    "lead": gettext_noop("den som håller ihop"),
    "plan": gettext_noop("planen"),
    "meeting": gettext_noop("mötet"),
    "age_bands": gettext_noop("Åldrar"),
    "from_age": gettext_noop("från ålder"),
    "answers": gettext_noop("sätt att svara"),
    "areas": gettext_noop("Hjulets områden"),
    "label": gettext_noop("benämning"),
    "confirmed": gettext_noop("bekräftad av länet"),
    "picture": gettext_noop("bild"),
    "for_professionals": gettext_noop("betydelse för professionella"),
    "for_guardians": gettext_noop("betydelse för vårdnadshavare"),
    "for_children": gettext_noop("betydelse för barn"),
    "prompts": gettext_noop("frågor till professionella"),
    "prompts_for_guardians": gettext_noop("frågor till vårdnadshavare"),
    "prompts_for_children": gettext_noop("frågor till barn"),
    "strengths": gettext_noop("exempel på det som fungerar"),
    "concerns": gettext_noop("exempel på det som är svårt"),
    "references": gettext_noop("jämförelser"),
    "made_by": gettext_noop("vem som har jämfört"),
    "uncrc": gettext_noop("barnkonventionens artiklar"),
    "bbic": gettext_noop("BBIC"),
    "icf": gettext_noop("ICF"),
    "modules": gettext_noop("Valfria delar"),
    "my_world": gettext_noop("Min värld"),
    "resilience": gettext_noop("motståndskraft"),
    "vulnerability": gettext_noop("sårbarhet"),
    "protection": gettext_noop("skydd"),
    "adversity": gettext_noop("svårigheter"),
    "on": gettext_noop("påslagen"),
    "meaning": gettext_noop("betydelse"),
    "examples": gettext_noop("exempel"),
    "sides": gettext_noop("sidor"),
    "headings": gettext_noop("rubriker"),
    "questions": gettext_noop("Analysens frågor"),
    "text": gettext_noop("text"),
    "decision": gettext_noop("Analysens tre vägar"),
    "own_service": gettext_noop("egen verksamhet"),
    "other_service": gettext_noop("annan verksamhet"),
    "together": gettext_noop("tillsammans"),
    "information_kinds": gettext_noop("Vad som kan delas"),
    "plan_conditions": gettext_noop("Vad en plan måste ha"),
    "consent": gettext_noop("samtycke"),
    "services": gettext_noop("verksamheter"),
    "contacts": gettext_noop("kontaktpersoner"),
    "next_review": gettext_noop("nästa uppföljning"),
    "child_view": gettext_noop("barnets syn"),
    "heard": gettext_noop("familjen har hörts"),
    "first_review_weeks": gettext_noop("Veckor till första uppföljningen"),
    "next_review_weeks": gettext_noop("Veckor till nästa uppföljning"),
    "responsibility": gettext_noop("Vem som ansvarar"),
    "functions": gettext_noop("funktioner"),
    "unit_kinds": gettext_noop("slag av enheter"),
    "periods": gettext_noop("perioder"),
    "after": gettext_noop("kommer efter"),
    "until": gettext_noop("slutar"),
    "when": gettext_noop("när"),
    "age": gettext_noop("ålder"),
    "day": gettext_noop("dag"),
    "consent_texts": gettext_noop("Texter om samtycke"),
    "name": gettext_noop("namn"),
    "lang": gettext_noop("språk"),
    "dir": gettext_noop("läsriktning"),
    "reviewed": gettext_noop("granskad"),
    "paragraphs": gettext_noop("stycken"),
    "kinds": gettext_noop("uppgifter"),
    "meeting_agenda": gettext_noop("Mötets dagordning"),
    "letters": gettext_noop("Brev"),
    "invitation": gettext_noop("inbjudan"),
    "plan_copy": gettext_noop("planen till familjen"),
    "ending": gettext_noop("avslut"),
    "subject": gettext_noop("rubrik"),
    "translations": gettext_noop("Översättningar"),
    "made": gettext_noop("hur den är gjord"),
    "staff": gettext_noop("ord för dem som arbetar med barnen"),
    "key": gettext_noop("nyckel"),
}
"""Every field of a pack, as those who keep it speak of it."""


def differences(old: Pack, new: Pack) -> list[str]:
    """What the new version changes, one sentence a change, in the order of the file. Empty when they say the same."""
    before, after = old.model_dump(mode="json"), new.model_dump(mode="json")
    before.pop("version"), after.pop("version")
    return list(_fields((), before, after))


def _fields(path: tuple[str, ...], before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    for key in [*before, *(key for key in after if key not in before)]:
        here = (*path, _called(key, before.get(key) or after.get(key)))
        if key not in before:
            yield _new(here, after[key])
        elif key not in after:
            yield _gone(here, before[key])
        elif key != "key":
            yield from _values(here, before[key], after[key])


def _values(path: tuple[str, ...], before: Any, after: Any) -> Iterator[str]:
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _fields(path, before, after)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _lists(path, before, after)
    elif before is None:
        yield _new(path, after)
    elif after is None:
        yield _gone(path, before)
    else:
        yield f"{_where(path)}: {_said(before)} → {_said(after)}"


def _lists(path: tuple[str, ...], before: list[Any], after: list[Any]) -> Iterator[str]:
    parts = [one for one in [*before, *after] if isinstance(one, dict)]
    if not parts:
        yield from (
            _("%(where)s: borttaget: %(what)s") % {"where": _where(path), "what": _said(one)}
            for one in before
            if one not in after
        )
        yield from (
            _("%(where)s: nytt: %(what)s") % {"where": _where(path), "what": _said(one)}
            for one in after
            if one not in before
        )
        if sorted(map(str, before)) == sorted(map(str, after)):
            yield _("%s: ny ordning.") % _where(path)
        return
    name = "key" if "key" in parts[0] else "lang"
    olds, news = ({one[name]: one for one in some} for some in (before, after))
    yield from _fields(path, olds, news)
    kept = [key for key in olds if key in news]
    if kept != [key for key in news if key in olds]:
        yield _("%s: ny ordning.") % _where(path)


def _called(key: str, value: Any) -> str:
    """A part by its own name, a field by what it is called, anything else by its key."""
    if isinstance(value, dict) and key == (value.get("key") or value.get("lang")):
        return str(value.get("label") or value.get("name") or key)
    return _(CALLED[key]) if key in CALLED else key


def _where(path: tuple[str, ...]) -> str:
    return " › ".join(path)


def _new(path: tuple[str, ...], value: Any) -> str:
    return _("%s: nytt") % _where(path) + ("." if isinstance(value, dict) else f": {_said(value)}")


def _gone(path: tuple[str, ...], value: Any) -> str:
    told = _("%s: borttaget.") % _where(path)
    if isinstance(value, dict) and "for_children" in value:
        return told + " " + _("Det som redan är skrivet under området visas som förut.")
    return told


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    if isinstance(value, str):
        return f"”{value}”"
    if isinstance(value, list):
        return ", ".join(map(_said, value))
    return str(value)
