-- An event is seen by those who see its record.
CALL circles_guard_by_record('chronology_lifeevent');
