"""Learning material for those who lead the process: drafts, versions, the public site, and how many have read."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import posted
from kronobarn.learning_material import actions, counts, policy, reads
from kronobarn.learning_material.forms import PartForm, PublishForm, VersionForm, WithdrawForm
from kronobarn.learning_material.models import MaterialPart, MaterialVersion
from kronobarn.learning_material.views import material_or_404, part_or_404, version_or_404
from kronobarn.programme.form_page import NAV, Words, form_page
from kronobarn.ui.pages import page

get_or_post = require_http_methods(["GET", "POST"])


@get_or_post
def write(request: ActorRequest) -> HttpResponse:
    """A new material."""
    policy.may_lead(request.actor).enforce()
    form = VersionForm(posted(request))
    words = Words(_("Skriv ett material"), _("Spara"), _("Utkastet är sparat. Lägg till delar."))

    def call() -> object:
        return actions.write(**form.cleaned_data, by=request.actor)

    return form_page(request, form, words, call, crumbs=_crumbs(), onward=_to_version)


@require_POST
def begin(request: ActorRequest, material_id: UUID) -> HttpResponse:
    """A new version, that begins as the one that is read now."""
    found = material_or_404(request, material_id)
    version = actions.begin(material=found, by=request.actor)
    messages.success(request, _("Utkastet är en kopia av det som läses nu. Ändra det som ska bli annorlunda."))
    return redirect("learning_material:version", version.pk)


@get_or_post
def change(request: ActorRequest, version_id: UUID) -> HttpResponse:
    """Title, what one learns, and for whom."""
    found = version_or_404(request, version_id)
    policy.may_change(request.actor, found).enforce()
    before = {name: getattr(found, name) for name in VersionForm.base_fields}
    form = VersionForm(posted(request), initial=before)
    words = Words(_("Ändra materialet"), _("Spara"), _("Det är sparat."), found.title)

    def call() -> object:
        return actions.change(version=found, **form.cleaned_data, by=request.actor)

    return form_page(request, form, words, call, crumbs=_crumbs(found))


@get_or_post
def add_part(request: ActorRequest, version_id: UUID) -> HttpResponse:
    """One more part."""
    found = version_or_404(request, version_id)
    policy.may_add(request.actor, found, len(found.parts.all())).enforce()
    form = PartForm(posted(request), _files(request))
    words = Words(_("Lägg till en del"), _("Lägg till"), _("Delen är tillagd."), found.title)

    def call() -> object:
        return actions.add_part(version=found, **form.cleaned_data, by=request.actor)

    return form_page(request, form, words, call, crumbs=_crumbs(found))


@get_or_post
def change_part(request: ActorRequest, part_id: UUID) -> HttpResponse:
    """Other words in a part of a draft."""
    found = _draft_part(request, part_id)
    form = PartForm(posted(request), _files(request), part=found, initial=_as_it_stands(found))
    lead = _("Filen som finns: %s") % found.file.name if found.file else ""
    words = Words(_("Ändra delen"), _("Spara"), _("Det är sparat."), lead)

    def call() -> object:
        return actions.change_part(part=found, **form.cleaned_data, by=request.actor)

    def now() -> dict[str, Any]:
        return _as_it_stands(_draft_part(request, part_id))

    return form_page(request, form, words, call, crumbs=_crumbs(found.version), now=now)


def _as_it_stands(part: MaterialPart) -> dict[str, Any]:
    return {"heading": part.heading, "text": part.text, "area_key": part.area_key, "seen": part.words}


@require_POST
def move_part(request: ActorRequest, part_id: UUID) -> HttpResponse:
    """One step up."""
    found = part_or_404(request, part_id)
    actions.move_part(part=found, by=request.actor)
    return redirect("learning_material:version", found.version_id)


@require_POST
def remove_part(request: ActorRequest, part_id: UUID) -> HttpResponse:
    """Not in the version that comes."""
    found = part_or_404(request, part_id)
    actions.remove_part(part=found, by=request.actor)
    messages.success(request, _("Delen är borttagen ur utkastet."))
    return redirect("learning_material:version", found.version_id)


@get_or_post
def publish(request: ActorRequest, version_id: UUID) -> HttpResponse:
    """Let all read it; of a first version nothing is asked."""
    found = version_or_404(request, version_id)
    policy.may_publish(request.actor, found, len(found.parts.all())).enforce()
    form = PublishForm(posted(request))
    if found.number == 1:
        form.fields["news"].required = False
        form.fields["news"].label = _("Något att säga om första versionen")
        form.fields["news"].help_text = ""
    lead = _(
        "Alla som arbetar i länet kan läsa det. En publicerad version ändras inte: nästa ändring blir en ny version."
    )
    words = Words(_("Publicera materialet"), _("Publicera"), _("Materialet är publicerat."), lead)

    def call() -> object:
        return actions.publish(version=found, **form.cleaned_data, by=request.actor)

    onward = reverse("learning_material:material", args=[found.material_id])
    return form_page(request, form, words, call, crumbs=_crumbs(found), onward=onward)


@require_POST
def discard(request: ActorRequest, version_id: UUID) -> HttpResponse:
    """Throw a draft away."""
    found = version_or_404(request, version_id)
    actions.discard(version=found, by=request.actor)
    messages.success(request, _("Utkastet är kastat."))
    if found.number > 1:
        return redirect("learning_material:material", found.material_id)
    return redirect("learning_material:library")


@require_POST
def show(request: ActorRequest, material_id: UUID) -> HttpResponse:
    """On the public site, or no longer there."""
    found = material_or_404(request, material_id)
    shown = request.POST.get("shown") == "1"
    actions.show(material=found, shown=shown, by=request.actor)
    done = _("Materialet visas på webbplatsen.") if shown else _("Materialet är borta från webbplatsen.")
    messages.success(request, done)
    return redirect("learning_material:material", found.pk)


@get_or_post
def withdraw(request: ActorRequest, material_id: UUID) -> HttpResponse:
    """Not to be used any more."""
    found = material_or_404(request, material_id)
    row = reads.in_use(request.actor, material_id)
    policy.may_withdraw(request.actor, found, published=row is not None).enforce()
    form = WithdrawForm(posted(request))
    lead = _("Materialet försvinner ur biblioteket och från webbplatsen. Det går att lägga tillbaka.")
    words = Words(_("Dra tillbaka materialet"), _("Dra tillbaka"), _("Materialet är tillbakadraget."), lead, "danger")

    def call() -> object:
        return actions.withdraw(material=found, **form.cleaned_data, by=request.actor)

    here = (row.version.title if row else "", reverse("learning_material:material", args=[found.pk]))
    return form_page(request, form, words, call, crumbs=[*_crumbs(), here])


@require_POST
def restore(request: ActorRequest, material_id: UUID) -> HttpResponse:
    """It is used again."""
    found = material_or_404(request, material_id)
    actions.restore(material=found, by=request.actor)
    messages.success(request, _("Materialet används igen. På webbplatsen visas det först när du väljer det."))
    return redirect("learning_material:material", found.pk)


@require_GET
def counted(request: ActorRequest, material_id: UUID) -> HttpResponse:
    """How many have read what is read now."""
    found = material_or_404(request, material_id)
    policy.may_lead(request.actor).enforce()
    row = reads.in_use(request.actor, material_id)
    if row is None:
        raise Http404
    actions.counted(version=row.version, by=request.actor)
    context = {"material": found, "version": row.version, "counted": counts.counted(request.actor, row.version)}
    return page(request, "learning_material/counted.html", context | NAV)


def _draft_part(request: ActorRequest, part_id: UUID) -> MaterialPart:
    found = part_or_404(request, part_id)
    policy.may_change(request.actor, found.version).enforce()
    return found


def _files(request: ActorRequest) -> Any:
    return request.FILES if request.method == "POST" else None


def _to_version(made: object) -> str:
    return reverse("learning_material:version", args=[getattr(made, "pk", None)])


def _crumbs(version: MaterialVersion | None = None) -> list[tuple[str, str]]:
    start = [(_("Läromaterial"), reverse("learning_material:library"))]
    return [*start, (version.title, reverse("learning_material:version", args=[version.pk]))] if version else start
