"""What a document is made of, whole: so that it can wait, encrypted, and be compared."""

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.utils.crypto import salted_hmac

from kronobarn.core.vault import vault
from kronobarn.ui import documents

PURPOSE: Final = "papers"
PACKAGE: Final = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Sheet:
    """The text, the style sheet it is laid out by, and the pictures that it names."""

    text: str
    style: Path
    pictures: Mapping[str, bytes]

    def pdf(self) -> bytes:
        return documents.pdf(self.text, style=self.style, pictures=self.pictures)

    def packed(self) -> bytes:
        pictures = {address: b64encode(picture).decode() for address, picture in sorted(self.pictures.items())}
        style = self.style.resolve().relative_to(PACKAGE).as_posix()
        return json.dumps({"text": self.text, "style": style, "pictures": pictures}, ensure_ascii=False).encode()

    @property
    def fingerprint(self) -> str:
        """The same for the same document. Keyed: what is guessed cannot be tried against it."""
        return salted_hmac(PURPOSE, self.packed(), algorithm="sha256").hexdigest()

    def locked(self) -> bytes:
        return lock(zlib.compress(self.packed()))


def sheet(locked: bytes | memoryview) -> Sheet:
    """A sheet that has waited."""
    kept = json.loads(zlib.decompress(unlock(locked)))
    pictures = {address: b64decode(picture) for address, picture in kept["pictures"].items()}
    return Sheet(text=kept["text"], style=PACKAGE / kept["style"], pictures=pictures)


def lock(open_: bytes) -> bytes:
    return vault(PURPOSE).encrypt(open_)


def unlock(locked: bytes | memoryview) -> bytes:
    return vault(PURPOSE).decrypt(bytes(locked))
