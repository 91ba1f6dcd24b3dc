"""Messages: who reads them, from when, and what becomes of them."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from kronobarn.audit.models import LogEntry
from kronobarn.circles import actions as circles
from kronobarn.circles.models import Disclosure, Record, Seat
from kronobarn.circles.rules import Kind
from kronobarn.communication import actions, policy, tasks
from kronobarn.communication.filing import actions as filing
from kronobarn.communication.models import Message, Participant, Thread
from kronobarn.communication.rules import SILENT_FOR, Subject
from kronobarn.consents import actions as consents
from kronobarn.consents.models import Consent
from kronobarn.core import clock
from kronobarn.core.decisions import Decision, Denied
from kronobarn.notices.models import Task
from tests.communication.talk import WORDS, around, begun, seats, texts, write
from tests.sign_in import sign_in
from tests.world import World

EVERYBODY = ("rut", "kim", "birgit", "sofia", "bo", "eva", "emil", "elsa", "gunnar")


def readers(world: World) -> set[str]:
    return {who for who in EVERYBODY if texts(world, who)}


def waits(world: World, who: str) -> set[str]:
    with world.as_(who) as actor:
        return set(Task.objects.visible_to(actor).waiting().values_list("kind", flat=True))


def part(world: World, thread: Thread, who: str) -> Participant:
    with world.as_("rut"):
        found: Participant = Participant.objects.get(record=thread.pk, person=world.people[who])
    return found


def test_only_those_who_were_chosen_read_it(world: World) -> None:
    begun(world)

    assert readers(world) == {"rut", "eva", "birgit"}
    assert {who for who in EVERYBODY if "read_message" in waits(world, who)} == {"eva", "birgit"}


def test_the_family_begins_a_thread_in_the_service_that_reads_it(world: World) -> None:
    around(world)
    thread = write(world, "eva", ("kim",))

    assert readers(world) == {"eva", "kim"}
    with world.as_("kim"):
        assert Record.objects.get(pk=thread.pk).owner == world.areas["skolan"]
    actions.say(thread=thread, text="Ja, det går bra.", by=world.actor("kim"))
    assert texts(world, "eva") == [WORDS, "Ja, det går bra."]


def test_what_goes_to_another_service_is_a_disclosure_on_the_familys_yes(world: World) -> None:
    thread = begun(world)

    with world.as_("rut"):
        given = Disclosure.objects.standing().filter(record=thread.pk).order_by("to_person")
        assert [(one.ground, one.to_area, one.to_person) for one in given] == [
            ("child_or_guardian", None, world.people["eva"]),
            ("consent", world.areas["bhv"], None),
        ]


@pytest.mark.parametrize(
    ("to", "subject", "words"),
    [
        (("sofia",), Subject.PRACTICAL, "Samtycke saknas för"),
        (("birgit",), Subject.HOME, "inte sagt ja till ”"),
        (("birgit",), Subject.OTHER, "inte sagt ja till ”"),
    ],
)
def test_nothing_is_written_where_no_yes_goes(world: World, to: tuple[str, ...], subject: Subject, words: str) -> None:
    around(world)

    with pytest.raises(ValidationError, match=words):
        write(world, to=to, subject=subject)


def test_what_a_participant_of_another_service_writes_needs_a_yes_too(world: World) -> None:
    around(world)
    thread = write(world, "eva", ("rut", "birgit"))
    actions.say(thread=thread, text="Ja.", by=world.actor("birgit"))
    with world.as_("rut"):
        agreed_to = {one.giver.username: one for one in _consents(world) if one.giver}
    consents.withdraw(consent=agreed_to["eva"], by=world.actor("eva"))

    assert texts(world, "birgit") == []
    with pytest.raises(Thread.DoesNotExist):
        actions.say(thread=thread, text="Hallå?", by=world.actor("birgit"))
    actions.say(thread=thread, text="Vi talas vid.", by=world.actor("rut"))
    assert texts(world, "eva")[-1] == "Vi talas vid."


def _consents(world: World) -> list[Consent]:
    return list(Consent.objects.filter(child=world.elsa).select_related("giver"))


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"heading": " "}, "heading"),
        ({"text": " "}, "text"),
        ({"text": "o" * 4001}, "text"),
        ({"readers": []}, "readers"),
    ],
)
def test_a_thread_says_something_to_somebody(world: World, changed: dict[str, Any], field: str) -> None:
    around(world)
    said = {"subject": Subject.PLAN, "heading": "Planen", "text": "Hej", "readers": seats(world, "kim")} | changed

    with pytest.raises(ValidationError) as refused:
        actions.start(child=world.elsa, by=world.actor("rut"), **said)

    assert field in refused.value.message_dict


def test_who_comes_in_later_reads_what_is_written_from_then_on(world: World) -> None:
    thread = begun(world)
    actions.add(thread=thread, readers=seats(world, "kim", "emil"), by=world.actor("rut"))
    actions.say(thread=thread, text="Nu är Kim med.", by=world.actor("eva"))

    assert texts(world, "kim") == texts(world, "emil") == ["Nu är Kim med."]
    assert texts(world, "birgit") == [WORDS, "Nu är Kim med."]
    with pytest.raises(Denied, match="kom med senare"):
        filing.file(thread=thread, by=world.actor("kim"))


@pytest.mark.parametrize("who", ["eva", "birgit"])
def test_others_than_the_service_it_belongs_to_take_in_nobody(world: World, who: str) -> None:
    thread = begun(world)

    with pytest.raises(Denied, match="Det är den verksamhet"):
        actions.add(thread=thread, readers=seats(world, "kim"), by=world.actor(who))


def test_who_leaves_and_whose_place_ends_reads_no_more(world: World) -> None:
    thread = begun(world)
    actions.end(participant=part(world, thread, "eva"), by=world.actor("eva"))
    (birgit,) = seats(world, "birgit")
    with world.as_("rut"):
        seat = Seat.objects.get(pk=birgit)
    circles.end_seat(seat=seat, by=world.actor("rut"))

    assert readers(world) == {"rut"}
    assert "read_message" not in waits(world, "eva")
    with pytest.raises(Denied, match="Ingen annan"):
        actions.end(participant=part(world, thread, "rut"), by=world.actor("rut"))


def test_a_service_ends_the_part_of_others_and_others_do_not(world: World) -> None:
    thread = begun(world)
    eva = part(world, thread, "eva")

    with pytest.raises(Denied, match="bara lämna tråden själv"):
        actions.end(participant=eva, by=world.actor("birgit"))
    actions.end(participant=eva, by=world.actor("rut"))
    assert readers(world) == {"rut", "birgit"}
    with pytest.raises(Denied, match="inte längre med"):
        actions.end(participant=eva, by=world.actor("rut"))


def test_what_is_withheld_from_a_guardian_is_gone_for_them(world: World) -> None:
    thread = begun(world)
    actions.add(thread=thread, readers=seats(world, "emil"), by=world.actor("rut"))
    actions.say(thread=thread, text="Till alla.", by=world.actor("rut"))
    with world.as_("rut"):
        record = Record.objects.get(pk=thread.pk)
    circles.withhold(
        record=record,
        guardians=[world.people["emil"]],
        reason="Elsa är rädd.",
        review_on=clock.today() + timedelta(days=30),
        by=world.actor("rut"),
    )

    assert readers(world) == {"rut", "eva", "birgit"}
    assert "read_message" not in waits(world, "emil")


def test_a_message_is_struck_with_a_reason_and_a_new_one_says_what_is_right(world: World) -> None:
    thread = begun(world)
    with world.as_("rut"):
        message = Message.objects.get(record=thread.pk)

    with pytest.raises(Denied, match="Det är den som har skrivit"):
        actions.strike(message=message, because="Nej", by=world.actor("eva"))
    for why, said in ((" ", "Skriv varför det stryks"), ("Fel", "Skriv en mening")):
        with pytest.raises(ValidationError, match=said):
            actions.strike(message=message, because=why, by=world.actor("rut"))
    actions.strike(message=message, because="Dagen blev fel", instead="På fredag?", by=world.actor("rut"))
    with pytest.raises(Denied, match="redan struket"):
        actions.strike(message=message, because="Igen", by=world.actor("rut"))
    with world.as_("eva") as eva:
        rows = Message.objects.visible_to(eva).order_by("sent_at", "pk").values_list("text", "struck_because", "amends")
        assert list(rows) == [(WORDS, "Dagen blev fel", None), ("På fredag?", "", message.pk)]


def test_what_is_written_instead_goes_no_further_than_any_message(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    thread = begun(world)
    with world.as_("rut"):
        message = Message.objects.get(record=thread.pk)
    monkeypatch.setattr(policy, "may_reach", lambda *_: Decision("Samtycke saknas."))

    with pytest.raises(ValidationError) as refused:
        actions.strike(message=message, because="Dagen blev fel", instead="På fredag?", by=world.actor("rut"))
    assert refused.value.message_dict == {"instead": ["Samtycke saknas."]}
    actions.strike(message=message, because="Dagen blev fel", by=world.actor("rut"))
    assert texts(world, "eva") == [WORDS]


@pytest.mark.parametrize("who", ["eva", "birgit", "kim"])
def test_only_the_service_that_it_belongs_to_files_or_closes_it(world: World, who: str) -> None:
    thread = begun(world)

    for end, said in ((filing.file, {}), (filing.close, {"because": "Det gällde en tid."})):
        with pytest.raises((Denied, Thread.DoesNotExist)):
            end(thread=thread, by=world.actor(who), **said)
    assert texts(world, "birgit") == [WORDS], "and it goes on"


def test_whoever_takes_part_for_another_service_is_told_who_files_and_where_to_write(
    client: Client, world: World
) -> None:
    thread = begun(world)
    sign_in(client, world, "birgit")
    shown = client.get(reverse("communication:thread", args=[thread.pk])).content.decode()
    assert "Det är den verksamhet som tråden hör till som sparar" in shown
    assert "din egen dokumentation" in shown
    assert client.post(reverse("communication:file", args=[thread.pk])).status_code == 403


def test_a_thread_is_filed_in_the_service_that_it_belongs_to(world: World) -> None:
    thread = begun(world)
    actions.say(thread=thread, text="Ja, torsdag.", by=world.actor("eva"))
    kept = filing.file(thread=thread, by=world.actor("rut"))

    with world.as_("rut"):
        record = Record.objects.get(pk=kept.pk)
        assert (record.kind, record.owner, record.headline) == (
            Kind.COMMUNICATION,
            world.assignments["rut"].unit.area,
            "Tid på torsdag",
        )
        assert list(Message.objects.filter(record=kept.pk).order_by("sent_at").values_list("text", flat=True)) == [
            WORDS,
            "Ja, torsdag.",
        ]
    with world.as_("birgit") as birgit:
        assert not Thread.objects.visible_to(birgit).filter(pk=kept.pk).exists()
    for again in (filing.file, actions.say):
        with pytest.raises(Denied, match="avslutad"):
            again(thread=thread, by=world.actor("rut"), **({"text": "Mer"} if again is actions.say else {}))


def test_colleagues_read_what_is_filed_and_not_what_is_under_way(world: World) -> None:
    thread = begun(world)
    assert texts(world, "kim") == []

    filing.file(thread=thread, by=world.actor("rut"))

    assert texts(world, "kim") == [WORDS]
    assert texts(world, "eva") == [WORDS]
    assert texts(world, "rut") == [WORDS, WORDS]


def test_nothing_to_keep_is_said_with_a_reason_and_not_by_the_family(world: World) -> None:
    thread = begun(world)

    with pytest.raises(Denied, match="de som arbetar"):
        filing.close(thread=thread, because="Klart", by=world.actor("eva"))
    with pytest.raises(ValidationError, match="varför"):
        filing.close(thread=thread, because="Klart", by=world.actor("rut"))
    closed = filing.close(thread=thread, because="Det gällde en tid.", by=world.actor("rut"))
    assert closed.state == "closed"
    assert "read_message" not in waits(world, "eva")
    with world.as_("rut") as rut:
        assert not Record.objects.visible_to(rut).filter(kind=Kind.COMMUNICATION).exists()


def test_a_silent_thread_asks_to_be_kept_once(world: World) -> None:
    thread = begun(world)
    tasks.ask_to_file_threads(0)
    assert "file_thread" not in waits(world, "rut")

    with clock.shifted(SILENT_FOR + timedelta(hours=1)):
        tasks.ask_to_file_threads(0)
        tasks.ask_to_file_threads(0)

        assert {who for who in EVERYBODY if "file_thread" in waits(world, who)} == {"rut"}
        actions.say(thread=thread, text="Hej igen", by=world.actor("rut"))
    assert "file_thread" not in waits(world, "rut")


def test_where_nobody_is_left_the_responsible_comes_in_and_is_asked(world: World) -> None:
    around(world)
    thread = write(world, "kim", ("eva",))
    (kim,) = seats(world, "kim")
    with world.as_("rut"):
        seat = Seat.objects.get(pk=kim)
    circles.end_seat(seat=seat, by=world.actor("rut"))
    assert readers(world) == {"eva"}

    with clock.shifted(SILENT_FOR + timedelta(hours=1)):
        tasks.ask_to_file_threads(0)

    assert "file_thread" in waits(world, "rut")
    assert texts(world, "rut") == [WORDS]
    with world.as_("rut") as rut:
        lines = LogEntry.objects.visible_to(rut).filter(subject=f"thread:{thread.pk}")
        assert {"thread.joined", "thread.silent"} <= set(lines.values_list("kind", flat=True))
    filing.file(thread=thread, by=world.actor("rut"))


def test_the_responsible_who_came_late_comes_in_once_more_when_who_was_asked_has_left(world: World) -> None:
    around(world)
    thread = write(world, "kim", ("eva",))
    actions.add(thread=thread, readers=seats(world, "rut"), by=world.actor("kim"))
    with clock.shifted(SILENT_FOR + timedelta(hours=1)):
        tasks.ask_to_file_threads(0)
        assert "file_thread" in waits(world, "kim")
        with pytest.raises(Denied, match="kom med senare"):
            filing.file(thread=thread, by=world.actor("rut"))
        actions.end(participant=part(world, thread, "kim"), by=world.actor("kim"))
        assert "file_thread" not in waits(world, "kim")

        tasks.ask_to_file_threads(0)
        assert "file_thread" in waits(world, "rut")
        filing.file(thread=thread, by=world.actor("rut"))


def test_one_threads_trouble_is_not_the_others(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    thread = begun(world)
    write(world, "rut", ("eva",))
    asks = filing.ask_to_file

    def fails_for_one(*, thread_id: UUID, **said: Any) -> None:
        if thread_id == thread.pk:
            raise IntegrityError("somebody's words")
        asks(thread_id=thread_id, **said)

    monkeypatch.setattr(filing, "ask_to_file", fails_for_one)
    with clock.shifted(SILENT_FOR + timedelta(hours=1)):
        tasks.ask_to_file_threads(0)

    assert "file_thread" in waits(world, "rut")


def test_one_person_takes_part_in_two_hats(world: World) -> None:
    thread = begun(world)
    with world.as_("rut"):
        record = Record.objects.get(pk=thread.pk)
    rut = world.people["rut"].pk
    with world.as_("rut") as by, transaction.atomic():
        actions.take_in(record, rut, None, clock.now(), by)
        with pytest.raises(IntegrityError), transaction.atomic():
            actions.take_in(record, rut, None, clock.now(), by)


def test_a_word_that_is_sent_is_never_rewritten(world: World) -> None:
    thread = begun(world)
    for change in ({"text": "Annat"}, {"sent_at": clock.now()}, {"struck_at": None, "struck_because": ""}):
        with world.as_("rut"), pytest.raises(DatabaseError, match="never rewritten"), transaction.atomic():
            Message.objects.filter(record=thread.pk).update(**change)
    with (
        world.as_("rut"),
        pytest.raises(IntegrityError, match="struck_message_says_why"),
        transaction.atomic(),
    ):
        Message.objects.filter(record=thread.pk).update(struck_at=clock.now(), struck_because="Fel")
    with world.as_("rut") as rut:
        kinds = LogEntry.objects.visible_to(rut).filter(subject=f"thread:{thread.pk}").values_list("kind", flat=True)
        assert "thread.begun" in kinds
