"""Whose extract it is and who takes it, and what follows from that: which cards, and which rows."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Q

from kronobarn.authorities.models import SecrecyArea
from kronobarn.core.actor import Actor
from kronobarn.people.models import Child, Guardianship, SameChild


def cards(child: Child, *, subject: Actor, by: Actor) -> list[Child]:
    """The child's card, and others about the same child that both may know are so: nobody learns of one by this."""
    standing = SameChild.objects.standing()
    kept = standing.filter(child=child.pk).values("kept")  # one step only: a card that others lead to is not closed
    joined = standing.visible_to(subject).filter(Q(child=child.pk) | Q(kept=child.pk) | Q(kept__in=kept))
    if by != subject:
        joined = joined.filter(pk__in=SameChild.objects.visible_to(by).values("pk"))
    ids = {pk for pair in joined.values_list("child", "kept") for pk in pair} - {child.pk}
    return [child, *Child.objects.visible_to(by).filter(pk__in=ids).order_by("registered_at", "pk")]


@dataclass
class Whose:
    """A child, one of the family who is given what is written, and the one who takes it: that person, or the responsible."""

    child: Child
    subject: Actor
    by: Actor
    cards: list[Child] = field(init=False)

    def __post_init__(self) -> None:
        self.cards = cards(self.child, subject=self.subject, by=self.by)

    @property
    def for_another(self) -> bool:
        return self.by != self.subject

    @cached_property
    def areas(self) -> dict[int, SecrecyArea]:
        return {area.pk: area for area in SecrecyArea.objects.select_related("organisation")}

    @cached_property
    def guardians(self) -> set[int]:
        return set(self.mine(Guardianship.objects).values_list("guardian", flat=True))

    def own_organisation(self) -> int:
        assert self.by.area_id is not None
        return self.areas[self.by.area_id].organisation_id

    def mine(self, manager: Any) -> Any:
        """What the subject may see of the child and, if another takes it for them, that one sees too."""
        rows = manager.visible_to(self.subject).filter(child__in=[card.pk for card in self.cards])
        return rows.filter(pk__in=manager.visible_to(self.by).values("pk")) if self.for_another else rows
