"""Material that is read, for tests of this and of other things."""

from typing import Any

from kronobarn.authorities.rules import Profession
from kronobarn.core.actor import Actor
from kronobarn.learning_material import actions
from kronobarn.learning_material.models import MaterialPart, MaterialVersion
from tests.documents.pictures import picture


def draft(by: Actor, title: str = "Hjulet för lärare", *, basic: bool = False, parts: int = 2) -> MaterialVersion:
    version = actions.write(
        title=title, about="Hur du använder hjulet.", basic=basic, professions=[Profession.TEACHER], by=by
    )
    for nth in range(1, parts + 1):
        actions.add_part(version=version, heading=f"Del {nth}", text=f"Ord {nth}.", area_key="safe", by=by)
    return version


def published(by: Actor, title: str = "Hjulet för lärare", **rest: Any) -> MaterialVersion:
    return actions.publish(version=draft(by, title, **rest), news="", by=by)


def with_file(version: MaterialVersion, by: Actor) -> MaterialPart:
    sent = ("mallen.jpg", picture())
    return actions.add_part(version=version, heading="Mallen", text="Skriv ut den.", area_key="", file=sent, by=by)


def read(version: MaterialVersion, by: Actor, *, parts: int = 99) -> None:
    for part in list(version.parts.all())[:parts]:
        actions.mark(part=part, read=True, by=by)


def shelved(by: Actor) -> dict[str, Any]:
    """What the addresses about it are made of."""
    version = draft(by)
    part = with_file(version, by)
    actions.publish(version=version, news="", by=by)
    return {
        "material": version.material_id,
        "material_version": version.pk,
        "material_part": part.pk,
        "material_file": part.file_id,
    }
