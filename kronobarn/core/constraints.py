"""Database constraints that several models share."""

from django.db.models import CheckConstraint, F, Q


def both_or_neither(a: str, b: str) -> CheckConstraint:
    """Two columns that are filled in together or not at all."""
    empty = {a: None, b: None}
    filled = {f"{a}__isnull": False, f"{b}__isnull": False}
    return CheckConstraint(name=f"%(class)s_{a}_goes_with_{b}", condition=Q(**empty) | Q(**filled))


def ends_after_it_starts(since: str = "since", until: str = "until") -> CheckConstraint:
    """A period that is open or ends no earlier than it begins."""
    return CheckConstraint(
        name="%(class)s_ends_after_it_starts",
        condition=Q(**{until: None}) | Q(**{f"{until}__gte": F(since)}),
    )
