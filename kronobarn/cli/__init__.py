"""The command line. It says where the database is, and hands over; Django is loaded only where it is needed."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

from kronobarn.cli import demo
from kronobarn.cli.installation import Refused
from kronobarn.cli.parser import parser
from kronobarn.database.binaries import ServerRefused

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run one command and leave with its exit code."""
    options = parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, _leave)
    try:
        sys.exit(options.run(options))
    except (Refused, ServerRefused) as refusal:
        print(refusal, file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(0 if options.run is demo.run else 130)


def _leave(_signal: int, _frame: object) -> NoReturn:
    """A polite request to end is the same as Ctrl-C: every `finally` does its work."""
    raise KeyboardInterrupt
