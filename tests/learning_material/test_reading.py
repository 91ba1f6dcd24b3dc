"""Those who read: a part at a time, what has changed since, a paper of one's own, and that it is nobody else's."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kronobarn.core.actor import Actor
from kronobarn.core.decisions import Denied
from kronobarn.learning_material import actions, reads
from kronobarn.learning_material.models import Reading
from kronobarn.learning_material.waiting import changed_since_i_read
from kronobarn.ui import documents
from tests.learning_material.shelf import draft, published, read
from tests.sign_in import sign_in
from tests.world import World


def to(name: str, *args: object) -> str:
    return reverse(f"learning_material:{name}", args=args)


def text(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.fixture
def tage(client: Client, world: World) -> Client:
    sign_in(client, world, "tage")
    return client


def test_one_reads_a_part_at_a_time_and_takes_it_back(tage: Client, world: World, by: Actor) -> None:
    first, second = published(by).parts.all()
    page = text(tage.get(to("part", first.pk)))
    assert "Jag har läst delen" in page
    assert "I praxismodellen: Trygg" in page
    answer = tage.post(to("mark", first.pk), {"read": "1"})
    assert answer["Location"] == to("part", second.pk)
    answer = tage.post(to("mark", first.pk), {"read": "1"})
    assert Reading.objects.filter(words=first.words).count() <= 1
    assert "1 av 2 delar" in text(tage.get(to("material", first.version.material_id)))
    assert tage.post(to("mark", second.pk), {"read": "1"})["Location"] == to("material", first.version.material_id)
    assert "Ångra" in text(tage.get(to("part", second.pk)))
    tage.post(to("mark", second.pk), {"read": "0"})
    assert "Jag har läst delen" in text(tage.get(to("part", second.pk)))


def test_what_is_for_ones_profession_stands_first(tage: Client, by: Actor) -> None:
    published(by, "För lärare")
    other = draft(by, "För barnmorskor")
    actions.change(version=other, professions=["midwife"], by=by)
    actions.publish(version=other, news="", by=by)
    page = text(tage.get(to("library")))
    assert page.index("För lärare") < page.index("För andra yrken") < page.index("För barnmorskor")
    assert "För lärare" in text(tage.get(to("mine")))
    assert "För barnmorskor" not in text(tage.get(to("mine")))


def test_whoever_has_read_what_was_before_is_told_what_changed(tage: Client, world: World, by: Actor) -> None:
    old = published(by)
    read(old, world.actor("tage"))
    new = actions.begin(material=old.material, by=by)
    first = new.parts.get(number=1)
    actions.change_part(part=first, heading="Del 1", text="Rättat.", area_key="safe", seen=first.words, by=by)
    actions.add_part(version=new, heading="Del 3", text="Mer.", area_key="", by=by)
    assert changed_since_i_read(world.actor("tage")) == []
    actions.publish(version=new, news="Del 1 var fel.", by=by)
    page = text(tage.get(to("mine")))
    assert "Del 1 var fel." in page
    assert "Ändrad sedan du läste" in page
    assert "Ny sedan du läste" in page
    assert "Del 2" not in page
    (line,) = changed_since_i_read(world.actor("tage"))
    assert line.href == to("material", old.material_id)
    assert changed_since_i_read(world.actor("rut")) == []
    assert "Ändrat sedan du läste" in text(tage.get(reverse("notices:my_day")))


def test_an_older_version_is_not_marked(tage: Client, world: World, by: Actor) -> None:
    old = published(by)
    actions.publish(version=actions.begin(material=old.material, by=by), news="Inget.", by=by)
    part = old.parts.get(number=1)
    with pytest.raises(Denied, match="nyare version"):
        actions.mark(part=part, read=True, by=world.actor("tage"))
    assert tage.get(to("part", part.pk))["Location"] == to("version", old.pk)
    assert tage.post(to("mark", draft(by, "Utkast").parts.get(number=1).pk), {"read": "1"}).status_code == 404


def test_a_certificate_for_whoever_has_read_all(tage: Client, world: World, by: Actor, documents_as_text: None) -> None:
    version = published(by)
    assert tage.get(to("certificate", version.material_id)).status_code == 403
    read(version, world.actor("tage"))
    answer = tage.get(to("certificate", version.material_id))
    assert answer.status_code == 200
    assert "har markerat att hen har läst" in text(answer)
    assert "Hjulet för lärare" in text(tage.get(to("paper", version.pk)))


def test_where_no_document_can_be_made_the_page_is_printed(
    tage: Client, world: World, by: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = published(by)
    monkeypatch.setattr(documents, "available", lambda: False)
    assert tage.get(to("paper", version.pk)).status_code == 404
    assert "Ord 2." in text(tage.get(to("version", version.pk)))


def test_markup_in_a_text_is_shown_and_not_run(tage: Client, by: Actor) -> None:
    version = draft(by)
    actions.add_part(version=version, heading="<b>", text="<script>alert(1)</script>", area_key="", by=by)
    actions.publish(version=version, news="", by=by)
    page = text(tage.get(to("version", version.pk)))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_families_have_no_page_here(client: Client, world: World, by: Actor) -> None:
    version = published(by)
    sign_in(client, world, "eva")
    for address in (to("library"), to("mine"), to("material", version.material_id), to("version", version.pk)):
        assert client.get(address).status_code == 403
    assert reads.begun(world.actor("eva")) == []
