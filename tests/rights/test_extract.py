"""The right of access: everything that is the person's to read, nothing that is somebody else's, in every form."""

import io
import json
import logging
from base64 import b64decode
from collections.abc import Iterator
from copy import deepcopy
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker

from kronobarn.audit.models import LogEntry
from kronobarn.circles import actions as circles
from kronobarn.circles.models import Detail, Part, Record
from kronobarn.circles.rules import Kind
from kronobarn.consents.models import Consent
from kronobarn.core import clock
from kronobarn.core.decisions import Denied
from kronobarn.documents import actions as papers
from kronobarn.documents.models import Document
from kronobarn.documents.rules import OWN_PAPER, From, HandedIn
from kronobarn.merges import actions as merges
from kronobarn.people.identity import made_up_reserve_number
from kronobarn.people.models import Child, Person, Protection
from kronobarn.responsibility import actions as responsibility
from kronobarn.rights import actions, by_hand, contents, rules
from kronobarn.rights import child as children
from kronobarn.rights.extract import Extract, Picture
from kronobarn.rights.rules import Asked, Form
from kronobarn.ui import documents
from tests import world as town
from tests.conftest import at, own_database
from tests.documents.pdfs import pdf
from tests.documents.pictures import picture
from tests.sign_in import sign_in
from tests.story import Stage, tell
from tests.world import World, born

NOTICED = "Elsa somnar på lektionerna."
SANNAS, EVAS, ELSAS = "Ont i magen varje vecka.", "Vaknar ofta på natten.", "Jag ligger vaken."
MASKED = "efter prövning"
RESERVE = made_up_reserve_number(born(9))
REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference"


@pytest.fixture(scope="module")
def database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[str, World]]:
    """Elsa's whole story, told once."""
    with django_db_blocker.unblock(), own_database("rights") as name:
        with at(name):
            world = town.build()
            tell(world, Stage.REVIEWING)
        yield name, world


@pytest.fixture
def told(database: tuple[str, World]) -> Iterator[World]:
    """The town with the story; what a test writes is undone."""
    name, world = database
    with at(name), transaction.atomic():
        yield deepcopy(world)
        transaction.set_rollback(True)


def take(world: World, name: str, child: Child | None = None) -> Extract:
    return actions.take(child=child or world.elsa, form=Form.JSON, by=world.actor(name))


def file_of(client: Client, world: World, name: str, form: str) -> Any:
    sign_in(client, world, name)
    return client.post(reverse("rights:child_file", args=[world.elsa.pk, form]))


def test_every_table_about_a_child_is_given_or_has_a_reason() -> None:
    hanging = {model for model in apps.get_models() if issubclass(model, Detail | Part)}

    assert hanging == contents.TOLD.keys() | contents.NOT_GIVEN.keys()
    assert not contents.TOLD.keys() & contents.NOT_GIVEN.keys()


def test_every_column_has_a_name_to_read() -> None:
    for model, told in contents.TOLD.items():
        for name in told.facts + told.words:
            column: Any = model._meta.get_field(name)
            called = name in contents.LABELS or str(column.verbose_name) != name.replace("_", " ")
            assert called, f"{model.__name__}.{name}"


@pytest.mark.parametrize(
    ("who", "reads", "not_reads"),
    [
        # one's own words, what was disclosed; never the notifier's, nor another guardian's
        ("eva", (EVAS, "Elsa Ek", "Ängsby kommun"), (NOTICED, SANNAS, "Emil")),
        ("elsa", (ELSAS, "Elsa Ek"), (NOTICED, SANNAS, EVAS, "Emil")),
        ("emil", ("Elsa Ek",), (NOTICED, SANNAS, EVAS, "Eva i Ängsby")),
    ],
)
def test_each_gets_what_is_theirs(told: World, who: str, reads: tuple[str, ...], not_reads: tuple[str, ...]) -> None:
    text = take(told, who).as_json()

    assert [one for one in reads if one not in text] == []
    assert [one for one in not_reads if one in text] == []


def test_a_version_of_the_plan_reads_as_the_plan_does(told: World) -> None:
    parts = take(told, "elsa").parts
    (version, *_more) = [
        item.facts
        for part in parts
        for section in part.sections
        for item in section.items
        if item.heading == "Version av planen"
    ]
    labels = [fact.label for fact in version]
    assert labels[0] == "Version"
    assert labels.index("Det här vill jag") < next(at for at, one in enumerate(labels) if one.startswith("Mål 1, "))
    assert any(one.startswith("Mål 1, ") and one.endswith(": det vi gör") for one in labels)


