-- Consents: seen by the area that asked and by the one person who was asked.
-- The one who was asked answers, and takes back a yes.
CALL circles_guard_by_record('consents_consent',
    changed_by => 'consents_consent.giver_id = circles_me() AND circles_my_assignment() IS NULL');
CALL circles_guard_by_record('consents_answer',
    added_by => 'consents_answer.recorded_by_id = circles_me() AND circles_my_assignment() IS NULL');
CALL circles_guard_by_record('consents_lawfulalternative');
CALL circles_guard_by_record('consents_maturity');

-- Whether a child has come to decide is for everyone at the table to go by; how it was assessed is not. That it does not
-- decide holds against the rule of thumb only when it was assessed at the age of the rule.
DROP POLICY IF EXISTS maturity_for_the_function ON consents_maturity;
CREATE POLICY maturity_for_the_function ON consents_maturity FOR SELECT TO CURRENT_USER USING (true);
CREATE OR REPLACE FUNCTION consents_maturity(of_child uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT m.part FROM consents_maturity m JOIN people_child c ON c.id = m.child_id
    WHERE m.child_id = of_child
      AND (m.part = 'decides' OR m.assessed_at >= c.born_on + make_interval(years => 15)
           OR statement_timestamp() < c.born_on + make_interval(years => 15))
      AND EXISTS (SELECT 1 FROM circles_my_seats() s WHERE s.child_id = of_child AND s.role NOT IN ('notifier', 'emergency'))
    ORDER BY m.assessed_at DESC LIMIT 1
$$;
REVOKE ALL ON FUNCTION consents_maturity(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION consents_maturity(uuid) TO kronobarn_app;

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
        SELECT 1 FROM circles_my_seats() s WHERE s.child_id = of_child AND s.role NOT IN ('notifier', 'emergency')
    ), given AS (
        SELECT * FROM consents_consent c WHERE c.child_id = of_child AND c.state IN ('given', 'limited')
    )
    -- A later answer takes back what it leaves out of its question, also where the earlier yes was asked for by a
    -- service that whoever wrote the later one down cannot see (the same as `consents.rules.narrowed`).
    , later AS (
        SELECT c.record_id,
               CASE WHEN n.state = 'refused' THEN n.asked_services
                    WHEN n.state IN ('given', 'limited', 'superseded')
                    THEN ARRAY(SELECT unnest(n.asked_services) EXCEPT SELECT unnest(n.services))
                    ELSE n.services END AS no_services,
               CASE WHEN n.state IN ('given', 'limited', 'superseded')
                    THEN ARRAY(SELECT unnest(n.asked_kinds) EXCEPT SELECT unnest(n.kinds)) ELSE '{}' END AS no_kinds,
               CASE WHEN n.state IN ('given', 'limited') AND n.until < n.asked_until THEN n.until END AS ends
        FROM given c
        JOIN consents_consent n ON n.child_id = of_child AND n.as_role = c.as_role
            AND (n.giver_id = c.giver_id OR c.as_role = 'child')
            AND coalesce(n.withdrawn_at, n.answered_at) > c.answered_at
            AND n.asked_services && (c.services || c.owner_id)
    ), narrowed AS (
        SELECT c.request, c.owner_id, c.as_role::text, c.giver_id,
               CASE WHEN EXISTS (SELECT 1 FROM later l
                                 WHERE l.record_id = c.record_id AND c.owner_id = ANY (l.no_services))
                    THEN '{}'::bigint[]
                    ELSE ARRAY(SELECT unnest(c.services) EXCEPT SELECT unnest(l.no_services) FROM later l
                               WHERE l.record_id = c.record_id) END AS services,
               ARRAY(SELECT unnest(c.kinds::text[]) EXCEPT SELECT unnest(l.no_kinds::text[]) FROM later l
                     WHERE l.record_id = c.record_id) AS kinds,
               c.since,
               least(c.until, (SELECT min(l.ends) FROM later l WHERE l.record_id = c.record_id)) AS until
        FROM given c
    )
    SELECT n.request, n.owner_id, n.as_role, n.giver_id, n.services, n.kinds, n.since, n.until, false
    FROM narrowed n
    WHERE n.services <> '{}' AND n.kinds <> '{}' AND EXISTS (SELECT 1 FROM mine)
    UNION ALL
    SELECT a.request, a.owner_id, 'guardian', a.person_id, a.services, a.kinds::text[], a.since, a.until, true
    FROM consents_lawfulalternative a
    WHERE a.child_id = of_child AND EXISTS (SELECT 1 FROM mine)
      -- Whoever was out of reach and then says no, to this question or a later one, is no longer out of reach.
      AND (a.basis IN ('sole_custody', 'fb_6_13_a') OR NOT EXISTS (
          SELECT 1 FROM consents_consent c
          WHERE c.child_id = a.child_id AND c.giver_id = a.person_id AND c.state IN ('refused', 'withdrawn')
            AND (c.request = a.request OR (c.asked_services && a.services AND circles_day(c.answered_at) >= a.since))))
$$;
REVOKE ALL ON FUNCTION consents_that_stand(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION consents_that_stand(uuid) TO kronobarn_app;

-- What goes on consent rests on a yes to the service, to each kind of information, for the time: whatever a feature
-- has asked, the database asks too. (That everybody who decides has said it is for `consents.rules`: it takes ages.)
CREATE OR REPLACE FUNCTION consents_disclosure_has_a_yes() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM consents_consent c
        WHERE c.child_id = NEW.child_id AND c.request = NEW.consent AND c.state IN ('given', 'limited')
          AND ARRAY[NEW.owner_id, NEW.to_area_id] <@ (c.services || c.owner_id)
          AND NEW.kinds::text[] <@ c.kinds::text[] AND NEW.until <= c.until + 2
        UNION ALL
        SELECT 1 FROM consents_lawfulalternative a
        WHERE a.child_id = NEW.child_id AND a.request = NEW.consent
          AND ARRAY[NEW.owner_id, NEW.to_area_id] <@ (a.services || a.owner_id)
          AND NEW.kinds::text[] <@ a.kinds::text[] AND NEW.until <= a.until + 2)
    THEN RAISE EXCEPTION 'a disclosure on consent has a yes'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'disclosure_on_consent_has_a_yes';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER disclosure_on_consent_has_a_yes BEFORE INSERT OR UPDATE OF kinds ON circles_disclosure
    FOR EACH ROW WHEN (NEW.ground = 'consent' AND NEW.granted) EXECUTE FUNCTION consents_disclosure_has_a_yes();

-- What a disclosure carries only grows, and only where it rests on consent.
CREATE OR REPLACE FUNCTION consents_disclosure_carries_more() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.ground <> 'consent' OR NOT NEW.kinds::text[] @> OLD.kinds::text[]
    THEN RAISE EXCEPTION 'what was passed on is not made less' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER disclosure_carries_more BEFORE UPDATE OF kinds ON circles_disclosure
    FOR EACH ROW EXECUTE FUNCTION consents_disclosure_carries_more();

-- (A yes that was written down in one service may be heard taken back there: what came to it on consent it may give
-- back, as anything it was given. See circles/policies.sql.)
DROP POLICY IF EXISTS disclosure_end_by_receiver ON circles_disclosure;

-- Whoever takes back a yes, or writes down that it was, stops also what rests on it and is withheld from them or blocked
-- for their unit: they cannot see it to end it. Not where a ground in law stands in for the yes.
DROP POLICY IF EXISTS seat_end_for_the_function ON circles_seat;
CREATE POLICY seat_end_for_the_function ON circles_seat FOR UPDATE TO CURRENT_USER USING (true);
DROP POLICY IF EXISTS disclosure_end_for_the_function ON circles_disclosure;
CREATE POLICY disclosure_end_for_the_function ON circles_disclosure FOR UPDATE TO CURRENT_USER USING (true);
CREATE OR REPLACE FUNCTION consents_end_what_is_withheld() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM consents_lawfulalternative a
               WHERE a.child_id = NEW.child_id AND a.request = NEW.request AND a.person_id = NEW.giver_id
                 AND a.basis IN ('sole_custody', 'fb_6_13_a'))
    THEN RETURN NULL;
    END IF;
    WITH ended AS (
        UPDATE circles_disclosure d
        SET until = least(d.until, statement_timestamp()), ended_at = statement_timestamp(), ended_by_id = circles_me()
        WHERE d.child_id = NEW.child_id AND d.consent = NEW.request AND d.ground = 'consent' AND d.granted
          AND d.ended_at IS NULL AND d.since <= statement_timestamp() AND d.until > statement_timestamp()
          AND (d.record_id IN (SELECT w.record_id FROM circles_withheld_from(circles_me()) w)
               OR d.record_id IN (SELECT circles_blocked_from_me()))
          AND NOT (NEW.state IN ('given', 'limited') AND d.until <= NEW.until + 2
                   AND ARRAY[d.owner_id, d.to_area_id] <@ (NEW.services || NEW.owner_id)
                   AND d.kinds::text[] <@ NEW.kinds::text[])
        RETURNING d.id
    ), risen AS (
        UPDATE circles_seat s SET until = statement_timestamp()
        WHERE s.id IN (SELECT h.id FROM circles_seats_withheld_from(circles_me()) h)
          AND s.child_id = NEW.child_id AND s.ground = 'consent' AND circles_stands(s.since, s.until)
          AND s.area_id = ANY (OLD.services)
          AND NOT (NEW.state IN ('given', 'limited') AND s.area_id = ANY (NEW.services))
        RETURNING s.id, s.person_id, s.role)
    INSERT INTO audit_logentry (at, kind, person_id, assignment_id, unit_id, child_id, subject, why, detail)
    SELECT statement_timestamp(), kind, circles_me(), circles_my_assignment(), NULL, NEW.child_id, subject, '', detail
    FROM (SELECT 'disclosure.ended', 'disclosure:' || ended.id, '{}'::jsonb FROM ended
          UNION ALL
          SELECT 'seat.ended', 'seat:' || risen.id, jsonb_build_object('person', risen.person_id, 'role', risen.role)
          FROM risen) AS told (kind, subject, detail);
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER end_what_is_withheld AFTER UPDATE OF state, services, kinds, until ON consents_consent
    FOR EACH ROW WHEN (OLD.state IN ('given', 'limited')) EXECUTE FUNCTION consents_end_what_is_withheld();

