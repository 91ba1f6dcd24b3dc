"""What follows the baton into another secrecy area: chosen when it is offered, given when it is taken."""

from collections.abc import Collection
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.authorities.models import Assignment, SecrecyArea
from kronobarn.circles import actions as circles
from kronobarn.circles.models import Record, Seat
from kronobarn.circles.rules import FAMILY, GROUNDS_TO_CHOOSE, Ground, Kind
from kronobarn.consents.reads import Allowed, allowed, end_of
from kronobarn.consents.rules import Flow
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.core.reasons import demand
from kronobarn.grounds.policy import may_use
from kronobarn.notices import actions as notices
from kronobarn.notices.rules import TaskKind
from kronobarn.responsibility import events, reads, rules
from kronobarn.responsibility.models import Following, Responsibility
from kronobarn.responsibility.rules import Follows

READ_WITHIN = timedelta(days=14)


def choose(responsibility: Responsibility, to: Assignment, follows: Follows, by: Actor) -> None:
    """Keep what is to follow. Nobody reads any of it before the one who is asked has said yes."""
    if to.unit.area_id == by.area_id:
        responsibility.left_behind = []
        return
    there_is = reads.what_may_follow(responsibility.child_id, to.unit.area, by=by)
    chosen = _sound(follows, there_is.may_follow)
    left = [record for record in there_is.may_follow if record.pk not in {one.pk for one in chosen}]
    responsibility.left_behind = sorted({one.kind for one in [*left, *there_is.held_by_others]} & rules.MISSED)
    _say_why_not(left, to, follows, by)
    if not chosen:
        return
    ground = _ground(follows, chosen[0].owner, to.unit.area)
    what = allowed(responsibility.child_id) if ground == Ground.CONSENT else None
    Following.objects.bulk_create(
        [_following(record, responsibility, to, ground, follows.necessity.strip(), what, by) for record in chosen]
    )
    log(
        events.FollowingChosen(
            to_area=to.unit.area_id,
            records=[record.pk for record in chosen if record.kind != Kind.SIGNAL],
            ground=ground,
        ),
        by=by,
        child_id=responsibility.child_id,
        subject=responsibility.log_name,
        why=ground,
    )


def _following(
    record: Record,
    responsibility: Responsibility,
    to: Assignment,
    ground: Ground,
    necessity: str,
    what: Allowed | None,
    by: Actor,
) -> Following:
    kinds, flow = _yes_to(record, what, to, by) if what else ([], None)
    assert by.person_id is not None
    assert by.assignment_id is not None
    return Following(
        child_id=record.child_id,
        responsibility=responsibility,
        record=record,
        kind=record.kind,
        happened_on=record.happened_on,
        owner_id=record.owner_id,
        to_area_id=to.unit.area_id,
        to_assignment=to,
        ground=ground,
        consent=flow.request if flow else None,
        kinds=kinds,
        necessity=necessity,
        until=end_of(flow.until) if flow else None,
        chosen_by_id=by.person_id,
        chosen_for_id=by.assignment_id,
        chosen_at=clock.now(),
    )


def _sound(follows: Follows, may_follow: Collection[Record]) -> list[Record]:
    """The chosen records with their matters, or what is wrong with the choice."""
    if not set(follows.records) <= {record.pk for record in may_follow}:
        raise ValidationError({"records": _("Listan har ändrats. Välj på nytt bland handlingarna som visas nu.")})
    headers = [rules.Header(record.pk, record.kind, record.written_at) for record in may_follow]
    together = rules.with_their_matters(set(follows.records), headers)
    return [record for record in may_follow if record.pk in together]


def _ground(follows: Follows, owner: SecrecyArea, recipient: SecrecyArea) -> Ground:
    """The ground that was chosen. All that may follow is the giver's own, so one owner answers for it."""
    if follows.ground not in GROUNDS_TO_CHOOSE:
        raise ValidationError({"ground": _("Välj varför handlingarna får lämnas till en annan verksamhet.")})
    if not (allowed_by_law := may_use(follows.ground, owner, recipient)):
        raise ValidationError({"ground": str(allowed_by_law.reason)})
    demand("necessity", follows.necessity, _("Skriv varför den som tar över behöver just de här handlingarna."))
    return follows.ground


