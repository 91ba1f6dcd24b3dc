"""Everything that changes who holds the baton, and how a child becomes known. Nothing else writes to it."""

from kronobarn.responsibility.actions.baton import accept, ask_instead, decline, has_read, offer, withdraw
from kronobarn.responsibility.actions.birth import give_number, write_birth
from kronobarn.responsibility.actions.children import add_guardian, add_new_guardian, let_child_in, register

__all__ = [
    "accept",
    "add_guardian",
    "add_new_guardian",
    "ask_instead",
    "decline",
    "give_number",
    "has_read",
    "let_child_in",
    "offer",
    "register",
    "withdraw",
    "write_birth",
]
