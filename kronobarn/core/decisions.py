"""Answers to "may this person do this now?", carrying the reason to show when not."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Sent:
    """What somebody had filled in when the no came: each question with what was chosen, and the texts."""

    chosen: tuple[tuple[str, list[str] | date], ...] = ()
    typed: tuple[str, ...] = ()


class Denied(PermissionDenied):
    """A policy said no. The message is written for the person who asked.

    `sent`: what they had filled in, where the no came to a form, so that nothing of it is lost.
    `way`: where they can go on from here, as what the link says and its address; otherwise to the first page.
    """

    def __init__(self, reason: str | Promise, child_id: object = None, *, for_now: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.child_id = child_id
        self.for_now = for_now
        self.sent: Sent | None = None
        self.way: tuple[str, str] | None = None


class Stale(Exception):
    """Somebody else saved the same thing in between. Nothing was overwritten."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Allowed when it carries no reason.

    `for_now`: whoever asked may do such things, and only what the thing stands at says no. A form that was sent comes
    back with the reason and what was typed. Without it the no is about who asks, and they get no form to fill in.
    """

    reason: str | Promise = ""
    for_now: bool = False

    def __bool__(self) -> bool:
        return not self.reason

    def enforce(self, *, child_id: object = None) -> None:
        """Raise `Denied` with the reason unless the decision is yes."""
        if not self:
            raise Denied(self.reason, child_id, for_now=self.for_now)


ALLOWED: Final = Decision()
