"""How many have read a version, as far as it may be told. No list of people, and nothing in order of how much."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from kronobarn.authorities.models import Assignment, Unit
from kronobarn.authorities.rules import Profession
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.small_numbers import FEWEST, shown
from kronobarn.learning_material import policy, rules
from kronobarn.learning_material.models import MaterialVersion


@dataclass(frozen=True)
class Counted:
    """None where it is too few to be told."""

    before: date
    """Readings from this day on are not counted yet."""
    whole: int | None
    begun: int | None
    professions: list[tuple[str, int | None]]
    units: list[str]
    """Where enough have read all of it. No figure: with those of the professions it could tell of a few."""


def counted(actor: Actor, version: MaterialVersion) -> Counted:
    """By profession in figures and by unit in a word, both by name."""
    policy.may_lead(actor).enforce()
    before = rules.counted_before(clock.today())
    found: dict[str, dict[str, int]] = {"all": {}, "profession": {}, "unit": {}}
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, key, readers FROM learning_material_counted(%s, %s)", [version.pk, before])
        for kind, key, readers in cursor.fetchall():
            found[kind][key] = readers
    every = shown(found["all"]) or {}
    known = shown(found["profession"])
    professions = [] if known is None else [(_profession(key), number) for key, number in known.items()]
    enough = [int(key) for key, readers in found["unit"].items() if readers >= FEWEST]
    units = Unit.objects.filter(pk__in=enough).order_by("name").values_list("name", flat=True)
    return Counted(
        before=before,
        whole=every.get("whole"),
        begun=every.get("begun"),
        professions=sorted(professions),
        units=list(units),
    )


def _profession(key: str) -> str:
    return str(Assignment.PROFESSIONS[Profession(key)])
