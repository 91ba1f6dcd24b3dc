"""Passing on what one's own service has written: in steps, on a ground that holds, with a receipt and a way back."""

from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from kronobarn.audit.models import LogEntry
from kronobarn.circles.models import Disclosure, Record
from kronobarn.circles.rules import Ground
from kronobarn.core.decisions import Denied
from kronobarn.disclosures import actions, reads
from tests.sign_in import sign_in
from tests.story import Stage, Story, tell
from tests.world import World


def address(world: World) -> str:
    return reverse("disclosures:pass_on", args=[world.elsa.pk])


def form_of(world: World, story: Story, step: str, **rest: Any) -> dict[str, Any]:
    chosen = {"items": [str(story.analysis.pk), str(story.matter.pk)], "to": world.areas["elevhalsa"].pk, "step": step}
    return {**chosen, "ground": "harm_test", "necessity": "Skolsköterskan planerar sina samtal.", **rest}


def passed(world: World, story: Story, ground: Ground = Ground.HARM_TEST, by: str = "rut") -> UUID:
    return actions.pass_on(
        child_id=world.elsa.pk,
        records=[story.analysis.pk],
        to_area=world.areas["elevhalsa"],
        ground=ground,
        necessity="Skolsköterskan planerar sina samtal.",
        by=world.actor(by),
    )


def test_each_step_carries_the_ones_before_until_it_is_done(client: Client, world: World) -> None:
    story = tell(world, Stage.TOGETHER)
    sign_in(client, world, "rut")
    assert "Vad ska lämnas vidare?" in client.get(address(world)).content.decode()

    second = client.post(address(world), form_of(world, story, "recipient"))
    text = second.content.decode()
    assert second.status_code == 200
    assert "På vilken grund?" in text
    assert "Polisen behöver det" not in text  # only grounds that may be used towards her
    assert "tolkas strängt" in text  # what each demands

    third = client.post(address(world), form_of(world, story, "check")).content.decode()
    assert "Det här kommer att ses av" in third
    assert "Elevhälsan (1 person)" in third
    assert not Disclosure.objects.filter(ground="harm_test", record=story.analysis.pk).exists()

    done = client.post(address(world), form_of(world, story, "send"), follow=True)
    assert "Utlämnat till elevhalsa" in done.content.decode()
    with world.as_("sanna") as sanna:
        assert Record.objects.visible_to(sanna).filter(pk=story.analysis.pk).exists()
        logged = LogEntry.objects.filter(kind="record.disclosed", subject=story.analysis.record.log_name)
        assert logged.filter(why="harm_test").exists()


def test_what_they_read_already_is_not_passed_on_again(client: Client, world: World) -> None:
    story = tell(world, Stage.TOGETHER)
    sign_in(client, world, "rut")
    some = client.post(address(world), form_of(world, story, "recipient")).content.decode()
    assert "Resten av det du valde läser de redan." in some
    none = client.post(address(world), form_of(world, story, "recipient", items=[str(story.matter.pk)]))
    assert (none.status_code, "De läser redan det du har valt" in none.content.decode()) == (422, True)


@pytest.mark.parametrize(
    ("step", "changed", "sentence"),
    [
        ("recipient", {"items": []}, "Välj minst en handling."),
        ("recipient", {"to": ""}, "Välj vem som ska få läsa det."),
        ("recipient", {"to": "annan"}, "Välj vilken verksamhet."),
        ("recipient", {"to": "0"}, "Välj bland dem i listan."),
        ("check", {"ground": ""}, "Välj på vilken grund det lämnas ut."),
        ("check", {"ground": "crime"}, "Välj bland dem i listan."),
        ("check", {"necessity": " "}, "Skriv med en mening varför det behövs."),
        ("check", {"necessity": "x"}, "Skriv en mening, minst tre ord"),
        ("check", {"ground": "consent"}, "Samtycke räcker inte för allt det här. Välj en annan grund"),
        ("send", {"ground": "consent"}, "Familjen har inte sagt ja"),
    ],
)
def test_what_is_wrong_is_said_and_the_words_are_kept(
    client: Client, world: World, step: str, changed: dict[str, Any], sentence: str
) -> None:
    story = tell(world, Stage.TOGETHER)
    sign_in(client, world, "rut")
    answer = client.post(address(world), form_of(world, story, step, **changed))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text
    if step != "recipient" and "necessity" not in changed:
        assert "planerar sina samtal" in text


