"""Several write the same notes, and decisions and tasks are taken out of them."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kronobarn.accounts.reads import family_actor
from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.group_meetings.models import Attendance, Decision, GroupMeeting, GroupTask
from kronobarn.group_meetings.rules import Presence, State
from kronobarn.post.models import Letter
from kronobarn.post.rules import Kind, Often
from kronobarn.programme import group_actions
from kronobarn.programme.models import Member
from kronobarn.programme.rules import GroupKind
from tests.group_meetings.conftest import SINCE
from tests.group_meetings.held import after, held, item
from tests.group_meetings.test_calling import text, to
from tests.post.wanting import wants as confirmed
from tests.sign_in import sign_in
from tests.world import World

Members = dict[str, Member]


def opened(page: str) -> str:
    found = re.search(r'name="opened_with" id="opened-with" value="([^"]*)"', page)
    assert found
    return found[1]


def token(page: str) -> str:
    found = re.search(r'name="as" value="([^"]*)"', page)
    assert found
    return found[1]


def test_two_write_at_once_and_nothing_is_lost(petra: Client, tage: Client, meeting: GroupMeeting) -> None:
    first, second = (f"said-{item(meeting, title).pk}" for title in ("Läget i kommunerna", "Handlingsplan"))
    address = to("write", meeting.pk)
    hers, his = opened(text(petra.get(address))), opened(text(tage.get(address)))
    assert petra.post(address, {first: "Allt går bra.", "opened_with": hers}).status_code == 302
    answer = tage.post(address, {first: "", second: "Planen är klar.", "opened_with": his})
    assert answer.status_code == 302
    page = text(petra.get(address))
    assert "Allt går bra." in page
    assert "Planen är klar." in page


def test_the_same_place_shows_both_and_overwrites_neither(petra: Client, tage: Client, meeting: GroupMeeting) -> None:
    place, address = f"said-{item(meeting).pk}", to("write", meeting.pk)
    empty = opened(text(tage.get(address)))
    petra.post(address, {place: "Petras ord.", "opened_with": empty})
    answer = tage.post(address, {place: "Tages ord.", "others": "En gäst", "opened_with": empty})
    assert answer.status_code == 422
    page = text(answer)
    assert "Inget är överskrivet" in page
    assert "Petras ord." in page
    assert "Tages ord.</textarea>" in page
    assert item(meeting).notes == "Petras ord."
    meeting.refresh_from_db()
    assert meeting.others == "En gäst"
    both = {place: "Petras och Tages ord.", "others": "En gäst", "opened_with": opened(page)}
    assert tage.post(address, both).status_code == 302
    assert item(meeting).notes == "Petras och Tages ord."


def test_the_page_saves_itself(tage: Client, petra: Client, meeting: GroupMeeting) -> None:
    place, page = f"said-{item(meeting).pk}", text(tage.get(to("write", meeting.pk)))
    said = {place: "Ett", "opened_with": opened(page), "as": token(page)}
    answer = tage.post(to("keep", meeting.pk), said)
    assert "Sparat" in text(answer)
    again = tage.post(to("keep", meeting.pk), said | {place: "Ett och två", "opened_with": opened(text(answer))})
    assert item(meeting).notes == "Ett och två"
    petra.post(to("write", meeting.pk), {place: "Tre", "opened_with": opened(text(again))})
    crossed = tage.post(to("keep", meeting.pk), said | {place: "Fyra", "opened_with": opened(text(again))})
    assert "utom det som någon annan" in text(crossed)
    assert item(meeting).notes == "Tre"
    assert tage.post(to("keep", meeting.pk), said | {place: "x" * 60_001}).status_code == 413
    assert tage.post(to("keep", meeting.pk), said | {"as": "fel"}).status_code == 400


def test_ones_own_other_window_is_called_ones_own(tage: Client, petra: Client, meeting: GroupMeeting) -> None:
    first, second = (f"said-{item(meeting, title).pk}" for title in ("Läget i kommunerna", "Handlingsplan"))
    page = text(tage.get(to("write", meeting.pk)))
    here, there = ({"opened_with": opened(page), "as": token(page)} for _window in range(2))
    tage.post(to("keep", meeting.pk), there | {first: "Dator två."})

    beside = text(tage.post(to("keep", meeting.pk), here | {second: "Dator ett."}))
    assert "Du har också skrivit i ett annat fönster." in beside
    crossed = text(tage.post(to("keep", meeting.pk), here | {first: "Dator ett.", second: "Dator ett."}))
    assert "utom det som du också har ändrat i ett annat fönster" in crossed
    both = text(tage.post(to("write", meeting.pk), here | {first: "Dator ett.", second: "Dator ett."}))
    for said in ("Du har skrivit på samma ställe i ett annat fönster", "Står nu, skrivet av dig i ett annat fönster"):
        assert said in both

    petra.post(to("write", meeting.pk), {first: "Petras ord.", "opened_with": opened(both)})
    hers = text(tage.post(to("write", meeting.pk), here | {first: "Dator ett."}))
    assert "Ni har skrivit på samma ställe" in hers
    assert "skrivet av dig" not in hers


def test_who_emptied_a_place_is_known_until_the_notes_are_approved(tage: Client, meeting: GroupMeeting) -> None:
    place = f"said-{item(meeting).pk}"
    page = text(tage.get(to("write", meeting.pk)))
    here, there = ({"opened_with": opened(page), "as": token(page)} for _window in range(2))
    saved = text(tage.post(to("keep", meeting.pk), there | {place: "Ett."}))
    here["opened_with"] = there["opened_with"] = opened(saved)
    tage.post(to("keep", meeting.pk), there | {place: ""})
    crossed = text(tage.post(to("keep", meeting.pk), here | {place: "Två."}))
    assert "utom det som du också har ändrat i ett annat fönster" in crossed


def test_words_under_a_point_that_is_struck_out_are_given_back(tage: Client, meeting: GroupMeeting) -> None:
    gone, address = item(meeting), to("write", meeting.pk)
    gone.delete()
    answer = tage.post(address, {f"said-{gone.pk}": "Viktiga ord.", "opened_with": ""})
    assert answer.status_code == 422
    assert "En punkt är struken" in text(answer)
    assert "Viktiga ord." in text(answer)


def test_too_much_is_given_back(tage: Client, meeting: GroupMeeting) -> None:
    answer = tage.post(to("write", meeting.pk), {f"said-{item(meeting).pk}": "x" * 60_001, "opened_with": ""})
    assert answer.status_code == 422
    assert "för mycket text" in text(answer)


def test_who_came_is_marked_by_several(petra: Client, tage: Client, meeting: GroupMeeting, members: Members) -> None:
    address = to("write", meeting.pk)
    empty = opened(text(petra.get(address)))
    petra.post(address, {"was": [str(members["Rektor"].pk)], "opened_with": empty})
    tage.post(address, {"was": [str(members["Lärare"].pk)], "opened_with": empty})
    assert Attendance.objects.filter(presence=Presence.PRESENT).count() == 2
    now = opened(text(petra.get(address)))
    petra.post(address, {"was": [str(members["Lärare"].pk)], "opened_with": now})
    assert Attendance.objects.get(member=members["Rektor"]).presence == Presence.ABSENT


def test_decisions_and_tasks_come_out_of_the_notes(petra: Client, meeting: GroupMeeting, members: Members) -> None:
    place, address = f"said-{item(meeting).pk}", to("write", meeting.pk)
    notes = "Vi läste.\nBeslut: Planen antas.\nUppgift: Sprid den."
    petra.post(address, {place: notes, "opened_with": ""})
    page = text(petra.get(address))
    assert "Skriv in som beslut" in page
    decide, give = to("decide", item(meeting).pk), to("give", item(meeting).pk)
    assert "Planen antas." in text(petra.get(decide + "?ur=0"))
    assert "Planen antas." not in text(petra.get(give + "?ur=0"))
    assert "Planen antas." not in text(petra.get(decide + "?ur=9"))
    assert petra.post(decide, {"text": "Planen antas.", "applies_to": "action_plan"}).status_code == 302
    given = {"text": "Sprid den.", "member": str(members["Lärare"].pk), "until": "2027-01-15"}
    assert petra.post(give + "?ur=1", given).status_code == 302
    page = text(petra.get(address))
    assert "Skriv in som" not in page
    assert petra.post(to("remove_decision", Decision.objects.get().pk)).status_code == 302
    assert petra.post(to("remove_task", GroupTask.objects.get().pk)).status_code == 302
    assert "Skriv in som beslut" in text(petra.get(address))


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"text": "x"}, "Välj en medlem, eller skriv någon annan."),
        ({"text": "", "function": "x"}, "Skriv vad som ska göras."),
        ({"text": "x", "member": "nobody"}, "Valet finns inte."),
        ({"text": "x", "function": "x", "until": "snart"}, "Skriv dagen som år-månad-dag"),
        ({"text": "x", "function": "x", "until": "0001-01-01"}, "Skriv dagen som år-månad-dag"),
        ({"text": "x", "function": "x", "until": "9999-12-31"}, "Det är för långt fram."),
    ],
)
def test_a_task_is_somebodys(petra: Client, meeting: GroupMeeting, said: dict[str, str], says: str) -> None:
    answer = petra.post(to("give", item(meeting).pk), said)
    assert answer.status_code == 422
    assert says in text(answer)
    assert not GroupTask.objects.exists()


def test_it_is_held_when_it_has_begun(rut: Client, led: World, meeting: GroupMeeting, members: Members) -> None:
    early = rut.get(to("hold", meeting.pk))
    assert early.status_code == 403
    assert "Mötet har inte börjat än." in text(early)
    with after(meeting):
        sign_in(rut, led, "rut")
        assert "Välj vem som justerar." in text(rut.post(to("hold", meeting.pk), {"approver": ""}))
        assert rut.post(to("hold", meeting.pk), {"approver": str(members["Lärare"].pk)}).status_code == 302
        meeting.refresh_from_db()
        assert meeting.state == State.HELD
        assert Attendance.objects.filter(presence=Presence.ABSENT).count() == 3
        assert rut.get(to("change", meeting.pk)).status_code == 403
        assert rut.get(to("write", meeting.pk)).status_code == 200


def test_a_task_waits_for_its_doer(
    tage: Client, led: World, meeting: GroupMeeting, members: Members, petra: Client
) -> None:
    confirmed(address="tage@example.org", often=Often.AT_ONCE, by=led.actor("tage"))
    with after(meeting):
        held(meeting, members["Lärare"], by=led.actor("petra"))
        sign_in(tage, led, "tage")
        letter = Letter.objects.get()
        assert letter.kind == Kind.WAITING
        day = text(tage.get(reverse("notices:my_day")))
        assert "Gör det du har tagit på dig: Styrgruppen" in day
        assert "Justera anteckningar: Styrgruppen" in day
        assert "Sprid planen." in text(tage.get(to("mine")))
        task = GroupTask.objects.get()
        assert tage.post(to("finish", task.pk), {"done": "1", "back": "mine"})["Location"] == to("mine")
        assert "Gör det du" not in text(tage.get(reverse("notices:my_day")))
        assert "Klar " in text(tage.get(to("mine")))
        tage.post(to("finish", task.pk), {"done": "0"})
        assert GroupTask.objects.get().done_on is None


def test_one_letter_a_day_waits_for_the_morning(led: World, meeting: GroupMeeting, members: Members) -> None:
    confirmed(address="tage@example.org", often=Often.DAILY, by=led.actor("tage"))
    with after(meeting):
        held(meeting, members["Lärare"], by=led.actor("petra"))
        letter = Letter.objects.get()
        assert clock.now() < letter.next_try_at <= clock.now() + timedelta(days=1)


def sits_elsewhere(led: World, name: str) -> None:
    petra: Any = led.actor("petra")
    said: dict[str, Any] = {"name": "Arbetsgruppen", "home": "", "task": "", "since": SINCE}
    group = group_actions.add_group(kind=GroupKind.WORKING, organisation=None, by=petra, **said)
    who: dict[str, Any] = {"function": "Lärare", "name": "", "account": led.people[name], "is_chair": False}
    group_actions.add_member(group=group, since=SINCE, until=None, by=petra, **who)


def test_what_is_not_approved_is_for_the_group(
    client: Client, led: World, meeting: GroupMeeting, members: Members
) -> None:
    sits_elsewhere(led, "bo")
    with after(meeting):
        held(meeting, members["Socialchef"], by=led.actor("petra"))
        sign_in(client, led, "bo")
        page = text(client.get(to("meeting", meeting.pk)))
        assert "visas här när de är justerade" in page
        for words in ("Alla var eniga.", "Planen antas.", "Sprid planen.", "Var inte med"):
            assert words not in page
        for name, pk in (("write", meeting.pk), ("keep", meeting.pk), ("decide", item(meeting).pk)):
            assert client.post(to(name, pk)).status_code == 403, name
        for name, pk in (("remove_decision", Decision.objects.get().pk), ("finish", GroupTask.objects.get().pk)):
            assert client.post(to(name, pk)).status_code == 404, name


def test_others_tasks_are_finished_by_the_chair(
    tage: Client, rut: Client, led: World, meeting: GroupMeeting, members: Members
) -> None:
    with after(meeting):
        held(meeting, members["Socialchef"], by=led.actor("petra"))
        for one, name in ((rut, "rut"), (tage, "tage")):
            sign_in(one, led, name)
        task = GroupTask.objects.get()
        assert tage.post(to("finish", task.pk), {"done": "1"}).status_code == 403
        assert rut.post(to("finish", task.pk), {"done": "1"}).status_code == 302


def test_a_task_is_ones_own_at_work_and_not_at_home(led: World, meeting: GroupMeeting, members: Members) -> None:
    with after(meeting):
        held(meeting, members["Lärare"], by=led.actor("petra"))
        at_work = led.actor("tage")
        for actor, sees in ((at_work, True), (family_actor(led.people["tage"]), False)):
            with acting(actor):
                assert GroupTask.objects.visible_to(actor).exists() is sees


def test_whoever_has_left_still_has_their_task(
    client: Client, led: World, meeting: GroupMeeting, members: Members
) -> None:
    with after(meeting):
        held(meeting, members["Lärare"], by=led.actor("petra"))
        left: Any = Member.objects.filter(pk=members["Lärare"].pk)
        left.update(until=clock.today() - timedelta(days=1))
        sign_in(client, led, "tage")
        assert "Sprid planen." in text(client.get(to("mine")))
        assert client.post(to("finish", GroupTask.objects.get().pk), {"done": "1"}).status_code == 302
        assert "Alla var eniga." not in text(client.get(to("meeting", meeting.pk)))
