"""Answers to "may this person do this now?", carrying the reason to show when not."""

from dataclasses import dataclass
from typing import Final

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise


class Denied(PermissionDenied):
    """A policy said no. The message is written for the person who asked."""

    def __init__(self, reason: str | Promise, child_id: object = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.child_id = child_id


class Stale(Exception):
    """Somebody else saved the same thing in between. Nothing was overwritten."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Allowed when it carries no reason."""

    reason: str | Promise = ""

    def __bool__(self) -> bool:
        return not self.reason

    def enforce(self, *, child_id: object = None) -> None:
        """Raise `Denied` with the reason unless the decision is yes."""
        if not self:
            raise Denied(self.reason, child_id)


ALLOWED: Final = Decision()
