"""The pages of the wheel with the child: the adult's before and after, and the child's own screen in between."""

from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kronobarn.accounts.actions import carry_over
from kronobarn.assessments.reads import MATTERS
from kronobarn.circles.doors import find_or_404, open_or_404
from kronobarn.circles.reads import header
from kronobarn.concerns.models import Matter
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import attempt, posted
from kronobarn.practice import pack
from kronobarn.ui import documents
from kronobarn.ui.language import spoken
from kronobarn.ui.pages import page
from kronobarn.wheel import actions, forms, lock, policy, reads
from kronobarn.wheel.beginning import read_together
from kronobarn.wheel.models import Answered, Sitting
from kronobarn.wheel.rules import WITH_FACES, WITH_THE_CHILD, ShownAs, State

get_or_post = require_http_methods(["GET", "POST"])
HOME = "#hjulet"
SHEET = Path(__file__).parent / "static" / "wheel" / "sheet.css"


def _matter(request: ActorRequest, matter_id: UUID) -> Matter:
    door = open_or_404 if request.method == "GET" else find_or_404
    matter: Matter = door(MATTERS, matter_id, by=request.actor)
    return matter


def _sitting(request: ActorRequest, sitting_id: UUID) -> Sitting:
    """A look is logged; a POST's action writes its own line."""
    through = open_or_404 if request.method == "GET" else find_or_404
    found: Sitting = through(Sitting.objects.select_related(*reads.WITH), sitting_id, by=request.actor)
    return found


# Before -------------------------------------------------------------------------------------------


@get_or_post
def start(request: ActorRequest, matter_id: UUID) -> HttpResponse:
    """What is settled before the screen is turned; or, for the child alone, how it wants to have it."""
    matter = _matter(request, matter_id)
    policy.may_start(request.actor, matter).enforce(child_id=matter.child_id)
    under_way = reads.open_one(matter, request.actor)
    if under_way is not None:
        return redirect("wheel:sitting", under_way.pk)
    words, alone = pack.of(matter.record.practice_version), request.actor.is_family
    offered, childs = reads.languages(words), reads.language_for(words, matter.child, request.actor)
    read_in = _one_of(request.GET.get("las"), offered, childs)
    band = reads.band_for(words, matter.child)
    form = forms.StartForm(
        posted(request),
        languages=offered,
        language=read_in,
        unreviewed=reads.unreviewed(words),
        bands=reads.bands(words),
        band=band,
        alone=alone,
    )
    if request.method == "POST":
        begun = attempt(form, lambda: _prepare(request, matter, form, band))
        if begun is not None:
            return begun
    context = {
        "matter": matter,
        "form": form,
        "alone": alone,
        "languages": offered,
        "read_in": read_in,
        "together": read_together(spoken() if alone else read_in, reads.here(matter, request.actor)),
        "before": reads.of_matter(matter, request.actor),
        "header": header(matter.child, request.actor),
        "nav": "children",
    }
    return page(request, "wheel/start.html", context, status=422 if form.errors else 200)


def _prepare(request: ActorRequest, matter: Matter, form: forms.StartForm, band: str) -> HttpResponse:
    given = {"band": band, **form.cleaned_data}
    given["shown_as"] = ShownAs(given["shown_as"])
    sitting = actions.prepare(matter=matter, by=request.actor, **given)
    if "later" in request.POST:
        messages.success(request, _("Sparat. Vänd skärmen när barnet är här."))
        return redirect("wheel:sitting", sitting.pk)
    return _turned(request, sitting)


@require_GET
def blank(request: ActorRequest, matter_id: UUID) -> HttpResponse:
    """The wheel on paper, for a child that wants to draw and write with a pen."""
    matter = _matter(request, matter_id)
    policy.may_start(request.actor, matter).enforce(child_id=matter.child_id)
    words = pack.of(matter.record.practice_version)
    language = _one_of(
        request.GET.get("sprak"), reads.languages(words), reads.language_for(words, matter.child, request.actor)
    )
    band = _one_of(request.GET.get("for"), reads.bands(words), reads.band_for(words, matter.child))
    answers = next(one.answers for one in words.age_bands if one.key == band)
    context = {"areas": reads.areas(words, language, band), "tiles": reads.scale(answers), "sitting": None}
    return _paper(request, language, reads.direction(words, language), context)


def _one_of(asked: str | None, offered: list[tuple[str, str]], otherwise: str) -> str:
    return asked if asked in {value for value, _label in offered} else otherwise


# The adult's page ---------------------------------------------------------------------------------


@require_GET
def sitting(request: ActorRequest, sitting_id: UUID) -> HttpResponse:
    """How it stands; and afterwards what was answered, and what the adult has to think of."""
    one = _sitting(request, sitting_id)
    return _after(request, one, forms.SettleForm())


