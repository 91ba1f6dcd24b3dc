"""The documents say what the code says: glossary, generated pages, links, decisions."""

import re
from pathlib import Path

import pytest
from django.apps import apps

from docs import generate
from kronobarn.circles.models import Record
from kronobarn.circles.rules import Role
from tests.repository.test_child_tables import RETENTION

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
AT_THE_ROOT = (
    "README.md",
    "DEVELOPERS.md",
    "TESTING.md",
    "SECURITY.md",
    "THREAT_MODEL.md",
    "CHANGELOG.md",
    "THIRD_PARTY.md",
)
WRITTEN = sorted(DOCS.rglob("*.md")) + [ROOT / name for name in AT_THE_ROOT]
PICTURES = {
    "hjulet-1180.png",
    "min-dag-390.png",
    "plan-1180.png",
    "samtycke-390.png",
    "signal-390.png",
    "barnets-sida-1180.png",
    "handelser-1180.png",
}
LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)\s#]+)(#[^)]*)?\)")
A_PAGE = 500  # words


def _name(file: Path) -> str:
    return str(file.relative_to(ROOT))


def test_every_model_is_in_the_glossary() -> None:
    glossary = (DOCS / "domain" / "glossary.md").read_text(encoding="utf-8")
    ours = {model.__name__ for model in apps.get_models() if model.__module__.startswith("kronobarn.")}

    assert {name for name in ours if f"`{name}`" not in glossary} == set()


def test_every_role_at_the_table_is_in_the_glossary_and_the_access_model() -> None:
    glossary = (DOCS / "domain" / "glossary.md").read_text(encoding="utf-8")
    access = (DOCS / "access-model.md").read_text(encoding="utf-8")

    assert {role for role in Role if f"role `{role}`" not in glossary} == set()
    assert {role for role in Role if f"`{role}`" not in access} == set()


def test_every_variable_is_explained() -> None:
    assert generate.variables().keys() == generate.MEANINGS.keys()


def test_the_tables_page_keeps_to_what_the_tables_promise() -> None:
    assert generate.KEPT == RETENTION


@pytest.mark.parametrize(
    "page",
    [
        "abilities.md",
        "events.md",
        "tables.md",
        "settings.md",
        "access.md",
        "practice-pack.schema.json",
        "practice-language.schema.json",
    ],
)
def test_the_generated_page_is_up_to_date(page: str) -> None:
    written = (generate.PAGES / page).read_text(encoding="utf-8")

    assert written == generate.pages()[page], "run make docs"


def test_the_access_page_has_every_kind_of_record_and_sixteen_people() -> None:
    page = (generate.PAGES / "access.md").read_text(encoding="utf-8")

    assert {label for label in Record.KINDS.values() if f"| {label} | skriven |" not in page} == set()
    assert re.findall(r"^(\d+)\. ", page, re.MULTILINE) == [str(number) for number in range(1, 17)]


@pytest.mark.parametrize("file", WRITTEN, ids=_name)
def test_links_lead_somewhere(file: Path) -> None:
    lost = [
        target
        for picture, target, _part in LINK.findall(file.read_text(encoding="utf-8"))
        if not target.startswith(("http:", "https:", "mailto:"))
        and not (picture and Path(target).name in PICTURES)
        and not (file.parent / target).exists()
    ]

    assert lost == []


@pytest.mark.parametrize("file", WRITTEN, ids=_name)
def test_pictures_say_in_words_what_they_show(file: Path) -> None:
    assert re.findall(r"!\[\s*\]", file.read_text(encoding="utf-8")) == []


def test_decisions_are_numbered_and_listed() -> None:
    files = sorted(each.name for each in (DOCS / "adr").glob("0*.md"))
    listed = re.findall(r"\]\((0[^)]+)\)", (DOCS / "adr" / "README.md").read_text(encoding="utf-8"))

    assert [int(name[:4]) for name in files] == list(range(1, len(files) + 1))
    assert listed == files


@pytest.mark.parametrize("file", sorted((DOCS / "adr").glob("0*.md")), ids=_name)
def test_a_decision_has_its_parts_and_fits_a_page(file: Path) -> None:
    text = file.read_text(encoding="utf-8")

    assert re.findall(r"^## (\w+)", text, re.MULTILINE) == ["Context", "Decision", "Consequences", "Rejected"]
    assert text.startswith(f"# {file.name[:4]}. ")
    assert len(text.split()) <= A_PAGE


def test_every_command_is_in_the_guide_for_operators() -> None:
    texts = "".join(each.read_text(encoding="utf-8") for each in (DOCS / "operations").glob("*.md"))

    assert [
        name for name in ("demo", "serve", "worker", "migrate", "doctor", "import", "manage") if name not in texts
    ] == []
