"""Who reads, who writes, and what may be done with a version now."""

from django.utils.translation import gettext as _

from kronobarn.core.actor import Actor
from kronobarn.core.decisions import ALLOWED, Decision
from kronobarn.learning_material.models import Material, MaterialVersion
from kronobarn.learning_material.rules import MOST_PARTS
from kronobarn.programme.policy import may_lead, may_read

__all__ = [
    "may_add",
    "may_begin",
    "may_change",
    "may_have_certificate",
    "may_lead",
    "may_mark",
    "may_publish",
    "may_read",
    "may_restore",
    "may_show",
    "may_withdraw",
]


def may_change(actor: Actor, version: MaterialVersion) -> Decision:
    """A draft. What is published stands: others have read it."""
    if not (decision := may_lead(actor)):
        return decision
    if version.published_at is not None:
        return Decision(_("Versionen är publicerad och ändras inte. Börja på en ny version."))
    return ALLOWED


def may_add(actor: Actor, version: MaterialVersion, parts: int) -> Decision:
    """One more part of a draft, as long as it can be read."""
    if not (decision := may_change(actor, version)):
        return decision
    if parts >= MOST_PARTS:
        most = {"most": MOST_PARTS}
        return Decision(_("Materialet har redan %(most)d delar. Slå ihop några, eller gör två material.") % most)
    return ALLOWED


def may_publish(actor: Actor, version: MaterialVersion, parts: int) -> Decision:
    """A draft that has something to read, of what is not withdrawn."""
    if not (decision := may_change(actor, version)):
        return decision
    if version.material.withdrawn_at is not None:
        return Decision(_("Materialet är tillbakadraget. Lägg tillbaka det först."))
    if not parts:
        return Decision(_("Lägg till minst en del, så kan materialet publiceras."))
    return ALLOWED


def may_begin(actor: Actor, material: Material, *, has_draft: bool) -> Decision:
    """A new version, one at a time."""
    if not (decision := may_lead(actor)):
        return decision
    if has_draft:
        return Decision(_("Det finns redan ett utkast. Skriv vidare på det."))
    if material.withdrawn_at is not None:
        return Decision(_("Materialet är tillbakadraget. Lägg tillbaka det först."))
    return ALLOWED


def may_show(actor: Actor, material: Material, *, published: bool) -> Decision:
    """Put on the public site, or take away from it, what is in use."""
    if not (decision := may_lead(actor)):
        return decision
    if not published or material.withdrawn_at is not None:
        return Decision(_("Bara det som används just nu kan visas på webbplatsen."))
    return ALLOWED


def may_withdraw(actor: Actor, material: Material, *, published: bool) -> Decision:
    """What others have read. A draft is thrown away instead."""
    if not (decision := may_lead(actor)):
        return decision
    if material.withdrawn_at is not None:
        return Decision(_("Materialet är redan tillbakadraget."))
    if not published:
        return Decision(_("Materialet är inte publicerat. Kasta utkastet i stället."))
    return ALLOWED


def may_restore(actor: Actor, material: Material) -> Decision:
    """What was withdrawn, when it was a mistake."""
    if not (decision := may_lead(actor)):
        return decision
    if material.withdrawn_at is None:
        return Decision(_("Materialet används redan."))
    return ALLOWED


def may_mark(actor: Actor, version: MaterialVersion, *, latest: int | None) -> Decision:
    """Say that one has read a part of what is in use."""
    if not (decision := may_read(actor)):
        return decision
    if version.material.withdrawn_at is not None:
        return Decision(_("Materialet är tillbakadraget, så det behöver inte läsas."))
    if version.published_at is None:
        return Decision(_("Det här är ett utkast. Det kan läsas när det är publicerat."))
    if version.number != latest:
        return Decision(_("Det finns en nyare version. Läs den i stället."))
    return ALLOWED


def may_have_certificate(actor: Actor, *, whole: bool) -> Decision:
    """Whoever has read all of what is in use."""
    if not (decision := may_read(actor)):
        return decision
    if not whole:
        return Decision(_("Intyget finns när du har läst alla delar."))
    return ALLOWED
