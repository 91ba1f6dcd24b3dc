"""`kronobarn retention …`: what the rules say today, or carrying out what has been approved without waiting for night."""

from collections import Counter

from kronobarn.retention import carrying, schedule
from kronobarn.retention.rules import Status

SAID = {
    Status.DUE: "att gallra",
    Status.NOT_REVIEWED: "regeln är inte granskad",
    Status.HELD: "gallringsstopp",
    Status.RESEARCH: "sparas för forskning",
    Status.WAITS: "väntar på andra handlingar",
}


def dry_run() -> int:
    """Numbers only, area by area. Nothing is changed."""
    print(f"Regler: {schedule.current().version}. Inget ändras av det här kommandot.")
    for name, ripe in carrying.dry_run():
        counted = Counter(one.status for one in ripe)
        words = ", ".join(f"{counted[stands]} {SAID[stands]}" for stands in Status if counted[stands])
        print(f"{name}: {words or 'inget är moget'}")
    return 0


def carry_out() -> int:
    """What two persons have approved."""
    done, refused = carrying.carry_out()
    for one in done:
        print(f"{one.package}: {one.records} handlingar är gallrade.")
    for proposal_id in refused:
        print(f"Förslaget {proposal_id} är inte längre som när det godkändes. Dra tillbaka det och gör ett nytt.")
    if not done and not refused:
        print("Inget är godkänt.")
    return int(bool(refused))
