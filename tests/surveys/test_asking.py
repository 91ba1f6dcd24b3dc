"""Writing a survey, asking it in rounds, and reading what came of it: never anything small."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import Denied
from kronobarn.surveys import actions, reads
from kronobarn.surveys.models import Question, Round, Survey
from kronobarn.surveys.rules import LANGUAGES, Answer, Asks, Audience
from tests.sign_in import sign_in
from tests.surveys.asking import A_DAY, answer, answered, opened, over, questions, translated, written
from tests.world import World

MOST_QUERIES = 15


def to(name: str, *args: object) -> str:
    return reverse(f"surveys:{name}", args=args)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_survey_is_written_and_goes_out(petra: Client) -> None:
    typed = {"title": "Nuläge", "about": "Var är vi?", "audience": "staff", "anonymous": "on"}
    here = petra.post(to("write"), typed)["Location"]
    survey = Survey.objects.get()
    assert petra.get(to("open_round", survey.pk)).status_code == 403
    assert petra.post(to("add_question", survey.pk), {"text": "Vet du?", "asks": "yes_no"}).status_code == 302
    today = clock.today()
    days = {"title": "Våren", "opens_on": today, "closes_on": today + A_DAY}
    assert petra.post(to("open_round", survey.pk), days).status_code == 302
    one = Round.objects.get()
    assert reverse("enkat:answer", args=[one.key]) in text(petra.get(to("round", one.pk)))
    assert "Våren" in text(petra.get(here))


def test_what_has_been_asked_stands(petra: Client, by: Actor) -> None:
    survey = written(by)
    opened(survey, by)
    question = questions(survey)["text"]
    assert petra.get(to("change", survey.pk)).status_code == 403
    assert petra.post(to("remove_question", question.pk)).status_code == 403
    with pytest.raises(IntegrityError, match="stays as it was"), transaction.atomic():
        Question.objects.filter(pk=question.pk).delete()
    with pytest.raises(IntegrityError, match="stays as it was"), transaction.atomic():
        Survey.objects.filter(pk=survey.pk).update(anonymous=False)


def test_a_question_is_taken_away_before_it_is_asked(petra: Client, by: Actor) -> None:
    survey = written(by)
    assert petra.post(to("remove_question", questions(survey)["text"].pk)).status_code == 302
    assert set(questions(survey)) == {"agreement", "yes_no"}


def test_families_are_asked_in_all_languages_and_always_anonymously(petra: Client, by: Actor) -> None:
    survey = written(by, Audience.FAMILIES, anonymous=False)
    assert survey.anonymous
    with pytest.raises(Denied, match="alla språk"):
        opened(survey, by)
    keys = ["title", "about", *(str(one.pk) for one in survey.questions.all())]
    for language in LANGUAGES:
        assert petra.post(to("translate", survey.pk, language), dict.fromkeys(keys, "x")).status_code == 302
    opened(survey, by)
    assert petra.get(to("translate", survey.pk, "de")).status_code == 403
    other = written(by, Audience.FAMILIES)
    assert petra.get(to("translate", other.pk, "de")).status_code == 404
    assert petra.post(to("translate", other.pk, "ar"), {"title": "x"}).status_code == 422


def test_nobody_watches_answers_come_in(petra: Client, by: Actor) -> None:
    one = opened(written(by), by)
    answered(one, [(Answer.WHOLLY, 9)])
    page = text(petra.get(to("round", one.pk)))
    assert "Resultatet visas när omgången är avslutad." in page
    assert "Ord wholly" not in page
    assert not reads.result(by, one.survey).rounds
    over(one)
    page = text(petra.get(to("round", one.pk)))
    assert "<td" in page
    assert "Ord wholly 0." in page


def test_small_numbers_are_hidden_with_something_beside_them(by: Actor) -> None:
    one = opened(written(by), by)
    answered(one, [(Answer.WHOLLY, 12), (Answer.PARTLY, 7), (Answer.NOT, 2)])
    found = reads.result(by, one.survey, [over(one)])
    shown = {choice.value: row[0] for choice, row in found.counted[0].rows}
    assert shown == {"wholly": 12, "partly": None, "not": None, "do_not_know": 0, "": 0}
    assert found.answered == [21]


def test_too_few_answers_show_nothing_at_all(petra: Client, by: Actor) -> None:
    one = opened(written(by), by)
    answered(one, [(Answer.WHOLLY, 4)])
    over(one)
    page = text(petra.get(to("round", one.pk)))
    assert "färre än 5" in page
    assert "Ord wholly" not in page
    assert "för få för att visas" in page


def test_rounds_stand_side_by_side(petra: Client, by: Actor) -> None:
    survey = written(by)
    first, second = opened(survey, by, "Våren"), opened(survey, by, "Hösten")
    answered(first, [(Answer.NOT, 6)])
    answered(second, [(Answer.WHOLLY, 8)])
    over(first)
    over(second)
    found = reads.result(by, Survey.objects.get())
    assert [one.title for one in found.rounds] == ["Våren", "Hösten"]
    rows = {choice.value: row for choice, row in found.counted[0].rows}
    assert rows["not"] == [6, 0]
    assert rows["wholly"] == [0, 8]
    assert text(petra.get(to("survey", survey.pk))).count("Våren") > 1


def test_the_table_has_what_the_page_shows_and_nothing_small(petra: Client, by: Actor) -> None:
    survey = written(by)
    first, second, going_on = (opened(survey, by, title) for title in ("=Våren", "Hösten", "Nu"))
    answered(first, [(Answer.WHOLLY, 12), (Answer.PARTLY, 7), (Answer.NOT, 2)])
    answered(second, [(Answer.WHOLLY, 4)])
    answered(going_on, [(Answer.WHOLLY, 9)])
    over(first)
    over(second)
    file = petra.get(to("file", survey.pk))
    assert file["Content-Disposition"].startswith('attachment; filename="enkat-')
    few = "för få för att visas"
    table = file.content.decode("utf-8-sig").splitlines()
    assert table[:2] == ["Fråga;Svar;'=Våren;Hösten", "Antal svar;;21;färre än 5"]
    asked = "Jag vet vem jag vänder mig till."
    assert [one.removeprefix(asked) for one in table if one.startswith(asked)] == [
        f";Stämmer helt;12;{few}",
        f";Stämmer delvis;{few};{few}",
        f";Stämmer inte;{few};{few}",
        f";Vet inte;0;{few}",
        f";Inget svar;0;{few}",
    ]
    assert "Ord" not in file.content.decode()


def test_others_take_along_only_what_is_published(client: Client, world: World, by: Actor) -> None:
    one = opened(written(by), by)
    answered(one, [(Answer.WHOLLY, 6)])
    over(one)
    sign_in(client, world, "tage")
    assert client.get(to("file", one.survey_id)).status_code == 404
    actions.publish(one=one, by=by)
    assert "Stämmer helt;6" in client.get(to("file", one.survey_id)).content.decode()


def test_a_result_is_for_all_who_work_there_when_it_is_published(client: Client, world: World, by: Actor) -> None:
    one = opened(written(by), by)
    answered(one, [(Answer.WHOLLY, 6)])
    over(one)
    sign_in(client, world, "tage")
    assert "Ord wholly" not in text(client.get(to("round", one.pk)))
    assert client.post(to("publish", one.pk)).status_code == 403
    sign_in(client, world, "petra")
    assert client.post(to("publish", one.pk)).status_code == 302
    assert client.post(to("publish", one.pk)).status_code == 403
    sign_in(client, world, "tage")
    assert "Ord wholly 3." in text(client.get(to("round", one.pk)))


def test_others_read_no_draft_and_not_who_said_what(client: Client, world: World, by: Actor) -> None:
    draft = written(by)
    one = opened(written(by, Audience.MANAGERS, anonymous=False), by)
    for nth in range(6):
        answer(one, Answer.WHOLLY, f"Ord {nth}.", who=f"Rektor {nth}")
    actions.publish(one=over(one), by=by)
    sign_in(client, world, "tage")
    assert client.get(to("survey", draft.pk)).status_code == 404
    page = text(client.get(to("round", one.pk)))
    assert "Ord 3." in page
    assert "Rektor 3" not in page


def test_a_round_is_prolonged_until_it_is_over_and_not_after(petra: Client, by: Actor) -> None:
    one = opened(written(by), by)
    later = clock.today() + 30 * A_DAY
    assert petra.post(to("move", one.pk), {"closes_on": later}).status_code == 302
    assert petra.post(to("move", one.pk), {"closes_on": clock.today() - A_DAY}).status_code == 422
    assert "för långt fram" in text(petra.post(to("move", one.pk), {"closes_on": "9999-12-31"}))
    over(one)
    assert petra.get(to("move", one.pk)).status_code == 403


@pytest.mark.parametrize(
    ("day", "says"), [("9999-12-31", "Det är för långt fram."), ("0001-01-01", "Skriv dagen som år-månad-dag")]
)
def test_no_round_opens_when_nobody_can_have_meant(petra: Client, by: Actor, day: str, says: str) -> None:
    closes = clock.today() + 30 * A_DAY
    answer = petra.post(to("open_round", written(by).pk), {"title": "Våren", "opens_on": day, "closes_on": closes})
    assert answer.status_code == 422
    assert says in text(answer)


def test_the_log_has_the_asking_and_not_the_answering(by: Actor) -> None:
    survey = translated(written(by, Audience.FAMILIES), by)
    one = opened(survey, by)
    answered(one, [(Answer.WHOLLY, 5)])
    actions.publish(one=over(one), by=by)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('kronobarn.person', %s, true)", [str(by.person_id)])
        cursor.execute("SELECT kind FROM audit_logentry WHERE kind LIKE 'surveys.%%' ORDER BY id")
        kinds = [row[0].removeprefix("surveys.") for row in cursor.fetchall()]
    assert kinds == [*["written"] * 9, "opened", "published"]


def test_few_questions_to_the_database(petra: Client, by: Actor) -> None:
    survey = written(by)
    actions.add_question(survey=survey, text="En till?", asks=Asks.AGREEMENT, by=by)
    for title in ("Ett", "Två", "Tre"):
        answer(one := opened(survey, by, title), Answer.NOT)
        over(one)
    for address in (to("surveys"), to("survey", survey.pk), to("round", one.pk)):
        petra.get(address)
        with CaptureQueriesContext(connection) as asked:
            petra.get(address)
        assert len(asked) <= MOST_QUERIES, address
