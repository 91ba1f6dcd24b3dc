-- The baton: seen by whoever sits with the child.
CALL circles_guard_by_child('responsibility_responsibility');

-- Whether the stretch that is to be followed has been offered to the assignment.
CREATE OR REPLACE FUNCTION responsibility_is_offered(of_child uuid, stretch uuid, to_assignment bigint) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM public.responsibility_responsibility r
        WHERE r.child_id = of_child AND r.id = stretch AND r.offered_to_id = to_assignment)
$$;

-- The first stretch is written by whoever writes the child down; the next by the one who was asked, and took it.
DROP POLICY IF EXISTS baton_take ON responsibility_responsibility;
CREATE POLICY baton_take ON responsibility_responsibility FOR INSERT TO kronobarn_app WITH CHECK (
    accepted_by_id = circles_me() AND until IS NULL AND offered_to_id IS NULL
    AND (
        (handed_on_from_id IS NULL AND EXISTS (
            SELECT 1 FROM people_child c
            WHERE c.id = responsibility_responsibility.child_id AND c.registered_by_id = circles_me()))
        OR (holder_id = circles_my_assignment()
            AND responsibility_is_offered(child_id, handed_on_from_id, holder_id))
    )
);

-- The holder asks somebody; who is asked answers.
DROP POLICY IF EXISTS baton_pass ON responsibility_responsibility;
CREATE POLICY baton_pass ON responsibility_responsibility FOR UPDATE TO kronobarn_app USING (
    offered_to_id = (SELECT circles_my_assignment())
    OR EXISTS (
        SELECT 1 FROM circles_my_seats() s
        WHERE s.child_id = responsibility_responsibility.child_id AND s.role = 'responsible')
) WITH CHECK (
    EXISTS (SELECT 1 FROM circles_my_seats() s WHERE s.child_id = responsibility_responsibility.child_id)
);

-- A stretch is offered, declined and ended. Who holds it, where and since when is never rewritten.
CREATE OR REPLACE FUNCTION responsibility_keeps_its_holder() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.child_id, NEW.function, NEW.unit_id, NEW.holder_id, NEW.since, NEW.accepted_at, NEW.accepted_by_id,
        NEW.handed_on_from_id)
       IS DISTINCT FROM
       (OLD.id, OLD.child_id, OLD.function, OLD.unit_id, OLD.holder_id, OLD.since, OLD.accepted_at, OLD.accepted_by_id,
        OLD.handed_on_from_id)
       OR (OLD.until IS NOT NULL AND NEW.until IS DISTINCT FROM OLD.until)
    THEN RAISE EXCEPTION 'a stretch of responsibility keeps its holder' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER responsibility_keeps_its_holder BEFORE UPDATE ON responsibility_responsibility
    FOR EACH ROW EXECUTE FUNCTION responsibility_keeps_its_holder();

-- Whoever has taken the baton ends the giver's seat and sits down there.
DROP POLICY IF EXISTS seat_of_the_giver ON circles_seat;
CREATE POLICY seat_of_the_giver ON circles_seat FOR UPDATE TO kronobarn_app USING (
    role = 'responsible' AND EXISTS (
        SELECT 1 FROM responsibility_responsibility r
        WHERE r.child_id = circles_seat.child_id AND r.holder_id = (SELECT circles_my_assignment()) AND r.until IS NULL)
);
DROP POLICY IF EXISTS seat_of_the_taker ON circles_seat;
CREATE POLICY seat_of_the_taker ON circles_seat FOR INSERT TO kronobarn_app WITH CHECK (
    granted_by_id = circles_me() AND role = 'responsible'
    AND (person_id, assignment_id) = (circles_me(), circles_my_assignment())
    AND EXISTS (
        SELECT 1 FROM responsibility_responsibility r
        WHERE r.child_id = circles_seat.child_id AND r.holder_id = circles_seat.assignment_id AND r.until IS NULL)
);

-- Whoever is asked to take the baton sees what waits around the child: it is not passed with anything unreceived.
DROP POLICY IF EXISTS task_see_when_asked ON notices_task;
CREATE POLICY task_see_when_asked ON notices_task FOR SELECT TO kronobarn_app USING (
    child_id IN (
        SELECT r.child_id FROM responsibility_responsibility r
        WHERE r.offered_to_id = (SELECT circles_my_assignment()) AND r.until IS NULL)
);

