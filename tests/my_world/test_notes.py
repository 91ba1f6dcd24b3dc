"""The modules that a county may switch on: notes put in their places, by choosing from a list."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kronobarn.assessments.actions import analyse
from kronobarn.assessments.rules import Perspective
from kronobarn.audit.models import LogEntry
from kronobarn.circles import actions as circles
from kronobarn.core.acting import acting
from kronobarn.core.decisions import Denied
from kronobarn.my_world import actions
from kronobarn.my_world.maps import all_on
from kronobarn.my_world.models import Note
from kronobarn.my_world.rules import Module
from tests.practice.packs import KRONOBERG, hold_from_today, with_modules
from tests.sign_in import sign_in
from tests.story import Stage, Story, tell, tell_on
from tests.world import World

PAGES = ("my_world", "resilience", "add_my_world", "add_resilience")
MOST_QUERIES = 15
BED = "Elsa har ett eget rum."
TYPED = {"place": "housing", "works": BED, "hard": "", "perspective": "professional", "said_by": ""}


@pytest.fixture
def story(world: World) -> Story:
    """Elsa's matter under a version with both modules."""
    hold_from_today(with_modules())
    return tell_on(world, Story(), Stage.TOLD)


def add(world: World, story: Story, name: str = "rut", **changed: Any) -> Note:
    said: dict[str, Any] = {"module": Module.MY_WORLD, "place": "housing", "works": BED}
    return actions.add(matter=story.matter, by=world.actor(name), **said | changed)


def test_they_are_on_when_the_county_says_so() -> None:
    assert all_on(KRONOBERG) == []
    world, matrix = all_on(with_modules())
    assert [len(side.places) for side in world.sides] == [7, 7, 7]
    assert [place.key for place in matrix.sides[0].places] == ["resilience", "vulnerability", "protection", "adversity"]


@pytest.mark.parametrize("page", PAGES)
def test_where_they_are_off_they_are_not_there(world: World, client: Client, page: str) -> None:
    matter = tell(world, Stage.TOLD).matter
    sign_in(client, world, "rut")

    assert client.get(reverse(f"my_world:{page}", args=[matter.pk])).status_code == 404


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("name", "status"), [("rut", 200), ("sanna", 404), ("eva", 404), ("elsa", 404), ("gunnar", 404)]
)
def test_they_are_for_the_service_that_carries_the_matter(
    world: World, story: Story, client: Client, page: str, name: str, status: int
) -> None:
    add(world, story)
    sign_in(client, world, name)

    answer = client.get(reverse(f"my_world:{page}", args=[story.matter.pk]))

    assert answer.status_code == status
    assert (BED in answer.content.decode()) == (status == 200 and page == "my_world")


def test_the_way_there_is_on_the_page_of_the_gathering(world: World, story: Story, client: Client) -> None:
    sign_in(client, world, "rut")

    page = client.get(reverse("assessments:gathering", args=[story.matter.pk])).content.decode()

    for name in ("my_world", "resilience"):
        assert reverse(f"my_world:{name}", args=[story.matter.pk]) in page


def test_the_childs_story_leads_to_where_a_note_is_read(world: World, story: Story, client: Client) -> None:
    add(world, story)
    add(world, story, module=Module.RESILIENCE, place="protection")
    sign_in(client, world, "rut")
    told = client.get(reverse("chronology:events", args=[world.elsa.pk])).content.decode()
    for page in ("my_world", "resilience"):
        assert f'href="{reverse(f"my_world:{page}", args=[story.matter.pk])}"' in told


@pytest.mark.parametrize(("name", "reads"), [("rut", True), ("sanna", False), ("elsa", False)])
def test_they_stand_beside_the_wheel_for_those_who_may_read_them(
    world: World, story: Story, client: Client, name: str, reads: bool
) -> None:
    add(world, story)
    sign_in(client, world, name)

    with CaptureQueriesContext(connection) as asked:
        page = client.get(reverse("assessments:wheel", args=[story.matter.pk])).content.decode()

    assert (BED in page) is reads
    assert (reverse("my_world:my_world", args=[story.matter.pk]) in page) is reads
    assert reverse("my_world:resilience", args=[story.matter.pk]) not in page  # nothing is written there
    assert len(asked) <= 15


