"""The notes of a meeting: written by one, followed by the others, and closed."""

from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from kronobarn.accounts.tokens import person_of_form
from kronobarn.circles.doors import find_or_404, log_look, open_or_404, renew_or_404
from kronobarn.circles.reads import header
from kronobarn.core import clock
from kronobarn.core.actor import ActorRequest
from kronobarn.core.decisions import ALLOWED, Decision
from kronobarn.core.forms import attempt, stands
from kronobarn.core.merging import Merged, fingerprints, remembered, told
from kronobarn.drafts import actions as drafts
from kronobarn.drafts.reads import HalfWritten
from kronobarn.meetings import actions, policy
from kronobarn.meetings.models import Meeting
from kronobarn.meetings.notes import actions as notes
from kronobarn.meetings.notes import pages
from kronobarn.meetings.notes.forms import DecisionForms, NotesForm, decided, every_field
from kronobarn.meetings.notes.merging import MOST_DECISIONS, as_form, as_rows, typed_in
from kronobarn.meetings.notes.pages import Sheet
from kronobarn.meetings.pages import childs_words, to_show, wishes
from kronobarn.meetings.rules import State
from kronobarn.ui.dates import clock as time_of_day
from kronobarn.ui.pages import is_htmx, page


@require_http_methods(["GET", "POST"])
def hold(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """Keep the notes, alone or shown to the others; and close the meeting."""
    posted = request.method == "POST"
    found: Meeting = (find_or_404 if posted else open_or_404)(to_show(), record_id, by=request.actor)
    holds = policy.may_hold(request.actor, found)
    sheet = pages.sheet(found, request.actor)
    if not posted:
        draft = pages.half_written(request, found)
        return _write(request, sheet, pages.begun(sheet, draft), draft)
    if "forget" in request.POST:
        return _forget(request, found)
    closes = not {"save", "more"} & set(request.POST)
    allowed = holds if closes else pages.may_write(sheet, request.actor, holds)
    if not allowed and allowed.for_now:
        return _too_late(request, sheet, allowed)
    allowed.enforce(child_id=found.child_id)
    if "more" in request.POST:
        _kept(request, sheet)
        return _write(request, sheet, pages.so_far(sheet, dict(request.POST.lists())))
    return _save(request, sheet) if "save" in request.POST else _close(request, sheet)


def _forget(request: ActorRequest, found: Meeting) -> HttpResponse:
    """One's own words that came in no notes, and that one has read: they go."""
    drafts.put_away(child_id=found.child_id, form=actions.notes_of(found.pk), by=request.actor)
    messages.success(request, _("Texten är borttagen."))
    return redirect("meetings:meeting", found.pk)


def _too_late(request: ActorRequest, sheet: Sheet, why: Decision) -> HttpResponse:
    """Somebody else has closed the meeting or called it off meanwhile: what was typed stands here, to be taken along."""
    form = NotesForm(request.POST, people=sheet.people, agenda=sheet.agenda)
    stands(form, why)
    rows = DecisionForms(request.POST, form_kwargs={"people": sheet.people})
    nothing = Merged({}, {}, frozenset())
    return _page(request, sheet, nothing, form, rows, status=422, too_late=True)


def _save(request: ActorRequest, sheet: Sheet) -> HttpResponse:
    """Without script, or by one's own hand: the same as when the page saves itself."""
    kept, outcome = _keep(request, sheet)
    if kept:
        drafts.put_away(child_id=sheet.meeting.child_id, form=actions.notes_of(sheet.meeting.pk), by=request.actor)
    else:
        messages.warning(request, _("Det är för mycket text för ett utkast. Korta den, eller avsluta mötet."))
        return _write(request, sheet, pages.so_far(sheet, dict(request.POST.lists())), status=422)
    if outcome is None:
        messages.success(request, _("Sparat. Bara du ser det tills du visar det eller avslutar mötet."))
    elif outcome.theirs:
        return _write(request, sheet, outcome, status=422)
    else:
        messages.success(request, _("Sparat. De som är kallade ser det nu."))
    return redirect("meetings:hold", sheet.meeting.pk)


def _keep(request: ActorRequest, sheet: Sheet) -> tuple[drafts.Saved | None, Merged | None]:
    """Keep what is typed for oneself, unless it is too much, and show it when that is asked for."""
    kept = _kept(request, sheet)
    if kept is None or "show" not in request.POST:
        return kept, None
    return kept, notes.show(
        meeting=sheet.meeting,
        typed=typed_in(dict(request.POST.lists()), len(sheet.agenda)),
        opened_with=remembered(request.POST.get("opened_with", "")),
        page=request.POST.get("page", ""),
        by=request.actor,
        by_itself="save" not in request.POST,
    )


def _kept(request: ActorRequest, sheet: Sheet) -> drafts.Saved | None:
    key = actions.notes_of(sheet.meeting.pk)
    return drafts.keep(child_id=sheet.meeting.child_id, form=key, typed=request.POST, by=request.actor)


@require_POST
def keep(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """What the page sends two seconds after a pause. The answer is the little line under the form."""
    found: Meeting = find_or_404(to_show(), record_id, by=request.actor)
    sheet = pages.sheet(found, request.actor)
    holds = policy.may_hold(request.actor, found)
    pages.may_write(sheet, request.actor, holds).enforce(child_id=found.child_id)
    if person_of_form(request.POST.get("as", "")) != request.actor.person_id:
        raise BadRequest  # somebody else has signed in here since the page was opened
    fields = dict(request.POST.lists())
    kept, outcome = _keep(request, sheet)
    if not kept:
        return HttpResponse(status=413)
    context: dict[str, Any] = {"at": time_of_day(clock.now()), "outcome": outcome, "elsewhere": kept.elsewhere}
    if outcome is not None and not outcome.theirs:
        typed = typed_in(fields, len(sheet.agenda))
        context["opened_with"] = told(outcome, remembered(request.POST.get("opened_with", "")), typed)
    return page(request, "meetings/kept.html", context)


def _close(request: ActorRequest, sheet: Sheet) -> HttpResponse:
    """Nothing is closed over words that whoever closes has not seen: what others show, and what they wrote in another window."""
    outcome = pages.so_far(sheet, dict(request.POST.lists()))
    form = NotesForm(request.POST, people=sheet.people, agenda=sheet.agenda)
    unseen = pages.half_written(request, sheet.meeting).unseen(every_field(form, sheet.people))
    if outcome.theirs or outcome.news or unseen:
        return _write(request, sheet, outcome, status=422)
    rows = DecisionForms(request.POST, form_kwargs={"people": sheet.people})
    if rows.is_valid() and attempt(form, partial(_hold, request, sheet, form, rows)) is not None:
        messages.success(request, _("Mötet är avslutat. Alla som kallades får veta att de kan läsa det."))
        return redirect("meetings:meeting", sheet.meeting.pk)
    return _page(request, sheet, outcome, form, rows, status=422)


def _hold(request: ActorRequest, sheet: Sheet, form: NotesForm, rows: Any) -> Meeting:
    return actions.hold(
        meeting=sheet.meeting, decisions=decided(rows), by=request.actor, seen=sheet.revision, **form.said()
    )


def _write(
    request: ActorRequest, sheet: Sheet, outcome: Merged, draft: HalfWritten | None = None, status: int = 200
) -> HttpResponse:
    """The form with what has been merged so far, and room for three decisions more."""
    form = NotesForm(initial=as_form(outcome.words), people=sheet.people, agenda=sheet.agenda)
    begun = as_rows(outcome.words)
    rows = DecisionForms(initial=begun, form_kwargs={"people": sheet.people})
    asked = request.POST.get("form-TOTAL_FORMS", "")
    before = int(asked) if asked.isdecimal() and len(asked) < 4 else len(begun) + 3
    rows.extra = min(MOST_DECISIONS, before + 3 * ("more" in request.POST)) - len(begun)
    return _page(request, sheet, outcome, form, rows, draft, status=status)


def _page(
    request: ActorRequest,
    sheet: Sheet,
    outcome: Merged,
    form: NotesForm,
    rows: Any,
    draft: HalfWritten | None = None,
    status: int = 200,
    too_late: bool = False,
) -> HttpResponse:
    found, holds = sheet.meeting, policy.may_hold(request.actor, sheet.meeting)
    labels = {name: str(field.label) for name, field in form.fields.items()}
    rows_said = {f"decision-{number}": _("Beslut %(number)d") % {"number": number + 1} for number in range(len(rows))}
    may_write = ALLOWED if too_late else pages.may_write(sheet, request.actor, holds)
    draft = draft or pages.half_written(request, found)
    draft.afresh = not may_write
    whole = every_field(form, sheet.people)
    context = {
        **_common(request, found),
        "form": form,
        "rows": rows,
        "draft": None if too_late else draft,
        "every_field": whole,
        "unseen": bool(request.POST) and not too_late and bool(draft.unseen(whole)),
        "wrong": _wrong(form, rows),
        "wishes": wishes(found),
        "words": childs_words(found, request.actor),
        "may_write": may_write,
        "too_late": too_late,
        "may_hold": holds,
        "both": pages.both(sheet, outcome, {**labels, **rows_said}),
        "news": bool(outcome.news) and bool(request.POST),
        "is_own": outcome.is_own,
        "shows": "show" in request.POST if request.method == "POST" else bool(sheet.shown),
        "opened_with": fingerprints(sheet.words),
        "page_token": uuid4(),
    }
    return page(request, "meetings/hold.html", context, status=status)


def _wrong(form: NotesForm, rows: Any) -> Form | None:
    """The first part of what was sent that is to be put right."""
    return next((one for one in (form, *rows) if one.is_bound and one.errors), None)


@require_GET
def follow(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """What is shown of the notes, for those who are called. The page asks for it anew every five seconds."""
    again = is_htmx(request)
    found: Meeting = (renew_or_404 if again else find_or_404)(to_show(), record_id, by=request.actor)
    over = found.state != State.CALLED
    sheet = pages.sheet(found, request.actor)
    screen = pages.screen(sheet)
    if over or (again and not screen.renews):
        address = reverse("meetings:meeting", args=[found.pk])
        return HttpResponseClientRedirect(address) if again else redirect(address)
    context = {
        "meeting": found,
        "may_follow": policy.may_follow(request.actor, found, sheet.own),
        "screen": screen,
    }
    if not again:
        log_look(found, by=request.actor)
        context |= {**_common(request, found), "wishes": wishes(found), "words": childs_words(found, request.actor)}
    return page(request, "meetings/follow.html", context, part="live")


@require_POST
def read(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """Say that one has read what the meeting came to."""
    found: Meeting = find_or_404(to_show(), record_id, by=request.actor)
    actions.read(meeting=found, by=request.actor)
    messages.success(request, _("Tack. Det väntar inte längre på dig."))
    return redirect("meetings:meeting", found.pk)


def _common(request: ActorRequest, found: Meeting) -> dict[str, Any]:
    return {
        "nav": "children",
        "header": header(found.child, request.actor),
        "child": found.child,
        "meeting": found,
    }