-- What follows the baton: seen by the area that chose, by whoever is asked, by the asked's area once it is given,
-- and by the family (who do not learn here either that somebody noticed something).
ALTER TABLE responsibility_following ENABLE ROW LEVEL SECURITY;
ALTER TABLE responsibility_following FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS following_see ON responsibility_following;
CREATE POLICY following_see ON responsibility_following FOR SELECT TO kronobarn_app USING (
    record_id NOT IN (SELECT w.record_id FROM circles_withheld_from(circles_me()) w)
    AND record_id NOT IN (SELECT circles_blocked_from_me())
    AND EXISTS (
        SELECT 1 FROM circles_my_seats() s
        WHERE s.child_id = responsibility_following.child_id
          AND (
              (s.role NOT IN ('notifier', 'emergency') AND s.area_id = responsibility_following.owner_id)
              OR (s.role NOT IN ('notifier', 'emergency') AND s.area_id = responsibility_following.to_area_id
                  AND responsibility_following.given_at IS NOT NULL)
              OR s.assignment_id = responsibility_following.to_assignment_id
              OR (s.assignment_id IS NULL AND responsibility_following.kind <> 'signal')
          )
    )
);

-- It is chosen by the responsible, among the records of their own area.
DROP POLICY IF EXISTS following_choose ON responsibility_following;
CREATE POLICY following_choose ON responsibility_following FOR INSERT TO kronobarn_app WITH CHECK (
    (chosen_by_id, chosen_for_id) = (circles_me(), circles_my_assignment())
    AND given_at IS NULL AND dropped_at IS NULL
    AND EXISTS (
        SELECT 1 FROM circles_my_seats() s
        JOIN circles_record r ON r.child_id = s.child_id AND r.owner_id = s.area_id
        WHERE s.child_id = responsibility_following.child_id AND s.role = 'responsible'
          AND r.id = responsibility_following.record_id AND r.owner_id = responsibility_following.owner_id
    )
);

-- How it ended is written by the same, or by whoever was asked.
DROP POLICY IF EXISTS following_end ON responsibility_following;
CREATE POLICY following_end ON responsibility_following FOR UPDATE TO kronobarn_app USING (
    EXISTS (
        SELECT 1 FROM circles_my_seats() s
        WHERE s.child_id = responsibility_following.child_id
          AND ((s.role = 'responsible' AND s.area_id = responsibility_following.owner_id)
               OR s.assignment_id = responsibility_following.to_assignment_id)
    )
);
CREATE OR REPLACE FUNCTION responsibility_following_only_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(NEW) - 'given_at' - 'dropped_at' IS DISTINCT FROM to_jsonb(OLD) - 'given_at' - 'dropped_at'
       OR OLD.given_at IS NOT NULL OR OLD.dropped_at IS NOT NULL
    THEN RAISE EXCEPTION 'what follows is given or dropped, and not rewritten' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER following_only_ends BEFORE UPDATE ON responsibility_following
    FOR EACH ROW EXECUTE FUNCTION responsibility_following_only_ends();

-- With the yes of the one who was asked, what the other area has decided comes to be: no more, and in its name.
DROP POLICY IF EXISTS disclosure_follows_the_baton ON circles_disclosure;
CREATE POLICY disclosure_follows_the_baton ON circles_disclosure FOR INSERT TO kronobarn_app WITH CHECK (
    EXISTS (
        SELECT 1 FROM responsibility_following f
        WHERE f.child_id = circles_disclosure.child_id AND f.record_id = circles_disclosure.record_id
          AND f.owner_id = circles_disclosure.owner_id AND f.to_area_id = circles_disclosure.to_area_id
          AND f.ground = circles_disclosure.ground AND f.consent IS NOT DISTINCT FROM circles_disclosure.consent
          AND f.kinds = circles_disclosure.kinds AND f.until IS NOT DISTINCT FROM circles_disclosure.until
          AND f.chosen_by_id = circles_disclosure.decided_by_id
          AND f.chosen_for_id = circles_disclosure.decided_for_id
          AND f.given_at IS NULL AND f.dropped_at IS NULL
          AND f.to_assignment_id = (SELECT circles_my_assignment())
    )
);

