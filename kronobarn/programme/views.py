"""The bodies that carry the process, what they have been asked and what they have decided."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import attempt, posted
from kronobarn.programme import actions, policy, reads, start_page
from kronobarn.programme.form_page import NAV
from kronobarn.programme.forms import (
    AskForm,
    BodiesForm,
    BodyForm,
    ChangeBodyForm,
    CorrectionForm,
    DecisionForm,
    QuestionForm,
    WantedByForm,
    WithdrawForm,
)
from kronobarn.programme.models import Body, BodyDecision
from kronobarn.ui.pages import page, page_number


@require_GET
def overview(request: ActorRequest) -> HttpResponse:
    """Where the process stands: what is awaited, and the way to the rest."""
    policy.may_read(request.actor).enforce()
    asked, _more = reads.questions(request.actor)
    context = {
        "asked": asked,
        "cards": start_page.cards(request.actor),
        "may": _may(request),
    }
    return page(request, "programme/overview.html", context | NAV)


@require_GET
def bodies(request: ActorRequest) -> HttpResponse:
    """The bodies that carry the process."""
    policy.may_read(request.actor).enforce()
    context = {"bodies": reads.bodies(request.actor), "may": _may(request)}
    return page(request, "programme/bodies.html", context | NAV)


@require_http_methods(["GET", "POST"])
def add_body(request: ActorRequest) -> HttpResponse:
    """One more body."""
    policy.may_lead(request.actor).enforce()
    form = BodyForm(posted(request))
    if request.method == "POST":
        added = attempt(form, lambda: actions.add_body(**form.cleaned_data, by=request.actor))
        if added is not None:
            messages.success(request, _("Organet är med."))
            return redirect("programme:body", added.pk)
    return page(request, "programme/add_body.html", {"form": form} | NAV, status=422 if form.errors else 200)


@require_GET
def body(request: ActorRequest, body_id: UUID) -> HttpResponse:
    """One body: what it has decided, and what is awaited from it."""
    found = _body(request, body_id)
    context = {"body": found, "answers": reads.of_body(request.actor, found), "may": _may(request)}
    return page(request, "programme/body.html", context | NAV)


@require_http_methods(["GET", "POST"])
def change_body(request: ActorRequest, body_id: UUID) -> HttpResponse:
    """A body's name, and its last day."""
    found = _body(request, body_id)
    policy.may_lead(request.actor).enforce()
    before = {"name": found.name, "until": found.until}
    form = ChangeBodyForm(posted(request), initial=before)
    if request.method == "POST":
        done = attempt(form, lambda: actions.change_body(body=found, **form.cleaned_data, by=request.actor))
        if done is not None:
            messages.success(request, _("Det är sparat."))
            return redirect("programme:body", found.pk)
    context = {"form": form, "body": found}
    return page(request, "programme/change_body.html", context | NAV, status=422 if form.errors else 200)


@require_GET
def questions(request: ActorRequest) -> HttpResponse:
    """What has been asked, the latest first."""
    policy.may_read(request.actor).enforce()
    number = page_number(request)
    asked, more = reads.questions(request.actor, number=number)
    context = {"asked": asked, "more": more, "number": number, "may": _may(request)}
    return page(request, "programme/questions.html", context | NAV)


@require_http_methods(["GET", "POST"])
def ask(request: ActorRequest) -> HttpResponse:
    """A question to some bodies."""
    policy.may_lead(request.actor).enforce()
    offered = reads.standing_bodies(request.actor)
    form = AskForm(posted(request), bodies=offered)
    if request.method == "POST":
        asked = attempt(form, lambda: actions.ask(**form.cleaned_data, by=request.actor))
        if asked is not None:
            messages.success(request, _("Frågan är inskriven. Skriv in varje beslut när det är fattat."))
            return redirect("programme:question", asked.pk)
    context = {"form": form, "somebody": offered.exists()}
    return page(request, "programme/ask.html", context | NAV, status=422 if form.errors else 200)


@require_GET
def question(request: ActorRequest, question_id: UUID) -> HttpResponse:
    """One question: who has decided what, and who is still to decide."""
    found = _question(request, question_id)
    left = list(reads.not_asked(request.actor, found))
    context = {
        "asked": found,
        "may": _may(request),
        "may_change": policy.may_change_question(request.actor, found.question),
        "may_ask_more": policy.may_ask_more(request.actor, found.question, left),
    }
    return page(request, "programme/question.html", context | NAV)


