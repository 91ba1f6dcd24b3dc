"""The outbox against a real mail server, sent by the real program: restarted, killed, refused and unanswered."""

import re
import time
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker
from wagtail.models import Page

from kronobarn.core.mail import Problem
from tests.webbplats import newsletters, plugin
from tests.webbplats.newsletters import Counting
from webbplats.editors.models import Editor
from webbplats.models import IssuePage
from webbplats.newsletter import actions, bounces, letters, reads, rules, sending
from webbplats.newsletter.models import Letter, MailingList, Sending, Subscriber
from webbplats.newsletter.rules import State, Why

OWN = f"{plugin.DATABASE}_letters"
PATIENCE = 600  # on a machine that does much else; alone it is a fraction

NOT_SAME = ("Date", "Content-Type")  # the boundary is drawn anew


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    with django_db_blocker.unblock(), newsletters.own_database(OWN):
        yield OWN


@pytest.fixture
def box(settings: Any) -> Counting:
    made = Counting()
    settings.EMAIL_BACKEND = "webbplats.newsletter.mail.Backend"
    settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = made.port, 5
    return made


def started(many: int = 0) -> Sending:
    """The latest issue, put in the outbox for so many readers."""
    chosen = MailingList.objects.all()[:1]
    for number in range(many):
        reader = Subscriber.objects.create(
            address=f"reader{number:03}@example.se", language="sv", asked_at=timezone.now(), confirmed_at=timezone.now()
        )
        reader.lists.set(chosen)
    by = Editor.objects.create_user("den-som-skickar")
    return actions.start(
        issue=IssuePage.objects.get(slug="november-2026", locale__language_code="sv"), lists=chosen, by=by
    )


def until(is_so: Any) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


def all_rounds(most: int = 20) -> None:
    for _round in range(most):
        if sending.one_round() != sending.AT_ONCE:
            return


def test_ten_thousand_get_exactly_one_each_with_a_restart_in_the_middle(committed: str, box: Counting) -> None:
    newsletters.subscribe(10_000, committed)
    sent = started()
    box.wanted = 4_050  # in the middle of a batch
    with box.up():
        with newsletters.worker(box, committed):
            assert box.enough.wait(PATIENCE)
        stopped_at = len(box.taken)
        with newsletters.worker(box, committed):
            until(lambda: Sending.objects.get(pk=sent.pk).finished_at)

    assert 4_050 <= stopped_at < 10_000
    assert len(box.taken) == 10_000
    assert set(box.each.values()) == {1}
    assert actions.count(sent) == {State.SENT: 10_000}
    numbers = {re.search(rb"^Message-ID: (.*)$", content, re.MULTILINE)[1] for _to, content in box.taken}  # type: ignore[index]
    assert len(numbers) == 10_000


def test_a_process_that_is_killed_sends_no_letter_twice_and_leaves_one_that_is_shown(
    committed: str, box: Counting
) -> None:
    sent = started(many=30)
    with box.up():
        with newsletters.worker(box, committed) as process:
            box.at[10] = process.kill  # the server has taken it, and the answer reaches nobody
            until(lambda: process.poll() is not None)
        with newsletters.worker(box, committed):
            until(lambda: Sending.objects.get(pk=sent.pk).finished_at)
        assert len(box.each) == 30
        assert set(box.each.values()) == {1}
        assert actions.count(sent) == {State.SENT: 29, State.UNCERTAIN: 1}

        assert actions.send_again(sending=sent) == 1
        all_rounds()
    by_reader: dict[str, set[str]] = {}
    for to, content in box.taken:
        by_reader.setdefault(to, set()).add(str(message_from_bytes(content)["Message-ID"]))
    assert {len(numbers) for numbers in by_reader.values()} == {1}
    assert actions.count(sent) == {State.SENT: 30}


def test_a_server_that_goes_away_before_it_answers_leaves_that_letter_and_no_other(db: None, box: Counting) -> None:
    sent = started(many=5)

    async def silent(server: Any, _session: Any, _envelope: Any) -> str:
        server.transport.close()
        return "250 OK"

    answers, box.handle_DATA = box.handle_DATA, silent  # type: ignore[assignment, method-assign]
    with box.up():
        assert sending.one_round() == sending.WHEN_IT_IS_BACK
        assert actions.count(sent) == {State.UNCERTAIN: 1, State.QUEUED: 4}
        box.handle_DATA = answers  # type: ignore[method-assign]
        all_rounds()
    assert actions.count(sent) == {State.UNCERTAIN: 1, State.SENT: 4}


