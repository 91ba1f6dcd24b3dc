"""A county of one municipality, small enough to spoil in every way."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kronobarn.audit.actions import record
from kronobarn.audit.events import Event
from tests.conftest import at, own_database

COUNTY = """\
key: litet
name: Litet län
contact_paths:
  - key: 112
    kind: emergency
    name: SOS Alarm
    phone: 112
  - key: socialtjansten-angsby
    kind: social_services
    municipality: angsby
    name: Socialtjänsten i Ängsby
    phone: 0980-319 201
    invented: yes
"""

ANGSBY = """\
organisation:
  key: angsby
  name: Ängsby kommun
  kind: municipality
  number: 212000-0613
  municipality_code: 0761
areas:
  - key: angsby-skola
    name: Skolnämnden
    regime: school
  - key: angsby-social
    name: Socialnämnden
    regime: social_services
  - key: angsby-vard
    name: Barnhälsan
    regime: health_care
units:
  - key: angsskolan
    area: angsby-skola
    name: Ängsskolan
    kind: school
    grades: 0-9
    mailbox: rektor@angsby.example
  - key: gymnasiet
    area: angsby-skola
    name: Ängsby gymnasium
    kind: upper_secondary
  - key: kaa
    area: angsby-skola
    name: Aktivitetsansvaret
    kind: kaa
  - key: socialkontoret
    area: angsby-social
    name: Socialkontoret
    kind: social_office
  - key: mvc
    area: angsby-vard
    name: Barnmorskorna
    kind: mvc
  - key: bvc
    area: angsby-vard
    name: BVC
    kind: bvc
"""

Spoil = Callable[..., Path]


@pytest.fixture
def small_county(tmp_path: Path) -> Path:
    """The folder of a county in which nothing is wrong."""
    folder = tmp_path / "litet"
    (folder / "organisations").mkdir(parents=True)
    (folder / "county.yaml").write_text(COUNTY)
    (folder / "organisations" / "angsby.yaml").write_text(ANGSBY)
    return folder


@pytest.fixture
def rewrite(small_county: Path) -> Spoil:
    """Exchange a text in one of the county's files, and get the folder back."""

    def exchange(old: str, new: str, file: str = "organisations/angsby.yaml") -> Path:
        path = small_county / file
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))
        return small_county

    return exchange


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> list[Event]:
    """What the actions have written in the log. What the system writes there nobody can read back."""
    events: list[Event] = []

    def listening(event: Event, **about: Any) -> None:
        record(event, **about)
        events.append(event)

    monkeypatch.setattr("kronobarn.authorities.actions.record", listening)
    return events


@pytest.fixture(scope="package", autouse=True)
def no_town(django_db_setup: None) -> Iterator[None]:
    """These tests count what is in the county: they have a database without the town."""
    with own_database("authorities") as name, at(name):
        yield
