"""The county's rules for how long names of those who answer are kept: a versioned file, read once.

They stand in `counties/<county>/names.yaml`. Names without a rule are kept until there is one.
"""

from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kronobarn.authorities.county import CountyFilesAreWrong, shipped
from kronobarn.authorities.county.files import document
from kronobarn.practice.mistakes import problems
from kronobarn.programme.rules import LEAST_YEARS

FILE = "names.yaml"
Words = Annotated[str, Field(min_length=1)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Rule(Strict):
    """So many years, after what the feature says, and why."""

    held: Words
    years: int = Field(ge=LEAST_YEARS, le=100)
    source: Words
    confirmed: bool


class Terms(Strict):
    """One version of the rules."""

    version: Words
    county: Words
    rules: Annotated[list[Rule], Field(min_length=1)]

    def of(self, key: str) -> Rule | None:
        """The rule for what a feature keeps."""
        return next((one for one in self.rules if one.held == key), None)


def read(folder: Path) -> Terms:
    """Read a county's rules, or raise CountyFilesAreWrong with every mistake, its line and its remedy."""
    where = document(folder, FILE)
    try:
        return Terms.model_validate(where.content)
    except ValidationError as error:
        raise CountyFilesAreWrong(problems(error, where)) from None


@lru_cache
def current() -> Terms:
    """The version in force."""
    return read(shipped("kronoberg"))
