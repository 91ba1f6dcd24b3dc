"""Groups through reorganisations: any day can be looked at, and nothing is rewritten."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from kronobarn.core import clock
from kronobarn.programme import group_actions as actions
from kronobarn.programme.models import Group, Mandate, Member
from kronobarn.programme.rules import GroupKind
from kronobarn.ui.dates import date_long
from tests.rows import refused
from tests.sign_in import sign_in
from tests.world import World

MOVED = date(2022, 6, 13)
BEFORE = "2022-06-12"


def to(name: str, *args: object) -> str:
    return reverse(f"programme:{name}", args=args)


def text(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.fixture
def group(led: World) -> Group:
    """The steering group, with a chair since 2018."""
    said = {"name": "Styrgruppen", "home": "Regional utveckling", "task": "Leda arbetet."}
    petra = led.actor("petra")
    made = actions.add_group(kind=GroupKind.STEERING, organisation=None, since=date(2018, 3, 1), by=petra, **said)
    sits(led, made, "Socialchef", is_chair=True)
    return made


def sits(led: World, group: Group, function: str, **said: Any) -> Member:
    usual = {"name": "", "is_chair": False, "since": date(2018, 3, 1), "until": None}
    return actions.add_member(group=group, function=function, by=led.actor("petra"), **(usual | said))


def test_the_organisation_moves_and_both_days_can_be_seen(petra: Client, led: World, group: Group) -> None:
    new = {"name": "Länets ledningsgrupp", "home": "Nära vård", "task": "", "since": MOVED}
    assert petra.post(to("reorganise", group.pk), new).status_code == 302
    joined = {"function": "Skolchef", "name": "Sam Ek", "since": MOVED}
    assert petra.post(to("add_member", group.pk), joined).status_code == 302
    then = text(petra.get(to("group", group.pk) + f"?dag={BEFORE}"))
    members = then[then.index("Medlemmar") : then.index("En annan dag")]
    assert "<h1>Styrgruppen</h1>" in then
    assert "Regional utveckling" in then
    assert "Socialchef" in members
    assert "Skolchef" not in members
    now = text(petra.get(to("group", group.pk)))
    assert "<h1>Länets ledningsgrupp</h1>" in now
    assert "Skolchef: Sam Ek" in now
    assert "12 juni 2022" in now
    assert "Styrgruppen" in text(petra.get(to("groups") + f"?dag={BEFORE}"))
    listed = text(petra.get(to("groups")))
    assert "Länets ledningsgrupp" in listed
    assert "Ordförande: Socialchef" in listed
    assert "2 medlemmar" in listed
    assert "Ingen grupp fanns den dagen" in text(petra.get(to("groups") + "?dag=2001-01-01"))
    assert "Gruppen fanns inte den dagen." in text(petra.get(to("group", group.pk) + "?dag=2001-01-01"))


def test_a_group_is_added_on_its_page(petra: Client, led: World) -> None:
    assert "Ingen grupp fanns den dagen" in text(petra.get(to("groups")))
    new = {"kind": "working", "name": "Arbetsgruppen i Ängsby", "since": "2019-01-07"}
    new["organisation"] = str(led.areas["skolan"].organisation_id)
    answer = petra.post(to("add_group"), new)
    made = Group.objects.get()
    assert answer["Location"] == to("group", made.pk)
    page = text(petra.get(answer["Location"]))
    assert "Arbetsgrupp, Ängsby kommun" in page
    assert "Ingen är inskriven i gruppen den dagen." in page


@pytest.mark.parametrize(
    ("name", "said", "says"),
    [
        ("add_group", {"name": "x", "since": BEFORE}, "Välj vad det är för grupp."),
        ("add_group", {"kind": "choir", "name": "x", "since": BEFORE}, "Valet finns inte."),
        ("add_group", {"kind": "cross", "name": "", "since": BEFORE}, "Skriv vad gruppen heter."),
        ("reorganise", {"name": "x", "since": "2018-03-01"}, "redan ett uppdrag från den dagen eller senare"),
        ("reorganise", {"name": "x", "since": "snart"}, "Skriv dagen som år-månad-dag"),
        ("add_member", {"function": "", "since": BEFORE}, "Skriv vilken funktion"),
        ("add_member", {"function": "x", "since": BEFORE, "until": "2001-01-01"}, "Sista dagen är före den första."),
        ("add_member", {"function": "x", "since": BEFORE, "is_chair": "on"}, "redan en ordförande"),
        ("end_group", {"on": "2001-01-01"}, "börjar senare än så"),
        ("end_member", {"on": "2001-01-01"}, "Sista dagen är före den första."),
        ("correct_mandate", {"name": "x", "since": BEFORE}, "Skriv varför det rättas."),
        ("correct_member", {"function": "x", "since": BEFORE}, "Skriv varför det rättas."),
    ],
)
def test_what_is_wrong_is_said(
    petra: Client, led: World, group: Group, name: str, said: dict[str, str], says: str
) -> None:
    which = {"add_group": [], "correct_mandate": [group.mandates.get().pk]}
    which |= {key: [group.members.get().pk] for key in ("end_member", "correct_member")}
    answer = petra.post(to(name, *which.get(name, [group.pk])), said)
    assert answer.status_code == 422
    assert says in text(answer)
    assert (Group.objects.count(), Mandate.objects.count(), Member.objects.count()) == (1, 1, 1)


def test_a_day_that_is_none_is_said(petra: Client, led: World) -> None:
    answer = petra.get(to("groups") + "?dag=snart")
    assert answer.status_code == 422
    assert "Skriv dagen som år-månad-dag" in text(answer)


def test_a_group_that_is_to_come_says_when(petra: Client, led: World) -> None:
    begins = clock.today() + timedelta(days=40)
    answer = petra.post(to("add_group"), {"kind": "working", "name": "Arbetsgruppen", "since": begins})
    page = text(petra.get(answer["Location"]))
    assert f"Gruppen fanns inte den dagen. Den börjar {date_long(begins)}." in page


@pytest.mark.parametrize(
    ("day", "says"), [("9999-12-31", "Det är för långt fram."), ("0001-01-01", "Skriv dagen som år-månad-dag")]
)
def test_no_group_and_no_member_begins_when_nobody_can_have_meant(
    petra: Client, led: World, group: Group, day: str, says: str
) -> None:
    mandate, member = Mandate.objects.get(), Member.objects.get()
    said = {"kind": "working", "name": "x", "function": "x", "since": day, "because": "Det blev fel dag."}
    for address in (
        to("add_group"),
        to("reorganise", group.pk),
        to("add_member", group.pk),
        to("correct_mandate", mandate.pk),
        to("correct_member", member.pk),
    ):
        answer = petra.post(address, said)
        assert answer.status_code == 422, address
        assert says in text(answer), address


def test_what_was_wrong_stays_and_is_marked(petra: Client, led: World, group: Group) -> None:
    member, mandate = group.members.get(), group.mandates.get()
    right = {"function": "Skolchef", "since": "2018-04-01", "because": "Det var fel funktion."}
    assert petra.post(to("correct_member", member.pk), right).status_code == 302
    said = {"name": "Styrgruppen för barn", "since": "2018-02-01", "because": "Det var fel namn."}
    assert petra.post(to("correct_mandate", mandate.pk), said).status_code == 302
    page = text(petra.get(to("group", group.pk)))
    assert all(
        words in page for words in ("Rättat", "Det var fel funktion.", "Det var fel namn.", "Socialchef", "Skolchef")
    )
    assert "<h1>Styrgruppen för barn</h1>" in page
    for name, pk in (("correct_member", member.pk), ("correct_mandate", mandate.pk), ("end_member", member.pk)):
        again = petra.get(to(name, pk))
        assert again.status_code == 403, name
        assert "redan rättat" in text(again)


def test_periods_do_not_cross(petra: Client, led: World, group: Group) -> None:
    new = {"name": "Ny", "home": "", "task": "", "since": MOVED}
    assert petra.post(to("reorganise", group.pk), new).status_code == 302
    first = Mandate.objects.get(name="Styrgruppen")
    crossing = {"name": "Styrgruppen", "since": "2018-03-01", "because": "Det var fel namn."}
    assert "ett annat uppdrag i den tiden" in text(petra.post(to("correct_mandate", first.pk), crossing))


def test_a_group_ends_with_everybody_in_it(petra: Client, led: World, group: Group) -> None:
    left = sits(led, group, "Polisen", until=date(2020, 1, 1))
    assert petra.post(to("end_group", group.pk), {"on": BEFORE}).status_code == 302
    left.refresh_from_db()
    assert left.until == date(2020, 1, 1)
    assert group.members.get(is_chair=True).until == date(2022, 6, 12)
    assert "Ingen grupp fanns den dagen" in text(petra.get(to("groups")))
    again = petra.get(to("end_group", group.pk))
    assert again.status_code == 403
    assert "redan en sista dag" in text(again)
    ended = petra.get(to("end_member", left.pk))
    assert ended.status_code == 403
    assert "redan inskriven" in text(ended)


def test_a_member_leaves(petra: Client, led: World, group: Group) -> None:
    chair = group.members.get()
    assert petra.post(to("end_member", chair.pk), {"on": clock.today() - timedelta(days=1)}).status_code == 302
    page = text(petra.get(to("group", group.pk)))
    assert "Ingen är inskriven i gruppen den dagen." in page
    assert "Alla som har suttit i gruppen" in page
    sits(led, group, "Skolchef", is_chair=True, since=clock.today())


def test_a_member_has_an_account(petra: Client, led: World, group: Group) -> None:
    member = group.members.get()
    assert petra.post(to("link_account", member.pk), {"account": "rut"}).status_code == 302
    member.refresh_from_db()
    assert member.account_id == led.people["rut"].pk
    assert "har konto" in text(petra.get(to("group", group.pk)))
    again = petra.get(to("link_account", member.pk))
    assert again.status_code == 403
    assert "redan ett konto" in text(again)
    other = sits(led, group, "Skolchef")
    taken = petra.post(to("link_account", other.pk), {"account": "rut"})
    assert "redan till en annan medlem" in text(taken)
    page = text(petra.get(to("correct_member", member.pk)))
    assert 'value="rut"' in page
    right = {"function": "Socialchef", "account": "", "since": "2018-03-01", "because": "Det var fel konto."}
    assert petra.post(to("correct_member", member.pk), right).status_code == 302
    assert petra.post(to("link_account", other.pk), {"account": "RUT"}).status_code == 302


@pytest.mark.parametrize(("name", "says"), [("eva", "Ingen som arbetar i länet"), ("", "Skriv användarnamnet.")])
def test_only_those_who_work_here_have_an_account_in_a_group(
    petra: Client, led: World, group: Group, name: str, says: str
) -> None:
    answer = petra.post(to("link_account", group.members.get().pk), {"account": name})
    assert answer.status_code == 422
    assert says in text(answer)
    assert group.members.get().account_id is None


@pytest.mark.parametrize(("who", "read"), [("rut", 200), ("eva", 403)])
def test_staff_read_and_only_the_process_leader_writes(
    client: Client, led: World, group: Group, who: str, read: int
) -> None:
    sign_in(client, led, who)
    assert client.get(to("groups")).status_code == read
    page = client.get(to("group", group.pk))
    assert page.status_code == read
    assert "Organisera om" not in text(page)
    member, mandate = group.members.get().pk, group.mandates.get().pk
    for name, *args in (
        ("add_group",),
        ("reorganise", group.pk),
        ("end_group", group.pk),
        ("add_member", group.pk),
        ("correct_mandate", mandate),
        ("end_member", member),
        ("correct_member", member),
        ("link_account", member),
    ):
        said = {"name": "x", "function": "x", "since": BEFORE, "on": BEFORE, "because": "x", "kind": "cross"}
        assert client.post(to(name, *args), said).status_code == 403, name
    assert (Group.objects.count(), Mandate.objects.count(), Member.objects.count()) == (1, 1, 1)


def test_what_is_not_there_is_not_found(petra: Client, led: World) -> None:
    names = (
        "group",
        "reorganise",
        "end_group",
        "add_member",
        "correct_mandate",
        "end_member",
        "correct_member",
        "link_account",
    )
    assert {petra.get(to(name, uuid4())).status_code for name in names} == {404}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE programme_member SET function = 'x'",
        "UPDATE programme_member SET until = '2023-01-01' WHERE until IS NOT NULL",
        "UPDATE programme_mandate SET home = 'x'",
        "UPDATE programme_group SET kind = 'cross'",
        "DELETE FROM programme_member",
        "DELETE FROM programme_mandate",
        "INSERT INTO programme_mandate (id, group_id, name, home, task, since, until, written_at, written_by_id,"
        " corrected_because) SELECT gen_random_uuid(), group_id, name, home, task, since, until, written_at, written_by_id, ''"
        " FROM programme_mandate",
    ],
)
def test_the_database_rewrites_nothing(led: World, group: Group, statement: str) -> None:
    sits(led, group, "Polisen", until=date(2020, 1, 1))
    refused(statement)
