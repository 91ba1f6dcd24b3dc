"""An organisation answers through its link: several write, none over another, one submits, and nothing is lost."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from kronobarn.audit.models import LogEntry
from kronobarn.consultation import actions
from kronobarn.consultation.models import Answer, Invitation, Link, Round, Submission
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from tests.consultation.asking import answered, invited, questions, sent

pytestmark = pytest.mark.usefixtures("documents_as_text")
KIM = {"name": "Kim Ek", "function": "Kanslist"}
ALEX = {"name": "Alex Bo", "function": "Ledamot"}
SUBMITS = {"name": "Mia Dal", "function": "Ordförande", "may_be_shown": "yes", "confirmed": "on"}


def text(answer: Any) -> str:
    return str(answer.content.decode())


def to(name: str, invitation: Invitation, *more: object) -> str:
    return reverse(f"remiss:{name}", args=[invitation.pk, *more])


@pytest.fixture
def one(by: Actor) -> Round:
    return sent(by)


@pytest.fixture
def invitation(one: Round) -> Invitation:
    return invited(one)


@pytest.fixture
def key(invitation: Invitation, by: Actor) -> str:
    return actions.make_link(invitation=invitation, by=by)


def enter(key: str, who: dict[str, str] | None = None) -> Client:
    """A browser that has followed the link, and perhaps says who writes in it."""
    browser = Client()
    answer: Any = browser.get(reverse("remiss:enter", args=[key]))
    assert answer.status_code == 302
    if who:
        assert browser.post(answer["Location"] + "vem/", who).status_code == 302
    return browser


def left(browser: Client, invitation: Invitation, **said: str) -> dict[str, str]:
    """The section's form as the browser has it now, with what is said in it: position_text="…"."""
    page = text(browser.get(to("section", invitation, 1)))
    names = {asks: question.pk.hex for asks, question in questions(invitation.round).items()}
    shown = re.findall(r'type="hidden" name="(seen-\w+)"(?: value="([^"]*)")?', page)
    fields: dict[str, str] = dict(shown)
    for name, value in said.items():
        asks, _, part = name.rpartition("_")
        fields[f"{part}-{names[asks]}"] = value
    return fields


def test_the_key_stands_in_no_page_and_is_kept_only_as_its_sum(key: str, invitation: Invitation) -> None:
    browser = Client()
    answer: Any = browser.get(reverse("remiss:enter", args=[key]))
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]
    page = browser.get(answer["Location"])
    assert "Svar från Fritidsföreningen" in text(page)
    assert key not in answer["Location"] + text(page)
    assert key not in str(Link.objects.values())
    assert len(key) == 43
    assert LogEntry.objects.filter(kind="consultation.link_opened").count() == 0  # nobody reads the whole log here


@pytest.mark.parametrize("bad", ["made-up", "x" * 43, "x" * 5000])
def test_a_forged_link_says_what_to_do(one: Round, bad: str) -> None:
    answer = Client().get(reverse("remiss:enter", args=[bad]))
    assert answer.status_code == 404
    assert "Länken gäller inte" in text(answer)
    assert one.title not in text(answer)


def test_a_revoked_link_opens_nothing_and_what_was_typed_can_be_copied(
    key: str, invitation: Invitation, by: Actor
) -> None:
    browser = enter(key, KIM)
    typed = left(browser, invitation, position_choice="disagree", position_text="Det här har jag skrivit länge på.")
    assert actions.revoke_links(invitation=invitation, by=by) == 1

    assert Client().get(reverse("remiss:enter", args=[key])).status_code == 404
    answer = browser.post(to("section", invitation, 1), typed)

    assert answer.status_code == 403
    assert "Det här har jag skrivit länge på." in text(answer)
    assert "länets processledare, efter en ny" in text(answer)
    assert to("start", invitation) not in text(answer)
    assert not Answer.objects.exists()


def test_whoever_is_refused_finds_the_way_back(key: str, invitation: Invitation) -> None:
    browser = enter(key)
    nobody = browser.post(to("section", invitation, 1), {"text": "Klokt, men av vem?"})
    assert f'href="{to("who", invitation)}">Vem skriver?</a>' in text(nobody)
    answered(invitation.round)
    handed_in = browser.get(to("section", invitation, 1))
    assert handed_in.status_code == 403
    assert f'href="{to("start", invitation)}">Till remissen</a>' in text(handed_in)
    assert "Till startsidan" not in text(handed_in)


def test_pages_are_of_no_use_without_the_link(invitation: Invitation) -> None:
    for name, more in (("start", ()), ("section", (1,)), ("submit", ()), ("receipt", ()), ("receipt_file", ())):
        answer = Client().get(to(name, invitation, *more))
        assert answer.status_code == 403
        assert "Öppna länken" in text(answer)
        assert invitation.round.title not in text(answer)


