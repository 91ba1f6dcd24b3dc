-- Row-level security: the second fence, under the application's own `visible_to`.
--
-- The database is told who asks by two settings that live as long as the transaction:
-- kronobarn.person and kronobarn.assignment. Unset means nobody, and nobody sees nothing.
-- Every policy is written against seats and disclosures themselves, never against what the
-- application has already checked. There is no DELETE policy anywhere: what a child's record
-- holds is ended, not removed.

-- Who asks, and which seats they hold ---------------------------------------------------------
--
-- Plain functions of one query, without SET and SECURITY DEFINER: the planner puts them into the query that asks.

CREATE OR REPLACE FUNCTION circles_me() RETURNS bigint LANGUAGE sql STABLE AS
    $$ SELECT nullif(current_setting('kronobarn.person', true), '')::bigint $$;

-- NULL for whoever acts as family, and for nobody.
CREATE OR REPLACE FUNCTION circles_my_assignment() RETURNS bigint LANGUAGE sql STABLE AS
    $$ SELECT nullif(current_setting('kronobarn.assignment', true), '')::bigint $$;

-- The day here, as clock.today() says it: the database's own day begins an hour or two after midnight.
CREATE OR REPLACE FUNCTION circles_day(moment timestamptz) RETURNS date LANGUAGE sql STABLE AS
    $$ SELECT (moment AT TIME ZONE 'Europe/Stockholm')::date $$;

CREATE OR REPLACE FUNCTION circles_today() RETURNS date LANGUAGE sql STABLE AS
    $$ SELECT public.circles_day(statement_timestamp()) $$;

-- The unit where one has a role today, whatever children are there; NULL in any other assignment.
CREATE OR REPLACE FUNCTION circles_my_unit(as_what text) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT a.unit_id FROM public.authorities_assignment a
    WHERE a.id = public.circles_my_assignment() AND a.person_id = public.circles_me() AND a.role = as_what
      AND a.since <= public.circles_today() AND (a.until IS NULL OR a.until >= public.circles_today())
$$;

CREATE OR REPLACE FUNCTION circles_stands(since timestamptz, until timestamptz) RETURNS boolean LANGUAGE sql STABLE AS
    $$ SELECT since <= statement_timestamp() AND (until IS NULL OR until > statement_timestamp()) $$;

-- The seat condition. Every policy that asks for a seat asks here.
CREATE OR REPLACE FUNCTION circles_my_seats() RETURNS SETOF circles_seat LANGUAGE sql STABLE AS $$
    SELECT s.* FROM public.circles_seat s
    WHERE s.person_id = public.circles_me()
      AND s.assignment_id IS NOT DISTINCT FROM public.circles_my_assignment()
      AND public.circles_stands(s.since, s.until)
$$;

-- Seats -------------------------------------------------------------------------------------

-- The owner of the tables may read seats: the functions below run as it, and ask nothing else.
-- (A policy on seats that reads seats would go round in a circle.)
--
-- What every query asks stands in functions in plpgsql, which keeps their plans. Written into the policies it would be
-- planned, and made ready, once for every table that a query names: hundreds of sub-plans for one row of a child's
-- page, of which none was run (measured: docs/access-model.md).
CREATE OR REPLACE FUNCTION circles_my_children() RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
    $$ BEGIN RETURN QUERY SELECT s.child_id FROM circles_my_seats() s; END $$;
REVOKE ALL ON FUNCTION circles_my_children() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION circles_my_children() TO kronobarn_app;

-- The same, without the seats beside the work: whoever only noticed something does not learn who else is involved,
-- and whoever opened in an emergency not more than that needs.
CREATE OR REPLACE FUNCTION circles_my_tables() RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT s.child_id FROM circles_my_seats() s WHERE s.role NOT IN ('notifier', 'emergency');
END $$;
REVOKE ALL ON FUNCTION circles_my_tables() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION circles_my_tables() TO kronobarn_app;

