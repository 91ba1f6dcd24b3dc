"""The table of legal grounds: who may use what, and how the county corrects it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import ProgrammingError, transaction
from django.test import Client

from kronobarn.audit.models import LogEntry
from kronobarn.authorities.models import SecrecyArea, Unit
from kronobarn.authorities.rules import Regime, Role, UnitKind
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import Denied
from kronobarn.grounds import actions, policy, reads
from kronobarn.grounds.models import Correction
from kronobarn.grounds.rules import GROUNDS, Ground
from tests.sign_in import sign_in
from tests.world import World

SCHOOL, HEALTH, SOCIAL, POLICE = Regime.SCHOOL, Regime.HEALTH_CARE, Regime.SOCIAL_SERVICES, Regime.POLICE
ASSOCIATION, INDEPENDENT = Regime.ASSOCIATION, Regime.INDEPENDENT_SCHOOL


def area(regime: Regime) -> SecrecyArea:
    return SecrecyArea(name=regime, regime=regime)


def administrator(world: World) -> Actor:
    """Rut, were she to administer the county's own office."""
    office = Unit.objects.create(
        key="town-office", name="Länets kansli", kind=UnitKind.COUNTY_OFFICE, area=world.assignments["rut"].unit.area
    )
    return replace(world.actor("rut"), role=Role.ADMINISTRATOR, unit_id=office.pk)


def corrected(by: Actor, **changes: object) -> Correction:
    words: dict[str, object] = {
        "ground": Ground.GENERAL_CLAUSE,
        "law": "OSL 10 kap. 27 §, i lydelsen 2026",
        "meaning": "Som länets jurist har skrivit den.",
        "owners": [SCHOOL],
        "recipients": [SOCIAL, POLICE],
        "is_reviewed": True,
        "decided_on": clock.today(),
        "note": "Granskad av länets jurist",
    }
    return actions.correct(**{**words, **changes}, by=by)  # type: ignore[arg-type]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("ground", "owner", "recipient", "refused_for"),
    [
        (Ground.CONSENT, ASSOCIATION, SCHOOL, ""),
        (Ground.CONSENT, HEALTH, SOCIAL, ""),
        (Ground.HARM_TEST, SCHOOL, SOCIAL, ""),
        (Ground.HARM_TEST, ASSOCIATION, SCHOOL, ""),
        (Ground.NECESSARY, ASSOCIATION, SCHOOL, "owner"),
        (Ground.NECESSARY, SOCIAL, SCHOOL, ""),
        (Ground.NECESSARY, INDEPENDENT, SOCIAL, "owner"),
        (Ground.GENERAL_CLAUSE, SCHOOL, SOCIAL, ""),
        (Ground.GENERAL_CLAUSE, HEALTH, SCHOOL, "owner"),
        (Ground.GENERAL_CLAUSE, SOCIAL, SCHOOL, "owner"),
        (Ground.GENERAL_CLAUSE, INDEPENDENT, SOCIAL, "owner"),
        (Ground.GENERAL_CLAUSE, SCHOOL, INDEPENDENT, "recipient"),
        (Ground.DUTY, INDEPENDENT, SOCIAL, ""),
        (Ground.SUPPORT_OF_MINOR, HEALTH, SOCIAL, ""),
        (Ground.SUPPORT_OF_MINOR, SOCIAL, HEALTH, ""),
        (Ground.SUPPORT_OF_MINOR, SCHOOL, SOCIAL, "owner"),
        (Ground.SUPPORT_OF_MINOR, HEALTH, SCHOOL, "recipient"),
        (Ground.CRIME, SCHOOL, POLICE, ""),
        (Ground.CRIME, SCHOOL, SOCIAL, "recipient"),
        (Ground.FEEDBACK, SOCIAL, SCHOOL, ""),
        (Ground.FEEDBACK, SCHOOL, SOCIAL, "owner"),
        (Ground.LAW_ENFORCEMENT, SCHOOL, POLICE, ""),
        (Ground.LAW_ENFORCEMENT, INDEPENDENT, POLICE, ""),
        (Ground.LAW_ENFORCEMENT, HEALTH, POLICE, "owner"),
        (Ground.LAW_ENFORCEMENT, SOCIAL, POLICE, "owner"),
        (Ground.LAW_ENFORCEMENT, SCHOOL, SOCIAL, "recipient"),
        (Ground.BETWEEN_AUTHORITIES, SCHOOL, POLICE, ""),
        (Ground.BETWEEN_AUTHORITIES, HEALTH, SCHOOL, "owner"),
        (Ground.BETWEEN_AUTHORITIES, SOCIAL, SCHOOL, "owner"),
        (Ground.BETWEEN_AUTHORITIES, INDEPENDENT, POLICE, "owner"),
        (Ground.BETWEEN_AUTHORITIES, SCHOOL, INDEPENDENT, "recipient"),
    ],
)
def test_who_may_use_a_ground_towards_whom(ground: Ground, owner: Regime, recipient: Regime, refused_for: str) -> None:
    decision = policy.may_use(ground, area(owner), area(recipient))
    sentence = {"": "", "owner": "kan inte användas av", "recipient": "kan inget lämnas till"}[refused_for]
    assert sentence in str(decision.reason)
    assert bool(decision) is not bool(refused_for)


