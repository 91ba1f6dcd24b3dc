"""The files of a county: what is accepted, and what a keeper of them is told when they are wrong."""

from pathlib import Path

import pytest

from kronobarn.authorities import county
from kronobarn.authorities.rules import ContactKind, Regime, UnitKind

from .conftest import Spoil

MUNICIPALITIES = {
    "0760": "Uppvidinge kommun",
    "0761": "Lessebo kommun",
    "0763": "Tingsryds kommun",
    "0764": "Alvesta kommun",
    "0765": "Älmhults kommun",
    "0767": "Markaryds kommun",
    "0780": "Växjö kommun",
    "0781": "Ljungby kommun",
}


@pytest.fixture(scope="module")
def kronoberg() -> county.County:
    return county.read(county.shipped("kronoberg"))


def test_kronoberg_has_its_eight_municipalities(kronoberg: county.County) -> None:
    named = {
        row["municipality_code"]: row["name"] for row in kronoberg.organisations.values() if row["municipality_code"]
    }

    assert named == MUNICIPALITIES


@pytest.mark.parametrize("code", MUNICIPALITIES)
@pytest.mark.parametrize(
    "kind",
    [
        UnitKind.MVC,
        UnitKind.BVC,
        UnitKind.PRESCHOOL,
        UnitKind.SCHOOL,
        UnitKind.UPPER_SECONDARY,
        UnitKind.KAA,
        UnitKind.STUDENT_HEALTH,
        UnitKind.SOCIAL_OFFICE,
        UnitKind.MUNICIPAL_OFFICE,
    ],
)
def test_every_municipality_has_someone_for_every_age(kronoberg: county.County, code: str, kind: UnitKind) -> None:
    assert any(unit["municipality_code"] == code and unit["kind"] == kind for unit in kronoberg.units.values())


def test_the_county_has_the_services_beside_the_municipalities(kronoberg: county.County) -> None:
    kinds = {unit["kind"] for unit in kronoberg.units.values()}

    assert kinds == set(UnitKind)


def test_every_regime_of_secrecy_is_used(kronoberg: county.County) -> None:
    assert {area["regime"] for area in kronoberg.areas.values()} == set(Regime)


def test_medical_student_health_is_apart_from_school(kronoberg: county.County) -> None:
    for unit in kronoberg.units.values():
        if unit["kind"] == UnitKind.STUDENT_HEALTH:
            assert kronoberg.areas[unit["area__key"]]["regime"] == Regime.STUDENT_HEALTH_MEDICAL


@pytest.mark.parametrize("code", MUNICIPALITIES)
def test_every_municipality_says_where_to_report_a_concern(kronoberg: county.County, code: str) -> None:
    kinds = {path["kind"] for path in kronoberg.contact_paths.values() if path["municipality_code"] == code}

    assert kinds == {ContactKind.SOCIAL_SERVICES, ContactKind.SOCIAL_SERVICES_ON_CALL}


def test_invented_numbers_are_said_to_be_invented(kronoberg: county.County) -> None:
    for path in kronoberg.contact_paths.values():
        assert path["invented"] == bool(path["municipality_code"])


def test_mailboxes_are_functions_at_addresses_that_cannot_exist(kronoberg: county.County) -> None:
    boxes = {unit["mailbox"] for unit in kronoberg.units.values()} - {""}

    assert boxes
    assert all(box.endswith(".example") for box in boxes)


def test_a_code_that_looks_octal_is_read_as_written(small_county: Path) -> None:
    assert county.read(small_county).organisations["angsby"]["municipality_code"] == "0761"


