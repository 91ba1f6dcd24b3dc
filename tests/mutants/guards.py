"""Tries mutants in one process of tests, which collects and begins once: hundreds of times quicker than a new process each.

A mutant is put where what it is a mutant of stands: a statement of SQL in this process's databases, a function's code
in its module. Then its guards are asked, until one of them notices: the random towns, whatever noticed the mutants
before it, and the tests of its feature and of `circles`, a module at a time, the quickest first. Then it is put back, and whatever noticed it must pass.
"""

import functools
import gc
import importlib
import inspect
import signal
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from time import monotonic
from types import CodeType
from typing import Any, Final, TextIO

import psycopg
import pytest

from kronobarn.core import prepared
from tests import conftest, plugin, told
from tests.mutants.clauses import FOR_ALL, ROOT, Mutant, declare
from tests.mutants.crowd import Crowd

LONGEST: Final = 120  # seconds
AT_ONCE: Final = 20
"""So many of the tests that noticed something lately are asked first."""
FIRST: Final = ("tests/circles/test_answers", "tests/circles/test_writes")
BY_ITSELF: Final = "database.py"
"""What the database alone is asked: about circles, and about a feature."""


class Between(pytest.Item):
    """What comes after a test that nothing but what is made once for the process is to be kept for."""

    def runtest(self) -> None:
        raise NotImplementedError


