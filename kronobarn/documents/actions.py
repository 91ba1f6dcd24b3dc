"""Everything that writes documents."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.circles.models import Record
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.documents import events, policy, rules
from kronobarn.documents.models import Document


@action
def add(*, record: Record, sent: bytes, by: Actor) -> Document:
    """Keep a picture of a paper with its record."""
    record = Record.objects.visible_to(by).locked().get(pk=record.pk)
    policy.may_add(by, record).enforce(child_id=record.child_id)
    if Document.objects.filter(child=record.child_id, record=record.pk, removed_at=None).count() >= rules.MOST:
        raise ValidationError(
            {"picture": _("Det finns redan %(most)d bilder här. Ta bort en som inte behövs.") % {"most": rules.MOST}}
        )
    assert by.person_id is not None
    document = Document(
        record=record,
        child_id=record.child_id,
        picture=_cleaned(sent),
        added_at=clock.now(),
        added_by_id=by.person_id,
        added_for_id=by.assignment_id,
    )
    document.save(force_insert=True)
    log(
        events.DocumentAdded(size=len(document.picture)),
        by=by,
        child_id=document.child_id,
        subject=document.log_name,
    )
    return document


def _cleaned(sent: bytes) -> bytes:
    try:
        return rules.cleaned(sent)
    except rules.TooLarge as problem:
        raise ValidationError({"picture": too_large()}) from problem
    except rules.NotAPicture as problem:
        raise ValidationError(
            {"picture": _("Filen gick inte att läsa som en bild. Välj en bild i JPEG, PNG eller WebP.")}
        ) from problem


def too_large() -> str:
    """What whoever sends too much is told."""
    return _("Bilden är för stor. Ta om den med lägre upplösning: högst %(most)d MB.") % {
        "most": rules.MOST_BYTES // 1024**2
    }


@action
def remove(*, document: Document, because: str, by: Actor) -> Document:
    """Take away a picture that should not be here. The picture is gone at once; that it was there, and why it went, stays."""
    document = Document.objects.visible_to(by).select_related("record").get(pk=document.pk)
    policy.may_remove(by, document).enforce(child_id=document.child_id)
    if not because.strip():
        raise ValidationError(
            {"because": _("Skriv varför bilden tas bort, till exempel att den hör till ett annat barn.")}
        )
    document.picture = b""
    document.removed_at = clock.now()
    document.removed_by_id = by.person_id
    document.removed_because = because.strip()
    document.save(update_fields=["picture", "removed_at", "removed_by", "removed_because"])
    log(events.DocumentRemoved(), by=by, child_id=document.child_id, subject=document.log_name)
    return document
