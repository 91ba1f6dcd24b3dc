"""Papers of meetings and plans: seen with the meeting or the plan, put in by the service whose it is."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kronobarn.audit.models import LogEntry
from kronobarn.circles import actions as circles
from kronobarn.circles.models import Record
from kronobarn.core import clock
from kronobarn.core.decisions import Denied
from kronobarn.documents import actions
from kronobarn.documents.models import Document
from kronobarn.people.models import Child
from tests.documents.pdfs import pdf
from tests.documents.pictures import picture
from tests.sign_in import sign_in
from tests.story import Stage, Story, tell
from tests.world import World

AT_MOST = 15


@pytest.fixture
def story(world: World) -> Story:
    return tell(world, Stage.ACTIVE)


def record_of(story: Story, kind: str) -> Record:
    record: Record = story.plan.record if kind == "plan" else story.meeting.record
    return record


def page_of(record: Record) -> str:
    return reverse("plans:plan" if record.kind == "plan" else "meetings:meeting", args=[record.pk])


@pytest.mark.parametrize("kind", ["plan", "meeting"])
def test_a_pdf_is_put_in_and_read_from_the_records_own_page(
    client: Client, world: World, story: Story, kind: str, settings: object
) -> None:
    settings.PDF_WITHOUT_SCAN = True  # type: ignore[attr-defined]
    record = record_of(story, kind)
    sign_in(client, world, "rut")
    to_add = reverse("documents:add", args=[record.pk])
    assert to_add in client.get(page_of(record)).content.decode()
    sent = SimpleUploadedFile("schema.pdf", pdf(2), content_type="application/pdf")

    assert client.post(to_add, {"picture": sent}).status_code == 302

    with world.as_("rut"):
        paper = Document.objects.get(record=record.pk)
    sign_in(client, world, "eva")
    shown = client.get(page_of(record)).content.decode()
    assert f'href="{reverse("documents:see", args=[paper.pk])}">Papper 1, PDF med 2 sidor</a>' in shown
    assert to_add not in shown, "the family hands a paper to the service"
    assert f"Lämna det till {world.areas['skolan'].name}." in shown
    assert client.get(reverse("documents:see", args=[paper.pk])).status_code == 200


@pytest.mark.parametrize("kind", ["plan", "meeting"])
@pytest.mark.parametrize("who", ["eva", "elsa", "sofia", "gunnar"])
def test_only_the_service_whose_it_is_puts_one_in(world: World, story: Story, kind: str, who: str) -> None:
    with pytest.raises((Denied, Record.DoesNotExist)):
        actions.add(record=record_of(story, kind), sent=picture(), by=world.actor(who))


@pytest.mark.parametrize("kind", ["plan", "meeting"])
def test_whom_the_record_is_withheld_from_sees_no_paper_of_it(
    client: Client, world: World, story: Story, kind: str
) -> None:
    record = record_of(story, kind)
    paper = actions.add(record=record, sent=picture(), by=world.actor("rut"))
    sign_in(client, world, "eva")
    see = reverse("documents:see", args=[paper.pk])
    assert client.get(see).status_code == 200
    circles.withhold(
        record=record,
        guardians=[world.people["eva"]],
        reason="Elsa är rädd.",
        review_on=clock.today() + timedelta(days=30),
        by=world.actor("rut"),
    )

    assert client.get(see).status_code == 404
    assert client.get(page_of(record)).status_code == 404
    with world.as_("eva"):
        assert not Document.objects.filter(pk=paper.pk).exists(), "and so says the database"


@pytest.mark.parametrize("kind", ["plan", "meeting"])
@pytest.mark.parametrize("who", ["rut", "eva"])
def test_papers_ask_the_page_for_no_more_questions(
    client: Client, world: World, story: Story, kind: str, who: str
) -> None:
    record = record_of(story, kind)
    sign_in(client, world, who)

    def asked() -> list[str]:
        client.get(page_of(record))
        with CaptureQueriesContext(connection) as queries:
            client.get(page_of(record))
        return [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]

    without = asked()
    for size in (10, 20, 30):
        actions.add(record=record, sent=picture((size, size)), by=world.actor("rut"))
    withall = asked()
    assert len(withall) == len(without) <= AT_MOST, "\n".join(sql[:150] for sql in withall)


def test_whoever_puts_a_paper_in_a_plan_is_told_that_it_follows_all_of_it(
    client: Client, world: World, story: Story
) -> None:
    sign_in(client, world, "rut")
    add = reverse("documents:add", args=[story.plan.pk])
    assert "dold för en vårdnadshavare" not in client.get(add).content.decode()
    circles.withhold(
        record=story.plan.record,
        part=story.goal.pk,
        guardians=[world.people["emil"]],
        reason="Elsa är rädd.",
        review_on=clock.today() + timedelta(days=30),
        by=world.actor("rut"),
    )
    assert "dold för en vårdnadshavare" in client.get(add).content.decode()


def test_a_plan_with_papers_and_with_parts_that_are_withheld_opens_in_few_questions(
    client: Client, world: World, story: Story
) -> None:
    rut = world.actor("rut")
    actions.add(record=story.plan.record, sent=picture(), by=rut)
    for part in (story.goal.pk, None):
        circles.withhold(
            record=story.plan.record,
            part=part,
            guardians=[world.people["emil"]],
            reason="Elsa är rädd.",
            review_on=clock.today() + timedelta(days=30),
            by=rut,
        )
    sign_in(client, world, "rut")
    client.get(page_of(story.plan.record))
    with CaptureQueriesContext(connection) as queries:
        shown = client.get(page_of(story.plan.record)).content.decode()
    asked = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(asked) <= AT_MOST, "\n".join(sql[:150] for sql in asked)
    assert "Papper 1, bild" in shown
    assert "Dold för Emil" in shown or "Emil i Ängsby" in shown


@pytest.mark.parametrize("kind", ["plan", "meeting"])
def test_a_colleague_who_works_with_the_child_puts_one_in_though_somebody_else_wrote_it(
    world: World, story: Story, kind: str
) -> None:
    rut = world.actor("rut")
    circles.seat(child_id=world.elsa.pk, assignment=world.assignments["kim"], why="Kurator", by=rut)
    paper = actions.add(record=record_of(story, kind), sent=picture(), by=world.actor("kim"))
    with world.as_("eva"):
        assert Document.objects.filter(pk=paper.pk).exists()


@pytest.mark.parametrize("kind", ["plan", "meeting"])
@pytest.mark.parametrize(("who", "protected"), [("sofia", False), ("eva", False), ("eva", True)])
def test_whoever_may_not_put_one_in_reads_whom_to_hand_it_to(
    client: Client, world: World, story: Story, kind: str, who: str, *, protected: bool
) -> None:
    if protected:
        with world.as_("rut"):
            Child.objects.filter(pk=world.elsa.pk).update(protection="secrecy_mark")
    sign_in(client, world, who)
    shown = client.get(page_of(record_of(story, kind))).content.decode()
    service = "skolan" if protected else world.areas["skolan"].name
    assert "Inga papper är inlagda." in shown
    assert f"Har du ett papper som hör hit? Lämna det till {service}." in shown
    assert "Lägg in papper" not in shown


def test_a_paper_that_was_handed_in_is_the_services_own_and_seen_by_whoever_reads_the_plan(
    world: World, story: Story
) -> None:
    """Whoever had it keeps it as their own besides; what stands in the plan is the school's, and so is the log's line."""
    record = story.plan.record
    paper = actions.add(record=record, sent=picture(), by=world.actor("rut"))
    for name in ("sofia", "eva", "elsa"):
        with world.as_(name):
            seen = Document.objects.select_related("record").get(pk=paper.pk)
            assert seen.record.owner_id == world.areas["skolan"].pk
            assert seen.added_by_id == world.people["rut"].pk
    with world.as_("rut") as rut:
        line = LogEntry.objects.visible_to(rut).get(kind="document.added")
        assert (line.person_id, line.subject) == (rut.person_id, paper.log_name)