def _after(request: ActorRequest, one: Sitting, form: forms.SettleForm) -> HttpResponse:
    actor = request.actor
    found = reads.replies(one, actor, full=True)
    context = {
        "sitting": one,
        "replies": found,
        "told": reads.told(one, found, actor),
        "audience": reads.audience(one, actor),
        "languages": dict(reads.languages(reads.pack_of(one))),
        "bands": dict(reads.bands(reads.pack_of(one))),
        "theirs": policy.is_theirs(actor, one),
        "may_go_on": policy.may_go_on(actor, one),
        "may_stop": policy.may_stop(actor, one),
        "may_settle": policy.may_settle(actor, one),
        "form": form,
        "header": header(one.child, actor),
        "nav": "children",
    }
    return page(request, "wheel/sitting.html", context, status=422 if form.errors else 200)


@require_POST
def turn(request: ActorRequest, sitting_id: UUID) -> HttpResponse:
    """The child gets the screen."""
    return _turned(request, _sitting(request, sitting_id))


def _turned(request: ActorRequest, one: Sitting) -> HttpResponse:
    actions.turn(sitting=one, by=request.actor)
    answer = redirect("wheel:child", one.pk)
    if not request.actor.is_family:
        before = request.session.session_key
        request.session.cycle_key()
        carry_over(old_key=before, new_key=request.session.session_key, by=request.actor)
        lock.enter(request, one.pk)
        # What the browser has kept of the adult's pages is not shown by its back button.
        answer["Clear-Site-Data"] = '"cache"'
    return answer


@require_POST
def take_back(request: ActorRequest, sitting_id: UUID) -> HttpResponse:
    """The screen was turned in a session that has ended, or on another machine."""
    one = _sitting(request, sitting_id)
    policy.may_stop(request.actor, one).enforce(child_id=one.child_id)
    actions.turn_back(sitting=one, by=request.actor)
    return redirect("wheel:sitting", one.pk)


@require_POST
def settle(request: ActorRequest, sitting_id: UUID) -> HttpResponse:
    """What the adult has decided afterwards."""
    one = _sitting(request, sitting_id)
    form = forms.SettleForm(request.POST)
    done = attempt(
        form,
        lambda: actions.settle(sitting=one, is_all=form.cleaned_data["is_all"] == "yes", by=request.actor),
    )
    if done is None:
        return _after(request, one, form)
    messages.success(request, _("Antecknat."))
    return redirect("assessments:gathering", one.matter_id)


@require_POST
def show_on(request: ActorRequest, sitting_id: UUID, answered_id: UUID) -> HttpResponse:
    """An answer that needed a thought is shown to the guardians whom the child chose."""
    one = _sitting(request, sitting_id)
    answered = find_or_404(Answered.objects.filter(record=one.pk), answered_id, by=request.actor)
    actions.show_on(answered=answered, by=request.actor)
    messages.success(request, _("Visat. Hen kan läsa svaret nu."))
    return redirect("wheel:sitting", one.pk)


@require_GET
def sheet(request: ActorRequest, sitting_id: UUID) -> HttpResponse:
    """The child's own sheet, to keep."""
    one = _sitting(request, sitting_id)
    words = reads.pack_of(one)
    actions.note_sheet(sitting=one, by=request.actor)
    with translation.override(one.language):
        context = {
            "sitting": one,
            "areas": reads.areas(words, one.language, one.band),
            "replies": {reply.area.key: reply for reply in reads.replies(one, request.actor, language=one.language)},
            "tiles": reads.scale(actions.answers_of(one)),
            "steps": reads.what_happens(one),
        }
    return _paper(request, one.language, reads.direction(words, one.language), context)


def _paper(request: HttpRequest, language: str, direction: str, context: dict[str, Any]) -> HttpResponse:
    """As PDF; where documents cannot be made, as a page to print."""
    with translation.override(language):
        whole = {"direction": direction, "replies": {}, "steps": [], **context}
        if not documents.available():
            return page(request, "wheel/paper_page.html", whole)
        return documents.answer(documents.pdf(documents.html("wheel/paper.html", whole), style=SHEET), "hjulet")


# The child's screen -------------------------------------------------------------------------------


def _locked(request: ActorRequest, one: Sitting) -> bool:
    """Whether the child's screen may be shown here: in a session that shows nothing else, or to the child itself."""
    if request.actor.is_family:
        return policy.is_theirs(request.actor, one)
    if lock.sitting_of(request) == str(one.pk):
        return True
    if one.turned_at is not None and policy.is_theirs(request.actor, one):
        # The session ended with the screen turned, and the same adult has signed in: it is still the child's.
        lock.enter(request, one.pk)
        return True
    return False


def _shown(request: ActorRequest, one: Sitting, template: str, *, status: int = 200, **more: Any) -> HttpResponse:
    words = reads.pack_of(one)
    with translation.override(one.language):
        context = {
            "sitting": one,
            "direction": reads.direction(words, one.language),
            "alone": request.actor.is_family,
            **{name: value() if callable(value) else value for name, value in more.items()},
        }
        return page(request, f"wheel/{template}.html", context, status=status)


