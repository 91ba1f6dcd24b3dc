"""A page as a document to take along: tagged PDF, or PDF/A for an archive, made here and without a browser.

WeasyPrint and the libraries it needs (Pango) take two seconds to load: the web server's processes and the worker do it
beside their other work when they start (`warm`), so that nobody waits for it. Where they are missing nothing breaks:
`available` says so, and pages offer the print view instead.
"""

import ctypes
import logging
import sys
import warnings
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from threading import Lock, Thread
from types import MappingProxyType
from typing import Any, Final

from django.http import HttpResponse
from django.template import engines

from kronobarn.ui.language import direction, one_language, spoken

STYLE: Final = Path(__file__).parent / "static" / "ui" / "document.css"
REMEDY: Final = "Installera libpango-1.0-0, libpangoft2-1.0-0 och libharfbuzz-subset0, och starta om."
NEEDED: Final = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
_one_at_a_time: Final = Lock()
"""Laying out a document takes memory and a whole processor: a process makes one at a time."""


class Variant(StrEnum):
    """What the document must live up to. Structure and language are in both; none of them is certified."""

    READABLE = "pdf/ua-1"
    LASTING = "pdf/a-2a"


class Unavailable(Exception):
    """The libraries that make documents are not installed."""


def html(template: str, context: Mapping[str, Any]) -> str:
    """A template that extends `ui/document.html`, as text. The context brings everything: there is no request here."""
    with one_language():
        env = engines["jinja2"].env  # type: ignore[attr-defined]
        said = {"language": spoken(), "direction": direction(spoken())}
        text: str = env.get_template(template).render({**said, **context})
    return text


def pdf(
    text: str,
    *,
    variant: Variant = Variant.READABLE,
    pictures: Mapping[str, bytes] = MappingProxyType({}),
    style: Path | None = None,
) -> bytes:
    """The text as PDF. It fetches nothing: no picture but those that come with it, no font or style sheet but our own.

    `pictures` are JPEG, by the address that the text gives them (`picture:…`). `style` is a feature's own style sheet.
    """
    library = _library()
    if library is None:
        raise Unavailable(REMEDY)
    with _one_at_a_time, warnings.catch_warnings():
        # For PDF/A the library leaves its own colour profile open, until the garbage collector has been there.
        warnings.simplefilter("ignore", ResourceWarning)
        styles = [library.CSS(filename=one) for one in (STYLE, style) if one]
        source = library.HTML(string=text, url_fetcher=_fetcher(pictures))
        made: bytes = source.write_pdf(pdf_variant=variant.value, stylesheets=styles)
    return made


def warm() -> None:
    """Load what the first document would have to wait for: the library, our style sheets and the fonts."""
    if available():
        pdf(
            "<!doctype html><html lang=sv><title>x</title><h1>x</h1><table><tr><th>x</th><td>x</td></tr></table></html>"
        )


def warm_up_beside() -> None:
    """The same in a thread of its own: a process that starts answers meanwhile."""
    Thread(target=warm, name="warm-documents", daemon=True).start()


def answer(made: bytes, name: str, *, download: bool = False) -> HttpResponse:
    """The document as what a page answers with. `name` says what it is, and never whose."""
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'{"attachment" if download else "inline"}; filename="{name}.pdf"'
    response["Cache-Control"] = "no-store"
    return response


@cache
def available() -> bool:
    """Whether documents can be made. Loading the library to find out would take a page two seconds."""
    if sys.platform != "linux":
        return _library() is not None
    try:
        for name in NEEDED:
            ctypes.CDLL(name)
    except OSError:
        return False
    return True


@cache
def _library() -> Any:
    # What it could say of a document, it would say with the document's words. It begins when it is imported.
    for name in ("weasyprint", "weasyprint.progress", "fontTools"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        import weasyprint
    except (ImportError, OSError):  # Python's part is always there; OSError is what a missing Pango gives
        return None
    return weasyprint


def _fetcher(pictures: Mapping[str, bytes]) -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Own(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url not in pictures:
                raise ValueError("a document fetches nothing")
            return URLFetcherResponse(url, pictures[url], {"Content-Type": "image/jpeg"})

    return Own()
