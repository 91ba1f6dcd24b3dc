-- Consents: seen by the area that asked and by the one person who was asked.
-- The one who was asked answers, and takes back a yes.
CALL circles_guard_by_record('consents_consent',
    changed_by => 'consents_consent.giver_id = circles_me() AND circles_my_assignment() IS NULL');
CALL circles_guard_by_record('consents_answer',
    added_by => 'consents_answer.recorded_by_id = circles_me() AND circles_my_assignment() IS NULL');
CALL circles_guard_by_record('consents_lawfulalternative');

-- Every service that works with the child must know whether it may share, without knowing who has said
-- no. The function below runs as the owner of the tables and returns what allows something, only.
DROP POLICY IF EXISTS consent_for_the_function ON consents_consent;
CREATE POLICY consent_for_the_function ON consents_consent FOR SELECT TO CURRENT_USER USING (true);
DROP POLICY IF EXISTS alternative_for_the_function ON consents_lawfulalternative;
CREATE POLICY alternative_for_the_function ON consents_lawfulalternative FOR SELECT TO CURRENT_USER USING (true);

CREATE OR REPLACE FUNCTION consents_that_stand(of_child uuid)
RETURNS TABLE (request uuid, owner_id bigint, as_role text, person_id bigint, services bigint[], kinds text[],
               since date, until date, is_alternative boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH mine AS (
        SELECT 1 FROM circles_my_seats() s WHERE s.child_id = of_child AND s.role <> 'notifier'
    )
    SELECT c.request, c.owner_id, c.as_role::text, c.giver_id, c.services, c.kinds::text[], c.since, c.until, false
    FROM consents_consent c
    WHERE c.child_id = of_child AND c.state IN ('given', 'limited') AND EXISTS (SELECT 1 FROM mine)
    UNION ALL
    SELECT a.request, a.owner_id, 'guardian', a.person_id, a.services, a.kinds::text[], a.since, a.until, true
    FROM consents_lawfulalternative a
    WHERE a.child_id = of_child AND EXISTS (SELECT 1 FROM mine)
      -- Whoever was out of reach and then says no is no longer out of reach.
      AND (a.basis IN ('sole_custody', 'fb_6_13_a') OR NOT EXISTS (
          SELECT 1 FROM consents_consent c
          WHERE c.child_id = a.child_id AND c.request = a.request AND c.giver_id = a.person_id
            AND c.state IN ('refused', 'withdrawn')))
$$;
REVOKE ALL ON FUNCTION consents_that_stand(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION consents_that_stand(uuid) TO kronobarn_app;
