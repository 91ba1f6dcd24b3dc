"""A Django form field as plain values, so that a macro can draw it accessibly."""

from dataclasses import dataclass
from typing import Any, Literal

from django.forms import BoundField
from django.forms.widgets import (
    CheckboxInput,
    CheckboxSelectMultiple,
    DateInput,
    FileInput,
    Input,
    RadioSelect,
    Select,
    Textarea,
)
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

# Attributes the macro writes itself, and `cols`, which would override the width of our style sheet.
DRAWN_BY_US = frozenset(
    ("id", "name", "value", "class", "style", "checked", "required", "cols", "aria-describedby", "aria-invalid")
)

Kind = Literal["input", "textarea", "select", "radios", "checkboxes", "checkbox", "other"]


@dataclass(frozen=True, slots=True)
class Option:
    """One choice in a list, a group of radios or a group of boxes."""

    id: str
    value: str
    label: str
    chosen: bool
    group: str = ""


@dataclass(frozen=True, slots=True)
class FieldView:
    """What the macro draws."""

    kind: Kind
    id: str
    name: str
    label: str
    help: str
    help_id: str
    errors: list[str]
    error_id: str
    optional: bool
    described_by: str
    input_type: str
    value: str
    attrs: dict[str, str]
    options: list[Option]
    chosen: bool
    disabled: bool
    other: SafeString


def _kind(widget: object) -> Kind:
    match widget:
        case CheckboxSelectMultiple():
            return "checkboxes"
        case RadioSelect():
            return "radios"
        case CheckboxInput():
            return "checkbox"
        case Select():
            return "select"
        case Textarea():
            return "textarea"
        case Input():
            return "input"
        case _:
            return "other"


def _options(drawn: dict[str, Any], field_id: str) -> list[Option]:
    found: list[Option] = []
    for group, members, _index in drawn["optgroups"]:
        for member in members:
            number = len(found)
            found.append(
                Option(
                    # The first choice carries the field's own id, so that the error summary can point at it.
                    id=field_id if number == 0 else f"{field_id}_{number}",
                    value=str(member["value"]),
                    label=str(member["label"]),
                    chosen=bool(member["selected"]),
                    group=str(group or ""),
                )
            )
    return found


def _input_type(widget: object) -> str:
    """Dates get the browser's own calendar; Django would draw them as text."""
    if isinstance(widget, DateInput):
        return "date"
    return widget.input_type if isinstance(widget, Input) and widget.input_type else "text"


def _value(bound: BoundField, drawn: dict[str, Any], input_type: str) -> str:
    raw = bound.value()
    if input_type == "date" and hasattr(raw, "isoformat"):
        return str(raw.isoformat())[:10]
    value = drawn.get("value")
    return "" if value is None else str(value)


def view(bound: BoundField) -> FieldView:
    """Read everything a macro needs from the field."""
    widget = bound.field.widget
    kind = _kind(widget)
    field_id = bound.auto_id or bound.html_name
    drawn: dict[str, Any] = widget.get_context(bound.html_name, bound.value(), dict(widget.attrs))["widget"]
    help_id, error_id = f"{field_id}_hint", f"{field_id}_error"
    errors = [str(error) for error in bound.errors]
    described = [help_id] * bool(bound.help_text) + [error_id] * bool(errors)
    input_type = _input_type(widget)
    attrs = {
        key: "" if value is True else str(value)
        for key, value in drawn["attrs"].items()
        if key not in DRAWN_BY_US and value is not False and value is not None
    }
    if described:
        attrs["aria-describedby"] = " ".join(described)
    if errors:
        attrs["aria-invalid"] = "true"
    if bound.field.disabled:
        attrs["disabled"] = ""
    return FieldView(
        kind=kind,
        id=field_id,
        name=bound.html_name,
        label=str(bound.label),
        help=conditional_escape(bound.help_text) if bound.help_text else "",
        help_id=help_id,
        errors=errors,
        error_id=error_id,
        # What some of the answers need is not called optional: the field says `depends`.
        optional=not bound.field.required and not getattr(bound.field, "depends", False),
        described_by=" ".join(described),
        input_type=input_type,
        value="" if isinstance(widget, FileInput) else _value(bound, drawn, input_type),
        attrs=attrs,
        options=_options(drawn, field_id) if kind in ("select", "radios", "checkboxes") else [],
        chosen=bool(drawn["attrs"].get("checked")),
        disabled=bound.field.disabled,
        other=bound.as_widget() if kind == "other" else SafeString(),
    )
