"""The technical log: one line of JSON an event, with ids only.

What people write never gets here. A request is told by its view, not by its address, and an exception by its kind
and where it happened: its message may quote a row.
"""

import logging
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import uuid4

import structlog
from django.core.signals import got_request_exception
from django.http import HttpRequest, HttpResponse
from structlog.contextvars import bound_contextvars, merge_contextvars
from structlog.typing import EventDict, Processor, WrappedLogger

SILENT: Final = ("axes", "django.request", "django.security", "django.server")
"""Loggers whose messages quote addresses, user names or what was sent."""
FRAMES: Final = 12
LEFT_OUT: Final = "left_out_of_the_log"

log = structlog.get_logger(__name__)


class RequestLog:
    """Gives each request an id, and the log a line when it is done."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        got_request_exception.connect(_failed)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        with bound_contextvars(request_id=uuid4().hex):
            response = self.get_response(request)
            if getattr(request, LEFT_OUT, False):
                return response
            match, actor = request.resolver_match, getattr(request, "actor", None)
            log.info(
                "request_finished",
                method=request.method,
                view=match.view_name if match else "",
                status=response.status_code,
                ms=round((time.perf_counter() - began) * 1000),
                person_id=actor.person_id if actor else None,
            )
        return response


def leave_out(request: HttpRequest) -> None:
    """Write no line of the request: when it came could tell from whom."""
    setattr(request, LEFT_OUT, True)


def _failed(**rest: Any) -> None:
    log.error("request_failed", exc_info=True)


def configure(options: Mapping[str, Any]) -> None:
    """Called by Django with the LOGGING of the settings: the lowest level that is written."""
    level = logging.getLevelNamesMapping()[options["level"]]
    shared: list[Processor] = [
        merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        tell_exception,
    ]
    as_json = structlog.processors.JSONRenderer(ensure_ascii=False)
    structlog.configure(
        processors=[*shared, as_json],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=_Lines,
    )
    handler = _ToStderr()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *shared],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                as_json,
            ],
        )
    )
    logging.raiseExceptions = False  # a fault in the logging itself would print what it was given
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.getLogger("django").handlers.clear()
    logging.getLogger("procrastinate").setLevel(max(level, logging.WARNING))
    for name in SILENT:
        silent = logging.getLogger(name)
        silent.handlers, silent.propagate = [logging.NullHandler()], False


class _Lines:
    """Where our own lines go: to the standard error, past the machinery that the libraries' lines take."""

    def __init__(self, *_args: object) -> None: ...

    def msg(self, line: str) -> None:
        sys.stderr.write(f"{line}\n")

    debug = info = warning = error = critical = msg


class _ToStderr(logging.Handler):
    """The same for the libraries' lines."""

    def emit(self, record: logging.LogRecord) -> None:
        sys.stderr.write(f"{self.format(record)}\n")


def tell_exception(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """The kind of the exception, the way to it, and what the database calls it; never its message."""
    error = _raised(event.pop("exc_info", None))
    if error is None:
        return event
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    event["exception"] = f"{type(error).__module__}.{type(error).__qualname__}"
    event["at"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    told = getattr(error.__cause__, "diag", None)
    if told is not None:
        event["database"] = {"state": told.sqlstate, "table": told.table_name, "constraint": told.constraint_name}
    return event


def _raised(told: object) -> BaseException | None:
    """An exception as loggers tell of it: itself, what `sys.exc_info` gave, or a bare yes."""
    match told:
        case BaseException():
            return told
        case (_, BaseException() as error, _):
            return error
        case True:
            return sys.exception()
    return None
