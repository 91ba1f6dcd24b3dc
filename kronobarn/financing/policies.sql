-- No row-level security: nothing here is about any child. A line's outcome is filled in once; what was wrong is corrected
-- by a line beside it. A year's budget is adopted once.
CREATE OR REPLACE TRIGGER financing_line_stays BEFORE UPDATE ON financing_line
    FOR EACH ROW EXECUTE FUNCTION programme_is_not_rewritten('outcome', 'corrected_at', 'corrected_because');
CREATE OR REPLACE TRIGGER financing_year_stays BEFORE UPDATE ON financing_financialyear
    FOR EACH ROW EXECUTE FUNCTION programme_is_not_rewritten('adopted_on', 'document');
