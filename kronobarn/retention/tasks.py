"""What the worker does with what has been approved."""

from procrastinate.contrib.django import app

from kronobarn.retention import carrying


@app.periodic(cron="20 2 * * *")
@app.task(queueing_lock="carry_out_removals", pass_context=False)
def carry_out_removals(timestamp: int) -> None:
    """Carry out what two persons have approved. Nothing that nobody has approved is ever removed."""
    carrying.carry_out()
