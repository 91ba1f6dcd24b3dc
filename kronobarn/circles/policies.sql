-- Row-level security: the second fence, under the application's own `visible_to`.
--
-- The database is told who asks by two settings that live as long as the transaction:
-- kronobarn.person and kronobarn.assignment. Unset means nobody, and nobody sees nothing.
-- Every policy is written against seats and disclosures themselves, never against what the
-- application has already checked. There is no DELETE policy anywhere: what a child's record
-- holds is ended, not removed.

-- Seats -------------------------------------------------------------------------------------

-- The owner of the tables may read seats: the function below runs as it, and asks nothing else.
-- (A policy on seats that reads seats would go round in a circle.)
CREATE OR REPLACE FUNCTION circles_my_children() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT child_id FROM circles_seat
    WHERE person_id = nullif(current_setting('kronobarn.person', true), '')::bigint
      AND assignment_id IS NOT DISTINCT FROM nullif(current_setting('kronobarn.assignment', true), '')::bigint
      AND since <= statement_timestamp() AND (until IS NULL OR until > statement_timestamp())
$$;
REVOKE ALL ON FUNCTION circles_my_children() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION circles_my_children() TO kronobarn_app;

-- The same, without the seats of those who only noticed something: they do not learn who else is involved.
CREATE OR REPLACE FUNCTION circles_my_tables() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT child_id FROM circles_seat
    WHERE person_id = nullif(current_setting('kronobarn.person', true), '')::bigint
      AND assignment_id IS NOT DISTINCT FROM nullif(current_setting('kronobarn.assignment', true), '')::bigint
      AND since <= statement_timestamp() AND (until IS NULL OR until > statement_timestamp())
      AND role <> 'notifier'
$$;
REVOKE ALL ON FUNCTION circles_my_tables() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION circles_my_tables() TO kronobarn_app;

-- Whether anybody has ever sat with the child. The first seat is given to a child nobody knew.
CREATE OR REPLACE FUNCTION circles_is_known(child uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM circles_seat WHERE child_id = child)
$$;
REVOKE ALL ON FUNCTION circles_is_known(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION circles_is_known(uuid) TO kronobarn_app;

ALTER TABLE circles_seat ENABLE ROW LEVEL SECURITY;
ALTER TABLE circles_seat FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS seat_for_the_function ON circles_seat;
CREATE POLICY seat_for_the_function ON circles_seat FOR SELECT TO CURRENT_USER USING (true);

DROP POLICY IF EXISTS seat_see ON circles_seat;
-- One's own standing seat is recognised first, so that the function is seldom called.
CREATE POLICY seat_see ON circles_seat FOR SELECT TO kronobarn_app USING (
    (person_id = (SELECT nullif(current_setting('kronobarn.person', true), '')::bigint)
        AND assignment_id IS NOT DISTINCT FROM (SELECT nullif(current_setting('kronobarn.assignment', true), '')::bigint)
        AND since <= statement_timestamp() AND (until IS NULL OR until > statement_timestamp()))
    OR (child_id IN (SELECT circles_my_tables())
        -- Who noticed something is not told to the family by who sits there.
        AND (role <> 'notifier' OR (SELECT nullif(current_setting('kronobarn.assignment', true), '')) IS NOT NULL))
    OR (
        (role IN ('responsible', 'guardian', 'child')
            OR (person_id = (SELECT nullif(current_setting('kronobarn.person', true), '')::bigint)
                AND assignment_id IS NOT DISTINCT FROM (SELECT nullif(current_setting('kronobarn.assignment', true), '')::bigint)))
        AND child_id IN (SELECT circles_my_children())
    )
);

DROP POLICY IF EXISTS seat_grant ON circles_seat;
-- One lets in others where one sits oneself. To a child that is known one gets oneself no further than to
-- tell, for a time, what one has noticed.
CREATE POLICY seat_grant ON circles_seat FOR INSERT TO kronobarn_app WITH CHECK (
    granted_by_id = nullif(current_setting('kronobarn.person', true), '')::bigint
    AND (
        child_id IN (SELECT circles_my_children())
        OR (role = 'notifier' AND person_id = granted_by_id AND until IS NOT NULL)
        OR NOT circles_is_known(child_id)
    )
);

DROP POLICY IF EXISTS seat_end ON circles_seat;
CREATE POLICY seat_end ON circles_seat FOR UPDATE TO kronobarn_app USING (
    child_id IN (SELECT circles_my_children())
) WITH CHECK (true);

-- A seat is ended or prolonged; whose it is, where and why is never rewritten.
CREATE OR REPLACE FUNCTION circles_seat_keeps_its_holder() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.child_id, NEW.person_id, NEW.assignment_id, NEW.area_id, NEW.role, NEW.ground, NEW.since,
        NEW.granted_by_id)
       IS DISTINCT FROM
       (OLD.id, OLD.child_id, OLD.person_id, OLD.assignment_id, OLD.area_id, OLD.role, OLD.ground, OLD.since,
        OLD.granted_by_id)
    THEN RAISE EXCEPTION 'a seat keeps its holder' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER seat_keeps_its_holder BEFORE UPDATE ON circles_seat
    FOR EACH ROW EXECUTE FUNCTION circles_seat_keeps_its_holder();

