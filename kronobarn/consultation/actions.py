"""Everything that those who lead the process do with a consultation round. What organisations do: `answer_actions`."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record
from kronobarn.authorities.models import Organisation
from kronobarn.consultation import events, from_pack, keys, letters, policy
from kronobarn.consultation.models import Adoption, Invitation, Link, Question, Reply, Round, Section, Submission
from kronobarn.consultation.rules import Asks
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.post import actions as post
from kronobarn.practice import actions as practice
from kronobarn.practice.models import Version
from kronobarn.practice.schema import Pack
from kronobarn.programme.models import BodyDecision, Group
from kronobarn.programme.rules import Outcome


def _writer(by: Actor) -> int:
    assert by.person_id is not None  # whoever leads the process is somebody
    return by.person_id


def _locked(one: Round, by: Actor) -> Round:
    found: Round = Round.objects.visible_to(by).select_related("adoption", "version").locked().get(pk=one.pk)
    return found


# The draft ---------------------------------------------------------------------------------------------


@action
def write(*, by: Actor, **said: Any) -> Round:
    """Begin on a round."""
    policy.may_lead(by).enforce()
    _in_order(said["opens_on"], said["closes_on"])
    one = Round(**said, written_at=clock.now(), written_by_id=_writer(by))
    one.save(force_insert=True)
    record(events.RoundWritten(), by=by, subject=one.log_name)
    return one


@action
def change(*, one: Round, by: Actor, **said: Any) -> Round:
    """Say it otherwise, while it is a draft."""
    one = _changeable(one, by)
    _in_order(said["opens_on"], said["closes_on"])
    for name, value in said.items():
        setattr(one, name, value)
    one.save(update_fields=list(said))
    return one


def _in_order(opens_on: date, closes_on: date) -> None:
    if closes_on < opens_on:
        raise ValidationError({"closes_on": _("Sista dagen är före den första. Välj en senare dag.")})


def _changeable(one: Round, by: Actor) -> Round:
    one = _locked(one, by)
    policy.may_change(by, one).enforce()
    record(events.RoundChanged(), by=by, subject=one.log_name)
    return one


@action
def add_section(*, one: Round, heading: str, text: str, by: Actor) -> Section:
    """One more section, last."""
    one = _changeable(one, by)
    section = Section(round=one, number=_next(one.sections), heading=heading, text=text)
    section.save(force_insert=True)
    return section


@action
def change_section(*, section: Section, heading: str, text: str, by: Actor) -> Section:
    """Another heading or text."""
    _changeable(section.round, by)
    section.heading, section.text = heading, text
    section.save(update_fields=["heading", "text"])
    return section


@action
def remove_section(*, section: Section, by: Actor) -> None:
    """A section of a draft, with its questions."""
    _changeable(section.round, by)
    section.questions.all().delete()
    section.delete()


@action
def sections_of_the_pack(*, one: Round, by: Actor) -> int:
    """Sections made of the draft of the practice model that the round is about, after those that are there."""
    one = _changeable(one, by)
    if one.version is None:
        raise ValidationError(_("Remissen gäller inget utkast till praxismodellen. Välj ett under Ändra."))
    first, made = _next(one.sections), list(from_pack.parts(Pack.model_validate(one.version.content)))
    sections = [
        Section(round=one, number=first + nth, heading=part.heading, text=part.text) for nth, part in enumerate(made)
    ]
    Section.objects.bulk_create(sections)
    Question.objects.bulk_create(
        Question(section=section, number=number, asks=asks, text=text)
        for section, part in zip(sections, made, strict=True)
        for number, (asks, text) in enumerate(part.questions, 1)
    )
    return len(sections)


@action
def add_question(*, section: Section, asks: Asks, text: str, by: Actor) -> Question:
    """One more question about a section, last."""
    _changeable(section.round, by)
    question = Question(section=section, number=_next(section.questions), asks=asks, text=text)
    question.save(force_insert=True)
    return question


@action
def change_question(*, question: Question, asks: Asks, text: str, by: Actor) -> Question:
    """Ask otherwise."""
    _changeable(question.section.round, by)
    question.asks, question.text = asks, text
    question.save(update_fields=["asks", "text"])
    return question


@action
def remove_question(*, question: Question, by: Actor) -> None:
    """A question of a draft."""
    _changeable(question.section.round, by)
    question.delete()


def _next(rows: Any) -> int:
    return int(rows.aggregate(last=Max("number"))["last"] or 0) + 1


# Those who are asked -----------------------------------------------------------------------------------


@action
def invite(*, one: Round, organisations: Iterable[Organisation], name: str, mailbox: str, by: Actor) -> int:
    """Some of the county's principals, and any other by name. Those who are invited already are not invited twice."""
    one = _locked(one, by)
    policy.may_invite(by, one).enforce()
    there = set(one.invitations.values_list("name", flat=True))
    new = [Invitation(round=one, organisation=each, name=each.name) for each in organisations if each.name not in there]
    if name and name in there:
        raise ValidationError({"name": _("Organisationen är redan inbjuden.")})
    if name:
        new.append(Invitation(round=one, name=name, mailbox=mailbox))
    if not new:
        raise ValidationError(_("Välj minst en organisation som inte är inbjuden, eller skriv namnet på en."))
    for each in new:
        each.invited_at = clock.now()
    Invitation.objects.bulk_create(new)
    record(events.Invited(organisations=len(new)), by=by, subject=one.log_name)
    if one.sent_at is not None:
        _write_to(new, letters.INVITED, by)
    return len(new)


