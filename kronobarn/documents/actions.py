"""Everything that writes documents."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.circles.models import Record
from kronobarn.circles.reads import guardians
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.reasons import demand
from kronobarn.documents import events, policy, rules, taking
from kronobarn.documents.models import Document
from kronobarn.documents.rules import Form, From, HandedIn


@action
def add(
    *,
    record: Record,
    sent: bytes,
    handed_in: HandedIn = rules.OWN_PAPER,
    by: Actor,
    accepts: Collection[Form] = taking.EITHER,
) -> Document:
    """Keep a paper with its record, as a picture or a PDF, and who handed it in."""
    handed_in = _sound(handed_in, record.child_id, by)
    mine = Record.objects.visible_to(by)
    policy.may_add(by, mine.get(pk=record.pk)).enforce(child_id=record.child_id)
    taken = taking.paper(sent, "picture", frozenset(accepts).intersection(taking.accepted_from(by)))
    # Only now, for to search and to clean takes seconds: nobody else who writes in the record waits meanwhile.
    _one_at_a_time(record)
    record = mine.get(pk=record.pk)
    policy.may_add(by, record).enforce(child_id=record.child_id)
    there = Document.objects.filter(child=record.child_id, record=record.pk, removed_at=None)
    if there.count() >= rules.MOST:
        raise ValidationError(
            {"picture": _("Det finns redan %(most)d papper här. Ta bort ett som inte behövs.") % {"most": rules.MOST}}
        )
    if there.filter(form=taken.form.value, content=taken.content).exists():
        raise ValidationError({"picture": _("Samma fil finns redan här. Den behövs bara en gång.")})
    assert by.person_id is not None
    document = Document(
        record=record,
        child_id=record.child_id,
        form=taken.form.value,
        content=taken.content,
        pages=taken.pages,
        added_at=clock.now(),
        added_by_id=by.person_id,
        added_for_id=by.assignment_id,
        **_columns(handed_in),
    )
    document.save(force_insert=True)
    log(
        events.DocumentAdded(size=len(document.content), form=document.form),
        by=by,
        child_id=document.child_id,
        subject=document.log_name,
    )
    return document


@action
def say_who(*, document: Document, handed_in: HandedIn, by: Actor) -> Document:
    """Put right who handed a paper in, or when."""
    document = Document.objects.visible_to(by).select_related("record").defer("content").get(pk=document.pk)
    policy.may_correct(by, document).enforce(child_id=document.child_id)
    handed_in = _sound(handed_in, document.child_id, by, was=document.handed_in)
    if handed_in == document.handed_in:
        return document
    for name, value in _columns(handed_in).items():
        setattr(document, name, value)
    document.save(update_fields=list(_columns(handed_in)))
    log(events.DocumentCorrected(), by=by, child_id=document.child_id, subject=document.log_name)
    return document


def _sound(said: HandedIn, child_id: UUID, by: Actor, was: HandedIn = rules.OWN_PAPER) -> HandedIn:
    """What is said, without what it does not need. A guardian who was one stays the one who handed it in."""
    if said.by is From.OWN:
        return rules.OWN_PAPER
    on = said.on or clock.today()
    if on > clock.today():
        raise ValidationError({"handed_in_on": _("Dagen har inte varit än. Skriv dagen då papperet lämnades.")})
    function = said.function.strip()
    if said.by is From.OTHER and not function:
        raise ValidationError({"handed_in_as": _("Skriv vem som lämnade papperet, till exempel kuratorn på BUP.")})
    if said.by is not From.GUARDIAN:
        return HandedIn(said.by, function=function if said.by is From.OTHER else "", on=on)
    known = {one.pk for one in guardians(child_id, by)} | {was.guardian_id}
    if said.guardian_id is None or said.guardian_id not in known:
        raise ValidationError({"came_from": _("Välj en av dem som är barnets vårdnadshavare.")})
    return HandedIn(said.by, guardian_id=said.guardian_id, on=on)


def _columns(said: HandedIn) -> dict[str, Any]:
    return {
        "came_from": said.by.value,
        "handed_in_by_id": said.guardian_id,
        "handed_in_as": said.function,
        "handed_in_on": said.on,
    }


def _one_at_a_time(record: Record) -> None:
    """Until the transaction ends. The row itself is locked only by whoever may put it right: not by all who work there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"papers {record.pk}"])


@action
def remove(*, document: Document, because: str, by: Actor) -> Document:
    """Take away a paper that should not be here. The file is gone at once; that it was there, and why it went, stays."""
    document = Document.objects.visible_to(by).select_related("record").get(pk=document.pk)
    policy.may_remove(by, document).enforce(child_id=document.child_id)
    demand("because", because, _("Skriv varför papperet tas bort, till exempel att det hör till ett annat barn."))
    document.content = b""
    document.removed_at = clock.now()
    document.removed_by_id = by.person_id
    document.removed_because = because.strip()
    document.save(update_fields=["content", "removed_at", "removed_by", "removed_because"])
    log(events.DocumentRemoved(), by=by, child_id=document.child_id, subject=document.log_name)
    return document
