-- Who is asked says when it is told, or declines.
CALL circles_guard_by_record('assessments_source', changed_by => 'assessments_source.person_id = circles_me()');
CALL circles_guard_by_record('assessments_observation');
CALL circles_guard_by_record('assessments_analysis');
CALL circles_guard_by_record('assessments_handover');

-- The unit that one works in, in the assignment that one acts in.
CREATE OR REPLACE FUNCTION assessments_my_unit() RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT a.unit_id FROM public.authorities_assignment a
    WHERE a.id = public.circles_my_assignment() AND a.person_id = public.circles_me()
$$;

-- What a whole unit is asked is seen by those who work there until one of them takes it: the question, and no child.
DROP POLICY IF EXISTS source_in_the_box ON assessments_source;
CREATE POLICY source_in_the_box ON assessments_source FOR SELECT TO kronobarn_app USING (
    person_id IS NULL  -- in one's own unit, and not over, says the next policy
);

-- The matter's record may be disclosed to everyone who is asked; who else is asked is for the area that asks.
DROP POLICY IF EXISTS source_of_the_asking_and_the_asked ON assessments_source;
CREATE POLICY source_of_the_asking_and_the_asked ON assessments_source AS RESTRICTIVE FOR ALL TO kronobarn_app USING (
    (person_id = (SELECT circles_me()) AND assignment_id IS NOT DISTINCT FROM (SELECT circles_my_assignment()))
    OR (unit_id = (SELECT assessments_my_unit()) AND person_id IS NULL AND finished_at IS NULL)
    OR EXISTS (
        SELECT 1 FROM circles_record r JOIN circles_my_seats() s ON s.child_id = r.child_id AND s.area_id = r.owner_id
        WHERE r.child_id = assessments_source.child_id AND r.id = assessments_source.record_id
    )
);

-- Whether a matter still asks: it is received or gathered for. Of those who only know that their unit is asked.
DROP POLICY IF EXISTS matter_for_the_function ON concerns_matter;
CREATE POLICY matter_for_the_function ON concerns_matter FOR SELECT TO CURRENT_USER USING (true);
CREATE OR REPLACE FUNCTION assessments_still_asks(matter uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM concerns_matter m WHERE m.record_id = matter AND m.state IN ('received', 'gathering'));
END $$;
REVOKE ALL ON FUNCTION assessments_still_asks(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION assessments_still_asks(uuid) TO kronobarn_app;

-- Whoever takes the question sits down to answer it: in their own name, in the unit that is asked.
DROP POLICY IF EXISTS seat_of_a_taken_question ON circles_seat;
CREATE POLICY seat_of_a_taken_question ON circles_seat FOR INSERT TO kronobarn_app WITH CHECK (
    role = 'participant' AND ground = 'task' AND granted_by_id = circles_me()
    AND (person_id, assignment_id) = (circles_me(), circles_my_assignment())
    AND EXISTS (SELECT 1 FROM assessments_source q
                WHERE q.child_id = circles_seat.child_id AND q.unit_id = assessments_my_unit()
                  AND q.person_id IS NULL AND q.finished_at IS NULL AND assessments_still_asks(q.record_id))
);
