"""Somebody without an account answers one question, once, and sees nothing else."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kronobarn.assessments.models import Observation
from kronobarn.audit.models import LogEntry
from kronobarn.circles.models import Seat
from kronobarn.concerns.models import Matter
from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM
from kronobarn.core.decisions import Denied
from kronobarn.guests import actions, keys, reads
from kronobarn.guests.models import Guest
from kronobarn.guests.rules import TRIES, State
from kronobarn.notices.models import Task
from tests.circles.test_places import protect
from tests.guests.asking import question
from tests.sign_in import sign_in
from tests.story import Stage, Story, tell, tell_on
from tests.told import told_once
from tests.world import World

WORKS, HARD = "Elsa skrattar med de andra.", "Elsa somnade i bilen hem."
ANSWER = {"works": WORKS, "hard": HARD, "name": "Kim Boll"}


@told_once
def _asked(world: World) -> tuple[Story, Guest]:
    story = tell(world, Stage.ASKED)
    return story, actions.ask(**question(story, world.actor("rut")))


@pytest.fixture
def story(world: World) -> Story:
    return _asked(world)[0]


@pytest.fixture
def guest(world: World) -> Guest:
    return _asked(world)[1]


@pytest.fixture
def coach() -> Client:
    """Somebody's browser, in which nobody has signed in."""
    return Client()


def enter(coach: Client, guest: Guest, code: str = "") -> Any:
    return coach.post(reads.link(guest), {"code": code or keys.code(guest.pk)})


def now(world: World, guest: Guest) -> Guest:
    with world.as_("rut") as rut:
        found: Guest = Guest.objects.visible_to(rut).get(pk=guest.pk)
    return found


def is_of_no_use(coach: Client, guest: Guest) -> bool:
    """The page says the same as for a link that was never made."""
    made_up = coach.get(reverse("guests:enter", args=["made-up"]))
    assert made_up.status_code == 404
    said = [
        re.sub(r'value="[^"]*"|nonce="[^"]*"', "", answer.content.decode())
        for answer in (made_up, coach.get(reads.link(guest)))
    ]
    return said[0] == said[1]


def test_the_coach_is_asked_answers_and_the_answer_stands_in_the_wheel(
    client: Client, coach: Client, world: World, guest: Guest, story: Story
) -> None:
    sign_in(client, world, "rut")
    told = client.get(reverse("guests:guest", args=[guest.pk])).content.decode()
    assert f"http://testserver{reads.link(guest)}" in told
    assert f"{keys.code(guest.pk)[:3]} {keys.code(guest.pk)[3:]}" in told

    door = coach.get(reads.link(guest)).content.decode()
    assert "Elsa" not in door
    opened = coach.post(reads.link(guest), {"code": keys.code(guest.pk)}, follow=True).content.decode()
    assert "Hur orkar Elsa på träningen?" in opened
    assert "Rektor, Ängsskolan" in opened
    thanked = coach.post(f"{reads.link(guest)}beratta/", ANSWER, follow=True).content.decode()
    assert "Tack för ditt svar" in thanked

    with world.as_("rut") as rut:
        said = Observation.objects.visible_to(rut).get(hard=HARD)
    assert (said.perspective, said.area_key, said.works) == ("professional", "healthy", WORKS)
    assert said.said_by == "Kim Boll, Fotbollstränare, i ett svar genom länk"
    assert said.known_how == "from_document"
    page = client.get(reverse("assessments:wheel", args=[story.matter.pk])).content.decode()
    assert HARD in page
    assert "Så vet vi det: Kim Boll, Fotbollstränare, i ett svar genom länk" in page
    assert "Besvarad" in client.get(reverse("guests:asked", args=[story.matter.pk])).content.decode()


def test_the_coach_sees_the_question_and_nothing_else_about_the_child(
    coach: Client, world: World, guest: Guest
) -> None:
    enter(coach, guest)
    text = re.sub(
        r"<[^>]+>", " ", coach.get(f"{reads.link(guest)}beratta/").content.decode()
    )  # no tokens: they are random

    for other in ("Ek", "Eva", "Emil", "sömn", str(world.elsa.pk), guest.agreed, "Rut i Ängsby"):
        assert other not in text
    for name in ("notices:my_day", "circles:children"):
        assert coach.get(reverse(name)).status_code == 302


