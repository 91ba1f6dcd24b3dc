"""Other versions of the practice model than the shipped ones, and a way to let one hold from today."""

from typing import Any

from django.utils import timezone

from kronobarn.authorities.county import shipped
from kronobarn.core.actor import SYSTEM
from kronobarn.practice import actions, pack
from kronobarn.practice.models import Version
from kronobarn.practice.reading import FILE, read
from kronobarn.practice.schema import Pack

KRONOBERG = read(shipped("kronoberg", FILE))


def another(**changed: Any) -> Pack:
    """Kronoberg's pack, changed."""
    return Pack.model_validate({**KRONOBERG.model_dump(), "version": "kronoberg-2027.1", **changed})


def with_modules() -> Pack:
    """Kronoberg's pack with both of the modules switched on."""
    modules = KRONOBERG.model_dump()["modules"]
    for module in modules.values():
        module["on"] = True
    return another(modules=modules)


def hold_from_today(content: Pack) -> None:
    """As if it had been loaded yesterday, with today as its day."""
    version = actions.load(content=content, adopt_from=None, by=SYSTEM)
    Version.objects.filter(pk=version.pk).update(in_force_from=timezone.localdate())
    pack.forget()


def said(value: Any) -> set[str]:
    """Every word that is shown: not keys, pictures and references."""
    if isinstance(value, dict):
        shown = [one for name, one in value.items() if name not in {"key", "picture", "references", "unit_kinds"}]
        return set().union(*map(said, shown))
    if isinstance(value, list):
        return set().union(*map(said, value))
    return {value} if isinstance(value, str) else set()
