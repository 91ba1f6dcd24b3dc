"""The kinds of authority, unit and assignment, and what a number must look like. Pure."""

from datetime import date
from enum import StrEnum


class OrganisationKind(StrEnum):
    MUNICIPALITY = "municipality"
    REGION = "region"
    POLICE = "police"
    ASSOCIATION = "association"
    INDEPENDENT_SCHOOL = "independent_school"
    OTHER_AUTHORITY = "other_authority"


class Regime(StrEnum):
    """The rule of secrecy that covers an area.

    The sections are those of offentlighets- och sekretesslagen (2009:400) unless the label
    says otherwise, and are given from general knowledge: de ska bekräftas av jurist.
    """

    PRESCHOOL = "preschool"
    SCHOOL = "school"
    STUDENT_HEALTH_MEDICAL = "student_health_medical"
    HEALTH_CARE = "health_care"
    SOCIAL_SERVICES = "social_services"
    POLICE = "police"
    ASSOCIATION = "association"
    INDEPENDENT_SCHOOL = "independent_school"
    GENERAL = "general"


class UnitKind(StrEnum):
    PRESCHOOL = "preschool"
    SCHOOL = "school"
    UPPER_SECONDARY = "upper_secondary"
    KAA = "kaa"
    BVC = "bvc"
    MVC = "mvc"
    STUDENT_HEALTH = "student_health"
    SOCIAL_OFFICE = "social_office"
    BUP = "bup"
    HABILITATION = "habilitation"
    YOUTH_CLINIC = "youth_clinic"
    POLICE_OFFICE = "police_office"
    ASSOCIATION = "association"
    COUNTY_OFFICE = "county_office"
    MUNICIPAL_OFFICE = "municipal_office"


class Profession(StrEnum):
    TEACHER = "teacher"
    PRESCHOOL_TEACHER = "preschool_teacher"
    HEAD_TEACHER = "head_teacher"
    SCHOOL_NURSE = "school_nurse"
    SCHOOL_COUNSELLOR = "school_counsellor"
    SCHOOL_PSYCHOLOGIST = "school_psychologist"
    SPECIAL_EDUCATOR = "special_educator"
    CHILD_HEALTH_NURSE = "child_health_nurse"
    MIDWIFE = "midwife"
    SOCIAL_SECRETARY = "social_secretary"
    PSYCHOLOGIST = "psychologist"
    PHYSICIAN = "physician"
    POLICE_OFFICER = "police_officer"
    ASSOCIATION_LEADER = "association_leader"
    MUNICIPAL_COORDINATOR = "municipal_coordinator"
    PROCESS_LEADER = "process_leader"
    UNIT_MANAGER = "unit_manager"
    RESEARCHER = "researcher"
    SYSTEM_ADMINISTRATOR = "system_administrator"
    KAA_OFFICER = "kaa_officer"
    LOG_REVIEWER = "log_reviewer"
    ARCHIVIST = "archivist"


class Role(StrEnum):
    """What the assignment lets a person do in the unit; never which children they meet."""

    STAFF = "staff"
    RESPONSIBLE = "responsible"
    MANAGER = "manager"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"
    LOG_REVIEWER = "log_reviewer"
    ARCHIVIST = "archivist"


MEETS_NO_CHILDREN: frozenset[str] = frozenset({Role.ADMINISTRATOR, Role.LOG_REVIEWER, Role.ARCHIVIST})
"""Roles that run the system, review its log or keep its archive: never asked to a child's table."""
STUDIES_OR_LEADS: frozenset[str] = frozenset({Profession.RESEARCHER, Profession.PROCESS_LEADER})
"""Professions of the county's process, which meet no single child either."""


class ContactKind(StrEnum):
    """Where a worried person turns, in the order they are shown."""

    EMERGENCY = "emergency"
    SOCIAL_SERVICES = "social_services"
    SOCIAL_SERVICES_ON_CALL = "social_services_on_call"
    POLICE = "police"
    HEALTH_ADVICE = "health_advice"
    CHILD_HELPLINE = "child_helpline"


GRADES = range(10)
"""Grundskolan: 0 is förskoleklass, then 1-9."""


def stands_on(since: date, until: date | None, *, day: date) -> bool:
    """Whether a period holds on a day; the last day is part of it."""
    return since <= day and (until is None or day <= until)
