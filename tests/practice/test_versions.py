"""Versions in the database: what one says never changes, and what was written under it is shown with its words."""

from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kronobarn.audit.events import Event
from kronobarn.authorities.county import shipped
from kronobarn.circles.models import Record
from kronobarn.concerns.models import Matter
from kronobarn.core import clock
from kronobarn.core.actor import SYSTEM
from kronobarn.core.decisions import Denied
from kronobarn.database import doctor
from kronobarn.database.doctor import Verdict as Found
from kronobarn.practice import actions, by_hand, events, pack, rules
from kronobarn.practice.models import Version
from kronobarn.practice.reading import FILE, read
from kronobarn.practice.rules import State
from kronobarn.practice.schema import Pack
from kronobarn.reviews import actions as reviews
from kronobarn.reviews.models import GoalReview
from kronobarn.reviews.rules import Outcome, Verdict
from tests.practice.packs import KRONOBERG, another, hold_from_today
from tests.sign_in import sign_in
from tests.story import Stage, Story, tell, tell_on
from tests.world import World

TODAY = date(2026, 5, 15)


def without_included() -> Pack:
    """A wheel in which one area has another key and word, and other questions are asked."""
    areas = KRONOBERG.model_dump()["areas"]
    areas[1] |= {"key": "body", "label": "Kropp och själ"}
    questions = [{"key": f"new_{one.key}", "text": f"Nytt: {one.text}"} for one in KRONOBERG.questions]
    return another(areas=areas, questions=questions, translations=[])


def tomorrow() -> date:
    return timezone.localdate() + timedelta(days=1)


def load(content: Pack, adopt_from: date | None = None) -> Version:
    return actions.load(content=content, adopt_from=adopt_from, by=SYSTEM)


def versions(world: World) -> set[str]:
    with world.as_("rut"):
        return set(Record.objects.filter(child=world.elsa.pk).values_list("practice_version", flat=True))


@pytest.mark.parametrize(
    ("starts", "version", "holds"),
    [
        ([], None, State.DRAFT),
        ([("a", 0)], "a", State.IN_FORCE),
        ([("a", 5)], "a", State.IN_FORCE),  # before the first, the first
        ([("b", -9), ("a", -1)], "a", State.IN_FORCE),
        ([("a", -9), ("b", -1)], "b", State.PAST),
        ([("b", -9), ("a", 1)], "b", State.PLANNED),
    ],
)
def test_one_version_is_in_force(starts: list[tuple[str, int]], version: str | None, holds: State) -> None:
    days = [(TODAY + timedelta(days=days), name) for name, days in starts]

    assert rules.in_force(days, TODAY) == version
    assert rules.state("a", days, TODAY) == holds


def test_what_is_read_back_is_what_was_loaded(world: World) -> None:
    stored = Version.objects.get()

    assert pack.current() == KRONOBERG
    assert stored.digest == pack.digest(stored.content) == pack.digest(KRONOBERG.model_dump(mode="json"))


