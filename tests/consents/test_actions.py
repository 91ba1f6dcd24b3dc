"""Asking, answering and withdrawing: what holds, what ends, what is refused."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection

from kronobarn.audit.models import LogEntry
from kronobarn.circles import actions as circles
from kronobarn.circles.models import Disclosure, Record, Seat
from kronobarn.circles.rules import Ground, Kind, Role, SeatGround
from kronobarn.consents import actions, reads
from kronobarn.consents.models import Answer, Consent
from kronobarn.consents.rules import Basis, Circumstances, Form, Standing
from kronobarn.core import clock
from kronobarn.core.decisions import Denied
from kronobarn.notices.models import Task
from kronobarn.notices.rules import TaskKind
from kronobarn.people.models import Child
from tests.consents.matters import KINDS, agreed, areas, asked, cooperating, in_days, yes
from tests.world import World, born


def standing(world: World, who: str, *keys: str) -> Standing:
    with world.as_(who):
        return reads.standing(world.elsa.pk, areas(world, *keys), clock.today())


def seat(world: World, name: str) -> None:
    circles.seat(child_id=world.elsa.pk, assignment=world.assignments[name], why="behövs", by=world.actor("rut"))


def shared(world: World, *keys: str) -> Record:
    """A record of Rut's school, passed on to these areas on the family's yes."""
    rut = world.actor("rut")
    record = circles.write_record(
        child_id=world.elsa.pk,
        kind=Kind.OBSERVATION,
        headline="x",
        happened_on=clock.today(),
        practice_version="1",
        by=rut,
    )
    for key in keys:
        actions.disclose(record=record, to_area=world.areas[key], kinds=KINDS, by=rut)
    return record


def sees(world: World, who: str, record: Record) -> tuple[bool, bool]:
    """By `visible_to`, and by a bare SELECT as the application's role."""
    with world.as_(who) as actor:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM circles_record WHERE id = %s", [record.pk])
            bare = cursor.fetchone()
        return Record.objects.visible_to(actor).filter(pk=record.pk).exists(), bare == (1,)


def test_the_same_question_goes_to_each_guardian_and_waits_for_them(world: World) -> None:
    consents = asked(world, cooperating(world).pk)

    assert set(consents) == {"eva", "emil"}
    assert len({consent.request for consent in consents.values()}) == 1
    for name, consent in consents.items():
        with world.as_(name) as actor:
            assert Task.objects.visible_to(actor).about(consent.pk).get().kind == TaskKind.ANSWER_CONSENT


def test_a_guardian_sees_their_own_question_only(world: World) -> None:
    consents = asked(world, cooperating(world).pk)

    with world.as_("emil") as emil:
        assert [row.pk for row in Consent.objects.visible_to(emil)] == [consents["emil"].pk]
        assert [row.pk for row in Consent.objects.all()] == [consents["emil"].pk]


def test_two_yeses_let_the_services_share(world: World) -> None:
    matter = cooperating(world)
    seat(world, "birgit")
    agreed(world, matter.pk)

    for who in ("rut", "birgit", "eva"):
        stands = standing(world, who, "bhv", "bup", "skolan")
        assert stands.ok
        assert stands.until == in_days(180)


def test_one_missing_guardian_blocks_until_an_alternative_is_recorded(world: World) -> None:
    consents = asked(world, cooperating(world).pk)
    yes(world, consents["eva"])
    before = standing(world, "rut", "bhv")

    actions.record_alternative(
        consent=consents["emil"], basis=Basis.FB_6_13_2, reason="Emil är på sjön.", by=world.actor("rut")
    )

    assert not before.ok
    assert [decider.full_name for decider in before.missing] == ["Emil i Ängsby"]
    assert standing(world, "rut", "bhv").ok


def test_whoever_could_not_be_reached_and_then_says_no_is_heard(world: World) -> None:
    consents = asked(world, cooperating(world).pk)
    yes(world, consents["eva"])
    actions.record_alternative(
        consent=consents["emil"], basis=Basis.FB_6_13_2, reason="Han är på sjön.", by=world.actor("rut")
    )
    record = shared(world, "bhv")

    actions.answer(consent=consents["emil"], by=world.actor("emil"))

    assert not standing(world, "rut", "bhv").ok
    assert not Disclosure.objects.standing().filter(record=record).exists()


