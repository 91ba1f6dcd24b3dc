"""What ends, and who is told, when somebody's yes no longer holds."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from kronobarn.audit.actions import record as log
from kronobarn.circles import actions as circles
from kronobarn.circles.models import Disclosure, Record, Seat
from kronobarn.circles.reads import sitting
from kronobarn.circles.rules import Kind, Role, SeatGround
from kronobarn.consents import events, reads, rules
from kronobarn.consents.models import Consent
from kronobarn.consents.rules import JOINT, AsRole
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.notices import actions as notices
from kronobarn.notices.rules import TaskKind

OF_JOINT_WORK = (
    TaskKind.ATTEND_MEETING,
    TaskKind.HOLD_MEETING,
    TaskKind.REMEMBER_MEETING,
    TaskKind.READ_MEETING,
    TaskKind.READ_MESSAGE,
    TaskKind.FILE_THREAD,
    TaskKind.ACTIVATE_PLAN,
    TaskKind.AGREE_TO_PLAN,
    TaskKind.DO_ACTION,
    TaskKind.REVIEW_PLAN,
    TaskKind.REVIEW_SHARING,
)
"""Tasks whose pages are there only for those who work together."""


def remind(consent: Consent, by: Actor) -> None:
    """Let the responsible ask again in time, once for the whole question: before the earliest end.

    A yes that another service has written down is theirs to ask for again.
    """
    stands = [yes.until for yes in reads.yeses(consent.child_id) if yes.request == consent.request]
    notices.settle(child_id=consent.child_id, subject=consent.request, kinds=[TaskKind.RENEW_CONSENT], by=by)
    due_on = rules.reminder_on(min(stands), today=clock.today())
    for seat in _responsible(consent.child_id, by):
        if seat.area_id == consent.owner_id:
            _ask(seat, TaskKind.RENEW_CONSENT, consent.request, due_on, by)


def end_what_lost_its_ground(consent: Consent, by: Actor) -> int:
    """Stop each disclosure that the person who has just answered no longer carries, and that no other yes does.

    What somebody else has still to answer about goes on as long as they have been given (see `look_over`).
    """
    what = reads.allowed(consent.child_id)
    who = rules.who(AsRole(consent.as_role), consent.giver_id)
    giver = next((one for one in what.deciders if one.must_agree and one.key == who), None)
    if giver is None:
        return 0
    alone = what.said_by(giver)
    ended = 0
    for disclosure in reads.on_consent(consent.child_id, by):
        assert disclosure.to_area_id is not None
        between = {disclosure.owner_id, disclosure.to_area_id}
        flow = what.flow(between, disclosure.kinds)
        if flow is not None:
            circles.shorten_disclosure(disclosure=disclosure, until=reads.end_of(flow.until), by=by)
        elif alone.flow(between, disclosure.kinds) is None:
            circles.end_disclosure(disclosure=disclosure, by=by)
            ended += 1
    _end_places(consent.child_id, lambda area: bool(what.flow({area}, JOINT) or alone.flow({area}, JOINT)), by)
    return ended


def _end_places(child_id: UUID, is_carried: Callable[[int], bool], by: Actor) -> None:
    """A place at the table that was given on consent ends with it, but for whoever works where the responsible does."""
    seats = sitting(child_id, by)
    home = {seat.area_id for seat in seats if seat.role == Role.RESPONSIBLE}
    lost = [
        seat
        for seat in seats
        if seat.ground == SeatGround.CONSENT
        and seat.area_id is not None
        and seat.area_id not in home
        and not is_carried(seat.area_id)
    ]
    for seat in lost:
        notices.settle(child_id=child_id, person_id=seat.person_id, kinds=OF_JOINT_WORK, by=by)
    if any(seat.role == Role.LEAD for seat in lost):
        _ask_for_a_lead(child_id, by)
    own = (by.person_id, by.assignment_id)
    # One's own last: with it goes the right to end the others.
    for seat in sorted(lost, key=lambda seat: (seat.person_id, seat.assignment_id) == own):
        circles.close_seat(seat=seat, by=by)


def _ask_for_a_lead(child_id: UUID, by: Actor) -> None:
    for seat in _responsible(child_id, by):
        plan = _plan_that_opens_for(seat, by)
        if plan is not None:
            _ask(seat, TaskKind.NAME_LEAD, plan, clock.today() + rules.REVIEW_WITHIN, by)


def put_under_review(child_id: UUID, by: Actor, consent: Consent | None = None) -> None:
    """The responsible looks over what is shared, where they can: in the plan, the question, or on the child's own page.

    Nobody else is asked. The lead of the plan may be in the very service that has just lost the yes.
    """
    due_on = clock.today() + rules.REVIEW_WITHIN
    for seat in _responsible(child_id, by):
        plan = _plan_that_opens_for(seat, by)
        if plan is None and consent is not None and consent.owner_id == seat.area_id:
            _ask(seat, TaskKind.RENEW_CONSENT, consent.request, due_on, by)
        else:
            _ask(seat, TaskKind.REVIEW_SHARING, plan or child_id, due_on, by)


def _plan_that_opens_for(seat: Seat, by: Actor) -> UUID | None:
    """The latest plan, if whoever has this seat sees it."""
    plan = (
        Record.objects.visible_to(by)
        .filter(child=seat.child_id, kind=Kind.PLAN)
        .order_by("-written_at")
        .values_list("pk", "owner")
        .first()
    )
    if plan is None:
        return None
    pk, owner = plan
    given = Disclosure.objects.visible_to(by).standing().filter(child=seat.child_id, record=pk, to_area=seat.area_id)
    return pk if owner == seat.area_id or given.exists() else None


def _responsible(child_id: UUID, by: Actor) -> list[Seat]:
    return [seat for seat in sitting(child_id, by) if seat.role == Role.RESPONSIBLE]


def _ask(seat: Seat, kind: TaskKind, subject: UUID, due_on: date, by: Actor) -> None:
    notices.ask(
        child_id=seat.child_id,
        kind=kind,
        subject=subject,
        due_on=due_on,
        person_id=seat.person_id,
        assignment_id=seat.assignment_id,
        by=by,
    )


@action
def look_over(*, child_id: UUID, by: Actor) -> int:
    """Time has passed, or somebody new decides: see what is still carried by everyone who decides today.

    Somebody new has not said no. What is shared already goes on no longer than they are given for answering (FB
    6 kap. 13 § asks both guardians; a child's own say grows with age, without a day in law), nothing new is shared
    meanwhile, and the responsible is asked to ask them. What has ended takes its places at the table with it.
    """
    what = reads.allowed(child_id)
    until = reads.end_of(clock.today() + rules.NEW_DECIDER_ANSWERS_WITHIN)
    waiting = 0
    still: set[int] = set()
    for disclosure in reads.on_consent(child_id, by):
        assert disclosure.to_area_id is not None
        still |= {disclosure.owner_id, disclosure.to_area_id}
        if what.flow({disclosure.owner_id, disclosure.to_area_id}, disclosure.kinds) is None:
            circles.shorten_disclosure(disclosure=disclosure, until=until, by=by)
            waiting += 1
    _end_places(child_id, lambda area: area in still or what.flow({area}, JOINT) is not None, by)
    if waiting or (what.yeses and not reads.whole(child_id, clock.today()).ok):
        put_under_review(child_id, by)
    log(events.SharingLookedOver(waiting=waiting), by=by, child_id=child_id)
    return waiting
