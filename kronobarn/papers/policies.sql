-- Documents that the worker makes. Whoever asked, in the assignment they asked in, while they sit with the child.
ALTER TABLE papers_order ENABLE ROW LEVEL SECURITY;
ALTER TABLE papers_order FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS order_own ON papers_order;
CREATE POLICY order_own ON papers_order FOR ALL TO kronobarn_app USING (
    person_id = (SELECT circles_me())
    AND assignment_id IS NOT DISTINCT FROM (SELECT circles_my_assignment())
    AND child_id IN (SELECT circles_my_children())
);
DROP POLICY IF EXISTS order_for_the_functions ON papers_order;
CREATE POLICY order_for_the_functions ON papers_order FOR ALL TO CURRENT_USER USING (true);

-- In whose name the worker is to make one: it asks as nobody, and then reads the order as them.
CREATE OR REPLACE FUNCTION papers_reader(wanted uuid) RETURNS TABLE (person_id bigint, assignment_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT o.person_id, o.assignment_id FROM papers_order o WHERE o.id = wanted AND circles_me() IS NULL
$$;
REVOKE ALL ON FUNCTION papers_reader(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION papers_reader(uuid) TO kronobarn_app;

-- What was asked for before a moment goes, whoever asked. It tells how many.
CREATE OR REPLACE FUNCTION papers_sweep(before timestamptz) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH gone AS (DELETE FROM papers_order WHERE asked_at <= before RETURNING 1) SELECT count(*) FROM gone
$$;
REVOKE ALL ON FUNCTION papers_sweep(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION papers_sweep(timestamptz) TO kronobarn_app;
