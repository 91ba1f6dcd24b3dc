"""Everything that changes learning material: what those who lead write, and what each reader says that they have read."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record as log
from kronobarn.authorities.models import Assignment
from kronobarn.authorities.rules import Profession
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.core.decisions import Stale
from kronobarn.core.reasons import demand
from kronobarn.learning_material import events, files, policy
from kronobarn.learning_material.models import Material, MaterialFile, MaterialPart, MaterialVersion, Reading
from kronobarn.programme.kept_actions import written_now


@action
def write(*, title: str, about: str, basic: bool, professions: Iterable[str], by: Actor) -> MaterialVersion:
    """A new material, as a draft of its first version."""
    policy.may_lead(by).enforce()
    material = Material(**written_now(by))
    material.save(force_insert=True)
    version = MaterialVersion(material=material, number=1, title=title, about=about, basic=basic, **written_now(by))
    version.professions = list(professions)
    version.save(force_insert=True)
    _written(version, by)
    return version


@action
def begin(*, material: Material, by: Actor) -> MaterialVersion:
    """A new version: a draft with what stands now. What is left as it is stays read by those who have read it."""
    material = _locked(material.pk, by)
    old = material.versions.published().order_by("-number").first()
    has_draft = material.versions.filter(published_at=None).exists()
    policy.may_begin(by, material, has_draft=has_draft).enforce()
    assert old is not None  # without a published version there is a draft
    version = MaterialVersion(
        material=material,
        number=old.number + 1,
        title=old.title,
        about=old.about,
        basic=old.basic,
        professions=old.professions,
        **written_now(by),
    )
    version.save(force_insert=True)
    parts = list(old.parts.all())
    for part in parts:
        part.pk, part.version = uuid4(), version
    MaterialPart.objects.bulk_create(parts)
    _written(version, by)
    return version


@action
def change(*, version: MaterialVersion, by: Actor, **said: Any) -> MaterialVersion:
    """What it is called, what one learns, and for whom it is."""
    version = _draft(version, by)
    for name, value in said.items():
        setattr(version, name, value)
    version.save(update_fields=list(said))
    _written(version, by)
    return version


@action
def discard(*, version: MaterialVersion, by: Actor) -> None:
    """Throw a draft away: of a first version the material too, of which nothing is left."""
    version = _draft(version, by)
    for part in version.parts.all():
        _remove(part)
    material = version.material
    version.delete()
    log(events.DraftDiscarded(number=version.number), by=by, subject=material.log_name)
    if not material.versions.exists():
        material.delete()


# The parts ---------------------------------------------------------------------------------------------


@action
def add_part(
    *,
    version: MaterialVersion,
    heading: str,
    text: str,
    area_key: str,
    by: Actor,
    file: tuple[str, bytes] | None = None,
) -> MaterialPart:
    """One more part, last."""
    version = _draft(version, by)
    policy.may_add(by, version, version.parts.count()).enforce()
    number = (version.parts.aggregate(last=Max("number"))["last"] or 0) + 1
    part = MaterialPart(version=version, number=number, heading=heading, text=text, area_key=area_key)
    part.file = _kept(file)
    part.save(force_insert=True)
    _written(version, by)
    return part


@action
def change_part(
    *,
    part: MaterialPart,
    heading: str,
    text: str,
    area_key: str,
    seen: UUID | None,
    by: Actor,
    file: tuple[str, bytes] | None = None,
    without_file: bool = False,
) -> MaterialPart:
    """Other words. `seen` are those that the writer had before them: what another has written is not written over."""
    version = _draft(part.version, by)
    part = MaterialPart.objects.visible_to(by).locked().select_related("file").get(pk=part.pk)
    if seen is not None and part.words != seen:
        raise Stale(
            _("Någon annan har ändrat delen sedan du öppnade den. Läs det som står nu, och skriv in ditt igen.")
        )
    before = (part.heading, part.text, part.area_key)
    part.heading, part.text, part.area_key = heading, text, area_key
    old = part.file
    if file or without_file:
        part.file = _kept(file)
    if before != (heading, text, area_key) or part.file != old:
        part.words = uuid4()
        part.save(update_fields=["heading", "text", "area_key", "file", "words"])
        _forget(old if part.file != old else None)
        _written(version, by)
    return part


@action
def move_part(*, part: MaterialPart, by: Actor) -> MaterialPart:
    """One step up, which is no change of its words. The first one stays where it is."""
    version = _draft(part.version, by)
    parts = list(version.parts.all())
    at = [one.pk for one in parts].index(part.pk)
    if at:
        above, moved = parts[at - 1], parts[at]
        above.number, moved.number = moved.number, above.number
        MaterialPart.objects.bulk_update([above, moved], ["number"])
        _written(version, by)
    return part


@action
def remove_part(*, part: MaterialPart, by: Actor) -> None:
    """Not to be read in the version that comes."""
    version = _draft(part.version, by)
    _remove(MaterialPart.objects.visible_to(by).select_related("file").get(pk=part.pk))
    _written(version, by)


# Publishing ----------------------------------------------------------------------------------------------


@action
def publish(*, version: MaterialVersion, news: str, by: Actor) -> MaterialVersion:
    """Let all who work in the county read it. From now on its words stand."""
    version = _draft(version, by)
    policy.may_publish(by, version, version.parts.count()).enforce()
    if version.number > 1 and not news:
        raise ValidationError({"news": _("Skriv vad som är nytt, för dem som har läst det förut.")})
    version.news = news
    version.for_whom = _for_whom(version)
    version.published_at = clock.now()
    version.save(update_fields=["news", "for_whom", "published_at"])
    log(events.VersionPublished(number=version.number), by=by, subject=version.material.log_name)
    return version


@action
def show(*, material: Material, shown: bool, by: Actor) -> Material:
    """On the public site, or no longer there."""
    material = _locked(material.pk, by)
    policy.may_show(by, material, published=material.versions.published().exists()).enforce()
    if shown is not (material.shown_at is not None):
        material.shown_at = clock.now() if shown else None
        material.save(update_fields=["shown_at"])
        log(events.MaterialShown(shown=shown), by=by, subject=material.log_name)
    return material


@action
def withdraw(*, material: Material, because: str, by: Actor) -> Material:
    """Not to be used any more, here or on the site. Those who have read it see why."""
    material = _locked(material.pk, by)
    policy.may_withdraw(by, material, published=material.versions.published().exists()).enforce()
    demand("because", because, _("Skriv varför, för dem som har läst det."))
    material.withdrawn_at, material.withdrawn_because, material.shown_at = clock.now(), because, None
    material.save(update_fields=["withdrawn_at", "withdrawn_because", "shown_at"])
    log(events.MaterialWithdrawn(), by=by, subject=material.log_name)
    return material


@action
def restore(*, material: Material, by: Actor) -> Material:
    """It was not to be withdrawn. It is shown on the site only when that is said again."""
    material = _locked(material.pk, by)
    policy.may_restore(by, material).enforce()
    material.withdrawn_at, material.withdrawn_because = None, ""
    material.save(update_fields=["withdrawn_at", "withdrawn_because"])
    log(events.MaterialRestored(), by=by, subject=material.log_name)
    return material


@action
def counted(*, version: MaterialVersion, by: Actor) -> None:
    """Somebody who leads looks at how many have read."""
    policy.may_lead(by).enforce()
    log(events.ReadersCounted(number=version.number), by=by, subject=version.material.log_name)


# The reader's own ------------------------------------------------------------------------------------------


@action
def mark(*, part: MaterialPart, read: bool, by: Actor) -> None:
    """One has read a part, or takes it back. Not in the log: it is the reader's own."""
    version = MaterialVersion.objects.visible_to(by).select_related("material").get(pk=part.version_id)
    latest = MaterialVersion.objects.published().filter(material=version.material_id).aggregate(last=Max("number"))
    policy.may_mark(by, version, latest=latest["last"]).enforce()
    if not read:
        Reading.objects.visible_to(by).filter(words=part.words).delete()
        return
    assert by.person_id is not None
    assert by.unit_id is not None  # whoever may read works somewhere
    one = Reading(
        reader_id=by.person_id,
        material_id=version.material_id,
        words=part.words,
        unit_id=by.unit_id,
        profession=by.profession,
        read_on=clock.today(),
    )
    Reading.objects.bulk_create([one], ignore_conflicts=True)  # said twice it is said once


