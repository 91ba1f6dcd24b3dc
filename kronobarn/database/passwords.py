"""Secrets that are made once and kept in a file that only its owner may read."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def kept(file: Path, names: Iterable[str]) -> dict[str, str]:
    """The secrets in the file; those that are missing are made and written."""
    known: dict[str, Any] = json.loads(file.read_text()) if file.exists() else {}
    missing = [name for name in names if name not in known]
    if missing:
        known |= {name: secrets.token_urlsafe(32) for name in missing}
        write_private(file, json.dumps(known, indent=1))
    return {name: str(value) for name, value in known.items()}


def write_private(file: Path, text: str) -> None:
    """Write a file that was never readable by anyone else, whole or not at all."""
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(file)
