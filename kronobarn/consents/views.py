"""The pages about consent: ask, answer, write down an answer, withdraw, record a ground in law."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kronobarn.circles.doors import find_child_or_404, find_or_404, open_child_or_404, open_or_404
from kronobarn.circles.models import Record
from kronobarn.circles.reads import header
from kronobarn.consents import actions, pages, policy, reads
from kronobarn.consents.forms import AlternativeForm, AnswerForm, AskForm, MaturityForm, RecordForm, WithdrawForm
from kronobarn.consents.models import Consent
from kronobarn.consents.rules import AGES, AsRole
from kronobarn.core import clock
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import attempt, carried_out, not_lost
from kronobarn.drafts.reads import HalfWritten
from kronobarn.papers import making
from kronobarn.practice import pack
from kronobarn.ui.pages import page

get_or_post = require_http_methods(["GET", "POST"])


@get_or_post
def ask(request: ActorRequest, matter_id: UUID) -> HttpResponse:
    """Put the question together, look it over, and send it."""
    if request.method == "GET":
        matter = open_or_404(reads.matters(), matter_id, by=request.actor)
        draft = HalfWritten(request, child_id=matter.child_id, form=actions.DRAFT)
        form = AskForm(actor=request.actor, version=matter.practice_version, initial=draft.words)
        return _ask_page(request, matter, form, draft)
    matter = find_or_404(reads.matters(), matter_id, by=request.actor)
    form = AskForm(request.POST, actor=request.actor, version=matter.practice_version)
    with not_lost(form):
        policy.may_ask(request.actor, matter.child_id).enforce(child_id=matter.child_id)
    step = request.POST.get("step")
    if step == "send":
        asked = attempt(form, lambda: actions.ask(matter_id=matter.pk, by=request.actor, **form.cleaned_data))
        if asked is not None:
            messages.success(request, _("Frågan är skickad till alla som bestämmer."))
            return redirect("consents:consent", asked[0].pk)
    valid = form.is_valid()
    if valid and step != "change":
        return _check_page(request, matter, form)
    draft = HalfWritten(request, child_id=matter.child_id, form=actions.DRAFT)
    return _ask_page(request, matter, form, draft, status=200 if valid else 422)


def _ask_page(request: ActorRequest, matter: Record, form: Form, draft: HalfWritten, status: int = 200) -> HttpResponse:
    return page(
        request,
        "consents/ask.html",
        {
            **_common(request, matter),
            "matter": matter,
            "form": form,
            "text": pack.of(matter.practice_version).consent_text(),
            "may_ask": policy.may_ask(request.actor, matter.child_id),
            "draft": draft,
        },
        status=status,
    )


def _check_page(request: ActorRequest, matter: Record, form: Form) -> HttpResponse:
    said = form.cleaned_data
    return page(
        request,
        "consents/check.html",
        {
            **_common(request, matter),
            "matter": matter,
            "said": said,
            "services": [name for _pk, name in pages.area_choices(said["services"], matter.child, request.actor)],
            "kinds": pages.kind_names(said["kinds"], matter.practice_version),
            "deciders": reads.deciders(matter.child_id, clock.today()),
            "text": pack.of(matter.practice_version).consent_text(),
        },
    )


@get_or_post
def consent(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """The question: for the one who answers, and for the service that asked."""
    if request.method == "GET":
        try:
            found = open_or_404(reads.to_answer(), record_id, by=request.actor)
        except Http404:  # a record about consent that is nobody's answer is read elsewhere
            if (aside := reads.aside(record_id, by=request.actor)) is None:
                raise
            return redirect(*aside)
        areas = dict(pages.area_choices(found.asked_services, found.child, request.actor))
        initial = {"text_language": _chosen_text(request, found).key}
        return _consent_page(request, found, areas, AnswerForm(consent=found, areas=areas, initial=initial))
    found = find_or_404(reads.to_answer(), record_id, by=request.actor)
    areas = dict(pages.area_choices(found.asked_services, found.child, request.actor))
    form = AnswerForm(request.POST, consent=found, areas=areas)
    done = carried_out(
        form,
        policy.may_answer(request.actor, found),
        lambda: actions.answer(consent=found, by=request.actor, **form.cleaned_data),
        child_id=found.child_id,
    )
    if done is None:
        return _consent_page(request, found, areas, form, status=422)
    messages.success(request, _("Ditt svar är sparat. Du kan ändra dig när du vill."))
    return redirect("consents:consent", found.pk)


def _chosen_text(request: ActorRequest, found: Consent) -> pack.InformationText:
    """In the language that the giver chooses; before that, in the one they are written down with."""
    spoken = found.giver.language if found.giver else ""
    return pack.of(found.text_version).consent_text(request.GET.get("sprak", spoken))


def _consent_page(
    request: ActorRequest, found: Consent, areas: dict[int, str], form: Form, status: int = 200
) -> HttpResponse:
    template = "consents/own.html" if request.actor.is_family else "consents/question.html"
    return page(
        request,
        template,
        {
            **_common(request, found),
            "consent": found,
            "question": pages.question(found, areas, request.actor),
            "is_child": found.as_role == AsRole.CHILD,
            "heard": pages.heard_and_written(),
            "form": form,
            "text": pack.of(found.text_version).consent_text(str(form["text_language"].value())),
            "texts": pack.of(found.text_version).consent_texts,
            "may_answer": policy.may_answer(request.actor, found),
        },
        status=status,
    )


@require_GET
def paper(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """What the question's page shows its reader, as a document: the family their own answer and what it means."""
    found: Consent = open_or_404(reads.to_answer(), record_id, by=request.actor)
    with making.chosen_language(request):
        areas = dict(pages.area_choices(found.asked_services, found.child, request.actor))
        context = {
            **_common(request, found),
            "consent": found,
            "question": pages.question(found, areas, request.actor),
            "own": request.actor.is_family,
            "text": pack.of(found.text_version).consent_text(get_language() or ""),
            "kinds": pages.kinds_said(found, get_language() or ""),
        }
        back = reverse("consents:consent", args=[found.pk])
        return making.answer(request, "consents/paper.html", context, about=found, name="samtycke", back=back)