def _locked(material_id: UUID, by: Actor) -> Material:
    found: Material = Material.objects.visible_to(by).locked().get(pk=material_id)
    return found


def _draft(version: MaterialVersion, by: Actor) -> MaterialVersion:
    """The version as it stands now, that nobody else changes meanwhile."""
    policy.may_lead(by).enforce()
    _locked(version.material_id, by)
    found: MaterialVersion = MaterialVersion.objects.visible_to(by).select_related("material").get(pk=version.pk)
    policy.may_change(by, found).enforce()
    return found


def _written(version: MaterialVersion, by: Actor) -> None:
    log(events.DraftWritten(number=version.number), by=by, subject=version.material.log_name)


def _for_whom(version: MaterialVersion) -> str:
    """In words, as the public site and a certificate have it."""
    names = sorted(str(Assignment.PROFESSIONS[Profession(one)]) for one in version.professions)
    return ", ".join([_("Grundutbildning för alla"), *names] if version.basic else names)


def _kept(file: tuple[str, bytes] | None) -> MaterialFile | None:
    if file is None:
        return None
    kept = files.taken(*file)
    kept.save(force_insert=True)
    return kept


def _remove(part: MaterialPart) -> None:
    file = part.file
    part.delete()
    _forget(file)


def _forget(file: MaterialFile | None) -> None:
    """A file that no part of any version has any more."""
    if file is not None and not file.parts.exists():
        file.delete()
