"""Everything that changes the versions of the practice model."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kronobarn.audit.actions import record
from kronobarn.core import clock
from kronobarn.core.acting import action
from kronobarn.core.actor import Actor
from kronobarn.practice import events, pack, policy
from kronobarn.practice.models import Version
from kronobarn.practice.schema import Pack


@action
def load(*, content: Pack, adopt_from: date | None = None, by: Actor) -> Version:
    """Keep a version as it is for ever: as a draft, or with the day from which it holds.

    Loading what is there already changes nothing but the day.
    """
    policy.may_load(by).enforce()
    kept = content.model_dump(mode="json")
    digest = pack.digest(kept)
    version = Version.objects.select_for_update().filter(pk=content.version).first()
    if version is None:
        version = Version(
            version=content.version,
            county=content.county,
            content=kept,
            digest=digest,
            loaded_at=clock.now(),
        )
        version.save(force_insert=True)
        record(events.VersionLoaded(version=version.pk, digest=digest), by=by)
    elif Pack.model_validate(version.content) != content:  # one that was kept before a field was new is the same still
        raise ValidationError(
            _("%(version)s finns redan med annat innehåll. Ge ditt paket ett nytt namn i fältet version.")
            % {"version": version.pk}
        )
    if adopt_from is not None and version.in_force_from != adopt_from:
        _adopt(version, adopt_from, by)
    return version


@action
def adopt(*, version: Version, since: date, by: Actor) -> Version:
    """Give a draft the day from which it holds, when it has been decided on."""
    policy.may_adopt(by).enforce()
    version = Version.objects.select_for_update().get(pk=version.pk)
    if version.in_force_from is not None:
        raise ValidationError(_("%s är redan beslutad. Välj ett utkast.") % version.pk)
    _adopt(version, since, by)
    pack.forget()  # another process reads the list of versions once a day, and a version begins tomorrow at the earliest
    return version


def _adopt(version: Version, since: date, by: Actor) -> None:
    """A version begins with a day, never in the middle of one: a form is sent under the version it was opened in."""
    others = Version.objects.with_a_day().exclude(pk=version.pk)
    if version.in_force_from is not None and version.in_force_from <= clock.today():
        raise ValidationError(_("%s gäller redan eller har gällt. Dagen går inte att ändra.") % version.pk)
    if others.exists() and since <= clock.today():
        raise ValidationError(_("En ny version gäller tidigast från i morgon. Välj en senare dag."))
    taken = others.filter(in_force_from=since).first()
    if taken is not None:
        raise ValidationError(_("%s börjar gälla samma dag. Välj en annan dag.") % taken.pk)
    version.in_force_from = since
    version.save(update_fields=["in_force_from"])
    record(events.VersionAdopted(version=version.pk, in_force_from=since), by=by)
