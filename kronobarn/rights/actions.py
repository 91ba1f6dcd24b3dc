"""What is written when an extract is taken: a line in the log, in the same transaction as the extract itself."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from kronobarn.audit.actions import record as log
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.people.models import Child
from kronobarn.rights import child as children
from kronobarn.rights import events, policy
from kronobarn.rights.extract import Extract
from kronobarn.rights.rules import Asked, Form

NO_CHILD: Final[list[UUID | None]] = [None]


@action
def take(*, child: Child, form: Form, by: Actor) -> Extract:
    """One of the family takes what there is about the child."""
    policy.may_take(by).enforce(child_id=child.pk)
    extract = children.gather(child, subject=by, by=by)
    note(extract=extract, form=form, person=by.person_id, about=children.cards(child, subject=by, by=by), by=by)
    return extract


@action
def give(*, child: Child, to: Actor, form: Form, asked: Asked, by: Actor) -> Extract:
    """The responsible takes it for one of the family who has asked."""
    policy.may_give(by, child).enforce(child_id=child.pk)
    extract = children.gather(child, subject=to, by=by)
    about = children.cards(child, subject=to, by=by)
    note(extract=extract, form=form, person=to.person_id, about=about, why=asked.value, by=by)
    return extract


@action
def note(
    *, extract: Extract, form: Form, person: int | None, about: Collection[Child] = (), why: str = "", by: Actor
) -> None:
    """Write in the log that an extract has been taken: in each child's own, where it is about children."""
    happened = events.ExtractTaken(form=form.value, person=person, facts=extract.facts)
    for child_id in [one.pk for one in about] or NO_CHILD:
        log(happened, by=by, child_id=child_id, subject=f"person:{person}", why=why)
