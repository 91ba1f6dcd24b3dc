-- The plan and all its parts are seen by whoever sees its record, and changed by those of them who work with the
-- child. The family say what they think of it, and that they have done their part.
CALL circles_guard_by_record('plans_plan', changed_by => 'circles_my_assignment() IS NULL');

-- Of the plan itself the family changes one thing: whether the child's own version has photographs of the grown-ups.
CREATE OR REPLACE FUNCTION plans_family_chooses_faces() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF circles_me() IS NOT NULL AND circles_my_assignment() IS NULL
       AND to_jsonb(NEW) - 'faces' IS DISTINCT FROM to_jsonb(OLD) - 'faces'
    THEN RAISE EXCEPTION 'the family chooses photographs, and changes nothing else in the plan'
        USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER family_chooses_faces BEFORE UPDATE ON plans_plan
    FOR EACH ROW EXECUTE FUNCTION plans_family_chooses_faces();

-- Who is asked to hold it together may sit down as its lead (see `seat_of_the_next_lead`): so nobody asks themselves.
CREATE OR REPLACE FUNCTION plans_lead_is_asked_by_who_leads() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF circles_me() IS NOT NULL AND NEW.lead_asked_id IS NOT NULL
       AND (TG_OP = 'INSERT' OR (NEW.lead_asked_id, NEW.child_id) IS DISTINCT FROM (OLD.lead_asked_id, OLD.child_id))
       AND NOT EXISTS (SELECT 1 FROM public.circles_my_seats() s
                       WHERE s.child_id = NEW.child_id AND s.role IN ('responsible', 'lead'))
    THEN RAISE EXCEPTION 'the responsible or the lead asks who is to lead' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER lead_is_asked_by_who_leads BEFORE INSERT OR UPDATE ON plans_plan
    FOR EACH ROW EXECUTE FUNCTION plans_lead_is_asked_by_who_leads();

CALL circles_guard_by_record('plans_party');
CALL circles_guard_by_record('plans_goal');
CALL circles_guard_by_record('plans_planaction', changed_by => 'plans_planaction.person_id = circles_me()');
CALL circles_guard_by_record('plans_otherplan');
CALL circles_guard_by_record('plans_planversion');
CALL circles_guard_by_record('plans_versionpart');

-- A goal, and what somebody does, can be withheld from a guardian by itself: now, and in every version.
CALL circles_guard_by_part('plans_goal', 'id');
CALL circles_guard_by_part('plans_planaction', 'id', 'goal_id');
CALL circles_guard_by_part('plans_versionpart', 'goal_id', 'action_id');

-- What is withheld by itself is a part of that plan. What somebody does themselves is never withheld from them.
DROP POLICY IF EXISTS goal_for_the_function ON plans_goal;
CREATE POLICY goal_for_the_function ON plans_goal FOR SELECT TO CURRENT_USER USING (true);
DROP POLICY IF EXISTS action_for_the_function ON plans_planaction;
CREATE POLICY action_for_the_function ON plans_planaction FOR SELECT TO CURRENT_USER USING (true);
CREATE OR REPLACE FUNCTION plans_part_can_be_withheld() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM plans_goal g
                   WHERE (g.child_id, g.record_id, g.id) = (NEW.child_id, NEW.record_id, NEW.part))
       AND NOT EXISTS (SELECT 1 FROM plans_planaction a
                       WHERE (a.child_id, a.record_id, a.id) = (NEW.child_id, NEW.record_id, NEW.part))
    THEN RAISE EXCEPTION 'what is withheld by itself is a goal of that plan, or what somebody does'
        USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM plans_planaction a
               WHERE a.child_id = NEW.child_id AND a.record_id = NEW.record_id AND NEW.part IN (a.id, a.goal_id)
                 AND a.person_id = NEW.from_person_id)
    THEN RAISE EXCEPTION 'what somebody does themselves is not withheld from them' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER part_can_be_withheld BEFORE INSERT ON circles_withheld
    FOR EACH ROW WHEN (NEW.part IS NOT NULL) EXECUTE FUNCTION plans_part_can_be_withheld();

