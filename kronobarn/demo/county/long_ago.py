"""Children whom the school nurse wrote about so long ago that it may go, and what the archivist has done about it."""

from datetime import timedelta

from kronobarn.accounts.reads import staff_actor
from kronobarn.authorities.models import Assignment
from kronobarn.concerns.rules import Outcome
from kronobarn.core import clock
from kronobarn.core.acting import acting
from kronobarn.core.actor import Actor
from kronobarn.demo.county import calendar
from kronobarn.demo.county.tale import Born, Tale
from kronobarn.demo.county.town import Town
from kronobarn.retention import actions as retention
from kronobarn.retention import carrying, reads
from kronobarn.retention.models import Hold, Proposal

SCHOOL = "vaxjo-solbergaskolan"
NURSE = "Signe Berggren"
BEGAN, CLOSED, MOVED_ON = -3740, -3720, -250
"""Days: what is ten years old may go, by the rule for health care."""


def pelle(town: Town) -> None:
    """Slept badly when he began school."""
    _looked_at(
        Tale.of(
            town, "Pelle Granlund", Born(17, 5), at=SCHOOL, known=BEGAN, guardians=("Ewa Granlund",), pronoun="han"
        ),
        seen="Pelle lägger huvudet på bänken före lunch. Han säger att det är någon som snarkar hemma.",
        works="Pelle växer som han ska och hör bra.",
        hard="Han delar rum med sin storebror och vaknar flera gånger varje natt.",
        end="Pelle fick ett eget rum, och somnar inte längre i skolan.",
    )


def tuva(town: Town) -> None:
    """Had a stomach ache on Mondays."""
    _looked_at(
        Tale.of(town, "Tuva Rydberg", Born(17, 4), at=SCHOOL, known=BEGAN, guardians=("Leif Rydberg",), pronoun="hon"),
        seen="Tuva har ont i magen på måndagar och vill ringa hem.",
        works="Tuva äter bra och har inget annat som gör ont.",
        hard="Det onda kommer när det är ombyte till gympan.",
        end="Tuva byter om i det lilla rummet. Magen är lugn.",
    )


def sixten(town: Town) -> None:
    """Saw badly, which nobody had noticed."""
    _looked_at(
        Tale.of(
            town, "Sixten Palmgren", Born(17, 6), at=SCHOOL, known=BEGAN, guardians=("Maud Palmgren",), pronoun="han"
        ),
        seen="Sixten går fram till tavlan varje gång han ska läsa något.",
        works="Sixten har roligt på rasterna och sparkar boll.",
        hard="Han klarar bara de två översta raderna på syntavlan.",
        end="Sixten har fått glasögon.",
    )


def _looked_at(tale: Tale, *, seen: str, works: str, hard: str, end: str) -> None:
    """The school asked the nurse, and what she found was enough. Later the child went on to the next school."""
    tale.signal(seen, who="En lärare i förskoleklass", seen=BEGAN - 1).received()
    tale.asks(NURSE, by_day=CLOSED, necessity="Vårdnadshavaren sa ja vid lämningen", question="Vill du se efter?")
    tale.on(CLOSED - 8).tells(NURSE, "healthy", works=works, hard=hard).is_done(NURSE)
    tale.on(CLOSED).closed(Outcome.OWN_SERVICE, end)
    tale.on(MOVED_ON).offers_baton("vaxjo-gymnasium", f"{tale.child.given_name} börjar på gymnasiet.")
    tale.on(MOVED_ON + 5).takes_baton("vaxjo-gymnasium")


STORIES = (pelle, tuva, sixten)


def removals() -> None:
    """One act is gone, one waits for the second person, and one is held back.

    Told when the county is there: what is carried out is read anew by the log's keeper. In an area without a
    proposal only, so that it is told once.
    """
    archivist, manager = _at_work("arne"), _at_work("gerd")
    with acting(archivist):
        if Proposal.objects.visible_to(archivist).exists():
            return
        _first, *others = [one.reference for one in reads.by_status(reads.ripe(archivist), archivist)["due"]]
    yesterday = calendar.morning(clock.today() - timedelta(days=1), now=clock.now()) - clock.now()
    with clock.shifted(yesterday):
        stops = [_stopped(each, archivist) for each in others]
        gone = retention.propose(by=archivist)
    with clock.shifted(yesterday + timedelta(minutes=50)):
        retention.approve(proposal=gone, by=manager)
    carrying.carry_out()
    retention.end_hold(hold=stops[0], by=archivist)
    retention.propose(by=archivist)


def _stopped(reference: str, by: Actor) -> Hold:
    why = "Tillsynsmyndigheten granskar hur elevhälsan för journal."
    return retention.hold(reference=reference, reason=why, until=None, by=by)


def _at_work(username: str) -> Actor:
    assignment = Assignment.objects.select_related("person", "unit__area").get(person__username=username)
    return staff_actor(assignment.person, assignment)
