"""Papers as PDF: saved anew with what is seen and nothing else, read apart from us, shown as pictures."""

import resource
import subprocess
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pikepdf import Name, Pdf, String
from PIL import Image
from pypdf import PdfReader
from pytest_django import Settings

from kronobarn.audit.models import LogEntry
from kronobarn.circles.models import Record
from kronobarn.documents import actions, apart, rules, taking
from kronobarn.documents import pdf as reader
from kronobarn.documents.apart import Refusal
from kronobarn.documents.models import Document
from kronobarn.ui import documents
from tests.consents.matters import asked, cooperating
from tests.documents import pdfs
from tests.documents.pdfs import MARK, opens_with, page_of, pdf
from tests.documents.pictures import picture
from tests.sign_in import sign_in
from tests.world import World


@pytest.fixture(autouse=True)
def _without_a_scanner(settings: Settings) -> None:
    settings.PDF_WITHOUT_SCAN = True


@pytest.fixture
def signed(world: World) -> Record:
    record: Record = asked(world, cooperating(world).pk)["eva"].record
    return record


def test_nothing_of_the_old_file_is_kept_but_what_is_seen() -> None:
    before = pdf(2, pdfs.link_and_note) + b"PK\x03\x04<script>"
    assert MARK.encode() in pdfs.told(before), "in its author, its notes and its photographs"

    kept = apart.clean(before)

    for left in (MARK.encode(), b"example.org", b"script", b"/Info", b"/URI", b"PieceInfo"):
        assert left not in pdfs.told(kept.content)
        assert left not in kept.content
    read = PdfReader(BytesIO(kept.content))
    assert (kept.pages, [page.extract_text() for page in read.pages]) == (2, ["Sida 1", "Sida 2"])
    root: Any = read.root_object
    assert (root["/Lang"], len(read.pages[1].images)) == ("sv", 1)
    assert apart.clean(before).content == kept.content, "the same file is known again"


@pytest.mark.parametrize(
    "filters",
    [
        ["/FlateDecode"],
        ["/FlateDecode", "/FlateDecode"],
        ["/ASCII85Decode"],
        ["/A85", "/Fl"],
        ["/ASCIIHexDecode"],
        ["/RunLengthDecode"],
        [],
    ],
)
@pytest.mark.parametrize("photograph", ["/DCTDecode", "/DCT"])
def test_a_photograph_tells_nothing_however_it_is_packed(filters: list[str], photograph: str) -> None:
    kept = apart.clean(pdf(change=pdfs.packed(*filters, photograph)))
    assert MARK.encode() not in pdfs.told(kept.content)
    assert len(PdfReader(BytesIO(kept.content)).pages[0].images) == 1


def test_of_a_jpeg_the_picture_is_kept_and_what_lies_around_it_is_not() -> None:
    sent = picture(taken_at=MARK)
    about = sent.index(b"\xff\xe1")
    before, after = sent[:about], sent[about:]
    alone = reader.without_told(sent)
    for told in (
        b"x" + sent,
        before + b"\xff\xff" + after,
        sent + picture(taken_at=MARK),
        sent[:-2] + after[: 2 + int.from_bytes(after[2:4])] + sent[-2:],
    ):
        assert MARK.encode() in told
        assert reader.without_told(told) == alone
    with Image.open(BytesIO(alone)) as shown, Image.open(BytesIO(sent)) as was:
        assert shown.tobytes() == was.tobytes()
    assert reader.without_told(sent[:-2]) == alone[:-2], "one that was cut off"
    with pytest.raises(reader.Refused):
        reader.without_told(b"II*\x00")