@require_http_methods(["GET", "POST"])
def change_question(request: ActorRequest, question_id: UUID) -> HttpResponse:
    """What is asked; after the first answer only until when."""
    found = _question(request, question_id)
    policy.may_change_question(request.actor, found.question).enforce()
    shape = WantedByForm if found.is_answered else QuestionForm
    before = {name: getattr(found.question, name) for name in shape.base_fields}
    form = shape(posted(request), initial=before)
    if request.method == "POST":
        call: dict[str, Any] = {"question": found.question, "by": request.actor}
        if attempt(form, lambda: actions.change_question(**call, **form.cleaned_data)) is not None:
            messages.success(request, _("Det är sparat."))
            return redirect("programme:question", question_id)
    context = {"form": form, "asked": found}
    return page(request, "programme/change_question.html", context | NAV, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def ask_more(request: ActorRequest, question_id: UUID) -> HttpResponse:
    """Let the question go to more bodies."""
    found = _question(request, question_id)
    left = reads.not_asked(request.actor, found)
    policy.may_ask_more(request.actor, found.question, list(left)).enforce()
    form = BodiesForm(posted(request), bodies=left)
    if request.method == "POST" and form.is_valid():
        actions.ask_more(question=found.question, bodies=form.cleaned_data["bodies"], by=request.actor)
        messages.success(request, _("Frågan gäller nu fler organ."))
        return redirect("programme:question", question_id)
    context = {"form": form, "asked": found}
    return page(request, "programme/ask_more.html", context | NAV, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def withdraw(request: ActorRequest, question_id: UUID) -> HttpResponse:
    """Await nothing more."""
    found = _question(request, question_id)
    policy.may_change_question(request.actor, found.question).enforce()
    form = WithdrawForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.withdraw(question=found.question, because=form.cleaned_data["because"], by=request.actor)
        messages.success(request, _("Frågan är tillbakadragen."))
        return redirect("programme:question", question_id)
    context = {"form": form, "asked": found}
    return page(request, "programme/withdraw.html", context | NAV, status=422 if form.errors else 200)


@require_GET
def answer(request: ActorRequest, awaited_id: UUID) -> HttpResponse:
    """What one body has decided, with what has been corrected."""
    found = _answer(request, awaited_id)
    context = {"answer": found, "may_decide": policy.may_decide(request.actor, found.awaited), "may": _may(request)}
    return page(request, "programme/answer.html", context | NAV)


@require_http_methods(["GET", "POST"])
def decide(request: ActorRequest, awaited_id: UUID) -> HttpResponse:
    """Write down what a body has decided."""
    found = _answer(request, awaited_id)
    policy.may_decide(request.actor, found.awaited).enforce()
    form = DecisionForm(posted(request))
    if request.method == "POST":
        made = attempt(form, lambda: actions.decide(awaited=found.awaited, **form.cleaned_data, by=request.actor))
        if made is not None:
            messages.success(request, _("Beslutet är inskrivet."))
            return redirect("programme:question", found.question.pk)
    context = {"form": form, "answer": found}
    return page(request, "programme/decide.html", context | NAV, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def correct(request: ActorRequest, made_id: UUID) -> HttpResponse:
    """Put right what was written down wrongly."""
    policy.may_read(request.actor).enforce()
    related = ("awaited__question", "awaited__body__organisation")
    made = BodyDecision.objects.visible_to(request.actor).select_related(*related).filter(pk=made_id).first()
    if made is None:
        raise Http404
    policy.may_correct(request.actor, made).enforce()
    before = {name: getattr(made, name) for name in DecisionForm.base_fields}
    form = CorrectionForm(posted(request), initial=before)
    if request.method == "POST":
        right = attempt(form, lambda: actions.correct(made=made, **form.cleaned_data, by=request.actor))
        if right is not None:
            messages.success(request, _("Det är rättat. Det gamla står kvar, märkt som rättat."))
            return redirect("programme:answer", made.awaited_id)
    context = {"form": form, "made": made}
    return page(request, "programme/correct.html", context | NAV, status=422 if form.errors else 200)


def _may(request: ActorRequest) -> bool:
    """Whether the reader also writes: those who do not need no refusal on every page."""
    return bool(policy.may_lead(request.actor))


def _body(request: ActorRequest, body_id: UUID) -> Body:
    policy.may_read(request.actor).enforce()
    found: Body | None = (
        Body.objects.visible_to(request.actor).select_related("organisation").filter(pk=body_id).first()
    )
    if found is None:
        raise Http404
    return found


def _question(request: ActorRequest, question_id: UUID) -> reads.Asked:
    policy.may_read(request.actor).enforce()
    found = reads.question(request.actor, question_id)
    if found is None:
        raise Http404
    return found


def _answer(request: ActorRequest, awaited_id: UUID) -> reads.Answer:
    policy.may_read(request.actor).enforce()
    found = reads.answer(request.actor, awaited_id)
    if found is None:
        raise Http404
    return found
