"""What an editor does, and what is refused."""

import io
import re
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.models import Page
from wagtail.rich_text import RichText

from tests.webbplats import people
from webbplats import demo
from webbplats.blocks import BODY, Picture
from webbplats.editors.models import Editor
from webbplats.models import NewsIndexPage, NewsPage
from webbplats.models import Picture as Stored

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"


def test_who_is_not_an_editor_comes_to_the_sign_in(visitor: Client) -> None:
    answer = visitor.get("/redaktion/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/redaktion/login/")


def test_the_editors_pages_are_in_swedish_and_kept_by_nobody(editor: Client) -> None:
    answer = editor.get("/redaktion/")
    assert answer["Cache-Control"] == "no-store"
    assert '<html lang="sv"' in answer.content.decode()
    assert "gravatar" not in answer.content.decode()


def test_the_editors_cookies_have_names_of_their_own(editor: Client) -> None:
    assert set(editor.cookies) == {"webbplats_session"}


def test_every_kind_of_page_can_be_edited(editor: Client) -> None:
    seen = set()
    for page in Page.objects.filter(depth__gt=1).specific():
        if type(page) not in seen:
            seen.add(type(page))
            assert editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200, page


def test_five_wrong_passwords_are_enough(visitor: Client) -> None:
    sent = {"login": "redaktor", "password": "fel"}
    answers = [visitor.post("/redaktion/login/", sent) for _ in range(6)]
    assert answers[-1].status_code == 429
    assert "Vänta 15 minuter" in answers[-1].content.decode()


def test_a_script_in_a_piece_of_news_is_harmless(visitor: Client) -> None:
    index = NewsIndexPage.objects.get(slug="nyheter")
    news = NewsPage(title=SCRIPT, slug="skript", lead=SCRIPT, locale=index.locale)
    news.body = [("text", RichText(SCRIPT)), ("heading", {"text": SCRIPT}), ("quote", {"text": SCRIPT, "who": SCRIPT})]
    index.add_child(instance=news)
    for address in ("/nyheter/skript/", "/nyheter/", "/nyheter/rss.xml"):
        answer = visitor.get(address)
        text = answer.content.decode()
        assert "<script>alert" not in text, address
        assert "onerror=alert(1)>" not in text, address
        if address != "/nyheter/rss.xml":
            assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_what_is_far_too_large_is_refused_before_it_is_read(editor: Client) -> None:
    address = reverse("wagtaildocs:add")
    answer = editor.generic("POST", address, b"", "multipart/form-data; boundary=x", CONTENT_LENGTH=str(300 * 1024**2))
    assert answer.status_code == 413
    assert "högst 20 MB" in answer.content.decode()
    many = editor.generic(
        "POST",
        reverse("wagtaildocs:add_multiple"),
        b"",
        "multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(300 * 1024**2),
        HTTP_X_REQUESTED_WITH="XMLHttpRequest",
    )
    assert "högst 20 MB" in many.json()["error_message"]


def test_how_large_a_file_may_be_is_said_in_swedish(editor: Client) -> None:
    for address in ("wagtaildocs:add", "wagtaildocs:add_multiple", "wagtailimages:add", "wagtailimages:add_multiple"):
        page = editor.get(reverse(address)).content.decode()
        assert "Maximum filesize" not in page
        assert "högst" in page or "Maximal filstorlek" in page


@pytest.mark.parametrize("name", ["program.exe", "sida.html", "bild.svg", "utan"])
def test_a_file_of_another_kind_is_refused(editor: Client, name: str) -> None:
    sent = {"title": "Fil", "file": SimpleUploadedFile(name, b"<script>")}
    answer = editor.post(reverse("wagtaildocs:add"), sent)
    assert answer.status_code == 200
    assert "error-message" in answer.content.decode()


def test_a_document_is_saved_and_never_shown_in_place(editor: Client, visitor: Client, settings: Any) -> None:
    settings.FILES_WITHOUT_SCAN = True
    sent = {"title": "Fil", "file": SimpleUploadedFile("folder.pdf", b"%PDF-1.7")}
    assert editor.post(reverse("wagtaildocs:add"), sent).status_code == 302
    from wagtail.documents.models import Document

    answer = visitor.get(Document.objects.get(title="Fil").url)
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content) == b"%PDF-1.7"  # type: ignore[attr-defined]
    answer.close()


