"""Letters to the family: the county's words, filled in, in a language that the family reads."""

import re
from html import unescape
from itertools import product

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kronobarn.consents import actions as consents
from kronobarn.core import clock
from kronobarn.letters.reads import BY_HAND
from kronobarn.meetings import policy as of_meetings
from kronobarn.meetings.models import Meeting
from kronobarn.people.models import Child, Protection
from kronobarn.plans import actions as plans
from kronobarn.plans import policy as of_plans
from kronobarn.plans.models import Plan
from kronobarn.protection import actions as protection
from tests.sign_in import sign_in
from tests.story import Stage, Story, tell, tell_on
from tests.world import World

MOST_QUERIES = 15


def letter(client: Client, address: str) -> str:
    """The paper, without the page around it."""
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    assert answer.status_code == 200
    assert len(asked) <= MOST_QUERIES
    page = unescape(answer.content.decode())
    assert "Elsa" not in re.findall(r"<title>.*?</title>", page)[0]
    found = re.search(r'<article class="letter".*?</article>', page, re.DOTALL)
    assert found
    assert "{" not in found[0]
    return found[0]


def test_an_invitation_says_when_and_where_and_who_writes(world: World, client: Client) -> None:
    meeting = tell(world, Stage.CALLED).meeting
    sign_in(client, world, "rut")

    paper = letter(client, reverse("letters:invitation", args=[meeting.pk]))

    assert '<article class="letter" lang="sv" dir="ltr">' in paper
    assert "hur Elsa har det" in paper
    assert "på Ängsskolan, biblioteket" in paper
    assert f"{clock.today().year} kl. " in paper
    assert "Rektor<br>Ängsskolan" in paper


def test_it_is_in_the_language_in_which_the_family_read_about_consent(world: World, client: Client) -> None:
    story = tell(world, Stage.CALLED)
    before = story.consents["eva"]
    asked = consents.ask(
        matter_id=story.matter.pk,
        services=before.asked_services,
        kinds=before.asked_kinds,
        why="Vi frågar om igen.",
        until=before.asked_until,
        by=world.actor("rut"),
    )
    eva = next(one for one in asked if one.giver_id == before.giver_id)
    consents.answer(
        consent=eva,
        services=eva.asked_services,
        kinds=eva.asked_kinds,
        until=eva.asked_until,
        text_language="ar",
        by=world.actor("eva"),
    )
    sign_in(client, world, "rut")
    address = reverse("letters:invitation", args=[story.meeting.pk])

    paper = letter(client, address)

    assert '<article class="letter" lang="ar" dir="rtl">' in paper
    assert "نلتقي" in paper
    assert "Hälsningar" not in paper
    assert 'lang="fi"' in letter(client, f"{address}?sprak=fi")
    assert 'lang="ar"' in letter(client, f"{address}?sprak=xx")


@pytest.mark.parametrize("language", ["sv", "en", "ar", "so", "uk", "fi"])
def test_a_letter_goes_with_the_plan_and_another_when_it_has_ended(world: World, client: Client, language: str) -> None:
    plan = tell(world, Stage.ACTIVE).plan
    sign_in(client, world, "rut")
    address = f"{reverse('letters:plan', args=[plan.pk])}?sprak={language}"

    goes_with = letter(client, address)
    plans.close(plan=plan, because="Det är bra nu.", by=world.actor("rut"))
    ends = letter(client, address)

    assert goes_with != ends
    assert world.people["rut"].full_name in goes_with
    assert world.people["rut"].full_name in ends
    assert f'lang="{language}"' in ends


def test_where_a_protected_child_is_is_written_by_hand(world: World, client: Client) -> None:
    story = tell_on(world, Story(), Stage.CALLED)
    with world.as_("rut"):
        elsa = Child.objects.get(pk=world.elsa.pk)
    protection.mark(child=elsa, protection=Protection.SECRECY_MARK, household=False, by=world.actor("rut"))
    sign_in(client, world, "rut")
    address = reverse("letters:invitation", args=[story.meeting.pk])

    paper = letter(client, address)

    assert BY_HAND in paper
    assert "Ängsskolan" not in paper
    assert "Skriv den för hand" in client.get(address).content.decode()


def test_who_does_not_lead_is_told_who_does(world: World) -> None:
    story = tell(world, Stage.PLANNED)
    sentences = {
        "rut": ("hållet eller inställt", "gäller inte än"),
        "sofia": ("hållet eller inställt", "skriver brev om planen"),
        "eva": ("hållet eller inställt", "skriver brev om planen"),
    }
    for who, (of_meeting, of_plan) in sentences.items():
        with world.as_(who) as actor:
            meeting = Meeting.objects.visible_to(actor).get()
            plan = Plan.objects.visible_to(actor).get()
            assert of_meeting in str(of_meetings.may_write_letter(actor, meeting).reason)
            assert of_plan in str(of_plans.may_write_letter(actor, plan).reason)
    assert story.meeting


def test_who_is_called_does_not_invite(world: World, client: Client) -> None:
    meeting = tell(world, Stage.CALLED).meeting
    address = reverse("letters:invitation", args=[meeting.pk])
    for who, told in product(("sofia", "eva"), ("Det är den som har kallat till mötet som skriver brevet.",)):
        sign_in(client, world, who)
        answer = client.get(address)
        assert answer.status_code == 403
        assert told in answer.content.decode()
        assert address not in client.get(reverse("meetings:meeting", args=[meeting.pk])).content.decode()
    sign_in(client, world, "rut")
    assert address in client.get(reverse("meetings:meeting", args=[meeting.pk])).content.decode()
