"""Those who lead write material: drafts, versions that stand, files, and how many have read. Never who."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kronobarn.accounts.reads import staff_actor
from kronobarn.authorities.models import Assignment
from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM, Actor
from kronobarn.core.decisions import Denied, Stale
from kronobarn.core.small_numbers import FEWEST
from kronobarn.learning_material import actions, counts, reads
from kronobarn.learning_material.models import Material, MaterialFile, MaterialPart, MaterialVersion, Reading
from kronobarn.people import actions as people
from tests.documents.pictures import picture
from tests.learning_material.shelf import draft, published, read, with_file
from tests.sign_in import sign_in
from tests.world import World

MOST_QUERIES = 15


def to(name: str, *args: object) -> str:
    return reverse(f"learning_material:{name}", args=args)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_material_is_written_previewed_and_published(petra: Client, client: Client, world: World) -> None:
    typed = {"title": "Grunderna", "about": "Modellen på en timme.", "basic": "on"}
    here = petra.post(to("write"), typed)["Location"]
    version = MaterialVersion.objects.get()
    assert "Lägg till minst en del" in text(petra.get(here))
    assert petra.get(to("publish", version.pk)).status_code == 403
    part = {"heading": "Tre steg", "text": "## Först\n\n- Uppmärksamma", "area_key": "safe"}
    assert petra.post(to("add_part", version.pk), part).status_code == 302
    preview = text(petra.get(here))
    assert "<li>Uppmärksamma</li>" in preview
    assert "Bara processledare ser utkastet" in preview
    sign_in(client, world, "tage")
    assert client.get(here).status_code == 404
    assert "Grunderna" not in text(client.get(to("library")))
    sign_in(client, world, "petra")
    assert petra.post(to("publish", version.pk), {"news": ""}).status_code == 302
    sign_in(client, world, "tage")
    assert "Grunderna" in text(client.get(to("library")))


def test_material_is_for_somebody(petra: Client) -> None:
    typed = {"title": "Grunderna", "about": "Modellen."}
    answer = petra.post(to("write"), typed)
    assert answer.status_code == 422
    assert "Välj minst ett yrke" in text(answer)
    assert petra.post(to("write"), typed | {"professions": ["process_leader"]}).status_code == 422
    assert petra.post(to("write"), typed | {"professions": ["teacher", "midwife"]}).status_code == 302


def test_a_published_version_stands(petra: Client, by: Actor) -> None:
    version = published(by)
    part = version.parts.get(number=1)
    for name, pk in (("change", version.pk), ("add_part", version.pk), ("change_part", part.pk)):
        assert petra.get(to(name, pk)).status_code == 403
    for name, pk in (("remove_part", part.pk), ("move_part", part.pk), ("discard", version.pk)):
        assert petra.post(to(name, pk)).status_code == 403
    for write in (
        lambda: MaterialVersion.objects.filter(pk=version.pk).update(title="Annat"),
        lambda: MaterialPart.objects.filter(pk=part.pk).update(text="Annat"),
        lambda: MaterialPart.objects.filter(pk=part.pk).delete(),
        lambda: MaterialPart(version=version, number=9, heading="x", text="y").save(force_insert=True),
    ):
        with pytest.raises(IntegrityError, match="keeps its words"), transaction.atomic():
            write()


def test_a_new_version_says_what_is_new_and_what_is_left_alone_stays_read(petra: Client, by: Actor) -> None:
    old = published(by)
    read(old, by)
    new = actions.begin(material=old.material, by=by)
    with pytest.raises(Denied, match="redan ett utkast"):
        actions.begin(material=old.material, by=by)
    second = new.parts.get(number=2)
    actions.change_part(part=second, heading="Del 2", text="Nya ord.", area_key="safe", seen=second.words, by=by)
    assert petra.post(to("publish", new.pk), {"news": ""}).status_code == 422
    assert petra.post(to("publish", new.pk), {"news": "Del 2 är omskriven."}).status_code == 302
    row = reads.in_use(by, old.material_id)
    assert row is not None
    assert [one.state.value for one in row.parts] == ["read", "changed"]
    shown = text(petra.get(to("version", new.pk)))
    assert "Ändrad del" in shown
    assert "Del 2 är omskriven." in shown
    assert "äldre version" in text(petra.get(to("version", old.pk)))


def test_what_another_has_written_is_not_written_over(petra: Client, by: Actor) -> None:
    version = draft(by)
    part = version.parts.get(number=1)
    seen = part.words
    actions.change_part(part=part, heading="Del 1", text="Den andras.", area_key="", seen=seen, by=by)
    with pytest.raises(Stale):
        actions.change_part(part=part, heading="Del 1", text="Mina.", area_key="", seen=seen, by=by)
    typed = {"heading": "Del 1", "text": "Mina.", "area_key": "", "seen": str(seen)}
    answer = petra.post(to("change_part", part.pk), typed)
    assert answer.status_code == 422
    shown = text(answer)
    assert "Mina." in shown
    assert "Den andras." in shown
    assert MaterialPart.objects.get(pk=part.pk).text == "Den andras."
    now = str(MaterialPart.objects.get(pk=part.pk).words)
    assert f'value="{now}"' in shown
    assert petra.post(to("change_part", part.pk), typed | {"text": "Bådas.", "seen": now}).status_code == 302
    assert MaterialPart.objects.get(pk=part.pk).text == "Bådas."


def test_parts_move_and_go_and_a_draft_is_thrown_away(petra: Client, by: Actor) -> None:
    version = draft(by, parts=3)
    last = version.parts.get(number=3)
    words = last.words
    assert petra.post(to("move_part", last.pk)).status_code == 302
    assert [one.heading for one in version.parts.all()] == ["Del 1", "Del 3", "Del 2"]
    assert MaterialPart.objects.get(pk=last.pk).words == words
    assert petra.post(to("remove_part", last.pk)).status_code == 302
    with_file(version, by)
    assert petra.post(to("discard", version.pk)).status_code == 302
    assert not Material.objects.exists()
    assert not MaterialFile.objects.exists()


def test_a_file_is_made_anew_and_follows_into_the_next_version(
    petra: Client, client: Client, world: World, by: Actor
) -> None:
    version = draft(by)
    sent = SimpleUploadedFile("Mall för mötet.png", picture(taken_at="Storgatan 1", form="PNG"))
    typed = {"heading": "Mall", "text": "Skriv ut.", "area_key": "", "file": sent}
    assert petra.post(to("add_part", version.pk), typed).status_code == 302
    file = MaterialFile.objects.get()
    assert file.name == "Mall för mötet.jpg"
    assert b"Storgatan" not in bytes(file.content)
    sign_in(client, world, "tage")
    assert client.get(to("file", file.pk)).status_code == 404
    actions.publish(version=version, news="", by=by)
    answer = client.get(to("file", file.pk))
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    new = actions.begin(material=version.material, by=by)
    actions.remove_part(part=new.parts.get(number=3), by=by)
    assert MaterialFile.objects.filter(pk=file.pk).exists()


def test_what_is_no_picture_and_no_paper_is_refused_in_words(petra: Client, by: Actor) -> None:
    version = draft(by)
    typed = {"heading": "Mall", "text": "Skriv ut.", "area_key": ""}
    answer = petra.post(to("add_part", version.pk), typed | {"file": SimpleUploadedFile("x.exe", b"MZ" * 99)})
    assert answer.status_code == 422
    assert "gick inte att läsa som en bild" in text(answer)
    assert petra.post(to("add_part", version.pk), typed | {"area_key": "made-up"}).status_code == 422


def test_what_is_withdrawn_says_why_and_can_be_put_back(petra: Client, client: Client, world: World, by: Actor) -> None:
    version = published(by)
    actions.show(material=version.material, shown=True, by=by)
    sign_in(client, world, "tage")
    read(version, world.actor("tage"))
    sign_in(client, world, "petra")
    for why in ("", "Fel fakta."):
        assert petra.post(to("withdraw", version.material_id), {"because": why}).status_code == 422
    assert petra.post(to("withdraw", version.material_id), {"because": "Det var fel fakta."}).status_code == 302
    assert Material.objects.get().shown_at is None
    sign_in(client, world, "tage")
    assert "Det var fel fakta." in text(client.get(to("mine")))
    assert version.title not in text(client.get(to("library")))
    page = text(client.get(to("material", version.material_id)))
    assert "Det var fel fakta." in page
    assert "Del 1" not in page
    assert client.get(to("version", version.pk)).status_code == 404
    sign_in(client, world, "petra")
    assert petra.post(to("restore", version.material_id)).status_code == 302
    assert petra.post(to("restore", version.material_id)).status_code == 403


def _readers(world: World, number: int, like: str) -> list[Actor]:
    """So many more who work as somebody does."""
    found = []
    for nth in range(number):
        person = people.add_person(username=f"{like}{nth}", given_name="Kim", family_name=f"Ek{nth}", by=SYSTEM)
        with acting(SYSTEM):
            own = world.assignments[like]
            made = Assignment.objects.create(
                person=person, unit=own.unit, profession=own.profession, role="staff", since="2020-01-01"
            )
        found.append(staff_actor(person, Assignment.objects.select_related("unit__area").get(pk=made.pk)))
    return found


def test_readers_are_counted_and_the_few_are_not(petra: Client, world: World, by: Actor) -> None:
    version = published(by)
    with clock.shifted(-timedelta(days=8)):
        for one in [*_readers(world, FEWEST + 2, "tage"), *_readers(world, FEWEST, "sofia"), world.actor("pelle")]:
            read(version, one)
    read(version, world.actor("mona"), parts=1)
    with acting(by):
        found = counts.counted(by, version)
    assert (found.whole, found.begun) == (2 * FEWEST + 3, None)
    assert dict(found.professions) == {"Lärare": FEWEST + 2, "Polis": None, "Socialsekreterare": None}
    assert found.units == ["Socialkontoret", "Ängsskolan"]
    page = text(petra.get(to("counted", version.material_id)))
    assert "för få för att visas" in page
    assert "Kim" not in page
    assert "Lokalpolisen" not in page


def test_a_figure_does_not_move_while_somebody_reads(world: World, by: Actor) -> None:
    version = published(by)
    for one in _readers(world, FEWEST, "tage"):
        read(version, one)
    with acting(by):
        assert counts.counted(by, version).whole is None
    with clock.shifted(timedelta(days=8)), acting(by):
        assert counts.counted(by, version).whole == FEWEST


def test_others_count_nothing_and_nobody_reads_anothers_rows(client: Client, world: World, by: Actor) -> None:
    version = published(by)
    tage = world.actor("tage")
    read(version, tage)
    sign_in(client, world, "rut")
    assert client.get(to("counted", version.material_id)).status_code == 403
    with connection.cursor() as cursor:
        for name, seen in (("tage", 2), ("rut", 0), ("petra", 0)):
            with world.as_(name):
                cursor.execute("SELECT count(*) FROM learning_material_reading")
                assert cursor.fetchone() == (seen,), name
        with world.as_("rut"):
            cursor.execute("SELECT count(*) FROM learning_material_counted(%s, '2099-01-01')", [version.pk])
            assert cursor.fetchone() == (0,)
    assert not Reading.objects.visible_to(by).exists()


def test_the_public_site_sees_what_is_shown_there_and_no_reader(world: World, by: Actor) -> None:
    version = published(by)
    with_one = draft(by, "Med fil")
    file = with_file(with_one, by).file_id
    actions.publish(version=with_one, news="", by=by)
    actions.show(material=with_one.material, shown=True, by=by)
    new = actions.begin(material=with_one.material, by=by)
    actions.change(version=new, title="Utkast", about="x", by=by)
    with connection.cursor() as cursor:
        cursor.execute("SELECT title, for_whom, jsonb_array_length(parts) FROM published_material")
        assert cursor.fetchall() == [("Med fil", "Lärare", 3)]
        cursor.execute("SELECT id FROM published_material_files")
        assert cursor.fetchall() == [(file,)]
        actions.withdraw(material=with_one.material, because="Det var fel fakta.", by=by)
        cursor.execute("SELECT count(*) FROM published_material_files")
        assert cursor.fetchone() == (0,)
    assert not version.material.shown_at


def test_the_log_has_the_writing_and_not_the_reading(world: World, by: Actor) -> None:
    version = published(by)
    read(version, by)
    actions.show(material=version.material, shown=True, by=by)
    actions.withdraw(material=version.material, because="Det var fel fakta.", by=by)
    actions.restore(material=version.material, by=by)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('kronobarn.person', %s, true)", [str(by.person_id)])
        cursor.execute("SELECT kind FROM audit_logentry WHERE kind LIKE 'material.%%' ORDER BY id")
        kinds = [row[0].removeprefix("material.") for row in cursor.fetchall()]
    assert kinds == [*["draft_written"] * 3, "published", "shown", "withdrawn", "restored"]


def test_few_questions_to_the_database(petra: Client, by: Actor) -> None:
    version = published(by)
    for title in ("Ett", "Två", "Tre"):
        read(published(by, title), by)
    part = version.parts.get(number=1)
    addresses = [to("library"), to("mine"), to("material", version.material_id), to("version", version.pk)]
    for address in [*addresses, to("part", part.pk), to("counted", version.material_id)]:
        petra.get(address)
        with CaptureQueriesContext(connection) as asked:
            petra.get(address)
        assert len(asked) <= MOST_QUERIES, (address, len(asked))


def test_a_file_that_is_too_large_is_said_and_the_words_stay(petra: Client, by: Actor, settings: Any) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000
    part = with_file(draft(by), by)
    sent: dict[str, Any] = {"heading": "Del 1", "text": "Ord som inte får försvinna.", "seen": str(part.words)}
    sent |= {"file": SimpleUploadedFile("bild.png", b"x" * 2000, "image/png")}
    answer = petra.post(reverse("learning_material:change_part", args=[part.pk]), sent)
    assert answer.status_code == 422
    assert "Filen är för stor: högst 10 MB" in answer.content.decode()
    assert "Ord som inte får försvinna." in answer.content.decode()
