"""Processes that start and end together, and the web server that each of the two projects runs in."""

import ctypes
import os
import signal
import sys
import threading
from typing import Any, Final

PR_SET_PDEATHSIG: Final = 1
ORPHANED: Final = signal.SIGUSR1


def stop_with_parent() -> None:
    """Stop when the input ends: it does when the parent closes it or dies."""
    threading.Thread(target=_read_to_the_end, daemon=True).start()


def _read_to_the_end() -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


def die_with_parent(by: signal.Signals = signal.SIGTERM) -> None:
    """Ask Linux for a signal when the parent dies: the web server's own processes do not notice it.

    It comes once for each thread that the parent had.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, by)


def be_told_by_parent() -> None:
    """In a process of the web server's own: leave when the parent says so, or dies.

    Told twice at once it could wait for itself for ever, for the reason that `server_class` gives. So Ctrl-C in a terminal,
    which reaches it too, is left to the parent, and of what comes when that dies the first alone counts. Until it has
    loaded the application and listens for itself it has the parent's handlers, which would tell nobody here.
    """
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, ORPHANED})
    die_with_parent(ORPHANED)
    threading.Thread(target=_end_once_orphaned, daemon=True).start()


def _end_once_orphaned() -> None:
    signal.sigwait({ORPHANED})
    os.kill(os.getpid(), signal.SIGTERM)


def server_class() -> type[Any]:
    """Granian's, that can be told to stop at any moment.

    A signal may come while the main thread holds the lock of the event that it waits for: Ctrl-C ends the workers too, and
    it wakes up because of them. Setting that event in the handler would then wait for itself, for ever.
    """
    from granian.server import Server

    class Stoppable(Server):  # type: ignore[misc,valid-type]
        def signal_handler_interrupt(self, *_args: Any, **_named: Any) -> None:
            self.interrupt_signal = True
            threading.Thread(target=self.main_loop_interrupt.set).start()

    return Stoppable


def serve(application: str, name: str, *, host: str, port: int, workers: int, threads: int, quiet: bool) -> None:
    """Answer requests until told to stop."""
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels

    os.register_at_fork(after_in_child=be_told_by_parent)
    web = server_class()(
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
