"""What the worker does with the log."""

import structlog
from procrastinate.contrib.django import app

from kronobarn.audit import sealing

log = structlog.get_logger(__name__)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="seal_log", pass_context=False)
def seal_log(timestamp: int) -> None:
    """Seal what has been written. The newest seal is told to the technical log, which is kept elsewhere."""
    if sealing.seal():
        log.info("log_sealed", **sealing.anchor())


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="make_log_partitions", pass_context=False)
def make_log_partitions(timestamp: int) -> None:
    """Have the coming months ready."""
    sealing.make_partitions()