-- Children and what is known of who they are -----------------------------------------------------

CREATE OR REPLACE PROCEDURE circles_guard_by_child(guarded regclass, child_column text DEFAULT 'child_id')
LANGUAGE plpgsql AS $$
DECLARE
    mine text := format(
        'EXISTS (SELECT 1 FROM circles_seat s WHERE s.child_id = %s.%I'
        ' AND s.person_id = (SELECT nullif(current_setting(''kronobarn.person'', true), '''')::bigint)'
        ' AND s.assignment_id IS NOT DISTINCT FROM (SELECT nullif(current_setting(''kronobarn.assignment'', true), '''')::bigint)'
        ' AND s.since <= statement_timestamp() AND (s.until IS NULL OR s.until > statement_timestamp()))',
        guarded, child_column);
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', guarded);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', guarded);
    EXECUTE format('DROP POLICY IF EXISTS by_child_see ON %s', guarded);
    EXECUTE format('DROP POLICY IF EXISTS by_child_add ON %s', guarded);
    EXECUTE format('DROP POLICY IF EXISTS by_child_change ON %s', guarded);
    EXECUTE format('CREATE POLICY by_child_see ON %s FOR SELECT TO kronobarn_app USING (%s)', guarded, mine);
    EXECUTE format('CREATE POLICY by_child_add ON %s FOR INSERT TO kronobarn_app WITH CHECK (%s)', guarded, mine);
    EXECUTE format('CREATE POLICY by_child_change ON %s FOR UPDATE TO kronobarn_app USING (%s)', guarded, mine);
END $$;

CALL circles_guard_by_child('people_child', 'id');
CALL circles_guard_by_child('people_identity');
CALL circles_guard_by_child('people_guardianship');

-- Outside one's own seats only an exact number finds a child: the one that is being asked for.
DROP POLICY IF EXISTS identity_exact ON people_identity;
CREATE POLICY identity_exact ON people_identity FOR SELECT TO kronobarn_app USING (
    number = (SELECT nullif(current_setting('kronobarn.sought_number', true), ''))
);

-- That the child is known, and as what name, may then be said; never of a child with protected data.
DROP POLICY IF EXISTS child_exact ON people_child;
CREATE POLICY child_exact ON people_child FOR SELECT TO kronobarn_app USING (
    protection = 'none' AND id IN (
        SELECT i.child_id FROM people_identity i
        WHERE i.number = (SELECT nullif(current_setting('kronobarn.sought_number', true), ''))
    )
);

-- Records ------------------------------------------------------------------------------------

