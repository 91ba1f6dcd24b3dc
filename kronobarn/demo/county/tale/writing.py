"""Writing to each other: to begin, to answer, and what becomes of it."""

from typing import Self

from kronobarn.communication import actions as communication
from kronobarn.communication import reads
from kronobarn.communication.filing import actions as filing
from kronobarn.communication.models import Thread
from kronobarn.communication.rules import Subject
from kronobarn.core.acting import acting
from kronobarn.demo.county.tale.reviewing import Reviewing


class Writing(Reviewing):
    """Messages of some of those around the child."""

    thread: Thread

    def writes(self, *to: str, by: str, about: Subject, heading: str, text: str) -> Self:
        people = {self.somebody(name).pk for name in to}
        with acting(self.actor(by)):
            readers = [seat.pk for seat in reads.candidates(self.child, self.actor(by)) if seat.person_id in people]
        with self.then():
            self.thread = communication.start(
                child=self.child, subject=about, heading=heading, text=text, readers=readers, by=self.actor(by)
            )
        return self

    def answers(self, who: str, text: str) -> Self:
        with self.then():
            communication.say(thread=self.thread, text=text, by=self.actor(who))
        return self

    def files(self, who: str) -> Self:
        with self.then():
            filing.file(thread=self.thread, by=self.actor(who))
        return self

    def keeps_nothing(self, who: str, because: str) -> Self:
        with self.then():
            filing.close(thread=self.thread, because=because, by=self.actor(who))
        return self
