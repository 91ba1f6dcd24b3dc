-- Meetings: seen by the services that were let in, the child and the guardians.
CALL circles_guard_by_record('meetings_meeting');
-- Who is called answers.
CALL circles_guard_by_record('meetings_invited', changed_by => 'meetings_invited.person_id = circles_me()');
CALL circles_guard_by_record('meetings_meetingdecision');