@action
def change_mailbox(*, invitation: Invitation, mailbox: str, by: Actor) -> Invitation:
    """Where letters to the organisation go. When the round is sent and it has had none, it is written to now."""
    invitation = _invitation(invitation, by)
    policy.may_lead(by).enforce()
    invitation.mailbox = mailbox
    invitation.save(update_fields=["mailbox"])
    if invitation.round.sent_at is not None and policy.may_enter(invitation):
        _write_to([invitation], letters.INVITED, by)
    return invitation


def _invitation(invitation: Invitation, by: Actor) -> Invitation:
    rows = Invitation.objects.visible_to(by).select_related("round__adoption").locked()
    found: Invitation = rows.get(pk=invitation.pk)
    return found


@action
def send(*, one: Round, by: Actor) -> Round:
    """Send it: from now on the questions stand, and those with a mailbox are written to."""
    one = _locked(one, by)
    invited = list(one.invitations.all())
    questions = Question.objects.visible_to(by).filter(section__round=one).count()
    policy.may_send(by, one, questions=questions, invited=len(invited)).enforce()
    one.sent_at = clock.now()
    one.save(update_fields=["sent_at"])
    record(events.RoundSent(organisations=len(invited)), by=by, subject=one.log_name)
    _write_to(invited, letters.INVITED, by)
    return one


def _write_to(invited: Iterable[Invitation], about: str, by: Actor) -> int:
    """Letters to those who have a mailbox: how many. Nothing is queued where no mail can be sent."""
    reached = [each for each in invited if each.mailbox] if letters.can_be_sent() else []
    for each in reached:
        post.tell_function(address=each.mailbox, of=letters.FEATURE, row=each.pk, about=about, by=by)
    return len(reached)


@action
def remind(*, one: Round, by: Actor) -> int:
    """Write once a day to each that has not answered and has a mailbox: how many."""
    one = _locked(one, by)
    policy.may_remind(by, one).enforce()
    answered = Submission.objects.visible_to(by).filter(invitation__round=one, taken_back_at=None)
    left = one.invitations.exclude(pk__in=answered.values("invitation"))
    reached = _write_to(left, f"{letters.REMINDED}-{clock.today().isoformat()}", by)
    record(events.Reminded(organisations=reached), by=by, subject=one.log_name)
    return reached


@action
def make_link(*, invitation: Invitation, by: Actor) -> str:
    """A new link to hand over: its key is told once, here, and never again."""
    invitation = _invitation(invitation, by)
    policy.may_let_in(by, invitation).enforce()
    key = _new_link(invitation, by_letter=False)
    record(events.LinkMade(), by=by, subject=invitation.log_name)
    return key


@action
def link_in_letter(*, invitation: Invitation, by: Actor) -> str:
    """A link of its own for a letter that is being sent. It is undone if the letter does not get through."""
    key = _new_link(invitation, by_letter=True)
    record(events.LinkMade(), by=by, subject=invitation.log_name)
    return key


def _new_link(invitation: Invitation, *, by_letter: bool) -> str:
    key = keys.new()
    link = Link(invitation=invitation, digest=keys.digest(key), by_letter=by_letter, made_at=clock.now())
    link.save(force_insert=True)
    return key


@action
def send_link_anew(*, invitation: Invitation, by: Actor) -> None:
    """Another letter with a link, to an organisation that has lost the first."""
    invitation = _invitation(invitation, by)
    policy.may_let_in(by, invitation).enforce()
    if not _write_to([invitation], f"{letters.AGAIN}-{uuid4()}", by):
        raise ValidationError(
            _("Organisationen har ingen brevlåda, eller så kan inga brev sändas. Gör en länk i stället.")
        )


