"""`kronobarn access …`: an extract made at the terminal, for whoever has asked the authority for it.

The person is named by id, never by name. What comes out is what that person may read, as on their own pages.
"""

import os
from pathlib import Path
from uuid import UUID

from kronobarn.accounts.reads import family_actor
from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM
from kronobarn.people.models import Child, Person
from kronobarn.rights import actions, own
from kronobarn.rights import child as children
from kronobarn.rights.extract import Extract
from kronobarn.rights.rules import Asked, Form
from kronobarn.ui import documents

READ_BY_OWNER: int = 0o600


def access(*, person_id: int, child_id: UUID | None, form: Form, folder: Path) -> int:
    """Write the extract to a file that only whoever runs the command can read."""
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        print("Ingen person har det id:t. Id:t står i personens eget utdrag och i loggen.")
        return 1
    if form is Form.PDF and not documents.available():
        print(f"PDF kan inte göras här. {documents.REMEDY} Eller välj --form json.")
        return 1
    extract, about = _gathered(person, child_id)
    if extract is None:
        print("Personen har ingen plats kring det barnet, så inget kan lämnas ut.")
        return 1
    name = f"registerutdrag-{clock.now():%Y-%m-%d-%H%M%S}.{form.value.partition('.')[2]}"
    text = extract.as_json().encode() if form is Form.JSON else _as_pdf(extract)
    with acting(None):
        actions.note(
            extract=extract,
            form=form,
            person=person.pk,
            about=about,
            why=Asked.AT_THE_TERMINAL.value,
            by=SYSTEM,
        )
        _write(folder / name, text)
    print(f"{folder / name}: {extract.facts} uppgifter.")
    return 0


def _gathered(person: Person, child_id: UUID | None) -> tuple[Extract | None, list[Child]]:
    """The extract, and the cards that it is about."""
    actor = family_actor(person)
    with acting(actor):
        if child_id is None:
            return own.gather(person, by=actor), []
        child = Child.objects.visible_to(actor).filter(pk=child_id).first()
        if child is None:
            return None, []
        return children.gather(child, subject=actor, by=actor), children.cards(child, subject=actor, by=actor)


def _as_pdf(extract: Extract) -> bytes:
    return documents.pdf(documents.html("rights/document.html", {"extract": extract}), pictures=extract.pictures)


def _write(file: Path, content: bytes) -> None:
    """Made by us, readable by us alone from the first byte."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, READ_BY_OWNER), "wb") as opened:
        opened.write(content)
