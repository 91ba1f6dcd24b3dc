"""What every page carries around its own content: who is signed in, tokens, messages, menu.

The frame of the page being rendered is kept in a context variable, so that a component finds its tokens without
every page having to pass them on, and components stay compiled once for the process.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Protocol
from uuid import uuid4

from django.conf import settings
from django.contrib.messages import get_messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils import timezone
from markupsafe import Markup

from kronobarn.ui import language
from kronobarn.ui.dates import moment
from kronobarn.ui.navigation import Place, may_open, place, places


class Signed(Protocol):
    """What a page shows of the person who is signed in."""

    @property
    def name(self) -> str: ...
    @property
    def role_label(self) -> str: ...
    @property
    def unit_name(self) -> str: ...
    @property
    def is_family(self) -> bool: ...


WINDOW: Final = ("window", "window-began", "window-away")
"""What a form that is kept while it is written says of the window it stands in (`drafts.windows`)."""


@dataclass
class Frame:
    """One rendering. Costly things are worked out when a template first asks."""

    request: HttpRequest
    nav: str = ""

    @cached_property
    def actor(self) -> Signed | None:
        actor: Signed | None = getattr(self.request, "actor", None)
        return actor

    @cached_property
    def signed_in(self) -> bool:
        """Signed in, though perhaps without an assignment chosen yet."""
        if self.actor is not None:
            return True
        user = getattr(self.request, "user", None)
        return bool(user is not None and user.is_authenticated)

    @cached_property
    def person_token(self) -> str:
        """Says whose form this is, so that it can be kept for the right person if the session ends."""
        return str(getattr(self.request, "person_token", ""))

    @cached_property
    def csrf(self) -> str:
        return get_token(self.request)

    @property
    def carried(self) -> list[tuple[str, str]]:
        """Of which window a form comes, for the page that asks whether to send it."""
        post = self.request.POST
        return [(name, value) for name in WINDOW for value in post.getlist(name)]

    @cached_property
    def nonce(self) -> str:
        return str(getattr(self.request, "csp_nonce", ""))

    @cached_property
    def demo(self) -> bool:
        return bool(settings.KRONOBARN_DEMO)

    @cached_property
    def practice_room(self) -> object:
        """The pass to the practice room that the reader is in, where this is a server of practice rooms."""
        return getattr(self.request, "practice_room", None)

    @cached_property
    def messages(self) -> list[Message]:
        return list(get_messages(self.request))

    @cached_property
    def language(self) -> str:
        return language.spoken()

    @cached_property
    def direction(self) -> str:
        return language.direction(self.language)

    @property
    def languages(self) -> Markup:
        """The switch: all languages, or those that pages for staff are in."""
        return language.switch(self.csrf, all_of_them=self.actor is None or self.actor.is_family)

    @property
    def two_languages(self) -> Markup:
        """The switch on pages for anybody that are in no more languages than those for staff."""
        return language.switch(self.csrf, all_of_them=False)

    @cached_property
    def places(self) -> list[Place]:
        """The menu, or nothing for someone who has not chosen whom to work as."""
        return places(self.actor) if self.actor else []

    def may_open(self, name: str) -> bool:
        """Whether a link to the page may be shown to the reader."""
        return self.actor is not None and may_open(self.actor, name)

    @cached_property
    def session_seconds(self) -> int:
        """How long the session lasts without a new request; 0 when there is none to warn about.

        The sign-in middleware may say so in `request.session_seconds`; else the session's own age counts.
        """
        if not self.signed_in:
            return 0
        said: int = getattr(self.request, "session_seconds", 0)
        return said or int(self.request.session.get_expiry_age())

    @cached_property
    def printed_at(self) -> str:
        return moment(timezone.now())

    def address(self, name: str) -> str:
        """The address of a page that belongs to the shell, or nothing where that feature is not installed."""
        return place(name) or ""


class CurrentFrame:
    """Stands in templates for the frame of the page being rendered."""

    def __init__(self) -> None:
        self._frame: ContextVar[Frame] = ContextVar("frame")

    def __getattr__(self, name: str) -> object:
        return getattr(self._frame.get(), name)

    @contextmanager
    def set_to(self, frame: Frame) -> Iterator[None]:
        token = self._frame.set(frame)
        try:
            yield
        finally:
            self._frame.reset(token)


CURRENT = CurrentFrame()


def once() -> str:
    """A new token for one form: the same form sent twice is carried out once."""
    return str(uuid4())
