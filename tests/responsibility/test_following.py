"""What follows when the baton crosses a secrecy border: chosen by the giver, read first after the receiver's yes."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import ProgrammingError
from django.test import Client
from django.urls import reverse

from kronobarn.audit.models import LogEntry
from kronobarn.circles.models import Disclosure, Record
from kronobarn.circles.rules import Ground, Kind
from kronobarn.consents import actions as consents
from kronobarn.consents.models import Consent
from kronobarn.consents.rules import AsRole
from kronobarn.core import clock
from kronobarn.core.decisions import Denied
from kronobarn.meetings.models import Meeting
from kronobarn.notices.models import Task
from kronobarn.notices.rules import TaskKind
from kronobarn.plans.models import Plan, PlanVersion
from kronobarn.practice import pack
from kronobarn.responsibility import actions
from kronobarn.responsibility.models import Following, Responsibility
from kronobarn.responsibility.rules import Follows, Header, latest_work, with_their_matters
from tests.sign_in import sign_in
from tests.story import Stage, Story, tell
from tests.world import World

DUTY: dict[str, Any] = {"ground": Ground.NECESSARY, "necessity": "Skolan ska fortsätta med planen"}


@pytest.fixture
def story(world: World) -> Story:
    return tell(world, Stage.ACTIVE)


def address(world: World, name: str = "baton") -> str:
    return reverse(f"responsibility:{name}", args=[world.elsa.pk])


def offer(world: World, follows: Follows, to: str = "gunnar") -> Responsibility:
    return actions.offer(
        child=world.elsa,
        to=world.assignments[to],
        because="Elsa flyttar snart.",
        follows=follows,
        by=world.actor("rut"),
    )


def kinds_read(world: World, name: str) -> set[str]:
    with world.as_(name) as actor:
        return set(Record.objects.visible_to(actor).filter(child=world.elsa).values_list("kind", flat=True))


def own(world: World, *kinds: Kind) -> list[Record]:
    with world.as_("rut") as rut:
        found = Record.objects.visible_to(rut).filter(child=world.elsa, owner=rut.area_id)
        return list(found.filter(kind__in=[kind.value for kind in kinds]) if kinds else found)


def the_plan_and_its_consents(world: World) -> Follows:
    chosen = own(world, Kind.PLAN, Kind.CONSENT, Kind.MEETING)
    return Follows(records=[record.pk for record in chosen], **DUTY)


def said_yes_to(world: World, story: Story, area: str) -> None:
    """Everyone who decides lets the school share with one more area."""
    asked = consents.ask(
        matter_id=story.matter.pk,
        services=[world.areas[area].pk, world.areas["social"].pk],
        kinds=list(pack.current().information_kinds),
        why="Elsa byter skola.",
        until=clock.today() + timedelta(days=90),
        by=world.actor("rut"),
    )
    for consent in asked:
        if consent.as_role == AsRole.GUARDIAN:
            who = next(name for name in ("eva", "emil") if world.people[name].pk == consent.giver_id)
            consents.answer(
                consent=consent,
                services=consent.asked_services,
                kinds=consent.asked_kinds,
                by=world.actor(who),
            )


def test_nothing_is_read_before_the_yes_and_the_chosen_after_it(world: World, story: Story) -> None:
    offered = offer(world, the_plan_and_its_consents(world))
    assert kinds_read(world, "gunnar") == set()

    actions.accept(responsibility=offered, by=world.actor("gunnar"))

    assert kinds_read(world, "gunnar") == {Kind.PLAN, Kind.CONSENT, Kind.MEETING, Kind.MATTER}
    with world.as_("gunnar") as gunnar:
        assert Plan.objects.visible_to(gunnar).get().pk == story.plan.pk
        assert PlanVersion.objects.visible_to(gunnar).exists()
        assert Consent.objects.visible_to(gunnar).count() >= 2
        assert Meeting.objects.visible_to(gunnar).exists()
        given = Disclosure.objects.visible_to(gunnar).filter(to_area=gunnar.area_id, record=story.plan.pk).get()
        assert (given.decided_by_id, given.ground) == (world.people["rut"].pk, Ground.NECESSARY)


def test_a_ground_that_the_law_does_not_give_the_school_is_refused(world: World, story: Story) -> None:
    plans = [record.pk for record in own(world, Kind.PLAN)]
    support = Follows(records=plans, ground=Ground.SUPPORT_OF_MINOR, necessity="Skolan ska fortsätta med planen")
    with pytest.raises(ValidationError, match="kan inte användas av Skola"):
        offer(world, support)
    assert not Following.objects.exists()


def test_it_is_logged_that_it_was_chosen_and_that_it_took_effect(world: World, story: Story) -> None:
    offered = offer(world, the_plan_and_its_consents(world))
    actions.accept(responsibility=offered, by=world.actor("gunnar"))
    with world.as_("eva") as eva:
        kinds = set(LogEntry.objects.visible_to(eva).filter(child_id=world.elsa.pk).values_list("kind", flat=True))
    assert {"following.chosen", "disclosure.took_effect", "baton.accepted"} <= kinds


def test_the_family_is_told_what_followed_and_says_that_they_have_read(
    client: Client, world: World, story: Story
) -> None:
    offered = offer(world, the_plan_and_its_consents(world))
    sign_in(client, world, "eva")
    assert "Inget är utlämnat än" in client.get(address(world)).content.decode()
    actions.accept(responsibility=offered, by=world.actor("gunnar"))

    text = client.get(address(world)).content.decode()
    assert "Det här följde med" in text
    assert "Jag har läst" in text
    assert client.post(address(world, "has_read")).status_code == 302
    assert "Jag har läst" not in client.get(address(world)).content.decode()
    with world.as_("emil") as emil:
        assert Task.objects.visible_to(emil).filter(kind=TaskKind.READ_FOLLOWING, done_at=None).exists()


@pytest.mark.parametrize("end", ["decline", "withdraw"])
def test_a_no_and_a_regret_leave_nothing_behind(world: World, story: Story, end: str) -> None:
    offered = offer(world, the_plan_and_its_consents(world))
    if end == "decline":
        actions.decline(responsibility=offered, by=world.actor("gunnar"))
    else:
        actions.withdraw(responsibility=offered, by=world.actor("rut"))

    assert kinds_read(world, "gunnar") == set()
    with world.as_("rut") as rut:
        assert not Following.objects.visible_to(rut).undecided().exists()
        assert not Disclosure.objects.visible_to(rut).filter(to_area=world.areas["granskola"], granted=True).exists()
        assert not Task.objects.filter(child=world.elsa, kind=TaskKind.ACCEPT_BATON, done_at=None).exists()
        kept = Responsibility.objects.visible_to(rut).current().get(child=world.elsa)
        assert (kept.offered_to, kept.left_behind) == (None, [])


def test_whoever_takes_over_learns_that_there_is_more_and_what_to_do(
    client: Client, world: World, story: Story
) -> None:
    offered = offer(world, Follows(why_not="Familjen vill berätta själva"))
    actions.accept(responsibility=offered, by=world.actor("gunnar"))

    sign_in(client, world, "gunnar")
    text = client.get(address(world)).content.decode()
    assert "Det finns mer, som inte delas med dig" in text
    assert "barnets plan" in text
    assert "Fråga barnet och vårdnadshavarna" in text
    assert client.get(reverse("plans:plan", args=[story.plan.pk])).status_code == 404
    assert (
        "mer som inte delas med dig" in client.get(reverse("chronology:child", args=[world.elsa.pk])).content.decode()
    )
    with world.as_("rut") as rut:
        refused = Disclosure.objects.visible_to(rut).filter(record=story.plan.pk, granted=False)
        assert refused.get().necessity == "Familjen vill berätta själva"


def test_a_plan_is_not_left_behind_without_a_reason(world: World, story: Story) -> None:
    with pytest.raises(ValidationError, match="varför barnets plan inte följer med"):
        offer(world, Follows())


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"ground": None}, "Välj varför handlingarna får lämnas"),
        ({"ground": Ground.EMERGENCY}, "Välj varför handlingarna får lämnas"),
        ({"necessity": " "}, "Skriv varför den som tar över behöver"),
        ({"ground": Ground.CONSENT}, "Familjen har inte sagt ja till verksamheten"),
    ],
)
def test_what_follows_has_a_ground_and_a_reason(world: World, story: Story, wrong: dict[str, Any], says: str) -> None:
    said: dict[str, Any] = {"records": [story.plan.pk], **DUTY, **wrong}
    with pytest.raises(ValidationError, match=says):
        offer(world, Follows(**said))


def test_only_ones_own_areas_records_follow(world: World, story: Story) -> None:
    observation = story.observations["sanna"].pk
    with pytest.raises(ValidationError, match="Listan har ändrats"):
        offer(world, Follows(records=[observation], **DUTY))


def test_on_consent_it_follows_until_the_consent_ends_and_no_longer(world: World, story: Story) -> None:
    said_yes_to(world, story, "granskola")
    follows = Follows(records=[story.plan.pk], ground=Ground.CONSENT, necessity="Familjen vill det", why_not="")
    offered = offer(world, follows)
    actions.accept(responsibility=offered, by=world.actor("gunnar"))
    assert Kind.PLAN in kinds_read(world, "gunnar")

    with world.as_("eva") as eva:
        yes = Consent.objects.visible_to(eva).filter(giver=world.people["eva"]).order_by("-record__written_at")[0]
    consents.withdraw(consent=yes, by=world.actor("eva"))
    assert Kind.PLAN not in kinds_read(world, "gunnar")


def test_a_consent_taken_back_while_the_question_stands_gives_nothing(world: World, story: Story) -> None:
    said_yes_to(world, story, "granskola")
    offered = offer(world, Follows(records=[story.plan.pk], ground=Ground.CONSENT, necessity="Familjen vill det"))
    with world.as_("eva") as eva:
        yes = Consent.objects.visible_to(eva).filter(giver=world.people["eva"]).order_by("-record__written_at")[0]
    consents.withdraw(consent=yes, by=world.actor("eva"))

    new = actions.accept(responsibility=offered, by=world.actor("gunnar"))

    assert Kind.PLAN not in kinds_read(world, "gunnar")
    with world.as_("gunnar") as gunnar:
        before = Responsibility.objects.visible_to(gunnar).get(pk=offered.pk)
        assert new.handed_on_from_id == before.pk
        assert Kind.PLAN in before.left_behind


def test_the_giver_chooses_looks_and_sends(client: Client, world: World, story: Story) -> None:
    said_yes_to(world, story, "granskola")
    sign_in(client, world, "rut")
    typed: dict[str, object] = {"to": world.assignments["gunnar"].pk, "because": "Elsa byter skola."}
    what = client.post(address(world), typed).content.decode()
    assert "Steg 2 av 3" in what
    assert "Familjen har sagt ja till att dela" in what
    assert f'value="{story.plan.pk}" checked' in " ".join(what.split())

    typed |= {"records": [str(story.plan.pk)], "ground": "consent", "told": "on", "step": "check"}
    assert "Skriv varför den som tar över behöver" in client.post(address(world), typed).content.decode()
    typed |= {"necessity": "Planen ska fortsätta"}
    check = client.post(address(world), typed).content.decode()
    assert "Det här kommer Gunnar" in check
    assert "Barnets plan" in check
    assert "Det här följer inte med" in check
    assert client.post(address(world), typed | {"step": "what_again"}).status_code == 200
    assert client.post(address(world), typed | {"change_who": "1"}).status_code == 200
    with world.as_("rut") as rut:
        assert not Following.objects.visible_to(rut).exists()

    assert client.post(address(world), typed | {"step": "send"}).status_code == 302
    page = client.get(address(world)).content.decode()
    assert "Det här följer med om frågan får ett ja" in page
    assert "Ta tillbaka frågan" in page
    assert client.post(address(world, "withdraw")).status_code == 302
    assert "Ta tillbaka frågan" not in client.get(address(world)).content.decode()


def test_where_nothing_is_written_the_question_is_sent_at_once(client: Client, world: World) -> None:
    sign_in(client, world, "rut")
    typed = {"to": world.assignments["gunnar"].pk, "because": "Elsa byter skola."}
    assert client.post(address(world), typed).status_code == 302


def test_an_answered_question_is_not_taken_back(client: Client, world: World) -> None:
    offered = offer(world, Follows())
    with pytest.raises(Denied, match="Bara den som är barnensbästa-ansvarig"):
        actions.withdraw(responsibility=offered, by=world.actor("gunnar"))
    actions.decline(responsibility=offered, by=world.actor("gunnar"))
    with pytest.raises(Denied, match="redan besvarad"):
        actions.withdraw(responsibility=offered, by=world.actor("rut"))


def test_the_tasks_of_the_responsible_follow_the_baton(world: World) -> None:
    tell(world, Stage.RECEIVED)
    offered = offer(world, Follows(), to="kaj")
    actions.accept(responsibility=offered, by=world.actor("kaj"))
    with world.as_("kaj") as kaj:
        assert Task.objects.visible_to(kaj).filter(kind=TaskKind.GATHER, done_at=None).exists()


def test_the_database_lets_nobody_pass_on_what_was_not_chosen(world: World, story: Story) -> None:
    chosen = own(world, Kind.MEETING)[0]
    offered = offer(world, Follows(records=[chosen.pk], why_not="Familjen vill inte det", **DUTY))
    with world.as_("gunnar") as gunnar, pytest.raises(ProgrammingError, match="row-level security"):
        Disclosure.objects.create(
            child=world.elsa,
            record_id=story.plan.pk,
            owner=world.areas["skolan"],
            to_area_id=gunnar.area_id,
            granted=True,
            ground=Ground.NECESSARY,
            necessity=DUTY["necessity"],
            since=clock.now(),
            decided_by=world.people["rut"],
            decided_for=world.assignments["rut"],
        )
    assert offered.offered_to == world.assignments["gunnar"]


def test_a_record_brings_the_matter_it_was_written_in() -> None:
    from uuid import UUID

    now = clock.now()
    first, plan, second, meeting = (UUID(int=n) for n in range(1, 5))
    kinds = [(first, Kind.MATTER), (plan, Kind.PLAN), (second, Kind.MATTER), (meeting, Kind.MEETING)]
    records = [Header(pk, kind, now + timedelta(days=n)) for n, (pk, kind) in enumerate(kinds)]

    assert with_their_matters({plan}, records) == {first, plan}
    assert with_their_matters(set(), records) == set()
    assert latest_work(records) == {second, meeting}