@pytest.mark.skipif(not documents.available(), reason=f"No PDF can be made here: SKIPPED. {documents.REMEDY}")
def test_what_is_read_aloud_stays() -> None:
    made = documents.pdf("<html lang=sv><title>x</title><h1>Rubrik</h1><a href='https://example.org'>Länk</a></html>")
    root: Any = PdfReader(BytesIO(apart.clean(made).content)).root_object
    assert root["/MarkInfo"]["/Marked"].value is True
    assert "/StructTreeRoot" in root


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (lambda: pdfs.encrypted(), Refusal.ENCRYPTED),
        (lambda: pdfs.encrypted(user="hemligt"), Refusal.ENCRYPTED),
        (lambda: pdf(change=opens_with(S=Name.JavaScript, JS=String("x"))), Refusal.SCRIPT),
        (lambda: pdf(change=opens_with(S=Name.Launch, F=String("x.exe"))), Refusal.STARTS),
        (lambda: pdf(change=pdfs.script_of_the_names), Refusal.SCRIPT),
        (lambda: pdf(change=pdfs.script_of_a_field), Refusal.SCRIPT),
        (lambda: pdf(change=pdfs.form_of_its_own), Refusal.SCRIPT),
        (lambda: pdf(change=pdfs.attachment), Refusal.CARRIES),
        (lambda: pdf(change=pdfs.attachment_on_a_page), Refusal.CARRIES),
        (lambda: pdf(51), Refusal.PAGES),
        (lambda: pdf(change=page_of(90_000, 90_000)), Refusal.PAGE),
        (lambda: pdf(change=page_of(600, 800, unit=75_000)), Refusal.PAGE),
        (lambda: pdf(change=page_of(0.5, 800)), Refusal.PAGE),
        (lambda: pdf(change=pdfs.cut), Refusal.CUT),
        (lambda: pdf(change=pdfs.nested), Refusal.HEAVY),
        (lambda: pdf(change=pdfs.padded(40)), Refusal.HEAVY),
        (lambda: pdf(change=pdfs.padded(10)), Refusal.HEAVY),
        (lambda: pdf(2, pdfs.padded(16)), Refusal.HEAVY),
        (lambda: pdf(change=pdfs.in_the_line), Refusal.PHOTOGRAPH),
        (lambda: pdf(change=pdfs.packed("/DCTDecode", "/FlateDecode")), Refusal.PHOTOGRAPH),
        (lambda: pdf(3)[:900], Refusal.BROKEN),
        (lambda: b"%PDF-1.7 ...", Refusal.BROKEN),
    ],
)
def test_what_does_something_or_cannot_be_read_is_refused_in_words(sent: Callable[[], bytes], why: Refusal) -> None:
    with pytest.raises(apart.Refused) as refused:
        apart.clean(sent())
    assert refused.value.why is why
    with pytest.raises(ValidationError) as told:
        taking.paper(sent(), "picture")
    assert told.value.messages == [str(taking.WHY_NOT[why]) % {"most": 50}]


def test_every_refusal_has_its_words() -> None:
    assert set(taking.WHY_NOT) == set(Refusal)


def test_a_small_file_that_is_enormous_inside_stays_within_its_memory() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    kept = apart.clean(pdf(change=pdfs.bomb))
    (page,) = apart.drawn(kept.content, 1)
    with Image.open(BytesIO(page)) as shown:
        assert max(shown.size) <= 1400
    assert max(before, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) < 1024**2, "kilobytes"


@pytest.mark.parametrize(
    ("does", "why"),
    [
        ("import resource; bytearray(2 * 1024**3)", Refusal.HEAVY),
        ("while True: pass", Refusal.HEAVY),
        ("import os; os.abort()", Refusal.HEAVY),
        ("import sys; sys.stdout.buffer.write(bytes(30_000_000))", Refusal.HEAVY),
        ("raise SystemExit(3)", Refusal.BROKEN),
        ("import os, tempfile; os.write(tempfile.TemporaryFile().fileno(), b'x')", Refusal.HEAVY),
    ],
)
def test_whatever_happens_in_there_ends_there(monkeypatch: pytest.MonkeyPatch, does: str, why: Refusal) -> None:
    """As if a PDF had taken over the process that reads it."""
    started = subprocess.Popen
    limited = "from kronobarn.documents import pdf; pdf.MOST_SECONDS = 1; pdf._limit()\n"
    try_it = f"{limited}try:\n    {does}\nexcept (MemoryError, OSError):\n    import os; os.abort()"

    def taken_over(command: list[str], **how: Any) -> Any:
        assert how["env"] == {}
        return started([command[0], "-I", "-c", try_it], **how)

    monkeypatch.setattr(subprocess, "Popen", taken_over)
    with pytest.raises(apart.Refused) as refused:
        apart.clean(pdf())
    assert refused.value.why is why


