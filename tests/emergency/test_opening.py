"""Opening a child in an emergency: what is asked for, what is opened, who is told, who judges, what the family sees.

Kim works at Elsa's school and has no place with her. Rut is responsible, Lova reviews the school's log, Eva is a guardian.
"""

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kronobarn.audit.models import LogEntry
from kronobarn.authorities.models import Assignment
from kronobarn.circles.models import Record, Seat
from kronobarn.circles.rules import Role
from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM, Actor
from kronobarn.core.decisions import Denied
from kronobarn.emergency import actions, policy, reads
from kronobarn.emergency.actions import Unopened
from kronobarn.emergency.models import Opening
from kronobarn.emergency.rules import Reason
from kronobarn.notices.models import Task
from kronobarn.notices.reads import waiting
from kronobarn.people import actions as people
from kronobarn.people import identity
from kronobarn.people.models import Child, Identity, Protection
from kronobarn.plans.models import Plan
from kronobarn.responsibility import actions as responsibility
from tests.accounts.conftest import App
from tests.sign_in import sign_in
from tests.story import Stage, tell
from tests.world import World, born

pytestmark = pytest.mark.django_db

NUMBER = identity.made_up_number(born(9), 238)
NOBODYS = identity.made_up_number(born(9), 239)
WORDS = "Elever ringer från sjön och hon svarar inte."
START, OPEN, QUEUE = reverse("emergency:start"), reverse("emergency:open"), reverse("emergency:queue")


@pytest.fixture
def elsa(world: World) -> Child:
    """Elsa, with a number to find her by."""
    with world.as_("rut") as rut:
        people.identify(child=world.elsa, kind=Identity.Kind.PERSONAL_NUMBER, number=NUMBER, by=rut)
    return world.elsa


def opened(world: World, who: str = "kim", number: str = NUMBER) -> Any:
    with world.as_(who) as actor:
        return actions.open_child(number=number, reason=Reason.DANGER, words=WORDS, code_typed_at=clock.now(), by=actor)


def protect(child: Child) -> None:
    Child.objects.filter(pk=child.pk).update(protection=Protection.SECRECY_MARK)


@pytest.fixture
def kim(client: Client, world: World) -> App:
    """Kim, signed in, with the telephone."""
    app = App(generate_totp_secret())
    TOTP.activate(world.people["kim"], app.secret)
    sign_in(client, world, "kim")
    return app


def typed(app: App | None, **other: str) -> dict[str, str]:
    usual = {"number": NUMBER, "reason": "danger", "words": WORDS, "code": app.code() if app else ""}
    return usual | other


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ({"number": ""}, "Skriv hela numret"),
        ({"number": "20120904-2388"}, "Sista siffran stämmer inte"),
        ({"reason": ""}, "Välj vad det är för nödläge"),
        ({"words": "Hon är borta"}, "minst 20 tecken"),
        ({"words": "a                              b"}, "minst 20 tecken"),
        ({"code": ""}, "Skriv koden"),
        ({"code": "000000"}, "kod"),
    ],
)
def test_what_is_missing_is_asked_for_and_the_rest_is_kept(
    client: Client, world: World, elsa: Child, kim: App, other: dict[str, str], says: str
) -> None:
    answer = client.post(OPEN, typed(kim, **other))

    text = answer.content.decode()
    assert (answer.status_code, says in text) == (422, True)
    assert "danger" in text
    assert not Seat.objects.filter(role=Role.EMERGENCY).exists()
    assert "Elsa" not in text


def test_a_code_is_not_spent_on_a_form_that_is_sent_back_and_holds_for_five_minutes(
    client: Client, elsa: Child, kim: App
) -> None:
    client.post(OPEN, typed(kim, words="för kort"))
    assert client.post(OPEN, typed(kim, number=NOBODYS)).status_code == 200
    assert "behövs inte en gång till" in client.get(START).content.decode()

    session = client.session
    for one in session["account_authentication_methods"]:
        one["at"] -= 301
    session.save()
    assert client.post(OPEN, typed(None)).status_code == 422


