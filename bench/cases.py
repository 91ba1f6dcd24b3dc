"""The five cases: what is asked for, by whom, and what is sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID, uuid4

from django.urls import reverse
from django.utils import timezone

from bench.county import WORDS

Fields = dict[str, str]


@dataclass(frozen=True)
class Case:
    """One page or one form, opened for one child after the other."""

    name: str
    who: Literal["head", "teacher", "anybody"]
    path: Callable[[UUID], str]
    fields: Callable[[], Fields] | None = None
    answers: int = 200

    @property
    def method(self) -> str:
        return "POST" if self.fields else "GET"

    def body(self) -> Fields:
        """What is sent: the form's own fields, made anew, so that no two are the same form."""
        return self.fields() if self.fields else {}


def _search() -> Fields:
    return {"look": "own", "name": "berg"}


def _signal() -> Fields:
    return {
        "what_was_seen": WORDS,
        "seen_on": timezone.localdate().isoformat(),
        "child_knows": "yes",
        "guardians_know": "no",
        "once": str(uuid4()),
    }


CASES: Final = (
    Case("child_page", "teacher", lambda child: reverse("chronology:child", args=[child])),
    Case("my_day", "teacher", lambda _: reverse("notices:my_day")),
    Case("my_children", "head", lambda _: reverse("circles:children")),
    Case("find_child", "head", lambda _: reverse("circles:find"), _search),
    Case("save_signal", "teacher", lambda child: reverse("concerns:notice", args=[child]), _signal, answers=302),
)
