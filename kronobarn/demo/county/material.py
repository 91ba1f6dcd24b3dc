"""The county's learning material: six that are read, one in a second version, one that is withdrawn and one draft."""

from datetime import timedelta
from typing import Final

from kronobarn.authorities.rules import Profession
from kronobarn.core import clock
from kronobarn.core.actor import Actor
from kronobarn.demo.county.material_texts import BASIC, EVERY, TEACHER, Written
from kronobarn.demo.county.paper import sheet
from kronobarn.demo.county.town import Town, as_actor
from kronobarn.learning_material import actions
from kronobarn.learning_material.files import takes_pdf
from kronobarn.learning_material.models import MaterialVersion
from kronobarn.practice import pack
from kronobarn.practice.words import programme_here

LEADER: Final = "Pär Lövgren"
A_DAY: Final = timedelta(days=1)
SIGNAL: Final = (
    "Vad såg eller hörde du?",
    "När, och har det hänt förut?",
    "Vad fungerar?",
    "Vet barnet och vårdnadshavarna om det?",
)


def material(town: Town) -> None:
    """Pär writes, those who work in the county read, and Pär writes anew."""
    by = town.actor(LEADER)
    with clock.shifted(-120 * A_DAY):
        made = {one.title: _published(one, by) for one in EVERY}
    with clock.shifted(-40 * A_DAY):
        _read(town, made[BASIC.title], BASIC, half_way=4)
        _read(town, made[TEACHER.title], TEACHER)
    with clock.shifted(-9 * A_DAY):
        second = _second(made[TEACHER.title], by)
    with clock.shifted(-8 * A_DAY):  # before this week, of which nobody is counted yet
        _read(town, second, TEACHER)
    with clock.shifted(-200 * A_DAY):
        old = _published(
            Written("Välfärdshjulet", "Om hjulet, som det hette förut.", TEACHER.parts[:1], (Profession.TEACHER,)), by
        )
    actions.withdraw(
        material=old.material, because=_called("Hjulet heter Barnets bästa-hjulet nu. Läs grundutbildningen."), by=by
    )
    draft = actions.write(
        title="Att lyssna på små barn",
        about="Ett utkast, för förskolan och BVC.",
        basic=False,
        professions=["preschool_teacher"],
        by=by,
    )
    actions.add_part(version=draft, heading="Lek först", text="Skrivs i vår.", area_key="active", by=by)


def _called(text: str) -> str:
    """In the words of the practice model that the demo was started with."""
    here = pack.current().words
    ours = {
        "Barnens bästa gäller! i Kronoberg": programme_here(),
        "Kronobarnsmodellen": here.model,
        "Barnets bästa-hjulet": here.wheel,
    }
    for word, theirs in ours.items():
        text = text.replace(word, theirs)
    return text


def _published(one: Written, by: Actor) -> MaterialVersion:
    version = actions.write(
        title=_called(one.title),
        about=_called(one.about),
        basic=not one.professions,
        professions=map(str, one.professions),
        by=by,
    )
    for heading, text, area_key in one.parts:
        file = None
        # As everywhere: a file that cannot be searched is not taken.
        if heading == "En signal som går att använda" and takes_pdf():
            file = ("Stöd för minnet.pdf", sheet("En signal som går att använda", SIGNAL))
        actions.add_part(version=version, heading=heading, text=_called(text), area_key=area_key, file=file, by=by)
    version = actions.publish(version=version, news="", by=by)
    if one.shown:
        actions.show(material=version.material, shown=True, by=by)
    return version


def _read(town: Town, version: MaterialVersion, one: Written, *, half_way: int = 0) -> None:
    """Everybody whom it is for; perhaps each of so many stops half way.

    Of all who work here enough have read to be told of by profession. The teachers are enough together, and too few to be
    told of by profession; of other materials nobody is told.
    """
    works = [work for name in sorted(town.assignments) for work in town.assignments[name][:1]]
    those = [work for work in works if not one.professions or work.profession in one.professions]
    parts = list(version.parts.all())
    for nth, work in enumerate(those):
        for part in parts[:2] if half_way and nth % half_way == half_way - 1 else parts:
            actions.mark(part=part, read=True, by=as_actor(work))


def _second(old: MaterialVersion, by: Actor) -> MaterialVersion:
    version = actions.begin(material=old.material, by=by)
    part = version.parts.get(number=3)
    actions.change_part(
        part=part,
        heading=part.heading,
        text=part.text + "\n\nKan du inte avgöra vad som gäller: fråga socialtjänsten utan att säga vem barnet är.",
        area_key=part.area_key,
        seen=part.words,
        by=by,
    )
    return actions.publish(
        version=version, news="Delen om att prata med hemmet säger hur du frågar socialtjänsten om råd.", by=by
    )
