"""A case that cannot be played says why: file, line, and what to do."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from kronobarn.authorities.county import CountyFilesAreWrong
from kronobarn.concerns.rules import receive_by
from kronobarn.demo.county.calendar import working_day
from kronobarn.practice_rooms import by_hand, reading
from kronobarn.practice_rooms.schema import EVERYBODY, Case

SHIPPED = reading.files(reading.shipped())
ABSENCE = reading.shipped() / "skolfranvaro.yaml"


def broken(tmp_path: Path, was: str, becomes: str) -> str:
    text = ABSENCE.read_text(encoding="utf-8")
    assert was in text
    file = tmp_path / ABSENCE.name
    file.write_text(text.replace(was, becomes, 1), encoding="utf-8")
    with pytest.raises(CountyFilesAreWrong) as wrong:
        reading.read(file)
    return str(wrong.value)


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_the_cases_that_come_along_can_be_played(file: Path) -> None:
    case = reading.read(file)
    told = {key for one in case.rounds for told in one.told for key in told.to}
    assert told <= {role.key for role in case.roles} | {EVERYBODY}
    assert len(case.rounds) >= 3


@pytest.mark.parametrize("begins", [date(2026, 9, 7) + timedelta(days=n) for n in range(7)], ids="{:%A}".format)
@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_no_signal_is_late_before_anybody_could_receive_it(file: Path, begins: date) -> None:
    """What has been stands on the working day at or before its own, and what comes in on the very day."""
    case = reading.read(file)
    waits: list[tuple[date, bool]] = []
    for event in case.past:
        if event.event == "signal":
            waits.append((working_day(begins + timedelta(days=event.day)), event.urgent))
        elif event.event == "received":
            waits.clear()
    waits += [(begins, one.urgent) for one in case.rounds[0].comes_in]
    for sent_on, urgent in waits:
        assert receive_by(sent_on, urgent=urgent) >= begins


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        (
            "by: mentor",
            "by: kurator",
            "Rollen ”kurator” finns inte i fallet. Lägg till den under roles, eller skriv en av:",
        ),
        ("event: happened", "event: exploded", "”exploded” är ingen händelse. Skriv ett av: signal, received,"),
        ("day: -30", "day: igår", "day: Här ska det stå ett tal. Skriv med siffror"),
        ("day: -30", "day: 4", "day: Talet är utanför gränsen. Skriv högst -1."),
        ("day: -30", "day: -410", "Dag -410 kommer efter dag -400. Skriv händelserna i den ordning de hände."),
        ("    responsible: true\n", "", "Det saknas en roll som är barnensbästa-ansvarig på vaxjo-solbergaskolan."),
        ("unit: vaxjo-elevhalsa", "unit: vaxjo-sjukhus", "Enheten ”vaxjo-sjukhus” finns inte i länet."),
        ("    profession: teacher\n", "", "Jonatan Frisell saknar enhet eller yrke."),
        ("profession: teacher", "profession: wizard", "”wizard” finns inte att välja."),
        ("  played_as: tilde\n", "", "Rollen som barn och played_as stämmer inte."),
        ("key: mentor", "key: rektor", "Rollen ”rektor” finns två gånger."),
        ("key: skolfranvaro", "key: annat", "Nyckeln är inte filens namn. Skriv: skolfranvaro."),
        ("about: >-", "abuot: >-", "abuot: Fältet känns inte igen."),
    ],
)
def test_a_mistake_is_told_with_its_line_and_its_remedy(tmp_path: Path, was: str, becomes: str, said: str) -> None:
    told = broken(tmp_path, was, becomes)
    assert said in told
    assert "skolfranvaro.yaml, rad " in told


def test_a_case_without_guardians_is_refused(tmp_path: Path) -> None:
    text = ABSENCE.read_text(encoding="utf-8").replace("kind: guardian", "kind: staff")
    file = tmp_path / ABSENCE.name
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CountyFilesAreWrong, match="Det saknas en vårdnadshavare"):
        reading.read(file)


def test_the_check_says_everything_in_all_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("ett", "två"):
        (tmp_path / f"{name}.yaml").write_text("key: [\n", encoding="utf-8")
    assert by_hand.check(tmp_path) == 1
    told = capsys.readouterr().err
    assert "ett.yaml" in told
    assert "två.yaml" in told


def test_the_check_of_an_empty_folder_says_what_a_case_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert by_hand.check(tmp_path) == 1
    assert "slutar på .yaml" in capsys.readouterr().err


def test_the_check_is_content_with_what_comes_along(capsys: pytest.CaptureFixture[str]) -> None:
    assert by_hand.check(reading.shipped()) == 0
    assert f"{len(SHIPPED)} fall går att spela." in capsys.readouterr().out


def test_nobody_in_a_case_shares_a_name_with_somebody_in_another() -> None:
    cases: list[Case] = [reading.read(file) for file in SHIPPED]
    names = [name for case in cases for name in {case.child.name, *(role.name for role in case.roles)}]
    assert sorted(names) == sorted(set(names))
