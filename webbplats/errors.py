"""Pages for what went wrong. Each says what to do instead."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def _page(request: HttpRequest, status: HTTPStatus, title: str, sentence: str) -> HttpResponse:
    return render(request, "webbplats/error.html", {"title": title, "sentence": sentence}, status=status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    sentence = _("Sidan finns inte. Den kan ha flyttat. Sök, eller gå till startsidan.")
    return _page(request, HTTPStatus.NOT_FOUND, _("Sidan finns inte"), sentence)


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, HTTPStatus.FORBIDDEN, _("Det går inte"), _("Du har inte rätt att göra det här."))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    sentence = _("Det som skickades gick inte att förstå. Gå tillbaka och försök igen.")
    return _page(request, HTTPStatus.BAD_REQUEST, _("Det gick inte"), sentence)


def failed(request: HttpRequest) -> HttpResponse:
    sentence = _("Något gick fel hos oss. Försök igen om en stund.")
    return _page(request, HTTPStatus.INTERNAL_SERVER_ERROR, _("Något gick fel"), sentence)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    sentence = _("Sidan hade varit öppen för länge. Gå tillbaka, läs in den igen och skicka på nytt.")
    return _page(request, HTTPStatus.FORBIDDEN, _("Det gick inte att skicka"), sentence)
