"""Whose account the embedded server runs under: PostgreSQL refuses to run as root."""

from __future__ import annotations

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kronobarn.database.binaries import ServerRefused


@dataclass(frozen=True, slots=True)
class Account:
    """A user and group of the operating system, and whether we must change to it."""

    uid: int
    gid: int
    borrowed: bool

    @classmethod
    def serving(cls, data: Path) -> Account:
        """Ourselves; but as root the owner of the data folder, or nobody when that is root or a mere number."""
        owner = data.stat()
        if os.geteuid() != 0:
            if owner.st_uid != os.geteuid():
                raise ServerRefused(
                    f"Datamappen {data} tillhör en annan användare. Kör som den användaren, eller välj "
                    "en egen mapp med DATA=."
                )
            return cls(os.geteuid(), os.getegid(), borrowed=False)
        if owner.st_uid and _is_known(owner.st_uid):
            return cls(owner.st_uid, owner.st_gid, borrowed=True)
        nobody = pwd.getpwnam("nobody")
        return cls(nobody.pw_uid, nobody.pw_gid, borrowed=True)

    def as_keywords(self) -> dict[str, Any]:
        """What `subprocess` needs in order to run a program under this account."""
        if not self.borrowed:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def may_reach(self, path: Path) -> bool:
        """Whether the account can come to the path and through it: asked by trying, as that account."""
        if not self.borrowed:
            return True
        asked = subprocess.run(["/bin/sh", "-c", 'test -x "$0"', path], check=False, **self.as_keywords())
        return asked.returncode == 0

    def take(self, path: Path, mode: int) -> None:
        """Give the path to this account, with exactly this mode."""
        if self.borrowed:
            os.chown(path, self.uid, self.gid)
        path.chmod(mode)


def _is_known(uid: int) -> bool:
    """Whether the number has a name: a folder mounted into a container may not, and initdb wants one."""
    return any(each.pw_uid == uid for each in pwd.getpwall())