@pytest.mark.parametrize(
    ("state", "why"),
    [
        (State.ANSWERED, "used"),
        (State.WITHDRAWN, "taken back"),
        (State.LOCKED, "guessed"),
        (State.TOO_LATE, "too old"),
        (State.WAITING, "the one who asked has left the child"),
        (State.WAITING, "the one who asked has left the work"),
        (State.WAITING, "decided already"),
        (State.WAITING, "protected since"),
    ],
)
def test_a_link_that_is_of_no_use_says_the_same_whatever_the_reason(
    coach: Client, world: World, guest: Guest, story: Story, state: State, why: str
) -> None:
    rut = world.actor("rut")
    travel = timedelta(days=15 if why == "too old" else 0)
    match why:
        case "used":
            actions.answer(guest=guest, by=rut, **ANSWER)
        case "taken back":
            actions.withdraw(guest=guest, by=rut)
        case "guessed":
            for _try in range(TRIES):
                enter(coach, guest, "wrong")
        case "the one who asked has left the child":
            with world.as_("rut"):
                Seat.objects.filter(child=world.elsa.pk, person=rut.person_id).update(until=clock.now())
        case "the one who asked has left the work":
            with acting(SYSTEM):
                world.assignments["rut"].until = clock.today() - timedelta(days=1)
                world.assignments["rut"].save(update_fields=["until"])
        case "decided already":
            tell_on(world, story, Stage.TOGETHER)
        case "protected since":
            protect(world)
    with time_machine.travel(timezone.now() + travel, tick=True):
        assert is_of_no_use(coach, guest)
        assert enter(coach, guest).status_code == 404
        assert coach.get(f"{reads.link(guest)}beratta/").status_code == 404
        late = coach.post(f"{reads.link(guest)}beratta/", ANSWER)
        assert late.status_code == 404
        assert ANSWER["works"] in late.content.decode(), "what they wrote is theirs to copy"
    if why not in {"the one who asked has left the child", "the one who asked has left the work", "protected since"}:
        with time_machine.travel(timezone.now() + travel, tick=True):
            assert now(world, guest).state() == state


def test_a_link_is_ours_or_nobodys(coach: Client, guest: Guest) -> None:
    ours = keys.key(guest.pk)
    assert keys.guest_of(ours) == guest.pk
    other = ours[:-1] + ("A" if ours[-1] != "A" else "B")  # no letter that chance may have put there
    for forged in (ours[:-1], other, str(guest.pk), f"{guest.pk}.", "made-up", f"x{ours}"):
        assert keys.guest_of(forged) is None


def test_the_question_is_opened_by_the_code_in_the_same_browser(coach: Client, guest: Guest) -> None:
    page = f"{reads.link(guest)}beratta/"
    assert coach.get(page).headers["Location"] == reads.link(guest)
    unread = coach.post(page, ANSWER)
    assert unread.status_code == 422
    assert ANSWER["works"] in unread.content.decode()
    assert reads.link(guest) in unread.content.decode()
    assert enter(coach, guest, f"{keys.code(guest.pk)[:3]} {keys.code(guest.pk)[3:]}").headers["Location"] == page
    assert coach.get(page).status_code == 200
    assert Client().get(page).headers["Location"] == reads.link(guest)
    with time_machine.travel(timezone.now() + timedelta(minutes=61), tick=True):
        assert coach.get(page).headers["Location"] == reads.link(guest)


