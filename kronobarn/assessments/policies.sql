-- Who is asked says when it is told, or declines.
CALL circles_guard_by_record('assessments_source', changed_by => 'assessments_source.person_id = circles_me()');
CALL circles_guard_by_record('assessments_observation');
CALL circles_guard_by_record('assessments_analysis');
CALL circles_guard_by_record('assessments_handover');

-- The matter's record may be disclosed to everyone who is asked; who else is asked is for the area that asks.
DROP POLICY IF EXISTS source_of_the_asking_and_the_asked ON assessments_source;
CREATE POLICY source_of_the_asking_and_the_asked ON assessments_source AS RESTRICTIVE FOR ALL TO kronobarn_app USING (
    (person_id = (SELECT circles_me()) AND assignment_id IS NOT DISTINCT FROM (SELECT circles_my_assignment()))
    OR EXISTS (
        SELECT 1 FROM circles_record r JOIN circles_my_seats() s ON s.child_id = r.child_id AND s.area_id = r.owner_id
        WHERE r.child_id = assessments_source.child_id AND r.id = assessments_source.record_id
    )
);
