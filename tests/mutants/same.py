"""Clauses that make no difference, and why they stand there all the same."""

from typing import Final

from tests.mutants.clauses import Mutant

SAME: Final = {
    'RecordQuerySet.visible_to without child=OuterRef("child"),': "a record is of one child; for the index",
    "RecordQuerySet.visible_to without Q(kind__in=IN_AN_EMERGENCY)": "the database's function asks it too; to be quick",
    "circles_blocked_from_me without AND a.person_id": "an assignment is one person's",
    "circles_blocked_from_me without AND q.ended_at IS NULL": "to be quick",
    "circles_blocked_from_me without q.area_id = my_area AND": "to be quick",
    "circles_blocked_from_me without AND b.child_id IN": "records of other children are not seen; to be quick",
    "circles_blocked_from_me without AND r.author_id": "nobody here is in two units of an area (test_blocking)",
    "withheld_from without q.from_person_id": "to be quick",
    "withheld_from without AND q.ended_at IS NULL": "to be quick",
    "circles_withheld_from without r.child_id": "a part is of the same child; for the index",
    "without conname = ": "whether a constraint is there already; none is made again",
    "circles_held_about without d.child_id": "a record is of one child; for the index",
    "circles_is_anothers without r.child_id": "a record is of one child; for the index",
    "circles_guard_by_record without r.child_id": "a record is of one child; for the index",
    "circles_blocks_near without q.child_id": "to be quick",
    "circles_blocks_near without AND q.ended_at IS NULL": "to be quick",
    "withheld_from without d.child_id = ": "a record is of one child; for the index",
    "circles_seats_withheld_from without s.child_id IN": "of other children nothing is withheld; to be quick",
    "circles_sees_record without AND author <> circles_me()": "nobody here is in two units of an area",
    "circles_sees_record without EXISTS (SELECT 1 FROM circles_block q": "to be quick",
    "circles_sees_record without q.child_id = of_child AND": "to be quick",
    "circles_sees_record without AND q.ended_at IS NULL": "to be quick",
    "circles_sees_record without d.child_id": "a record is of one child; for the index",
    "circles_sees_seat without person = s.person_id AND": "an assignment is one person's",
    "seat_see ON circles_seat without person_id = (SELECT circles_me()) AND": "an assignment is one person's",
    "audit_carry_out_cut without i.inhparent": "only the log's own parts have such names",
    "retention_remove_of_a_request ON notices_task without retention_at_work()": "no request is read otherwise",
    "retention_leaning without d.child_id": "a request is of one child; for the index",
    "retention_carry_out without s.child_id": "whoever sits elsewhere is not left alone; to be quick",
    "retention_carry_out without g.child_id": "a guardian of others is not left alone; to be quick",
    "retention_carry_out without c.id": "a child who stays is not left alone; to be quick",
    "seat_in_an_emergency ON circles_seat without role = 'emergency'": "no other seat has a time when the family is told",
    "oversight_visits without AND e.child_id IS NOT NULL": "it falls away among the pairs; to be quick",
    "oversight_visits without AND e.person_id IS NOT NULL": "it falls away among the pairs; to be quick",
    "opening_see ON emergency_opening without person_id": "an assignment is one person's",
    "OpeningQuerySet.visible_to without person=actor.person_id": "an assignment is one person's; for the index",
    "disclosures_is_my_question without AND r.asked_by_id": "family sees no question but its own; staff need no such leave",
    "protection_mark_siblings without AND protection = ": "another may be marking the same sibling",
    "disclosures_is_my_question without r.child_id": "a request is of one child; for the index",
    "task_see_of_joint_work ON notices_task without AND (SELECT": "staff see all that waits for another reason",
    "seat_see ON circles_seat without (person_id": "one's own seats come again further down; to be quick",
    "source_of_the_asking_and_the_asked ON assessments_source without s.child_id": "else the record is not seen",
    "source_of_the_asking_and_the_asked ON assessments_source without r.child_id": "a record is of one child",
    "withheld_in_the_owners_area ON circles_withheld without s.child_id": "all seats of an assignment are in one area",
    "withheld_in_the_owners_area ON circles_withheld without r.child_id": "a record is of one child",
    "guest_of_those_who_ask ON guests_guest without s.child_id": "all seats of an assignment are in one area",
    "guest_of_those_who_ask ON guests_guest without r.child_id": "a record is of one child",
    "meetings_to_remind without r.child_id": "a record is of one child; for the index",
    "meetings_to_remind without t.child_id": "a record is of one child; for the index",
    "seat_end ON circles_seat without ( child_id IN": "who sits with other children is not seen, so no change finds it",
    "child_register ON people_child without AND s.assignment_id": "family sits with no child that is not written down",
    "identity_add ON people_identity without s.assignment_id": "family writes no child down",
    "task_settle_of_joint_work ON notices_task without AND (SELECT": "staff settle all that waits for another reason",
}
"""By words that the mutant's name holds."""


def why_it_makes_no_difference(mutant: Mutant) -> str:
    """Empty when it ought to."""
    return next((why for words, why in SAME.items() if words in mutant.what), "")
