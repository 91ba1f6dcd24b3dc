"""Who may make accounts, look after them and close them."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kronobarn.accounts.reads import has_been_in, has_second_factor
from kronobarn.authorities.models import Assignment
from kronobarn.authorities.rules import Role
from kronobarn.core.actor import SYSTEM, Actor
from kronobarn.core.decisions import ALLOWED, Decision
from kronobarn.people.models import Person


def may_create_account(actor: Actor) -> Decision:
    """Accounts are made by the operator and by administrators; never in the demo, where nobody is real."""
    if settings.KRONOBARN_DEMO:
        return Decision(_("I demon finns bara påhittade personer. Skapa konton i en riktig installation."))
    return _administers(actor)


def may_look_after(actor: Actor, *, person_id: int) -> Decision:
    """An administrator looks after those who work, or will work, in their own organisation; never themselves."""
    decision = _administers(actor)
    if actor == SYSTEM or not decision:
        return decision
    if actor.person_id == person_id:
        return Decision(_("Det här är ditt eget konto. Be en annan administratör."))
    if not Assignment.objects.living().within(actor.area_id).filter(person=person_id).exists():
        return Decision(_("Personen arbetar inte hos er. Vänd dig till administratören där hen arbetar."))
    return decision


def may_disable_account(actor: Actor, *, person_id: int, looks_after: Decision | None = None) -> Decision:
    """An administrator may close an account that is not also used for work in another organisation.

    `looks_after`, here and below, is the answer of `may_look_after`, where a page has asked it once for all.
    """
    if (decision := looks_after or may_look_after(actor, person_id=person_id)) and actor != SYSTEM:
        return _works_only_here(actor, person_id)
    return decision


def may_reopen_account(actor: Actor, *, person: Person) -> Decision:
    """An account of somebody who has worked in the administrator's organisation, and now works in no other."""
    decision = _administers(actor)
    if actor == SYSTEM or not decision:
        return decision
    if person.is_active:
        return Decision(_("Kontot är redan öppet."))
    if not Assignment.objects.within(actor.area_id).filter(person=person).exists():
        return Decision(_("Personen arbetar inte hos er. Vänd dig till administratören där hen arbetar."))
    return _works_only_here(actor, person.pk)


def may_give_link(actor: Actor, *, person: Person, looks_after: Decision | None = None) -> Decision:
    """A link to choose a password with. An account that is in use asks its owner's code as well.

    An administrator takes the codes away, or gives a link to a new password, and never both: with both they could
    enter as whoever meets the children.
    """
    if not (decision := looks_after or may_look_after(actor, person_id=person.pk)):
        return decision
    if person.is_demo:
        return Decision(_("I demon finns inga lösenord."))
    if not person.is_active:
        return Decision(_("Kontot är stängt. Öppna det först."))
    if person.has_usable_password() and has_been_in(person) and not has_second_factor(person):
        return Decision(
            _(
                "Personen har ingen tvåstegsinloggning just nu. Hen loggar in med sitt lösenord och ställer in den "
                "först. Har hen glömt lösenordet också hjälper den som driftar systemet."
            )
        )
    return decision


def may_reset_second_factor(actor: Actor, *, person: Person, looks_after: Decision | None = None) -> Decision:
    """There must be one to take away."""
    if (decision := looks_after or may_look_after(actor, person_id=person.pk)) and not has_second_factor(person):
        return Decision(_("Tvåstegsinloggningen är inte inställd. Personen ställer in den när hen loggar in."))
    return decision


def _works_only_here(actor: Actor, person_id: int) -> Decision:
    living = Assignment.objects.living().filter(person=person_id)
    if living.exclude(pk__in=Assignment.objects.within(actor.area_id).filter(person=person_id)).exists():
        return Decision(
            _("Personen arbetar också hos en annan huvudman, så kontot kan inte stängas. Avsluta uppdragen hos er.")
        )
    return ALLOWED


def _administers(actor: Actor) -> Decision:
    if actor != SYSTEM and (actor.role != Role.ADMINISTRATOR or actor.area_id is None):
        return Decision(_("Bara en administratör kan ändra konton. Vänd dig till din."))
    return ALLOWED
