"""Everything that writes notes about a child's world."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.assessments.rules import Perspective
from kronobarn.audit.actions import record as log
from kronobarn.circles import actions as circles
from kronobarn.circles.correcting import to_replace
from kronobarn.circles.rules import Kind
from kronobarn.concerns.models import Matter
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.drafts import actions as drafts
from kronobarn.my_world import events, policy, rules
from kronobarn.my_world.maps import Map, switched_on
from kronobarn.my_world.models import Note
from kronobarn.my_world.rules import GOOD_FIELDS, Module
from kronobarn.practice import pack


@action
def add(
    *,
    matter: Matter,
    module: Module,
    place: str,
    by: Actor,
    works: str = "",
    hard: str = "",
    perspective: Perspective = Perspective.PROFESSIONAL,
    said_by: str = "",
    amends: Note | None = None,
) -> Note:
    """Put what is known in its place. Nothing is edited: a correction, or a move, names the note that it `amends`."""
    matter = Matter.objects.visible_to(by).select_related("record__owner").get(pk=matter.pk)
    policy.may_add(by, matter).enforce(child_id=matter.child_id)
    here = switched_on(pack.of(matter.record.practice_version), module)
    if here is None:
        raise ValidationError(_("Länet använder inte den här delen."))
    _check(here, place, works, hard, perspective, said_by)
    if amends is not None:
        amends = _amendable(amends, matter, module, by)
    record = circles.write_record(
        child_id=matter.child_id,
        kind=Kind.NOTE,
        headline=here.headline(here.place(place)),
        happened_on=clock.today(),
        practice_version=matter.record.practice_version,
        by=by,
    )
    note = Note(
        record=record,
        child_id=matter.child_id,
        matter=matter,
        module=module,
        place=place,
        works=works.strip(),
        hard=hard.strip(),
        perspective=perspective,
        said_by=said_by.strip(),
        amends=amends,
    )
    note.save(force_insert=True)
    drafts.drop(child_id=matter.child_id, form=rules.draft_key(matter.pk, module), by=by)
    done = events.NoteCorrected(amends=str(amends.pk)) if amends else events.NoteAdded(module=module)
    log(done, by=by, child_id=matter.child_id, subject=note.log_name)
    return note


def _check(here: Map, place: str, works: str, hard: str, perspective: Perspective, said_by: str) -> None:
    wrong: dict[str, str] = {}
    try:
        here.place(place)
    except KeyError:
        wrong["place"] = _("Välj var anteckningen hör hemma.")
    if not (works.strip() or hard.strip()):
        wrong["works"] = _("Skriv något som fungerar, eller något som är svårt.")
    elif here.module == Module.RESILIENCE and (hard if place in GOOD_FIELDS else works).strip():
        name = "hard" if place in GOOD_FIELDS else "works"
        wrong[name] = _("Det hör hemma i ett annat fält. Skriv en anteckning till, och lägg den där.")
    if perspective != Perspective.PROFESSIONAL and not said_by.strip():
        wrong["said_by"] = _("Skriv vem som sa det och när, till exempel Elsa, i ett samtal med kuratorn.")
    if wrong:
        raise ValidationError(wrong)


def _amendable(amends: Note, matter: Matter, module: Module, by: Actor) -> Note:
    child_id = matter.child_id
    amends = to_replace(amends, child_id=child_id, by=by, may=lambda found: policy.may_correct(by, found, matter))
    if (amends.matter_id, amends.module) != (matter.pk, module):
        raise ValidationError(_("Rättelsen hör inte hit. Öppna anteckningen på nytt."))
    return amends
