"""Calling, answering, moving, holding: who sees it, what waits for whom, what is refused."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from kronobarn.circles.models import Disclosure, Seat
from kronobarn.circles.rules import Role
from kronobarn.concerns.models import Matter
from kronobarn.consents import actions as consents
from kronobarn.consents.models import Consent
from kronobarn.core import clock
from kronobarn.core.decisions import Denied
from kronobarn.meetings import actions
from kronobarn.meetings.actions import Decided
from kronobarn.meetings.models import Invited, Meeting, MeetingDecision
from kronobarn.meetings.rules import Answer
from kronobarn.notices.models import Task
from kronobarn.notices.rules import TaskKind
from tests.consents.matters import agreed, asked, cooperating, in_days, yes
from tests.meetings.town import call, called, in_a_week, invited
from tests.world import World


def waiting(world: World, who: str) -> set[str]:
    with world.as_(who) as actor:
        return set(Task.objects.visible_to(actor).waiting().values_list("kind", flat=True))


def sees(world: World, who: str, meeting: Meeting) -> bool:
    with world.as_(who) as actor:
        found: bool = Meeting.objects.visible_to(actor).filter(pk=meeting.pk).exists()
        assert found == Meeting.objects.filter(pk=meeting.pk).exists()
        return found


def hold(world: World, meeting: Meeting, *, disagreement: str = "", decisions: tuple[Decided, ...] = ()) -> Meeting:
    with time_machine.travel(meeting.starts_at + timedelta(hours=2), tick=True):
        return actions.hold(
            meeting=meeting,
            came=[invited(world, meeting, "eva").pk, invited(world, meeting, "birgit").pk],
            notes="Elsa började.",
            decisions=decisions,
            disagreement=disagreement,
            by=world.actor("rut"),
        )


def test_a_call_reaches_family_and_the_services_that_are_let_in(world: World) -> None:
    meeting = called(world)

    for who in ("rut", "eva", "emil", "elsa", "birgit"):
        assert sees(world, who, meeting)
    for who in ("bo", "tage", "gunnar"):
        assert not sees(world, who, meeting)


def test_a_call_rests_on_the_familys_yes_and_ends_with_it(world: World) -> None:
    meeting = called(world)

    with world.as_("rut"):
        disclosure = Disclosure.objects.get(record=meeting.pk, to_area=world.areas["bhv"])
        assert disclosure.consent is not None
        assert Consent.objects.filter(request=disclosure.consent).count() == 2
    assert disclosure.ground == "consent"
    assert disclosure.until is not None
    assert disclosure.until.date() >= in_days(180)


def test_withdrawal_takes_the_meeting_away_from_the_service(world: World) -> None:
    meeting = called(world)
    with world.as_("eva") as eva:
        consent = Consent.objects.get(giver=eva.person_id)

    consents.withdraw(consent=consent, by=world.actor("eva"))

    assert not sees(world, "birgit", meeting)
    assert sees(world, "emil", meeting)


def test_without_the_other_guardians_yes_nobody_is_let_in(world: World) -> None:
    matter = cooperating(world)
    yes(world, asked(world, matter.pk)["eva"])

    with pytest.raises(Denied, match="Samtycke saknas för bhv") as refused:
        call(world, matter)

    assert "Emil" not in str(refused.value)


def test_a_service_outside_the_consent_is_refused(world: World) -> None:
    matter = cooperating(world)
    agreed(world, matter.pk, "bhv")

    with pytest.raises(Denied, match="Samtycke saknas för social"):
        call(world, matter, "birgit", "sofia")


def test_each_has_something_waiting(world: World) -> None:
    called(world)

    assert TaskKind.ATTEND_MEETING in waiting(world, "eva")
    assert TaskKind.ATTEND_MEETING in waiting(world, "elsa")
    assert TaskKind.ATTEND_MEETING in waiting(world, "birgit")
    assert TaskKind.HOLD_MEETING in waiting(world, "rut")


def test_a_professional_who_is_called_gets_a_seat_once(world: World) -> None:
    meeting = called(world)
    with world.as_("rut"):
        before = Seat.objects.standing().filter(child=world.elsa, assignment=world.assignments["birgit"])
        assert [(seat.role, seat.ground) for seat in before] == [("participant", "consent")]

        call(world, meeting.matter)

        assert before.count() == 1


def test_an_answer_settles_ones_own_task(world: World) -> None:
    meeting = called(world)

    actions.answer(meeting=meeting, answer=Answer.YES, by=world.actor("eva"))
    actions.answer(meeting=meeting, answer=Answer.NO, by=world.actor("birgit"))
    actions.answer(meeting=meeting, answer=Answer.NO, by=world.actor("birgit"))

    assert TaskKind.ATTEND_MEETING not in waiting(world, "eva")
    assert TaskKind.ATTEND_MEETING in waiting(world, "emil")
    assert invited(world, meeting, "eva").answer == "yes"
    assert invited(world, meeting, "birgit").answer == "no"


def test_a_moved_meeting_is_asked_about_anew(world: World) -> None:
    meeting = called(world)
    actions.answer(meeting=meeting, answer=Answer.YES, by=world.actor("eva"))

    actions.move(
        meeting=meeting, starts_at=in_a_week() + timedelta(days=7), minutes=45, place="Hemma", by=world.actor("rut")
    )

    assert TaskKind.ATTEND_MEETING in waiting(world, "eva")
    assert invited(world, meeting, "eva").answer == "none"


def test_a_cancelled_meeting_asks_for_another(world: World) -> None:
    meeting = called(world)

    for why, said in (("", "Skriv varför mötet ställs in"), ("Sjukdom", "Skriv en mening")):
        with pytest.raises(ValidationError, match=said):
            actions.cancel(meeting=meeting, because=why, by=world.actor("rut"))
    actions.cancel(meeting=meeting, because="Elsa är sjuk.", by=world.actor("rut"))

    assert TaskKind.CALL_MEETING in waiting(world, "rut")
    assert TaskKind.HOLD_MEETING not in waiting(world, "rut")
    assert TaskKind.ATTEND_MEETING not in waiting(world, "eva")
    with pytest.raises(Denied, match="inställt"):
        actions.cancel(meeting=meeting, because="Elsa är sjuk.", by=world.actor("rut"))


def test_a_held_meeting_keeps_who_came_what_was_decided_and_the_disagreement(world: World) -> None:
    meeting = called(world)
    birgit = invited(world, meeting, "birgit")

    hold(
        world,
        meeting,
        disagreement="Emil vill vänta.",
        decisions=(Decided("Ringa hem", birgit.pk, in_days(20)), Decided("Följa till skolan")),
    )

    with world.as_("emil"):
        seen = Meeting.objects.get(pk=meeting.pk)
        decided = list(MeetingDecision.objects.filter(record=meeting.pk).values_list("number", "text", "person"))
        came = set(Invited.objects.filter(record=meeting.pk, came=True).values_list("person__username", flat=True))
    assert (seen.state, seen.disagreement) == ("held", "Emil vill vänta.")
    assert decided == [(1, "Ringa hem", world.people["birgit"].pk), (2, "Följa till skolan", None)]
    assert came == {"eva", "birgit"}
    assert TaskKind.HOLD_MEETING not in waiting(world, "rut")


def test_a_meeting_is_not_held_before_its_day(world: World) -> None:
    meeting = called(world)

    with pytest.raises(Denied, match="har inte varit än"):
        actions.hold(meeting=meeting, came=[], notes="", decisions=[], disagreement="", by=world.actor("rut"))


def test_a_meeting_is_held_once(world: World) -> None:
    meeting = called(world)
    hold(world, meeting)

    with pytest.raises(Denied, match="redan hållet"):
        hold(world, meeting)


def test_after_the_meeting_somebody_is_to_begin_on_the_plan(world: World) -> None:
    meeting = called(world)

    hold(world, meeting)

    assert "start_plan" in waiting(world, "rut")
    assert "hold_meeting" not in waiting(world, "rut")


def test_no_cooperation_is_a_complete_end(world: World) -> None:
    meeting = called(world)
    hold(world, meeting)

    actions.end_without_cooperation(meeting=meeting, because="Skolans stöd räcker.", by=world.actor("rut"))

    with world.as_("rut"):
        matter = Matter.objects.get(pk=meeting.matter_id)
        stays = Seat.objects.standing().filter(child=world.elsa, role=Role.PARTICIPANT)
        assert (matter.state, matter.outcome) == ("closed", "no_cooperation")
        assert not stays.exists()


@pytest.mark.parametrize(
    ("field", "changed"),
    [("day", {"starts_at": clock.now() - timedelta(hours=1)}), ("minutes", {"minutes": 5}), ("place", {"place": " "})],
)
def test_a_call_that_is_not_sound_is_refused_with_a_sentence(
    world: World, field: str, changed: dict[str, object]
) -> None:
    matter = cooperating(world)
    agreed(world, matter.pk)
    whole = {"starts_at": in_a_week(), "minutes": 60, "place": "Skolan", "child_wishes": ""} | changed

    with pytest.raises(ValidationError) as refused:
        actions.call(matter=matter, invited=[world.assignments["birgit"]], by=world.actor("rut"), **whole)  # type: ignore[arg-type]

    assert list(refused.value.message_dict) == [field]


def test_a_meeting_has_somebody_from_another_service(world: World) -> None:
    matter = cooperating(world)
    agreed(world, matter.pk)

    with pytest.raises(ValidationError, match="annan verksamhet"):
        call(world, matter, "tage")


def test_the_database_keeps_a_meeting_in_one_state(world: World) -> None:
    meeting = called(world)

    with pytest.raises(IntegrityError, match="meeting_is_in_one_state"), world.as_("rut"):
        Meeting.objects.filter(pk=meeting.pk).update(state="held")


def test_the_database_keeps_why_a_meeting_was_called_off(world: World) -> None:
    meeting = called(world)
    off: dict[str, Any] = {"state": "cancelled", "cancelled_at": clock.now(), "cancelled_by": world.people["rut"]}

    with pytest.raises(IntegrityError, match="cancelled_meeting_says_why"), world.as_("rut"):
        Meeting.objects.filter(pk=meeting.pk).update(**off, cancelled_because="Sjukdom")
