"""The annual report: written in versions, settled by a decision, kept as it stood, put right beside, opened to all."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kronobarn.annual_reports import actions, reads
from kronobarn.annual_reports.models import AnnualReport, Part, Settlement
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import Denied, Stale
from kronobarn.financing import actions as financing
from kronobarn.group_meetings.models import Decision
from kronobarn.programme import group_actions
from kronobarn.programme.chapters import chapters
from kronobarn.programme.kept_actions import written_now
from tests.annual_reports.reported import YEAR, begun, read, settled, write
from tests.financing.reckoned import reckoned, share_of
from tests.group_meetings.held import published
from tests.sign_in import sign_in
from tests.told import told_once
from tests.world import World

MOST_QUERIES = 15
MOST_TO_GATHER = 60
"""A whole report is asked of all the features: for the paper, the slides, and before it is settled."""
pytestmark = pytest.mark.usefixtures("documents_as_text")


def to(name: str, *args: object) -> str:
    return reverse(f"annual_reports:{name}", args=args)


def text(answer: Any) -> str:
    return str(answer.content.decode()).replace("\u00a0", " ")


@told_once
def decision_of_the_steering_group(world: World) -> Decision:
    found: Decision = Decision.objects.get(pk=published(world)["group_decision"])
    return found


@pytest.fixture
def decision(world: World, by: Actor) -> Decision:
    return decision_of_the_steering_group(world)


def test_from_a_year_to_a_settled_report(petra: Client, by: Actor, decision: Decision) -> None:
    here = petra.post(to("begin"), {"year": YEAR})["Location"]
    report = AnnualReport.objects.get()
    assert "Ingen egen text" in text(petra.get(here))
    said = {"text": "## Vi prövade\n\nOch det gick.", "points": "Det gick", "seen": "0"}
    assert petra.post(to("write", report.pk, "summary"), said).status_code == 302
    page = text(petra.get(to("chapter", report.pk, "summary")))
    assert "<h3>Vi prövade</h3>" in page
    page = text(petra.get(to("settle", report.pk)))
    assert "Och det gick." in page
    seen = page.split('name="seen" value="')[1].split('"')[0]
    done = petra.post(to("settle", report.pk), {"decision": decision.pk, "seen": seen})
    assert done.status_code == 302
    page = text(petra.get(here))
    assert "Fastställd av Styrgruppen" in page
    assert "Och det gick." in page
    assert petra.get(to("write", report.pk, "summary")).status_code == 403


def test_nobody_else_reads_a_draft_and_everybody_reads_what_is_settled(
    client: Client, world: World, by: Actor, decision: Decision
) -> None:
    report = begun(by)
    write(report, "Vi prövade.", by)
    sign_in(client, world, "tage")
    assert "Ingen årsberättelse finns än" in text(client.get(to("overview")))
    for name in ("report", "paper", "slides"):
        assert client.get(to(name, report.pk)).status_code == 404
    settled(report, decision, by)
    assert "Vi prövade." in text(client.get(to("report", report.pk)))
    assert "Vi prövade." in text(client.get(to("paper", report.pk)))
    assert client.get(to("chapter", report.pk, "summary")).status_code == 403


def test_the_figures_stand_as_they_were(petra: Client, by: Actor, decision: Decision) -> None:
    money = reckoned(by, YEAR, share=400_000, cost=400_000)
    report = begun(by)
    settled(report, decision, by)
    financing.correct(line=share_of(money), because="Summan var fel.", budget=123_000, outcome=None, by=by)
    page = text(petra.get(to("report", report.pk)))
    assert "400 000" in page
    assert "123 000" not in page


def test_two_who_write_never_overwrite_each_other(petra: Client, by: Actor) -> None:
    report = begun(by)
    write(report, "Den ena texten.", by)
    typed = {"text": "Den andra texten.", "points": "", "seen": "0"}
    answer = petra.post(to("write", report.pk, "summary"), typed)
    assert answer.status_code == 422
    page = text(answer)
    assert page.count("Den andra texten.") == 2
    assert "Den ena texten." in page
    assert 'name="seen" value="1"' in page
    assert petra.post(to("write", report.pk, "summary"), typed | {"seen": "1"}).status_code == 302
    assert [one.text for one in reads.versions(by, report, "summary")] == ["Den andra texten.", "Den ena texten."]
    assert "Den ena texten." in text(petra.get(to("chapter", report.pk, "summary")))


def test_what_is_not_new_is_no_version(by: Actor) -> None:
    report = begun(by)
    assert write(report, "Samma.", by) is not None
    assert write(report, "Samma.", by, seen=1) is None
    assert write(report, "", by, chapter="ahead") is None
    assert Part.objects.visible_to(by).count() == 1


def test_the_year_before_is_something_to_begin_with(petra: Client, by: Actor) -> None:
    write(begun(by, YEAR - 2), "För länge sedan.", by)
    write(begun(by, YEAR - 1), "Förra årets ord.", by, points="En punkt")
    report = begun(by)
    here = to("write", report.pk, "summary")
    page = text(petra.get(here))
    assert "Börja med den texten" in page
    assert "Förra årets ord." not in page
    page = text(petra.get(here + "?borja=1"))
    assert "Förra årets ord." in page
    assert "En punkt" in page
    write(report, "I år.", by)
    assert "Börja med den texten" not in text(petra.get(here))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"year": ""}, "Skriv vilket år det gäller."),
        ({"year": "tjugo"}, "Skriv året med fyra siffror."),
        ({"year": "1999"}, "Skriv det året eller ett senare."),
        ({"year": str(clock.today().year + 1)}, "Skriv ett år från 2016 till i år."),
        ({"year": str(YEAR)}, "Årsberättelsen finns redan."),
    ],
)
def test_a_year_that_cannot_be_told_of(petra: Client, by: Actor, typed: dict[str, str], said: str) -> None:
    begun(by)
    answer = petra.post(to("begin"), typed)
    assert answer.status_code == 422
    assert said in text(answer)


def test_points_that_cannot_be_read_from_a_slide_are_refused(petra: Client, by: Actor) -> None:
    typed = {"text": "", "points": "x" * 170, "seen": "0"}
    assert "Skriv högst sex punkter" in text(petra.post(to("write", begun(by).pk, "summary"), typed))
    assert petra.get(to("write", AnnualReport.objects.get().pk, "made-up")).status_code == 404


def test_what_is_html_is_shown_as_it_was_written(petra: Client, by: Actor) -> None:
    report = begun(by)
    write(report, "<script>alert(1)</script>", by, points="<b>fet</b>")
    for name in ("report", "paper", "slides"):
        assert "<script>alert" not in text(petra.get(to(name, report.pk)))
    assert "&lt;b&gt;fet" in text(petra.get(to("slides", report.pk)))


def test_a_year_that_goes_on_is_not_settled(by: Actor, decision: Decision, petra: Client) -> None:
    report = begun(by, clock.today().year)
    assert "Året är inte slut." in text(petra.get(to("report", report.pk)))
    with pytest.raises(Denied):
        settled(report, decision, by)


def test_it_is_settled_by_a_decision_of_the_steering_group_after_the_year(petra: Client, by: Actor) -> None:
    page = text(petra.get(to("settle", begun(by).pk)))
    assert "Styrgruppen har inget justerat beslut efter årets slut." in page


def test_what_is_no_decision_of_the_steering_group_settles_nothing(by: Actor, decision: Decision) -> None:
    report = begun(by)
    assert reads.can_settle(by, report).count() == 1
    with pytest.raises(ValidationError):
        actions.settle(report=report, decision=Decision(pk=report.pk), seen=read(report, by), by=by)


def test_what_changed_meanwhile_is_read_again_before_it_is_settled(by: Actor, decision: Decision) -> None:
    report = begun(by)
    seen = read(report, by)
    write(report, "Nytt.", by)
    with pytest.raises(Stale):
        actions.settle(report=report, decision=decision, seen=seen, by=by)


def test_what_was_wrong_stands_beside_with_why(petra: Client, by: Actor, decision: Decision) -> None:
    report = begun(by)
    write(report, "Tre seminarier.", by)
    assert petra.get(to("correct", report.pk, "summary")).status_code == 403
    settled(report, decision, by)
    typed = {"text": "Det var fyra.", "because": "Ett räknades inte."}
    assert petra.post(to("correct", report.pk, "summary"), {"text": "Fyra."}).status_code == 422
    assert petra.post(to("correct", report.pk, "summary"), typed).status_code == 302
    assert petra.get(to("correct", report.pk, "made-up")).status_code == 404
    for name in ("report", "paper"):
        page = text(petra.get(to(name, report.pk)))
        assert "Tre seminarier." in page
        assert "Det var fyra." in page
        assert "Ett räknades inte." in page


def test_taken_back_it_is_a_draft_again_and_can_be_settled_anew(
    client: Client, world: World, petra: Client, by: Actor, decision: Decision
) -> None:
    report = begun(by)
    settled(report, decision, by)
    actions.publish(report=report, by=by)
    assert petra.post(to("take_back", report.pk), {"because": "Det var fel beslut."}).status_code == 302
    assert "Det var fel beslut." in text(petra.get(to("report", report.pk)))
    write(report, "En gång till.", by)
    assert public() == []
    settled(report, decision, by)
    assert Settlement.objects.visible_to(world.actor("tage")).count() == 1


def public() -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT year, content, corrections FROM published_annual_reports")
        return list(cursor.fetchall())


def test_it_is_opened_to_all_in_one_step_and_closed_in_one(petra: Client, by: Actor, decision: Decision) -> None:
    report = begun(by)
    write(report, "Vi prövade.", by)
    settled(report, decision, by)
    assert public() == []
    assert petra.post(to("publish", report.pk)).status_code == 302
    [(year, content, _corrections)] = public()
    assert year == YEAR
    assert "Vi prövade." in str(content)
    assert petra.post(to("unpublish", report.pk)).status_code == 302
    assert public() == []


def test_a_text_with_the_name_of_somebody_in_a_group_is_not_opened(
    petra: Client, by: Actor, decision: Decision
) -> None:
    place: dict[str, Any] = {"name": "Sture Lindkvist", "is_chair": False, "since": clock.today(), "until": None}
    group_actions.add_member(group=decision.group, function="Rektor", by=by, **place)
    report = begun(by)
    write(report, "Tack, sture lindkvist!", by)
    settled(report, decision, by)
    answer = petra.post(to("publish", report.pk))
    assert answer.status_code == 422
    assert "Skriv funktionen i stället." in text(answer)
    assert public() == []


def test_the_database_rewrites_nothing(by: Actor, decision: Decision) -> None:
    report = begun(by)
    part = write(report, "Ord.", by)
    done = settled(report, decision, by)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Part.objects.filter(pk=part.pk).update(text="Andra ord.")
    with pytest.raises(IntegrityError, match="keeps its words and its figures"), transaction.atomic():
        Settlement.objects.filter(pk=done.pk).update(content={})
    with pytest.raises(IntegrityError, match="settlement_taken_back_says_why"), transaction.atomic():
        Settlement.objects.filter(pk=done.pk).update(taken_back_at=clock.now(), taken_back_because="Fel")
    with pytest.raises(IntegrityError, match="never rewritten"), transaction.atomic():
        AnnualReport.objects.filter(pk=report.pk).update(year=2016)
    with pytest.raises(IntegrityError, match="is settled is corrected"), transaction.atomic():
        Part(report=report, chapter="ahead", number=1, **written_now(by)).save()
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Settlement.objects.filter(pk=done.pk).delete()


def test_only_those_who_lead_write(world: World, by: Actor, decision: Decision) -> None:
    report = begun(by)
    settled(report, decision, by)
    tage = world.actor("tage")
    with pytest.raises(Denied):
        actions.begin(year=2020, by=tage)
    for act in (actions.publish, actions.unpublish):
        with pytest.raises(Denied):
            act(report=report, by=tage)
    with pytest.raises(Denied):
        actions.correct(report=report, chapter="summary", text="x", because="x", by=tage)


def test_slides_are_chosen_turned_by_links_and_have_no_script_of_their_own(
    petra: Client, by: Actor, decision: Decision
) -> None:
    reckoned(by, YEAR)
    report = begun(by)
    write(report, "Lång text.", by, points="En punkt")
    page = text(petra.get(to("slides", report.pk), {"kapitel": ["summary", "financing"]}))
    assert 'href="#bild-2"' in page
    assert "En punkt" in page
    assert "Processledning" in page
    assert "Lång text." not in page
    assert "Införandet" not in page
    assert "Inte fastställd av styrgruppen." in page
    assert "Införandet" in text(petra.get(to("slides", report.pk)))


def test_every_feature_of_the_process_has_its_chapter_once() -> None:
    assert [one.key for one in chapters()] == [
        *("summary", "bodies", "groups", "meetings", "plans", "implementation"),
        *("consultation", "surveys", "financing", "events", "ahead"),
    ]


def test_what_is_done_is_in_the_log(by: Actor, petra: Client, decision: Decision) -> None:
    report = begun(by)
    write(report, "Ord.", by)
    settled(report, decision, by)
    actions.correct(report=report, chapter="summary", text="x", because="Ett räknades inte.", by=by)
    actions.publish(report=report, by=by)
    actions.unpublish(report=report, by=by)
    petra.get(to("paper", report.pk))
    actions.take_back(report=report, because="Det var fel beslut.", by=by)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('kronobarn.person', %s, true)", [str(by.person_id)])
        cursor.execute("SELECT kind FROM audit_logentry WHERE kind LIKE 'annual_reports.%%' ORDER BY id")
        kinds = [one[0].removeprefix("annual_reports.") for one in cursor.fetchall()]
    assert kinds == [
        *("begun", "part_written", "settled", "corrected", "published", "unpublished", "taken", "taken_back"),
    ]


def test_few_questions_to_the_database(petra: Client, by: Actor, decision: Decision) -> None:
    for year in range(2019, YEAR):
        settled(begun(by, year), decision, by)
    last, draft = AnnualReport.objects.get(year=YEAR - 1), begun(by)
    gathering = [to(name, draft.pk) for name in ("settle", "slides", "paper")]
    few = [to("overview"), to("report", last.pk), to("report", draft.pk), to("slides", last.pk)]
    few += [to("chapter", draft.pk, one.key) for one in chapters()]
    few += [to("write", draft.pk, "summary"), to("correct", last.pk, "summary")]
    for most, addresses in ((MOST_QUERIES, few), (MOST_TO_GATHER, gathering)):
        for address in addresses:
            petra.get(address)
            with CaptureQueriesContext(connection) as asked:
                assert petra.get(address).status_code == 200, address
            assert len(asked) <= most, (address, len(asked))