def test_one_may_go_back_with_what_was_chosen(client: Client, world: World) -> None:
    story = tell(world, Stage.TOGETHER)
    sign_in(client, world, "rut")
    first = client.post(address(world), form_of(world, story, "choose"))
    assert first.status_code == 200
    assert f'value="{story.analysis.pk}" checked' in first.content.decode()
    assert 'name="necessity" value="Skolsköterskan planerar sina samtal."' in first.content.decode()
    again = client.post(address(world), form_of(world, story, "recipient")).content.decode()
    assert 'value="harm_test" checked' in again
    assert "Skolsköterskan planerar sina samtal.</textarea>" in again


def test_a_service_that_is_not_at_the_table_is_told_of_as_such(client: Client, world: World) -> None:
    story = tell(world, Stage.TOGETHER)
    sign_in(client, world, "rut")
    text = client.post(
        address(world), form_of(world, story, "check", to="annan", other=world.areas["bhv"].pk)
    ).content.decode()
    assert "har en plats kring barnet än" in text


def test_on_consent_only_what_the_family_has_said_yes_to_goes(world: World) -> None:
    story = tell(world, Stage.AGREED)
    rut, social = world.actor("rut"), world.areas["social"]
    with world.as_("rut"):
        covered = reads.not_covered([Record.objects.get(pk=story.matter.pk)], social, by=rut)
    assert covered == []
    with pytest.raises(ValidationError, match="Familjen har inte sagt ja"):
        passed(world, story, Ground.CONSENT)


def test_the_way_back_ends_all_of_it(client: Client, world: World) -> None:
    story = tell(world, Stage.TOGETHER)
    receipt = reverse("disclosures:receipt", args=[world.elsa.pk, passed(world, story)])
    sign_in(client, world, "rut")
    assert "Ångra" in client.get(receipt).content.decode()
    assert client.post(receipt, follow=True).status_code == 200
    with world.as_("sanna") as sanna:
        assert not Record.objects.visible_to(sanna).filter(pk=story.analysis.pk).exists()
    assert "avslutat" in client.get(receipt).content.decode()
    assert client.post(receipt).status_code == 403

    for name in ("sanna", "eva"):  # the receipt is the owner's
        sign_in(client, world, name)
        assert client.get(receipt).status_code == 404


def test_nothing_of_anothers_and_no_consent_is_passed_on(world: World) -> None:
    story = tell(world, Stage.AGREED)
    for pk in (story.observations["sanna"].pk, story.consents["eva"].pk):
        with pytest.raises(ValidationError, match="bara bland dem i listan"):
            actions.pass_on(
                child_id=world.elsa.pk,
                records=[pk],
                to_area=world.areas["bup"],
                ground=Ground.HARM_TEST,
                necessity="De ska veta.",
                by=world.actor("rut"),
            )


@pytest.mark.parametrize(
    ("who", "sentence"), [("eva", "Det är den verksamhet"), ("tage", "Din plats är till för att berätta")]
)
def test_whoever_does_not_work_with_the_child_passes_nothing_on(world: World, who: str, sentence: str) -> None:
    story = tell(world, Stage.TOGETHER)
    with pytest.raises(Denied, match=sentence):
        passed(world, story, by=who)


def test_a_ground_that_is_not_chosen_is_not_chosen_here(world: World) -> None:
    story = tell(world, Stage.TOGETHER)
    with pytest.raises(ValidationError, match="grunderna i listan"):
        passed(world, story, Ground.EMERGENCY)


def test_the_page_is_empty_where_nothing_is_written(client: Client, world: World) -> None:
    sign_in(client, world, "rut")
    assert "Det finns inget att lämna vidare" in client.get(address(world)).content.decode()


def test_the_page_asks_few_questions(client: Client, world: World, django_assert_max_num_queries: Any) -> None:
    tell(world, Stage.ACTIVE)
    sign_in(client, world, "rut")
    client.get(address(world))
    with django_assert_max_num_queries(21):  # some of them only in tests
        client.get(address(world))
