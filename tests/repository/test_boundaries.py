"""Rules about the code itself that no linter knows."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path("kronobarn")
WRITES = {
    "save",
    "create",
    "bulk_create",
    "update",
    "bulk_update",
    "delete",
    "get_or_create",
    "update_or_create",
    "create_user",
}
HARMLESS = {"update", "create", "delete"}
"""Also the names of methods of dictionaries and digests: counted only after `.objects` or a filter."""
OUTSIDE = {
    "people/models.py",  # the manager that sign-in libraries call
    "ui/jinja.py",
    "database/prepare.py",
    "documents/rules.py",  # saves a picture in memory, no row
    "documents/pdf.py",  # the same with a PDF
    "demo/county/paper.py",  # and with one that is made
}
VIEWS = sorted([*SOURCE.glob("*/views.py"), *SOURCE.glob("*/views/*.py")])
OTHERS = [
    path
    for path in sorted(SOURCE.rglob("*.py"))
    if "actions" not in path.as_posix()
    and "migrations" not in path.parts
    and str(path.relative_to(SOURCE)) not in OUTSIDE
]
DOORS = {"open_or_404", "find_or_404", "through"}
"""The doors, and the name a view gives to the one of them it has chosen by the method."""


def writes(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        call = ast.unparse(node.func)
        writes = node.func.attr in WRITES and (node.func.attr not in HARMLESS or "objects" in call)
        if writes and "session" not in call:
            yield f"{path}:{node.lineno} {call}"


@pytest.mark.parametrize("path", OTHERS, ids=str)
def test_only_actions_write(path: Path) -> None:
    assert list(writes(path)) == []


@pytest.mark.parametrize("path", VIEWS, ids=str)
def test_views_reach_records_only_through_the_door(path: Path) -> None:
    """In a view, `.objects` of a model about children is followed by `visible_to`, or handed to a door."""
    tree = ast.parse(path.read_text())
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    strays = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "objects":
            model = ast.unparse(node.value)
            use = parents[node]
            scoped = isinstance(use, ast.Attribute) and use.attr == "visible_to"
            while isinstance(use, ast.Attribute) or (isinstance(use, ast.Call) and isinstance(use.func, ast.Attribute)):
                use = parents[use]  # past .select_related(…)
            door = isinstance(use, ast.Call) and ast.unparse(use.func).split(".")[-1] in DOORS
            if not (scoped or door or model in {"Unit", "Assignment", "SecrecyArea", "Person"}):
                strays.append(f"{path}:{node.lineno} {model}")
    assert strays == []


@pytest.mark.parametrize("path", sorted(SOURCE.glob("*/rules.py")), ids=str)
def test_rules_are_pure(path: Path) -> None:
    imported = {
        name.name if isinstance(node, ast.Import) else node.module or ""
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
    }
    assert not [
        module
        for module in imported
        if module.startswith(("django", "kronobarn"))
        and not module.endswith(".rules")
        and module != "django.utils.translation"
        and module != "django.utils.functional"
    ]


def test_every_event_has_a_sentence() -> None:
    from kronobarn.audit.events import KINDS

    assert KINDS
    for kind, event in KINDS.items():
        assert str(event.sentence), kind
        assert "." in kind, kind
