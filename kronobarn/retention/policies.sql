-- Removing what an authority no longer keeps: the one place in the database where records can go.
--
-- Nobody who signs in may remove anything, and nor may the keeper or the owner of the tables by themselves. The keeper
-- calls one function, which runs as the owner; and the owner's own policies let it remove only what stands in a
-- proposal that a second person has approved. Two persons are thus needed for every row, whatever the code above says.

-- Switched on by the functions below for as long as they run. It opens nothing to anybody but the owner of the tables.
CREATE OR REPLACE FUNCTION retention_at_work() RETURNS boolean LANGUAGE sql STABLE AS
    $$ SELECT current_setting('kronobarn.retention', true) = 'on' $$;

-- The area whose removals the person who asks looks after.
CREATE OR REPLACE FUNCTION retention_my_area() RETURNS bigint LANGUAGE sql STABLE AS
    $$ SELECT coalesce(oversight_my_area('archivist'), oversight_my_area('manager')) $$;

-- What is about to go, who said so, and what is held back -----------------------------------------

DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['proposal', 'proposedact', 'hold', 'removal'] LOOP
        EXECUTE format('ALTER TABLE retention_%s ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE retention_%s FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('DROP POLICY IF EXISTS %s_for_the_function ON retention_%1$s', name);
        EXECUTE format('CREATE POLICY %s_for_the_function ON retention_%1$s TO CURRENT_USER USING (true)', name);
    END LOOP;
END $$;

DROP POLICY IF EXISTS proposal_see ON retention_proposal;
CREATE POLICY proposal_see ON retention_proposal FOR SELECT TO kronobarn_app USING (
    area_id = (SELECT retention_my_area())
);
DROP POLICY IF EXISTS proposal_carry_out ON retention_proposal;
CREATE POLICY proposal_carry_out ON retention_proposal FOR SELECT TO kronobarn_keeper USING (true);
DROP POLICY IF EXISTS proposal_make ON retention_proposal;
CREATE POLICY proposal_make ON retention_proposal FOR INSERT TO kronobarn_app WITH CHECK (
    area_id = (SELECT oversight_my_area('archivist'))
    AND proposed_by_id = circles_me() AND proposed_as_id = circles_my_assignment()
    AND approved_at IS NULL AND withdrawn_at IS NULL AND carried_out_at IS NULL
);
DROP POLICY IF EXISTS proposal_answer ON retention_proposal;
CREATE POLICY proposal_answer ON retention_proposal FOR UPDATE TO kronobarn_app USING (
    area_id = (SELECT retention_my_area())
) WITH CHECK (
    area_id = (SELECT retention_my_area()) AND carried_out_at IS NULL
);

-- An answer is given in one's own name, once; what was proposed stays what it was.
CREATE OR REPLACE FUNCTION retention_proposal_is_answered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.area_id, NEW.rules_version, NEW.acts, NEW.records, NEW.proposed_at, NEW.proposed_by_id, NEW.proposed_as_id)
       IS DISTINCT FROM
       (OLD.id, OLD.area_id, OLD.rules_version, OLD.acts, OLD.records, OLD.proposed_at, OLD.proposed_by_id, OLD.proposed_as_id)
       OR OLD.withdrawn_at IS NOT NULL OR OLD.carried_out_at IS NOT NULL
       OR (OLD.approved_by_id IS NOT NULL
           AND (NEW.approved_at, NEW.approved_by_id) IS DISTINCT FROM (OLD.approved_at, OLD.approved_by_id))
       OR (NEW.approved_by_id IS DISTINCT FROM OLD.approved_by_id AND NEW.approved_by_id IS DISTINCT FROM circles_me())
       OR (NEW.withdrawn_by_id IS DISTINCT FROM OLD.withdrawn_by_id AND NEW.withdrawn_by_id IS DISTINCT FROM circles_me())
    THEN RAISE EXCEPTION 'a proposal is answered in one''s own name, and once' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER proposal_is_answered BEFORE UPDATE ON retention_proposal
    FOR EACH ROW EXECUTE FUNCTION retention_proposal_is_answered();