def with_a_paper(told: World, giver: str, sent: bytes = b"", handed_in: HandedIn = OWN_PAPER) -> Document:
    """Somebody has signed a paper about consent, and Rut has put a picture of it in, or what is sent."""
    with told.as_("rut"):
        signed = Consent.objects.filter(child=told.elsa, giver=told.people[giver]).earliest("record__written_at").record
    return papers.add(record=signed, sent=sent or picture(), handed_in=handed_in, by=told.actor("rut"))


def pictures(extract: Extract) -> list[Picture]:
    return [fact.value for item in _items(extract) for fact in item.facts if isinstance(fact.value, Picture)]


def test_a_paper_is_in_the_extract_itself_whole_and_with_a_sum(client: Client, told: World) -> None:
    kept = bytes(with_a_paper(told, "eva").content)

    data = json.loads(file_of(client, told, "eva", "utdrag.json").content)
    page = file_of(client, told, "eva", "utskrift").content.decode()

    (value,) = [
        fact["value"]
        for part in data["parts"]
        for section in part["sections"]
        for item in section["items"]
        for fact in item["facts"]
        if isinstance(fact["value"], dict)
    ]
    assert b64decode(value["base64"]) == kept
    assert (value["sha256"], value["size"]) == (sha256(kept).hexdigest(), len(kept))
    assert value.keys() == picture_schema().keys()
    assert f"data:image/jpeg;base64,{value['base64']}" in page
    if documents.available():
        answer = file_of(client, told, "eva", "utdrag.pdf")
        shown = PdfReader(io.BytesIO(answer.content)).pages
        assert len({one.data for sheet in shown for one in sheet.images}) == 1


