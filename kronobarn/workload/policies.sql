-- Numbers and days for a unit's manager. The functions count as the owner of the tables and tell no id, name or word:
-- a manager has no seat, and row-level security shows them no row.

DROP POLICY IF EXISTS task_for_the_numbers ON notices_task;
CREATE POLICY task_for_the_numbers ON notices_task FOR SELECT TO CURRENT_USER USING (true);
DROP POLICY IF EXISTS responsibility_for_the_numbers ON responsibility_responsibility;
CREATE POLICY responsibility_for_the_numbers ON responsibility_responsibility FOR SELECT TO CURRENT_USER USING (true);
DROP POLICY IF EXISTS matter_for_the_numbers ON concerns_matter;
CREATE POLICY matter_for_the_numbers ON concerns_matter FOR SELECT TO CURRENT_USER USING (true);
DROP POLICY IF EXISTS plan_for_the_numbers ON plans_plan;
CREATE POLICY plan_for_the_numbers ON plans_plan FOR SELECT TO CURRENT_USER USING (true);

-- What waits for those who work in the unit.
CREATE OR REPLACE FUNCTION workload_tasks(today date)
RETURNS TABLE (kind text, waiting bigint, late bigint, first_due date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT t.kind, count(*), count(*) FILTER (WHERE t.due_on < today), min(t.due_on)
    FROM notices_task t JOIN authorities_assignment a ON a.id = t.assignment_id
    WHERE a.unit_id = (SELECT circles_my_unit('manager')) AND t.done_at IS NULL
    GROUP BY t.kind ORDER BY min(t.due_on), t.kind
$$;
REVOKE ALL ON FUNCTION workload_tasks(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION workload_tasks(date) TO kronobarn_app;

-- The matters of the children whom the unit is responsible for: where they stand, and how those of a year ended.
CREATE OR REPLACE FUNCTION workload_matters(ended_since timestamptz)
RETURNS TABLE (state text, outcome text, matters bigint, first_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT m.state, m.outcome, count(*), min(r.happened_on)
    FROM responsibility_responsibility b
    JOIN concerns_matter m ON m.child_id = b.child_id
    JOIN circles_record r ON r.id = m.record_id
    WHERE b.unit_id = (SELECT circles_my_unit('manager')) AND b.until IS NULL
      AND (m.closed_at IS NULL OR m.closed_at >= ended_since)
    GROUP BY m.state, m.outcome
$$;
REVOKE ALL ON FUNCTION workload_matters(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION workload_matters(timestamptz) TO kronobarn_app;

-- The living plans that someone in the unit holds together.
CREATE OR REPLACE FUNCTION workload_plans(today date)
RETURNS TABLE (plans bigint, late bigint, next_review_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT count(*), count(*) FILTER (WHERE p.next_review_on < today), min(p.next_review_on)
    FROM plans_plan p JOIN authorities_assignment a ON a.id = p.lead_id
    WHERE a.unit_id = (SELECT circles_my_unit('manager')) AND p.state = 'active'
$$;
REVOKE ALL ON FUNCTION workload_plans(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION workload_plans(date) TO kronobarn_app;
