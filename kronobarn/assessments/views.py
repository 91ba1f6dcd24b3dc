"""The pages of step two. Each translates HTTP to one read or one call."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kronobarn.assessments import actions, forms, policy, reads, rules
from kronobarn.assessments.models import PERSPECTIVES, Analysis, Handover, Observation, Source
from kronobarn.assessments.rules import NextStep, Perspective, ToldHow
from kronobarn.circles import withholding
from kronobarn.circles.doors import find_or_404, open_or_404
from kronobarn.circles.reads import header
from kronobarn.concerns.models import Matter
from kronobarn.consents.reads import deciders
from kronobarn.consents.rules import Decider
from kronobarn.core import clock
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import attempt
from kronobarn.drafts.reads import typed
from kronobarn.people.rules import age_on
from kronobarn.practice import pack
from kronobarn.practice.pack import Area, Pack
from kronobarn.ui.pages import page

get_or_post = require_http_methods(["GET", "POST"])


def _matter(request: ActorRequest, matter_id: UUID) -> Matter:
    """A look is logged; a POST's action writes its own line."""
    door = open_or_404 if request.method == "GET" else find_or_404
    matter: Matter = door(reads.MATTERS, matter_id, by=request.actor)
    return matter


def _pack(matter: Matter) -> Pack:
    """The version that the matter was opened under: it goes on with its own areas and questions."""
    return pack.of(matter.record.practice_version)


def _ways(matter: Matter) -> dict[str, str]:
    """The three ways on, in the words of the matter's version."""
    decision = _pack(matter).decision
    return {step.value: getattr(decision, step.value).label for step in NextStep}


def _asking(request: ActorRequest, matter_id: UUID) -> Matter:
    """The pages of the area that asks: for everyone else they are not there."""
    matter = _matter(request, matter_id)
    if matter.record.owner_id != request.actor.area_id:
        raise Http404
    return matter


def _show(request: ActorRequest, template: str, matter: Matter, status: int = 200, **context: Any) -> HttpResponse:
    around = {"nav": "children", "matter": matter, "header": header(matter.child, request.actor)}
    return page(request, f"assessments/{template}.html", {**around, **context}, status=status)


@require_GET
def gathering(request: ActorRequest, matter_id: UUID) -> HttpResponse:
    """Who has been asked and how far they have come; for the one who is asked, the question."""
    matter = _matter(request, matter_id)
    if matter.record.owner_id != request.actor.area_id:
        return _asked(request, matter)
    return _show(
        request,
        "gathering",
        matter,
        asked=reads.asked(matter, request.actor),
        may_ask=policy.may_ask(request.actor, matter),
        first_area=_pack(matter).areas[0].key,
    )


def _asked(request: ActorRequest, matter: Matter) -> HttpResponse:
    """Only the question, one's own words and what was passed on to oneself."""
    side = reads.own_perspective(matter, request.actor)
    mine = reads.own_source(reads.asked(matter, request.actor), request.actor)
    spoken = {one.area_key for one in reads.said(matter, request.actor) if one.mine}
    may_finish = policy.may_mark_done(request.actor, mine.source, matter) if mine else None
    return _show(
        request,
        "asked",
        matter,
        mine=mine,
        side=side.value,
        areas=[(area, area.key in spoken) for area in _pack(matter).areas],
        asks=reads.area_name(matter, request.actor),
        may_observe=policy.may_observe(request.actor, matter, side),
        may_finish=may_finish,
        handover=None if mine else reads.latest_handover(matter, request.actor),
    )


@get_or_post
def ask(request: ActorRequest, matter_id: UUID) -> HttpResponse:
    """Ask one more to tell."""
    matter = _asking(request, matter_id)
    policy.may_ask(request.actor, matter).enforce(child_id=matter.child_id)
    people = reads.people_to_ask(matter, request.actor)
    form = forms.AskForm(
        request.POST if request.method == "POST" else None,
        people=people,
        deciders=_deciders(matter),
        area_id=request.actor.area_id,
    )
    if request.method == "GET":
        return _show(request, "ask", matter, form=form)
    if attempt(form, lambda: _do_ask(request, matter, form)) is None:
        return _show(request, "ask", matter, status=422, form=form)
    messages.success(request, _("Frågan är skickad. Den syns på hens Min dag."))
    return redirect("assessments:gathering", matter.pk)


def _deciders(matter: Matter) -> tuple[Decider, ...]:
    return deciders(matter.child_id, clock.today(), child=matter.child)


