"""Approving notes, correcting beside them, publishing them and taking them back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kronobarn.core import clock
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import attempt, posted
from kronobarn.group_meetings import places, policy, reads
from kronobarn.group_meetings.actions import approving, publishing
from kronobarn.group_meetings.forms import (
    ApproveForm,
    ApproverForm,
    BecauseForm,
    CorrectionForm,
    PublishForm,
    SearchForm,
)
from kronobarn.group_meetings.mine import mine as waiting
from kronobarn.group_meetings.models import Publication
from kronobarn.group_meetings.rules import Part
from kronobarn.group_meetings.views.common import shown, written
from kronobarn.programme import policy as programme
from kronobarn.programme.form_page import NAV
from kronobarn.ui import documents
from kronobarn.ui.pages import page


@require_http_methods(["GET", "POST"])
def approver(request: ActorRequest, meeting_id: UUID) -> HttpResponse:
    """Somebody else approves."""
    found = shown(request, meeting_id)
    policy.may_choose_approver(request.actor, found.meeting, found.own).enforce()
    form = ApproverForm(posted(request), members=found.called)

    def act() -> object:
        return approving.choose_approver(
            meeting=found.meeting, approver=form.cleaned_data["approver"], by=request.actor
        )

    return written(request, found, form, (_("Välj en annan justerare"), "", _("Spara")), act, _("Justeraren är vald."))


@require_http_methods(["GET", "POST"])
def approve(request: ActorRequest, meeting_id: UUID) -> HttpResponse:
    """Read all of it, and approve it."""
    found = shown(request, meeting_id)
    policy.may_approve(request.actor, found.meeting, found.own).enforce()
    form = ApproveForm(posted(request))
    if request.method == "POST":
        done = attempt(
            form, lambda: (approving.approve(meeting=found.meeting, **form.cleaned_data, by=request.actor), True)
        )
        if done is not None:
            messages.success(request, _("Anteckningarna är justerade. De ändras inte mer."))
            return redirect("group_meetings:meeting", meeting_id)
    context = {
        "form": form,
        "shown": found,
        "who": places.who,
        "seen": approving.read_as(found.meeting, request.actor),
    }
    return page(request, "group_meetings/approve.html", context | NAV, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def correct(request: ActorRequest, meeting_id: UUID) -> HttpResponse:
    """What was wrong, beside the notes."""
    found = shown(request, meeting_id)
    policy.may_correct(request.actor, found.meeting, found.own).enforce()
    form = CorrectionForm(posted(request))

    def act() -> object:
        return approving.correct(meeting=found.meeting, **form.cleaned_data, by=request.actor)

    lead = _("Är anteckningarna publicerade återkallar du dem och publicerar på nytt, om rättelsen gäller det.")
    return written(request, found, form, (_("Skriv en rättelse"), lead, _("Spara")), act, _("Rättelsen är inskriven."))


@require_http_methods(["GET", "POST"])
def publish(request: ActorRequest, meeting_id: UUID) -> HttpResponse:
    """Let anybody read all of it, or some points."""
    found = shown(request, meeting_id)
    policy.may_publish(request.actor, found.meeting, found.own, found.published).enforce()
    points = [(one.item.pk, one.item.title, _parts(one)) for one in found.points]
    form = PublishForm(posted(request), points=[one for one in points if one[2]])
    if request.method == "POST":
        made = attempt(form, lambda: publishing.publish(meeting=found.meeting, **form.said(), by=request.actor))
        if made is not None:
            messages.success(request, _("Anteckningarna är publicerade. Alla kan läsa dem."))
            return redirect("group_meetings:publication", made.pk)
    context = {"form": form, "shown": found, "points": points}
    return page(request, "group_meetings/publish.html", context | NAV, status=422 if form.errors else 200)


def _parts(point: reads.Point) -> list[Part]:
    return [*([Part.NOTES] if point.item.notes else []), *([Part.DECISIONS] if point.decisions else [])]


@require_http_methods(["GET", "POST"])
def withdraw(request: ActorRequest, meeting_id: UUID) -> HttpResponse:
    """Take back what is published."""
    found = shown(request, meeting_id)
    policy.may_withdraw(request.actor, found.own, found.published).enforce()
    form = BecauseForm(posted(request))
    words = (_("Återkalla publiceringen"), _("Ingen utanför kan läsa anteckningarna sedan."), _("Återkalla"))

    def act() -> object:
        return publishing.withdraw(meeting=found.meeting, because=form.cleaned_data["because"], by=request.actor)

    return written(request, found, form, words, act, _("Publiceringen är återkallad."), kind="danger")


@require_http_methods(["GET", "POST"])
def published(request: ActorRequest) -> HttpResponse:
    """The steering group's published notes, a year at a time; searched with a form that leaves no words behind."""
    programme.may_read(request.actor).enforce()
    years = reads.published_years(request.actor)
    latest = years[0] if years else clock.today().year
    form = SearchForm(posted(request), years=years, groups=[], initial={"ar": latest})
    valid = form.is_valid()
    year = (form.cleaned_data["ar"] if valid else None) or latest
    words = form.cleaned_data["ord"] if valid else ""
    rows = reads.published(request.actor, year=year, words=words)
    context = {"form": form, "year": year, "rows": rows, "searched": bool(words)}
    return page(request, "group_meetings/published.html", context | NAV, status=422 if form.errors else 200)


@require_GET
def publication(request: ActorRequest, publication_id: UUID) -> HttpResponse:
    """Published notes, as anybody may read them."""
    found = _publication(request, publication_id)
    return page(request, "group_meetings/publication.html", {"found": found, "pdf": documents.available()} | NAV)


@require_GET
def publication_paper(request: ActorRequest, publication_id: UUID) -> HttpResponse:
    """The same, as a document."""
    found = _publication(request, publication_id)
    if not documents.available():
        messages.warning(request, _("PDF kan inte göras här. Skriv ut sidan med webbläsaren i stället."))
        return redirect("group_meetings:publication", publication_id)
    text = documents.html("group_meetings/publication_paper.html", {"found": found})
    return documents.answer(documents.pdf(text), "anteckningar")


def _publication(request: ActorRequest, publication_id: UUID) -> Publication:
    programme.may_read(request.actor).enforce()
    rows = Publication.objects.visible_to(request.actor).filter(withdrawn_at=None)
    found: Publication | None = rows.filter(pk=publication_id).first()
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
def decisions(request: ActorRequest) -> HttpResponse:
    """The decisions of all groups, searched with a form that leaves no words behind."""
    programme.may_read(request.actor).enforce()
    form = SearchForm(posted(request), years=reads.years(request.actor), groups=reads.groups(request.actor))
    said = form.cleaned_data if form.is_valid() else {}
    found = reads.decisions(
        request.actor,
        words=said.get("ord", ""),
        year=said.get("ar"),
        group=UUID(said["grupp"]) if said.get("grupp") else None,
    )
    context = {"form": form, "rows": found, "searched": bool(any(said.values()))}
    return page(request, "group_meetings/decisions.html", context | NAV, status=422 if form.errors else 200)


@require_GET
def mine(request: ActorRequest) -> HttpResponse:
    """What waits for the reader in the county's process."""
    programme.may_read(request.actor).enforce()
    found = waiting(request.actor, also_done=True)
    return page(request, "group_meetings/mine.html", {"found": found, "today": clock.today()} | NAV)
