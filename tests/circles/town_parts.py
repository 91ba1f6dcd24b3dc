"""What hangs on records in a random town and is seen by fewer than the record: parts of plans, messages, shared notes."""

import random
import uuid
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from tests.hunt.oracle import Row, Who

Rows = dict[str, list[Row]]
MORE_KINDS: Final = ("plan", "review", "thread", "communication", "meeting")


class Parts:
    """The dice of one town, and what is drawn with them under a record."""

    def __init__(self, seed: int, now: datetime, staff: Sequence[Who], family: Sequence[Who]) -> None:
        self.random, self.now = random.Random(seed), now
        self.staff, self.family = staff, family
        self.rows: Rows = defaultdict(list)

    def _id(self) -> uuid.UUID:
        return uuid.UUID(int=self.random.getrandbits(128), version=4)

    def _maybe(self, chance: float) -> bool:
        return self.random.random() < chance

    def _parts(self, record: Row) -> None:
        """By the record's kind."""
        own = {"record_id": record["id"], "child_id": record["child_id"]}
        match record["kind"]:
            case "plan":
                self._of_a_plan(own)
            case "review":
                self._of_a_review(own)
            case "thread" | "communication":
                self._messages(own)
            case "meeting":
                self._shared_notes(own)

    # A plan, its versions and its follow-ups: a goal, or what somebody does, can be withheld by itself

    def _of_a_plan(self, own: Row) -> None:
        place = 0
        for number in range(self.random.randint(0, 2)):
            goal = self._id()
            self.rows["plans_goal"].append(
                {"id": goal, **own, "number": number, "area_key": "a", "need": "n", "desired_outcome": "d", "how_we_see_it": "h",
                 "said_by": "child", "state": "active"}
            )  # fmt: skip
            actions = [self._id() for _ in range(self.random.randint(0, 2))]
            self.rows["plans_planaction"] += [
                {"id": action, **own, "goal_id": goal, "what": "w", "first_step": "", "helper": "h", "since": self.now.date(),
                 "until": self.now.date(), "state": "open", "reply": "asked", "reply_words": ""}
                for action in actions
            ]  # fmt: skip
            for about in (None, *actions):
                self.rows["plans_versionpart"].append(
                    {"id": self._id(), **own, "version": 1, "goal_id": goal, "action_id": about, "place": place, "content": {}}
                )  # fmt: skip
                place += 1
            for part in (goal, *actions):
                if self._maybe(0.4):
                    self._part_withheld(own, part)

    def _part_withheld(self, own: Row, part: uuid.UUID) -> None:
        ended = self._maybe(0.3)
        self.rows["circles_withheld"].append(
            {"id": self._id(), **own, "from_person_id": self.random.choice(self.family).person, "part": part, "because": "child",
             "reason": "elsa är rädd", "since": self.now, "review_on": self.now.date(), "decided_by_id": -2, "decided_for_id": -2,
             "ended_at": self.now if ended else None, "ended_by_id": -2 if ended else None, "ended_because": "Det behövs inte." if ended else ""}
        )  # fmt: skip

    def _of_a_review(self, own: Row) -> None:
        """Of every plan that the child has."""
        for goal in [one for one in self.rows["plans_goal"] if one["child_id"] == own["child_id"]]:
            self.rows["reviews_goalreview"].append(
                {"id": self._id(), **own, "goal_id": goal["id"], "before": {}, "now": "", "verdict": "", "why": ""}
            )
        done = [one for one in self.rows["plans_planaction"] if one["child_id"] == own["child_id"]]
        self.rows["reviews_actionreview"] += [
            {"id": self._id(), **own, "goal_id": one["goal_id"], "action_id": one["id"], "place": place, "before": {}}
            for place, one in enumerate(done)
        ]

    # Messages, and what is shown while a meeting goes on

    def _messages(self, own: Row) -> None:
        self.rows["communication_thread"].append(
            {**own, "subject": "practical", "heading": "h", "began_at": self.now - timedelta(hours=9), "state": "open",
             "closed_because": ""}
        )  # fmt: skip
        everyone = (*self.staff, *self.family)
        for who in self.random.sample(everyone, self.random.randint(1, 4)):
            since = self.now - timedelta(hours=self.random.randint(1, 9))
            self.rows["communication_participant"].append(
                {"id": self._id(), **own, "person_id": who.person, "assignment_id": who.assignment, "since": since,
                 "until": self.now if self._maybe(0.3) else None, "added_by_id": -1}
            )  # fmt: skip
        for hour in (3, 7):
            writer = self.random.choice(everyone)
            self.rows["communication_message"].append(
                {"id": self._id(), **own, "person_id": writer.person, "assignment_id": writer.assignment, "text": "t",
                 "sent_at": self.now - timedelta(hours=hour, minutes=30), "struck_because": ""}
            )  # fmt: skip

    def _shared_notes(self, own: Row) -> None:
        self.rows["meetings_sharednotes"].append(
            {"id": self._id(), **own, "shown": {}, "revision": 0, "saved_at": self.now, "saved_by_id": -1}
        )
        called = self.random.sample((*self.staff, *self.family), self.random.randint(0, 3))
        for who in {one.person: one for one in called}.values():  # each person once
            self.rows["meetings_invited"].append(
                {
                    "id": self._id(),
                    **own,
                    "person_id": who.person,
                    "assignment_id": who.assignment,
                    "label": "",
                    "answer": "",
                }
            )
