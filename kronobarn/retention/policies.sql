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
) WITH CHECK (carried_out_at IS NULL);

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
    EXISTS (SELECT 1 FROM retention_proposal p WHERE p.id = retention_proposedact.proposal_id)
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
) WITH CHECK (ended_by_id = circles_me());

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

-- Two cards of one child are one child here: what is about it is counted, held back and removed for both (ADR 0020).
CREATE OR REPLACE FUNCTION retention_card(card uuid) RETURNS uuid LANGUAGE sql STABLE AS $$
    SELECT coalesce((SELECT m.kept_id FROM public.people_samechild m WHERE m.child_id = card AND m.undone_at IS NULL), card)
$$;
CREATE OR REPLACE FUNCTION retention_cards(child uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    SELECT child UNION ALL SELECT m.child_id FROM public.people_samechild m WHERE m.kept_id = child AND m.undone_at IS NULL
$$;

-- Whether something stands in a proposal that two persons have said yes to. (What is about the child itself is proposed
-- by one area, whichever owns the rest: that it is the right one is asked when it is carried out.)
CREATE OR REPLACE FUNCTION retention_is_approved(child uuid, owner bigint, class text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM public.retention_proposedact a JOIN public.retention_proposal p ON p.id = a.proposal_id
        WHERE a.child_id = public.retention_card(child) AND a.retention_class = class AND p.area_id = coalesce(owner, p.area_id)
          AND p.approved_by_id <> p.proposed_by_id AND p.withdrawn_at IS NULL AND p.carried_out_at IS NULL)
$$;

-- Every table whose rows hang on a record, found by its columns: a new one is included the day it is made.
CREATE OR REPLACE FUNCTION retention_tables() RETURNS SETOF regclass LANGUAGE sql STABLE AS $$
    SELECT c.oid::regclass FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
      AND (SELECT count(*) FROM pg_attribute a
           WHERE a.attrelid = c.oid AND a.attname IN ('child_id', 'record_id')) = 2
    ORDER BY c.relname
$$;

-- And every other table that leads to a child, by its foreign keys, with what says which child. What goes between
-- authorities has a class of its own, which the child waits for. What hangs on these comes first, as it must go first.
CREATE OR REPLACE FUNCTION retention_beside() RETURNS TABLE (of_table regclass, leads text[]) LANGUAGE sql STABLE AS $$
    WITH straight AS (
        SELECT c.conrelid, a.attname, format('%s.%I', c.conrelid::regclass, a.attname) AS lead
        FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
        WHERE c.confrelid = 'public.people_child'::regclass
          AND c.conrelid NOT IN (SELECT t::oid FROM public.retention_tables() t)
          AND c.conrelid <> ALL (ARRAY['public.circles_record', 'public.disclosures_informationrequest',
                                       'public.disclosures_extent']::regclass[])
    ), further AS (
        SELECT c.conrelid, format('(SELECT p.%I FROM %s p WHERE p.%I = %s.%I)', s.attname, s.conrelid::regclass, t.attname,
                                  c.conrelid::regclass, f.attname) AS lead
        FROM straight s JOIN pg_constraint c ON c.confrelid = s.conrelid
        JOIN pg_attribute f ON f.attrelid = c.conrelid AND f.attnum = c.conkey[1]
        JOIN pg_attribute t ON t.attrelid = c.confrelid AND t.attnum = c.confkey[1]
        WHERE c.conrelid NOT IN (SELECT x.conrelid FROM straight x)
          AND c.conrelid NOT IN (SELECT t::oid FROM public.retention_tables() t)
    )
    SELECT x.conrelid::regclass, array_agg(x.lead) FROM (
        SELECT conrelid, lead, 1 AS step FROM straight UNION ALL SELECT conrelid, lead, 0 FROM further
    ) x GROUP BY x.conrelid ORDER BY min(x.step), x.conrelid::regclass::text
$$;
CREATE OR REPLACE FUNCTION retention_is_about(leads text[], is_one_of text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT '(' || string_agg(format(is_one_of, lead), ' OR ') || ')' FROM unnest(leads) lead
$$;

DO $$
DECLARE
    hanging regclass;
    which_child text[];
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
    FOR hanging, which_child IN SELECT of_table, leads FROM retention_beside()
                            UNION ALL SELECT 'people_child'::regclass, ARRAY['people_child.id'] LOOP
        EXECUTE format('DROP POLICY IF EXISTS retention_read_of_the_child ON %s', hanging);
        EXECUTE format('CREATE POLICY retention_read_of_the_child ON %s FOR SELECT TO CURRENT_USER'
                       ' USING (retention_at_work())', hanging);
        EXECUTE format('DROP POLICY IF EXISTS retention_remove_of_the_child ON %s', hanging);
        EXECUTE format('CREATE POLICY retention_remove_of_the_child ON %s FOR DELETE TO CURRENT_USER'
                       ' USING (retention_at_work() AND %s)', hanging,
                       retention_is_about(which_child, 'retention_is_approved(%s, NULL, ''child'')'));
    END LOOP;
END $$;

DROP POLICY IF EXISTS retention_read ON disclosures_informationrequest;
CREATE POLICY retention_read ON disclosures_informationrequest FOR SELECT TO CURRENT_USER USING (retention_at_work());
DROP POLICY IF EXISTS retention_remove ON disclosures_informationrequest;
CREATE POLICY retention_remove ON disclosures_informationrequest FOR DELETE TO CURRENT_USER USING (
    retention_at_work() AND retention_is_approved(child_id, to_area_id, 'request')
);
DROP POLICY IF EXISTS retention_read ON disclosures_extent;
CREATE POLICY retention_read ON disclosures_extent FOR SELECT TO CURRENT_USER USING (retention_at_work());
DROP POLICY IF EXISTS retention_remove ON disclosures_extent;
CREATE POLICY retention_remove ON disclosures_extent FOR DELETE TO CURRENT_USER USING (
    retention_at_work() AND retention_is_approved(child_id, area_id, 'request')
);

-- (Records and tasks the owner reads as it is.)
DROP POLICY IF EXISTS retention_remove ON circles_record;
CREATE POLICY retention_remove ON circles_record FOR DELETE TO CURRENT_USER USING (
    retention_at_work() AND retention_is_approved(child_id, owner_id, retention_class)
);
DROP POLICY IF EXISTS retention_remove ON notices_task;
CREATE POLICY retention_remove ON notices_task FOR DELETE TO CURRENT_USER USING (
    retention_at_work() AND EXISTS (
        SELECT 1 FROM circles_record r WHERE r.child_id = notices_task.child_id AND r.id = notices_task.subject
          AND retention_is_approved(r.child_id, r.owner_id, r.retention_class))
);
DROP POLICY IF EXISTS retention_remove_of_a_request ON notices_task;
CREATE POLICY retention_remove_of_a_request ON notices_task FOR DELETE TO CURRENT_USER USING (
    retention_at_work() AND EXISTS (
        SELECT 1 FROM disclosures_informationrequest q WHERE q.child_id = notices_task.child_id AND q.id = notices_task.subject
          AND retention_is_approved(q.child_id, q.to_area_id, 'request'))
);

-- Dates and numbers of every act of an area: what the rules are asked about -------------------------

-- Those who are of age, and whose area it is that was responsible last. One who has moved on to another card is not
-- there: the other one is.
CREATE OR REPLACE FUNCTION retention_grown(of_area bigint) RETURNS TABLE (child uuid, since date, waits boolean)
LANGUAGE sql STABLE AS $$
    SELECT c.id, (SELECT public.circles_day(max(x.at)) FROM (
                      SELECT c.registered_at AS at
                      UNION ALL SELECT CASE WHEN s.until < now() THEN s.until ELSE s.since END
                                FROM public.retention_cards(c.id) k (id) JOIN public.circles_seat s ON s.child_id = k.id
                      UNION ALL SELECT greatest(b.since, b.until) FROM public.retention_cards(c.id) k (id)
                                JOIN public.responsibility_responsibility b ON b.child_id = k.id) x),
           EXISTS (SELECT FROM public.retention_cards(c.id) k (id)
                   JOIN public.responsibility_responsibility b ON b.child_id = k.id
                   WHERE b.until IS NULL AND b.offered_to_id IS NOT NULL)
    FROM public.people_child c
    WHERE coalesce(c.born_on, c.expected_on) <= public.circles_today() - interval '18 years' AND public.retention_card(c.id) = c.id
      AND (SELECT u.area_id FROM public.responsibility_responsibility b JOIN public.authorities_unit u ON u.id = b.unit_id
           WHERE b.child_id = c.id ORDER BY b.since DESC LIMIT 1) = of_area
$$;

-- How much there is about each of them, besides records and requests: rows, and the cards themselves.
CREATE OR REPLACE FUNCTION retention_rows(children uuid[]) RETURNS TABLE (child uuid, rows bigint) LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN QUERY EXECUTE (
        SELECT 'WITH card AS (SELECT g.child, k.id FROM unnest($1) g (child) CROSS JOIN LATERAL retention_cards(g.child) k (id))'
            ' SELECT x.child, count(*) FROM (SELECT card.child FROM card UNION ALL '
            || string_agg(format('SELECT d.child FROM (SELECT DISTINCT card.child, %1$s.ctid FROM card JOIN %1$s ON %2$s) d',
                                 of_table, retention_is_about(leads, '%s = card.id')), ' UNION ALL ')
            || ') x GROUP BY x.child' FROM retention_beside()) USING children;
END $$;

DROP FUNCTION IF EXISTS retention_my_acts();
DROP FUNCTION IF EXISTS retention_acts(bigint);
CREATE OR REPLACE FUNCTION retention_acts(of_area bigint)
RETURNS TABLE (child_id uuid, retention_class text, regimes text[], records bigint, last_entry date, closed_on date,
               turns_from date, births date[], is_open boolean, is_held boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM set_config('kronobarn.retention', 'on', true);
    RETURN QUERY
    WITH grown AS MATERIALIZED (
        SELECT * FROM retention_grown(of_area)
    ), held AS ( -- what there is, whose rules it follows, and who may hold it back
        SELECT retention_card(r.child_id) AS child, r.retention_class::text AS class, ARRAY[of_area] AS areas, count(*) AS n,
               circles_day(max(r.written_at)) AS latest, false AS waits
        FROM circles_record r WHERE r.owner_id = of_area GROUP BY 1, 2
        UNION ALL
        SELECT retention_card(q.child_id), 'request', array_agg(DISTINCT a.id), count(DISTINCT q.id),
               circles_day(max(greatest(q.asked_at, q.answered_at, q.withdrawn_at))),
               bool_or(q.state = 'asked')
        FROM disclosures_informationrequest q
        JOIN authorities_secrecyarea a ON a.id IN (q.to_area_id, q.from_area_id)
        WHERE q.to_area_id = of_area GROUP BY 1
        UNION ALL
        SELECT g.child, 'child', ARRAY[of_area], x.rows, g.since, g.waits
        FROM grown g JOIN retention_rows(ARRAY(SELECT y.child FROM grown y)) x ON x.child = g.child
    ), about AS (
        SELECT o.child, max(coalesce(c.born_on, c.expected_on)) AS turns_from,
               coalesce(array_agg(c.born_on) FILTER (WHERE c.born_on IS NOT NULL), '{}') AS births,
               circles_day(max(m.closed_at)) AS closed_on, coalesce(bool_or(m.open), false) AS open
        FROM (SELECT DISTINCT h.child FROM held h) o CROSS JOIN LATERAL retention_cards(o.child) k (id)
        JOIN people_child c ON c.id = k.id
        LEFT JOIN LATERAL (SELECT max(x.closed_at) AS closed_at, bool_or(x.closed_at IS NULL) AS open
                           FROM concerns_matter x WHERE x.child_id = c.id) m ON true
        GROUP BY o.child
    ), stopped AS MATERIALIZED (
        SELECT retention_card(s.child_id) AS child, s.area_id FROM retention_hold s
        WHERE s.ended_at IS NULL AND s.since <= circles_today() AND (s.until IS NULL OR s.until >= circles_today())
    )
    SELECT h.child, h.class, (SELECT array_agg(DISTINCT a.regime::text) FROM authorities_secrecyarea a WHERE a.id = ANY (h.areas)),
           h.n, greatest(h.latest, b.closed_on), b.closed_on, b.turns_from, b.births, b.open OR h.waits,
           EXISTS (SELECT FROM stopped s WHERE s.child = h.child AND (s.area_id = ANY (h.areas) OR h.class = 'child'))
    FROM held h JOIN about b ON b.child = h.child;
    PERFORM set_config('kronobarn.retention', '', true);
END $$;
REVOKE ALL ON FUNCTION retention_acts(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION retention_acts(bigint) TO kronobarn_keeper;

CREATE OR REPLACE FUNCTION retention_my_acts()
RETURNS TABLE (child_id uuid, retention_class text, regimes text[], records bigint, last_entry date, closed_on date,
               turns_from date, births date[], is_open boolean, is_held boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
    $$ SELECT * FROM retention_acts(retention_my_area()) $$;
REVOKE ALL ON FUNCTION retention_my_acts() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION retention_my_acts() TO kronobarn_app;

-- The same day so many years later; the day after for the last of February. As rules.years_after.
CREATE OR REPLACE FUNCTION retention_years_after(day date, years integer) RETURNS date LANGUAGE sql IMMUTABLE AS $$
    SELECT x::date + (extract(day FROM x) < extract(day FROM $1))::integer FROM (SELECT $1 + make_interval(years => $2)) y (x)
$$;

-- The first day on which an act may go, by the county's rules as they are loaded; none while the clock has not started,
-- a rule is missing or not confirmed, or the child is one of those who are kept for research. The same as rules.due_on,
-- asked again where it matters.
CREATE OR REPLACE FUNCTION retention_due_on(class text, regimes text[], last_entry date, closed_on date, turns_from date,
                                            births date[]) RETURNS date LANGUAGE plpgsql STABLE AS $$
DECLARE
    one text;
    term public.retention_term;
    begins date;
    latest date := retention_years_after(last_entry, 2);
BEGIN
    FOREACH one IN ARRAY regimes LOOP
        SELECT * INTO term FROM public.retention_term t WHERE t.regime = one AND t.retention_class = class;
        IF term.confirmed IS NOT TRUE THEN RETURN NULL; END IF;
        IF cardinality(term.research_days) > 0 AND (cardinality(births) = 0 OR EXISTS (
               SELECT FROM unnest(births) b WHERE extract(day FROM b) = ANY (term.research_days)))
        THEN RETURN NULL; END IF;
        begins := CASE term.after WHEN 'last_entry' THEN last_entry WHEN 'closed' THEN closed_on
                                  WHEN 'birthday' THEN turns_from END;
        IF begins IS NULL THEN RETURN NULL; END IF;
        latest := greatest(latest, retention_years_after(begins, term.years));
    END LOOP;
    RETURN latest;
END $$;

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
        WHERE c.conrelid IN (SELECT oid::oid FROM retention_tables() oid)
          AND c.confrelid IN (SELECT oid::oid FROM retention_tables() oid)
    LOOP
        RETURN QUERY EXECUTE format(
            'SELECT DISTINCT retention_card(w.child_id), w.owner_id, w.retention_class::text, o.retention_class::text'
            ' FROM %1$s x JOIN circles_record w ON w.id = x.record_id'
            ' JOIN %2$s y ON y.%3$I = x.%4$I JOIN circles_record o ON o.id = y.record_id'
            ' WHERE o.owner_id = $1 AND (w.owner_id, w.retention_class) <> (o.owner_id, o.retention_class)',
            key.pointing, key.pointed, key.target, key.pointer) USING on_area;
    END LOOP;
    RETURN QUERY -- a request waits for what was let go because of it
        SELECT DISTINCT retention_card(q.child_id), r.owner_id, r.retention_class::text, 'request'
        FROM disclosures_informationrequest q
        JOIN circles_disclosure d ON d.child_id = q.child_id AND d.decision = q.id JOIN circles_record r ON r.id = d.record_id
        WHERE q.to_area_id = on_area;
    RETURN QUERY -- and the child for every record and request, whosever they are
        SELECT DISTINCT g.child, x.owner, x.class, 'child' FROM retention_grown(on_area) g
        CROSS JOIN LATERAL retention_cards(g.child) k (id)
        CROSS JOIN LATERAL (
            SELECT r.owner_id, r.retention_class::text FROM circles_record r WHERE r.child_id = k.id
            UNION SELECT q.to_area_id, 'request' FROM disclosures_informationrequest q WHERE q.child_id = k.id
        ) x (owner, class);
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
    WHERE EXISTS (SELECT FROM circles_record r WHERE r.owner_id = a.id)
       OR EXISTS (SELECT FROM disclosures_informationrequest q WHERE q.to_area_id = a.id)
       OR EXISTS (SELECT FROM responsibility_responsibility b JOIN authorities_unit u ON u.id = b.unit_id
                  WHERE u.area_id = a.id AND b.until IS NULL)
    ORDER BY 2;
    PERFORM set_config('kronobarn.retention', '', true);
END $$;
REVOKE ALL ON FUNCTION retention_areas() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION retention_areas() TO kronobarn_keeper;

-- What goes into the archive's package: only of what has been approved -------------------------------

-- A row as it is kept: what is a file is left out, for its sum and size. The file itself is asked for on its own.
CREATE OR REPLACE FUNCTION retention_kept(of_table regclass) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT 'to_jsonb(x)' || coalesce(string_agg(format(
        ' - %1$L || jsonb_build_object(%1$L, jsonb_build_object(''sha256'', encode(sha256(x.%1$I), ''hex''), ''size'','
        ' octet_length(x.%1$I)))', a.attname), ''), '')
    FROM pg_attribute a WHERE a.attrelid = of_table AND a.atttypid = 'bytea'::regtype
$$;

CREATE OR REPLACE FUNCTION retention_content(wanted uuid)
RETURNS TABLE (child_id uuid, record_id uuid, of_table text, content jsonb)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    hanging regclass;
    which_child text[];
    cards uuid[];
BEGIN
    PERFORM set_config('kronobarn.retention', 'on', true);
    RETURN QUERY
        SELECT a.child_id, NULL::uuid, 'retention_proposedact'::text,
               jsonb_build_object('retention_class', a.retention_class, 'records', a.records, 'last_entry', a.last_entry,
                                  'due_on', a.due_on)
        FROM retention_proposedact a WHERE a.proposal_id = wanted AND EXISTS (SELECT FROM retention_approved_acts(wanted))
        ORDER BY a.retention_class;
    RETURN QUERY
        SELECT retention_card(r.child_id), r.id, 'circles_record'::text,
               to_jsonb(r) || jsonb_build_object('author_name', concat_ws(' ', p.given_name, p.family_name),
                   'author_profession', a.profession, 'author_unit', u.name)
        FROM circles_record r JOIN people_person p ON p.id = r.author_id
        LEFT JOIN authorities_assignment a ON a.id = r.author_assignment_id LEFT JOIN authorities_unit u ON u.id = a.unit_id
        WHERE r.id IN (SELECT retention_records(wanted));
    RETURN QUERY
        SELECT x.child_id, NULL::uuid, 'people_child'::text, jsonb_build_object('id', c.id, 'given_name', c.given_name,
                   'family_name', c.family_name, 'born_on', c.born_on, 'expected_on', c.expected_on, 'protection', c.protection,
                   'pronoun', c.pronoun, 'language', c.language, 'registered_at', c.registered_at,
                   'numbers', (SELECT coalesce(jsonb_agg(i.number), '[]') FROM people_identity i WHERE i.child_id = c.id))
        FROM (SELECT DISTINCT a.child_id FROM retention_approved_acts(wanted) a) x
        CROSS JOIN LATERAL retention_cards(x.child_id) k (id) JOIN people_child c ON c.id = k.id;
    FOR hanging IN SELECT * FROM retention_tables() LOOP
        RETURN QUERY EXECUTE format(
            'SELECT retention_card(x.child_id), x.record_id, %L::text, %s FROM %s x'
            ' WHERE x.record_id IN (SELECT retention_records($1))',
            hanging::text, retention_kept(hanging), hanging) USING wanted;
    END LOOP;
    RETURN QUERY
        SELECT retention_card(q.child_id), NULL::uuid, 'disclosures_informationrequest'::text,
               to_jsonb(q) || jsonb_build_object('to_area_name', t.name, 'from_area_name', f.name,
                   'asked_by_name', concat_ws(' ', p.given_name, p.family_name), 'whole', e.whole)
        FROM disclosures_informationrequest q JOIN people_person p ON p.id = q.asked_by_id
        JOIN authorities_secrecyarea t ON t.id = q.to_area_id LEFT JOIN authorities_secrecyarea f ON f.id = q.from_area_id
        LEFT JOIN disclosures_extent e ON e.request_id = q.id WHERE q.id IN (SELECT retention_requests(wanted));
    cards := ARRAY(SELECT retention_of_children(wanted));
    FOR hanging, which_child IN SELECT b.of_table, b.leads FROM retention_beside() b LOOP
        RETURN QUERY EXECUTE format(
            'SELECT DISTINCT retention_card(k.id), NULL::uuid, %1$L::text, %3$s FROM %2$s JOIN unnest($1) k (id) ON %4$s'
            ' CROSS JOIN LATERAL (SELECT %2$s.*) x',
            hanging::text, hanging, retention_kept(hanging), retention_is_about(which_child, '%s = k.id')) USING cards;
    END LOOP;
    RETURN QUERY
        SELECT retention_card(h.child_id), NULL::uuid, 'retention_hold'::text, to_jsonb(h) FROM retention_hold h
        WHERE h.child_id = ANY (cards);
    RETURN QUERY -- who they are that the rows name by number, as far as they sat with the child
        SELECT DISTINCT retention_card(s.child_id), NULL::uuid, 'people_person'::text,
               jsonb_build_object('id', p.id, 'given_name', p.given_name, 'family_name', p.family_name)
        FROM circles_seat s JOIN people_person p ON p.id = s.person_id WHERE s.child_id = ANY (cards)
        UNION SELECT retention_card(g.child_id), NULL::uuid, 'people_person'::text,
               jsonb_build_object('id', p.id, 'given_name', p.given_name, 'family_name', p.family_name)
        FROM people_guardianship g JOIN people_person p ON p.id = g.guardian_id WHERE g.child_id = ANY (cards);
    PERFORM set_config('kronobarn.retention', '', true);
END $$;
REVOKE ALL ON FUNCTION retention_content(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION retention_content(uuid) TO kronobarn_keeper;

-- The files among it.
CREATE OR REPLACE FUNCTION retention_files(wanted uuid) RETURNS TABLE (content bytea)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    hanging regclass;
    file text;
BEGIN
    PERFORM set_config('kronobarn.retention', 'on', true);
    FOR hanging, file IN
        SELECT t, a.attname FROM retention_tables() t JOIN pg_attribute a ON a.attrelid = t
        WHERE a.atttypid = 'bytea'::regtype
    LOOP
        RETURN QUERY EXECUTE format(
            'SELECT x.%1$I FROM %2$s x WHERE x.record_id IN (SELECT retention_records($1)) AND octet_length(x.%1$I) > 0',
            file, hanging) USING wanted;
    END LOOP;
    PERFORM set_config('kronobarn.retention', '', true);
END $$;
REVOKE ALL ON FUNCTION retention_files(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION retention_files(uuid) TO kronobarn_keeper;

-- What an approved proposal names: the acts, and of them the records, the requests and the cards of children.
CREATE OR REPLACE FUNCTION retention_approved_acts(wanted uuid) RETURNS TABLE (child_id uuid, area_id bigint, retention_class text)
LANGUAGE sql STABLE AS $$
    SELECT a.child_id, p.area_id, a.retention_class::text FROM public.retention_proposedact a
    JOIN public.retention_proposal p ON p.id = a.proposal_id
    WHERE p.id = wanted AND p.approved_by_id <> p.proposed_by_id AND p.withdrawn_at IS NULL AND p.carried_out_at IS NULL
$$;
CREATE OR REPLACE FUNCTION retention_records(wanted uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    SELECT r.id FROM public.retention_approved_acts(wanted) a CROSS JOIN LATERAL public.retention_cards(a.child_id) k (id)
    JOIN public.circles_record r ON r.child_id = k.id AND r.owner_id = a.area_id AND r.retention_class = a.retention_class
$$;
CREATE OR REPLACE FUNCTION retention_requests(wanted uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    SELECT q.id FROM public.retention_approved_acts(wanted) a CROSS JOIN LATERAL public.retention_cards(a.child_id) k (id)
    JOIN public.disclosures_informationrequest q ON q.child_id = k.id AND q.to_area_id = a.area_id
    WHERE a.retention_class = 'request'
$$;
CREATE OR REPLACE FUNCTION retention_of_children(wanted uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
    SELECT k.id FROM public.retention_approved_acts(wanted) a CROSS JOIN LATERAL public.retention_cards(a.child_id) k (id)
    WHERE a.retention_class = 'child'
$$;

-- Whoever was here only for the child that is gone, the child too, is nobody any longer: the row is left for the log,
-- which says who by a number, without a name, an address or a way in.
CREATE OR REPLACE FUNCTION retention_forget(people bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    left_alone bigint[];
BEGIN
    left_alone := ARRAY(
        SELECT p.id FROM people_person p WHERE p.id = ANY (people)
          AND NOT EXISTS (SELECT FROM circles_seat s WHERE s.person_id = p.id)
          AND NOT EXISTS (SELECT FROM people_guardianship g WHERE g.guardian_id = p.id)
          AND NOT EXISTS (SELECT FROM people_child c WHERE c.person_id = p.id)
          AND NOT EXISTS (SELECT FROM authorities_assignment a WHERE a.person_id = p.id));
    DELETE FROM account_emailconfirmation WHERE email_address_id IN (
        SELECT e.id FROM account_emailaddress e WHERE e.user_id = ANY (left_alone));
    DELETE FROM account_emailaddress WHERE user_id = ANY (left_alone);
    DELETE FROM mfa_authenticator WHERE user_id = ANY (left_alone);
    DELETE FROM django_session WHERE session_key IN (
        SELECT u.session_key FROM usersessions_usersession u WHERE u.user_id = ANY (left_alone));
    DELETE FROM usersessions_usersession WHERE user_id = ANY (left_alone);
    DELETE FROM accounts_lastchoice WHERE person_id = ANY (left_alone);
    DELETE FROM drafts_submission WHERE person_id = ANY (left_alone);
    DELETE FROM post_letter WHERE to_id IN (SELECT s.id FROM post_subscription s WHERE s.person_id = ANY (left_alone));
    DELETE FROM post_subscription WHERE person_id = ANY (left_alone);
    DELETE FROM portraits_portrait WHERE person_id = ANY (left_alone);
    UPDATE people_person SET username = 'gallrad-' || gen_random_uuid(), given_name = '', family_name = '', email = '',
        password = '!', is_active = false, last_login = NULL, language = 'sv' WHERE id = ANY (left_alone);
END $$;
REVOKE ALL ON FUNCTION retention_forget(bigint[]) FROM PUBLIC;

-- And goes. What the rules say is asked again here, of the rules as they are loaded.
CREATE OR REPLACE FUNCTION retention_carry_out(wanted uuid, package_name text, package_digest bytea) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    found retention_proposal;
    hanging regclass;
    which_child text[];
    going uuid[];
    asked uuid[];
    cards uuid[];
    people bigint[];
BEGIN
    SELECT * INTO found FROM retention_proposal WHERE id = wanted FOR UPDATE;
    IF found.approved_by_id IS NULL OR found.approved_by_id = found.proposed_by_id
       OR found.withdrawn_at IS NOT NULL OR found.carried_out_at IS NOT NULL
    THEN RAISE EXCEPTION 'proposal % is not approved by two', wanted USING ERRCODE = 'check_violation'; END IF;
    IF EXISTS (SELECT FROM retention_proposedact a LEFT JOIN retention_acts(found.area_id) n
               ON n.child_id = a.child_id AND n.retention_class = a.retention_class
               WHERE a.proposal_id = wanted AND (n.child_id IS NULL OR n.is_open OR n.is_held OR n.records <> a.records
                 OR n.last_entry <> a.last_entry OR a.due_on > circles_today()
                 OR coalesce(retention_due_on(n.retention_class, n.regimes, n.last_entry, n.closed_on, n.turns_from, n.births),
                             'infinity') > circles_today()))
       OR NOT EXISTS (SELECT FROM retention_term t WHERE t.version = found.rules_version)
    THEN RAISE EXCEPTION 'proposal % is no longer what was approved', wanted USING ERRCODE = 'check_violation'; END IF;
    PERFORM set_config('kronobarn.retention', 'on', true); -- retention_acts has switched it off
    going := ARRAY(SELECT retention_records(wanted));
    asked := ARRAY(SELECT retention_requests(wanted));
    cards := ARRAY(SELECT retention_of_children(wanted));
    IF found.records <> (SELECT sum(a.records) FROM retention_proposedact a WHERE a.proposal_id = wanted)
       OR cardinality(going) + cardinality(asked) <> (SELECT coalesce(sum(a.records), 0) FROM retention_proposedact a
                                                     WHERE a.proposal_id = wanted AND a.retention_class <> 'child')
       OR octet_length(package_digest) <> 32
    THEN RAISE EXCEPTION 'proposal % is no longer what was approved', wanted USING ERRCODE = 'check_violation'; END IF;
    INSERT INTO retention_removal (proposal_id, area_id, retention_class, kind, records, removed_at)
        SELECT wanted, found.area_id, r.retention_class, r.kind, count(*), now()
        FROM circles_record r WHERE r.id = ANY (going) GROUP BY r.retention_class, r.kind
        UNION ALL
        SELECT wanted, found.area_id, a.retention_class, a.retention_class, sum(a.records), now()
        FROM retention_proposedact a WHERE a.proposal_id = wanted AND a.retention_class IN ('request', 'child')
        GROUP BY a.retention_class;
    DELETE FROM notices_task WHERE subject = ANY (going || asked);
    FOR hanging IN SELECT * FROM retention_tables() LOOP
        EXECUTE format('DELETE FROM %s WHERE record_id = ANY ($1)', hanging) USING going;
    END LOOP;
    DELETE FROM circles_record WHERE id = ANY (going);
    DELETE FROM disclosures_extent WHERE request_id = ANY (asked);
    DELETE FROM disclosures_informationrequest WHERE id = ANY (asked);
    IF cardinality(cards) > 0 THEN
        people := ARRAY(
            SELECT s.person_id FROM circles_seat s WHERE s.child_id = ANY (cards)
            UNION SELECT g.guardian_id FROM people_guardianship g WHERE g.child_id = ANY (cards)
            UNION SELECT c.person_id FROM people_child c WHERE c.id = ANY (cards));
        FOR hanging, which_child IN SELECT b.of_table, b.leads FROM retention_beside() b
                                WHERE b.of_table <> 'people_samechild'::regclass LOOP
            EXECUTE format('DELETE FROM %s WHERE %s', hanging, retention_is_about(which_child, '%s = ANY ($1)')) USING cards;
        END LOOP;
        DELETE FROM people_child WHERE id = ANY (cards);
        DELETE FROM people_samechild WHERE child_id = ANY (cards) OR kept_id = ANY (cards); -- said till now which cards
        DELETE FROM retention_hold WHERE child_id = ANY (cards);
        PERFORM retention_forget(people);
    END IF;
    -- What another authority's records lean on cannot go: the foreign keys say so now, and nothing has happened.
    SET CONSTRAINTS ALL IMMEDIATE;
    IF EXISTS (SELECT FROM circles_record WHERE id = ANY (going))
       OR EXISTS (SELECT FROM disclosures_informationrequest WHERE id = ANY (asked))
       OR EXISTS (SELECT FROM people_child WHERE id = ANY (cards))
       OR EXISTS (SELECT FROM circles_disclosure WHERE decision = ANY (asked))
    THEN RAISE EXCEPTION 'something of proposal % would be left', wanted USING ERRCODE = 'check_violation'; END IF;
    UPDATE retention_proposal SET carried_out_at = now(), package = package_name, digest = package_digest WHERE id = wanted;
    DELETE FROM retention_proposedact WHERE proposal_id = wanted;
    PERFORM set_config('kronobarn.retention', '', true);
    RETURN found.records;
END $$;
REVOKE ALL ON FUNCTION retention_carry_out(uuid, text, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION retention_carry_out(uuid, text, bytea) TO kronobarn_keeper;