-- Nor is anybody given something to do that is withheld from them.
CREATE OR REPLACE FUNCTION plans_doer_may_know() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM circles_withheld w
               WHERE w.child_id = NEW.child_id AND w.record_id = NEW.record_id AND w.part IN (NEW.id, NEW.goal_id)
                 AND w.from_person_id = NEW.person_id AND w.ended_at IS NULL)
    THEN RAISE EXCEPTION 'what is withheld from somebody is not theirs to do'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'doer_may_know';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER doer_may_know BEFORE INSERT OR UPDATE OF person_id, goal_id ON plans_planaction
    FOR EACH ROW EXECUTE FUNCTION plans_doer_may_know();

-- What a meeting decided stands in a plan that is not closed, or is laid aside: not both, whichever is written last.
DROP POLICY IF EXISTS decision_for_the_function ON meetings_meetingdecision;
CREATE POLICY decision_for_the_function ON meetings_meetingdecision FOR SELECT TO CURRENT_USER USING (true);
CREATE OR REPLACE FUNCTION plans_decision_is_not_laid_aside() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM meetings_meetingdecision d
               WHERE d.child_id = NEW.child_id AND d.id = NEW.decision AND d.laid_aside_at IS NOT NULL)
    THEN RAISE EXCEPTION 'what is laid aside stands in no plan'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_is_not_laid_aside';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER decision_is_not_laid_aside BEFORE INSERT OR UPDATE OF decision ON plans_planaction
    FOR EACH ROW WHEN (NEW.decision IS NOT NULL) EXECUTE FUNCTION plans_decision_is_not_laid_aside();
CREATE OR REPLACE FUNCTION plans_decision_stands_in_no_plan() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM plans_planaction a JOIN plans_plan p ON (p.child_id, p.record_id) = (a.child_id, a.record_id)
               WHERE a.child_id = NEW.child_id AND a.decision = NEW.id AND p.state <> 'closed')
    THEN RAISE EXCEPTION 'what stands in the plan is not laid aside'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'decision_stands_in_no_plan';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER decision_stands_in_no_plan BEFORE UPDATE OF laid_aside_at ON meetings_meetingdecision
    FOR EACH ROW WHEN (NEW.laid_aside_at IS NOT NULL AND OLD.laid_aside_at IS NULL)
    EXECUTE FUNCTION plans_decision_stands_in_no_plan();

CALL circles_guard_by_record('plans_agreement',
    added_by => 'plans_agreement.person_id = circles_me() AND plans_agreement.said_by_id = circles_me()',
    changed_by => 'plans_agreement.person_id = circles_me() AND plans_agreement.said_by_id = circles_me()');

-- An active plan has at least two services, whichever table is written.
CREATE OR REPLACE FUNCTION plans_active_plan_has_two_services() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) FROM plans_party p
        WHERE p.child_id = NEW.child_id AND p.record_id = NEW.record_id AND p.answer IN ('asked', 'accepted')) < 2
       AND EXISTS (SELECT 1 FROM plans_plan
                   WHERE child_id = NEW.child_id AND record_id = NEW.record_id AND state = 'active')
    THEN RAISE EXCEPTION 'an active plan has two services'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'active_plan_has_two_services';
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER active_plan_has_two_services AFTER INSERT OR UPDATE OF state ON plans_plan
    FOR EACH ROW EXECUTE FUNCTION plans_active_plan_has_two_services();
CREATE OR REPLACE TRIGGER active_plan_keeps_two_services AFTER UPDATE OF answer ON plans_party
    FOR EACH ROW EXECUTE FUNCTION plans_active_plan_has_two_services();

-- Nobody makes a version of the plan of a child whose guardian they are: what is withheld from them would be missing.
DROP POLICY IF EXISTS version_by_no_guardian ON plans_planversion;
CREATE POLICY version_by_no_guardian ON plans_planversion AS RESTRICTIVE FOR INSERT TO kronobarn_app WITH CHECK (
    NOT EXISTS (SELECT 1 FROM circles_seat s
                WHERE s.child_id = plans_planversion.child_id AND s.person_id = circles_me() AND s.role = 'guardian'
                  AND circles_stands(s.since, s.until)));

-- A version is frozen.
CREATE OR REPLACE FUNCTION plans_version_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a version of a plan is never rewritten' USING ERRCODE = 'check_violation';
END $$;
CREATE OR REPLACE TRIGGER plan_version_is_frozen BEFORE UPDATE ON plans_planversion
    FOR EACH ROW EXECUTE FUNCTION plans_version_is_frozen();
