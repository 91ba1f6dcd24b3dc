"""Everything that changes what is known of the units' way into the model, of their requests, and of who has been told."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record
from kronobarn.authorities.models import Organisation, Unit
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.implementation import events, policy, rules
from kronobarn.implementation.models import Reply, Request, StepTaken, Telling
from kronobarn.implementation.rules import ReplyKind, RequestKind, State, Step, TargetGroup
from kronobarn.programme.kept_actions import put_right, written_now


@action
def write(*, unit: Unit, step: Step, since: date, note: str, by: Actor) -> StepTaken:
    """From which day the unit has come so far."""
    policy.may_write(by, unit).enforce()
    taken = StepTaken(unit=unit, step=step, since=since, note=note, **written_now(by))
    _has_been(since, "since")
    taken.save(force_insert=True)
    record(events.StepWritten(step=step.value, since=since), by=by, subject=f"step:{taken.pk}")
    return taken


@action
def correct(*, taken: StepTaken, because: str, step: Step, since: date, note: str, by: Actor) -> StepTaken:
    """Put right what was written down wrongly. Both stay."""
    taken = StepTaken.objects.visible_to(by).select_related("unit__area").locked().get(pk=taken.pk)
    policy.may_correct(by, taken).enforce()
    right = StepTaken(unit=taken.unit, step=step, since=since, note=note, corrects=taken, **written_now(by))
    _has_been(since, "since")
    put_right(taken, right, because)
    record(events.StepCorrected(step=step.value, since=since), by=by, subject=f"step:{right.pk}")
    return right


# What units ask -------------------------------------------------------------------------------------


@action
def ask(*, kind: RequestKind, text: str, wished: str, by: Actor) -> Request:
    """A unit asks for a visit, or asks something."""
    policy.may_ask(by).enforce()
    assert by.person_id is not None
    assert by.unit_id is not None
    request = Request(
        kind=kind, unit_id=by.unit_id, text=text, wished=wished, asked_at=clock.now(), asked_by_id=by.person_id
    )
    request.save(force_insert=True)
    record(events.RequestMade(of_kind=kind.value), by=by, subject=f"request:{request.pk}")
    return request


@action
def reply(*, request: Request, kind: ReplyKind, day: date | None, text: str, by: Actor) -> Reply:
    """What those who lead the process say to it. What was said before stays."""
    request = _request(request, by)
    policy.may_reply(by, request, state(request)).enforce()
    offered = rules.TO_A_VISIT if request.kind == RequestKind.VISIT else rules.TO_A_QUESTION
    if kind not in offered:
        raise ValidationError({"kind": _("Svaret passar inte det som frågas. Välj ett annat.")})
    if kind not in rules.WITH_A_DAY:
        day = None
    elif day is None:
        raise ValidationError({"day": _("Välj vilken dag besöket är eller var.")})
    if kind is ReplyKind.BOOKED and day is not None and day < clock.today():
        raise ValidationError(
            {"day": _("Dagen har varit. Välj en senare dag, eller skriv in att besöket är genomfört.")}
        )
    if kind is ReplyKind.HELD and day is not None:
        _has_been(day, "day")
    if kind in {ReplyKind.ANSWERED, ReplyKind.DECLINED} and not text:
        raise ValidationError({"text": _("Skriv svaret i ord, så att den som frågade förstår.")})
    said = _reply(request, kind, day, text, by)
    record(events.RequestReplied(said=kind.value), by=by, subject=f"request:{request.pk}")
    return said


@action
def take_back(*, request: Request, by: Actor) -> Reply:
    """Whoever asked needs no answer any more."""
    request = _request(request, by)
    policy.may_take_back(by, request, state(request)).enforce()
    said = _reply(request, ReplyKind.TAKEN_BACK, None, "", by)
    record(events.RequestTakenBack(), by=by, subject=f"request:{request.pk}")
    return said


def state(request: Request) -> State:
    """Where a request stands, by its replies."""
    return rules.state(ReplyKind(one.kind) for one in request.replies.all())


def _request(request: Request, by: Actor) -> Request:
    found: Request = Request.objects.visible_to(by).locked().get(pk=request.pk)
    return found


def _reply(request: Request, kind: ReplyKind, day: date | None, text: str, by: Actor) -> Reply:
    said = Reply(request=request, kind=kind, day=day, text=text, **written_now(by))
    said.save(force_insert=True)
    return said


# Who has been told what ---------------------------------------------------------------------------


@action
def tell(
    *, group: TargetGroup, organisation: Organisation | None, what: str, how: str, told_on: date, by: Actor
) -> Telling:
    """A target group has been told something."""
    policy.may_tell(by, organisation).enforce()
    telling = Telling(group=group, organisation=organisation, what=what, how=how, told_on=told_on, **written_now(by))
    _has_been(told_on, "told_on")
    telling.save(force_insert=True)
    told = events.TellingWritten(group=group.value, told_on=told_on)
    record(told, by=by, subject=f"telling:{telling.pk}")
    return telling


@action
def correct_telling(
    *,
    telling: Telling,
    because: str,
    group: TargetGroup,
    organisation: Organisation | None,
    what: str,
    how: str,
    told_on: date,
    by: Actor,
) -> Telling:
    """Put right what was written down wrongly. Both stay."""
    telling = Telling.objects.visible_to(by).locked().get(pk=telling.pk)
    policy.may_correct_telling(by, telling).enforce()
    policy.may_tell(by, organisation).enforce()
    right = Telling(
        group=group, organisation=organisation, what=what, how=how, told_on=told_on, corrects=telling, **written_now(by)
    )
    _has_been(told_on, "told_on")
    put_right(telling, right, because)
    told = events.TellingCorrected(group=group.value, told_on=told_on)
    record(told, by=by, subject=f"telling:{right.pk}")
    return right


def _has_been(day: date, field: str) -> None:
    if day > clock.today():
        raise ValidationError({field: _("Dagen har inte varit än. Skriv in det när det har hänt.")})


@action
def take(*, by: Actor) -> None:
    """Somebody takes along how far the units have come."""
    policy.may_read(by).enforce()
    record(events.TableTaken(), by=by, subject="implementation")
