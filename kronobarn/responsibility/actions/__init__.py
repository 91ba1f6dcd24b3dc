"""Everything that changes who holds the baton, and how a child becomes known. Nothing else writes to it."""

from kronobarn.responsibility.actions.baton import accept, ask_instead, decline, has_read, offer, withdraw
from kronobarn.responsibility.actions.birth import give_number, write_birth
from kronobarn.responsibility.actions.children import add_guardian, add_new_guardian, register
from kronobarn.responsibility.actions.own_pages import let_child_in, make_link, take_back

__all__ = [
    "accept",
    "add_guardian",
    "add_new_guardian",
    "ask_instead",
    "decline",
    "give_number",
    "has_read",
    "let_child_in",
    "make_link",
    "offer",
    "register",
    "take_back",
    "withdraw",
    "write_birth",
]