@get_or_post
def record(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """Write down an answer that was given aloud or on paper."""
    found = _door(request, record_id)
    areas = dict(pages.area_choices(found.asked_services, found.child, request.actor))
    form = RecordForm(request.POST or None, consent=found, areas=areas)
    allowed = policy.may_record(request.actor, found)
    if request.method == "POST":
        done = carried_out(
            form,
            allowed,
            lambda: actions.record_answer(consent=found, by=request.actor, **form.cleaned_data),
            child_id=found.child_id,
        )
        if done is not None:
            messages.success(request, _("Svaret är inskrivet. Den som svarade kan se det."))
            return redirect("consents:consent", found.pk)
    return _form_page(request, "consents/record.html", found, form, allowed)


def _said_of_withdrawal(meaning: pages.Withdrawal, *, own: bool, whole: bool) -> str:
    """A child that is heard and does not decide has not ended anything, and is not told that it has."""
    if not meaning.only_heard:
        if not whole:
            return _("Det du valde delas inte längre. Resten av samtycket gäller som förut.")
        return _("Samtycket är tillbakadraget och delningen har slutat.")
    if own:
        return pages.heard_and_written()
    return _(
        "Det är inskrivet att barnet har ändrat sig. Vårdnadshavarna bestämmer, så det som delas kan fortsätta. "
        "Prata med barnet."
    )


@get_or_post
def withdraw(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """Take back a yes: what stops now, what the law still demands, who is told."""
    found = _door(request, record_id)
    meaning = pages.withdrawal(found, request.actor)
    form = WithdrawForm(request.POST or None, areas=meaning.services, own=request.actor.is_family)
    allowed = policy.may_withdraw(request.actor, found)
    if request.method == "POST":
        done = carried_out(
            form,
            allowed,
            lambda: actions.withdraw(consent=found, by=request.actor, **form.cleaned_data),
            child_id=found.child_id,
        )
        if done is not None:
            whole = len(form.cleaned_data["services"]) == len(meaning.services)
            messages.success(request, _said_of_withdrawal(meaning, own=request.actor.is_family, whole=whole))
            return redirect("consents:consent", found.pk)
    return _form_page(
        request,
        "consents/withdraw.html",
        found,
        form,
        allowed,
        meaning=meaning,
    )


@get_or_post
def alternative(request: ActorRequest, record_id: UUID) -> HttpResponse:
    """Record the ground in law for doing without one guardian's yes."""
    found = _door(request, record_id)
    form = AlternativeForm(request.POST or None)
    allowed = policy.may_record_alternative(request.actor, found)
    if request.method == "POST":
        done = carried_out(
            form,
            allowed,
            lambda: actions.record_alternative(consent=found, by=request.actor, **form.cleaned_data),
            child_id=found.child_id,
        )
        if done is not None:
            messages.success(request, _("Grunden är inskriven."))
            return redirect("consents:consent", found.pk)
    return _form_page(request, "consents/alternative.html", found, form, allowed)


@get_or_post
def maturity(request: ActorRequest, child_id: UUID) -> HttpResponse:
    """What the ages mean, what has been assessed of this child, and a new assessment."""
    posted = request.method == "POST"
    child = (find_child_or_404 if posted else open_child_or_404)(child_id, by=request.actor)
    allowed = policy.may_assess(request.actor, child)
    form = MaturityForm(request.POST if posted else None)
    if posted:
        done = carried_out(
            form,
            allowed,
            lambda: actions.assess_maturity(child=child, by=request.actor, **form.cleaned_data),
            child_id=child.pk,
        )
        if done is not None:
            messages.success(request, _("Bedömningen är inskriven och gäller från nu."))
            return redirect("consents:maturity", child.pk)
    context = {
        "nav": "children",
        "header": header(child, request.actor),
        "child": child,
        "form": form,
        "allowed": allowed,
        "ages": AGES,
        "assessed": reads.assessments_of(child.pk, by=request.actor)[:20],
    }
    return page(request, "consents/maturity.html", context, status=422 if form.errors else 200)


def _door(request: ActorRequest, record_id: UUID) -> Consent:
    """A look is logged; an action logs itself."""
    door = open_or_404 if request.method == "GET" else find_or_404
    found: Consent = door(reads.to_answer(), record_id, by=request.actor)
    return found


def _form_page(
    request: ActorRequest, template: str, found: Consent, form: Form, allowed: Any, **rest: Any
) -> HttpResponse:
    context = {**_common(request, found), "consent": found, "form": form, "allowed": allowed, **rest}
    return page(request, template, context, status=422 if form.errors else 200)


def _common(request: ActorRequest, row: Record | Consent) -> dict[str, Any]:
    return {"nav": "children", "header": header(row.child, request.actor), "child": row.child}