def _do_ask(request: ActorRequest, matter: Matter, form: forms.AskForm) -> Source:
    who = reads.whom(form.cleaned_data["who"])
    return actions.ask_source(
        matter=matter,
        kind=who.kind,
        person=who.person,
        assignment=who.assignment,
        due_on=form.cleaned_data["due_on"],
        question=form.cleaned_data["question"],
        ground=forms.as_ground(form.cleaned_data["ground"]),
        necessity=form.cleaned_data["necessity"],
        oral=form.oral(),
        by=request.actor,
    )


@get_or_post
def source(request: ActorRequest, source_id: UUID) -> HttpResponse:
    """One who has been asked: what can be written down for them, and a no."""
    row = find_or_404(
        Source.objects.select_related("person", "assignment__unit", "asked_by", "finished_by"),
        source_id,
        by=request.actor,
    )
    matter = _matter(request, row.record_id)
    may_finish = policy.may_finish(request.actor, row, matter)
    if request.method == "POST":
        may_finish.enforce(child_id=row.child_id)
    return _source_page(request, row, matter, forms.ToldForm())


def _source_page(request: ActorRequest, row: Source, matter: Matter, told: forms.ToldForm) -> HttpResponse:
    """The page of one who has been asked, after what has been sent to it."""
    declines = request.method == "POST" and not told.is_bound
    form = forms.FinishForm(
        request.POST if declines else None,
        must_say_why=row.kind == Perspective.PROFESSIONAL,
    )
    context: dict[str, Any] = {
        "one": reads.asked_one(row, matter, request.actor),
        "form": form,
        "told": told,
        "may_settle": policy.may_settle_for(request.actor, row, matter),
        "may_finish": policy.may_finish(request.actor, row, matter),
        "may_mark_done": policy.may_mark_done(request.actor, row, matter),
        "first_area": _pack(matter).areas[0].key,
        "own": row.person_id == request.actor.person_id and row.assignment_id == request.actor.assignment_id,
    }
    if not declines:
        return _show(request, "source", matter, status=422 if told.errors else 200, **context)
    if attempt(form, lambda: actions.decline_source(source=row, by=request.actor, **form.cleaned_data)) is None:
        return _show(request, "source", matter, status=422, **context)
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
    row = find_or_404(
        Source.objects.select_related("person", "assignment__unit", "asked_by", "finished_by"),
        source_id,
        by=request.actor,
    )
    matter = _matter(request, row.record_id)
    policy.may_settle_for(request.actor, row, matter).enforce(child_id=row.child_id)
    form = forms.ToldForm(request.POST)
    done = attempt(
        form,
        lambda: actions.mark_source_told(source=row, how=ToldHow(form.cleaned_data["told_how"]), by=request.actor),
    )
    if done is None:
        return _source_page(request, row, matter, form)
    messages.success(request, _("Antecknat. Ingen fråga väntar längre på hen."))
    return redirect("assessments:gathering", row.record_id)


@require_GET
def wheel(request: ActorRequest, matter_id: UUID) -> HttpResponse:
    """The perspectives side by side, in words."""
    matter = _matter(request, matter_id)
    side = reads.own_perspective(matter, request.actor)
    whole = reads.around(reads.said(matter, request.actor), _pack(matter))
    sees_all = matter.record.owner_id == request.actor.area_id
    # Whoever does not see all is not told that the others have said nothing.
    sides = {one for one in Perspective if sees_all or one == side or reads.has_told(whole, one)}
    return _show(
        request,
        "wheel",
        matter,
        wheel=whole,
        rings=[ring for ring in reads.rings(whole) if ring[0] in sides],
        sides=sides,
        sees_all=sees_all,
        talk=[area for area in whole if area.talk],
        side=side.value,
        may_observe=policy.may_observe(request.actor, matter, side),
    )


@get_or_post
def tell(request: ActorRequest, matter_id: UUID, perspective: str, area_key: str) -> HttpResponse:
    """One area, one perspective: what works and what is hard."""
    side = _side(perspective)
    matter = _matter(request, matter_id)
    area = _area(matter, area_key)
    policy.may_observe(request.actor, matter, side).enforce(child_id=matter.child_id)
    reader = reads.own_perspective(matter, request.actor)
    here = [one for one in reads.said(matter, request.actor) if (one.perspective, one.area_key) == (side, area.key)]
    amended = _amended(request, here)
    draft = rules.draft_key(matter.pk, side, area.key)
    told_to_staff = reader == Perspective.PROFESSIONAL and side != reader
    asks = matter.record.owner_id == request.actor.area_id
    shares = not request.actor.is_family and not asks
    form = forms.TellForm(
        request.POST if request.method == "POST" else None,
        reader=reader,
        perspective=side,
        shares=shares,
        deciders=_deciders(matter) if shares else (),
        area_id=request.actor.area_id,
        to_area_id=matter.record.owner_id,
        guardians=reads.guardians(matter, request.actor) if told_to_staff and side == Perspective.GUARDIAN else (),
        settles=told_to_staff and asks,
        initial=reads.words_of(amended) if amended else typed(child_id=matter.child_id, form=draft, by=request.actor),
    )
    context: dict[str, Any] = {
        **_around_the_form(request, matter, side, area),
        "form": form,
        "already": here,
        "amended": amended,
        "draft": "" if amended else draft,
        "reader": reader.value,
    }
    if request.method == "GET":
        return _show(request, "tell", matter, **context)
    if attempt(form, lambda: _do_tell(request, matter, side, area, form, amended)) is None:
        return _show(request, "tell", matter, status=422, **context)
    messages.success(request, _("Sparat."))
    return redirect(context["forward"][1])


