-- Reviewing the log of one secrecy area: an assignment with the role log_reviewer in one of the area's units.
-- It opens what the area's units have done in the log (ids and codes), and nothing that is written about a child.

CREATE OR REPLACE FUNCTION oversight_my_area(as_what text) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT u.area_id FROM public.authorities_unit u WHERE u.id = public.circles_my_unit(as_what)
$$;

DROP POLICY IF EXISTS log_review ON audit_logentry;
CREATE POLICY log_review ON audit_logentry FOR SELECT TO kronobarn_app USING (
    unit_id IN (SELECT u.id FROM authorities_unit u WHERE u.area_id = (SELECT oversight_my_area('log_reviewer')))
);

-- The sample is drawn by the keeper, and read by whoever reviews the area's log.
ALTER TABLE oversight_sample ENABLE ROW LEVEL SECURITY;
ALTER TABLE oversight_sample FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS sample_draw ON oversight_sample;
CREATE POLICY sample_draw ON oversight_sample TO kronobarn_keeper USING (true) WITH CHECK (true);
DROP POLICY IF EXISTS sample_for_the_function ON oversight_sample;
CREATE POLICY sample_for_the_function ON oversight_sample FOR SELECT TO CURRENT_USER USING (true);
DROP POLICY IF EXISTS sample_see ON oversight_sample;
CREATE POLICY sample_see ON oversight_sample FOR SELECT TO kronobarn_app USING (
    area_id = (SELECT oversight_my_area('log_reviewer'))
);

ALTER TABLE oversight_drawn ENABLE ROW LEVEL SECURITY;
ALTER TABLE oversight_drawn FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS drawn_draw ON oversight_drawn;
CREATE POLICY drawn_draw ON oversight_drawn TO kronobarn_keeper USING (true) WITH CHECK (true);
DROP POLICY IF EXISTS drawn_for_the_function ON oversight_drawn;
CREATE POLICY drawn_for_the_function ON oversight_drawn FOR SELECT TO CURRENT_USER USING (true);
DROP POLICY IF EXISTS drawn_see ON oversight_drawn;
CREATE POLICY drawn_see ON oversight_drawn FOR SELECT TO kronobarn_app USING (
    EXISTS (SELECT 1 FROM oversight_sample s WHERE s.id = oversight_drawn.sample_id)
);

-- A judgement is added in one's own name, about others' doings, and never changed: there is no policy for it.
ALTER TABLE oversight_judgement ENABLE ROW LEVEL SECURITY;
ALTER TABLE oversight_judgement FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS judgement_for_the_function ON oversight_judgement;
CREATE POLICY judgement_for_the_function ON oversight_judgement FOR SELECT TO CURRENT_USER USING (true);
DROP POLICY IF EXISTS judgement_see ON oversight_judgement;
CREATE POLICY judgement_see ON oversight_judgement FOR SELECT TO kronobarn_app USING (
    EXISTS (SELECT 1 FROM oversight_drawn d WHERE d.id = oversight_judgement.drawn_id)
);
DROP POLICY IF EXISTS judgement_add ON oversight_judgement;
CREATE POLICY judgement_add ON oversight_judgement FOR INSERT TO kronobarn_app WITH CHECK (
    judged_by_id = circles_me() AND judged_as_id = circles_my_assignment()
    AND EXISTS (SELECT 1 FROM oversight_drawn d
                WHERE d.id = oversight_judgement.drawn_id AND d.person_id <> circles_me())
);

-- The rules that raise questions (oversight/rules.py says why). They look at who is whose parent and colleague, which
-- nobody who draws or reviews may see: the function answers with the log's own ids and codes, and with flags.
DROP POLICY IF EXISTS guardianship_for_the_rules ON people_guardianship;
CREATE POLICY guardianship_for_the_rules ON people_guardianship FOR SELECT TO CURRENT_USER USING (true);

CREATE OR REPLACE FUNCTION oversight_visits(
    of_area bigint, first_moment timestamptz, end_moment timestamptz, many integer, night_begins integer, night_ends integer,
    tolerance interval)
