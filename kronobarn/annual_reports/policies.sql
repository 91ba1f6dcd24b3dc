-- No row-level security: nothing here is about any child. What is written by hand has versions, which stay; what has been
-- settled is kept whole, and what was wrong in it is written beside. The application has no right to delete.
CREATE OR REPLACE TRIGGER annual_report_stays BEFORE UPDATE ON annual_reports_annualreport
    FOR EACH ROW EXECUTE FUNCTION programme_is_not_rewritten();

CREATE OR REPLACE FUNCTION annual_reports_settled_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM annual_reports_settlement s WHERE s.report_id = NEW.report_id AND s.taken_back_at IS NULL) THEN
        RAISE EXCEPTION 'what is settled is corrected, never rewritten' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER annual_report_part_stays BEFORE INSERT ON annual_reports_part
    FOR EACH ROW EXECUTE FUNCTION annual_reports_settled_stays();

CREATE OR REPLACE FUNCTION annual_reports_settlement_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changing constant text[] := ARRAY['published_at', 'taken_back_at', 'taken_back_because'];
BEGIN
    IF to_jsonb(NEW) - changing IS DISTINCT FROM to_jsonb(OLD) - changing THEN
        RAISE EXCEPTION 'a settled report keeps its words and its figures' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.taken_back_at IS NOT NULL AND to_jsonb(NEW) IS DISTINCT FROM to_jsonb(OLD) THEN
        RAISE EXCEPTION 'a report that has been taken back stays so' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER annual_reports_settlement_stays BEFORE UPDATE ON annual_reports_settlement
    FOR EACH ROW EXECUTE FUNCTION annual_reports_settlement_stays();

-- What the public site may read: reports that are settled and that somebody has opened to all, as they were settled, with
-- what has been corrected since. Functions and figures; no person is named (annual_reports/actions.py asks).
DROP VIEW IF EXISTS published_annual_reports;
CREATE VIEW published_annual_reports AS
    SELECT r.year, s.settled_on, s.settled_by, s.published_at, s.content,
        (SELECT coalesce(jsonb_agg(jsonb_build_object('chapter', c.chapter, 'text', c.text, 'on',
             (c.written_at AT TIME ZONE 'Europe/Stockholm')::date) ORDER BY c.written_at), '[]'::jsonb)
         FROM annual_reports_correction c WHERE c.settlement_id = s.id) AS corrections
    FROM annual_reports_settlement s
    JOIN annual_reports_annualreport r ON r.id = s.report_id
    WHERE s.published_at IS NOT NULL AND s.taken_back_at IS NULL;
