"""Renders a piece of a page the way `page()` does."""

from types import SimpleNamespace
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory

from kronobarn.ui.frames import CURRENT, Frame

KARIN = SimpleNamespace(
    name="Karin",
    assignment_id=1,
    role="staff",
    profession="school_counsellor",
    role_label="Kurator",
    unit_name="Ängsskolan",
    is_family=False,
)


def a_request(actor: object = None, **headers: str) -> HttpRequest:
    """A request as our middleware leaves it."""
    request = RequestFactory().get("/", headers=headers)
    request.user = AnonymousUser()
    request.session = SimpleNamespace(get_expiry_age=lambda: 1800)  # type: ignore[assignment]
    request.actor = actor  # type: ignore[attr-defined]
    request.person_token = "whose" if actor else ""  # type: ignore[attr-defined]
    request.csp_nonce = "a-nonce"  # type: ignore[attr-defined]
    return request


def rendered(source: str, request: HttpRequest | None = None, **context: Any) -> str:
    """The source as part of a page."""
    environment = engines["jinja2"].env  # type: ignore[attr-defined]
    with CURRENT.set_to(Frame(request or a_request())):
        return str(environment.from_string(source).render(context))
