-- The log. The application may add and, within its seats, read. Nobody may change or remove:
-- no UPDATE or DELETE is ever granted, and there is no policy for it.

ALTER TABLE audit_logentry ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_logentry FORCE ROW LEVEL SECURITY;

-- An entry is written in one's own name. The system writes in nobody's.
DROP POLICY IF EXISTS log_add ON audit_logentry;
CREATE POLICY log_add ON audit_logentry FOR INSERT
    WITH CHECK (person_id IS NOT DISTINCT FROM nullif(current_setting('kronobarn.person', true), '')::bigint);

-- The keeper seals and verifies the whole log; it reads nothing else.
DROP POLICY IF EXISTS log_keep ON audit_logentry;
CREATE POLICY log_keep ON audit_logentry FOR SELECT TO kronobarn_keeper USING (true);

-- One partition a month, from the month of the first day to that of the second.
CREATE OR REPLACE FUNCTION audit_make_partitions(first date, last date) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
