"""Everything that changes a question to somebody without an account. Nothing else writes to it."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.assessments import actions as assessments
from kronobarn.assessments.rules import KnownHow, Perspective
from kronobarn.audit.actions import record as log
from kronobarn.concerns.models import Matter
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.guests import events, policy
from kronobarn.guests.models import Guest
from kronobarn.guests.rules import DAYS, MISSING, READ_WITHIN, TRIES
from kronobarn.notices import actions as notices
from kronobarn.notices.rules import TaskKind
from kronobarn.practice import pack


@action
def ask(
    *, matter: Matter, label: str, area_key: str, question: str, purpose: str, agreed: str, until: date, by: Actor
) -> Guest:
    """Ask somebody outside one thing about one area of the wheel.

    That the child has a matter is secret, so somebody in the family has said yes to the question: `agreed` says who,
    how and when. `until` is the last day to answer, at most `DAYS` days ahead.
    """
    matter = _matter(matter.pk, by)
    policy.may_ask_guest(by, matter).enforce(child_id=matter.child_id)
    _check(matter, area_key, until, label=label, question=question, purpose=purpose, agreed=agreed)
    assert by.person_id is not None
    assert by.assignment_id is not None
    guest = Guest(
        record_id=matter.pk,
        child_id=matter.child_id,
        label=label.strip(),
        area_key=area_key,
        question=question.strip(),
        purpose=purpose.strip(),
        agreed=agreed.strip(),
        until=until,
        asked_at=clock.now(),
        asked_by_id=by.person_id,
        asked_for_id=by.assignment_id,
    )
    guest.save(force_insert=True)
    _let_wait(guest, TaskKind.AWAIT_GUEST, until, by)
    log(events.GuestAsked(), by=by, child_id=matter.child_id, subject=guest.log_name)
    return guest


def _check(matter: Matter, area_key: str, until: date, **words: str) -> None:
    wrong = {name: MISSING[name] for name, said in words.items() if not said.strip()}
    if area_key not in {area.key for area in pack.of(matter.record.practice_version).areas}:
        wrong["area_key"] = _("Det området finns inte i hjulet. Välj ett av de åtta.")
    if not clock.today() <= until <= clock.today() + timedelta(days=DAYS):
        wrong["until"] = _("Välj en dag från i dag och högst %(days)d dagar fram.") % {"days": DAYS}
    if wrong:
        raise ValidationError(wrong)


@action
def withdraw(*, guest: Guest, by: Actor) -> Guest:
    """The link is of no use any more."""
    guest, matter = _locked(guest, by)
    policy.may_withdraw(by, guest, matter).enforce(child_id=guest.child_id)
    guest.withdrawn_at, guest.withdrawn_by_id = clock.now(), by.person_id
    guest.save(update_fields=["withdrawn_at", "withdrawn_by"])
    notices.settle(child_id=guest.child_id, subject=guest.pk, by=by)
    log(events.GuestWithdrawn(), by=by, child_id=guest.child_id, subject=guest.log_name)
    return guest


@action
def guess(*, guest: Guest, by: Actor) -> int:
    """Somebody has typed another code than ours: how many tries are left."""
    guest, matter = _locked(guest, by)
    policy.may_answer(by, guest, matter).enforce(child_id=guest.child_id)
    guest.tries += 1
    guest.save(update_fields=["tries"])
    log(events.GuestGuessed(tries=guest.tries), by=by, child_id=guest.child_id, subject=guest.log_name)
    return TRIES - guest.tries


@action
def open_up(*, guest: Guest, by: Actor) -> None:
    """Somebody has the link and the code, and is shown the question."""
    guest, matter = _locked(guest, by)
    policy.may_answer(by, guest, matter).enforce(child_id=guest.child_id)
    log(events.GuestOpened(), by=by, child_id=guest.child_id, subject=guest.log_name)


@action
def answer(*, guest: Guest, name: str, works: str, hard: str, by: Actor) -> Guest:
    """What somebody outside has answered, in the name of the one who asked (`by`). Once."""
    guest, matter = _locked(guest, by)
    policy.may_answer(by, guest, matter).enforce(child_id=guest.child_id)
    if not name.strip():
        raise ValidationError({"name": MISSING["name"]})
    said = assessments.observe(
        matter=matter,
        perspective=Perspective.PROFESSIONAL,
        area_key=guest.area_key,
        works=works,
        hard=hard,
        said_by=_("%(name)s, %(function)s, i ett svar genom länk") % {"name": name.strip(), "function": guest.label},
        known_how=KnownHow.FROM_DOCUMENT,
        by=by,
    )
    guest.answered_at, guest.answer = clock.now(), said
    guest.save(update_fields=["answered_at", "answer"])
    notices.settle(child_id=guest.child_id, subject=guest.pk, by=by)
    _let_wait(guest, TaskKind.READ_GUEST, clock.today() + READ_WITHIN, by)
    log(events.GuestAnswered(answer=str(said.pk)), by=by, child_id=guest.child_id, subject=guest.log_name)
    return guest


@action
def have_read(*, guest: Guest, by: Actor) -> None:
    """Whoever asked has read the answer: it waits no more."""
    notices.settle_own(child_id=guest.child_id, subject=guest.pk, kind=TaskKind.READ_GUEST, by=by)


def _let_wait(guest: Guest, kind: TaskKind, due_on: date, by: Actor) -> None:
    """On the day of the one who asked, in whose name somebody outside answers too."""
    notices.ask(
        child_id=guest.child_id,
        kind=kind,
        subject=guest.pk,
        due_on=due_on,
        person_id=guest.asked_by_id,
        assignment_id=guest.asked_for_id,
        by=by,
    )


def _matter(matter_id: object, by: Actor) -> Matter:
    found: Matter = Matter.objects.visible_to(by).select_related("record", "child").get(pk=matter_id)
    return found


def _locked(guest: Guest, by: Actor) -> tuple[Guest, Matter]:
    found: Guest = Guest.objects.visible_to(by).locked().get(pk=guest.pk)
    return found, _matter(found.record_id, by)
