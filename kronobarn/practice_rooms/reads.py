"""What the rooms' pages show."""

from dataclasses import dataclass
from typing import Any

from kronobarn.practice_rooms import policy, reading, timeline
from kronobarn.practice_rooms.passes import Pass
from kronobarn.practice_rooms.schema import EVERYBODY, Case, Role, Round
from kronobarn.practice_rooms.state import State, load


@dataclass(frozen=True, slots=True)
class Room:
    """The room that the reader is in, and what they are there."""

    here: Pass
    case: Case
    state: State

    @property
    def role(self) -> Role | None:
        return self.case.role_or_none(self.state.role_of(self.here.who))

    @property
    def round(self) -> Round | None:
        """The one that is played now."""
        return self.case.rounds[self.state.round - 1] if self.state.round else None

    @property
    def following(self) -> Round | None:
        return self.case.rounds[self.state.round] if self.state.round < len(self.case.rounds) else None

    def players(self, role: str) -> list[str]:
        """What those who play the role want to be called; empty for who has not said."""
        return [place.called for place in self.state.places if place.role == role]


def library() -> dict[str, Any]:
    return {"cases": list(reading.library().values())}


def case(key: str) -> Case:
    return reading.library()[key]


def room(here: Pass) -> Room:
    state = load(here.database)
    return Room(here, case(state.case), state)


def texts(room: Room) -> list[tuple[int, Round, list[str]]]:
    """What the reader's role has been told, the latest round first."""
    if room.role is None:
        return []
    wanted = {room.role.key, EVERYBODY}
    played = list(enumerate(room.case.rounds[: room.state.round], start=1))
    return [(n, one, [told.text for told in one.told if wanted & set(told.to)]) for n, one in reversed(played)]


def leading(here: Pass) -> dict[str, Any]:
    found = room(here)
    waiting = [place.called for place in found.state.places if not place.role]
    return {
        "room": found,
        "waiting": waiting,
        "may_go_on": policy.may_go_on(here, found.state, found.case),
        "may_end": policy.may_end(here, found.state),
        "may_see_all": policy.may_see_all(here, found.state),
    }


def chapters(room: Room) -> list[timeline.Chapter]:
    return timeline.chapters(room.here.database, room.state, room.case)
