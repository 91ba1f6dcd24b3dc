"""Those who come, from the open page to their own: what is confirmed, held, let go, offered, changed and cancelled."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
import vobject
from django.conf import settings as django_settings
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kronobarn.audit.models import LogEntry
from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM
from kronobarn.learning import actions, keys, tasks
from kronobarn.learning import registration_actions as registrations
from kronobarn.learning.keys import Key
from kronobarn.learning.models import Event, Letter, Registration, Session
from kronobarn.learning.rules import CONFIRM_WITHIN, Standing
from tests.learning.past import A_DAY, HOUR, registered, session
from tests.learning.past import event as made
from tests.post.server import Box
from tests.world import World

MOST_QUERIES = 15
SCRIPT = "<script>alert(1)</script>"
KIM = {"name": "Kim Berg", "email": "kim@example.se", "workplace": "Ängsskolan", "diet": "Nötter"}


def to(name: str, *args: object) -> str:
    return reverse(f"events:{name}", args=args)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def everyone(event: Event) -> dict[str, Registration]:
    with acting(SYSTEM):
        return {one.email.split("@")[0]: one for one in Registration.objects.visible_to(SYSTEM).filter(event=event)}


def own(one: Registration) -> str:
    return to("own", keys.key(one.pk, Key.OWN))


def confirming(one: Registration) -> str:
    return to("confirm", keys.key(one.pk, Key.CONFIRM))


def kinds(event: Event) -> list[str]:
    with acting(SYSTEM):
        rows = Letter.objects.visible_to(SYSTEM).filter(registration__event=event)
        return [f"{one.registration.email.split('@')[0]} {one.kind}" for one in rows.order_by("queued_at", "pk")]


def test_from_the_open_page_to_a_place_by_letter(client: Client, event: Event, led: World, box: Box) -> None:
    session(led.actor("petra"), event)
    assert event.title in text(client.get(to("events")))
    page = text(client.get(to("event", event.pk)))
    assert all(words in page for words in (event.place, "Få platser kvar", "Barnets röst"))
    point = Session.objects.get(event=event)
    answer = client.post(to("register", event.pk), KIM | {"sessions": [point.pk]}, follow=True)
    assert "Nästan klart" in text(answer)
    assert everyone(event)["kim"].confirmed_at is None
    with box.up():
        tasks.send_event_letters(0)
        ((address, letter),) = box.letters
        assert address == "kim@example.se"
        said = letter.get_body().get_content()  # type: ignore[union-attr]
        assert "Kim" not in said
        assert "Nötter" not in said
        link = re.search(r"https://\S+/bekrafta/\S+", said)
        assert link is not None
        path = urlsplit(link[0]).path
        assert "Bekräfta din anmälan" in text(client.get(path))
        assert everyone(event)["kim"].confirmed_at is None  # a program that reads mail has opened it: nothing is done
        answer = client.post(path, follow=True)
        assert "Du har en plats." in text(answer)
        assert all(words in text(answer) for words in ("Kim Berg", "Mat: Nötter", "Barnets röst"))
        tasks.send_event_letters(0)
    place = box.letters[-1][1]
    file = next(part for part in place.walk() if part.get_content_type() == "text/calendar")
    entry = vobject.readOne(file.get_content()).vevent
    assert entry.dtstart.value == event.starts_at.replace(microsecond=0)
    assert entry.location.value == event.place
    assert "Länken gäller inte" in text(client.get(path))  # once


def test_the_file_for_a_calendar_is_read_back(client: Client, event: Event) -> None:
    answer = client.get(to("calendar_file", event.pk))
    assert answer["Content-Type"].startswith("text/calendar")
    entry = vobject.readOne(text(answer)).vevent
    assert entry.summary.value == event.title
    assert entry.location.value == event.place
    assert entry.dtend.value - entry.dtstart.value == 3 * HOUR
    assert timezone.localtime(entry.dtstart.value).date() == timezone.localtime(event.starts_at).date()


def test_whoever_is_registered_already_learns_it_by_letter_and_nobody_else(
    client: Client, event: Event, box: Box
) -> None:
    first = client.post(to("register", event.pk), KIM)
    again = client.post(to("register", event.pk), KIM | {"name": "Någon Annan", "email": "KIM@example.se"})
    assert (first.status_code, first["Location"]) == (again.status_code, again["Location"])
    one = everyone(event)
    assert list(one) == ["kim"]
    assert one["kim"].name == "Kim Berg"
    assert kinds(event) == ["kim confirm", "kim already"]
    with box.up():
        tasks.send_event_letters(0)
    assert "redan anmäld" in box.letters[-1][1].get_body().get_content()  # type: ignore[union-attr]
    assert Event.objects.get(pk=event.pk).taken == 1


def test_a_full_event_has_a_queue_and_who_is_first_is_offered_what_becomes_free(client: Client, event: Event) -> None:
    first, _second = registered(event, "a@example.se"), registered(event, "b@example.se")
    page = text(client.get(to("register", event.pk)))
    assert "Alla platser är tagna" in page
    third = registered(event, "c@example.se", confirmed=False)
    assert "stå i kön" in text(client.get(confirming(third))) or "står du i kön" in text(client.get(confirming(third)))
    client.post(confirming(third))
    fourth = registered(event, "d@example.se")
    assert "på plats 2" in text(client.get(own(fourth)))
    assert client.post(to("leave", keys.key(first.pk, Key.OWN))).status_code == 302
    rows = everyone(event)
    assert [rows[one].standing for one in "abcd"] == ["cancelled", "place", "offered", "waiting"]
    page = text(client.get(own(third)))
    assert "Svara senast" in page
    assert client.post(to("accept", keys.key(third.pk, Key.OWN))).status_code == 302
    assert "Du har en plats." in text(client.get(own(third)))
    assert Event.objects.get(pk=event.pk).taken == 2


def test_an_offer_that_nobody_answers_goes_to_the_next(client: Client, event: Event) -> None:
    a, _b, c, d = (registered(event, f"{one}@example.se") for one in "abcd")
    registrations.leave(registration=a, by=SYSTEM)
    with clock.shifted(49 * HOUR):
        assert "har gått ut" in str(client.post(to("accept", keys.key(c.pk, Key.OWN)), follow=True).content.decode())
        tasks.let_places_go(0)
        rows = everyone(event)
        assert [rows[one].standing for one in "cd"] == ["lapsed", "offered"]
        assert "gick vidare" in text(client.get(own(c)))
        registrations.accept(registration=d, by=SYSTEM)
    assert "c lapsed" in kinds(event)


def test_a_place_that_is_not_confirmed_in_two_days_is_let_go_and_its_owner_forgotten(
    client: Client, event: Event
) -> None:
    late = registered(event, confirmed=False)
    registered(event, "b@example.se")
    waits = registered(event, "c@example.se")
    with clock.shifted(CONFIRM_WITHIN + HOUR):
        assert client.get(confirming(late)).status_code == 410
        tasks.let_places_go(0)
        assert set(everyone(event)) == {"b", "c"}
        assert everyone(event)["c"].standing == Standing.OFFERED
        answer = client.get(confirming(late))
        assert answer.status_code == 404
        assert "Länken gäller inte" in text(answer)
        assert waits.standing == Standing.WAITING
        assert client.post(to("register", event.pk), KIM).status_code == 302  # and may try again


@pytest.mark.parametrize("what", ["confirm", "own", "change", "leave", "certificate"])
def test_a_forged_link_opens_nothing(client: Client, event: Event, what: str) -> None:
    one = registered(event, confirmed=False)
    other = keys.key(one.pk, Key.OWN if what == "confirm" else Key.CONFIRM)
    good = keys.key(one.pk, Key.CONFIRM if what == "confirm" else Key.OWN)
    for key in (other, good[:-1] + ("a" if good[-1] != "a" else "b"), str(one.pk), signing.dumps("x"), str(uuid4())):
        answer = client.get(to(what, key))
        assert answer.status_code == 404, key
        assert "Länken gäller inte" in text(answer)
        assert "Kim" not in text(answer)
        assert 'content="noindex' in text(answer)


def test_one_changes_ones_own_and_what_is_full_is_said(client: Client, event: Event, led: World) -> None:
    petra = led.actor("petra")
    one, two = session(petra, event), session(petra, event, "Att mötas")
    registered(event, "b@example.se", sessions=[two])
    kim = registered(event, sessions=[one])
    there = to("change", keys.key(kim.pk, Key.OWN))
    new = {"name": "Kim Ek", "diet": SCRIPT, "sessions": [one.pk, two.pk]}
    refused = client.post(there, new)
    assert refused.status_code == 422
    assert "”Att mötas” är full" in text(refused)
    assert "Kim Ek" in text(refused)  # what was typed is kept
    assert client.post(there, new | {"sessions": []}).status_code == 302
    page = text(client.get(own(kim)))
    assert "Kim Ek" in page
    assert SCRIPT not in page
    assert Session.objects.get(pk=one.pk).taken == 0
    # Whoever leaves gives back everything, and what they need is removed at once.
    client.post(there, new | {"sessions": [one.pk]})
    client.post(to("leave", keys.key(kim.pk, Key.OWN)))
    assert Session.objects.get(pk=one.pk).taken == 0
    assert everyone(event)["kim"].diet == ""
    assert "Anmälan är avbokad." in text(client.get(own(kim)))
    assert client.post(there, new).status_code == 302  # nothing more to change


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": ""}, "Skriv ditt namn."),
        ({"email": "kim"}, "Skriv hela e-postadressen"),
        ({"email": ""}, "Skriv din e-postadress."),
        ({"name": "x" * 121}, "Texten är för lång."),
        ({"sessions": ["made-up"]}, "går inte att välja längre"),
        ({"sessions": [str(uuid4())]}, "går inte att välja längre"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_kept(
    client: Client, event: Event, led: World, changes: dict[str, Any], says: str
) -> None:
    session(led.actor("petra"), event)
    answer = client.post(to("register", event.pk), KIM | changes)
    assert answer.status_code == 422
    assert says in text(answer)
    assert "Nötter" in text(answer)
    assert everyone(event) == {}


def test_what_is_closed_cancelled_over_or_a_draft_takes_nobody(client: Client, led: World, settings: Any) -> None:
    petra = led.actor("petra")
    closed = actions.close(event=made(petra), closed=True, by=petra)
    cancelled = actions.cancel(event=made(petra), because="Det är snöstorm.", by=petra)
    with clock.shifted(-40 * A_DAY):
        over = made(petra, starts_at=clock.now() + 2 * A_DAY)
    for one, says in ((closed, "Anmälan är stängd"), (cancelled, "inställt"), (over, "har varit")):
        answer = client.post(to("register", one.pk), KIM)
        assert answer.status_code == 422
        assert says in text(answer)
        assert says in text(client.get(to("event", one.pk)))
        assert everyone(one) == {}
    assert "Det är snöstorm." in text(client.get(to("register", cancelled.pk)))
    draft = made(petra, published=False)
    for name in ("event", "register", "calendar_file"):
        assert client.get(to(name, draft.pk)).status_code == 404
    settings.EMAIL_HOST = ""
    assert "servern inte kan sända mejl" in text(client.get(to("register", made(petra).pk)))


def test_a_stranger_is_not_sent_letters_without_end(client: Client, event: Event) -> None:
    for _turn in range(8):
        assert client.post(to("register", event.pk), KIM).status_code == 302
    assert len(kinds(event)) == 2  # one to confirm with, and one an hour that says that it is done


def test_so_many_a_minute(client: Client, event: Event, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = django_settings.ACCOUNT_RATE_LIMITS | {"events": "2/m/ip"}
    answers = [client.post(to("register", event.pk), KIM | {"email": f"{turn}@example.se"}) for turn in range(3)]
    assert [one.status_code for one in answers] == [302, 302, 429]


def test_the_pages_are_also_in_english_and_in_no_other_language(client: Client, event: Event) -> None:
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "en"
    page = text(client.get(to("register", event.pk)))
    assert 'lang="en"' in page
    assert "Your name" in page
    assert client.post(to("register", event.pk), KIM).status_code == 302
    assert everyone(event)["kim"].language == "en"
    client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = "ar"
    assert 'lang="sv"' in text(client.get(to("events")))


def test_no_address_no_log_and_no_title_says_who(client: Client, event: Event) -> None:
    client.post(to("register", event.pk), KIM)
    kim = everyone(event)["kim"]
    client.post(confirming(kim))
    with acting(SYSTEM):
        rows = LogEntry.objects.filter(kind__startswith="learning.").values_list("subject", "detail", "kind")
        assert not [row for row in rows if "kim" in str(row).lower()]
    for address in (own(kim), confirming(kim), to("register", event.pk)):
        assert "kim" not in address.lower()
        title = re.search(r"<title>(.*?)</title>", text(client.get(address)), re.DOTALL)
        assert title is not None
        assert "Kim" not in title[1]


def test_pages_ask_the_database_few_questions(client: Client, event: Event, led: World) -> None:
    petra = led.actor("petra")
    for number in range(3):
        session(petra, event, f"Punkt {number}")
    kim = registered(event, sessions=list(Session.objects.filter(event=event))[:2])
    for address in (to("events"), to("event", event.pk), to("register", event.pk), own(kim)):
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        assert len(asked) <= MOST_QUERIES, (address, len(asked))


def test_those_who_come_are_reminded_once_a_week_and_a_day_before(event: Event) -> None:
    registered(event)
    registered(event, "b@example.se", confirmed=False)
    for days in (10, 6.5, 6, 0.9, 0.5):
        with clock.shifted(event.starts_at - clock.now() - timedelta(days=days)):
            tasks.remind_of_events(0)
    assert kinds(event).count("kim reminder") == 2
    assert "b reminder" not in kinds(event)


def test_what_people_need_is_removed_after_a_week_and_the_rest_after_half_a_year(event: Event, led: World) -> None:
    kim = registered(event, diet="Nötter")
    with clock.shifted(event.ends_at - clock.now() + A_DAY):
        registrations.tick(registration=kim, came=True, by=led.actor("petra"))
        tasks.forget_who_came(0)
        assert everyone(event)["kim"].diet == "Nötter"
    with clock.shifted(event.ends_at - clock.now() + 8 * A_DAY):
        tasks.forget_who_came(0)
        assert everyone(event)["kim"].diet == ""
    with clock.shifted(event.ends_at - clock.now() + 184 * A_DAY):
        tasks.forget_who_came(0)
        assert everyone(event) == {}
    after = Event.objects.get(pk=event.pk)
    assert (after.had_place, after.came, after.taken) == (1, 1, 0)
    assert kinds(event) == []
