"""What a browser carries to be let into a room: a signed cookie with the room's code, and whether it leads."""

import re
import secrets
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from kronobarn.practice_rooms.databases import ROOM

COOKIE: Final = "ovningsrum"
SALT: Final = "kronobarn.practice_rooms"
LASTS: Final = 14 * 24 * 3600
LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that look alike."""
LENGTH: Final = 8
"""31 to the power of eight: at a thousand tries a second, a room of thirty is guessed in a year."""
CODE: Final = re.compile(f"[{LETTERS}]{{{LENGTH}}}")


@dataclass(frozen=True, slots=True)
class Pass:
    """One browser in one room."""

    code: str
    who: str
    leads: bool = False

    @property
    def database(self) -> str:
        return ROOM + self.code

    @property
    def spoken(self) -> str:
        """The code as it is written on a board."""
        return f"{self.code[:4]}-{self.code[4:]}".upper()


def new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def typed(text: str) -> str:
    """The code in what somebody typed, or nothing."""
    code = "".join(text.lower().replace("-", "").split())
    return code if CODE.fullmatch(code) else ""


def give(response: HttpResponse, code: str, *, leads: bool = False) -> Pass:
    """Let this browser into the room from now on."""
    said = {"code": code, "who": secrets.token_hex(8), "leads": leads}
    response.set_cookie(
        COOKIE, signing.dumps(said, salt=SALT), max_age=LASTS, httponly=True, samesite="Lax", secure=settings.HTTPS
    )
    return Pass(code=code, who=str(said["who"]), leads=leads)


def take(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, samesite="Lax")


def read(request: HttpRequest) -> Pass | None:
    """Whom the cookie lets in; nobody when it is not ours, or old."""
    try:
        said = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LASTS)
        found = Pass(code=said["code"], who=said["who"], leads=said["leads"])
    except (signing.BadSignature, KeyError, TypeError):
        return None
    return found if CODE.fullmatch(found.code) else None
