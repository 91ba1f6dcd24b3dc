"""Those who come to an event: the list, the file, ticking off at the door, certificates, and one address."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kronobarn.core import tables
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import posted
from kronobarn.learning import looks, papers, policy, reads
from kronobarn.learning import registration_actions as actions
from kronobarn.learning.forms import AddressForm
from kronobarn.learning.models import Registration
from kronobarn.learning.views import find_event
from kronobarn.programme.form_page import NAV
from kronobarn.ui import documents
from kronobarn.ui.pages import page


@require_GET
def registered(request: ActorRequest, event_id: UUID) -> HttpResponse:
    """All who have registered, with what they need."""
    found = find_event(request, event_id)
    looks.opened(event=found, by=request.actor)
    context = {"event": found, "rows": reads.registrations(request.actor, found)}
    return page(request, "learning/registered.html", context | NAV)


@require_POST
def as_file(request: ActorRequest, event_id: UUID) -> HttpResponse:
    """The same as a file for a table program."""
    found = find_event(request, event_id)
    rows = reads.registrations(request.actor, found)
    looks.taken(event=found, rows=len(rows), by=request.actor)
    return tables.file(reads.as_rows(rows), "anmalda")


@require_GET
def attendance(request: ActorRequest, event_id: UUID) -> HttpResponse:
    """Those who have a place, by name: to tick off on a phone, or to print."""
    found = find_event(request, event_id)
    looks.opened(event=found, by=request.actor)
    rows = reads.registrations(request.actor, found, coming=True)
    may_tick = policy.may_tick(request.actor, rows[0]) if rows else None
    return page(request, "learning/attendance.html", {"event": found, "rows": rows, "may_tick": may_tick} | NAV)


@require_POST
def tick(request: ActorRequest, registration_id: UUID) -> HttpResponse:
    """Whether somebody came."""
    found = _registration(request, registration_id)
    actions.tick(registration=found, came=request.POST.get("came") == "1", by=request.actor)
    response = redirect("learning:attendance", found.event_id)
    response["Location"] += f"#r{found.pk}"
    return response


@require_POST
def take_off(request: ActorRequest, registration_id: UUID) -> HttpResponse:
    """Somebody has called and does not come."""
    found = _registration(request, registration_id)
    policy.may_change_own(found).enforce()
    actions.take_off(registration=found, by=request.actor)
    messages.success(request, _("Anmälan är avbokad, och personen får ett mejl."))
    return redirect("learning:registered", found.event_id)


@require_GET
def certificates(request: ActorRequest, event_id: UUID) -> HttpResponse:
    """Certificates for all who came, a page each."""
    found = find_event(request, event_id)
    came = [one for one in reads.registrations(request.actor, found, coming=True) if one.came_at]
    if not came or not found.is_over() or not documents.available():
        raise Http404
    looks.opened(event=found, by=request.actor)
    return papers.certificates(found, came)


@require_http_methods(["GET", "POST"])
def of_address(request: ActorRequest) -> HttpResponse:
    """Everything about an address, for its owner."""
    policy.may_lead(request.actor).enforce()
    form = AddressForm(posted(request))
    rows = None
    if request.method == "POST" and form.is_valid():
        rows = [reads.lines(one) for one in reads.of_address(request.actor, form.cleaned_data["email"])]
        looks.searched(found=len(rows), by=request.actor)
    context = {"form": form, "rows": rows}
    return page(request, "learning/of_address.html", context | NAV, status=422 if form.errors else 200)


@require_POST
def remove_address(request: ActorRequest) -> HttpResponse:
    """Remove it all, when its owner has asked."""
    policy.may_lead(request.actor).enforce()
    form = AddressForm(request.POST)
    if not form.is_valid():
        return page(request, "learning/of_address.html", {"form": form, "rows": None} | NAV, status=422)
    removed = actions.remove_address(email=form.cleaned_data["email"], by=request.actor)
    said = ngettext("%(num)d anmälan är borttagen.", "%(num)d anmälningar är borttagna.", removed)
    messages.success(request, said % {"num": removed})
    return redirect("learning:of_address")


def _registration(request: ActorRequest, registration_id: UUID) -> Registration:
    found = reads.registration(request.actor, registration_id)
    policy.may_organise(request.actor, found.event if found else None).enforce()
    if found is None:
        raise Http404
    return found
