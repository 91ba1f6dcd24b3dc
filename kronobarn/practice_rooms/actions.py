"""Opening a room, playing in it, moving its time on, ending it and throwing it away."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.db import connections, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kronobarn.authorities import actions as authorities
from kronobarn.authorities import county
from kronobarn.communication.tasks import ask_to_file_threads
from kronobarn.consents.tasks import look_over_sharing, tell_of_endings
from kronobarn.core import clock
from kronobarn.core.actor import SYSTEM
from kronobarn.database import prepare as schema
from kronobarn.meetings.tasks import remind_of_meetings
from kronobarn.plans.tasks import chase_plans
from kronobarn.practice import actions as practice
from kronobarn.practice.reading import read as read_practice
from kronobarn.practice_rooms import databases, passes, policy, reading, stage, where
from kronobarn.practice_rooms.passes import Pass
from kronobarn.practice_rooms.schema import Case, Role
from kronobarn.practice_rooms.state import Place, Read, State, changing, load, make, pass_days, with_nobody

COUNTY: Final = "case_0"
"""The county with nobody in it, which every case is built on."""
NIGHTLY: Final = (chase_plans, remind_of_meetings, look_over_sharing, tell_of_endings, ask_to_file_threads)
"""What the worker does at night and somebody would see in the morning. There is no worker here, and so no letters."""
MOST_ROOMS: Final = 30
KEPT: Final = timedelta(days=14)

# Before anybody comes -------------------------------------------------------------------------------


def prepare(tell: Callable[[str], None] = lambda _line: None) -> None:
    """The lobby, the county and each case, unless they are there as the files now say.

    A case that cannot be played is said when the others are ready, and there is nothing of it.
    """
    changed = schema.prepare()
    connections.close_all()  # what is copied may have no visitors
    mark = _fingerprint()
    standing = databases.names(databases.CASE)
    if changed or standing.get(COUNTY) != mark:
        for name in standing:
            databases.throw_away(name)
        standing = {}
        _build(COUNTY, of=where.LOBBY, mark=mark, fill=_move_in)
    refused: list[str] = []
    for case in reading.library().values():
        name, told = _database_of(case), f"{mark} {hashlib.sha256(case.model_dump_json().encode()).hexdigest()}"
        if standing.get(name) != told:
            tell(case.title)
            databases.throw_away(name)
            try:
                _build(name, of=COUNTY, mark=told, fill=lambda name=name, case=case: _set_up(name, case))  # type: ignore[misc]
            except stage.CannotHappen as no:
                refused.append(f"{case.key}.yaml: {no}")
    sweep()
    if refused:
        raise ValidationError(refused)


def _build(name: str, *, of: str, mark: str, fill: Callable[[], None]) -> None:
    databases.copy(name, of=of)
    try:
        with where.inside(name):
            fill()
    except BaseException:
        databases.throw_away(name)
        raise
    databases.close(name, note=mark)


def _move_in() -> None:
    """The county's units, and its practice model."""
    with transaction.atomic():
        if plan := county.diff(county.read(county.shipped("kronoberg"))):
            authorities.apply_county(plan=plan, by=SYSTEM)
        practice.load(content=read_practice(county.shipped("kronoberg")), adopt_from=clock.today(), by=SYSTEM)


def _set_up(name: str, case: Case) -> None:
    with transaction.atomic():
        child = stage.set_up(case)
    make(name, State(case=case.key, child=str(child.pk), built_at=timezone.now()))


def _fingerprint() -> str:
    """What every case follows from besides its own file."""
    digest = hashlib.sha256(schema.current_fingerprint().encode())
    folder = county.shipped("kronoberg")
    code = schema.PACKAGE
    files = [*folder.glob("*.yaml"), *folder.glob("organisations/*.yaml"), *code.glob("demo/county/tale/*.py")]
    for file in sorted([*files, *(code / "practice_rooms" / name for name in ("stage.py", "state.py"))]):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _database_of(case: Case) -> str:
    return databases.CASE + case.key.replace("-", "_")


# The room -------------------------------------------------------------------------------------------


def open_room(*, case: Case) -> str:
    """A room of its own, as the case is when it begins today. Returns the code that lets people in."""
    sweep()
    if len(databases.names()) >= MOST_ROOMS:
        raise ValidationError(_("Det finns för många rum just nu. Kasta något som inte används, eller vänta."))
    code = passes.new_code()
    name = databases.ROOM + code
    databases.copy(name, of=_database_of(case), note=timezone.localdate().isoformat())
    with changing(name) as (state, connection):
        built = timezone.localdate(state.built_at)
        pass_days(state, connection, -(timezone.localdate() - built).days)  # it was built some days ago
    return code