def test_a_court_decision_outlasts_a_no(world: World) -> None:
    consents = asked(world, cooperating(world).pk)
    yes(world, consents["eva"])
    actions.answer(consent=consents["emil"], by=world.actor("emil"))

    actions.record_alternative(
        consent=consents["emil"], basis=Basis.SOLE_CUSTODY, reason="Dom den 3 maj, sedd av Rut.", by=world.actor("rut")
    )

    assert standing(world, "rut", "bhv").ok


def test_the_reason_for_an_alternative_is_not_shown_to_the_one_it_is_about(world: World) -> None:
    consents = asked(world, cooperating(world).pk)
    found = actions.record_alternative(
        consent=consents["emil"], basis=Basis.SOLE_CUSTODY, reason="Det finns ett hot.", by=world.actor("rut")
    )

    assert sees(world, "emil", found.record) == (False, False)
    assert sees(world, "rut", found.record) == (True, True)


def test_withdrawal_ends_what_rested_on_it_at_once(world: World) -> None:
    consents = agreed(world, cooperating(world).pk)
    seat(world, "birgit")
    seat(world, "bo")
    record = shared(world, "bhv", "bup")
    before = sees(world, "birgit", record)

    actions.withdraw(consent=consents["eva"], by=world.actor("eva"))

    assert before == (True, True)
    assert sees(world, "birgit", record) == (False, False)
    assert sees(world, "bo", record) == (False, False)
    assert not standing(world, "rut", "bhv").ok


def test_withdrawal_for_one_service_leaves_the_other(world: World) -> None:
    consents = agreed(world, cooperating(world).pk)
    seat(world, "birgit")
    seat(world, "bo")
    record = shared(world, "bhv", "bup")

    consent = actions.withdraw(consent=consents["eva"], services=areas(world, "bup"), by=world.actor("eva"))

    assert consent.state == "limited"
    assert sees(world, "birgit", record) == (True, True)
    assert sees(world, "bo", record) == (False, False)
    assert standing(world, "rut", "bhv").ok
    assert not standing(world, "rut", "bup").ok


def test_withdrawal_leaves_what_rests_on_law(world: World) -> None:
    consents = agreed(world, cooperating(world).pk)
    seat(world, "birgit")
    record = shared(world)
    circles.disclose(
        record=record, ground=Ground.DUTY, to_area=world.areas["bhv"], necessity="De ska veta.", by=world.actor("rut")
    )

    actions.withdraw(consent=consents["eva"], by=world.actor("eva"))

    assert sees(world, "birgit", record) == (True, True)


def test_a_withdrawal_said_aloud_is_written_down_by_the_responsible(world: World) -> None:
    consents = agreed(world, cooperating(world).pk)
    record = shared(world, "bhv")

    actions.withdraw(consent=consents["eva"], how="I telefon.", by=world.actor("rut"))

    assert not Disclosure.objects.standing().filter(record=record).exists()
    with world.as_("eva"):
        assert Answer.objects.filter(record=consents["eva"].pk).latest("recorded_at").how == "I telefon."


def test_withdrawal_asks_the_responsible_to_look_over_what_is_shared(world: World) -> None:
    consents = agreed(world, cooperating(world).pk)

    actions.withdraw(consent=consents["eva"], by=world.actor("eva"))

    with world.as_("rut") as rut:
        task = Task.objects.visible_to(rut).waiting().about(consents["eva"].request).get()
        assert task.due_on == in_days(3)


def test_what_was_withdrawn_may_be_asked_again(world: World) -> None:
    matter = cooperating(world)
    consents = agreed(world, matter.pk)
    actions.withdraw(consent=consents["eva"], by=world.actor("eva"))

    agreed(world, matter.pk, "bhv")

    assert standing(world, "rut", "bhv").ok


