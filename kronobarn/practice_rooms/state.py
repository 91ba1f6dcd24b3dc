"""What the leader's pages know of a room: its case, its round, who has taken which role, what has been put out.

One document in the room's own database, in a schema where the application has no rights: it goes when the room goes.
Nobody's name is asked for; who wants to may write what they are to be called.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, Final

from psycopg.types.json import Jsonb
from pydantic import BaseModel

from kronobarn.practice_rooms.databases import Connection, move, stagehand
from kronobarn.practice_rooms.schema import Case, Role

TABLE: Final = """
    CREATE SCHEMA practice_room AUTHORIZATION kronobarn_owner;
    CREATE TABLE practice_room.state (one boolean PRIMARY KEY DEFAULT true CHECK (one), told jsonb NOT NULL);
    ALTER TABLE practice_room.state OWNER TO kronobarn_owner;
"""


class Place(BaseModel):
    """That somebody plays a role, in one browser."""

    who: str
    called: str = ""
    role: str = ""
    since: datetime


class Read(BaseModel):
    """That a role has had its texts of a round before its eyes."""

    role: str
    round: int
    at: datetime


class State(BaseModel):
    """The whole of it. Times are moved with the room's own."""

    case: str
    child: str
    built_at: datetime
    round: int = 0
    """How many rounds have begun; 0 before the first."""
    begun: list[datetime] = []
    coming: list[int] = []
    """What of the present round's is still to come in, by its place."""
    places: list[Place] = []
    read: list[Read] = []
    without: list[str] = []
    """Roles that the leader has begun a round without, knowing that nobody plays them."""
    ended_at: datetime | None = None

    def role_of(self, who: str) -> str:
        return next((place.role for place in self.places if place.who == who), "")

    def moved(self, days: int) -> None:
        """Everything that has been, has been so much earlier."""
        gone = timedelta(days=days)
        self.begun = [moment - gone for moment in self.begun]
        self.built_at -= gone
        for place in self.places:
            place.since -= gone
        for read in self.read:
            read.at -= gone


def with_nobody(case: Case, state: State) -> list[Role]:
    """The roles that the case needs and nobody plays, but for those that the leader has begun without."""
    played = {place.role for place in state.places} | set(state.without)
    return [role for role in case.roles if not role.can_stay_empty and role.key not in played]


def make(database: str, state: State) -> None:
    """Write down what is known from the beginning, where nothing has been."""
    with stagehand(database) as connection, connection.transaction():
        connection.execute(TABLE)
        connection.execute("INSERT INTO practice_room.state (told) VALUES (%s)", [_json(state)])


def load(database: str) -> State:
    with stagehand(database) as connection:
        return _state(connection.execute("SELECT told FROM practice_room.state").fetchone())


@contextmanager
def changing(database: str) -> Iterator[tuple[State, Connection]]:
    """One at a time changes it; what is done with the connection is done with it or not at all."""
    with stagehand(database) as connection, connection.transaction():
        state = _state(connection.execute("SELECT told FROM practice_room.state FOR UPDATE").fetchone())
        yield state, connection
        connection.execute("UPDATE practice_room.state SET told = %s", [_json(state)])


def pass_days(state: State, connection: Connection, days: int) -> None:
    """Let days pass in the room, and in what is told of it."""
    move(connection, days)
    state.moved(days)


def _state(row: tuple[Any, ...] | None) -> State:
    if row is None:
        raise LookupError("the room has no state")
    return State.model_validate(row[0])


def _json(state: State) -> Jsonb:
    return Jsonb(state.model_dump(mode="json"))
