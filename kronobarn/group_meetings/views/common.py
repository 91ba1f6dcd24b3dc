"""What the pages about meetings share: finding the meeting, and the small forms about it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import attempt
from kronobarn.group_meetings import reads
from kronobarn.group_meetings.models import Item
from kronobarn.programme import policy as programme
from kronobarn.programme.form_page import NAV
from kronobarn.ui.pages import page


def shown(request: ActorRequest, meeting_id: UUID) -> reads.Shown:
    """The meeting, as the reader sees it."""
    programme.may_read(request.actor).enforce()
    found = reads.meeting(request.actor, meeting_id)
    if found is None:
        raise Http404
    return found


def item_of(request: ActorRequest, item_id: UUID) -> tuple[reads.Shown, Item]:
    """A point of the agenda, with its meeting."""
    programme.may_read(request.actor).enforce()
    found = Item.objects.visible_to(request.actor).filter(pk=item_id).first()
    if found is None:
        raise Http404
    of = shown(request, found.meeting_id)
    return of, next(one.item for one in of.points if one.item.pk == item_id)


def written(
    request: ActorRequest,
    found: reads.Shown,
    form: forms.Form,
    words: tuple[str, str, str],
    call: Callable[[], object],
    done: str,
    *,
    back: str = "group_meetings:meeting",
    kind: str = "primary",
) -> HttpResponse:
    """One of the small forms about a meeting: shown, or sent and then back. An action that returns nothing is done."""
    there = reverse(back, args=[found.meeting.pk])
    if request.method == "POST" and attempt(form, lambda: (call(), True)) is not None:
        messages.success(request, done)
        return redirect(there)
    heading, lead, submit = words
    context: dict[str, Any] = {"form": form, "heading": heading, "lead": lead, "submit": submit, "shown": found}
    context |= {"back": there, "to": request.get_full_path(), "kind": kind}
    return page(request, "group_meetings/form.html", context | NAV, status=422 if form.errors else 200)
