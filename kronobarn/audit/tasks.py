"""What the worker does with the log."""

import structlog
from procrastinate.contrib.django import app

from kronobarn.audit import cutting, exporting, sealing

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


@app.periodic(cron="20 0 * * *")
@app.task(queueing_lock="export_log", pass_context=False)
def export_log(timestamp: int) -> None:
    """Make yesterday's copy for the system that fetches it."""
    exporting.export()


@app.periodic(cron="40 3 * * *")
@app.task(queueing_lock="cut_log", pass_context=False)
def cut_log(timestamp: int) -> None:
    """Remove what was announced a week ago; announce what has become old enough since."""
    try:
        cutting.carry_out()
        cutting.announce()
    except cutting.NotNow as problem:
        log.warning("log_not_cut", why=str(problem))