@action
def revoke_links(*, invitation: Invitation, by: Actor) -> int:
    """No link that the organisation has been given opens anything more. What has been written stays."""
    invitation = _invitation(invitation, by)
    policy.may_lead(by).enforce()
    now, links = clock.now(), list(Link.objects.visible_to(by).locked().filter(invitation=invitation, revoked_at=None))
    for link in links:
        link.revoked_at = now
        link.save(update_fields=["revoked_at"])
    record(events.LinksRevoked(links=len(links)), by=by, subject=invitation.log_name)
    return len(links)


@action
def extend(*, one: Round, closes_on: date, by: Actor) -> Round:
    """Another last day for all."""
    one = _locked(one, by)
    policy.may_extend(by, one).enforce()
    if closes_on < max(one.opens_on, clock.today()):
        raise ValidationError({"closes_on": _("Dagen har varit, eller är före den första. Välj en senare dag.")})
    one.closes_on = closes_on
    one.save(update_fields=["closes_on"])
    record(events.RoundExtended(until=closes_on), by=by, subject=one.log_name)
    return one


@action
def open_for_one(*, invitation: Invitation, until: date, by: Actor) -> Invitation:
    """A later last day for one organisation."""
    invitation = _invitation(invitation, by)
    policy.may_extend(by, invitation.round).enforce()
    if until < clock.today() or until <= invitation.round.closes_on:
        raise ValidationError({"until": _("Välj en dag som inte har varit, och som är efter remissens sista dag.")})
    invitation.until = until
    invitation.save(update_fields=["until"])
    record(events.OpenedForOne(until=until), by=by, subject=invitation.log_name)
    return invitation


@action
def withdraw(*, one: Round, because: str, by: Actor) -> Round:
    """Nobody is asked any more. What has been answered stays."""
    one = _locked(one, by)
    policy.may_withdraw(by, one).enforce()
    one.withdrawn_at, one.withdrawn_because = clock.now(), because
    one.save(update_fields=["withdrawn_at", "withdrawn_because"])
    record(events.RoundWithdrawn(), by=by, subject=one.log_name)
    return one


# What comes of it --------------------------------------------------------------------------------------


@action
def reply(*, question: Question, invitation: Invitation | None, text: str, change: str, by: Actor) -> Reply:
    """What the process answers to a point. Written again, the former stands in the history."""
    one = _locked(question.section.round, by)
    policy.may_reply(by, one).enforce()
    now = clock.now()
    before = Reply.objects.visible_to(by).locked().filter(question=question, invitation=invitation, replaced_at=None)
    for former in before:
        former.replaced_at = now
        former.save(update_fields=["replaced_at"])
    made = Reply(
        question=question, invitation=invitation, text=text, change=change, written_at=now, written_by_id=_writer(by)
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
    one = _locked(one, by)
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
    group: Group | None,
    decided_on: date | None,
    document: str,
    version: Version | None,
    in_force_from: date | None,
    new_document: str,
    new_address: str,
    by: Actor,
) -> Adoption:
    """What was consulted on is adopted; a version of the practice model gets the day from which it holds."""
    one = _locked(one, by)
    policy.may_adopt(by, one).enforce()
    if decision is not None:
        decided_on, document = decision.decided_on, decision.document
    decided_on = _is_a_decision(decision, group, decided_on, document)
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
        group=group,
        decided_on=decided_on,
        document=document,
        version=version,
        in_force_from=in_force_from,
        new_document=new_document,
        new_address=new_address,
        written_at=clock.now(),
        written_by_id=_writer(by),
    )
    made.save(force_insert=True)
    told = events.RoundAdopted(decided_on=made.decided_on, in_force_from=in_force_from)
    record(told, by=by, subject=one.log_name)
    return made


def _is_a_decision(decision: BodyDecision | None, group: Group | None, decided_on: date | None, document: str) -> date:
    if (decision is None) == (group is None):
        raise ValidationError({"group": _("Välj antingen ett beslut i ett politiskt organ eller en grupp.")})
    if decision is not None and decision.outcome not in {Outcome.ADOPTED, Outcome.CHANGED}:
        raise ValidationError({"decision": _("Det beslutet antar ingenting. Välj ett annat.")})
    if decided_on is None:
        raise ValidationError({"decided_on": _("Skriv vilken dag gruppen beslutade.")})
    if decided_on > clock.today():
        raise ValidationError({"decided_on": _("Dagen har inte varit än. Skriv in beslutet när det är fattat.")})
    if not document:
        raise ValidationError({"document": _("Skriv i vilken handling beslutet står.")})
    return decided_on
