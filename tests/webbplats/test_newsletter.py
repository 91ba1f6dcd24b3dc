"""Who wants the newsletter: asking, confirming, choosing, leaving; and what an editor does with an issue."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertRedirects
from wagtail.models import Locale
from wagtail.rich_text import RichText

from tests.webbplats import people
from tests.webbplats.test_editing import SCRIPT
from webbplats.models import IssuePage, NewsletterPage, NewsPage
from webbplats.newsletter import actions, letters, rules, sending
from webbplats.newsletter.models import MailingList, Sending, Subscriber
from webbplats.newsletter.rules import State

READER = "en.lasare@example.se"
ASK = "/nyhetsbrev/prenumerera/"


def ask(visitor: Client, address: str = READER, **more: Any) -> Any:
    return visitor.post(ASK, {"address": address, **more})


def link(reader: Subscriber) -> str:
    return letters.confirm_address(reader).removeprefix("https://barnensbasta.example")


def confirmed(visitor: Client, address: str = READER) -> Subscriber:
    ask(visitor, address)
    visitor.post(link(Subscriber.objects.get(address=address)))
    return Subscriber.objects.get(address=address)


def test_who_asks_gets_a_letter_and_is_a_subscriber_when_the_link_is_pressed(visitor: Client) -> None:
    answer = ask(visitor)
    assert (answer.status_code, answer["Location"]) == (302, "/nyhetsbrev/prenumerera/tack/")
    assert not answer.cookies
    sending.one_round()
    (letter,) = mail.outbox
    path = next(line for line in str(letter.body).splitlines() if "bekrafta" in line)
    path = path.removeprefix("https://barnensbasta.example")
    assert "@" not in path
    assert not Subscriber.objects.reading().exists()

    assert "Ett tryck till" in visitor.get(path).content.decode()
    assert not Subscriber.objects.reading().exists(), "a program that follows links confirms nothing"
    assert "Klart, du prenumererar" in visitor.post(path).content.decode()
    assert Subscriber.objects.reading().count() == 1
    assert "Länken är redan använd" in visitor.post(path).content.decode()


def test_a_link_is_good_for_48_hours(visitor: Client) -> None:
    ask(visitor)
    path = link(Subscriber.objects.get())
    with time_machine.travel(timezone.now() + timedelta(hours=47)):
        assert visitor.get(path).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(hours=49)):
        answer = visitor.post(path)
    assert answer.status_code == 410
    assert "En länk gäller i 48 timmar" in answer.content.decode()
    assert not Subscriber.objects.reading().exists()


@pytest.mark.parametrize("spoil", [lambda path: path[:-3] + "x/", lambda _path: "/nyhetsbrev/bekrafta/x/"])
def test_a_forged_link_confirms_nothing(visitor: Client, spoil: Any) -> None:
    ask(visitor)
    answer = visitor.post(spoil(link(Subscriber.objects.get())))
    assert answer.status_code == 410
    assert "Länken stämmer inte" in answer.content.decode()
    assert not Subscriber.objects.reading().exists()


def test_who_never_confirmed_is_forgotten(visitor: Client) -> None:
    confirmed(visitor)
    ask(visitor, "annan@example.se")
    actions.sweep(now=timezone.now() + rules.LINK_HOLDS)
    assert [one.address for one in Subscriber.objects.all()] == [READER]


def test_asking_twice_makes_one_subscriber_and_one_letter_and_says_the_same(visitor: Client) -> None:
    first = ask(visitor)
    sending.one_round()
    again = ask(visitor, READER.upper())
    sending.one_round()
    assert (first.status_code, first["Location"]) == (again.status_code, again["Location"])
    assert Subscriber.objects.count() == len(mail.outbox) == 1


def test_who_subscribes_already_is_told_so_in_the_letter_and_nowhere_else(visitor: Client) -> None:
    reader = confirmed(visitor)
    reader.lists.set(MailingList.objects.all()[:1])
    answer = ask(visitor, lists=[one.pk for one in MailingList.objects.all()])
    assert answer["Location"] == "/nyhetsbrev/prenumerera/tack/"
    sending.one_round()
    assert "Du får det redan" in str(mail.outbox[-1].body)
    assert reader.lists.count() == 1, "who has only the address changes nothing"


def test_who_only_gives_an_address_is_on_the_list_for_all(visitor: Client) -> None:
    ask(visitor)
    assert [one.is_default for one in Subscriber.objects.get().lists.all()] == [True]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"address": ""}, "Skriv din e-postadress."),
        ({"address": "inte en adress"}, "Skriv en hel e-postadress"),
        ({"address": f"{'a' * 250}@example.se"}, "Inget är skickat än"),
        ({"address": READER, "whole": "1"}, "Välj minst en av listorna."),
        ({"address": READER, "lists": "x"}, "Inget är skickat än"),
        ({"address": f"{READER}\nBcc: x@example.se"}, "Skriv en hel e-postadress"),
        ({"address": "<script>alert(1)</script>"}, "&lt;script&gt;"),
    ],
)
def test_what_is_not_filled_in_right_is_said(visitor: Client, sent: dict[str, str], said: str) -> None:
    answer = visitor.post(ASK, sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Subscriber.objects.exists()


def test_programs_that_fill_in_everything_are_no_readers(visitor: Client) -> None:
    assert ask(visitor, webbsida="https://x.example").status_code == 302
    assert not Subscriber.objects.exists()


def test_many_at_once_who_have_not_confirmed_make_a_pause(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "ASKED_IN_AN_HOUR", 1)
    ask(visitor)
    answer = ask(visitor, "annan@example.se")
    assert answer.status_code == 429
    assert "Försök senare" in answer.content.decode()


def test_a_reader_chooses_lists_and_leaves(visitor: Client) -> None:
    reader = confirmed(visitor)
    own = reverse("newsletter:own", args=[reader.pk])
    chosen = MailingList.objects.last()
    assert chosen is not None
    assert "Ditt val är sparat" in visitor.post(own, {"lists": chosen.pk}).content.decode()
    assert list(reader.lists.all()) == [chosen]
    assert visitor.post(own, {}).status_code == 422
    leave = reverse("newsletter:leave", args=[reader.pk])
    assert "Avsluta prenumerationen" in visitor.get(leave).content.decode()
    assert Subscriber.objects.exists()
    assert "Din adress är borttagen" in visitor.post(leave).content.decode()
    assert not Subscriber.objects.exists()
    assert visitor.get(own).status_code == visitor.get(leave).status_code == 404


def test_who_has_not_confirmed_has_no_page_of_their_own(visitor: Client) -> None:
    ask(visitor)
    assert visitor.get(reverse("newsletter:own", args=[Subscriber.objects.get().pk])).status_code == 404


def test_in_english_the_letter_and_the_pages_are_english(visitor: Client) -> None:
    visitor.post(f"/en{ASK}", {"address": READER})
    reader = Subscriber.objects.get()
    assert link(reader).startswith("/en/nyhetsbrev/")
    assert "One more press" in visitor.get(link(reader)).content.decode()
    assert letters.about_subscription(reader).subject == "Confirm that you want the newsletter"


@pytest.mark.parametrize("path", ["/", "/om-processen/", "/nyhetsbrev/", "/en/", "/en/newsletter/"])
def test_the_form_stands_on_every_page_once(visitor: Client, path: str) -> None:
    text = visitor.get(path).content.decode()
    assert text.count('name="address"') == 1
    assert "csrf" not in text


def test_without_a_mail_server_nobody_is_promised_a_letter(visitor: Client, settings: Any) -> None:
    settings.EMAIL_HOST = ""
    assert 'name="address"' not in visitor.get("/nyhetsbrev/").content.decode()
    assert "Det går inte att prenumerera just nu" in visitor.get(ASK).content.decode()
    assert ask(visitor).status_code == 422


def test_no_address_is_in_the_technical_log(visitor: Client, caplog: pytest.LogCaptureFixture, capfd: Any) -> None:
    reader = confirmed(visitor)
    sending.one_round()
    visitor.post(reverse("newsletter:leave", args=[reader.pk]))
    said = caplog.text + "".join(capfd.readouterr())
    assert READER not in said
    assert str(reader.pk) not in said


# Issues ----------------------------------------------------------------------------------------------


@pytest.fixture
def issue(db: None) -> IssuePage:
    return IssuePage.objects.get(slug="november-2026", locale=Locale.objects.get(language_code="sv"))


def at(name: str, issue: IssuePage) -> str:
    return reverse(f"newsletter_editing:{name}", args=[issue.pk])


def test_an_issue_has_a_web_version_and_lies_in_the_archive(visitor: Client) -> None:
    archive = visitor.get("/nyhetsbrev/").content.decode()
    assert archive.index("Nyhetsbrev november 2026") < archive.index("Nyhetsbrev mars 2020")
    assert "Det har hänt" in visitor.get("/nyhetsbrev/november-2026/").content.decode()


def test_an_editor_reads_the_letter_and_tries_it(editor: Client, issue: IssuePage) -> None:
    assert "Läs på webben" in editor.get(at("letter", issue)).content.decode()
    assert "https://barnensbasta.example/" in editor.get(at("letter", issue) + "?text").content.decode()
    assert editor.post(at("try", issue), {"address": "redaktor@example.se"}).status_code == 302
    (tried,) = mail.outbox
    assert tried.subject == "Prov: Nyhetsbrev november 2026"
    assert not Sending.objects.exists()
    assert not Subscriber.objects.exists()
    assert editor.post(at("try", issue), {"address": "x"}).status_code == 422


@pytest.mark.parametrize(("host", "stays"), [("", True), ("mail.example.se", False)])
def test_the_demo_says_that_no_mail_leaves_it(
    editor: Client, issue: IssuePage, settings: Any, host: str, stays: bool
) -> None:
    settings.SITE_DEMO, settings.EMAIL_HOST = True, host
    assert ("inga mejl lämnar den" in editor.get(at("issue", issue)).content.decode()) is stays
    tried = editor.post(at("try", issue), {"address": "redaktor@example.se"}, follow=True).content.decode()
    assert ("Ingen har fått det" in tried, "Provet är skickat" in tried) == (stays, not stays)


def test_the_preview_has_the_letter_too(editor: Client, issue: IssuePage) -> None:
    assert [mode for mode, _name in issue.preview_modes] == ["", "letter"]
    assert "Ändra vad du får" in issue.make_preview_request(preview_mode="letter").content.decode()


def test_an_editor_sends_an_issue_once_to_those_on_the_lists(editor: Client, visitor: Client, issue: IssuePage) -> None:
    reader, english = confirmed(visitor), confirmed(visitor, "english@example.se")
    confirmed(visitor, "annan@example.se").lists.set([])
    Subscriber.objects.filter(pk=english.pk).update(language="en")
    ask(visitor, "obekraftad@example.se")
    Subscriber.objects.update(write_at=None)
    every = [one.pk for one in MailingList.objects.all()]
    reader.lists.set(every)

    assert editor.post(at("send", issue), {"lists": every}).status_code == 422, "the trial has not been read"
    assert editor.post(at("send", issue), {"sure": "on"}).status_code == 422
    overview = reverse("newsletter_editing:overview")
    before, there = editor.get(overview).content.decode(), f'<a href="{at("issue", issue)}">'
    assert before.index("Att prova och skicka") < before.index(there) < before.index("Skickade nummer")
    assert editor.post(at("send", issue), {"lists": every, "sure": "on"}).status_code == 302
    assert editor.post(at("send", issue), {"lists": every, "sure": "on"}).status_code == 422, "an issue is sent once"
    listed = editor.get(overview).content.decode()
    assert listed.index("Skickade nummer") < listed.index(there)
    page = editor.get(at("issue", issue))
    assert "0 av 1 brev är klara" in page.content.decode()
    assert page["Refresh"] == "5"
    sending.one_round()
    assert [letter.to for letter in mail.outbox] == [[READER]]
    sending.one_round()
    after = editor.get(at("issue", issue))
    assert "Allt är skickat." in after.content.decode()
    assert "Refresh" not in after
    assert READER not in after.content.decode()
    assert editor.post(at("rest", issue)).status_code == 302
    assert editor.post(at("again", issue)).status_code == 302


def test_a_draft_is_not_sent(editor: Client, issue: IssuePage) -> None:
    issue.title = "Ändrat"
    issue.save_revision()
    assert "Publicera numret först" in editor.get(at("issue", issue)).content.decode()
    every = [one.pk for one in MailingList.objects.all()]
    assert editor.post(at("send", issue), {"lists": every, "sure": "on"}).status_code == 422
    assert not Sending.objects.exists()


def test_a_script_in_news_is_harmless_in_a_letter(visitor: Client) -> None:
    news = NewsPage.objects.get(slug="ny-webbplats")
    news.title = news.lead = SCRIPT
    news.save()
    archive = NewsletterPage.objects.get(slug="nyhetsbrev")
    page = IssuePage(title=SCRIPT, slug="skript", lead=SCRIPT, locale=archive.locale)
    page.body = [
        ("text", RichText(SCRIPT + '<a href="javascript:alert(1)">x</a>')),
        ("quote", {"text": SCRIPT, "who": SCRIPT}),
        ("news", {"heading": SCRIPT, "news": [news]}),
    ]
    archive.add_child(instance=page)
    for text in (visitor.get("/nyhetsbrev/skript/").content.decode(), letters.written(page).html):
        assert "<script>alert" not in text
        assert "onerror=alert(1)>" not in text
        assert "javascript:" not in text


def test_an_editor_registers_a_letter_that_came_back_and_takes_an_address_away(editor: Client, visitor: Client) -> None:
    confirmed(visitor)
    where = reverse("newsletter_editing:address")
    assert editor.post(where, {"address": READER, "bounced": ""}).status_code == 302
    assert Subscriber.objects.stopped().count() == 1
    overview = editor.get(reverse("newsletter_editing:overview")).content.decode()
    assert "1 är stoppade" in overview
    assert READER not in overview
    assert editor.post(reverse("newsletter_editing:let_in")).status_code == 302
    assert Subscriber.objects.reading().count() == 1
    assert editor.post(where, {"address": READER, "take_away": ""}).status_code == 302
    assert not Subscriber.objects.exists()
    assert "prenumererar inte" in editor.post(where, {"address": READER, "bounced": ""}, follow=True).content.decode()


def test_who_was_stopped_and_asks_again_gets_it_again(visitor: Client) -> None:
    confirmed(visitor)
    actions.bounced(address=READER)
    ask(visitor)
    assert Subscriber.objects.reading().count() == 1


def test_who_may_not_publish_sees_none_of_it(db: None, issue: IssuePage) -> None:
    client = people.at_work("skribent", "Editors")
    for path in (reverse("newsletter_editing:overview"), at("issue", issue), at("letter", issue)):
        assertRedirects(client.get(path), reverse("wagtailadmin_home"), fetch_redirect_response=False)
    assert client.post(at("send", issue), {"sure": "on"}).status_code == 302
    assert not Sending.objects.exists()


def test_every_state_of_a_letter_is_counted() -> None:
    from dataclasses import fields

    from webbplats.newsletter.reads import Progress

    counted = {"sent", "waiting", "refused", "failed", "unwanted", "uncertain"}
    assert counted <= {field.name for field in fields(Progress)}
    assert {state.value for state in State} == counted - {"waiting"} | {"queued", "taken"}


@pytest.mark.parametrize("odd", ["a@\u3002\u3002.se", "a@\u0627a.se"])
def test_an_address_that_no_letter_can_be_made_to_keeps_nobody_waiting(visitor: Client, odd: str) -> None:
    for address in (odd, READER):
        assert ask(visitor, address).status_code == 302
    sending.one_round()
    assert [letter.to for letter in mail.outbox] == [[READER]]
    assert not Subscriber.objects.exclude(write_at=None).exists()


def test_a_pause_tells_nobody_who_subscribes(visitor: Client) -> None:
    confirmed(visitor)
    waiting = (
        Subscriber(address=f"a{number}@example.se", language="sv", asked_at=timezone.now(), link=uuid4())
        for number in range(rules.ASKED_IN_AN_HOUR)
    )
    Subscriber.objects.bulk_create(waiting)
    assert (ask(visitor).status_code, ask(visitor, "annan@example.se").status_code) == (429, 429)
