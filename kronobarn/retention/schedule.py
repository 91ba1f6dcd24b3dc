"""The county's rules for how long records are kept: a versioned file, read once.

They stand in `counties/<county>/retention.yaml`. A regime and class without a rule are kept for ever. What the
database is to ask before anything is removed is loaded from here by `kronobarn migrate`.
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
from kronobarn.retention.rules import GROWN, LEAST_YEARS, RESEARCH_DAYS, After, Beside, Term

FILE = "retention.yaml"
Words = Annotated[str, Field(min_length=1)]
DayOfMonth = Annotated[int, Field(ge=1, le=31)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Rule(Strict):
    """One line: these regimes, these classes, so many years after that."""

    regimes: Annotated[list[Regime], Field(min_length=1)]
    classes: Annotated[list[RetentionClass | Beside], Field(min_length=1)]
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

    def terms(self) -> Iterator[tuple[str, str, int, str, list[int], bool]]:
        """Each rule as a row of `retention_term`, but for the version."""
        for rule in self.rules:
            days = list(self.research_days) if rule.research else []
            for regime in rule.regimes:
                for one in rule.classes:
                    yield regime.value, one.value, rule.years, rule.after.value, days, rule.confirmed

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
    if wrong := [*_twice(where, schedule.rules), *_too_early(where, schedule)]:
        raise CountyFilesAreWrong(wrong)
    return schedule


def _twice(where: Document, rules: list[Rule]) -> Iterator[Problem]:
    """Rules that say something that an earlier one has said."""
    said: set[tuple[Regime, RetentionClass | Beside]] = set()
    for number, rule in enumerate(rules):
        about = {(regime, one) for regime in rule.regimes for one in rule.classes}
        if about & said:
            place = where.place("rules", number, "regimes")
            yield Problem(place, _("Samma område och klass har två regler."), _("Ta bort den ena."))
        said |= about


def _too_early(where: Document, schedule: Schedule) -> Iterator[Problem]:
    """Rules that the database would refuse: what every county is held to."""
    for number, rule in enumerate(schedule.rules):
        if Beside.CHILD in rule.classes and (rule.after is not After.BIRTHDAY or rule.years < GROWN):
            yield Problem(
                where.place("rules", number, "years"),
                _("Uppgifter om barnet självt finns tills barnet är vuxet."),
                _("Skriv after: birthday, och minst %(years)d år.") % {"years": GROWN},
            )
        kept = rule.research and set(RESEARCH_DAYS) <= set(schedule.research_days)
        if Regime.SOCIAL_SERVICES in rule.regimes and not kept:
            yield Problem(
                where.place("rules", number, "research"),
                _("Socialtjänsten sparar handlingar om dem som är födda den 5, 15 och 25."),
                _("Skriv research: true, och 5, 15 och 25 bland research_days."),
            )


def file() -> Path:
    """Where the rules in force stand."""
    return shipped("kronoberg") / FILE


@lru_cache
def current() -> Schedule:
    """The version in force."""
    return read(file().parent)
