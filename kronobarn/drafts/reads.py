"""What a form begins with: what was typed in it and not sent, when anything was."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Final
from uuid import UUID, uuid4

from django.db.models import CharField, Exists, Expression, OuterRef
from django.db.models.functions import Concat
from django.forms import BaseForm, ChoiceField
from django.urls import reverse
from django.utils.choices import flatten_choices

from kronobarn.core.actor import Actor, ActorRequest
from kronobarn.drafts import windows
from kronobarn.drafts.models import Draft

SHOWN: Final = 5
"""So many versions are shown beside the one in the form; the others wait their turn."""


def typed(*, child_id: UUID, form: str, by: Actor) -> dict[str, Any]:
    """The draft as initial values of a Django form; empty when there is none. Of several, the latest."""
    return _values(_versions(by, child_id, form)[:1])


def _versions(by: Actor, child_id: UUID, form: str) -> list[Draft]:
    rows = Draft.objects.visible_to(by).filter(child=child_id, form=form)
    return list(rows.order_by("-saved_at", "pk")[: SHOWN + 1])


def _values(versions: Iterable[Draft]) -> dict[str, Any]:
    return {name: values[0] if len(values) == 1 else values for one in versions for name, values in one.typed.items()}


def is_begun(*form: Expression) -> Exists:
    """Brought along with a row about a child: whether the reader has typed anything in the form of these parts.

    (The database shows one's own alone.)
    """
    return Exists(Draft.objects.filter(child=OuterRef("child"), form=Concat(*form, output_field=CharField())))


@dataclass(frozen=True)
class Other:
    """What the same person has typed in another window: the words that differ, each under its field's label."""

    mark: str
    saved_at: datetime
    words: list[tuple[str, str]]
    goes: bool
    """Ticked: it may go when this one is sent."""


class HalfWritten:
    """A form in the window that is open: what was typed in it before, and what was typed in it elsewhere.

    Asks the database first when something is wanted of it.
    """

    def __init__(self, request: ActorRequest, *, child_id: UUID, form: str) -> None:
        self._by, self._child_id, self._form = request.actor, child_id, form
        self._sent = windows.sent_from(request.POST) if request.method == "POST" else None
        self.afresh = False
        """The form stands without what was kept, which is then not replaced."""

    @property
    def address(self) -> str:
        """Where what is typed is kept."""
        return reverse("drafts:keep", args=[self._child_id, self._form])

    @property
    def words(self) -> dict[str, Any]:
        """What was typed last, as initial values of the form; nothing when the form has been sent and came back."""
        return {} if self._sent else _values(self._kept[:1])

    @property
    def fields(self) -> list[tuple[str, str]]:
        """What the form carries along of its window."""
        began = self._sent.began if self._sent else "" if self.afresh else "".join(one.mark for one in self._kept[:1])
        return [(windows.ID, self._window), (windows.BEGAN, began)]

    def others(self, form: BaseForm | None = None) -> list[Other]:
        """What was typed in other windows and is not in the form."""
        own = windows.replaced(self._kept, self._sent, "") if self._sent else next(iter(self._kept), None)
        own = None if self.afresh else own
        away = self._sent.away if self._sent else ()
        told = [
            Other(one.mark, one.saved_at, _unlike(one, own, form), one.mark in away)
            for one in self._kept
            if one is not own
        ]
        return [one for one in told if one.words]

    def unseen(self, form: BaseForm | None = None) -> list[Other]:
        """What was typed in other windows and has not been shown beside what is sent now."""
        beside = self._sent.beside if self._sent else frozenset()
        return [one for one in self.others(form) if one.mark not in beside]

    @cached_property
    def _kept(self) -> list[Draft]:
        return _versions(self._by, self._child_id, self._form)

    @cached_property
    def _window(self) -> str:
        return (self._sent.id if self._sent else "") or str(uuid4())


def _unlike(one: Draft, own: Draft | None, form: BaseForm | None) -> list[tuple[str, str]]:
    """The fields that a reader would miss, in words."""
    mine = own.typed if own else {}
    return [
        told
        for name, values in one.typed.items()
        if name not in windows.OPENED_WITH and values != mine.get(name) and any(map(str.strip, values))
        if (told := _told(name, values, form))
    ]


def _told(name: str, values: list[str], form: BaseForm | None) -> tuple[str, str] | None:
    """A field and what was typed in it; a choice by its label. What the page carries along by itself is not told."""
    field = form.fields.get(name) if form else None
    text = "\n".join(values).strip()
    if field is None:
        return ("", text) if " " in text else None
    if field.widget.is_hidden:
        return None
    if isinstance(field, ChoiceField):
        offered: Any = field.choices
        flat: Iterable[tuple[Any, Any]] = flatten_choices(offered)
        labels = {str(key): str(label) for key, label in flat}
        text = "\n".join(labels.get(value, value) for value in values)
    return str(field.label or ""), text
