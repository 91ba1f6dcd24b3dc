"""The connection to the mail server, which knows whether a letter has left our hands."""

import smtplib
from typing import Any

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend

from kronobarn.core.mail import CannotBeWritten, Problem, hand_over, meaning


class _Watched(smtplib.SMTP):
    """From here on nobody but the server knows whether it took the letter, until it answers."""

    handed_over = False

    def sendmail(self, *args: Any, **kwargs: Any) -> Any:
        self.handed_over = False
        return super().sendmail(*args, **kwargs)

    def data(self, msg: Any) -> Any:
        self.handed_over = True
        return super().data(msg)


class Backend(EmailBackend):
    """Django's own, with such a connection. The house's servers speak STARTTLS."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _Watched


class Unanswered(Exception):
    """The letter was handed over, and no answer came: it may be on its way or not."""


class Through:
    """A connection that is opened when it is needed. `send` tells what came of a letter; None is that it was taken."""

    def __init__(self) -> None:
        self._backend = get_connection()

    def open(self) -> Problem | None:
        try:
            self._backend.open()
        except OSError as error:  # what mail servers answer is one, too
            return meaning(error)
        return None

    def send(self, message: EmailMessage) -> Problem | None:
        try:
            hand_over(message, through=self._backend)
        except CannotBeWritten as error:  # before anything was handed over: that was the letter before it
            return meaning(error)
        except OSError as error:
            found = meaning(error)
            if found is Problem.SERVER and self._handed_over:
                raise Unanswered from error
            return found
        return None

    def close(self) -> None:
        try:
            self._backend.close()
        except OSError:
            self._backend.connection = None  # type: ignore[attr-defined]  # a server that is gone takes no leave

    @property
    def _handed_over(self) -> bool:
        return bool(getattr(getattr(self._backend, "connection", None), "handed_over", False))
