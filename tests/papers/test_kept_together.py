"""What belongs together on paper stands on the same page."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from kronobarn.papers.making import STYLE
from kronobarn.ui import documents
from tests.ui.rendering import rendered

SAID = """{% import "ui/paper.html" as paper with context %}
<!doctype html><html lang="sv"><title>x</title><body>
{% for number in range(120) %}<h4>Beslut {{ number }}</h4>{{ paper.said("Fritids har egna bollar.", "Lagt av Rut.") }}{% endfor %}
</body></html>"""


@pytest.mark.skipif(not documents.available(), reason="needs the libraries that make documents")
def test_who_said_it_stands_on_the_page_of_what_was_said() -> None:
    made = documents.pdf(rendered(SAID, direction="ltr"), style=STYLE)
    pages = [page.extract_text().split("\n") for page in PdfReader(BytesIO(made)).pages]
    assert len(pages) > 5
    for first, *rest in pages:
        assert first.startswith("Beslut")
        assert rest.count("Lagt av Rut.") == sum(line.startswith("Beslut") for line in [first, *rest])
