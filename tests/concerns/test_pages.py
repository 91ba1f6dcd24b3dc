"""What people see and can do with a signal and a matter."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import resolve, reverse

from kronobarn.audit.models import LogEntry
from kronobarn.circles import actions as circles
from kronobarn.circles.rules import Ground, Role, SeatGround
from kronobarn.concerns import actions
from kronobarn.concerns.models import Closing, Matter, Signal
from kronobarn.concerns.rules import Knows, Outcome, State
from kronobarn.consents import actions as consents
from kronobarn.core import clock
from kronobarn.drafts import actions as drafts
from kronobarn.practice import pack
from tests.sign_in import sign_in
from tests.story import Stage, tell
from tests.world import World

WORDS = {
    "what_was_seen": "Kom utan vinterjacka tredje dagen i rad.",
    "seen_on": "2026-01-15",
    "child_knows": "yes",
    "guardians_know": "not_yet",
}


def seated(world: World, name: str) -> None:
    circles.seat(child_id=world.elsa.pk, assignment=world.assignments[name], why="Stöd", by=world.actor("rut"))


def noticed(world: World, name: str = "tage") -> Signal:
    seated(world, name)
    return actions.notice(
        child=world.elsa,
        what_was_seen="Kom utan vinterjacka.",
        seen_on=clock.today(),
        ground=Ground.HARM_TEST,
        necessity="Rut behöver veta det.",
        by=world.actor(name),
    )


def test_a_teacher_tells_and_gets_a_receipt(client: Client, world: World) -> None:
    seated(world, "tage")
    sign_in(client, world, "tage")
    address = reverse("concerns:notice", args=[world.elsa.pk])
    page = client.get(address)
    assert page.status_code == 200
    assert "ground" not in page.content.decode()
    assert "Ängsskolan" in page.content.decode()

    receipt = client.post(address, WORDS | {"once": str(uuid4())}, follow=True)

    text = receipt.content.decode()
    assert "Inte mottagen än" in text
    assert "Det här händer nu" in text
    assert client.get(receipt.redirect_chain[-1][0]).status_code == 200


def test_a_double_click_sends_one_signal(client: Client, world: World) -> None:
    sign_in(client, world, "rut")
    once = {"once": str(uuid4())}
    address = reverse("concerns:notice", args=[world.elsa.pk])
    first, second = (client.post(address, WORDS | once) for _click in range(2))
    assert first["Location"] == second["Location"]
    with world.as_("rut") as rut:
        assert Signal.objects.visible_to(rut).count() == 1


def test_another_area_is_asked_for_a_ground_and_told_what_else_to_do(client: Client, world: World) -> None:
    seated(world, "sanna")
    sign_in(client, world, "sanna")
    address = reverse("concerns:notice", args=[world.elsa.pk])
    assert "inte lämna uppgifterna" in client.get(address).content.decode()

    refused = client.post(address, WORDS)
    assert refused.status_code == 422
    assert "Välj varför uppgifterna får lämnas" in refused.content.decode()
    assert WORDS["what_was_seen"] in refused.content.decode()

    for not_offered in ("consent", "emergency"):
        assert client.post(address, WORDS | {"ground": not_offered}).status_code == 422
    assert client.post(address, WORDS | {"ground": "harm_test", "necessity": "Mamma sa ja"}).status_code == 302


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"what_was_seen": ""}, "Skriv vad du har sett eller hört."),
        ({"seen_on": "2999-01-01"}, "Dagen har inte varit än."),
        ({"seen_on": "i går"}, "Skriv dagen som år-månad-dag"),
        ({"child_knows": ""}, "Välj om barnet vet om det."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(
    client: Client, world: World, change: dict[str, str], says: str
) -> None:
    sign_in(client, world, "rut")
    typed = WORDS | {"who_noticed": "vaktmästaren"} | change
    page = client.post(reverse("concerns:notice", args=[world.elsa.pk]), typed)
    assert page.status_code == 422
    assert says in page.content.decode()
    assert "vaktmästaren" in page.content.decode()


def test_a_draft_is_offered_and_gone_when_sent(client: Client, world: World) -> None:
    sign_in(client, world, "rut")
    typed = client.get("/").wsgi_request.GET.copy()
    typed["what_was_seen"] = "Halvskrivet"
    drafts.keep(child_id=world.elsa.pk, form=actions.DRAFT, typed=typed, by=world.actor("rut"))
    address = reverse("concerns:notice", args=[world.elsa.pk])
    assert "Halvskrivet" in client.get(address).content.decode()
    client.post(address, WORDS)
    assert "Halvskrivet" not in client.get(address).content.decode()


def test_a_guardian_tells_in_the_same_place(client: Client, world: World) -> None:
    sign_in(client, world, "eva")
    sent = client.post(reverse("concerns:notice", args=[world.elsa.pk]), WORDS, follow=True)
    assert sent.status_code == 200
    assert "hör av sig till dig" in sent.content.decode()


@pytest.mark.parametrize("name", ["sanna", "gunnar", "nora"])
def test_without_a_seat_there_is_no_form_no_signal_and_no_matter(client: Client, world: World, name: str) -> None:
    sent = noticed(world)
    matter = actions.receive(signal=sent, by=world.actor("rut"))
    sign_in(client, world, name)
    for address in (
        reverse("concerns:notice", args=[world.elsa.pk]),
        reverse("concerns:signal", args=[sent.pk]),
        reverse("concerns:matter", args=[matter.pk]),
        reverse("concerns:signal", args=[uuid4()]),
    ):
        assert client.get(address).status_code == 404
    assert client.post(reverse("concerns:receive", args=[sent.pk])).status_code == 404
    assert client.post(reverse("concerns:close", args=[matter.pk])).status_code == 404


def test_the_responsible_receives_and_the_sender_sees_it(client: Client, world: World) -> None:
    sent = noticed(world, "sanna")
    sign_in(client, world, "rut")
    assert "Ta emot" in client.get(reverse("concerns:signal", args=[sent.pk])).content.decode()
    page = client.post(reverse("concerns:receive", args=[sent.pk]), follow=True)
    assert "Ärende sedan" in page.content.decode()

    sign_in(client, world, "sanna")
    receipt = client.get(reverse("concerns:signal", args=[sent.pk])).content.decode()
    assert "Mottagen" in receipt
    assert "Öppna ärendet" not in receipt


def test_to_receive_somebody_elses_signal_is_refused_in_words_and_logged(client: Client, world: World) -> None:
    sent = noticed(world)
    sign_in(client, world, "tage")
    refused = client.post(reverse("concerns:receive", args=[sent.pk]))
    assert refused.status_code == 403
    assert "Bara den som är barnensbästa-ansvarig" in refused.content.decode()
    with world.as_("tage") as tage:
        entry = LogEntry.objects.visible_to(tage).get(kind="request.refused")
    assert (entry.person_id, entry.child_id) == (tage.person_id, world.elsa.pk)


def test_a_matter_is_closed_with_a_reason(client: Client, world: World) -> None:
    matter = actions.receive(signal=noticed(world), by=world.actor("rut"))
    sign_in(client, world, "rut")
    address = reverse("concerns:close", args=[matter.pk])
    refused = client.post(address, {"outcome": "plan_done", "because": ""})
    assert refused.status_code == 422
    assert "kan inte avslutas så" in refused.content.decode()
    closed = client.post(address, {"outcome": "unfounded", "because": "Jackan låg i skåpet."}, follow=True)
    assert "Jackan låg i skåpet." in closed.content.decode()
    again = client.post(address, {"outcome": "unfounded", "because": "En gång igen."})
    assert again.status_code == 403
    given_back = again.content.decode()
    assert "Det du hade valt" in given_back
    assert f"<dd>{Matter.OUTCOMES[Outcome.UNFOUNDED]}</dd>" in given_back
    assert "En gång igen.</textarea>" in given_back
    with world.as_("rut") as rut:
        closing = Closing.objects.visible_to(rut).get()
    leads = client.get(reverse("concerns:matter", args=[closing.pk]))
    assert leads["Location"] == reverse("concerns:matter", args=[matter.pk])


@pytest.mark.parametrize("state", [State.GATHERING, State.HANDING_OVER, State.COOPERATING])
def test_the_matters_page_shows_where_it_stands(client: Client, world: World, state: State) -> None:
    rut = world.actor("rut")
    matter = actions.receive(signal=noticed(world), by=rut)
    matter = actions.move(matter=matter, state=State.GATHERING, by=rut)
    matter = actions.move(matter=matter, state=state, by=rut)
    sign_in(client, world, "rut")
    text = client.get(reverse("concerns:matter", args=[matter.pk])).content.decode()
    assert str(matter.get_state_display()) in text
    sign_in(client, world, "tage")
    text = client.get(reverse("concerns:matter", args=[matter.pk])).content.decode()
    assert "för ärendet vidare" in text


def test_the_inbox_teaches_when_it_is_empty_and_lists_when_it_is_not(client: Client, world: World) -> None:
    sign_in(client, world, "rut")
    assert "Inga signaler väntar" in client.get(reverse("concerns:inbox")).content.decode()
    noticed(world)
    assert "Elsa Ek" in client.get(reverse("concerns:inbox")).content.decode()
    sign_in(client, world, "bo")
    text = client.get(reverse("concerns:inbox")).content.decode()
    assert "Du har inte skickat något" in text
    assert "Väntar på dig" not in text


def test_the_inbox_asks_few_questions(client: Client, world: World, django_assert_max_num_queries: object) -> None:
    for _signal in range(12):
        noticed(world)
    sign_in(client, world, "rut")
    with django_assert_max_num_queries(15):  # type: ignore[operator]
        client.get(reverse("concerns:inbox"))


@pytest.mark.parametrize("name", ["rut", "bo", "eva", "elsa", "pelle"])
def test_the_duty_to_report_is_told_to_everyone_in_few_questions(
    client: Client, world: World, name: str, django_assert_max_num_queries: object
) -> None:
    sign_in(client, world, name)
    with django_assert_max_num_queries(15):  # type: ignore[operator]
        text = client.get(reverse("concerns:duty"), {"kommun": "9901"}).content.decode()
    assert "Ring 112" in text
    assert "Ängsby kommun" in text


def test_who_only_noticed_sees_the_receipt_and_not_the_matter(client: Client, world: World) -> None:
    circles.grant_seat(
        child_id=world.elsa.pk,
        role=Role.NOTIFIER,
        ground=SeatGround.NOTICED,
        assignment=world.assignments["aino"],
        until=clock.now() + timedelta(days=1),
        by=world.actor("rut"),
    )
    sign_in(client, world, "aino")
    sent = client.post(
        reverse("concerns:notice", args=[world.elsa.pk]),
        WORDS | {"ground": "harm_test", "necessity": "Rut behöver veta."},
        follow=True,
    )
    assert sent.status_code == 200
    with world.as_("rut") as rut:
        signal = Signal.objects.visible_to(rut).get()
    matter = actions.receive(signal=signal, by=rut)
    assert client.get(reverse("concerns:matter", args=[matter.pk])).status_code == 404


AT = {
    # stage: (the step that is now, the words on the filled button, where it leads)
    Stage.RECEIVED: ("Samla information", "Samla information", "assessments:gathering"),
    Stage.TOLD: ("Analysera och besluta", "Gör analysen", "assessments:analysis"),
    Stage.TOGETHER: ("Fråga om samtycke", "Fråga om samtycke", "consents:ask"),
    Stage.AGREED: ("Mötas", "Kalla till möte", "meetings:call"),
    Stage.CALLED: ("Mötas", "Öppna mötet", "meetings:meeting"),
    Stage.HELD: ("Barnets plan", "Börja på barnets plan", "plans:start"),
    Stage.PLANNED: ("Barnets plan", "Öppna barnets plan", "plans:start"),
    Stage.ACTIVE: ("Barnets plan", "Öppna barnets plan", "plans:start"),
}


@pytest.mark.parametrize("stage", AT, ids=lambda stage: stage.name.lower())
def test_one_step_is_now_and_has_the_only_filled_button(client: Client, world: World, stage: Stage) -> None:
    title, words, name = AT[stage]
    story = tell(world, stage)
    sign_in(client, world, "rut")
    text = client.get(reverse("concerns:matter", args=[story.matter.pk])).content.decode()
    now = [row for row in re.findall(r'<li class="task">.*?</li>', text, re.DOTALL) if ">Nu<" in row]
    assert [title in row for row in now] == [True]
    filled = re.findall(r'<a class="ds-button" data-variant="primary" href="([^"]+)">([^<]+)</a>', text)
    assert [label for _href, label in filled] == [words]
    assert resolve(filled[0][0]).view_name == name


@pytest.mark.parametrize(("who", "told"), [("rut", True), ("eva", False)])
def test_a_matter_that_was_closed_early_claims_no_step_that_was_not_taken(
    client: Client, world: World, who: str, told: bool
) -> None:
    story = tell(world, Stage.RECEIVED)
    actions.close(matter=story.matter, outcome=Outcome.UNFOUNDED, because="Elsa var förkyld.", by=world.actor("rut"))
    with world.as_("rut") as rut:  # the family are told of the matter, as when they are asked to tell
        circles.disclose(
            record=story.matter.record, ground=Ground.CHILD_OR_GUARDIAN, to_person=world.people["eva"], by=rut
        )
    sign_in(client, world, who)
    text = client.get(reverse("concerns:matter", args=[story.matter.pk])).content.decode()
    assert "Signalen är mottagen" in text
    assert ("Analysera och besluta" in text) == told  # "Behövdes inte" is for those who know


def test_a_question_that_waits_for_answers_is_not_asked_once_more(client: Client, world: World) -> None:
    story = tell(world, Stage.TOGETHER)
    consents.ask(
        matter_id=story.matter.pk,
        why="Så att stödet passar ihop.",
        services=[world.areas["social"].pk],
        kinds=list(pack.current().information_kinds),
        until=clock.today() + timedelta(days=100),
        by=world.actor("rut"),
    )
    sign_in(client, world, "rut")
    text = client.get(reverse("concerns:matter", args=[story.matter.pk])).content.decode()
    assert "Se vad de har svarat" in text
    assert "Frågan är ställd" in text
    assert reverse("consents:ask", args=[story.matter.pk]) not in text


def test_a_child_is_asked_in_words_for_a_child_and_never_whether_it_knows(client: Client, world: World) -> None:
    sign_in(client, world, "elsa")
    address = reverse("concerns:notice", args=[world.elsa.pk])
    text = client.get(address).content.decode()
    assert "Vad vill du berätta?" in text
    assert "Vet barnet" not in text
    sent = client.post(address, {"what_was_seen": "Jag är ledsen.", "seen_on": "2026-01-15", "guardians_know": "no"})
    assert sent.status_code == 302
    with world.as_("elsa") as elsa:
        assert Signal.objects.visible_to(elsa).get().child_knows == Knows.YES
