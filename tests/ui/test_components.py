"""What the components promise: tokens, reasons, labels, and nothing unsaid."""

import re

import pytest
from django import forms
from django.utils.translation import gettext_lazy
from jinja2 import UndefinedError

from kronobarn.core.decisions import ALLOWED, Decision
from kronobarn.ui.gallery import ExampleForm
from tests.ui.rendering import KARIN, a_request, rendered


class Small(forms.Form):
    name = forms.CharField(
        label="Namn", help_text="Som i folkbokföringen", error_messages={"required": "Skriv ett namn."}
    )
    born = forms.DateField(label="Född", required=False, widget=forms.DateInput)
    way = forms.ChoiceField(
        label="Hur?", choices=[("a", "Brev"), ("b", "Samtal")], widget=forms.RadioSelect, required=False
    )


def test_an_allowed_act_is_a_button_with_its_tokens() -> None:
    html = rendered("{{ ui.act('Ta emot', '/x/', when) }}", a_request(KARIN), when=ALLOWED)

    assert '<form class="act" method="post" action="/x/">' in html
    assert re.search(r'name="csrfmiddlewaretoken" value="\w{20,}"', html)
    assert re.search(r'name="once" value="[0-9a-f-]{36}"', html)
    assert 'name="as" value="whose"' in html


def test_a_refused_act_is_its_reason_and_no_button() -> None:
    html = rendered("{{ ui.act('Ta emot', '/x/', when) }}", when=Decision("Någon annan har tagit emot den."))

    assert "Någon annan har tagit emot den." in html
    assert "<button" not in html
    assert "<form" not in html


def test_two_forms_on_a_page_have_tokens_of_their_own() -> None:
    html = rendered("{{ ui.act('A', '/a/') }}{{ ui.act('B', '/b/') }}")

    tokens = re.findall(r'name="once" value="([^"]+)"', html)
    assert len(set(tokens)) == 2


def test_a_field_is_tied_to_its_label_its_help_and_its_error() -> None:
    html = rendered("{{ ui.field(form['name']) }}", form=Small({}))

    assert '<label class="field__label" for="id_name">Namn</label>' in html
    assert 'aria-describedby="id_name_hint id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_name_hint"' in html
    assert 'id="id_name_error"' in html
    assert "Skriv ett namn." in html


def test_a_field_that_may_be_left_empty_says_so() -> None:
    assert "(frivilligt)" in rendered("{{ ui.field(form['born']) }}", form=Small())
    assert "(frivilligt)" not in rendered("{{ ui.field(form['name']) }}", form=Small())


def test_a_fact_that_is_translated_later_is_one_text_and_a_list_is_several() -> None:
    html = rendered("{{ ui.facts(pairs) }}", pairs=[("Paragraf", gettext_lazy("OSL 10 kap.")), ("Vilka", ["A", "B"])])

    assert re.findall("<dd>(.*?)</dd>", html) == ["OSL 10 kap.", "A", "B"]


def test_a_date_is_given_to_the_browser_as_it_expects() -> None:
    html = rendered("{{ ui.field(form['born']) }}", form=Small({"born": "2026-11-21"}))

    assert 'type="date"' in html
    assert 'value="2026-11-21"' in html


def test_a_choice_is_a_group_with_its_question_and_keeps_what_was_chosen() -> None:
    html = rendered("{{ ui.field(form['way']) }}", form=Small({"way": "b"}))

    assert "<fieldset" in html
    assert "<legend" in html
    assert html.count("checked") == 1
    assert re.search(r'value="b" checked', html)


def test_the_error_summary_links_to_fields_that_are_there() -> None:
    form = ExampleForm({})

    html = rendered("{{ ui.error_summary(form) }}{{ ui.fields(form) }}", form=form)

    targets = re.findall(r'<a href="#([^"]+)"', html)
    assert targets
    assert all(f'id="{target}"' in html for target in targets)


def test_typed_text_is_escaped_and_kept() -> None:
    html = rendered("{{ ui.field(form['name']) }}", form=Small({"name": '"><script>'}))

    assert "<script>" not in html
    assert "&#34;&gt;&lt;script&gt;" in html


def test_an_autosaving_form_still_posts_without_script() -> None:
    html = rendered("{% call ui.form('/save/', 'Spara', autosave='/draft/') %}{% endcall %}")

    assert 'method="post" action="/save/"' in html
    assert 'hx-post="/draft/"' in html
    assert 'role="status"' in html


def test_a_missing_value_breaks_the_page_instead_of_leaving_a_hole() -> None:
    with pytest.raises(UndefinedError):
        rendered("{{ ui.panel(nothing) }}")


def test_an_empty_fact_is_said_to_be_missing() -> None:
    assert rendered("{{ ui.facts([('Tolk', ''), ('Språk', [])]) }}").count("Inte angivet") == 2


def test_a_protected_child_is_marked_in_words() -> None:
    html = rendered("{{ ui.child_header('Okänt namn', protection='Skyddade personuppgifter') }}")

    assert "<strong>Skyddade personuppgifter</strong>" in html