CREATE OR REPLACE TRIGGER version_part_is_frozen BEFORE UPDATE ON plans_versionpart
    FOR EACH ROW EXECUTE FUNCTION plans_version_is_frozen();

-- Whoever is asked to hold the plan together, and says yes, sits down as its lead. The seat lets them end the former lead's.
DROP POLICY IF EXISTS seat_of_the_next_lead ON circles_seat;
CREATE POLICY seat_of_the_next_lead ON circles_seat FOR INSERT TO kronobarn_app WITH CHECK (
    granted_by_id = circles_me() AND role = 'lead'
    AND (person_id, assignment_id) = (circles_me(), circles_my_assignment())
    AND EXISTS (
        SELECT 1 FROM plans_plan p
        WHERE p.child_id = circles_seat.child_id AND p.lead_asked_id = circles_seat.assignment_id AND p.state = 'active')
);

-- For the worker, once a day, in nobody's name: reviews that are late, with the responsible; and questions about who leads
-- that nobody has answered, with whoever leads, or else the responsible. Nothing of what the plan says.
DROP POLICY IF EXISTS plan_for_the_worker ON plans_plan;
CREATE POLICY plan_for_the_worker ON plans_plan FOR SELECT TO CURRENT_USER USING (true);
CREATE OR REPLACE FUNCTION plans_to_chase(late date, asked timestamptz)
RETURNS TABLE (plan_id uuid, what text, person_id bigint, assignment_id bigint, unit_id bigint, area_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT DISTINCT ON (p.record_id, w.what) p.record_id, w.what, s.person_id, s.assignment_id, a.unit_id, s.area_id
    FROM plans_plan p
    CROSS JOIN LATERAL (VALUES ('review', p.next_review_on <= late), ('lead', p.lead_asked_at <= asked)) w (what, waits)
    JOIN circles_seat s ON s.child_id = p.child_id AND circles_stands(s.since, s.until)
        AND (s.role = 'responsible' OR (s.role = 'lead' AND w.what = 'lead'))
    JOIN authorities_assignment a ON a.id = s.assignment_id
    WHERE circles_me() IS NULL AND p.state = 'active' AND w.waits
      AND NOT EXISTS (SELECT 1 FROM people_samechild m WHERE m.child_id = p.child_id AND m.undone_at IS NULL)
    ORDER BY p.record_id, w.what, s.role
$$;
REVOKE ALL ON FUNCTION plans_to_chase(date, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION plans_to_chase(date, timestamptz) TO kronobarn_app;

-- For My day, which everyone opens: whether it is worth asking what, among the plans that one leads, meetings decided and the
-- plan does not say. The plan for the asking is kept by the session.
CREATE OR REPLACE FUNCTION plans_decisions_wait() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (
        SELECT 1
        FROM circles_my_seats() s
        JOIN plans_plan p ON p.child_id = s.child_id AND p.state <> 'closed'
        JOIN meetings_meeting m ON m.child_id = p.child_id AND m.matter_id = p.matter_id
        JOIN meetings_meetingdecision d ON (d.child_id, d.record_id) = (m.child_id, m.record_id) AND d.laid_aside_at IS NULL
        WHERE s.role IN ('responsible', 'lead')
          AND NOT EXISTS (SELECT 1 FROM plans_planaction a
                          WHERE (a.child_id, a.record_id) = (p.child_id, p.record_id)
                            AND (a.decision = d.id OR a.what = d.text)));
END $$;
REVOKE ALL ON FUNCTION plans_decisions_wait() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION plans_decisions_wait() TO kronobarn_app;

-- For the manager of the lead's unit: the days of reviews that are very late. No id, no child.
CREATE OR REPLACE FUNCTION plans_late_reviews(late date) RETURNS TABLE (due_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT p.next_review_on
    FROM plans_plan p JOIN authorities_assignment a ON a.id = p.lead_id
    WHERE a.unit_id = (SELECT circles_my_unit('manager')) AND p.state = 'active' AND p.next_review_on <= late
      AND NOT EXISTS (SELECT 1 FROM people_samechild m WHERE m.child_id = p.child_id AND m.undone_at IS NULL)
    ORDER BY 1
$$;
REVOKE ALL ON FUNCTION plans_late_reviews(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION plans_late_reviews(date) TO kronobarn_app;
