"""Reports of letters that came back, as mail servers write them (RFC 3464). Which letter it was, its number tells.

Only numbers of ours are looked for: a report about anything else is passed over, and no address in it is read.
"""

import re
from email import message_from_binary_file
from email.message import Message
from email.policy import default
from typing import IO, Final
from uuid import UUID

from webbplats.newsletter import actions

NUMBER: Final = re.compile(
    r"^Message-ID:\s*<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@", re.IGNORECASE | re.MULTILINE
)


def register(file: IO[bytes]) -> bool:
    """Read one report, and note the letter when it is said that it could not be delivered for good."""
    report = message_from_binary_file(file, policy=default)
    if report.get_content_type() != "multipart/report" or not _for_good(report):
        return False
    found = NUMBER.search(_returned(report))
    return found is not None and actions.came_back(letter_id=UUID(found[1]))


def _for_good(report: Message) -> bool:
    """Whether it is said that delivery failed, with a status that begins with 5. A delay is not a failure."""
    for part in report.walk():
        if part.get_content_type() == "message/delivery-status":
            for each in part.walk():
                action, status = str(each.get("Action", "")).strip().lower(), str(each.get("Status", "")).strip()
                if action == "failed" and status.startswith("5"):
                    return True
    return False


def _returned(report: Message) -> str:
    """The head of the letter that came back."""
    for part in report.walk():
        if part.get_content_type() in ("message/rfc822", "text/rfc822-headers"):
            inner = part.get_payload()
            if isinstance(inner, list):
                return str(inner[0])
            raw = part.get_payload(decode=True)
            return raw.decode("utf-8", "replace") if isinstance(raw, bytes) else ""
    return ""
