"""The analysis and the next step."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from kronobarn.assessments import actions, forms, policy, reads, rules
from kronobarn.assessments.models import Analysis
from kronobarn.assessments.rules import NextStep
from kronobarn.assessments.views.common import asking_only, deciders_of, get_or_post, show, ways, words_of
from kronobarn.circles import withholding
from kronobarn.concerns.models import Matter
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import attempt
from kronobarn.drafts.reads import typed


@get_or_post
def analysis(request: ActorRequest, matter_id: UUID) -> HttpResponse:
    """What works, what worries and what is missing beside the five questions."""
    matter = asking_only(request, matter_id)
    found = reads.analyses(matter, request.actor)
    under_way = next((one for one in found if one.decided_at is None), None)
    whole = reads.around(reads.said(matter, request.actor), words_of(matter))
    draft = rules.analysis_draft_key(matter.pk)
    begun = under_way or next(iter(found), None)
    form = forms.AnalysisForm(
        request.POST if request.method == "POST" else None,
        pack=words_of(matter),
        initial=forms.AnalysisForm.typed_before(begun) | typed(child_id=matter.child_id, form=draft, by=request.actor),
    )
    context: dict[str, Any] = {
        "form": form,
        "decided": [one for one in found if one.decided_at],
        "latest": begun,
        "questions": words_of(matter).questions,
        "called": ways(matter),
        "glance": reads.glance(whole, reads.asked(matter, request.actor)),
        "may_analyse": policy.may_analyse(request.actor, matter),
        "draft": draft,
        "handover": reads.latest_handover(matter, request.actor) if any(one.to_unit_id for one in found) else None,
    }
    context["kept"] = withholding.around(begun.record, request.actor) if begun else None
    if request.method == "GET":
        return show(request, "analysis", matter, **context)
    if attempt(form, lambda: _do_analyse(request, matter, form)) is None:
        return show(request, "analysis", matter, status=422, **context)
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
    matter = asking_only(request, matter_id)
    row = next((one for one in reads.analyses(matter, request.actor)), None)
    if row is None:
        return redirect("assessments:analysis", matter.pk)
    policy.may_decide(request.actor, row).enforce(child_id=matter.child_id)
    people = [group for group in reads.professionals(matter, request.actor) if group[0] != request.actor.unit_name]
    form = forms.DecideForm(
        request.POST if request.method == "POST" else None,
        ways=ways(matter),
        people=people,
        deciders=deciders_of(matter),
        area_id=request.actor.area_id,
    )
    if request.method == "GET":
        return show(request, "decide", matter, form=form, analysis=row)
    if "change" in request.POST or not form.is_valid():
        status = 200 if "change" in request.POST else 422
        return show(request, "decide", matter, status=status, form=form, analysis=row)
    if "confirm" not in request.POST:
        return show(request, "check", matter, form=form, analysis=row, receiver=form.receiver(people))
    if attempt(form, lambda: _do_decide(request, row, form)) is None:
        return show(request, "decide", matter, status=422, form=form, analysis=row)
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