def test_nothing_is_lost_while_the_server_is_down(db: None, box: Counting) -> None:
    sent = started(many=3)
    assert sending.one_round() == sending.WHEN_IT_IS_BACK
    with box.up():
        all_rounds()
    assert set(box.each.values()) == {1}
    assert actions.count(sent) == {State.SENT: 3}


def test_an_address_that_is_refused_twice_in_a_row_is_not_written_to_any_more(db: None, box: Counting) -> None:
    sent = started(many=3)
    box.answers["reader001@example.se"] = "550 5.1.1 no such user"
    Subscriber.objects.filter(address="reader002@example.se").update(refusals=1)
    with box.up():
        all_rounds()
    refused, reached = (Subscriber.objects.get(address=f"reader00{n}@example.se") for n in (1, 2))
    assert (refused.refusals, refused.stopped_at) == (1, None)
    assert reached.refusals == 0
    assert actions.count(sent) == {State.SENT: 2, State.REFUSED: 1}

    letter = Letter.objects.get(subscriber=refused)
    Letter.objects.filter(pk=letter.pk).update(state=State.TAKEN)
    actions.note(letter=letter, problem=Problem.ADDRESS)
    refused.refresh_from_db()
    assert refused.stopped_at is not None
    assert refused not in actions.readers("sv", MailingList.objects.all())
    assert actions.let_back_in() == 1


def test_a_server_that_refuses_everybody_is_not_the_readers_fault(db: None, box: Counting) -> None:
    sent = started(many=25)
    box.answers.update({f"reader{n:03}@example.se": "554 5.7.1 relaying denied" for n in range(25)})
    with box.up():
        all_rounds()
        sent.refresh_from_db()
        assert sent.rests_because == Why.REFUSED
        assert not Subscriber.objects.filter(refusals__gt=0).exists()
        assert actions.count(sent) == {State.QUEUED: 25}
        box.answers.clear()
        actions.go_on(sending=sent)
        all_rounds()
    assert set(box.each.values()) == {1}
    assert len(box.each) == 25


def test_what_is_put_off_is_tried_again(db: None, box: Counting) -> None:
    sent = started(many=1)
    box.answers["reader000@example.se"] = "451 4.7.1 greylisted"
    with box.up():
        all_rounds()
        assert Letter.objects.get().problem == Problem.LATER
        box.answers.clear()
        Letter.objects.update(next_try_at=timezone.now())
        all_rounds()
    assert actions.count(sent) == {State.SENT: 1}


def test_who_leaves_while_it_is_sent_gets_nothing_and_is_nobody(db: None, box: Counting) -> None:
    sent = started(many=2)
    assert actions.leave(key=Subscriber.objects.get(address="reader000@example.se").pk)
    with box.up():
        all_rounds()
    assert list(box.each) == ["reader001@example.se"]
    assert actions.count(sent) == {State.SENT: 1, State.UNWANTED: 1}
    sent.refresh_from_db()
    assert sent.finished_at is not None


def test_a_sending_that_rests_sends_nothing(db: None, box: Counting) -> None:
    sent = started(many=2)
    actions.rest(sending=sent, why=Why.EDITOR)
    with box.up():
        all_rounds()
        assert box.taken == []
        actions.go_on(sending=sent)
        all_rounds()
    assert len(box.taken) == 2


def parsed(content: bytes) -> EmailMessage:
    letter = message_from_bytes(content, policy=default)
    assert isinstance(letter, EmailMessage)
    return letter


def part(letter: EmailMessage, kind: str) -> str:
    body = letter.get_body((kind,))
    assert body is not None
    return str(cast(Any, body).get_content())


