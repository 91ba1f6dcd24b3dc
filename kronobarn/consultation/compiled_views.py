"""What organisations have answered, side by side; what is replied to them; and what comes of it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kronobarn.consultation import actions, files, policy, reads
from kronobarn.consultation.forms import AdoptForm, OnlyForm, ReplyForm
from kronobarn.consultation.models import Invitation, Reply
from kronobarn.consultation.pages import form_page, question_or_404, round_or_404, to_round
from kronobarn.core import clock, tables
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import posted
from kronobarn.group_meetings.reads import decisions as decided_in_groups
from kronobarn.programme.form_page import NAV
from kronobarn.programme.models import BodyDecision
from kronobarn.programme.rules import Outcome
from kronobarn.ui import documents
from kronobarn.ui.pages import page

get_or_post = require_http_methods(["GET", "POST"])


@require_GET
def answers(request: ActorRequest, round_id: UUID) -> HttpResponse:
    """All answers by section and question, or of one organisation, or one position."""
    one = round_or_404(request, round_id)
    policy.may_read_answers(request.actor, one).enforce()
    all_of_them = bool(policy.may_lead(request.actor))
    compiled = reads.compilation(request.actor, one, all_of_them=all_of_them)
    form = OnlyForm(request.GET or None, organisations=compiled.organisations)
    if form.is_valid() and any(form.cleaned_data.values()):
        compiled = reads.compilation(request.actor, one, all_of_them=all_of_them, only=reads.Only(**form.cleaned_data))
    context = {
        "one": one,
        "compiled": compiled,
        "form": form,
        "all_of_them": all_of_them,
        "may_reply": policy.may_reply(request.actor, one),
        "may": all_of_them,
    }
    return page(request, "consultation/answers.html", context | NAV, status=422 if form.errors else 200)


@require_GET
def answers_file(request: ActorRequest, round_id: UUID, form: str) -> HttpResponse:
    """The compilation to take along, as a table or as a document."""
    one = round_or_404(request, round_id)
    policy.may_read_answers(request.actor, one).enforce()
    compiled = reads.compilation(request.actor, one, all_of_them=bool(policy.may_lead(request.actor)))
    if form not in {"csv", "pdf"} or (form == "pdf" and not documents.available()):
        raise Http404
    actions.take(one=one, form=form, by=request.actor)
    name = f"remissvar-{clock.today().isoformat()}"
    if form == "csv":
        return tables.file(files.rows(compiled), name)
    context = {"one": one, "compiled": compiled, "made_at": clock.now()}
    made = documents.pdf(documents.html("consultation/answers_paper.html", context))
    return documents.answer(made, name, download=True)


@get_or_post
def reply(request: ActorRequest, question_id: UUID) -> HttpResponse:
    """What the process answers to all at one question."""
    return _reply(request, question_id, None)


@get_or_post
def reply_to(request: ActorRequest, question_id: UUID, invitation_id: UUID) -> HttpResponse:
    """What the process answers to one organisation."""
    return _reply(request, question_id, invitation_id)


def _reply(request: ActorRequest, question_id: UUID, invitation_id: UUID | None) -> HttpResponse:
    question = question_or_404(request, question_id)
    one = question.section.round
    to = Invitation.objects.visible_to(request.actor).filter(pk=invitation_id, round=one).first()
    if invitation_id is not None and to is None:
        raise Http404
    policy.may_reply(request.actor, one).enforce()
    before = Reply.objects.visible_to(request.actor).filter(question=question, invitation=to, replaced_at=None).first()
    initial = {"text": before.text, "change": before.change} if before else {}
    form = ReplyForm(posted(request), initial=initial)
    return form_page(
        request,
        form,
        call=lambda: actions.reply(question=question, invitation=to, by=request.actor, **form.cleaned_data),
        heading=_("Bemöt %(organisation)s") % {"organisation": to.name} if to else _("Bemöt alla"),
        lead=f"{question.section.heading}: {question.text}",
        submit=_("Spara bemötandet"),
        done=_("Bemötandet är sparat."),
        one=one,
        onward=reverse("consultation:answers", args=[one.pk]) + f"#q-{question.pk}",
    )


@require_POST
def publish(request: ActorRequest, round_id: UUID) -> HttpResponse:
    """Let all read what has been answered and replied."""
    one = round_or_404(request, round_id)
    actions.publish(one=one, by=request.actor)
    messages.success(request, _("Sammanställningen är publicerad."))
    return redirect(to_round(one))


@get_or_post
def adopt(request: ActorRequest, round_id: UUID) -> HttpResponse:
    """What was consulted on is adopted."""
    one = round_or_404(request, round_id)
    policy.may_adopt(request.actor, one).enforce()
    made = BodyDecision.objects.visible_to(request.actor).filter(corrected_at=None)
    decisions = made.filter(outcome__in=[Outcome.ADOPTED, Outcome.CHANGED])
    decisions = decisions.select_related("awaited__body__organisation", "awaited__question")
    form = AdoptForm(posted(request), decisions=decisions, of_groups=decided_in_groups(request.actor))
    return form_page(
        request,
        form,
        call=lambda: actions.adopt(one=one, by=request.actor, **form.cleaned_data),
        heading=_("Skriv in att det är antaget"),
        lead=_(
            "Antas en version av praxismodellen gäller den från dagen du väljer. Det går inte att ångra när dagen har kommit."
        ),
        submit=_("Skriv in"),
        done=_("Det är inskrivet."),
        one=one,
        onward=to_round(one),
    )
