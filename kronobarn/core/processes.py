"""Processes that start and end together, and the web server that each of the two projects runs in."""

import ctypes
import os
import signal
import sys
import threading
from typing import Final

PR_SET_PDEATHSIG: Final = 1


def stop_with_parent() -> None:
    """Stop when the input ends: it does when the parent closes it or dies."""
    threading.Thread(target=_read_to_the_end, daemon=True).start()


def _read_to_the_end() -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def die_with_parent() -> None:
    """Ask Linux for a SIGTERM when the parent dies: the web server's own processes do not notice it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def serve(application: str, name: str, *, host: str, port: int, workers: int, threads: int, quiet: bool) -> None:
    """Answer requests until told to stop."""
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    os.register_at_fork(after_in_child=die_with_parent)
    web = Server(
        application,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=workers,
        blocking_threads=threads,
        log_level=LogLevels.warning if quiet else LogLevels.info,
    )
    web.on_startup(lambda: print(f"\n{name}: http://{host}:{port}  (Ctrl-C avslutar)\n", flush=True))
    web.serve()
