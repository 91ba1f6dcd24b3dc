"""Following up: goal by goal, and then on, with fewer, or to an end."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Self
from uuid import UUID

from kronobarn.core.acting import acting
from kronobarn.core.actor import Actor
from kronobarn.demo.county.tale.planning import Planning
from kronobarn.reviews import actions as reviews
from kronobarn.reviews.actions import Said
from kronobarn.reviews.models import GoalReview, Review
from kronobarn.reviews.rules import Outcome


class Reviewing(Planning):
    """The follow-ups of the plan, by whoever leads it."""

    review: Review

    def follow_up_begun(self, by: str = "") -> Self:
        with self.then():
            self.review = reviews.start(plan=self.plan, by=self.actor(by))
        return self

    def goes_on(self, *, by: str = "", came: str, child_view: str, said: Mapping[str, Said], next_review: int) -> Self:
        """The plan goes on. `said` is keyed by the outcome that each goal was to have."""
        return self._done(Outcome.CONTINUE, by, came, child_view, said, next_on=self.day(next_review))

    def goes_on_without(
        self,
        leaving: Sequence[str],
        *,
        by: str = "",
        came: str,
        child_view: str,
        said: Mapping[str, Said],
        next_review: int,
    ) -> Self:
        """The plan goes on with fewer services."""
        parties = [self.parties[name].pk for name in leaving]
        return self._done(Outcome.STEP_DOWN, by, came, child_view, said, next_on=self.day(next_review), leaving=parties)

    def ends(
        self,
        *,
        by: str = "",
        came: str,
        child_view: str,
        said: Mapping[str, Said],
        because: str,
        child: str,
        guardians: str,
    ) -> Self:
        """The plan has done what it was for. The matter ends with it."""
        return self._done(
            Outcome.CLOSE, by, came, child_view, said, because=because, child_says=child, guardians_say=guardians
        )

    def _done(
        self,
        outcome: Outcome,
        by: str,
        came: str,
        child_view: str,
        said: Mapping[str, Said],
        *,
        next_on: date | None = None,
        leaving: Sequence[UUID] = (),
        because: str = "",
        child_says: str = "",
        guardians_say: str = "",
    ) -> Self:
        self.follow_up_begun(by)
        actor = self.actor(by)
        rows = self._rows(actor)
        with self.then():
            reviews.finish(
                review=self.review,
                held_on=self.past(0),
                came=came,
                child_view=child_view,
                said={rows[wanted]: one for wanted, one in said.items()},
                outcome=outcome,
                next_on=next_on,
                leaving=leaving,
                because=because,
                evaluation_child=child_says,
                evaluation_guardians=guardians_say,
                by=actor,
            )
        return self

    def _rows(self, by: Actor) -> dict[str, UUID]:
        """The rows of the review, by the outcome that each goal was to have."""
        with acting(by):
            rows = GoalReview.objects.filter(child=self.child, record=self.review.pk)
            return {row.before["desired_outcome"]: row.pk for row in rows}