DROP POLICY IF EXISTS proposedact_see ON retention_proposedact;
CREATE POLICY proposedact_see ON retention_proposedact FOR SELECT TO kronobarn_app USING (
    EXISTS (SELECT 1 FROM retention_proposal p
            WHERE p.id = retention_proposedact.proposal_id AND p.area_id = (SELECT retention_my_area()))
);
DROP POLICY IF EXISTS proposedact_make ON retention_proposedact;
CREATE POLICY proposedact_make ON retention_proposedact FOR INSERT TO kronobarn_app WITH CHECK (
    EXISTS (SELECT 1 FROM retention_proposal p
            WHERE p.id = retention_proposedact.proposal_id AND p.proposed_by_id = circles_me() AND p.approved_at IS NULL
              AND p.area_id = (SELECT oversight_my_area('archivist')))
);

DROP POLICY IF EXISTS hold_see ON retention_hold;
CREATE POLICY hold_see ON retention_hold FOR SELECT TO kronobarn_app USING (
    area_id = (SELECT retention_my_area())
);
DROP POLICY IF EXISTS hold_place ON retention_hold;
CREATE POLICY hold_place ON retention_hold FOR INSERT TO kronobarn_app WITH CHECK (
    area_id = (SELECT oversight_my_area('archivist')) AND placed_by_id = circles_me() AND ended_at IS NULL
);
DROP POLICY IF EXISTS hold_end ON retention_hold;
CREATE POLICY hold_end ON retention_hold FOR UPDATE TO kronobarn_app USING (
    area_id = (SELECT oversight_my_area('archivist'))
) WITH CHECK (area_id = (SELECT oversight_my_area('archivist')) AND ended_by_id = circles_me());

CREATE OR REPLACE FUNCTION retention_hold_only_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.child_id, NEW.area_id, NEW.reason, NEW.since, NEW.until, NEW.placed_at, NEW.placed_by_id)
       IS DISTINCT FROM
       (OLD.id, OLD.child_id, OLD.area_id, OLD.reason, OLD.since, OLD.until, OLD.placed_at, OLD.placed_by_id)
       OR OLD.ended_at IS NOT NULL
    THEN RAISE EXCEPTION 'a hold can only be ended' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER hold_only_ends BEFORE UPDATE ON retention_hold
    FOR EACH ROW EXECUTE FUNCTION retention_hold_only_ends();

DROP POLICY IF EXISTS removal_see ON retention_removal;
CREATE POLICY removal_see ON retention_removal FOR SELECT TO kronobarn_app USING (
    area_id = (SELECT retention_my_area())
);

-- What the owner of the tables may read and remove, inside the functions ----------------------------

-- Whether a record stands in a proposal that two persons have said yes to.
CREATE OR REPLACE FUNCTION retention_is_approved(child uuid, owner bigint, class text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM public.retention_proposedact a JOIN public.retention_proposal p ON p.id = a.proposal_id
        WHERE a.child_id = child AND p.area_id = owner AND a.retention_class = class
          AND p.approved_by_id <> p.proposed_by_id AND p.withdrawn_at IS NULL AND p.carried_out_at IS NULL)
$$;

-- Every table whose rows hang on a record, found by its columns: a new one is included the day it is made.
CREATE OR REPLACE FUNCTION retention_tables() RETURNS SETOF regclass LANGUAGE sql STABLE AS $$
    SELECT c.oid::regclass FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
      AND (SELECT count(*) FROM pg_attribute a
           WHERE a.attrelid = c.oid AND a.attname IN ('child_id', 'record_id') AND NOT a.attisdropped) = 2
    ORDER BY c.relname
$$;

DO $$
DECLARE
    hanging regclass;
