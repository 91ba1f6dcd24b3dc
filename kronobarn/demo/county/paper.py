"""A paper as somebody at work has saved it from their own program: a PDF of one page."""

from collections.abc import Sequence
from io import BytesIO

LEFT, TOP, LINE = 72, 740, 28


def sheet(heading: str, lines: Sequence[str]) -> bytes:
    """A heading and some lines, in letters that every program has."""
    from pikepdf import Array, Dictionary, Name, Page, Pdf  # loaded only where the county is

    made = Pdf.new()
    font = made.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    )
    drawn = [_line(heading, 22, TOP), *(_line(one, 13, TOP - 20 - LINE * n) for n, one in enumerate(lines, 1))]
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, 595, 842]),
        Resources=Dictionary(Font=Dictionary(F1=font)),
        Contents=made.make_stream(b"\n".join(drawn)),
    )
    made.pages.append(Page(made.make_indirect(page)))
    kept = BytesIO()
    made.save(kept)
    return kept.getvalue()


def _line(words: str, size: int, down: int) -> bytes:
    said = words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /F1 %d Tf %d %d Td (%s) Tj ET" % (size, LEFT, down, said)
