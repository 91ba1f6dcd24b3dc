-- The log. The application may add and, within its seats, read. Nobody may change or remove:
-- no UPDATE or DELETE is ever granted, and there is no policy for it.

ALTER TABLE audit_logentry ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_logentry FORCE ROW LEVEL SECURITY;

-- An entry is written in one's own name. The system writes in nobody's.
DROP POLICY IF EXISTS log_add ON audit_logentry;
CREATE POLICY log_add ON audit_logentry FOR INSERT
    WITH CHECK (person_id IS NOT DISTINCT FROM nullif(current_setting('kronobarn.person', true), '')::bigint);

-- The keeper seals and verifies the whole log; of what is about children it reads nothing else.
DROP POLICY IF EXISTS log_keep ON audit_logentry;
CREATE POLICY log_keep ON audit_logentry FOR SELECT TO kronobarn_keeper USING (true);

-- One partition a month, from the month of the first day to that of the second. Months are those of UTC, whoever asks.
CREATE OR REPLACE FUNCTION audit_make_partitions(first date, last date) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    month date := date_trunc('month', first);
    name text;
    made integer := 0;
BEGIN
    WHILE month <= last LOOP
        name := 'audit_logentry_' || to_char(month, 'YYYYMM');
        IF to_regclass(name) IS NULL THEN
            EXECUTE format(
                'CREATE TABLE %I PARTITION OF audit_logentry FOR VALUES FROM (%L) TO (%L)',
                name, month, (month + interval '1 month')::date
            );
            EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
            EXECUTE format('REVOKE ALL ON %I FROM PUBLIC, kronobarn_app', name);
            made := made + 1;
        END IF;
        month := (month + interval '1 month')::date;
    END LOOP;
    RETURN made;
END $$;
REVOKE ALL ON FUNCTION audit_make_partitions(date, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_make_partitions(date, date) TO kronobarn_keeper;

ALTER TABLE audit_logentry_rest ENABLE ROW LEVEL SECURITY;
SELECT audit_make_partitions(
    (current_date - interval '15 months')::date, (current_date + interval '3 months')::date
);

-- The oldest months, when they have been announced (see cutting.py). What the rule says is asked again here, so
-- that no mistake above can shorten the log: five years, a week's notice, and nothing but what was announced.
DROP POLICY IF EXISTS log_for_the_function ON audit_logentry;
CREATE POLICY log_for_the_function ON audit_logentry FOR SELECT TO CURRENT_USER USING (true);

CREATE OR REPLACE FUNCTION audit_carry_out_cut(wanted bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' SET lock_timeout = '20s' AS $$
DECLARE
    cut audit_logcut;
    name text;
BEGIN
    SELECT * INTO cut FROM audit_logcut WHERE number = wanted AND done_at IS NULL FOR UPDATE;
    IF cut IS NULL THEN RAISE EXCEPTION 'cut % is not announced', wanted; END IF;
    IF cut.before <> date_trunc('month', cut.before) OR cut.before > current_date - interval '5 years' THEN
        RAISE EXCEPTION 'the log is kept for five whole years' USING ERRCODE = 'check_violation';
    END IF;
    IF cut.announced_at > now() - interval '7 days' THEN
        RAISE EXCEPTION 'cut % was announced less than a week ago', wanted USING ERRCODE = 'check_violation';
    END IF;
    IF cut.removed <> (SELECT count(*) FROM audit_logentry WHERE at < cut.before) THEN
        RAISE EXCEPTION 'cut % is not what was announced', wanted USING ERRCODE = 'check_violation';
    END IF;
    FOR name IN
        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'audit_logentry'::regclass AND c.relname ~ '^audit_logentry_[0-9]{6}$'
          AND to_date(right(c.relname, 6), 'YYYYMM') < cut.before
    LOOP
        EXECUTE format('DROP TABLE %I', name);
    END LOOP;
    DELETE FROM audit_logentry_rest WHERE at < cut.before;
    UPDATE audit_logcut SET done_at = now() WHERE number = wanted;
    RETURN cut.removed;
END $$;
REVOKE ALL ON FUNCTION audit_carry_out_cut(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_carry_out_cut(bigint) TO kronobarn_keeper;

-- What was announced and not yet done may be taken back; what is done stays said.
CREATE OR REPLACE FUNCTION audit_take_back_cut(wanted bigint) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS
    $$ DELETE FROM audit_logcut WHERE number = wanted AND done_at IS NULL $$;
REVOKE ALL ON FUNCTION audit_take_back_cut(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_take_back_cut(bigint) TO kronobarn_keeper;
