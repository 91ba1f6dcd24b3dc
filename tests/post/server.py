"""A mail server of the tests' own, that can be down and come up again at the same address."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller


class Box:
    """Takes in what is sent; answers as it is told to for some addresses."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, EmailMessage]] = []
        self.answers: dict[str, str] = {}
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        if answer := self.answers.get(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        letter = message_from_bytes(envelope.content, policy=default)
        assert isinstance(letter, EmailMessage)
        self.letters += [(address, letter) for address in envelope.rcpt_tos]
        return "250 OK"

    @property
    def to(self) -> list[str]:
        return sorted(address for address, _letter in self.letters)

    @contextmanager
    def up(self) -> Iterator[None]:
        controller = Controller(self, hostname="127.0.0.1", port=self.port)
        controller.start()
        try:
            yield
        finally:
            controller.stop()
