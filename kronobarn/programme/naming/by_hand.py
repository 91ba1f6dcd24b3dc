"""`kronobarn retention --dry-run`, of the names that the county's process keeps: numbers only, and nothing is changed."""

from kronobarn.core.acting import acting
from kronobarn.core.actor import SYSTEM
from kronobarn.programme.naming import reads, terms


def dry_run() -> None:
    print(f"Regler för namn: {terms.current().version}.")
    with acting(SYSTEM):
        for one in reads.all_due():
            if one.rule is None:
                said = "ingen regel, namnen är kvar"
            elif not one.names:
                said = "inget är moget"
            else:
                said = (
                    f"{one.names} namn att ta bort" if one.is_settled else f"{one.names} namn, regeln är inte beslutad"
                )
            print(f"{one.held.whose}: {said}")