@pytest.mark.parametrize(("name", "reads"), [("rut", True), ("sanna", False), ("elsa", False)])
def test_they_stand_on_the_wheels_paper_for_the_same(
    world: World, story: Story, client: Client, name: str, reads: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kronobarn.ui.documents.pdf", lambda text, **_how: text.encode())
    add(world, story)
    sign_in(client, world, name)

    paper = client.get(reverse("assessments:wheel_paper", args=[story.matter.pk])).content.decode()

    assert (BED in paper) is reads
    assert "<h1>" in paper


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"place": "nowhere"}, "place"),
        ({"works": " "}, "works"),
        ({"perspective": Perspective.CHILD}, "said_by"),
        ({"module": Module.RESILIENCE, "place": "adversity"}, "works"),
        ({"module": Module.RESILIENCE, "place": "protection", "hard": "Bråk"}, "hard"),
    ],
)
def test_a_note_says_something_in_a_place_that_is_there(
    world: World, story: Story, changed: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        add(world, story, **changed)

    assert field in refused.value.message_dict


def test_the_database_says_the_same(world: World, story: Story) -> None:
    note = add(world, story, module=Module.RESILIENCE, place="protection")
    with acting(world.actor("rut")):
        for wrong in ({"works": ""}, {"place": "adversity"}, {"hard": "Bråk"}, {"perspective": "child"}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Note.objects.filter(pk=note.pk).update(**wrong)


def test_a_module_that_is_off_takes_no_notes(world: World) -> None:
    with pytest.raises(ValidationError, match="använder inte"):
        add(world, tell(world, Stage.TOLD))


@pytest.mark.parametrize("name", ["sanna", "eva", "elsa"])
def test_others_do_not_write(world: World, story: Story, name: str) -> None:
    with pytest.raises(Denied, match="den verksamhet som ansvarar"):
        add(world, story, name)


def test_a_note_is_moved_by_choosing_another_place(world: World, story: Story, client: Client) -> None:
    first = add(world, story)
    sign_in(client, world, "rut")

    answer = client.post(reverse("my_world:correct", args=[first.pk]), TYPED | {"place": "school"})

    page = client.get(answer["Location"]).content.decode()
    school, housing = page.index(">Skola<"), page.index(">Bra och tryggt boende<")
    assert school < page.index(BED) < housing
    assert "Rättat. Visa det som stod förut" in page
    with world.as_("rut") as rut:
        assert Note.objects.visible_to(rut).count() == 2
        assert LogEntry.objects.visible_to(rut).filter(kind="note.corrected").count() == 1
    with pytest.raises(ValidationError, match="redan rättat"):
        add(world, story, amends=first)
    with pytest.raises(ValidationError, match="hör inte hit"):
        add(world, story, module=Module.RESILIENCE, place="protection", amends=add(world, story))


def test_a_colleague_puts_right_what_the_family_said_and_not_what_another_saw(
    world: World, story: Story, client: Client
) -> None:
    circles.seat(child_id=world.elsa.pk, assignment=world.assignments["kim"], why="Stöd", by=world.actor("rut"))
    theirs = add(world, story, perspective=Perspective.CHILD, said_by="Elsa, i ett samtal")
    own = add(world, story)

    assert add(world, story, "kim", amends=theirs, perspective=Perspective.CHILD, said_by="Elsa").amends == theirs
    with pytest.raises(Denied, match="Skriv en egen"):
        add(world, story, "kim", amends=own)


@pytest.mark.parametrize("page", ["add_my_world", "add_resilience", "correct"])
def test_what_was_typed_stays_when_something_is_missing(world: World, story: Story, client: Client, page: str) -> None:
    target = add(world, story).pk if page == "correct" else story.matter.pk
    sign_in(client, world, "rut")

    answer = client.post(reverse(f"my_world:{page}", args=[target]), TYPED | {"place": "", "works": "Nästan klart"})

    assert answer.status_code == 422
    assert "Nästan klart" in answer.content.decode()
    assert "Välj var anteckningen hör hemma" in answer.content.decode()


def test_the_place_that_was_chosen_is_chosen_in_the_form(world: World, story: Story, client: Client) -> None:
    sign_in(client, world, "rut")
    address = reverse("my_world:add_resilience", args=[story.matter.pk])

    assert 'value="protection" checked' in client.get(f"{address}?plats=protection").content.decode()
    assert "checked" in client.get(f"{address}?plats=x").content.decode()


def test_a_page_asks_as_much_whatever_is_written(
    world: World, story: Story, client: Client, django_assert_max_num_queries: Any
) -> None:
    for place in ("housing", "school", "support", "guidance"):
        add(world, story, place=place)
    sign_in(client, world, "rut")
    address = reverse("my_world:my_world", args=[story.matter.pk])
    client.get(address)
    with django_assert_max_num_queries(15):
        client.get(address)


def test_the_analysis_shows_the_notes_in_few_questions_and_only_when_the_module_is_on(
    world: World, story: Story, client: Client
) -> None:
    first = add(world, story)
    add(world, story, works="", hard="Elsa delar rum.", amends=first)
    add(world, story, module=Module.RESILIENCE, place="protection", works="Mormor finns där.",
        perspective=Perspective.CHILD, said_by="Elsa i maj")  # fmt: skip
    analyse(matter=story.matter, answers={}, seen=0, works="Hon har Mormor.", by=world.actor("rut"))
    sign_in(client, world, "rut")
    address = reverse("assessments:analysis", args=[story.matter.pk])
    client.get(address)

    with CaptureQueriesContext(connection) as asked:
        page = client.get(address).content.decode()

    told = [one["sql"] for one in asked if "SAVEPOINT" not in one["sql"]]
    assert len(told) <= MOST_QUERIES, "\n".join(told)
    assert "Elsa delar rum." in page
    assert BED not in page
    assert "Mormor finns där." in page
    assert "barnet: Elsa i maj" in page
    assert reverse("my_world:resilience", args=[story.matter.pk]) in page


def test_where_they_are_off_the_analysis_says_nothing_of_them(world: World, client: Client) -> None:
    matter = tell(world, Stage.TOLD).matter
    sign_in(client, world, "rut")

    assert "Min värld" not in client.get(reverse("assessments:analysis", args=[matter.pk])).content.decode()
