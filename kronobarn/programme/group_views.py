"""The groups of the process: as they are, as they were on any day, and what the process leader writes."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kronobarn.core import clock
from kronobarn.core.actor import ActorRequest
from kronobarn.core.forms import attempt, posted
from kronobarn.programme import group_actions as actions
from kronobarn.programme import group_reads as reads
from kronobarn.programme import policy
from kronobarn.programme.form_page import NAV
from kronobarn.programme.group_forms import (
    AccountForm,
    CorrectMandateForm,
    CorrectMemberForm,
    DayForm,
    GroupForm,
    MandateForm,
    MemberForm,
    OnForm,
)
from kronobarn.programme.models import Mandate, Member
from kronobarn.ui.pages import page


@require_GET
def groups(request: ActorRequest) -> HttpResponse:
    """The groups that there are, or were on a day."""
    policy.may_read(request.actor).enforce()
    form, day = _day(request)
    context = {
        "form": form,
        "day": day,
        "rows": reads.groups(request.actor, day),
        "may": bool(policy.may_lead(request.actor)),
    }
    return page(request, "programme/groups.html", context | NAV, status=422 if form.errors else 200)


@require_GET
def group(request: ActorRequest, group_id: UUID) -> HttpResponse:
    """One group on a day, and its history."""
    form, day = _day(request)
    found = _group(request, group_id, day)
    context = {
        "form": form,
        "shown": found,
        "may": bool(policy.may_lead(request.actor)),
        "may_end": policy.may_end_group(request.actor, found.last),
        "today": clock.today(),
    }
    return page(request, "programme/group.html", context | NAV, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def add_group(request: ActorRequest) -> HttpResponse:
    """A new group."""
    policy.may_lead(request.actor).enforce()
    form = GroupForm(posted(request), initial={"since": clock.today()})
    if request.method == "POST":
        added = attempt(form, lambda: actions.add_group(**form.cleaned_data, by=request.actor))
        if added is not None:
            messages.success(request, _("Gruppen är tillagd."))
            return redirect("programme:group", added.pk)
    words = {"heading": _("Lägg till en grupp"), "submit": _("Lägg till"), "name": "", "lead": ""}
    context = {"form": form, "back": reverse("programme:groups"), "to": request.path} | words
    return page(request, "programme/group_form.html", context | NAV, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def reorganise(request: ActorRequest, group_id: UUID) -> HttpResponse:
    """Another name, place or charge from a day."""
    found = _group(request, group_id, clock.today())
    policy.may_lead(request.actor).enforce()
    before = {name: getattr(found.last, name, "") for name in ("name", "home", "task")}
    form = MandateForm(posted(request), initial=before)
    words = (
        _("Organisera om"),
        _("Skriv vad som gäller från den nya dagen. Det som gällde innan står kvar och slutar dagen före."),
        _("Spara"),
    )

    def call() -> object:
        return actions.reorganise(group=found.group, **form.cleaned_data, by=request.actor)

    return _written(request, found, form, words, call, _("Det nya är inskrivet."))


@require_http_methods(["GET", "POST"])
def end_group(request: ActorRequest, group_id: UUID) -> HttpResponse:
    """The last day of a group."""
    found = _group(request, group_id, clock.today())
    policy.may_end_group(request.actor, found.last).enforce()
    form = OnForm(posted(request))
    words = (_("Avsluta gruppen"), _("Alla som sitter i gruppen får samma sista dag. Allt står kvar."), _("Avsluta"))

    def call() -> object:
        return actions.end_group(group=found.group, on=form.cleaned_data["on"], by=request.actor) or True

    return _written(request, found, form, words, call, _("Sista dagen är inskriven."))


@require_http_methods(["GET", "POST"])
def correct_mandate(request: ActorRequest, mandate_id: UUID) -> HttpResponse:
    """Put right what a group was called or charged with."""
    policy.may_read(request.actor).enforce()
    mandate = Mandate.objects.visible_to(request.actor).filter(pk=mandate_id).first()
    if mandate is None:
        raise Http404
    policy.may_correct_row(request.actor, mandate).enforce()
    before = {name: getattr(mandate, name) for name in ("name", "home", "task", "since", "until")}
    form = CorrectMandateForm(posted(request), initial=before)
    words = (
        _("Rätta uppdraget"),
        _("Skriv det som är rätt. Har gruppen organiserats om skriver du in det i stället."),
        _("Rätta"),
    )

    def call() -> object:
        return actions.correct_mandate(mandate=mandate, **form.cleaned_data, by=request.actor)

    found = _group(request, mandate.group_id, clock.today())
    return _written(request, found, form, words, call, _("Det är rättat. Det gamla står kvar, märkt som rättat."))


@require_http_methods(["GET", "POST"])
def add_member(request: ActorRequest, group_id: UUID) -> HttpResponse:
    """A place in the group."""
    found = _group(request, group_id, clock.today())
    policy.may_lead(request.actor).enforce()
    form = MemberForm(posted(request), initial={"since": clock.today()})
    words = (_("Lägg till en medlem"), "", _("Lägg till"))

    def call() -> object:
        return actions.add_member(group=found.group, **form.cleaned_data, by=request.actor)

    return _written(request, found, form, words, call, _("Medlemmen är tillagd."))


@require_http_methods(["GET", "POST"])
def end_member(request: ActorRequest, member_id: UUID) -> HttpResponse:
    """Somebody's last day in a group."""
    member = _member(request, member_id)
    policy.may_end_member(request.actor, member).enforce()
    form = OnForm(posted(request))
    words = (_("Skriv in sista dagen"), _who(member), _("Spara"))

    def call() -> object:
        return actions.end_member(member=member, on=form.cleaned_data["on"], by=request.actor) or True

    found = _group(request, member.group_id, clock.today())
    return _written(request, found, form, words, call, _("Sista dagen är inskriven."))