def test_a_letter_tells_nobody_who_reads_it(db: None, box: Counting) -> None:
    """Two people's letters are the same but for the key that ends each one's subscription, and load nothing."""
    started(many=2)
    with box.up():
        all_rounds()
    keys = {one.address: str(one.pk) for one in Subscriber.objects.all()}
    told = [(keys[to], parsed(content)) for to, content in box.taken]
    for kind in ("html", "plain"):
        first, second = (part(letter, kind).replace(key, "KEY") for key, letter in told)
        assert first == second
    soup = BeautifulSoup(first_html := part(told[0][1], "html"), "html.parser")
    assert not soup(["img", "script", "link", "iframe", "object", "video", "audio", "form"])
    assert not soup.select("[src], [background], [srcset]")
    assert "url(" not in first_html
    assert "@import" not in first_html
    pages = {str(link["href"]) for link in soup("a") if told[0][0] not in str(link["href"])}
    assert pages <= {page.full_url for page in Page.objects.live()}
    with_key = [str(link["href"]) for link in soup("a") if told[0][0] in str(link["href"])]
    assert len(with_key) == 2
    assert all(address.startswith("https://barnensbasta.example/nyhetsbrev/") for address in with_key)
    assert not any("@" in str(link["href"]) for link in soup("a"))


def test_mail_programs_can_end_it_with_one_click(db: None, box: Counting, visitor: Client) -> None:
    started(many=1)
    with box.up():
        all_rounds()
    letter = parsed(box.taken[0][1])
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = str(letter["List-Unsubscribe"]).strip().strip("<>")
    assert address.startswith("https://barnensbasta.example/")
    path = address.removeprefix("https://barnensbasta.example")
    strict = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    answer = strict.post(path, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200
    assert not answer.cookies
    assert not Subscriber.objects.exists()
    assert strict.post(path).status_code == 200  # twice is as good as once


def test_a_report_of_a_letter_that_came_back_counts_once(db: None, box: Counting) -> None:
    sent = started(many=2)
    with box.up():
        all_rounds()
    to, content = box.taken[0]
    head = content.split(b"\r\n\r\n")[0].decode()

    def report(action: str, status: str) -> Any:
        import io

        lines = [
            *("From: MAILER-DAEMON@example.se", "MIME-Version: 1.0"),
            *('Content-Type: multipart/report; report-type=delivery-status; boundary="x"', ""),
            *("--x", "Content-Type: text/plain", "", "Sorry."),
            *("--x", "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; mx.example.se", ""),
            *(f"Final-Recipient: rfc822; {to}", f"Action: {action}", f"Status: {status}", ""),
            *("--x", "Content-Type: text/rfc822-headers", "", head, "", "--x--", ""),
        ]
        return io.BytesIO("\r\n".join(lines).encode())

    assert not bounces.register(report("delayed", "4.4.1"))
    assert bounces.register(report("failed", "5.1.1"))
    assert not bounces.register(report("failed", "5.1.1"))
    assert Subscriber.objects.get(address=to).refusals == 1
    assert actions.count(sent) == {State.SENT: 1, State.REFUSED: 1}


def test_after_a_month_only_the_numbers_are_left(db: None, box: Counting) -> None:
    sent = started(many=2)
    with box.up():
        all_rounds()
    actions.sweep(now=timezone.now() + rules.LETTERS_KEPT)
    assert not Letter.objects.exists()
    sent.refresh_from_db()
    assert reads.progress(sent).sent == 2


def test_a_letter_is_the_same_whether_it_is_stamped_or_written_whole(db: None) -> None:
    sent = started(many=1)
    letter = Letter.objects.select_related("subscriber").get()
    press = letters.Press(sent)
    assert letter.subscriber is not None
    stamped = parsed(press.of(letter, letter.subscriber).message().as_bytes())
    press._can_stamp = False
    whole = parsed(press.of(letter, letter.subscriber).message().as_bytes())
    assert {name: str(value).strip() for name, value in stamped.items() if name not in NOT_SAME} == {
        name: str(value).strip() for name, value in whole.items() if name not in NOT_SAME
    }
    for kind in ("html", "plain"):
        assert part(stamped, kind).splitlines() == part(whole, kind).splitlines()  # one ends lines as mail does


def test_the_letter_in_plain_text_says_where_links_lead(db: None) -> None:
    made = letters.written(IssuePage.objects.get(slug="november-2026", locale__language_code="sv"))
    assert "Praxismodellen (https://barnensbasta.example/praxismodellen/)" in made.text
    assert "- en för alla\n- en för dig" in made.text
    assert "<" not in made.text
