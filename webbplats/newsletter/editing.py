"""What editors do: read the letter, try it, send it and follow it. They see numbers, and no address of a reader."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from kronobarn.core.mail import Problem
from webbplats.editors.models import Editor
from webbplats.models import IssuePage
from webbplats.newsletter import actions, letters, reads, rules
from webbplats.newsletter.forms import AddressForm, SendForm, TryForm
from webbplats.newsletter.mail import Through, Unanswered
from webbplats.newsletter.models import Sending
from webbplats.newsletter.rules import Why

AGAIN = 5  # seconds until a page that shows progress is read anew

View = Callable[..., HttpResponse]


def _who_may_publish(view: View) -> View:
    """Wagtail's own right to publish, at the page: who may put it on the web may send it."""

    @wraps(view)
    def asked(request: HttpRequest, page_id: int) -> HttpResponse:
        page = get_object_or_404(IssuePage, pk=page_id)
        if not page.permissions_for_user(request.user).can_publish():
            raise PermissionDenied
        return view(request, page)

    return asked


def _who_may_publish_any(view: View) -> View:
    @wraps(view)
    def asked(request: HttpRequest) -> HttpResponse:
        if not reads.sees_readers(cast(Editor, request.user)):
            raise PermissionDenied
        return view(request)

    return asked


@_who_may_publish_any
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """How many read it, and what has been sent."""
    return render(request, "webbplats/newsletter/overview.html", {"form": AddressForm(), **reads.overview()})


@_who_may_publish_any
@require_POST
def address(request: HttpRequest) -> HttpResponse:
    """An address that came back, or that is to be taken away. It is written by whoever has it, and is not shown."""
    form = AddressForm(request.POST)
    if not form.is_valid():
        context = {"form": form, **reads.overview()}
        return render(request, "webbplats/newsletter/overview.html", context, status=422)
    given = form.cleaned_data["address"]
    if "take_away" in request.POST:
        done, said = actions.take_away(address=given), _("Prenumerationen är borttagen.")
    else:
        done, said = actions.bounced(address=given), _("Adressen får inga fler brev. Om 30 dagar glöms den.")
    if done:
        messages.success(request, said)
    else:
        messages.warning(request, _("Den adressen prenumererar inte. Se efter att den är rätt skriven."))
    return redirect("newsletter_editing:overview")


@_who_may_publish_any
@require_POST
def let_in(request: HttpRequest) -> HttpResponse:
    """The fault was our mail server's, or theirs, and is mended."""
    back = actions.let_back_in()
    said = ngettext("%(number)d adress får nyhetsbrevet igen.", "%(number)d adresser får nyhetsbrevet igen.", back)
    messages.success(request, said % {"number": back})
    return redirect("newsletter_editing:overview")


@_who_may_publish
@require_safe
def issue(request: HttpRequest, page: IssuePage) -> HttpResponse:
    """Before it is sent: read, try, send. After: how it goes."""
    return _issue(request, page)


def _issue(request: HttpRequest, page: IssuePage, *, status: int = 200, **forms: Any) -> HttpResponse:
    sending = Sending.objects.filter(issue=page).first()
    progress = reads.progress(sending) if sending else None
    given: dict[str, Any] = {
        "try_form": TryForm(initial={"address": cast(Editor, request.user).email}),
        "send_form": SendForm(),
        **forms,
    }
    context = {
        "page": page,
        "progress": progress,
        "why_not": actions.why_not(page),
        "lists": reads.lists(page.locale.language_code),
        "is_open": rules.is_open(),
        "stays_here": rules.stays_here(),
        **given,
    }
    response = render(request, "webbplats/newsletter/issue.html", context, status=status)
    if progress and progress.is_going:
        response.headers["Refresh"] = str(AGAIN)
    return response


@_who_may_publish
@require_safe
def as_letter(request: HttpRequest, page: IssuePage) -> HttpResponse:
    """The letter as it would be sent now; `?text` is the same without HTML."""
    made = letters.written(_latest(page))
    if "text" in request.GET:
        return HttpResponse(made.text, content_type="text/plain; charset=utf-8")
    return HttpResponse(made.html)


@_who_may_publish
@require_POST
def try_out(request: HttpRequest, page: IssuePage) -> HttpResponse:
    """A letter to oneself, of the latest draft. Who got it is not kept."""
    form = TryForm(request.POST)
    if not form.is_valid():
        return _issue(request, page, try_form=form, status=422)
    through = Through()
    try:
        problem = through.open() or through.send(letters.to_try(_latest(page), form.cleaned_data["address"]))
    except Unanswered:
        problem = Problem.SERVER
    finally:
        through.close()
    if problem is None:
        if rules.stays_here():
            said = _("Provet är skrivet som en fil. Ingen har fått det: demon skickar inga mejl.")
        else:
            said = _("Provet är skickat. Läs det på en dator och på en telefon.")
        messages.success(request, said)
    elif problem is Problem.ADDRESS:
        messages.error(request, _("Mejlservern tog inte emot adressen. Se efter att den är rätt skriven."))
    else:
        messages.error(request, _("Mejlservern tog inte emot provet. Försök om en stund, och säg annars till driften."))
    return redirect("newsletter_editing:issue", page.pk)


@_who_may_publish
@require_POST
def send(request: HttpRequest, page: IssuePage) -> HttpResponse:
    """To everybody on the lists, once."""
    form = SendForm(request.POST)
    if form.is_valid():
        try:
            actions.start(issue=page, lists=form.cleaned_data["lists"], by=cast(Editor, request.user))
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Numret är på väg. Du kan lämna sidan: det skickas ändå."))
            return redirect("newsletter_editing:issue", page.pk)
    return _issue(request, page, send_form=form, status=422)


@_who_may_publish
@require_POST
def rest(request: HttpRequest, page: IssuePage) -> HttpResponse:
    """Hold what is not sent yet, or let it go on."""
    sending = get_object_or_404(Sending, issue=page)
    if "go_on" in request.POST:
        actions.go_on(sending=sending)
    else:
        actions.rest(sending=sending, why=Why.EDITOR)
    return redirect("newsletter_editing:issue", page.pk)


@_who_may_publish
@require_POST
def again(request: HttpRequest, page: IssuePage) -> HttpResponse:
    """Send those of which nobody knows, or which were put off too many times."""
    letters_again = actions.send_again(sending=get_object_or_404(Sending, issue=page))
    said = ngettext("%(number)d brev skickas igen.", "%(number)d brev skickas igen.", letters_again)
    messages.success(request, said % {"number": letters_again})
    return redirect("newsletter_editing:issue", page.pk)


def _latest(page: IssuePage) -> IssuePage:
    latest: IssuePage = page.get_latest_revision_as_object()
    return latest
