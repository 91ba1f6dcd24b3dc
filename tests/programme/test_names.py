"""Names of those who answer go when their time has come and two persons have said so. What they answered stays."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from kronobarn.audit.models import LogEntry
from kronobarn.authorities.county import CountyFilesAreWrong
from kronobarn.consultation import actions as consultation
from kronobarn.consultation.models import Round, Submission, Writer
from kronobarn.core import clock
from kronobarn.core.actor import SYSTEM, Actor
from kronobarn.core.decisions import Denied
from kronobarn.programme import group_actions, policy, rules
from kronobarn.programme.models import NameRemoval, NameRuleDecision
from kronobarn.programme.naming import actions as naming
from kronobarn.programme.naming import by_hand, reads, terms
from kronobarn.programme.naming import held as names
from kronobarn.programme.rules import GroupKind
from kronobarn.surveys.models import Reply
from kronobarn.surveys.models import Round as SurveyRound
from kronobarn.surveys.rules import Answer
from tests.consultation.asking import answered, invited, sent
from tests.programme.past import leader
from tests.sign_in import sign_in
from tests.surveys.asking import answer, opened, written
from tests.world import World

SOURCE = "Huvudmannens beslut."


@pytest.fixture
def reviewed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The principal has confirmed both rules."""
    now = terms.current()
    sure = [one.model_copy(update={"confirmed": True, "source": SOURCE}) for one in now.rules]
    monkeypatch.setattr(terms, "current", lambda: now.model_copy(update={"rules": sure}))


@pytest.fixture
def asked(led: World) -> Round:
    """A round that was all over three years ago. The days move in the test only."""
    one = sent(led.actor("petra"))
    answered(one)
    long_ago(one)
    return one


@pytest.fixture
def surveyed(led: World) -> SurveyRound:
    """So was a survey, with one who has said who it was."""
    one = opened(written(led.actor("petra"), anonymous=False), led.actor("petra"))
    answer(one, Answer.WHOLLY, "Mer tid.", who="Kim Ek")
    long_ago(one)
    return one


def long_ago(one: Any, *, years: int = 3) -> None:
    day = rules.years_before(clock.today(), years)
    type(one).objects.filter(pk=one.pk).update(opens_on=day, closes_on=day)


def held(key: str) -> names.Held:
    found = names.of(key)
    assert found is not None
    return found


@pytest.fixture
def tage(led: World) -> Actor:
    """Tage sits in the working committee of the group that leads the process."""
    said: dict[str, Any] = {"organisation": None, "name": "Utskottet", "home": "", "task": "", "since": clock.today()}
    petra = led.actor("petra")
    group = group_actions.add_group(kind=GroupKind.COMMITTEE, **said, by=petra)
    place: dict[str, Any] = {"name": "", "is_chair": False, "since": clock.today(), "until": None}
    group_actions.add_member(group=group, function="Rektor", account=led.people["tage"], **place, by=petra)
    return led.actor("tage")


@pytest.mark.usefixtures("reviewed", "asked")
def test_two_persons_take_the_names_of_a_consultation_away(client: Client, led: World, tage: Actor) -> None:
    sign_in(client, led, "petra")
    client.post(reverse("programme:propose_names", args=["consultation"]))
    removal = NameRemoval.objects.get()
    here = reverse("programme:name_removal", args=[removal.pk])
    assert "Be någon i styrgruppen" in client.get(here).content.decode()
    assert client.post(reverse("programme:remove_names", args=[removal.pk])).status_code == 403
    sign_in(client, led, "tage")
    assert client.post(reverse("programme:remove_names", args=[removal.pk])).status_code == 302
    assert {(one.name, one.function) for one in Writer.objects.all()} == {("", "Kanslist")}
    assert {(one.name, one.function) for one in Submission.objects.all()} == {("", "Ordförande")}
    shown = client.get(here).content.decode()
    assert "Borttaget" in shown
    assert "Mia" not in shown
    entry = LogEntry.objects.get(kind="programme.names_removed")
    assert entry.detail == {"held": "consultation", "names": 2}