def test_an_answer_reminds_the_responsible_thirty_days_before_the_earliest_end(world: World) -> None:
    consents = asked(world, cooperating(world).pk)
    yes(world, consents["eva"])
    yes(world, consents["emil"], "bhv", days=90)

    with world.as_("rut") as rut:
        task = Task.objects.visible_to(rut).waiting().get(kind=TaskKind.RENEW_CONSENT)
        assert task.due_on == in_days(60)
        assert Consent.objects.visible_to(rut).filter(pk=task.subject).exists()


def test_the_yes_ends_with_its_last_day(world: World) -> None:
    matter = cooperating(world)
    agreed(world, matter.pk)

    with world.as_("rut"):
        assert reads.standing(world.elsa.pk, areas(world, "bhv"), in_days(180)).ok
        assert not reads.standing(world.elsa.pk, areas(world, "bhv"), in_days(181)).ok


def test_an_answer_on_paper_is_kept_with_who_and_how(world: World) -> None:
    consents = asked(world, cooperating(world).pk)

    actions.record_answer(
        consent=consents["eva"], form=Form.WRITTEN, said_on=clock.today(), how="Undertecknad blankett.",
        circumstances=Circumstances("ar", "arabiska", "phone", "Elevakten"),
        services=areas(world, "bhv"), kinds=["school"], by=world.actor("rut"),
    )  # fmt: skip

    with world.as_("eva"):
        answer = Answer.objects.get(record=consents["eva"].pk)
        assert (answer.form, answer.state, answer.how) == ("written", "limited", "Undertecknad blankett.")
        assert (answer.text_language, answer.interpreter, answer.kept_at) == ("ar", "phone", "Elevakten")
        assert answer.recorded_by_id == world.people["rut"].pk


@pytest.mark.parametrize(
    ("field", "changed", "sentence"),
    [
        ("until", {"until": -1}, "innan det börjar"),
        ("until", {"until": 400}, "högst ett år"),
        ("services", {"services": []}, "minst en verksamhet"),
        ("kinds", {"kinds": []}, "vad det ska gå"),
        ("kinds", {"kinds": ["secrets"]}, "bland uppgifterna"),
        ("why", {"why": "  "}, "varför"),
    ],
)
def test_a_question_that_is_not_sound_is_refused_with_a_sentence(
    world: World, field: str, changed: dict[str, object], sentence: str
) -> None:
    matter = cooperating(world)
    whole = {"services": areas(world, "bhv"), "kinds": KINDS, "why": "x", "until": 30} | changed
    whole["until"] = in_days(int(str(whole["until"])))

    with pytest.raises(ValidationError) as refused:
        actions.ask(matter_id=matter.pk, by=world.actor("rut"), **whole)  # type: ignore[arg-type]

    assert sentence in refused.value.message_dict[field][0]


def test_an_answer_may_not_outgrow_the_question(world: World) -> None:
    consents = asked(world, cooperating(world).pk)

    outgrown: list[dict[str, object]] = [
        {"services": areas(world, "social")},
        {"until": in_days(200)},
        {"until": in_days(-1)},
        {"kinds": []},
    ]
    for changed in outgrown:
        whole = {"services": areas(world, "bhv"), "kinds": ["school"], "until": None} | changed
        with pytest.raises(ValidationError):
            actions.answer(consent=consents["eva"], by=world.actor("eva"), **whole)  # type: ignore[arg-type]


def test_the_database_refuses_more_than_was_asked(world: World) -> None:
    consent = asked(world, cooperating(world).pk)["eva"]

    with pytest.raises(IntegrityError, match="consent_allows_no_more_than_asked"), world.as_("eva"):
        Consent.objects.filter(pk=consent.pk).update(services=areas(world, "social"))


def test_a_second_answer_is_refused_and_the_first_stands(world: World) -> None:
    consents = asked(world, cooperating(world).pk)
    yes(world, consents["eva"], "bhv")

    with pytest.raises(Denied, match="redan besvarad"):
        yes(world, consents["eva"])

    with world.as_("eva"):
        assert Consent.objects.get(pk=consents["eva"].pk).services == areas(world, "bhv")
        assert Answer.objects.filter(record=consents["eva"].pk).count() == 1


