"""Who has been asked, and what becomes of the question."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kronobarn.assessments import actions, forms, policy, reads
from kronobarn.assessments.models import Source
from kronobarn.assessments.rules import Perspective, ToldHow
from kronobarn.assessments.views.common import asking_only, deciders_of, get_or_post, show, the_matter, words_of
from kronobarn.circles.doors import find_or_404
from kronobarn.concerns.models import Matter
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import attempt, carried_out, not_lost, posted
from kronobarn.ui.pages import page


@require_GET
def gathering(request: ActorRequest, matter_id: UUID) -> HttpResponse:
    """Who has been asked and how far they have come; for the one who is asked, the question."""
    matter = the_matter(request, matter_id)
    if matter.record.owner_id != request.actor.area_id:
        return _asked(request, matter)
    told = reads.around(reads.said(matter, request.actor), words_of(matter))
    asked = reads.asked(matter, request.actor, told)
    return show(
        request,
        "gathering",
        matter,
        asked=asked,
        not_asked=reads.not_asked(matter, request.actor, asked),
        may_ask=policy.may_ask(request.actor, matter),
        first_area=words_of(matter).areas[0].key,
        modules=words_of(matter).modules,
    )


def _asked(request: ActorRequest, matter: Matter) -> HttpResponse:
    """Only the question, one's own words and what was passed on to oneself."""
    side = reads.own_perspective(matter, request.actor)
    mine = reads.own_source(reads.asked(matter, request.actor), request.actor)
    spoken = {one.area_key for one in reads.said(matter, request.actor) if one.mine}
    may_finish = policy.may_mark_done(request.actor, mine.source, matter) if mine else None
    return show(
        request,
        "asked",
        matter,
        mine=mine,
        side=side.value,
        areas=[(area, area.key in spoken) for area in words_of(matter).areas],
        asks=reads.area_name(matter, request.actor),
        may_observe=policy.may_observe(request.actor, matter, side),
        may_finish=may_finish,
        may_give_back=bool(mine and mine.source.taken_at and policy.may_give_back(request.actor, mine.source)),
        handover=None if mine else reads.latest_handover(matter, request.actor),
    )


@get_or_post
def ask(request: ActorRequest, matter_id: UUID) -> HttpResponse:
    """Ask one more to tell."""
    matter = asking_only(request, matter_id)
    form = forms.AskForm(
        posted(request),
        people=reads.people_to_ask(matter, request.actor),
        deciders=deciders_of(matter),
        area_id=request.actor.area_id,
    )
    with not_lost(form):
        policy.may_ask(request.actor, matter).enforce(child_id=matter.child_id)
    if request.method == "GET":
        return show(request, "ask", matter, form=form)
    asked = attempt(form, lambda: _do_ask(request, matter, form))
    if asked is None:
        return show(request, "ask", matter, status=422, form=form)
    if asked.unit_id is not None:
        messages.success(request, _("Frågan är skickad. Den ligger bland enhetens frågor tills någon där tar den."))
    else:
        messages.success(request, _("Frågan är skickad. Den syns på hens Min dag."))
    return redirect("assessments:gathering", matter.pk)


def _do_ask(request: ActorRequest, matter: Matter, form: forms.AskForm) -> Source:
    who = reads.whom(form.cleaned_data["who"])
    return actions.ask_source(
        matter=matter,
        kind=who.kind,
        person=who.person,
        assignment=who.assignment,
        unit=who.unit,
        purpose=form.cleaned_data["purpose"],
        due_on=form.cleaned_data["due_on"],
        question=form.cleaned_data["question"],
        ground=forms.as_ground(form.cleaned_data["ground"]),
        necessity=form.cleaned_data["necessity"],
        oral=form.oral(),
        by=request.actor,
    )


@get_or_post
def more(request: ActorRequest, matter_id: UUID) -> HttpResponse:
    """What the analysis still needs to know: of whom, and until when."""
    matter = asking_only(request, matter_id)
    form = forms.MoreForm(
        posted(request),
        people=reads.people_to_ask(matter, request.actor),
        deciders=deciders_of(matter),
        area_id=request.actor.area_id,
    )
    with not_lost(form):
        policy.may_analyse(request.actor, matter).enforce(child_id=matter.child_id)
    if request.method == "GET":
        return show(request, "more", matter, form=form)
    if attempt(form, lambda: _do_need_more(request, matter, form)) is None:
        return show(request, "more", matter, status=422, form=form)
    messages.success(request, _("Frågan är skickad. Analysen ligger kvar och är inte bestämd."))
    return redirect("assessments:analysis", matter.pk)


def _do_need_more(request: ActorRequest, matter: Matter, form: forms.MoreForm) -> Source:
    return actions.need_more(
        matter=matter,
        whom=reads.whom(form.cleaned_data["who"]),
        question=form.cleaned_data["question"],
        due_on=form.cleaned_data["due_on"],
        ground=forms.as_ground(form.cleaned_data["ground"]),
        necessity=form.cleaned_data["necessity"],
        oral=form.oral(),
        by=request.actor,
    )


