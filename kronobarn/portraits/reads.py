"""Faces for a page or a document, by person."""

from base64 import b64encode
from collections.abc import Collection
from dataclasses import dataclass

from kronobarn.core.actor import Actor
from kronobarn.portraits.models import Portrait


@dataclass(frozen=True, slots=True)
class Face:
    """A small photograph: on a page by an address that holds it, in a document by one that it is given beside."""

    person_id: int
    picture: bytes

    @property
    def data(self) -> str:
        return f"data:image/jpeg;base64,{b64encode(self.picture).decode()}"

    @property
    def address(self) -> str:
        return f"picture:face-{self.person_id}"


def faces_of(people: Collection[int], actor: Actor) -> dict[int, Face]:
    """Of those among them who show one."""
    shown = Portrait.objects.visible_to(actor).filter(person__in=list(people), person__protected=False)
    found = shown.exclude(picture=b"").values_list("person", "picture")
    return {person: Face(person, bytes(picture)) for person, picture in found}


def own(actor: Actor) -> Face | None:
    """One's own, for the page where it is put in."""
    assert actor.person_id is not None
    return faces_of([actor.person_id], actor).get(actor.person_id)
