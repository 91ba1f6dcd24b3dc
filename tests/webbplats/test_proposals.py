"""A folder of what was published before is read and proposed; the editor decides, and nothing is published by itself."""

from datetime import date, timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from webbplats.editors.models import Editor
from webbplats.models import ContactPage, IssuePage, NewsPage, StandardPage, TimelinePage
from webbplats.proposals import actions, names, reading
from webbplats.proposals.models import Proposal
from webbplats.proposals.reading import Kind

NEWS = """Fler nyheter

18 maj 2023

Torget får en mötesplats

Föreningarna i kommunen öppnar en mötesplats för unga. Alla är välkomna.

Det är roligt att vi kommer i gång, säger Asta Påhittad, samordnare för mötesplatsen.

Så går det till

Vi öppnar den 3 juni 2023 klockan tio. Asta Påhittad och Bo-Ture Uppdiktad visar runt. Astas dörr är alltid öppen.

Kontakt

Asta Påhittad

Samordnare

 • E-post: asta@example.se
 • Telefon: 0980-319 200

Relaterade nyheter

Ny plats i organisationen

1 april 2023

Det här är början på en text som...
"""
ISSUE = """# Nyhetsbrev april 2021

Våren är här, och vi berättar vad som har hänt.

## Ett seminarium

Läs [mer om seminariet](https://exempel.se/seminarium).

- En sak
- En sak till

<script>alert(1)</script>
"""
PAGE = """<!doctype html><html><head><title>x</title><script>alert(1)</script></head><body><nav><p>Meny</p></nav>
<h1>Så började det</h1><p>Det här är en sida om hur allt började, för <em>länge</em> sedan.</p>
<ul><li>2016: Ledningsgruppen bildas.</li><li>2017: Beslut i alla nämnder.</li></ul>
<p>Se <a href="javascript:alert(1)">här</a> och <a href="https://exempel.se/">där</a>.</p></body></html>"""


@pytest.fixture
def folder(tmp_path: Path, db: None) -> Path:
    (tmp_path / "news.txt").write_text(NEWS)
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "issue.md").write_text(ISSUE)
    (tmp_path / "page.html").write_text(PAGE)
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "not text.txt").write_bytes(b"\xff\xfe\x00\x00")
    return tmp_path


def one(kind: Kind) -> Proposal:
    return Proposal.objects.filter(kind=kind).order_by("pk")[0]


def by() -> Editor:
    return Editor.objects.create_user("den-som-avgor")


def test_each_kind_of_thing_is_found(folder: Path) -> None:
    told = actions.bring_in(folder)
    assert told["empty.txt"] == 0
    assert not {"picture.png", "not text.txt"} & set(told)
    news, issue, page = one(Kind.NEWS), one(Kind.ISSUE), one(Kind.PAGE)
    assert (news.title, news.day) == ("Torget får en mötesplats", date(2023, 5, 18))
    assert news.content["lead"].startswith("Föreningarna i kommunen")
    assert news.content["related"] == ["Ny plats i organisationen"]
    assert ["heading", "Så går det till"] in news.content["body"]
    assert (issue.title, issue.day) == ("Nyhetsbrev april 2021", date(2021, 4, 1))
    assert issue.content["links"] == [["mer om seminariet", "https://exempel.se/seminarium"]]
    assert ["item", "En sak till"] in issue.content["body"]
    assert page.title == "Så började det"
    assert page.content["links"] == [["där", "https://exempel.se/"]]
    assert "Meny" not in str(page.content)
    assert [(each.content["when"], each.title) for each in Proposal.objects.filter(kind=Kind.HAPPENING)] == [
        ("3 juni 2023", "Vi öppnar den 3 juni 2023 klockan tio."),
        ("2016", "Ledningsgruppen bildas."),
        ("2017", "Beslut i alla nämnder."),
    ]
    assert [each.title for each in Proposal.objects.filter(kind=Kind.FUNCTION)] == ["Samordnare"]


def test_functions_are_taken_over_and_names_are_not(folder: Path) -> None:
    actions.bring_in(folder)
    said = " ".join(f"{one.title} {one.content}" for one in Proposal.objects.all())
    for name in ("Asta", "Påhittad", "Bo-Ture", "Uppdiktad", "asta@", "0980"):
        assert name not in said
    assert "säger samordnare för mötesplatsen" in said
    assert names.UNKNOWN in said


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("Vi frågade processledare Asta Påhittad.", "Vi frågade processledare."),
        ("Asta Påhittad, rektor, öppnar.", "rektor, öppnar."),
        ("Region Kronoberg och Växjö Konserthus.", "Region Kronoberg och Växjö Konserthus."),
        ("Barnens bästa gäller! i Kronoberg", "Barnens bästa gäller! i Kronoberg"),
        ("Bo-Ture kom.", f"{names.UNKNOWN} kom."),
    ],
)
def test_where_a_name_stood(text: str, becomes: str) -> None:
    assert names.without(text) == becomes


