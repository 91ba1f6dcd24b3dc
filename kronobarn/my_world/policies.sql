-- A note is seen by those who see its record.
CALL circles_guard_by_record('my_world_note');
