-- Messages about a child: read by those who take part, from when they came in, and by nobody else of their services.
-- What is filed is a record as others.
CALL circles_guard_by_record('communication_thread');
CALL circles_guard_by_record('communication_participant', changed_by => 'communication_participant.person_id = circles_me()');
CALL circles_guard_by_record('communication_message',
    added_by => 'communication_message.person_id = circles_me()', changed_by => 'communication_message.person_id = circles_me()');

DROP POLICY IF EXISTS thread_for_the_function ON communication_thread;
CREATE POLICY thread_for_the_function ON communication_thread FOR SELECT TO CURRENT_USER USING (true);
DROP POLICY IF EXISTS participant_for_the_function ON communication_participant;
CREATE POLICY participant_for_the_function ON communication_participant FOR SELECT TO CURRENT_USER USING (true);
DROP POLICY IF EXISTS message_for_the_function ON communication_message;
CREATE POLICY message_for_the_function ON communication_message FOR SELECT TO CURRENT_USER USING (true);

-- From when one may read a thread; NULL for whoever does not take part, or sits beside the work.
CREATE OR REPLACE FUNCTION communication_read_from(of_child uuid, thread uuid) RETURNS timestamptz
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT min(p.since) FROM communication_participant p
            JOIN circles_my_seats() s ON s.child_id = p.child_id AND s.role NOT IN ('notifier', 'emergency')
            WHERE p.child_id = of_child AND p.record_id = thread AND p.until IS NULL AND p.person_id = s.person_id
              AND p.assignment_id IS NOT DISTINCT FROM s.assignment_id);