def test_one_organisations_link_does_not_open_anothers(key: str, one: Round) -> None:
    other = invited(one, "Lärosätet")
    assert enter(key, KIM).get(to("start", other)).status_code == 403


def test_what_is_saved_is_there_when_one_comes_back(key: str, invitation: Invitation) -> None:
    browser = enter(key, KIM)
    typed = left(
        browser, invitation, position_choice="changes", position_text="Inte\r\nriktigt.", position_proposed="Så här"
    )
    assert browser.post(to("section", invitation, 1), typed).status_code == 302

    again = enter(key, ALEX)
    page = text(again.get(to("section", invitation, 1)))
    assert "Inte\nriktigt." in page
    assert "Senast skrivet av Kim Ek, Kanslist" in page
    assert "1 av 3 frågor är besvarade" in text(again.get(to("start", invitation)))


def test_a_form_that_is_sent_twice_is_one_answer(key: str, invitation: Invitation) -> None:
    browser = enter(key, KIM)
    typed = left(browser, invitation, text_text="Tider saknas.")
    for _again in range(2):
        assert browser.post(to("section", invitation, 1), typed).status_code == 302
    assert Answer.objects.count() == 1
    later = left(browser, invitation, text_text="Tider och namn saknas.")
    for _again in range(2):
        browser.post(to("section", invitation, 1), later)
    assert Answer.objects.filter(replaced_by=None).count() == 1
    assert Answer.objects.count() == 2


def test_two_who_write_at_the_same_time_both_stand_until_somebody_has_read_both(
    key: str, invitation: Invitation
) -> None:
    kim, alex = enter(key, KIM), enter(key, ALEX)
    kims = left(kim, invitation, text_text="Kims ord.")
    alexs = left(alex, invitation, text_text="Alex ord.")
    kim.post(to("section", invitation, 1), kims)
    answer: Any = alex.post(to("section", invitation, 1), alexs, follow=True)
    page = text(answer)
    assert "Någon annan hos er skrev samtidigt" in page
    assert "Kims ord." in page
    assert "Alex ord." in page

    refused = alex.post(to("submit", invitation), SUBMITS)
    assert refused.status_code == 422
    assert "har två versioner" in text(refused)

    both = left(alex, invitation, text_text="Kims och Alex ord.")
    unsure = alex.post(to("section", invitation, 1), both)
    assert unsure.status_code == 422
    assert "Kims och Alex ord." in text(unsure)
    assert Answer.objects.filter(replaced_by=None).count() == 2
    both = left(alex, invitation, text_text="Kims och Alex ord.", text_settles="on")
    assert alex.post(to("section", invitation, 1), both).status_code == 302
    assert [one.text for one in Answer.objects.filter(replaced_by=None)] == ["Kims och Alex ord."]
    assert Answer.objects.count() == 3


def test_what_one_leaves_alone_does_not_bring_back_what_another_has_changed(key: str, invitation: Invitation) -> None:
    kim, alex = enter(key, KIM), enter(key, ALEX)
    kim.post(to("section", invitation, 1), left(kim, invitation, text_text="Först."))
    alexs = left(alex, invitation, text_text="Först.", position_choice="agree")
    kim.post(to("section", invitation, 1), left(kim, invitation, text_text="Sedan."))
    alex.post(to("section", invitation, 1), alexs)
    assert [one.text for one in Answer.objects.filter(replaced_by=None, question__asks="text")] == ["Sedan."]
    assert Answer.objects.filter(replaced_by=None, choice="agree").count() == 1


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"text_text": "x" * 8001}, "för lång: högst 8000 tecken"),
        ({"position_choice": "maybe"}, "Valet finns inte."),
    ],
)
def test_what_cannot_be_kept_is_said_and_stays_typed(
    key: str, invitation: Invitation, said: dict[str, str], says: str
) -> None:
    browser = enter(key, KIM)
    answer = browser.post(to("section", invitation, 1), left(browser, invitation, yes_no_text="Vi kan.", **said))
    assert answer.status_code == 422
    assert says in text(answer)
    assert "Vi kan." in text(answer)
    assert not Answer.objects.exists()


def test_a_script_is_text(key: str, invitation: Invitation, one: Round, petra: Client) -> None:
    browser = enter(key, {"name": "<script>alert(1)</script>", "function": "<b>Kanslist</b>"})
    browser.post(to("section", invitation, 1), left(browser, invitation, text_text="<script>alert(2)</script>"))
    browser.post(to("submit", invitation), SUBMITS)
    for page in (
        browser.get(to("receipt", invitation)),
        browser.get(to("start", invitation)),
        petra.get(reverse("consultation:answers", args=[one.pk])),
    ):
        assert "<script>alert" not in text(page)
    assert "&lt;script&gt;alert(2)" in text(petra.get(reverse("consultation:answers", args=[one.pk])))