def test_a_picture_has_words(editor: Client) -> None:
    drawn = io.BytesIO()
    Image.new("RGB", (8, 8)).save(drawn, "PNG")
    sent = {"title": "Bild", "file": SimpleUploadedFile("bild.png", drawn.getvalue(), "image/png"), "description": ""}
    assert editor.post(reverse("wagtailimages:add"), sent).status_code == 200
    assert not Stored.objects.exists()
    assert Picture.base_blocks["alt"].required


def test_there_are_few_kinds_of_blocks_and_none_takes_html() -> None:
    assert [name for name, _block in BODY] == ["heading", "text", "picture", "box", "quote", "links"]
    assert "RawHTMLBlock" not in {type(block).__name__ for _name, block in BODY}


def test_a_page_that_moves_leaves_a_redirect(
    visitor: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    page = NewsPage.objects.get(slug="ny-plats")
    page.slug = "ny-plats-i-organisationen"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    answer = visitor.get("/nyheter/ny-plats/")
    assert answer.status_code == 301
    assert answer["Location"].endswith("/nyheter/ny-plats-i-organisationen/")


def test_nothing_is_fetched_from_others() -> None:
    assert settings.WAGTAIL_GRAVATAR_PROVIDER_URL is None
    assert settings.WAGTAILEMBEDS_FINDERS == []


def test_the_demos_editor_is_told_of_in_the_demo_only(visitor: Client, settings: Any) -> None:
    assert demo.PASSWORD not in visitor.get("/redaktion/login/").content.decode()
    settings.SITE_DEMO = True
    assert demo.PASSWORD in visitor.get("/redaktion/login/").content.decode()


def test_the_demos_editor_stops_a_site_that_is_not_the_demo(db: None) -> None:
    assert not demo.is_left_behind()
    Editor.objects.create_user(demo.EDITOR, password=demo.PASSWORD)
    assert demo.is_left_behind()


def test_an_editor_has_no_picture_to_send(editor: Client) -> None:
    page = editor.get(reverse("wagtailadmin_account")).content.decode()
    assert "Koder vid inloggning" in page
    assert "avatar" not in page.partition("<main")[2].lower()


def test_the_first_page_leads_to_what_an_editor_comes_to_do(editor: Client) -> None:
    page = editor.get("/redaktion/").content.decode()
    ways = re.findall(r'<li><a href="(/redaktion/[^"]+)">([^<]+)</a></li>', page)
    assert len(ways) == 5
    for address, label in ways:
        assert editor.get(address).status_code == 200, label
    for said in ("Skriv en nyhet", "Berätta om ett evenemang", "Skriv ett nyhetsbrev", "Lägg in ett material"):
        assert said in page
    assert "wagtail.org" not in page


def test_an_editor_looks_after_old_addresses(editor: Client, visitor: Client) -> None:
    to = Page.objects.get(slug="kontakt", locale__language_code="sv")
    site = to.get_site()
    sent = {"old_path": "/gamla-kontakt.html", "site": site.pk, "is_permanent": "on", "redirect_page": to.pk}
    assert editor.post(reverse("wagtailredirects:add"), sent).status_code == 302
    answer = visitor.get("/gamla-kontakt.html")
    assert (answer.status_code, answer["Location"]) == (301, "/kontakt/")


def test_two_editors_of_one_page_see_each_other_and_lose_nothing(editor: Client) -> None:
    colleague = people.at_work("kollega")
    page = NewsPage.objects.get(slug="ny-plats")
    opened = page.save_revision(user=Editor.objects.get(username="kollega"))
    ping = reverse("wagtailadmin_editing_sessions:ping", args=["webbplats", "newspage", page.pk, 0])
    told = {"revision_id": opened.pk, "is_editing": "1"}
    assert "redaktor" not in colleague.post(ping, told).json()["html"]
    editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    page.lead = "Den andra skrev det här."
    saved = page.save_revision(user=Editor.objects.get(username="redaktor"))
    assert "redaktor har sparat en ny version" in colleague.post(ping, told).json()["html"]
    page.lead = "Och den första skrev över det."
    page.save_revision(user=Editor.objects.get(username="kollega"))
    older = editor.get(reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, saved.pk]))
    assert "Den andra skrev det här." in older.content.decode()