def test_every_ground_stands_once_in_the_table_and_says_its_law() -> None:
    assert set(GROUNDS) == set(Ground)
    assert all(str(ground.law) and str(ground.meaning) and str(ground.in_words) for ground in GROUNDS.values())


def test_what_nobody_has_read_in_the_law_is_to_be_reviewed() -> None:
    to_review = {code for code, ground in GROUNDS.items() if reads.Row(ground, is_reviewed=False).to_review}
    assert to_review == {Ground.GENERAL_CLAUSE, Ground.EMERGENCY, Ground.BETWEEN_AUTHORITIES}
    assert not any(reads.Row(GROUNDS[code], is_reviewed=True).to_review for code in to_review)


def test_only_consent_needs_a_yes_and_can_be_refused() -> None:
    assert [g.code for g in GROUNDS.values() if g.needs_consent] == [Ground.CONSENT]
    assert [g.code for g in GROUNDS.values() if g.family_may_refuse] == [Ground.CONSENT]


def test_a_correction_counts_from_now(world: World) -> None:
    before = reads.row(Ground.GENERAL_CLAUSE)
    assert before.to_review
    corrected(administrator(world))

    now = reads.row(Ground.GENERAL_CLAUSE)
    assert now.is_reviewed
    assert not now.to_review
    assert now.ground.law == "OSL 10 kap. 27 §, i lydelsen 2026"
    assert not policy.may_use(Ground.GENERAL_CLAUSE, area(POLICE), area(SOCIAL))
    assert policy.may_use(Ground.GENERAL_CLAUSE, area(SCHOOL), area(POLICE))
    assert Ground.GENERAL_CLAUSE not in [
        ground.code for ground in reads.to_choose(world.assignments["pelle"].unit.area_id)
    ]


def test_the_latest_correction_counts_and_the_earlier_are_kept(world: World) -> None:
    by = administrator(world)
    corrected(by, owners=[POLICE])
    corrected(by, owners=[SCHOOL], note="Det var fel förra gången")
    assert reads.in_use(Ground.GENERAL_CLAUSE).owners == {SCHOOL}
    assert [row.note for row in reads.history(Ground.GENERAL_CLAUSE)] == [
        "Det var fel förra gången",
        "Granskad av länets jurist",
    ]


def test_a_correction_is_logged_and_never_changed(world: World) -> None:
    by = administrator(world)
    correction = corrected(by)
    with world.as_("rut"):
        entry = LogEntry.objects.filter(kind="ground.corrected").first()
    assert entry is not None
    assert entry.subject == "ground:general_clause"
    for change in (lambda: Correction.objects.filter(pk=correction.pk).update(note="Ändrad"), correction.delete):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            change()


def test_only_the_countys_administrator_corrects(world: World) -> None:
    with pytest.raises(Denied, match="länets administratör"):
        corrected(world.actor("rut"))
    at_school = replace(world.actor("rut"), role=Role.ADMINISTRATOR)
    with pytest.raises(Denied, match="gemensamma för länet"):
        corrected(at_school)
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"decided_on": date.max}, "har inte varit än"),
        ({"decided_on": clock.today() + timedelta(days=2)}, "har inte varit än"),
        ({"note": "  "}, "varför"),
    ],
)
def test_a_correction_that_cannot_be(world: World, changes: dict[str, object], sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        corrected(administrator(world), **changes)


@pytest.mark.parametrize("who", ["rut", "pelle", "eva"])
def test_everyone_reads_the_table(client: Client, world: World, who: str) -> None:
    sign_in(client, world, who)
    text = client.get("/grunder/").content.decode()
    assert "Generalklausulen" in text
    assert "Att granska" in text
    one = client.get("/grunder/general_clause/")
    assert one.status_code == 200
    assert "Rätta grunden" not in one.content.decode()


def test_a_ground_that_is_not_there(client: Client, world: World) -> None:
    sign_in(client, world, "rut")
    assert client.get("/grunder/hemligt/").status_code == 404


def test_the_page_refuses_whoever_may_not_correct(client: Client, world: World) -> None:
    sign_in(client, world, "rut")
    answer = client.post("/grunder/consent/", {})
    assert answer.status_code == 403
    assert "länets administratör" in answer.content.decode()


@pytest.mark.parametrize("note", [" ", "Fel paragraf"])
def test_why_it_is_corrected_is_a_sentence(world: World, note: str) -> None:
    with pytest.raises(ValidationError) as refused:
        corrected(administrator(world), note=note)
    assert "note" in refused.value.message_dict
