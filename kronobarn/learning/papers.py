"""Certificates, as documents to take along."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from django.http import HttpResponse

from kronobarn.core import clock
from kronobarn.learning.models import Event, Registration
from kronobarn.ui import documents

STYLE: Final = Path(__file__).parent / "static" / "learning" / "certificate.css"


def certificates(event: Event, came: Sequence[Registration]) -> HttpResponse:
    """One page for each who came."""
    said = [(one.name, [choice.session.title for choice in one.chosen.all()]) for one in came]
    context = {"event": event, "came": said, "made_at": clock.now()}
    made = documents.pdf(documents.html("learning/certificates.html", context), style=STYLE)
    return documents.answer(made, "intyg", download=True)
