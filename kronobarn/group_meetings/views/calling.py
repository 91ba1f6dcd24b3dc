"""The lists of meetings, one meeting, and its call."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kronobarn.core import clock
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import attempt, posted
from kronobarn.group_meetings import places, policy, reads, telling
from kronobarn.group_meetings.actions import approving, calling
from kronobarn.group_meetings.forms import BecauseForm, CallForm, PointForms, YearForm, agenda, with_room
from kronobarn.group_meetings.rules import State
from kronobarn.group_meetings.views.common import shown, written
from kronobarn.post.calendar import written as calendar_file
from kronobarn.programme import policy as programme
from kronobarn.programme.form_page import NAV
from kronobarn.programme.models import Group
from kronobarn.ui import documents
from kronobarn.ui.pages import page


@require_GET
def meetings(request: ActorRequest) -> HttpResponse:
    """The meetings of a year, of all groups or one."""
    programme.may_read(request.actor).enforce()
    years, groups = reads.years(request.actor), reads.groups(request.actor)
    asked = request.GET if {"ar", "grupp"} & set(request.GET) else None
    form = YearForm(asked, years=years, groups=groups, initial={"ar": clock.today().year})
    valid = form.is_valid()
    year = (form.cleaned_data.get("ar") if valid else None) or clock.today().year
    group = UUID(form.cleaned_data["grupp"]) if valid and form.cleaned_data.get("grupp") else None
    context = {
        "form": form,
        "year": year,
        "rows": reads.meetings(request.actor, year, group),
        "can_call": reads.can_call(request.actor, leads=policy.leads(request.actor)),
    }
    return page(request, "group_meetings/meetings.html", context | NAV, status=422 if form.errors else 200)


@require_GET
def meeting(request: ActorRequest, meeting_id: UUID) -> HttpResponse:
    """One meeting: its call, and what came of it."""
    found = shown(request, meeting_id)
    return page(request, "group_meetings/meeting.html", _told(request, found) | NAV)


def _told(request: ActorRequest, found: reads.Shown) -> dict[str, Any]:
    actor, one, own = request.actor, found.meeting, found.own
    return {
        "shown": found,
        "who": places.who,
        "may_call": policy.may_call(actor, own),
        "may_change": policy.may_change(actor, one, own),
        "may_write": policy.may_write(actor, one, own),
        "may_hold": policy.may_hold(actor, one, own, now=clock.now()),
        "may_approve": policy.may_approve(actor, one, own),
        "may_choose_approver": policy.may_choose_approver(actor, one, own),
        "may_correct": policy.may_correct(actor, one, own),
        "may_publish": policy.may_publish(actor, one, own, found.published),
        "may_withdraw": policy.may_withdraw(actor, own, found.published),
        "may_finish": {task.pk: bool(policy.may_finish(actor, task, own)) for task in found.tasks},
        "pdf": documents.available(),
    }


@require_http_methods(["GET", "POST"])
def call(request: ActorRequest, group_id: UUID) -> HttpResponse:
    """Call a group to a meeting."""
    programme.may_read(request.actor).enforce()
    group = Group.objects.visible_to(request.actor).filter(pk=group_id).first()
    if group is None:
        raise Http404
    here = dict(reads.can_call(request.actor, leads=policy.leads(request.actor)))
    policy.may_call(request.actor, places.own_place(request.actor, group_id)).enforce()
    name = here.get(group_id) or str(group.get_kind_display())
    form, rows = _forms(request, {}, [])
    if request.method == "POST" and "more" not in request.POST and rows.is_valid():
        made = attempt(form, lambda: calling.call(group=group, agenda=agenda(rows), by=request.actor, **form.said()))
        if made is not None:
            messages.success(
                request, _("Gruppen är kallad. De som har konto och vill ha mejl får tiden till kalendern.")
            )
            return redirect("group_meetings:meeting", made.pk)
    back = reverse("group_meetings:meetings")
    words = {"heading": _("Kalla till möte: %(group)s") % {"group": name}, "submit": _("Kalla"), "back": back}
    return _call_page(request, form, rows, words | {"trail": []})


@require_http_methods(["GET", "POST"])
def change(request: ActorRequest, meeting_id: UUID) -> HttpResponse:
    """Another time, place or agenda."""
    found = shown(request, meeting_id)
    one = found.meeting
    policy.may_change(request.actor, one, found.own).enforce()
    starts = timezone.localtime(one.starts_at)
    at_first = {"day": starts.date(), "at": starts.time(), "minutes": one.minutes, "seen": one.sequence}
    at_first |= {"place": one.place, "video_link": one.video_link}
    points = [
        {name: getattr(point.item, name) for name in ("title", "purpose", "paper", "address")}
        | {"item": point.item.pk, "number": place}
        for place, point in enumerate(found.points, 1)
    ]
    form, rows = _forms(request, at_first, points)

    def act() -> object:
        seen = form.cleaned_data["seen"] if form.cleaned_data["seen"] is not None else -1
        return calling.change(meeting=one, agenda=agenda(rows), seen=seen, by=request.actor, **form.said())

    if request.method == "POST" and "more" not in request.POST and rows.is_valid() and attempt(form, act) is not None:
        messages.success(request, _("Kallelsen är ändrad. Det som är nytt står på mötets sida."))
        return redirect("group_meetings:meeting", one.pk)
    words = {"heading": _("Ändra kallelsen"), "submit": _("Spara"), "shown": found}
    words["back"] = reverse("group_meetings:meeting", args=[one.pk])
    return _call_page(request, form, rows, words | {"trail": [(found.name, words["back"])]})


def _forms(request: ActorRequest, at_first: dict[str, Any], points: list[dict[str, Any]]) -> tuple[CallForm, Any]:
    if request.method == "GET":
        return CallForm(initial=at_first), PointForms(initial=points)
    data = with_room(request.POST)
    if "more" not in request.POST:
        return CallForm(data), PointForms(data)
    # Nothing is judged yet: there is only to be more room.
    rows = PointForms(data)
    return CallForm(initial={name: data.get(name, "") for name in CallForm.base_fields}), rows


def _call_page(request: ActorRequest, form: CallForm, rows: Any, words: dict[str, Any]) -> HttpResponse:
    more = "more" in request.POST
    wrong: Form | None = None
    if not more:
        wrong = next((one for one in (form, *rows) if one.is_bound and one.errors), None)
    context = {"form": form, "rows": rows, "wrong": wrong, "to": request.path, "more": more} | words
    return page(
        request, "group_meetings/call.html", context | NAV, status=200 if more or request.method == "GET" else 422
    )


@require_http_methods(["GET", "POST"])
def cancel(request: ActorRequest, meeting_id: UUID) -> HttpResponse:
    """Call the meeting off."""
    found = shown(request, meeting_id)
    policy.may_change(request.actor, found.meeting, found.own).enforce()
    form = BecauseForm(posted(request))
    words = (_("Ställ in mötet"), _("Kallelsen står kvar, med skälet. De som är kallade får veta."), _("Ställ in"))

    def act() -> object:
        return calling.cancel(meeting=found.meeting, because=form.cleaned_data["because"], by=request.actor)

    return written(request, found, form, words, act, _("Mötet är inställt."), kind="danger")


@require_GET
def calendar(request: ActorRequest, meeting_id: UUID) -> HttpResponse:
    """The meeting as a file for one's own calendar: with place and agenda, for it is about no child."""
    found = shown(request, meeting_id)
    file = calendar_file(telling.entry(request.actor, found.meeting), made_at=clock.now())
    answer = HttpResponse(file, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="gruppmote.ics"'
    return answer


@require_GET
def paper(request: ActorRequest, meeting_id: UUID) -> HttpResponse:
    """The meeting as a document: its agenda, or its notes."""
    found = shown(request, meeting_id)
    if not documents.available():
        messages.warning(request, _("PDF kan inte göras här. Skriv ut sidan med webbläsaren i stället."))
        return redirect("group_meetings:meeting", meeting_id)
    context = {"shown": found, "who": places.who, "made_at": clock.now(), "read_as": ""}
    if found.meeting.state == State.HELD and found.reads_notes:
        context["read_as"] = approving.read_as(found.meeting, request.actor)
    text = documents.html("group_meetings/paper.html", context)
    return documents.answer(documents.pdf(text), "gruppmote")
