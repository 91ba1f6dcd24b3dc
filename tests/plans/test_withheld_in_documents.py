"""A goal that a guardian must not know of is not in the documents either: searched for in the files themselves."""

import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from kronobarn.circles.models import Withheld
from kronobarn.ui import documents
from tests.documents.pdfs import told as everything
from tests.plans.test_withholding import DONE, GOALS, followed_up, withhold
from tests.sign_in import sign_in
from tests.world import World

pytestmark = pytest.mark.skipif(
    not documents.available(), reason=f"No PDF can be made here: SKIPPED. {documents.REMEDY}"
)
PAPERS = ("plans:paper", "plans:childs_paper")
SECRET = (GOALS[0], DONE[0])


@pytest.fixture
def kept(world: World) -> dict[str, Any]:
    """Emil must not know that Elsa sees her cousin; the plan is there for him, and the rest of it."""
    made = followed_up(world)
    (made["decided"],) = withhold(world, made["plan"], made[GOALS[0]].pk, "emil")
    return made


def taken(client: Client, world: World, who: str, name: str, kept: dict[str, Any], **query: str) -> bytes:
    sign_in(client, world, who)
    answer = client.get(reverse(name, args=[kept["plan"].pk]), query)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return bytes(answer.content)


def text(file: bytes) -> str:
    """All words of all pages, as another program reads them."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(file)).pages).split())


@pytest.mark.parametrize("name", PAPERS)
def test_the_guardians_own_document_has_the_rest_and_nothing_of_it(
    client: Client, world: World, kept: dict[str, Any], name: str
) -> None:
    for who, sees in (("eva", True), ("emil", False)):
        file = taken(client, world, who, name, kept)
        said = text(file)
        assert GOALS[1] in said, f"the search finds what is there, as {who}"
        assert (GOALS[0] in said) is sees
        if not sees:
            raw = everything(file).decode("latin-1") + said
            assert [word for word in (*SECRET, "kusin", str(kept[GOALS[0]].pk)) if word.lower() in raw.lower()] == []


@pytest.mark.parametrize("name", PAPERS)
def test_the_copy_that_is_made_for_the_guardian_has_nothing_of_it(
    client: Client, world: World, kept: dict[str, Any], name: str
) -> None:
    assert isinstance(kept["decided"], Withheld)
    whole = text(taken(client, world, "rut", name, kept))
    copy = text(taken(client, world, "rut", name, kept, utan=str(kept["decided"].pk)))
    assert GOALS[0] in whole
    assert GOALS[1] in copy
    assert "kusin" not in copy.lower()
