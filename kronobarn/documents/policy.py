"""Who may put a paper in, and take it away again."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from kronobarn.circles.models import Record
from kronobarn.circles.reads import my_roles
from kronobarn.circles.rules import BESIDE_THE_WORK, LEADING, Kind
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import ALLOWED, Decision
from kronobarn.documents.models import Document
from kronobarn.documents.rules import TAKES


def may_add(actor: Actor, record: Record, roles: Collection[str] | None = None) -> Decision:
    """Whoever works with the child in the service whose record it is; and a child, to its own answer in the wheel.

    A page that knows the actor's roles with the child already says them.
    """
    if record.kind not in TAKES:
        return Decision(_("Till den här handlingen hör inga papper."))
    if actor.is_family and record.kind == Kind.OBSERVATION and record.author_id == actor.person_id:
        return ALLOWED
    if actor.is_family or record.owner_id != actor.area_id:
        return Decision(_("Det är verksamheten som har skrivit handlingen som lägger in papper. Lämna papperet dit."))
    known = [role for (role,) in my_roles(actor, record.child_id)] if roles is None else roles
    if all(role in BESIDE_THE_WORK for role in known):
        return Decision(
            _("Det är de som arbetar med barnet som lägger in papper. Lämna papperet till den som ansvarar.")
        )
    return ALLOWED


def may_remove(actor: Actor, document: Document) -> Decision:
    """Whoever put it in, or leads the work with the child, in the service whose record it is."""
    return _may_change(
        actor,
        document,
        _("Det är den som lade in papperet, eller barnensbästa-ansvarig, som tar bort det. Be hen."),
    )


def may_correct(actor: Actor, document: Document) -> Decision:
    """Those who may take it away put right who handed it in."""
    return _may_change(
        actor,
        document,
        _("Det är den som lade in papperet, eller barnensbästa-ansvarig, som rättar vem som lämnade det. Be hen."),
    )


def _may_change(actor: Actor, document: Document, no: str) -> Decision:
    allowed = may_add(actor, document.record)
    if not allowed:
        return allowed
    leads = any(role in LEADING for (role,) in my_roles(actor, document.child_id))
    if document.added_by_id != actor.person_id and not leads:
        return Decision(no)
    if document.removed_at is not None:
        return Decision(_("Papperet är redan borttaget."))
    return ALLOWED
