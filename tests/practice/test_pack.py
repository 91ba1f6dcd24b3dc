from pathlib import Path

import pytest

from kronobarn.authorities.county import CountyFilesAreWrong, shipped
from kronobarn.practice import pack

SHIPPED = (shipped("kronoberg") / pack.FILE).read_text(encoding="utf-8")


def wrong(folder: Path, old: str, new: str) -> str:
    """What is said of the shipped pack when one thing in it is changed."""
    assert old in SHIPPED
    (folder / pack.FILE).write_text(SHIPPED.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CountyFilesAreWrong) as told:
        pack.read(folder)
    return str(told.value)


def line_of(words: str) -> int:
    return 1 + SHIPPED[: SHIPPED.index(words)].count("\n")


def test_the_shipped_pack_has_eight_areas_and_five_questions() -> None:
    current = pack.current()

    assert [area.key for area in current.areas] == [
        "safe", "healthy", "achieving", "nurtured", "active", "respected", "responsible", "included",
    ]  # fmt: skip
    assert len(current.questions) == 5
    assert current.area("safe").label == "Trygg"


def test_an_unknown_area_is_not_there() -> None:
    with pytest.raises(KeyError):
        pack.current().area("rich")


@pytest.mark.parametrize(
    ("old", "new", "what", "remedy"),
    [
        ("label: Trygg", "lable: Trygg", "lable: Fältet känns inte igen.", "rätta stavningen"),
        ("label: Trygg", "label: ''", "label: Fältet är tomt.", "Skriv ett värde."),
        ("key: safe", "key: Säker!", "key: ”Säker!” är inte rätt skrivet.", "små bokstäver a-z"),
        (
            "    confirmed: false",
            "    confirmed: kanske",
            "confirmed: Här ska det stå ja eller nej.",
            "true eller false",
        ),
        ("first_review_weeks: 6", "first_review_weeks: sex", "Här ska det stå ett tal.", "siffror"),
        ("first_review_weeks: 6", "first_review_weeks: 60", "utanför gränsen", "högst 26 veckor"),
        ("first_review_weeks: 6", "first_review_weeks: 0", "utanför gränsen", "minst 1 veckor"),
        ('adopted_on: "2026-01-01"', "adopted_on: i januari", "”i januari”", "2026-01-31"),
    ],
)
def test_a_mistake_is_told_with_file_line_and_remedy(
    tmp_path: Path, old: str, new: str, what: str, remedy: str
) -> None:
    told = wrong(tmp_path, old, new)

    assert f"practice.yaml, rad {line_of(old)}" in told
    assert what in told
    assert remedy in told


def test_two_areas_cannot_share_a_key(tmp_path: Path) -> None:
    assert "Nyckeln ”safe” används två gånger." in wrong(tmp_path, "key: healthy", "key: safe")


def test_a_missing_area_is_told(tmp_path: Path) -> None:
    start, end = SHIPPED.index("  - key: included"), SHIPPED.index("questions:")

    assert "Här står 7, men det ska vara 8." in wrong(tmp_path, SHIPPED[start:end], "\n")


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CountyFilesAreWrong, match="Filen saknas"):
        pack.read(tmp_path)
