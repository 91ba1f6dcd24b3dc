-- What is protected spreads in the household, also to children whom the one who decides it cannot see. They learn
-- nothing by it: the functions answer nothing, write in nobody's name, and let the responsible of each child know.

DROP POLICY IF EXISTS task_of_the_household ON notices_task;
CREATE POLICY task_of_the_household ON notices_task FOR INSERT TO CURRENT_USER WITH CHECK (kind = 'see_protection');

-- The responsible of a child looks over how it is protected, today; not whoever did what there is to look over.
CREATE OR REPLACE FUNCTION protection_ask(about uuid, today date, at timestamptz, but_for bigint) RETURNS void
LANGUAGE sql VOLATILE AS $$
    INSERT INTO public.notices_task
        (id, child_id, person_id, assignment_id, kind, subject, due_on, asked_at, asked_by_id)
    SELECT gen_random_uuid(), about, a.person_id, r.holder_id, 'see_protection', about, today, at, a.person_id
    FROM public.responsibility_responsibility r JOIN public.authorities_assignment a ON a.id = r.holder_id
    WHERE r.child_id = about AND r.until IS NULL AND r.holder_id IS DISTINCT FROM but_for
    ON CONFLICT DO NOTHING
$$;
REVOKE ALL ON FUNCTION protection_ask(uuid, date, timestamptz, bigint) FROM PUBLIC;

-- The children who have one of these guardians now.
CREATE OR REPLACE FUNCTION protection_children_of(guardians bigint[]) RETURNS SETOF people_child
LANGUAGE sql STABLE AS $$
    SELECT c.* FROM public.people_child c
    WHERE c.id IN (SELECT g.child_id FROM public.people_guardianship g
                   WHERE g.guardian_id = ANY (guardians) AND g.until IS NULL)
    ORDER BY c.id
$$;
REVOKE ALL ON FUNCTION protection_children_of(bigint[]) FROM PUBLIC;

CREATE OR REPLACE FUNCTION protection_mark_siblings(of_child uuid, mark text, today date, at timestamptz, but_for bigint)
RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    sibling public.people_child;
BEGIN
    FOR sibling IN
        SELECT c.* FROM public.protection_children_of(ARRAY(
            SELECT g.guardian_id FROM public.people_guardianship g WHERE g.child_id = of_child AND g.until IS NULL)) c
        WHERE c.id <> of_child
    LOOP
        IF mark <> 'none' AND sibling.protection = 'none' THEN
            UPDATE public.people_child SET protection = mark WHERE id = sibling.id AND protection = 'none';
            INSERT INTO public.audit_logentry (at, kind, child_id, subject, why, detail)
            VALUES (protection_mark_siblings.at, 'protection.spread', sibling.id, '', '', jsonb_build_object('mark', mark));
            PERFORM public.protection_ask(sibling.id, today, protection_mark_siblings.at, but_for);
        ELSIF mark = 'none' AND sibling.protection <> 'none' THEN
            PERFORM public.protection_ask(sibling.id, today, protection_mark_siblings.at, but_for);
        END IF;
    END LOOP;
END $$;
REVOKE ALL ON FUNCTION protection_mark_siblings(uuid, text, date, timestamptz, bigint) FROM PUBLIC;

-- Asked by the responsible of the child that the mark was set on, or by the system when the population register says it.
-- A mark spreads to those who have none. That one is taken away does not: whoever answers for them looks it over.
CREATE OR REPLACE FUNCTION protection_spread(of_child uuid, mark text, today date, at timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    me bigint := circles_me();
    mine bigint := circles_my_assignment();
BEGIN
    IF me IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM circles_my_seats() s WHERE s.child_id = of_child AND s.role = 'responsible') THEN RETURN; END IF;
    -- In nobody's name: so say the log, and the trigger that marks a child's other card.
    PERFORM set_config('kronobarn.person', '', true), set_config('kronobarn.assignment', '', true);
    PERFORM protection_mark_siblings(of_child, mark, today, at, mine);
    PERFORM set_config('kronobarn.person', coalesce(me::text, ''), true),
            set_config('kronobarn.assignment', coalesce(mine::text, ''), true);
END $$;
REVOKE ALL ON FUNCTION protection_spread(uuid, text, date, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION protection_spread(uuid, text, date, timestamptz) TO kronobarn_app;

-- A guardian of the child is protected, or no longer: whoever answers for the guardian's other children looks them over.
CREATE OR REPLACE FUNCTION protection_tell_of_guardian(of_child uuid, guardian bigint, today date, at timestamptz)
RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM circles_my_seats() s WHERE s.child_id = of_child AND s.role = 'responsible')
       AND EXISTS (SELECT 1 FROM people_guardianship g
                   WHERE g.child_id = of_child AND g.guardian_id = guardian AND g.until IS NULL)
    THEN
        PERFORM protection_ask(c.id, today, at, circles_my_assignment())
        FROM protection_children_of(ARRAY[guardian]) c WHERE c.id <> of_child;
    END IF;
END $$;
REVOKE ALL ON FUNCTION protection_tell_of_guardian(uuid, bigint, date, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION protection_tell_of_guardian(uuid, bigint, date, timestamptz) TO kronobarn_app;

-- Whether whoever has the number is marked so already. Asked by the system alone.
CREATE OR REPLACE FUNCTION protection_is_marked(of_number text, mark text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT circles_me() IS NULL AND EXISTS (
        SELECT 1 FROM people_identity i JOIN people_child c ON c.id = i.child_id
        WHERE i.number = of_number AND c.protection = mark)
$$;
REVOKE ALL ON FUNCTION protection_is_marked(text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION protection_is_marked(text, text) TO kronobarn_app;

-- A guardian is written down, and one in the household is protected while another is not: the responsible of the child
-- who is not looks it over.
CREATE OR REPLACE FUNCTION protection_meets_the_household() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    today date := circles_day(NEW.recorded_at);
BEGIN
    IF EXISTS (SELECT 1 FROM people_child c WHERE c.id = NEW.child_id AND c.protection <> 'none') THEN
        PERFORM protection_ask(c.id, today, NEW.recorded_at, NULL)
        FROM protection_children_of(ARRAY[NEW.guardian_id]) c WHERE c.protection = 'none';
    ELSIF EXISTS (SELECT 1 FROM people_person p WHERE p.id = NEW.guardian_id AND p.protected)
       OR EXISTS (SELECT 1 FROM protection_children_of(ARRAY[NEW.guardian_id]) c WHERE c.protection <> 'none')
    THEN
        PERFORM protection_ask(NEW.child_id, today, NEW.recorded_at, NULL);
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER protection_meets_the_household AFTER INSERT ON people_guardianship
    FOR EACH ROW EXECUTE FUNCTION protection_meets_the_household();
