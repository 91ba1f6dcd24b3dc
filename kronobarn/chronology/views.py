"""The child's page, the child's story and what is written in it, and who has looked."""

from dataclasses import replace
from datetime import date
from math import ceil
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kronobarn.chronology import actions, log, policy, reads
from kronobarn.chronology import events as logged
from kronobarn.chronology import who_sees as items
from kronobarn.chronology.forms import LifeEventForm
from kronobarn.chronology.models import LifeEvent
from kronobarn.chronology.rules import Significance
from kronobarn.chronology.story import EVENTS, HANDOVER, Asked, length, story, told
from kronobarn.circles import withholding
from kronobarn.circles.doors import find_child_or_404, find_or_404, log_look, open_child_or_404, open_or_404
from kronobarn.circles.models import Record
from kronobarn.circles.reads import header, roles_at
from kronobarn.circles.rules import Role
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import attempt, posted
from kronobarn.documents import reads as documents
from kronobarn.drafts.reads import HalfWritten
from kronobarn.merges.reads import cards
from kronobarn.papers import making
from kronobarn.people.models import Child
from kronobarn.ui.pages import page, page_number

get_or_post = require_http_methods(["GET", "POST"])
ON_PAPER = 60
"""Lines in one document: it is made while one waits, in less than three seconds when all of them are long. A longer
story is taken in parts."""
FILTERS = ("slag", "betydelse", "verksamhet", "fran", "till", "som")


@require_GET
def child(request: ActorRequest, child_id: UUID) -> HttpResponse:
    """The child's situation in short."""
    found = open_child_or_404(child_id, by=request.actor)
    return page(
        request,
        "chronology/child.html",
        {
            "nav": "children",
            "child": found,
            "header": header(found, request.actor),
            "shown": reads.child_page(found, request.actor),
            "cards": cards(found, request.actor),
        },
    )


@require_GET
def events(request: ActorRequest, child_id: UUID) -> HttpResponse:
    """What has happened, newest first; as a list or as a table; a part of it if one wishes."""
    found = open_child_or_404(child_id, by=request.actor)
    asked = _asked(request)
    shown = story(found, request.actor, asked)
    chosen = {name: request.GET[name] for name in FILTERS if request.GET.get(name)}
    return page(
        request,
        "chronology/events.html",
        {
            "nav": "children",
            "child": found,
            "header": header(found, request.actor),
            "story": shown,
            "asked": asked,
            "as_table": request.GET.get("som") == "tabell",
            "filtered": chosen,
            "parts": _parts(found, request, asked) if shown.older or asked.number > 1 else 1,
            "older": urlencode(chosen | {"sida": shown.older}),
            "significances": LifeEvent.SIGNIFICANCE,
            "may_add": policy.may_add(request.actor, found),
        },
    )


def _parts(child: Child, request: ActorRequest, asked: Asked) -> int:
    return max(1, ceil(length(child, request.actor, asked) / ON_PAPER))


@require_GET
def events_paper(request: ActorRequest, child_id: UUID) -> HttpResponse:
    """The same as a document: what was chosen, from the latest on, in parts when it is long."""
    found = open_child_or_404(child_id, by=request.actor)
    with making.chosen_language(request):
        asked = _asked(request)
        parts = _parts(found, request, asked)
        asked = replace(asked, number=min(asked.number, parts))
        context = {
            "header": header(found, request.actor),
            "story": story(found, request.actor, asked, limit=ON_PAPER),
            "asked": asked,
            "parts": parts,
            "significances": LifeEvent.SIGNIFICANCE,
        }
        back = reverse("chronology:events", args=[found.pk])
        return making.answer(request, "chronology/paper.html", context, about=found, name="handelser", back=back)