def _side(perspective: str) -> Perspective:
    try:
        return Perspective(perspective)
    except ValueError:
        raise Http404 from None


def _area(matter: Matter, area_key: str) -> Area:
    try:
        return _pack(matter).area(area_key)
    except KeyError:
        raise Http404 from None


def _amended(request: ActorRequest, here: list[reads.Said]) -> reads.Said | None:
    """The observation that is being put right, when the address names one that the reader may amend."""
    asked_for = request.GET.get("ratta")
    if asked_for is None:
        return None
    for one in here:
        if str(one.id) == asked_for and one.may_amend:
            return one
    raise Http404


def _around_the_form(request: ActorRequest, matter: Matter, side: Perspective, area: Area) -> dict[str, Any]:
    words_of = _pack(matter)
    areas = words_of.areas
    at = areas.index(area)
    band = words_of.band(age_on(clock.today(), born_on=matter.child.born_on))
    words = {
        Perspective.CHILD: (area.for_children, area.prompts_for_children[band.key]),
        Perspective.GUARDIAN: (area.for_guardians, area.prompts_for_guardians),
    }
    about, prompts = words.get(side, (area.for_professionals, area.prompts))
    back = reverse("assessments:gathering", args=[matter.pk])
    steps = [(one.label, reverse("assessments:tell", args=[matter.pk, side.value, one.key])) for one in areas]
    return {
        "area": area,
        "about": about,
        "prompts": prompts,
        "side": side.value,
        "side_words": PERSPECTIVES[side],
        "steps": steps,
        "at": at,
        "backward": steps[at - 1] if at else None,
        "forward": steps[at + 1] if at + 1 < len(steps) else (_("Till översikten"), back),
        "seen_by": reads.seen_by(matter, request.actor, side),
    }


def _do_tell(
    request: ActorRequest,
    matter: Matter,
    side: Perspective,
    area: Area,
    form: forms.TellForm,
    amended: reads.Said | None,
) -> Observation:
    words = dict(form.cleaned_data)
    share = words.pop("share", "")
    for name in ("oral_givers", "oral_kinds", "oral_until"):
        words.pop(name, None)
    how, whose = words.pop("told_how", ""), words.pop("told_by", forms.SOMEBODY_ELSE)
    return actions.observe(
        matter=matter,
        perspective=side,
        area_key=area.key,
        share_with_responsible=forms.as_ground(share),
        oral=form.oral(),
        amends=find_or_404(Observation.objects, amended.id, by=request.actor) if amended else None,
        told_by=None if whose == forms.SOMEBODY_ELSE else reads.person(whose),
        told_how=ToldHow(how) if how else None,
        by=request.actor,
        **words,
    )


@get_or_post
def analysis(request: ActorRequest, matter_id: UUID) -> HttpResponse:
    """What works, what worries and what is missing beside the five questions."""
    matter = _asking(request, matter_id)
    found = reads.analyses(matter, request.actor)
    under_way = next((one for one in found if one.decided_at is None), None)
    whole = reads.around(reads.said(matter, request.actor), _pack(matter))
    draft = rules.analysis_draft_key(matter.pk)
    begun = under_way or next(iter(found), None)
    form = forms.AnalysisForm(
        request.POST if request.method == "POST" else None,
        pack=_pack(matter),
        initial=forms.AnalysisForm.typed_before(begun) | typed(child_id=matter.child_id, form=draft, by=request.actor),
    )
    context: dict[str, Any] = {
        "form": form,
        "decided": [one for one in found if one.decided_at],
        "latest": begun,
        "questions": _pack(matter).questions,
        "called": _ways(matter),
        "glance": reads.glance(whole, reads.asked(matter, request.actor)),
        "may_analyse": policy.may_analyse(request.actor, matter),
        "draft": draft,
        "handover": reads.latest_handover(matter, request.actor) if any(one.to_unit_id for one in found) else None,
    }
    context["kept"] = withholding.around(begun.record, request.actor) if begun else None
    if request.method == "GET":
        return _show(request, "analysis", matter, **context)
    if attempt(form, lambda: _do_analyse(request, matter, form)) is None:
        return _show(request, "analysis", matter, status=422, **context)
    return redirect("assessments:decide", matter.pk)


