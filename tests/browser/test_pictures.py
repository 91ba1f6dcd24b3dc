"""The pictures of the README and the guide, from the demo as it begins.

KRONOBARN_PICTURES=1 writes them anew, best with this file alone so that nobody has been there before.
Otherwise the pages are only seen to be there.
"""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from tests.browser.visitor import Visitor

Visit = Callable[..., Visitor]


def test_the_responsible_sees_what_waits(visit: Visit) -> None:
    ragnhild = visit("ragnhild")
    ragnhild.sees("Den närmaste veckan")
    ragnhild.picture("min-dag-390")


def test_a_teacher_is_asked_whether_the_family_knows(visit: Visit) -> None:
    tove = visit("tove", scripts=False)  # leaves no draft behind
    tove.open_child("Elliot Brink")
    tove.press("Uppmärksamma något")
    tove.fill("Vad har du sett eller hört?", "Elliot stod vid bänken när jag ropade in. Han grät och ville inte gå in.")
    tove.fill("När hände det?", datetime.now(ZoneInfo("Europe/Stockholm")).date().isoformat())
    tove.choose("Vet barnet att du skickar det här?", "Ja")
    tove.choose("Vet vårdnadshavarna om det?", "Inte än")
    tove.picture("signal-390", top="main .ds-alert")


def test_the_wheel_shows_who_sees_what(visit: Visit) -> None:
    ragnhild = visit("ragnhild")
    ragnhild.open_child("Lilly Sandström")
    ragnhild.press("Öppna ärendet")
    ragnhild.press("Samla information")
    ragnhild.press("Öppna hjulet")
    ragnhild.sees("Jag har två sängar men ingen är min.")
    ragnhild.picture("hjulet-1180")
    ragnhild.press("Då och nu")
    ragnhild.sees("Jag har Juni och Alma. Vi är tre.")
    ragnhild.picture("da-och-nu-1180", top="h1")


def test_the_wheel_on_paper_before_and_after(visit: Visit) -> None:
    kasper = visit("kasper")
    kasper.open_child("Lilly Sandström")
    kasper.press("Öppna ärendet")
    kasper.press("Samla information")
    kasper.press("Gör hjulet med barnet")
    kasper.picture("hjulet-blad-fore-600", paper=kasper.address_of("Svenska"))
    kasper.page.locator(".tasks a").last.click()
    kasper.sees("När jag simmar är det tyst.")
    kasper.picture("hjulet-blad-efter-600", paper=kasper.address_of("Barnets blad (PDF)"))


def test_a_child_reads_its_own_page_plan_and_events(visit: Visit) -> None:
    nova = visit("nova")
    nova.open_child("Nova Holm")
    nova.sees("Jag vill gå i skolan med min klass")
    nova.picture("barnets-sida-1180")
    nova.press("Öppna min plan")
    nova.sees("spela bas igen")
    nova.picture("plan-1180")
    nova.press("Händelser")
    nova.sees("Uppföljning av barnets plan")
    nova.picture("handelser-1180")


def test_a_guardian_is_asked_for_consent(visit: Visit) -> None:
    henrik = visit("henrik")
    henrik.next_for("Nova Holm", "Svara på en fråga om samtycke")
    henrik.sees("Därför frågar vi")
    henrik.picture("samtycke-390")


def test_a_guardian_reads_who_sees_the_follow_up_and_what_ends_with_the_consent(visit: Visit) -> None:
    henrik = visit("henrik")
    henrik.open_child("Nova Holm")
    henrik.press("Vem kan se vad, och be att få läsa något")
    henrik.page.locator("main summary").first.click()
    henrik.press("Uppföljning av barnets plan", exact=False)
    henrik.sees("Om ni tar tillbaka ert ja")
    henrik.picture("vem-ser-den-1180", top="h1")
