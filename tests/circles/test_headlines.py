"""What a record is called, in the language of whoever reads."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from kronobarn.circles import headlines
from kronobarn.circles.models import Record
from kronobarn.circles.rules import Kind
from tests.practice.packs import KRONOBERG
from tests.practice.test_spoken import page_in
from tests.sign_in import sign_in
from tests.story import Stage, tell
from tests.world import World


@pytest.mark.parametrize(
    ("kind", "stored", "told"),
    [
        (Kind.OBSERVATION, "Trygg, bild från barnet", "Safe, as seen by the child"),
        (Kind.MEETING, "Möte", "Meeting"),
        (Kind.MATTER, "Ärende öppnat", "Matter opened"),
        (Kind.EVENT, "Möte", "Möte"),
        (Kind.SIGNAL, "Trygg, bild från barnet", "Trygg, bild från barnet"),
        (Kind.OBSERVATION, "Skriven i ett annat system", "Skriven i ett annat system"),
    ],
)
def test_what_the_product_made_is_told_and_what_people_wrote_is_as_they_wrote_it(
    world: World, kind: Kind, stored: str, told: str
) -> None:
    with override("en"):
        assert headlines.told(kind, stored, KRONOBERG.version) == told
    with override("sv"):
        assert headlines.told(kind, stored, KRONOBERG.version) == stored


def test_no_record_that_the_product_names_is_in_swedish_on_an_english_page(world: World, client: Client) -> None:
    tell(world, Stage.REVIEWING)
    with world.as_("rut") as rut:
        made = Record.objects.visible_to(rut).exclude(kind__in=[Kind.SIGNAL, Kind.EVENT])
        stored = set(made.values_list("headline", flat=True))
    assert len(stored) > 8
    sign_in(client, world, "rut")
    for page in ("chronology:events", "chronology:child", "circles:sharing"):
        shown = page_in(client, "en", reverse(page, args=[world.elsa.pk]))
        assert {one for one in stored if f">{one}<" in shown or f"{one} <" in shown} == set(), page
