"""Every page that anyone of the cast can reach by links, held against axe at two widths.

A kind of page is looked at a few times, not once for each child and each person. The rest of what a person can
reach is only asked for, so that no link of theirs leads nowhere.
"""

import re
from collections import Counter, deque
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import APIResponse

from kronobarn.demo.cast import CAST, Character
from tests.browser.visitor import Visitor

PARTS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)\d+(?=/)")
HREF = re.compile(r'<a [^>]*?href="([^"#]+)')
LOOKS = 1
"""How often a kind of page is looked at by staff, and by family."""
VISITS = 2
"""How often each person asks for a kind of page that few have asked for."""
FEW = 6
"""Times that a kind of page has been asked for by staff, or by family; after that each asks once."""
LONGEST = 100
"""Pages for one person."""
SKIPPED = ("/konto/logout", "/static/")

seen: Counter[tuple[str, str]] = Counter()
asked: Counter[tuple[str, str]] = Counter()


def kind_of(address: str) -> str:
    return PARTS.sub("*", urlsplit(address).path)


def links(page: str, at: str) -> list[str]:
    found = [urljoin(at, href.replace("&amp;", "&")) for href in HREF.findall(page)]
    home = urlsplit(at).netloc
    return [link for link in found if urlsplit(link).netloc == home and not urlsplit(link).path.startswith(SKIPPED)]


def is_refused_with_a_reason(answer: APIResponse) -> bool:
    """Somebody without that work sees why, and where to turn instead."""
    return answer.status == 403 and "Det går inte just nu" in answer.text()


def faults_of(visitor: Visitor) -> list[str]:
    found = []
    for width in (1180, 390):
        visitor.page.set_viewport_size({"width": width, "height": 900})
        found += [f"{width} px: {fault}" for fault in visitor.faults()]
    visitor.page.set_viewport_size({"width": 320, "height": 900})
    if visitor.overflow():
        found.append(f"320 px: {visitor.overflow()} px too wide")
    visitor.page.set_viewport_size({"width": 1180, "height": 900})
    return found


@pytest.mark.parametrize("character", CAST, ids=lambda character: character.username)
def test_no_page_has_a_fault(visit: Callable[..., Visitor], character: Character) -> None:
    visitor = visit(character.username)
    waiting = deque([(visitor.page.url, "start"), (visitor.address + "/hjalp/", "start")])
    met, own, faults = set[str](), Counter[str](), dict[str, list[str]]()
    while waiting and len(met) < LONGEST:
        address, linked_from = waiting.popleft()
        kind = kind_of(address)
        if address in met or own[kind] >= (VISITS if asked[kind, character.kind] < FEW else 1):
            continue
        met.add(address)
        own[kind] += 1
        asked[kind, character.kind] += 1
        answer = visitor.page.request.get(address)
        if not answer.ok and not is_refused_with_a_reason(answer):
            faults[f"{answer.status} at {kind}"] = [f"a link on {linked_from}"]
            continue
        if not answer.headers["content-type"].startswith("text/html"):
            continue  # a file to keep, which is no page
        if seen[kind, character.kind] < LOOKS:
            seen[kind, character.kind] += 1
            visitor.page.goto(address)
            if found := faults_of(visitor):
                faults[kind] = found
        waiting.extend((link, kind) for link in links(answer.text(), answer.url))
    assert faults == {}
