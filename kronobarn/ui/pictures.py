"""Pictures for those who would rather look than read: a key, a picture, where it comes from and how it may be used.

Ours lie in `ui/pictures`. A county can lay a folder of its own over them, key by key (the setting PICTURES): a picture
that it has is shown, and ours where it has none. A picture never bears the meaning alone unless it is given a label.

A folder of pictures holds `manifest.yaml` and the files it names. What is drawn in SVG is written into the page, so that
its lines take the colour of the text: on light, on dark and in the reader's own colours. It may hold shapes and nothing
else. A PNG or a WebP is sent from an address of its own.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import yaml
from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from markupsafe import Markup

OURS = Path(__file__).parent / "pictures"
MANIFEST = "manifest.yaml"
SIZES = (48, 96, 200)
"""In CSS pixels at the browser's own text size; they grow with the reader's text."""
TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".webp": "image/webp"}
HEAVIEST = 200_000  # bytes
SHAPES = frozenset({"svg", "g", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon", "title"})
SVG = "{http://www.w3.org/2000/svg}"
UNSAFE = re.compile(r"^(on|style|href)|url\(|javascript:", re.IGNORECASE)
ENTITY = re.compile(r"<!(DOCTYPE|ENTITY)", re.IGNORECASE)

# Faces for two, three or five steps, in reading order from hard to good. No tears, and the same colour all along.
FACES: Mapping[int, tuple[str, ...]] = {
    2: ("face-1", "face-5"),
    3: ("face-1", "face-3", "face-5"),
    5: ("face-1", "face-2", "face-3", "face-4", "face-5"),
}
OWN = ("me-cat", "me-bear", "me-fish", "me-boat", "me-star", "me-flower")
"""What a child can choose as its own picture."""

NAMES: Mapping[str, str | Promise] = {
    "safe": _("ett barn under ett paraply"),
    "healthy": _("ett barn med ett hjärta på magen"),
    "growing": _("en växt som växer i solen"),
    "cared": _("en vuxen som kramar ett barn"),
    "active": _("ett barn som sparkar en boll"),
    "respected": _("ett barn som berättar något viktigt"),
    "responsible": _("en sko med knuten rosett"),
    "included": _("tre barn bredvid varandra"),
    "face-1": _("en lite ledsen min"),
    "face-2": _("en rak mun"),
    "face-3": _("ett litet leende"),
    "face-4": _("ett leende"),
    "face-5": _("ett stort leende"),
    "step-notice": _("en vuxen som märker hur ett barn har det"),
    "step-tell": _("ett barn som berättar"),
    "step-think": _("någon som tänker"),
    "step-meet": _("några som träffas vid ett bord"),
    "step-plan": _("en plan på ett papper"),
    "step-follow-up": _("en almanacka"),
    "yes": _("en bock"),
    "no": _("ett kryss"),
    "dont-know": _("en min som undrar"),
    "dont-want": _("en hand som säger stopp"),
    "listen": _("en högtalare"),
    "draw": _("en krita som ritar"),
    "write": _("en penna och ett papper"),
    "talk": _("två som pratar"),
    "show": _("ett öga"),
    "secret": _("ett lås med ett hjärta"),
    "pause": _("paus"),
    "thanks": _("en glad sol"),
    "me-cat": _("en katt"),
    "me-bear": _("en björn"),
    "me-fish": _("en fisk"),
    "me-boat": _("en båt"),
    "me-star": _("en stjärna"),
    "me-flower": _("en blomma"),
}
"""What each of our pictures shows, in words."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """One picture of a folder."""

    key: str
    file: Path
    source: str
    licence: str

    @property
    def content_type(self) -> str:
        return TYPES[self.file.suffix]


@dataclass(frozen=True, slots=True)
class Folder:
    """The pictures of one folder, and whose they are."""

    name: str
    drawings: Mapping[str, Drawing]


class Unfit(Exception):
    """A folder or one of its pictures cannot be used. Carries where in the manifest, what is wrong, and the remedy."""

    def __init__(self, at: tuple[str, ...], what: str, remedy: str) -> None:
        self.at, self.what, self.remedy = at, what, remedy
        super().__init__(f"{what} {remedy}")


# What can be wrong, in words for the one who keeps the pictures. Translated where they are shown.
NO_MANIFEST = (gettext_noop("Förteckningen över bilderna går inte att läsa."), gettext_noop("Skriv den som YAML."))
NO_FILE = (gettext_noop("Bildens fil finns inte."), gettext_noop("Lägg filen bredvid manifest.yaml."))
WRONG_TYPE = (gettext_noop("Bilden har fel format."), gettext_noop("Använd SVG, PNG eller WebP."))
TOO_HEAVY = (gettext_noop("Bilden är för stor."), gettext_noop("Gör den mindre än 200 kB."))
NO_LICENCE = (
    gettext_noop("Det står inte hur bilden får användas."),
    gettext_noop("Skriv source och licence för bilden, eller för hela mappen."),
)
NOT_ONLY_SHAPES = (
    gettext_noop("Bilden innehåller annat än former."),
    gettext_noop("Spara den som enkel SVG utan skript, stilmallar, bilder och länkar, med viewBox."),
)


def manifest(folder: Path) -> dict[str, Any]:
    """What the folder says that it has; Unfit when it cannot be read."""
    try:
        content = yaml.load((folder / MANIFEST).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - reads texts only
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        raise Unfit((), *NO_MANIFEST) from None
    if not isinstance(content, dict) or not isinstance(content.get("pictures"), dict):
        raise Unfit((), *NO_MANIFEST)
    return content


def drawing(folder: Path, content: Mapping[str, Any], key: str) -> Drawing:
    """One picture of the folder, or Unfit with what keeps it from being shown."""
    at = ("pictures", key)
    said = content["pictures"][key]
    said = said if isinstance(said, dict) else {"file": said}
    file = folder / Path(str(said.get("file", ""))).name
    if not file.is_file():
        raise Unfit(at, *NO_FILE)
    if file.suffix not in TYPES:
        raise Unfit(at, *WRONG_TYPE)
    if file.stat().st_size > HEAVIEST:
        raise Unfit(at, *TOO_HEAVY)
    source, licence = (str(said.get(name) or content.get(name) or "").strip() for name in ("source", "licence"))
    if not (source and licence):
        raise Unfit(at, *NO_LICENCE)
    if file.suffix == ".svg" and not _only_shapes(file.read_text(encoding="utf-8", errors="replace")):
        raise Unfit(at, *NOT_ONLY_SHAPES)
    return Drawing(key, file, source, licence)


def unfit(folder: Path) -> list[Unfit]:
    """Everything that keeps a folder's pictures from being shown."""
    try:
        content = manifest(folder)
    except Unfit as problem:
        return [problem]
    found: list[Unfit] = []
    for key in content["pictures"]:
        try:
            drawing(folder, content, str(key))
        except Unfit as problem:
            found.append(problem)
    return found


