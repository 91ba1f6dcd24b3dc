"""Everything that changes a meeting. Nothing else writes to them."""

from kronobarn.meetings.actions.aside import lay_aside, take_up
from kronobarn.meetings.actions.calling import call, draft_of, now_called
from kronobarn.meetings.actions.changing import cancel, describe, move
from kronobarn.meetings.actions.coming import answer, own_invitation, remind, stop_reminding
from kronobarn.meetings.actions.holding import Decided, end_without_cooperation, hold, notes_of, read

__all__ = [
    "Decided",
    "answer",
    "call",
    "cancel",
    "describe",
    "draft_of",
    "end_without_cooperation",
    "hold",
    "lay_aside",
    "move",
    "notes_of",
    "now_called",
    "own_invitation",
    "read",
    "remind",
    "stop_reminding",
    "take_up",
]