-- When the family takes back a yes, what waited for those who leave the table waits no more, and the responsible is
-- asked for a new lead.
DROP POLICY IF EXISTS task_see_of_joint_work ON notices_task;
CREATE POLICY task_see_of_joint_work ON notices_task FOR SELECT TO kronobarn_app USING (
    kind IN ('attend_meeting', 'hold_meeting', 'remember_meeting', 'read_meeting', 'activate_plan', 'agree_to_plan',
             'review_sharing')
    AND (SELECT circles_my_assignment()) IS NULL
    AND child_id IN (SELECT circles_my_tables())
);
DROP POLICY IF EXISTS task_settle_of_joint_work ON notices_task;
CREATE POLICY task_settle_of_joint_work ON notices_task FOR UPDATE TO kronobarn_app USING (
    kind IN ('attend_meeting', 'hold_meeting', 'remember_meeting', 'read_meeting', 'activate_plan', 'agree_to_plan',
             'review_sharing')
    AND (SELECT circles_my_assignment()) IS NULL
    AND child_id IN (SELECT circles_my_tables())
);
DROP POLICY IF EXISTS task_ask_for_a_lead ON notices_task;
CREATE POLICY task_ask_for_a_lead ON notices_task FOR INSERT TO kronobarn_app WITH CHECK (
    kind IN ('name_lead', 'review_sharing', 'renew_consent')
    AND asked_by_id = circles_me()
    AND child_id IN (SELECT circles_my_tables())
);