def test_a_wrong_code_says_how_many_tries_are_left(coach: Client, world: World, guest: Guest) -> None:
    answer = enter(coach, guest, "12345")

    assert answer.status_code == 422
    assert "Försök kvar: 4" in answer.content.decode()
    assert now(world, guest).tries == 1


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"works": "", "hard": " "}, "Skriv något som fungerar, eller något som är svårt."),
        ({"name": ""}, "Skriv ditt namn"),
        ({"hard": "a" * 4001}, "Korta den till högst 4000 tecken."),
    ],
)
def test_an_answer_that_lacks_something_keeps_what_was_typed(
    coach: Client, world: World, guest: Guest, changed: dict[str, str], words: str
) -> None:
    enter(coach, guest)
    answer = coach.post(f"{reads.link(guest)}beratta/", {**ANSWER, **changed})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert (WORKS if "works" not in changed else "Kim Boll") in answer.content.decode()
    assert now(world, guest).state() == State.WAITING


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"label": " "}, "label"),
        ({"question": ""}, "question"),
        ({"purpose": ""}, "purpose"),
        ({"agreed": ""}, "agreed"),
        ({"area_key": "made-up"}, "area_key"),
        ({"until": timezone.localdate() - timedelta(days=2)}, "until"),
        ({"until": timezone.localdate() + timedelta(days=32)}, "until"),
    ],
)
def test_a_question_that_lacks_something_is_refused(
    world: World, story: Story, changed: dict[str, Any], name: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        actions.ask(**question(story, world.actor("rut"), **changed))
    assert set(refused.value.message_dict) == {name}


def test_the_form_says_what_is_missing(client: Client, world: World, story: Story) -> None:
    sign_in(client, world, "rut")
    answer = client.post(reverse("guests:ask", args=[story.matter.pk]), {"label": "Mormor"})

    assert answer.status_code == 422
    for words in ("Välj ett område i hjulet.", "Välj en dag."):
        assert words in answer.content.decode()
    assert 'value="Mormor"' in answer.content.decode()


def test_nobody_outside_is_asked_about_a_child_with_protected_data(world: World, story: Story) -> None:
    protect(world)
    with pytest.raises(Denied, match="skyddade uppgifter"):
        actions.ask(**question(story, world.actor("rut")))


def test_others_who_are_given_the_matter_do_not_see_who_is_asked(world: World, guest: Guest) -> None:
    """Sanna is given the matter's record to answer; Eva and Elsa as family; Tage has noticed something."""
    for name in ("sanna", "eva", "elsa", "tage", "gunnar"):
        with world.as_(name) as actor:
            assert not Guest.objects.visible_to(actor).exists()
            assert not Guest.objects.exists(), name  # the database says so too
    with world.as_("rut") as rut:
        assert Guest.objects.visible_to(rut).exists()


def test_who_asks_is_told_to_nobody_once_it_is_answered(world: World, guest: Guest) -> None:
    def told() -> Any:
        with connection.cursor() as cursor:
            cursor.execute("SELECT guests_who_asks(%s)", [guest.pk])
            return cursor.fetchone()[0]

    assert told() == world.assignments["rut"].pk
    actions.answer(guest=guest, by=world.actor("rut"), **ANSWER)
    assert told() is None


def test_each_step_is_logged_without_words(coach: Client, world: World, guest: Guest) -> None:
    enter(coach, guest, "wrong")
    enter(coach, guest)
    coach.post(f"{reads.link(guest)}beratta/", ANSWER)

    with world.as_("eva") as eva:
        entries = LogEntry.objects.visible_to(eva).filter(child_id=world.elsa.pk, kind__startswith="guest.")
        assert set(entries.values_list("kind", flat=True)) == {
            "guest.asked",
            "guest.guessed",
            "guest.opened",
            "guest.answered",
        }
        assert not any("Kim" in str(entry.detail) for entry in entries)


def test_the_pages_ask_few_questions(
    client: Client, world: World, guest: Guest, django_assert_max_num_queries: Any
) -> None:
    sign_in(client, world, "rut")
    for address in (reverse("guests:asked", args=[guest.record_id]), reverse("guests:guest", args=[guest.pk])):
        with django_assert_max_num_queries(15):
            assert client.get(address).status_code == 200


def waits(world: World, who: str) -> list[tuple[str, int]]:
    with world.as_(who) as actor:
        rows = Task.objects.visible_to(actor).waiting().filter(kind__endswith="_guest")
        return [(task.kind, (task.due_on - clock.today()).days) for task in rows]


def test_the_question_waits_for_whoever_asked_until_it_is_answered_and_the_answer_until_it_is_read(
    world: World, guest: Guest, coach: Client, client: Client
) -> None:
    assert waits(world, "rut") == [("await_guest", 14)]
    enter(coach, guest)
    coach.post(f"{reads.link(guest)}beratta/", ANSWER)

    assert waits(world, "rut") == [("read_guest", 3)]
    sign_in(client, world, "rut")
    assert "Läs svaret från någon utan konto" in client.get(reverse("notices:my_day")).content.decode()
    page = reverse("guests:guest", args=[guest.pk])
    assert "Klart, jag har läst" in client.get(page).content.decode()
    assert client.post(reverse("guests:have_read", args=[guest.pk])).status_code == 302
    assert "Klart, jag har läst" not in client.get(page).content.decode()
    assert waits(world, "rut") == []


def test_a_question_that_is_taken_back_waits_for_nobody(world: World, guest: Guest) -> None:
    actions.withdraw(guest=guest, by=world.actor("rut"))

    assert waits(world, "rut") == []


def test_a_question_that_nobody_answered_in_time_is_late(world: World, guest: Guest) -> None:
    with clock.shifted(timedelta(days=15)):
        assert waits(world, "rut") == [("await_guest", -1)]


def test_whoever_asked_takes_the_question_back_also_when_no_more_is_gathered(world: World) -> None:
    story = tell(world, Stage.ASKED)
    guest = actions.ask(**question(story, world.actor("rut")))
    with world.as_("rut"):
        Matter.objects.filter(pk=story.matter.pk).update(state="decided")

    actions.withdraw(guest=guest, by=world.actor("rut"))

    assert ("await_guest", -14) not in waits(world, "rut")
    assert "await_guest" not in {kind for kind, _days in waits(world, "rut")}