-- Whoever holds the baton may be gone: the account is closed, or the assignment has ended. Then whoever leads the unit
-- lets a colleague there be asked. They have no seat and get none: they learn of how many, never of whom.
DROP POLICY IF EXISTS responsibility_for_the_function ON responsibility_responsibility;
CREATE POLICY responsibility_for_the_function ON responsibility_responsibility FOR SELECT TO CURRENT_USER USING (true);
DROP POLICY IF EXISTS responsibility_offered_by_the_function ON responsibility_responsibility;
CREATE POLICY responsibility_offered_by_the_function ON responsibility_responsibility FOR UPDATE TO CURRENT_USER
    USING (true);

CREATE OR REPLACE FUNCTION responsibility_is_gone(assignment bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM public.authorities_assignment a JOIN public.people_person p ON p.id = a.person_id
        WHERE a.id = assignment
          AND (NOT p.is_active OR a.until < public.circles_today()))
$$;

-- Whether the child's own account is also how a guardian of another child signs in. Told to the child's responsible, who
-- gives the links: a new password would open what is there.
CREATE OR REPLACE FUNCTION responsibility_opens_another(whose uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM circles_my_seats() m WHERE m.child_id = whose AND m.role = 'responsible')
       AND EXISTS (
           SELECT 1 FROM circles_seat own JOIN circles_seat other ON other.person_id = own.person_id
           WHERE own.child_id = whose AND own.role = 'child' AND circles_stands(own.since, own.until)
             AND other.child_id <> whose AND other.role = 'guardian' AND circles_stands(other.since, other.until))
