"""Proposed times: everyone says which fit, and one of them becomes the meeting."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kronobarn.core import clock
from kronobarn.core.decisions import Denied
from kronobarn.meetings import actions, policy
from kronobarn.meetings.models import Invited, Meeting, TimeAnswer
from kronobarn.meetings.rules import Fits
from kronobarn.meetings.times import actions as times
from kronobarn.notices.models import Task
from kronobarn.post.calendar import Entry
from kronobarn.post.models import Letter
from kronobarn.post.rules import Kind, Often
from kronobarn.protection import actions as protection
from tests.consents.matters import agreed, cooperating, in_days
from tests.meetings.test_pages import AT_MOST, call_form
from tests.post.wanting import wants as confirmed
from tests.sign_in import sign_in
from tests.told import told_once
from tests.world import World


@told_once
def proposed(world: World) -> Meeting:
    """Rut asks the family and Birgit about two times."""
    matter = cooperating(world)
    agreed(world, matter.pk)
    first = clock.now() + timedelta(days=7)
    return actions.call(
        matter=matter,
        starts_at=first,
        minutes=60,
        place="Ängsskolan, biblioteket",
        invited=[world.assignments["birgit"]],
        child_wishes="Fika först.",
        proposed=[first, first + timedelta(days=1)],
        by=world.actor("rut"),
    )


def waits(world: World, who: str) -> set[str]:
    with world.as_(who) as actor:
        return set(Task.objects.visible_to(actor).waiting().values_list("kind", flat=True))


def says(world: World, who: str, meeting: Meeting, first: Fits, second: Fits = Fits.NO) -> None:
    times.answer(meeting=meeting, fits={1: first, 2: second}, by=world.actor(who))


def answers(world: World, meeting: Meeting) -> dict[str, str]:
    with world.as_("rut"):
        rows = Invited.objects.filter(record=meeting.pk, person__isnull=False).select_related("person")
        return {row.person.username: row.answer for row in rows if row.person}


def test_a_proposal_is_asked_about_and_calls_nobody_yet(world: World) -> None:
    confirmed(address="eva@example.se", often=Often.AT_ONCE, by=world.actor("eva"))
    meeting = proposed(world)

    assert {who: "attend_meeting" in waits(world, who) for who in ("rut", "eva", "emil", "elsa", "birgit", "tage")} == {
        "rut": False,
        "eva": True,
        "emil": True,
        "elsa": True,
        "birgit": True,
        "tage": False,
    }
    assert "hold_meeting" not in waits(world, "rut")
    assert "call_meeting" in waits(world, "rut")
    assert not Letter.objects.filter(kind=Kind.MEETING).exists()
    with world.as_("rut") as rut:
        assert not policy.may_hold(rut, meeting)
        assert not policy.may_move(rut, meeting)


def test_the_time_that_is_picked_becomes_the_meeting(world: World) -> None:
    confirmed(address="eva@example.se", often=Often.AT_ONCE, by=world.actor("eva"))
    meeting = proposed(world)
    says(world, "eva", meeting, Fits.NO, Fits.YES)
    says(world, "birgit", meeting, Fits.NO, Fits.IF_NEEDED)
    says(world, "emil", meeting, Fits.YES, Fits.NO)

    called = times.pick(meeting=meeting, number=2, by=world.actor("rut"))

    assert (called.state, called.starts_at) == ("called", meeting.starts_at + timedelta(days=1))
    said = answers(world, meeting)
    assert {name: said[name] for name in ("rut", "eva", "emil", "birgit", "elsa")} == {
        "rut": "yes",
        "eva": "yes",
        "emil": "no",
        "birgit": "none",  # could if needed: asked
        "elsa": "none",
    }
    assert "attend_meeting" in waits(world, "birgit")
    assert "attend_meeting" not in waits(world, "eva")
    assert "call_meeting" not in waits(world, "rut")
    assert "hold_meeting" in waits(world, "rut")
    (letter,) = Letter.objects.filter(kind=Kind.MEETING)
    assert letter.entry is not None
    assert Entry.from_json(letter.entry).starts_at == called.starts_at


def test_an_answer_that_is_sent_twice_or_changed_stands_once(world: World) -> None:
    meeting = proposed(world)
    for fits in (Fits.YES, Fits.YES, Fits.IF_NEEDED):
        says(world, "eva", meeting, fits)

    with world.as_("rut"):
        said = TimeAnswer.objects.filter(record=meeting.pk).order_by("number").values_list("fits", flat=True)
        assert list(said) == [Fits.IF_NEEDED, Fits.NO]


def test_what_is_refused(world: World) -> None:
    meeting = proposed(world)
    with pytest.raises(ValidationError, match="alla tider"):
        times.answer(meeting=meeting, fits={1: Fits.YES}, by=world.actor("eva"))
    with pytest.raises(ValidationError, match="har redan varit"):
        times.pick(meeting=meeting, number=9, by=world.actor("rut"))
    with pytest.raises(Denied):
        times.pick(meeting=meeting, number=1, by=world.actor("birgit"))
    times.pick(meeting=meeting, number=1, by=world.actor("rut"))
    with pytest.raises(Denied, match="redan vald"):
        times.pick(meeting=meeting, number=1, by=world.actor("rut"))
    with pytest.raises(Denied, match="redan vald"):
        says(world, "eva", meeting, Fits.YES)


def test_a_proposal_that_is_withdrawn_waits_for_nobody(world: World) -> None:
    meeting = proposed(world)
    actions.cancel(meeting=meeting, because="Ingen tid passade.", by=world.actor("rut"))

    assert "attend_meeting" not in waits(world, "eva")
    assert "call_meeting" in waits(world, "rut")
    with pytest.raises(Denied):
        times.pick(meeting=meeting, number=1, by=world.actor("rut"))


def test_times_are_proposed_on_the_page_of_calling(client: Client, world: World) -> None:
    matter = cooperating(world)
    agreed(world, matter.pk)
    sign_in(client, world, "rut")
    where = reverse("meetings:call", args=[matter.pk])
    half = client.post(where, call_form(world, day_2=in_days(8).isoformat()))
    twice = client.post(where, call_form(world, day_2=in_days(7).isoformat(), at_2="14:30"))
    page = client.post(where, call_form(world, day_2=in_days(8).isoformat(), at_2="10:00"), follow=True)
    again = client.get(where).content.decode()

    assert (half.status_code, twice.status_code) == (422, 422)
    assert "Skriv både dag och tid, eller töm raden." in half.content.decode()
    assert "två till fem olika tider" in twice.content.decode()
    text = page.content.decode()
    assert "Förslag på mötestider" in text
    assert "Har inte svarat" in text
    assert "Se svaren om tider" in again


def test_everybody_answers_on_one_page_and_the_responsible_picks(client: Client, world: World) -> None:
    meeting = proposed(world)
    shown = reverse("meetings:meeting", args=[meeting.pk])
    sign_in(client, world, "eva")
    half = client.post(reverse("meetings:answer_times", args=[meeting.pk]), {"time-1": "if_needed"})
    client.post(reverse("meetings:answer_times", args=[meeting.pk]), {"time-1": "if_needed", "time-2": "yes"})
    page = client.get(shown).content.decode()
    sign_in(client, world, "rut")
    with CaptureQueriesContext(connection) as asked:
        before = client.get(shown).content.decode()
    empty = client.post(reverse("meetings:pick", args=[meeting.pk]), {})
    after = client.post(reverse("meetings:pick", args=[meeting.pk]), {"number": 2}, follow=True).content.decode()
    again = client.post(reverse("meetings:pick", args=[meeting.pk]), {"number": 1})
    sign_in(client, world, "eva")
    late = client.post(reverse("meetings:answer_times", args=[meeting.pk]), {"time-1": "no", "time-2": "no"})

    assert half.status_code == 422
    assert 'value="if_needed" checked' in half.content.decode()
    assert "Kan om det behövs" in page
    assert "Välj tid och kalla" not in page
    assert "Välj tid och kalla" in before
    assert before.count('value="yes" checked') == 2  # whoever proposed the times can
    assert empty.status_code == 422
    assert "Lägg i min kalender" in after
    assert (again.status_code, late.status_code) == (422, 422)
    assert "Tiden är redan vald. Flytta mötet om den inte passar." in again.content.decode()
    assert late.content.decode().count('value="no" checked') == 2
    assert shown in late.content.decode()
    assert len(asked) <= AT_MOST


def test_of_a_protected_child_neither_family_nor_place_is_named(client: Client, world: World) -> None:
    meeting = proposed(world)
    protection.mark(child=world.elsa, protection="secrecy_mark", household=False, by=world.actor("rut"))
    sign_in(client, world, "birgit")

    page = client.get(reverse("meetings:meeting", args=[meeting.pk])).content.decode()

    assert "Förslag på mötestider" in page
    assert [name for name in ("Eva", "Emil", "biblioteket") if name in page] == []


def test_every_day_of_nine_years_comes_back_from_a_letter_as_the_same_instant() -> None:
    """Leap days and changes of clocks among them, also at hours that do not exist and that come twice."""
    changed = []
    for number in range((date(2034, 12, 31) - date(2026, 1, 1)).days):
        for at in (time(1, 30), time(2, 30), time(2, 30, fold=1), time(23, 15)):
            starts = timezone.make_aware(datetime.combine(date(2026, 1, 1) + timedelta(days=number), at))
            entry = Entry(UUID(int=number), number % 9, starts, 60)
            if Entry.from_json(entry.as_json()).starts_at.astimezone(UTC) != starts.astimezone(UTC):
                changed.append(starts)
    assert changed == []
