"""What editors send in is searched before it is kept."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.documents.models import Document
from wagtail.images.models import Filter

from tests.documents.clamd import Fake
from webbplats.models import Picture

FOUND = b"stream: Kronobarn.Test FOUND\0"
BUSY = b"COMMAND READ TIMED OUT\0"
WORDS = {FOUND: "hittade något skadligt", BUSY: "kunde inte sökas igenom"}


@pytest.fixture(params=[FOUND, BUSY], ids=["harmful", "busy"])
def refusing(request: pytest.FixtureRequest, settings: Any) -> Iterator[str]:
    """A scanner that lets nothing pass, and the words of its refusal."""
    with Fake(request.param).listening() as address:
        settings.CLAMD = address
        yield WORDS[request.param]


def kept() -> tuple[int, int]:
    return Document.objects.count(), Picture.objects.count()


def a_document() -> dict[str, Any]:
    return {"title": "Fil", "file": SimpleUploadedFile("folder.pdf", b"%PDF-1.7")}


def a_picture() -> dict[str, Any]:
    drawn = io.BytesIO()
    Image.new("RGB", (8, 8)).save(drawn, "PNG")
    file = SimpleUploadedFile("bild.png", drawn.getvalue(), "image/png")
    return {"title": "Bild", "file": file, "description": "En grå ruta"}


def test_a_file_that_is_clean_is_kept_whole(editor: Client, settings: Any) -> None:
    scanner = Fake()
    with scanner.listening() as address:
        settings.CLAMD = address
        assert editor.post(reverse("wagtaildocs:add"), a_document()).status_code == 302
        assert editor.post(reverse("wagtailimages:add"), a_picture()).status_code == 302
    with Document.objects.get(title="Fil").open_file() as document:
        assert document.read() == b"%PDF-1.7"
    assert Picture.objects.get(title="Bild").width == 8
    assert scanner.heard[0] == b"%PDF-1.7"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("folder.pdf", b"Hej", "inte en pdf-fil, fast den heter så"),
        ("program.exe", b"MZ\0", "Filändelsen “exe” är inte giltig."),
        ("bild.svg", b"<svg/>", "Filändelsen “svg” är inte giltig."),
        ("tom.txt", b"", "Den skickade filen är tom."),
    ],
)
def test_what_is_wrong_with_a_file_is_said_once_and_rightly(
    editor: Client, settings: Any, name: str, content: bytes, says: str
) -> None:
    settings.FILES_WITHOUT_SCAN = True
    before, sent = kept(), {"title": "Fil", "file": SimpleUploadedFile(name, content)}
    [told] = editor.post(reverse("wagtaildocs:add"), sent).context["form"].errors["file"]
    assert says in told
    assert kept() == before


def test_a_file_that_is_not_let_pass_is_not_kept(editor: Client, refusing: str) -> None:
    before = kept()
    for name, sent in (("wagtaildocs:add", a_document()), ("wagtailimages:add", a_picture())):
        assert refusing in editor.post(reverse(name), sent).content.decode(), name
    assert kept() == before


def test_many_at_once_are_searched_too(editor: Client, refusing: str) -> None:
    before, ajax = kept(), {"X-Requested-With": "XMLHttpRequest"}
    for name, sent in (("wagtaildocs:add_multiple", a_document()), ("wagtailimages:add_multiple", a_picture())):
        answer = editor.post(reverse(name), {"files[]": sent["file"], "title": "Fil"}, headers=ajax)
        assert refusing in answer.json()["error_message"], name
    assert kept() == before


def test_what_is_put_in_instead_is_searched_too(editor: Client, settings: Any, refusing: str) -> None:
    document = Document.objects.create(title="Fil", file=SimpleUploadedFile("folder.pdf", b"%PDF-1.7"))
    answer = editor.post(reverse("wagtaildocs:edit", args=[document.pk]), a_document())
    assert refusing in answer.content.decode()


def test_without_anybody_to_search_them_documents_are_not_taken(editor: Client) -> None:
    before = kept()
    answer = editor.post(reverse("wagtaildocs:add"), a_document())
    assert "inget virusskydd är inställt" in answer.content.decode()
    assert kept() == before
    assert editor.post(reverse("wagtailimages:add"), a_picture()).status_code == 302


def test_where_a_picture_was_taken_is_told_nobody(editor: Client) -> None:
    """Not in what is kept, nor in what a page shows: that is made from it with what it tells."""
    told = Image.Exif()
    told[0x010F] = "Kamera AB"
    told[0x0112] = 6  # lies on its side
    told.get_ifd(0x8825)[2] = (56.0, 52.0, 0.0)
    drawn = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(drawn, "JPEG", exif=told, comment=b"Kamera AB")
    assert b"Kamera AB" in drawn.getvalue()
    sent = {**a_picture(), "file": SimpleUploadedFile("bild.jpg", drawn.getvalue(), "image/jpeg")}
    assert editor.post(reverse("wagtailimages:add"), sent).status_code == 302
    kept = Picture.objects.get(title="Bild")
    assert (kept.width, kept.height) == (20, 40)
    with kept.file.open() as file, kept.generate_rendition_file(Filter("width-10")) as shown:
        for each in (file, shown):
            each.seek(0)
            content = each.read()
            assert b"Kamera AB" not in content
            with Image.open(io.BytesIO(content)) as picture:
                assert dict(picture.getexif()) == {}


def test_a_picture_one_can_see_through_stays_so(editor: Client) -> None:
    drawn = io.BytesIO()
    Image.new("RGBA", (8, 8), (255, 0, 0, 0)).save(drawn, "PNG")
    sent = {**a_picture(), "file": SimpleUploadedFile("bild.png", drawn.getvalue(), "image/png")}
    assert editor.post(reverse("wagtailimages:add"), sent).status_code == 302
    with Picture.objects.get(title="Bild").file.open() as file, Image.open(file) as picture:
        assert (picture.mode, picture.format) == ("RGBA", "PNG")


def packed(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("folder.pdf", b"MZ program", "inte en pdf-fil"),
        ("mall.docx", b"MZ program", "inte en docx-fil"),
        ("tal.csv", b"MZ\0\0", "inte en csv-fil"),
        ("mall.docx", packed("word/document.xml", "word/vbaProject.bin"), "har makron"),
        ("mall.odt", packed("content.xml", "Basic/Standard/x.xml"), "har makron"),
    ],
)
def test_a_document_is_what_its_name_says_and_has_no_programs(
    editor: Client, settings: Any, name: str, content: bytes, said: str
) -> None:
    settings.FILES_WITHOUT_SCAN = True
    before = kept()
    answer = editor.post(reverse("wagtaildocs:add"), {"title": "Fil", "file": SimpleUploadedFile(name, content)})
    assert said in answer.content.decode()
    assert kept() == before


@pytest.mark.parametrize(("name", "content"), [("mall.docx", packed("word/document.xml")), ("tal.csv", b"a;b")])
def test_what_it_is_called_is_taken(editor: Client, settings: Any, name: str, content: bytes) -> None:
    settings.FILES_WITHOUT_SCAN = True
    answer = editor.post(reverse("wagtaildocs:add"), {"title": "Fil", "file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302
