"""The analysis and the next step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect

from kronobarn.assessments import actions, beside, forms, policy, reads, rules
from kronobarn.assessments.models import Analysis
from kronobarn.assessments.rules import NextStep
from kronobarn.assessments.views.common import asking_only, deciders_of, get_or_post, show, ways, words_of
from kronobarn.circles import withholding
from kronobarn.concerns.models import Matter
from kronobarn.core.actor import Actor, ActorRequest
from kronobarn.core.forms import attempt, not_lost, posted
from kronobarn.drafts.reads import HalfWritten


@get_or_post
def analysis(request: ActorRequest, matter_id: UUID) -> HttpResponse:
    """What works, what worries and what is missing beside the five questions."""
    matter = asking_only(request, matter_id)
    found = reads.analyses(matter, request.actor)
    if request.method == "GET":
        return _page(request, matter, found, _begun(found, matter))
    writing = _sent(request, found)
    form = _form(request, matter, writing.words)
    if attempt(form, lambda: _do_analyse(request, matter, form, writing.seen)) is not None:
        return redirect("assessments:decide", matter.pk)
    found = reads.analyses(matter, request.actor)
    return _page(request, matter, found, _met(found, writing), form)


@dataclass(frozen=True)
class Writing:
    """What somebody is writing, and from what."""

    words: Mapping[str, str]
    base: Mapping[str, str]
    seen: int
    began: int
    """The revision that one began to write from; the draft keeps it."""
    beside: Sequence[tuple[str, str, str]] = ()
    """What both have changed: the field, the other's words and one's own."""
    theirs: Analysis | None = None
    """What somebody else has saved since."""


def _under_way(found: Sequence[Analysis]) -> Analysis | None:
    return next((one for one in found if one.decided_at is None), None)


def _digests(words: Mapping[str, str]) -> dict[str, str]:
    return {name: rules.digest(text) for name, text in words.items()}


def _begun(found: Sequence[Analysis], matter: Matter) -> Writing:
    """What stands now; what was decided before is begun from."""
    under_way = _under_way(found)
    written = next((one for one in found if one.saved_at is not None), None)
    empty = dict.fromkeys(forms.AnalysisForm.names(words_of(matter)), "")
    words = {**empty, **forms.AnalysisForm.typed_before(written)}
    seen = under_way.revision if under_way else 0
    return Writing(words, _digests(words), seen, seen)


def _sent(request: ActorRequest, found: Sequence[Analysis]) -> Writing:
    """What was sent. Where both versions were shown, with what was chosen of them."""
    post = request.POST
    seen = _number(post.get("seen"), 0)
    under_way = _under_way(found)
    words = {name: text for name, text in post.items() if isinstance(text, str)}
    if under_way is not None and under_way.revision == seen:
        for name, theirs in forms.AnalysisForm.typed_before(under_way).items():
            pick = post.get(f"pick-{name}")
            if pick == "theirs":
                words[name] = theirs
            elif pick == "both":
                words[name] = f"{theirs}\n\n{words.get(name, '')}"
    return Writing(words, _base(words), seen, _number(post.get("revision"), seen))


def _number(typed_in: str | None, otherwise: int) -> int:
    return int(typed_in) if typed_in and typed_in.isdecimal() else otherwise


def _base(words: Mapping[str, str]) -> dict[str, str]:
    return {name[5:]: text for name, text in words.items() if name.startswith("base-")}


def _met(found: Sequence[Analysis], writing: Writing) -> Writing:
    """One's own words together with what somebody else has saved since one began."""
    under_way = _under_way(found)
    if under_way is None or under_way.revision == writing.seen:
        return writing
    theirs = forms.AnalysisForm.typed_before(under_way)
    kept, both = rules.meet(writing.base, theirs, writing.words)
    base = _digests(theirs) | {name: writing.base.get(name, "") for name in both}
    beside = [(name, theirs[name], kept[name]) for name in kept if name in both]
    return Writing(
        {**writing.words, **kept},
        base,
        under_way.revision,
        writing.began if both else under_way.revision,
        beside,
        under_way,
    )


def _drafted(draft: HalfWritten, found: Sequence[Analysis], begun: Writing) -> Writing:
    """What was typed and not sent, if anything was; it may have been begun before somebody else saved."""
    words = {name: text for name, text in draft.words.items() if isinstance(text, str)}
    if not words:
        return begun
    seen = _number(words.get("revision"), begun.seen)
    return _met(found, Writing({**begun.words, **words}, _base(words), seen, seen))