def test_a_pdf_is_in_the_extract_whole_with_its_first_pages_as_pictures(
    client: Client, told: World, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PDF_WITHOUT_SCAN = True
    kept = bytes(with_a_paper(told, "eva", pdf(2)).content)

    page = file_of(client, told, "eva", "utskrift").content.decode()
    file, *drawn = pictures(take(told, "eva"))

    assert (b64decode(file.base64), file.media_type) == (kept, "application/pdf")
    assert [one.media_type for one in drawn] == ["image/jpeg"] * 2
    assert page.count("data:image/jpeg;base64,") == 2
    assert "data:application/pdf" not in page
    if documents.available():
        assert file_of(client, told, "eva", "utdrag.pdf").content.startswith(b"%PDF-")
    monkeypatch.setattr(rules, "MOST_DRAWN", 0)
    assert len(pictures(take(told, "eva"))) == 1, "the file is there in any case"


def picture_schema() -> dict[str, Any]:
    found = json.loads((REFERENCE / "registerutdrag.schema.json").read_text(encoding="utf-8"))
    for name in ("parts", "sections", "items", "facts"):
        found = found["properties"][name]["items"]
    described: dict[str, Any] = found["properties"]["value"]["properties"]
    return described


@pytest.mark.parametrize(
    ("giver", "who", "holds"),
    [("eva", "eva", True), ("eva", "elsa", False), ("eva", "emil", False), ("emil", "emil", True)],
)
def test_a_paper_that_another_guardian_signed_is_examined_first(told: World, giver: str, who: str, holds: bool) -> None:
    with_a_paper(told, giver)

    assert bool(pictures(take(told, who))) is holds


@pytest.mark.parametrize(("who", "holds"), [("eva", False), ("emil", False), ("elsa", False)])
def test_a_paper_that_emil_handed_in_with_evas_consent_is_examined_first(told: World, who: str, holds: bool) -> None:
    day = clock.today()
    with_a_paper(told, "eva", handed_in=HandedIn(From.GUARDIAN, told.people["emil"].pk, "", day))

    assert bool(pictures(take(told, who))) is holds


def test_who_handed_a_paper_in_is_in_the_extract(told: World) -> None:
    day = clock.today()
    with_a_paper(told, "eva", handed_in=HandedIn(From.GUARDIAN, told.people["eva"].pk, "", day))

    facts = {fact.label: fact.value for item in _items(take(told, "eva")) for fact in item.facts}

    assert facts["Vem som lämnade papperet"] == "En vårdnadshavare"
    assert facts["Lämnat"] == day
    assert facts["Vårdnadshavaren som lämnade det"] == "Du"


def test_a_paper_that_was_taken_away_or_has_no_room_is_said_and_not_shown(
    told: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, left = with_a_paper(told, "eva"), with_a_paper(told, "eva", picture((30, 40)))
    papers.remove(document=gone, because="Det är fel barn.", by=told.actor("rut"))
    assert [one.size for one in pictures(take(told, "eva"))] == [len(left.content)]

    monkeypatch.setattr(rules, "MOST_OF_PICTURES", len(left.content) - 1)

    extract = take(told, "eva")
    assert pictures(extract) == []
    assert "blir utdraget för stort" in extract.as_json()


@pytest.mark.parametrize(("who", "both"), [("rut", True), ("eva", False)])
def test_two_cards_of_one_child_are_one_extract_for_those_who_sit_at_both(told: World, who: str, both: bool) -> None:
    rut = told.actor("rut")
    twin = responsibility.register(
        unit=told.units["angsskolan"], given_name="Elsa", family_name="Ek", born_on=born(9), number=RESERVE, by=rut
    )
    merges.join(child=twin, kept=told.elsa, reason="De är samma barn.", by=rut)
    with told.as_(who) as actor:
        found = children.cards(told.elsa, subject=actor, by=actor)
        assert [card.pk for card in found] == [told.elsa.pk, *([twin.pk] if both else [])]
        assert (RESERVE[-4:] in children.gather(told.elsa, subject=actor, by=actor).as_json()) is both


def test_another_guardians_words_are_left_for_the_authority_and_the_childs_are_not() -> None:
    assert rules.is_anothers(2, subject=1, guardians={1, 2})
    assert not rules.is_anothers(1, subject=1, guardians={1, 2})
    assert not rules.is_anothers(3, subject=1, guardians={1, 2})
    assert not rules.is_anothers(None, subject=1, guardians={1, 2})


def test_staff_with_protected_data_and_workplaces_of_a_protected_child_are_named_by_function(told: World) -> None:
    with told.as_("rut"):
        Child.objects.filter(pk=told.elsa.pk).update(protection=Protection.SECRECY_MARK)
    told.elsa.refresh_from_db()

    text = take(told, "eva").as_json()

    assert "Rektor" in text
    assert "Ängsskolan" not in text
    assert "Ängsby kommun" not in text
    assert "Rut i" not in text


def test_the_responsible_gives_no_more_than_the_person_may_read_and_only_their_own_organisations(told: World) -> None:
    eva = told.actor("eva")

    given = actions.give(child=told.elsa, to=eva, form=Form.JSON, asked=Asked.IN_WRITING, by=told.actor("rut"))

    assert {part.controller for part in given.parts} == {"Ängsby kommun"}
    assert NOTICED not in given.as_json()
    assert "Dina utkast" not in given.as_json()
    own = {(item.heading, fact.label, str(fact.value)) for item in _items(take(told, "eva")) for fact in item.facts}
    extra = {(item.heading, fact.label, str(fact.value)) for item in _items(given) for fact in item.facts} - own
    assert {label for _heading, label, _value in extra if "utdrag" not in label and "Lämnat" not in label} == set()
    with told.as_("rut"):
        line = LogEntry.objects.filter(kind="access.taken", child_id=told.elsa.pk, why=Asked.IN_WRITING).get()
    assert line.detail["person"] == eva.person_id


@pytest.mark.parametrize("takes_it", ["emil", "rut"])
def test_what_is_withheld_from_a_guardian_is_in_no_extract_for_them(told: World, takes_it: str) -> None:
    rut, emil = told.actor("rut"), told.actor("emil")
    with told.as_("rut"):
        plan = Record.objects.get(child=told.elsa, kind=Kind.PLAN)
    before = take(told, "emil").as_json()
    circles.withhold(
        record=plan,
        guardians=[told.people["emil"]],
        reason="Elsa är rädd för honom.",
        review_on=clock.today() + timedelta(days=30),
        by=rut,
    )

    if takes_it == "emil":
        given = take(told, "emil").as_json()
    else:
        given = actions.give(child=told.elsa, to=emil, form=Form.JSON, asked=Asked.IN_WRITING, by=rut).as_json()

    for word in ("Barnets plan", "Samverkansansvarig", "Kontaktperson", "Uppföljning"):
        assert word in before
        assert word not in given
    assert "dolde" not in given.lower()


def _items(extract: Extract) -> list[Any]:
    return [item for part in extract.parts for section in part.sections for item in section.items]


@pytest.mark.parametrize("name", ["tage", "sofia", "sanna"])
def test_others_at_the_table_give_nothing(told: World, name: str) -> None:
    with pytest.raises(Denied, match="barnensbästa-ansvarig"):
        actions.give(child=told.elsa, to=told.actor("eva"), form=Form.JSON, asked=Asked.IN_WRITING, by=told.actor(name))


def test_too_many_are_stopped(told: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kronobarn.rights.policy.EXTRACTS_AN_HOUR", 1)
    take(told, "eva")

    with pytest.raises(Denied, match="många registerutdrag"):
        take(told, "eva")


@pytest.mark.skipif(not documents.available(), reason=f"No PDF can be made here: SKIPPED. {documents.REMEDY}")
def test_the_page_the_print_and_the_file_say_the_same_and_the_pdf_is_tagged(
    client: Client, told: World, caplog: pytest.LogCaptureFixture
) -> None:
    sign_in(client, told, "eva")
    overview = client.get(reverse("rights:child", args=[told.elsa.pk])).content.decode()
    assert "vare sig det finns sådana uppgifter eller inte" in overview

    page = file_of(client, told, "eva", "utskrift").content.decode()
    data = json.loads(file_of(client, told, "eva", "utdrag.json").content)
    with caplog.at_level(logging.DEBUG):
        answer = file_of(client, told, "eva", "utdrag.pdf")

    assert answer["Content-Type"] == "application/pdf"
    assert "Elsa" not in answer["Content-Disposition"]
    assert "Vaknar" not in caplog.text
    document = PdfReader(io.BytesIO(answer.content))
    text = " ".join(" ".join(one.extract_text() for one in document.pages).split())
    assert EVAS in page
    assert EVAS in text
    assert EVAS in json.dumps(data, ensure_ascii=False)
    assert data["format"] == rules.FORMAT
    root: Any = document.root_object
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("sv", True)
    assert document.metadata is not None
    assert document.metadata.title == "Registerutdrag – Kronobarn"


def test_without_the_libraries_the_page_is_offered_instead(
    client: Client, told: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "available", lambda: False)

    answer = file_of(client, told, "eva", "utdrag.pdf")

    assert "Skriv ut sidan i stället" in answer.content.decode()


def test_the_responsible_asks_for_whom_and_how(client: Client, told: World) -> None:
    sign_in(client, told, "rut")
    address = reverse("rights:child", args=[told.elsa.pk])
    wrong = client.post(address, {"asked": Asked.ON_A_VISIT.value})
    eva = told.people["eva"].pk

    answer = client.post(address, {"person": eva, "asked": Asked.ON_A_VISIT.value, "form": Form.JSON.value})

    assert wrong.status_code == 422
    assert "checked" in wrong.content.decode()
    assert json.loads(answer.content)["parts"]


@pytest.mark.parametrize(("name", "has"), [("rut", "Rektor"), ("eva", "Ditt konto")])
def test_ones_own_account_and_doings(client: Client, told: World, name: str, has: str) -> None:
    sign_in(client, told, name)

    text = client.post(reverse("rights:own_file", args=["utdrag.json"])).content.decode()

    assert has in text
    assert "Elsa" not in text
    assert "Allt som finns om dig" in client.get(reverse("rights:mine")).content.decode()


@pytest.mark.parametrize("about_the_child", [True, False])
def test_the_command_writes_a_file_that_others_cannot_read(
    told: World, tmp_path: Path, capsys: pytest.CaptureFixture[str], about_the_child: bool
) -> None:
    child_id: UUID | None = told.elsa.pk if about_the_child else None

    code = by_hand.access(person_id=told.people["eva"].pk, child_id=child_id, form=Form.JSON, folder=tmp_path)

    (made,) = tmp_path.iterdir()
    assert code == 0
    assert made.stat().st_mode & 0o077 == 0
    assert (EVAS in made.read_text()) is about_the_child
    assert "Eva" not in capsys.readouterr().out


def test_the_command_refuses_whom_it_does_not_know(told: World, tmp_path: Path) -> None:
    nora = told.people["nora"].pk
    assert by_hand.access(person_id=0, child_id=None, form=Form.JSON, folder=tmp_path) == 1
    assert by_hand.access(person_id=nora, child_id=told.elsa.pk, form=Form.JSON, folder=tmp_path) == 1
    assert list(tmp_path.iterdir()) == []


def test_gathering_asks_no_more_the_more_there_is(told: World, django_assert_max_num_queries: Any) -> None:
    with told.as_("eva") as eva, django_assert_max_num_queries(60):
        children.gather(told.elsa, subject=eva, by=eva)
    assert Person.objects.count() > 0
