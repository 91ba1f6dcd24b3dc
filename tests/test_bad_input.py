"""What bad input gets: a sentence that says what to do, the typed text kept, no duplicate, no leak.

Where another file already holds a case, `ELSEWHERE` says which; the rest is here.
"""

import ast
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from kronobarn.audit.events import KINDS
from kronobarn.audit.models import LogEntry
from kronobarn.concerns.models import Signal
from kronobarn.plans.models import Party
from tests import world as town
from tests.accounts.conftest import give_password, type_password
from tests.hunt.markers import about_children
from tests.sign_in import sign_in
from tests.story import Stage, tell
from tests.test_main_job import EVERYONE, before_the_last_hour, from_a_signal_to_the_end, known_by_number
from tests.visitor import Form, Visitor
from tests.world import World

__all__ = ["before_the_last_hour"]

ELSEWHERE = {
    "a personal number with a wrong check digit": (
        "tests/responsibility/test_pages.py::test_what_cannot_be_right_is_said_and_what_was_typed_stays"
    ),
    "a future birth date": (
        "tests/responsibility/test_pages.py::test_what_cannot_be_right_is_said_and_what_was_typed_stays"
    ),
    "a consent that ends before it begins": (
        "tests/consents/test_pages.py::test_a_consent_that_ends_before_it_begins_is_refused_with_the_text_kept"
    ),
    "a form posted after the session ended": (
        "tests/accounts/test_parked.py::test_the_writer_gets_it_back_and_sends_it_with_one_button"
    ),
    "two people saving the same plan": (
        "tests/plans/test_pages.py::test_two_people_saving_see_both_texts_and_overwrite_nothing"
    ),
    "a guessed id": "tests/test_access.py::test_a_forbidden_id_and_a_guessed_one_answer_the_same",
    "a tampered assignment of one's own": (
        "tests/accounts/test_choosing.py::test_a_tampered_choice_is_refused_in_words_and_logged"
    ),
    "a county file with an unknown area": (
        "tests/authorities/test_county_files.py::test_a_mistake_is_told_with_file_line_and_remedy"
    ),
}


@pytest.mark.parametrize("place", ELSEWHERE.values(), ids=ELSEWHERE.keys())
def test_what_is_held_elsewhere_is_still_there(place: str) -> None:
    path, name = place.split("::")

    tree = ast.parse(Path(path).read_text())

    assert name in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


WORDS = "Elsa berättade att hon sover dåligt."


def signal_form(visitor: Visitor, world: World) -> tuple[Form, dict[str, list[str]]]:
    """A signal that is filled in and not yet sent."""
    send = "Skicka till den som ansvarar"
    form = visitor.go(reverse("concerns:notice", args=[world.elsa.pk])).form(send)
    return form, form.filled(send, what_was_seen=WORDS, seen_on="2026-01-15", child_knows="Ja", guardians_know="Ja")


# A double click on every button


HOW_MUCH = " UNION ALL ".join(
    f"SELECT '{model._meta.db_table}', count(*) FROM {model._meta.db_table}"
    for model in about_children()
    if model is not LogEntry
)


class Impatient(Visitor):
    """Presses every button twice."""

    def post(self, form: Form, data: dict[str, list[str]], *, becomes: int = 200) -> "Impatient":
        super().post(form, data, becomes=becomes)
        if "once" not in data:
            raise AssertionError(f"a double click on {form.buttons} is done twice")
        address, written = self.address, self._written()
        super().post(form, data, becomes=becomes)
        if self.answer.redirect_chain:
            assert self.address == address
        assert self._written() == written, form.buttons
        return self

    def _written(self) -> dict[str, int]:
        """How much there is of everything about the child, as the database shows it to the sender and the responsible."""
        found: dict[str, int] = {}
        for name in {self.name, "rut"}:
            with self.world.as_(name) as actor, connection.cursor() as cursor:
                cursor.execute(HOW_MUCH)
                found |= {f"{name} {table}": int(rows) for table, rows in cursor.fetchall()}
                looks = [kind for kind, event in KINDS.items() if event.is_look]
                log = LogEntry.objects.visible_to(actor).filter(child_id=self.world.elsa.pk).exclude(kind__in=looks)
                found[f"{name} log"] = log.count()
        return found


def test_every_button_of_the_main_job_may_be_pressed_twice(world: World) -> None:
    number = known_by_number(world)
    from_a_signal_to_the_end({name: Impatient(world, name) for name in EVERYONE}, number)


def test_two_clicks_at_the_same_moment_send_one_signal(fresh_database: str) -> None:
    world = town.build()
    eva = Visitor(world, "eva")
    form, data = signal_form(eva, world)

    def click(_number: int) -> str:
        client = Client()
        client.cookies = eva.client.cookies
        try:
            return str(client.post(form.action, data)["Location"])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as fingers:
        first, second = fingers.map(click, range(2))

    assert first == second
    with world.as_("rut") as rut:
        assert Signal.objects.visible_to(rut).count() == 1


# A form posted after the session ended


def test_a_signal_sent_after_the_session_is_sent_once_signed_in_again(world: World) -> None:
    give_password(world.people["eva"])
    eva = Visitor(world, "eva")
    form, data = signal_form(eva, world)
    eva.client.logout()

    eva.post(form, data)
    assert "Det du skrev är inte borta" in eva.text
    assert WORDS not in eva.answer.content.decode()

    type_password(eva.client, "eva")
    eva.go(reverse("accounts:choose"))
    assert WORDS in eva.text
    eva.send("Skicka det nu")
    assert "Inte mottagen än" in eva.text
    with world.as_("rut") as rut:
        assert [one.what_was_seen for one in Signal.objects.visible_to(rut)] == [WORDS]