def test_loading_is_logged_and_can_be_done_twice(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    logged: list[Event] = []
    monkeypatch.setattr(actions, "record", lambda event, *, by: logged.append(event))

    load(another())
    load(another())
    load(another(), tomorrow())

    assert logged == [
        events.VersionLoaded("kronoberg-2027.1", pack.digest(another().model_dump(mode="json"))),
        events.VersionAdopted("kronoberg-2027.1", tomorrow()),
    ]
    assert Version.objects.get(pk="kronoberg-2027.1").in_force_from == tomorrow()


@pytest.mark.parametrize(
    ("attempt", "sentence"),
    [
        (lambda: load(another(version=KRONOBERG.version, county="X")), "annat innehåll"),
        (lambda: load(another(), timezone.localdate()), "tidigast från i morgon"),
        (lambda: load(KRONOBERG, tomorrow()), "gäller redan"),
        (lambda: [load(another(version=name), tomorrow()) for name in ("a", "b")], "a börjar gälla samma dag"),
    ],
)
def test_what_cannot_be_loaded_says_why(world: World, attempt: Callable[[], object], sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        attempt()


def test_a_version_that_was_kept_before_the_packs_had_a_new_field_is_the_same_still(world: World) -> None:
    before = another().model_dump(mode="json")
    del before["modules"]["resilience"]
    said = another(modules={**another().modules.model_dump(), "resilience": None})
    Version.objects.create(
        version=said.version, county="X", content=before, digest=pack.digest(before), loaded_at=clock.now()
    )

    assert load(said, tomorrow()).in_force_from == tomorrow()


def test_only_the_operator_loads(world: World) -> None:
    with pytest.raises(Denied, match="läses in från filer"):
        actions.load(content=another(), by=world.actor("rut"))


@pytest.mark.parametrize(
    "change",
    [
        "content = '{}'",
        "version = 'other'",
        "in_force_from = NULL",
        "in_force_from = circles_today() + 9",
        "digest = ''",
    ],
)
def test_the_database_keeps_what_a_version_says(world: World, change: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE practice_version SET {change}")


def test_the_application_cannot_remove_a_version(world: World) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege('practice_version', 'DELETE')")
        assert cursor.fetchone() == (False,)


def test_a_version_is_read_once(world: World) -> None:
    pack.current()

    with CaptureQueriesContext(connection) as asked:
        pack.current()
        pack.of(KRONOBERG.version)
        pack.of("from-elsewhere")

    assert len(asked) == 0
    assert pack.of("from-elsewhere") == KRONOBERG


def test_without_a_practice_model_the_operator_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pack, "_versions", dict)

    with pytest.raises(pack.NoPracticeModel, match="kronobarn import"):
        pack.current()


def test_the_doctor_sees_a_version_that_is_not_as_it_was(world: World) -> None:
    assert [one.verdict for one in doctor.practice_model()] == [Found.GOOD]
    kept = another().model_dump(mode="json")
    Version.objects.create(version="x", county="X", content=kept, digest="0" * 64, loaded_at=clock.now())

    assert [one.sentence for one in doctor.practice_model() if one.verdict is Found.BAD] == [
        "x är inte som när den lästes in. Återställ raden från säkerhetskopian."
    ]


# At the terminal


def test_a_pack_is_loaded_at_the_terminal(world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    falun = shipped("falun", FILE)

    assert by_hand.load(falun, adopt_from=tomorrow(), dry_run=True) == 0
    assert not Version.objects.filter(pk=read(falun).version).exists()
    assert by_hand.load(falun, adopt_from=None, dry_run=False) == 0
    assert by_hand.load(falun, adopt_from=timezone.localdate(), dry_run=False) == 1
    assert by_hand.load_first(falun, dry_run=False) == 0
    assert by_hand.load(tmp_path, adopt_from=None, dry_run=False) == 1

    told = capsys.readouterr()
    assert "Länet: ”Kronoberg” → ”Falun”" in told.out
    assert "det här var en provkörning" in told.out
    assert f"{read(falun).version} är ett utkast." in told.out
    assert "tidigast från i morgon" in told.err
    assert "Filen saknas" in told.err
    assert Version.objects.get(pk=read(falun).version).in_force_from is None


# What is open goes on


def test_an_open_matter_goes_on_under_its_own_version(client: Client, world: World) -> None:
    story = tell(world, Stage.TOLD)
    hold_from_today(without_included())
    assert pack.current().area("body").label == "Kropp och själ"
    sign_in(client, world, "rut")

    wheel = client.get(reverse("assessments:wheel", args=[story.matter.pk])).content.decode()
    analysis = client.get(reverse("assessments:analysis", args=[story.matter.pk])).content.decode()
    gone_on = tell_on(world, story, Stage.ACTIVE)
    plan = client.get(reverse("plans:plan", args=[gone_on.plan.pk])).content.decode()

    assert "Må bra" in wheel
    assert "Jag ligger vaken." in wheel
    assert "Kropp och själ" not in wheel
    assert "Nytt: " not in analysis
    assert client.get(reverse("assessments:tell", args=[story.matter.pk, "professional", "body"])).status_code == 404
    assert "Må bra" in plan
    assert versions(world) == {KRONOBERG.version}


# Every county
OF_THE_COUNTY = ("/min-dag/", "/hjalp/", "/lanet/", "/lanet/larande/", "/lanet/handlingsplaner/", "/grunder/")


@pytest.mark.parametrize("county", ["kronoberg", "falun", "girfec"])
def test_the_main_job_can_be_done_on_each_shipped_pack(client: Client, world: World, county: str) -> None:
    content = read(shipped(county, FILE))
    if county != "kronoberg":
        hold_from_today(content)
    sign_in(client, world, "rut")

    story = tell_on(world, Story(), Stage.REVIEWING)
    wheel = client.get(reverse("assessments:wheel", args=[story.matter.pk])).content.decode()
    analysis = client.get(reverse("assessments:analysis", args=[story.matter.pk])).content.decode()
    with world.as_("rut"):
        said = {one.pk: reviews.Said("Elsa sover.", Verdict.REACHED) for one in GoalReview.objects.all()}
    reviews.finish(
        review=story.review,
        held_on=clock.today(),
        came="Elsa, Eva, Sofia och Rut",
        child_view="Jag sover.",
        said=said,
        outcome=Outcome.CLOSE,
        because="Elsa sover hela natten.",
        by=world.actor("rut"),
    )

    with world.as_("rut"):
        assert Matter.objects.get(pk=story.matter.pk).outcome == "plan_done"
    assert versions(world) == {content.version}
    assert content.area("healthy").label in unescape(wheel)
    assert content.questions[0].text in unescape(analysis)
    events = unescape(client.get(reverse("events:events")).content.decode())
    assert (content.programme or content.words.model) in events
    of_others = {"Kronoberg", "Falun", "Scotland", "Barnens bästa gäller!"} - {content.county, content.programme}
    walked = [events, wheel, analysis, *(unescape(client.get(page).content.decode()) for page in OF_THE_COUNTY)]
    assert [name for name in of_others for page in walked if name in page] == []
