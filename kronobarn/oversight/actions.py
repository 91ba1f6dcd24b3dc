"""Everything that is written about a review. A judgement is added; what was written before stays."""

from kronobarn.audit.actions import record as log
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.oversight import events, policy
from kronobarn.oversight.models import Drawn, Judgement, Sample
from kronobarn.oversight.rules import Outcome


@action
def judge(*, drawn: Drawn, outcome: Outcome, note: str = "", by: Actor) -> Judgement:
    """Say what the reviewing of a visit came to, or correct what was said."""
    policy.may_judge(by, drawn).enforce()
    assert by.person_id is not None
    assert by.assignment_id is not None
    again = Judgement.objects.visible_to(by).filter(drawn=drawn).exists()
    judgement = Judgement(
        drawn=drawn,
        outcome=outcome.value,
        note=note.strip(),
        judged_by_id=by.person_id,
        judged_as_id=by.assignment_id,
        judged_at=clock.now(),
    )
    judgement.save(force_insert=True)
    log(
        events.VisitJudged(outcome=outcome.value, again=again),
        by=by,
        child_id=drawn.child_id,
        subject=f"drawn:{drawn.pk}",
    )
    return judgement


@action
def note_visit(*, drawn: Drawn, by: Actor) -> None:
    """Write in the log that a visit is being looked at; it is about the child, so it stands there as well."""
    log(events.VisitOpened(), by=by, child_id=drawn.child_id, subject=f"drawn:{drawn.pk}")


@action
def note_sample(*, sample: Sample, by: Actor) -> None:
    """Write in the log that a sample is being looked at."""
    log(events.SampleOpened(), by=by, subject=f"sample:{sample.pk}")
