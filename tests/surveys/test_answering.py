"""Whoever answers is nobody: without account, without log, in the own language; and what is refused is said in words."""

from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse

from kronobarn.core.actor import Actor
from kronobarn.surveys import rules
from kronobarn.surveys.models import Reply, Round
from kronobarn.surveys.rules import Answer, Audience
from tests.sign_in import sign_in
from tests.surveys.asking import answer, opened, over, questions, translated, written
from tests.world import World


@pytest.fixture
def one(by: Actor) -> Round:
    return opened(written(by), by)


def to(one: Round) -> str:
    return reverse("enkat:answer", args=[one.key])


def text(answer: Any) -> str:
    return str(answer.content.decode())


def typed(one: Round, **changes: str) -> dict[str, str]:
    asked = questions(one.survey)
    said = {"agreement": "partly", "yes_no": "yes", "text": "Mer tid."} | changes
    return {str(asked[kind].pk): words for kind, words in said.items()}


def test_somebody_answers_without_an_account_and_is_thanked(one: Round, client: Client) -> None:
    page = text(client.get(to(one)))
    assert "Jag vet vem jag vänder mig till." in page
    assert "Enkäten är anonym." in page
    answer = client.post(to(one), typed(one), follow=True)
    assert "Tack för dina svar" in text(answer)
    assert {(row.choice, row.text) for row in Reply.objects.all()} == {("partly", ""), ("yes", ""), ("", "Mer tid.")}


def test_nothing_that_is_kept_can_tell_who_answered(one: Round, world: World) -> None:
    """Every table is compared, and only the answers' own has changed: three rows, of a round, a question and a day."""
    client = Client()
    sign_in(client, world, "tage")
    before = _tables()
    assert client.post(to(one), typed(one)).status_code == 302
    changed = {name for name, rows in _tables().items() if rows != before[name]}
    assert changed == {"surveys_reply"}
    columns = {field.column for field in Reply._meta.fields}
    assert columns == {"id", "round_id", "question_id", "choice", "text", "who", "answered_on"}
    assert {row.who for row in Reply.objects.all()} == {""}


def _tables() -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
            " AND has_table_privilege(oid, 'SELECT')"
        )
        found = {}
        for (name,) in cursor.fetchall():
            cursor.execute(f"SELECT count(*), md5(string_agg(t::text, '' ORDER BY t::text)) FROM \"{name}\" t")
            found[name] = cursor.fetchone()
    return found


class Lines:
    """What the technical log is told, by the view that it is about."""

    def __init__(self) -> None:
        self.views: list[str] = []

    def info(self, _event: str, *, view: str, **_rest: object) -> None:
        self.views.append(view)


def test_the_technical_log_has_no_line_of_an_answer(one: Round, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    client, lines = Client(), Lines()
    sign_in(client, world, "tage")
    monkeypatch.setattr("kronobarn.core.technical_log.log", lines)
    client.get(to(one))
    client.post(to(one), typed(one))
    client.get(reverse("surveys:surveys"))
    assert lines.views == ["surveys:surveys"]


def test_a_page_for_somebody_who_is_signed_in_does_not_know_them(one: Round, world: World) -> None:
    client = Client()
    sign_in(client, world, "tage")
    page = text(client.get(to(one)))
    assert 'name="once"' not in page
    assert "Tage" not in page


def test_every_question_may_be_passed_over_but_not_all(one: Round, client: Client) -> None:
    """What says nothing would be counted as somebody who answered, and let the few others be seen."""
    for nothing in ({}, typed(one, agreement="", yes_no="", text="  ")):
        answer = client.post(to(one), nothing)
        assert answer.status_code == 422
        assert "Svara på minst en fråga innan du skickar." in text(answer)
    assert not Reply.objects.exists()
    assert client.post(to(one), typed(one, agreement="", yes_no="")).status_code == 302
    assert sorted(row.choice + row.text for row in Reply.objects.all()) == ["", "", "Mer tid."]


def test_an_answer_that_is_not_offered_is_refused(one: Round, client: Client) -> None:
    answer = client.post(to(one), typed(one, agreement="yes"))
    assert answer.status_code == 422
    assert "Det svaret finns inte." in text(answer)
    assert not Reply.objects.exists()


def test_a_round_that_is_over_or_unknown_says_so(one: Round, client: Client) -> None:
    over(one)
    assert "stängde" in text(client.get(to(one)))
    assert client.post(to(one), typed(one)).status_code == 403
    assert "Länken leder inte till någon enkät" in text(client.get(reverse("enkat:answer", args=["x" * 60])))
    assert not Reply.objects.exists()


def test_a_machine_is_stopped_without_knowing_where_it_is(
    one: Round, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MOST_A_DAY", 1)
    assert client.post(to(one), typed(one)).status_code == 302
    answer = client.post(to(one), typed(one))
    assert answer.status_code == 403
    assert "Försök igen i morgon." in text(answer)


def test_who_answers_is_asked_only_where_it_is_said(by: Actor, client: Client) -> None:
    one = opened(written(by, Audience.MANAGERS, anonymous=False), by)
    page = text(client.get(to(one)))
    assert "Vem svarar?" in page
    assert "Enkäten är anonym." not in page
    assert "vi vet inte vilka svar som är dina" not in page
    assert client.post(to(one), typed(one)).status_code == 422
    assert client.post(to(one), typed(one) | {"who": "Rektor, Ängsskolan"}).status_code == 302
    assert {row.who for row in Reply.objects.all()} == {"Rektor, Ängsskolan"}


def test_the_database_takes_no_name_for_an_anonymous_answer(one: Round) -> None:
    row = Reply(round=one, question=questions(one.survey)["text"], who="Rektor", answered_on=one.opens_on)
    with pytest.raises(IntegrityError, match="nobody"), transaction.atomic():
        row.save(force_insert=True)


def test_the_database_rewrites_and_removes_no_answer(one: Round) -> None:
    answer(one, Answer.WHOLLY)
    for change in (lambda: Reply.objects.update(choice="not"), lambda: Reply.objects.all().delete()):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            change()


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES if code != "sv"])
def test_families_are_asked_in_their_language(by: Actor, client: Client, language: str) -> None:
    one = opened(translated(written(by, Audience.FAMILIES), by), by)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = text(client.get(to(one)))
    assert f'lang="{language}"' in page
    assert f"{language} 0" in page
    assert f"{language} 3" in page
    for swedish in ("Stämmer helt", "Skicka svaren", "Enkäten är anonym", "Vet inte", "Skriv inga namn"):
        assert swedish not in page


def test_staff_are_asked_in_swedish_or_english(one: Round, client: Client) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ar"
    assert 'lang="sv"' in text(client.get(to(one)))
