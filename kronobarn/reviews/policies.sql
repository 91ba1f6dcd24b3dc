-- A follow-up is seen and filled in by whoever sees its record.
CALL circles_guard_by_record('reviews_review');
CALL circles_guard_by_record('reviews_goalreview');
