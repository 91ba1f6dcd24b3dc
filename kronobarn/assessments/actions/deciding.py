"""What it is understood to mean, and which way to go on."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.assessments import events, policy, rules
from kronobarn.assessments.actions.asking import ask_source
from kronobarn.assessments.actions.common import ask_for_analysis, begin_gathering, own, responsible
from kronobarn.assessments.actions.handing_over import hand_over
from kronobarn.assessments.asked import Whom
from kronobarn.assessments.models import Analysis, Source
from kronobarn.assessments.rules import NextStep
from kronobarn.audit.actions import record as log
from kronobarn.authorities.models import Assignment
from kronobarn.circles import actions as circles
from kronobarn.circles.rules import Ground, Kind
from kronobarn.concerns import actions as concerns
from kronobarn.concerns.models import Matter
from kronobarn.concerns.rules import Outcome, State
from kronobarn.consents.rules import OralYes
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import Stale
from kronobarn.core.reasons import demand
from kronobarn.drafts import actions as drafts
from kronobarn.notices import actions as notices
from kronobarn.notices.rules import TaskKind
from kronobarn.practice import pack

CALL_WITHIN = timedelta(days=14)
READ_WITHIN = timedelta(days=3)
"""So long the analysis waits after the day when what it lacks is to be known."""


WORDS: Final = ("works", "worries", "unknown", "child_view", "child_view_how", "guardians_view", "disagreement")
"""What an analysis says beside the answers to the five questions."""


@action
def analyse(*, matter: Matter, answers: Mapping[str, str], by: Actor, seen: int = 0, **words: str) -> Analysis:
    """Write down what is understood so far, in `WORDS`. It can be written again until the next step is decided.

    `seen` is the revision that the writer saw. Has somebody else saved in between, nothing is written.
    """
    if unknown := set(words) - set(WORDS):
        raise TypeError(f"an analysis has no {sorted(unknown)}")
    matter = own(matter, by)
    policy.may_analyse(by, matter).enforce(child_id=matter.child_id)
    known = [question.key for question in pack.of(matter.record.practice_version).questions]
    if not set(answers) <= set(known):
        raise ValidationError(_("Frågorna har ändrats sedan sidan öppnades. Ladda om sidan."))
    begin_gathering(matter, by)
    analysis = _under_way(matter, by)
    _not_stale(analysis, seen)
    assert by.person_id is not None
    analysis.answers = {key: answers.get(key, "").strip() for key in known}
    for name in WORDS:
        setattr(analysis, name, words.get(name, "").strip())
    analysis.revision += 1
    analysis.saved_at = clock.now()
    analysis.saved_by_id = by.person_id
    analysis.save(update_fields=["answers", *WORDS, "revision", "saved_at", "saved_by"])
    ask_for_analysis(matter, by)
    drafts.drop(child_id=matter.child_id, form=rules.analysis_draft_key(matter.pk), by=by)
    log(events.AnalysisSaved(), by=by, child_id=matter.child_id, subject=analysis.log_name)
    return analysis


def _not_stale(analysis: Analysis, seen: int | None) -> None:
    if seen is not None and analysis.revision != seen:
        raise Stale(_("Någon annan har sparat i analysen medan du skrev. Ingenting är överskrivet. Jämför, och välj."))


@action
def need_more(
    *,
    matter: Matter,
    whom: Whom,
    question: str,
    due_on: date,
    by: Actor,
    ground: Ground | None = None,
    necessity: str = "",
    oral: OralYes | None = None,
) -> Source:
    """More must be known before the next step is decided: somebody is asked, and the analysis waits for them."""
    matter = own(matter, by)
    policy.may_analyse(by, matter).enforce(child_id=matter.child_id)
    if not question.strip():
        raise ValidationError({"question": _("Skriv vad ni behöver veta.")})
    begin_gathering(matter, by)
    analysis = _under_way(matter, by)
    source = ask_source(
        matter=matter,
        kind=whom.kind,
        person=whom.person,
        assignment=whom.assignment,
        unit=whom.unit,
        question=question,
        purpose=_("Vi behöver veta mer innan vi bestämmer nästa steg."),
        due_on=due_on,
        ground=ground,
        necessity=necessity,
        oral=oral,
        for_analysis=analysis,
        by=by,
    )
    notices.settle(child_id=matter.child_id, subject=matter.pk, kinds=[TaskKind.ANALYSE], by=by)
    ask_for_analysis(matter, by, due_on=due_on + READ_WITHIN)
    log(events.AnalysisNeedsMore(), by=by, child_id=matter.child_id, subject=analysis.log_name)
    return source


def _under_way(matter: Matter, by: Actor) -> Analysis:
    rows = Analysis.objects.visible_to(by).locked()
    analysis: Analysis | None = rows.filter(child=matter.child_id, matter=matter, decided_at=None).first()
    if analysis is None:
        record = circles.write_record(
            child_id=matter.child_id,
            kind=Kind.ANALYSIS,
            headline=_("Analys"),
            happened_on=clock.today(),
            practice_version=matter.record.practice_version,
            by=by,
        )
        analysis = Analysis(record=record, child_id=matter.child_id, matter=matter)
        analysis.save(force_insert=True)
    return analysis


@action
def decide(
    *,
    analysis: Analysis,
    decision: NextStep,
    reason: str,
    by: Actor,
    seen: int | None = None,
    to_assignment: Assignment | None = None,
    ground: Ground | None = None,
    necessity: str = "",
    oral: OralYes | None = None,
) -> Analysis:
    """Choose one of the three ways on, and say why. It is done once, on the analysis that one saw."""
    analysis = Analysis.objects.visible_to(by).locked().select_related("record", "matter__record").get(pk=analysis.pk)
    policy.may_decide(by, analysis).enforce(child_id=analysis.child_id)
    _not_stale(analysis, seen)
    demand("reason", reason, _("Skriv varför du bestämmer så, så att barnet och familjen kan förstå."))
    assert by.person_id is not None
    matter = analysis.matter
    if decision == NextStep.OTHER_SERVICE:
        _check_receiver(to_assignment, by)
    analysis.decision = decision
    analysis.reason = reason.strip()
    analysis.decided_at = clock.now()
    analysis.decided_by_id = by.person_id
    if decision == NextStep.OTHER_SERVICE and to_assignment is not None:
        analysis.to_unit_id = to_assignment.unit_id
    analysis.save(update_fields=["decision", "reason", "decided_at", "decided_by", "to_unit"])
    notices.settle(
        child_id=matter.child_id,
        subject=matter.pk,
        kinds=[TaskKind.GATHER, TaskKind.ANALYSE, TaskKind.TELL],
        by=by,
    )
    if decision == NextStep.OWN_SERVICE:
        concerns.close(matter=matter, outcome=Outcome.OWN_SERVICE, because=reason, by=by)
    elif decision == NextStep.TOGETHER:
        _cooperate(matter, by)
    elif to_assignment is not None:
        hand_over(analysis, to_assignment, ground, necessity, oral, by)
    log(
        events.AnalysisDecided(decision=decision, to_unit=analysis.to_unit_id),
        by=by,
        child_id=matter.child_id,
        subject=analysis.log_name,
    )
    return analysis


def _check_receiver(to_assignment: Assignment | None, by: Actor) -> None:
    if to_assignment is None:
        raise ValidationError({"to_assignment": _("Välj vem som ska ta emot.")})
    if to_assignment.unit_id == by.unit_id:
        raise ValidationError(
            {"to_assignment": _("Den personen arbetar i din egen verksamhet. Välj någon i en annan, eller det första.")}
        )
    policy.may_be_asked(to_assignment).enforce()


def _cooperate(matter: Matter, by: Actor) -> None:
    concerns.move(matter=matter, state=State.COOPERATING, by=by)
    holder = responsible(matter.child_id, by)
    notices.ask(
        child_id=matter.child_id,
        kind=TaskKind.CALL_MEETING,
        subject=matter.pk,
        due_on=clock.today() + CALL_WITHIN,
        person_id=holder.person_id,
        assignment_id=holder.pk,
        by=by,
    )
