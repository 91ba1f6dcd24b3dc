"""The pages about a meeting, as each of those around the child meets them."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kronobarn.audit.models import LogEntry
from kronobarn.meetings import actions
from kronobarn.meetings.models import Meeting, MeetingDecision
from kronobarn.people.models import Child
from tests.consents.matters import agreed, cooperating, in_days
from tests.meetings.town import called, invited
from tests.sign_in import sign_in
from tests.world import World

AT_MOST = 15


def call_form(world: World, **changed: object) -> dict[str, object]:
    return {
        "child_wishes": "Fika först.",
        "child_comes": "on",
        "invited": [world.assignments["birgit"].pk],
        "day": in_days(7).isoformat(),
        "at": "14:30",
        "minutes": 60,
        "place": "Biblioteket",
    } | changed


def test_only_those_whom_consent_lets_in_may_be_chosen(client: Client, world: World) -> None:
    matter = cooperating(world)
    agreed(world, matter.pk, "bhv")
    sign_in(client, world, "rut")

    page = client.get(reverse("meetings:call", args=[matter.pk])).content.decode()

    assert "Birgit" in page
    assert "Tage" in page
    assert "Bo i Ängsby" not in page
    assert "Sofia" not in page


def test_without_consent_the_page_leads_to_the_question(client: Client, world: World) -> None:
    matter = cooperating(world)
    sign_in(client, world, "rut")

    page = client.get(reverse("meetings:call", args=[matter.pk])).content.decode()

    assert "Det finns inget samtycke att kalla på än" in page
    assert reverse("consents:ask", args=[matter.pk]) in page


def test_a_call_is_sent_once_and_shown(client: Client, world: World) -> None:
    matter = cooperating(world)
    agreed(world, matter.pk)
    sign_in(client, world, "rut")
    form = call_form(world, once=str(uuid4()))

    first = client.post(reverse("meetings:call", args=[matter.pk]), form, follow=True)
    client.post(reverse("meetings:call", args=[matter.pk]), form)

    with world.as_("rut"):
        assert Meeting.objects.count() == 1
    assert "Fika först." in first.content.decode()
    assert "Kommer" in first.content.decode()


def test_a_call_in_the_past_is_refused_with_the_text_kept(client: Client, world: World) -> None:
    matter = cooperating(world)
    agreed(world, matter.pk)
    sign_in(client, world, "rut")

    page = client.post(reverse("meetings:call", args=[matter.pk]), call_form(world, day=in_days(-1).isoformat()))

    assert page.status_code == 422
    assert "i det förflutna" in page.content.decode()
    assert "Fika först." in page.content.decode()


def test_somebody_outside_the_list_cannot_be_called(client: Client, world: World) -> None:
    matter = cooperating(world)
    agreed(world, matter.pk)
    sign_in(client, world, "rut")

    page = client.post(
        reverse("meetings:call", args=[matter.pk]), call_form(world, invited=[world.assignments["sofia"].pk])
    )

    assert page.status_code == 422
    assert "Välj bland personerna i listan." in page.content.decode()


def test_the_childs_wishes_come_before_everything_else(client: Client, world: World) -> None:
    meeting = called(world)
    sign_in(client, world, "elsa")

    page = client.get(reverse("meetings:meeting", args=[meeting.pk])).content.decode()

    assert page.index("Jag vill sitta bredvid mamma.") < page.index("När och var") < page.index("De som är kallade")


def test_a_guardian_answers(client: Client, world: World) -> None:
    meeting = called(world)
    sign_in(client, world, "eva")

    page = client.post(reverse("meetings:answer", args=[meeting.pk]), {"answer": "yes"}, follow=True)

    assert "Ditt svar: Kommer" in page.content.decode()


def test_a_move_that_is_not_sound_shows_the_page_again(client: Client, world: World) -> None:
    meeting = called(world)
    sign_in(client, world, "rut")
    when = {"day": in_days(-1).isoformat(), "at": "14:30", "minutes": 60, "place": "Hallen"}

    wrong = client.post(reverse("meetings:move", args=[meeting.pk]), when)
    right = client.post(
        reverse("meetings:move", args=[meeting.pk]), when | {"day": in_days(9).isoformat()}, follow=True
    )

    assert wrong.status_code == 422
    assert "i det förflutna" in wrong.content.decode()
    assert "Hallen" in right.content.decode()


def hold_form(world: World, meeting: Meeting, **changed: object) -> dict[str, object]:
    return {
        "came": [str(invited(world, meeting, name).pk) for name in ("eva", "birgit")],
        "notes": "Elsa började.",
        "disagreement": "Emil vill vänta.",
        "form-TOTAL_FORMS": "3",
        "form-INITIAL_FORMS": "0",
        "form-0-text": "Ringa hem",
        "form-0-by_whom": str(invited(world, meeting, "birgit").pk),
        "form-0-due_on": in_days(30).isoformat(),
    } | changed


def test_a_meeting_is_written_down_and_leads_on(client: Client, world: World) -> None:
    meeting = called(world)
    address = reverse("meetings:hold", args=[meeting.pk])
    with time_machine.travel(meeting.starts_at + timedelta(hours=2), tick=True):
        sign_in(client, world, "rut")
        more = client.post(address, hold_form(world, meeting, more="3"))
        wrong = client.post(address, hold_form(world, meeting, **{"form-0-text": ""}))
        held = client.post(address, hold_form(world, meeting), follow=True)
        page = held.content.decode()

    assert "Beslut 6" in more.content.decode()
    assert "Elsa började." in more.content.decode()
    assert wrong.status_code == 422
    assert "Skriv vad som ska göras, eller töm raden." in wrong.content.decode()
    for words in ("Ringa hem", "Emil vill vänta.", "Gå vidare till barnets plan", "Det blir ingen samverkan"):
        assert words in page
    with world.as_("rut"):
        assert MeetingDecision.objects.count() == 1


def test_no_cooperation_closes_the_matter_from_the_page(client: Client, world: World) -> None:
    meeting = called(world)
    with time_machine.travel(meeting.starts_at + timedelta(hours=2), tick=True):
        sign_in(client, world, "rut")
        client.post(reverse("meetings:hold", args=[meeting.pk]), hold_form(world, meeting))
        empty = client.post(reverse("meetings:end", args=[meeting.pk]), {"because": ""})
        ended = client.post(reverse("meetings:end", args=[meeting.pk]), {"because": "Skolans stöd räcker."})

    assert empty.status_code == 422
    assert ended.status_code == 302


TYPED = {
    "move": {"day": "2030-01-02", "at": "09:00", "minutes": "45", "place": "Hallen vid trappan"},
    "describe": {"child_wishes": "Kort, och fika."},
    "cancel": {"because": "Elsa är sjuk."},
    "end": {"because": "Skolan räcker gott."},
    "hold": {"notes": "Emil ringde.", "form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-text": "Ringa hem"},
}


@pytest.mark.parametrize("name", TYPED)
def test_what_was_typed_comes_back_when_the_meeting_was_called_off_meanwhile(
    client: Client, world: World, name: str
) -> None:
    meeting = called(world)
    actions.cancel(meeting=meeting, because="Rut är sjuk.", by=world.actor("rut"))
    sign_in(client, world, "rut")

    answer = client.post(reverse(f"meetings:{name}", args=[meeting.pk]), TYPED[name])

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Det går inte just nu" in text
    assert max(TYPED[name].values(), key=len) in text
    if name == "hold":
        assert "Ringa hem" in text
        assert "Mötet är inställt." in text
        assert "Avsluta och dela" not in text
        assert "data-autosave" not in text
    else:
        assert "Kalla till ett nytt möte" in text
    assert client.post(reverse(f"meetings:{name}", args=[meeting.pk]), {}).status_code == 422


def test_notes_that_lay_open_while_a_colleague_closed_the_meeting_come_back(client: Client, world: World) -> None:
    meeting = called(world, "birgit", "tage")
    address = reverse("meetings:hold", args=[meeting.pk])
    with time_machine.travel(meeting.starts_at + timedelta(hours=2), tick=True):
        sign_in(client, world, "rut")
        client.post(address, hold_form(world, meeting))
        sign_in(client, world, "tage")
        late = client.post(address, hold_form(world, meeting, notes="Tage hann inte spara.", save="1"))

    assert late.status_code == 422
    assert "Tage hann inte spara." in late.content.decode()
    assert "är inte sparat" in late.content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [("rut", 200), ("eva", 200), ("emil", 200), ("elsa", 200), ("birgit", 200), ("bo", 404), ("gunnar", 404)],
)
def test_who_finds_the_meeting(client: Client, world: World, who: str, status: int) -> None:
    meeting = called(world)
    sign_in(client, world, who)

    assert client.get(reverse("meetings:meeting", args=[meeting.pk])).status_code == status
    assert client.get(reverse("meetings:hold", args=[meeting.pk])).status_code == status


@pytest.mark.parametrize("name", ["move", "cancel", "hold", "end"])
@pytest.mark.parametrize(("who", "status"), [("eva", 403), ("birgit", 403), ("bo", 404), ("gunnar", 404)])
def test_who_may_not_change_it(client: Client, world: World, name: str, who: str, status: int) -> None:
    meeting = called(world)
    sign_in(client, world, who)
    form = hold_form(world, meeting, because="x") | call_form(world)

    assert client.post(reverse(f"meetings:{name}", args=[meeting.pk]), form).status_code == status


@pytest.mark.parametrize("who", ["bo", "gunnar"])
def test_whoever_is_not_called_cannot_answer(client: Client, world: World, who: str) -> None:
    meeting = called(world)
    sign_in(client, world, who)

    assert client.post(reverse("meetings:answer", args=[meeting.pk]), {"answer": "yes"}).status_code == 404


@pytest.mark.parametrize(
    ("who", "name"),
    [("rut", "meeting"), ("eva", "meeting"), ("birgit", "meeting"), ("rut", "hold"), ("rut", "call")],
)
def test_a_page_asks_the_database_few_questions(client: Client, world: World, who: str, name: str) -> None:
    meeting = called(world, "birgit", "bo", "tage")
    sign_in(client, world, who)
    address = reverse(f"meetings:{name}", args=[meeting.matter_id if name == "call" else meeting.pk])
    client.get(address)

    with CaptureQueriesContext(connection) as queries:
        client.get(address)

    asked = [query["sql"][:160] for query in queries.captured_queries if "SAVEPOINT" not in query["sql"]]
    assert len(asked) <= AT_MOST, "\n".join(asked)


def test_a_protected_child_hides_the_rest_of_the_family_and_every_service_from_a_guardian(
    client: Client, world: World
) -> None:
    meeting = called(world)
    with world.as_("rut"):
        Child.objects.filter(pk=world.elsa.pk).update(protection="secrecy_mark")
    sign_in(client, world, "eva")

    text = client.get(reverse("meetings:meeting", args=[meeting.pk])).content.decode()

    assert "Eva i Ängsby" in text
    assert "Rut i Ängsby" in text
    assert "Emil i Ängsby" not in text
    assert "Ängsskolan" not in text


def test_a_page_that_is_shown_in_answer_to_a_form_is_a_look_in_the_log(client: Client, world: World) -> None:
    meeting = called(world)
    sign_in(client, world, "rut")

    page = client.post(reverse("meetings:move", args=[meeting.pk]), {"day": ""})

    assert "Jag vill sitta bredvid mamma" in page.content.decode()
    with world.as_("rut") as rut:
        looks = LogEntry.objects.visible_to(rut).filter(kind="record.opened", subject=meeting.log_name)
        assert looks.get().why == "responsible"


def test_what_is_done_is_not_also_a_look(client: Client, world: World) -> None:
    meeting = called(world)
    sign_in(client, world, "rut")

    client.post(reverse("meetings:cancel", args=[meeting.pk]), {"because": "Elsa är sjuk."})

    with world.as_("rut") as rut:
        assert not LogEntry.objects.visible_to(rut).filter(kind="record.opened").exists()
