"""A process that tries a share of the mutants: pytest, which collects the tests that guard them and then does this."""

import os
from collections import Counter
from collections.abc import Sequence
from typing import Final, TextIO

import pytest

from tests.mutants.clauses import FOR_ALL, ROOT, Mutant

OPTIONS: Final = (
    *("-n", "0", "-p", "no:randomly", "-m", "not browser", "--tb", "native"),
    *("--ignore", "tests/circles/test_mutants.py"),
    *("--deselect", "tests/circles/test_visibility.py::test_three_answers_agree"),  # the crowd asks at once
)
PRINTED: Final = ROOT / ".data" / "mutants"
"""What pytest prints of each process: why a guard failed."""


class InsteadOfEachTest:
    """What pytest does when it has collected."""

    def __init__(self, mutants: Sequence[Mutant], seconds: float, say: TextIO) -> None:
        self._mutants, self._seconds, self._say = mutants, seconds, say
        self.counted = Counter[str]()

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        from tests.mutants.guards import Guards  # now that Django is ready

        guards = Guards(session, self._seconds, self._say)
        session.config.pluginmanager.register(guards)
        guards.try_all(self._mutants)
        for name in guards.wrong:
            self._say.write(f"WRONG    {name}\n")
        self.counted.update(survived=len(guards.survived), wrong=len(guards.wrong))
        return True


def try_them(mutants: Sequence[Mutant], seconds: float) -> Counter[str]:
    """Try a share of the mutants, so many seconds each, say what became of each, and count."""
    own = {f"tests/{feature}" for mutant in mutants for feature in mutant.features} - set(FOR_ALL)
    guards = [*FOR_ALL, *(path for path in sorted(own) if (ROOT / path).exists())]
    PRINTED.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.dup(1), "w", buffering=1) as say, (PRINTED / f"{os.getpid()}.txt").open("w") as printed:
        os.dup2(printed.fileno(), 1)
        instead = InsteadOfEachTest(mutants, seconds, say)
        code = pytest.main([*OPTIONS, *guards], plugins=[instead])
    if code > pytest.ExitCode.TESTS_FAILED:
        raise RuntimeError(f"pytest gave up ({code}): see {PRINTED}")
    return instead.counted