$$;
REVOKE ALL ON FUNCTION responsibility_opens_another(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION responsibility_opens_another(uuid) TO kronobarn_app;

-- Batons whose holder, in the unit that the actor leads, is gone. A card that is closed asks nobody for anything.
CREATE OR REPLACE FUNCTION responsibility_left() RETURNS SETOF responsibility_responsibility
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT r.* FROM responsibility_responsibility r
    WHERE r.unit_id = (SELECT circles_my_unit('manager')) AND r.until IS NULL AND responsibility_is_gone(r.holder_id)
      AND NOT EXISTS (SELECT 1 FROM people_samechild m WHERE m.child_id = r.child_id AND m.undone_at IS NULL)
$$;
REVOKE ALL ON FUNCTION responsibility_left() FROM PUBLIC;

-- Whoever was asked so long ago has not answered. The task was to be done within the same days (actions/baton.py).
CREATE OR REPLACE FUNCTION responsibility_is_unanswered(asked_at timestamptz, at timestamptz) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$ SELECT asked_at < at - interval '5 days' $$;

-- How many, by who held them; for how many of them somebody is asked already, and for how many too long ago.
DROP FUNCTION IF EXISTS responsibility_left_counts();
CREATE OR REPLACE FUNCTION responsibility_left_counts(at timestamptz)
RETURNS TABLE (holder bigint, batons bigint, asked bigint, unanswered bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT r.holder_id, count(*), count(*) FILTER (WHERE a.is_asked),
           count(*) FILTER (WHERE a.is_asked AND responsibility_is_unanswered(r.offered_at, at))
    FROM responsibility_left() r
    CROSS JOIN LATERAL (SELECT r.offered_to_id IS NOT NULL AND NOT responsibility_is_gone(r.offered_to_id)) a (is_asked)
    GROUP BY r.holder_id
$$;
REVOKE ALL ON FUNCTION responsibility_left_counts(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION responsibility_left_counts(timestamptz) TO kronobarn_app;

-- All of them that nobody answers for are offered to a colleague, who answers as always. What was asked before is taken
-- back: the place, the task and what was to follow.
DROP POLICY IF EXISTS task_settled_by_the_function ON notices_task;
CREATE POLICY task_settled_by_the_function ON notices_task FOR UPDATE TO CURRENT_USER USING (kind = 'accept_baton');
DROP POLICY IF EXISTS following_for_the_function ON responsibility_following;
CREATE POLICY following_for_the_function ON responsibility_following FOR SELECT TO CURRENT_USER USING (true);
DROP POLICY IF EXISTS following_dropped_by_the_function ON responsibility_following;
CREATE POLICY following_dropped_by_the_function ON responsibility_following FOR UPDATE TO CURRENT_USER USING (true);
DROP FUNCTION IF EXISTS responsibility_ask_instead(bigint, bigint, text, timestamptz);
CREATE OR REPLACE FUNCTION responsibility_ask_instead(holder bigint, colleague bigint, because text, at timestamptz)
RETURNS TABLE (stretch uuid, child uuid, instead_of bigint)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    one responsibility_responsibility;
BEGIN
    FOR one IN
        SELECT r.* FROM responsibility_responsibility r
        WHERE r.holder_id = holder AND r.id IN (SELECT l.id FROM responsibility_left() l)
          AND r.offered_to_id IS DISTINCT FROM colleague
          AND (r.offered_to_id IS NULL OR responsibility_is_gone(r.offered_to_id)
               OR responsibility_is_unanswered(r.offered_at, at))
          AND EXISTS (
              SELECT 1 FROM authorities_assignment a
              WHERE a.id = colleague AND a.id <> holder AND a.unit_id = r.unit_id AND a.role = 'responsible')
        FOR UPDATE OF r
    LOOP
        UPDATE circles_seat s SET until = at
        WHERE s.child_id = one.child_id AND s.assignment_id = one.offered_to_id AND s.role = 'notifier'
          AND s.ground = 'responsibility' AND circles_stands(s.since, s.until);
        UPDATE notices_task t SET done_at = at, done_by_id = circles_me()
        WHERE t.child_id = one.child_id AND t.subject = one.id AND t.done_at IS NULL;  -- of its kind, says the policy
        UPDATE responsibility_following f SET dropped_at = at
        WHERE f.child_id = one.child_id AND f.responsibility_id = one.id AND f.given_at IS NULL AND f.dropped_at IS NULL;
        UPDATE responsibility_responsibility r
        SET offered_to_id = colleague, offered_at = at, offered_because = because WHERE r.id = one.id;
        stretch := one.id;
        child := one.child_id;
        instead_of := one.offered_to_id;
        RETURN NEXT;
    END LOOP;
END $$;
REVOKE ALL ON FUNCTION responsibility_ask_instead(bigint, bigint, text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION responsibility_ask_instead(bigint, bigint, text, timestamptz) TO kronobarn_app;

CREATE OR REPLACE FUNCTION responsibility_is_asked_instead(of_child uuid, colleague bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM responsibility_left() l WHERE l.child_id = of_child AND l.offered_to_id = colleague)
$$;
REVOKE ALL ON FUNCTION responsibility_is_asked_instead(uuid, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION responsibility_is_asked_instead(uuid, bigint) TO kronobarn_app;

-- Whoever is asked so sees that the child exists, and is told.
DROP POLICY IF EXISTS seat_of_the_asked_instead ON circles_seat;
CREATE POLICY seat_of_the_asked_instead ON circles_seat FOR INSERT TO kronobarn_app WITH CHECK (
    granted_by_id = circles_me() AND role = 'notifier' AND ground = 'responsibility'
    AND responsibility_is_asked_instead(child_id, assignment_id)
);
DROP POLICY IF EXISTS task_ask_instead ON notices_task;
CREATE POLICY task_ask_instead ON notices_task FOR INSERT TO kronobarn_app WITH CHECK (
    asked_by_id = circles_me() AND kind = 'accept_baton' AND responsibility_is_asked_instead(child_id, assignment_id)
);

-- Units, by their keys, where somebody holds a baton: for the county's files, which the system reads in, in nobody's name.
CREATE OR REPLACE FUNCTION responsibility_units_that_hold() RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT DISTINCT u.key::text FROM authorities_unit u JOIN responsibility_responsibility r ON r.unit_id = u.id
    WHERE r.until IS NULL AND circles_me() IS NULL
$$;
REVOKE ALL ON FUNCTION responsibility_units_that_hold() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION responsibility_units_that_hold() TO kronobarn_app;
