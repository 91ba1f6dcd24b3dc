CALL circles_guard_by_record('assessments_source');
CALL circles_guard_by_record('assessments_observation');
CALL circles_guard_by_record('assessments_analysis');
CALL circles_guard_by_record('assessments_handover');

-- The matter's record may be disclosed to everyone who is asked; who else is asked is for the area that asks.
DROP POLICY IF EXISTS source_of_the_asking_and_the_asked ON assessments_source;
CREATE POLICY source_of_the_asking_and_the_asked ON assessments_source AS RESTRICTIVE FOR ALL TO kronobarn_app USING (
    (person_id = (SELECT nullif(current_setting('kronobarn.person', true), '')::bigint)
     AND assignment_id IS NOT DISTINCT FROM (SELECT nullif(current_setting('kronobarn.assignment', true), '')::bigint))
    OR EXISTS (
        SELECT 1 FROM circles_record r JOIN circles_seat s ON s.child_id = r.child_id AND s.area_id = r.owner_id
        WHERE r.child_id = assessments_source.child_id AND r.id = assessments_source.record_id
          AND s.person_id = (SELECT nullif(current_setting('kronobarn.person', true), '')::bigint)
          AND s.assignment_id IS NOT DISTINCT FROM (SELECT nullif(current_setting('kronobarn.assignment', true), '')::bigint)
          AND s.since <= statement_timestamp() AND (s.until IS NULL OR s.until > statement_timestamp())
    )
);