-- For the worker, once a day: where somebody has come to decide since something was shared (fifteen years, eighteen,
-- custody from a later day), or a place at the table has outlived what it rests on; and whose it is to look it over.
CREATE OR REPLACE FUNCTION consents_to_look_over()
RETURNS TABLE (child_id uuid, person_id bigint, assignment_id bigint, unit_id bigint, area_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT s.child_id, s.person_id, s.assignment_id, a.unit_id, s.area_id
    FROM circles_seat s JOIN authorities_assignment a ON a.id = s.assignment_id
    WHERE s.role = 'responsible' AND circles_stands(s.since, s.until)
      AND (EXISTS (
          SELECT 1 FROM circles_disclosure d
          WHERE d.child_id = s.child_id AND d.ground = 'consent' AND d.granted AND d.until > statement_timestamp()
            AND EXISTS (SELECT 1 FROM (
                    SELECT (c.born_on + make_interval(years => years))::date
                    FROM people_child c CROSS JOIN (VALUES (15), (18)) AS of_age (years) WHERE c.id = d.child_id
                    UNION ALL
                    SELECT g.since FROM people_guardianship g WHERE g.child_id = d.child_id) AS decides (since)
                WHERE decides.since >= circles_day(d.since) AND decides.since <= circles_today()))
      OR EXISTS (
          SELECT 1 FROM circles_seat o
          WHERE o.child_id = s.child_id AND o.ground = 'consent' AND o.area_id <> s.area_id
            AND circles_stands(o.since, o.until)
            AND NOT EXISTS (
                SELECT 1 FROM circles_disclosure d
                WHERE d.child_id = o.child_id AND d.ground = 'consent' AND d.granted AND d.until > statement_timestamp()
                  AND o.area_id IN (d.owner_id, d.to_area_id))))
$$;
REVOKE ALL ON FUNCTION consents_to_look_over() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION consents_to_look_over() TO kronobarn_app;
-- The function runs as the owner of the tables, which asks for leave as everybody does.
DROP POLICY IF EXISTS guardianship_for_the_function ON people_guardianship;
CREATE POLICY guardianship_for_the_function ON people_guardianship FOR SELECT TO CURRENT_USER USING (true);
DROP POLICY IF EXISTS child_for_the_consents ON people_child;
CREATE POLICY child_for_the_consents ON people_child FOR SELECT TO CURRENT_USER USING (true);

-- For the worker, once a day: the function boxes of those who have a yes to ask for again, thirty and seven days before
-- it ends. It returns units, and a digest to tell the times apart by; nothing about a child.
DROP POLICY IF EXISTS task_for_the_consents ON notices_task;
CREATE POLICY task_for_the_consents ON notices_task FOR SELECT TO CURRENT_USER USING (true);
CREATE OR REPLACE FUNCTION consents_boxes_to_tell(today date, days_before int[])
RETURNS TABLE (unit_id bigint, key text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT DISTINCT u.id, encode(sha256(convert_to(c.request::text || ':' || d.days, 'UTF8')), 'hex')
    FROM consents_consent c
    CROSS JOIN unnest(days_before) AS d (days)
    JOIN circles_seat s ON s.child_id = c.child_id AND s.role = 'responsible' AND s.area_id = c.owner_id
        AND circles_stands(s.since, s.until)
    JOIN authorities_assignment a ON a.id = s.assignment_id
    JOIN authorities_unit u ON u.id = a.unit_id AND u.active AND u.mailbox <> ''
    WHERE c.state IN ('given', 'limited') AND c.until >= today AND c.until - d.days <= today
      AND c.since <= c.until - d.days
      AND EXISTS (
          SELECT 1 FROM notices_task t
          WHERE t.child_id = c.child_id AND t.subject = c.request AND t.kind = 'renew_consent' AND t.done_at IS NULL)
$$;
REVOKE ALL ON FUNCTION consents_boxes_to_tell(date, int[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION consents_boxes_to_tell(date, int[]) TO kronobarn_app;