def _form(request: ActorRequest, matter: Matter, words: Mapping[str, str]) -> forms.AnalysisForm:
    sent = request.method == "POST"
    return forms.AnalysisForm(words if sent else None, pack=words_of(matter), initial=None if sent else words)


def _page(
    request: ActorRequest,
    matter: Matter,
    found: Sequence[Analysis],
    writing: Writing,
    sent: forms.AnalysisForm | None = None,
) -> HttpResponse:
    draft = HalfWritten(request, child_id=matter.child_id, form=rules.analysis_draft_key(matter.pk))
    if sent is None:
        writing = _drafted(draft, found, writing)
    whole = reads.around(reads.said(matter, request.actor), words_of(matter))
    asked = reads.asked(matter, request.actor)
    latest = _under_way(found) or next(iter(found), None)
    form = _form(request, matter, writing.words)
    for problem in sent.non_field_errors() if sent else ():
        form.add_error(None, problem)
    context: dict[str, Any] = {
        "form": form,
        "writing": writing,
        "beside": {name: (theirs, yours) for name, theirs, yours in writing.beside},
        "decided": [one for one in found if one.decided_at],
        "latest": latest,
        "lacks": [one for one in asked if one.source.analysis_id and latest and one.source.analysis_id == latest.pk],
        "questions": words_of(matter).questions,
        "called": ways(matter),
        "glance": reads.glance(whole, asked),
        "modules": beside.told(matter, request.actor),
        "may_analyse": policy.may_analyse(request.actor, matter),
        "draft": draft,
        "handover": reads.latest_handover(matter, request.actor) if any(one.to_unit_id for one in found) else None,
        "kept": _kept(latest, request.actor) if latest else None,
    }
    return show(request, "analysis", matter, status=422 if sent else 200, **context)


def _kept(latest: Analysis, actor: Actor) -> withholding.Around | None:
    return withholding.around(latest.record, actor, is_marked=getattr(latest, "is_marked", True))


def _do_analyse(request: ActorRequest, matter: Matter, form: forms.AnalysisForm, seen: int) -> Analysis:
    return actions.analyse(matter=matter, answers=form.answers(), seen=seen, by=request.actor, **form.words())


@get_or_post
def decide(request: ActorRequest, matter_id: UUID) -> HttpResponse:
    """Choose the next step, check it, and only then decide."""
    matter = asking_only(request, matter_id)
    row = next((one for one in reads.analyses(matter, request.actor)), None)
    if row is None:
        return redirect("assessments:analysis", matter.pk)
    decision = words_of(matter).decision
    meanings = [decision.own_service, decision.other_service, decision.together]
    waiting = [
        one for one in reads.asked(matter, request.actor) if one.source.analysis_id == row.pk and not one.finished
    ]
    people = [group for group in reads.professionals(matter, request.actor) if group[0] != request.actor.unit_name]
    form = forms.DecideForm(
        posted(request),
        ways=ways(matter),
        people=people,
        deciders=deciders_of(matter),
        area_id=request.actor.area_id,
    )
    with not_lost(form):
        policy.may_decide(request.actor, row).enforce(child_id=matter.child_id)
    if request.method == "GET":
        return show(request, "decide", matter, meanings=meanings, form=form, analysis=row, waiting=waiting)
    if "change" in request.POST or not form.is_valid():
        status = 200 if "change" in request.POST else 422
        return show(
            request, "decide", matter, meanings=meanings, status=status, form=form, analysis=row, waiting=waiting
        )
    if "confirm" not in request.POST:
        return show(request, "check", matter, form=form, analysis=row, receiver=form.receiver(people), waiting=waiting)
    if attempt(form, lambda: _do_decide(request, row, form)) is None:
        return show(request, "decide", matter, meanings=meanings, status=422, form=form, analysis=row, waiting=waiting)
    return redirect("assessments:analysis", matter.pk)


def _do_decide(request: ActorRequest, row: Analysis, form: forms.DecideForm) -> Analysis:
    typed_in = form.cleaned_data
    other = typed_in["decision"] == NextStep.OTHER_SERVICE
    return actions.decide(
        analysis=row,
        decision=NextStep(typed_in["decision"]),
        reason=typed_in["reason"],
        seen=_number(request.POST.get("seen"), row.revision),
        to_assignment=reads.whom(typed_in["to_assignment"]).assignment if other else None,
        ground=forms.as_ground(typed_in["ground"]),
        necessity=typed_in["necessity"],
        oral=form.oral() if other else None,
        by=request.actor,
    )
