"""Reads a PDF that somebody has sent. Runs as a process of its own that may use so much memory and time, and no more.

`apart` starts it. It is asked to clean a PDF or to draw its first pages, gets it on standard input, and answers on
standard output: a line of JSON, and then the files that the line tells the sizes of. It knows no database, no settings
and nobody's name, and it imports nothing of ours: what is wrong with a reader of PDF stays in here.
"""

import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from typing import Any, Final

MOST_MEMORY: Final = 1024**3
"""Bytes that may be addressed. A scanned A4 in colour at 600 to the inch takes a tenth of it to draw."""
MOST_SECONDS: Final = 15
"""Of processor time."""
MOST_PAGES: Final = 50
LONGEST_PAGE: Final = 5000.0
"""Points: larger than A0. What is larger is a drawing of something else, or meant to fill the memory."""
MOST_OBJECTS: Final = 60_000
DEEPEST: Final = 60
"""Lists in lists, in one object."""
CUT: Final = 1.0
"""Points: what is cut off a page by more than this is hidden, not gone, and anybody can show it again."""
DRAWN: Final = 1400
"""Pixels on a page's longer side, whatever size the page says that it has."""
SHARPEST: Final = 3.0
"""Pixels to a point at most: a small note is not blown up."""
MOST_UNPACKED: Final = 30 * 1024 * 1024
"""Bytes of all the photographs in it, and of what is drawn on any page."""
PHOTOGRAPH: Final = frozenset({"/DCTDecode", "/DCT"})
IN_THE_LINE: Final = re.compile(rb"\bBI\s[^()]{0,900}?/DCT(?:Decode)?\b[^()]{0,900}?\bID\s")
"""A photograph in the middle of what is drawn, where nothing can be taken out of it."""
MARKER: Final = re.compile(rb"\xff[^\x00\x01\xd0-\xd8\xff]")
"""Where a part of a JPEG begins. The others are inside a picture, and have no parts of their own."""

ACTS: Final = frozenset({"/JavaScript", "/Rendition", "/Movie", "/Sound", "/RichMediaExecute", "/GoTo3DView"})
STARTS: Final = frozenset({"/Launch", "/ImportData", "/GoToE"})
CARRIES: Final = frozenset({"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/3D", "/Screen"})
TOLD: Final = ("/Metadata", "/PieceInfo", "/AA", "/AF", "/Thumb", "/LastModified")
"""What any object may carry beside what is seen."""
ROOT: Final = frozenset({"/Type", "/Pages", "/Lang", "/MarkInfo", "/StructTreeRoot", "/OCProperties", "/PageLabels"})
PAGE: Final = frozenset(
    {"/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/Contents", "/Group"}
    | {"/StructParents", "/UserUnit"}
)
PLACE: Final = frozenset({"/Type", "/Subtype", "/Rect", "/P", "/StructParent"})
"""What is left of a note on a page that the order of reading points to."""


