-- A follow-up is seen by whoever sees its record, and filled in by those of them who work with the child.
CALL circles_guard_by_record('reviews_review');
CALL circles_guard_by_record('reviews_goalreview');
CALL circles_guard_by_record('reviews_actionreview');

-- Not about a goal, or what somebody does, that is withheld from the reader by itself.
CALL circles_guard_by_part('reviews_goalreview', 'goal_id');
CALL circles_guard_by_part('reviews_actionreview', 'goal_id', 'action_id');
