"""What a mail server's answer means, and how long one waits before the next try. Tables only, for every outbox."""

import smtplib
from datetime import datetime, timedelta
from email.errors import MessageError
from enum import StrEnum
from typing import Final

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class Problem(StrEnum):
    """Why a letter has not got through. Nothing of what the mail server answered is kept: it may name the address."""

    SERVER = "server"
    LATER = "later"
    ADDRESS = "address"
    LETTER = "letter"
    UNWANTED = "unwanted"


BACK_OFF: Final = tuple(timedelta(minutes=each) for each in (1, 5, 15, 60, 240, 720, 1440))
"""How long until the next try after the first, second, … that was put off. After the last there are no more."""
SERVER_AGAIN: Final = timedelta(minutes=1)
"""While the mail server is down nothing is counted against a letter: it is tried until the server is back."""


def tried_again(tries: int, *, now: datetime) -> datetime | None:
    """When a letter is tried next, after so many tries; None when there have been enough."""
    return now + BACK_OFF[tries - 1] if tries <= len(BACK_OFF) else None


class CannotBeWritten(smtplib.SMTPException):
    """No letter can be made to such an address, though it looked like one. It must not keep all other letters waiting."""


def hand_over(message: EmailMessage, *, through: BaseEmailBackend) -> None:
    """Send one letter. Whatever goes wrong with it is an OSError."""
    try:
        through.send_messages([message])
    except (ValueError, MessageError):  # its words name the address
        raise CannotBeWritten from None


def meaning(error: Exception) -> Problem:
    """What an error while sending means: is it the server, the address, or the letter?"""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _answer in error.recipients.values()]
        return Problem.ADDRESS if codes and all(500 <= code < 600 for code in codes) else Problem.LATER
    if isinstance(error, CannotBeWritten):
        return Problem.ADDRESS
    if isinstance(error, smtplib.SMTPDataError):
        return Problem.LETTER if 500 <= error.smtp_code < 600 else Problem.LATER
    return Problem.SERVER
