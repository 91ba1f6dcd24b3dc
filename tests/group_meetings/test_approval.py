"""Approved notes are frozen, corrected beside, and published whole or in part."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.group_meetings.actions import approving
from kronobarn.group_meetings.models import Decision, GroupMeeting, Publication
from kronobarn.group_meetings.rules import State
from kronobarn.programme.models import Group, Member
from tests.group_meetings.held import after, approved, called, held, item, write
from tests.group_meetings.test_calling import text, to
from tests.rows import refused
from tests.sign_in import sign_in
from tests.world import World

Members = dict[str, Member]


@pytest.fixture
def done(led: World, meeting: GroupMeeting, members: Members, petra: Client, rut: Client, tage: Client) -> Any:
    """The day after, held and approved by Sam, who has no account."""
    with after(meeting):
        held(meeting, members["Socialchef"], by=led.actor("petra"))
        approved(meeting, by=led.actor("petra"))
        for one, name in ((petra, "petra"), (rut, "rut"), (tage, "tage")):
            sign_in(one, led, name)
        yield meeting


def seen(meeting: GroupMeeting, led: World) -> str:
    with acting(led.actor("petra")):
        return approving.read_as(meeting, led.actor("petra"))


def test_the_chosen_member_approves_what_they_have_read(
    tage: Client, rut: Client, led: World, meeting: GroupMeeting, members: Members
) -> None:
    with after(meeting):
        held(meeting, members["Lärare"], by=led.actor("petra"))
        for one, name in ((rut, "rut"), (tage, "tage")):
            sign_in(one, led, name)
        assert rut.get(to("approve", meeting.pk)).status_code == 403
        page = text(tage.get(to("approve", meeting.pk)))
        assert "Alla var eniga." in page
        read, today = seen(meeting, led), clock.today().isoformat()
        write(meeting, {f"said-{item(meeting, 'Läget i kommunerna').pk}": "Nytt."}, by=led.actor("petra"))
        stale = tage.post(to("approve", meeting.pk), {"on": today, "seen": read})
        assert stale.status_code == 422
        assert "ändrades medan du läste" in text(stale)
        read = seen(meeting, led)
        early = tage.post(to("approve", meeting.pk), {"on": "2001-01-01", "seen": read})
        assert "från mötet till och med i dag" in text(early)
        assert tage.post(to("approve", meeting.pk), {"on": today, "seen": read}).status_code == 302
        meeting.refresh_from_db()
        assert meeting.state == State.APPROVED
        assert meeting.writers == {}
        assert Decision.objects.get().number == 1
        assert tage.get(to("approve", meeting.pk)).status_code == 403


def test_another_member_is_chosen(
    rut: Client, tage: Client, led: World, meeting: GroupMeeting, members: Members
) -> None:
    with after(meeting):
        held(meeting, members["Lärare"], by=led.actor("petra"))
        for one, name in ((rut, "rut"), (tage, "tage")):
            sign_in(one, led, name)
        assert tage.get(to("approver", meeting.pk)).status_code == 403
        assert rut.post(to("approver", meeting.pk), {"approver": str(members["Rektor"].pk)}).status_code == 302
        assert tage.get(to("approve", meeting.pk)).status_code == 403
        assert rut.get(to("approve", meeting.pk)).status_code == 200


def test_numbers_go_on_in_the_year_and_the_group(
    led: World, group: Group, done: GroupMeeting, members: Members
) -> None:
    petra = led.actor("petra")
    later = called(group, by=petra)
    with after(later):
        held(later, members["Socialchef"], by=petra)
        approved(later, by=petra)
    numbers = {(one.meeting_id, one.year): one.number for one in Decision.objects.all()}
    same_year = later.starts_at.year == done.starts_at.year
    assert numbers == {(done.pk, done.starts_at.year): 1, (later.pk, later.starts_at.year): 2 if same_year else 1}


def test_what_is_approved_is_for_all_who_work_here(client: Client, led: World, done: GroupMeeting) -> None:
    sign_in(client, led, "bo")
    page = text(client.get(to("meeting", done.pk)))
    assert "Alla var eniga." in page
    assert f"§ 1/{clock.today().year}" in page
    found = text(client.post(to("decisions"), {"ord": "planen ANTAS", "ar": "", "grupp": ""}))
    assert "Planen antas." in found
    assert "Planen antas." not in text(client.post(to("decisions"), {"ord": "skola", "ar": "", "grupp": ""}))
    assert "Inget passar" in text(client.post(to("decisions"), {"ord": "skola", "ar": "", "grupp": ""}))
    assert client.post(to("decisions"), {"ord": "", "ar": "1850"}).status_code == 422


def test_a_correction_stands_beside(rut: Client, tage: Client, done: GroupMeeting) -> None:
    assert rut.get(to("write", done.pk)).status_code == 403
    assert tage.get(to("correct", done.pk)).status_code == 403
    assert "Skriv vad som är rätt." in text(rut.post(to("correct", done.pk), {"text": ""}))
    assert rut.post(to("correct", done.pk), {"text": "Sam var inte med."}).status_code == 302
    page = text(tage.get(to("meeting", done.pk)))
    assert "Sam var inte med." in page
    assert "Alla var eniga." in page


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE group_meetings_groupmeeting SET state = 'held', approved_on = NULL, approved_by_id = NULL",
        "UPDATE group_meetings_groupmeeting SET others = 'x'",
        "DELETE FROM group_meetings_groupmeeting",
        "UPDATE group_meetings_item SET notes = 'x'",
        "DELETE FROM group_meetings_item WHERE title LIKE 'L%'",
        "INSERT INTO group_meetings_item (id, meeting_id, number, title, purpose, paper, address, notes)"
        " SELECT gen_random_uuid(), meeting_id, 9, 'x', 'decision', '', '', '' FROM group_meetings_item",
        "UPDATE group_meetings_decision SET text = 'x'",
        "UPDATE group_meetings_decision SET number = 7",
        "DELETE FROM group_meetings_decision",
        "UPDATE group_meetings_attendance SET presence = 'absent'",
        "DELETE FROM group_meetings_attendance",
        "UPDATE group_meetings_grouptask SET text = 'x'",
        "DELETE FROM group_meetings_grouptask",
        "UPDATE group_meetings_publication SET items = '[]'",
        "DELETE FROM group_meetings_publication",
        "UPDATE group_meetings_correction SET text = 'x'",
        "DELETE FROM group_meetings_change",
    ],
)
def test_the_database_rewrites_nothing(rut: Client, done: GroupMeeting, statement: str) -> None:
    rut.post(to("publish", done.pk), {f"part-{item(done).pk}": ["decisions"]})
    refused(statement)


def rows(sql: str = "SELECT group_name, items, present FROM published_group_notes") -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def test_a_part_is_published_and_taken_back(rut: Client, tage: Client, done: GroupMeeting) -> None:
    assert tage.get(to("publish", done.pk)).status_code == 403
    assert "checked" in text(rut.get(to("publish", done.pk)))
    answer = rut.post(to("publish", done.pk), {f"part-{item(done).pk}": ["decisions"], "present": "on"})
    assert answer.status_code == 302
    ((name, items, present),) = rows()
    assert name == "Styrgruppen"
    assert "Planen antas." in str(items)
    assert "Alla var eniga." not in str(items)
    assert present == '["Socialchef"]' or present == ["Socialchef"]
    page = text(tage.get(answer["Location"]))
    assert "Planen antas." in page
    assert "Sam Ekvall" not in page
    assert "Planen antas." in text(tage.get(to("published")))
    assert "Inget passar" in text(tage.post(to("published"), {"ord": "skridskor"}))
    assert tage.get(to("publication_paper", Publication.objects.get().pk)).content.startswith(b"%PDF")
    again = rut.get(to("publish", done.pk))
    assert again.status_code == 403
    assert rut.post(to("withdraw", done.pk), {"because": "Det var fel punkt."}).status_code == 302
    assert rows() == []
    assert tage.get(answer["Location"]).status_code == 404
    assert rut.post(to("publish", done.pk), {f"part-{item(done).pk}": ["notes", "decisions"]}).status_code == 302
    assert "Alla var eniga." in str(rows())


@pytest.mark.parametrize(("said", "says"), [({}, "Välj minst en punkt"), ({"part": ["gossip"]}, "Valet finns inte.")])
def test_what_cannot_be_published_is_said(rut: Client, done: GroupMeeting, said: dict[str, Any], says: str) -> None:
    form = {f"part-{item(done).pk}": said["part"]} if said else {}
    answer = rut.post(to("publish", done.pk), form)
    assert answer.status_code == 422
    assert says in text(answer)
    assert rows() == []


def test_a_name_is_published_only_when_it_is_chosen(
    rut: Client, led: World, meeting: GroupMeeting, members: Members
) -> None:
    with after(meeting):
        write(
            meeting, {f"said-{item(meeting, 'Läget i kommunerna').pk}": "Sam Ekvall berättade."}, by=led.actor("petra")
        )
        held(meeting, members["Socialchef"], by=led.actor("petra"))
        approved(meeting, by=led.actor("petra"))
        sign_in(rut, led, "rut")
        form = {f"part-{item(meeting, 'Läget i kommunerna').pk}": ["notes"], "present": "on"}
        answer = rut.post(to("publish", meeting.pk), form)
        assert answer.status_code == 422
        assert "står ett namn" in text(answer)
        assert rut.post(to("publish", meeting.pk), form | {"names": "on"}).status_code == 302
        assert "Socialchef: Sam Ekvall" in str(rows())


def test_what_is_not_approved_is_not_published(
    rut: Client, led: World, meeting: GroupMeeting, members: Members
) -> None:
    with after(meeting):
        held(meeting, members["Socialchef"], by=led.actor("petra"))
        sign_in(rut, led, "rut")
        answer = rut.get(to("publish", meeting.pk))
        assert answer.status_code == 403
        assert "först när de är justerade" in text(answer)
        assert rut.get(to("correct", meeting.pk)).status_code == 403


def test_the_year_begins_anew(led: World, group: Group, done: GroupMeeting, members: Members) -> None:
    petra = led.actor("petra")
    next_year = called(group, by=petra, starts_at=done.starts_at + timedelta(days=366))
    with after(next_year):
        held(next_year, members["Socialchef"], by=petra)
        approved(next_year, by=petra)
    assert Decision.objects.get(meeting=next_year).number == 1
