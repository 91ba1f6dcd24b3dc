-- The plan and all its parts are seen by whoever sees its record, and changed by those of them who work with the
-- child. The family say what they think of it, and that they have done their part.
CALL circles_guard_by_record('plans_plan');
CALL circles_guard_by_record('plans_party');
CALL circles_guard_by_record('plans_goal');
CALL circles_guard_by_record('plans_planaction', changed_by => 'plans_planaction.person_id = circles_me()');
CALL circles_guard_by_record('plans_planversion');
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

-- A version is frozen.
CREATE OR REPLACE FUNCTION plans_version_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a version of a plan is never rewritten' USING ERRCODE = 'check_violation';
END $$;
CREATE OR REPLACE TRIGGER plan_version_is_frozen BEFORE UPDATE ON plans_planversion
    FOR EACH ROW EXECUTE FUNCTION plans_version_is_frozen();
