"""A group is called; the call changes in sight of those who have read it; and the meeting is called off."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from kronobarn.core import clock
from kronobarn.group_meetings.actions import approving, writing
from kronobarn.group_meetings.models import GroupMeeting, Item
from kronobarn.group_meetings.rules import State
from kronobarn.post.models import Letter
from kronobarn.post.rules import Often
from kronobarn.programme.models import Group, Member
from kronobarn.programme.rules import AppliesTo
from tests.group_meetings.held import after, approved, held, item, write
from tests.post.wanting import wants as confirmed
from tests.sign_in import sign_in
from tests.world import World


def to(name: str, *args: object) -> str:
    return reverse(f"group_meetings:{name}", args=args)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def sent(points: list[dict[str, Any]], **said: Any) -> dict[str, Any]:
    day = (clock.today() + timedelta(days=10)).isoformat()
    form = {"day": day, "at": "09:00", "minutes": "60", "place": "Residenset", "video_link": "", "seen": "0"}
    form |= {"form-TOTAL_FORMS": str(len(points)), "form-INITIAL_FORMS": "0"}
    for number, point in enumerate(points):
        form |= {f"form-{number}-{name}": value for name, value in point.items()}
    return form | said


POINT = {"title": "Läget", "purpose": "information", "paper": "", "address": "", "number": "1"}


def test_the_chair_calls_and_the_members_see_it(rut: Client, tage: Client, group: Group) -> None:
    assert "Kalla Styrgruppen" in text(rut.get(to("meetings")))
    points = [POINT | {"number": "2"}, {"title": "Plan", "purpose": "decision", "paper": "Förslag", "number": "1"}]
    answer = rut.post(to("call", group.pk), sent(points))
    assert answer.status_code == 302
    made = GroupMeeting.objects.get()
    assert [one.title for one in Item.objects.all()] == ["Plan", "Läget"]
    page = text(tage.get(to("meeting", made.pk)))
    assert all(words in page for words in ("Residenset", "1. Plan", "Underlag: Förslag", "Socialchef: Sam Ekvall"))
    assert "Ändra kallelsen" not in page
    assert "Kalla Styrgruppen" not in text(tage.get(to("meetings")))


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"place": ""}, "Skriv var mötet är"),
        ({"day": "2001-01-01"}, "Tiden har redan varit."),
        ({"day": "9999-12-31"}, "för långt fram"),
        ({"day": "0001-01-01"}, "Tiden har redan varit."),
        ({"form-TOTAL_FORMS": "många"}, "Kalla till möte"),
        ({"day": "snart"}, "Skriv dagen som år-månad-dag"),
        ({"minutes": "5"}, "minst 15 minuter"),
        ({"minutes": "900"}, "högst 8 timmar"),
        ({"at": "kvart i"}, "Skriv tiden som 14:30."),
        ({"video_link": "javascript:alert(1)"}, "Skriv hela länken"),
        ({"form-0-title": "", "form-0-paper": "x"}, "eller töm raden"),
        ({"form-0-purpose": "fika"}, "Valet finns inte."),
    ],
)
def test_what_is_wrong_is_said(petra: Client, group: Group, said: dict[str, str], says: str) -> None:
    answer = petra.post(to("call", group.pk), sent([POINT], **said))
    assert answer.status_code == 422
    assert says in text(answer)
    assert not GroupMeeting.objects.exists()


def test_a_group_that_has_ended_is_not_called(petra: Client, group: Group) -> None:
    day = (clock.today() + timedelta(days=1)).isoformat()
    assert petra.post(reverse("programme:end_group", args=[group.pk]), {"on": day}).status_code == 302
    assert "Gruppen finns inte den dagen." in text(petra.post(to("call", group.pk), sent([POINT])))


def test_more_points_keep_what_is_typed(petra: Client, group: Group) -> None:
    page = text(petra.post(to("call", group.pk), sent([POINT], more="3", place="Slottet")))
    assert 'value="Slottet"' in page
    assert 'value="Läget"' in page
    assert 'name="form-3-title"' in page
    assert not GroupMeeting.objects.exists()


def test_what_is_changed_is_shown(petra: Client, tage: Client, meeting: GroupMeeting) -> None:
    first, second = item(meeting, "Läget i kommunerna"), item(meeting)
    points: list[dict[str, Any]] = [
        {"item": second.pk, "title": "Handlingsplanen", "purpose": "decision", "number": "1"},
        {"item": first.pk, "title": "", "purpose": "information"},
        POINT | {"title": "Nytt", "number": "2"},
    ]
    answer = petra.post(to("change", meeting.pk), sent(points, place="Slottet"))
    assert answer.status_code == 302
    page = text(tage.get(to("meeting", meeting.pk)))
    assert "Ändrat sedan kallelsen" in page
    for words in ("Ny punkt", "<ins>Nytt, Information</ins>", "Struken punkt", "<del>Residenset</del>", "Slottet"):
        assert words in page
    stale = petra.post(to("change", meeting.pk), sent(points, place="Hemma"))
    assert stale.status_code == 422
    assert "Någon annan har ändrat kallelsen." in text(stale)


def test_nothing_changed_tells_nobody(petra: Client, meeting: GroupMeeting) -> None:
    starts = timezone.localtime(meeting.starts_at)
    points = [
        {"item": one.pk, "title": one.title, "purpose": one.purpose, "paper": one.paper, "address": one.address}
        for one in Item.objects.filter(meeting=meeting)
    ]
    exact = starts.replace(second=0)
    GroupMeeting.objects.update(starts_at=exact)
    same = {"day": exact.date().isoformat(), "at": exact.strftime("%H:%M"), "minutes": "90"}
    assert petra.post(to("change", meeting.pk), sent(points, **same)).status_code == 302
    meeting.refresh_from_db()
    assert meeting.sequence == 0
    assert not meeting.changes.exists()


def test_a_point_with_words_is_not_struck_out(petra: Client, led: World, meeting: GroupMeeting) -> None:
    write(meeting, {f"said-{item(meeting).pk}": "Vi började."}, by=led.actor("petra"))
    answer = petra.post(to("change", meeting.pk), sent([POINT]))
    assert answer.status_code == 422
    assert "kan inte strykas" in text(answer)
    assert Item.objects.count() == 2


def test_it_is_called_off(rut: Client, tage: Client, meeting: GroupMeeting) -> None:
    for why, said in (("", "Skriv varför."), ("Snö.", "Skriv en mening, minst tre ord")):
        assert said in text(rut.post(to("cancel", meeting.pk), {"because": why}))
    assert rut.post(to("cancel", meeting.pk), {"because": "Det har kommit snö."}).status_code == 302
    page = text(tage.get(to("meeting", meeting.pk)))
    assert "Mötet är inställt: Det har kommit snö." in page
    for name in ("change", "cancel", "write", "hold"):
        assert rut.get(to(name, meeting.pk)).status_code == 403, name


def test_the_calendar_has_place_and_agenda(tage: Client, meeting: GroupMeeting) -> None:
    answer = tage.get(to("calendar", meeting.pk))
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["summary"] == "Möte: Styrgruppen"
    assert event["location"] == "Residenset"
    assert "2. Handlingsplan" in str(event["description"])
    assert event.decoded("dtstart") == meeting.starts_at
    assert b"Sam Ekvall" not in answer.content


def test_members_with_an_account_get_the_time(led: World, rut: Client, meeting: GroupMeeting) -> None:
    assert not Letter.objects.exists()
    confirmed(address="tage@example.org", often=Often.AT_ONCE, by=led.actor("tage"))
    rut.post(to("cancel", meeting.pk), {"because": "Det har kommit snö."})
    letter = Letter.objects.get()
    assert letter.entry is not None
    assert letter.entry["cancelled"]
    assert letter.entry["told"]["title"] == "Möte: Styrgruppen"


def test_my_day_says_when(tage: Client, client: Client, led: World, meeting: GroupMeeting) -> None:
    assert "Möte: Styrgruppen" in text(tage.get(reverse("notices:my_day")))
    assert "Residenset" in text(tage.get(to("mine")))
    sign_in(client, led, "bo")
    assert "Styrgruppen" not in text(client.get(reverse("notices:my_day")))
    assert "Inget väntar på dig här" in text(client.get(to("mine")))


@pytest.mark.parametrize(("who", "read"), [("bo", 200), ("eva", 403)])
def test_staff_read_the_agenda_and_only_the_leader_and_the_chair_call(
    client: Client, led: World, group: Group, meeting: GroupMeeting, who: str, read: int
) -> None:
    sign_in(client, led, who)
    for name in ("meeting", "calendar"):
        assert client.get(to(name, meeting.pk)).status_code == read, name
    for name, pk in (("call", group.pk), ("change", meeting.pk), ("cancel", meeting.pk), ("write", meeting.pk)):
        assert client.post(to(name, pk), sent([POINT], because="x")).status_code == 403, name
    meeting.refresh_from_db()
    assert meeting.state == State.CALLED


def test_a_chair_who_has_left_calls_no_more(rut: Client, group: Group, meeting: GroupMeeting) -> None:
    group.members.filter(is_chair=True).update(until=clock.today() - timedelta(days=1))
    assert rut.get(to("change", meeting.pk)).status_code == 403


def test_what_is_not_there_is_not_found(petra: Client) -> None:
    names = ("call", "meeting", "change", "cancel", "calendar", "paper", "write", "decide", "give", "publication")
    assert {petra.get(to(name, uuid4())).status_code for name in names} == {404}


def test_a_document_is_made(petra: Client, meeting: GroupMeeting) -> None:
    assert petra.get(to("paper", meeting.pk)).content.startswith(b"%PDF")


def test_the_pages_ask_few_questions(petra: Client, meeting: GroupMeeting, django_assert_max_num_queries: Any) -> None:
    for most, name, *args in (
        (17, "meetings"),  # fifteen, and the two by which the test keeps the request apart
        (17, "meeting", meeting.pk),
        (17, "mine"),
        (17, "decisions"),
        (17, "published"),
    ):
        with django_assert_max_num_queries(most):
            assert petra.get(to(name, *args)).status_code == 200


def test_a_meeting_with_much_in_it_asks_no_more(
    petra: Client,
    led: World,
    meeting: GroupMeeting,
    members: dict[str, Member],
    django_assert_max_num_queries: Any,
) -> None:
    by = led.actor("petra")
    point = item(meeting)
    for nth in range(12):
        writing.decide(item=point, text=f"Beslut {nth}.", applies_to=AppliesTo.OTHER, by=by)
        writing.give(item=point, text=f"Uppgift {nth}.", member=members["Lärare"], function="", until=None, by=by)
    with after(meeting):
        approved(held(meeting, members["Socialchef"], by=by), by=by)
        for nth in range(3):
            approving.correct(meeting=meeting, text=f"Rättelse {nth}.", by=by)
    with django_assert_max_num_queries(17):
        page = petra.get(to("meeting", meeting.pk)).content.decode()
    assert "Uppgift 11." in page
    assert "Rättelse 2." in page