def test_one_that_never_ends_and_one_too_many_are_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SECONDS", 0.01)
    with pytest.raises(apart.Refused) as refused:
        apart.clean(pdf())
    assert refused.value.why is Refusal.HEAVY
    with apart._one_at_a_time, pytest.raises(apart.Refused) as refused:
        apart.clean(pdf())
    assert refused.value.why is Refusal.BUSY


def test_it_is_put_in_looked_at_taken_along_and_taken_away(client: Client, world: World, signed: Record) -> None:
    sign_in(client, world, "rut")
    page = reverse("documents:add", args=[signed.pk])
    assert "PDF, högst 50 sidor" in client.get(page).content.decode()
    locked = client.post(page, {"picture": SimpleUploadedFile("elsa.pdf", pdfs.encrypted())})
    assert locked.status_code == 422
    assert "låst med lösenord" in locked.content.decode()
    done = client.post(page, {"picture": SimpleUploadedFile("Elsa Ek.pdf", pdf(7), "text/html")}, follow=True)
    assert "PDF-filen är inlagd" in done.content.decode()
    assert "PDF med 7 sidor" in done.content.decode()
    with world.as_("rut"):
        paper = Document.objects.get(record=signed.pk)

    shown = client.get(reverse("documents:see", args=[paper.pk])).content.decode()
    assert shown.count("data:image/jpeg;base64,") == rules.SHOWN_PAGES
    assert "Resten finns i filen" in shown
    file = client.get(reverse("documents:file", args=[paper.pk]))
    assert file["Content-Type"] == "application/pdf"
    assert file["Content-Disposition"] == 'attachment; filename="papper.pdf"'
    assert len(PdfReader(BytesIO(file.content)).pages) == 7
    client.post(reverse("documents:remove", args=[paper.pk]), {"because": "Hör till ett annat barn"})
    for address in ("documents:see", "documents:file"):
        assert client.get(reverse(address, args=[paper.pk])).status_code == 404
    told = LogEntry.objects.filter(subject=paper.log_name).order_by("id").values_list("kind", flat=True)
    assert list(told) == ["document.added", "record.opened", "record.opened", "record.taken", "document.removed"]


def test_pages_that_cannot_be_drawn_now_leave_the_file_to_take(
    client: Client, world: World, signed: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = actions.add(record=signed, sent=pdf(), by=world.actor("rut"))
    monkeypatch.setattr(apart, "SECONDS", 0.01)
    sign_in(client, world, "eva")
    shown = client.get(reverse("documents:see", args=[paper.pk])).content.decode()
    assert "går inte att visa just nu" in shown
    assert reverse("documents:file", args=[paper.pk]) in shown


@pytest.mark.parametrize(
    ("sent", "form"),
    [(pdf, rules.Form.PDF), (picture, rules.Form.PICTURE), (lambda: picture() + pdf(), rules.Form.PICTURE)],
)
def test_what_it_is_is_told_by_its_first_bytes(sent: Callable[[], bytes], form: rules.Form) -> None:
    taken = taking.paper(sent(), "picture")
    assert taken.form is form
    assert (b"%PDF" in taken.content) is (form is rules.Form.PDF)
    if form is rules.Form.PDF:
        with pytest.raises(ValidationError, match="Det här är en PDF"):
            taking.paper(sent(), "picture", taking.PICTURES)
        with Pdf.open(BytesIO(taken.content)) as read:
            assert len(read.pages) == 1
