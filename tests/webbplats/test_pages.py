"""What a visitor meets: every page answers, in little, without a script and without a cookie."""

import json
import re
from itertools import pairwise

import pytest
from django.test import Client
from wagtail.models import Page

from webbplats import filling, models

LARGEST = 200_000
MOST_QUERIES = 15
KINDS = [getattr(models, name) for name in models.__all__ if issubclass(getattr(models, name), Page)]
STYLES = ("kronobarn/ui/static/ui/kronobarn.css", "webbplats/static/webbplats/site.css")


def every_page() -> list[Page]:
    return list(Page.objects.live().filter(depth__gt=1).specific())


def test_the_first_content_has_a_page_of_every_kind(db: None) -> None:
    assert {type(page) for page in every_page()} == set(KINDS)


def test_every_page_answers_without_a_script_a_cookie_or_anybody_else(visitor: Client) -> None:
    for page in every_page():
        answer = visitor.get(page.url)
        text = answer.content.decode()
        assert answer.status_code == 200, page.url
        assert not answer.cookies, page.url
        assert not re.search(r"<script(?! type=.application/ld)|\son\w+=|\sstyle=", text), page.url
        assert "script-src" not in answer["Content-Security-Policy"]
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        assert not re.findall(r"(?:src|<link rel=.stylesheet. href)=.(?:https?:)?//", text), page.url


def test_every_page_is_small_with_its_styles(visitor: Client) -> None:
    from pathlib import Path

    styles = sum(len(Path(file).read_bytes()) for file in STYLES)
    icons = len(Path("kronobarn/ui/static/ui/icons.svg").read_bytes())
    for page in every_page():
        assert len(visitor.get(page.url).content) + styles + icons < LARGEST, page.url


def test_a_page_asks_the_database_little(visitor: Client) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for page in every_page():
        visitor.get(page.url)
        with CaptureQueriesContext(connection) as asked:
            visitor.get(page.url)
        assert len(asked) <= MOST_QUERIES, (page.url, [one["sql"] for one in asked])


def test_text_is_sent_packed_and_the_editors_pages_are_not(visitor: Client, editor: Client) -> None:
    packs = {"accept-encoding": "gzip"}
    for address in ("/", "/nyheter/rss.xml"):
        answer = visitor.get(address, headers=packs)
        assert answer.get("Content-Encoding") == "gzip", address
        assert "Accept-Encoding" in answer["Vary"]
    assert "Content-Encoding" not in editor.get("/redaktion/", headers=packs)


def test_every_page_has_one_heading_a_description_and_pictures_of_a_size(visitor: Client) -> None:
    for page in every_page():
        text = visitor.get(page.url).content.decode()
        assert text.count("<h1") == 1, page.url
        levels = [int(level) for level in re.findall(r"<h(\d)", text)]
        assert all(below <= above + 1 for above, below in pairwise(levels)), (page.url, levels)
        assert re.search(r'<meta name="description" content="[^"]{20,}', text), page.url
        for picture in re.findall(r"<img[^>]*>", text):
            assert {"width=", "height=", "alt="} <= set(re.findall(r"\w+=", picture)), page.url


def test_each_page_says_what_it_is_where_it_is_shared(visitor: Client) -> None:
    text = visitor.get("/om-processen/").content.decode()
    assert '<meta property="og:title" content="Om processen">' in text
    assert "<title>Om processen – Barnens bästa gäller! i Kronoberg</title>" in text
    assert "<title>Barnens bästa gäller! i Kronoberg</title>" in visitor.get("/").content.decode()
    assert '<link rel="canonical" href="https://barnensbasta.example/om-processen/">' in text
    assert '<link rel="alternate" hreflang="en" href="https://barnensbasta.example/en/about/">' in text


def test_the_english_pages_speak_english_around_the_text_too(visitor: Client) -> None:
    text = visitor.get("/en/about/").content.decode()
    assert '<html lang="en"' in text
    assert "Skip to the content" in text
    assert "Hoppa till innehållet" not in text


def test_guardians_read_in_six_languages(visitor: Client) -> None:
    text = visitor.get("/for-vardnadshavare/").content.decode()
    assert {"sv", "en", "ar", "so", "uk", "fi"} <= set(re.findall(r'hreflang="(\w\w)"', text))
    arabic = visitor.get("/for-vardnadshavare/arabiska/").content.decode()
    assert '<main id="main" tabindex="-1" lang="ar" dir="rtl">' in arabic


def test_news_are_kept_by_year(visitor: Client) -> None:
    text = visitor.get("/nyheter/arkiv/2022/").content.decode()
    assert "Processen flyttar till nära vård" in text
    assert "Hjulet tar form" not in text
    assert visitor.get("/nyheter/arkiv/1999/").status_code == 404


def test_a_piece_of_news_shows_what_it_hangs_together_with(visitor: Client) -> None:
    text = visitor.get("/nyheter/ny-plats/").content.decode()
    assert text.index("Relaterade nyheter") < text.index("Kommunerna får egna samordnare")


def test_an_event_tells_machines_when_and_where(visitor: Client) -> None:
    text = visitor.get("/evenemang/oppet-hus/").content.decode()
    (told,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
    assert json.loads(told)["@type"] == "Event"
    assert json.loads(told)["location"]["name"] == "Växjö, Stadsbiblioteket"


def test_what_machines_read(visitor: Client) -> None:
    feed = visitor.get("/nyheter/rss.xml").content.decode()
    assert "<link>https://barnensbasta.example/nyheter/ny-webbplats/</link>" in feed
    found = visitor.get("/sitemap.xml").content.decode()
    assert "https://barnensbasta.example/nyheter/arkiv/2022/" in found
    assert "https://barnensbasta.example/en/about/" in found
    assert "Disallow: /redaktion/" in visitor.get("/robots.txt").content.decode()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "sparas inte"),
        ("remiss", "Praxismodellen ute på remiss"),
        ("finnsinte", "Inget har alla de orden"),
        ("<script>alert(1)</script>", "&lt;script&gt;"),
        ("\0", "sparas inte"),
    ],
)
def test_search(visitor: Client, words: str, said: str) -> None:
    answer = visitor.get("/sok/", {"q": words})
    assert answer.status_code == 200
    assert said in answer.content.decode()


def test_what_is_not_there_says_so_in_the_sites_own_words(visitor: Client) -> None:
    answer = visitor.get("/finns-inte/")
    assert answer.status_code == 404
    assert "Den kan ha flyttat" in answer.content.decode()


def test_content_is_loaded_into_an_empty_site_only(db: None) -> None:
    before = Page.objects.count()
    assert not filling.load()
    assert Page.objects.count() == before