@require_GET
def box(request: ActorRequest) -> HttpResponse:
    """What the whole unit is asked. There is no child on this page: whoever takes a question sees whom it is about."""
    policy.may_have_a_box(request.actor).enforce()
    return page(request, "assessments/box.html", {"nav": "inbox", "waiting": reads.box(request.actor)})


@require_POST
def take(request: ActorRequest, source_id: UUID) -> HttpResponse:
    """Take a question that the whole unit was asked."""
    row = reads.in_the_box(source_id, request.actor)
    if row is None:
        # Taken by a colleague, or not there at all: whoever has no place around the child is not told which.
        raise Http404
    taken = actions.take_source(source=row, by=request.actor)
    messages.success(request, _("Frågan är din. Barnet finns nu bland dina barn."))
    return redirect("assessments:gathering", taken.record_id)


@require_POST
def give_back(request: ActorRequest, source_id: UUID) -> HttpResponse:
    """Leave to the unit again what one took."""
    row = find_or_404(Source.objects, source_id, by=request.actor)
    actions.give_back_source(source=row, by=request.actor)
    messages.success(request, _("Frågan ligger bland enhetens frågor igen. Din plats kring barnet är avslutad."))
    return redirect("assessments:box")


@require_POST
def remind(request: ActorRequest, source_id: UUID) -> HttpResponse:
    """Say again that the answer is waited for."""
    row = find_or_404(Source.objects, source_id, by=request.actor)
    actions.remind_source(source=row, by=request.actor)
    messages.success(
        request, _("Påmint. Det syns vid frågan, och enhetens funktionsbrevlåda får veta att något väntar.")
    )
    return redirect("assessments:source", row.pk)


@get_or_post
def source(request: ActorRequest, source_id: UUID) -> HttpResponse:
    """One who has been asked: what can be written down for them, and a no."""
    row = find_or_404(reads.SOURCES, source_id, by=request.actor)
    matter = the_matter(request, row.record_id)
    return _source_page(request, row, matter, forms.ToldForm())


def _source_page(request: ActorRequest, row: Source, matter: Matter, told: forms.ToldForm) -> HttpResponse:
    """The page of one who has been asked, after what has been sent to it."""
    declines = request.method == "POST" and not told.is_bound
    form = forms.FinishForm(
        request.POST if declines else None,
        must_say_why=row.kind == Perspective.PROFESSIONAL,
    )
    may_finish = policy.may_finish(request.actor, row, matter)
    if declines:
        with not_lost(form):
            may_finish.enforce(child_id=row.child_id)
    context: dict[str, Any] = {
        "one": reads.asked_one(row, matter, request.actor),
        "form": form,
        "told": told,
        "may_settle": policy.may_settle_for(request.actor, row, matter),
        "may_finish": may_finish,
        "may_remind": policy.may_remind(request.actor, row, matter),
        "may_mark_done": policy.may_mark_done(request.actor, row, matter),
        "first_area": words_of(matter).areas[0].key,
        "own": row.person_id == request.actor.person_id and row.assignment_id == request.actor.assignment_id,
    }
    if not declines:
        return show(request, "source", matter, status=422 if told.errors else 200, **context)
    if attempt(form, lambda: actions.decline_source(source=row, by=request.actor, **form.cleaned_data)) is None:
        return show(request, "source", matter, status=422, **context)
    messages.success(request, _("Det är antecknat. Den som frågade ser att svaret är nej."))
    return redirect("assessments:gathering", matter.pk)


@require_POST
def done(request: ActorRequest, source_id: UUID) -> HttpResponse:
    """No more to tell for now."""
    row = find_or_404(Source.objects, source_id, by=request.actor)
    actions.mark_source_done(source=row, by=request.actor)
    messages.success(request, _("Tack. Den som frågade ser att det är klart."))
    return redirect("assessments:gathering", row.record_id)


@require_POST
def told(request: ActorRequest, source_id: UUID) -> HttpResponse:
    """Somebody of the family has told one of the staff, and need not write."""
    row = find_or_404(reads.SOURCES, source_id, by=request.actor)
    matter = the_matter(request, row.record_id)
    form = forms.ToldForm(request.POST)
    done = carried_out(
        form,
        policy.may_settle_for(request.actor, row, matter),
        lambda: actions.mark_source_told(source=row, how=ToldHow(form.cleaned_data["told_how"]), by=request.actor),
        child_id=row.child_id,
    )
    if done is None:
        return _source_page(request, row, matter, form)
    messages.success(request, _("Antecknat. Ingen fråga väntar längre på hen."))
    return redirect("assessments:gathering", row.record_id)
