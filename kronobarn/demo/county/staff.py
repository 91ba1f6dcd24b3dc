"""The invented people who work in the county: who, where, as what. Beside them stands the cast.

Every unit that can hold the baton has somebody who does, so that any child can be registered anywhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kronobarn.authorities.rules import Profession, Role

HEAD_TEACHERS: Final = {
    "vaxjo-videdalens-skola": "Mats Ekelund",
    "vaxjo-helgaviks-skola": "Yasemin Kaya",
    "vaxjo-rottneskogens-skola": "Karin Stenvall",
    "vaxjo-strandbjorkens-skola": "Marianne Falk",
    "friskolan-lyktan": "Oskar Brandt",
    "almhult-linnestigens-skola": "Petra Wallén",
    "almhult-dioskogens-skola": "Niklas Hammar",
    "almhult-pernabackens-skola": "Agneta Rydell",
    "alvesta-backsippans-skola": "Johanna Lilja",
    "alvesta-moheda-angsskola": "Tomas Engdahl",
    "alvesta-sparviddens-skola": "Zara Hosseini",
    "lessebo-papperskvarnens-skola": "Ulrika Modin",
    "lessebo-rottnebyskolan": "Håkan Silfver",
    "ljungby-abrinkens-skola": "Monica Thelin",
    "ljungby-ljungheds-skola": "Fredrik Åberg",
    "ljungby-hjortronmyrens-skola": "Anneli Sköld",
    "markaryd-lagastrandens-skola": "Birgitta Norell",
    "markaryd-stromans-skola": "Jens Kullberg",
    "tingsryd-mardslyckeskolan": "Eva-Lotta Granat",
    "tingsryd-vackelsdalens-skola": "Peter Holmkvist",
    "tingsryd-dackebackens-skola": "Susanne Djerf",
    "uppvidinge-glasbackens-skola": "Magnus Tornberg",
    "uppvidinge-lillsjoskolan": "Lovisa Ramberg",
    "uppvidinge-asaskolan": "Reza Karimi",
    "vaxjo-gymnasium": "Elisabet Vinge",
    "ljungby-gymnasium": "Per Sandahl",
    "almhult-gymnasium": "Charlotte Hamrin",
    "alvesta-gymnasium": "Dan Wiberg",
    "lessebo-gymnasium": "Mirja Lahti",
    "markaryd-gymnasium": "Stefan Öhrn",
    "tingsryd-gymnasium": "Helena Strid",
    "uppvidinge-gymnasium": "Robert Alm",
}

# In the small municipalities one person is often the head of the upper secondary school and of KAA.
ACTIVITY_OFFICERS: Final = {
    "vaxjo-kaa": "Jonas Lager",
    "ljungby-kaa": "Linnea Boman",
    "almhult-kaa": "Charlotte Hamrin",
    "alvesta-kaa": "Dan Wiberg",
    "lessebo-kaa": "Mirja Lahti",
    "markaryd-kaa": "Stefan Öhrn",
    "tingsryd-kaa": "Helena Strid",
    "uppvidinge-kaa": "Robert Alm",
}

MIDWIVES: Final = {
    "region-mvc-alvesta": "Elin Gudmundsson",
    "region-mvc-lessebo": "Elin Gudmundsson",
    "region-mvc-uppvidinge": "Elin Gudmundsson",
    "region-mvc-ljungby": "Sofie Rahm",
    "region-mvc-markaryd": "Sofie Rahm",
    "region-mvc-almhult": "Åsa Bernhard",
    "region-mvc-tingsryd": "Åsa Bernhard",
}

CHILD_HEALTH_NURSES: Final = {
    "region-bvc-vaxjo-talgoxen": "Hanna Lidén",
    "region-bvc-alvesta-svalan": "Gunilla Ask",
    "region-bvc-lessebo-fjarilen": "Terese Mård",
    "region-bvc-uppvidinge-humlan": "Terese Mård",
    "region-bvc-tingsryd-nyckelpigan": "Marie Högberg",
    "region-bvc-almhult-trollslandan": "Ingrid Palm",
    "region-bvc-markaryd-igelkotten": "Anja Velic",
    "region-bvc-ljungby-blamesen": "Katarina Nord",
}

COORDINATORS: Final = {
    "alvesta-samordning": "Signe Backlund",
    "ljungby-samordning": "Valter Rosing",
    "tingsryd-samordning": "Ingela Modigh",
}

COLLEAGUES: Final = (
    ("David Nyberg", "vaxjo-strandbjorkens-skola", Profession.TEACHER),
    ("Inger Solheim", "vaxjo-strandbjorkens-skola", Profession.SCHOOL_COUNSELLOR),
    ("Anna-Karin Ljung", "vaxjo-videdalens-skola", Profession.SPECIAL_EDUCATOR),
    ("Leyla Aydin", "vaxjo-helgaviks-skola", Profession.SCHOOL_COUNSELLOR),
    ("Wilma Andersen", "vaxjo-sagans-forskola", Profession.PRESCHOOL_TEACHER),
    ("Moa Sterner", "vaxjo-gymnasium", Profession.SCHOOL_COUNSELLOR),
    ("Saga Hellgren", "friskolan-lyktan", Profession.SPECIAL_EDUCATOR),
    ("Björn Alsterlund", "ljungby-lagadalens-skola", Profession.TEACHER),
    ("Jessica Horn", "ljungby-lagans-forskola-ugglan", Profession.PRESCHOOL_TEACHER),
    ("Isabelle Roos", "almhult-pernabackens-skola", Profession.SCHOOL_COUNSELLOR),
    ("Victor Dahlgren", "alvesta-sparviddens-skola", Profession.SCHOOL_COUNSELLOR),
    ("Ylva Marklund", "tingsryd-dackebackens-skola", Profession.TEACHER),
    ("Pernilla Hult", "ljungby-elevhalsa", Profession.SCHOOL_NURSE),
    ("Annika Rosell", "almhult-elevhalsa", Profession.SCHOOL_NURSE),
    ("Veronica Ståhl", "alvesta-elevhalsa", Profession.SCHOOL_NURSE),
    ("Kerstin Bäck", "tingsryd-elevhalsa", Profession.SCHOOL_NURSE),
    ("Malin Frid", "uppvidinge-elevhalsa", Profession.SCHOOL_NURSE),
    ("Malin Frid", "lessebo-elevhalsa", Profession.SCHOOL_NURSE),
    ("Amir Rezai", "vaxjo-socialkontor-ungdom", Profession.SOCIAL_SECRETARY),
    ("Therese Quist", "ljungby-socialkontor", Profession.SOCIAL_SECRETARY),
    ("Emil Hagberg", "almhult-socialkontor", Profession.SOCIAL_SECRETARY),
    ("Sandra Lundh", "alvesta-socialkontor", Profession.SOCIAL_SECRETARY),
    ("Ola Grahn", "tingsryd-socialkontor", Profession.SOCIAL_SECRETARY),
    ("Nadja Petrovic", "lessebo-socialkontor", Profession.SOCIAL_SECRETARY),
    ("Caroline Viklund", "uppvidinge-socialkontor", Profession.SOCIAL_SECRETARY),
    ("Filip Berner", "markaryd-socialkontor", Profession.SOCIAL_SECRETARY),
    ("Henning Dahl", "region-bup-ljungby", Profession.PSYCHOLOGIST),
    ("Viveka Strömblad", "region-habilitering", Profession.PSYCHOLOGIST),
    ("Ellinor Sand", "region-umo-vaxjo", Profession.MIDWIFE),
    ("Lars Mossberg", "polisen-lpo-ljungby", Profession.POLICE_OFFICER),
    ("Frida Ekman", "ljungby-ridkamrater-ledarna", Profession.ASSOCIATION_LEADER),
)


@dataclass(frozen=True, slots=True)
class Work:
    """One person's work in one unit."""

    name: str
    unit: str
    profession: Profession
    role: Role = Role.STAFF


def everybodys_work() -> Iterator[Work]:
    """All work in the county but the cast's."""
    responsible = (
        (HEAD_TEACHERS, Profession.HEAD_TEACHER),
        (ACTIVITY_OFFICERS, Profession.KAA_OFFICER),
        (MIDWIVES, Profession.MIDWIFE),
        (CHILD_HEALTH_NURSES, Profession.CHILD_HEALTH_NURSE),
    )
    for units, profession in responsible:
        for unit, name in units.items():
            yield Work(name, unit, profession, Role.RESPONSIBLE)
    for unit, name in COORDINATORS.items():
        yield Work(name, unit, Profession.MUNICIPAL_COORDINATOR, Role.COORDINATOR)
    for name, unit, profession in COLLEAGUES:
        yield Work(name, unit, profession)
