"""Applying a county: shown first, then all of it or nothing, and only once."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError

from kronobarn.audit.events import Event
from kronobarn.authorities import actions, county, events, reads
from kronobarn.authorities.models import ContactPath, Organisation, SecrecyArea, Unit
from kronobarn.authorities.rules import ContactKind
from kronobarn.core.actor import SYSTEM, Actor
from kronobarn.core.decisions import Denied, Stale

from .conftest import Spoil

pytestmark = pytest.mark.django_db


def import_county(folder: Path, *options: str) -> str:
    out = StringIO()
    call_command("import_county", str(folder), *options, stdout=out)
    return out.getvalue()


def counted() -> tuple[int, int, int, int]:
    return (
        Organisation.objects.count(),
        SecrecyArea.objects.count(),
        Unit.objects.count(),
        ContactPath.objects.count(),
    )


def test_a_county_is_imported(small_county: Path) -> None:
    told = import_county(small_county)

    assert counted() == (1, 3, 6, 2)
    assert "Läggs till: huvudman Ängsby kommun (angsby)" in told
    assert "12 ändringar gjorda." in told
    school = Unit.objects.for_grade(9).get()
    assert (str(school), school.area.organisation.name, school.municipality_code) == (
        "Ängsskolan",
        "Ängsby kommun",
        "0761",
    )


def test_a_second_import_changes_nothing(small_county: Path, logged: list[Event]) -> None:
    import_county(small_county)
    before = (counted(), len(logged))

    assert import_county(small_county) == "Inget att ändra.\n"
    assert (counted(), len(logged)) == before


def test_kronoberg_can_be_imported_twice() -> None:
    import_county(county.shipped("kronoberg"))

    assert import_county(county.shipped("kronoberg")) == "Inget att ändra.\n"


def test_a_dry_run_shows_and_changes_nothing(small_county: Path, logged: list[Event]) -> None:
    told = import_county(small_county, "--dry-run")

    assert "Läggs till: enhet Ängsskolan (angsskolan)" in told
    assert "provkörning" in told
    assert counted() == (0, 0, 0, 0)
    assert logged == []


def test_a_change_is_told_with_before_and_after(small_county: Path, rewrite: Spoil) -> None:
    import_county(small_county)

    told = import_county(rewrite("name: Ängsskolan", "name: Nya Ängsskolan"))

    assert "Ändras: enhet Nya Ängsskolan (angsskolan), namn från ”Ängsskolan” till ”Nya Ängsskolan”" in told
    assert Unit.objects.get(key="angsskolan").name == "Nya Ängsskolan"


def test_a_unit_that_left_the_files_is_closed_and_kept(small_county: Path, rewrite: Spoil) -> None:
    bvc = "  - key: bvc\n    area: angsby-vard\n    name: BVC\n    kind: bvc\n"
    other = bvc.replace("key: bvc", "key: bvc-norr").replace("name: BVC", "name: BVC Norr")
    import_county(small_county)

    told = import_county(rewrite(bvc, other))

    assert "Avvecklas: enhet BVC (bvc)" in told
    assert list(Unit.objects.active().filter(kind="bvc").values_list("key", flat=True)) == ["bvc-norr"]
    assert Unit.objects.filter(key="bvc", active=False).exists()
    assert "i drift från ”nej” till ”ja”" in import_county(rewrite(other, other + bvc))


def test_a_contact_path_that_left_the_files_is_removed(small_county: Path, rewrite: Spoil) -> None:
    import_county(small_county)
    emergency = "  - key: 112\n    kind: emergency\n    name: SOS Alarm\n    phone: 112\n"

    told = import_county(rewrite(emergency, "", "county.yaml"))

    assert "Tas bort: kontaktväg SOS Alarm (112)" in told
    assert not ContactPath.objects.filter(key="112").exists()


def test_a_unit_cannot_be_moved_across_a_border_of_secrecy(small_county: Path, rewrite: Spoil) -> None:
    import_county(small_county)
    folder = rewrite("area: angsby-social", "area: angsby-skola")

    with pytest.raises(CommandError, match="kan inte flyttas från ”angsby-social” till ”angsby-skola”"):
        import_county(folder)

    assert Unit.objects.get(key="socialkontoret").area.key == "angsby-social"


def test_files_that_are_wrong_change_nothing(rewrite: Spoil) -> None:
    with pytest.raises(CommandError, match=r"Inget ändrades.*\n.*angsby.yaml, rad 10"):
        import_county(rewrite("regime: school", "regime: hemligt"))

    assert counted() == (0, 0, 0, 0)


def test_when_one_change_fails_none_is_made(small_county: Path) -> None:
    plan = county.diff(county.read(small_county))
    plan.county.contact_paths["112"]["phone"] = None  # refused by the database, last of all
    spoilt = county.diff(plan.county)

    with pytest.raises(IntegrityError):
        actions.apply_county(plan=spoilt, by=SYSTEM)

    assert counted() == (0, 0, 0, 0)


def test_a_plan_that_is_no_longer_true_is_not_applied(small_county: Path) -> None:
    plan = county.diff(county.read(small_county))
    import_county(small_county)

    with pytest.raises(Stale):
        actions.apply_county(plan=plan, by=SYSTEM)


def test_someone_who_is_told_to_run_again_is_told_in_words(small_county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def changed_meanwhile(**_: object) -> None:
        raise Stale

    monkeypatch.setattr(actions, "apply_county", changed_meanwhile)

    with pytest.raises(CommandError, match="Kör om kommandot"):
        import_county(small_county)


def test_only_the_operator_applies_a_county(small_county: Path) -> None:
    someone = Actor(person_id=7, name="Karin", assignment_id=7, role="administrator")

    with pytest.raises(Denied, match="länets filer"):
        actions.apply_county(plan=county.diff(county.read(small_county)), by=someone)


def test_an_import_is_logged_with_its_counts(small_county: Path, logged: list[Event]) -> None:
    import_county(small_county)

    assert logged == [events.CountyApplied(created=12, changed=0, deactivated=0, removed=0)]


def test_nothing_to_change_is_not_logged(small_county: Path, logged: list[Event]) -> None:
    import_county(small_county)

    actions.apply_county(plan=county.diff(county.read(small_county)), by=SYSTEM)

    assert len(logged) == 1


def test_contact_paths_are_the_municipalitys_and_the_countys() -> None:
    import_county(county.shipped("kronoberg"))

    paths = reads.contact_paths("0780")

    assert paths[0].dial == "112"
    assert [path.kind for path in paths] == list(ContactKind)
    assert [path.name for path in paths if path.invented] == [
        "Mottagningen för barn och familj i Växjö",
        "Socialjouren för Växjö",
    ]
    assert [path.kind for path in reads.contact_paths()] == [
        ContactKind.EMERGENCY,
        ContactKind.POLICE,
        ContactKind.HEALTH_ADVICE,
        ContactKind.CHILD_HELPLINE,
    ]


def test_what_an_administrator_has_renamed_or_closed_stays_until_the_files_say_something_new(
    small_county: Path, rewrite: Spoil
) -> None:
    import_county(small_county)
    Unit.objects.filter(key="angsskolan").update(name="Solskolan")
    Unit.objects.filter(key="bvc").update(active=False)

    told = import_county(small_county)

    assert "angsskolan heter ”Solskolan”" in told
    assert "BVC (bvc) är avvecklad av administratören" in told
    assert "Inget att ändra." in told
    assert Unit.objects.filter(key="angsskolan", name="Solskolan").exists()
    assert Unit.objects.filter(key="bvc", active=False).exists()
    told = import_county(rewrite("name: Ängsskolan", "name: Månskolan"))
    assert "namn från ”Solskolan” till ”Månskolan”" in told
    assert "namn i länets filer" not in told
    assert Unit.objects.get(key="angsskolan").name == "Månskolan"