BEGIN
    FOR hanging IN SELECT * FROM retention_tables() LOOP
        EXECUTE format('DROP POLICY IF EXISTS retention_read ON %s', hanging);
        EXECUTE format('CREATE POLICY retention_read ON %s FOR SELECT TO CURRENT_USER USING (retention_at_work())', hanging);
        EXECUTE format('DROP POLICY IF EXISTS retention_remove ON %s', hanging);
        EXECUTE format($q$
            CREATE POLICY retention_remove ON %1$s FOR DELETE TO CURRENT_USER USING (
                retention_at_work()
                AND EXISTS (
                    SELECT 1 FROM circles_record r
                    WHERE r.child_id = %1$s.child_id AND r.id = %1$s.record_id
                      AND retention_is_approved(r.child_id, r.owner_id, r.retention_class)))$q$, hanging);
    END LOOP;
END $$;

DROP POLICY IF EXISTS retention_read ON circles_record;
CREATE POLICY retention_read ON circles_record FOR SELECT TO CURRENT_USER USING (retention_at_work());
DROP POLICY IF EXISTS retention_remove ON circles_record;
CREATE POLICY retention_remove ON circles_record FOR DELETE TO CURRENT_USER USING (
    retention_at_work() AND retention_is_approved(child_id, owner_id, retention_class)
);
DROP POLICY IF EXISTS retention_read ON notices_task;
CREATE POLICY retention_read ON notices_task FOR SELECT TO CURRENT_USER USING (retention_at_work());
DROP POLICY IF EXISTS retention_remove ON notices_task;
CREATE POLICY retention_remove ON notices_task FOR DELETE TO CURRENT_USER USING (
    retention_at_work() AND EXISTS (
        SELECT 1 FROM circles_record r WHERE r.child_id = notices_task.child_id AND r.id = notices_task.subject
          AND retention_is_approved(r.child_id, r.owner_id, r.retention_class))
);

-- Dates and numbers of every act of an area: what the rules are asked about -------------------------

