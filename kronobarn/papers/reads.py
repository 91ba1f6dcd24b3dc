"""How far a document has come."""

from dataclasses import dataclass

from procrastinate.contrib.django.models import ProcrastinateJob

from kronobarn.core import clock
from kronobarn.papers import rules
from kronobarn.papers.models import Order
from kronobarn.papers.rules import State


@dataclass(frozen=True)
class Progress:
    """What its page tells."""

    state: State
    is_late: bool

    @property
    def goes_on(self) -> bool:
        return self.state in (State.WAITING, State.MAKING)


def state(order: Order) -> State:
    job = ProcrastinateJob.objects.filter(pk=order.job).values_list("status", flat=True).first()
    return rules.state(made=order.made_at is not None, job=job or "")


def progress(order: Order) -> Progress:
    return Progress(state=state(order), is_late=clock.now() - order.asked_at > rules.LATE)
