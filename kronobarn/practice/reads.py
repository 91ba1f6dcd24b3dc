"""What the pages about the practice model show. A draft is read from the database: no other page knows of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kronobarn.core import clock
from kronobarn.practice import rules
from kronobarn.practice.comparing import differences
from kronobarn.practice.models import Version
from kronobarn.practice.parts import AgeBand
from kronobarn.practice.rules import GROWN_UP_AT, State, ends_on
from kronobarn.practice.schema import Pack

STATES: dict[State, str | Promise] = {
    State.DRAFT: _("utkast"),
    State.PLANNED: _("beslutad"),
    State.IN_FORCE: _("gäller nu"),
    State.PAST: _("gällde tidigare"),
}


@dataclass(frozen=True)
class Row:
    """One version in the list."""

    version: str
    county: str
    state: State
    since: date | None

    @property
    def words(self) -> str:
        return str(STATES[self.state])


def versions() -> list[Row]:
    """Every version, the drafts first and then the latest."""
    found = list(Version.objects.values_list("version", "county", "in_force_from"))
    starts = sorted((since, name) for name, _county, since in found if since is not None)
    rows = [Row(name, county, rules.state(name, starts, clock.today()), since) for name, county, since in found]
    return sorted(rows, key=lambda row: (row.since or date.max, row.version), reverse=True)


@dataclass(frozen=True)
class Stretch:
    """One period of an invented child's life, and who would be responsible in it."""

    functions: list[str]
    until: date


@dataclass(frozen=True)
class Preview:
    """A version as a child of an age, its guardians and those who work with it would meet it."""

    row: Row
    pack: Pack
    age: int
    ages: list[int]
    band: AgeBand
    life: list[Stretch]
    changes: list[str]


def preview(version: str, age: int | None) -> Preview | None:
    """A version with an invented child; the youngest of the sample ages unless another is asked for."""
    rows = {row.version: row for row in versions()}
    if version not in rows:
        return None
    in_force = next((row.version for row in rows.values() if row.state is State.IN_FORCE), version)
    contents = Version.objects.filter(pk__in={version, in_force}).values_list("pk", "content")
    packs = {name: Pack.model_validate(content) for name, content in contents}
    pack = packs[version]
    ages = list(_sample_ages(pack))
    chosen = age if age in ages else ages[0]
    return Preview(
        row=rows[version],
        pack=pack,
        age=chosen,
        ages=ages,
        band=pack.band(chosen),
        life=list(_life(pack, chosen)),
        changes=differences(packs[in_force], pack),
    )


def _sample_ages(pack: Pack) -> Iterator[int]:
    """One age in each band."""
    ends = [band.from_age for band in pack.age_bands[1:]] + [GROWN_UP_AT]
    for band, end in zip(pack.age_bands, ends, strict=True):
        yield max(band.from_age, end - 2)


def _life(pack: Pack, age: int) -> Iterator[Stretch]:
    today = clock.today()
    born_on = date(today.year - age, today.month, min(today.day, 28))
    called = {one.key: one.label for one in pack.responsibility.functions}
    for period in pack.responsibility.life():
        yield Stretch([called[function] for function in period.functions], ends_on(period.until, born_on))