def test_reading_again_proposes_nothing_twice(folder: Path) -> None:
    assert sum(actions.bring_in(folder).values()) == 7
    actions.refuse(proposal=one(Kind.NEWS), by=by())
    assert sum(actions.bring_in(folder).values()) == 0


def test_what_is_accepted_is_a_draft_that_no_visitor_sees(folder: Path, visitor: Client) -> None:
    actions.bring_in(folder)
    editor = by()
    for kind, model in ((Kind.NEWS, NewsPage), (Kind.ISSUE, IssuePage), (Kind.PAGE, StandardPage)):
        page = actions.accept(proposal=one(kind), by=editor)
        assert isinstance(page, model)
        assert not page.live
        assert visitor.get(page.url).status_code == 404
    news = NewsPage.objects.get(slug="torget-far-en-motesplats")
    assert news.day == date(2023, 5, 18)
    assert "<script" not in str(IssuePage.objects.get(slug="nyhetsbrev-april-2021").body)


def test_days_and_functions_are_put_on_the_drafts_of_their_pages(folder: Path, visitor: Client) -> None:
    actions.bring_in(folder)
    editor = by()
    actions.accept(proposal=one(Kind.HAPPENING), by=editor)
    actions.accept(proposal=one(Kind.FUNCTION), by=editor)
    timeline, contact = (kind.objects.get(locale__language_code="sv") for kind in (TimelinePage, ContactPage))
    assert timeline.get_latest_revision_as_object().happenings[-1].value["when"] == "3 juni 2023"
    assert contact.get_latest_revision_as_object().places[-1].value["ways"][0]["function"] == "Samordnare"
    assert "3 juni 2023" not in visitor.get(timeline.url).content.decode()


def test_functions_that_are_to_be_placed_stand_together(folder: Path) -> None:
    for name in ("Rektor", "Kurator"):
        (folder / f"{name}.md").write_text(f"# Om {name}\n\nText som är lång nog.\n\nKontakt\n\n{name}\n")
    actions.bring_in(folder)
    editor = by()
    for proposal in Proposal.objects.filter(kind=Kind.FUNCTION):
        actions.accept(proposal=proposal, by=editor)
    draft = ContactPage.objects.get(locale__language_code="sv").get_latest_revision_as_object()
    to_place = [place.value for place in draft.places if place.value["name"] == "Att placera"]
    assert [[way["function"] for way in place["ways"]] for place in to_place] == [["Kurator", "Rektor", "Samordnare"]]


def test_a_heading_with_nothing_under_it_is_left_out() -> None:
    found = reading.read(
        "sida.md", "# Sida\n\nIngress.\n\n## Vad har hänt?\n\n- 2019: Ett möte.\n\n## Fakta\n\nDet är så.\n\n## Slut\n"
    )
    assert found[0].content["body"] == [("heading", "Fakta"), ("text", "Det är så.")]
    assert [one.content["when"] for one in found[1:]] == ["2019"]


def test_the_editor_reads_the_source_and_decides_once(folder: Path, editor: Client) -> None:
    actions.bring_in(folder)
    news = one(Kind.NEWS)
    where = reverse("proposals_editing:proposal", args=[news.pk])
    decide = reverse("proposals_editing:decide", args=[news.pk])
    assert news.title in editor.get(reverse("proposals_editing:overview")).content.decode()
    assert "asta@example.se" in editor.get(where).content.decode(), "the source as it is, until it is decided"
    made = editor.post(decide, {"accept": ""}, follow=True)
    assert made.redirect_chain[0][0].startswith("/redaktion/pages/")
    following = Proposal.objects.filter(decided_at=None, pk__gt=news.pk).order_by("pk")[0]
    assert reverse("proposals_editing:proposal", args=[following.pk]) in made.content.decode()  # the way on
    news.refresh_from_db()
    assert news.source_text == ""
    assert "källan är borttagen" in editor.get(where).content.decode()
    before = Page.objects.count()
    assert "redan tagit ställning" in editor.post(decide, {"accept": ""}, follow=True).content.decode()
    assert Page.objects.count() == before
    script = one(Kind.ISSUE)
    assert "<script>alert" not in editor.get(reverse("proposals_editing:proposal", args=[script.pk])).content.decode()


def test_what_nobody_decides_on_is_forgotten(folder: Path) -> None:
    actions.bring_in(folder)
    with time_machine.travel(timezone.now() + timedelta(days=91)):
        actions.sweep()
    assert not Proposal.objects.exists()


@pytest.mark.parametrize(
    "text", ["", "\0", "#", "- ", "31 februari 2020", "<p>", "2016:", "x" * 300, "Nyhetsbrev mars 0000"]
)
def test_odd_documents_are_no_fault(text: str) -> None:
    for name in ("odd.txt", "odd.html"):
        reading.read(name, text)
