"""Joining two cards about the same child, and undoing it. The row is written by `people.actions`."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.reasons import demand
from kronobarn.merges import events, policy
from kronobarn.merges.rules import stronger
from kronobarn.people import actions as people
from kronobarn.people.models import Child, SameChild
from kronobarn.protection import actions as protection


@action
def join(*, child: Child, kept: Child, reason: str, numbers: str = "", by: Actor) -> SameChild:
    """Close one card, because the work about the child goes on with another.

    Nothing is moved: seats, records and numbers stay where they are, and nobody is let in. Before anything else both
    are protected as well as the one that is protected best. `numbers` says why one child has had two personal numbers;
    the closed card's still leads to the child, and to nobody else.
    """
    for one in (child, kept):
        policy.may_look_for_another(by, one).enforce(child_id=one.pk)
    pks = sorted({child.pk, kept.pk})  # always in that order, so that two who do it do not wait for each other
    cards = {one.pk: one for one in Child.objects.visible_to(by).locked().filter(pk__in=pks).order_by("pk")}
    child, kept = cards[child.pk], cards[kept.pk]
    numbers = numbers if policy.has_two_numbers(by, child, kept) else ""
    may = policy.may_join(by, child, kept, numbers)
    if not may:
        raise ValidationError({"other": str(may.reason)})
    demand("reason", reason, _("Skriv hur du vet att det är samma barn."))
    mark = stronger(child.protection, kept.protection)
    for one in cards.values():
        if one.protection != mark:
            protection.mark(child=one, protection=mark, household=False, by=by)
    same = people.close_card(child=child, kept=kept, reason=reason.strip(), numbers=numbers, by=by)
    log(events.CardClosed(numbers=numbers), by=by, child_id=child.pk)
    log(events.CardKept(), by=by, child_id=kept.pk)
    return same


@action
def part(*, same: SameChild, because: str, by: Actor) -> SameChild:
    """They were two children: the closed card is open again. What was written since stays on the card it is on."""
    policy.may_part(by, same).enforce(child_id=same.child_id)  # for one who may: others cannot hold it still
    same = SameChild.objects.visible_to(by).locked().get(pk=same.pk)
    policy.may_part(by, same).enforce(child_id=same.child_id)
    demand("because", because, _("Skriv hur du vet att det är två barn."))
    same = people.open_card(same=same, because=because.strip(), by=by)
    log(events.CardOpened(), by=by, child_id=same.child_id)
    log(events.CardParted(), by=by, child_id=same.kept_id)
    return same