def _do_analyse(request: ActorRequest, matter: Matter, form: forms.AnalysisForm) -> Analysis:
    return actions.analyse(
        matter=matter,
        answers=form.answers(),
        child_view=form.cleaned_data["child_view"],
        child_view_how=form.cleaned_data["child_view_how"],
        by=request.actor,
    )


@get_or_post
def decide(request: ActorRequest, matter_id: UUID) -> HttpResponse:
    """Choose the next step, check it, and only then decide."""
    matter = _asking(request, matter_id)
    row = next((one for one in reads.analyses(matter, request.actor)), None)
    if row is None:
        return redirect("assessments:analysis", matter.pk)
    policy.may_decide(request.actor, row).enforce(child_id=matter.child_id)
    people = [group for group in reads.professionals(matter, request.actor) if group[0] != request.actor.unit_name]
    form = forms.DecideForm(
        request.POST if request.method == "POST" else None,
        ways=_ways(matter),
        people=people,
        deciders=_deciders(matter),
        area_id=request.actor.area_id,
    )
    if request.method == "GET":
        return _show(request, "decide", matter, form=form, analysis=row)
    if "change" in request.POST or not form.is_valid():
        status = 200 if "change" in request.POST else 422
        return _show(request, "decide", matter, status=status, form=form, analysis=row)
    if "confirm" not in request.POST:
        return _show(request, "check", matter, form=form, analysis=row, receiver=form.receiver(people))
    if attempt(form, lambda: _do_decide(request, row, form)) is None:
        return _show(request, "decide", matter, status=422, form=form, analysis=row)
    return redirect("assessments:analysis", matter.pk)


def _do_decide(request: ActorRequest, row: Analysis, form: forms.DecideForm) -> Analysis:
    typed_in = form.cleaned_data
    other = typed_in["decision"] == NextStep.OTHER_SERVICE
    return actions.decide(
        analysis=row,
        decision=NextStep(typed_in["decision"]),
        reason=typed_in["reason"],
        to_assignment=reads.whom(typed_in["to_assignment"]).assignment if other else None,
        ground=forms.as_ground(typed_in["ground"]),
        necessity=typed_in["necessity"],
        oral=form.oral() if other else None,
        by=request.actor,
    )


@get_or_post
def handover(request: ActorRequest, matter_id: UUID) -> HttpResponse:
    """What is handed over and by whom, and the receiver's answer."""
    matter = _matter(request, matter_id)
    row = reads.latest_handover(matter, request.actor)
    if row is None:
        raise Http404
    may_answer = policy.may_answer(request.actor, row)
    if request.method == "POST":
        may_answer.enforce(child_id=row.child_id)
    form = forms.HandoverForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {
        "form": form,
        "handover": row,
        "analysis": row.record.analysis,
        "questions": _pack(matter).questions,
        "may_answer": may_answer,
        "asks": reads.area_name(matter, request.actor),
        "is_asking": matter.record.owner_id == request.actor.area_id,
        "may_withdraw": policy.may_withdraw(request.actor, row),
    }
    if request.method == "GET":
        return _show(request, "handover", matter, **context)
    if attempt(form, lambda: _do_answer(request, row, form)) is None:
        return _show(request, "handover", matter, status=422, **context)
    if "receive" in request.POST:
        return redirect("assessments:handover", matter.pk)
    messages.success(request, _("Ditt nej är skickat. Ärendet är tillbaka hos den som frågade."))
    return redirect("notices:my_day")


@require_POST
def withdraw_handover(request: ActorRequest, matter_id: UUID) -> HttpResponse:
    """Take back a question that nobody has answered."""
    matter = _asking(request, matter_id)
    row = reads.latest_handover(matter, request.actor)
    if row is None:
        raise Http404
    actions.withdraw_handover(handover=row, by=request.actor)
    messages.success(request, _("Frågan är tillbakatagen. De kan inte längre läsa analysen."))
    return redirect("assessments:analysis", matter.pk)


def _do_answer(request: ActorRequest, row: Handover, form: forms.HandoverForm) -> Handover:
    answer = form.cleaned_data["answer"]
    if "receive" in request.POST:
        return actions.receive_handover(handover=row, answer=answer, by=request.actor)
    return actions.decline_handover(handover=row, reason=answer, by=request.actor)
