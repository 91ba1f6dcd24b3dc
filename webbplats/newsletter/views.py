"""What readers do: ask, confirm, choose and leave.

A visitor has no cookie and no session, so there is nothing for a forged request to borrow: what these take is either an
address, which only the letter to it can confirm, or a key that only the reader's letters hold. Hence no token of that kind.
"""

from http import HTTPStatus
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from webbplats.newsletter import actions, letters, rules
from webbplats.newsletter.forms import TRAP, AskForm, OwnForm
from webbplats.newsletter.models import MailingList, Subscriber
from webbplats.newsletter.rules import Answer

read_or_post = require_http_methods(["GET", "HEAD", "POST"])


@csrf_exempt
@never_cache
@read_or_post
def ask(request: HttpRequest) -> HttpResponse:
    """The form, and what becomes of it. The answer tells nobody who subscribes."""
    if request.method != "POST":
        return _form(request, AskForm(), HTTPStatus.OK)
    form = AskForm(request.POST)
    if not rules.is_open() or not form.is_valid():
        return _form(request, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    if request.POST.get(TRAP):
        return redirect("newsletter:thanks")
    language = get_language() or settings.LANGUAGE_CODE
    try:
        asked = actions.ask(address=form.cleaned_data["address"], language=language, lists=form.cleaned_data["lists"])
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return _form(request, form, HTTPStatus.TOO_MANY_REQUESTS)
    if rules.stays_here() and asked is not None:
        new = asked.confirmed_at is None
        leads_to = letters.confirm_address(asked) if new else letters.own_address(asked.pk, asked.language)
        return render(request, "webbplats/newsletter/thanks.html", {"leads_to": leads_to})
    return redirect("newsletter:thanks")


def _form(request: HttpRequest, form: AskForm, status: HTTPStatus) -> HttpResponse:
    chosen = {str(key) for key in form.data.getlist("lists")} if hasattr(form.data, "getlist") else set()
    context = {"form": form, "typed": form.data.get("address", ""), "chosen": chosen}
    return render(request, "webbplats/newsletter/ask.html", context, status=status)


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "webbplats/newsletter/thanks.html", {"leads_to": ""})


@csrf_exempt
@never_cache
@read_or_post
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A press, and not only a visit: programs that look through letters follow each link in them."""
    if request.method == "POST":
        answer, subscriber = actions.confirm(token=token)
    else:
        answer, key, link = actions.read(token)
        subscriber = Subscriber.objects.filter(pk=key).first()
        if answer is Answer.CONFIRMED and (subscriber is None or subscriber.link != link):
            used = subscriber is not None and subscriber.confirmed_at is not None
            answer = Answer.USED if used else Answer.EXPIRED
    bad = answer in (Answer.EXPIRED, Answer.FORGED)
    context = {
        "answer": answer.value,
        "is_asked": request.method != "POST" and answer is Answer.CONFIRMED,
        "subscriber": None if bad else subscriber,
    }
    status = HTTPStatus.GONE if bad else HTTPStatus.OK
    return render(request, "webbplats/newsletter/confirm.html", context, status=status)


@csrf_exempt
@never_cache
@read_or_post
def own(request: HttpRequest, key: UUID) -> HttpResponse:
    """One's own subscription: which lists, or none."""
    subscriber = Subscriber.objects.exclude(confirmed_at=None).filter(pk=key).first()
    if subscriber is None:
        return _not_there(request)
    form = OwnForm(request.POST if request.method == "POST" else None)
    saved = form.is_bound and form.is_valid()
    if saved:
        actions.choose(subscriber=subscriber, lists=form.cleaned_data["lists"])
    context = {
        "form": form,
        "key": key,
        "saved": saved,
        "lists": MailingList.objects.all(),
        "chosen": {str(one.pk) for one in subscriber.lists.all()},
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "webbplats/newsletter/own.html", context, status=status)


@csrf_exempt
@never_cache
@read_or_post
def leave(request: HttpRequest, key: UUID) -> HttpResponse:
    """End it. What a mail program sends (RFC 8058) ends it at once; who follows the link presses once."""
    if request.method == "POST":
        actions.leave(key=key)  # twice is as good as once
        return render(request, "webbplats/newsletter/left.html", {"subscribes": False})
    if not Subscriber.objects.filter(pk=key).exists():
        return _not_there(request)
    return render(request, "webbplats/newsletter/left.html", {"subscribes": True, "key": key})


def _not_there(request: HttpRequest) -> HttpResponse:
    return render(request, "webbplats/newsletter/not_there.html", status=HTTPStatus.NOT_FOUND)
