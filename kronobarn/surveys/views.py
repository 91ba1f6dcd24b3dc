"""Surveys, for those who ask and those who read what came of it."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kronobarn.core import clock, tables
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import posted
from kronobarn.programme.form_page import NAV, Words, form_page
from kronobarn.surveys import actions, files, policy, reads
from kronobarn.surveys.forms import MoveForm, QuestionForm, RoundForm, SurveyForm, TranslationForm
from kronobarn.surveys.models import Question, Round, Survey
from kronobarn.surveys.rules import LANGUAGES
from kronobarn.ui.language import NAMES
from kronobarn.ui.pages import page

get_or_post = require_http_methods(["GET", "POST"])
SAVED: Final = "surveys:survey"


@require_GET
def surveys(request: ActorRequest) -> HttpResponse:
    """All surveys."""
    policy.may_read(request.actor).enforce()
    context = {"surveys": reads.surveys(request.actor), "may": bool(policy.may_lead(request.actor))}
    return page(request, "surveys/surveys.html", context | NAV)


@require_GET
def survey(request: ActorRequest, survey_id: UUID) -> HttpResponse:
    """What one asks, when it has been asked, and what was answered, round beside round."""
    found = _survey(request, survey_id)
    questions, rounds = reads.asked(found), list(found.rounds.all())
    lacking = actions.lacking(found, questions)
    context = {
        "survey": found,
        "questions": questions,
        "rounds": rounds,
        "states": reads.STATES,
        "result": reads.result(request.actor, found),
        "languages": [(one, NAMES[one], one in lacking) for one in LANGUAGES] if found.for_families else [],
        "leads": bool(policy.may_lead(request.actor)),
        "may_change": policy.may_change(request.actor, found, asked=bool(rounds)),
        "may_open": policy.may_open(request.actor, found, questions=len(questions), lacking=lacking),
    }
    return page(request, "surveys/survey.html", context | NAV)


@require_GET
def file(request: ActorRequest, survey_id: UUID) -> HttpResponse:
    """What was answered in the rounds that the reader may read, to take along."""
    found = _survey(request, survey_id)
    result = reads.result(request.actor, found)
    if not result.rounds:
        raise Http404
    actions.take(survey=found, by=request.actor)
    return tables.file(files.rows(result), f"enkat-{clock.today().isoformat()}")


@get_or_post
def write(request: ActorRequest) -> HttpResponse:
    """A new survey."""
    policy.may_lead(request.actor).enforce()
    form = SurveyForm(posted(request))
    words = Words(_("Skriv en enkät"), _("Spara"), _("Enkäten är sparad. Lägg till frågor."))

    def call() -> object:
        return actions.write(**form.cleaned_data, by=request.actor)

    return form_page(request, form, words, call, crumbs=_crumbs(), onward=_onward)


@get_or_post
def change(request: ActorRequest, survey_id: UUID) -> HttpResponse:
    """Other words, before it has been asked."""
    found = _changed(request, survey_id)
    before = {name: getattr(found, name) for name in SurveyForm.base_fields}
    form = SurveyForm(posted(request), initial=before)
    words = Words(_("Ändra enkäten"), _("Spara"), _("Det är sparat."))

    def call() -> object:
        return actions.change(survey=found, **form.cleaned_data, by=request.actor)

    return form_page(request, form, words, call, crumbs=_crumbs(found))


@get_or_post
def add_question(request: ActorRequest, survey_id: UUID) -> HttpResponse:
    """One more thing to ask."""
    found = _changed(request, survey_id)
    form = QuestionForm(posted(request))
    words = Words(_("Lägg till en fråga"), _("Lägg till"), _("Frågan är tillagd."))

    def call() -> object:
        return actions.add_question(survey=found, **form.cleaned_data, by=request.actor)

    return form_page(request, form, words, call, crumbs=_crumbs(found))


@require_POST
def remove_question(request: ActorRequest, question_id: UUID) -> HttpResponse:
    """Not to be asked."""
    policy.may_lead(request.actor).enforce()
    found: Question | None = reads.question(request.actor, question_id)
    if found is None:
        raise Http404
    actions.remove_question(question=found, by=request.actor)
    messages.success(request, _("Frågan är borttagen."))
    return redirect(SAVED, found.survey_id)


@get_or_post
def translate(request: ActorRequest, survey_id: UUID, language: str) -> HttpResponse:
    """The same in another language."""
    found = _changed(request, survey_id)
    if language not in LANGUAGES or not found.for_families:
        raise Http404
    form = TranslationForm(
        posted(request), survey=found, questions=reads.asked(found), initial=found.words.get(language, {})
    )
    lead = _("Skriv varje text på språket. Låt någon som kan språket läsa den innan enkäten går ut.")
    words = Words(_("Enkäten på %s") % NAMES[language], _("Spara"), _("Det är sparat."), lead)

    def call() -> object:
        return actions.translate(survey=found, language=language, words=form.cleaned_data, by=request.actor)

    return form_page(request, form, words, call, crumbs=_crumbs(found))


@get_or_post
def open_round(request: ActorRequest, survey_id: UUID) -> HttpResponse:
    """Ask it."""
    found = _survey(request, survey_id)
    questions = reads.asked(found)
    lacking = actions.lacking(found, questions)
    policy.may_open(request.actor, found, questions=len(questions), lacking=lacking).enforce()
    form = RoundForm(posted(request))
    lead = _("Från nu står frågorna fast, så att omgångarna går att jämföra.")
    words = Words(
        _("Låt enkäten gå ut"), _("Låt den gå ut"), _("Enkäten har en länk. Lämna ut den till dem som frågas."), lead
    )

    def call() -> object:
        return actions.open_round(survey=found, **form.cleaned_data, by=request.actor)

    return form_page(request, form, words, call, crumbs=_crumbs(found))


@require_GET
def one(request: ActorRequest, round_id: UUID) -> HttpResponse:
    """One round: its link, and what was answered when it is over."""
    found = _round(request, round_id)
    may_read = policy.may_read_result(request.actor, found)
    context: dict[str, Any] = {
        "one": found,
        "state": reads.STATES[found.state()],
        "link": request.build_absolute_uri(reverse("enkat:answer", args=[found.key])),
        "leads": bool(policy.may_lead(request.actor)),
        "may_read": may_read,
        "may_move": policy.may_move(request.actor, found),
        "may_publish": policy.may_publish(request.actor, found),
    }
    if may_read:
        context["result"] = reads.result(request.actor, found.survey, [found])
        context["words"] = reads.words(request.actor, found)
    return page(request, "surveys/round.html", context | NAV)


@get_or_post
def move(request: ActorRequest, round_id: UUID) -> HttpResponse:
    """Another last day."""
    found = _round(request, round_id)
    policy.may_move(request.actor, found).enforce()
    form = MoveForm(posted(request), initial={"closes_on": found.closes_on})
    words = Words(_("Flytta sista dagen"), _("Spara"), _("Det är sparat."), found.title)

    def call() -> object:
        return actions.move(one=found, **form.cleaned_data, by=request.actor)

    here = (found.title, reverse("surveys:round", args=[found.pk]))
    return form_page(request, form, words, call, crumbs=[*_crumbs(found.survey), here])


@require_POST
def publish(request: ActorRequest, round_id: UUID) -> HttpResponse:
    """Let all read it."""
    found = _round(request, round_id)
    actions.publish(one=found, by=request.actor)
    messages.success(request, _("Resultatet är publicerat för alla som arbetar i länet."))
    return redirect("surveys:round", found.pk)


def _onward(made: object) -> str:
    return reverse(SAVED, args=[getattr(made, "pk", None)])


def _crumbs(found: Survey | None = None) -> list[tuple[str, str]]:
    start = [(_("Enkäter"), reverse("surveys:surveys"))]
    return [*start, (found.title, reverse(SAVED, args=[found.pk]))] if found else start


def _survey(request: ActorRequest, survey_id: UUID) -> Survey:
    policy.may_read(request.actor).enforce()
    found = reads.survey(request.actor, survey_id)
    if found is None:
        raise Http404
    return found


def _changed(request: ActorRequest, survey_id: UUID) -> Survey:
    found = _survey(request, survey_id)
    policy.may_change(request.actor, found, asked=bool(found.rounds.all())).enforce()
    return found


def _round(request: ActorRequest, round_id: UUID) -> Round:
    policy.may_read(request.actor).enforce()
    found = reads.round_of(request.actor, round_id)
    if found is None:
        raise Http404
    return found