class Refused(Exception):
    """It is not kept. `why` is a key of `apart.Refusal`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def clean(sent: bytes) -> tuple[bytes, int]:
    """The PDF saved anew with what is seen on its pages and the order of reading, and how many pages it has.

    Refused is what does something, carries something or cannot be read. Left behind is who made it, when and with
    what, links and notes (what they show is drawn on the page), and what its pictures tell of where they were taken.
    """
    import pikepdf

    try:
        # Nothing is guessed: of a file that was cut off, only some of the pages would be found.
        with pikepdf.open(BytesIO(sent), attempt_recovery=False) as read:
            if read.is_encrypted:
                raise Refused("encrypted")
            if len(read.objects) > MOST_OBJECTS:
                raise Refused("heavy")
            _refuse_what_acts(read)
            pages = len(read.pages)
            if not 0 < pages <= MOST_PAGES:
                raise Refused("pages" if pages else "broken")
            read.generate_appearance_streams()
            read.flatten_annotations("screen")
            _leave_behind(read)
            kept = BytesIO()
            read.save(kept, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    except pikepdf.PasswordError as problem:
        raise Refused("encrypted") from problem
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError) as problem:
        raise Refused("broken") from problem
    return kept.getvalue(), pages


def _refuse_what_acts(read: Any) -> None:
    for one in _dictionaries(read):
        said, kind = str(one.get("/S", "")), str(one.get("/Subtype", ""))
        if said in ACTS or ("/JS" in one and "/S" in one) or "/XFA" in one:
            raise Refused("script")
        if said in STARTS:
            raise Refused("starts")
        if kind in CARRIES or str(one.get("/Type", "")) == "/EmbeddedFile" or ("/EF" in one and "/F" in one):
            raise Refused("carries")
    names = read.Root.get("/Names", {})
    if "/JavaScript" in names:
        raise Refused("script")
    if "/EmbeddedFiles" in names or "/Collection" in read.Root:
        raise Refused("carries")


def _leave_behind(read: Any) -> None:
    import pikepdf

    for page in read.pages:
        box = [float(each) for each in page.cropbox]
        unit = float(page.obj.get("/UserUnit", 1))
        sides = (abs(box[2] - box[0]) * unit, abs(box[3] - box[1]) * unit)
        if not all(1 <= side <= LONGEST_PAGE for side in sides):
            raise Refused("page")
        whole = [float(each) for each in page.mediabox]
        if any(cut > CUT for cut in (box[0] - whole[0], box[1] - whole[1], whole[2] - box[2], whole[3] - box[3])):
            raise Refused("cut")
        _keep_only(page.obj, PAGE)
    _keep_only(read.Root, ROOT)
    if "/Info" in read.trailer:
        del read.trailer["/Info"]
    for one in _dictionaries(read):
        for name in TOLD:
            if name in one:
                del one[name]
        if "/Rect" in one and "/Subtype" in one:
            _keep_only(one, PLACE)
    left = MOST_UNPACKED
    for one in read.objects:
        if isinstance(one, pikepdf.Stream):
            left -= _strip_photograph(one, left)


def _keep_only(one: Any, names: frozenset[str]) -> None:
    for name in [name for name in one.keys() if name not in names]:  # noqa: SIM118 - it is no dict
        del one[name]


def _dictionaries(read: Any) -> Iterator[Any]:
    """Every dictionary in it, those of streams too; each once."""
    import pikepdf

    waiting = [(one, 0) for one in read.objects]
    while waiting:
        one, depth = waiting.pop()
        if depth > DEEPEST:
            raise Refused("heavy")
        if isinstance(one, pikepdf.Array):
            inside = list(one)
        elif isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
            yield one
            inside = [value for _name, value in one.items()]
        else:
            continue
        waiting.extend(
            (each, depth + 1) for each in inside if isinstance(each, pikepdf.Object) and not each.is_indirect
        )


def _strip_photograph(stream: Any, most: int) -> int:
    """A JPEG lies in a PDF as the camera wrote it: with where and when. How many bytes it is, unpacked."""
    import pikepdf

    filters = stream.get("/Filter")
    named = [str(each) for each in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    if PHOTOGRAPH.isdisjoint(named):
        _refuse_photograph_in_the_line(stream)
        return 0
    if not PHOTOGRAPH.isdisjoint(named[:-1]):
        raise Refused("photograph")
    jpeg = stream.read_raw_bytes() if len(named) == 1 else _unpacked(stream, named[:-1])
    if len(jpeg) > most:
        raise Refused("heavy")
    stream.write(without_told(jpeg), filter=pikepdf.Name.DCTDecode)
    return len(jpeg)


def _unpacked(stream: Any, filters: list[str]) -> bytes:
    """What a photograph was before it was packed once more, or several times."""
    import pikepdf

    told = stream.get("/DecodeParms")
    if isinstance(told, pikepdf.Array):
        told = pikepdf.Array(list(told)[: len(filters)])
    stream.write(stream.read_raw_bytes(), filter=pikepdf.Array(map(pikepdf.Name, filters)), decode_parms=told)
    try:
        return bytes(stream.read_bytes(pikepdf.StreamDecodeLevel.specialized))
    except pikepdf.PdfError as problem:
        raise Refused("photograph") from problem


def _refuse_photograph_in_the_line(stream: Any) -> None:
    import pikepdf

    if stream.get("/Subtype") == pikepdf.Name.Image:
        return
    try:
        drawn = stream.read_bytes(pikepdf.StreamDecodeLevel.specialized)
    except pikepdf.PdfError:  # then nobody else can draw it
        return
    if len(drawn) > MOST_UNPACKED:
        raise Refused("heavy")
    if IN_THE_LINE.search(drawn):
        raise Refused("photograph")


def without_told(jpeg: bytes) -> bytes:
    """A JPEG without what is told of it: Exif, XMP, IPTC, comments, and what lies before and after the picture.

    Its picture and its colours stay.
    """
    at = jpeg.find(b"\xff\xd8") + 2
    if at < 2:
        raise Refused("broken")
    kept, is_picture = bytearray(b"\xff\xd8"), False
    while found := MARKER.search(jpeg, at):
        mark = jpeg[found.end() - 1]
        if is_picture:
            kept += jpeg[at : found.start()]
        if mark == 0xD9:  # the end
            return bytes(kept) + b"\xff\xd9"
        at = found.end() + int.from_bytes(jpeg[found.end() : found.end() + 2])
        if not (mark == 0xFE or (0xE0 <= mark <= 0xEF and mark not in (0xE0, 0xE2, 0xEE))):
            kept += jpeg[found.start() : at]
        is_picture = is_picture or mark == 0xDA
    return bytes(kept) + (jpeg[at:] if is_picture else b"")


def drawn(content: bytes, most: int) -> list[bytes]:
    """The first pages as JPEG."""
    import pypdfium2

    found = []
    try:
        with pypdfium2.PdfDocument(content) as read:
            for number in range(min(len(read), most)):
                page = read[number]
                wide, high = page.get_size()
                scale = min(DRAWN / max(wide, high, 1), SHARPEST)
                picture = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
                kept = BytesIO()
                picture.save(kept, "JPEG", quality=80)
                found.append(kept.getvalue())
                page.close()
    except pypdfium2.PdfiumError as problem:
        raise Refused("broken") from problem
    return found


def _answer(what: str, sent: bytes) -> tuple[dict[str, object], list[bytes]]:
    try:
        if what == "clean":
            content, pages = clean(sent)
            drawn(content, 1)  # what cannot be shown is not kept
            return {"pages": pages, "sizes": [len(content)]}, [content]
        found = drawn(sent, int(re.sub(r"\D", "", what)))
        return {"pages": len(found), "sizes": [len(one) for one in found]}, found
    except Refused as problem:
        return {"refused": problem.why}, []
    except (MemoryError, RecursionError):
        return {"refused": "heavy"}, []


def _limit() -> None:
    """Before anything is read. None of it can be raised again."""
    import resource

    for kind, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_FSIZE, 0),  # it writes no file
        (resource.RLIMIT_CORE, 0),  # and leaves none behind
    ):
        with suppress(ValueError, OSError):  # a system that does not know the limit has the parent's clock left
            resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    _limit()
    os.nice(5)
    told, files = _answer(sys.argv[1], sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + b"".join(files))