@pytest.mark.usefixtures("reviewed")
def test_a_page_says_that_a_name_has_been_taken_away(client: Client, led: World, tage: Actor) -> None:
    one = sent(led.actor("petra"))
    answered(one)
    key = consultation.make_link(invitation=invited(one), by=led.actor("petra"))
    long_ago(one)
    removal = naming.propose(held=held("consultation"), by=led.actor("petra"))
    naming.carry_out(removal=removal, by=tage)
    start = str(client.get(reverse("remiss:enter", args=[key]))["Location"])
    page = client.get(start).content.decode()
    assert "av Ordförande (namnet är borttaget)" in page
    assert "Mia" not in page
    receipt = client.get(reverse("remiss:receipt", args=[invited(one).pk])).content.decode()
    assert "Ordförande (namnet är borttaget)" in receipt
    assert "Det är oklart." in receipt


@pytest.mark.usefixtures("reviewed")
def test_names_of_a_survey_go_and_the_words_stay(led: World, surveyed: SurveyRound, tage: Actor) -> None:
    assert held("surveys").ended_before(clock.today()) == 1
    removal = naming.propose(held=held("surveys"), by=led.actor("petra"))
    naming.carry_out(removal=removal, by=tage)
    assert {one.who for one in Reply.objects.filter(round=surveyed)} == {""}
    assert "Mer tid." in {one.text for one in Reply.objects.filter(round=surveyed)}


@pytest.mark.usefixtures("reviewed")
def test_the_clock_starts_when_a_round_is_all_over(led: World, asked: Round) -> None:
    day = rules.years_before(clock.today(), 2)
    assert held("consultation").ended_before(day) == 2
    Round.objects.filter(pk=asked.pk).update(published_at=clock.now())
    assert held("consultation").ended_before(day) == 0
    Round.objects.filter(pk=asked.pk).update(published_at=None)
    invited(asked).__class__.objects.filter(pk=invited(asked, "Lärosätet").pk).update(until=clock.today())
    assert held("consultation").ended_before(day) == 0


@pytest.mark.usefixtures("reviewed")
def test_what_has_changed_since_it_was_proposed_stays(led: World, asked: Round, tage: Actor) -> None:
    removal = naming.propose(held=held("consultation"), by=led.actor("petra"))
    Round.objects.filter(pk=asked.pk).update(published_at=clock.now())
    with pytest.raises(ValidationError, match="inte längre lika många"), transaction.atomic():
        naming.carry_out(removal=removal, by=tage)
    assert Writer.objects.exclude(name="").exists()
    naming.withdraw(removal=removal, by=tage)
    with pytest.raises(Denied, match="avslutat"):
        naming.carry_out(removal=removal, by=leader(led, "paula"))


@pytest.mark.usefixtures("asked")
def test_nothing_goes_by_a_rule_that_nobody_has_decided(led: World) -> None:
    with pytest.raises(Denied, match="inte beslutad"):
        naming.propose(held=held("consultation"), by=led.actor("petra"))


BOARD = "Regionstyrelsen, ärende RS 2026-14"


def decided(by: Actor, key: str = "consultation") -> NameRuleDecision:
    return naming.settle(held=held(key), decided_on=clock.today(), decided_by=BOARD, by=by)


