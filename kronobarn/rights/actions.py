"""What is written when an extract is taken: a line in the log, in the same transaction as the extract itself."""

from uuid import UUID

from kronobarn.audit.actions import record as log
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.people.models import Child
from kronobarn.rights import child as children
from kronobarn.rights import events, policy
from kronobarn.rights.extract import Extract
from kronobarn.rights.rules import Asked, Form


@action
def take(*, child: Child, form: Form, by: Actor) -> Extract:
    """One of the family takes what there is about the child."""
    policy.may_take(by).enforce(child_id=child.pk)
    extract = children.gather(child, subject=by, by=by)
    note(extract=extract, form=form, person=by.person_id, child_id=child.pk, by=by)
    return extract


@action
def give(*, child: Child, to: Actor, form: Form, asked: Asked, by: Actor) -> Extract:
    """The responsible takes it for one of the family who has asked."""
    policy.may_give(by, child).enforce(child_id=child.pk)
    extract = children.gather(child, subject=to, by=by)
    note(extract=extract, form=form, person=to.person_id, child_id=child.pk, why=asked.value, by=by)
    return extract


@action
def note(
    *, extract: Extract, form: Form, person: int | None, child_id: UUID | None = None, why: str = "", by: Actor
) -> None:
    """Write in the log that an extract has been taken."""
    happened = events.ExtractTaken(form=form.value, person=person, facts=extract.facts)
    log(happened, by=by, child_id=child_id, subject=f"person:{person}", why=why)
