"""The wheel with the child: it answers one area at a time, and then chooses whom each answer is shown to."""

from collections.abc import Mapping
from typing import Self

from kronobarn.core import clock
from kronobarn.demo.county.tale.gathering import Gathering
from kronobarn.practice import pack
from kronobarn.wheel import actions as wheel
from kronobarn.wheel.actions import Said, Wish
from kronobarn.wheel.reads import language_for
from kronobarn.wheel.rules import HEAR_WITHIN, TALK_AGAIN_WITHIN


class Sitting(Gathering):
    """The child answers on a screen of its own, beside somebody whom it talks with."""

    def does_the_wheel(
        self, answers: Mapping[str, Said], *, with_: str, band: str, nickname: str, shows: Mapping[str, str]
    ) -> Self:
        """From the moment that the screen is turned until the adult has it back. `shows` says at home, by area."""
        by = self.actor(with_)
        with self.then():
            sitting = wheel.prepare(
                matter=self.matter,
                language=language_for(pack.of(self.matter.record.practice_version), self.child, by),
                band=band,
                present=f"{self.child.given_name} och {by.name}",
                own_picture="me-fish",
                nickname=nickname,
                talk_again_on=clock.today() + TALK_AGAIN_WITHIN,
                hears_on=clock.today() + HEAR_WITHIN,
                by=by,
            )
            wheel.turn(sitting=sitting, by=by)
            for area, said in answers.items():
                wheel.answer(sitting=sitting, area_key=area, said=said, by=by)
            wheel.go_through(sitting=sitting, by=by)
            wishes = {area: Wish(guardians=[self.somebody(name).pk]) for area, name in shows.items()}
            wheel.show(sitting=sitting, wishes=wishes, by=by)
            wheel.turn_back(sitting=sitting, by=by)
        return self
