"""One person in one browser window, and what every page they meet must live up to."""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

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

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)

    def press(self, label: str, *, exact: bool = True) -> None:
        """Press the button, or follow the link, with these words."""
        button = self.page.get_by_role("button", name=label, exact=exact)
        (button if button.count() else self.page.get_by_role("link", name=label, exact=exact)).first.click()

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(label).first.fill(text)

    def sees(self, text: str) -> None:
        expect(self.page.locator("main")).to_contain_text(text)

    def heading(self) -> str:
        return self.page.locator("h1").first.inner_text()

    def faults(self) -> list[str]:
        """What axe finds on the page, a line each."""
        found = Axe().run(self.page).response["violations"]
        return [f"{fault['id']}: {node['html'][:160]}" for fault in found for node in fault["nodes"]]

    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        return max(0, int(wide))

    def picture(self, name: str) -> None:
        """A picture of the page, for the README and the guide."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}.png", full_page=True)

    def expect_quiet(self) -> None:
        """Nothing was asked of another host, and nothing went wrong in the browser."""
        assert self.strangers == []
        assert [text for text in self.complaints if "status of 4" not in text] == []
