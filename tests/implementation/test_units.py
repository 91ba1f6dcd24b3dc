"""How far units have come: who writes, what all read, and that nothing is rewritten or ranked."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import Denied
from kronobarn.implementation import actions, policy
from kronobarn.implementation.models import StepTaken
from kronobarn.implementation.rules import Step
from tests.sign_in import sign_in
from tests.world import World

MOST_QUERIES = 15
A_DAY = timedelta(days=1)


def to(name: str, *args: object) -> str:
    return reverse(f"implementation:{name}", args=args)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def write(world: World, by: Actor, unit: str = "angsskolan", step: Step = Step.INFORMED, note: str = "") -> StepTaken:
    return actions.write(unit=world.units[unit], step=step, since=clock.today() - A_DAY, note=note, by=by)


@pytest.mark.parametrize(
    ("name", "unit", "may"),
    [
        ("petra", "granskolan", True),
        ("rut", "angsskolan", True),
        ("rut", "socialkontoret", False),
        ("tage", "angsskolan", False),
        ("cecilia", "socialkontoret", True),
        ("cecilia", "granskolan", False),
        ("cecilia", "bvc", False),
        ("gunnar", "angsskolan", False),
    ],
)
def test_who_writes_of_which_unit(world: World, by: Actor, name: str, unit: str, may: bool) -> None:
    assert bool(policy.may_write(world.actor(name), world.units[unit])) is may


def test_from_the_overview_to_what_a_head_has_written(client: Client, world: World, by: Actor) -> None:
    sign_in(client, world, "rut")
    typed = {"step": "trained", "since": clock.today() - A_DAY, "note": "Två dagar tillsammans med elevhälsan."}
    answer = client.post(to("write", world.units["angsskolan"].pk), typed)
    assert answer["Location"] == to("unit", world.units["angsskolan"].pk)
    page = text(client.get(to("unit", world.units["angsskolan"].pk)))
    assert "Två dagar tillsammans med elevhälsan." in page
    assert "Utbildad" in page
    place = text(client.get(to("place", world.areas["skolan"].organisation_id)))
    assert to("unit", world.units["angsskolan"].pk) in place
    assert to("place", world.areas["skolan"].organisation_id) in text(client.get(to("overview")))


def test_places_stand_by_name_whoever_has_come_furthest(client: Client, world: World, by: Actor) -> None:
    for step in (Step.INFORMED, Step.TRAINED, Step.USING):
        write(world, by, "angsskolan", step)
    sign_in(client, world, "tage")
    page = text(client.get(to("overview")))
    names = [page.index(name) for name in ("Granby kommun", "Ängsby kommun", ">Utan kommun<")]
    assert names == sorted(names)
    assert "%" not in page[page.index("<table") : page.index("</table>")]


def test_the_units_are_taken_along_as_a_table(client: Client, world: World, by: Actor) -> None:
    written = write(world, by, "angsskolan", Step.INFORMED)
    sign_in(client, world, "tage")
    table = client.get(to("file")).content.decode("utf-8-sig").splitlines()
    assert table[0].startswith("Kommun;Enhet;Slag;")
    (row,) = [one for one in table if f";{world.units['angsskolan'].name};" in one]
    assert row == f"Ängsby kommun;{world.units['angsskolan'].name};Grundskola;{written.since.isoformat()};;;;"


def test_what_was_wrong_stays_marked_and_no_longer_counts(petra: Client, world: World, by: Actor) -> None:
    wrong = write(world, by, step=Step.USING)
    typed = {"step": "informed", "since": clock.today() - A_DAY, "note": "", "because": "Det var fel enhet."}
    assert petra.post(to("correct", wrong.pk), typed).status_code == 302
    page = text(petra.get(to("unit", world.units["angsskolan"].pk)))
    assert "Det var fel enhet." in page
    assert "Rättat" in page
    history = list(StepTaken.objects.visible_to(by).filter(corrected_at=None))
    assert [one.step for one in history] == ["informed"]
    assert petra.get(to("correct", wrong.pk)).status_code == 403


def test_the_database_rewrites_and_removes_nothing(world: World, by: Actor) -> None:
    row = write(world, by)
    with pytest.raises(IntegrityError, match="never rewritten"), transaction.atomic():
        StepTaken.objects.filter(pk=row.pk).update(step="using")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        StepTaken.objects.filter(pk=row.pk).delete()


def test_a_day_that_has_not_been_is_refused_with_a_sentence(petra: Client, world: World) -> None:
    typed = {"step": "using", "since": clock.today() + A_DAY, "note": ""}
    answer = petra.post(to("write", world.units["angsskolan"].pk), typed)
    assert answer.status_code == 422
    assert "Dagen har inte varit än" in text(answer)


def test_a_pause_is_said_and_the_days_stay(petra: Client, world: World, by: Actor) -> None:
    write(world, by, step=Step.USING)
    actions.write(unit=world.units["angsskolan"], step=Step.PAUSED, since=clock.today(), note="", by=by)
    assert "Gör uppehåll sedan" in text(petra.get(to("place", world.areas["skolan"].organisation_id)))


def test_family_and_others_are_refused(client: Client, world: World, by: Actor) -> None:
    sign_in(client, world, "eva")
    assert client.get(to("overview")).status_code == 403
    with pytest.raises(Denied):
        write(world, world.actor("tage"))


def test_where_the_process_is_led_from_is_no_unit(petra: Client, world: World) -> None:
    assert petra.get(to("unit", world.units["kommunhuset"].pk)).status_code == 404
    assert petra.get(to("place", 999_999)).status_code == 404


def test_what_is_done_is_in_the_log(world: World, by: Actor) -> None:
    row = write(world, by)
    actions.correct(taken=row, because="Det var fel dag.", step=Step.INFORMED, since=clock.today(), note="", by=by)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('kronobarn.person', %s, true)", [str(by.person_id)])
        cursor.execute("SELECT kind FROM audit_logentry WHERE kind LIKE 'implementation.%%' ORDER BY id")
        assert [one[0] for one in cursor.fetchall()] == [
            "implementation.step_written",
            "implementation.step_corrected",
        ]


def test_few_questions_to_the_database(petra: Client, world: World, by: Actor) -> None:
    for unit in ("angsskolan", "granskolan", "bvc"):
        write(world, by, unit)
    for address in (
        to("overview"),
        to("place", world.areas["skolan"].organisation_id),
        to("unit", world.units["angsskolan"].pk),
    ):
        petra.get(address)
        with CaptureQueriesContext(connection) as asked:
            petra.get(address)
        assert len(asked) <= MOST_QUERIES, address