def _yes_to(record: Record, what: Allowed, to: Assignment, by: Actor) -> tuple[list[str], Flow]:
    """The family's yes to passing this record on: to the area, and to everything that the record tells."""
    kinds = reads.told_in(record, by=by)
    flow = what.flow({record.owner_id, to.unit.area_id}, kinds)
    if flow is None:
        words = str(record.get_kind_display()).lower()
        raise ValidationError(
            {
                "ground": _("%(why)s Fråga familjen först, välj en annan grund, eller låt det inte följa med.")
                % {"why": what.sentence(words, to.unit.area, record.owner_id, kinds)}
            }
        )
    return sorted(kinds), flow


def _say_why_not(left: Collection[Record], to: Assignment, follows: Follows, by: Actor) -> None:
    """That a plan does not follow is a decision, and is kept with its reason."""
    plans = [record for record in left if record.kind == Kind.PLAN]
    if plans:
        missing = _("Skriv varför barnets plan inte följer med, så att familjen och du själv vet det sedan.")
        demand("why_not", follows.why_not, missing)
    for record in plans:
        circles.refuse_disclosure(record=record, to_area=to.unit.area, necessity=follows.why_not.strip(), by=by)


def _tell_family(responsibility: Responsibility, by: Actor) -> None:
    """Let the family read what was passed on. Before, they were told by the one who chose."""
    seats = Seat.objects.visible_to(by).standing()
    for seat in seats.filter(child=responsibility.child_id, role__in=sorted(FAMILY)):
        notices.ask(
            child_id=responsibility.child_id,
            kind=TaskKind.READ_FOLLOWING,
            subject=responsibility.pk,
            due_on=clock.today() + READ_WITHIN,
            person_id=seat.person_id,
            assignment_id=None,
            by=by,
        )


def give(old: Responsibility, by: Actor) -> None:
    """Let what was chosen be passed on, now that the baton is taken. A consent that has ended since gives nothing."""
    chosen = list(Following.objects.visible_to(by).undecided().filter(child=old.child_id, responsibility=old))
    if not chosen:
        return
    what = allowed(old.child_id)
    given, dropped = [], []
    for one in chosen:
        if one.ground == Ground.CONSENT and what.flow({one.owner_id, one.to_area_id}, one.kinds) is None:
            dropped.append(one)
        else:
            _pass_on(one, by)
            given.append(one)
    rows = Following.objects.visible_to(by)
    rows.filter(child=old.child_id, pk__in=[one.pk for one in given]).update(given_at=clock.now())
    rows.filter(child=old.child_id, pk__in=[one.pk for one in dropped]).update(dropped_at=clock.now())
    if given:
        _tell_family(old, by)
    missed = {one.kind for one in dropped} & rules.MISSED
    if missed - set(old.left_behind):
        old.left_behind = sorted(missed | set(old.left_behind))
        old.save(update_fields=["left_behind"])


def _pass_on(one: Following, by: Actor) -> None:
    circles.take_effect(
        record=Record(pk=one.record_id, child_id=one.child_id, owner_id=one.owner_id, kind=one.kind),
        to_area_id=one.to_area_id,
        ground=one.ground,
        consent=one.consent,
        kinds=one.kinds,
        necessity=one.necessity,
        until=one.until,
        decided_by_id=one.chosen_by_id,
        decided_for_id=one.chosen_for_id,
        by=by,
    )


def drop(responsibility: Responsibility, by: Actor) -> None:
    """The question is answered with a no, or taken back: nothing of it follows."""
    rows = Following.objects.visible_to(by).undecided()
    rows.filter(child=responsibility.child_id, responsibility=responsibility).update(dropped_at=clock.now())