# A plan without a contact


def test_a_service_without_a_contact_is_not_in_the_plan(world: World) -> None:
    story = tell(world, Stage.PLANNED)
    rut = Visitor(world, "rut").go(reverse("plans:add_party", args=[story.plan.pk]))

    rut.send("Bjud in", becomes=422)

    assert "Välj en kontaktperson." in rut.text
    with world.as_("rut") as actor:
        assert Party.objects.visible_to(actor).count() == 2


# A tampered assignment


def _who(story: Any, world: World) -> tuple[str, str, str, str]:
    return (
        reverse("assessments:ask", args=[story.matter.pk]),
        "Skicka frågan",
        "who",
        f"a:{world.assignments['gunnar'].pk}",
    )


def _receiver(story: Any, world: World) -> tuple[str, str, str, str]:
    address = reverse("circles:ask", args=[world.elsa.pk, world.units["elevhalsan"].key])
    return address, "Bjud in", "assignment", str(world.assignments["gunnar"].pk)


def _contact(story: Any, world: World) -> tuple[str, str, str, str]:
    return (
        reverse("plans:add_party", args=[story.plan.pk]),
        "Bjud in",
        "contact",
        str(world.assignments["gunnar"].pk),
    )


def _called(story: Any, world: World) -> tuple[str, str, str, str]:
    return (
        reverse("meetings:call", args=[story.matter.pk]),
        "Skicka kallelse",
        "invited",
        str(world.assignments["bo"].pk),
    )


@pytest.mark.parametrize(
    ("stage", "page", "typed", "says"),
    [
        (Stage.RECEIVED, _who, {"question": WORDS}, "Välj ett giltigt alternativ"),
        (Stage.RECEIVED, _receiver, {"why": WORDS}, "Personen arbetar inte där längre. Välj en i listan."),
        (Stage.AGREED, _called, {"child_wishes": WORDS}, "Välj bland personerna i listan."),
        (Stage.PLANNED, _contact, {}, "Välj ett giltigt alternativ"),
    ],
    ids=["asked", "invited to the table", "called to a meeting", "contact in the plan"],
)
def test_somebody_who_was_not_offered_cannot_be_chosen(
    world: World,
    stage: Stage,
    page: Callable[[Any, World], tuple[str, str, str, str]],
    typed: dict[str, str],
    says: str,
) -> None:
    address, button, name, value = page(tell(world, stage), world)
    rut = Visitor(world, "rut").go(address)
    form = rut.form(button)

    rut.post(form, form.filled(button, **typed) | {name: [value]}, becomes=422)

    assert says in rut.text
    for words in typed.values():
        assert words in rut.answer.content.decode()
    with world.as_("bo") as bo:
        assert not type(world.elsa).objects.visible_to(bo).exists()
    with world.as_("gunnar") as gunnar:
        assert not type(world.elsa).objects.visible_to(gunnar).exists()


# An upload where none is expected


def test_a_file_in_place_of_words_is_as_if_nothing_was_written(client: Client, world: World) -> None:
    sign_in(client, world, "rut")
    address = reverse("concerns:notice", args=[world.elsa.pk])
    file = SimpleUploadedFile("Elsa.exe", b"MZ" + b"\0" * 200_000, content_type="application/octet-stream")

    answer = client.post(address, {"what_was_seen": file, "seen_on": "2026-01-15", "who_noticed": "vaktmästaren"})

    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Skriv vad du har sett eller hört." in text
    assert "vaktmästaren" in text
    assert "Elsa.exe" not in text


def test_a_file_beside_the_words_is_left_out(client: Client, world: World) -> None:
    sign_in(client, world, "rut")
    typed = {"what_was_seen": WORDS, "seen_on": "2026-01-15", "child_knows": "yes", "guardians_know": "yes"}
    file = SimpleUploadedFile("Elsa.exe", b"MZ")

    answer = client.post(reverse("concerns:notice", args=[world.elsa.pk]), {**typed, "attachment": file})

    assert answer.status_code == 302
    assert re.fullmatch(r"/signaler/[0-9a-f-]{36}/", answer["Location"])


def test_more_words_than_are_read_at_once_are_refused_in_words(client: Client, world: World, settings: Any) -> None:
    sign_in(client, world, "rut")
    typed = {"what_was_seen": "Elsa " * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 5), "who_noticed": "vaktmästaren"}

    # As a form without files sends it: with one, each field is read by itself.
    answer = client.post(
        reverse("concerns:notice", args=[world.elsa.pk]),
        urlencode(typed),
        content_type="application/x-www-form-urlencoded",
    )

    assert answer.status_code == 413
    assert "Dela upp texten" in answer.content.decode()
    with world.as_("rut"):
        assert not Signal.objects.exists()


def test_no_table_has_room_for_a_file() -> None:
    fields = [field for model in apps.get_models() for field in model._meta.concrete_fields]
    assert [field for field in fields if field.get_internal_type() == "FileField"] == []


def test_the_address_of_a_button_says_that_it_is_one(client: Client, world: World) -> None:
    sign_in(client, world, "rut")
    answer = client.get(reverse("accounts:stay"))
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "Det här görs med en knapp" in answer.content.decode()
