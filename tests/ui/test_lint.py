"""The template lint finds what it is there for, and our templates pass it."""

import pytest

from tests.lint_templates import faults, main


@pytest.mark.parametrize(
    "source",
    [
        "<p>Hej</p>",
        '<p style="color: red">{{ _("Hej") }}</p>',
        "<script>alert(1)</script>",
        '<img src="/a.png" alt="En bild">',
        '<button onclick="go()">{{ _("Gå") }}</button>',
        "{{ text|safe }}",
        '{{ ui.panel("Rubrik") }}',
        "{{ _('Hej %(who)s', who='Världen') }}",
        "{{ names | join(', ') }}",
        "{{ name ~ ', ' ~ unit }}",
    ],
)
def test_a_fault_is_found(source: str) -> None:
    assert faults(source)


@pytest.mark.parametrize(
    "source",
    [
        '<p class="lead">{{ _("Hej") }}</p>',
        "<p>{% trans %}Hej alla{% endtrans %}</p>",
        '<script src="{{ static("ui/kronobarn.js") }}" defer></script>',
        '{% if tone == "warning" %}<b class="x">–</b>{% endif %}',
        "{# Words about the template #}",
    ],
)
def test_sound_templates_pass(source: str) -> None:
    assert not faults(source)


def test_our_templates_pass() -> None:
    assert main() == 0