@require_http_methods(["GET", "POST"])
def correct_member(request: ActorRequest, member_id: UUID) -> HttpResponse:
    """Put right somebody's place in a group."""
    member = _member(request, member_id)
    policy.may_correct_row(request.actor, member).enforce()
    before = {name: getattr(member, name) for name in MemberForm.base_fields}
    before["account"] = member.account.get_username() if member.account else ""
    form = CorrectMemberForm(posted(request), initial=before)
    words = (
        _("Rätta en medlem"),
        _("Skriv det som är rätt. Har någon slutat skriver du in sista dagen i stället."),
        _("Rätta"),
    )

    def call() -> object:
        return actions.correct_member(member=member, **form.cleaned_data, by=request.actor)

    found = _group(request, member.group_id, clock.today())
    return _written(request, found, form, words, call, _("Det är rättat. Det gamla står kvar, märkt som rättat."))


@require_http_methods(["GET", "POST"])
def link_account(request: ActorRequest, member_id: UUID) -> HttpResponse:
    """A member's account, filled in once."""
    member = _member(request, member_id)
    policy.may_link(request.actor, member).enforce()
    form = AccountForm(posted(request))
    words = (_("Koppla ett konto"), _who(member), _("Koppla"))

    def call() -> object:
        return actions.link_account(member=member, **form.cleaned_data, by=request.actor)

    found = _group(request, member.group_id, clock.today())
    return _written(request, found, form, words, call, _("Kontot är kopplat."))


def _written(
    request: ActorRequest,
    found: reads.Shown,
    form: forms.Form,
    words: tuple[str, str, str],
    call: Callable[[], object],
    done: str,
) -> HttpResponse:
    """One of the forms about a group: shown, or sent and then back to the group."""
    there = reverse("programme:group", args=[found.group.pk])
    if request.method == "POST" and attempt(form, call) is not None:
        messages.success(request, done)
        return redirect(there)
    heading, lead, submit = words
    context: dict[str, Any] = {"form": form, "heading": heading, "lead": lead, "submit": submit, "name": found.name}
    context |= {"back": there, "to": request.path}
    return page(request, "programme/group_form.html", context | NAV, status=422 if form.errors else 200)


def _day(request: ActorRequest) -> tuple[DayForm, date]:
    """The day that is asked for in the address; today without one."""
    form = DayForm(request.GET if "dag" in request.GET else None)
    day = form.cleaned_data["dag"] if form.is_valid() else None
    return form, day or clock.today()


def _group(request: ActorRequest, group_id: UUID, day: date) -> reads.Shown:
    policy.may_read(request.actor).enforce()
    found = reads.group(request.actor, group_id, day)
    if found is None:
        raise Http404
    return found


def _member(request: ActorRequest, member_id: UUID) -> Member:
    policy.may_read(request.actor).enforce()
    rows = Member.objects.visible_to(request.actor).select_related("account")
    found: Member | None = rows.filter(pk=member_id).first()
    if found is None:
        raise Http404
    return found


def _who(member: Member) -> str:
    return f"{member.function}: {member.name}" if member.name else member.function
