"""Papers as pictures: made anew, seen with their record, taken away with a reason. As PDF: see `test_pdf`."""

from base64 import b64encode
from datetime import date
from io import BytesIO

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from PIL import Image

from kronobarn.audit.models import LogEntry
from kronobarn.circles.models import Record
from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.decisions import Denied
from kronobarn.documents import actions, rules
from kronobarn.documents.models import Document
from kronobarn.documents.rules import From, HandedIn
from tests.consents.matters import asked, cooperating
from tests.documents.pictures import picture
from tests.sign_in import sign_in
from tests.story import Stage, tell
from tests.world import World


@pytest.fixture
def signed(world: World) -> Record:
    """The question to Eva about consent."""
    record: Record = asked(world, cooperating(world).pk)["eva"].record
    return record


def sent(data: bytes, name: str = "papper.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="image/jpeg")


@pytest.mark.parametrize("form", rules.FORMATS)
def test_nothing_of_the_old_file_is_kept_but_what_is_seen(form: str) -> None:
    before = picture((3000, 1500), taken_at="hemma hos Elsa", turned=6, form=form)
    assert b"hemma hos Elsa" in before
    after = rules.cleaned(before)
    assert b"hemma hos Elsa" not in after
    with Image.open(BytesIO(after)) as kept:
        assert (kept.format, kept.size, dict(kept.getexif())) == ("JPEG", (1200, 2400), {})


@pytest.mark.parametrize(
    "data",
    [b"", b"<svg onload=alert(1)>", picture()[:300], b"GIF89a" + b"0" * 99, b"GIF89a%PDF-1.7", b"PK\x03\x04%PDF-1.7"],
)
def test_what_is_no_picture_is_refused_in_words(world: World, signed: Record, data: bytes) -> None:
    with pytest.raises(ValidationError, match="JPEG, PNG eller WebP"):
        actions.add(record=signed, sent=data, by=world.actor("rut"))


def test_more_than_a_page_needs_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST_PIXELS", 100 * 100)
    with pytest.raises(rules.TooLarge):
        rules.cleaned(picture((101, 100)))
    monkeypatch.setattr(rules, "MOST_BYTES", 10)
    with pytest.raises(rules.TooLarge):
        rules.cleaned(picture((10, 10)))


@pytest.mark.parametrize(
    ("who", "sees"), [("rut", True), ("eva", True), ("emil", False), ("sofia", False), ("kim", False)]
)
def test_it_is_seen_by_whoever_sees_the_answer(
    client: Client, world: World, signed: Record, who: str, sees: bool
) -> None:
    paper = actions.add(record=signed, sent=picture(), by=world.actor("rut"))
    sign_in(client, world, who)
    answer = client.get(reverse("documents:see", args=[paper.pk]))
    assert answer.status_code == (200 if sees else 404)
    with world.as_(who):
        assert Document.objects.filter(pk=paper.pk).exists() is sees, "and so says the database"
    file = client.get(reverse("documents:file", args=[paper.pk]))
    assert file.status_code == answer.status_code
    if sees:
        kept = b64encode(bytes(paper.content)).decode()
        assert f'src="data:image/jpeg;base64,{kept}"' in answer.content.decode()
        assert "no-store" in answer["Cache-Control"]
        assert LogEntry.objects.filter(
            kind="record.opened", subject=paper.log_name, person_id=world.people[who].pk
        ).exists()
        assert LogEntry.objects.filter(kind="record.taken", subject=paper.log_name).count() == 1, "the file, once"


def test_a_file_that_is_taken_along_does_nothing_in_a_browser_and_names_nobody(
    client: Client, world: World, signed: Record
) -> None:
    paper = actions.add(record=signed, sent=picture(), by=world.actor("rut"))
    sign_in(client, world, "rut")
    file = client.get(reverse("documents:file", args=[paper.pk]))
    assert file.content == bytes(paper.content)
    assert file["Content-Type"] == "image/jpeg"
    assert file["Content-Disposition"] == 'attachment; filename="papper.jpg"'
    assert file["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
    assert file["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in file["Cache-Control"]


@pytest.mark.parametrize("who", ["eva", "sofia"])
def test_only_who_works_there_puts_one_in(world: World, signed: Record, who: str) -> None:
    with pytest.raises((Denied, Record.DoesNotExist)):
        actions.add(record=signed, sent=picture(), by=world.actor(who))


def test_an_analysis_takes_no_papers(world: World) -> None:
    story = tell(world, Stage.ACTIVE)
    with pytest.raises(Denied, match="inga papper"):
        actions.add(record=story.analysis.record, sent=picture(), by=world.actor("rut"))


def test_it_is_put_in_and_taken_away_with_a_reason(client: Client, world: World, signed: Record) -> None:
    sign_in(client, world, "rut")
    page = reverse("documents:add", args=[signed.pk])
    assert "Inga papper är inlagda" in client.get(page).content.decode()
    empty = client.post(page)
    assert empty.status_code == 422
    assert "Välj en fil" in empty.content.decode()
    wrong = client.post(page, {"picture": sent(b"GIF89a")})
    assert wrong.status_code == 422
    assert "gick inte att läsa som en bild" in wrong.content.decode()
    large = client.post(page, {"picture": sent(b"x" * (settings.FILE_UPLOAD_MAX_MEMORY_SIZE + 1))})
    assert large.status_code == 422
    assert "Filen är för stor: högst 10 MB" in large.content.decode()
    assert client.post(page, {"picture": sent(picture())}).status_code == 302
    with world.as_("rut"):
        paper = Document.objects.get(record=signed.pk)

    away = reverse("documents:remove", args=[paper.pk])
    for why in (" ", "Fel"):
        assert client.post(away, {"because": why}).status_code == 422
    assert client.post(away, {"because": "Hör till ett annat barn"}).status_code == 302
    assert client.get(reverse("documents:see", args=[paper.pk])).status_code == 404
    assert "är borttaget: Hör till ett annat barn" in client.get(page).content.decode()
    assert client.post(away, {"because": "Igen"}).status_code == 403
    with world.as_("rut"):
        assert bytes(Document.objects.get(pk=paper.pk).content) == b""


DAY = date(2026, 9, 1)


def test_who_handed_it_in_is_said_and_seen_by_function(client: Client, world: World, signed: Record) -> None:
    sign_in(client, world, "rut")
    page, eva = reverse("documents:add", args=[signed.pk]), f"guardian-{world.people['eva'].pk}"
    assert "Eva i Ängsby, vårdnadshavare" in client.get(page).content.decode()
    sent_in = {"picture": sent(picture()), "came_from": eva, "handed_in_on": DAY.isoformat()}
    assert client.post(page, sent_in).status_code == 302

    with world.as_("rut"):
        paper = Document.objects.get(record=signed.pk)
        assert paper.handed_in == HandedIn(From.GUARDIAN, world.people["eva"].pk, "", DAY)
    see = reverse("documents:see", args=[paper.pk])
    assert "Lämnat av: en vårdnadshavare, 1 september 2026 (Eva i Ängsby)." in client.get(see).content.decode()
    assert "Lämnat av: en vårdnadshavare, 1 september 2026." in client.get(page).content.decode()
    sign_in(client, world, "eva")
    own = client.get(see).content.decode()
    assert "Lämnat av: en vårdnadshavare, 1 september 2026." in own
    assert "Rätta vem" not in own


def test_who_handed_it_in_is_put_right_and_the_log_says_so(client: Client, world: World, signed: Record) -> None:
    paper = actions.add(record=signed, sent=picture(), by=world.actor("rut"))
    sign_in(client, world, "rut")
    where = reverse("documents:who", args=[paper.pk])
    wrong = client.post(where, {"came_from": "other", "handed_in_on": DAY.isoformat()})
    assert wrong.status_code == 422
    assert "Skriv vem som lämnade papperet" in wrong.content.decode()
    other = {"came_from": "other", "handed_in_as": "Kuratorn på BUP", "handed_in_on": DAY.isoformat()}
    assert client.post(where, other).status_code == 302
    assert "Kuratorn på BUP, 1 september 2026" in client.get(reverse("documents:see", args=[paper.pk])).content.decode()
    assert 'value="Kuratorn på BUP"' in client.get(where).content.decode()

    assert client.post(where, other).status_code == 302, "what says the same changes nothing"
    assert client.post(where, {**other, "came_from": "own"}).status_code == 302
    assert "Lämnat av" not in client.get(reverse("documents:see", args=[paper.pk])).content.decode()
    assert LogEntry.objects.filter(kind="document.corrected", subject=paper.log_name).count() == 2


@pytest.mark.parametrize(
    ("said", "no"),
    [
        (HandedIn(From.CHILD, on=date.max), "Dagen har inte varit än"),
        (HandedIn(From.OTHER, function="  "), "till exempel kuratorn"),
        (HandedIn(From.GUARDIAN), "barnets vårdnadshavare"),
    ],
)
def test_what_cannot_be_is_refused_in_words(world: World, signed: Record, said: HandedIn, no: str) -> None:
    with pytest.raises(ValidationError, match=no):
        actions.add(record=signed, sent=picture(), handed_in=said, by=world.actor("rut"))


def test_only_a_guardian_of_the_child_is_named(world: World, signed: Record) -> None:
    with pytest.raises(ValidationError, match="barnets vårdnadshavare"):
        actions.add(
            record=signed,
            sent=picture(),
            handed_in=HandedIn(From.GUARDIAN, world.people["tage"].pk),
            by=world.actor("rut"),
        )


def test_the_day_is_today_unless_another_is_said(world: World, signed: Record) -> None:
    paper = actions.add(record=signed, sent=picture(), handed_in=HandedIn(From.CHILD), by=world.actor("rut"))
    assert paper.handed_in == HandedIn(From.CHILD, on=clock.today())


@pytest.mark.parametrize("who", ["eva", "sofia"])
def test_only_who_may_take_it_away_puts_right_who_handed_it_in(world: World, signed: Record, who: str) -> None:
    paper = actions.add(record=signed, sent=picture(), by=world.actor("rut"))
    with pytest.raises((Denied, Document.DoesNotExist)):
        actions.say_who(document=paper, handed_in=HandedIn(From.CHILD), by=world.actor(who))


def test_a_paper_that_is_gone_is_not_put_right(world: World, signed: Record) -> None:
    paper = actions.add(record=signed, sent=picture(), by=world.actor("rut"))
    actions.remove(document=paper, because="Det är fel barn.", by=world.actor("rut"))
    with pytest.raises(Denied, match="redan borttaget"):
        actions.say_who(document=paper, handed_in=HandedIn(From.CHILD), by=world.actor("rut"))


@pytest.mark.database
@pytest.mark.parametrize(
    ("change", "holds"),
    [
        ("came_from = 'child', handed_in_on = now()", True),
        ("came_from = 'child'", False),
        ("came_from = 'other', handed_in_on = now()", False),
        ("handed_in_as = 'kuratorn'", False),
        ("came_from = 'guardian', handed_in_on = now()", False),
        ("came_from = 'child', handed_in_on = now(), added_at = now()", False),
    ],
)
def test_the_database_lets_who_handed_it_in_be_put_right_and_nothing_else(
    world: World, signed: Record, change: str, holds: bool
) -> None:
    paper = actions.add(record=signed, sent=picture(), by=world.actor("rut"))
    with acting(world.actor("rut")), connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(f"UPDATE documents_document SET {change} WHERE id = %s", [paper.pk])
                done = cursor.rowcount == 1
        except IntegrityError:
            done = False
    assert done is holds


def test_there_are_not_more_than_somebody_can_look_through(
    world: World, signed: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MOST", 1)
    actions.add(record=signed, sent=picture(), by=world.actor("rut"))
    with pytest.raises(ValidationError, match="redan 1 papper"):
        actions.add(record=signed, sent=picture((10, 10)), by=world.actor("rut"))


def test_the_same_file_is_kept_once_and_again_when_it_has_been_taken_away(world: World, signed: Record) -> None:
    first = actions.add(record=signed, sent=picture(taken_at="i köket"), by=world.actor("rut"))
    with pytest.raises(ValidationError, match="Samma fil finns redan"):
        actions.add(record=signed, sent=picture(), by=world.actor("rut"))
    actions.remove(document=first, because="Det blev fel sida.", by=world.actor("rut"))
    actions.add(record=signed, sent=picture(), by=world.actor("rut"))


@pytest.mark.database
@pytest.mark.parametrize(
    "change",
    [
        "content = 'x'",
        "added_at = now()",
        "removed_because = 'x'",
        "content = ''",
        "content = '', removed_at = now(), removed_by_id = added_by_id, removed_because = 'Fel'",
        "pages = 2",
        "form = 'pdf'",
    ],
)
def test_the_database_lets_no_file_be_exchanged(world: World, signed: Record, change: str) -> None:
    paper = actions.add(record=signed, sent=picture(), by=world.actor("rut"))
    with (
        pytest.raises(IntegrityError),
        acting(world.actor("rut")),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE documents_document SET {change} WHERE id = %s", [paper.pk])
