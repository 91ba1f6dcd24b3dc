-- No row-level security: nothing here is about any child, and all who work in the county read the same. What has been
-- adopted, asked and answered is not rewritten; the application has no right to delete (database/prepare.py).
CREATE OR REPLACE FUNCTION action_plans_version_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changing constant text[] := ARRAY['published_at', 'taken_back_at', 'taken_back_because'];
BEGIN
    IF to_jsonb(NEW) - changing IS DISTINCT FROM to_jsonb(OLD) - changing THEN
        RAISE EXCEPTION 'an adopted version keeps its words' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.taken_back_at IS NOT NULL AND to_jsonb(NEW) IS DISTINCT FROM to_jsonb(OLD) THEN
        RAISE EXCEPTION 'a version that has been taken back stays so' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER action_plans_version_stays BEFORE UPDATE ON action_plans_planversion
    FOR EACH ROW EXECUTE FUNCTION action_plans_version_stays();
CREATE OR REPLACE TRIGGER action_plans_follow_up_stays BEFORE UPDATE ON action_plans_followup
    FOR EACH ROW EXECUTE FUNCTION programme_is_not_rewritten('closed_at');

-- What the public site may read: of each plan the version published last, in the words that were adopted. They hold
-- functions and groups and no persons (action_plans/frozen.py).
CREATE OR REPLACE VIEW published_action_plan AS
    SELECT DISTINCT ON (v.plan_id)
        v.plan_id, v.id AS version_id, o.key AS organisation_key, o.name AS organisation_name,
        v.number, v.adopted_on, v.adopted_by, v.published_at, v.content
    FROM action_plans_planversion v
    JOIN action_plans_actionplan p ON p.id = v.plan_id
    LEFT JOIN authorities_organisation o ON o.id = p.organisation_id
    WHERE v.published_at IS NOT NULL AND v.taken_back_at IS NULL
    ORDER BY v.plan_id, v.number DESC;
