"""Who may add a note, and put one right."""

from django.utils.translation import gettext as _

from kronobarn.assessments.policy import may_observe
from kronobarn.assessments.rules import Perspective
from kronobarn.concerns.models import Matter
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import ALLOWED, Decision
from kronobarn.my_world.models import Note


def may_add(actor: Actor, matter: Matter) -> Decision:
    """Whoever works with the child where the matter is, while it is open."""
    if actor.is_family or matter.record.owner_id != actor.area_id:
        return Decision(_("Det är de som arbetar med barnet i den verksamhet som ansvarar som skriver här."))
    return may_observe(actor, matter, Perspective.PROFESSIONAL)


def may_correct(actor: Actor, note: Note, matter: Matter, allowed: Decision | None = None) -> Decision:
    """One's own; what was said by the child or a guardian is put right together with them, by those who work here.

    `allowed` is the answer of `may_add`, where a page has asked it once for all its notes.
    """
    allowed = may_add(actor, matter) if allowed is None else allowed
    if not allowed:
        return allowed
    record = note.record
    own = record.author_id == actor.person_id and record.author_assignment_id == actor.assignment_id
    if own or (note.perspective != Perspective.PROFESSIONAL and record.owner_id == actor.area_id):
        return ALLOWED
    return Decision(_("Bara den som skrev anteckningen kan rätta den. Skriv en egen i stället."))
