-- Requests for information: seen by the two services, by whoever works with the child there; of the family by the one
-- who asked.
ALTER TABLE disclosures_informationrequest ENABLE ROW LEVEL SECURITY;
ALTER TABLE disclosures_informationrequest FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS request_see ON disclosures_informationrequest;
CREATE POLICY request_see ON disclosures_informationrequest FOR SELECT TO kronobarn_app USING (
    EXISTS (
        SELECT 1 FROM circles_my_seats() s
        WHERE s.child_id = disclosures_informationrequest.child_id
          AND (
              (s.role NOT IN ('notifier', 'emergency')
                  AND s.area_id IN (disclosures_informationrequest.from_area_id, disclosures_informationrequest.to_area_id))
              OR (s.assignment_id IS NULL AND disclosures_informationrequest.from_area_id IS NULL
                  AND disclosures_informationrequest.asked_by_id = s.person_id)
          )
    )
);

-- One asks for one's own service, or as family for oneself, and a service that works with the child.
DROP POLICY IF EXISTS request_ask ON disclosures_informationrequest;
CREATE POLICY request_ask ON disclosures_informationrequest FOR INSERT TO kronobarn_app WITH CHECK (
    asked_by_id = circles_me() AND asked_for_id IS NOT DISTINCT FROM circles_my_assignment() AND state = 'asked'
    AND EXISTS (
        SELECT 1 FROM circles_my_seats() s
        WHERE s.child_id = disclosures_informationrequest.child_id AND s.role NOT IN ('notifier', 'emergency')
          AND s.area_id IS NOT DISTINCT FROM disclosures_informationrequest.from_area_id
          AND EXISTS (
              SELECT 1 FROM circles_seat t
              WHERE t.child_id = s.child_id AND t.area_id = disclosures_informationrequest.to_area_id
                AND t.role NOT IN ('notifier', 'emergency') AND circles_stands(t.since, t.until))
    )
);

-- It is answered by those who were asked, and withdrawn by whoever asked, in their own names. Those who work with the
-- child may hold it still, to read how it stands. (What state goes with an answer, and with a withdrawal, a constraint says.)
DROP POLICY IF EXISTS request_answer ON disclosures_informationrequest;
DROP POLICY IF EXISTS request_withdraw ON disclosures_informationrequest;
DROP POLICY IF EXISTS request_end ON disclosures_informationrequest;
CREATE POLICY request_end ON disclosures_informationrequest FOR UPDATE TO kronobarn_app USING (
    child_id IN (SELECT circles_my_tables())
) WITH CHECK (
    (answered_by_id = circles_me() AND to_area_id IN (SELECT s.area_id FROM circles_my_seats() s))
    OR (withdrawn_by_id = circles_me() AND asked_by_id = circles_me()
        AND asked_for_id IS NOT DISTINCT FROM circles_my_assignment())
);
CREATE OR REPLACE FUNCTION disclosures_request_is_answered_once() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    end_of_it text[] := CASE NEW.state WHEN 'withdrawn' THEN ARRAY['state', 'withdrawn_at', 'withdrawn_by_id']
                                       ELSE ARRAY['state', 'answer', 'answered_at', 'answered_by_id'] END;
BEGIN
    IF to_jsonb(NEW) - end_of_it IS DISTINCT FROM to_jsonb(OLD) - end_of_it OR OLD.state <> 'asked'
    THEN RAISE EXCEPTION 'a request is answered once, and not rewritten' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER request_is_answered_once BEFORE UPDATE ON disclosures_informationrequest
    FOR EACH ROW EXECUTE FUNCTION disclosures_request_is_answered_once();

-- Whether it was all: for those who answered, and written by whoever did.
ALTER TABLE disclosures_extent ENABLE ROW LEVEL SECURITY;
ALTER TABLE disclosures_extent FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS extent_see ON disclosures_extent;
CREATE POLICY extent_see ON disclosures_extent FOR SELECT TO kronobarn_app USING (
    EXISTS (
        SELECT 1 FROM circles_my_seats() s
        WHERE s.child_id = disclosures_extent.child_id AND s.role NOT IN ('notifier', 'emergency')
          AND s.area_id = disclosures_extent.area_id)
);
DROP POLICY IF EXISTS extent_say ON disclosures_extent;
CREATE POLICY extent_say ON disclosures_extent FOR INSERT TO kronobarn_app WITH CHECK (
    EXISTS (
        SELECT 1 FROM disclosures_informationrequest r
        WHERE r.id = disclosures_extent.request_id AND r.child_id = disclosures_extent.child_id
          AND r.to_area_id = disclosures_extent.area_id AND r.state = 'answered' AND r.answered_by_id = circles_me())
);

-- What the family asks waits for those who are asked, and waits no more when it is withdrawn.
CREATE OR REPLACE FUNCTION disclosures_is_my_question(of_child uuid, question uuid) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN EXISTS (
        SELECT 1 FROM public.disclosures_informationrequest r
        WHERE r.child_id = of_child AND r.id = question AND r.asked_by_id = public.circles_me());
END $$;
DROP POLICY IF EXISTS task_ask_for_an_answer ON notices_task;
CREATE POLICY task_ask_for_an_answer ON notices_task FOR INSERT TO kronobarn_app WITH CHECK (
    kind = 'answer_request' AND asked_by_id = circles_me() AND disclosures_is_my_question(child_id, subject)
);
DROP POLICY IF EXISTS task_of_ones_own_question ON notices_task;
CREATE POLICY task_of_ones_own_question ON notices_task FOR SELECT TO kronobarn_app USING (
    kind = 'answer_request' AND disclosures_is_my_question(child_id, subject)
);
DROP POLICY IF EXISTS task_settle_ones_own_question ON notices_task;
CREATE POLICY task_settle_ones_own_question ON notices_task FOR UPDATE TO kronobarn_app USING (
    kind = 'answer_request' AND disclosures_is_my_question(child_id, subject)
);