def test_a_right_code_opens_the_child_for_four_hours(client: Client, world: World, elsa: Child, kim: App) -> None:
    started = client.post(START, {"number": NUMBER}).content.decode()
    assert NUMBER in started
    assert "Elsa" not in started

    answer = client.post(OPEN, typed(kim), follow=True)

    assert answer.redirect_chain[-1][0] == reverse("chronology:child", args=[elsa.pk])
    assert "öppnat för dig till klockan" in answer.content.decode()
    with world.as_("kim") as actor:
        seat = Seat.objects.held_by(actor).get()
        assert (seat.role, seat.until) == (Role.EMERGENCY, seat.since + timedelta(hours=4))
        lines = LogEntry.objects.visible_to(actor).filter(kind__in=["emergency.opened", "child.opened"])
        assert set(lines.values_list("why", flat=True)) == {"emergency"}
        assert Opening.objects.visible_to(actor).get().words == WORDS
    page = client.get(reverse("circles:people", args=[elsa.pk]))
    assert "du kan läsa till klockan" in page.content.decode()
    notice = reverse("concerns:notice", args=[elsa.pk])
    assert notice not in client.get(reverse("chronology:child", args=[elsa.pk])).content.decode()
    assert client.get(notice).status_code == 403  # it may be read, and not written about
    again = client.post(OPEN, typed(None)).content.decode()
    assert "Du har redan en plats" in again


def test_in_the_demo_a_code_is_shown(client: Client, world: World, elsa: Child, settings: Any) -> None:
    settings.KRONOBARN_DEMO = True
    sign_in(client, world, "kim")
    assert client.post(OPEN, typed(None, code="123456")).status_code == 422  # nobody real gets in so

    type(world.people["kim"]).objects.filter(username="kim").update(is_demo=True)
    assert "I demon har du ingen app" in client.get(START).content.decode()
    assert client.post(OPEN, typed(None, code="654321")).status_code == 422
    assert not Authenticator.objects.exists()
    assert client.post(OPEN, typed(None, code="123456")).status_code == 302


def test_a_protected_child_answers_like_a_number_nobody_has(
    client: Client, world: World, elsa: Child, kim: App
) -> None:
    with world.as_("rut"):
        protect(elsa)

    nobody = client.post(OPEN, typed(kim, number=NOBODYS))
    protected = client.post(OPEN, typed(None))

    assert nobody.status_code == protected.status_code == 200
    assert "Inget barn hittades" in protected.content.decode()
    assert "Elsa" not in protected.content.decode()
    with world.as_("kim") as actor:
        sought = LogEntry.objects.visible_to(actor).filter(kind="child.sought", why="emergency")
        assert [one.detail["found"] for one in sought] == [False, False]
        assert opened(world) == Unopened.NOT_FOUND


def test_whoever_guesses_numbers_is_stopped_here_as_well(world: World, elsa: Child) -> None:
    for _time in range(20):
        assert opened(world, number=NOBODYS) == Unopened.NOT_FOUND
    with pytest.raises(Exception, match="många nummer"):
        opened(world)


@pytest.mark.parametrize(
    ("who", "may"),
    [("kim", True), ("sofia", True), ("pelle", False), ("eva", False), ("lova", False), ("cecilia", False)],
)
def test_who_may_open(world: World, who: str, may: bool) -> None:
    assert bool(policy.may_open(world.actor(who))) == may


def test_what_is_opened_is_what_an_emergency_needs(world: World) -> None:
    tell(world, Stage.ACTIVE)
    with world.as_("rut") as rut:
        people.identify(child=world.elsa, kind=Identity.Kind.PERSONAL_NUMBER, number=NUMBER, by=rut)
    opened(world)

    with world.as_("kim") as actor:
        kinds = set(Record.objects.visible_to(actor).values_list("kind", flat=True))
        roles = set(Seat.objects.visible_to(actor).values_list("role", flat=True))
        assert kinds == {"signal", "plan"}
        assert {"responsible", "contact", "guardian", "child"} <= roles
        assert "participant" not in roles
        assert not LogEntry.objects.visible_to(actor).exclude(person_id=actor.person_id).exists()
    opened(world, "bo")  # in an area that has been given nothing
    with world.as_("bo") as actor:
        assert not Record.objects.visible_to(actor).exists()


