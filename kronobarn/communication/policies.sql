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

-- Whether anybody at work in the service that a thread belongs to still takes part and has read it all, so that they
-- may file it.
CREATE OR REPLACE FUNCTION communication_is_carried(of_child uuid, thread uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (
        SELECT 1 FROM communication_participant p
        JOIN circles_record r ON r.child_id = p.child_id AND r.id = p.record_id
        JOIN communication_thread t ON t.record_id = r.id AND p.since <= t.began_at
        JOIN circles_seat s ON s.child_id = p.child_id AND s.assignment_id = p.assignment_id AND s.area_id = r.owner_id
            AND s.role NOT IN ('notifier', 'emergency') AND circles_stands(s.since, s.until)
        WHERE p.child_id = of_child AND p.record_id = thread AND p.until IS NULL);
END $$;
REVOKE ALL ON FUNCTION communication_is_carried(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION communication_is_carried(uuid, uuid) TO kronobarn_app;

-- Whether whoever asks may file a thread, or close it with nothing to keep: it is open and belongs to the service that
-- they take part for, and they have read it all. That service answers for what is kept.
CREATE OR REPLACE FUNCTION communication_files(of_child uuid, thread uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (
        SELECT 1 FROM communication_thread t JOIN circles_record r ON r.child_id = t.child_id AND r.id = t.record_id
        WHERE t.child_id = of_child AND t.record_id = thread AND t.state = 'open'
          AND r.owner_id IN (SELECT s.area_id FROM circles_my_seats() s)
          AND communication_read_from(of_child, thread) <= t.began_at);
END $$;
REVOKE ALL ON FUNCTION communication_files(uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION communication_files(uuid, uuid) TO kronobarn_app;

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
-- is written from then on. Where nobody there has read it all any more, its responsible does, from the beginning.
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

-- Whether the same was said in the thread that a filed one is the copy of, where whoever asks reads it.
CREATE OR REPLACE FUNCTION communication_was_said(
    of_child uuid, kept uuid, person bigint, assignment bigint, at timestamptz, words text, struck timestamptz,
    because text)
RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (
        SELECT 1 FROM communication_thread t
        JOIN communication_message m ON m.child_id = t.child_id AND m.record_id = t.filed_from
        WHERE t.child_id = of_child AND t.record_id = kept
          AND m.sent_at >= communication_read_from(of_child, t.filed_from)
          AND (m.person_id, m.sent_at, m.text, m.struck_because) = (person, at, words, because)
          AND m.assignment_id IS NOT DISTINCT FROM assignment AND m.struck_at IS NOT DISTINCT FROM struck);
END $$;
REVOKE ALL ON FUNCTION communication_was_said(uuid, uuid, bigint, bigint, timestamptz, text, timestamptz, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION communication_was_said(uuid, uuid, bigint, bigint, timestamptz, text, timestamptz, text) TO kronobarn_app;

-- One writes in one's own name, where one takes part, as long as it is open. A filed copy is written by whoever files
-- it, word for word.
DROP POLICY IF EXISTS message_in_ones_own_name ON communication_message;
CREATE POLICY message_in_ones_own_name ON communication_message AS RESTRICTIVE FOR INSERT TO kronobarn_app WITH CHECK (
    (person_id = circles_me() AND assignment_id IS NOT DISTINCT FROM circles_my_assignment()
     AND communication_read_from(child_id, record_id) IS NOT NULL
     AND EXISTS (SELECT 1 FROM communication_thread t
                 WHERE t.child_id = communication_message.child_id AND t.record_id = communication_message.record_id
                   AND t.state = 'open'))
    OR (EXISTS (SELECT 1 FROM circles_record r
                WHERE r.child_id = communication_message.child_id AND r.id = communication_message.record_id
                  AND r.kind = 'communication' AND r.author_id = circles_me()
                  AND r.author_assignment_id = circles_my_assignment())
        AND communication_was_said(child_id, record_id, person_id, assignment_id, sent_at, text, struck_at, struck_because))
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

-- It is the copy of a thread that one may file, or of none.
DROP POLICY IF EXISTS thread_is_filed_by_who_takes_part ON communication_thread;
CREATE POLICY thread_is_filed_by_who_takes_part ON communication_thread AS RESTRICTIVE FOR INSERT TO kronobarn_app WITH CHECK (
    filed_from IS NULL OR communication_files(child_id, filed_from)
);

-- It is closed once, by whoever may file it. (All who take part lock it, so that two who write come after each other.)
DROP POLICY IF EXISTS thread_is_closed_at_work ON communication_thread;
CREATE POLICY thread_is_closed_at_work ON communication_thread AS RESTRICTIVE FOR UPDATE TO kronobarn_app USING (
    communication_read_from(child_id, record_id) IS NOT NULL
) WITH CHECK (closed_by_id = circles_me() AND communication_files(child_id, record_id));
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
    SELECT DISTINCT ON (t.record_id) t.record_id, t.child_id, coalesce(p.since > t.began_at, true), s.person_id, s.assignment_id, a.unit_id, s.area_id
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
      AND NOT EXISTS (
          SELECT 1 FROM notices_task w
          JOIN communication_participant q ON q.child_id = w.child_id AND q.record_id = w.subject AND q.until IS NULL
              AND q.person_id = w.person_id AND q.assignment_id = w.assignment_id
          JOIN circles_seat z ON z.child_id = w.child_id AND z.assignment_id = w.assignment_id
              AND z.role NOT IN ('notifier', 'emergency') AND circles_stands(z.since, z.until)
          WHERE w.child_id = t.child_id AND w.subject = t.record_id AND w.kind = 'file_thread' AND w.done_at IS NULL)
    ORDER BY t.record_id, 3, s.person_id = r.author_id DESC, s.since
$$;
REVOKE ALL ON FUNCTION communication_silent(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION communication_silent(timestamptz) TO kronobarn_app;

-- What a thread and its filed copy say is the same: what is withheld of the one from a guardian (OSL 12 kap. 3 §) is
-- withheld of the other. Each has its own row, since each is kept and removed by the rules of its own service. In
-- another service it is nobody's decision: that service is told neither the reason nor who decided. Nobody's own thread
-- is withheld from them.
DROP POLICY IF EXISTS withheld_as_well_by_the_function ON circles_withheld;
CREATE POLICY withheld_as_well_by_the_function ON circles_withheld FOR INSERT TO CURRENT_USER WITH CHECK (true);
DROP POLICY IF EXISTS withheld_no_more_by_the_function ON circles_withheld;
CREATE POLICY withheld_no_more_by_the_function ON circles_withheld FOR UPDATE TO CURRENT_USER USING (true);

CREATE OR REPLACE FUNCTION communication_withhold_as_well(of_child uuid, one uuid, other uuid) RETURNS void
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO circles_withheld (id, child_id, record_id, from_person_id, because, reason, since, review_on,
                                  decided_by_id, decided_for_id, ended_because)
    SELECT gen_random_uuid(), w.child_id, o.id, w.from_person_id, w.because,
           CASE WHEN o.owner_id = r.owner_id THEN w.reason ELSE 'Samma meddelanden är dolda i en annan verksamhet.' END,
           w.since, w.review_on,
           CASE WHEN o.owner_id = r.owner_id THEN w.decided_by_id END,
           CASE WHEN o.owner_id = r.owner_id THEN w.decided_for_id END, ''
    FROM circles_withheld w
    JOIN circles_record r ON r.child_id = w.child_id AND r.id = w.record_id
    JOIN circles_record o ON o.child_id = w.child_id AND o.id = other
    WHERE w.child_id = of_child AND w.record_id = one AND w.ended_at IS NULL AND o.author_id <> w.from_person_id
    ON CONFLICT (child_id, record_id, from_person_id, part) WHERE ended_at IS NULL DO NOTHING
$$;
REVOKE ALL ON FUNCTION communication_withhold_as_well(uuid, uuid, uuid) FROM PUBLIC;

-- Whoever files and whoever withholds at the same moment come after each other.
CREATE OR REPLACE FUNCTION communication_copy_is_withheld_too() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(NEW.filed_from::text, 0));
    PERFORM communication_withhold_as_well(NEW.child_id, NEW.filed_from, NEW.record_id);
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER copy_is_withheld_too AFTER INSERT ON communication_thread
    FOR EACH ROW WHEN (NEW.filed_from IS NOT NULL) EXECUTE FUNCTION communication_copy_is_withheld_too();

-- It ends for both in one service. In another it ends if it was nobody's decision there: what a service has decided
-- itself, it ends itself.
CREATE OR REPLACE FUNCTION communication_withheld_of_both() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    other uuid;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(NEW.record_id::text, 0));
    SELECT CASE WHEN t.record_id = NEW.record_id THEN t.filed_from ELSE t.record_id END INTO other
    FROM communication_thread t
    WHERE t.child_id = NEW.child_id AND t.filed_from IS NOT NULL AND NEW.record_id IN (t.record_id, t.filed_from);
    IF other IS NULL THEN RETURN NULL; END IF;
    IF NEW.ended_at IS NULL THEN
        PERFORM communication_withhold_as_well(NEW.child_id, NEW.record_id, other);
    ELSE
        UPDATE circles_withheld w
        SET ended_at = NEW.ended_at, ended_by_id = NEW.ended_by_id,
            ended_because = CASE WHEN o.owner_id = r.owner_id THEN NEW.ended_because
                                 ELSE 'De är inte längre dolda i den andra verksamheten.' END
        FROM circles_record r, circles_record o
        WHERE w.child_id = NEW.child_id AND w.record_id = other AND w.from_person_id = NEW.from_person_id
          AND w.ended_at IS NULL AND r.id = NEW.record_id AND o.id = other
          AND (o.owner_id = r.owner_id OR w.decided_by_id IS NULL);
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER withheld_of_both AFTER INSERT OR UPDATE ON circles_withheld
    FOR EACH ROW EXECUTE FUNCTION communication_withheld_of_both();
