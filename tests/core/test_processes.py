"""The web server's process."""

import signal
import subprocess
import sys

from kronobarn.core import processes

LONGEST = 60  # seconds, on a busy machine


def test_a_signal_while_the_main_thread_wakes_up_does_not_wait_for_itself() -> None:
    web = processes.server_class()("kronobarn.wsgi:application", interface="wsgi")
    with web.main_loop_interrupt._cond:  # as when a worker has just ended
        web.signal_handler_interrupt()
        assert not web.main_loop_interrupt.is_set()
    assert web.main_loop_interrupt.wait(LONGEST)
    assert web.interrupt_signal


INTERRUPTED = """
import os, signal
from kronobarn.core import processes
processes.be_told_by_parent()
os.kill(os.getpid(), signal.SIGINT)
print("stays")
"""


def test_its_workers_leave_ctrl_c_to_it() -> None:
    said = subprocess.run([sys.executable, "-c", INTERRUPTED], capture_output=True, text=True, check=True)
    assert said.stdout == "stays\n"


ORPHANED = """
import os, signal, time
from kronobarn.core import processes
processes.be_told_by_parent()
told = []
signal.signal(signal.SIGTERM, lambda *_: told.append("told"))
os.kill(os.getpid(), processes.ORPHANED)
while not told:
    time.sleep(0.01)
os.kill(os.getpid(), processes.ORPHANED)
print(told, processes.ORPHANED in signal.sigpending())
"""


def test_a_worker_whose_parent_dies_is_told_once_however_many_threads_that_had() -> None:
    said = subprocess.run([sys.executable, "-c", ORPHANED], capture_output=True, text=True, check=True, timeout=LONGEST)
    assert said.stdout == "['told'] True\n"


TOLD_EARLY = """
import os, signal
from kronobarn.core import processes
signal.signal(signal.SIGTERM, lambda *_: print("told"))  # the server's, which a worker has until it has its own
processes.be_told_by_parent()
os.kill(os.getpid(), signal.SIGTERM)
print("stays")
"""


def test_a_worker_that_is_not_ready_yet_ends_when_it_is_told() -> None:
    said = subprocess.run([sys.executable, "-c", TOLD_EARLY], capture_output=True, text=True, check=False)
    assert (said.stdout, said.returncode) == ("", -signal.SIGTERM)
