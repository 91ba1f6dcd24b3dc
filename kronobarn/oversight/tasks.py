"""What the worker does for whoever reviews the log."""

from procrastinate.contrib.django import app

from kronobarn.oversight import drawing


@app.periodic(cron="50 4 * * *")
@app.task(queueing_lock="draw_samples", pass_context=False)
def draw_samples(timestamp: int) -> None:
    """Draw last month's samples. Asked every night, done once: a night that was missed is made up for."""
    drawing.draw()
