"""A meeting in a calendar: read back with another library than the one that writes it, and searched for what would tell."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
import vobject
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kronobarn.audit.models import LogEntry
from kronobarn.circles import actions as circles
from kronobarn.circles.models import Seat
from kronobarn.core import clock
from kronobarn.meetings import actions, tasks
from kronobarn.meetings.models import Meeting
from kronobarn.meetings.rules import Answer
from kronobarn.notices.models import Task
from kronobarn.post.calendar import Entry, written
from kronobarn.post.models import Letter
from kronobarn.post.rules import Kind, Often
from kronobarn.post.tasks import send_letters, sweep_letters
from tests.consents.matters import agreed, cooperating
from tests.meetings.town import call, called, invited
from tests.post.conftest import box as box
from tests.post.server import Box
from tests.post.wanting import wants as confirmed
from tests.sign_in import sign_in
from tests.world import World


def read(file: bytes | str) -> Any:
    return vobject.readOne(file.decode() if isinstance(file, bytes) else file)


def in_town(text: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(text))


@pytest.mark.parametrize(
    ("starts", "utc", "ends"),
    [
        ("2027-03-28 01:30", "00:30", "04:00"),  # the night the clocks go forward: an hour and a half
        ("2027-03-28 09:00", "07:00", "10:30"),
        ("2027-10-31 01:30", "23:30", "02:00"),  # and back
        ("2027-10-31 09:00", "08:00", "10:30"),
        ("2028-02-29 23:15", "22:15", "00:45"),  # a leap day, and over midnight
    ],
)
def test_a_time_is_read_back_as_it_was_meant(starts: str, utc: str, ends: str) -> None:
    event = read(written(Entry(uuid4(), 0, in_town(starts), 90), made_at=clock.now())).vevent

    begins, over = event.dtstart.value, event.dtend.value
    assert begins.strftime("%H:%M") == utc
    assert timezone.localtime(begins).strftime("%Y-%m-%d %H:%M") == starts
    assert timezone.localtime(over).strftime("%H:%M") == ends
    assert over - begins == timedelta(minutes=90)


def test_whoever_is_called_can_take_the_time_home(client: Client, world: World) -> None:
    meeting = called(world)
    sign_in(client, world, "eva")

    answer = client.get(reverse("meetings:calendar", args=[meeting.pk]))

    event = read(answer.content).vevent
    assert answer["Content-Type"].startswith("text/calendar")
    assert event.dtstart.value == meeting.starts_at.replace(microsecond=0)
    assert event.uid.value == f"{meeting.calendar_uid}@kronobarn"
    assert not hasattr(event, "location")
    assert not hasattr(event, "attendee")
    tells_nothing(world, answer.content.decode(), meeting)


def tells_nothing(world: World, text: str, meeting: Meeting) -> None:
    words = [world.elsa.given_name, str(world.elsa.pk), str(meeting.pk), "sitta bredvid", meeting.place, "biblioteket"]
    words += [each for person in world.people.values() for each in (person.full_name, person.family_name)]
    words += [unit.name for unit in world.units.values()] + [area.name for area in world.areas.values()]
    assert [word for word in words if word and word.lower() in text.replace("\n ", "").lower()] == []


def wants(world: World, *names: str) -> None:
    for name in names:
        confirmed(address=f"{name}@example.se", often=Often.DAILY, by=world.actor(name))


def entries(box: Box, to: str) -> list[Any]:
    found = []
    for address, letter in box.letters:
        if address == f"{to}@example.se":
            found += [read(part.get_content()) for part in letter.walk() if part.get_content_type() == "text/calendar"]
    return found


def test_called_moved_and_cancelled_are_three_letters_of_one_entry(world: World, box: Box) -> None:
    wants(world, "eva", "birgit", "tage")
    meeting = called(world)
    later = meeting.starts_at + timedelta(days=1)
    actions.move(meeting=meeting, starts_at=later, minutes=45, place="BVC Humlan", by=world.actor("rut"))
    actions.cancel(meeting=meeting, because="Elsa är sjuk.", by=world.actor("rut"))
    with box.up():
        send_letters(timestamp=0)
        send_letters(timestamp=0)

    assert entries(box, "tage") == []
    assert box.to == sorted(["eva@example.se"] * 3 + ["birgit@example.se"] * 3)
    for name in ("eva", "birgit"):
        sent = entries(box, name)
        assert [one.method.value for one in sent] == ["REQUEST", "REQUEST", "CANCEL"]
        assert [int(one.vevent.sequence.value) for one in sent] == [0, 1, 2]
        assert len({one.vevent.uid.value for one in sent}) == 1
        assert sent[1].vevent.dtstart.value == later.replace(microsecond=0)
        assert [one.value for one in sent[0].vevent.attendee_list] == [f"mailto:{name}@example.se"]
    for _address, letter in box.letters:
        for part in letter.walk():
            if not part.is_multipart():
                tells_nothing(world, f"{letter['Subject']} {part.get_content()}", meeting)


def test_whoever_has_been_let_out_is_not_told_of_the_new_time(world: World) -> None:
    wants(world, "birgit")
    meeting = called(world)
    with world.as_("rut"):
        seat = Seat.objects.get(child=world.elsa, assignment=world.assignments["birgit"])
    circles.close_seat(seat=seat, by=world.actor("rut"))
    actions.move(
        meeting=meeting,
        starts_at=meeting.starts_at + timedelta(days=1),
        minutes=60,
        place="Skolan",
        by=world.actor("rut"),
    )

    assert Letter.objects.filter(kind=Kind.MEETING).count() == 1


def test_a_guardian_hears_no_more_of_a_meeting_that_is_withheld(client: Client, world: World, box: Box) -> None:
    wants(world, "eva", "emil")
    meeting = called(world)
    with box.up():  # the first letter lies to be sent: neither is, to him
        circles.withhold(
            record=meeting.record,
            guardians=[world.people["emil"]],
            reason="Elsa är rädd för honom.",
            review_on=clock.today() + timedelta(days=30),
            by=world.actor("rut"),
        )
        later = meeting.starts_at + timedelta(days=1)
        actions.move(meeting=meeting, starts_at=later, minutes=45, place="BVC Humlan", by=world.actor("rut"))
        send_letters(timestamp=0)
        send_letters(timestamp=0)
    with time_machine.travel(later - timedelta(hours=20), tick=True):
        tasks.remind_of_meetings(timestamp=0)

    assert (len(entries(box, "eva")), entries(box, "emil")) == (2, [])
    with world.as_("emil") as emil:
        assert not Task.objects.visible_to(emil).filter(subject=meeting.pk).exists()
    sign_in(client, world, "emil")
    assert client.get(reverse("meetings:calendar", args=[meeting.pk])).status_code == 404


def test_when_a_seat_ends_the_meetings_to_come_leave_the_calendar_once(world: World, box: Box) -> None:
    wants(world, "birgit", "eva", "sofia")
    meeting = called(world)
    with box.up():
        send_letters(timestamp=0)
        tasks.take_back_meetings(timestamp=0)
        send_letters(timestamp=0)
        assert len(box.letters) == 2, "everybody still sits there"
        with world.as_("rut"):
            seat = Seat.objects.get(child=world.elsa, assignment=world.assignments["birgit"])
        circles.close_seat(seat=seat, by=world.actor("rut"))
        for days in (0, 0, 5):
            with time_machine.travel(clock.now() + timedelta(days=days), tick=True):
                tasks.take_back_meetings(timestamp=0)
                send_letters(timestamp=0)

    assert [one.method.value for one in entries(box, "eva")] == ["REQUEST"]
    assert entries(box, "sofia") == []
    called_to, taken_back = entries(box, "birgit")
    assert taken_back.method.value == "CANCEL"
    assert taken_back.vevent.status.value == "CANCELLED"
    assert taken_back.vevent.uid.value == called_to.vevent.uid.value
    assert int(taken_back.vevent.sequence.value) > int(called_to.vevent.sequence.value)
    assert taken_back.vevent.dtstart.value == called_to.vevent.dtstart.value
    tells_nothing(world, "".join(letter.as_string() for _to, letter in box.letters), meeting)


def test_a_meeting_that_has_been_stays_in_the_calendar(world: World, box: Box) -> None:
    wants(world, "birgit")
    meeting = called(world)
    with box.up():
        send_letters(timestamp=0)
        with world.as_("rut"):
            seat = Seat.objects.get(child=world.elsa, assignment=world.assignments["birgit"])
        circles.close_seat(seat=seat, by=world.actor("rut"))
        with time_machine.travel(meeting.starts_at + timedelta(hours=2), tick=True):
            tasks.take_back_meetings(timestamp=0)
            send_letters(timestamp=0)
    assert [one.method.value for one in entries(box, "birgit")] == ["REQUEST"]


def test_whoever_never_got_the_time_is_not_written_to_when_their_seat_ends(world: World, box: Box) -> None:
    called(world)
    wants(world, "birgit")
    with world.as_("rut"):
        seat = Seat.objects.get(child=world.elsa, assignment=world.assignments["birgit"])
    circles.close_seat(seat=seat, by=world.actor("rut"))
    tasks.take_back_meetings(timestamp=0)
    assert not Letter.objects.filter(kind=Kind.MEETING).exists()


def test_what_is_in_somebodys_calendar_is_known_until_the_meeting_has_been(world: World, box: Box) -> None:
    wants(world, "birgit")
    meeting = called(world)
    with box.up():
        send_letters(timestamp=0)
    Letter.objects.update(sent_at=clock.now() - timedelta(days=40))
    sweep_letters(timestamp=0)
    assert Letter.objects.filter(kind=Kind.MEETING).exists()
    with time_machine.travel(meeting.starts_at + timedelta(days=1), tick=True):
        sweep_letters(timestamp=0)
    assert not Letter.objects.filter(kind=Kind.MEETING).exists()


def test_those_who_come_are_reminded_the_day_before_and_not_after(world: World) -> None:
    matter = cooperating(world)
    agreed(world, matter.pk)
    meeting = call(world, matter, starts_at=clock.now() + timedelta(days=3))
    actions.answer(meeting=meeting, answer=Answer.NO, by=world.actor("birgit"))

    def reminded(days: int) -> set[str]:
        with time_machine.travel(clock.now() + timedelta(days=days), tick=True):
            tasks.remind_of_meetings(timestamp=0)
            tasks.remind_of_meetings(timestamp=0)
        found = set()
        for name in ("rut", "eva", "emil", "elsa", "birgit"):
            with world.as_(name) as actor:
                if Task.objects.visible_to(actor).waiting().filter(kind="remember_meeting").exists():
                    found.add(name)
        return found

    shown = [reminded(days) for days in (1, 2, 3, 4)]
    with world.as_("rut"):
        told = LogEntry.objects.filter(kind="meeting.reminded_of", child_id=world.elsa.pk)
        # What is about nothing is hidden from nobody: a line says which meeting, so that it is withheld with it.
        assert {line.subject for line in told} == {f"meeting:{meeting.pk}"}
    assert shown == [
        set(),
        {"rut", "eva", "emil", "elsa"},
        {"rut", "eva", "emil", "elsa"},
        set(),
    ]


def test_without_the_family_a_new_time_is_offered(client: Client, world: World) -> None:
    meeting = called(world)
    with time_machine.travel(meeting.starts_at + timedelta(hours=2), tick=True):
        actions.hold(
            meeting=meeting,
            came=[invited(world, meeting, "birgit").pk, invited(world, meeting, "rut").pk],
            notes="",
            decisions=[],
            disagreement="",
            by=world.actor("rut"),
        )
    sign_in(client, world, "rut")

    page = client.get(reverse("meetings:meeting", args=[meeting.pk])).content.decode()

    assert "Ingen i familjen kom." in page
    with world.as_("rut") as rut:
        waits = set(Task.objects.visible_to(rut).waiting().values_list("kind", flat=True))
    assert "call_meeting" in waits
    assert "start_plan" not in waits


def test_a_link_is_encrypted_and_shown_only_to_those_who_may_know_where(client: Client, world: World) -> None:
    meeting = called(world)
    sign_in(client, world, "rut")
    where = reverse("meetings:describe", args=[meeting.pk])
    wrong = client.post(where, {"video_link": "http://video.example.se/x", "wish_who": "Bara mamma."})
    right = client.post(where, {"video_link": "https://video.example.se/x", "wish_who": "Bara mamma."}, follow=True)

    assert wrong.status_code == 422
    assert "Bara mamma." in wrong.content.decode()
    assert 'href="https://video.example.se/x"' in right.content.decode()
    assert "Bara mamma." in right.content.decode()
