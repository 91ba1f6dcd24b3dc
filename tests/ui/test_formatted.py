"""Text that strangers have formatted: headings and lists, and nothing that runs or is fetched."""

from kronobarn.ui.formatted import formatted


def test_html_and_scripts_are_shown_as_they_were_written() -> None:
    made = formatted("<script>alert(1)</script> <img src=x onerror=y>\n\n<div onclick=z>a</div>")
    assert "<script" not in made
    assert "<img" not in made
    assert "<div" not in made
    assert "&lt;script&gt;" in made


def test_only_addresses_that_can_be_opened_become_links_and_no_picture_is_fetched() -> None:
    made = formatted(
        "[a](javascript:alert(1)) [b](data:text/html,x) [c](https://exempel.se) ![d](https://exempel.se/x.png)"
    )
    assert made.count("<a ") == 2
    assert "javascript:alert(1)</a>" not in made
    assert "<img" not in made


def test_headings_follow_the_pages_own_without_a_gap() -> None:
    assert "<h3>A</h3>" in formatted("### A")
    made = formatted("# A\n\n### B", below=3)
    assert "<h4>A</h4>" in made
    assert "<h5>B</h5>" in made