def _only_shapes(text: str) -> bool:
    if ENTITY.search(text):
        return False
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - without a document type there is nothing to expand
    except ElementTree.ParseError:
        return False
    return "viewBox" in root.attrib and all(
        str(element.tag).startswith(SVG)
        and element.tag.removeprefix(SVG) in SHAPES
        and not any(UNSAFE.search(name) or UNSAFE.search(value) for name, value in element.attrib.items())
        for element in root.iter()
    )


@lru_cache
def folders(own: Path | None = None) -> tuple[Folder, ...]:
    """The county's folder if it has one, then ours. What cannot be shown is left out, and ours is shown instead."""
    found = []
    for folder in [one for one in (own, OURS) if one]:
        try:
            content = manifest(folder)
        except Unfit:
            continue
        drawings: dict[str, Drawing] = {}
        for key in map(str, content["pictures"]):
            try:
                drawings[key] = drawing(folder, content, key)
            except Unfit:
                continue
        found.append(Folder(str(content.get("name") or folder.name), drawings))
    return tuple(found)


def keys(own: Path | None = None) -> frozenset[str]:
    """The keys of all pictures there are."""
    return frozenset(key for folder in folders(own) for key in folder.drawings)


def find(key: str) -> Drawing | None:
    """The county's picture, or ours; None where neither has it."""
    for folder in folders(settings.PICTURES):
        if key in folder.drawings:
            return folder.drawings[key]
    return None


@lru_cache(maxsize=512)
def _opened(file: Path) -> tuple[str, str]:
    """What an SVG's first tag says, apart from its size, and what comes after."""
    text = file.read_text(encoding="utf-8")
    start, rest = re.split(r"(?<=>)", text[text.index("<svg") :], maxsplit=1)
    attributes = re.findall(r'([\w-]+)="([^"]*)"', start)
    kept = " ".join(
        f'{name}="{value}"' for name, value in attributes if name not in {"width", "height", "class", "role"}
    )
    return kept, rest.strip()


def picture(key: str, size: int = 96, label: object = "") -> Markup:
    """The picture, to stand beside words; with a label it speaks for itself. Nothing where there is no such picture."""
    if size not in SIZES:
        raise ValueError(size)
    found = find(key)
    if found is None:
        return Markup()
    spoken = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    if found.file.suffix == ".svg":
        kept, rest = _opened(found.file)
        return Markup(  # noqa: S704 - only shapes, looked over when the folder was read
            f'<svg class="picture picture--{size}" {kept} focusable="false" {spoken}>{rest}'
        )
    return Markup('<img class="picture picture--{}" src="{}" alt="{}">').format(size, address(key), label)


def address(key: str) -> str:
    """Where a picture that is no drawing is fetched."""
    return reverse("ui:picture", args=(key,))
