-- For the worker: what waits for those who want a letter, and for whom it is newer than what they were told of. It returns
-- people, units and instants; nothing about a child. Whether they may see it is asked again with their own eyes.
-- How often is NULL for a box that nobody has chosen for.
DROP POLICY IF EXISTS task_for_the_post ON notices_task;
CREATE POLICY task_for_the_post ON notices_task FOR SELECT TO CURRENT_USER USING (true);
CREATE OR REPLACE FUNCTION post_waits(asked_before timestamptz)
RETURNS TABLE (box_id bigint, person_id bigint, assignment_id bigint, unit_id bigint, area_id bigint, often text,
               told_at timestamptz, asked_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH waits AS (
        SELECT t.person_id, t.assignment_id, a.unit_id, u.area_id, u.mailbox, u.active, t.asked_at
        FROM notices_task t
        LEFT JOIN authorities_assignment a ON a.id = t.assignment_id
        LEFT JOIN authorities_unit u ON u.id = a.unit_id
        WHERE t.done_at IS NULL AND t.asked_at <= asked_before)
    SELECT NULL::bigint, w.person_id, w.assignment_id, w.unit_id, w.area_id, s.often::text, s.told_at, w.asked_at
    FROM waits w
    JOIN post_subscription s ON s.person_id = w.person_id AND s.as_family = (w.assignment_id IS NULL)
    WHERE s.often <> 'never' AND s.address <> '' AND s.confirmed_at IS NOT NULL AND w.asked_at > coalesce(s.told_until, '-infinity')
    UNION ALL
    SELECT w.unit_id, w.person_id, w.assignment_id, w.unit_id, w.area_id, b.often::text, b.told_at, w.asked_at
    FROM waits w
    LEFT JOIN post_subscription b ON b.unit_id = w.unit_id
    WHERE w.active AND w.mailbox <> '' AND b.often IS DISTINCT FROM 'never'
      AND w.asked_at > coalesce(b.told_until, '-infinity')
$$;
REVOKE ALL ON FUNCTION post_waits(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION post_waits(timestamptz) TO kronobarn_app;
