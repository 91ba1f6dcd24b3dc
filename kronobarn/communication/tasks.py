"""What the worker does about messages."""

import structlog
from procrastinate.contrib.django import app

from kronobarn.audit.actions import record as log
from kronobarn.communication import events, reads
from kronobarn.communication.filing import actions
from kronobarn.communication.rules import SILENT_FOR
from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM
from kronobarn.core.decisions import Denied

journal = structlog.get_logger(__name__)


@app.periodic(cron="17 5 * * *")
@app.task(queueing_lock="ask_to_file_threads", pass_context=False)
def ask_to_file_threads(timestamp: int) -> None:
    """Threads that have been silent for long are to be kept, or closed: nothing becomes a record beside the records."""
    with acting(SYSTEM):
        found = reads.silent(clock.now() - SILENT_FOR)
    for thread_id, child_id, is_heir, by in found:
        try:
            actions.ask_to_file(thread_id=thread_id, child_id=child_id, is_heir=is_heir, by=by)
            with acting(SYSTEM):
                log(events.ThreadSilent(), by=SYSTEM, child_id=child_id, subject=f"thread:{thread_id}")
        except Denied:
            continue
        except Exception as wrong:  # one thread's trouble is not the others'; the next day it is asked again
            journal.error("thread_not_asked_about", thread=str(thread_id), error=type(wrong).__name__)