@pytest.mark.usefixtures("asked")
def test_the_leader_notes_what_the_principal_has_decided(client: Client, led: World, tage: Actor) -> None:
    sign_in(client, led, "petra")
    page, here = reverse("programme:names"), reverse("programme:settle_names", args=["consultation"])
    assert "Huvudmannen har inte beslutat regeln än" in client.get(page).content.decode()
    said = {"decided_on": (clock.today() + timedelta(days=1)).isoformat(), "decided_by": BOARD}
    refused = client.post(here, said)
    assert refused.status_code == 422
    assert "har inte varit än" in refused.content.decode()
    assert client.post(here, said | {"decided_on": clock.today().isoformat()}).status_code == 302
    shown = client.get(page).content.decode()
    assert BOARD in shown
    assert shown.count("Huvudmannen har inte beslutat regeln än") == 1  # the other rule
    removal = naming.propose(held=held("consultation"), by=led.actor("petra"))
    assert client.post(reverse("programme:take_back_names", args=["consultation"])).status_code == 302
    with pytest.raises(Denied, match="inte beslutad längre"):
        naming.carry_out(removal=removal, by=tage)
    assert NameRuleDecision.objects.get().taken_back_at is not None
    kinds = LogEntry.objects.filter(kind__startswith="programme.name_rule").values_list("kind", "detail")
    assert set(dict(kinds)) == {"programme.name_rule_decided", "programme.name_rule_taken_back"}
    assert {str(each) for each in dict(kinds).values()} == {"{'held': 'consultation', 'years': 2}"}


