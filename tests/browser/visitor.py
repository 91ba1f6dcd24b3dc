"""One person in one browser window, and what every page they meet must live up to."""

import os
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FloatRect, Page, expect

AXE = Axe()
RUN_AXE = """
axe.run({resultTypes: ["violations"], selectors: false}).then(found => found.violations)
"""
TALLEST = 1400
"""Pixels of a picture; what is further down is not shown."""
MARGIN = 24
A4 = 297 / 210
FRAME = 6
"""Pixels that the browser's own viewer takes around a document."""
TO_DRAW = 2500
"""Milliseconds that a browser gets to draw a document."""
PICTURES = Path(__file__).parents[2] / "docs" / "pictures"


@dataclass
class Visitor:
    """Notes every request to another host and every complaint in the console."""

    page: Page
    address: str
    scripts: bool = True
    strangers: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        home = urlsplit(self.address).netloc
        self.page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith(("data:", "blob:")) or urlsplit(request.url).netloc == home
                else self.strangers.append(request.url)
            ),
        )
        self.page.on(
            "console",
            lambda message: self.complaints.append(message.text) if message.type == "error" else None,
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def become(self, username: str) -> None:
        """Sign in as somebody of the cast from the demo's own page."""
        self.page.goto(f"{self.address}/prova/")
        self.page.locator(f"form:has(input[name=username][value={username}]) button").first.click()

    def press(self, label: str, *, exact: bool = True) -> None:
        """Press the button, or follow the link, with these words."""
        button = self.page.get_by_role("button", name=label, exact=exact)
        link = self.page.get_by_role("link", name=label, exact=exact)
        button.or_(link).first.wait_for()  # the page before this one may still be there
        (button if button.count() else link).first.click()

    def address_of(self, label: str) -> str:
        """Where a link goes."""
        return self.page.locator("main").get_by_role("link", name=label, exact=True).get_attribute("href") or ""

    def next_for(self, child: str, what: str) -> None:
        """Open what waits on My day about one child."""
        self.press("Min dag")
        row = self.page.get_by_role("listitem").filter(has_text=child)
        row.get_by_role("link", name=what, exact=True).first.click()

    def open_child(self, child: str) -> None:
        """Open the child's page from one's own list."""
        own = self.page.get_by_role("link", name="Mina sidor", exact=True)
        staff = self.page.get_by_role("link", name="Mina barn", exact=True)
        own.or_(staff).first.click()  # waits for either: the page before this one may still be there
        self.press(child)

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(label).first.fill(text)

    def pick(self, label: str, option: str) -> None:
        """Choose in a list the line that begins with these words."""
        box = self.page.get_by_label(label).first
        box.wait_for()
        lines = box.locator("option").all_inner_texts()
        box.select_option(label=next(line for line in lines if line.strip().startswith(option)))

    def choose(self, question: str, answer: str) -> None:
        """Choose one answer to one question, by the words that stand there."""
        self.page.get_by_role("group", name=question).first.get_by_label(answer).first.check()

    def choose_all(self, question: str) -> None:
        """Choose everything that a question offers."""
        boxes = self.page.get_by_role("group", name=question).first.get_by_role("checkbox")
        boxes.first.wait_for()
        for box in boxes.all():
            box.check()

    def sees(self, text: str) -> None:
        expect(self.page.locator("main")).to_contain_text(text)

    def heading(self) -> str:
        return self.page.locator("h1").first.inner_text()

    def faults(self) -> list[str]:
        """What axe finds on the page, a line each."""
        if not self.page.evaluate("'axe' in window"):  # it is there since another width of the same page was looked at
            self.page.evaluate(AXE.axe_script)
        found = self.page.evaluate(RUN_AXE)
        return [f"{fault['id']}: {node['html'][:160]}" for fault in found for node in fault["nodes"]]

    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        return max(0, int(wide))

    def looks_well(self) -> None:
        """The page is whole for everybody: nothing that axe finds, and no sideways scroll on the narrowest phone."""
        self.page.wait_for_load_state()
        before = self.page.viewport_size
        assert before is not None
        for width in (1180, 390) if self.scripts else ():
            self.page.set_viewport_size({"width": width, "height": 900})
            assert self.faults() == [], f"{self.heading()}, {width} px"
        self.page.set_viewport_size({"width": 320, "height": 900})
        assert self.overflow() == 0, f"{self.heading()}, 320 px"
        self.page.set_viewport_size(before)

    def picture(self, name: str, *, top: str = "body", paper: str = "") -> None:
        """A picture of the page for the README and the guide, from `top` and down, made only when it is asked for.

        With `paper`, of the first page of the document at that address.
        """
        if not os.environ.get("KRONOBARN_PICTURES"):
            return
        if paper:
            self._picture_of_paper(name, paper)
            return
        before = self.page.viewport_size
        assert before is not None
        width = int(name.rpartition("-")[2])
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.evaluate("window.scrollTo(0, 0)")
        box = self.page.locator(top).first.bounding_box()
        assert box is not None
        start = max(0, box["y"] - MARGIN)
        height = min(self.page.evaluate("document.documentElement.scrollHeight") - start, TALLEST)
        clip: FloatRect = {"x": 0, "y": start, "width": width, "height": height}
        self.page.screenshot(path=PICTURES / f"{name}.png", full_page=True, clip=clip)
        self.page.set_viewport_size(before)

    def _picture_of_paper(self, name: str, address: str) -> None:
        width = int(name.rpartition("-")[2])
        sheet = self.page.context.new_page()
        sheet.set_viewport_size({"width": width, "height": round(width * A4)})
        sheet.goto(f"{self.address}{address}#toolbar=0&navpanes=0&view=Fit")
        sheet.wait_for_timeout(TO_DRAW)  # the browser does not say when it has drawn a document
        whole = round(width * A4)
        clip: FloatRect = {"x": FRAME, "y": FRAME, "width": width - 2 * FRAME, "height": whole - 3 * FRAME}
        sheet.screenshot(path=PICTURES / f"{name}.png", clip=clip)
        sheet.close()

    def expect_quiet(self) -> None:
        """Nothing was asked of another host, and nothing went wrong in the browser."""
        assert self.strangers == []
        assert [text for text in self.complaints if "status of 4" not in text] == []
