"""Personal numbers, coordination numbers and reserve numbers: read, checked and shown.

Pure: knows neither database nor web. A number is kept as twelve characters without a
separator. It says roughly when a person was born (when a day's numbers have run out a nearby
day is used) and nothing else is ever read out of it: not sex, not origin.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, Final

from personnummer import personnummer

# The sentences are only marked here; the page that shows one translates it.
gettext_noop: Callable[[str], str] = str


class Kind(StrEnum):
    PERSONAL_NUMBER = "personal_number"
    COORDINATION_NUMBER = "coordination_number"
    RESERVE_NUMBER = "reserve_number"


class NotAnIdentityNumber(ValueError):
    """The number cannot be right. The sentence tells the person who typed it what to do."""

    sentence: ClassVar[str] = gettext_noop("Skriv numret med tio eller tolv siffror, till exempel 20120904-2389.")

    def __init__(self) -> None:
        super().__init__(self.sentence)


class NotReadable(NotAnIdentityNumber):
    """It does not look like any number we know."""


class WrongCheckDigit(NotAnIdentityNumber):
    sentence = gettext_noop("Sista siffran stämmer inte med de andra. Läs numret en siffra i taget och skriv det igen.")


class ImpossibleDate(NotAnIdentityNumber):
    sentence = gettext_noop("Numret börjar med ett datum som inte finns. Kontrollera år, månad och dag.")


class BornInTheFuture(NotAnIdentityNumber):
    sentence = gettext_noop(
        "Numret börjar med ett datum som inte har varit än. Skriv årtalet med fyra siffror. "
        "Är barnet inte fött väljer du ”ofött barn” i stället."
    )


class LocalNumber(NotAnIdentityNumber):
    """A number that one single system has made up: a T-number or a region's own reserve number."""

    sentence = gettext_noop(
        "Numret gäller bara i ett enda system (T-nummer eller lokalt reservnummer). Skriv "
        "personnummer, samordningsnummer eller nationellt reservnummer, eller välj ”inget "
        "nummer än”."
    )


@dataclass(frozen=True, slots=True)
class IdentityNumber:
    """A number that has been checked. Only some reserve numbers do not know the birth date."""

    number: str
    kind: Kind
    born_on: date | None

    def __str__(self) -> str:
        return pretty(self.number)


def parse(text: str, *, today: date) -> IdentityNumber:
    """Read a number as people write it: ten or twelve characters, spaces, - or +."""
    written = re.sub(r"\s", "", text).upper()
    written = re.sub("[‐‑‒–—−]", "-", written)  # dashes that documents and phones put in
    if match := _CIVIC.fullmatch(written):
        return _civic_number(*match.groups(), today=today)
    if match := _RESERVE.fullmatch(written):
        return _reserve_number(*match.groups(), today=today)
    if _LOCAL.fullmatch(written):
        raise LocalNumber
    raise NotReadable


def pretty(number: str) -> str:
    """As people read it: 20120904-2389."""
    return f"{number[:8]}-{number[8:]}"


def check_digit(characters: str) -> int:
    """The Luhn digit for what stands before it.

    A letter, which only a reserve number has, counts as its ASCII code; that reading was
    checked against published reserve numbers.
    """
    total = 0
    for place, character in enumerate(reversed(characters)):
        value = int(character) if character.isdigit() else ord(character)
        total += sum(int(digit) for digit in str(value * (1 if place % 2 else 2)))
    return -total % 10


_TEST_SERIALS: Final = frozenset({238, 239, *range(980, 1000)})
"""Birth numbers that Skatteverket keeps for test people: nobody real has them."""

_TEST_RESERVE_SERIES: Final = 78
"""The last of the 26 series of reserve numbers. No series is official for tests; this one
is reached only when 25 others have run out for a day."""


def is_test_number(number: str) -> bool:
    """Whether nobody real can have the number. Demonstration and tests use no others."""
    if _CIVIC.fullmatch(number):
        return int(number[-4:-1]) in _TEST_SERIALS
    if _RESERVE.fullmatch(number):
        return int(number[:2]) >= 18 + _TEST_RESERVE_SERIES
    return False


def made_up_number(born_on: date, serial: int = 238, *, coordination: bool = False) -> str:
    """A number in the official test series, for a made-up person born on the day."""
    if serial not in _TEST_SERIALS:
        raise ValueError(f"{serial} is outside the test series 238-239 and 980-999")
    day = born_on.day + (_COORDINATION if coordination else 0)
    number = f"{born_on:%Y%m}{day:02}{serial:03}"
    return f"{number}{check_digit(number[2:])}"


def made_up_reserve_number(born_on: date, letters: str = "AAA") -> str:
    """A reserve number that will hardly be given to anybody, for a made-up person."""
    century = born_on.year // 100 + _TEST_RESERVE_SERIES
    number = f"{century:02}{born_on:%y%m%d}{letters}"
    return f"{number}{check_digit(number)}"


_CIVIC: Final = re.compile(r"((?:18|19|20)?)(\d{6})([-+]?)(?!000)(\d{4})", re.ASCII)
# The letters leave out those that are easily mistaken for others.
_RESERVE: Final = re.compile(
    r"(00|2[2-9]|[3-8]\d|9[0-8])(\d{6})-?"
    r"([ABCDEFGHJKLMNPRSTUXYZ]{2}[\dABCDEFGHJKLMNPRSTUXYZ]\d)",
    re.ASCII,
)
_LOCAL: Final = re.compile(r"(?:\d{6}|\d{8})[-+]?[A-Z\d]{4}", re.ASCII)
_COORDINATION: Final = 60
"""What is added to the day in a coordination number (lag 2022:1697 2 kap. 8 §)."""


def _civic_number(century: str, short_date: str, sign: str, last_four: str, *, today: date) -> IdentityNumber:
    century = century or _century(int(short_date[:2]), sign, today=today)
    day = int(short_date[4:])
    coordination = day > _COORDINATION
    born_on = _date(
        int(century + short_date[:2]),
        int(short_date[2:4]),
        day - _COORDINATION if coordination else day,
        today=today,
    )
    number = century + short_date + last_four
    if not personnummer.valid(number):
        raise WrongCheckDigit
    kind = Kind.COORDINATION_NUMBER if coordination else Kind.PERSONAL_NUMBER
    return IdentityNumber(number, kind, born_on)


def _century(year: int, sign: str, *, today: date) -> str:
    """The latest year that ends so; with a plus the person turns a hundred or more this year."""
    latest = today.year - (today.year - year) % 100
    return str((latest - 100 if sign == "+" else latest) // 100)


def _reserve_number(series: str, six: str, last_four: str, *, today: date) -> IdentityNumber:
    number = series + six + last_four
    if series == "00":
        if not (int(six[2:4]) >= 20 and 40 <= int(six[4:]) <= 59):
            raise ImpossibleDate
        born_on = None
    else:
        # Each new series adds three to the century, so the remainder tells which one it was.
        century = 19 + (int(series) - 19) % 3
        born_on = _date(century * 100 + int(six[:2]), int(six[2:4]), int(six[4:]), today=today)
    if check_digit(number[:-1]) != int(number[-1]):
        raise WrongCheckDigit
    return IdentityNumber(number, Kind.RESERVE_NUMBER, born_on)


def _date(year: int, month: int, day: int, *, today: date) -> date:
    try:
        born_on = date(year, month, day)
    except ValueError:
        raise ImpossibleDate from None
    if born_on > today:
        raise BornInTheFuture
    return born_on
