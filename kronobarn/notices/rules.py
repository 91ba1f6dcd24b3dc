"""What can wait for someone, and how soon. Tables only."""

from datetime import date, timedelta
from enum import StrEnum

SOON = timedelta(days=7)


class TaskKind(StrEnum):
    RECEIVE_SIGNAL = "receive_signal"
    GATHER = "gather"
    TELL = "tell"
    ANALYSE = "analyse"
    ANSWER_CONSENT = "answer_consent"
    RENEW_CONSENT = "renew_consent"
    CALL_MEETING = "call_meeting"
    HOLD_MEETING = "hold_meeting"
    ATTEND_MEETING = "attend_meeting"
    REMEMBER_MEETING = "remember_meeting"
    READ_MEETING = "read_meeting"
    START_PLAN = "start_plan"
    ACTIVATE_PLAN = "activate_plan"
    AGREE_TO_PLAN = "agree_to_plan"
    DO_ACTION = "do_action"
    REVIEW_PLAN = "review_plan"
    REVIEW_SHARING = "review_sharing"
    NAME_LEAD = "name_lead"
    ACCEPT_LEAD = "accept_lead"
    TALK_ABOUT_ANSWER = "talk_about_answer"
    CHASE_REVIEW = "chase_review"
    ACCEPT_BATON = "accept_baton"
    HAND_ON_BATON = "hand_on_baton"
    READ_FOLLOWING = "read_following"
    ACCEPT_HANDOVER = "accept_handover"
    ANSWER_REQUEST = "answer_request"
    READ_ANSWER = "read_answer"
    READ_EMERGENCY = "read_emergency"
    SEE_PROTECTION = "see_protection"
    THINK_OF_SAFETY = "think_of_safety"
    READ_MESSAGE = "read_message"
    FILE_THREAD = "file_thread"
    AWAIT_GUEST = "await_guest"
    READ_GUEST = "read_guest"


class When(StrEnum):
    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    LATER = "later"


def when(due_on: date, *, today: date) -> When:
    """Which part of the day's list a task stands in."""
    if due_on < today:
        return When.OVERDUE
    if due_on == today:
        return When.TODAY
    return When.SOON if due_on <= today + SOON else When.LATER
