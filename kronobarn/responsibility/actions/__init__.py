"""Everything that changes who holds the baton, and how a child becomes known. Nothing else writes to it."""

from kronobarn.responsibility.actions.baton import accept, decline, offer
from kronobarn.responsibility.actions.children import add_guardian, add_new_guardian, let_child_in, register

__all__ = ["accept", "add_guardian", "add_new_guardian", "decline", "let_child_in", "offer", "register"]