def test_what_is_decided_is_decided_once_by_the_leader_and_for_those_years(
    led: World, tage: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    petra, now = led.actor("petra"), terms.current()
    with pytest.raises(Denied, match="processledare"):
        decided(tage)
    with pytest.raises(Denied, match="inget antecknat beslut"):
        naming.take_back(held=held("consultation"), by=petra)
    made = decided(petra)
    with pytest.raises(Denied, match="redan beslutad"):
        decided(petra)
    with pytest.raises(IntegrityError, match="never rewritten"), transaction.atomic():
        NameRuleDecision.objects.filter(pk=made.pk).update(years=1)
    longer = [one.model_copy(update={"years": 9}) for one in now.rules]
    monkeypatch.setattr(terms, "current", lambda: now.model_copy(update={"rules": longer}))
    assert not reads.is_settled("consultation")


def test_whoever_writes_a_name_is_told_how_long_it_is_kept(client: Client, led: World) -> None:
    one = sent(led.actor("petra"))
    key = consultation.make_link(invitation=invited(one), by=led.actor("petra"))
    client.get(reverse("remiss:enter", args=[key]))
    who = reverse("remiss:who", args=[invited(one).pk])
    assert "inte är beslutat än. Tills det är det tas inga namn bort." in client.get(who).content.decode()
    decided(led.actor("petra"))
    told = "Ditt namn sparas i 2 år efter att remissen är helt avslutad. Sedan tas det bort. Svaret står kvar."
    assert told in client.get(who).content.decode()
    assert told in client.get(reverse("remiss:submit", args=[invited(one).pk])).content.decode()
    survey = opened(written(led.actor("petra"), anonymous=False), led.actor("petra"))
    decided(led.actor("petra"), "surveys")
    told = "Vem du är sparas i 1 år efter sista dagen att svara. Sedan tas det bort."
    assert told in client.get(reverse("enkat:answer", args=[survey.key])).content.decode()


def test_names_without_a_rule_are_kept_and_that_is_said(led: World, monkeypatch: pytest.MonkeyPatch) -> None:
    now = terms.current()
    monkeypatch.setattr(terms, "current", lambda: now.model_copy(update={"rules": now.rules[1:]}))
    assert "inte bestämt" in reads.told("consultation")
    with pytest.raises(Denied, match="ingen regel"):
        decided(led.actor("petra"))


@pytest.mark.usefixtures("reviewed", "asked")
def test_who_is_refused(led: World, tage: Actor) -> None:
    petra = led.actor("petra")
    for nobody in (led.actor("sofia"), SYSTEM):
        assert not policy.may_see_names(nobody, sits=False)
    with pytest.raises(Denied, match="processledare"):
        naming.propose(held=held("consultation"), by=tage)
    with pytest.raises(Denied, match="inga namn"):
        naming.propose(held=held("surveys"), by=petra)
    naming.propose(held=held("consultation"), by=petra)
    with pytest.raises(Denied, match="redan ett förslag"):
        naming.propose(held=held("consultation"), by=petra)


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(
    ("removed", "before"), [(False, date(2020, 1, 1)), (True, None)], ids=["one person", "too early"]
)
def test_the_database_asks_for_two_persons_and_a_year(led: World, removed: bool, before: date | None) -> None:
    said: dict[str, Any] = {"held": "consultation", "names": 2, "rules_version": "v", "proposed_at": clock.now()}
    said |= {"proposed_by": led.people["petra"], "ended_before": before or clock.today()}
    with led.as_("petra"):
        removal = NameRemoval.objects.create(**said)
    if removed:
        with led.as_("tage"):
            done = NameRemoval.objects.filter(pk=removal.pk)
            done.update(removed_at=clock.now(), removed_by=led.people["tage"])
    with pytest.raises(IntegrityError, match="not approved by two"), transaction.atomic():
        held("consultation").forget(removal.pk)


def test_nobody_carries_out_what_they_proposed_themselves(led: World) -> None:
    said: dict[str, Any] = {"held": "surveys", "names": 1, "rules_version": "v", "ended_before": date(2020, 1, 1)}
    petra, tage, now = led.people["petra"], led.people["tage"], clock.now()
    with led.as_("petra"):
        with pytest.raises(IntegrityError, match="one's own name"), transaction.atomic():
            NameRemoval.objects.create(**said, proposed_at=now, proposed_by=tage)
        with pytest.raises(IntegrityError, match="one's own name"), transaction.atomic():
            NameRemoval.objects.create(**said, proposed_at=now, proposed_by=petra, removed_at=now, removed_by=tage)
        NameRemoval.objects.create(**said, proposed_at=now, proposed_by=petra)
        for name, refused in (("tage", "one's own name"), ("petra", "carried_out_by_another")):
            with pytest.raises(IntegrityError, match=refused), transaction.atomic():
                NameRemoval.objects.update(removed_at=now, removed_by=led.people[name])


def test_the_application_cannot_take_a_name_away_by_itself(asked: Round) -> None:
    with pytest.raises(IntegrityError, match="never rewritten"), transaction.atomic():
        Submission.objects.update(name="", name_removed_on=clock.today())
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        Writer.objects.update(name="", name_removed_on=clock.today())
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        Reply.objects.update(who="")


@pytest.mark.usefixtures("asked")
def test_the_command_says_how_many_and_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    by_hand.dry_run()
    said = capsys.readouterr().out
    assert "2 namn, regeln är inte beslutad" in said
    assert "Mia" not in said
    assert Writer.objects.exclude(name="").exists()


def test_the_rules_say_why_and_no_rule_is_too_short(tmp_path: Path) -> None:
    assert {one.held for one in terms.current().rules} == {one.key for one in names.held()}
    text = "version: v\ncounty: K\nrules:\n  - held: surveys\n    years: 0\n    source: Ingen.\n    confirmed: true\n"
    (tmp_path / terms.FILE).write_text(text)
    with pytest.raises(CountyFilesAreWrong, match="rad 5"):
        terms.read(tmp_path)


def test_a_year_back_from_the_last_of_february() -> None:
    assert rules.years_before(date(2028, 2, 29), 2) == date(2026, 2, 28)
    assert clock.today() - rules.years_before(clock.today(), 1) >= timedelta(days=365)


@pytest.mark.usefixtures("reviewed", "asked")
def test_the_page_lists_what_is_kept_and_asks_few_questions(
    petra: Client, led: World, django_assert_max_num_queries: Any
) -> None:
    for _nth in range(5):
        made = naming.propose(held=held("consultation"), by=led.actor("petra"))
        naming.withdraw(removal=made, by=led.actor("petra"))
    with django_assert_max_num_queries(15):
        page = petra.get(reverse("programme:names")).content.decode()
    assert SOURCE in page
    assert page.count("Tillbakadraget") == 5
    assert "Mia" not in page
