"""What comes of a round: a reply to each point, the compilation, and what is adopted."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record
from kronobarn.consultation import events, policy
from kronobarn.consultation.actions.rows import locked, writer
from kronobarn.consultation.models import Adoption, Invitation, Question, Reply, Round
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.group_meetings.models import Decision as GroupDecision
from kronobarn.group_meetings.places import name
from kronobarn.practice import actions as practice
from kronobarn.practice.models import Version
from kronobarn.programme.models import BodyDecision
from kronobarn.programme.rules import Outcome


@action
def reply(*, question: Question, invitation: Invitation | None, text: str, change: str, by: Actor) -> Reply:
    """What the process answers to a point. Written again, the former stands in the history."""
    one = locked(question.section.round, by)
    policy.may_reply(by, one).enforce()
    now = clock.now()
    before = Reply.objects.visible_to(by).locked().filter(question=question, invitation=invitation, replaced_at=None)
    for former in before:
        former.replaced_at = now
        former.save(update_fields=["replaced_at"])
    made = Reply(
        question=question, invitation=invitation, text=text, change=change, written_at=now, written_by_id=writer(by)
    )
    made.save(force_insert=True)
    record(events.Replied(), by=by, subject=f"question:{question.pk}")
    return made


@action
def take(*, one: Round, form: str, by: Actor) -> None:
    """The compilation is taken along as a file."""
    policy.may_read_answers(by, one).enforce()
    record(events.CompilationTaken(form=form), by=by, subject=one.log_name)


@action
def publish(*, one: Round, by: Actor) -> Round:
    """Let all who work in the county read the compilation, and the public what organisations have agreed to show."""
    one = locked(one, by)
    last = max(one.invitations.select_related("round"), key=lambda each: each.last_day, default=None)
    policy.may_publish(by, one, last=last).enforce()
    one.published_at = clock.now()
    one.save(update_fields=["published_at"])
    record(events.CompilationPublished(), by=by, subject=one.log_name)
    return one


@action
def adopt(
    *,
    one: Round,
    decision: BodyDecision | None,
    group_decision: GroupDecision | None,
    version: Version | None,
    in_force_from: date | None,
    new_document: str,
    new_address: str,
    by: Actor,
) -> Adoption:
    """What was consulted on is adopted; a version of the practice model gets the day from which it holds."""
    one = locked(one, by)
    policy.may_adopt(by, one).enforce()
    decided_on, document = _as_decided(decision, group_decision, by)
    if (version is None) != (in_force_from is None):
        raise ValidationError({"in_force_from": _("Välj både version och dag, eller inget av dem.")})
    if version is not None and in_force_from is not None:
        try:
            practice.adopt(version=version, since=in_force_from, by=by)
        except ValidationError as wrong:
            raise ValidationError({"in_force_from": wrong.messages}) from wrong
    elif not new_document:
        raise ValidationError({"new_document": _("Skriv vad det antagna dokumentet heter.")})
    made = Adoption(
        round=one,
        decision=decision,
        group=group_decision.group if group_decision else None,
        group_decision=group_decision,
        decided_on=decided_on,
        document=document,
        version=version,
        in_force_from=in_force_from,
        new_document=new_document,
        new_address=new_address,
        written_at=clock.now(),
        written_by_id=writer(by),
    )
    made.save(force_insert=True)
    told = events.RoundAdopted(decided_on=made.decided_on, in_force_from=in_force_from)
    record(told, by=by, subject=one.log_name)
    return made


def _as_decided(decision: BodyDecision | None, of_group: GroupDecision | None, by: Actor) -> tuple[date, str]:
    """When it was decided and where that stands: of a body, or of a group in approved notes."""
    if (decision is None) == (of_group is None):
        raise ValidationError({"group_decision": _("Välj antingen ett beslut i ett politiskt organ eller en grupps.")})
    if decision is not None:
        if decision.outcome not in {Outcome.ADOPTED, Outcome.CHANGED}:
            raise ValidationError({"decision": _("Det beslutet antar ingenting. Välj ett annat.")})
        return decision.decided_on, decision.document
    assert of_group is not None
    known = GroupDecision.objects.visible_to(by).filter(number__isnull=False).select_related("meeting__group")
    made = known.filter(pk=of_group.pk).first()
    if made is None:
        raise ValidationError({"group_decision": _("Beslutet är inte justerat. Låt anteckningarna justeras först.")})
    said = {"group": name(by, made.meeting), "number": made.number, "year": made.year}
    return timezone.localdate(made.meeting.starts_at), _("%(group)s, § %(number)d år %(year)d") % said
