-- A signal, a matter and its closing are seen by those who see their record.
CALL circles_guard_by_record('concerns_matter');
CALL circles_guard_by_record('concerns_closing');
CALL circles_guard_by_record('concerns_signal');
