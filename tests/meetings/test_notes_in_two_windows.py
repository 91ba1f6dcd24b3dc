"""One person who writes the notes of a meeting in two windows: neither writes over the other, and nothing is closed unread."""

import re
from typing import Any

import pytest
from django.test import Client

from kronobarn.drafts.models import Draft
from kronobarn.meetings.models import Meeting, SharedNotes
from tests.meetings.test_notes import at, during, form, meeting_today
from tests.meetings.town import invited
from tests.sign_in import sign_in
from tests.world import World

TWICE = "Du har skrivit här i ett annat fönster också"


@pytest.fixture
def meeting(client: Client, world: World) -> Any:
    """Rut has signed in, during her meeting."""
    found = meeting_today(world)
    with during(found):
        sign_in(client, world, "rut")
        yield found


def opened(client: Client, world: World, meeting: Meeting) -> dict[str, Any]:
    """A window of one's own: what its form carries along by itself, and who came."""
    page = client.get(at(meeting, "hold")).content.decode()
    names = ("window", "window-began", "page", "opened_with")
    own = {name: found[1] for name in names if (found := re.search(f'name="{name}"[^>]* value="(.*?)"', page))}
    return form(world, "rut", came=str(invited(world, meeting, "eva").pk), **own)


def keep(client: Client, meeting: Meeting, window: dict[str, Any], **typed: str) -> str:
    return client.post(at(meeting, "keep"), {**window, **typed}).content.decode()


def marks(page: str) -> list[str]:
    return re.findall(r'name="window-beside" value="(.*?)"', page)


def test_what_is_typed_in_two_windows_is_kept_apart_and_shown_together(
    client: Client, world: World, meeting: Meeting
) -> None:
    one, two = opened(client, world, meeting), opened(client, world, meeting)

    assert TWICE not in keep(client, meeting, one, **{"notes": "Vid datorn", "form-4-text": "Ringa hem"})
    assert TWICE in keep(client, meeting, two, notes="I mobilen")
    page = client.get(at(meeting, "hold")).content.decode()

    assert "I mobilen</textarea>" in page
    for label, words in (("Vad sades mer?", "Vid datorn"), ("Beslut 5: Vad ska göras?", "Ringa hem")):
        assert re.search(rf"{re.escape(label)}</p><blockquote[^>]*>{words}</blockquote>", page)
    assert page.count('<blockquote class="words"') == 2


def test_the_same_words_in_two_windows_are_one(client: Client, world: World, meeting: Meeting) -> None:
    one, two = opened(client, world, meeting), opened(client, world, meeting)
    keep(client, meeting, one, notes="Samma")

    assert TWICE not in keep(client, meeting, two, notes="Samma")
    with world.as_("rut"):
        assert Draft.objects.count() == 1


def test_nothing_is_closed_over_what_one_wrote_in_another_window(
    client: Client, world: World, meeting: Meeting
) -> None:
    one, two = opened(client, world, meeting), opened(client, world, meeting)
    keep(client, meeting, one, notes="Datorn")
    keep(client, meeting, two, notes="Mobilen")

    first = client.post(at(meeting, "hold"), {**two, "notes": "Mobilen"})
    page = first.content.decode()
    seen = {**two, "notes": "Mobilen", "window-beside": marks(page)}
    second = client.post(at(meeting, "hold"), seen, follow=True).content.decode()
    left = client.get(at(meeting, "hold")).content.decode()

    assert first.status_code == 422
    assert "Det här är inte skickat än" in page
    assert "Datorn</blockquote>" in page
    assert "Mötet är avslutat" in second
    assert "som inte kom med i anteckningarna" in second
    assert "Datorn</blockquote>" in left
    assert "Mobilen" not in left

    client.post(at(meeting, "hold"), {"forget": "1", "window-away": marks(page)})
    with world.as_("rut"):
        assert not Draft.objects.exists()


def test_what_is_ticked_goes_when_one_saves_and_not_in_a_pause(client: Client, world: World, meeting: Meeting) -> None:
    keep(client, meeting, opened(client, world, meeting), notes="Vid datorn")
    with world.as_("rut"):
        other = Draft.objects.get().mark
    two = {**form(world, "rut"), "window": "mobilen", "show": "on", "notes": "I mobilen", "window-away": other}

    keep(client, meeting, two)
    with world.as_("rut"):
        assert [row.mark for row in Draft.objects.all()] == [other]
        assert SharedNotes.objects.get().shown["notes"]["text"] == "I mobilen"

    client.post(at(meeting, "hold"), {**two, "save": "1"})
    with world.as_("rut"):
        assert not Draft.objects.exists()


def test_more_rows_are_asked_for_without_losing_a_word(client: Client, world: World, meeting: Meeting) -> None:
    window = opened(client, world, meeting)

    client.post(at(meeting, "hold"), {**window, "notes": "Utan skript", "more": "3"})

    assert "Utan skript</textarea>" in client.get(at(meeting, "hold")).content.decode()


def test_what_one_showed_from_another_window_is_called_ones_own(client: Client, world: World, meeting: Meeting) -> None:
    one, two = opened(client, world, meeting), opened(client, world, meeting)
    keep(client, meeting, one, show="on", notes="Datorn")
    beside = keep(client, meeting, two, show="on", disagreement="Läxorna")
    clash = keep(client, meeting, two, show="on", notes="Mobilen")
    page = client.post(at(meeting, "hold"), {**two, "show": "on", "notes": "Mobilen", "save": "1"}).content.decode()

    assert "Du har också skrivit i ett annat fönster." in beside
    assert "men inte visat: du har skrivit på samma ställe i ett annat fönster" in clash
    for said in ("Du har skrivit på samma ställe i ett annat fönster", "Visas nu, skrivet av dig i ett annat fönster"):
        assert said in page
    for answer in (beside, clash, page):
        assert "ågon annan har" not in answer


def test_what_one_emptied_in_another_window_is_called_ones_own(client: Client, world: World, meeting: Meeting) -> None:
    keep(client, meeting, opened(client, world, meeting), show="on", notes="Datorn")
    one, two = opened(client, world, meeting), opened(client, world, meeting)
    keep(client, meeting, one, show="on", notes="")

    assert "du har skrivit på samma ställe" in keep(client, meeting, two, show="on", notes="Datorn och mer")


def test_what_a_colleague_showed_is_somebody_elses(client: Client, world: World, meeting: Meeting) -> None:
    one = opened(client, world, meeting)
    keep(client, meeting, one, show="on", notes="Datorn")
    with world.as_("rut"):
        shared = SharedNotes.objects.get()
        shared.shown = {"notes": {**shared.shown["notes"], "text": "Kollegan", "page": "x", "by": 0}}
        SharedNotes.objects.filter(pk=shared.pk).update(shown=shared.shown)

    assert "någon annan har skrivit på samma ställe" in keep(client, meeting, one, show="on", notes="Datorn 2")