RETURNS TABLE (entry_id bigint, at timestamptz, person_id bigint, unit_id bigint, child_id uuid, kinds text[],
               whys text[], entries bigint, flags text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
WITH entry AS MATERIALIZED (
    SELECT e.id, e.at, e.at AT TIME ZONE 'Europe/Stockholm' AS local, e.kind, e.why,
           e.person_id, e.assignment_id, e.unit_id, e.child_id
    FROM audit_logentry e
    WHERE e.at >= first_moment AND e.at < end_moment
      AND e.unit_id IN (SELECT u.id FROM authorities_unit u WHERE u.area_id = of_area)
      AND e.child_id IS NOT NULL AND e.person_id IS NOT NULL AND e.kind NOT LIKE 'log.%'
), hours AS (
    SELECT e.person_id, date_bin('1 hour', e.at - shift, timestamptz '2000-01-01 00:00Z') + shift AS begins
    FROM entry e, (VALUES (interval '0'), (interval '30 minutes')) grid (shift)
    GROUP BY 1, 2 HAVING count(DISTINCT e.child_id) >= many
), pair AS (
    SELECT p.*,
        EXISTS (SELECT FROM people_guardianship g WHERE g.child_id = p.child_id AND g.guardian_id = p.person_id)
            OR EXISTS (SELECT FROM people_child c WHERE c.id = p.child_id AND c.person_id = p.person_id) AS own_record,
        EXISTS (SELECT FROM authorities_assignment a
                WHERE a.unit_id = p.unit_id AND a.person_id <> p.person_id
                  AND a.since < end_moment AND (a.until IS NULL OR a.until >= circles_day(first_moment))
                  AND (a.person_id IN (SELECT g.guardian_id FROM people_guardianship g WHERE g.child_id = p.child_id)
                       OR a.person_id = (SELECT c.person_id FROM people_child c WHERE c.id = p.child_id))
        ) AS own_colleague,
        EXISTS (SELECT FROM people_person me WHERE me.id = p.person_id AND me.family_name <> ''
                AND (lower(me.family_name) = (SELECT lower(c.family_name) FROM people_child c WHERE c.id = p.child_id)
                     OR EXISTS (SELECT FROM people_guardianship g JOIN people_person o ON o.id = g.guardian_id
                                WHERE g.child_id = p.child_id AND lower(o.family_name) = lower(me.family_name)))
        ) AS same_surname
    FROM (SELECT DISTINCT e.person_id, e.unit_id, e.child_id FROM entry e) p
), judged AS (
    SELECT e.*, pair.own_record, pair.own_colleague, pair.same_surname,
        e.kind <> 'child.sought' AND NOT EXISTS (
            SELECT FROM circles_seat s
            WHERE s.child_id = e.child_id AND s.person_id = e.person_id
              AND s.assignment_id IS NOT DISTINCT FROM e.assignment_id
              AND s.since <= e.at + tolerance AND (s.until IS NULL OR s.until > e.at - tolerance)) AS no_seat,
        EXISTS (SELECT FROM hours h WHERE h.person_id = e.person_id
                AND e.at >= h.begins AND e.at < h.begins + interval '1 hour') AS many_children,
        extract(isodow FROM e.local) >= 6 OR extract(hour FROM e.local) >= night_begins
            OR extract(hour FROM e.local) < night_ends AS odd_hours
    FROM entry e JOIN pair ON (pair.person_id, pair.unit_id, pair.child_id) = (e.person_id, e.unit_id, e.child_id)
)
SELECT min(j.id), min(j.at), j.person_id, j.unit_id, j.child_id, array_agg(DISTINCT j.kind::text),
       array_remove(array_agg(DISTINCT j.why::text), ''), count(*),
       array_remove(ARRAY[
           CASE WHEN bool_or(j.own_record) THEN 'own_record' END,
           CASE WHEN bool_or(j.own_colleague) THEN 'own_colleague' END,
           CASE WHEN bool_or(j.same_surname) THEN 'same_surname' END,
           CASE WHEN bool_or(j.no_seat) THEN 'no_seat' END,
           CASE WHEN bool_or(j.many_children) THEN 'many_children' END,
           CASE WHEN bool_or(j.odd_hours) THEN 'odd_hours' END], NULL)
FROM judged j
GROUP BY j.person_id, j.unit_id, j.child_id, j.local::date
$$;
REVOKE ALL ON FUNCTION oversight_visits(bigint, timestamptz, timestamptz, integer, integer, integer, interval) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION oversight_visits(bigint, timestamptz, timestamptz, integer, integer, integer, interval)
    TO kronobarn_keeper;

-- The areas that have no sample for a month yet.
CREATE OR REPLACE FUNCTION oversight_areas_without(sample_of date) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT a.id FROM authorities_secrecyarea a
    WHERE NOT EXISTS (SELECT FROM oversight_sample s WHERE s.area_id = a.id AND s.month = sample_of)
    ORDER BY a.id
$$;
REVOKE ALL ON FUNCTION oversight_areas_without(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION oversight_areas_without(date) TO kronobarn_keeper;

-- How the reviewing goes, in numbers: for those who review the area's log, and for managers in it.
CREATE OR REPLACE FUNCTION oversight_counts(outcomes_that_end text[])
RETURNS TABLE (sample_id uuid, month date, due_on date, visits integer, drawn bigint, done bigint, left_to_do bigint,
               grounded bigint, no_remark bigint, needs_question bigint, asked bigint, reported bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT s.id, s.month, s.due_on, s.visits, count(d.id),
           count(d.id) FILTER (WHERE j.outcome = ANY (outcomes_that_end)),
           count(d.id) FILTER (WHERE j.outcome IS NULL OR j.outcome <> ALL (outcomes_that_end)),
           count(*) FILTER (WHERE j.outcome = 'grounded'), count(*) FILTER (WHERE j.outcome = 'no_remark'),
           count(*) FILTER (WHERE j.outcome = 'needs_question'), count(*) FILTER (WHERE j.outcome = 'asked'),
           count(*) FILTER (WHERE j.outcome = 'reported')
    FROM (SELECT * FROM oversight_sample
          WHERE area_id IN (oversight_my_area('log_reviewer'), oversight_my_area('manager'))
          ORDER BY month DESC LIMIT 24) s
    LEFT JOIN oversight_drawn d ON d.sample_id = s.id
    LEFT JOIN LATERAL (SELECT outcome FROM oversight_judgement WHERE drawn_id = d.id
                       ORDER BY judged_at DESC, id DESC LIMIT 1) j ON true
    GROUP BY s.id, s.month, s.due_on, s.visits ORDER BY s.month DESC
$$;
REVOKE ALL ON FUNCTION oversight_counts(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION oversight_counts(text[]) TO kronobarn_app;
