"""Text with headings, lists and emphasis, written as Markdown. What is HTML in it is shown as it was written, never run."""

from functools import lru_cache
from typing import Final

from markdown_it import MarkdownIt
from markupsafe import Markup

# The preset for what strangers write: no HTML, and no address but http, https and mailto. A picture would be fetched elsewhere.
_reader: Final = MarkdownIt("js-default", {"html": False, "linkify": False}).disable(
    ["image", "html_block", "html_inline"]
)
_LOWEST: Final = 6


@lru_cache(maxsize=256)
def formatted(text: str, below: int = 2) -> Markup:
    """The text as a part of a page, whose headings stand below a heading of the page's own, whatever levels were written."""
    tokens = _reader.parse(text)
    headings = [token for token in tokens if token.type in {"heading_open", "heading_close"}]
    levels = sorted({token.tag for token in headings})
    for token in headings:
        token.tag = f"h{min(below + 1 + levels.index(token.tag), _LOWEST)}"
    return Markup(_reader.renderer.render(tokens, _reader.options, {}))  # noqa: S704 - the reader escapes
