"""The technical log holds ids and kinds, never what people wrote."""

import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog
from django.db import IntegrityError
from django.test import Client

from kronobarn.core import technical_log
from kronobarn.people.models import Person

Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Iterator[Lines]:
    """What has been written since last asked for."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    technical_log.configure({"level": "INFO"})
    yield lambda: [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    root.handlers, root.level = before, level


def test_an_exception_is_told_without_what_it_quotes(db: None, lines: Lines) -> None:
    try:
        Person.objects.create(username="hemlig", given_name="Hemliga", family_name="Namnet")
        Person.objects.create(username="hemlig", given_name="Hemliga", family_name="Namnet")
    except IntegrityError:
        structlog.get_logger("kronobarn").error("failed", exc_info=True)
        logging.getLogger("a.library").exception("failed")

    told = lines()
    assert len(told) == 2
    for line in told:
        assert line["exception"] == "django.db.utils.IntegrityError"
        assert line["database"]["constraint"] == "people_person_username_key"
        assert "hemlig" not in json.dumps(line).lower()


def test_a_request_is_told_by_its_view(db: None, client: Client, lines: Lines) -> None:
    client.get("/min-dag/?vem=Hemliga+Namnet", HTTP_USER_AGENT="Agent", REMOTE_ADDR="192.0.2.7")
    client.get("/Hemliga-Namnet/")

    told = lines()
    assert [(line["event"], line["view"]) for line in told] == [
        ("request_finished", "notices:my_day"),
        ("request_finished", ""),
    ]
    assert all(line["request_id"] for line in told)
    assert not any(word in json.dumps(told) for word in ("Hemliga", "Agent", "192.0.2.7"))
