"""Processes that start and end together, and the web server that each of the two projects runs in."""

import ctypes
import os
import signal
import sys
import threading
from typing import Any, Final

PR_SET_PDEATHSIG: Final = 1
ORPHANED: Final = signal.SIGUSR1
PATIENCE: Final = 10
"""Seconds that a process gets to finish what it is doing, when it has been told to stop."""


def stop_with_parent() -> None:
    """Stop when the input ends: it does when the parent closes it or dies."""
    threading.Thread(target=_read_to_the_end, daemon=True).start()


def _read_to_the_end() -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    signal.alarm(PATIENCE)  # Linux itself ends what has not ended then
    os.kill(os.getpid(), signal.SIGTERM)


def die_with_parent(by: signal.Signals = signal.SIGTERM) -> None:
    """Ask Linux for a signal when the parent dies: the web server's own processes do not notice it.

    It comes once for each thread that the parent had.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, by)


def be_told_by_parent() -> None:
    """In a process of the web server's own: leave when the parent says so, or dies.

    A thread waits for that, so that no handler runs in the main one. That one sleeps from its start to its end, and
    a signal that comes just as it falls asleep would wake nobody; of two at once the other's handler could wait for the
    first one's, for ever. Ctrl-C in a terminal, which reaches it too, is left to the parent.
    """
    signal.set_wakeup_fd(-1)  # the parent's
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # so was this
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, ORPHANED})
    die_with_parent(ORPHANED)
    threading.Thread(target=_end_once_told, daemon=True).start()


def _end_once_told() -> None:
    signal.sigwait({signal.SIGTERM, ORPHANED})
    signal.alarm(PATIENCE)
    listens = signal.getsignal(signal.SIGTERM)
    if callable(listens):
        listens(signal.SIGTERM, None)
    else:
        os._exit(0)  # told before the application was loaded


def server_class() -> type[Any]:
    """Granian's, that can be told to stop at any moment.

    Its own handler sets an event that the main thread waits for. It would wait for itself if that thread was waking up
    just then (a worker that ends wakes it), and nobody would be woken by a signal that came to another thread, or just
    before it fell asleep. So a thread hears of each signal through a pipe, and the handler does nothing.
    """
    from granian.server import Server

    class Stoppable(Server):  # type: ignore[misc,valid-type]
        def startup(self, *args: Any, **named: Any) -> None:
            heard, told = os.pipe()
            os.set_blocking(told, False)
            signal.set_wakeup_fd(told, warn_on_full_buffer=False)
            threading.Thread(target=self._stop_once_told, args=[heard], daemon=True).start()
            super().startup(*args, **named)

        def _stop_once_told(self, heard: int) -> None:
            while not {signal.SIGINT, signal.SIGTERM} & set(os.read(heard, 1)):
                pass
            self.interrupt_signal = True
            self.main_loop_interrupt.set()

        def signal_handler_interrupt(self, *_args: Any, **_named: Any) -> None:
            """The thread has heard."""

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
        workers_kill_timeout=PATIENCE,
        log_level=LogLevels.warning if quiet else LogLevels.info,
    )
    web.on_startup(lambda: print(f"\n{name}: http://{host}:{port}  (Ctrl-C avslutar)\n", flush=True))
    web.serve()