def test_an_empty_answer_is_not_submitted(key: str, invitation: Invitation) -> None:
    browser = enter(key, KIM)
    answer = browser.post(to("submit", invitation), SUBMITS)
    assert answer.status_code == 422
    assert "Ni har inte svarat på någon fråga än" in text(answer)
    empty = browser.post(to("submit", invitation), {})
    assert "Bekräfta att det är organisationens svar." in text(empty)
    assert not Submission.objects.exists()


def test_a_position_that_needs_words_is_not_submitted_without_them(key: str, invitation: Invitation) -> None:
    browser = enter(key, KIM)
    browser.post(to("section", invitation, 1), left(browser, invitation, position_choice="disagree"))
    answer = browser.post(to("submit", invitation), SUBMITS)
    assert answer.status_code == 422
    assert "Vem gör vad, fråga 1" in text(answer)


def test_one_submits_once_and_gets_a_receipt(key: str, invitation: Invitation) -> None:
    browser = enter(key, KIM)
    browser.post(to("section", invitation, 1), left(browser, invitation, yes_no_choice="yes"))
    assert browser.post(to("submit", invitation), SUBMITS)["Location"] == to("receipt", invitation)
    assert browser.post(to("submit", invitation), SUBMITS).status_code == 403
    assert Submission.objects.count() == 1
    for name in ("receipt", "receipt_file"):
        assert "Mia Dal, Ordförande" in text(browser.get(to(name, invitation)))
    assert browser.get(to("section", invitation, 1)).status_code == 403


def test_a_submitted_answer_is_taken_back_corrected_and_submitted_anew(key: str, invitation: Invitation) -> None:
    answered(invitation.round)
    browser = enter(key, KIM)
    assert browser.post(to("take_back", invitation)).status_code == 302
    assert "Det räknas inte förrän ni lämnar in det igen" in text(browser.get(to("start", invitation)))
    browser.post(to("section", invitation, 1), left(browser, invitation, text_text="Vi kom på mer."))
    assert browser.post(to("submit", invitation), SUBMITS).status_code == 302
    assert Submission.objects.filter(taken_back_at=None).count() == 1
    assert "Vi kom på mer." in text(browser.get(to("receipt", invitation)))


def test_after_the_last_day_there_is_a_clear_answer_and_no_more(key: str, invitation: Invitation, by: Actor) -> None:
    browser = enter(key, KIM)
    typed = left(browser, invitation, text_text="Det här kom för sent, men är klokt.")
    with time_machine.travel(clock.now() + timedelta(days=31), tick=True):
        browser = enter(key)
        assert "Remissen stängde" in text(browser.get(to("start", invitation)))
        for name, more in (("section", (1,)), ("submit", ()), ("who", ()), ("take_back", ())):
            answer = browser.post(to(name, invitation, *more), typed)
            assert answer.status_code == 403
            assert "Remissen stängde" in text(answer)
            assert "Det här kom för sent, men är klokt." in text(answer)
            assert f'href="{to("start", invitation)}">Till remissen</a>' in text(answer)
        assert not Answer.objects.exists()

        actions.open_for_one(invitation=invitation, until=clock.today() + timedelta(days=3), by=by)
        browser = enter(key, KIM)
        assert browser.post(to("section", invitation, 1), typed).status_code == 302
        assert not invited(invitation.round, "Lärosätet").last_day >= clock.today()


def test_before_it_opens_the_day_is_said(by: Actor) -> None:
    one = sent(by, opens_on=clock.today() + timedelta(days=3))
    invitation = invited(one)
    key = actions.make_link(invitation=invitation, by=by)
    browser = enter(key)
    assert "Kom tillbaka då" in text(browser.get(to("start", invitation)))
    assert browser.get(to("section", invitation, 1)).status_code == 403


def test_a_withdrawn_round_takes_no_answers(key: str, invitation: Invitation, by: Actor) -> None:
    browser = enter(key, KIM)
    actions.withdraw(one=invitation.round, because="Vi tänker om.", by=by)
    page = text(browser.get(to("start", invitation)))
    assert "Remissen är tillbakadragen, så det går inte att svara längre. Skälet är: Vi tänker om." in page
    assert browser.post(to("section", invitation, 1), {}).status_code == 403


def test_too_many_tries_are_told_to_wait(one: Round) -> None:
    browser = Client()
    answers = [browser.get(reverse("remiss:enter", args=[f"guess-{nth}"])).status_code for nth in range(61)]
    assert answers[-1] == 429
    assert answers[0] == 404


def test_the_pages_are_in_english_too(key: str, invitation: Invitation) -> None:
    browser = enter(key, KIM)
    browser.post(reverse("ui:speak"), {"language": "en"})
    page = text(browser.get(to("start", invitation)))
    assert 'lang="en"' in page
    assert "Answer by" in page
    browser.post(reverse("ui:speak"), {"language": "so"})
    assert 'html lang="sv"' in text(browser.get(to("start", invitation)))