ALTER TABLE circles_disclosure ENABLE ROW LEVEL SECURITY;
ALTER TABLE circles_disclosure FORCE ROW LEVEL SECURITY;
ALTER TABLE circles_record ENABLE ROW LEVEL SECURITY;
ALTER TABLE circles_record FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS disclosure_see ON circles_disclosure;
CREATE POLICY disclosure_see ON circles_disclosure FOR SELECT TO kronobarn_app USING (
    EXISTS (
        SELECT 1 FROM circles_seat s
        WHERE s.child_id = circles_disclosure.child_id
          AND s.person_id = (SELECT nullif(current_setting('kronobarn.person', true), '')::bigint)
          AND s.assignment_id IS NOT DISTINCT FROM (SELECT nullif(current_setting('kronobarn.assignment', true), '')::bigint)
          AND s.since <= statement_timestamp() AND (s.until IS NULL OR s.until > statement_timestamp())
          AND (
              (s.role <> 'notifier' AND s.area_id IN (circles_disclosure.owner_id, circles_disclosure.to_area_id))
              OR (s.area_id = circles_disclosure.owner_id AND circles_disclosure.decided_by_id = s.person_id)
              OR (s.assignment_id IS NULL
                  AND (circles_disclosure.to_person_id = s.person_id OR circles_disclosure.consent IS NOT NULL))
              OR (s.role IN ('responsible', 'lead') AND circles_disclosure.consent IS NOT NULL)
          )
    )
);

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
    decided_by_id = nullif(current_setting('kronobarn.person', true), '')::bigint
    AND EXISTS (
        SELECT 1 FROM circles_seat s
        WHERE s.child_id = circles_disclosure.child_id
          AND s.person_id = decided_by_id
          AND s.assignment_id IS NOT DISTINCT FROM (SELECT nullif(current_setting('kronobarn.assignment', true), '')::bigint)
          AND s.since <= statement_timestamp() AND (s.until IS NULL OR s.until > statement_timestamp())
          AND ((s.area_id = circles_disclosure.owner_id AND s.role <> 'notifier')
               OR ((s.assignment_id IS NULL OR s.area_id = circles_disclosure.owner_id)
                   AND NOT circles_is_anothers(circles_disclosure.child_id, circles_disclosure.record_id, s.person_id)))
    )
);

-- Its end may be written by the owner's people and, where it rests on consent, by the family and
-- by whoever leads: a withdrawal said aloud must work at once.
DROP POLICY IF EXISTS disclosure_end ON circles_disclosure;
CREATE POLICY disclosure_end ON circles_disclosure FOR UPDATE TO kronobarn_app USING (
    EXISTS (
        SELECT 1 FROM circles_seat s
        WHERE s.child_id = circles_disclosure.child_id
          AND s.person_id = (SELECT nullif(current_setting('kronobarn.person', true), '')::bigint)
          AND s.assignment_id IS NOT DISTINCT FROM (SELECT nullif(current_setting('kronobarn.assignment', true), '')::bigint)
          AND s.since <= statement_timestamp() AND (s.until IS NULL OR s.until > statement_timestamp())
          AND (s.area_id = circles_disclosure.owner_id
               OR (circles_disclosure.consent IS NOT NULL
                   AND (s.assignment_id IS NULL OR s.role IN ('responsible', 'lead'))))
    )
) WITH CHECK (true);

CREATE OR REPLACE FUNCTION circles_disclosure_only_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.child_id, NEW.record_id, NEW.owner_id, NEW.to_area_id, NEW.to_person_id, NEW.granted,
        NEW.ground, NEW.consent, NEW.necessity, NEW.since, NEW.decided_by_id, NEW.decided_for_id)
       IS DISTINCT FROM
       (OLD.id, OLD.child_id, OLD.record_id, OLD.owner_id, OLD.to_area_id, OLD.to_person_id, OLD.granted,
        OLD.ground, OLD.consent, OLD.necessity, OLD.since, OLD.decided_by_id, OLD.decided_for_id)
       OR OLD.ended_at IS NOT NULL
       OR NEW.until IS NULL OR (OLD.until IS NOT NULL AND NEW.until > OLD.until)
    THEN RAISE EXCEPTION 'a disclosure can only be ended' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER disclosure_only_ends BEFORE UPDATE ON circles_disclosure
    FOR EACH ROW EXECUTE FUNCTION circles_disclosure_only_ends();

DROP POLICY IF EXISTS record_see ON circles_record;
CREATE POLICY record_see ON circles_record FOR SELECT TO kronobarn_app USING (
    EXISTS (
        SELECT 1 FROM circles_seat s
        WHERE s.child_id = circles_record.child_id
          AND s.person_id = (SELECT nullif(current_setting('kronobarn.person', true), '')::bigint)
          AND s.assignment_id IS NOT DISTINCT FROM (SELECT nullif(current_setting('kronobarn.assignment', true), '')::bigint)
          AND s.since <= statement_timestamp() AND (s.until IS NULL OR s.until > statement_timestamp())
          AND (
              (s.area_id = circles_record.owner_id AND (s.role <> 'notifier' OR circles_record.author_id = s.person_id))
              OR (s.role <> 'notifier' AND EXISTS (
                  SELECT 1 FROM circles_disclosure d
                  WHERE d.child_id = circles_record.child_id AND d.record_id = circles_record.id AND d.granted
                    AND d.since <= statement_timestamp() AND (d.until IS NULL OR d.until > statement_timestamp())
                    AND (d.to_area_id = s.area_id OR (s.assignment_id IS NULL AND d.to_person_id = s.person_id))
              ))
          )
    )
);

