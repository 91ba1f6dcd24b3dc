"""The county's rules for how long records are kept: a versioned file, read once.

They stand in `counties/<county>/retention.yaml`. A regime and class without a rule are kept for ever.
"""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kronobarn.authorities.county import CountyFilesAreWrong, Problem, shipped
from kronobarn.authorities.county.files import Document, document
from kronobarn.authorities.rules import Regime
from kronobarn.circles.rules import RetentionClass
from kronobarn.practice.mistakes import problems
from kronobarn.retention.rules import LEAST_YEARS, After, Term

FILE = "retention.yaml"
Words = Annotated[str, Field(min_length=1)]
DayOfMonth = Annotated[int, Field(ge=1, le=31)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Rule(Strict):
    """One line: these regimes, these classes, so many years after that."""

    regimes: Annotated[list[Regime], Field(min_length=1)]
    classes: Annotated[list[RetentionClass], Field(min_length=1)]
    years: int = Field(ge=LEAST_YEARS, le=100)
    after: After
    research: bool
    source: Words
    confirmed: bool

    @property
    def term(self) -> Term:
        return Term(
            years=self.years, after=self.after, research=self.research, confirmed=self.confirmed, source=self.source
        )


class Schedule(Strict):
    """One version of the rules."""

    version: Words
    county: Words
    research_days: Annotated[list[DayOfMonth], Field(min_length=1)]
    rules: Annotated[list[Rule], Field(min_length=1)]

    def term(self, regime: str, retention_class: str) -> Term | None:
        """The rule for a regime and class; None when there is none, and nothing is removed."""
        for rule in self.rules:
            if regime in rule.regimes and retention_class in rule.classes:
                return rule.term
        return None

    def of(self, regime: str) -> list[Rule]:
        """The rules of one regime."""
        return [rule for rule in self.rules if regime in rule.regimes]


def read(folder: Path) -> Schedule:
    """Read a county's rules, or raise CountyFilesAreWrong with every mistake, its line and its remedy."""
    where = document(folder, FILE)
    try:
        schedule = Schedule.model_validate(where.content)
    except ValidationError as error:
        raise CountyFilesAreWrong(problems(error, where)) from None
    if twice := list(_twice(where, schedule.rules)):
        raise CountyFilesAreWrong(twice)
    return schedule


def _twice(where: Document, rules: list[Rule]) -> Iterator[Problem]:
    """Rules that say something that an earlier one has said."""
    said: set[tuple[Regime, RetentionClass]] = set()
    for number, rule in enumerate(rules):
        about = {(regime, one) for regime in rule.regimes for one in rule.classes}
        if about & said:
            place = where.place("rules", number, "regimes")
            yield Problem(place, _("Samma område och klass har två regler."), _("Ta bort den ena."))
        said |= about


@lru_cache
def current() -> Schedule:
    """The version in force."""
    return read(shipped("kronoberg"))
