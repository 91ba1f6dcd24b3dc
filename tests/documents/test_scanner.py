"""Every file passes the virus scanner before anything is kept of it; whatever is not a yes keeps nothing."""

import socket
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from pytest_django import Settings

from kronobarn.circles.models import Record
from kronobarn.core import scanner
from kronobarn.database import doctor
from kronobarn.documents import actions, taking
from kronobarn.documents.models import Document
from tests.consents.matters import asked, cooperating
from tests.documents.clamd import EICAR, REAL, REMEDY, Fake, running
from tests.documents.pdfs import pdf
from tests.documents.pictures import picture
from tests.world import World

BUSY = "kunde inte sökas igenom efter virus just nu"


@pytest.fixture
def signed(world: World) -> Record:
    record: Record = asked(world, cooperating(world).pk)["eva"].record
    return record


def test_it_hears_the_whole_file_before_anything_is_kept(settings: Settings) -> None:
    fake = Fake()
    sent = b"x" * (scanner.PIECE * 2 + 7)
    with fake.listening() as settings.CLAMD:
        scanner.scan(sent)
    assert fake.heard == [sent]


@pytest.mark.parametrize("sent", [picture, pdf])
@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"stream: Eicar FOUND\0", "Virusskyddet hittade något skadligt"),
        (b"stream: OK", BUSY),  # cut off
        (b"", BUSY),
        (b"\0", BUSY),
        (b"OK\0", BUSY),
        (b"stream: OK FOUND OK\0", BUSY),
        (b"UNKNOWN COMMAND\0", BUSY),
        (b"stream: OK" * 9999, BUSY),  # and never an end
        (b"\xff\xfe\0", BUSY),
    ],
)
def test_only_a_yes_lets_a_file_pass(settings: Settings, sent: Callable[[], bytes], answer: bytes, said: str) -> None:
    with Fake(answer).listening() as settings.CLAMD, pytest.raises(ValidationError, match=said):
        taking.paper(sent(), "picture")


def test_one_that_is_slow_is_not_waited_for(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanner, "SECONDS", 0.2)
    with Fake(silent=True).listening() as settings.CLAMD, pytest.raises(scanner.NoAnswer):
        scanner.scan(b"x")


def test_one_that_takes_less_than_we_do_keeps_nothing(settings: Settings) -> None:
    with Fake(most=300_000).listening() as settings.CLAMD, pytest.raises(scanner.NoAnswer):
        scanner.scan(b"x" * 5_000_000)


def test_one_that_is_not_there_keeps_nothing(settings: Settings, world: World, signed: Record) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.CLAMD = f"127.0.0.1:{free.getsockname()[1]}"
        with pytest.raises(ValidationError, match=BUSY):
            actions.add(record=signed, sent=picture(), by=world.actor("rut"))
    settings.CLAMD = "/nowhere/clamd"
    with pytest.raises(ValidationError, match=BUSY):
        actions.add(record=signed, sent=picture(), by=world.actor("rut"))
    with world.as_("rut"):
        assert not Document.objects.filter(record=signed.pk).exists()


@pytest.mark.parametrize(
    ("without", "clamd", "taken"), [(False, False, False), (True, False, True), (False, True, True), (True, True, True)]
)
def test_a_pdf_is_taken_where_it_is_searched_or_where_the_county_has_said_so(
    settings: Settings, without: bool, clamd: bool, taken: bool
) -> None:
    settings.PDF_WITHOUT_SCAN = without
    with Fake().listening() as address:
        settings.CLAMD = address if clamd else ""
        if taken:
            assert taking.paper(pdf(), "picture").pages == 1
        else:
            with pytest.raises(ValidationError, match="inget virusskydd är inställt"):
                taking.paper(pdf(), "picture")
        assert taking.paper(picture(), "picture").content, "a picture is made anew, and needs none"


@pytest.mark.parametrize(
    ("answer", "clamd", "verdict"),
    [
        (b"ClamAV 1.4.6/27000/Sun Nov 22\0", True, doctor.Verdict.GOOD),
        (b"no\0", True, doctor.Verdict.BAD),
        (b"", False, doctor.Verdict.NOTICE),
    ],
)
def test_the_doctor_asks_whether_it_answers(
    settings: Settings, answer: bytes, clamd: bool, verdict: doctor.Verdict
) -> None:
    with Fake(answer).listening() as address:
        settings.CLAMD = address if clamd else ""
        (finding,) = doctor.scanner()
    assert finding.verdict is verdict


@pytest.mark.skipif(REAL is None, reason=REMEDY)
def test_a_real_clamd_finds_what_it_knows_and_lets_the_rest_pass(settings: Settings) -> None:
    with tempfile.TemporaryDirectory(prefix="clamd-") as folder, running(Path(folder)) as settings.CLAMD:
        assert scanner.version().startswith("ClamAV ")
        scanner.scan(picture())
        scanner.scan(pdf(3))
        for harmful in (EICAR, picture() + EICAR, pdf() + b"\n" + EICAR):
            with pytest.raises(scanner.Harmful):
                scanner.scan(harmful)