def _asked(request: HttpRequest) -> Asked:
    """What the address asks for; anything odd is no filter."""
    kind, significance = request.GET.get("slag", ""), request.GET.get("betydelse", "")
    owner = request.GET.get("verksamhet", "")
    return Asked(
        kind=kind if kind in Record.KINDS or kind == HANDOVER else "",
        significance=significance if significance in set(Significance) else "",
        owner=int(owner) if owner.isdecimal() and len(owner) < 9 else None,
        since=_day(request.GET.get("fran", "")),
        until=_day(request.GET.get("till", "")),
        number=page_number(request),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@get_or_post
def add(request: ActorRequest, child_id: UUID) -> HttpResponse:
    """Write what has happened."""
    found = (open_child_or_404 if request.method == "GET" else find_child_or_404)(child_id, by=request.actor)
    policy.may_add(request.actor, found).enforce(child_id=found.pk)
    draft = HalfWritten(request, child_id=found.pk, form=actions.DRAFT)
    form = LifeEventForm(posted(request), initial=draft.words)
    if request.method == "POST":
        done = attempt(form, lambda: actions.add(child=found, by=request.actor, **form.said()))
        if done is not None:
            messages.success(request, _("Händelsen är sparad."))
            return redirect("chronology:events", found.pk)
    return _form(request, found, form, draft=draft)


@get_or_post
def correct(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """Put an event right: a new wording, with the old one kept."""
    before: LifeEvent = (open_or_404 if request.method == "GET" else find_or_404)(EVENTS, record_id, by=request.actor)
    policy.may_correct(request.actor, before, before.child).enforce(child_id=before.child_id)
    form = LifeEventForm(posted(request), initial=LifeEventForm.words_of(before))
    if request.method == "POST":
        done = attempt(form, lambda: actions.add(child=before.child, amends=before, by=request.actor, **form.said()))
        if done is not None:
            messages.success(request, _("Händelsen är rättad. Det som stod förut finns kvar."))
            return redirect("chronology:event", done.pk)
    return _form(request, before.child, form, before=before)


def _form(request: ActorRequest, found: Child, form: LifeEventForm, **context: Any) -> HttpResponse:
    around = {"nav": "children", "child": found, "header": header(found, request.actor), "form": form}
    around |= {"before": None, "draft": None}
    return page(request, "chronology/write.html", {**around, **context}, status=422 if form.errors else 200)


@require_GET
def event(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """One event, with what it has been put right from."""
    found: LifeEvent = open_or_404(EVENTS, record_id, by=request.actor)
    shown = told(found, found.child, request.actor)
    return page(
        request,
        "chronology/event.html",
        {
            "nav": "children",
            "child": found.child,
            "header": header(found.child, request.actor),
            "told": shown,
            "may_correct": policy.may_correct(request.actor, found, found.child),
            "kept": withholding.around(found.record, request.actor),
            "papers": documents.around(found, request.actor, before=[one.pk for one in shown.earlier][::-1]),
        },
    )


@require_GET
def looks(request: ActorRequest, child_id: UUID) -> HttpResponse:
    """Who has looked at what, and why they could."""
    found = open_child_or_404(child_id, by=request.actor)
    before = request.GET.get("fore", "")
    lines, older = log.looks(found, request.actor, before=int(before) if before.isdecimal() else None)
    return page(
        request,
        "chronology/log.html",
        {
            "nav": "children",
            "child": found,
            "header": header(found, request.actor),
            "lines": log.in_lines(lines),
            "last": lines[-1].id if lines else None,
            "older": older,
            "is_responsible": Role.RESPONSIBLE in roles_at(found, request.actor),
        },
    )


@require_GET
def who_sees(request: ActorRequest, item_id: UUID) -> HttpResponse:
    """Who can read one record, who has, and what a withdrawn consent would change."""
    record: Record = find_or_404(items.ITEMS, item_id, by=request.actor)
    log_look(record, by=request.actor, what=logged.WhoSeesOpened())
    return page(
        request,
        "chronology/who_sees.html",
        {
            "nav": "children",
            "child": record.child,
            "header": header(record.child, request.actor),
            "shown": items.who_sees(record, record.child, request.actor),
            "is_family": request.actor.is_family,
        },
    )
