"""A photograph of oneself: one's own choice, made anew, gone at once; seen by those around the same child."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from PIL import Image

from kronobarn.audit.models import LogEntry
from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.decisions import Denied
from kronobarn.portraits import actions
from kronobarn.portraits.models import Portrait
from kronobarn.portraits.reads import faces_of
from kronobarn.rights import own
from tests.documents.pictures import picture
from tests.plans import stage
from tests.sign_in import sign_in
from tests.world import World


def test_it_is_put_in_changed_and_taken_away(client: Client, world: World) -> None:
    sign_in(client, world, "rut")
    address = reverse("portraits:own")
    assert address in client.get(reverse("accounts:choose")).content.decode()
    assert "Inget foto av dig visas" in client.get(address).content.decode()
    for wrong in (b"", b"%PDF-1.7", b"<svg>"):
        refused = client.post(address, {"picture": SimpleUploadedFile("x.jpg", wrong)})
        assert refused.status_code == 422
    sent = picture(taken_at="hemma hos Rut")
    assert client.post(address, {"picture": SimpleUploadedFile("x.jpg", sent)}).status_code == 302
    with world.as_("rut"):
        kept = bytes(Portrait.objects.get(person=world.people["rut"]).picture)
    assert b"hemma" not in kept
    with Image.open(BytesIO(kept)) as shown:
        assert max(shown.size) == actions.LONGEST_SIDE
    assert "Fotot av dig som visas nu" in client.get(address).content.decode()

    for _again in range(2):
        assert client.post(reverse("portraits:remove")).status_code == 302
    assert "Inget foto av dig visas" in client.get(address).content.decode()
    told = LogEntry.objects.filter(person_id=world.people["rut"].pk, kind__startswith="portrait")
    assert list(told.order_by("id").values_list("kind", flat=True)) == ["portrait.added", "portrait.removed"]


@pytest.mark.parametrize(
    ("who", "said"), [("eva", "Foton är för dem som arbetar"), ("rut", "skyddade personuppgifter")]
)
def test_neither_family_nor_somebody_protected_puts_one_in(client: Client, world: World, who: str, said: str) -> None:
    person = world.people[who]
    person.protected = who == "rut"
    person.save(update_fields=["protected"])
    with pytest.raises(Denied, match=said):
        actions.add(sent=picture(), by=world.actor(who))
    sign_in(client, world, who)
    assert said in client.get(reverse("portraits:own")).content.decode()


def test_it_is_seen_by_oneself_and_around_the_same_child_and_not_when_protected(world: World) -> None:
    stage.draft(world)
    actions.add(sent=picture(), by=world.actor("rut"))
    rut = world.people["rut"]
    for who, sees in [("rut", True), ("eva", True), ("elsa", True), ("kim", False)]:
        with world.as_(who) as actor:
            assert bool(faces_of([rut.pk], actor)) is sees, who
            assert Portrait.objects.filter(person=rut).exists() is sees, f"{who}: and so says the database"
    rut.protected = True
    rut.save(update_fields=["protected"])
    for who in ("eva", "rut"):
        with world.as_(who) as actor:
            assert faces_of([rut.pk], actor) == {}
            assert Portrait.objects.filter(person=rut).exists() is (who == "rut"), "the database knows it too"


def test_it_is_in_ones_own_extract(world: World) -> None:
    actions.add(sent=picture(), by=world.actor("rut"))
    with world.as_("rut") as actor:
        extract = own.gather(world.people["rut"], by=actor)
    assert len(extract.pictures) == 1


@pytest.mark.database
def test_nobody_puts_in_or_takes_away_anothers(world: World) -> None:
    stage.draft(world)
    actions.add(sent=picture(), by=world.actor("rut"))
    with world.as_("eva"):
        assert Portrait.objects.filter(person=world.people["rut"]).update(picture=b"") == 0
    other = Portrait(person=world.people["sofia"], picture=b"x", changed_at=clock.now())
    with pytest.raises(DatabaseError), acting(world.actor("rut")), transaction.atomic():
        other.save(force_insert=True)
