"""Those who lead the process: from a draft to what those who came thought; and that nobody else sees who comes."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM
from kronobarn.learning import actions, keys, letter_actions, tasks
from kronobarn.learning import registration_actions as registrations
from kronobarn.learning.keys import Key
from kronobarn.learning.models import Evaluation, Event, Letter, Registration, Session, Ticket
from kronobarn.learning.rules import Use
from kronobarn.post.models import Letter as PostLetter
from kronobarn.post.rules import Kind
from kronobarn.programme import group_actions
from kronobarn.programme.rules import GroupKind
from kronobarn.ui import documents
from tests.learning.past import A_DAY, HOUR, registered, session
from tests.learning.past import event as made
from tests.post.server import Box
from tests.post.wanting import wants
from tests.sign_in import sign_in
from tests.world import World

MOST_QUERIES = 15


def to(name: str, *args: object) -> str:
    return reverse(f"learning:{name}", args=args)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def typed(**changes: Any) -> dict[str, Any]:
    day = clock.today() + 30 * A_DAY
    return {
        "kind": "conference",
        "title": "Länskonferens",
        "series": "",
        "text": "Hela dagen.",
        "place": "Konserthuset",
        "starts_on": day,
        "starts": "09:00",
        "ends_on": day,
        "ends": "16:00",
        "closes_on": day - 7 * A_DAY,
        "places": 500,
    } | changes


def letters(event: Event) -> list[str]:
    with acting(SYSTEM):
        return sorted(
            Letter.objects.visible_to(SYSTEM).filter(registration__event=event).values_list("kind", flat=True)
        )


def test_from_a_draft_to_a_published_event(petra: Client) -> None:
    answer = petra.post(to("add_event"), typed())
    event = Event.objects.visible_to(SYSTEM).get()
    assert answer["Location"] == to("event", event.pk)
    assert timezone.localtime(event.starts_at).hour == 9
    assert Client().get(reverse("events:event", args=[event.pk])).status_code == 404
    point = {"title": "Före födseln", "place": "", "on": event.starts_at.date(), "starts": "13:00", "ends": "15:00"}
    assert petra.post(to("add_session", event.pk), point | {"places": 20}).status_code == 302
    assert "redan en programpunkt" in text(petra.post(to("add_session", event.pk), point | {"places": 30}))
    assert "utanför evenemangets tid" in text(
        petra.post(to("add_session", event.pk), point | {"places": 3, "ends": "22:00"})
    )
    assert petra.post(to("publish", event.pk)).status_code == 302
    page = text(Client().get(reverse("events:event", args=[event.pk])))
    assert "Länskonferens" in page
    assert "Före födseln" in page
    assert petra.post(to("publish", event.pk)).status_code == 403
    assert "Länskonferens" in text(petra.get(to("events")))
    one = Session.objects.get()
    assert petra.post(to("change_session", one.pk), point | {"title": "Nyfödd", "places": 5}).status_code == 302
    assert petra.post(to("remove_session", one.pk)).status_code == 302
    assert Session.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"title": ""}, "Skriv vad evenemanget heter."),
        ({"kind": "party"}, "Valet finns inte."),
        ({"places": 0}, "Skriv ett antal mellan 1 och 5000."),
        ({"ends": "08:00"}, "slutar innan det börjar"),
        ({"starts": "nio"}, "Skriv klockslaget"),
        ({"ends_on": "2999-01-01"}, "högst två veckor"),
        ({"closes_on": "2999-01-01"}, "efter evenemanget"),
        ({"starts_on": "2999-01-01", "ends_on": "2999-01-01", "closes_on": "2998-12-31"}, "för långt fram"),
        (dict.fromkeys(("starts_on", "ends_on", "closes_on"), "9999-12-31"), "Skriv dagen som år-månad-dag"),
        (dict.fromkeys(("starts_on", "ends_on", "closes_on"), "0026-11-24"), "Skriv dagen som år-månad-dag"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_kept(petra: Client, changes: dict[str, Any], says: str) -> None:
    answer = petra.post(to("add_event"), typed(**changes))
    assert answer.status_code == 422
    assert says in text(answer)
    assert "Konserthuset" in text(answer)


def test_another_place_is_told_and_more_places_go_to_the_queue(petra: Client, event: Event) -> None:
    for one in "abc":
        registered(event, f"{one}@example.se")
    page = text(petra.get(to("change_event", event.pk)))
    said = {"place": "Biblioteket", "places": 3, "title": event.title, "text": event.text, "kind": "workshop"}
    first = timezone.localtime(event.starts_at)
    times = {
        "starts_on": first.date(),
        "starts": f"{first:%H:%M}",
        "ends_on": (first + 3 * HOUR).date(),
        "ends": f"{first + 3 * HOUR:%H:%M}",
        "closes_on": timezone.localtime(event.closes_at).date(),
    }
    assert f"{first:%H:%M}" in page
    assert "1 platser är tagna" not in page
    assert "2 platser är tagna" in text(petra.post(to("change_event", event.pk), said | times | {"places": 1}))
    assert petra.post(to("change_event", event.pk), said | times).status_code == 302
    assert letters(event).count("changed") == 3
    assert "offer" in letters(event)
    assert Event.objects.get(pk=event.pk).taken == 3


def test_closing_lets_no_more_in_and_can_be_undone(petra: Client, event: Event) -> None:
    assert petra.post(to("close", event.pk)).status_code == 302
    assert not Event.objects.get(pk=event.pk).is_open()
    assert petra.post(to("reopen", event.pk)).status_code == 302
    assert Event.objects.get(pk=event.pk).is_open()


def test_cancelling_writes_to_all_through_the_outbox(petra: Client, event: Event, box: Box) -> None:
    for one in "abc":
        registered(event, f"{one}@example.se")
    for why in ("", "Snöstorm."):
        assert petra.post(to("cancel", event.pk), {"because": why}).status_code == 422
    assert petra.post(to("cancel", event.pk), {"because": "Det är snöstorm."}).status_code == 302
    tasks.send_event_letters(0)  # the server is down: nothing is lost
    assert box.letters == []
    with clock.shifted(timedelta(minutes=2)), box.up():
        tasks.send_event_letters(0)
        tasks.send_event_letters(0)
    cancelled = [address for address, letter in box.letters if letter["Subject"].startswith("Inställt")]
    assert sorted(cancelled) == ["a@example.se", "b@example.se", "c@example.se"]
    assert len(box.letters) == 3  # what was queued before is not wanted any more
    assert "Det är snöstorm." in text(Client().get(reverse("events:event", args=[event.pk])))
    for name in ("change_event", "cancel", "add_session"):
        assert petra.get(to(name, event.pk)).status_code == 403


def test_an_address_that_does_not_exist_is_told_and_can_be_tried_again(petra: Client, event: Event, box: Box) -> None:
    registered(event)
    box.answers["kim@example.se"] = "550 no such user"
    with box.up():
        tasks.send_event_letters(0)
        assert "kom inte fram" in text(petra.get(to("event", event.pk)))
        box.answers.clear()
        petra.post(to("try_again", event.pk))
        tasks.send_event_letters(0)
    assert box.to
    assert "kom inte fram" not in text(petra.get(to("event", event.pk)))


def test_the_list_and_its_file_are_harmless_and_logged(petra: Client, event: Event) -> None:
    registered(event, name="=1+1", diet="<b>Nötter</b>", wheelchair=True)
    page = text(petra.get(to("registered", event.pk)))
    assert "kim@example.se" in page
    assert "<b>Nötter" not in page
    file = petra.post(to("as_file", event.pk))
    assert "no-store" in file["Cache-Control"]
    rows = list(csv.reader(io.StringIO(text(file).removeprefix("\ufeff")), delimiter=";"))
    assert rows[1][0] == "'=1+1"
    assert rows[1][6:9] == ["ja", "", "<b>Nötter</b>"]


def test_ticking_off_from_the_day_itself(petra: Client, event: Event) -> None:
    kim, late = registered(event), registered(event, "b@example.se", confirmed=False)
    assert petra.post(to("tick", kim.pk), {"came": "1"}).status_code == 403
    with clock.shifted(event.starts_at - clock.now()):
        assert "Pricka av Kim Berg" in text(petra.get(to("attendance", event.pk)))
        assert petra.post(to("tick", kim.pk), {"came": "1"})["Location"].endswith(f"#r{kim.pk}")
        page = text(petra.get(to("attendance", event.pk)))
        assert "1 av 1 har kommit." in page
        assert petra.post(to("tick", late.pk), {"came": "1"}).status_code == 403
        petra.post(to("tick", kim.pk), {"came": "0"})
        assert "0 av 1 har kommit." in text(petra.get(to("attendance", event.pk)))


def test_a_certificate_for_whoever_came(petra: Client, event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "available", lambda: True)
    monkeypatch.setattr(documents, "pdf", lambda words, **_with: words.encode())
    kim, other = registered(event), registered(event, "b@example.se", name="Alex Ek")
    ones_own = reverse("events:certificate", args=[keys.key(kim.pk, Key.OWN)])
    assert Client().get(ones_own).status_code == 302
    assert petra.get(to("certificates", event.pk)).status_code == 404
    with clock.shifted(event.ends_at - clock.now() + HOUR):
        petra.post(to("tick", kim.pk), {"came": "1"})
        for answer in (Client().get(ones_own), petra.get(to("certificates", event.pk))):
            assert answer["Content-Type"] == "application/pdf"
            assert "Kim Berg" in text(answer)
            assert "Alex Ek" not in text(answer)
        not_there = reverse("events:certificate", args=[keys.key(other.pk, Key.OWN)])
        assert Client().get(not_there).status_code == 302


def test_what_they_thought_is_nobodys_and_shown_from_five(petra: Client, led: World, box: Box) -> None:
    event = made(led.actor("petra"), places=20)
    people = [registered(event, f"{number}@example.se") for number in range(6)]
    with clock.shifted(event.ends_at - clock.now() + HOUR):
        assert petra.post(to("ask_what_they_thought", event.pk)).status_code == 403  # nobody is ticked off
        for one in people:
            registrations.tick(registration=one, came=True, by=led.actor("petra"))
        assert petra.post(to("ask_what_they_thought", event.pk)).status_code == 302
        with box.up():
            tasks.send_event_letters(0)
        links = [
            next(word for word in letter.get_body().get_content().split() if "/utvardera/" in word)  # type: ignore[union-attr]
            for _to, letter in box.letters
            if "/utvardera/" in letter.get_body().get_content()  # type: ignore[union-attr]
        ]
    assert len(set(links)) == 6
    answers = {"learnt": "much", "usable": "quite", "takes_along": "Att fråga.", "better": ""}
    visitor = Client()
    for number, link in enumerate(links):
        there = link.removeprefix("https://kronobarn.example.se")
        assert visitor.post(there, {}).status_code == 422
        if number < 4:
            assert visitor.post(there, answers).status_code == 302
            assert visitor.get(there).status_code == 404  # once
    assert "För få svar än" in text(petra.get(to("thought", event.pk)))
    visitor.post(links[4].removeprefix("https://kronobarn.example.se"), answers | {"learnt": "none"})
    page = text(petra.get(to("thought", event.pk)))
    assert "5 har svarat" in page
    assert "för få för att visas" in page
    assert "Att fråga." in page
    with acting(SYSTEM):
        assert Ticket.objects.visible_to(SYSTEM).count() == 1
        assert {field.name for field in Evaluation._meta.concrete_fields} == {
            *("id", "event", "learnt", "usable", "takes_along", "better")
        }


def test_a_made_up_ticket_answers_nothing(client: Client, event: Event) -> None:
    assert client.get(reverse("events:evaluate", args=["made-up"])).status_code == 404
    said: dict[str, Any] = {"learnt": Use.MUCH, "usable": Use.MUCH, "takes_along": "", "better": ""}
    assert actions.evaluate(ticket="made-up", by=SYSTEM, **said) is False
    letter_actions.give_ticket(event=event, ticket="real", by=SYSTEM)
    assert actions.evaluate(ticket="real", by=SYSTEM, **said) is True
    assert actions.evaluate(ticket="real", by=SYSTEM, **said) is False


def test_an_address_is_found_and_removed_for_its_owner(petra: Client, event: Event) -> None:
    registered(event, diet="Nötter")
    registered(event, "b@example.se")
    waits = registered(event, "c@example.se")
    page = text(petra.post(to("of_address"), {"email": "Kim@example.se"}))
    assert all(words in page for words in ("Kim Berg", "Mat: Nötter", event.title))
    assert "inte anmäld till något" in text(petra.post(to("of_address"), {"email": "x@example.se"}))
    assert petra.post(to("of_address"), {"email": "kim"}).status_code == 422
    assert petra.post(to("remove_address"), {"email": "kim@example.se"}).status_code == 302
    with acting(SYSTEM):
        left = {one.email[0]: one for one in Registration.objects.visible_to(SYSTEM)}
    assert set(left) == {"b", "c"}
    assert (left["c"].pk, left["c"].standing) == (waits.pk, "offered")


def test_somebody_who_calls_is_taken_off(petra: Client, event: Event) -> None:
    kim = registered(event)
    assert petra.post(to("take_off", kim.pk)).status_code == 302
    assert "left" in letters(event)
    assert Event.objects.get(pk=event.pk).taken == 0


@pytest.mark.parametrize("who", ["rut", "cecilia", "eva", "elsa"])
def test_nobody_else_sees_who_comes(client: Client, led: World, event: Event, who: str) -> None:
    kim = registered(event)
    sign_in(client, led, who)
    for name, *args in (("events",), ("event", event.pk), ("registered", event.pk), ("attendance", event.pk)):
        assert client.get(to(name, *args)).status_code == 403, name
    assert client.post(to("as_file", event.pk)).status_code == 403
    assert client.post(to("tick", kim.pk), {"came": "1"}).status_code == 403
    with led.as_(who) as actor, connection.cursor() as cursor:
        assert not Registration.objects.visible_to(actor).exists()
        for table in ("registration", "letter", "choice", "evaluation", "ticket"):
            cursor.execute(f"SELECT count(*) FROM learning_{table}")
            assert cursor.fetchone() == (0,), table  # and the database says the same


def test_pages_ask_the_database_few_questions(petra: Client, event: Event, led: World) -> None:
    point = session(led.actor("petra"), event)
    registered(event, sessions=[point])
    registered(event, "b@example.se")
    for address in (to("events"), *(to(name, event.pk) for name in ("event", "registered", "attendance", "thought"))):
        with CaptureQueriesContext(connection) as asked:
            petra.get(address)
        assert len(asked) <= MOST_QUERIES, (address, len(asked))


def test_the_view_for_the_public_site_tells_of_events_and_of_nobody(event: Event, led: World) -> None:
    registered(event)
    made(led.actor("petra"), published=False)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM published_events")
        names = [column.name for column in cursor.description]
        (row,) = cursor.fetchall()
    assert set(names) == {
        *("id", "kind", "series", "title", "text", "place", "starts_at", "ends_at", "closes_at", "published_at"),
        *("cancelled_at", "cancelled_because", "places_left", "is_open", "register_at"),
    }
    assert dict(zip(names, row, strict=True))["register_at"] == reverse("events:register", args=[event.pk])


# Somebody named by those who lead ---------------------------------------------------------------------------------


def seat(led: World, name: str) -> None:
    """A place in a group from today."""
    by, today = led.actor("petra"), clock.today()
    said: dict[str, Any] = {"kind": GroupKind.WORKING, "organisation": None, "home": "", "task": "", "since": today}
    group = group_actions.add_group(name="Arbetsgruppen", by=by, **said)
    place: dict[str, Any] = {"name": "", "is_chair": False, "since": today, "until": None}
    member = group_actions.add_member(group=group, function="Rektor", by=by, **place)
    group_actions.link_account(member=member, account=led.people[name], by=by)


@pytest.fixture
def ruts(led: World, event: Event) -> Event:
    """An event that Rut, who sits in a group, has been named the organiser of."""
    seat(led, "rut")
    return actions.name_organiser(event=event, organiser=led.people["rut"], by=led.actor("petra"))


def test_those_who_lead_name_somebody_who_sits_in_a_group(petra: Client, led: World, event: Event) -> None:
    page = reverse("learning:organiser", args=[event.pk])
    assert "Rut" not in petra.get(page).content.decode()
    seat(led, "rut")
    assert petra.post(page, {"organiser": led.people["rut"].pk}).status_code == 302
    assert Event.objects.get(pk=event.pk).organiser == led.people["rut"]
    assert petra.post(page, {"organiser": ""}).status_code == 302
    assert Event.objects.get(pk=event.pk).organiser is None


def test_whoever_is_named_is_told_and_has_it_on_the_day(client: Client, led: World, event: Event) -> None:
    seat(led, "rut")
    wants(address="rut@example.org", by=led.actor("rut"))
    for organiser in (led.people["rut"], None, led.people["rut"]):
        actions.name_organiser(event=event, organiser=organiser, by=led.actor("petra"))
    letter = PostLetter.objects.get()  # once a day, however often the mind is changed
    assert letter.kind == Kind.WAITING
    assert letter.entry is None
    sign_in(client, led, "rut")
    page = client.get(reverse("notices:my_day")).content.decode()
    assert f"Du arrangerar: {event.title}" in page
    assert reverse("learning:event", args=[event.pk]) in page
    actions.name_organiser(event=event, organiser=None, by=led.actor("petra"))
    assert "Du arrangerar" not in client.get(reverse("notices:my_day")).content.decode()


def test_nobody_else_can_be_named(petra: Client, led: World, event: Event) -> None:
    answer = petra.post(reverse("learning:organiser", args=[event.pk]), {"organiser": led.people["tage"].pk})
    assert answer.status_code == 422
    assert "Välj ett i listan" in answer.content.decode()
    with pytest.raises(ValidationError):
        actions.name_organiser(event=event, organiser=led.people["tage"], by=led.actor("petra"))


def test_an_organiser_follows_who_comes_and_changes_what_is_wrong(client: Client, led: World, ruts: Event) -> None:
    comes = registered(ruts)
    sign_in(client, led, "rut")
    assert "Hjulet i praktiken" in client.get(reverse("learning:events")).content.decode()
    assert "Kim Berg" in client.get(reverse("learning:registered", args=[ruts.pk])).content.decode()
    assert client.post(reverse("learning:as_file", args=[ruts.pk])).status_code == 200
    assert client.get(reverse("learning:change_event", args=[ruts.pk])).status_code == 200
    assert client.post(reverse("learning:close", args=[ruts.pk])).status_code == 302
    with clock.shifted(ruts.starts_at - clock.now()):
        assert client.post(reverse("learning:tick", args=[comes.pk]), {"came": "1"}).status_code == 302
    assert client.post(reverse("learning:take_off", args=[comes.pk])).status_code == 302


@pytest.mark.parametrize("name", ["add_event", "of_address"])
def test_an_organiser_does_not_lead(client: Client, led: World, ruts: Event, name: str) -> None:
    sign_in(client, led, "rut")
    assert client.get(reverse(f"learning:{name}")).status_code == 403
    assert client.post(reverse("learning:organiser", args=[ruts.pk]), {"organiser": ""}).status_code == 403


def test_an_organiser_has_no_part_in_anothers_event(client: Client, led: World, ruts: Event) -> None:
    other = made(led.actor("petra"), title="Ett annat")
    draft = made(led.actor("petra"), title="Ett utkast", published=False)
    comes = registered(other)
    sign_in(client, led, "rut")
    listed = client.get(reverse("learning:events")).content.decode()
    assert "Ett annat" not in listed
    assert "Ett utkast" not in listed
    for one in (other, draft):
        assert client.get(reverse("learning:event", args=[one.pk])).status_code == 403
        assert client.get(reverse("learning:registered", args=[one.pk])).status_code == 403
    assert client.post(reverse("learning:tick", args=[comes.pk]), {"came": "1"}).status_code == 403


def test_only_those_who_lead_open_a_draft_to_everybody(client: Client, led: World) -> None:
    seat(led, "rut")
    draft = made(led.actor("petra"), published=False)
    actions.name_organiser(event=draft, organiser=led.people["rut"], by=led.actor("petra"))
    sign_in(client, led, "rut")
    page = client.get(reverse("learning:event", args=[draft.pk])).content.decode()
    assert "processledare publicerar det" in page
    assert client.post(reverse("learning:publish", args=[draft.pk])).status_code == 403


def test_whoever_is_no_longer_named_sees_nobody(client: Client, led: World, ruts: Event) -> None:
    registered(ruts)
    actions.name_organiser(event=ruts, organiser=None, by=led.actor("petra"))
    sign_in(client, led, "rut")
    assert client.get(reverse("learning:registered", args=[ruts.pk])).status_code == 403
    with led.as_("rut") as rut:
        assert not Registration.objects.visible_to(rut).exists()