def test_what_is_over_is_not_opened(world: World) -> None:
    story = tell(world, Stage.ACTIVE)
    with world.as_("rut") as rut:
        people.identify(child=world.elsa, kind=Identity.Kind.PERSONAL_NUMBER, number=NUMBER, by=rut)
    opened(world)
    closed = {"closed_at": timezone.now(), "closed_by": world.people["rut"], "state": "closed"}
    closed["closed_because"] = "Allt är klart."
    with world.as_("rut"):
        assert Plan.objects.filter(pk=story.plan.pk).update(**closed) == 1
    with world.as_("kim") as actor:
        kinds = set(Record.objects.visible_to(actor).values_list("kind", flat=True))
        assert kinds == set(Record.objects.values_list("kind", flat=True)) == {"signal"}


def test_a_mark_that_comes_afterwards_closes_what_was_opened(world: World) -> None:
    tell(world, Stage.ACTIVE)
    with world.as_("rut") as rut:
        people.identify(child=world.elsa, kind=Identity.Kind.PERSONAL_NUMBER, number=NUMBER, by=rut)
    opened(world)
    with world.as_("rut"):
        protect(world.elsa)
    with world.as_("kim") as actor:
        assert not Record.objects.visible_to(actor).exists()
        assert not Seat.objects.visible_to(actor).filter(role=Role.CONTACT).exists()


def test_the_responsible_is_told_and_reads_it(client: Client, world: World, elsa: Child) -> None:
    opening = opened(world)
    page = reverse("emergency:opening", args=[opening.pk])
    sign_in(client, world, "rut")

    assert page in client.get(reverse("notices:my_day")).content.decode()
    text = client.get(page).content.decode()
    assert WORDS in text
    assert "Kim i Ängsby" in text
    assert client.post(reverse("emergency:read", args=[opening.pk])).status_code == 302
    with world.as_("rut") as rut:
        assert not Task.objects.visible_to(rut).waiting().exists()


def test_the_family_sees_it_at_once_or_when_the_decision_says(client: Client, world: World, elsa: Child) -> None:
    opening = opened(world)
    log, sharing = reverse("chronology:log", args=[elsa.pk]), reverse("circles:sharing", args=[elsa.pk])
    around = reverse("circles:people", args=[elsa.pk])
    sign_in(client, world, "eva")
    assert "Öppnade barnet i ett nödläge" in client.get(log).content.decode()
    assert "Ängsskolan, från" in client.get(sharing).content.decode()

    sign_in(client, world, "rut")
    page = reverse("emergency:put_off", args=[opening.pk])
    day = clock.today() + timedelta(days=7)
    late = client.post(page, {"until": str(clock.today() + timedelta(days=31)), "because": "Barnet är rädd."})
    assert (late.status_code, "Barnet är rädd." in late.content.decode()) == (422, True)
    assert client.post(page, {"until": str(day), "because": "Barnet är rädd."}).status_code == 302
    assert client.get(page).status_code == 403  # it is decided
    assert "Öppnade barnet i ett nödläge" in client.get(log).content.decode()

    sign_in(client, world, "eva")
    pages = [client.get(one).content.decode() for one in (log, sharing, around)]
    assert not [one for one in pages if "nödläge" in one or "nödöppning" in one.lower()]
    later = timezone.now() - timedelta(days=8)
    with world.as_("rut"):
        Seat.objects.filter(pk=opening.pk).update(told_from=later)
    assert "Öppnade barnet i ett nödläge" in client.get(log).content.decode()


def test_whoever_opened_does_not_decide_when_the_family_is_told(world: World, elsa: Child) -> None:
    opening = opened(world)
    with world.as_("kim") as kim:
        assert not policy.may_put_off(kim, opening)
        with pytest.raises(DatabaseError), transaction.atomic():
            Seat.objects.filter(pk=opening.pk).update(told_from=timezone.now())