CREATE OR REPLACE FUNCTION retention_acts(of_area bigint)
RETURNS TABLE (child_id uuid, retention_class text, regime text, records bigint, last_entry date, closed_on date,
               born_on date, is_open boolean, is_held boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM set_config('kronobarn.retention', 'on', true);
    RETURN QUERY
    SELECT r.child_id, r.retention_class::text, a.regime::text, count(*),
           (greatest(max(r.written_at), max(m.closed_at)) AT TIME ZONE 'Europe/Stockholm')::date,
           (max(m.closed_at) AT TIME ZONE 'Europe/Stockholm')::date, c.born_on, coalesce(bool_or(m.open), false),
           EXISTS (SELECT FROM retention_hold h
                   WHERE h.child_id = r.child_id AND h.area_id = of_area AND h.ended_at IS NULL
                     AND h.since <= current_date AND (h.until IS NULL OR h.until >= current_date))
    FROM circles_record r
    JOIN authorities_secrecyarea a ON a.id = r.owner_id
    JOIN people_child c ON c.id = r.child_id
    LEFT JOIN LATERAL (SELECT max(closed_at) AS closed_at, bool_or(x.closed_at IS NULL) AS open
                       FROM concerns_matter x WHERE x.child_id = r.child_id) m ON true
    WHERE r.owner_id = of_area
    GROUP BY r.child_id, r.retention_class, a.regime, c.born_on;
    PERFORM set_config('kronobarn.retention', '', true);
END $$;
REVOKE ALL ON FUNCTION retention_acts(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION retention_acts(bigint) TO kronobarn_keeper;

CREATE OR REPLACE FUNCTION retention_my_acts()
RETURNS TABLE (child_id uuid, retention_class text, regime text, records bigint, last_entry date, closed_on date,
               born_on date, is_open boolean, is_held boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
    $$ SELECT * FROM retention_acts(retention_my_area()) $$;
REVOKE ALL ON FUNCTION retention_my_acts() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION retention_my_acts() TO kronobarn_app;

-- Which other acts lean on those of an area: rows that point at theirs. Found by the foreign keys themselves.
CREATE OR REPLACE FUNCTION retention_leaning(on_area bigint)
RETURNS TABLE (child_id uuid, area_id bigint, retention_class text, on_class text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    key record;
BEGIN
    PERFORM set_config('kronobarn.retention', 'on', true);
    FOR key IN
        SELECT c.conrelid::regclass AS pointing, f.attname AS pointer, c.confrelid::regclass AS pointed, t.attname AS target
        FROM pg_constraint c
        JOIN pg_attribute f ON f.attrelid = c.conrelid AND f.attnum = c.conkey[1]
        JOIN pg_attribute t ON t.attrelid = c.confrelid AND t.attnum = c.confkey[1]
        WHERE c.contype = 'f' AND cardinality(c.conkey) = 1 AND f.attname <> 'record_id'
          AND c.conrelid IN (SELECT oid::oid FROM retention_tables() oid)
          AND c.confrelid IN (SELECT oid::oid FROM retention_tables() oid)
    LOOP
        RETURN QUERY EXECUTE format(
            'SELECT DISTINCT w.child_id, w.owner_id, w.retention_class::text, o.retention_class::text'
            ' FROM %1$s x JOIN circles_record w ON w.id = x.record_id'
            ' JOIN %2$s y ON y.%3$I = x.%4$I JOIN circles_record o ON o.id = y.record_id'
            ' WHERE o.owner_id = $1 AND (w.owner_id, w.retention_class) <> (o.owner_id, o.retention_class)',
            key.pointing, key.pointed, key.target, key.pointer) USING on_area;
    END LOOP;
    PERFORM set_config('kronobarn.retention', '', true);
END $$;
REVOKE ALL ON FUNCTION retention_leaning(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION retention_leaning(bigint) TO kronobarn_keeper;

CREATE OR REPLACE FUNCTION retention_leaning_on_mine()
RETURNS TABLE (child_id uuid, area_id bigint, retention_class text, on_class text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
    $$ SELECT * FROM retention_leaning(retention_my_area()) $$;
REVOKE ALL ON FUNCTION retention_leaning_on_mine() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION retention_leaning_on_mine() TO kronobarn_app;

-- The areas that hold anything.
CREATE OR REPLACE FUNCTION retention_areas() RETURNS TABLE (area_id bigint, name text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM set_config('kronobarn.retention', 'on', true);
    RETURN QUERY
    SELECT a.id, (o.name || ', ' || a.name)::text FROM authorities_secrecyarea a
    JOIN authorities_organisation o ON o.id = a.organisation_id
    WHERE EXISTS (SELECT FROM circles_record r WHERE r.owner_id = a.id) ORDER BY 2;
    PERFORM set_config('kronobarn.retention', '', true);
END $$;
REVOKE ALL ON FUNCTION retention_areas() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION retention_areas() TO kronobarn_keeper;

-- What goes into the archive's package: only of what has been approved -------------------------------

CREATE OR REPLACE FUNCTION retention_content(wanted uuid)
RETURNS TABLE (child_id uuid, record_id uuid, of_table text, content jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    hanging regclass;
BEGIN
    PERFORM set_config('kronobarn.retention', 'on', true);
    RETURN QUERY
        SELECT r.child_id, r.id, 'circles_record'::text,
               to_jsonb(r) || jsonb_build_object('author_name', concat_ws(' ', p.given_name, p.family_name),
                   'author_profession', a.profession, 'author_unit', u.name)
        FROM circles_record r JOIN people_person p ON p.id = r.author_id
        LEFT JOIN authorities_assignment a ON a.id = r.author_assignment_id LEFT JOIN authorities_unit u ON u.id = a.unit_id
        WHERE r.id IN (SELECT retention_records(wanted));
    RETURN QUERY
        SELECT c.id, NULL::uuid, 'people_child'::text, jsonb_build_object('id', c.id, 'given_name', c.given_name,
                   'family_name', c.family_name, 'born_on', c.born_on, 'expected_on', c.expected_on, 'protection', c.protection,
                   'numbers', (SELECT coalesce(jsonb_agg(i.number), '[]') FROM people_identity i WHERE i.child_id = c.id))
        FROM people_child c WHERE c.id IN (SELECT x.child_id FROM retention_proposedact x WHERE x.proposal_id = wanted);
    FOR hanging IN SELECT * FROM retention_tables() LOOP
        RETURN QUERY EXECUTE format(
            'SELECT x.child_id, x.record_id, %L::text, to_jsonb(x) FROM %s x WHERE x.record_id IN (SELECT retention_records($1))',
            hanging::text, hanging) USING wanted;
    END LOOP;
    PERFORM set_config('kronobarn.retention', '', true);
END $$;
REVOKE ALL ON FUNCTION retention_content(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION retention_content(uuid) TO kronobarn_keeper;

-- The records of an approved proposal.
CREATE OR REPLACE FUNCTION retention_records(wanted uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    SELECT r.id FROM public.circles_record r
    JOIN public.retention_proposedact a ON a.child_id = r.child_id AND a.retention_class = r.retention_class
    JOIN public.retention_proposal p ON p.id = a.proposal_id AND p.area_id = r.owner_id
    WHERE p.id = wanted AND p.approved_by_id <> p.proposed_by_id AND p.withdrawn_at IS NULL AND p.carried_out_at IS NULL
$$;

-- And goes. What the rules say is asked again here, as far as a mistake above could do harm.
CREATE OR REPLACE FUNCTION retention_carry_out(wanted uuid, package_name text, package_digest bytea) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    found retention_proposal;
    hanging regclass;
    going uuid[];
BEGIN
    SELECT * INTO found FROM retention_proposal WHERE id = wanted FOR UPDATE;
    IF found.approved_by_id IS NULL OR found.approved_by_id = found.proposed_by_id
       OR found.withdrawn_at IS NOT NULL OR found.carried_out_at IS NOT NULL
    THEN RAISE EXCEPTION 'proposal % is not approved by two', wanted USING ERRCODE = 'check_violation'; END IF;
    IF EXISTS (SELECT FROM retention_proposedact a JOIN retention_acts(found.area_id) n
               ON n.child_id = a.child_id AND n.retention_class = a.retention_class
               WHERE a.proposal_id = wanted AND (n.is_open OR n.is_held OR n.records <> a.records
                 OR n.last_entry <> a.last_entry OR a.due_on > current_date
                 OR n.last_entry > current_date - interval '2 years'
                 OR (n.regime = 'social_services' AND (n.born_on IS NULL OR extract(day FROM n.born_on) IN (5, 15, 25)))))
    THEN RAISE EXCEPTION 'proposal % is no longer what was approved', wanted USING ERRCODE = 'check_violation'; END IF;
    PERFORM set_config('kronobarn.retention', 'on', true); -- retention_acts has switched it off
    going := ARRAY(SELECT retention_records(wanted));
    IF cardinality(going) <> found.records OR octet_length(package_digest) <> 32
    THEN RAISE EXCEPTION 'proposal % is no longer what was approved', wanted USING ERRCODE = 'check_violation'; END IF;
    INSERT INTO retention_removal (proposal_id, area_id, retention_class, kind, records, removed_at)
        SELECT wanted, found.area_id, r.retention_class, r.kind, count(*), now()
        FROM circles_record r WHERE r.id = ANY (going) GROUP BY r.retention_class, r.kind;
    DELETE FROM notices_task WHERE subject = ANY (going);
    FOR hanging IN SELECT * FROM retention_tables() LOOP
        EXECUTE format('DELETE FROM %s WHERE record_id = ANY ($1)', hanging) USING going;
    END LOOP;
    DELETE FROM circles_record WHERE id = ANY (going);
    -- What another authority's records lean on cannot go: the foreign keys say so now, and nothing has happened.
    SET CONSTRAINTS ALL IMMEDIATE;
    IF EXISTS (SELECT FROM circles_record WHERE id = ANY (going))
    THEN RAISE EXCEPTION 'something of proposal % would be left', wanted; END IF;
    UPDATE retention_proposal SET carried_out_at = now(), package = package_name, digest = package_digest WHERE id = wanted;
    DELETE FROM retention_proposedact WHERE proposal_id = wanted;
    PERFORM set_config('kronobarn.retention', '', true);
    RETURN cardinality(going);
END $$;
REVOKE ALL ON FUNCTION retention_carry_out(uuid, text, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION retention_carry_out(uuid, text, bytea) TO kronobarn_keeper;