-- Whether what an emergency needs is opened by a seat: by one for that, of nobody whose data are protected.
CREATE OR REPLACE FUNCTION circles_in_an_emergency(as_what text, of_child uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN as_what = 'emergency'
        AND EXISTS (SELECT 1 FROM people_child c WHERE c.id = of_child AND c.protection = 'none');
END $$;
REVOKE ALL ON FUNCTION circles_in_an_emergency(text, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION circles_in_an_emergency(text, uuid) TO kronobarn_app;

-- Which records that is: signals of three months, and plans that are not closed.
CREATE OR REPLACE FUNCTION circles_needed_in_an_emergency(record uuid, of_kind text, written timestamptz) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (of_kind = 'signal' AND written > statement_timestamp() - interval '91 days')
        OR (of_kind = 'plan'
            AND NOT EXISTS (SELECT 1 FROM plans_plan p WHERE p.record_id = record AND p.state = 'closed'));
END $$;
REVOKE ALL ON FUNCTION circles_needed_in_an_emergency(uuid, text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION circles_needed_in_an_emergency(uuid, text, timestamptz) TO kronobarn_app;

-- Emergency openings that a family is not yet to be told of, as the log names them.
CREATE OR REPLACE FUNCTION circles_untold() RETURNS TABLE (child_id uuid, person_id bigint, subject text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp ROWS 10 AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY SELECT s.child_id, s.person_id, 'emergency:' || s.id FROM circles_seat s
    WHERE s.told_from > statement_timestamp() AND s.child_id IN (SELECT m.child_id FROM circles_my_seats() m);
END $$;
REVOKE ALL ON FUNCTION circles_untold() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION circles_untold() TO kronobarn_app;

-- Whether the child is written down. The first seats are given to one who is not, in the moment before.
DROP FUNCTION IF EXISTS circles_is_known(uuid) CASCADE;
CREATE OR REPLACE FUNCTION circles_is_registered(child uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
    $$ SELECT EXISTS (SELECT 1 FROM people_child WHERE id = child) $$;
REVOKE ALL ON FUNCTION circles_is_registered(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION circles_is_registered(uuid) TO kronobarn_app;

-- What is withheld from somebody, with what is a part of it. They may not read that it is: the functions run as the
-- owner, and answer whoever asks about themselves, and those who work with the child (who may be handing something over
-- to a guardian). Mostly nothing, from one small index, in every query: in plpgsql, which keeps its plans.
CREATE OR REPLACE FUNCTION circles_withheld_from(person bigint) RETURNS TABLE (child_id uuid, record_id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp ROWS 10 AS $$
#variable_conflict use_column
BEGIN
    IF NOT EXISTS (SELECT 1 FROM circles_withheld q WHERE q.from_person_id = person AND q.ended_at IS NULL)
    THEN RETURN;
    END IF;
    RETURN QUERY WITH decided AS (
        SELECT w.child_id, w.record_id FROM circles_withheld w
        WHERE w.from_person_id = person AND w.ended_at IS NULL AND w.part IS NULL
          AND (person = circles_me()
               OR (circles_my_assignment() IS NOT NULL AND w.child_id IN (SELECT circles_my_tables())))
    )
    SELECT d.child_id, d.record_id FROM decided d
    UNION ALL
    SELECT r.child_id, r.id FROM decided d JOIN circles_record r ON r.child_id = d.child_id AND r.part_of_id = d.record_id;
END $$;
REVOKE ALL ON FUNCTION circles_withheld_from(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION circles_withheld_from(bigint) TO kronobarn_app;

-- Parts of records, each by itself: to the same ones.
CREATE OR REPLACE FUNCTION circles_parts_withheld_from(person bigint) RETURNS TABLE (part_id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp ROWS 10 AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM circles_withheld q
                   WHERE q.from_person_id = person AND q.ended_at IS NULL AND q.part IS NOT NULL)
    THEN RETURN;
    END IF;
    RETURN QUERY SELECT w.part FROM circles_withheld w
    WHERE w.from_person_id = person AND w.ended_at IS NULL AND w.part IS NOT NULL
      AND (person = circles_me()
           OR (circles_my_assignment() IS NOT NULL AND w.child_id IN (SELECT circles_my_tables())));
END $$;
REVOKE ALL ON FUNCTION circles_parts_withheld_from(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION circles_parts_withheld_from(bigint) TO kronobarn_app;

-- The seats that are there because of that alone: of those whose area has written and been given nothing else (what
-- a seat on consent rests on, the family was asked about itself), and of those who carry a plan when every plan is.
-- Whoever sat there more than a day before the first of it was written sits there for something else, and has been
-- seen: that they vanished would tell.
CREATE OR REPLACE FUNCTION circles_seats_withheld_from(person bigint) RETURNS SETOF circles_seat
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp ROWS 10 AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM circles_withheld q WHERE q.from_person_id = person AND q.ended_at IS NULL)
    THEN RETURN;
    END IF;
    RETURN QUERY WITH withheld AS MATERIALIZED (SELECT w.child_id, w.record_id FROM circles_withheld_from(person) w)
    SELECT s.* FROM circles_seat s
    WHERE s.child_id IN (SELECT w.child_id FROM withheld w)
      AND s.person_id <> person AND s.role <> 'responsible'
      AND ((s.role IN ('lead', 'contact')
            AND (SELECT bool_and(r.id IN (SELECT w.record_id FROM withheld w))
                 FROM circles_record r WHERE r.child_id = s.child_id AND r.kind = 'plan'))
           OR (s.ground <> 'consent'
               AND (SELECT bool_and(r.id IN (SELECT w.record_id FROM withheld w))
                           AND min(r.written_at) <= s.since + interval '1 day'
                    FROM circles_record r
                    WHERE r.child_id = s.child_id
                      AND (r.owner_id = s.area_id
                           OR EXISTS (SELECT 1 FROM circles_disclosure d
                                      WHERE d.child_id = r.child_id AND d.record_id = r.id AND d.granted
                                        AND d.to_area_id = s.area_id)))));
END $$;
REVOKE ALL ON FUNCTION circles_seats_withheld_from(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION circles_seats_withheld_from(bigint) TO kronobarn_app;

-- What other units of one's own area have written and is blocked (PDL 4 kap. 4 §; the table is guarded further down):
-- they may not read the block itself. Mostly nothing in the area is, which one small index says.
CREATE OR REPLACE FUNCTION circles_blocked_from_me() RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp ROWS 10 AS $$
DECLARE
    my_unit bigint;
    my_area bigint;
BEGIN
    SELECT u.id, u.area_id INTO my_unit, my_area
    FROM authorities_assignment a JOIN authorities_unit u ON u.id = a.unit_id
    WHERE a.id = circles_my_assignment() AND a.person_id = circles_me();
    IF NOT EXISTS (SELECT 1 FROM circles_block q WHERE q.area_id = my_area AND q.ended_at IS NULL)
    THEN RETURN;
    END IF;
    RETURN QUERY SELECT r.id FROM circles_block b
    JOIN circles_record r ON r.child_id = b.child_id
    JOIN authorities_assignment w ON w.id = r.author_assignment_id
    WHERE b.area_id = my_area AND b.unit_id <> my_unit AND b.ended_at IS NULL
      AND r.owner_id = b.area_id AND w.unit_id = b.unit_id AND r.author_id <> circles_me()
      AND b.child_id IN (SELECT s.child_id FROM circles_my_seats() s);
END $$;
REVOKE ALL ON FUNCTION circles_blocked_from_me() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION circles_blocked_from_me() TO kronobarn_app;

-- What one may be told of blocks for a child: {own} where one may read them, {closed} that there are some. To the
-- child, its guardians, the unit, and the other units of the area; to nobody else.
CREATE OR REPLACE FUNCTION circles_blocks_near(of_child uuid) RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM circles_block q WHERE q.child_id = of_child AND q.ended_at IS NULL)
    THEN RETURN '{}';
    END IF;
    RETURN ARRAY(
        SELECT DISTINCT CASE WHEN s.role = 'child' OR b.unit_id = a.unit_id THEN 'own' ELSE 'closed' END
        FROM circles_block b
        JOIN circles_my_seats() s ON s.child_id = b.child_id
        LEFT JOIN authorities_assignment a ON a.id = s.assignment_id
        WHERE b.child_id = of_child AND b.ended_at IS NULL
          AND (s.assignment_id IS NULL
               OR (s.area_id = b.area_id AND s.role <> 'notifier'
                   AND NOT (s.role = 'emergency' AND a.unit_id = b.unit_id)))
        ORDER BY 1);
END $$;
REVOKE ALL ON FUNCTION circles_blocks_near(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION circles_blocks_near(uuid) TO kronobarn_app;

-- What lines of the log are about that would tell of it; and who, with which child, sits there for nothing else.
CREATE OR REPLACE FUNCTION circles_lines_withheld_from(person bigint) RETURNS SETOF text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp ROWS 10 AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM circles_withheld q WHERE q.from_person_id = person AND q.ended_at IS NULL)
    THEN RETURN;
    END IF;
    RETURN QUERY WITH seat AS MATERIALIZED (
        SELECT s.id, s.child_id, s.assignment_id FROM circles_seats_withheld_from(person) s)
    SELECT w.record_id::text FROM circles_withheld_from(person) w
    UNION ALL
    SELECT d.id::text FROM circles_withheld_from(person) w
    JOIN circles_disclosure d ON d.child_id = w.child_id AND d.record_id = w.record_id
    UNION ALL
    SELECT s.id::text FROM seat s
    UNION ALL
    SELECT concat_ws(':', s.child_id, s.assignment_id) FROM seat s
    WHERE NOT EXISTS (SELECT 1 FROM circles_seat o
                      WHERE o.child_id = s.child_id AND o.assignment_id = s.assignment_id
                        AND o.id NOT IN (SELECT h.id FROM seat h));
END $$;
REVOKE ALL ON FUNCTION circles_lines_withheld_from(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION circles_lines_withheld_from(bigint) TO kronobarn_app;

ALTER TABLE circles_seat ENABLE ROW LEVEL SECURITY;
ALTER TABLE circles_seat FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS seat_for_the_function ON circles_seat;
CREATE POLICY seat_for_the_function ON circles_seat FOR SELECT TO CURRENT_USER USING (true);

-- Whoever sits there sees who else does: all of them who works there, and in any case the family and the responsible.
CREATE OR REPLACE FUNCTION circles_sees_seat(
    of_child uuid, person bigint, assignment bigint, as_what text, told timestamptz) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (
        SELECT 1 FROM circles_my_seats() s
        WHERE s.child_id = of_child
          AND (as_what IN ('responsible', 'guardian', 'child')
               OR (person = s.person_id AND assignment IS NOT DISTINCT FROM s.assignment_id)
               OR (s.role NOT IN ('notifier', 'emergency')
                   -- Who noticed something is not told to the family by who sits there.
                   -- Nor of an emergency opening before it is to be told.
                   AND (s.assignment_id IS NOT NULL
                        OR (as_what <> 'notifier' AND (told IS NULL OR told <= statement_timestamp()))))
               OR (as_what IN ('lead', 'contact') AND circles_in_an_emergency(s.role, s.child_id)))
    );
END $$;
REVOKE ALL ON FUNCTION circles_sees_seat(uuid, bigint, bigint, text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION circles_sees_seat(uuid, bigint, bigint, text, timestamptz) TO kronobarn_app;

-- One's own standing seat is recognised first, so that the function is seldom called. The family sees nobody who is
-- there only because of what is withheld: asked here and not in the function, so once for all rows.
DROP POLICY IF EXISTS seat_see ON circles_seat;
CREATE POLICY seat_see ON circles_seat FOR SELECT TO kronobarn_app USING (
    (person_id = (SELECT circles_me()) AND assignment_id IS NOT DISTINCT FROM (SELECT circles_my_assignment())
        AND circles_stands(since, until))
    OR (circles_sees_seat(child_id, person_id, assignment_id, role, told_from)
        AND ((SELECT circles_my_assignment()) IS NOT NULL
             OR id NOT IN (SELECT w.id FROM circles_seats_withheld_from((SELECT circles_me())) w)))
);

-- A seat for work is held in an assignment of the holder's own, and in that assignment's area.
DROP POLICY IF EXISTS seat_of_an_assignment ON circles_seat;
CREATE POLICY seat_of_an_assignment ON circles_seat AS RESTRICTIVE FOR INSERT TO kronobarn_app WITH CHECK (
    assignment_id IS NULL OR EXISTS (
        SELECT 1 FROM authorities_assignment a JOIN authorities_unit u ON u.id = a.unit_id
        WHERE a.id = circles_seat.assignment_id AND a.person_id = circles_seat.person_id AND u.area_id = circles_seat.area_id
    )
);

DROP POLICY IF EXISTS seat_grant ON circles_seat;
-- The responsible, and who leads the plan, ask others to work with the child; for themselves they may only carry
-- the plan. Nobody gives the baton away here (see `responsibility`), nor opens a child in an emergency (`emergency`).
CREATE POLICY seat_grant ON circles_seat FOR INSERT TO kronobarn_app WITH CHECK (
    granted_by_id = circles_me()
    AND role IN ('lead', 'contact', 'participant', 'notifier')
    AND (role IN ('lead', 'contact')
         OR (person_id, assignment_id) IS DISTINCT FROM (circles_me(), circles_my_assignment()))
    AND EXISTS (
        SELECT 1 FROM circles_my_seats() s
        WHERE s.child_id = circles_seat.child_id AND s.role IN ('responsible', 'lead')
    )
);

-- The responsible lets in the family: whoever is written down as a guardian, and the child with its own sign-in.
DROP POLICY IF EXISTS seat_of_the_family ON circles_seat;
CREATE POLICY seat_of_the_family ON circles_seat FOR INSERT TO kronobarn_app WITH CHECK (
    granted_by_id = circles_me()
    AND EXISTS (SELECT 1 FROM circles_my_seats() s WHERE s.child_id = circles_seat.child_id AND s.role = 'responsible')
    AND (
        (role = 'guardian' AND EXISTS (
            SELECT 1 FROM people_guardianship g
            WHERE g.child_id = circles_seat.child_id AND g.guardian_id = circles_seat.person_id AND g.until IS NULL))
        OR (role = 'child' AND EXISTS (
            SELECT 1 FROM people_child c
            WHERE c.id = circles_seat.child_id AND c.person_id = circles_seat.person_id))
    )
);

-- To any child staff get themselves no further than to tell, for a time, what they have noticed.
DROP POLICY IF EXISTS seat_to_tell ON circles_seat;
CREATE POLICY seat_to_tell ON circles_seat FOR INSERT TO kronobarn_app WITH CHECK (
    granted_by_id = circles_me()
    AND role = 'notifier' AND ground = 'noticed' AND until IS NOT NULL
    AND (person_id, assignment_id) = (circles_me(), circles_my_assignment())
);

-- Whoever writes a child down gives it a responsible, in the moment before the child is there.
DROP POLICY IF EXISTS seat_of_a_new_child ON circles_seat;
CREATE POLICY seat_of_a_new_child ON circles_seat FOR INSERT TO kronobarn_app WITH CHECK (
    granted_by_id = circles_me() AND circles_my_assignment() IS NOT NULL
    AND role = 'responsible' AND NOT circles_is_registered(child_id)
);

-- A seat is left by who holds it, and ended by the responsible or who leads the plan. What rests on the family's
-- yes ends with the yes. (Whoever sits there may lock it, to be told by the application why they may not end it.)
DROP POLICY IF EXISTS seat_end ON circles_seat;
CREATE POLICY seat_end ON circles_seat FOR UPDATE TO kronobarn_app USING (
    child_id IN (SELECT circles_my_children())
) WITH CHECK (
    (person_id = circles_me() AND assignment_id IS NOT DISTINCT FROM circles_my_assignment())
    OR EXISTS (
        SELECT 1 FROM circles_my_seats() s
        WHERE s.child_id = circles_seat.child_id
          AND (s.role IN ('responsible', 'lead') OR (s.assignment_id IS NULL AND circles_seat.ground = 'consent'))
    )
);

-- Whose a seat is, where and why is never rewritten.
CREATE OR REPLACE FUNCTION circles_seat_keeps_its_holder() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.child_id, NEW.person_id, NEW.assignment_id, NEW.area_id, NEW.role, NEW.ground, NEW.since,
        NEW.granted_by_id)
       IS DISTINCT FROM
       (OLD.id, OLD.child_id, OLD.person_id, OLD.assignment_id, OLD.area_id, OLD.role, OLD.ground, OLD.since,
        OLD.granted_by_id)
    THEN RAISE EXCEPTION 'a seat keeps its holder' USING ERRCODE = 'check_violation';
    END IF;
    -- Whoever noticed something stays to see what becomes of it; every other seat can only become shorter.
    IF NEW.until IS NULL OR (NEW.role <> 'notifier' AND NEW.until > coalesce(OLD.until, 'infinity'))
    THEN RAISE EXCEPTION 'a seat is ended, not prolonged' USING ERRCODE = 'check_violation';
    END IF;
    -- When the family is told is for the responsible to say, never for whoever opened.
    IF NEW.told_from IS DISTINCT FROM OLD.told_from AND NOT EXISTS (
        SELECT 1 FROM public.circles_my_seats() s WHERE s.child_id = NEW.child_id AND s.role = 'responsible')
    THEN RAISE EXCEPTION 'the responsible says when the family is told' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER seat_keeps_its_holder BEFORE UPDATE ON circles_seat
    FOR EACH ROW EXECUTE FUNCTION circles_seat_keeps_its_holder();

-- Children and what is known of who they are -----------------------------------------------------

-- What is known of a child is seen by whoever sits there. Who may write it is said table by table.
CREATE OR REPLACE PROCEDURE circles_guard_by_child(guarded regclass, child_column text DEFAULT 'child_id')
LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', guarded);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', guarded);
    EXECUTE format('DROP POLICY IF EXISTS by_child_see ON %s', guarded);
    EXECUTE format('DROP POLICY IF EXISTS by_child_add ON %s', guarded);
    EXECUTE format('DROP POLICY IF EXISTS by_child_change ON %s', guarded);
    EXECUTE format(
        'CREATE POLICY by_child_see ON %1$s FOR SELECT TO kronobarn_app USING (%2$I IN (SELECT circles_my_children()))',
        guarded, child_column);
END $$;

CALL circles_guard_by_child('people_child', 'id');
CALL circles_guard_by_child('people_identity');
CALL circles_guard_by_child('people_guardianship');

DROP POLICY IF EXISTS child_for_the_function ON people_child;
CREATE POLICY child_for_the_function ON people_child FOR SELECT TO CURRENT_USER USING (true);
DROP POLICY IF EXISTS identity_for_the_function ON people_identity;
CREATE POLICY identity_for_the_function ON people_identity FOR SELECT TO CURRENT_USER USING (true);

-- Who may see who a protected child is: the responsible says it, one person at a time, and only of those who sit there.
ALTER TABLE people_named ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_named FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS named_for_the_function ON people_named;
CREATE POLICY named_for_the_function ON people_named FOR SELECT TO CURRENT_USER USING (true);
DROP POLICY IF EXISTS named_see ON people_named;
CREATE POLICY named_see ON people_named FOR SELECT TO kronobarn_app USING (
    EXISTS (SELECT 1 FROM circles_my_seats() s
            WHERE s.child_id = people_named.child_id AND (s.role = 'responsible' OR s.person_id = people_named.person_id))
);
DROP POLICY IF EXISTS named_add ON people_named;
CREATE POLICY named_add ON people_named FOR INSERT TO kronobarn_app WITH CHECK (
    granted_by_id = circles_me() AND ended_by_id IS NULL
    AND EXISTS (SELECT 1 FROM circles_my_seats() s WHERE s.child_id = people_named.child_id AND s.role = 'responsible')
    AND EXISTS (SELECT 1 FROM circles_seat t
                WHERE t.child_id = people_named.child_id AND t.person_id = people_named.person_id
                  AND t.assignment_id IS NOT NULL AND t.role NOT IN ('notifier', 'emergency')
                  AND circles_stands(t.since, t.until))
);
DROP POLICY IF EXISTS named_end ON people_named;
CREATE POLICY named_end ON people_named FOR UPDATE TO kronobarn_app USING (
    EXISTS (SELECT 1 FROM circles_my_seats() s WHERE s.child_id = people_named.child_id AND s.role = 'responsible')
) WITH CHECK (ended_by_id = circles_me());

CREATE OR REPLACE FUNCTION people_named_only_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.child_id, NEW.person_id, NEW.why, NEW.since, NEW.granted_by_id)
       IS DISTINCT FROM (OLD.id, OLD.child_id, OLD.person_id, OLD.why, OLD.since, OLD.granted_by_id)
       OR NEW.until > OLD.until
    THEN RAISE EXCEPTION 'it only ends' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER named_only_ends BEFORE UPDATE ON people_named
    FOR EACH ROW EXECUTE FUNCTION people_named_only_ends();

-- The protected children at one's tables whom one may not know: not family, not responsible, not named.
CREATE OR REPLACE FUNCTION circles_my_masked() RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT s.child_id FROM circles_my_seats() s JOIN people_child c ON c.id = s.child_id
    WHERE c.protection <> 'none' AND NOT EXISTS (
        SELECT 1 FROM people_named n
        WHERE n.child_id = s.child_id AND n.person_id = s.person_id AND circles_stands(n.since, n.until))
    GROUP BY s.child_id
    HAVING NOT bool_or(s.assignment_id IS NULL OR s.role = 'responsible');
END $$;
REVOKE ALL ON FUNCTION circles_my_masked() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION circles_my_masked() TO kronobarn_app;

-- Its number is not for them either. (Whoever already has the whole number is answered as ever, see below.)
DROP POLICY IF EXISTS identity_of_the_protected ON people_identity;
CREATE POLICY identity_of_the_protected ON people_identity AS RESTRICTIVE FOR SELECT TO kronobarn_app USING (
    number = (SELECT nullif(current_setting('kronobarn.sought_number', true), ''))
    OR child_id NOT IN (SELECT circles_my_masked())
);

-- A mark from the population register: the system's to write, in nobody's name.
DROP POLICY IF EXISTS child_marks_for_the_function ON people_child;
CREATE POLICY child_marks_for_the_function ON people_child FOR UPDATE TO CURRENT_USER USING (true);
CREATE OR REPLACE FUNCTION people_mark(of_number text, mark text) RETURNS uuid
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE people_child SET protection = mark
    WHERE circles_me() IS NULL
      AND id = (SELECT i.child_id FROM people_identity i WHERE i.number = of_number)
    RETURNING id
$$;
REVOKE ALL ON FUNCTION people_mark(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION people_mark(text, text) TO kronobarn_app;

-- A child is written down by staff, in their own name, who have given it its first seats.
DROP POLICY IF EXISTS child_register ON people_child;
CREATE POLICY child_register ON people_child FOR INSERT TO kronobarn_app WITH CHECK (
    registered_by_id = circles_me()
    AND EXISTS (SELECT 1 FROM circles_my_seats() s WHERE s.child_id = people_child.id AND s.assignment_id IS NOT NULL)
);

-- Name, marks of protection and the child's own way in are the responsible's to write.
DROP POLICY IF EXISTS child_describe ON people_child;
CREATE POLICY child_describe ON people_child FOR UPDATE TO kronobarn_app USING (
    EXISTS (SELECT 1 FROM circles_my_seats() s WHERE s.child_id = people_child.id AND s.role = 'responsible')
);

CREATE OR REPLACE FUNCTION circles_awaits_my_number(child uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM people_child c WHERE c.id = child AND c.registered_by_id = circles_me())
       AND NOT EXISTS (SELECT 1 FROM people_identity i WHERE i.child_id = child)
$$;
REVOKE ALL ON FUNCTION circles_awaits_my_number(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION circles_awaits_my_number(uuid) TO kronobarn_app;

-- The first number may come from whoever wrote the child down, later ones from the responsible.
DROP POLICY IF EXISTS identity_add ON people_identity;
CREATE POLICY identity_add ON people_identity FOR INSERT TO kronobarn_app WITH CHECK (
    EXISTS (
        SELECT 1 FROM circles_my_seats() s
        WHERE s.child_id = people_identity.child_id
          AND (s.role = 'responsible' OR (s.assignment_id IS NOT NULL AND circles_awaits_my_number(s.child_id))))
);
DROP POLICY IF EXISTS identity_end ON people_identity;
CREATE POLICY identity_end ON people_identity FOR UPDATE TO kronobarn_app USING (
    EXISTS (SELECT 1 FROM circles_my_seats() s WHERE s.child_id = people_identity.child_id AND s.role = 'responsible')
);

-- Who decides for the child is written by the responsible.
DROP POLICY IF EXISTS guardianship_add ON people_guardianship;
CREATE POLICY guardianship_add ON people_guardianship FOR INSERT TO kronobarn_app WITH CHECK (
    recorded_by_id = circles_me()
    AND EXISTS (
        SELECT 1 FROM circles_my_seats() s WHERE s.child_id = people_guardianship.child_id AND s.role = 'responsible')
);
DROP POLICY IF EXISTS guardianship_end ON people_guardianship;
CREATE POLICY guardianship_end ON people_guardianship FOR UPDATE TO kronobarn_app USING (
    EXISTS (
        SELECT 1 FROM circles_my_seats() s WHERE s.child_id = people_guardianship.child_id AND s.role = 'responsible')
);

-- Outside one's own seats only an exact number finds a child: the one that is being asked for.
DROP POLICY IF EXISTS identity_exact ON people_identity;
CREATE POLICY identity_exact ON people_identity FOR SELECT TO kronobarn_app USING (
    number = (SELECT nullif(current_setting('kronobarn.sought_number', true), ''))
);

-- That the child is known, and as what name, may then be said; never of a child with protected data.
CREATE OR REPLACE FUNCTION circles_sought() RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT i.child_id FROM people_identity i
            WHERE i.number = nullif(current_setting('kronobarn.sought_number', true), ''));
END $$;
REVOKE ALL ON FUNCTION circles_sought() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION circles_sought() TO kronobarn_app;
DROP POLICY IF EXISTS child_exact ON people_child;
CREATE POLICY child_exact ON people_child FOR SELECT TO kronobarn_app USING (
    protection = 'none' AND id = (SELECT circles_sought())
);

-- Records ------------------------------------------------------------------------------------

ALTER TABLE circles_disclosure ENABLE ROW LEVEL SECURITY;
ALTER TABLE circles_disclosure FORCE ROW LEVEL SECURITY;
ALTER TABLE circles_record ENABLE ROW LEVEL SECURITY;
ALTER TABLE circles_record FORCE ROW LEVEL SECURITY;

-- The functions run as the owner of the tables, which asks for leave as everybody does.
DROP POLICY IF EXISTS disclosure_for_the_function ON circles_disclosure;
CREATE POLICY disclosure_for_the_function ON circles_disclosure FOR SELECT TO CURRENT_USER USING (true);

-- Whoever was refused something is not told that it is there.
DROP FUNCTION IF EXISTS circles_sees_disclosure(uuid, uuid, bigint, bigint, bigint, uuid, bigint) CASCADE;
CREATE OR REPLACE FUNCTION circles_sees_disclosure(
    of_child uuid, record uuid, owner bigint, to_area bigint, to_person bigint, granted boolean, consent uuid,
    decided_by bigint)
RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (
        SELECT 1 FROM circles_my_seats() s
        WHERE s.child_id = of_child
          AND ((s.role NOT IN ('notifier', 'emergency') AND s.area_id = owner)
               OR (s.area_id = owner AND decided_by = s.person_id)
               OR (granted
                   AND ((s.area_id = to_area
                         AND (s.role NOT IN ('notifier', 'emergency') OR circles_in_an_emergency(s.role, s.child_id)))
                        OR (s.assignment_id IS NULL AND (to_person = s.person_id OR consent IS NOT NULL))
                        OR (s.role IN ('responsible', 'lead') AND consent IS NOT NULL))))
    ) AND record NOT IN (SELECT w.record_id FROM circles_withheld_from(circles_me()) w)
      AND record NOT IN (SELECT circles_blocked_from_me());
END $$;
REVOKE ALL ON FUNCTION circles_sees_disclosure(uuid, uuid, bigint, bigint, bigint, boolean, uuid, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION circles_sees_disclosure(uuid, uuid, bigint, bigint, bigint, boolean, uuid, bigint) TO kronobarn_app;
DROP POLICY IF EXISTS disclosure_see ON circles_disclosure;
CREATE POLICY disclosure_see ON circles_disclosure FOR SELECT TO kronobarn_app USING (
    circles_sees_disclosure(child_id, record_id, owner_id, to_area_id, to_person_id, granted, consent, decided_by_id)
);

-- What one of the family may be told of who holds what about the child, and who else can read it, beyond what they read
-- themselves: kinds and services, never words. Not what is withheld from them, nor that somebody noticed something,
-- nor who was asked for a yes.
CREATE OR REPLACE FUNCTION circles_held_about(of_child uuid)
RETURNS TABLE (kind text, owner bigint, reader bigint, ground text, until timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT DISTINCT r.kind::text, r.owner_id, d.to_area_id, d.ground::text, d.until
    FROM circles_record r
    LEFT JOIN circles_disclosure d ON d.child_id = r.child_id AND d.record_id = r.id AND d.granted
        AND d.to_area_id IS NOT NULL AND circles_stands(d.since, d.until)
    WHERE r.child_id = of_child AND r.kind NOT IN ('signal', 'consent')
      AND r.id NOT IN (SELECT w.record_id FROM circles_withheld_from(circles_me()) w)
      AND EXISTS (SELECT 1 FROM circles_my_seats() s WHERE s.child_id = of_child AND s.assignment_id IS NULL);
END $$;
REVOKE ALL ON FUNCTION circles_held_about(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION circles_held_about(uuid) TO kronobarn_app;

-- Whether a record is somebody else's. One's own words are handed over before the record that holds them is
-- there (its writer must see it the moment it is written), so a record that is not there is nobody's.
DROP POLICY IF EXISTS record_for_the_function ON circles_record;
CREATE POLICY record_for_the_function ON circles_record FOR SELECT TO CURRENT_USER USING (true);
CREATE OR REPLACE FUNCTION circles_is_anothers(of_child uuid, record uuid, person bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM circles_record r WHERE r.child_id = of_child AND r.id = record AND r.author_id <> person)
$$;
REVOKE ALL ON FUNCTION circles_is_anothers(uuid, uuid, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION circles_is_anothers(uuid, uuid, bigint) TO kronobarn_app;

-- A decision is taken by the area that owns the record; family may hand over their own words, and so may
-- whoever has only noticed something.
DROP POLICY IF EXISTS disclosure_decide ON circles_disclosure;
CREATE POLICY disclosure_decide ON circles_disclosure FOR INSERT TO kronobarn_app WITH CHECK (
    decided_by_id = circles_me()
    AND EXISTS (
        SELECT 1 FROM circles_my_seats() s
        WHERE s.child_id = circles_disclosure.child_id
          AND ((s.area_id = circles_disclosure.owner_id AND s.role NOT IN ('notifier', 'emergency'))
               OR ((s.assignment_id IS NULL OR s.area_id = circles_disclosure.owner_id)
                   AND NOT circles_is_anothers(circles_disclosure.child_id, circles_disclosure.record_id, s.person_id)))
    )
);

-- Not of what is blocked for one's unit.
DROP POLICY IF EXISTS disclosure_not_of_the_blocked ON circles_disclosure;
CREATE POLICY disclosure_not_of_the_blocked ON circles_disclosure AS RESTRICTIVE FOR INSERT TO kronobarn_app WITH CHECK (
    record_id NOT IN (SELECT circles_blocked_from_me())
);

-- Its end may be written by the owner's people and, where it rests on consent, by the family and
-- by whoever leads: a withdrawal said aloud must work at once.
DROP POLICY IF EXISTS disclosure_end ON circles_disclosure;
CREATE POLICY disclosure_end ON circles_disclosure FOR UPDATE TO kronobarn_app USING (
    EXISTS (
        SELECT 1 FROM circles_my_seats() s
        WHERE s.child_id = circles_disclosure.child_id
          AND ((s.area_id = circles_disclosure.owner_id
                AND (s.role NOT IN ('notifier', 'emergency') OR circles_disclosure.decided_by_id = s.person_id))
               OR (circles_disclosure.consent IS NOT NULL
                   AND (s.assignment_id IS NULL OR s.role IN ('responsible', 'lead'))))
    )
) WITH CHECK (true);

-- What an area has been given it may give back: with a no to taking over, or to taking part.
DROP POLICY IF EXISTS disclosure_give_back ON circles_disclosure;
CREATE POLICY disclosure_give_back ON circles_disclosure FOR UPDATE TO kronobarn_app USING (
    EXISTS (
        SELECT 1 FROM circles_my_seats() s
        WHERE s.child_id = circles_disclosure.child_id AND s.area_id = circles_disclosure.to_area_id
          AND s.role NOT IN ('notifier', 'emergency'))
);

CREATE OR REPLACE FUNCTION circles_disclosure_only_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.child_id, NEW.record_id, NEW.owner_id, NEW.to_area_id, NEW.to_person_id, NEW.granted,
        NEW.ground, NEW.consent, NEW.necessity, NEW.decision, NEW.since, NEW.decided_by_id, NEW.decided_for_id)
       IS DISTINCT FROM
       (OLD.id, OLD.child_id, OLD.record_id, OLD.owner_id, OLD.to_area_id, OLD.to_person_id, OLD.granted,
        OLD.ground, OLD.consent, OLD.necessity, OLD.decision, OLD.since, OLD.decided_by_id, OLD.decided_for_id)
       OR OLD.ended_at IS NOT NULL
       OR NEW.until IS NULL OR (OLD.until IS NOT NULL AND NEW.until > OLD.until)
    THEN RAISE EXCEPTION 'a disclosure can only be ended' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER disclosure_only_ends BEFORE UPDATE ON circles_disclosure
    FOR EACH ROW EXECUTE FUNCTION circles_disclosure_only_ends();

-- The row is told as it is, not looked up: a record is seen by its writer the moment it is written.
-- Whether it is blocked is asked where anything of the child's is: what another unit of one's area than the one it is
-- blocked in has written, and not in an emergency.
DROP FUNCTION IF EXISTS circles_sees_record(uuid, uuid, uuid, bigint, text, bigint, bigint) CASCADE;
CREATE OR REPLACE FUNCTION circles_sees_record(
    of_child uuid, record uuid, part_of uuid, owner bigint, of_kind text, author bigint, written_for bigint,
    written timestamptz)
RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (
        SELECT 1 FROM circles_my_seats() s
        WHERE s.child_id = of_child
          AND ((s.area_id = owner AND author = s.person_id)
               OR ((s.role NOT IN ('notifier', 'emergency')
                    OR (circles_in_an_emergency(s.role, s.child_id)
                        AND circles_needed_in_an_emergency(record, of_kind, written)))
                   AND (s.area_id = owner
                        OR EXISTS (
                            SELECT 1 FROM circles_disclosure d
                            WHERE d.child_id = of_child AND d.record_id = record AND d.granted
                              AND circles_stands(d.since, d.until)
                              AND (d.to_area_id = s.area_id
                                   OR (s.assignment_id IS NULL AND d.to_person_id = s.person_id))))))
    ) AND NOT EXISTS (
        SELECT 1 FROM circles_withheld w
        WHERE w.from_person_id = circles_me() AND w.ended_at IS NULL AND w.part IS NULL
          AND w.record_id IN (record, part_of)
    ) AND NOT (
        EXISTS (SELECT 1 FROM circles_block q WHERE q.child_id = of_child AND q.ended_at IS NULL)
        AND author <> circles_me()
        AND EXISTS (
            SELECT 1 FROM circles_block b
            JOIN authorities_assignment w ON w.unit_id = b.unit_id
            JOIN authorities_assignment m ON m.unit_id <> b.unit_id
            JOIN authorities_unit u ON u.id = m.unit_id
            WHERE b.child_id = of_child AND b.ended_at IS NULL AND b.area_id = owner
              AND w.id = written_for AND m.id = circles_my_assignment() AND u.area_id = owner)
        AND NOT EXISTS (
            SELECT 1 FROM circles_my_seats() s
            WHERE s.child_id = of_child AND circles_in_an_emergency(s.role, s.child_id)
              AND circles_needed_in_an_emergency(record, of_kind, written))
    );
END $$;
REVOKE ALL ON FUNCTION circles_sees_record(uuid, uuid, uuid, bigint, text, bigint, bigint, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION circles_sees_record(uuid, uuid, uuid, bigint, text, bigint, bigint, timestamptz) TO kronobarn_app;
DROP POLICY IF EXISTS record_see ON circles_record;
CREATE POLICY record_see ON circles_record FOR SELECT TO kronobarn_app USING (
    circles_sees_record(child_id, id, part_of_id, owner_id, kind, author_id, author_assignment_id, written_at)
);

-- One writes for one's own area. Whoever has only noticed something writes that, and nothing else; the family
-- tell what they have noticed and how they see it, and write, to a service that works with the child.
DROP POLICY IF EXISTS record_write ON circles_record;
CREATE POLICY record_write ON circles_record FOR INSERT TO kronobarn_app WITH CHECK (
    author_id = circles_me() AND author_assignment_id IS NOT DISTINCT FROM circles_my_assignment()
    AND EXISTS (
        SELECT 1 FROM circles_my_seats() s
        WHERE s.child_id = circles_record.child_id
          AND (
              (s.area_id = circles_record.owner_id
                  AND (s.role NOT IN ('notifier', 'emergency') OR (s.role = 'notifier' AND circles_record.kind = 'signal')))
              OR (s.assignment_id IS NULL AND circles_record.kind IN ('signal', 'observation', 'sitting', 'thread')
                  AND EXISTS (SELECT 1 FROM circles_seat t
                              WHERE t.child_id = s.child_id AND t.area_id = circles_record.owner_id
                                AND t.role NOT IN ('notifier', 'emergency') AND circles_stands(t.since, t.until)))
          )
    )
);

-- What one has written oneself one may give a better headline; the trigger holds the rest.
DROP POLICY IF EXISTS record_amend ON circles_record;
CREATE POLICY record_amend ON circles_record FOR UPDATE TO kronobarn_app USING (
    author_id = circles_me()
    AND EXISTS (SELECT 1 FROM circles_my_seats() s WHERE s.child_id = circles_record.child_id)
);

CREATE OR REPLACE FUNCTION circles_record_keeps_its_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.child_id, NEW.owner_id, NEW.kind, NEW.author_id, NEW.author_assignment_id, NEW.written_at,
        NEW.practice_version, NEW.part_of_id)
       IS DISTINCT FROM
       (OLD.id, OLD.child_id, OLD.owner_id, OLD.kind, OLD.author_id, OLD.author_assignment_id, OLD.written_at,
        OLD.practice_version, OLD.part_of_id)
    THEN RAISE EXCEPTION 'a record keeps its owner, child and author' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER record_keeps_its_owner BEFORE UPDATE ON circles_record
    FOR EACH ROW EXECUTE FUNCTION circles_record_keeps_its_owner();

-- A disclosure is of this child's record, and by its owner.
DO $$ BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'disclosure_is_of_the_owners_record') THEN
        ALTER TABLE circles_disclosure ADD CONSTRAINT disclosure_is_of_the_owners_record
            FOREIGN KEY (child_id, record_id, owner_id) REFERENCES circles_record (child_id, id, owner_id)
            DEFERRABLE INITIALLY DEFERRED;
    END IF;
END $$;

-- What hangs on a record is seen by those who see the record. ---------------------------------------
--
-- It is added to and changed by those of them who work with the child, and by whoever wrote the record. The family
-- and those who only noticed something write nothing else, but where a feature says so: `added_by` and `changed_by`
-- are conditions on the row. (All who see a row may lock it, to read what they answer to as it is.)
CREATE OR REPLACE PROCEDURE circles_guard_by_record(
    guarded regclass, added_by text DEFAULT 'false', changed_by text DEFAULT 'false')
LANGUAGE plpgsql AS $$
DECLARE
    seen text := format($q$
        EXISTS (
            SELECT 1 FROM circles_record r
            WHERE r.child_id = %1$s.child_id AND r.id = %1$s.record_id)$q$, guarded);
    written text := format($q$
        EXISTS (
            SELECT 1 FROM circles_record r
            WHERE r.child_id = %1$s.child_id AND r.id = %1$s.record_id
              AND (EXISTS (
                       SELECT 1 FROM circles_my_seats() s
                       WHERE s.child_id = r.child_id AND s.assignment_id IS NOT NULL
                         AND s.role NOT IN ('notifier', 'emergency'))
                   OR (r.author_id = circles_me() AND r.author_assignment_id IS NOT DISTINCT FROM circles_my_assignment())
                   OR (%%s)))$q$, guarded);
    same_child text := replace(guarded::text, '.', '_') || '_is_of_the_same_child';
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', guarded);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', guarded);
    EXECUTE format('DROP POLICY IF EXISTS by_record_see ON %s', guarded);
    EXECUTE format('DROP POLICY IF EXISTS by_record_add ON %s', guarded);
    EXECUTE format('DROP POLICY IF EXISTS by_record_change ON %s', guarded);
    EXECUTE format('CREATE POLICY by_record_see ON %s FOR SELECT TO kronobarn_app USING (%s)', guarded, seen);
    EXECUTE format('CREATE POLICY by_record_add ON %s FOR INSERT TO kronobarn_app WITH CHECK (%s)',
                   guarded, format(written, added_by));
    EXECUTE format('CREATE POLICY by_record_change ON %s FOR UPDATE TO kronobarn_app USING (%s) WITH CHECK (%s)',
                   guarded, seen, format(written, changed_by));
    IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = same_child) THEN
        EXECUTE format(
            'ALTER TABLE %s ADD CONSTRAINT %I FOREIGN KEY (child_id, record_id)'
            ' REFERENCES circles_record (child_id, id) DEFERRABLE INITIALLY DEFERRED', guarded, same_child);
    END IF;
END $$;

-- A row about a part of a record, or about what is done within that part, is there for nobody whom the part is withheld
-- from: `columns` name the parts that it tells of.
CREATE OR REPLACE PROCEDURE circles_guard_by_part(guarded regclass, VARIADIC columns text[]) LANGUAGE plpgsql AS $$
DECLARE
    known text;
BEGIN
    SELECT string_agg(
        format('(%1$I IS NULL OR %1$I NOT IN (SELECT w.part_id FROM circles_parts_withheld_from(circles_me()) w))', one),
        ' AND ') INTO known FROM unnest(columns) one;
    EXECUTE format('DROP POLICY IF EXISTS part_not_withheld ON %s', guarded);
    EXECUTE format('CREATE POLICY part_not_withheld ON %s AS RESTRICTIVE FOR SELECT TO kronobarn_app USING (%s)',
                   guarded, known);
END $$;

-- What a guardian must not know of (OSL 12 kap. 3 §): seen and decided by those who read the record in the area that
-- owns it, in their own name, and never by the one it is about.
DROP POLICY IF EXISTS withheld_for_the_function ON circles_withheld;
CREATE POLICY withheld_for_the_function ON circles_withheld FOR SELECT TO CURRENT_USER USING (true);
CALL circles_guard_by_record('circles_withheld');
DROP POLICY IF EXISTS withheld_in_the_owners_area ON circles_withheld;
CREATE POLICY withheld_in_the_owners_area ON circles_withheld AS RESTRICTIVE FOR ALL TO kronobarn_app USING (
    from_person_id <> circles_me()
    AND EXISTS (
        SELECT 1 FROM circles_record r JOIN circles_my_seats() s ON s.child_id = r.child_id AND s.area_id = r.owner_id
        WHERE r.child_id = circles_withheld.child_id AND r.id = circles_withheld.record_id
    )
);
DROP POLICY IF EXISTS withheld_in_ones_own_name ON circles_withheld;
CREATE POLICY withheld_in_ones_own_name ON circles_withheld AS RESTRICTIVE FOR INSERT TO kronobarn_app WITH CHECK (
    (decided_by_id, decided_for_id) = (circles_me(), circles_my_assignment()) AND ended_at IS NULL
);

-- Its reason, and whom it is about, are never rewritten: it is ended, and decided anew.
CREATE OR REPLACE FUNCTION circles_withheld_only_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(NEW) - ARRAY['ended_at', 'ended_by_id', 'ended_because']
       IS DISTINCT FROM to_jsonb(OLD) - ARRAY['ended_at', 'ended_by_id', 'ended_because']
       OR OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL OR NEW.ended_by_id IS DISTINCT FROM circles_me()
    THEN RAISE EXCEPTION 'what is withheld is ended, never rewritten' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER withheld_only_ends BEFORE UPDATE ON circles_withheld
    FOR EACH ROW EXECUTE FUNCTION circles_withheld_only_ends();

-- What a child has had blocked (PDL 4 kap. 4 §): its wish is read by itself, and by those who work with it in the unit.
ALTER TABLE circles_block ENABLE ROW LEVEL SECURITY;
ALTER TABLE circles_block FORCE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS block_for_the_function ON circles_block;
CREATE POLICY block_for_the_function ON circles_block FOR SELECT TO CURRENT_USER USING (true);
DROP POLICY IF EXISTS block_see ON circles_block;
CREATE POLICY block_see ON circles_block FOR SELECT TO kronobarn_app USING (
    EXISTS (
        SELECT 1 FROM circles_my_seats() s LEFT JOIN authorities_assignment a ON a.id = s.assignment_id
        WHERE s.child_id = circles_block.child_id
          AND (s.role = 'child' OR (a.unit_id = circles_block.unit_id AND s.role NOT IN ('notifier', 'emergency'))))
);

-- It is written down in one's own name by whoever works with the child in the unit, and in health care only.
DROP POLICY IF EXISTS block_begin ON circles_block;
CREATE POLICY block_begin ON circles_block FOR INSERT TO kronobarn_app WITH CHECK (
    (recorded_by_id, recorded_for_id) = (circles_me(), circles_my_assignment()) AND ended_at IS NULL
    AND EXISTS (
        SELECT 1 FROM circles_my_seats() s
        JOIN authorities_assignment a ON a.id = s.assignment_id
        JOIN authorities_secrecyarea e ON e.id = s.area_id
        WHERE s.child_id = circles_block.child_id AND s.role NOT IN ('notifier', 'emergency')
          AND (a.unit_id, s.area_id) = (circles_block.unit_id, circles_block.area_id)
          AND e.regime IN ('health_care', 'student_health_medical'))
);

-- It is lifted in the same unit.
DROP POLICY IF EXISTS block_end ON circles_block;
CREATE POLICY block_end ON circles_block FOR UPDATE TO kronobarn_app USING (
    EXISTS (
        SELECT 1 FROM circles_my_seats() s JOIN authorities_assignment a ON a.id = s.assignment_id
        WHERE s.child_id = circles_block.child_id AND a.unit_id = circles_block.unit_id
          AND s.role NOT IN ('notifier', 'emergency'))
) WITH CHECK (ended_by_id = circles_me());

CREATE OR REPLACE FUNCTION circles_block_only_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(NEW) - ARRAY['ended_at', 'ended_by_id', 'ended_because']
       IS DISTINCT FROM to_jsonb(OLD) - ARRAY['ended_at', 'ended_by_id', 'ended_because']
       OR OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL
    THEN RAISE EXCEPTION 'a block is lifted, never rewritten' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER block_only_ends BEFORE UPDATE ON circles_block
    FOR EACH ROW EXECUTE FUNCTION circles_block_only_ends();

-- The log about a child is read by those who sit with the child (not by those who only noticed something);
-- one's own doings by oneself. ------------

DROP POLICY IF EXISTS log_see ON audit_logentry;
CREATE POLICY log_see ON audit_logentry FOR SELECT TO kronobarn_app USING (
    person_id = circles_me()
    OR (
        child_id IN (SELECT circles_my_tables())
        -- Who noticed something is not told to the family through the log.
        AND (circles_my_assignment() IS NOT NULL
             OR NOT (kind LIKE 'signal.%' OR kind = 'child.sought' OR subject LIKE 'signal:%'
                     OR why IN ('notifier', 'noticed') OR kind LIKE 'withheld.%'
                     -- Nor an emergency opening, while telling it is put off.
                     OR EXISTS (
                         SELECT 1 FROM circles_untold() u
                         WHERE u.child_id = audit_logentry.child_id
                           AND (u.subject = audit_logentry.subject
                                OR (u.person_id = audit_logentry.person_id
                                    AND (why = 'emergency' OR kind LIKE 'emergency.%'))))))
    )
);

-- Nor what is withheld, to whoever it is withheld from. (A version of a plan is plan:id/number.)
DROP POLICY IF EXISTS log_not_withheld ON audit_logentry;
CREATE POLICY log_not_withheld ON audit_logentry AS RESTRICTIVE FOR SELECT TO kronobarn_app USING (
    split_part(split_part(subject, ':', 2), '/', 1) NOT IN (SELECT circles_lines_withheld_from(circles_me()))
    AND concat_ws(':', child_id, assignment_id) NOT IN (SELECT circles_lines_withheld_from(circles_me()))
);
