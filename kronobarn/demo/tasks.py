"""What the demo's worker does, so that what otherwise takes a night can be seen at once."""

from procrastinate.contrib.django import app

from kronobarn.demo.county import long_ago
from kronobarn.retention import carrying


@app.task(queueing_lock="tell_removals", pass_context=False)
def tell_removals() -> None:
    """Its first work: what the archivist has had removed, and what waits."""
    long_ago.removals()


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="carry_out_removals_soon", pass_context=False)
def carry_out_removals_soon(timestamp: int) -> None:
    """Carry out what two persons have approved, without waiting for the night."""
    carrying.carry_out()