def sweep() -> None:
    """Rooms that were opened two weeks ago are forgotten by themselves."""
    for name, opened in databases.names().items():
        if not opened or date.fromisoformat(opened) < timezone.localdate() - KEPT:
            databases.throw_away(name)


def throw_away(*, by: Pass) -> None:
    """The room and everything that was written in it."""
    policy.may_lead(by).enforce()
    databases.throw_away(by.database)


def join(*, called: str, by: Pass) -> None:
    """Somebody is here, and may have said what to call them."""
    with changing(by.database) as (state, _connection):
        state.places = [place for place in state.places if place.who != by.who]
        state.places.append(Place(who=by.who, called=called, since=timezone.now()))


def leave(*, by: Pass) -> None:
    """Somebody goes: nobody is to wait for what they would have done."""
    with changing(by.database) as (state, _connection):
        policy.may_leave(by, state).enforce()
        state.places = [place for place in state.places if place.who != by.who]


def take_role(*, role: str, by: Pass) -> None:
    """Play a role from now on. Several may play the same one together."""
    case = reading.library()[load(by.database).case]
    if role not in {each.key for each in case.roles}:
        raise ValidationError(_("Den rollen finns inte i fallet."))
    with changing(by.database) as (state, _connection):
        policy.may_play(by, state).enforce()
        called = next((place.called for place in state.places if place.who == by.who), "")
        state.places = [place for place in state.places if place.who != by.who]
        state.places.append(Place(who=by.who, called=called, role=role, since=timezone.now()))


def has_read(*, by: Pass) -> None:
    """The texts of the role have been shown to whoever plays it: what it knows, it knows from then."""
    with changing(by.database) as (state, _connection):
        role = state.role_of(by.who)
        known = {(read.role, read.round) for read in state.read}
        if role and not state.ended_at and (role, state.round) not in known:
            state.read.append(Read(role=role, round=state.round, at=timezone.now()))


# Time -----------------------------------------------------------------------------------------------


def go_on(*, seen: int, by: Pass, without: Sequence[str] = ()) -> list[Role]:
    """Begin the next round: days pass, and its texts are put out. `seen` is the round that the leader saw.

    `without` are the roles that the leader knows to have nobody. Is there another one, nothing begins, and it is returned.
    """
    with changing(by.database) as (state, connection):
        case = reading.library()[state.case]
        if state.round != seen:
            return []  # pressed twice
        policy.may_go_on(by, state, case).enforce()
        nobody = [role for role in with_nobody(case, state) if role.key not in without]
        if nobody:
            return nobody
        state.without += [key for key in without if case.role_or_none(key) and key not in state.without]
        following = case.rounds[state.round]
        pass_days(state, connection, following.days)
        state.round += 1
        state.begun.append(timezone.now())
        state.coming = list(range(len(following.comes_in)))
    if following.days:
        for work in NIGHTLY:
            work(timestamp=0)
    let_in(by=by)
    return []


def let_in(*, by: Pass) -> None:
    """What belongs to the round comes in, one thing at a time; what has failed is still to come."""
    policy.may_lead(by).enforce()
    state = load(by.database)
    case = reading.library()[state.case]
    for n in state.coming:
        with databases.stagehand(by.database) as room:
            holder, seated = _around(room, state.child)
        with transaction.atomic():
            one = case.rounds[state.round - 1].comes_in[n]
            stage.let_in(case, state.round, one, child_id=state.child, holder=holder, seated=seated)
            with changing(by.database) as (now, _connection):
                now.coming.remove(n)


def _around(room: databases.Connection, child: str) -> tuple[int, set[str]]:
    """Who is responsible for the child now, and who sits with it."""
    card = room.execute(
        "SELECT holder_id FROM responsibility_responsibility WHERE child_id = %s AND until IS NULL", [child]
    ).fetchone()
    if card is None:
        raise LookupError("nobody is responsible for the child of the case")
    seats = room.execute(
        "SELECT DISTINCT p.given_name || ' ' || p.family_name FROM circles_seat s JOIN people_person p ON p.id = s.person_id"
        " WHERE s.child_id = %s AND s.since <= now() AND (s.until IS NULL OR s.until > now())",
        [child],
    ).fetchall()
    return int(card[0]), {str(name) for (name,) in seats}


def end(*, by: Pass) -> None:
    """The play is over: everybody may see who knew what when."""
    with changing(by.database) as (state, _connection):
        policy.may_end(by, state).enforce()
        state.ended_at = timezone.now()
