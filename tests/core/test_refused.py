"""A browser tells what it refused: which rule and which page is counted, and nothing else is kept."""

import json
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kronobarn.core import refused

pytestmark = pytest.mark.django_db

WHERE = "https://kronobarn.example/barn/0b5c1a4e-7f0e-4a53-9a43-3f6c2a4fd0aa/?namn=Elsa"
OLD = {"csp-report": {"effective-directive": "img-src", "document-uri": WHERE, "blocked-uri": "https://x.example/Elsa"}}
NEW = [
    {
        "type": "csp-violation",
        "body": {"effectiveDirective": "script-src-elem", "documentURL": WHERE, "sample": "Elsa"},
    },
    {"type": "csp-violation", "body": {"effectiveDirective": "Elsa Ek", "documentURL": "https://x.example/nowhere"}},
]


@pytest.fixture(autouse=True)
def nothing_came() -> None:
    refused._came.clear()


@pytest.mark.parametrize(
    ("kind", "body", "status", "counted"),
    [
        ("application/csp-report", OLD, 204, [("img-src", "chronology:child")]),
        ("application/reports+json", NEW, 204, [("script-src-elem", "chronology:child"), ("other", "")]),
        ("application/reports+json", [1, {"body": 2}, {}], 204, []),
        ("application/csp-report", {"csp-report": {"x": "y" * refused.BYTES}}, 413, []),
        ("application/json", OLD, 415, []),
    ],
)
def test_what_is_counted(
    client: Client, monkeypatch: pytest.MonkeyPatch, kind: str, body: Any, status: int, counted: list[tuple[str, str]]
) -> None:
    said: list[dict[str, Any]] = []
    monkeypatch.setattr(refused, "log", SimpleNamespace(warning=lambda event, **rest: said.append(rest)))
    assert client.generic("POST", reverse("csp_report"), json.dumps(body), content_type=kind).status_code == status
    assert [(one["directive"], one["page"]) for one in said] == counted
    assert "Elsa" not in str(said)


def test_so_many_a_minute_and_words_that_are_no_report(client: Client) -> None:
    there = reverse("csp_report")
    for _one in range(refused.IN_A_MINUTE):
        assert client.generic("POST", there, b"{", content_type="application/csp-report").status_code == 204
    assert client.generic("POST", there, "{}", content_type="application/csp-report").status_code == 429


def test_every_page_says_where_to(client: Client) -> None:
    answer = client.get(reverse("account_login"))
    assert f"report-uri {reverse('csp_report')}" in answer["Content-Security-Policy"]
    assert "report-to csp" in answer["Content-Security-Policy"]
    assert answer["Reporting-Endpoints"] == f'csp="{reverse("csp_report")}"'
