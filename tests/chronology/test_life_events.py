"""Events in a chronology: facts with their day, their source, what they mean, and what was done."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from kronobarn.assessments.rules import KnownHow
from kronobarn.audit.models import LogEntry
from kronobarn.chronology import actions
from kronobarn.chronology.forms import LifeEventForm
from kronobarn.chronology.models import LifeEvent
from kronobarn.chronology.rules import Precision, Significance, first_day, quiet_after
from kronobarn.chronology.story import HANDOVER, Asked, story
from kronobarn.circles import actions as circles
from kronobarn.circles.rules import Ground
from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.decisions import Denied
from kronobarn.documents.models import Document
from tests.documents.pictures import picture
from tests.sign_in import sign_in
from tests.story import Stage, tell
from tests.world import World

MOVED = "Elsa flyttade till Ängsby"
TYPED = {
    "what": MOVED,
    "happened": "2026-03",
    "significance": "both",
    "known": "told_by_guardian",
    "source": "Eva, i telefon",
    "did": "Skolan mötte henne",
    "no_action_because": "",
}


def add(world: World, name: str = "rut", **changed: Any) -> LifeEvent:
    said: dict[str, Any] = {
        "what": MOVED,
        "happened_on": date(2026, 3, 14),
        "significance": Significance.BOTH,
        "known": KnownHow.OWN_OBSERVATION,
        "did": "Skolan mötte henne",
    }
    return actions.add(child=world.elsa, by=world.actor(name), **said | changed)


@pytest.mark.parametrize(
    ("typed", "day", "precision"),
    [
        ("2026-03-14", date(2026, 3, 14), "day"),
        ("2026-3", date(2026, 3, 1), "month"),
        ("2019", date(2019, 1, 1), "year"),
    ],
)
def test_a_day_is_as_exact_as_it_is_known(typed: str, day: date, precision: str) -> None:
    form = LifeEventForm(TYPED | {"happened": typed})

    assert form.is_valid(), form.errors
    assert (form.said()["happened_on"], form.said()["precision"]) == (day, precision)


@pytest.mark.parametrize("typed", ["", "förra våren", "2026-13", "2026-02-30", "26-03-14", "0000", "2026-03-14T10"])
def test_what_is_no_day_is_asked_for_again(typed: str) -> None:
    assert "happened" in LifeEventForm(TYPED | {"happened": typed}).errors


def test_it_is_sorted_by_the_first_day_that_it_may_be() -> None:
    day = date(2026, 3, 14)

    assert [first_day(day, one) for one in Precision] == [day, date(2026, 3, 1), date(2026, 1, 1)]


def test_a_long_silence_is_a_gap() -> None:
    days = [date(2026, 11, 1), date(2026, 7, 4), date(2026, 7, 3)]

    assert quiet_after(days) == [120, 0, 0]
    assert quiet_after([]) == []


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"what": "  "}, "what"),
        ({"happened_on": clock.today() + timedelta(days=2)}, "happened"),
        ({"known": KnownHow.FROM_DOCUMENT}, "source"),
        ({"did": ""}, "did"),
        ({"no_action_because": "Ingen visste"}, "did"),
    ],
)
def test_it_says_what_happened_how_it_is_known_and_what_was_done(
    world: World, changed: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        add(world, **changed)

    assert field in refused.value.message_dict
    with world.as_("rut") as rut:
        assert not LifeEvent.objects.visible_to(rut).exists()


def test_the_database_wants_what_was_done_or_why_nothing_was(world: World) -> None:
    event = add(world)
    with acting(world.actor("rut")):
        for wrong in ({"action": ""}, {"no_action_because": "Båda"}, {"what": ""}, {"known": "from_document"}):
            with pytest.raises(IntegrityError), transaction.atomic():
                LifeEvent.objects.filter(pk=event.pk).update(**wrong)


@pytest.mark.parametrize(
    ("name", "says"),
    [("eva", "Berätta för dem"), ("elsa", "Berätta för dem"), ("tage", "ingen plats"), ("rut", ""), ("sanna", "")],
)
def test_those_who_work_with_the_child_write(world: World, name: str, says: str) -> None:
    tell(world, Stage.ASKED)
    if not says:
        assert add(world, name).what == MOVED
        return
    with pytest.raises(Denied, match=says):
        add(world, name)


def test_it_is_the_writers_own_services_until_it_is_passed_on(world: World) -> None:
    tell(world, Stage.ASKED)
    event = add(world)
    for name, sees in (("rut", True), ("sanna", False), ("eva", False), ("tage", False)):
        with world.as_(name) as actor:
            assert LifeEvent.objects.visible_to(actor).exists() == sees, name

    circles.disclose(
        record=event.record, ground=Ground.CHILD_OR_GUARDIAN, to_person=world.people["eva"], by=world.actor("rut")
    )
    with world.as_("eva") as eva:
        assert MOVED in [line.headline for line in story(world.elsa, eva).lines]


def test_a_paper_is_read_with_the_event_it_belongs_to_also_when_that_is_put_right(world: World, client: Client) -> None:
    tell(world, Stage.ASKED)
    event = add(world)
    sign_in(client, world, "rut")
    page = client.get(reverse("chronology:event", args=[event.pk])).content.decode()
    put_in = reverse("documents:add", args=[event.pk])
    assert put_in in page
    form = client.post(put_in, {"picture": SimpleUploadedFile("brev.jpg", picture())}, follow=True).content.decode()
    assert reverse("chronology:event", args=[event.pk]) in form

    later = add(world, what="Elsa flyttade till Hult i mars", amends=event)

    for one in (event, later):
        assert "Papper 1, bild" in client.get(reverse("chronology:event", args=[one.pk])).content.decode()
    with world.as_("sanna"):
        assert not Document.objects.exists()
    circles.disclose(
        record=event.record, ground=Ground.CHILD_OR_GUARDIAN, to_person=world.people["eva"], by=world.actor("rut")
    )
    sign_in(client, world, "eva")
    page = client.get(reverse("chronology:event", args=[event.pk])).content.decode()
    assert "Papper 1, bild" in page
    assert put_in not in page


def test_a_correction_is_written_beside_what_stood(world: World, client: Client) -> None:
    first = add(world, what="Elsa flyttade till Hult")
    sign_in(client, world, "rut")

    answer = client.post(reverse("chronology:correct", args=[first.pk]), TYPED | {"happened": "2026-03-14"})

    with world.as_("rut") as rut:
        lines = [line.headline for line in story(world.elsa, rut).lines]
        assert LogEntry.objects.visible_to(rut).filter(kind="lifeevent.corrected").count() == 1
    assert MOVED in lines
    assert "Elsa flyttade till Hult" not in lines
    page = client.get(answer["Location"]).content.decode()
    assert "Elsa flyttade till Hult" in page
    assert "Det som stod förut" in page
    assert "Den här händelsen är rättad" in client.get(reverse("chronology:event", args=[first.pk])).content.decode()
    with pytest.raises(ValidationError, match="redan rättat"):
        add(world, amends=first)


def test_another_in_the_service_does_not_correct_it_but_the_responsible_does(world: World) -> None:
    circles.seat(child_id=world.elsa.pk, assignment=world.assignments["kim"], why="Stöd", by=world.actor("rut"))
    by_kim, by_rut = add(world, "kim"), add(world)

    with pytest.raises(Denied, match="Skriv en egen"):
        add(world, "kim", amends=by_rut)
    assert add(world, amends=by_kim).amends == by_kim


def test_the_story_tells_what_was_decided_and_who_became_responsible(world: World) -> None:
    tell(world, Stage.HELD)
    with world.as_("rut") as rut:
        told = story(world.elsa, rut)
        handed = story(world.elsa, rut, Asked(kind=HANDOVER)).lines
    assert "Två eller flera verksamheter behövs tillsammans" in [one for line in told.lines for one in line.decided]
    assert [line.kind for line in handed] == [HANDOVER]
    assert handed[0].headline in [line.headline for line in told.lines]


@pytest.mark.parametrize(("name", "told"), [("tage", False), ("rut", True), ("eva", True)])
def test_whoever_only_noticed_something_is_not_told_of_handovers(
    world: World, client: Client, name: str, told: bool
) -> None:
    tell(world, Stage.RECEIVED)
    sign_in(client, world, name)

    page = client.get(reverse("chronology:events", args=[world.elsa.pk])).content.decode()

    assert ("blev ansvarig för barnet" in page) == told


def test_one_can_choose_what_is_shown(world: World, client: Client) -> None:
    add(world)
    add(
        world, what="Mormor dog", significance=Significance.HARD, happened_on=date(2020, 5, 1), precision=Precision.YEAR
    )
    sign_in(client, world, "rut")
    address = reverse("chronology:events", args=[world.elsa.pk])

    def shown(query: str) -> tuple[bool, bool]:
        page = client.get(f"{address}?{query}").content.decode()
        return MOVED in page, "Mormor dog" in page

    assert shown("") == (True, True)
    assert shown("som=tabell") == (True, True)
    assert shown("betydelse=good") == (True, False)
    assert shown("betydelse=hard") == (True, True)
    assert shown("betydelse=unknown") == (False, False)
    assert shown("slag=signal") == (False, False)
    assert shown("fran=2026-01-01") == (True, False)
    assert shown("till=2020-12-31") == (False, True)
    assert shown("verksamhet=99999") == (False, False)
    assert shown("fran=x&till=y&verksamhet=z&betydelse=w&slag=q&som=v") == (True, True)
    assert "Inget stämmer" in client.get(f"{address}?slag=review").content.decode()
    assert ">2020<" in client.get(address).content.decode()


@pytest.mark.parametrize("page", ["chronology:add", "chronology:correct"])
def test_what_was_typed_stays_when_something_is_missing(world: World, client: Client, page: str) -> None:
    target = world.elsa.pk if page == "chronology:add" else add(world).pk
    sign_in(client, world, "rut")

    answer = client.post(reverse(page, args=[target]), TYPED | {"did": "", "what": "Något annat"})

    assert answer.status_code == 422
    assert "Något annat" in answer.content.decode()
    assert "Skriv vad som gjordes, eller varför inget gjordes" in answer.content.decode()


def test_a_page_asks_as_much_whatever_has_been_written(
    world: World, client: Client, django_assert_max_num_queries: Any
) -> None:
    tell(world, Stage.HELD)
    for number in range(12):
        add(world, what=f"Händelse {number}")
    sign_in(client, world, "rut")
    client.get(reverse("chronology:events", args=[world.elsa.pk]))
    with django_assert_max_num_queries(15):
        assert client.get(reverse("chronology:events", args=[world.elsa.pk])).status_code == 200


@pytest.mark.parametrize(("query", "marked"), [("", True), ("som=tabell", True), ("slag=event&som=tabell", False)])
def test_a_gap_is_marked_in_the_list_and_the_table_where_nothing_is_left_out(
    world: World, client: Client, query: str, marked: bool
) -> None:
    add(world)
    add(world, what="Mormor dog", happened_on=date(2020, 5, 1), precision=Precision.YEAR)
    sign_in(client, world, "rut")

    page = client.get(f"{reverse('chronology:events', args=[world.elsa.pk])}?{query}").content.decode()

    assert ("dagar utan anteckning" in page) is marked