@pytest.mark.parametrize(
    ("old", "new", "line", "what", "remedy"),
    [
        ("area: angsby-social", "area: angsby-sjukhus", 33, "”angsby-sjukhus” finns inte", "angsby-skola, angsby-social"),
        ("key: kaa", "key: gymnasiet", 28, "”gymnasiet” är redan använd", "den första står i organisations/angsby.yaml, rad 24"),
        ("regime: school", "regime: hemligt", 10, "”hemligt” finns inte", "Välj ett av: preschool, school"),
        ("kind: kaa", "kind: fritids", 31, "”fritids” finns inte", "Välj ett av: preschool, school"),
        ("212000-0613", "212000-0614", 5, "fel kontrollsiffra", "Bolagsverket"),
        ("212000-0613", "2120000613", 5, "inte rätt skrivet", "212000-0662"),
        ("municipality_code: 0761", "municipality_code: 761", 6, "inte rätt skrivet", "fyra siffror"),
        ("  municipality_code: 0761\n", "", 1, "har en kommunkod", "Lägg till"),
        ("name: Skolnämnden", "nam: Skolnämnden", 8, "name: Fältet saknas", "Lägg till"),
        ("name: Skolnämnden", "nam: Skolnämnden", 9, "nam: Fältet känns inte igen", "key, name, regime"),
        ("name: Skolnämnden", 'name: ""', 9, "tomt", "Skriv ett värde"),
        ("name: Skolnämnden", f"name: {'x' * 121}", 9, "för lång", "Korta"),
        ("name: Skolnämnden", "name: [Skol, nämnden]", 9, "en text", "Skriv ett värde"),
        ("key: angsby-skola", "key: Ängsby skola", 8, "inte rätt skrivet", "små bokstäver"),
        ("grades: 0-9", "grades: 9-0", 18, "fel ordning", "lägsta först"),
        ("grades: 0-9", "grades: F-9", 22, "inte rätt skrivet", "0 är förskoleklass"),
        ("    grades: 0-9\n", "", 18, "har årskurser", "Lägg till"),
        ("kind: kaa", "kind: kaa\n    grades: 0-9", 28, "har årskurser", "ta bort"),
        ("rektor@angsby.example", "Anna Rektor", 23, "inte rätt skrivet", "inte en person"),
        ("kind: bvc", "kind: bvc\n    municipality: granby", 44, "”granby” finns inte", "angsby"),
        ("kind: kaa", "kind: kaa\n    kind: kaa", 32, "står två gånger", "Ta bort"),
        ("organisation:", "organisation", 2, "tolka som YAML", "indrag"),
        ("areas:", "areas: inga\nx:", 7, "ska det stå en lista", "-"),
        ("units:\n", "units:\n  - bara text\n", 18, "ska det stå fält", "fält: värde"),
        ("kind: kaa", "kind: preschool", 2, "Ängsby kommun saknar enhet för 16-20 år", "ansvarig"),
        ("grades: 0-9", "grades: 0-8", 2, "årskurs 9", "ansvarig"),
        ("Ängsby kommun", "Ängsby \x07", 1, "tecken", "textredigerare"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_file_line_and_remedy(
    rewrite: Spoil, old: str, new: str, line: int, what: str, remedy: str
) -> None:
    folder = rewrite(old, new)

    with pytest.raises(county.CountyFilesAreWrong) as caught:
        county.read(folder)

    told = [
        problem
        for problem in caught.value.problems
        if what in problem.what and remedy in problem.remedy and problem.place.line == line
    ]
    assert [problem.place.file for problem in told] == ["organisations/angsby.yaml"], str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("municipality: angsby", "municipality: granby", 10, "”granby” finns inte"),
        ("phone: 0980-319 201", "phone: ring växeln", 12, "inte rätt skrivet"),
        ("invented: yes", "invented: kanske", 13, "ja eller nej"),
        ("key: socialtjansten-angsby", "key: 112", 8, "redan använd"),
    ],
)
def test_a_mistake_among_the_contact_paths_is_told(rewrite: Spoil, old: str, new: str, line: int, what: str) -> None:
    folder = rewrite(old, new, "county.yaml")

    with pytest.raises(county.CountyFilesAreWrong) as caught:
        county.read(folder)

    assert [(p.place.file, p.place.line) for p in caught.value.problems if what in p.what] == [("county.yaml", line)]


def test_everything_that_is_wrong_is_told_at_once(rewrite: Spoil) -> None:
    rewrite("regime: school", "regime: hemligt")
    rewrite("grades: 0-9", "grades: F-9")
    folder = rewrite("phone: 112", "phone: larma", "county.yaml")

    with pytest.raises(county.CountyFilesAreWrong) as caught:
        county.read(folder)

    assert [problem.place.file for problem in caught.value.problems] == [
        "county.yaml",
        "organisations/angsby.yaml",
        "organisations/angsby.yaml",
    ]


def test_two_principals_cannot_share_a_number(small_county: Path) -> None:
    twin = (small_county / "organisations" / "angsby.yaml").read_text().replace("angsby", "tvilling")
    (small_county / "organisations" / "tvilling.yaml").write_text(twin)

    with pytest.raises(county.CountyFilesAreWrong, match="”212000-0613” är redan använt"):
        county.read(small_county)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(county.CountyFilesAreWrong) as caught:
        county.read(tmp_path / "finns-inte")

    assert [problem.place.file for problem in caught.value.problems] == ["county.yaml", "organisations"]
    assert "Lägg filen i länets mapp" in str(caught.value)


def test_an_empty_file_is_told(small_county: Path) -> None:
    (small_county / "county.yaml").write_text("# bara en kommentar\n")

    with pytest.raises(county.CountyFilesAreWrong, match=r"county.yaml, rad 1: Här ska det stå fält"):
        county.read(small_county)


def test_a_file_in_another_encoding_is_told(small_county: Path) -> None:
    (small_county / "county.yaml").write_bytes("name: Växjö".encode("latin-1"))

    with pytest.raises(county.CountyFilesAreWrong, match="Spara om den som UTF-8"):
        county.read(small_county)


def test_a_county_that_does_not_ship_is_refused() -> None:
    with pytest.raises(FileNotFoundError, match="atlantis"):
        county.shipped("atlantis")
