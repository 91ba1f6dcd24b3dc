"""Every picture is made by a test and shown in a document, and every picture that is shown exists."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "pictures"
HEAVIEST = 250_000  # bytes
MADE = re.compile(r"""\.picture\("([\w-]+)\"""")
SHOWN = re.compile(r"pictures/([\w-]+)\.png")


def _there() -> set[str]:
    return {file.stem for file in PICTURES.iterdir()}


def _said(files: list[Path], pattern: re.Pattern[str]) -> set[str]:
    return {name for file in files for name in pattern.findall(file.read_text(encoding="utf-8"))}


def test_every_picture_is_made_by_a_test() -> None:
    assert _there() == _said(list((ROOT / "tests" / "browser").rglob("*.py")), MADE)


def test_every_picture_is_shown_and_every_shown_picture_exists() -> None:
    documents = [*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")]
    assert _there() == _said(documents, SHOWN)


def test_pictures_are_light() -> None:
    assert [file.name for file in PICTURES.iterdir() if file.stat().st_size > HEAVIEST] == []