def manager(world: World) -> Actor:
    """Kaj leads the school as well."""
    with acting(SYSTEM):
        kaj = Assignment.objects.create(
            person=world.people["kaj"], unit=world.units["angsskolan"], profession="head_teacher", role="manager",
            since=clock.today(),
        )  # fmt: skip
    world.assignments["kaj"] = Assignment.objects.select_related("unit__area").get(pk=kaj.pk)
    return world.actor("kaj")


def test_it_is_judged_and_a_manager_sees_what_is_late(client: Client, world: World, elsa: Child) -> None:
    opening = opened(world)
    manager(world)
    judge = reverse("emergency:judge", args=[opening.pk])
    sign_in(client, world, "lova")
    assert "Bedöm 1 nödöppning" in client.get(reverse("notices:my_day")).content.decode()
    assert judge in client.get(QUEUE).content.decode()
    assert WORDS in client.get(judge).content.decode()
    assert "Elsa" not in client.get(judge).content.decode()

    sign_in(client, world, "kaj")
    assert judge not in client.get(QUEUE).content.decode()
    with world.as_("kaj") as kaj:
        assert not waiting(kaj).parts
        with clock.shifted(timedelta(days=9)):
            assert reads.counts().overdue == 1
            assert "inte bedömd i tid" in waiting(kaj).parts[0][2][0].title

    sign_in(client, world, "lova")
    assert client.post(judge, {"justified": "no"}).status_code == 422
    assert client.post(judge, {"justified": "no", "words": "Det kunde ha väntat."}).status_code == 302
    with world.as_("lova") as lova:
        assert reads.counts() == reads.Counts(1, 0, 0, 0, 1, None)
        assert [one.verdict for one in reads.said(opening, lova)] == ["Inte befogad"]
    with world.as_("rut") as rut:
        assert reads.row(opening, rut).verdict == "Inte befogad"


def test_nobody_judges_but_the_reviewer_of_the_area(world: World, elsa: Child) -> None:
    opening = opened(world, "bo")
    with world.as_("lova") as lova:
        assert not Opening.objects.visible_to(lova).exists()
    for who in ("rut", "bo"):
        with world.as_(who) as actor, pytest.raises(Denied):
            actions.judge(opening=opening, justified=True, words="Ja.", by=actor)


def test_more_than_three_in_a_month_is_an_alarm(client: Client, world: World) -> None:
    for serial in range(4):
        number = identity.made_up_number(born(8), 980 + serial)
        with world.as_("rut") as rut:
            child = responsibility.register(
                unit=world.units["angsskolan"], given_name="Alva", family_name="Alm", born_on=born(8), by=rut
            )
            people.identify(child=child, kind=Identity.Kind.PERSONAL_NUMBER, number=number, by=rut)
        opening = opened(world, number=number)
    assert opening.nth_in_month == 4
    sign_in(client, world, "lova")
    assert "Larm" in client.get(QUEUE).content.decode()
    assert "Larm" in client.get(reverse("notices:my_day")).content.decode()
    with world.as_("lova") as lova:
        assert LogEntry.objects.visible_to(lova).filter(kind="emergency.many").count() == 1


def test_the_database_seats_nobody_without_an_opening(world: World, elsa: Child) -> None:
    opening = opened(world)
    words = "since, until, told_from, granted_by_id, id, child_id, person_id, assignment_id, area_id, role, ground, why"
    with world.as_("bo") as bo, connection.cursor() as cursor:
        for seat in ("gen_random_uuid()", f"'{opening.pk}'"):
            with pytest.raises(DatabaseError), transaction.atomic():
                cursor.execute(
                    f"INSERT INTO circles_seat ({words}) VALUES (now(), now() + interval '4 hours', now(), %s, {seat},"
                    " %s, %s, %s, %s, 'emergency', 'emergency', '')",
                    [bo.person_id, elsa.pk, bo.person_id, bo.assignment_id, bo.area_id],
                )
