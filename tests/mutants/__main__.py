"""Try all mutants, or those of some features: `python -m tests.mutants circles,consents`."""

import os
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from tests.mutants.clauses import mutants
from tests.mutants.same import why_it_makes_no_difference
from tests.mutants.share import try_them


def main() -> int:
    """One process a core, each with its share of the mutants and a database of its own."""
    only = sys.argv[1] if len(sys.argv) > 1 else ""
    some = list(mutants(only))
    ought = [mutant for mutant in some if not why_it_makes_no_difference(mutant)]
    cores = os.cpu_count() or 1
    shares = [ought[n * len(ought) // cores : (n + 1) * len(ought) // cores] for n in range(cores)]
    with ProcessPoolExecutor(cores, get_context("spawn")) as pool:
        counted = sum(pool.map(try_them, shares), Counter[str]())
    if counted["wrong"]:
        print("what is WRONG must be put right first: nothing can be told")
    print(f"{len(ought)} mutants, {counted['survived']} survived; {len(some) - len(ought)} more make no difference")
    return bool(counted["wrong"] or counted["survived"])


if __name__ == "__main__":
    raise SystemExit(main())