def test_no_twice_is_once(world: World) -> None:
    consents = asked(world, cooperating(world).pk)
    actions.answer(consent=consents["eva"], by=world.actor("eva"))

    with pytest.raises(ValidationError):
        actions.answer(consent=consents["eva"], by=world.actor("eva"))


def test_a_no_may_become_a_yes(world: World) -> None:
    consents = asked(world, cooperating(world).pk)
    actions.answer(consent=consents["eva"], by=world.actor("eva"))

    assert yes(world, consents["eva"]).state == "given"


def test_a_newer_question_takes_the_place_of_the_old(world: World) -> None:
    matter = cooperating(world)
    old = asked(world, matter.pk)["eva"]
    asked(world, matter.pk)

    with pytest.raises(Denied, match="nyare fråga"):
        yes(world, old)
    with world.as_("eva") as eva:
        assert not Task.objects.visible_to(eva).waiting().about(old.pk).exists()


def test_from_fifteen_the_childs_own_yes_is_needed(world: World) -> None:
    matter = cooperating(world)
    _grow(world, 15)
    consents = asked(world, matter.pk)
    yes(world, consents["eva"])
    yes(world, consents["emil"])
    before = standing(world, "rut", "bhv")

    yes(world, consents["elsa"])

    assert [decider.role for decider in before.missing] == ["child"]
    assert standing(world, "rut", "bhv").ok


def test_at_twelve_the_child_is_asked_and_does_not_decide_alone(world: World) -> None:
    matter = cooperating(world)
    _grow(world, 12)
    consents = asked(world, matter.pk)
    yes(world, consents["eva"])
    yes(world, consents["emil"])
    actions.answer(consent=consents["elsa"], by=world.actor("elsa"))

    assert standing(world, "rut", "bhv").ok


def _grow(world: World, age: int) -> None:
    with world.as_("rut"):
        Child.objects.filter(pk=world.elsa.pk).update(born_on=born(age))


def test_others_know_what_may_be_shared_and_not_who_has_answered(world: World) -> None:
    matter = cooperating(world)
    seat(world, "birgit")
    consents = agreed(world, matter.pk)
    actions.withdraw(consent=consents["emil"], by=world.actor("emil"))

    with world.as_("birgit") as birgit:
        assert not reads.standing(world.elsa.pk, areas(world, "bhv"), clock.today()).ok
        assert not Consent.objects.visible_to(birgit).exists()
        assert not Consent.objects.all().exists()
    with world.as_("gunnar"):
        assert reads.yeses(world.elsa.pk) == []


def test_each_step_is_in_the_log_without_the_answer(world: World) -> None:
    consents = agreed(world, cooperating(world).pk)
    actions.withdraw(consent=consents["eva"], by=world.actor("eva"))

    with world.as_("rut"):
        kinds = set(LogEntry.objects.filter(child_id=world.elsa.pk).values_list("kind", flat=True))
    assert {"consent.asked", "consent.answered", "consent.withdrawn"} <= kinds


def test_a_withdrawal_ends_the_same_yes_in_an_earlier_question(world: World) -> None:
    matter = cooperating(world)
    agreed(world, matter.pk, "bup", "bhv")
    later = agreed(world, matter.pk, "bup")

    actions.withdraw(consent=later["eva"], by=world.actor("eva"))

    with world.as_("rut"):
        bup, bhv = (reads.standing(world.elsa.pk, areas(world, key), clock.today()) for key in ("bup", "bhv"))
    assert not bup.ok
    assert bhv.ok


def test_a_place_given_on_consent_ends_with_it(world: World) -> None:
    matter = cooperating(world)
    consents = agreed(world, matter.pk, "bup", "bhv")
    for name in ("bo", "birgit"):
        circles.grant_seat(
            child_id=world.elsa.pk,
            role=Role.CONTACT,
            ground=SeatGround.CONSENT,
            assignment=world.assignments[name],
            by=world.actor("rut"),
        )

    actions.withdraw(consent=consents["emil"], services=areas(world, "bup"), by=world.actor("emil"))

    with world.as_("bo") as bo:
        assert not Seat.objects.held_by(bo).exists()
    with world.as_("birgit") as birgit:
        assert Seat.objects.held_by(birgit).filter(child=world.elsa).exists()
