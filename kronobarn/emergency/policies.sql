-- Opening a child in an emergency. The seat rests on an opening that says why, soon after the second factor was typed;
-- what the seat lets its holder see is said where records and seats are (circles/policies.sql).

-- Whether there is anybody to open: a child that is written down, whose data are not protected.
CREATE OR REPLACE FUNCTION emergency_may_open(child uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM people_child c WHERE c.id = child AND c.protection = 'none')
$$;
REVOKE ALL ON FUNCTION emergency_may_open(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION emergency_may_open(uuid) TO kronobarn_app;

ALTER TABLE emergency_opening ENABLE ROW LEVEL SECURITY;
ALTER TABLE emergency_opening FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS opening_for_the_function ON emergency_opening;
CREATE POLICY opening_for_the_function ON emergency_opening FOR SELECT TO CURRENT_USER USING (true);

DROP POLICY IF EXISTS opening_see ON emergency_opening;
CREATE POLICY opening_see ON emergency_opening FOR SELECT TO kronobarn_app USING (
    (person_id = (SELECT circles_me()) AND assignment_id = (SELECT circles_my_assignment()))
    OR area_id = (SELECT oversight_my_area('log_reviewer'))
    OR EXISTS (SELECT 1 FROM circles_my_seats() s
               WHERE s.child_id = emergency_opening.child_id AND s.role = 'responsible')
);

DROP POLICY IF EXISTS opening_add ON emergency_opening;
CREATE POLICY opening_add ON emergency_opening FOR INSERT TO kronobarn_app WITH CHECK (
    person_id = circles_me() AND assignment_id = circles_my_assignment() AND put_off_until IS NULL
    AND area_id = (SELECT u.area_id FROM authorities_assignment a JOIN authorities_unit u ON u.id = a.unit_id
                   WHERE a.id = circles_my_assignment())
    AND emergency_may_open(child_id)
);

DROP POLICY IF EXISTS opening_put_off ON emergency_opening;
CREATE POLICY opening_put_off ON emergency_opening FOR UPDATE TO kronobarn_app USING (
    EXISTS (SELECT 1 FROM circles_my_seats() s
            WHERE s.child_id = emergency_opening.child_id AND s.role = 'responsible')
) WITH CHECK (put_off_by_id = circles_me());

CREATE OR REPLACE FUNCTION emergency_opening_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.seat_id, NEW.child_id, NEW.person_id, NEW.assignment_id, NEW.area_id, NEW.reason, NEW.words,
        NEW.code_typed_at, NEW.opened_at, NEW.nth_in_month, NEW.judge_by)
       IS DISTINCT FROM
       (OLD.seat_id, OLD.child_id, OLD.person_id, OLD.assignment_id, OLD.area_id, OLD.reason, OLD.words,
        OLD.code_typed_at, OLD.opened_at, OLD.nth_in_month, OLD.judge_by)
    THEN RAISE EXCEPTION 'an opening stays as it was' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER opening_stays BEFORE UPDATE ON emergency_opening
    FOR EACH ROW EXECUTE FUNCTION emergency_opening_stays();

-- The seat: one's own, for the opening that was written the moment before.
DROP POLICY IF EXISTS seat_in_an_emergency ON circles_seat;
CREATE POLICY seat_in_an_emergency ON circles_seat FOR INSERT TO kronobarn_app WITH CHECK (
    role = 'emergency' AND ground = 'emergency' AND granted_by_id = circles_me()
    AND (person_id, assignment_id) = (circles_me(), circles_my_assignment())
    AND since <= statement_timestamp() + interval '1 minute' AND told_from <= since
    AND EXISTS (SELECT 1 FROM emergency_opening o
                WHERE o.seat_id = circles_seat.id AND o.child_id = circles_seat.child_id
                  AND o.assignment_id = circles_my_assignment())
);

-- A verdict is added in one's own name, on others' openings, and never changed.
ALTER TABLE emergency_verdict ENABLE ROW LEVEL SECURITY;
ALTER TABLE emergency_verdict FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS verdict_for_the_function ON emergency_verdict;
CREATE POLICY verdict_for_the_function ON emergency_verdict FOR SELECT TO CURRENT_USER USING (true);
DROP POLICY IF EXISTS verdict_see ON emergency_verdict;
CREATE POLICY verdict_see ON emergency_verdict FOR SELECT TO kronobarn_app USING (
    EXISTS (SELECT 1 FROM emergency_opening o WHERE o.seat_id = emergency_verdict.opening_id)
);
DROP POLICY IF EXISTS verdict_add ON emergency_verdict;
CREATE POLICY verdict_add ON emergency_verdict FOR INSERT TO kronobarn_app WITH CHECK (
    judged_by_id = circles_me() AND judged_as_id = circles_my_assignment()
    AND EXISTS (SELECT 1 FROM emergency_opening o
                WHERE o.seat_id = emergency_verdict.opening_id AND o.person_id <> circles_me()
                  AND o.area_id = (SELECT oversight_my_area('log_reviewer')))
);

-- How many children the actor has opened since a moment, in any assignment.
CREATE OR REPLACE FUNCTION emergency_opened_since(moment timestamptz) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT count(*) FROM emergency_opening WHERE person_id = circles_me() AND opened_at >= moment
$$;
REVOKE ALL ON FUNCTION emergency_opened_since(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION emergency_opened_since(timestamptz) TO kronobarn_app;

-- How the judging goes, in numbers: for those who review the area's log, and for managers in it.
CREATE OR REPLACE FUNCTION emergency_counts(today date, many integer)
RETURNS TABLE (opened bigint, unjudged bigint, overdue bigint, alarms bigint, unjustified bigint, first_due date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT count(*), count(*) FILTER (WHERE v.justified IS NULL),
           count(*) FILTER (WHERE v.justified IS NULL AND o.judge_by < today),
           count(*) FILTER (WHERE v.justified IS NULL AND o.nth_in_month > many),
           count(*) FILTER (WHERE NOT v.justified),
           min(o.judge_by) FILTER (WHERE v.justified IS NULL)
    FROM emergency_opening o
    LEFT JOIN LATERAL (SELECT justified FROM emergency_verdict WHERE opening_id = o.seat_id
                       ORDER BY judged_at DESC, id DESC LIMIT 1) v ON true
    WHERE o.area_id IN (oversight_my_area('log_reviewer'), oversight_my_area('manager'))
      AND (o.opened_at > statement_timestamp() - interval '1 year' OR v.justified IS NULL)
$$;
REVOKE ALL ON FUNCTION emergency_counts(date, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION emergency_counts(date, integer) TO kronobarn_app;