END $$;
REVOKE ALL ON FUNCTION communication_read_from(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION communication_read_from(uuid, uuid) TO kronobarn_app;

-- What nobody who comes in now has seen: everything up to here.
CREATE OR REPLACE FUNCTION communication_last_said(of_child uuid, thread uuid) RETURNS timestamptz
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT max(m.sent_at) FROM communication_message m WHERE m.child_id = of_child AND m.record_id = thread);
END $$;
REVOKE ALL ON FUNCTION communication_last_said(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION communication_last_said(uuid, uuid) TO kronobarn_app;

-- Whether anybody at work in the service that a thread belongs to still takes part.
CREATE OR REPLACE FUNCTION communication_is_carried(of_child uuid, thread uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (
        SELECT 1 FROM communication_participant p
        JOIN circles_record r ON r.child_id = p.child_id AND r.id = p.record_id
        JOIN circles_seat s ON s.child_id = p.child_id AND s.assignment_id = p.assignment_id AND s.area_id = r.owner_id
            AND s.role NOT IN ('notifier', 'emergency') AND circles_stands(s.since, s.until)
        WHERE p.child_id = of_child AND p.record_id = thread AND p.until IS NULL);
END $$;
REVOKE ALL ON FUNCTION communication_is_carried(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION communication_is_carried(uuid, uuid) TO kronobarn_app;

DROP POLICY IF EXISTS thread_of_those_who_take_part ON communication_thread;
CREATE POLICY thread_of_those_who_take_part ON communication_thread AS RESTRICTIVE FOR SELECT TO kronobarn_app USING (
    EXISTS (SELECT 1 FROM circles_record r
            WHERE r.child_id = communication_thread.child_id AND r.id = record_id AND r.kind = 'communication')
    OR communication_read_from(child_id, record_id) IS NOT NULL
);
DROP POLICY IF EXISTS participant_of_those_who_take_part ON communication_participant;
CREATE POLICY participant_of_those_who_take_part ON communication_participant AS RESTRICTIVE FOR SELECT TO kronobarn_app USING (
    EXISTS (SELECT 1 FROM circles_record r
            WHERE r.child_id = communication_participant.child_id AND r.id = record_id AND r.kind = 'communication')
    OR communication_read_from(child_id, record_id) IS NOT NULL
);
DROP POLICY IF EXISTS message_of_those_who_take_part ON communication_message;
CREATE POLICY message_of_those_who_take_part ON communication_message AS RESTRICTIVE FOR SELECT TO kronobarn_app USING (
    EXISTS (SELECT 1 FROM circles_record r
            WHERE r.child_id = communication_message.child_id AND r.id = record_id AND r.kind = 'communication')
    OR sent_at >= communication_read_from(child_id, record_id)
);

-- Whoever began it, or files it, says who takes part. Later the service that it belongs to takes in more, who read what
-- is written from then on. Where nobody there takes part any more, its responsible does, from the beginning.
DROP POLICY IF EXISTS participant_is_taken_in ON communication_participant;
CREATE POLICY participant_is_taken_in ON communication_participant AS RESTRICTIVE FOR INSERT TO kronobarn_app WITH CHECK (
    added_by_id = circles_me()
    AND EXISTS (
        SELECT 1 FROM circles_record r LEFT JOIN circles_my_seats() s
            ON s.child_id = r.child_id AND s.area_id = r.owner_id
        WHERE r.child_id = communication_participant.child_id AND r.id = record_id
          AND ((r.author_id = circles_me() AND r.author_assignment_id IS NOT DISTINCT FROM circles_my_assignment()
                AND (r.kind = 'communication' OR communication_last_said(r.child_id, r.id) IS NULL))
               OR (s.id IS NOT NULL AND communication_read_from(r.child_id, r.id) IS NOT NULL
                   AND communication_participant.since >= communication_last_said(r.child_id, r.id))
               OR (s.role = 'responsible' AND communication_participant.person_id = s.person_id
                   AND communication_participant.assignment_id = s.assignment_id
                   AND NOT communication_is_carried(r.child_id, r.id))))
);

-- Everyone ends their own part; the service that it belongs to ends others'.
DROP POLICY IF EXISTS participant_leaves ON communication_participant;
CREATE POLICY participant_leaves ON communication_participant AS RESTRICTIVE FOR UPDATE TO kronobarn_app USING (
    communication_read_from(child_id, record_id) IS NOT NULL
    AND (person_id = circles_me()
         OR EXISTS (SELECT 1 FROM circles_record r JOIN circles_my_seats() s ON s.child_id = r.child_id AND s.area_id = r.owner_id
                    WHERE r.child_id = communication_participant.child_id AND r.id = record_id))
) WITH CHECK (true);

CREATE OR REPLACE FUNCTION communication_participant_only_leaves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(NEW) - 'until' IS DISTINCT FROM to_jsonb(OLD) - 'until' OR OLD.until IS NOT NULL OR NEW.until IS NULL
    THEN RAISE EXCEPTION 'a part in a thread is ended, never rewritten' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER participant_only_leaves BEFORE UPDATE ON communication_participant
    FOR EACH ROW EXECUTE FUNCTION communication_participant_only_leaves();

-- One writes in one's own name, where one takes part, as long as it is open. A filed copy is written by whoever files it.
DROP POLICY IF EXISTS message_in_ones_own_name ON communication_message;
CREATE POLICY message_in_ones_own_name ON communication_message AS RESTRICTIVE FOR INSERT TO kronobarn_app WITH CHECK (
    (person_id = circles_me() AND assignment_id IS NOT DISTINCT FROM circles_my_assignment()
     AND communication_read_from(child_id, record_id) IS NOT NULL
     AND EXISTS (SELECT 1 FROM communication_thread t
                 WHERE t.child_id = communication_message.child_id AND t.record_id = communication_message.record_id
                   AND t.state = 'open'))
    OR EXISTS (SELECT 1 FROM circles_record r
               WHERE r.child_id = communication_message.child_id AND r.id = communication_message.record_id
                 AND r.kind = 'communication' AND r.author_id = circles_me()
                 AND r.author_assignment_id = circles_my_assignment())
);

-- It is struck by whoever wrote it, and never rewritten.
DROP POLICY IF EXISTS message_is_struck_by_its_writer ON communication_message;
CREATE POLICY message_is_struck_by_its_writer ON communication_message AS RESTRICTIVE FOR UPDATE TO kronobarn_app USING (
    person_id = circles_me() AND assignment_id IS NOT DISTINCT FROM circles_my_assignment()
    AND communication_read_from(child_id, record_id) IS NOT NULL
);
CREATE OR REPLACE FUNCTION communication_message_is_only_struck() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(NEW) - ARRAY['struck_at', 'struck_because'] IS DISTINCT FROM to_jsonb(OLD) - ARRAY['struck_at', 'struck_because']
       OR OLD.struck_at IS NOT NULL OR NEW.struck_at IS NULL
    THEN RAISE EXCEPTION 'a message is struck, never rewritten' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER message_is_only_struck BEFORE UPDATE ON communication_message
    FOR EACH ROW EXECUTE FUNCTION communication_message_is_only_struck();

-- It is closed once, by somebody at work who takes part. (All who take part lock it, so that two who write come after
-- each other.)
DROP POLICY IF EXISTS thread_is_closed_at_work ON communication_thread;
CREATE POLICY thread_is_closed_at_work ON communication_thread AS RESTRICTIVE FOR UPDATE TO kronobarn_app USING (
    communication_read_from(child_id, record_id) IS NOT NULL
) WITH CHECK (closed_by_id = circles_me() AND circles_my_assignment() IS NOT NULL);
CREATE OR REPLACE FUNCTION communication_thread_only_closes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(NEW) - ARRAY['state', 'closed_at', 'closed_by_id', 'closed_because']
       IS DISTINCT FROM to_jsonb(OLD) - ARRAY['state', 'closed_at', 'closed_by_id', 'closed_because']
       OR OLD.state <> 'open' OR NEW.state = 'open'
    THEN RAISE EXCEPTION 'a thread is closed, never rewritten' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER thread_only_closes BEFORE UPDATE ON communication_thread
    FOR EACH ROW EXECUTE FUNCTION communication_thread_only_closes();

-- For the worker, once a day: open threads that have been silent, and whom to ask about each. That is somebody at work
-- who has read it all, of the service that it belongs to if there is anyone; else the responsible there, who comes in.
CREATE OR REPLACE FUNCTION communication_silent(before timestamptz)
RETURNS TABLE (thread_id uuid, of_child uuid, is_heir boolean, person_id bigint, assignment_id bigint, unit_id bigint, area_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT DISTINCT ON (t.record_id) t.record_id, t.child_id, p.id IS NULL, s.person_id, s.assignment_id, a.unit_id, s.area_id
    FROM communication_thread t
    JOIN circles_record r ON r.child_id = t.child_id AND r.id = t.record_id
    JOIN circles_seat s ON s.child_id = t.child_id AND s.area_id = r.owner_id
        AND s.role NOT IN ('notifier', 'emergency') AND circles_stands(s.since, s.until)
    JOIN authorities_assignment a ON a.id = s.assignment_id
    LEFT JOIN communication_participant p ON p.child_id = t.child_id AND p.record_id = t.record_id AND p.until IS NULL
        AND p.person_id = s.person_id AND p.assignment_id = s.assignment_id
    WHERE t.state = 'open' AND communication_last_said(t.child_id, t.record_id) < before
      AND (p.since <= t.began_at
           OR (s.role = 'responsible' AND NOT communication_is_carried(t.child_id, t.record_id)))
      AND NOT EXISTS (SELECT 1 FROM notices_task w
                      WHERE w.child_id = t.child_id AND w.subject = t.record_id AND w.kind = 'file_thread' AND w.done_at IS NULL)
    ORDER BY t.record_id, p.id IS NULL, s.person_id = r.author_id DESC, s.since
$$;
REVOKE ALL ON FUNCTION communication_silent(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION communication_silent(timestamptz) TO kronobarn_app;