class Guards:
    """Runs instead of pytest's own loop, in a process that has collected the guards' tests."""

    def __init__(self, session: pytest.Session, seconds: float, say: TextIO) -> None:
        self._session, self._at_most, self._say = session, seconds, say
        self._items = list(session.items)
        self._between = Between.from_parent(session, name="between mutants")
        self._failed = False
        self._noticed: dict[str, list[pytest.Item]] = defaultdict(list)
        """By feature: the tests that have noticed a mutant, the latest first."""
        self._sound: set[pytest.Item] = set()
        """Those of them that pass when nothing is missing."""
        self._seconds: dict[str, float] = defaultdict(float)
        """How long each module takes."""
        self._present: Mutant | None = None
        self.survived: list[Mutant] = []
        self.wrong: set[str] = set()
        """Why nothing can be told: guards that fail though nothing is missing, and mutants that are not even SQL."""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._failed |= report.failed
        self._seconds[_module(report)] += report.duration

    def try_all(self, mutants: Sequence[Mutant]) -> None:
        """Whatever notices a mutant must pass when that has been put back, and once more at the end."""
        self._make_what_is_made_once()
        self._seconds.clear()  # that took long, and not the modules
        self._caches = _caches()
        with ExitStack() as stack:
            self._open(stack)
            for mutant in mutants:
                self._try(mutant)
            if self._crowd.is_answered_wrongly():
                self.wrong.add("towns")
        for item in self._sound:
            self._must_pass(item)

    def _make_what_is_made_once(self) -> None:
        """The database, and those that features keep for all their tests: while nothing is missing."""
        made: set[str] = set()
        for item in self._items:
            found = item._fixtureinfo.name2fixturedefs if isinstance(item, pytest.Function) else {}
            kept = {name for name, ways in found.items() if ways[-1].scope == "session"}
            if not kept <= made:
                made |= kept
                self._must_pass(item)

    # Trying

    def _try(self, mutant: Mutant) -> None:
        self._crowd.keep_fresh()
        self._session._setupstate.teardown_exact(self._between)
        self._kept = dict(told._kept)
        began = monotonic()
        try:
            with self._without_its_clause(mutant):
                noticed = self._who_notices(mutant)
        except psycopg.ProgrammingError as problem:
            self.wrong.add(f"{mutant} is no statement: {problem}")
            return
        took = f"{monotonic() - began:.1f} s"
        if not noticed:
            self.survived.append(mutant)
        elif isinstance(noticed, pytest.Item):
            self._remember(noticed, self._noticed[mutant.feature])
            noticed = noticed.nodeid
        self._say.write(f"{f'killed   {mutant} [{noticed}, {took}]' if noticed else f'SURVIVED {mutant} [{took}]'}\n")

    def _who_notices(self, mutant: Mutant) -> pytest.Item | str:
        """The guard that does; empty when none does."""
        if mutant.seen_in_towns and self._crowd.is_answered_wrongly(mutant):
            return "towns"
        noticed = self._noticed[mutant.feature]
        for item in noticed:
            if self._fails(item, self._between):
                return item
        told._kept.clear()  # stories are told anew, while something is missing
        rest = [item for item in self._guards(mutant) if item not in noticed]
        began = monotonic()
        for item, following in zip(rest, [*rest[1:], self._between], strict=True):
            if self._fails(item, following):
                return item
            if monotonic() - began > self._at_most:
                self._session._setupstate.teardown_exact(self._between)
                break
        return ""

    def _remember(self, item: pytest.Item, noticed: list[pytest.Item]) -> None:
        """The next mutant is often like this one."""
        if item in noticed:
            noticed.remove(item)
        noticed.insert(0, item)
        del noticed[AT_ONCE:]
        if item not in self._sound:
            self._sound.add(item)
            self._must_pass(item)

    def _guards(self, mutant: Mutant) -> list[pytest.Item]:
        """Those of the database alone, the feature's own, and those that guard them all: the quickest module first."""
        own = tuple(f"tests/{feature}/" for feature in mutant.features)

        def order(item: pytest.Item) -> tuple[bool, bool, bool, float, str]:
            module = _module(item)
            first = module.startswith(FIRST)
            return not module.endswith(BY_ITSELF), not first, not module.startswith(own), self._seconds[module], module

        return sorted((item for item in self._items if item.nodeid.startswith((*own, *FOR_ALL))), key=order)

    def _fails(self, item: pytest.Item, following: pytest.Item) -> bool:
        self._failed = False
        with _not_for_ever():
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if self._failed:
            self._session._setupstate.teardown_exact(self._between)
        return self._failed

    def _must_pass(self, item: pytest.Item) -> None:
        if self._fails(item, self._between):
            self.wrong.add(item.nodeid)

    # Taking away, and putting back

    def _open(self, stack: ExitStack) -> None:
        """Make a database of random towns, and be ready to change it and the tests' own."""
        self._crowd_is_in = crowd = stack.enter_context(conftest.own_database("crowd"))
        admin = psycopg.connect(plugin.server.url("admin", crowd), autocommit=True)
        self._crowd = Crowd(stack.enter_context(admin))
        if self._crowd.is_answered_wrongly():
            self.wrong.add("towns")
        self._owners = [
            stack.enter_context(psycopg.connect(plugin.server.url("owner", name), autocommit=True))
            for name in (plugin.DATABASE, crowd)
        ]
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setattr(conftest, "_clone", self._also_in_copies(conftest._clone))

    def _also_in_copies(self, clone: Callable[..., None]) -> Callable[..., None]:
        """Databases that a test makes for itself have the same clause missing."""

        def clone_and_change(name: str, *template: str) -> None:
            clone(name, *template)
            if self._present and not self._present.function:
                with psycopg.connect(plugin.server.url("owner", name), autocommit=True) as owner:
                    declare(owner, self._present.less)

        return clone_and_change

    @contextmanager
    def _without_its_clause(self, mutant: Mutant) -> Iterator[None]:
        self._present = mutant
        try:
            self._change(mutant, mutant.less)
            yield
        finally:
            self._present = None
            self._change(mutant, mutant.whole)
            told._kept.clear()
            told._kept.update(self._kept)

    def _change(self, mutant: Mutant, text: str) -> None:
        if mutant.function:
            _define(mutant, text)
            prepared.kept.clear()
            for cache in self._caches:
                cache.cache_clear()
        else:
            for owner in self._owners:
                declare(owner, text)
            for name in conftest._open - {self._crowd_is_in}:
                with psycopg.connect(plugin.server.url("owner", name), autocommit=True) as owner:
                    declare(owner, text)


def _define(mutant: Mutant, text: str) -> None:
    """Give the function the code that it has in this text of its module."""
    found: Any = importlib.import_module(".".join(mutant.file.relative_to(ROOT).with_suffix("").parts))
    for name in mutant.function.split("."):
        found = vars(found)[name]
    codes = _codes(compile(text, str(mutant.file), "exec", dont_inherit=True))
    inspect.unwrap(found).__code__ = next(one for one in codes if one.co_qualname == mutant.function)


def _codes(within: CodeType) -> Iterator[CodeType]:
    for one in within.co_consts:
        if isinstance(one, CodeType):
            yield one
            yield from _codes(one)


def _caches() -> list[Any]:
    """What functions of ours have answered before."""
    kept = (one for one in gc.get_objects() if type(one) is functools._lru_cache_wrapper)
    return [one for one in kept if one.__module__.startswith(("kronobarn", "tests"))]


@contextmanager
def _not_for_ever() -> Iterator[None]:
    """A test that takes too long fails."""

    def stop(*_told: object) -> None:
        pytest.fail("it takes too long")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(LONGEST)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _module(of: pytest.Item | pytest.TestReport) -> str:
    return of.nodeid.split("::")[0]
