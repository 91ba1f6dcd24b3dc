"""A question to Elsa's coach."""

from datetime import timedelta
from typing import Any

from kronobarn.core import clock
from kronobarn.core.actor import Actor
from tests.story import Story


def question(story: Story, by: Actor, **changed: Any) -> dict[str, Any]:
    """What `guests.ask` wants to know."""
    return {
        "matter": story.matter,
        "label": "Fotbollstränare",
        "area_key": "healthy",
        "question": "Hur orkar Elsa på träningen?",
        "purpose": "För att förstå om hon är trött överallt.",
        "agreed": "Eva och Emil sa ja i telefon i dag.",
        "until": clock.today() + timedelta(days=14),
        "by": by,
        **changed,
    }
