"""Documents as they are made: tagged, titled, in one language, and with nobody's name where a margin or a title is."""

import io
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from kronobarn.ui import documents
from tests.circles.test_papers import PAPERS, take, told
from tests.world import World

NAMES = {
    "assessments:wheel_paper": "hjulet.pdf",
    "plans:paper": "barnets-plan.pdf",
    "plans:childs_paper": "min-plan.pdf",
    "meetings:paper": "mote.pdf",
    "consents:paper": "samtycke.pdf",
    "chronology:events_paper": "handelser.pdf",
}
TITLES = {
    "assessments:wheel_paper": "Barnets bästa-hjulet – Kronobarn",
    "plans:paper": "Barnets plan – Kronobarn",
    "plans:childs_paper": "Min plan – Kronobarn",
    "meetings:paper": "Möte – Kronobarn",
    "consents:paper": "Samtycke – Kronobarn",
    "chronology:events_paper": "Händelser – Kronobarn",
}


@pytest.mark.skipif(not documents.available(), reason=f"No PDF can be made here: SKIPPED. {documents.REMEDY}")
@pytest.mark.parametrize("name", PAPERS)
def test_a_document_is_tagged_and_says_in_no_margin_name_or_title_whom_it_is_about(
    client: Client, world: World, name: str
) -> None:
    story = told(world)

    answer = take(client, world, story, "rut", name)

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'inline; filename="{NAMES[name]}"'
    assert answer["Cache-Control"] == "no-store"
    document = PdfReader(io.BytesIO(answer.content))
    root: Any = document.root_object
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("sv", True)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert document.metadata is not None
    assert document.metadata.title == TITLES[name]
    assert not {"/Author", "/Subject", "/Keywords"} & set(document.metadata)
    assert b"pdfuaid" in root["/Metadata"].get_data()
    found = _tags(root["/StructTreeRoot"])
    assert found.count("H1") == 1
    assert {"Table", "TR", "TH", "TD"} <= set(found) or name == "plans:childs_paper"
    levels = [int(tag[1]) for tag in found if tag in ("H1", "H2", "H3", "H4")]
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    for page in document.pages:
        said = page.extract_text().strip().splitlines()
        assert "Elsa" not in said[-1]


def _tags(node: Any) -> list[str]:
    """The kinds of the structure's elements, in the order in which they are read."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [tag for one in node for tag in _tags(one)]
    if not hasattr(node, "get"):
        return []
    own = [node["/S"].removeprefix("/")] if "/S" in node and node.get("/Type") != "/OBJR" else []
    return own + (_tags(node["/K"]) if "/K" in node else [])
