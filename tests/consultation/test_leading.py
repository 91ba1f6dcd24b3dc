"""Those who lead the process: a draft, a round that is sent, what has come in, what is replied, and what is adopted."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.mail import get_connection
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from kronobarn.consultation import actions, policy, reads
from kronobarn.consultation import answer_actions as answers
from kronobarn.consultation.models import Adoption, Invitation, Link, Round, Section
from kronobarn.consultation.rules import Answering, State
from kronobarn.core import clock
from kronobarn.core.actor import SYSTEM, Actor
from kronobarn.core.decisions import Denied
from kronobarn.group_meetings.models import Decision
from kronobarn.post import actions as post
from kronobarn.post.models import Letter
from kronobarn.practice import actions as practice
from kronobarn.practice import pack
from kronobarn.practice.models import Version
from kronobarn.programme import group_actions
from kronobarn.programme.rules import GroupKind
from tests.consultation.asking import BOX, answered, draft, invited, questions, said, sent, writer
from tests.group_meetings.held import approved, called, held
from tests.post.server import Box
from tests.practice.packs import another
from tests.sign_in import sign_in
from tests.world import World

pytestmark = pytest.mark.usefixtures("documents_as_text")
CLOSED = timedelta(days=31)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def to(name: str, *args: object) -> str:
    return reverse(f"consultation:{name}", args=args)


def later(days: timedelta = CLOSED) -> Any:
    return time_machine.travel(clock.now() + days, tick=True)


def test_a_round_is_written_and_sent_on_its_pages(petra: Client) -> None:
    today = clock.today()
    new = {
        "title": "Ny rutin",
        "about": "Vad **tycker** ni?",
        "opens_on": today,
        "closes_on": today + timedelta(days=9),
    }
    answer: Any = petra.post(to("write"), new)
    one = Round.objects.get()
    assert answer["Location"] == to("round", one.pk)
    assert "Lägg till minst ett avsnitt med en fråga" in text(petra.get(to("round", one.pk)))
    petra.post(to("add_section", one.pk), {"heading": "Vem", "text": "<script>x</script>"})
    section = Section.objects.get()
    petra.post(to("add_question", section.pk), {"text": "Är det rätt?", "asks": "position"})
    petra.post(to("invite", one.pk), {"name": "Lärosätet", "mailbox": ""})
    page = text(petra.get(to("round", one.pk)))
    assert "<strong>tycker</strong>" in page
    assert "<script>x" not in page
    assert petra.post(to("send", one.pk)).status_code == 302
    assert one.title in text(petra.get(to("rounds")))
    for name, pk in (("change", one.pk), ("add_section", one.pk), ("change_section", section.pk)):
        assert petra.get(to(name, pk)).status_code == 403


@pytest.mark.parametrize(
    ("name", "said", "says"),
    [
        ("write", {"title": "x", "about": "y", "opens_on": "2027-02-01", "closes_on": "2027-01-01"}, "före den första"),
        ("write", {"title": "", "about": "y", "opens_on": "2027-02-01", "closes_on": "2027-03-01"}, "Skriv kort vad"),
        ("write", {"title": "x", "about": "y" * 60_001, "opens_on": "2027-02-01"}, "högst 60000 tecken"),
        ("invite", {"name": "Fritidsföreningen"}, "redan inbjuden"),
        ("invite", {}, "Välj minst en organisation"),
        ("invite", {"organisations": ["x"]}, "Valet finns inte"),
        ("invite", {"name": "Ny", "mailbox": "ingen adress"}, "Skriv en hel e-postadress"),
        ("extend", {"closes_on": "2001-01-01"}, "Dagen har varit"),
        ("extend", {"closes_on": "9999-12-31"}, "för långt fram"),
        ("write", {"title": "x", "about": "y", "opens_on": "2027-02-01", "closes_on": "9999-12-31"}, "för långt fram"),
        ("withdraw", {"because": ""}, "Skriv varför"),
        ("withdraw", {"because": "Dubblett."}, "Skriv en mening, minst tre ord"),
    ],
)
def test_what_cannot_be_right_is_said(petra: Client, by: Actor, name: str, said: dict[str, str], says: str) -> None:
    one = sent(by)
    answer = petra.post(to(name) if name == "write" else to(name, one.pk), said)
    assert answer.status_code == 422
    assert says in text(answer)


def test_what_has_been_sent_is_not_rewritten_even_in_the_database(by: Actor) -> None:
    one = sent(by)
    answered(one)
    with pytest.raises(Denied):
        actions.add_section(one=one, heading="Mer", text="", by=by)
    for change in (
        "UPDATE consultation_section SET heading = 'x'",
        "DELETE FROM consultation_question",
        "UPDATE consultation_round SET title = 'x'",
        "UPDATE consultation_answer SET text = 'x'",
        "UPDATE consultation_submission SET may_be_shown = NOT may_be_shown",
        "UPDATE consultation_link SET digest = 'x'",
    ):
        actions.make_link(invitation=invited(one), by=by)
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)


def test_sections_are_made_of_a_draft_of_the_practice_model(by: Actor) -> None:
    version = practice.load(content=another(), by=SYSTEM)
    one = draft(by, version=version)
    assert actions.sections_of_the_pack(one=one, by=by) == 12
    headings = list(one.sections.values_list("heading", flat=True))
    assert headings[0] == "Vem gör vad"
    assert another().areas[0].label in headings
    assert all(section.questions.exists() for section in one.sections.all())
    with pytest.raises(ValidationError):
        actions.sections_of_the_pack(one=draft(by), by=by)


def test_the_leader_sees_who_has_begun_answered_and_not(petra: Client, by: Actor, world: World) -> None:
    one = sent(by)
    actions.invite(one=one, organisations=[], name="Polisen", mailbox="", by=by)
    answered(one, "Lärosätet")
    begun = invited(one)
    answers.leave(
        invitation=begun, writer=writer(begun), said=[said(questions(one)["text"], text="Hemligt än.")], by=SYSTEM
    )
    states = {each.invitation.name: each.state for each in reads.asked(by, one)}
    assert states == {
        "Fritidsföreningen": Answering.BEGUN,
        "Lärosätet": Answering.SUBMITTED,
        "Polisen": Answering.NOT_BEGUN,
    }
    assert "1 av 3 har svarat." in text(petra.get(to("round", one.pk)))
    assert "Hemligt än." not in text(petra.get(to("answers", one.pk)))  # what is not submitted is not an answer
    rut = Client()
    sign_in(rut, world, "rut")
    assert "Fritidsföreningen" not in text(rut.get(to("round", one.pk)))
    assert rut.get(to("answers", one.pk)).status_code == 403
    assert rut.get(to("invitation", begun.pk)).status_code == 403


def test_a_link_is_shown_once_and_can_be_revoked(petra: Client, by: Actor) -> None:
    invitation = invited(sent(by))
    made = text(petra.post(to("make_link", invitation.pk)))
    assert "/remiss/oppna/" in made
    assert "/remiss/oppna/" not in text(petra.get(to("invitation", invitation.pk)))
    assert petra.post(to("revoke", invitation.pk)).status_code == 302
    assert Link.objects.filter(revoked_at=None).count() == 0


def test_letters_reach_a_mailbox_once_each_with_a_link_that_opens(by: Actor, box: Box) -> None:
    one = sent(by)
    for _twice in range(2):
        actions.remind(one=one, by=by)
    answered(one)
    with box.up():
        _send()
        _send()
    assert box.to == [BOX]  # the reminder is of no use any more: they have answered meanwhile
    words = box.letters[0][1].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    path = next(line for line in words.splitlines() if "/remiss/oppna/" in line).removeprefix(
        "https://kronobarn.example.se"
    )
    assert Client().get(path).status_code == 302
    assert Link.objects.count() == 1


def test_a_letter_that_does_not_get_through_is_tried_again_and_leaves_no_link(by: Actor, box: Box) -> None:
    one = sent(by)
    _send()
    assert Link.objects.count() == 0
    assert Letter.objects.unsent().count() == 1
    with box.up(), later(timedelta(hours=1)):
        _send()
    assert box.to == [BOX]
    assert Link.objects.count() == 1
    assert one.invitations.count() == 2


def _send() -> None:
    for letter in Letter.objects.due(clock.now()):
        post.send(letter_id=letter.pk, through=get_connection(), by=SYSTEM)


def test_the_compilation_is_filtered_replied_to_and_taken_along(petra: Client, by: Actor, world: World) -> None:
    one = sent(by)
    answered(one, text="=1+1 är oklart.")
    answered(one, "Lärosätet", text="Vi undrar.")
    question = questions(one)["position"]
    other = invited(one, "Lärosätet")
    assert petra.get(to("reply", question.pk)).status_code == 403
    with later():
        sign_in(petra, world, "petra")
        one_of_them = text(petra.get(to("answers", one.pk) + f"?organisation={other.pk}"))
        assert "Vi undrar." in one_of_them
        assert "är oklart." not in one_of_them
        assert "Håller med, med ändringar: 2" in one_of_them
        assert petra.post(to("reply_to", question.pk, other.pk), {"text": "Vi ändrar.", "change": "Nya ord."})
        assert petra.post(to("reply", question.pk), {"text": "Tack alla."}).status_code == 302
        page = text(petra.get(to("answers", one.pk)))
        table = text(petra.get(to("answers_file", one.pk, "csv")))
        paper = text(petra.get(to("answers_file", one.pk, "pdf")))
        assert petra.get(to("answers_file", one.pk, "exe")).status_code == 404
    for words in ("Vi ändrar.", "Vi undrar."):
        assert words in page
        assert words in table
        assert words in paper
    assert "Tack alla." in page
    assert "'=1+1" in table


def test_only_what_may_be_shown_is_published(by: Actor, world: World) -> None:
    one = sent(by)
    answered(one, text="Får visas.")
    answered(one, "Lärosätet", shown=False, text="Får inte visas.")
    assert _public(one)["state"] == "open"
    assert "Får visas." not in str(_public(one))
    with pytest.raises(Denied):
        actions.publish(one=one, by=by)
    with later():
        question = questions(one)["position"]
        actions.reply(question=question, invitation=invited(one, "Lärosätet"), text="Till er bara.", change="", by=by)
        actions.reply(question=question, invitation=None, text="Till alla.", change="", by=by)
        actions.publish(one=one, by=by)
        rut = Client()
        sign_in(rut, world, "rut")
        page = text(rut.get(to("answers", one.pk)))
    shown = str(_public(one))
    for where in (page, shown):
        assert "Får visas." in where
        assert "Till alla." in where
        assert "Får inte visas." not in where
        assert "Till er bara." not in where
        assert "Mia Dal" not in where
        assert "Kim Ek" not in where
    assert "forening.example" not in shown


def _public(one: Round) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM published_consultations WHERE id = %s", [one.pk])
        row = cursor.fetchone()
        return dict(zip([column.name for column in cursor.description or ()], row or (), strict=False))


def test_drafts_and_withdrawn_rounds_are_not_public(by: Actor) -> None:
    assert _public(draft(by)) == {}
    gone = actions.withdraw(one=sent(by, title="En till"), because="Vi tänker om.", by=by)
    assert _public(gone) == {}


@pytest.fixture
def decided(by: Actor) -> Decision:
    """What the steering group decided yesterday, in approved notes."""
    since = clock.today() - timedelta(days=30)
    said: dict[str, Any] = {"name": "Styrgruppen", "home": "", "task": "", "since": since}
    group = group_actions.add_group(kind=GroupKind.STEERING, organisation=None, by=by, **said)
    place: dict[str, Any] = {"name": "", "is_chair": False, "since": since, "until": None}
    member = group_actions.add_member(group=group, function="Socialchef", by=by, **place)
    with clock.shifted(-timedelta(days=3)):
        meeting = called(group, by=by, starts_at=clock.now() + timedelta(days=2))
    approved(held(meeting, member, by=by), by=by)
    return Decision.objects.get(meeting=meeting)


def test_an_adopted_version_is_in_force_from_its_day_and_not_before(
    by: Actor, decided: Decision, petra: Client, world: World
) -> None:
    version = practice.load(content=another(), by=SYSTEM)
    one = actions.withdraw(one=sent(by), because="Det blev fel.", by=by)
    with pytest.raises(Denied):
        adopt(one, decided, version, by)
    one = sent(by, title="Praxismodellen", version=version)
    before = pack.current().version
    with later():
        with pytest.raises(Denied):
            adopt(one, decided, version, by)
        actions.publish(one=one, by=by)
        with pytest.raises(ValidationError, match="tidigast från i morgon"):
            adopt(one, decided, version, by, days=0)
        made = adopt(one, decided, version, by)
        assert pack.current().version == before
        assert policy.may_adopt(by, Round.objects.get(pk=one.pk)).reason
        sign_in(petra, world, "petra")
        assert "gäller från" in text(petra.get(to("round", one.pk)))
        assert _public(one)["adopted_version"] == version.pk
    assert made.round.state() is State.ADOPTED
    with later(CLOSED + timedelta(days=2)):
        pack.forget()
        assert pack.current().version == version.pk
        assert pack.of(before).version == before  # an open matter keeps its own


def adopt(one: Round, decided: Decision | None, version: Version | None, by: Actor, *, days: int = 1) -> Adoption:
    return actions.adopt(
        one=one,
        decision=None,
        group_decision=decided,
        version=version,
        in_force_from=clock.today() + timedelta(days=days) if version else None,
        new_document="",
        new_address="",
        by=by,
    )


def test_an_adoption_says_by_whom_and_of_what(by: Actor, decided: Decision) -> None:
    one = sent(by)
    with later():
        actions.publish(one=one, by=by)
        with pytest.raises(ValidationError, match="Välj antingen"):
            adopt(one, None, None, by)
        with pytest.raises(ValidationError, match="vad det antagna dokumentet heter"):
            adopt(one, decided, None, by)


def test_a_groups_decision_is_chosen_from_its_approved_notes(
    petra: Client, by: Actor, decided: Decision, world: World
) -> None:
    one = sent(by)
    with later():
        actions.publish(one=one, by=by)
        sign_in(petra, world, "petra")
        assert "Styrgruppen, § 1, " in text(petra.get(to("adopt", one.pk)))
        said = {"group_decision": decided.pk, "new_document": "Rutinen, antagen"}
        assert petra.post(to("adopt", one.pk), said).status_code == 302
        made = Adoption.objects.get()
        assert (made.group_decision, made.group) == (decided, decided.group)
        assert made.document == f"Styrgruppen, § 1 år {decided.year}"
        page = text(petra.get(to("round", one.pk)))
        assert reverse("group_meetings:meeting", args=[decided.meeting_id]) in page
        assert "Styrgruppen</dd>" in page  # what it was called, not what sort of group it is


def test_what_is_not_approved_adopts_nothing(petra: Client, by: Actor, decided: Decision, world: World) -> None:
    one = sent(by)
    with clock.shifted(-timedelta(days=3)):
        meeting = called(decided.group, by=by, starts_at=clock.now() + timedelta(days=2))
    member = decided.group.members.get()
    held(meeting, member, by=by)
    loose = Decision.objects.get(meeting=meeting)
    with later():
        actions.publish(one=one, by=by)
        sign_in(petra, world, "petra")
        for key in (loose.pk, "inget"):
            answer = petra.post(to("adopt", one.pk), {"group_decision": key, "new_document": "x"})
            assert answer.status_code == 422
            assert "Välj ett i listan" in text(answer)
        with pytest.raises(ValidationError, match="inte justerat"):
            adopt(one, loose, None, by)
    assert not Adoption.objects.exists()


def test_what_was_written_in_words_still_stands(petra: Client, by: Actor, decided: Decision) -> None:
    one = sent(by)
    assert by.person_id is not None
    Adoption.objects.create(
        round=one, group=decided.group, decided_on=clock.today(), document="Minnesanteckning, punkt 4",
        new_document="Rutinen", written_at=clock.now(), written_by_id=by.person_id,
    )  # fmt: skip
    page = text(petra.get(to("round", one.pk)))
    assert "Minnesanteckning, punkt 4" in page
    assert "Läs beslutet" not in page


def test_nobody_else_leads(world: World, by: Actor) -> None:
    one = sent(by)
    rut = world.actor("rut")
    for call in (
        lambda: actions.withdraw(one=one, because="x", by=rut),
        lambda: actions.remind(one=one, by=rut),
        lambda: actions.make_link(invitation=invited(one), by=rut),
        lambda: actions.extend(one=one, closes_on=clock.today(), by=rut),
        lambda: practice.adopt(version=Version.objects.first() or Version(), since=clock.today(), by=rut),
    ):
        with pytest.raises(Denied):
            call()
    assert Invitation.objects.count() == 2


def test_the_pages_ask_few_questions(petra: Client, by: Actor, django_assert_max_num_queries: Any) -> None:
    one = sent(by)
    answered(one)
    for nth in range(8):
        actions.invite(one=one, organisations=[], name=f"Förening {nth}", mailbox="", by=by)
        answered(one, f"Förening {nth}")
    for name in ("round", "answers"):
        with django_assert_max_num_queries(20):
            petra.get(to(name, one.pk))
