"""Every page that anyone of the cast can reach by links, held against axe at two widths.

Pages of one kind are visited a few times, not once for each child.
"""

import re
from collections import Counter, deque
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

import pytest

from kronobarn.demo.cast import CAST
from tests.browser.visitor import Visitor

PARTS = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)\d+(?=/)")
VISITS = 2
"""How often a kind of page is looked at for each person."""
SKIPPED = ("/konto/logout", "/static/")
LONGEST = 45
"""Pages for one person."""

seen: Counter[tuple[str, str]] = Counter()


def kind_of(address: str) -> str:
    return PARTS.sub("*", urlsplit(address).path)


def links(visitor: Visitor) -> list[str]:
    hrefs = visitor.page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))")
    found = []
    for href in hrefs:
        address = urljoin(visitor.page.url, href).split("#")[0]
        if address.startswith(visitor.address) and not urlsplit(address).path.startswith(SKIPPED):
            found.append(address)
    return found


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
def test_no_page_has_a_fault(visit: Callable[..., Visitor], character: object) -> None:
    username, family = character.username, character.kind == "family"  # type: ignore[attr-defined]
    visitor = visit(username)
    waiting, met, faults = deque([visitor.page.url, visitor.address + "/hjalp/"]), set[str](), {}
    own: Counter[str] = Counter()
    while waiting and len(met) < LONGEST:
        address = waiting.popleft()
        kind = kind_of(address)
        if address in met or own[kind] >= VISITS:
            continue
        met.add(address)
        own[kind] += 1
        answer = visitor.page.goto(address)
        assert answer is not None
        assert answer.status < 400, f"{answer.status} at {kind} from a link"
        if seen[kind, "family" if family else "staff"] < VISITS:
            seen[kind, "family" if family else "staff"] += 1
            if found := faults_of(visitor):
                faults[kind] = found
        waiting.extend(links(visitor))
    assert faults == {}