-- One writes for one's own area; family write into the area that asked them.
DROP POLICY IF EXISTS record_write ON circles_record;
CREATE POLICY record_write ON circles_record FOR INSERT TO kronobarn_app WITH CHECK (
    author_id = nullif(current_setting('kronobarn.person', true), '')::bigint
    AND EXISTS (
        SELECT 1 FROM circles_seat s
        WHERE s.child_id = circles_record.child_id
          AND s.person_id = author_id
          AND s.assignment_id IS NOT DISTINCT FROM author_assignment_id
          AND s.assignment_id IS NOT DISTINCT FROM (SELECT nullif(current_setting('kronobarn.assignment', true), '')::bigint)
          AND s.since <= statement_timestamp() AND (s.until IS NULL OR s.until > statement_timestamp())
          AND (s.area_id = circles_record.owner_id OR s.assignment_id IS NULL)
    )
);

-- What one sees one may amend the headline of; the trigger holds the rest.
DROP POLICY IF EXISTS record_amend ON circles_record;
CREATE POLICY record_amend ON circles_record FOR UPDATE TO kronobarn_app USING (
    EXISTS (
        SELECT 1 FROM circles_seat s
        WHERE s.child_id = circles_record.child_id
          AND s.person_id = (SELECT nullif(current_setting('kronobarn.person', true), '')::bigint)
          AND s.assignment_id IS NOT DISTINCT FROM (SELECT nullif(current_setting('kronobarn.assignment', true), '')::bigint)
          AND s.since <= statement_timestamp() AND (s.until IS NULL OR s.until > statement_timestamp())
          AND s.area_id = circles_record.owner_id
    )
);

CREATE OR REPLACE FUNCTION circles_record_keeps_its_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.child_id, NEW.owner_id, NEW.kind, NEW.author_id, NEW.author_assignment_id, NEW.written_at,
        NEW.practice_version)
       IS DISTINCT FROM
       (OLD.id, OLD.child_id, OLD.owner_id, OLD.kind, OLD.author_id, OLD.author_assignment_id, OLD.written_at,
        OLD.practice_version)
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

-- What hangs on a record is seen, added to and changed by those who see the record. -----------------

CREATE OR REPLACE PROCEDURE circles_guard_by_record(guarded regclass)
LANGUAGE plpgsql AS $$
DECLARE
    seen text := format(
        'EXISTS (SELECT 1 FROM circles_record r WHERE r.child_id = %1$s.child_id AND r.id = %1$s.record_id)', guarded);
    same_child text := replace(guarded::text, '.', '_') || '_is_of_the_same_child';
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', guarded);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', guarded);
    EXECUTE format('DROP POLICY IF EXISTS by_record_see ON %s', guarded);
    EXECUTE format('DROP POLICY IF EXISTS by_record_add ON %s', guarded);
    EXECUTE format('DROP POLICY IF EXISTS by_record_change ON %s', guarded);
    EXECUTE format('CREATE POLICY by_record_see ON %s FOR SELECT TO kronobarn_app USING (%s)', guarded, seen);
    EXECUTE format('CREATE POLICY by_record_add ON %s FOR INSERT TO kronobarn_app WITH CHECK (%s)', guarded, seen);
    EXECUTE format('CREATE POLICY by_record_change ON %s FOR UPDATE TO kronobarn_app USING (%s)', guarded, seen);
    IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = same_child) THEN
        EXECUTE format(
            'ALTER TABLE %s ADD CONSTRAINT %I FOREIGN KEY (child_id, record_id)'
            ' REFERENCES circles_record (child_id, id) DEFERRABLE INITIALLY DEFERRED', guarded, same_child);
    END IF;
END $$;

-- The log about a child is read by those who sit with the child (not by those who only noticed something);
-- one's own doings by oneself. ------------

DROP POLICY IF EXISTS log_see ON audit_logentry;
CREATE POLICY log_see ON audit_logentry FOR SELECT TO kronobarn_app USING (
    person_id = (SELECT nullif(current_setting('kronobarn.person', true), '')::bigint)
    OR (
        child_id IN (SELECT circles_my_tables())
        -- Who noticed something is not told to the family through the log.
        AND ((SELECT nullif(current_setting('kronobarn.assignment', true), '')) IS NOT NULL
             OR NOT (kind LIKE 'signal.%' OR kind = 'child.sought' OR subject LIKE 'signal:%'
                     OR why IN ('notifier', 'noticed')))
    )
);
