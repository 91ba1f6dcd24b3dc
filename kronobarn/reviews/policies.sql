-- A follow-up is seen by whoever sees its record, and filled in by those of them who work with the child.
CALL circles_guard_by_record('reviews_review');
CALL circles_guard_by_record('reviews_goalreview');
