"""The notes of a meeting: written by one, followed by those who are called, never overwritten, and given to each."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kronobarn.accounts.tokens import form_token
from kronobarn.audit.models import LogEntry
from kronobarn.circles import actions as circles
from kronobarn.consents import actions as consents
from kronobarn.consents.models import Consent
from kronobarn.core import clock
from kronobarn.core.decisions import Denied, Stale
from kronobarn.core.merging import Merged, Shown, fingerprint, fingerprints, merged, remembered, told
from kronobarn.drafts.reads import typed
from kronobarn.meetings import actions, rules
from kronobarn.meetings.models import Meeting, SharedNotes
from kronobarn.meetings.notes import actions as notes
from kronobarn.meetings.notes.merging import as_rows, typed_in
from kronobarn.notices.models import Task
from kronobarn.people.models import Person
from tests import world as town
from tests.meetings.town import call, called, invited
from tests.plans import stage
from tests.sign_in import sign_in
from tests.told import told_once
from tests.world import World

AT_MOST = 15


# Merging ------------------------------------------------------------------------------------------------


def board(page: str = "another", **words: str) -> dict[str, Shown]:
    return {place.replace("_", "-"): Shown(text=text, page=page) for place, text in words.items()}


def opened(**words: str) -> dict[str, str]:
    return {place: fingerprint(text) for place, text in words.items()}


@pytest.mark.parametrize(
    ("before", "mine", "now", "words", "theirs", "news"),
    [
        ({}, {"notes": "A"}, {}, {"notes": "A"}, {}, set()),
        ({"notes": "A"}, {"notes": "AB"}, {"notes": "A"}, {"notes": "AB"}, {}, set()),
        ({"notes": "A"}, {"notes": ""}, {"notes": "A"}, {}, {}, set()),
        ({"notes": "A"}, {"notes": "A"}, {"notes": "AC"}, {"notes": "AC"}, {}, {"notes"}),
        ({"notes": "A"}, {"notes": "A"}, {}, {}, {}, {"notes"}),
        ({"notes": "A"}, {"notes": "AB"}, {"notes": "AC"}, {"notes": "AB"}, {"notes": "AC"}, set()),
        ({"notes": "A"}, {"notes": "AB"}, {"notes": "AB"}, {"notes": "AB"}, {}, set()),
        ({}, {"notes": "A"}, {"notes": "B"}, {"notes": "A"}, {"notes": "B"}, set()),
        ({}, {"came": "1"}, {"notes": "B"}, {"came": "1", "notes": "B"}, {}, {"notes"}),
    ],
)
def test_what_each_changed_is_kept_and_nothing_is_overwritten(
    before: dict[str, str],
    mine: dict[str, str],
    now: dict[str, str],
    words: dict[str, str],
    theirs: dict[str, str],
    news: set[str],
) -> None:
    assert merged(opened_with=opened(**before), typed=mine, shown=board(**now)) == Merged(
        words, theirs, frozenset(news)
    )


def test_what_the_same_page_has_shown_without_hearing_of_it_is_no_others() -> None:
    typed_now = {"notes": "AB"}

    assert merged(opened_with={}, typed=typed_now, shown=board("mine", notes="A"), page="mine").words == typed_now
    assert merged(opened_with={}, typed=typed_now, shown=board("", notes="A"), page="").theirs == {"notes": "A"}


def test_a_page_is_told_only_of_what_it_shows() -> None:
    opened_with = opened(notes="A", disagreement="D")
    mine = {"notes": "A", "disagreement": "DE", "came": "1"}
    outcome = merged(opened_with=opened_with, typed=mine, shown=board(notes="AC", disagreement="D"))

    knows = remembered(told(outcome, opened_with, mine))

    assert knows == {**opened(notes="A", disagreement="DE", came="1")}


def test_notes_are_read_from_their_form_and_back() -> None:
    fields = {
        "came": ["b", "a"],
        "said-0": ["Ett\r\ntvå "],
        "said-9": ["Finns inte"],
        "form-1-text": ["Ringa"],
        "form-1-due_on": ["2027-01-01"],
    }

    words = typed_in(fields, 5)

    assert words["came"] == "a b"
    assert words["said-0"] == "Ett\ntvå"
    assert set(words) == {"came", "said-0", "decision-1"}
    assert [row["text"] for row in as_rows(words)] == ["", "Ringa"]
    assert remembered(fingerprints(words)) == opened(**words)


AT = datetime.fromisoformat("2026-10-24T14:00:00+02:00")
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("now", "written", "renews"),
    [
        (AT - timedelta(minutes=31), None, False),
        (AT - timedelta(minutes=30), None, True),
        (AT + 2 * HOUR, None, True),
        (AT + 2 * HOUR + timedelta(minutes=1), None, False),
        (AT + 3 * HOUR, AT + 2 * HOUR, True),
        (AT + 4 * HOUR, AT + 2 * HOUR, False),
        (AT - 2 * HOUR, AT - 2 * HOUR, True),
    ],
)
def test_the_page_renews_itself_around_the_meeting_and_while_somebody_writes(
    now: datetime, written: datetime | None, renews: bool
) -> None:
    assert rules.goes_on(AT, 60, written, now=now) is renews


# Showing and following ----------------------------------------------------------------------------------


@told_once
def meeting_today(world: World) -> Meeting:
    """Rut has called Birgit, and Tage who works where she does. Kim works with Elsa there, and is not called."""
    meeting = called(world, "birgit", "tage")
    circles.seat(child_id=world.elsa.pk, assignment=world.assignments["kim"], why="Stöd", by=world.actor("rut"))
    return meeting


def during(meeting: Meeting) -> Any:
    return time_machine.travel(meeting.starts_at + timedelta(minutes=5), tick=True)


def show(world: World, meeting: Meeting, who: str = "rut", *, opened_with: str = "", **words: str) -> Merged:
    return notes.show(
        meeting=meeting,
        typed={place.replace("_", "-"): text for place, text in words.items()},
        opened_with=remembered(opened_with),
        page=who,
        by=world.actor(who),
    )


def at(meeting: Meeting, name: str) -> str:
    return reverse(f"meetings:{name}", args=[meeting.pk])


def form(world: World, who: str, **changed: Any) -> dict[str, Any]:
    return {
        "as": form_token(world.people[who].pk),
        "opened_with": "",
        "page": who,
        "form-TOTAL_FORMS": "3",
        "form-INITIAL_FORMS": "0",
        **changed,
    }


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        ("rut", ""),
        ("tage", ""),
        ("kim", "Det är den som har kallat"),
        ("birgit", "Det är den som har kallat"),
        ("eva", "Det är den som har kallat"),
    ],
)
def test_who_keeps_the_notes(world: World, who: str, reason: str) -> None:
    meeting = meeting_today(world)
    with during(meeting):
        if not reason:
            assert show(world, meeting, who, said_0="Elsa började.").words == {"said-0": "Elsa började."}
            return
        with pytest.raises(Denied, match=reason):
            show(world, meeting, who, said_0="Elsa började.")


@pytest.mark.parametrize("who", ["rut", "tage"])
def test_notes_are_not_shown_before_the_day_nor_after_the_end(world: World, who: str) -> None:
    meeting = meeting_today(world)
    with pytest.raises(Denied, match="har inte varit än"):
        show(world, meeting, who, notes="För tidigt")
    actions.cancel(meeting=meeting, because="Elsa är sjuk", by=world.actor("rut"))
    with pytest.raises(Denied, match="inställt"):
        show(world, meeting, who, notes="För sent")


@pytest.mark.parametrize("who", ["rut", "tage", "birgit", "eva", "emil", "elsa"])
def test_those_who_are_called_follow_what_is_shown_and_nothing_else(client: Client, world: World, who: str) -> None:
    meeting = meeting_today(world)
    with during(meeting):
        sign_in(client, world, who)
        assert "Inget visas än" in client.get(at(meeting, "follow")).content.decode()
        came = str(invited(world, meeting, "eva").pk)
        show(world, meeting, said_0="Elsa började.", came=came, decision_0='["Ringa hem", "", "2027-03-01"]')
        page = client.get(at(meeting, "follow")).content.decode()
        with world.as_(who) as actor:
            assert SharedNotes.objects.visible_to(actor).count() == SharedNotes.objects.count() == 1

    for words in ("Elsa började.", "Ringa hem", "1 mars 2027", "Jag vill sitta bredvid mamma."):
        assert words in page
    assert 'hx-trigger="every 5s"' in page


@pytest.mark.parametrize("page", ["follow", "meeting"])
def test_a_family_is_not_told_the_name_of_somebody_whose_data_are_protected(
    client: Client, world: World, page: str
) -> None:
    meeting = meeting_today(world)
    rut = world.people["rut"].full_name
    with during(meeting):
        show(world, meeting, said_0="Elsa började.")
        sign_in(client, world, "eva")
        assert rut in client.get(at(meeting, page)).content.decode()
        Person.objects.filter(pk=world.people["rut"].pk).update(protected=True)
        assert rut not in client.get(at(meeting, page)).content.decode()


@pytest.mark.parametrize("who", ["kim", "bo", "gunnar", "nora"])
def test_nobody_who_is_not_called_does(client: Client, world: World, who: str) -> None:
    meeting = meeting_today(world)
    with during(meeting):
        show(world, meeting, said_0="Elsa började.")
        sign_in(client, world, who)
        answer = client.get(at(meeting, "follow"))
        assert client.get(at(meeting, "follow"), headers={"HX-Request": "true"}).status_code == answer.status_code
        with world.as_(who) as actor:
            assert not SharedNotes.objects.visible_to(actor).exists()
            assert not SharedNotes.objects.exists()

    assert "Elsa började." not in answer.content.decode()
    if who == "kim":  # who reads about the meeting where she works
        assert "Bara de som är kallade" in answer.content.decode()
    else:
        assert answer.status_code == 404


def test_a_page_that_renews_itself_is_one_look_a_quarter(client: Client, world: World) -> None:
    meeting = meeting_today(world)

    def looks() -> int:
        with world.as_("birgit") as birgit:
            rows = LogEntry.objects.visible_to(birgit).filter(kind="record.opened", person_id=birgit.person_id)
            return rows.filter(subject=meeting.log_name).count()

    with time_machine.travel(meeting.starts_at, tick=False) as now:
        show(world, meeting, said_0="Elsa började.")
        sign_in(client, world, "birgit")
        client.get(at(meeting, "follow"))
        assert looks() == 1
        for minutes in (5, 5, 4):
            now.shift(timedelta(minutes=minutes))
            part = client.get(at(meeting, "follow"), headers={"HX-Request": "true"}).content.decode()
            assert "Elsa började." in part
            assert "<html" not in part
        assert looks() == 1
        now.shift(timedelta(minutes=2))
        client.get(at(meeting, "follow"), headers={"HX-Request": "true"})
        assert looks() == 2


@pytest.mark.parametrize(
    ("who", "name", "again"), [("eva", "follow", False), ("eva", "follow", True), ("rut", "hold", False)]
)
def test_following_asks_the_database_few_questions(
    client: Client, world: World, who: str, name: str, again: bool
) -> None:
    meeting = meeting_today(world)
    headers = {"HX-Request": "true"} if again else {}
    with during(meeting):
        show(world, meeting, said_0="Elsa började.", came=str(invited(world, meeting, "eva").pk))
        sign_in(client, world, who)
        client.get(at(meeting, name))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(at(meeting, name), headers=headers).status_code == 200

    asked = [query["sql"][:160] for query in queries.captured_queries if "SAVEPOINT" not in query["sql"]]
    assert len(asked) <= AT_MOST, "\n".join(asked)


def test_a_follower_is_led_to_the_meeting_when_it_is_over(client: Client, world: World) -> None:
    meeting = meeting_today(world)
    sign_in(client, world, "eva")
    with during(meeting):
        close(world, meeting)
        sign_in(client, world, "eva")
        assert client.get(at(meeting, "follow")).headers["Location"] == at(meeting, "meeting")
        again = client.get(at(meeting, "follow"), headers={"HX-Request": "true"})

    assert again.headers["HX-Redirect"] == at(meeting, "meeting")
    with world.as_("rut"):
        assert SharedNotes.objects.count() == 0


def test_that_somebody_begins_to_show_is_in_the_log_once(world: World) -> None:
    meeting = meeting_today(world)
    with during(meeting):
        for number in range(3):
            show(world, meeting, notes=f"Rad {number}")
        with world.as_("rut") as rut:
            assert LogEntry.objects.visible_to(rut).filter(kind="meeting.notes_shown").count() == 1


# Saving by itself ---------------------------------------------------------------------------------------


def test_what_is_not_shown_is_ones_own(client: Client, world: World) -> None:
    meeting = meeting_today(world)
    with during(meeting):
        sign_in(client, world, "rut")
        kept = client.post(at(meeting, "keep"), form(world, "rut", **{"said-0": "Halvskrivet"})).content.decode()
        again = client.get(at(meeting, "hold")).content.decode()
        sign_in(client, world, "tage")
        other = client.get(at(meeting, "hold")).content.decode()

    assert "Bara du ser det." in kept
    assert "Halvskrivet" in again
    assert "Halvskrivet" not in other


def test_what_is_shown_needs_no_draft(client: Client, world: World) -> None:
    meeting = meeting_today(world)
    with during(meeting):
        sign_in(client, world, "rut")
        client.post(at(meeting, "keep"), form(world, "rut", notes="Halv"))
        shown = client.post(at(meeting, "keep"), form(world, "rut", notes="Hel", show="on")).content.decode()
        with world.as_("rut") as rut:
            assert SharedNotes.objects.get().shown["notes"]["text"] == "Hel"
            assert not typed(child_id=meeting.child_id, form=actions.notes_of(meeting.pk), by=rut)

    assert "Sparat och visat" in shown
    assert fingerprints({"notes": "Hel"}) in shown


@pytest.mark.parametrize(
    ("who", "changed", "status"),
    [
        ("rut", {}, 200),
        ("tage", {}, 400),  # the page was Rut's
        ("eva", {"as": "eva"}, 403),
        ("rut", {"notes": "x" * 60_001}, 413),
        ("rut", {"notes": "x" * 60_001, "show": "on"}, 413),
    ],
)
def test_what_is_not_kept_is_said(client: Client, world: World, who: str, changed: dict[str, str], status: int) -> None:
    meeting = meeting_today(world)
    with during(meeting):
        sign_in(client, world, who)
        if "as" in changed:
            changed = {**changed, "as": form_token(world.people[changed["as"]].pk)}
        assert client.post(at(meeting, "keep"), form(world, "rut", **changed)).status_code == status
        with world.as_("rut"):
            assert not SharedNotes.objects.exists()


def test_too_much_text_is_said_with_the_text_kept(client: Client, world: World) -> None:
    meeting = meeting_today(world)
    with during(meeting):
        sign_in(client, world, "rut")
        page = client.post(at(meeting, "hold"), form(world, "rut", notes="Lång " * 12_001, save="1"))

    assert page.status_code == 422
    assert "för mycket text" in page.content.decode()
    assert "Lång Lång" in page.content.decode()


# Two who write ------------------------------------------------------------------------------------------


def test_the_second_sees_both_and_chooses(client: Client, world: World) -> None:
    meeting = meeting_today(world)
    with during(meeting):
        show(world, meeting, "tage", notes="Enligt Tage")
        sign_in(client, world, "rut")
        kept = client.post(at(meeting, "keep"), form(world, "rut", notes="Enligt Rut", show="on")).content.decode()
        both = client.post(at(meeting, "hold"), form(world, "rut", notes="Enligt Rut", show="on", save="1"))
        opened_with = fingerprints({"notes": "Enligt Tage"})
        page = both.content.decode()
        chosen = form(world, "rut", notes="Enligt båda", show="on", save="1", opened_with=opened_with)
        done = client.post(at(meeting, "hold"), chosen)
        with world.as_("rut"):
            shown = SharedNotes.objects.get().shown["notes"]["text"]

    assert "men inte visat" in kept
    assert both.status_code == 422
    for words in ("Ni har skrivit på samma ställe", "Enligt Tage", "Enligt Rut", opened_with):
        assert words in page
    assert done.status_code == 302
    assert shown == "Enligt båda"


def test_both_are_seen_again_when_the_page_is_opened_anew(client: Client, world: World) -> None:
    meeting = meeting_today(world)
    with during(meeting):
        sign_in(client, world, "rut")
        client.post(at(meeting, "keep"), form(world, "rut", notes="Enligt Rut"))
        show(world, meeting, "tage", notes="Enligt Tage", disagreement="Tage vill vänta.")
        page = client.get(at(meeting, "hold")).content.decode()

    for words in ("Ni har skrivit på samma ställe", "Enligt Tage", "Enligt Rut", "Tage vill vänta."):
        assert words in page


def test_nothing_is_closed_over_anothers_words(client: Client, world: World) -> None:
    meeting = meeting_today(world)
    came = str(invited(world, meeting, "eva").pk)
    with during(meeting):
        show(world, meeting, "tage", **{"said_1": "Matten går bra."})
        sign_in(client, world, "rut")
        first = client.post(at(meeting, "hold"), form(world, "rut", came=came, notes="Det gick bra."))
        opened_with = fingerprints({"said-1": "Matten går bra."})
        words = {"came": came, "notes": "Det gick bra.", "said-1": "Matten går bra."}
        second = client.post(at(meeting, "hold"), form(world, "rut", **words, opened_with=opened_with), follow=True)

    assert first.status_code == 422
    assert "Matten går bra." in first.content.decode()
    assert "Mötet är avslutat." in second.content.decode()
    with world.as_("birgit"):
        held = Meeting.objects.get(pk=meeting.pk)
        assert (held.state, held.said[1], held.notes) == ("held", "Matten går bra.", "Det gick bra.")


def test_words_that_came_in_between_stop_the_closing(world: World) -> None:
    meeting = meeting_today(world)
    with during(meeting):
        show(world, meeting, "tage", notes="Ett")
        with pytest.raises(Stale):
            close(world, meeting, seen=0)
        assert close(world, meeting, seen=1).state == "held"
        with world.as_("rut"):
            assert SharedNotes.objects.get().shown == {}


def test_two_who_show_at_the_same_moment_do_not_overwrite_each_other(fresh_database: str) -> None:
    world = town.build()
    meeting = called(world, "birgit", "tage")

    def write(who: str) -> Merged:
        try:
            return show(world, meeting, who, notes=f"Enligt {who}", **{f"said_{len(who) % 4}": who})
        finally:
            connections.close_all()

    with during(meeting), ThreadPoolExecutor(2) as hands:
        outcomes = list(hands.map(write, ["rut", "tage"]))

    late = [one for one in outcomes if one.theirs]
    assert len(late) == 1
    with world.as_("rut"):
        shown = SharedNotes.objects.get()
    assert shown.revision == 1
    assert late[0].theirs == {"notes": shown.shown["notes"]["text"]}


# A copy for each ----------------------------------------------------------------------------------------


def close(world: World, meeting: Meeting, **changed: Any) -> Meeting:
    said = {"notes": "Elsa började.", "decisions": [], "disagreement": "", **changed}
    came = [invited(world, meeting, "eva").pk]
    return actions.hold(meeting=meeting, came=came, by=world.actor("rut"), **said)


def waits(world: World, who: str) -> bool:
    with world.as_(who) as actor:
        return Task.objects.visible_to(actor).waiting().filter(kind="read_meeting").exists()


def test_everyone_who_was_called_is_led_to_their_copy(client: Client, world: World) -> None:
    meeting = meeting_today(world)
    with during(meeting):
        close(world, meeting)

        assert {who for who in ("rut", "tage", "kim", "birgit", "eva", "emil", "elsa", "bo") if waits(world, who)} == {
            "tage",
            "birgit",
            "eva",
            "emil",
            "elsa",
        }
        sign_in(client, world, "emil")
        assert "Läs vad mötet kom fram till" in client.get(reverse("notices:my_day")).content.decode()
        assert "Din kopia" in client.get(at(meeting, "meeting")).content.decode()
        client.post(at(meeting, "read"))
        assert "Din kopia" not in client.get(at(meeting, "meeting")).content.decode()
        assert not waits(world, "emil")
        assert waits(world, "eva")


def test_whoever_may_no_longer_read_it_gets_none(world: World) -> None:
    meeting = meeting_today(world)
    with world.as_("eva") as eva:
        consent = Consent.objects.get(giver=eva.person_id)
    consents.withdraw(consent=consent, by=world.actor("eva"))
    with during(meeting):
        close(world, meeting)

        assert not waits(world, "birgit")
        assert waits(world, "eva")


def test_a_withdrawn_yes_takes_the_copy_back(world: World) -> None:
    meeting = meeting_today(world)
    with during(meeting):
        close(world, meeting)
        with world.as_("eva") as eva:
            consent = Consent.objects.get(giver=eva.person_id)
        consents.withdraw(consent=consent, by=world.actor("eva"))

        with world.as_("birgit") as birgit:
            assert not Task.objects.filter(person=birgit.person_id, kind="read_meeting", done_at=None).exists()


@pytest.mark.parametrize(("who", "held", "reason"), [("kim", True, "inte kallad"), ("eva", False, "inte avslutat")])
def test_who_says_that_they_have_read(world: World, who: str, held: bool, reason: str) -> None:
    meeting = meeting_today(world)
    with during(meeting):
        if held:
            close(world, meeting)
        with pytest.raises(Denied, match=reason):
            actions.read(meeting=meeting, by=world.actor(who))


def test_the_copy_says_who_does_what_by_when_also_in_the_plan(client: Client, world: World) -> None:
    plan = stage.active(world)
    meeting = call(world, plan.matter, "sofia")
    with during(meeting):
        decided = actions.Decided("Ringa hem", invited(world, meeting, "sofia").pk, clock.today() + timedelta(days=9))
        actions.hold(
            meeting=meeting,
            came=[invited(world, meeting, "eva").pk],
            said=["Elsa började."],
            notes="",
            decisions=[decided],
            disagreement="",
            by=world.actor("rut"),
        )
        sign_in(client, world, "eva")
        with CaptureQueriesContext(connection) as queries:
            page = client.get(at(meeting, "meeting")).content.decode()

    for words in ("Ringa hem", "Sofia", "Pratar med Elsa varje vecka", "Elsa började."):
        assert words in page
    asked = [query["sql"][:160] for query in queries.captured_queries if "SAVEPOINT" not in query["sql"]]
    assert len(asked) <= AT_MOST, "\n".join(asked)
