"""What counts as an identity number, and what a person is told when theirs does not."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from personnummer import personnummer

from kronobarn.people import identity
from kronobarn.people.identity import Kind

TODAY = date(2026, 11, 21)

PUBLISHED = [
    # Test numbers published by Skatteverket, and the coordination number that some libraries refuse.
    ("199001012385", Kind.PERSONAL_NUMBER, date(1990, 1, 1)),
    ("200002292399", Kind.PERSONAL_NUMBER, date(2000, 2, 29)),
    ("202402292383", Kind.PERSONAL_NUMBER, date(2024, 2, 29)),
    ("189001019802", Kind.PERSONAL_NUMBER, date(1890, 1, 1)),
    ("198611239883", Kind.PERSONAL_NUMBER, date(1986, 11, 23)),
    ("191401682396", Kind.COORDINATION_NUMBER, date(1914, 1, 8)),
    ("202601612381", Kind.COORDINATION_NUMBER, date(2026, 1, 1)),
    ("197010632391", Kind.COORDINATION_NUMBER, date(1970, 10, 3)),
    # Reserve numbers: known and unknown birth date, with and without a digit for sex.
    ("22950606FH20", Kind.RESERVE_NUMBER, date(1995, 6, 6)),
    ("25780404KHD5", Kind.RESERVE_NUMBER, date(1978, 4, 4)),
    ("00342145BZ31", Kind.RESERVE_NUMBER, None),
    ("00749852BZK0", Kind.RESERVE_NUMBER, None),
]


@pytest.mark.parametrize(("number", "kind", "born_on"), PUBLISHED)
def test_published_numbers_are_read(number: str, kind: Kind, born_on: date | None) -> None:
    read = identity.parse(number, today=TODAY)

    assert read == identity.IdentityNumber(number, kind, born_on)


@pytest.mark.parametrize(
    "written",
    [
        "199001012385",
        "19900101-2385",
        "900101-2385",
        "9001012385",
        " 19900101 2385 ",
        "1990 01 01 23 85",
        "19900101–2385",
        "19900101\u00a0-\u00a02385",
        "19900101+2385",  # with the century written out the sign says nothing more
    ],
)
def test_a_number_may_be_written_in_many_ways(written: str) -> None:
    assert identity.parse(written, today=TODAY).number == "199001012385"


def test_a_plus_means_a_hundred_years_or_more() -> None:
    assert identity.parse("900101+9802", today=TODAY).number == "189001019802"


def test_two_digits_of_a_year_mean_the_latest_such_year() -> None:
    assert identity.parse("240229-2383", today=TODAY).born_on == date(2024, 2, 29)


def test_a_reserve_number_may_be_written_in_small_letters() -> None:
    assert identity.parse("22950606-fh20", today=TODAY).number == "22950606FH20"


@pytest.mark.parametrize(
    ("written", "refusal", "advice"),
    [
        ("19900101-2386", identity.WrongCheckDigit, "en siffra i taget"),
        ("22950606FH21", identity.WrongCheckDigit, "en siffra i taget"),
        ("20130230-2381", identity.ImpossibleDate, "Kontrollera år, månad och dag"),
        ("20131301-2381", identity.ImpossibleDate, "Kontrollera år, månad och dag"),
        ("20130192-2381", identity.ImpossibleDate, "Kontrollera år, månad och dag"),
        ("20130160-2381", identity.ImpossibleDate, "Kontrollera år, månad och dag"),
        ("22951306FH20", identity.ImpossibleDate, "Kontrollera år, månad och dag"),
        ("00341245BZ31", identity.ImpossibleDate, "Kontrollera år, månad och dag"),
        ("00342139BZ31", identity.ImpossibleDate, "Kontrollera år, månad och dag"),
        ("20261122-2381", identity.BornInTheFuture, "ofött barn"),
        ("261122-2381", identity.BornInTheFuture, "fyra siffror"),
        ("24120904FH20", identity.BornInTheFuture, "fyra siffror"),
        ("19900101-T238", identity.LocalNumber, "inget nummer än"),
        ("900101-T238", identity.LocalNumber, "inget nummer än"),
        ("991990123451", identity.LocalNumber, "inget nummer än"),
        ("22950606FI20", identity.LocalNumber, "inget nummer än"),
        ("19900101-0005", identity.LocalNumber, "inget nummer än"),
        ("", identity.NotReadable, "tio eller tolv siffror"),
        ("Alva", identity.NotReadable, "tio eller tolv siffror"),
        ("19900101", identity.NotReadable, "tio eller tolv siffror"),
        ("1990-01-01-2385", identity.NotReadable, "tio eller tolv siffror"),
        ("٢٠١٢٠٩٠٤٢٣٨٩", identity.NotReadable, "tio eller tolv siffror"),
    ],
)
def test_a_wrong_number_is_refused_with_advice(
    written: str, refusal: type[identity.NotAnIdentityNumber], advice: str
) -> None:
    with pytest.raises(refusal, match=advice):
        identity.parse(written, today=TODAY)


def test_the_example_in_the_advice_is_itself_right() -> None:
    example = identity.NotReadable.sentence.removesuffix(".").split()[-1]

    assert identity.is_test_number(identity.parse(example, today=TODAY).number)


def test_a_child_born_today_has_a_number() -> None:
    number = identity.made_up_number(TODAY)

    assert identity.parse(number, today=TODAY).born_on == TODAY


def test_a_number_is_shown_with_a_dash() -> None:
    assert str(identity.parse("900101-2385", today=TODAY)) == "19900101-2385"


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("199001012385", True),
        ("189001019802", True),
        ("191401682396", True),
        ("98120904AAA7", True),
        ("191212121212", False),
        ("199001012370", False),
        ("199001019794", False),
        ("22950606FH20", False),
        ("nonsense", False),
    ],
)
def test_the_test_series_is_recognised(number: str, expected: bool) -> None:
    assert identity.is_test_number(number) is expected


def test_numbers_for_tests_are_not_made_outside_the_series() -> None:
    with pytest.raises(ValueError, match="outside the test series"):
        identity.made_up_number(date(2012, 9, 4), 123)


birthdays = st.dates(min_value=date(1850, 1, 1), max_value=TODAY)
serials = st.sampled_from([238, 239, *range(980, 1000)])


@given(born_on=birthdays, serial=serials, coordination=st.booleans())
def test_made_up_numbers_are_valid_and_in_the_series(born_on: date, serial: int, coordination: bool) -> None:
    number = identity.made_up_number(born_on, serial, coordination=coordination)
    read = identity.parse(number, today=TODAY)

    assert (read.number, read.born_on) == (number, born_on)
    assert (read.kind is Kind.COORDINATION_NUMBER) is coordination
    assert identity.is_test_number(number)
    assert personnummer.valid(number)


@given(born_on=st.dates(min_value=date(1900, 1, 1), max_value=TODAY))
def test_made_up_reserve_numbers_are_valid(born_on: date) -> None:
    number = identity.made_up_reserve_number(born_on)
    read = identity.parse(number, today=TODAY)

    assert (read.number, read.kind, read.born_on) == (number, Kind.RESERVE_NUMBER, born_on)
    assert identity.is_test_number(number)


@given(born_on=birthdays, serial=serials, place=st.integers(8, 11), digit=st.integers(0, 9))
def test_one_mistyped_digit_after_the_date_is_always_caught(born_on: date, serial: int, place: int, digit: int) -> None:
    number = identity.made_up_number(born_on, serial)
    mistyped = number[:place] + str(digit) + number[place + 1 :]
    assume(mistyped != number)

    with pytest.raises(identity.NotAnIdentityNumber):
        identity.parse(mistyped, today=TODAY)


@given(born_on=birthdays, serial=serials, coordination=st.booleans())
def test_what_is_shown_can_be_typed_in_again(born_on: date, serial: int, coordination: bool) -> None:
    read = identity.parse(identity.made_up_number(born_on, serial, coordination=coordination), today=TODAY)

    assert identity.parse(str(read), today=TODAY) == read


@given(born_on=st.dates(min_value=date(1928, 1, 1), max_value=TODAY), serial=serials)
def test_ten_digits_are_enough_for_everyone_under_a_hundred(born_on: date, serial: int) -> None:
    number = identity.made_up_number(born_on, serial)

    assert identity.parse(number[2:], today=TODAY).number == number


@given(st.text(max_size=20))
def test_nonsense_is_refused_with_a_sentence_and_nothing_else(text: str) -> None:
    with suppress(identity.NotAnIdentityNumber):
        assert len(identity.parse(text, today=TODAY).number) == 12
