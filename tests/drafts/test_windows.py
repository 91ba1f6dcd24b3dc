"""One person with the same form open in two windows: neither writes over the other."""

import re
from dataclasses import dataclass, field

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from kronobarn.assessments.models import Observation
from kronobarn.assessments.rules import Perspective, draft_key
from kronobarn.concerns.models import Matter
from kronobarn.drafts import actions, windows
from kronobarn.drafts.models import Draft
from kronobarn.drafts.windows import Window
from tests.assessments.conftest import received
from tests.sign_in import sign_in
from tests.world import World

REST = {"known_how": "own_observation", "happened_on": "2026-03-02"}
TWICE = "Du har skrivit här i ett annat fönster också"


@dataclass
class Row:
    window: str
    words: list[str]

    @property
    def mark(self) -> str:
        return windows.mark({"works": self.words})


@dataclass
class Screen:
    """A window: what it began from, and what stands in its form."""

    at: Window
    words: list[str]


@dataclass
class Desk:
    """One form, its windows, what is kept and what has been sent, the latest last."""

    kept: list[Row] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    saved: list[str] = field(default_factory=list)
    screens: list[Screen] = field(default_factory=list)

    def open(self) -> None:
        began = self.kept[-1] if self.kept else None
        at = Window(f"w{len(self.screens)}", began.mark if began else "")
        self.screens.append(Screen(at, list(began.words) if began else []))

    def save(self, screen: Screen) -> None:
        screen.words.append(f"word-{len(self.saved)}")
        self.saved.append(screen.words[-1])
        now = Row(screen.at.id, list(screen.words))
        before = windows.replaced(self.kept, screen.at, now.mark)
        self.kept = [one for one in self.kept if one is not before and one.mark != now.mark] + [now]

    def send(self, screen: Screen) -> None:
        self.sent += screen.words
        done = windows.done_with(self.kept, screen.at)
        self.kept = [one for one in self.kept if one not in done]


@given(st.lists(st.tuples(st.sampled_from(["open", "save", "save", "send"]), st.integers(0, 3)), max_size=25))
def test_no_word_is_lost_whatever_the_windows_do(steps: list[tuple[str, int]]) -> None:
    desk = Desk()
    desk.open()
    for what, which in steps:
        if what == "open":
            desk.open()
        else:
            getattr(desk, what)(desk.screens[which % len(desk.screens)])

        still = {word for row in desk.kept for word in row.words} | set(desk.sent)
        assert set(desk.saved) <= still
        assert len({row.window for row in desk.kept}) == len(desk.kept)


@pytest.fixture
def matter(world: World) -> Matter:
    return received(world)


@pytest.fixture
def at(client: Client, world: World, matter: Matter) -> str:
    """Rut has signed in and tells of one area."""
    sign_in(client, world, "rut")
    return reverse("assessments:tell", args=[matter.pk, "professional", "safe"])


def opened(client: Client, at: str) -> dict[str, str]:
    """A window of one's own, and what its form carries along by itself."""
    return carried(client.get(at).content.decode())


def carried(page: str) -> dict[str, str]:
    form = page[page.index("data-autosave") :]
    return {
        name: found[1] for name in ("window", "window-began") if (found := re.search(f'"{name}" value="(.*?)"', form))
    }


def keep(client: Client, world: World, matter: Matter, **typed: str) -> str:
    key = draft_key(matter.pk, Perspective.PROFESSIONAL, "safe")
    answer = client.post(reverse("drafts:keep", args=[world.elsa.pk, key]), typed)
    assert answer.status_code == 200
    return answer.content.decode()


def test_two_windows_are_kept_apart_and_both_are_shown(client: Client, world: World, matter: Matter, at: str) -> None:
    one, two = opened(client, at), opened(client, at)

    assert TWICE not in keep(client, world, matter, works="Vid datorn", **one)
    assert TWICE in keep(client, world, matter, works="I mobilen", **two)
    keep(client, world, matter, works="Vid datorn, mer", **one)

    page = client.get(at).content.decode()
    assert TWICE in page
    assert "Vid datorn, mer</textarea>" in page
    assert re.search(r"Det som fungerar</p>.{0,9}<blockquote[^>]*>I mobilen</blockquote>", page, re.DOTALL)


def test_the_same_words_in_two_windows_are_kept_once(client: Client, world: World, matter: Matter, at: str) -> None:
    one, two = opened(client, at), opened(client, at)
    keep(client, world, matter, works="Vid datorn", **one)
    keep(client, world, matter, works="I mobilen", **two)

    assert TWICE not in keep(client, world, matter, works="Vid datorn", **two)

    assert TWICE not in client.get(at).content.decode()


def test_a_window_opened_later_goes_on_with_the_same_words(
    client: Client, world: World, matter: Matter, at: str
) -> None:
    keep(client, world, matter, works="I mobilen", **opened(client, at))

    assert TWICE not in keep(client, world, matter, works="I mobilen och vid datorn", **opened(client, at))

    assert TWICE not in client.get(at).content.decode()


def test_what_is_sent_from_one_window_leaves_what_is_typed_in_the_other(
    client: Client, world: World, matter: Matter, at: str
) -> None:
    one, two = opened(client, at), opened(client, at)
    keep(client, world, matter, works="Vid datorn", **one)
    keep(client, world, matter, works="I mobilen", **two)

    assert client.post(at, {"works": "Vid datorn", **REST, **one}).status_code == 302

    with world.as_("rut"):
        assert [row.typed for row in Draft.objects.all()] == [{"works": ["I mobilen"]}]
    page = client.get(at).content.decode()
    assert "Vid datorn" in page
    assert "I mobilen</textarea>" in page


def test_what_is_ticked_goes_when_the_form_is_sent_and_no_sooner(
    client: Client, world: World, matter: Matter, at: str
) -> None:
    keep(client, world, matter, works="Vid datorn", **opened(client, at))
    with world.as_("rut"):
        other = Draft.objects.get().mark
    two = {"window": "mobilen", "window-began": ""}
    keep(client, world, matter, works="I mobilen", **two)
    ticked = {**two, "window-away": other}

    refused = client.post(at, {"works": "", **ticked}).content.decode()
    assert f'value="{other}" checked' in refused
    assert carried(refused) == two
    with world.as_("rut"):
        assert Draft.objects.count() == 2

    client.post(at, {"works": "I mobilen", **REST, **ticked})
    with world.as_("rut"):
        assert not Draft.objects.exists()
        assert Observation.objects.get(matter=matter).works == "I mobilen"


def test_what_has_been_written_on_in_another_window_is_not_taken_for_what_one_began_from(
    client: Client, world: World, matter: Matter, at: str
) -> None:
    """Both began from the same words, and one of them is sent without a pause."""
    keep(client, world, matter, works="Vid datorn", **opened(client, at))
    one, two = opened(client, at), opened(client, at)
    keep(client, world, matter, works="Vid datorn, och sedan i mobilen", **two)

    client.post(at, {"works": "Vid datorn", **REST, **one})

    assert "och sedan i mobilen</textarea>" in client.get(at).content.decode()


def test_what_an_action_does_outside_a_form_leaves_nothing_half_written(world: World, matter: Matter) -> None:
    key = draft_key(matter.pk, Perspective.PROFESSIONAL, "safe")
    rut = world.actor("rut")
    for window in ("one", "two"):
        actions.keep(child_id=world.elsa.pk, form=key, typed=QueryDict(f"works={window}&window={window}"), by=rut)

    actions.drop(child_id=world.elsa.pk, form=key, by=rut)

    with world.as_("rut"):
        assert not Draft.objects.exists()
