"""Consultation rounds for those who work in the county: the list, one round, and its draft."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kronobarn.consultation import actions, letters, policy, reads
from kronobarn.consultation.forms import ExtendForm, QuestionForm, RoundForm, SectionForm, WithdrawForm
from kronobarn.consultation.pages import form_page, question_or_404, round_or_404, section_or_404, to_round
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import posted
from kronobarn.programme.form_page import NAV
from kronobarn.ui.pages import page

get_or_post = require_http_methods(["GET", "POST"])


@require_GET
def rounds(request: ActorRequest) -> HttpResponse:
    """All rounds, the latest first."""
    policy.may_read(request.actor).enforce()
    may = bool(policy.may_lead(request.actor))
    context = {"rounds": reads.rounds(request.actor, drafts=may), "may": may}
    return page(request, "consultation/rounds.html", context | NAV)


@get_or_post
def write(request: ActorRequest) -> HttpResponse:
    """Begin on a round."""
    policy.may_lead(request.actor).enforce()
    form = RoundForm(posted(request))
    return form_page(
        request,
        form,
        call=lambda: actions.write(by=request.actor, **form.cleaned_data),
        heading=_("Ny remiss"),
        lead=_("Remissen är ett utkast tills du sänder den. Skriv inte om enskilda barn eller familjer."),
        submit=_("Spara utkastet"),
        done=_("Utkastet är sparat. Lägg till avsnitt och frågor."),
        one=None,
        onward=to_round,
    )


@require_GET
def round(request: ActorRequest, round_id: UUID) -> HttpResponse:  # noqa: A001 - what it is called everywhere here
    """One round: what is asked, of whom, and how far each has come."""
    one = round_or_404(request, round_id)
    may = bool(policy.may_lead(request.actor))
    sections, asked = reads.sections(request.actor, one), reads.asked(request.actor, one) if may else []
    questions = sum(len(section.questions.all()) for section in sections)
    last = max((each.invitation for each in asked), key=lambda each: each.last_day, default=None)
    context: dict[str, Any] = {
        "shown": reads.Shown(one, one.state()),
        "one": one,
        "adopted_by": reads.adopted_by(request.actor, one),
        "sections": sections,
        "asked": asked,
        "may": may,
        "may_change": policy.may_change(request.actor, one),
        "may_send": policy.may_send(request.actor, one, questions=questions, invited=len(asked)),
        "may_invite": policy.may_invite(request.actor, one),
        "may_remind": policy.may_remind(request.actor, one),
        "may_extend": policy.may_extend(request.actor, one),
        "may_withdraw": policy.may_withdraw(request.actor, one),
        "may_read_answers": policy.may_read_answers(request.actor, one),
        "may_publish": policy.may_publish(request.actor, one, last=last),
        "may_adopt": policy.may_adopt(request.actor, one),
        "letters": letters.can_be_sent(),
    }
    return page(request, "consultation/round.html", context | NAV)


@get_or_post
def change(request: ActorRequest, round_id: UUID) -> HttpResponse:
    """Say the draft otherwise."""
    one = round_or_404(request, round_id)
    policy.may_change(request.actor, one).enforce()
    form = RoundForm(posted(request), initial={name: getattr(one, name) for name in RoundForm.base_fields})
    return form_page(
        request,
        form,
        call=lambda: actions.change(one=one, by=request.actor, **form.cleaned_data),
        heading=_("Ändra remissen"),
        submit=_("Spara"),
        done=_("Det är sparat."),
        one=one,
        onward=to_round,
    )


@get_or_post
def add_section(request: ActorRequest, round_id: UUID) -> HttpResponse:
    """One more section."""
    one = round_or_404(request, round_id)
    policy.may_change(request.actor, one).enforce()
    form = SectionForm(posted(request))
    return form_page(
        request,
        form,
        call=lambda: actions.add_section(one=one, by=request.actor, **form.cleaned_data),
        heading=_("Nytt avsnitt"),
        submit=_("Lägg till"),
        done=_("Avsnittet är med. Lägg till minst en fråga om det."),
        one=one,
        onward=to_round(one),
    )


@require_POST
def sections_of_the_pack(request: ActorRequest, round_id: UUID) -> HttpResponse:
    """Sections made of the draft of the practice model."""
    one = round_or_404(request, round_id)
    made = actions.sections_of_the_pack(one=one, by=request.actor)
    messages.success(request, ngettext("%(num)d avsnitt är med.", "%(num)d avsnitt är med.", made) % {"num": made})
    return redirect(to_round(one))


@get_or_post
def change_section(request: ActorRequest, section_id: UUID) -> HttpResponse:
    """Another heading or text."""
    section = section_or_404(request, section_id)
    policy.may_change(request.actor, section.round).enforce()
    form = SectionForm(posted(request), initial={"heading": section.heading, "text": section.text})
    return form_page(
        request,
        form,
        call=lambda: actions.change_section(section=section, by=request.actor, **form.cleaned_data),
        heading=_("Ändra avsnittet"),
        submit=_("Spara"),
        done=_("Det är sparat."),
        one=section.round,
        onward=to_round(section.round),
    )


@require_POST
def remove_section(request: ActorRequest, section_id: UUID) -> HttpResponse:
    """A section of a draft, with its questions."""
    section = section_or_404(request, section_id)
    actions.remove_section(section=section, by=request.actor)
    messages.success(request, _("Avsnittet är borttaget."))
    return redirect(to_round(section.round))


@get_or_post
def add_question(request: ActorRequest, section_id: UUID) -> HttpResponse:
    """One more question about a section."""
    section = section_or_404(request, section_id)
    policy.may_change(request.actor, section.round).enforce()
    form = QuestionForm(posted(request))
    return form_page(
        request,
        form,
        call=lambda: actions.add_question(section=section, by=request.actor, **form.cleaned_data),
        heading=_("Ny fråga om %(section)s") % {"section": section.heading},
        submit=_("Lägg till"),
        done=_("Frågan är med."),
        one=section.round,
        onward=to_round(section.round),
    )


@get_or_post
def change_question(request: ActorRequest, question_id: UUID) -> HttpResponse:
    """Ask otherwise."""
    question = question_or_404(request, question_id)
    one = question.section.round
    policy.may_change(request.actor, one).enforce()
    form = QuestionForm(posted(request), initial={"text": question.text, "asks": question.asks})
    return form_page(
        request,
        form,
        call=lambda: actions.change_question(question=question, by=request.actor, **form.cleaned_data),
        heading=_("Ändra frågan"),
        submit=_("Spara"),
        done=_("Det är sparat."),
        one=one,
        onward=to_round(one),
    )


@require_POST
def remove_question(request: ActorRequest, question_id: UUID) -> HttpResponse:
    """A question of a draft."""
    question = question_or_404(request, question_id)
    actions.remove_question(question=question, by=request.actor)
    messages.success(request, _("Frågan är borttagen."))
    return redirect(to_round(question.section.round))


@require_POST
def send(request: ActorRequest, round_id: UUID) -> HttpResponse:
    """Send it to those who are invited."""
    one = round_or_404(request, round_id)
    actions.send(one=one, by=request.actor)
    messages.success(request, _("Remissen är sänd."))
    return redirect(to_round(one))


@require_POST
def remind(request: ActorRequest, round_id: UUID) -> HttpResponse:
    """Write to those who have not answered."""
    one = round_or_404(request, round_id)
    sent = actions.remind(one=one, by=request.actor)
    said = ngettext("%(num)d brev är på väg.", "%(num)d brev är på väg.", sent) % {"num": sent}
    messages.success(request, said if sent else _("Ingen som inte har svarat har en brevlåda. Hör av dig till dem."))
    return redirect(to_round(one))


@get_or_post
def extend(request: ActorRequest, round_id: UUID) -> HttpResponse:
    """Another last day for all."""
    one = round_or_404(request, round_id)
    policy.may_extend(request.actor, one).enforce()
    form = ExtendForm(posted(request), initial={"closes_on": one.closes_on})
    return form_page(
        request,
        form,
        call=lambda: actions.extend(one=one, by=request.actor, **form.cleaned_data),
        heading=_("Flytta sista dagen"),
        lead=_("Gäller alla som är inbjudna. Den som redan har svarat kan ändra sitt svar fram till den nya dagen."),
        submit=_("Flytta"),
        done=_("Sista dagen är flyttad."),
        one=one,
        onward=to_round,
    )


@get_or_post
def withdraw(request: ActorRequest, round_id: UUID) -> HttpResponse:
    """Nobody is asked any more."""
    one = round_or_404(request, round_id)
    policy.may_withdraw(request.actor, one).enforce()
    form = WithdrawForm(posted(request))
    return form_page(
        request,
        form,
        call=lambda: actions.withdraw(one=one, by=request.actor, **form.cleaned_data),
        heading=_("Dra tillbaka remissen"),
        lead=_("Ingen kan svara längre. Det som har kommit in står kvar. Det går inte att ångra."),
        submit=_("Dra tillbaka remissen"),
        kind="danger",
        done=_("Remissen är tillbakadragen."),
        one=one,
        onward=to_round,
    )
