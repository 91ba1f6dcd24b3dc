"""Try all mutants, or some: `python -m tests.mutants circles,consents --lines 300-460 --seconds 20`."""

import os
from argparse import ArgumentParser
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from multiprocessing import get_context

from tests.mutants.clauses import mutants
from tests.mutants.same import why_it_makes_no_difference
from tests.mutants.share import try_them


def main() -> int:
    """One process a core, each with its share of the mutants and a database of its own."""
    parser = ArgumentParser("tests.mutants")
    parser.add_argument("only", nargs="?", default="", help="features, with commas between")
    parser.add_argument("--file", default="", help="only what stands in a file whose name ends so: policies.sql")
    parser.add_argument("--lines", default="1-100000", help="only what begins on these lines: 300-460")
    parser.add_argument("--seconds", type=float, default=3600, help="give a mutant up after so long: it has survived")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    said = parser.parse_args()
    first, last = (int(line) for line in said.lines.split("-"))
    some = [
        mutant for mutant in mutants(said.only) if first <= mutant.line <= last and str(mutant.file).endswith(said.file)
    ]
    ought = [mutant for mutant in some if not why_it_makes_no_difference(mutant)]
    shares = [
        ought[n * len(ought) // said.processes : (n + 1) * len(ought) // said.processes] for n in range(said.processes)
    ]
    with ProcessPoolExecutor(said.processes, get_context("spawn")) as pool:
        counted = sum(pool.map(try_them, shares, repeat(said.seconds)), Counter[str]())
    if counted["wrong"]:
        print("what is WRONG must be put right first: nothing can be told")
    print(f"{len(ought)} mutants, {counted['survived']} survived; {len(some) - len(ought)} more make no difference")
    return bool(counted["wrong"] or counted["survived"])


if __name__ == "__main__":
    raise SystemExit(main())
