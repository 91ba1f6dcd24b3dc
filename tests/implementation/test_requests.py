"""Visits and questions to those who lead the process; and the five target groups."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kronobarn.core import clock, others
from kronobarn.core.actor import Actor
from kronobarn.implementation import actions, reads
from kronobarn.implementation.models import Request, Telling
from kronobarn.implementation.rules import ReplyKind, RequestKind, State, TargetGroup
from tests.sign_in import sign_in
from tests.world import World

MOST_QUERIES = 15
A_DAY = timedelta(days=1)


def to(name: str, *args: object) -> str:
    return reverse(f"implementation:{name}", args=args)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def asked(world: World, kind: RequestKind = RequestKind.VISIT) -> Request:
    return actions.ask(kind=kind, text="Berätta om modellen för oss.", wished="En onsdag.", by=world.actor("tage"))


def test_a_visit_is_asked_for_booked_and_held(client: Client, world: World, by: Actor) -> None:
    sign_in(client, world, "tage")
    typed = {"kind": "visit", "text": "Berätta om modellen för oss.", "wished": "En onsdag."}
    here = client.post(to("ask"), typed)["Location"]
    request = Request.objects.visible_to(by).get()
    assert "Berätta om modellen för oss." in text(client.get(here))
    sign_in(client, world, "petra")
    day = clock.today() + 7 * A_DAY
    assert client.post(to("reply", request.pk), {"kind": "booked", "day": day, "text": "Vi ses."}).status_code == 302
    found = reads.request(by, request.pk)
    assert found is not None
    assert (found.state, found.booked_for) == (State.BOOKED, day)
    held = {"kind": "held", "day": clock.today(), "text": "Femton kom."}
    assert client.post(to("reply", request.pk), held).status_code == 302
    assert client.get(to("reply", request.pk)).status_code == 403
    sign_in(client, world, "tage")
    page = text(client.get(here))
    assert "Vi ses." in page
    assert "Femton kom." in page


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        ("visit", {"kind": "booked", "day": "", "text": ""}, "Välj vilken dag besöket är eller var."),
        ("visit", {"kind": "booked", "day": "2020-01-01", "text": ""}, "Dagen har varit."),
        ("visit", {"kind": "held", "day": "2090-01-01", "text": ""}, "Dagen har inte varit än."),
        ("visit", {"kind": "declined", "day": "", "text": ""}, "Skriv svaret i ord"),
        ("question", {"kind": "answered", "text": ""}, "Skriv svaret i ord"),
        ("question", {"kind": "booked", "text": "x"}, "Valet finns inte."),
    ],
)
def test_an_answer_that_does_not_fit_is_refused_in_words(
    petra: Client, world: World, kind: str, typed: dict[str, str], said: str
) -> None:
    answer = petra.post(to("reply", asked(world, RequestKind(kind)).pk), typed)
    assert answer.status_code == 422
    assert said in text(answer)


def test_another_unit_sees_nothing_of_it(client: Client, world: World, by: Actor) -> None:
    request = asked(world)
    for name, status in (("rut", 200), ("sofia", 404), ("cecilia", 404), ("petra", 200)):
        sign_in(client, world, name)
        assert client.get(to("request", request.pk)).status_code == status, name
        assert ("Berätta om modellen" in text(client.get(to("requests")))) is (status == 200)


def test_only_whoever_asked_takes_it_back(client: Client, world: World, by: Actor) -> None:
    request = asked(world)
    sign_in(client, world, "rut")
    assert client.post(to("take_back", request.pk)).status_code == 403
    sign_in(client, world, "tage")
    assert client.post(to("take_back", request.pk)).status_code == 302
    assert client.post(to("take_back", request.pk)).status_code == 403
    assert "Tillbakataget" in text(client.get(to("request", request.pk)))


def test_it_waits_on_the_day_of_those_who_lead_and_a_booked_visit_on_the_units(world: World, by: Actor) -> None:
    request = asked(world)
    tage = world.actor("tage")
    assert [one.due_on for one in others.waiting(by)] == [clock.today() + 14 * A_DAY]
    assert not others.waiting(tage)
    actions.reply(request=request, kind=ReplyKind.BOOKED, day=clock.today() + A_DAY, text="", by=by)
    assert [one.due_on for one in others.waiting(tage)] == [clock.today() + A_DAY]
    actions.reply(request=request, kind=ReplyKind.HELD, day=clock.today(), text="", by=by)
    assert not others.waiting(tage)
    assert not others.waiting(by)


# Who has been told what ---------------------------------------------------------------------------


def told(by: Actor, group: TargetGroup = TargetGroup.GUARDIANS, days: int = 1, **said: Any) -> Telling:
    usual = {
        "organisation": None,
        "what": "Vart man vänder sig.",
        "how": "Folder.",
        "told_on": clock.today() - days * A_DAY,
    }
    return actions.tell(group=group, by=by, **(usual | said))


def test_the_latest_of_each_group_and_place_is_told_and_what_is_missing_too(petra: Client, by: Actor) -> None:
    told(by, days=9)
    told(by, days=2)
    rows = {one.name: one.latest for one in reads.told(by)}
    assert rows["Hela länet"][TargetGroup.GUARDIANS].told_on == clock.today() - 2 * A_DAY
    assert not rows["Ängsby kommun"]
    page = text(petra.get(to("told")))
    assert all(str(words) in page for words in Telling.GROUPS.values())
    assert "inget inskrivet" in page


def test_a_coordinator_writes_for_the_own_principal_only(client: Client, world: World, by: Actor) -> None:
    sign_in(client, world, "cecilia")
    own, other = (world.areas[key].organisation_id for key in ("skolan", "granskola"))
    typed = {"group": "children", "what": "Hjulet.", "how": "Klassråd.", "told_on": clock.today() - A_DAY}
    assert client.post(to("tell"), typed | {"organisation": other}).status_code == 422
    assert client.post(to("tell"), typed).status_code == 422
    assert client.post(to("tell"), typed | {"organisation": own}).status_code == 302
    sign_in(client, world, "tage")
    assert client.get(to("tell")).status_code == 403


def test_a_correction_stands_beside(petra: Client, by: Actor) -> None:
    wrong = told(by)
    typed = {"group": "residents", "organisation": "", "what": "Allt.", "how": "Webb.", "told_on": clock.today()}
    assert petra.post(to("correct_telling", wrong.pk), typed | {"because": "Det var fel grupp."}).status_code == 302
    page = text(petra.get(to("told")))
    assert "Det var fel grupp." in page
    assert list(reads.told(by)[0].latest) == [TargetGroup.RESIDENTS]
    assert petra.get(to("correct_telling", wrong.pk)).status_code == 403


def test_few_questions_to_the_database(petra: Client, world: World, by: Actor) -> None:
    for kind in RequestKind:
        asked(world, kind)
    for group in TargetGroup:
        told(by, group)
    for address in (to("requests"), to("told"), to("request", asked(world).pk)):
        petra.get(address)
        with CaptureQueriesContext(connection) as queries:
            petra.get(address)
        assert len(queries) <= MOST_QUERIES, address
