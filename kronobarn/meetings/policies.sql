-- Meetings: seen by the services that were let in, the child and the guardians.
CALL circles_guard_by_record('meetings_meeting');
-- Who is called answers.
CALL circles_guard_by_record('meetings_invited', changed_by => 'meetings_invited.person_id = circles_me()');
CALL circles_guard_by_record('meetings_meetingdecision');

-- What was decided is laid aside, and taken up again, by whoever leads the work with the child, in their own name. Why it
-- was is never written over.
CREATE OR REPLACE FUNCTION meetings_decision_is_laid_aside() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    aside jsonb := jsonb_build_array(NEW.laid_aside_at, NEW.laid_aside_by_id, NEW.laid_aside_because);
    before jsonb := jsonb_build_array(NULL, NULL, '');
BEGIN
    IF TG_OP = 'UPDATE' THEN
        before := jsonb_build_array(OLD.laid_aside_at, OLD.laid_aside_by_id, OLD.laid_aside_because);
    END IF;
    IF circles_me() IS NOT NULL AND aside IS DISTINCT FROM before
       AND (TG_OP = 'INSERT'
            OR NOT EXISTS (SELECT 1 FROM public.circles_my_seats() s
                           WHERE s.child_id = NEW.child_id AND s.role IN ('responsible', 'lead'))
            OR (NEW.laid_aside_at IS NOT NULL
                AND (OLD.laid_aside_at IS NOT NULL OR NEW.laid_aside_by_id IS DISTINCT FROM circles_me())))
    THEN RAISE EXCEPTION 'the responsible or the lead lays a decision aside, in their own name, and takes it up'
        USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER decision_is_laid_aside BEFORE INSERT OR UPDATE ON meetings_meetingdecision
    FOR EACH ROW EXECUTE FUNCTION meetings_decision_is_laid_aside();

-- For the worker, once a day: tomorrow's meetings, and those that have been where somebody is still reminded; with
-- whoever carries the matter in the service that called. Nothing of what the meeting is about.
DROP POLICY IF EXISTS meeting_for_the_reminder ON meetings_meeting;
CREATE POLICY meeting_for_the_reminder ON meetings_meeting FOR SELECT TO CURRENT_USER USING (true);
CREATE OR REPLACE FUNCTION meetings_to_remind(today date, tomorrow date)
RETURNS TABLE (meeting_id uuid, child_id uuid, has_been boolean, person_id bigint, assignment_id bigint, unit_id bigint,
               area_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT DISTINCT ON (m.record_id) m.record_id, m.child_id, d.day < today, s.person_id, s.assignment_id, a.unit_id, s.area_id
    FROM meetings_meeting m
    CROSS JOIN LATERAL (SELECT circles_day(m.starts_at)) AS d (day)
    JOIN circles_record r ON r.child_id = m.child_id AND r.id = m.record_id
    JOIN circles_seat s ON s.child_id = m.child_id AND s.area_id = r.owner_id AND s.role IN ('responsible', 'lead')
        AND circles_stands(s.since, s.until)
    JOIN authorities_assignment a ON a.id = s.assignment_id
    WHERE m.state = 'called'
      AND (d.day = tomorrow
           OR (d.day < today AND EXISTS (
               SELECT 1 FROM notices_task t
               WHERE t.child_id = m.child_id AND t.subject = m.record_id AND t.kind = 'remember_meeting'
                 AND t.done_at IS NULL)))
    ORDER BY m.record_id, s.role DESC
$$;
REVOKE ALL ON FUNCTION meetings_to_remind(date, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION meetings_to_remind(date, date) TO kronobarn_app;

-- For the worker: what is still in the calendar of somebody who was called and whose seat has ended. The times and whom
-- they went to, and nothing about a child.
DROP POLICY IF EXISTS invited_for_the_worker ON meetings_invited;
CREATE POLICY invited_for_the_worker ON meetings_invited FOR SELECT TO CURRENT_USER USING (true);
CREATE OR REPLACE FUNCTION meetings_to_take_back(at timestamptz)
RETURNS TABLE (calendar_uid uuid, sequence integer, starts_at timestamptz, minutes integer, person_id bigint, as_family boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT m.calendar_uid, m.sequence::integer, m.starts_at, m.minutes::integer, i.person_id, i.assignment_id IS NULL
    FROM meetings_meeting m
    JOIN meetings_invited i ON i.child_id = m.child_id AND i.record_id = m.record_id AND i.person_id IS NOT NULL
    WHERE circles_me() IS NULL AND m.state = 'called' AND m.starts_at > at
      AND NOT EXISTS (
          SELECT 1 FROM circles_seat s
          WHERE s.child_id = i.child_id AND s.person_id = i.person_id
            AND (s.assignment_id IS NULL) = (i.assignment_id IS NULL) AND circles_stands(s.since, s.until))
$$;
REVOKE ALL ON FUNCTION meetings_to_take_back(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION meetings_to_take_back(timestamptz) TO kronobarn_app;

-- A time that lies to be sent is not sent to somebody whom the meeting is now withheld from. What has reached them has.
CREATE OR REPLACE FUNCTION meetings_withheld_is_not_sent() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE post_letter l SET given_up_at = now(), problem = 'unwanted'
    FROM post_subscription s, meetings_meeting m
    WHERE s.id = l.to_id AND s.person_id = NEW.from_person_id AND m.child_id = NEW.child_id AND m.record_id = NEW.record_id
      AND l.entry->>'uid' = m.calendar_uid::text AND l.sent_at IS NULL AND l.given_up_at IS NULL;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER withheld_is_not_sent AFTER INSERT ON circles_withheld
    FOR EACH ROW EXECUTE FUNCTION meetings_withheld_is_not_sent();

-- Times that are proposed, and what each says of them.
CALL circles_guard_by_record('meetings_proposedtime');
CALL circles_guard_by_record('meetings_timeanswer',
    added_by => 'meetings_timeanswer.person_id = circles_me()', changed_by => 'meetings_timeanswer.person_id = circles_me()');

-- What is shown to the others while the meeting goes on: to those who are called, and to whoever carries the matter in the
-- service that called. Others who see the record see it when the meeting is over and says it itself.
CALL circles_guard_by_record('meetings_sharednotes');
DROP POLICY IF EXISTS notes_for_those_who_are_called ON meetings_sharednotes;
CREATE POLICY notes_for_those_who_are_called ON meetings_sharednotes AS RESTRICTIVE FOR ALL TO kronobarn_app USING (
    EXISTS (
        SELECT 1 FROM meetings_invited i
        WHERE i.child_id = meetings_sharednotes.child_id AND i.record_id = meetings_sharednotes.record_id
          AND i.person_id = circles_me() AND i.assignment_id IS NOT DISTINCT FROM circles_my_assignment())
    OR EXISTS (
        SELECT 1 FROM circles_record r JOIN circles_my_seats() s ON s.child_id = r.child_id AND s.area_id = r.owner_id
        WHERE r.child_id = meetings_sharednotes.child_id AND r.id = meetings_sharednotes.record_id
          AND s.role IN ('responsible', 'lead'))
);
