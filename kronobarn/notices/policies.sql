-- Tasks. Pages list one's own (`visible_to`). Whoever sits with the child may ask, and settle what is done:
-- a task says only who is to do what kind of thing by when, never why.
ALTER TABLE notices_task ENABLE ROW LEVEL SECURITY;
ALTER TABLE notices_task FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS task_see ON notices_task;
CREATE POLICY task_see ON notices_task FOR SELECT TO kronobarn_app USING (
    child_id IN (SELECT circles_my_children())
);
DROP POLICY IF EXISTS task_ask ON notices_task;
CREATE POLICY task_ask ON notices_task FOR INSERT TO kronobarn_app WITH CHECK (
    asked_by_id = nullif(current_setting('kronobarn.person', true), '')::bigint
    AND child_id IN (SELECT circles_my_children())
);
DROP POLICY IF EXISTS task_settle ON notices_task;
CREATE POLICY task_settle ON notices_task FOR UPDATE TO kronobarn_app USING (
    child_id IN (SELECT circles_my_children())
);
