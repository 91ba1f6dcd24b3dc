-- Meetings: seen by the services that were let in, the child and the guardians.
CALL circles_guard_by_record('meetings_meeting');
CALL circles_guard_by_record('meetings_invited');
CALL circles_guard_by_record('meetings_meetingdecision');