@require_GET
def child(request: ActorRequest, sitting_id: UUID) -> HttpResponse:
    """The wheel with its eight areas, all on one page so that a lost connection takes nothing away."""
    one = _sitting(request, sitting_id)
    if not _locked(request, one):
        return redirect("wheel:sitting", one.pk)
    if one.state == State.REVIEW:
        return redirect("wheel:show", one.pk)
    if one.state != State.UNDER_WAY:
        return redirect("wheel:thanks", one.pk)
    return _wheel(request, one)


def _wheel(request: ActorRequest, one: Sitting, *, wrong: str = "", status: int = 200) -> HttpResponse:
    replies = reads.replies(one, request.actor, language=one.language)
    return _shown(
        request,
        one,
        "child",
        status=status,
        areas=reads.areas(reads.pack_of(one), one.language, one.band),
        replies={reply.area.key: reply for reply in replies},
        tiles=lambda: reads.scale(actions.answers_of(one)),
        beside=reads.beside,
        wheel_paths=reads.slices(),
        wrong=wrong,
    )


@require_POST
def answer(request: ActorRequest, sitting_id: UUID, area_key: str) -> HttpResponse:
    """One answer, kept at once. The page's own script sends it quietly and only wants to know that it came."""
    one = _sitting(request, sitting_id)
    form = forms.AnswerForm(request.POST, request.FILES)
    kept = attempt(
        form,
        lambda: (actions.answer(sitting=one, area_key=area_key, said=form.said(), by=request.actor),),
    )
    if kept is None:
        return _wheel(request, one, wrong=area_key, status=422)
    if "quietly" in request.POST:
        return redirect("wheel:received", one.pk)
    return redirect(reverse("wheel:child", args=[one.pk]) + HOME)


@require_GET
def received(request: ActorRequest, sitting_id: UUID) -> HttpResponse:
    """An answer has come. There is nothing to show."""
    find_or_404(Sitting.objects, sitting_id, by=request.actor)
    return HttpResponse(status=204)


@require_POST
def go_through(request: ActorRequest, sitting_id: UUID) -> HttpResponse:
    """The child is done, and looks through the answers."""
    one = _sitting(request, sitting_id)
    actions.go_through(sitting=one, by=request.actor)
    return redirect("wheel:show", one.pk)


@require_POST
def go_back(request: ActorRequest, sitting_id: UUID) -> HttpResponse:
    """There was more to say."""
    one = _sitting(request, sitting_id)
    actions.go_back(sitting=one, by=request.actor)
    return redirect(reverse("wheel:child", args=[one.pk]) + HOME)


@get_or_post
def show(request: ActorRequest, sitting_id: UUID) -> HttpResponse:
    """Whom the child wants to show each answer to."""
    one = _sitting(request, sitting_id)
    if request.method == "GET" and (not _locked(request, one) or one.state != State.REVIEW):
        return redirect("wheel:child", one.pk)
    with translation.override(one.language):  # whom the child can choose stands in the child's language
        replies = reads.replies(one, request.actor, language=one.language)
        audience = reads.audience(one, request.actor)
        form = forms.ShowForm(
            posted(request),
            replies=[one for one in replies if one.tells],
            audience=audience,
        )
    if request.method == "POST":
        done = attempt(form, lambda: actions.show(sitting=one, wishes=form.wishes(), by=request.actor))
        if done is not None:
            return redirect("wheel:thanks", one.pk)
    return _shown(
        request,
        one,
        "show",
        status=422 if form.errors else 200,
        replies=replies,
        faces=actions.answers_of(one) in WITH_FACES,
        audience=audience,
        form=form,
    )


@require_POST
def stop(request: ActorRequest, sitting_id: UUID) -> HttpResponse:
    """No more today."""
    one = _sitting(request, sitting_id)
    actions.stop(sitting=one, by=request.actor)
    if request.actor.is_family or lock.sitting_of(request):
        return redirect("wheel:thanks", one.pk)
    messages.success(request, _("Avslutat. Det barnet svarade finns kvar."))
    return redirect("wheel:sitting", one.pk)


@require_GET
def thanks(request: ActorRequest, sitting_id: UUID) -> HttpResponse:
    """What happens now, in three pictures."""
    one = _sitting(request, sitting_id)
    if not _locked(request, one) or one.state in WITH_THE_CHILD:
        return redirect("wheel:child" if one.state in WITH_THE_CHILD else "wheel:sitting", one.pk)
    return _shown(request, one, "thanks", steps=lambda: reads.what_happens(one))


@get_or_post
def leave(request: ActorRequest, sitting_id: UUID) -> HttpResponse:
    """The adult takes the screen back, with a code."""
    one = _sitting(request, sitting_id)
    if request.actor.is_family or lock.sitting_of(request) != str(one.pk):
        return redirect("wheel:sitting", one.pk)
    form = forms.LeaveForm(posted(request), request=request)
    if request.method == "POST":
        taken = attempt(form, lambda: actions.turn_back(sitting=one, by=request.actor))
        if taken is not None:
            lock.leave(request)
            return redirect("wheel:sitting", one.pk)
    return page(request, "wheel/leave.html", {"sitting": one, "form": form}, status=422 if form.errors else 200)
