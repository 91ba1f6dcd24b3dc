-- Tasks. Pages list one's own (`visible_to`). A task says only who is to do what kind of thing by when, never why:
-- whoever works with the child sees what waits, asks, and settles what is done.
ALTER TABLE notices_task ENABLE ROW LEVEL SECURITY;
ALTER TABLE notices_task FORCE ROW LEVEL SECURITY;

-- The family, and those who have only noticed something, see their own. What they do lets some things wait for
-- others, or wait no more: an answer to a question of consent, and their own part of the plan.
DROP POLICY IF EXISTS task_see ON notices_task;
CREATE POLICY task_see ON notices_task FOR SELECT TO kronobarn_app USING (
    (person_id = circles_me() AND assignment_id IS NOT DISTINCT FROM circles_my_assignment()
        AND child_id IN (SELECT circles_my_children()))
    OR (child_id IN (SELECT circles_my_tables())
        AND (circles_my_assignment() IS NOT NULL
             OR kind IN ('renew_consent', 'do_action', 'review_plan', 'talk_about_answer')))
);

-- Nobody sees what waits because of something that is withheld from them, or blocked for their unit.
DROP POLICY IF EXISTS task_not_withheld ON notices_task;
CREATE POLICY task_not_withheld ON notices_task AS RESTRICTIVE FOR SELECT TO kronobarn_app USING (
    subject NOT IN (SELECT w.record_id FROM circles_withheld_from(circles_me()) w)
    AND subject NOT IN (SELECT circles_blocked_from_me())
);

DROP POLICY IF EXISTS task_ask ON notices_task;
CREATE POLICY task_ask ON notices_task FOR INSERT TO kronobarn_app WITH CHECK (
    asked_by_id = circles_me()
    AND EXISTS (
        SELECT 1 FROM circles_my_seats() s
        WHERE s.child_id = notices_task.child_id
          AND ((s.assignment_id IS NOT NULL AND s.role NOT IN ('notifier', 'emergency'))
               OR notices_task.kind = 'receive_signal'
               OR (s.role = 'emergency' AND notices_task.kind = 'read_emergency')
               OR (s.assignment_id IS NULL
                   AND notices_task.kind IN ('renew_consent', 'review_sharing', 'do_action', 'review_plan', 'talk_about_answer',
                                             'think_of_safety', 'read_message')))
    )
);

DROP POLICY IF EXISTS task_settle ON notices_task;
CREATE POLICY task_settle ON notices_task FOR UPDATE TO kronobarn_app USING (
    EXISTS (
        SELECT 1 FROM circles_my_seats() s
        WHERE s.child_id = notices_task.child_id
          AND ((s.assignment_id IS NOT NULL AND s.role NOT IN ('notifier', 'emergency'))
               OR (notices_task.person_id = s.person_id AND notices_task.assignment_id IS NOT DISTINCT FROM s.assignment_id)
               OR (s.assignment_id IS NULL
                   AND notices_task.kind IN ('renew_consent', 'do_action', 'review_plan', 'talk_about_answer')))
    )
);

-- What is to be done, and by whom, is never rewritten: a task is asked for and done.
CREATE OR REPLACE FUNCTION notices_task_is_only_done() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.child_id, NEW.person_id, NEW.assignment_id, NEW.kind, NEW.subject, NEW.due_on, NEW.asked_at,
        NEW.asked_by_id)
       IS DISTINCT FROM
       (OLD.id, OLD.child_id, OLD.person_id, OLD.assignment_id, OLD.kind, OLD.subject, OLD.due_on, OLD.asked_at,
        OLD.asked_by_id)
    THEN RAISE EXCEPTION 'a task is asked for and done, never rewritten' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER task_is_only_done BEFORE UPDATE ON notices_task
    FOR EACH ROW EXECUTE FUNCTION notices_task_is_only_done();
