"""PDF to send: what a scanner makes, and what nobody should send."""

import zlib
from base64 import a85encode
from collections.abc import Callable
from io import BytesIO
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.documents.pictures import picture

MARK = "hemma hos Elsa"
PACKS: Final[dict[str, Callable[[bytes], bytes]]] = {
    "/FlateDecode": zlib.compress,
    "/Fl": zlib.compress,
    "/ASCII85Decode": lambda content: a85encode(content) + b"~>",
    "/A85": lambda content: a85encode(content) + b"~>",
    "/ASCIIHexDecode": lambda content: content.hex().encode() + b">",
    "/RunLengthDecode": lambda content: b"".join(b"\x00" + bytes([one]) for one in content) + b"\x80",
}


def pdf(pages: int = 1, change: Callable[[Pdf], None] | None = None, **save: Any) -> bytes:
    """A scanned paper with all that a program may tell of it, changed as asked."""
    made = Pdf.new()
    font = made.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for number in range(pages):
        photograph = made.make_stream(
            picture((60, 80), taken_at=MARK),
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=60,
            Height=80,
            ColorSpace=Name.DeviceRGB,
            BitsPerComponent=8,
            Filter=Name.DCTDecode,
        )
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, 595, 842]),
            Resources=Dictionary(Font=Dictionary(F1=font), XObject=Dictionary(Im0=photograph)),
            Contents=made.make_stream(
                f"q 300 0 0 400 50 300 cm /Im0 Do Q BT /F1 24 Tf 72 760 Td (Sida {number + 1}) Tj ET".encode()
            ),
        )
        made.pages.append(pikepdf.Page(made.make_indirect(page)))
    made.docinfo["/Author"] = MARK
    rdf = "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>"
    xmp = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{rdf}<!--{MARK}--></x:xmpmeta>".encode()
    made.Root.Metadata = made.make_stream(xmp, Type=Name.Metadata, Subtype=Name.XML)
    made.Root.Lang = String("sv")
    if change is not None:
        change(made)
    kept = BytesIO()
    made.save(kept, **save)
    return kept.getvalue()


def encrypted(**passwords: str) -> bytes:
    return pdf(encryption=pikepdf.Encryption(owner="hemligt", user=passwords.get("user", "")))


def opens_with(**does: Any) -> Callable[[Pdf], None]:
    """Something happens when it is opened."""

    def change(made: Pdf) -> None:
        made.Root.OpenAction = Dictionary(**does)

    return change


def script_of_the_names(made: Pdf) -> None:
    act = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("x"), act])))


def script_of_a_field(made: Pdf) -> None:
    act = Dictionary(S=Name.JavaScript, JS=made.make_stream(b"app.alert(1)"))
    _note(made, Dictionary(Subtype=Name.Widget, FT=Name.Tx, T=String("x"), AA=Dictionary(K=act)))
    made.Root.AcroForm = Dictionary(Fields=Array([made.pages[0].obj.Annots[0]]))


def form_of_its_own(made: Pdf) -> None:
    made.Root.AcroForm = Dictionary(Fields=Array([]), XFA=made.make_stream(b"<xdp/>"))


def attachment(made: Pdf) -> None:
    made.attachments["x.exe"] = b"MZ"


def attachment_on_a_page(made: Pdf) -> None:
    file = Dictionary(Type=Name.EmbeddedFile)
    carried = made.make_stream(b"MZ", file)
    told = Dictionary(Type=Name.Filespec, F=String("x.exe"), EF=Dictionary(F=carried))
    _note(made, Dictionary(Subtype=Name.FileAttachment, FS=told))


def link_and_note(made: Pdf) -> None:
    """What may be there, and is left behind."""
    _note(made, Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("https://example.org/spår"))))
    _note(made, Dictionary(Subtype=Name.Text, T=String(MARK), Contents=String(MARK)))
    made.pages[0].obj.PieceInfo = Dictionary(Word=Dictionary(Private=String(MARK)))


def _note(made: Pdf, what: Any) -> None:
    what.Type, what.Rect = Name.Annot, Array([10, 10, 60, 60])
    page = made.pages[0].obj
    if "/Annots" not in page:
        page.Annots = Array([])
    page.Annots.append(made.make_indirect(what))


def page_of(*size: float, unit: float = 1) -> Callable[[Pdf], None]:
    def change(made: Pdf) -> None:
        made.pages[0].obj.MediaBox = Array([0, 0, *size])
        made.pages[0].obj.UserUnit = unit

    return change


def cut(made: Pdf) -> None:
    """The heading is outside what is seen of the page."""
    made.pages[0].obj.CropBox = Array([0, 0, 595, 700])


def bomb(made: Pdf) -> None:
    """A small file with a picture that says that it is enormous."""
    stream = made.make_stream(
        bytes(50_000_000),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=60_000,
        Height=60_000,
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
    )
    made.pages[0].obj.Resources.XObject.Im0 = stream


def packed(*filters: str) -> Callable[[Pdf], None]:
    """The last page's photograph, packed by all of them: the last unpacked first."""

    def change(made: Pdf) -> None:
        content = picture((60, 80), taken_at=MARK)
        for name in reversed(filters):
            content = PACKS.get(name, bytes)(content)
        made.pages[-1].obj.Resources.XObject.Im0.write(content, filter=Array(map(Name, filters)))

    return change


def padded(megabytes: int) -> Callable[[Pdf], None]:
    """Every page's photograph is a little one with a great deal of nothing in front of it, packed tightly."""

    def change(made: Pdf) -> None:
        content = picture((60, 80))
        nothing = (b"\xff\xe2\xff\xff" + bytes(65533)) * (megabytes * 16)
        for page in made.pages:
            page.obj.Resources.XObject.Im0.write(
                zlib.compress(content[:2] + nothing + content[2:]), filter=Array([Name.FlateDecode, Name.DCTDecode])
            )

    return change


def in_the_line(made: Pdf) -> None:
    """A photograph among what is drawn."""
    said = b"q 60 0 0 80 0 0 cm BI /W 60 /H 80 /CS /RGB /BPC 8 /F /DCT ID " + picture((60, 80), taken_at=MARK)
    made.pages[0].obj.Contents = made.make_stream(said + b"\nEI Q")


def nested(made: Pdf) -> None:
    """Lists in lists."""
    inside: Any = Array([])
    for _ in range(90):
        inside = Array([inside])
    made.Root.MarkInfo = Dictionary(Deep=inside)


def told(content: bytes) -> bytes:
    """All that is written anywhere in it, unpacked."""
    with Pdf.open(BytesIO(content)) as read:
        found = [one.unparse(resolved=True) for one in read.objects]
        found += [one.read_raw_bytes() for one in read.objects if isinstance(one, pikepdf.Stream)]
        found += [read.trailer.unparse()]
    return b"\n".join(found)
