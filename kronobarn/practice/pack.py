"""The practice model as content: the version that is in force, and the one that something was written under.

Versions are read from the database once in each process. A new one begins with a day and is loaded before it, so a
process that looks at the list of versions once a day never misses one, and no page asks for it.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from kronobarn.circles import headlines
from kronobarn.core import clock
from kronobarn.practice import rules
from kronobarn.practice.models import Version
from kronobarn.practice.parts import Area, InformationText
from kronobarn.practice.schema import Pack
from kronobarn.practice.translating import translated
from kronobarn.ui import language

__all__ = [
    "Area",
    "InformationText",
    "NoPracticeModel",
    "Pack",
    "current",
    "digest",
    "foreign",
    "forget",
    "known",
    "of",
    "spoken",
    "starts",
    "told",
]

_read: dict[str, Pack] = {}
_spoken: dict[tuple[str, str], Pack] = {}
_listed: dict[date, dict[str, date | None]] = {}


class NoPracticeModel(Exception):
    """No version has ever been put in force. Tells the operator what to do."""

    def __init__(self) -> None:
        super().__init__("Ingen praxismodell är inläst. Kör: kronobarn import counties/<län>")


def current() -> Pack:
    """The version in force."""
    version = rules.in_force(starts(), clock.today())
    if version is None:
        raise NoPracticeModel
    return _whole(version)


def of(version: str) -> Pack:
    """The version that something was written under; the one in force for what was written in another system."""
    return _whole(version) if known(version) else current()


def spoken(practice: Pack, speech: str) -> Pack:
    """The same version with its words in another language, as far as it has them; what is stored is not."""
    said = next((one for one in practice.translations if one.lang == speech), None)
    if said is None:
        return practice
    if (practice.version, speech) not in _spoken:
        _spoken[practice.version, speech] = translated(practice, said)
    return _spoken[practice.version, speech]


def told(version: str | None = None) -> Pack:
    """The version that something was written under, or that is in force, as the page's reader has it. Not to be stored."""
    return spoken(current() if version is None else of(version), language.spoken())


def foreign(version: str | None = None) -> str:
    """The language of a version's words where its reader's is another, for the page to say; else nothing."""
    practice, speech = current() if version is None else of(version), language.spoken()
    if speech == practice.language or any(one.lang == speech for one in practice.translations):
        return ""
    return practice.language


def known(version: str) -> bool:
    """Whether the words of the version are here."""
    return version in _versions()


def starts() -> list[tuple[date, str]]:
    """The versions that have a day, the earliest first."""
    return sorted((since, version) for version, since in _versions().items() if since is not None)


def digest(content: Mapping[str, Any]) -> str:
    """A checksum of what a version says, as it is kept."""
    whole = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()


def forget() -> None:
    """Read everything anew."""
    _read.clear()
    _spoken.clear()
    _listed.clear()
    headlines.forget()


def _whole(version: str) -> Pack:
    if version not in _read:
        _read[version] = Pack.model_validate(Version.objects.values_list("content", flat=True).get(pk=version))
    return _read[version]


def _versions() -> dict[str, date | None]:
    """Every version and the day it begins, as of today's first look."""
    today = timezone.localdate()
    if today not in _listed:
        found = dict(Version.objects.values_list("version", "in_force_from"))
        if not found:
            return {}
        _listed.clear()
        _listed[today] = found
    return _listed[today]
